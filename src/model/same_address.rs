//! Tells whether two addresses lead to the same page, as far as their words show.
//!
//! Publishers change http to https, move between `www.` and the bare host, add parameters that
//! count visits, name the index of a folder or leave it out, and write escapes in either case. None
//! of this makes another page.

use url::Url;

/// What makes no other page. All names are in lower case.
struct Rules {
    /// Parameters that count visits.
    parameters: &'static [&'static [&'static str]],
    /// Beginnings of the names of such parameters.
    beginnings: &'static [&'static str],
    /// Names of the index of a folder.
    indexes: &'static [&'static str],
    /// Whether `%c3` is written as `%C3`.
    has_upper_escapes: bool,
}

/// The rules of [`frozen_page_of`].
const FIRST_RULES: Rules = Rules {
    parameters: &[&FIRST_PARAMETERS],
    beginnings: &["utm_", "aspsessionid"],
    indexes: &[],
    has_upper_escapes: false,
};

const RULES: Rules = Rules {
    parameters: &[&FIRST_PARAMETERS, &MORE_PARAMETERS],
    beginnings: &["utm_", "aspsessionid", "at_", "wt_", "wt.", "pk_", "mtm_", "piwik_", "hsa_"],
    indexes: &["/index.html", "/index.htm", "/index.php", "/default.aspx"],
    has_upper_escapes: true,
};

/// Parameters that the first rules knew. The list never changes.
const FIRST_PARAMETERS: [&str; 14] = [
    "phpsessid",
    "jsessionid",
    "sessionid",
    "session_id",
    "session",
    "zenid",
    "cfid",
    "cftoken",
    "oscsid",
    "fbclid",
    "gclid",
    "xtor",
    "mc_cid",
    "mc_eid",
];

/// Parameters that were found later.
const MORE_PARAMETERS: [&str; 16] = [
    "gclsrc",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mkt_tok",
    "cmp",
    "cmpid",
    "spm",
    "ncid",
    "ocid",
    "vero_id",
    "_ga",
    "_gl",
    "trk",
    "__twitter_impression",
];

/// Values that say only that the link came from a feed. The list never changes.
const FROM_FEED: [&str; 6] = ["rss", "rss2", "rss2.0", "feed", "atom", "rssfeed"];

/// The part of an address that makes the page: without scheme, `www.`, port, a slash or an index at
/// the end and parameters that count visits.
#[must_use]
pub fn page_of(url: &Url) -> String {
    page_by(url, &RULES)
}

/// The page as it was when libraries first kept it. The form never changes: an entry that was
/// removed is known by it, and would come back.
#[must_use]
pub fn frozen_page_of(url: &Url) -> String {
    page_by(url, &FIRST_RULES)
}

fn page_by(url: &Url, rules: &Rules) -> String {
    let Some(host) = url.host_str() else { return url.as_str().to_owned() };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = match url.path().to_ascii_lowercase().find(";jsessionid=") {
        Some(end) => url.path().get(..end).unwrap_or_default(),
        None => url.path(),
    };
    let path = rules.indexes.iter().find_map(|index| path.strip_suffix(index)).unwrap_or(path);
    let mut page = format!("{host}{}", path.trim_end_matches('/'));
    let parameters = url.query().unwrap_or_default().split('&');
    let mut mark = '?';
    for parameter in parameters.filter(|one| !one.is_empty() && !rules.counts(one)) {
        page.push(mark);
        page.push_str(parameter);
        mark = '&';
    }
    if let Some(fragment) = url.fragment().filter(|fragment| !fragment.is_empty()) {
        // `#utm_source=rss` and `#xtor=RSS-1` count visits; other fragments are places in a page.
        if !rules.counts(fragment) && !fragment.starts_with("xtor=") {
            page.push('#');
            page.push_str(fragment);
        }
    }
    if rules.has_upper_escapes && page.contains('%') { with_upper_escapes(&page) } else { page }
}

/// The same text with `%c3` as `%C3`.
fn with_upper_escapes(page: &str) -> String {
    let mut digits_left = 0_u8;
    page.chars()
        .map(|c| {
            let is_digit = digits_left > 0 && c.is_ascii_hexdigit();
            digits_left = if c == '%' { 2 } else { digits_left.saturating_sub(1) };
            if is_digit { c.to_ascii_uppercase() } else { c }
        })
        .collect()
}

impl Rules {
    /// Whether a parameter only counts visits.
    fn counts(&self, parameter: &str) -> bool {
        let lower = parameter.to_ascii_lowercase();
        let (name, value) = lower.split_once('=').unwrap_or((&lower, ""));
        self.beginnings.iter().any(|beginning| name.starts_with(beginning))
            || self.parameters.iter().any(|list| list.contains(&name))
            || FROM_FEED.contains(&value)
    }
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
            "https://site.example/notes/2?at_medium=RSS&at_campaign=7",
            "https://site.example/notes/2?wt_mc=feed.x&spm=1.2",
            "https://site.example/notes/2/index.html",
        ] {
            assert_eq!(page(same), "site.example/notes/2", "{same}");
        }
        assert_eq!(page("https://site.example/?p=2&utm_source=x"), "site.example?p=2");
        assert_eq!(page("https://site.example/%c3%a4?a=%2f"), "site.example/%C3%A4?a=%2F");
        assert_ne!(page("https://site.example/?sid=1"), page("https://site.example/?sid=2"));
        assert_ne!(page("https://site.example/2#a"), page("https://site.example/2#b"));
    }

    #[test]
    fn the_frozen_page_never_changes() {
        for (address, page) in [
            ("https://www.a.example/1/?utm_source=x&b=2&PHPSESSID=3#xtor=1", "a.example/1?b=2"),
            ("http://a.example/1/index.html?fbclid=4&spm=5", "a.example/1/index.html?spm=5"),
            ("https://a.example/%c3%a4;JSESSIONID=1?from=rss#part", "a.example/%c3%a4#part"),
        ] {
            assert_eq!(frozen_page_of(&Url::parse(address).unwrap()), page);
        }
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
