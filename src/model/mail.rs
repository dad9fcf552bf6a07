//! An address that makes the system's mail program begin a letter.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// Most characters of a title in a letter: some systems cut long addresses.
const TITLE_CHARS_MAX: usize = 300;

/// A letter without an addressee about an entry: its title is the subject, and the text has title
/// and address.
#[must_use]
pub fn mail_address(title: &str, url: &Url) -> Option<Url> {
    let title: String =
        title.chars().filter(|letter| !letter.is_control()).take(TITLE_CHARS_MAX).collect();
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let body = format!("{title}\r\n\r\n{url}");
    Url::parse(&format!("mailto:?subject={}&body={}", encoded(&title), encoded(&body))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(title: &str) -> String {
        mail_address(title, &"https://a.example/?a=1&b=2".parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_letter_has_the_title_as_its_subject_and_the_address_in_its_text() {
        assert_eq!(
            address("Tea & x"),
            "mailto:?subject=Tea%20%26%20x&body=Tea%20%26%20x%0D%0A%0D%0A\
             https%3A%2F%2Fa%2Eexample%2F%3Fa%3D1%26b%3D2"
        );
    }

    #[test]
    fn a_title_cannot_add_an_addressee() {
        let tricky = address("x&to=evil@a.example\r\nBcc: b");
        assert!(!tricky.contains("&to=") && !tricky.contains('@'), "{tricky}");
        assert!(address(&"ä".repeat(5_000)).len() < 10_000);
    }
}
