//! Resolves the addresses in articles: repairs them, makes them absolute, removes tracking
//! parameters and refuses dangerous schemes.

use std::borrow::Cow;
use std::collections::HashSet;

use percent_encoding::percent_decode_str;
use url::Url;

use super::limits::{MAX_DATA_IMAGE_BYTES, MAX_URL_BYTES};
use super::model::LinkTarget;

/// Parameters that only serve tracking.
const TRACKING_PARAMETERS: [&str; 33] = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "gclsrc",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "vero_id",
    "vero_conv",
    "oly_enc_id",
    "oly_anon_id",
    "rb_clickid",
    "s_cid",
    "wickedid",
    "_openstat",
    "ref_src",
    "__s",
];

/// Beginnings of parameters that only serve tracking.
const TRACKING_PREFIXES: [&str; 4] = ["utm_", "mtm_", "pk_", "hsa_"];

/// Pages that count a click and redirect: host, start of the path, parameters with the target.
const REDIRECTS: [(&str, &str, &[&str]); 14] = [
    ("www.google.com", "/url", &["url", "q"]),
    ("l.facebook.com", "/l.php", &["u"]),
    ("lm.facebook.com", "/l.php", &["u"]),
    ("l.instagram.com", "/", &["u"]),
    ("out.reddit.com", "/", &["url"]),
    ("www.youtube.com", "/redirect", &["q"]),
    ("t.umblr.com", "/redirect", &["z"]),
    ("steamcommunity.com", "/linkfilter", &["u", "url"]),
    ("vk.com", "/away.php", &["to"]),
    ("away.vk.com", "/away.php", &["to"]),
    ("medium.com", "/r/", &["url"]),
    ("slack-redir.net", "/link", &["url"]),
    ("exit.sc", "/", &["url"]),
    ("click.redditmail.com", "/", &["url"]),
];

/// Resolves the addresses of a body.
#[derive(Debug, Default)]
pub(super) struct Addresses<'a> {
    /// Relative addresses refer to this one.
    pub(super) base: Option<&'a Url>,
    /// Every `id` and `name` of the body.
    pub(super) anchors: HashSet<String>,
}

impl Addresses<'_> {
    /// The target of a link, or `None` if its scheme is not http, https or mailto.
    pub(super) fn link(&self, href: &str) -> Option<LinkTarget> {
        let href = repaired(href);
        if let Some(fragment) = href.strip_prefix('#') {
            return self.within(fragment);
        }
        let url = self.resolve(&href)?;
        match url.scheme() {
            "http" | "https" => {
                self.leads_within(&url).or_else(|| Some(LinkTarget::Url(without_tracking(url))))
            }
            "mailto" => Some(LinkTarget::Url(url)),
            _ => None,
        }
    }

    /// The http or https address of a page or file.
    pub(super) fn page(&self, address: &str) -> Option<Url> {
        self.resolve(&repaired(address)).filter(|url| matches!(url.scheme(), "http" | "https"))
    }

    /// The http, https or `data:` address of a picture.
    pub(super) fn image(&self, address: &str) -> Option<Url> {
        if is_data(address) {
            return data_image(address);
        }
        self.page(address)
    }

    fn resolve(&self, address: &str) -> Option<Url> {
        if address.is_empty() || address.len() > MAX_URL_BYTES {
            return None;
        }
        match self.base {
            Some(base) => base.join(address).ok(),
            None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok(),
            None => Url::parse(address).ok(),
        }
    }

    fn within(&self, fragment: &str) -> Option<LinkTarget> {
        if let Some(anchor) = self.anchor(fragment) {
            return Some(LinkTarget::Anchor(anchor));
        }
        // The target is not in the body but may be on the page.
        let is_top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
        let mut page =
            self.base.filter(|base| !is_top && matches!(base.scheme(), "http" | "https"))?.clone();
        page.set_fragment(Some(fragment));
        Some(LinkTarget::Url(page))
    }

    fn leads_within(&self, url: &Url) -> Option<LinkTarget> {
        let base = self.base?;
        let fragment = url.fragment()?;
        let is_same_page =
            url.host() == base.host() && url.path() == base.path() && url.query() == base.query();
        let anchor = self.anchor(fragment).filter(|_| is_same_page)?;
        Some(LinkTarget::Anchor(anchor))
    }

    fn anchor(&self, fragment: &str) -> Option<String> {
        let name = percent_decoded(fragment);
        // GitHub prefixes the names of targets, and a script on its pages adds the prefix to links.
        [name.clone(), format!("user-content-{name}")]
            .into_iter()
            .find(|name| self.anchors.contains(name))
    }
}

/// The text with its percent-encoding decoded, or unchanged if the result is not UTF-8.
pub(super) fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// Trims the address and unescapes `&amp;`, the most common damage.
fn repaired(address: &str) -> Cow<'_, str> {
    let address =
        address.trim_matches(|character: char| character.is_whitespace() || character.is_control());
    if address.contains("&amp;") {
        Cow::Owned(address.replace("&amp;", "&"))
    } else {
        Cow::Borrowed(address)
    }
}

