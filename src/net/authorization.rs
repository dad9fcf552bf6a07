//! The `Authorization` header: its value, and the rule for when it may be sent at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;
use url::Url;

use super::error::{FetchError, host_of};
use super::resolver::is_surely_private;
use crate::model::{Credentials, Grant};

/// The header for a request to `url`.
///
/// Refuses to send a password where others can read it: the request has to be encrypted, or go to
/// a host on the local network without a proxy.
pub(super) async fn authorization(
    grant: &Grant,
    url: &Url,
    is_proxied: bool,
) -> Result<Option<HeaderValue>, FetchError> {
    if url.scheme() != "https" && (is_proxied || !is_surely_private(url).await) {
        return Err(FetchError::Plaintext { host: host_of(url) });
    }
    Ok(header(&grant.credentials))
}

/// The value of the header, marked as sensitive so that the HTTP stack neither logs nor indexes it.
fn header(credentials: &Credentials) -> Option<HeaderValue> {
    let text = match credentials {
        Credentials::Password { user, password } => {
            format!("Basic {}", STANDARD.encode(format!("{user}:{}", password.reveal())))
        }
        Credentials::Token(token) => format!("Bearer {}", token.reveal()),
    };
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_never_printed() {
        let credentials = Credentials::password("jane", "hunter2").unwrap();
        assert!(!format!("{:?}", header(&credentials)).contains("amFuZTpodW50ZXIy"));
    }

    #[test]
    fn headers_are_those_of_the_standards() {
        let header =
            |credentials: Credentials| header(&credentials).unwrap().to_str().unwrap().to_owned();
        // The example of RFC 7617.
        assert_eq!(
            header(Credentials::password("test", "123\u{a3}").unwrap()),
            "Basic dGVzdDoxMjPCow=="
        );
        assert_eq!(header(Credentials::token(" abc.def-1 \n").unwrap()), "Bearer abc.def-1");
    }
}
