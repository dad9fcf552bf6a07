//! Reads a query from text.
//!
//! A query that is still being typed is read as far as it goes: an open quotation mark or
//! parenthesis is no error. A wrong word is an error with its place.

use std::ops::Range;

use super::amount::Amount;
use super::dates::{DateBound, Span};
use super::expr::{Expr, FIELDS, Field, MARKS, STATES, Term, Text, one_or};
use super::lexemes::{Kind, Lexeme, lexemes};
use super::names::suggestion;
use super::pattern::Pattern;
use super::tokens::tokens;
use crate::i18n::t;
use crate::model::EntryId;

/// How deep parentheses and minus signs may be nested.
pub const MAX_DEPTH: usize = 32;
/// The length of the longest query.
pub const MAX_QUERY_BYTES: usize = 4096;

/// From this many letters on, the last word of a typed query may be the beginning of a longer one.
/// Half of all words begin with any one or two letters, so shorter ones would find too much.
const MIN_TYPED_CHARS: usize = 3;

/// A mistake in a query, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the text that are wrong.
    pub at: Range<usize>,
    /// A sentence for the user.
    pub message: String,
}

/// Reads a query.
///
/// # Errors
/// If a field, a value or a parenthesis is wrong; the message says what may be meant.
pub fn parse(text: &str) -> Result<Expr, QueryError> {
    if text.len() > MAX_QUERY_BYTES {
        return Err(QueryError {
            at: 0..text.len(),
            message: t!(query_too_long, count = MAX_QUERY_BYTES),
        });
    }
    let mut parser = Parser { lexemes: lexemes(text), at: 0, depth: 0, end: text.len() };
    let expr = parser.either()?;
    match parser.lexemes.get(parser.at) {
        None => Ok(expr),
        Some(lexeme) => {
            Err(QueryError { at: lexeme.at.clone(), message: t!(query_extra_parenthesis) })
        }
    }
}

/// Reads the query of a rule. An empty one is refused: it would apply the rule to every entry.
///
/// # Errors
/// As [`parse`], and for a query without any condition.
pub fn rule_question(text: &str) -> Result<Expr, QueryError> {
    match parse(text)? {
        Expr::All => Err(QueryError { at: 0..text.len(), message: t!(query_rule_empty) }),
        expr @ (Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Term(_)) => Ok(expr),
    }
}

/// Reads a query that is still being typed: its last word may be the beginning of a longer one.
///
/// # Errors
/// As [`parse`].
pub fn parse_typed(text: &str) -> Result<Expr, QueryError> {
    let mut expr = parse(text)?;
    let typed =
        text.chars().rev().take_while(|last| last.is_alphanumeric()).take(MIN_TYPED_CHARS).count();
    if typed == MIN_TYPED_CHARS {
        open_end(&mut expr);
    }
    Ok(expr)
}

fn open_end(expr: &mut Expr) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => {
            if let Some(last) = parts.last_mut() {
                open_end(last);
            }
        }
        Expr::Term(Term::Text(text)) => text.is_prefix = true,
        // A word to leave out counts only once it is typed to its end.
        Expr::All | Expr::Not(_) | Expr::Term(_) => {}
    }
}

/// Reads a query that was stored. If this version cannot read it, because an older or newer one
/// wrote it, all of its words are looked for.
#[must_use]
pub fn parse_stored(text: &str) -> Expr {
    parse(text).unwrap_or_else(|_| as_words(text))
}

/// [`parse_typed`] for text that has no place to show an error: then all of its words are looked
/// for.
#[must_use]
pub fn parse_any(text: &str) -> Expr {
    parse_typed(text).unwrap_or_else(|_| as_words(text))
}

fn as_words(text: &str) -> Expr {
    let words = text.split_whitespace().map(|word| Text {
        field: Field::Any,
        words: word.to_owned(),
        is_prefix: true,
    });
    Expr::And(words.map(|text| Expr::Term(Term::Text(text))).collect())
}

struct Parser {
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Kind> {
        self.lexemes.get(self.at).map(|lexeme| &lexeme.kind)
    }

