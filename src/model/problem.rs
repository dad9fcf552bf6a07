//! Why a feed has a problem. The library keeps a kind and its operands, never a sentence;
//! [`ProblemKind::words`] forms the sentence where the problem is shown.

mod words;

use jiff::Timestamp;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

/// Why the last refresh of a feed failed, or what it left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedProblem {
    pub kind: ProblemKind,
    /// When the first of the failures in a row happened.
    pub since: Timestamp,
    /// How many times in a row it failed; 0 if the refresh succeeded and left something out.
    pub failures: u32,
}

impl FeedProblem {
    /// The stable word of a note, see [`ProblemKind::code`].
    pub const LEFT_OUT: &str = "left_out";

    /// A note about a refresh that succeeded.
    #[must_use]
    pub fn note(kind: ProblemKind, now: Timestamp) -> Self {
        Self { kind, since: now, failures: 0 }
    }

    /// Whether this is only a note about a refresh that succeeded.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.kind.code() == Self::LEFT_OUT
    }

    /// Whether the server said when to ask again (429 or 503 with `Retry-After`).
    #[must_use]
    pub fn is_server_waiting(&self) -> bool {
        self.kind.code() == RETRY_AFTER
    }

    /// The sentence for the problem.
    #[must_use]
    pub fn words(&self) -> String {
        self.kind.words()
    }
}

/// The form that the command line prints: programs read `kind`, people read `message`.
impl Serialize for FeedProblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("FeedProblem", 4)?;
        fields.serialize_field("kind", self.kind.code())?;
        fields.serialize_field("message", &self.words())?;
        fields.serialize_field("since", &self.since)?;
        fields.serialize_field("failures", &self.failures)?;
        fields.end()
    }
}

/// The stable word of a problem whose server said when to ask again.
const RETRY_AFTER: &str = "retry_after";

/// A reason for which a feed could not be refreshed, with its operands. The library keeps this as
/// JSON, so variants and fields are never renamed; a new meaning is a new variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ProblemKind {
    /// A problem of a library before version 9, which kept the sentence itself.
    Worded {
        code: String,
        message: String,
    },
    InvalidAddress {
        text: String,
    },
    Scheme {
        scheme: String,
    },
    Host {
        host: String,
        problem: HostProblem,
    },
    /// The server answered with a status outside 200 to 299.
    Status {
        host: String,
        status: u16,
        /// The time that the server named in `Retry-After`.
        retry_at: Option<Timestamp>,
    },
    /// A check for robots answered in place of the server.
    Challenge {
        host: String,
    },
    /// The server wants to know who asks (401), and we could not tell it.
    SignIn {
        host: String,
        problem: SignInProblem,
    },
    AnswerTooLarge {
        host: String,
        limit_bytes: u64,
    },
    Redirect {
        host: String,
        problem: RedirectProblem,
    },
    /// The body cannot be decoded as its `Content-Encoding` says.
    Encoding {
        host: String,
        encoding: String,
    },
    Keyring {
        problem: KeyringProblem,
    },
    ProxySetting {
        problem: ProxyProblem,
    },
    Proxy {
        proxy: String,
        host: String,
    },
    /// The file with the user's certificates could not be read. `host` is the one that may need
    /// them, if a connection to it failed; `cause` is the text of the system.
    Certificates {
        host: Option<String>,
        path: String,
        cause: String,
    },
    /// The system has no thread left.
    NoThread,
    FileNotFound {
        path: String,
    },
    /// A directory, a pipe or a device.
    NotAFile {
        path: String,
    },
    /// `cause` is the text of the system.
    UnreadableFile {
        path: String,
        cause: String,
    },
    Document {
        problem: DocumentProblem,
    },
    FeedTooLarge {
        limit_bytes: u64,
    },
    /// The parser panicked.
    Crash,
    /// The refresh succeeded, but only the first entries of a very large feed were kept.
    LeftOut {
        entries_kept: u32,
    },
    /// The refresh succeeded, but the document ends before the feed does.
    CutOff,
}

/// Why a host was not reached, or not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HostProblem {
    /// The host name cannot be resolved.
    Dns,
    /// No route leads to the host, or the network is down.
    Unreachable,
    /// The host does not accept connections.
    Refused,
    Tls,
    Timeout,
    /// The connection broke, or the answer is not HTTP.
    Broken,
    /// A feed or page named an address in a private network that it does not belong to.
    Private,
    /// The host asked for a pause that is not over.
    Resting,
    /// The password or token would cross the internet unencrypted.
    Plaintext,
}

/// Why a server that wants a sign-in (401) did not get one that it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInProblem {
    Missing,
    /// The feed moved to a host that must not get the secret.
    OtherHost,
    WrongPassword,
    WrongToken,
}

/// Why a redirect cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RedirectProblem {
    /// The answer has no `Location`.
    #[error("its redirect has no address")]
    NoAddress,
    #[error("its redirect has an invalid address")]
    InvalidAddress,
    /// The target is neither http nor https.
    #[error("it redirects to an address that is not on the web")]
    NotWeb,
    /// The target was visited before.
    #[error("redirect loop")]
    Loop,
    #[error("too many redirects")]
    TooMany,
}

