//! Regular expressions in queries: `/exactly.once/`. The engine takes time linear in the text for
//! every expression, so a typed one cannot hang the program.

use std::fmt;
use std::hash::{Hash, Hasher};

use regex::{Regex, RegexBuilder};

use super::expr::Field;
use crate::i18n::t;

/// The largest compiled expression, in bytes.
const COMPILED_BYTES: usize = 1 << 20;

/// A regular expression for title, first author or address. It ignores case unless it says
/// `(?-i)`.
#[derive(Clone)]
pub struct Pattern {
    /// [`Field::Any`] means title or author.
    pub field: Field,
    source: String,
    regex: Regex,
}

impl Pattern {
    /// Compiles an expression; the error is a sentence for the user.
    pub(super) fn new(field: Field, source: &str) -> Result<Self, String> {
        if !matches!(field, Field::Any | Field::Title | Field::Author | Field::Url) {
            return Err(t!(query_expression_field));
        }
        let regex = RegexBuilder::new(source)
            .case_insensitive(true)
            .size_limit(COMPILED_BYTES)
            .build()
            .map_err(|err| match err {
                regex::Error::CompiledTooBig(_) => t!(query_expression_too_large),
                other => invalid_words(&other.to_string()),
            })?;
        Ok(Self { field, source: source.to_owned(), regex })
    }

    /// Whether the expression occurs in its field of an entry.
    #[must_use]
    pub fn finds(&self, title: &str, author: &str, url: &str) -> bool {
        match self.field {
            Field::Title => self.regex.is_match(title),
            Field::Author => self.regex.is_match(author),
            Field::Url => self.regex.is_match(url),
            Field::Any
            | Field::Body
            | Field::Feed
            | Field::Folder
            | Field::Tag
            | Field::Language => self.regex.is_match(title) || self.regex.is_match(author),
        }
    }
}

/// The sentence for an error of the engine, whose last line is the reason: `error: unclosed group`.
fn invalid_words(error: &str) -> String {
    let last = error.lines().last().unwrap_or_default().trim();
    match last.strip_prefix("error: ").unwrap_or(last) {
        "" => t!(query_expression_invalid),
        reason => t!(query_expression_invalid_because, reason = reason),
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?}, /{}/)", self.field, self.source)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.source)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (self.field, &self.source) == (other.field, &other.source)
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.field, &self.source).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_may_become_as_large_as_the_limit_and_no_larger() {
        let compiled = |count: usize| {
            Pattern::new(Field::Title, &format!("a{{{count}}}"))
                .map(|pattern| pattern.finds("aaa", "", ""))
        };
        assert_eq!(compiled(2), Ok(true));
        assert_eq!(
            compiled(COMPILED_BYTES),
            Err("This regular expression is too large".to_owned())
        );
    }

    #[test]
    fn an_invalid_expression_is_refused_with_the_reason() {
        let error = Pattern::new(Field::Title, "a(b").unwrap_err();
        assert_eq!(error, "Invalid regular expression: unclosed group");
    }
}