    fn either(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.every()?];
        while self.peek() == Some(&Kind::Or) {
            self.at += 1;
            parts.push(self.every()?);
        }
        // One side of an OR may not be typed yet.
        if parts.len() > 1 {
            parts.retain(|part| *part != Expr::All);
        }
        Ok(one_or(parts, Expr::Or))
    }

    fn every(&mut self) -> Result<Expr, QueryError> {
        let mut parts = Vec::new();
        while let Some(kind) = self.peek() {
            match kind {
                Kind::Or | Kind::Close => break,
                Kind::And => self.at += 1,
                Kind::Open
                | Kind::Minus
                | Kind::Term(_)
                | Kind::Value { .. }
                | Kind::Pattern { .. } => parts.push(self.one()?),
            }
        }
        parts.retain(|part| *part != Expr::All);
        Ok(one_or(parts, Expr::And))
    }

    fn one(&mut self) -> Result<Expr, QueryError> {
        let Some(lexeme) = self.lexemes.get(self.at).cloned() else { return Ok(Expr::All) };
        self.at += 1;
        match lexeme.kind {
            Kind::Minus => {
                let inner = self.deeper(&lexeme.at, Self::one)?;
                Ok(match inner {
                    // Nothing to leave out has been typed yet.
                    Expr::All => Expr::All,
                    Expr::Not(inner) => *inner,
                    inner @ (Expr::And(_) | Expr::Or(_) | Expr::Term(_)) => {
                        Expr::Not(Box::new(inner))
                    }
                })
            }
            Kind::Open => {
                let inner = self.deeper(&lexeme.at, Self::either)?;
                // The closing parenthesis may not be typed yet.
                if self.peek() == Some(&Kind::Close) {
                    self.at += 1;
                }
                Ok(inner)
            }
            Kind::Term(term) => Ok(Expr::Term(term)),
            Kind::Value { field, words, is_prefix } => {
                let value = Value { words, is_prefix, at: lexeme.at };
                match field {
                    Some((name, at)) => value.of_field(&name, at),
                    None => Ok(value.text(Field::Any)),
                }
            }
            Kind::Pattern { field, source } => {
                let field = match field {
                    Some((name, _)) => FIELDS
                        .iter()
                        .find(|(known, _)| *known == name)
                        .map_or(Field::Body, |(_, field)| *field),
                    None => Field::Any,
                };
                let pattern = Pattern::new(field, &source)
                    .map_err(|message| QueryError { at: lexeme.at, message })?;
                Ok(Expr::Term(Term::Pattern(pattern)))
            }
            // A second operator, or one with nothing before it.
            Kind::Close | Kind::Or | Kind::And => Ok(Expr::All),
        }
    }

    fn deeper(
        &mut self,
        at: &Range<usize>,
        read: impl FnOnce(&mut Self) -> Result<Expr, QueryError>,
    ) -> Result<Expr, QueryError> {
        if self.depth >= MAX_DEPTH {
            return Err(QueryError {
                at: at.start..self.end,
                message: t!(query_too_deep, count = MAX_DEPTH),
            });
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }
}

struct Value {
    words: String,
    is_prefix: bool,
    at: Range<usize>,
}

impl Value {
    /// Punctuation alone has no words to look for.
    fn text(self, field: Field) -> Expr {
        if tokens(&self.words).is_empty() {
            return Expr::All;
        }
        Expr::Term(Term::Text(Text { field, words: self.words, is_prefix: self.is_prefix }))
    }

