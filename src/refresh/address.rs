//! Interprets the address that a person typed: a web address with or without a scheme, a `feed:`
//! address, or a file.

use std::path::Path;

use url::Url;

use crate::model::{WELCOME_FEED_URL, split_feed_scheme};
use crate::net::FetchError;

/// Longest address in bytes. Longer ones are pasted by mistake.
pub const ADDRESS_CHARS_MAX: usize = 4096;

/// The addresses to try for a typed text, most likely first; at least one. Checks whether a file of
/// that name exists.
pub fn interpret(text: &str) -> Result<Vec<Url>, FetchError> {
    interpret_with(text, &|path| path.exists())
}

fn interpret_with(text: &str, file_exists: &dyn Fn(&Path) -> bool) -> Result<Vec<Url>, FetchError> {
    let text = text.trim().trim_matches(['<', '>', '"']).trim();
    let refused = || FetchError::Address { text: text.chars().take(80).collect() };
    if text.is_empty() || text.len() > ADDRESS_CHARS_MAX {
        return Err(refused());
    }
    if text == WELCOME_FEED_URL {
        return Ok(Url::parse(text).into_iter().collect());
    }
    if file_exists(Path::new(text)) {
        let path = std::path::absolute(text).map_err(|_| refused())?;
        return Ok(vec![Url::from_file_path(path).map_err(|()| refused())?]);
    }
    if looks_like_file(text) {
        return Err(FetchError::Io {
            path: text.to_owned(),
            source: std::io::ErrorKind::NotFound.into(),
        });
    }
    // `feeds:` too tries http after https: some sites write it although they have no https.
    let rest = split_feed_scheme(text).map(|(rest, _)| rest);
    let text = rest.as_deref().unwrap_or(text);
    match split_scheme(text) {
        Some("http" | "https" | "file") => Ok(vec![Url::parse(text).map_err(|_| refused())?]),
        Some(scheme) => Err(FetchError::Scheme { scheme: scheme.to_owned() }),
        None => without_scheme(text).ok_or_else(refused),
    }
}

/// Whether a text can only be a file name: a path from the root, the home or the current directory,
/// or a Windows drive.
fn looks_like_file(text: &str) -> bool {
    let is_rooted = text.starts_with('/') && !text.starts_with("//");
    let is_drive =
        matches!(text.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    is_rooted
        || is_drive
        || ["./", "../", "~/", ".\\", "..\\", "\\\\"].iter().any(|start| text.starts_with(start))
}

/// The scheme, in lower case if it is one that we fetch. `None` for a host with a port.
fn split_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_word = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-".contains(letter));
    let is_port = rest.starts_with(|first: char| first.is_ascii_digit());
    if !is_word || is_port {
        return None;
    }
    ["http", "https", "file"]
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known))
        .or(Some(scheme))
}

fn without_scheme(text: &str) -> Option<Vec<Url>> {
    let text = text.trim_start_matches('/');
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let looks_like_host = text.starts_with('[') || host.contains('.') || host == "localhost";
    if !looks_like_host || text.contains(char::is_whitespace) {
        return None;
    }
    let urls: Vec<Url> = ["https", "http"]
        .iter()
        .filter_map(|scheme| Url::parse(&format!("{scheme}://{text}")).ok())
        .collect();
    if urls.is_empty() { None } else { Some(urls) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Result<Vec<String>, &'static str> {
        let urls = interpret_with(text, &|path| path == Path::new("/home/feed.xml"))
            .map_err(|err| err.kind())?;
        Ok(urls.into_iter().map(String::from).collect())
    }

    #[test]
    fn an_address_with_a_scheme_is_itself() {
        assert_eq!(meant(" https://a.org/feed \n"), Ok(vec!["https://a.org/feed".into()]));
        assert_eq!(meant("HTTP://A.org"), Ok(vec!["http://a.org/".into()]));
        assert_eq!(meant("<https://a.org/>"), Ok(vec!["https://a.org/".into()]));
        assert_eq!(meant("gleaner:welcome"), Ok(vec!["gleaner:welcome".into()]));
    }

    #[test]
    fn without_a_scheme_https_is_tried_first() {
        let both = |rest: &str| Ok(vec![format!("https://{rest}"), format!("http://{rest}")]);
        assert_eq!(meant("a.org/blog"), both("a.org/blog"));
        assert_eq!(meant("//a.org/"), both("a.org/"));
        assert_eq!(meant("localhost:8080/x"), both("localhost:8080/x"));
        assert_eq!(meant("[::1]:80/x").map(|urls| urls.len()), Ok(2));
        assert_eq!(meant("a.org/?q=x:y"), both("a.org/?q=x:y"));
    }

    #[test]
    fn a_feed_address_is_a_web_address() {
        assert_eq!(meant("feed:https://a.org/x"), Ok(vec!["https://a.org/x".into()]));
        assert_eq!(
            meant("feed://a.org/x"),
            Ok(vec!["https://a.org/x".into(), "http://a.org/x".into()])
        );
    }

    #[test]
    fn an_address_of_a_podcast_program_is_a_web_address() {
        let both = Ok(vec!["https://a.org/x".to_owned(), "http://a.org/x".to_owned()]);
        for text in ["feeds://a.org/x", "PCAST://a.org/x", "itpc:a.org/x", "podcast://a.org/x"] {
            assert_eq!(meant(text), both, "{text}");
        }
        assert_eq!(meant("feed://https://a.org/x"), Ok(vec!["https://a.org/x".into()]));
        assert_eq!(meant("pcast:http://a.org/x"), Ok(vec!["http://a.org/x".into()]));
    }

    #[test]
    fn a_file_that_exists_is_meant() {
        assert_eq!(meant("/home/feed.xml"), Ok(vec!["file:///home/feed.xml".into()]));
        assert_eq!(meant("file:///home/other.xml"), Ok(vec!["file:///home/other.xml".into()]));
    }

    #[test]
    fn a_missing_file_is_reported_as_a_file() {
        for text in [
            "/home/other.xml",
            "./feed.xml",
            "../feed.xml",
            "~/feed.xml",
            r"C:\feeds\a.xml",
            "c:/a.xml",
            r"\\host\a.xml",
        ] {
            assert_eq!(meant(text), Err("io"), "{text}");
        }
        let error = interpret_with("/home/other.xml", &|_| false).unwrap_err();
        assert_eq!(error.user_message(), "File not found: /home/other.xml");
    }

    #[test]
    fn invalid_addresses_are_refused() {
        for text in ["", "  ", "hello", "two words.org", "http://", "http://[::bad"] {
            assert_eq!(meant(text), Err("address"), "{text}");
        }
        for text in ["mailto:a@b.org", "javascript:alert(1)", "ftp://a.org/"] {
            assert_eq!(meant(text), Err("scheme"), "{text}");
        }
    }

    #[test]
    fn an_address_may_be_as_long_as_the_limit_and_no_longer() {
        let long = |length: usize| format!("https://a.org/{}", "x".repeat(length - 14));
        assert!(meant(&long(ADDRESS_CHARS_MAX)).is_ok());
        assert_eq!(meant(&long(ADDRESS_CHARS_MAX + 1)), Err("address"));
    }
}
