//! Addresses without what only the reader may know, so that they can be kept, shown and sent to a
//! publisher.
//!
//! What is hidden too often costs a little use, what is not hidden costs a password: in doubt it
//! goes.

use url::Url;
use url::form_urlencoded;

/// What stands where a secret was.
pub const HIDDEN: &str = "***";
/// Longest address that is kept, in characters; feeds may name longer ones.
pub const SHARED_ADDRESS_MAX: usize = 2000;
/// Letters and digits in a row, of both kinds, that are taken for a key.
const RANDOM_RUN: usize = 16;
/// How many of each kind a key has at least.
const RANDOM_KINDS: usize = 3;
/// How deep addresses within addresses are looked into.
const NESTED_MAX: u8 = 3;

/// Parts of the names of parameters that hold secrets, without punctuation.
const SECRET_PARTS: [&str; 12] = [
    "auth",
    "token",
    "secret",
    "passw",
    "pwd",
    "signature",
    "credential",
    "session",
    "jwt",
    "hmac",
    "apikey",
    "private",
];
/// How such names end.
const SECRET_ENDINGS: [&str; 5] = ["key", "sig", "sid", "pass", "hash"];
/// Such names as a whole.
const SECRET_NAMES: [&str; 4] = ["pw", "email", "mail", "login"];
/// Parameters whose values look like keys and are public.
const PUBLIC_NAMES: [&str; 5] = ["channelid", "playlistid", "id", "list", "v"];
/// Pictures are often named after the hash of what is in them.
const PICTURE_ENDINGS: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"];

/// An address without user, password, fragment and whatever in it looks like a key.
#[must_use]
pub fn without_secrets(url: &Url) -> String {
    let mut text = String::from(cleaned(url, 0));
    if let Some((end, _)) = text.char_indices().nth(SHARED_ADDRESS_MAX) {
        text.truncate(end);
        text.push('\u{2026}');
    }
    text
}

fn cleaned(url: &Url, depth: u8) -> Url {
    let mut url = url.clone();
    // Addresses that can have neither have none to lose.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    if let Some(path) = clean_path(&url) {
        url.set_path(&path);
    }
    if let Some(query) = url.query() {
        let pairs: Vec<String> = query.split('&').map(|pair| clean_pair(pair, depth)).collect();
        url.set_query(Some(&pairs.join("&")));
    }
    url
}

/// The path, if something in it has to go.
fn clean_path(url: &Url) -> Option<String> {
    let segments: Vec<&str> = url.path_segments()?.collect();
    let clean: Vec<&str> = segments
        .iter()
        .map(|segment| if looks_random(segment) && !is_picture(segment) { HIDDEN } else { segment })
        .collect();
    (clean != segments).then(|| clean.join("/"))
}

fn is_picture(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    PICTURE_ENDINGS.iter().any(|ending| segment.ends_with(ending))
}

