//! How a call of an interface differs from a fetch on the wire.

use reqwest::header::{self, HeaderName, HeaderValue};
use url::Url;

use crate::model::origin_of;
use crate::net::call::{Call, Method};
use crate::net::error::{FetchError, host_of};
use crate::net::resolver::is_surely_private;

/// The request with the method, the body and the secret of a call.
pub(super) fn prepared(
    client: &reqwest::Client,
    url: &Url,
    call: Option<&Call>,
) -> reqwest::RequestBuilder {
    let Some(call) = call else { return client.get(url.clone()) };
    let mut builder = match call.method {
        Method::Get => client.get(url.clone()),
        Method::Post => client.post(url.clone()),
        Method::Put => client.put(url.clone()),
        Method::Patch => client.patch(url.clone()),
        Method::Delete => client.delete(url.clone()),
    };
    if let Some(payload) = &call.body {
        builder =
            builder.header(header::CONTENT_TYPE, payload.content_type).body(payload.bytes.clone());
    }
    if let Some((name, secret)) = &call.secret
        && let Ok(mut value) = HeaderValue::try_from(secret.reveal())
    {
        value.set_sensitive(true);
        builder = builder.header(HeaderName::from_static(name), value);
    }
    builder
}

/// Refuses to send a secret where others can read it, unless the user agreed. Bodies count as
/// secrets: the sign-in of several interfaces is one.
pub(super) async fn check_secret(
    call: &Call,
    url: &Url,
    is_proxied: bool,
) -> Result<(), FetchError> {
    let is_secret = call.secret.is_some() || call.body.is_some();
    let is_open = url.scheme() != "https" && is_secret && !call.may_be_plain;
    if is_open && (is_proxied || !is_surely_private(url).await) {
        return Err(FetchError::Plaintext { host: host_of(url) });
    }
    Ok(())
}

/// Whether a call goes on to the target of a redirect: on the same origin, and with its method and
/// body as they are.
pub(super) fn may_follow(call: &Call, status: u16, url: &Url, location: Option<&str>) -> bool {
    let keeps_method = call.method == Method::Get || matches!(status, 307 | 308);
    let target = location.and_then(|location| url.join(location.trim()).ok());
    keeps_method && target.is_some_and(|target| origin_of(&target) == origin_of(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_never_leaves_its_origin_nor_changes_its_method() {
        let url = Url::parse("https://a.org/reader/api/0/token").unwrap();
        let get = Call::default();
        let post = Call { method: Method::Post, ..Call::default() };
        for (call, status, target, expected) in [
            (&get, 302, "/login", true),
            (&get, 301, "https://a.org/x", true),
            (&get, 302, "http://a.org/x", false),
            (&get, 302, "https://b.org/x", false),
            (&get, 302, "https://a.org:8443/x", false),
            (&post, 302, "/login", false),
            (&post, 307, "/reader/api/0/token/", true),
            (&post, 308, "https://a.org.evil.org/", false),
        ] {
            assert_eq!(may_follow(call, status, &url, Some(target)), expected, "{target}");
        }
        assert!(!may_follow(&get, 302, &url, None));
    }
}
