//! Repairs addresses before they are made absolute: those without a scheme, and those that were
//! escaped once too often.

use std::borrow::Cow;

use url::Url;

/// References to an ampersand that remain after the document was read.
const AMPERSANDS: [&str; 4] = ["&amp;", "&AMP;", "&#38;", "&#038;"];

/// The address with a scheme if it begins with a host, and with single ampersands. `base` is what
/// it refers to.
pub(super) fn repaired<'a>(written: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    let mut address = Cow::Borrowed(written.trim());
    for reference in AMPERSANDS {
        // Three times at most: `&amp;amp;amp;` exists.
        for _ in 0..3 {
            if address.contains(reference) {
                address = Cow::Owned(address.replace(reference, "&"));
            }
        }
    }
    let host_at = address.len() - address.trim_start_matches([':', '/']).len();
    let has_no_scheme = matches!(address.get(..host_at), Some("" | "://"));
    if has_no_scheme && begins_with_host(address.get(host_at..).unwrap_or_default(), base) {
        let scheme = base.map_or("https", Url::scheme);
        let scheme = if scheme == "http" { scheme } else { "https" };
        return Cow::Owned(format!("{scheme}://{}", address.get(host_at..).unwrap_or_default()));
    }
    address
}

/// Whether an address without a scheme begins with a host: with `www.`, or with the host of the
/// feed. Anything else may be the name of a file.
fn begins_with_host(address: &str, base: Option<&Url>) -> bool {
    let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let is_known =
        base.and_then(bare_host).is_some_and(|known| known.contains('.') && known == host);
    is_known
        || (host.starts_with("www.") && host.split('.').filter(|part| !part.is_empty()).count() > 2)
}

/// The host of an address without `www.`.
fn bare_host(url: &Url) -> Option<&str> {
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host))
}

/// Whether two addresses are of one host, with `www.` or without.
pub(super) fn is_same_host(one: &Url, other: &Url) -> bool {
    bare_host(one) == bare_host(other)
}

/// Whether two addresses differ at most in http and https.
pub(super) fn is_same_file(one: &Url, other: &Url) -> bool {
    one == other
        || (matches!(one.scheme(), "http" | "https")
            && matches!(other.scheme(), "http" | "https")
            && one.as_str().split_once(':').map(|(_, rest)| rest)
                == other.as_str().split_once(':').map(|(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_begins_with_a_host_gets_a_scheme() {
        let base = Url::parse("http://site.example/feed.xml").ok();
        let read = |written: &str| repaired(written, base.as_ref()).into_owned();
        assert_eq!(read("www.other.example/?p=2"), "http://www.other.example/?p=2");
        assert_eq!(read(" WWW.Site.example"), "http://WWW.Site.example");
        assert_eq!(read("site.example/notes/1"), "http://site.example/notes/1");
        assert_eq!(read("://site.example/notes/1"), "http://site.example/notes/1");
        for other in [
            "//www.site.example/1",
            "/www.site.example/1",
            "notes/3.html",
            "www.html",
            "https://www.site.example",
            "mailto:a@www.site.example",
            "?p=1",
        ] {
            assert_eq!(read(other), other);
        }
        assert_eq!(repaired("www.a.example/1", None), "https://www.a.example/1");
    }

    #[test]
    fn an_ampersand_that_was_escaped_again_is_one() {
        for written in ["/?a=1&amp;b=2", "/?a=1&amp;amp;b=2", "/?a=1&#038;b=2", "/?a=1&b=2"] {
            assert_eq!(repaired(written, None), "/?a=1&b=2");
        }
    }
}
