//! Removes secrets from addresses, so that they can be stored, shown and sent to a publisher.
//!
//! Hiding too much costs a little use, hiding too little may cost a password. So in doubt a value
//! is hidden.

use url::Url;
use url::form_urlencoded;

/// The text in place of a secret.
pub const HIDDEN: &str = "***";
/// Longest address in characters. Feeds may name longer ones.
pub const SHARED_ADDRESS_MAX: usize = 2000;
/// Letters and digits in a row that look like a key if both kinds are present.
const RANDOM_RUN: usize = 16;
/// The number of letters and of digits that a key has at least.
const RANDOM_KINDS: usize = 3;
/// How deep addresses inside addresses are searched.
const NESTED_MAX: u8 = 3;

/// Parts of the names of secret parameters, in lower case without punctuation.
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
/// Endings of such names.
const SECRET_ENDINGS: [&str; 5] = ["key", "sig", "sid", "pass", "hash"];
/// Complete names.
const SECRET_NAMES: [&str; 4] = ["pw", "email", "mail", "login"];
/// Public parameters whose values look like keys.
const PUBLIC_NAMES: [&str; 5] = ["channelid", "playlistid", "id", "list", "v"];
/// Pictures are often named after a hash of their content, which is not secret.
const PICTURE_ENDINGS: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"];

/// The address without user name, password, fragment, and everything that looks like a key.
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
    // Both calls fail only for addresses that cannot have credentials.
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

/// The cleaned path. `None` if nothing has to be hidden.
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
    // Services that convert pages to feeds have the page's address in their own.
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
    // A second `=` belongs to the value, but the parser would split there.
    let escaped = raw.replace('=', "%3D");
    form_urlencoded::parse(escaped.as_bytes())
        .map(|(name, _)| name.into_owned())
        .next()
        .unwrap_or_default()
}

/// A name in lower case without punctuation.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

fn is_secret_name(plain: &str) -> bool {
    // `author` is a common parameter and not a secret.
    let name = plain.replace("authoriz", "auth").replace("author", "");
    SECRET_PARTS.iter().any(|part| name.contains(part))
        || SECRET_ENDINGS.iter().any(|ending| name.ends_with(ending))
        || SECRET_NAMES.contains(&name.as_str())
}

/// Whether a text looks like a key: a JSON Web Token, a UUID, or many letters and digits in a row.
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
    fn public_parts_stay_unchanged() {
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
    fn other_schemes_are_left_unchanged() {
        assert_eq!(clean("gleaner:welcome"), "gleaner:welcome");
    }
}