fn is_data(address: &str) -> bool {
    address.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

fn data_image(address: &str) -> Option<Url> {
    let address = address.trim();
    let is_image = address.get(5..11).is_some_and(|kind| kind.eq_ignore_ascii_case("image/"));
    if !is_image || address.len() > MAX_DATA_IMAGE_BYTES {
        return None;
    }
    // Colours contain the sign that begins a fragment, and authors forget to escape it.
    let is_drawing = address.get(11..14).is_some_and(|kind| kind.eq_ignore_ascii_case("svg"));
    if is_drawing && address.contains('#') {
        return Url::parse(&address.replace('#', "%23")).ok();
    }
    Url::parse(address).ok()
}

/// The target of an address in [`REDIRECTS`].
fn redirected(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let (.., names) =
        REDIRECTS.iter().find(|(known, path, _)| *known == host && url.path().starts_with(path))?;
    let (_, target) = url.query_pairs().find(|(name, _)| names.contains(&&**name))?;
    Url::parse(&target)
        .ok()
        .filter(|target| matches!(target.scheme(), "http" | "https") && target.has_host())
}

/// The address without redirects and parameters that only serve tracking. All other parts stay the
/// same, byte for byte.
#[must_use]
pub fn without_tracking(url: Url) -> Url {
    let mut url = redirected(&url).unwrap_or(url);
    let Some(query) = url.query() else { return url };
    if !query.split('&').any(is_tracking) {
        return url;
    }
    let kept: Vec<&str> = query.split('&').filter(|parameter| !is_tracking(parameter)).collect();
    let kept = kept.join("&");
    url.set_query(if kept.is_empty() { None } else { Some(&kept) });
    url
}

fn is_tracking(parameter: &str) -> bool {
    // Medium adds `source=rss-...` to every address in its feeds.
    if parameter.starts_with("source=rss-") {
        return true;
    }
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING_PARAMETERS.contains(&name.as_str())
        || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(href: &str) -> Option<String> {
        let base = Url::parse("https://example.org/blog/post?id=7").unwrap();
        let anchors = HashSet::from(["fn1", "user-content-setup", "größe"].map(str::to_owned));
        match (Addresses { base: Some(&base), anchors }).link(href)? {
            LinkTarget::Url(url) => Some(url.to_string()),
            LinkTarget::Anchor(name) => Some(format!("-> {name}")),
            LinkTarget::Time(_) => None,
        }
    }

    #[test]
    fn only_web_and_mail_links_can_be_followed() {
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("JaVa\nScript:alert(1)"), None);
        assert_eq!(link("data:text/html,x"), None);
        assert_eq!(link("file:///etc/passwd"), None);
        assert_eq!(link("mailto:a@example.org").as_deref(), Some("mailto:a@example.org"));
        assert_eq!(link("/about").as_deref(), Some("https://example.org/about"));
    }

    #[test]
    fn a_fragment_leads_within_the_article_only_if_its_target_is_there() {
        assert_eq!(link("#fn1").as_deref(), Some("-> fn1"));
        assert_eq!(link("https://example.org/blog/post?id=7#fn1").as_deref(), Some("-> fn1"));
        assert_eq!(link("#setup").as_deref(), Some("-> user-content-setup"));
        assert_eq!(link("#gr%C3%B6%C3%9Fe").as_deref(), Some("-> größe"));
        assert_eq!(
            link("#comments").as_deref(),
            Some("https://example.org/blog/post?id=7#comments")
        );
        assert_eq!(
            link("https://example.org/other#fn1").as_deref(),
            Some("https://example.org/other#fn1")
        );
        assert_eq!(link("#"), None);
    }

    #[test]
    fn damaged_addresses_are_repaired() {
        assert_eq!(link("//cdn.example.org/a b").as_deref(), Some("https://cdn.example.org/a%20b"));
        assert_eq!(link("  /x?a=1&amp;b=2\n").as_deref(), Some("https://example.org/x?a=1&b=2"));
        assert_eq!(link("https://[bad"), None);
    }

    #[test]
    fn tracking_parameters_are_removed_and_the_others_stay_as_they_are() {
        assert_eq!(
            link("/x?utm_source=rss&a=%7e&fbclid=1&b").as_deref(),
            Some("https://example.org/x?a=%7e&b")
        );
        assert_eq!(link("/x?UTM_medium=rss#part").as_deref(), Some("https://example.org/x#part"));
        assert_eq!(link("/x?utmost=1").as_deref(), Some("https://example.org/x?utmost=1"));
    }

    #[test]
    fn redirects_that_only_count_clicks_are_skipped() {
        assert_eq!(
            link(concat!(
                "https://www.google.com/url?rct=j&sa=t",
                "&url=https://example.com/a%3Fb%3D1%26utm_source%3Dx&ct=ga"
            ))
            .as_deref(),
            Some("https://example.com/a?b=1")
        );
        let stay = "https://www.google.com/url?url=javascript:alert(1)";
        assert_eq!(link(stay).as_deref(), Some(stay));
    }

    #[test]
    fn pictures_may_be_data_but_nothing_else_may() {
        let addresses = Addresses::default();
        assert!(addresses.image("data:image/png;base64,AAAA").is_some());
        assert!(addresses.image("data:text/html,<script>").is_none());
        assert!(addresses.image("mailto:a@b.c").is_none());
        assert!(addresses.image("relative.png").is_none());
    }

    #[test]
    fn addresses_over_their_limits_are_no_links() {
        let longest =
            |limit: usize, prefix: &str| format!("{prefix}{}", "x".repeat(limit - prefix.len()));
        let addresses = Addresses::default();
        assert!(addresses.link(&longest(MAX_URL_BYTES, "https://example.org/")).is_some());
        assert!(addresses.link(&longest(MAX_URL_BYTES + 1, "https://example.org/")).is_none());
        assert!(addresses.image(&longest(MAX_DATA_IMAGE_BYTES, "data:image/png,")).is_some());
        assert!(addresses.image(&longest(MAX_DATA_IMAGE_BYTES + 1, "data:image/png,")).is_none());
    }
}