/// Why the proxy in the settings is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ProxyProblem {
    #[error("its address is not valid")]
    InvalidAddress,
    #[error("its address has to start with http://, https://, socks5:// or socks5h://")]
    Scheme,
    #[error("its address has no host")]
    NoHost,
    /// The settings are a plain file, so a password has no place there.
    #[error("its address has a password, which Gleaner does not store; set it in the system")]
    Password,
}

/// Why the keyring did not give the password or token of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyringProblem {
    /// The system has no keyring.
    Missing,
    Locked,
    /// With the text of the system.
    Failed(String),
    Silent,
    /// The keyring has no entry for the account, or one that another program wrote.
    Empty,
}

/// Why a document is not a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentProblem {
    Empty,
    WebPage,
    SubscriptionList,
    NotAFeed,
    /// It looks like a feed, but cannot be parsed.
    Broken,
}

impl ProblemKind {
    /// A short stable word for programs. Different reasons may share one.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Worded { code, .. } => code,
            Self::InvalidAddress { .. } => "address",
            Self::Scheme { .. } => "scheme",
            Self::Host { problem, .. } => problem.code(),
            Self::Status { retry_at: Some(_), .. } => RETRY_AFTER,
            Self::Status { retry_at: None, .. } | Self::SignIn { .. } => "http",
            Self::Challenge { .. } => "challenge",
            Self::AnswerTooLarge { .. } | Self::FeedTooLarge { .. } => "too_large",
            Self::Redirect { .. } => "redirect",
            Self::Encoding { .. } => "encoding",
            Self::Keyring { .. } => "keyring",
            Self::ProxySetting { .. } | Self::Proxy { .. } => "proxy",
            Self::Certificates { .. } => "certificates",
            Self::NoThread
            | Self::FileNotFound { .. }
            | Self::NotAFile { .. }
            | Self::UnreadableFile { .. } => "io",
            Self::Document { problem } => problem.code(),
            Self::Crash => "crash",
            Self::LeftOut { .. } | Self::CutOff => FeedProblem::LEFT_OUT,
        }
    }
}

impl ProblemKind {
    /// Whether the problem lasts until somebody acts, so that waiting is of no use. Others may be
    /// over at the next refresh.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::InvalidAddress { .. }
            | Self::Scheme { .. }
            | Self::SignIn { .. }
            | Self::AnswerTooLarge { .. }
            | Self::Keyring { .. }
            | Self::ProxySetting { .. }
            | Self::Certificates { .. }
            | Self::FileNotFound { .. }
            | Self::NotAFile { .. }
            | Self::UnreadableFile { .. }
            | Self::FeedTooLarge { .. }
            | Self::Crash => true,
            Self::Host { problem, .. } => problem.is_lasting(),
            Self::Worded { .. }
            | Self::Status { .. }
            | Self::Challenge { .. }
            | Self::Redirect { .. }
            | Self::Encoding { .. }
            | Self::Proxy { .. }
            | Self::NoThread
            // Sites answer with pages of their own while they are under repair.
            | Self::Document { .. }
            | Self::LeftOut { .. }
            | Self::CutOff => false,
        }
    }
}

impl HostProblem {
    fn is_lasting(self) -> bool {
        match self {
            Self::Private | Self::Plaintext => true,
            Self::Dns
            | Self::Unreachable
            | Self::Refused
            | Self::Tls
            | Self::Timeout
            | Self::Broken
            | Self::Resting => false,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Unreachable => "unreachable",
            Self::Refused => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Broken => "transfer",
            Self::Private => "private",
            Self::Resting => "resting",
            Self::Plaintext => "plaintext",
        }
    }
}

impl DocumentProblem {
    fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WebPage => "web_page",
            Self::SubscriptionList => "subscription_list",
            Self::NotAFeed => "not_a_feed",
            Self::Broken => "broken_feed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_comes_back_from_the_database_as_it_was() {
        for (kind, json) in [
            (
                ProblemKind::Host { host: "a.org".into(), problem: HostProblem::Timeout },
                r#"{"reason":"host","host":"a.org","problem":"timeout"}"#,
            ),
            (
                ProblemKind::Status { host: "a.org".into(), status: 404, retry_at: None },
                r#"{"reason":"status","host":"a.org","status":404,"retry_at":null}"#,
            ),
            (ProblemKind::Crash, r#"{"reason":"crash"}"#),
        ] {
            assert_eq!(serde_json::to_string(&kind).unwrap(), json);
            assert_eq!(serde_json::from_str::<ProblemKind>(json).unwrap(), kind);
        }
    }

    #[test]
    fn programs_read_a_stable_word_and_people_a_sentence() {
        let problem = FeedProblem {
            kind: ProblemKind::Status {
                host: "a.org".into(),
                status: 503,
                retry_at: Some(Timestamp::UNIX_EPOCH),
            },
            since: Timestamp::UNIX_EPOCH,
            failures: 2,
        };
        assert!(problem.is_server_waiting() && !problem.is_note());
        assert_eq!(
            serde_json::to_value(&problem).unwrap(),
            serde_json::json!({
                "kind": "retry_after",
                "message": "Server error at a.org (503) \u{2014} try again later",
                "since": "1970-01-01T00:00:00Z",
                "failures": 2,
            })
        );
    }
}
