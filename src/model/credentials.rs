//! The password or token of a feed, and the one origin that may receive it. `Debug` never prints a
//! secret.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;

use super::feed::SignInKind;
use crate::i18n::t;

/// Longest user name, in bytes.
pub const USER_BYTES_MAX: usize = 200;
/// Longest password or token, in bytes. Windows stores at most 2,560 bytes, two for each character.
pub const SECRET_BYTES_MAX: usize = 1024;

/// A text that `Debug` does not print.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the keyring and for the request header only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text, for an input field to edit.
    pub fn reveal_mut(&mut self) -> &mut String {
        &mut self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(\u{2026})")
    }
}

/// Why a user name, password or token cannot be sent. `Display` is for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    #[error("The name, password or token is missing")]
    Empty,
    #[error("The name, password or token is too long")]
    TooLong,
    /// It has characters that HTTP cannot carry.
    #[error(
        "The name, password or token has characters that can't be sent \u{2014} check the pasted \
         text"
    )]
    Characters,
}

impl CredentialsError {
    /// The sentence for people.
    #[must_use]
    pub fn user_message(self) -> String {
        match self {
            Self::Empty => t!(error_sign_in_missing),
            Self::TooLong => t!(error_sign_in_too_long),
            Self::Characters => t!(error_sign_in_characters),
        }
    }
}

/// A user name with its password, or a token.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// HTTP Basic (RFC 7617).
    Password { user: String, password: Secret },
    /// HTTP Bearer (RFC 6750).
    Token(Secret),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Password { .. } => "Password(\u{2026})",
            Self::Token(_) => "Token(\u{2026})",
        })
    }
}

impl Credentials {
    /// A user name and a password, which may be empty.
    pub fn password(user: &str, password: &str) -> Result<Self, CredentialsError> {
        let is_unsendable = |text: &str| text.chars().any(char::is_control);
        if user.is_empty() {
            Err(CredentialsError::Empty)
        } else if user.len() > USER_BYTES_MAX || password.len() > SECRET_BYTES_MAX {
            Err(CredentialsError::TooLong)
        // In RFC 7617 the first colon ends the user name.
        } else if user.contains(':') || is_unsendable(user) || is_unsendable(password) {
            Err(CredentialsError::Characters)
        } else {
            Ok(Self::Password { user: user.to_owned(), password: Secret::new(password) })
        }
    }

    /// A token, without the white space around it.
    pub fn token(token: &str) -> Result<Self, CredentialsError> {
        let token = token.trim();
        if token.is_empty() {
            Err(CredentialsError::Empty)
        } else if token.len() > SECRET_BYTES_MAX {
            Err(CredentialsError::TooLong)
        } else if token.chars().all(|letter| letter.is_ascii_graphic()) {
            Ok(Self::Token(Secret::new(token)))
        } else {
            Err(CredentialsError::Characters)
        }
    }

    #[must_use]
    pub fn kind(&self) -> SignInKind {
        match self {
            Self::Password { .. } => SignInKind::Password,
            Self::Token(_) => SignInKind::Token,
        }
    }

    /// The form for the keyring: the kind on the first line, then the values.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        Secret::new(match self {
            Self::Password { user, password } => format!("basic\n{user}\n{}", password.reveal()),
            Self::Token(token) => format!("bearer\n{}", token.reveal()),
        })
    }

    /// Reads the form of [`Self::to_secret`]. `None` if another program wrote the text.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Option<Self> {
        let (kind, rest) = secret.reveal().split_once('\n')?;
        match kind {
            "basic" => rest
                .split_once('\n')
                .and_then(|(user, password)| Self::password(user, password).ok()),
            "bearer" => Self::token(rest).ok(),
            _ => None,
        }
    }
}

/// Credentials and the one origin that may receive them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Scheme, host and port, `https://example.org`.
    pub origin: String,
    pub credentials: Credentials,
}

impl Grant {
    /// Credentials for the origin of an address.
    #[must_use]
    pub fn new(url: &Url, credentials: Credentials) -> Self {
        Self { origin: origin_of(url), credentials }
    }

    /// Whether an address has this origin.
    #[must_use]
    pub fn is_for(&self, url: &Url) -> bool {
        self.origin == origin_of(url)
    }
}

/// Scheme, host and port of an address, `https://example.org`.
#[must_use]
pub fn origin_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The address without the user name and password in it, and these as a grant.
#[must_use]
pub fn split_credentials(url: &Url) -> (Url, Option<Grant>) {
    let plain = without_credentials(url.clone());
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (user, password) = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
    let grant = Credentials::password(&user, &password)
        .ok()
        .map(|credentials| Grant::new(&plain, credentials));
    (plain, grant)
}