    fn of_field(mut self, name: &str, name_at: Range<usize>) -> Result<Expr, QueryError> {
        // The mistake is in the value, after the colon.
        self.at.start = name_at.end + 1;
        if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) {
            return if self.words.trim().is_empty() {
                self.refused(t!(query_needs_word, field = name))
            } else {
                Ok(self.text(*field))
            };
        }
        match name {
            "is" if self.words.eq_ignore_ascii_case("today") => Ok(Expr::TODAY),
            "is" if self.words.eq_ignore_ascii_case("river") => Ok(Expr::RIVER),
            "is" => self.one_of(&STATES, Term::Is, |word, words, last| {
                if word.is_empty() {
                    return t!(query_needs_value, field = name, words = words, last = last);
                }
                t!(query_unknown_status, word = word, words = words, last = last)
            }),
            "has" => self.one_of(&MARKS, Term::Has, |word, words, last| {
                if word.is_empty() {
                    return t!(query_needs_value, field = name, words = words, last = last);
                }
                t!(query_unknown_media, word = word, words = words, last = last)
            }),
            "story" => self.read(entry_id, Term::Story, || t!(query_needs_number)),
            "after" => self.read(DateBound::parse, Term::After, || t!(query_needs_date)),
            "before" => self.read(DateBound::parse, Term::Before, || t!(query_needs_date)),
            "newer" => self.read(Span::parse, Term::Newer, || t!(query_needs_age)),
            "older" => self.read(Span::parse, Term::Older, || t!(query_needs_age)),
            "read" => self.read(Span::parse, Term::ReadWithin, || t!(query_needs_age)),
            "starred" => self.read(Span::parse, Term::StarredWithin, || t!(query_needs_age)),
            "words" => self.read(Amount::parse, Term::Words, || t!(query_needs_amount)),
            "minutes" => self.read(Amount::parse, Term::Minutes, || t!(query_needs_amount)),
            "edited" => self.read(Span::parse, Term::Edited, || t!(query_needs_age)),
            _ => {
                let suggestion = suggestion(name).unwrap_or("title");
                Err(QueryError {
                    at: name_at,
                    message: t!(query_unknown_field, name = name, suggestion = suggestion),
                })
            }
        }
    }

    /// `message` gets the unknown word, and the known words without the last, and the last.
    fn one_of<T: Copy>(
        self,
        known: &[(&str, T)],
        term: impl FnOnce(T) -> Term,
        message: impl FnOnce(&str, String, &str) -> String,
    ) -> Result<Expr, QueryError> {
        let wanted = self.words.to_ascii_lowercase();
        if let Some((_, value)) = known.iter().find(|(name, _)| *name == wanted) {
            return Ok(Expr::Term(term(*value)));
        }
        let mut names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let last = names.pop().unwrap_or_default();
        let message = message(self.words.trim(), names.join(", "), last);
        self.refused(message)
    }

    fn read<T>(
        self,
        read: fn(&str) -> Option<T>,
        term: impl FnOnce(T) -> Term,
        message: impl FnOnce() -> String,
    ) -> Result<Expr, QueryError> {
        match read(self.words.trim()) {
            Some(value) => Ok(Expr::Term(term(value))),
            None => self.refused(message()),
        }
    }

    fn refused(self, message: String) -> Result<Expr, QueryError> {
        Err(QueryError { at: self.at, message })
    }
}

