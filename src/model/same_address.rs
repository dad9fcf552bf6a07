//! Tells whether two addresses lead to the same page, as far as their words show.
//!
//! Publishers change http to https, move between `www.` and the bare host, and add parameters that
//! count visits. None of this makes another page.

use url::Url;

/// Parameters that number a visit, in lower case.
const SESSIONS: [&str; 9] = [
    "phpsessid",
    "jsessionid",
    "sessionid",
    "session_id",
    "session",
    "zenid",
    "cfid",
    "cftoken",
    "oscsid",
];

/// Values that say only that the link came from a feed.
const FROM_FEED: [&str; 6] = ["rss", "rss2", "rss2.0", "feed", "atom", "rssfeed"];

/// The part of an address that makes the page: without scheme, `www.`, port, a slash at the end and
/// parameters that count visits.
#[must_use]
pub fn page_of(url: &Url) -> String {
    let Some(host) = url.host_str() else { return url.as_str().to_owned() };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = match url.path().to_ascii_lowercase().find(";jsessionid=") {
        Some(end) => url.path().get(..end).unwrap_or_default(),
        None => url.path(),
    };
    let mut page = format!("{host}{}", path.trim_end_matches('/'));
    let parameters = url.query().unwrap_or_default().split('&');
    let mut mark = '?';
    for parameter in parameters.filter(|parameter| !parameter.is_empty() && !counts(parameter)) {
        page.push(mark);
        page.push_str(parameter);
        mark = '&';
    }
    if let Some(fragment) = url.fragment().filter(|fragment| !fragment.is_empty()) {
        // `#utm_source=rss` and `#xtor=RSS-1` count visits; other fragments are places in a page.
        if !counts(fragment) && !fragment.starts_with("xtor=") {
            page.push('#');
            page.push_str(fragment);
        }
    }
    page
}

/// Whether a parameter only counts visits.
fn counts(parameter: &str) -> bool {
    let lower = parameter.to_ascii_lowercase();
    let (name, value) = lower.split_once('=').unwrap_or((&lower, ""));
    name.starts_with("utm_")
        || name.starts_with("aspsessionid")
        || matches!(name, "fbclid" | "gclid" | "xtor" | "mc_cid" | "mc_eid")
        || SESSIONS.contains(&name)
        || FROM_FEED.contains(&value)
}

/// Whether two hosts belong to one site: they share their last two names, such as `site.example`.
#[must_use]
pub fn is_one_site(one: &Url, other: &Url) -> bool {
    let end = |url: &Url| {
        let mut names = url.host_str()?.rsplit('.');
        let (top, site) = (names.next()?, names.next()?);
        // `co.uk` and the like are shared by many sites.
        let more = if top.len() == 2 && site.len() <= 3 { names.next() } else { None };
        Some([more.unwrap_or_default(), site, top].join("."))
    };
    one.host_str() == other.host_str() || end(one).is_some_and(|site| Some(site) == end(other))
}

/// The same address with the other scheme, with `www.` or without.
#[must_use]
pub fn other_forms(address: &str) -> Vec<String> {
    let lower = address.get(..8).unwrap_or_default().to_ascii_lowercase();
    let Some(rest) = ["http://", "https://"]
        .iter()
        .find_map(|scheme| lower.starts_with(scheme).then(|| address.get(scheme.len()..)))
        .flatten()
    else {
        return Vec::new();
    };
    let bare = rest.strip_prefix("www.").unwrap_or(rest);
    let mut forms = Vec::with_capacity(3);
    for scheme in ["https://", "http://"] {
        for www in ["", "www."] {
            let form = [scheme, www, bare].concat();
            if form != address {
                forms.push(form);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(address: &str) -> String {
        page_of(&Url::parse(address).unwrap())
    }

    #[test]
    fn what_counts_visits_makes_no_other_page() {
        for same in [
            "http://site.example/notes/2",
            "https://www.site.example/notes/2/",
            "https://site.example/notes/2?utm_source=rss&utm_medium=feed",
            "https://site.example/notes/2;jsessionid=A1?",
            "https://site.example/notes/2?PHPSESSID=77#utm_campaign=x",
            "https://site.example/notes/2?from=rss#xtor=RSS-1",
        ] {
            assert_eq!(page(same), "site.example/notes/2", "{same}");
        }
        assert_eq!(page("https://site.example/?p=2&utm_source=x"), "site.example?p=2");
        assert_ne!(page("https://site.example/2#a"), page("https://site.example/2#b"));
    }

    #[test]
    fn hosts_of_one_site_share_their_last_names() {
        let one = |one: &str, other: &str| {
            is_one_site(&Url::parse(one).unwrap(), &Url::parse(other).unwrap())
        };
        assert!(one("https://blog.site.example/1", "https://www.site.example/1"));
        assert!(!one("https://rosa.example/1", "https://otto.example/1"));
        assert!(!one("https://rosa.co.uk/1", "https://otto.co.uk/1"));
        assert!(one("https://m.rosa.co.uk/1", "https://rosa.co.uk/1"));
    }

    #[test]
    fn an_address_has_three_other_forms() {
        assert_eq!(
            other_forms("http://www.site.example/1"),
            ["https://site.example/1", "https://www.site.example/1", "http://site.example/1"]
        );
        assert!(other_forms("tag:site.example,2026:1").is_empty());
    }
}