/// The same for text that a person typed. Text that is not a web address is returned unchanged.
#[must_use]
pub fn split_typed(text: &str) -> (String, Option<Grant>) {
    let trimmed = text.trim();
    let within = super::address::split_feed_scheme(trimmed).map(|(rest, _)| rest);
    let address = within.as_deref().filter(|rest| rest.contains("://")).unwrap_or(trimmed);
    match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && has_credentials(&url) => {
            let (plain, grant) = split_credentials(&url);
            (plain.into(), grant)
        }
        _ => (text.to_owned(), None),
    }
}

/// Whether an address has a user name or password in it.
#[must_use]
pub fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// The address without the user name and password in it.
#[must_use]
pub fn without_credentials(mut url: Url) -> Url {
    // Both calls fail only for addresses that cannot have credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn nothing_secret_is_ever_printed() {
        let password = Credentials::password("jane", "hunter2").unwrap();
        let grant = Grant::new(&url("https://a.org/feed"), Credentials::token("t0ken").unwrap());
        let printed = format!("{password:?} {grant:?} {:?}", Secret::new("hunter2"));
        for secret in ["jane", "hunter2", "t0ken"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }

    #[test]
    fn the_keyring_gives_back_what_it_got() {
        for credentials in [
            Credentials::password("jane", "a\u{e4} :b").unwrap(),
            Credentials::token("x=").unwrap(),
        ] {
            assert_eq!(Credentials::from_secret(&credentials.to_secret()), Some(credentials));
        }
        for foreign in ["", "hunter2", "basic\njane", "other\nx"] {
            assert_eq!(Credentials::from_secret(&Secret::new(foreign)), None, "{foreign}");
        }
    }

    #[test]
    fn credentials_that_http_cannot_carry_are_refused() {
        assert_eq!(Credentials::password("", "x"), Err(CredentialsError::Empty));
        assert_eq!(Credentials::password("a:b", "x"), Err(CredentialsError::Characters));
        assert_eq!(Credentials::password("a", "x\r\nCookie: y"), Err(CredentialsError::Characters));
        assert_eq!(Credentials::token("x\r\nCookie: y"), Err(CredentialsError::Characters));
        assert_eq!(Credentials::token("  "), Err(CredentialsError::Empty));
    }

    #[test]
    fn names_and_secrets_may_be_as_long_as_their_limits_and_no_longer() {
        let (name, secret) = (
            |more: usize| "n".repeat(USER_BYTES_MAX + more),
            |more: usize| "s".repeat(SECRET_BYTES_MAX + more),
        );
        assert!(Credentials::password(&name(0), &secret(0)).is_ok());
        assert_eq!(Credentials::password(&name(1), "x"), Err(CredentialsError::TooLong));
        assert_eq!(Credentials::password("n", &secret(1)), Err(CredentialsError::TooLong));
        assert!(Credentials::token(&secret(0)).is_ok());
        assert_eq!(Credentials::token(&secret(1)), Err(CredentialsError::TooLong));
    }

    #[test]
    fn a_password_leaves_the_address() {
        let (plain, grant) = split_credentials(&url("https://j%40x:p%3Aw@a.org:8443/feed?q=1"));
        assert_eq!(plain.as_str(), "https://a.org:8443/feed?q=1");
        let expected = Grant {
            origin: "https://a.org:8443".into(),
            credentials: Credentials::password("j@x", "p:w").unwrap(),
        };
        assert_eq!(grant, Some(expected));
        assert_eq!(split_credentials(&url("https://a.org/")), (url("https://a.org/"), None));
    }

    #[test]
    fn typed_text_is_unchanged_unless_it_has_a_password() {
        assert_eq!(split_typed(" a.org/feed "), (" a.org/feed ".into(), None));
        assert_eq!(split_typed("mailto:a@b.org"), ("mailto:a@b.org".into(), None));
        let (plain, grant) = split_typed(" feed:https://me:pw@a.org/feed");
        assert_eq!((plain.as_str(), grant.is_some()), ("https://a.org/feed", true));
    }

    #[test]
    fn a_grant_is_for_one_scheme_host_and_port() {
        let grant = Grant::new(&url("https://a.org/feed"), Credentials::token("x").unwrap());
        assert!(grant.is_for(&url("https://a.org:443/other")));
        for other in [
            "http://a.org/feed",
            "https://b.a.org/feed",
            "https://a.org:8443/feed",
            "https://a.org.evil.org/",
        ] {
            assert!(!grant.is_for(&url(other)), "{other}");
        }
    }
}