/// The number of an entry, `7` or `#7`.
fn entry_id(text: &str) -> Option<EntryId> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number).map(EntryId)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FeedId;

    fn printed(text: &str) -> String {
        parse(text).map_or_else(
            |error| format!("{}..{} {}", error.at.start, error.at.end, error.message),
            |expr| expr.to_string(),
        )
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(
            printed(r#"kafka "exactly once" -aws title:rebalance author:"jane doe""#),
            r#""kafka" "exactly once" -"aws" title:"rebalance" author:"jane doe""#
        );
        assert_eq!(
            printed("feed:dev folder:eng tag:python url:github lang:de"),
            r#"feed:"dev" folder:"eng" tag:"python" url:"github" lang:"de""#
        );
        assert_eq!(
            printed("is:unread is:starred is:read has:enclosure is:edited edited:7d is:river"),
            "is:unread is:starred is:read has:enclosure is:edited edited:7d is:river"
        );
        assert_eq!(
            printed("after:2026-08-01 before:2026-09 newer:7d older:2w"),
            "after:2026-08-01 before:2026-09 newer:7d older:2w"
        );
        assert_eq!(printed("(a OR b) c"), r#"("a" OR "b") "c""#);
        assert_eq!(printed("a b OR c d"), r#"("a" "b") OR ("c" "d")"#);
        assert_eq!(printed("-(a b) NOT c --d"), r#"-("a" "b") -"c" "--d""#);
        assert_eq!(printed("kaf* \"big da\"*"), r#""kaf"* "big da"*"#);
        assert_eq!(
            printed("https://example.org 10:30 C++ a:b"),
            r#""https://example.org" "10:30" "C++" "a:b""#
        );
    }

    #[test]
    fn times_of_reading_and_lengths_are_read() {
        let text = "read:7d starred:2w words:>2000 words:<90 minutes:<5 is:snoozed";
        assert_eq!(printed(text), text);
        assert_eq!(printed("words:2000"), "6..10 Write more or less than a number: >2000 or <5");
        assert_eq!(printed("minutes:>"), "8..9 Write more or less than a number: >2000 or <5");
        assert_eq!(printed("read:soon"), "5..9 Write an age such as 12h, 7d, 2w, 6m or 1y");
        assert_eq!(printed("-words:<5 OR a"), "-words:<5 OR \"a\"");
    }

    #[test]
    fn a_feed_or_folder_may_be_named_by_its_number() {
        assert_eq!(parse("feed:#12"), Ok(Expr::feed(FeedId(12))));
        assert_eq!(parse("-folder:#3 a"), parse("-FOLDER:#3 \"a\""));
        assert_eq!(printed("(feed:#12 OR folder:#3) is:today"), "(feed:#12 OR folder:#3) is:today");
        assert_eq!(printed("feed:\"The \"#12 a"), "feed:#12 \"a\"", "the title is for people");
        assert_eq!(printed("feed:\"#12\""), "feed:\"#12\"", "in quotes it is a title");
        assert_eq!(printed("title:#12 feed:#a"), "title:\"#12\" feed:\"#a\"");
    }

    #[test]
    fn a_story_is_named_by_one_of_its_entries() {
        assert_eq!(parse("story:7"), Ok(Expr::story(EntryId(7))));
        assert_eq!(printed("-story:#7 is:folded"), "-story:7 is:folded");
        assert_eq!(printed("story:flood"), "6..11 Write the number of an entry, as in story:7");
    }

    #[test]
    fn queries_are_joined_without_nesting() {
        let joined =
            |one: &str, other: &str| parse(one).unwrap().and(parse(other).unwrap()).to_string();
        assert_eq!(joined("a b", "c OR d"), "\"a\" \"b\" (\"c\" OR \"d\")");
        assert_eq!((joined("", "a"), joined("a", "")), ("\"a\"".to_owned(), "\"a\"".to_owned()));
        assert_eq!(joined("", ""), "");
    }

    #[test]
    fn what_is_half_typed_asks_for_what_is_there() {
        for (typed, read) in [
            ("", ""),
            ("\"exactly on", "\"exactly on\""),
            ("(a OR", "\"a\""),
            ("a OR ", "\"a\""),
            ("OR a", "\"a\""),
            ("-", ""),
            ("()", ""),
            ("!!!", ""),
            ("a AND", "\"a\""),
        ] {
            assert_eq!(printed(typed), read, "{typed}");
        }
    }

    #[test]
    fn the_last_word_may_go_on_while_it_is_typed() {
        let typed = |text: &str| parse_typed(text).unwrap().to_string();
        assert_eq!(typed("kaf"), "\"kaf\"*");
        assert_eq!((typed("ka"), typed("go ")), ("\"ka\"".to_owned(), "\"go\"".to_owned()));
        assert_eq!(typed("a kaf "), "\"a\" \"kaf\"");
        assert_eq!(typed("\"kaf\""), "\"kaf\"");
        assert_eq!(typed("a -kaf"), "\"a\" -\"kaf\"");
    }

    #[test]
    fn errors_are_at_their_place_and_say_what_is_meant() {
        assert_eq!(printed("a titel:b"), "2..7 Unknown field titel; did you mean title:?");
        assert_eq!(
            printed("is:new"),
            "3..6 Unknown status \u{201c}new\u{201d}; \
             use unread, read, starred, hidden, snoozed, edited, folded, queued or downloaded"
        );
        assert_eq!(
            printed("has:text"),
            "4..8 Unknown kind \u{201c}text\u{201d}; use enclosure, audio, video or comments"
        );
        assert_eq!(
            printed("is:"),
            "3..3 Write unread, read, starred, hidden, snoozed, edited, folded, queued or \
             downloaded after is:"
        );
        assert_eq!(printed("after:yesterday"), "6..15 Write a date such as 2026-08-01 or 2026-08");
        assert_eq!(printed("newer:soon"), "6..10 Write an age such as 12h, 7d, 2w, 6m or 1y");
        assert_eq!(printed("title:"), "6..6 Write a word after title:");
        assert_eq!(
            printed("is:nöw**"),
            "3..9 Unknown status \u{201c}nöw\u{201d}; \
             use unread, read, starred, hidden, snoozed, edited, folded, queued or downloaded"
        );
        assert_eq!(printed("a) b"), "1..2 This closing parenthesis has no opening one");
    }

    #[test]
    fn depth_and_length_are_limited() {
        let nested = |levels: usize| "(".repeat(levels) + "a";
        assert!(parse(&nested(MAX_DEPTH)).is_ok() && parse(&nested(MAX_DEPTH + 1)).is_err());
        assert!(
            parse(&"a".repeat(MAX_QUERY_BYTES)).is_ok()
                && parse(&"a".repeat(MAX_QUERY_BYTES + 1)).is_err()
        );
    }
}
