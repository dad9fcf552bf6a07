//! Cookies within one chain of redirects: some servers set one and redirect to the same address, to
//! see whether it comes back, and never answer without it.
//!
//! A jar lives as long as its chain and is never stored, so no cookie can tell two requests of a
//! feed from those of anybody else. Follows RFC 6265 where that matters within a few requests.

use url::Url;

/// Most cookies of one chain.
const COOKIES_MAX: usize = 20;
/// Longest cookie, name and value together, in bytes.
const COOKIE_BYTES_MAX: usize = 4096;

#[derive(Debug, PartialEq, Eq)]
struct Cookie {
    name: String,
    value: String,
    /// The host that set it; only this host gets it, unless `with_subdomains`.
    host: String,
    with_subdomains: bool,
    path: String,
    is_secure: bool,
}

/// The cookies of one chain of redirects.
#[derive(Debug, Default)]
pub(super) struct CookieJar(Vec<Cookie>);

impl CookieJar {
    /// Takes the `Set-Cookie` fields of an answer from `url`. Returns whether any cookie changed.
    pub(super) fn take<'a>(&mut self, url: &Url, fields: impl Iterator<Item = &'a str>) -> bool {
        let mut has_changed = false;
        for field in fields {
            has_changed |= read(url, field).is_some_and(|cookie| self.put(cookie));
        }
        has_changed
    }

    fn put(&mut self, cookie: Cookie) -> bool {
        let is_same = |known: &Cookie| {
            (&known.name, &known.host, &known.path) == (&cookie.name, &cookie.host, &cookie.path)
        };
        if let Some(known) = self.0.iter_mut().find(|known| is_same(known)) {
            let is_other = *known != cookie;
            *known = cookie;
            return is_other;
        }
        let has_room = self.0.len() < COOKIES_MAX;
        if has_room {
            self.0.push(cookie);
        }
        has_room
    }

    /// The `Cookie` field for a request to `url`. `None` without cookies for it.
    pub(super) fn field(&self, url: &Url) -> Option<String> {
        let sent: Vec<String> = self
            .0
            .iter()
            .filter(|cookie| cookie.is_for(url))
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        if sent.is_empty() { None } else { Some(sent.join("; ")) }
    }
}

impl Cookie {
    fn is_for(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let is_host = host == self.host || (self.with_subdomains && is_below(host, &self.host));
        let is_path = url.path().strip_prefix(self.path.as_str()).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/')
        });
        is_host && is_path && (!self.is_secure || url.scheme() == "https")
    }
}

/// Reads one `Set-Cookie` field. `None` if it is broken, too long, deletes a cookie, or is meant
/// for another domain.
fn read(url: &Url, field: &str) -> Option<Cookie> {
    let mut parts = field.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let is_sendable = |text: &str| text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if name.is_empty()
        || name.len() + value.len() > COOKIE_BYTES_MAX
        || !is_sendable(name)
        || !is_sendable(value)
    {
        return None;
    }
    let host = url.host_str()?.to_owned();
    let mut cookie = Cookie {
        name: name.to_owned(),
        value: value.to_owned(),
        host,
        with_subdomains: false,
        path: "/".to_owned(),
        is_secure: false,
    };
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "domain" => set_domain(&mut cookie, value)?,
            "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
            "secure" => cookie.is_secure = true,
            "max-age" if value.starts_with('-') || value == "0" => return None,
            _ => {}
        }
    }
    Some(cookie)
}

/// Widens a cookie to a domain. `None` if the host is not in it. A domain without a dot would be a
/// whole country, and longer public suffixes do no harm: the chain asks only a few hosts.
fn set_domain(cookie: &mut Cookie, written: &str) -> Option<()> {
    let domain = written.trim_start_matches('.').to_ascii_lowercase();
    if domain.is_empty() || domain == cookie.host {
        cookie.with_subdomains = !domain.is_empty() && domain.contains('.');
        return Some(());
    }
    if !domain.contains('.') || !is_below(&cookie.host, &domain) {
        return None;
    }
    cookie.host = domain;
    cookie.with_subdomains = true;
    Some(())
}

/// Whether a host is a subdomain. A number has none.
fn is_below(host: &str, domain: &str) -> bool {
    let is_number = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    !is_number && host.strip_suffix(domain).is_some_and(|front| front.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    /// The field that is sent to `next` after `from` has set these cookies.
    fn sent(from: &str, set: &[&str], next: &str) -> Option<String> {
        let mut jar = CookieJar::default();
        jar.take(&url(from), set.iter().copied());
        jar.field(&url(next))
    }

    #[test]
    fn a_cookie_comes_back_to_the_host_that_set_it() {
        let set = ["seen=1; Path=/; HttpOnly", "lang = en"];
        assert_eq!(
            sent("https://a.org/feed", &set, "https://a.org/x").as_deref(),
            Some("seen=1; lang=en")
        );
        assert_eq!(sent("https://a.org/feed", &set, "https://b.org/"), None);
        assert_eq!(sent("https://a.org/feed", &set, "https://www.a.org/"), None);
    }

    #[test]
    fn domain_path_and_encryption_are_kept_to() {
        let one = |set: &str, next: &str| sent("https://www.a.org/feed", &[set], next).is_some();
        assert!(one("x=1; Domain=a.org", "https://feeds.a.org/"));
        assert!(!one("x=1; Domain=b.org", "https://b.org/"));
        assert!(!one("x=1; Domain=org", "https://b.org/"));
        assert!(one("x=1; Path=/feed", "https://www.a.org/feed/2"));
        assert!(!one("x=1; Path=/feed", "https://www.a.org/feeds"));
        assert!(!one("x=1; Secure", "http://www.a.org/"));
        assert!(!one("x=1; Max-Age=0", "https://www.a.org/"));
    }

    #[test]
    fn only_a_cookie_that_is_new_or_other_counts_as_a_change() {
        let mut jar = CookieJar::default();
        let mut take = |field: &str| jar.take(&url("https://a.org/"), std::iter::once(field));
        assert_eq!(
            [take("x=1"), take("x=1"), take("x=2"), take("=2"), take("y")],
            [true, false, true, false, false]
        );
    }

    #[test]
    fn a_chain_keeps_so_many_cookies_of_such_a_length_and_no_more() {
        let mut jar = CookieJar::default();
        let fields: Vec<String> = (0..=COOKIES_MAX).map(|number| format!("c{number}=1")).collect();
        jar.take(&url("https://a.org/"), fields.iter().map(String::as_str));
        assert_eq!(jar.0.len(), COOKIES_MAX);
        let long = |bytes: usize| {
            let field = format!("x={}", "y".repeat(bytes - 1));
            sent("https://a.org/", &[field.as_str()], "https://a.org/").is_some()
        };
        assert!(long(COOKIE_BYTES_MAX) && !long(COOKIE_BYTES_MAX + 1));
    }
}