fn clean_pair(pair: &str, depth: u8) -> String {
    let (raw_name, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = decoded(raw_name);
    if raw_value.is_empty() {
        return if looks_random(&name) { HIDDEN.to_owned() } else { pair.to_owned() };
    }
    let (name, value) = (plain(&name), decoded(raw_value));
    // Services that make feeds of pages carry the page's address within their own.
    let inner = Url::parse(&value).ok().filter(Url::has_host);
    let is_key = inner.is_none() && looks_random(&value) && !PUBLIC_NAMES.contains(&name.as_str());
    match inner {
        _ if is_key || is_secret_name(&name) => format!("{raw_name}={HIDDEN}"),
        Some(inner) if depth < NESTED_MAX => {
            let inner: String =
                form_urlencoded::byte_serialize(cleaned(&inner, depth + 1).as_str().as_bytes())
                    .collect();
            format!("{raw_name}={inner}")
        }
        Some(_) => format!("{raw_name}={HIDDEN}"),
        None => pair.to_owned(),
    }
}

fn decoded(raw: &str) -> String {
    // A second `=` belongs to the value, so it must not be taken for a separator here.
    let escaped = raw.replace('=', "%3D");
    form_urlencoded::parse(escaped.as_bytes())
        .map(|(name, _)| name.into_owned())
        .next()
        .unwrap_or_default()
}

/// A name without case and punctuation.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

fn is_secret_name(plain: &str) -> bool {
    // `author` is in many addresses, and no secret.
    let name = plain.replace("authoriz", "auth").replace("author", "");
    SECRET_PARTS.iter().any(|part| name.contains(part))
        || SECRET_ENDINGS.iter().any(|ending| name.ends_with(ending))
        || SECRET_NAMES.contains(&name.as_str())
}

/// Whether a text looks like a key: a JSON web token, a UUID, or many letters and digits in a row.
fn looks_random(text: &str) -> bool {
    is_uuid(text)
        || text.split(|character: char| !character.is_ascii_alphanumeric()).any(is_random_run)
}

fn is_random_run(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let is_web_token = run.starts_with("eyJ");
    run.len() >= RANDOM_RUN
        && (is_web_token || (digits >= RANDOM_KINDS && run.len() - digits >= RANDOM_KINDS))
}

fn is_uuid(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or_default();
    let parts: Vec<&str> = stem.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(address: &str) -> String {
        without_secrets(&Url::parse(address).unwrap())
    }

    #[test]
    fn user_password_and_fragment_go() {
        assert_eq!(
            clean("https://jane:s3cret@example.org:8080/feed#access_token=x"),
            "https://example.org:8080/feed"
        );
    }

    #[test]
    fn parameters_that_hold_keys_lose_their_values() {
        for name in [
            "key",
            "token",
            "auth",
            "sig",
            "api_key",
            "apikey",
            "password",
            "access_token",
            "X-Amz-Signature",
            "AUTHORIZATION",
            "passwd",
            "pass",
            "client_secret",
            "sessionid",
            "PHPSESSIONID",
            "api%5Fkey",
            "Key-Pair-Id-Key",
            "hmac",
            "email",
        ] {
            assert_eq!(
                clean(&format!("https://a.org/feed?page=2&{name}=abc&x=1")),
                format!("https://a.org/feed?page=2&{name}=***&x=1")
            );
        }
    }

    #[test]
    fn a_value_that_looks_like_a_key_goes_whatever_its_name() {
        for value in [
            "9f86d081884c7d659a2f",
            "c0ffee00-1234-4abc-8def-0123456789ab",
            "eyJhbGciOiJIUzINiJ.x.y",
            "AbC123dEf456GhI789%3D%3D",
        ] {
            assert_eq!(clean(&format!("https://a.org/feed?u={value}")), "https://a.org/feed?u=***");
            assert_eq!(clean(&format!("https://a.org/feed?{value}")), "https://a.org/feed?***");
        }
        assert_eq!(
            clean("https://a.org/private/9f86d081884c7d659a2f.rss"),
            "https://a.org/private/***"
        );
        assert_eq!(
            clean("https://a.org/c0ffee00-1234-4abc-8def-0123456789ab/feed"),
            "https://a.org/***/feed"
        );
    }

    #[test]
    fn what_is_public_stays_as_it_is() {
        for address in [
            "https://a.org/feed",
            "https://a.org/2026/11/23/how-we-built-a-thing-in-2026?format=rss&author=jane&page=2",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC123qSBlHAE6Xw456A0Tunw",
            "https://cdn.a.org/9f86d081884c7d659a2feaa0c55ad015.jpg?w=800",
            "http://[::1]:8080/?q=caf%C3%A9+noir&flag",
        ] {
            assert_eq!(clean(address), address);
        }
    }

    #[test]
    fn an_address_within_an_address_is_cleaned_too() {
        let inner = "https%3A%2F%2Fme%3Apw%40b.org%2Ffeed%3Ftoken%3Dabc";
        let cleaned = clean(&format!("https://a.org/make?url={inner}&n=1"));
        assert!(cleaned.contains("b.org") && cleaned.ends_with("&n=1"), "{cleaned}");
        assert!(
            !cleaned.contains("pw") && !cleaned.contains("abc") && !cleaned.contains("me%3A"),
            "{cleaned}"
        );
        let mut nested = "https://z.org/?token=abc".to_owned();
        for _ in 0..=NESTED_MAX {
            nested = format!(
                "https://a.org/?url={}",
                form_urlencoded::byte_serialize(nested.as_bytes()).collect::<String>()
            );
        }
        assert!(!clean(&nested).contains("abc"), "{}", clean(&nested));
    }

    #[test]
    fn a_long_address_is_cut_at_the_limit() {
        let start = "https://a.org/?q=";
        let of = |length: usize| clean(&format!("{start}{}", "x".repeat(length - start.len())));
        assert_eq!(of(SHARED_ADDRESS_MAX).chars().count(), SHARED_ADDRESS_MAX);
        assert!(!of(SHARED_ADDRESS_MAX).ends_with('\u{2026}'));
        assert_eq!(of(SHARED_ADDRESS_MAX + 1).chars().count(), SHARED_ADDRESS_MAX + 1);
        assert!(of(SHARED_ADDRESS_MAX + 1).ends_with('\u{2026}'));
    }

    #[test]
    fn what_is_no_web_address_is_left_alone() {
        assert_eq!(clean("gleaner:welcome"), "gleaner:welcome");
    }
}
