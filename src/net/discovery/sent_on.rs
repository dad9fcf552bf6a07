//! Where a page sends on to, by `<meta http-equiv=refresh>` or the `Refresh` header.

use url::Url;

use crate::markup::entities::attribute;
use crate::markup::{Cursor, Token, is_raw_text};

/// A page that waits longer, in seconds, is one to read.
const DELAY_SECS_MAX: f64 = 30.0;

/// The address that a page sends on to. `header` is the value of its `Refresh` field, `base` the
/// address of the page.
#[must_use]
pub fn refresh_target(page: &str, header: Option<&str>, base: &Url) -> Option<Url> {
    let written =
        header.map(str::to_owned).or_else(|| is_page(page).then(|| written_in(page)).flatten())?;
    let target = base.join(&address(&written)?).ok()?;
    let is_web = matches!(target.scheme(), "http" | "https");
    (is_web && target != *base).then_some(target)
}

/// Whether a text is a web page and not a feed that quotes one.
fn is_page(text: &str) -> bool {
    let start = text.trim_start().as_bytes();
    ["<!doctype html", "<html", "<head", "<meta", "<title"].iter().any(|root| {
        start.get(..root.len()).is_some_and(|found| found.eq_ignore_ascii_case(root.as_bytes()))
    })
}

/// The value of the first `refresh` in the markup. One for browsers without scripts does not count:
/// the page has something to show to others.
fn written_in(page: &str) -> Option<String> {
    let mut cursor = Cursor::html(page);
    while let Some(token) = cursor.next_token() {
        let Token::Open(tag) = token else { continue };
        if tag.name.eq_ignore_ascii_case("meta") {
            let is_refresh = attribute(&tag, "http-equiv")
                .is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"));
            if is_refresh {
                return attribute(&tag, "content").map(String::from);
            }
        } else if is_raw_text(tag.name) || tag.name.eq_ignore_ascii_case("noscript") {
            cursor.skip_to_close(tag.name);
        }
    }
    None
}

/// The address in a value such as `0; url='/new'`, if the wait is short.
fn address(written: &str) -> Option<String> {
    let written = written.trim();
    let end = written.find([';', ',', ' ']).unwrap_or(written.len());
    let (delay, rest) = written.split_at(end);
    if delay.trim().parse::<f64>().ok()? > DELAY_SECS_MAX {
        return None;
    }
    let rest = rest.trim_start_matches([';', ',', ' ']).trim();
    let without_name = rest
        .get(..3)
        .filter(|name| name.eq_ignore_ascii_case("url"))
        .and_then(|_| rest.get(3..)?.trim_start().strip_prefix('='));
    let address = without_name.unwrap_or(rest).trim().trim_matches(['"', '\'']).trim();
    (!address.is_empty()).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(page: &str, header: Option<&str>) -> Option<String> {
        let base = Url::parse("https://a.org/old/feed").unwrap();
        refresh_target(page, header, &base).map(String::from)
    }

    fn by_meta(content: &str) -> Option<String> {
        target(&format!("<html><meta http-equiv=\"Refresh\" content=\"{content}\"></html>"), None)
    }

    #[test]
    fn the_address_is_read_in_every_usual_form() {
        let new = Some("https://a.org/new".to_owned());
        for content in
            ["0; url=/new", "0;URL='/new'", "5 ; url = /new", "0, url=/new", "0.5;/new", "0 /new"]
        {
            assert_eq!(by_meta(content), new, "{content}");
            assert_eq!(target("", Some(content)), new, "{content}");
        }
    }

    #[test]
    fn a_page_that_stays_sends_nobody_on() {
        for content in ["300; url=/new", "0", "", "now; url=/new", "0; url=", "0; url=mailto:a@b.c"]
        {
            assert_eq!(by_meta(content), None, "{content}");
        }
        assert_eq!(by_meta("5; url=/old/feed"), None, "it only reloads itself");
        let refresh = "<meta http-equiv=refresh content='0; url=/new'>";
        assert_eq!(target(&format!("<html><noscript>{refresh}</noscript>"), None), None);
        assert_eq!(target(&format!("<html><script>'{refresh}'</script>"), None), None);
        assert_eq!(target(&format!("<rss><![CDATA[<p>{refresh}]]></rss>"), None), None);
    }
}
