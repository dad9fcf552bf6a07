//! Recognises a check for robots that answers in the place of a feed or page: a page that wants a
//! browser with scripts, or a puzzle for people.
//!
//! Such pages come with any status, 200 included. A gate whose software we know by name is
//! recognised by its header fields or scripts, any other by the words of a short page.

use crate::markup;

/// The part of a page that is searched, in bytes.
pub const CHALLENGE_BYTES_MAX: usize = 64 << 10;
/// A page with more visible text than this is no check, whatever its words, in bytes.
const TEXT_BYTES_MAX: usize = 4 << 10;

/// Header fields of gates, in lower case, with a part of the value.
pub(super) const GATE_HEADERS: [(&str, &str); 8] = [
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-vercel-mitigated", "challenge"),
    ("x-sucuri-block", ""),
    ("x-datadome", "protected"),
    ("x-dd-b", ""),
    ("x-px-blocked", ""),
    ("sg-captcha", "challenge"),
];

/// Scripts and addresses that only the pages of gates have, in lower case.
const GATE_MARKS: [&str; 18] = [
    "/cdn-cgi/challenge-platform/",
    "window._cf_chl_opt",
    "cf-browser-verification",
    "/.within.website/x/cmd/anubis",
    "/.well-known/sgcaptcha",
    "/.well-known/captcha",
    "_incapsula_resource",
    "/_sec/cp_challenge",
    "captcha-delivery.com",
    "px-captcha",
    "awswafintegration",
    ".awswaf.com/",
    "ddos-guard.net",
    "/.well-known/ddos-guard",
    "/.well-known/vercel/security",
    "sucuri_cloudproxy_js",
    "acw_sc__v2",
    "/bot-challenge",
];

/// Words of the title or the text of such pages, in lower case.
const GATE_WORDS: [&str; 44] = [
    "complete the captcha",
    "solve the captcha",
    "enter the captcha",
    "captcha challenge",
    "captcha check",
    "please verify",
    "unusual traffic",
    "automated requests",
    "automated access",
    "you are a bot",
    "you are a robot",
    "you are not a robot",
    "browser check",
    "check your browser",
    "just a moment",
    "one moment, please",
    "attention required! | cloudflare",
    "checking your browser",
    "checking if the site connection is secure",
    "verifying you are human",
    "verifying that you are human",
    "verify you are human",
    "verify that you are human",
    "verify you're human",
    "verify that you are not a robot",
    "verify you are not a robot",
    "confirm you are human",
    "confirm that you are human",
    "prove you are human",
    "prove that you are human",
    "making sure you're not a bot",
    "making sure you are not a bot",
    "are you a robot",
    "are you human",
    "i'm not a robot",
    "i am not a robot",
    "not a bot",
    "bot verification",
    "human verification",
    "security checkpoint",
    "security check to access",
    "enable javascript and cookies to continue",
    "request is being verified",
    "ddos protection by",
];

/// Whether a page is a check for robots.
#[must_use]
pub fn is_challenge_page(html: &[u8], charset: Option<&str>) -> bool {
    let beginning = html.get(..CHALLENGE_BYTES_MAX).unwrap_or(html);
    let page = markup::decode(beginning, charset).to_lowercase();
    if !looks_like_page(&page) || !is_short(html, &page) {
        return false;
    }
    let text = page.replace("&rsquo;", "'").replace('\u{2019}', "'");
    GATE_MARKS.iter().any(|mark| page.contains(mark))
        || GATE_WORDS.iter().any(|words| text.contains(words))
}

/// Whether the page of an error is a check for robots. Such a page has no captcha for another
/// reason, as a page with a form may have.
#[must_use]
pub(super) fn is_challenge_error(html: &[u8], charset: Option<&str>) -> bool {
    let page = String::from_utf8_lossy(html).to_lowercase();
    let marks = [
        "captcha",
        "cf-turnstile",
        "challenges.cloudflare.com",
        "sucuri website firewall",
        "errors.edgesuite.net",
        "sorry, you have been blocked",
    ];
    is_challenge_page(html, charset) || marks.iter().any(|mark| page.contains(mark))
}

/// Whether a text is a web page and not a feed that quotes one.
fn looks_like_page(page: &str) -> bool {
    let start = page.trim_start_matches(|first: char| first.is_whitespace() || first == '\u{feff}');
    let is_feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| page.contains(root));
    start.starts_with('<') && !is_feed
}

/// Whether the page has little to read: an article about gates is none.
fn is_short(html: &[u8], page: &str) -> bool {
    html.len() <= CHALLENGE_BYTES_MAX && text_bytes(page) <= TEXT_BYTES_MAX
}

/// The length of the text outside tags, scripts and styles.
fn text_bytes(page: &str) -> usize {
    let mut cursor = markup::Cursor::html(page);
    let mut bytes = 0;
    while let Some(token) = cursor.next_token() {
        match token {
            markup::Token::Open(tag) if markup::is_raw_text(tag.name) => {
                cursor.skip_to_close(tag.name);
            }
            markup::Token::Text(text) => bytes += text.trim().len(),
            markup::Token::Open(_)
            | markup::Token::Close(_)
            | markup::Token::CData(_)
            | markup::Token::Comment
            | markup::Token::Declaration(_) => {}
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_challenge(page: &str) -> bool {
        is_challenge_page(page.as_bytes(), None)
    }

    #[test]
    fn checks_for_robots_are_recognised() {
        for page in [
            "<!DOCTYPE html><title>Just a moment...</title><noscript>Enable JavaScript and cookies \
             to continue</noscript>",
            "<html><head><title>Making sure you&rsquo;re not a bot!</title><script \
             src=\"/.within.website/x/cmd/anubis/static/js/main.mjs\"></script></head></html>",
            "<html><script src=\"/_Incapsula_Resource?SWJIYLWA=1\"></script></html>",
            "<html><title>Bot Verification</title><body>Verifying that you are not a robot...",
            "<p>Please verify you\u{2019}re human</p>",
        ] {
            assert!(is_challenge(page), "{page}");
        }
    }

    #[test]
    fn a_captcha_makes_an_error_page_a_check_and_no_other_page() {
        let page = b"<html><title>403</title><form><div class=g-recaptcha></div></form></html>";
        assert!(is_challenge_error(page, None) && !is_challenge_page(page, None));
        assert!(!is_challenge_error(b"<html><title>403 Forbidden</title></html>", None));
        let denied =
            b"<title>Access Denied</title>Reference #18.7 https://errors.edgesuite.net/18.7";
        assert!(is_challenge_error(denied, None) && !is_challenge_page(denied, None));
    }

    #[test]
    fn other_documents_are_not_checks() {
        let essay = format!("<title>Just a moment</title><p>{}</p>", "A long story. ".repeat(400));
        for page in [
            "<html><title>Orchard</title><p>Welcome.</p></html>",
            "<rss><channel><title>Just a moment</title></channel></rss>",
            "{\"title\": \"are you human\"}",
            "",
            essay.as_str(),
        ] {
            assert!(!is_challenge(page), "{page}");
        }
    }

    #[test]
    fn a_page_beyond_the_limit_is_not_a_check() {
        let page = |bytes: usize| {
            let words = "<title>Just a moment...</title>";
            format!("{words}{}", " ".repeat(bytes - words.len()))
        };
        assert!(is_challenge(&page(CHALLENGE_BYTES_MAX)));
        assert!(!is_challenge(&page(CHALLENGE_BYTES_MAX + 1)));
    }
}
