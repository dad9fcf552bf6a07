//! The English sentences for problems of feeds. No other file has one.

use super::{DocumentProblem, HostProblem, KeyringProblem, ProblemKind, SignInProblem};

impl ProblemKind {
    /// The sentence for the problem, in English: what happened and what to do.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Worded { message, .. } => message.clone(),
            Self::InvalidAddress { text } => {
                format!("That isn't a valid address: \u{201c}{text}\u{201d}")
            }
            Self::Scheme { scheme } => {
                format!("Gleaner can't open {scheme}: addresses \u{2014} use http, https or a file")
            }
            Self::Host { host, problem } => problem.words(host),
            Self::Status { host, status, .. } => status_words(host, *status),
            Self::Challenge { host } => format!(
                "{host} answered with a check for bots, which only a browser can pass \u{2014} try \
                 again later, or ask the site to let feed readers in"
            ),
            Self::SignIn { host, problem } => problem.words(host),
            Self::AnswerTooLarge { host, limit_bytes } => {
                format!("The answer from {host} is larger than {}", size_words(*limit_bytes))
            }
            Self::Redirect { host, problem } => {
                format!("Couldn't reach {host} \u{2014} {problem}")
            }
            Self::Encoding { host, encoding } => format!(
                "Couldn't unpack the answer from {host} ({encoding}) \u{2014} try again later"
            ),
            Self::Keyring { problem } => problem.words(),
            Self::ProxySetting { problem } => {
                format!("The proxy in the settings can't be used \u{2014} {problem}")
            }
            Self::Proxy { proxy, host } => format!(
                "Couldn't reach {host} through the proxy {proxy} \u{2014} check the proxy in the \
                 settings"
            ),
            Self::Certificates { host: Some(host), path, cause } => format!(
                "No secure connection to {host}, and the certificates in {path} can't be read \
                 \u{2014} {cause}"
            ),
            Self::Certificates { host: None, path, cause } => {
                format!("The certificates in {path} can't be read \u{2014} {cause}")
            }
            Self::NoThread => {
                "Out of resources \u{2014} close other programs and try again".to_owned()
            }
            Self::FileNotFound { path } => format!("File not found: {path}"),
            Self::NotAFile { path } => format!("{path} is not a file"),
            Self::UnreadableFile { path, cause } => {
                format!("Couldn't read {path} \u{2014} {cause}")
            }
            Self::Document { problem } => problem.words().to_owned(),
            Self::FeedTooLarge { limit_bytes } => format!(
                "The feed is larger than {} \u{2014} it was not read",
                size_words(*limit_bytes)
            ),
            Self::Crash => "This feed couldn't be read \u{2014} its entries are safe; please \
                            report its address"
                .to_owned(),
            Self::LeftOut { entries_kept } => format!(
                "This feed is too large to be read whole \u{2014} its first {entries_kept} \
                 entries were kept"
            ),
        }
    }
}

impl HostProblem {
    fn words(self, host: &str) -> String {
        match self {
            Self::Dns => {
                format!("Couldn't find {host} \u{2014} check the address and your connection")
            }
            Self::Unreachable => format!("Couldn't reach {host} \u{2014} check your connection"),
            Self::Refused => format!("Couldn't reach {host} \u{2014} connection refused"),
            Self::Tls => format!(
                "No secure connection to {host} \u{2014} its certificate or encryption is not \
                 accepted"
            ),
            Self::Timeout => format!("{host} took too long to answer \u{2014} try again later"),
            Self::Broken => format!("The connection to {host} broke \u{2014} try again later"),
            Self::Private => format!("Blocked: {host} is on your local network"),
            Self::Resting => format!("Too many requests to {host} \u{2014} try again later"),
            Self::Plaintext => format!(
                "{host} is not encrypted, so the password was not sent \u{2014} use its https \
                 address"
            ),
        }
    }
}

impl SignInProblem {
    fn words(self, host: &str) -> String {
        match self {
            Self::Missing => format!(
                "{host} needs a user name and password \u{2014} set them in the feed's settings"
            ),
            Self::OtherHost => format!(
                "The feed has moved to {host}, which did not get the password \u{2014} enter it \
                 again in the feed's settings"
            ),
            Self::WrongPassword => format!(
                "{host} does not accept the user name and password \u{2014} change them in the \
                 feed's settings"
            ),
            Self::WrongToken => format!(
                "{host} does not accept the token \u{2014} change it in the feed's settings"
            ),
        }
    }
}

impl KeyringProblem {
    fn words(&self) -> String {
        match self {
            Self::Missing => "There is no keyring to keep passwords in \u{2014} start one (GNOME \
                              Keyring, KWallet, KeePassXC) and restart Gleaner, which never \
                              writes them to a file"
                .to_owned(),
            Self::Locked => "The keyring is locked \u{2014} unlock it and try again".to_owned(),
            Self::Failed(cause) => format!("The keyring can't be used \u{2014} {cause}"),
            Self::Silent => {
                "The keyring doesn't answer \u{2014} it may be asking you to unlock it".to_owned()
            }
            Self::Empty => "The keyring has no password for this feed \u{2014} enter it in the \
                            feed's settings"
                .to_owned(),
        }
    }
}

impl DocumentProblem {
    fn words(self) -> &'static str {
        match self {
            Self::Empty => "The answer is empty \u{2014} the feed may be gone",
            Self::WebPage => {
                "This is a web page, not a feed \u{2014} try its address in Subscribe to find its \
                 feeds"
            }
            Self::SubscriptionList => {
                "This is a list of subscriptions, not a feed \u{2014} import it instead"
            }
            Self::NotAFeed => "This is not a feed \u{2014} check the address",
            Self::Broken => "The feed is damaged beyond repair \u{2014} tell its publisher",
        }
    }
}

fn size_words(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KB", bytes >> 10) } else { format!("{} MB", bytes >> 20) }
}

fn status_words(host: &str, status: u16) -> String {
    match status {
        401 => format!("{host} needs a user name and password (401)"),
        403 => format!("{host} refused access (403)"),
        404 => format!("Page not found at {host} (404) \u{2014} check the address"),
        407 => {
            format!("The proxy for {host} needs a password (407) \u{2014} set it in the system")
        }
        410 => format!("{host} has removed this feed for good (410)"),
        429 => format!("Too many requests to {host} (429) \u{2014} try again later"),
        500..=599 => format!("Server error at {host} ({status}) \u{2014} try again later"),
        _ => format!("{host} answered with status {status}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_of_status_has_its_own_words() {
        let messages: Vec<_> = [401, 403, 404, 407, 410, 429, 503, 302]
            .map(|status| status_words("a.org", status))
            .into();
        assert!(messages.iter().all(|text| text.contains("a.org ")));
        assert_eq!(messages.iter().collect::<std::collections::BTreeSet<_>>().len(), 8);
    }
}
