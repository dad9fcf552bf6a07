//! Addresses of feeds as people, pages and lists write them, and when two of them are one feed.

use std::borrow::Cow;

use url::Url;

/// Schemes that say that an address is a feed's, and the scheme that they stand for.
const FEED_SCHEMES: [(&str, &str); 9] = [
    ("feed", "http"),
    ("feeds", "https"),
    ("itpc", "http"),
    ("itpcs", "https"),
    ("pcast", "http"),
    ("pcasts", "https"),
    ("podcast", "http"),
    ("podcasts", "https"),
    ("rss", "http"),
];

/// The rest of an address behind `feed:` and the like, and the scheme that they stand for. The rest
/// is a web address, or one without its scheme.
#[must_use]
pub fn split_feed_scheme(written: &str) -> Option<(Cow<'_, str>, &'static str)> {
    let (scheme, rest) = written.trim_start().split_once(':')?;
    let (_, stands_for) =
        FEED_SCHEMES.into_iter().find(|(known, _)| scheme.eq_ignore_ascii_case(known))?;
    // Both `feed:https://a.org` and `feed://https://a.org` are common, and browsers make
    // `feed://https//a.org` out of the latter.
    let inner = rest.trim_start_matches('/');
    for web in ["https", "http"] {
        if let Some(place) = inner.strip_prefix(web)
            && let Some(place) = place.strip_prefix("://").or_else(|| place.strip_prefix("//"))
        {
            return Some((Cow::Owned(format!("{web}://{place}")), stands_for));
        }
    }
    Some((Cow::Borrowed(rest), stands_for))
}

/// An address with the scheme of the web in place of `feed:` and the like.
#[must_use]
pub fn web_form(written: &str) -> Cow<'_, str> {
    match split_feed_scheme(written) {
        None => Cow::Borrowed(written),
        Some((rest, _)) if rest.starts_with("http:") || rest.starts_with("https:") => rest,
        Some((rest, scheme)) => Cow::Owned(format!("{scheme}://{}", rest.trim_start_matches('/'))),
    }
}

/// The address of a feed without the parts that no server sees: the fragment and an empty query.
#[must_use]
pub fn tidy_feed_url(mut url: Url) -> Url {
    url.set_fragment(None);
    if url.query() == Some("") {
        url.set_query(None);
    }
    url
}

/// The address itself, tidied, and the same by https in place of http or the other way round. A
/// server offers one feed at both.
#[must_use]
pub fn same_feed_urls(url: &Url) -> [Url; 2] {
    let url = tidy_feed_url(url.clone());
    let mut twin = url.clone();
    let scheme = match url.scheme() {
        "http" => "https",
        "https" => "http",
        _ => return [url, twin],
    };
    // With a port of its own, one of the two is no server.
    if url.port().is_none() && twin.set_scheme(scheme).is_ok() {
        [url, twin]
    } else {
        [url.clone(), url]
    }
}

/// A text that is the same for all addresses of one feed.
#[must_use]
pub fn feed_key(url: &Url) -> String {
    let [one, other] = same_feed_urls(&super::without_credentials(url.clone()));
    if one.scheme() == "http" { one.into() } else { other.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_feed_reader_is_one_of_the_web() {
        for (written, meant) in [
            ("feed://a.org/x", "http://a.org/x"),
            ("FEED:https://a.org/x", "https://a.org/x"),
            ("feed://https://a.org/x", "https://a.org/x"),
            ("feed://http//a.org/x", "http://a.org/x"),
            ("feed:a.org/x", "http://a.org/x"),
            ("feeds://a.org/x", "https://a.org/x"),
            ("itpc://a.org/x", "http://a.org/x"),
            ("pcast:a.org/x", "http://a.org/x"),
            ("podcasts://a.org/x", "https://a.org/x"),
            ("https://a.org/feed:1", "https://a.org/feed:1"),
            ("a.org:80/x", "a.org:80/x"),
        ] {
            assert_eq!(web_form(written), meant, "{written}");
        }
    }

    #[test]
    fn parts_that_no_server_sees_do_not_make_another_feed() {
        let key = |address: &str| feed_key(&Url::parse(address).unwrap());
        let feed = key("https://a.org/feed");
        for same in [
            "http://a.org/feed",
            "https://A.org:443/feed?",
            "http://a.org/feed#latest",
            "https://me:secret@a.org/feed",
        ] {
            assert_eq!(key(same), feed, "{same}");
        }
        for other in [
            "https://a.org/feed/",
            "https://a.org/feed?x",
            "https://b.org/feed",
            "https://a.org:8080/feed",
        ] {
            assert_ne!(key(other), feed, "{other}");
        }
        assert_ne!(key("http://a.org:8080/"), key("https://a.org:8080/"));
        assert_eq!(key("file:///x#y"), "file:///x");
    }
}
