//! The language that an article is read in.

use super::sentences::primary;
use crate::stories::language_tag;

/// The language of a text: the one that its words show, else the one that its feed declares, else
/// that of the window. Many feeds declare the language of the program that made them.
#[must_use]
pub fn language_of(text: &str, declared: Option<&str>, window: &str) -> String {
    let declared = declared.map(str::trim).filter(|tag| is_tag(tag));
    match (language_tag(text), declared) {
        // The declared tag may name the country, too.
        (Some(shown), Some(declared)) if primary(declared) == shown => declared.to_owned(),
        (Some(shown), _) => shown.to_owned(),
        (None, Some(declared)) => declared.to_owned(),
        (None, None) => window.to_owned(),
    }
}

/// Whether a text looks like a tag of a language, such as `pt-BR`.
fn is_tag(tag: &str) -> bool {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (2..=3).contains(&primary(tag).len()) && tag.split(['-', '_']).all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_article_decide_before_its_feed() {
        let german = "Die Brücke wird für ein Jahr gesperrt, sagte der Minister.";
        assert_eq!(language_of(german, Some("en-us"), "en"), "de");
        assert_eq!(language_of(german, Some("de-AT"), "en"), "de-AT");
        assert_eq!(language_of("Мост закроют на год, сказал министр.", None, "en"), "ru");
        assert_eq!(language_of("שלום לכולם", Some("en"), "en"), "he");
        assert_eq!(language_of("Kubernetes 1.31", Some("nl"), "en"), "nl");
        assert_eq!(language_of("Kubernetes 1.31", None, "de"), "de");
    }

    #[test]
    fn a_declared_language_that_is_none_counts_nothing() {
        for declared in ["", "english", "en\nSTOP", "e", "x-very-long-part-indeed"] {
            assert_eq!(language_of("Kubernetes 1.31", Some(declared), "he"), "he", "{declared}");
        }
    }
}
