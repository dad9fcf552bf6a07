//! Text to question. What is half typed is read as far as it goes; what cannot be meant is an error
//! at its place.

use std::ops::Range;

use super::dates::{DateBound, Span};
use super::expr::{Expr, FIELDS, Field, MARKS, STATES, Term, Text};
use super::pattern::Pattern;
use super::tokens::tokens;

/// Parentheses and minus signs within each other.
pub const MAX_DEPTH: usize = 32;
/// The longest question.
pub const MAX_QUERY_BYTES: usize = 4096;

/// A word that is being typed may go on from so many letters; fewer begin half of all words.
const MIN_TYPED_CHARS: usize = 3;

/// What is wrong with a question, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// A sentence for people.
    pub message: String,
}

/// Reads a question.
///
/// # Errors
/// At the place that cannot be understood, with what may have been meant.
pub fn parse(text: &str) -> Result<Expr, QueryError> {
    if text.len() > MAX_QUERY_BYTES {
        return Err(QueryError {
            at: 0..text.len(),
            message: format!("A search has at most {MAX_QUERY_BYTES} bytes"),
        });
    }
    let mut parser = Parser { lexemes: lexemes(text), at: 0, depth: 0, end: text.len() };
    let expr = parser.either()?;
    match parser.lexemes.get(parser.at) {
        None => Ok(expr),
        Some(lexeme) => Err(QueryError {
            at: lexeme.at.clone(),
            message: "This parenthesis closes nothing".to_owned(),
        }),
    }
}

/// Reads the question of a rule, which has to say which entries the rule is for: one that asks for
/// nothing would do to all entries what it is to do to some.
///
/// # Errors
/// As [`parse`], and for a question that asks for nothing.
pub fn rule_question(text: &str) -> Result<Expr, QueryError> {
    match parse(text)? {
        Expr::All => Err(QueryError {
            at: 0..text.len(),
            message: "Say which entries the rule is for".to_owned(),
        }),
        expr => Ok(expr),
    }
}

/// Reads a question that is still being typed: its last word may go on.
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
        // What is to be left out is left out when it is whole.
        Expr::All | Expr::Not(_) | Expr::Term(_) => {}
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Minus,
    Or,
    And,
    /// A word, a phrase, a field with its value.
    Value {
        field: Option<(String, Range<usize>)>,
        words: String,
        is_prefix: bool,
    },
    /// `/an expression/`, perhaps of a field.
    Pattern {
        field: Option<(String, Range<usize>)>,
        source: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Lexeme {
    kind: Kind,
    at: Range<usize>,
}

fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let (kind, length) = match first {
            '(' => (Kind::Open, 1),
            ')' => (Kind::Close, 1),
            '-' if text.get(at + 1..).is_some_and(|rest| {
                rest.starts_with(|next: char| !next.is_whitespace() && next != '-')
            }) =>
            {
                (Kind::Minus, 1)
            }
            space if space.is_whitespace() => {
                at += space.len_utf8();
                continue;
            }
            _ => value(text, at),
        };
        found.push(Lexeme { kind, at: at..at + length });
        at += length;
    }
    found
}

/// Reads `word`, `"a phrase"`, `field:word` or `field:"a phrase"`, each perhaps with a star, and
/// says how long it is.
fn value(text: &str, start: usize) -> (Kind, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let word_end = rest
        .find(|next: char| next.is_whitespace() || matches!(next, '(' | ')' | '"'))
        .unwrap_or(rest.len());
    let word = rest.get(..word_end).unwrap_or_default();
    let named = word.split_once(':').filter(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic())
    });
    // `https://example.org` and `10:30` are words.
    let named = named.filter(|(name, value)| {
        !value.starts_with("//") && (is_field(name) || suggestion(name).is_some())
    });
    let (field, from) = match named {
        Some((name, _)) => {
            (Some((name.to_ascii_lowercase(), start..start + name.len())), name.len() + 1)
        }
        None => (None, 0),
    };
    let after = rest.get(from..).unwrap_or_default();
    if let Some(source) = pattern(after) {
        return (Kind::Pattern { field, source: source.to_owned() }, from + source.len() + 2);
    }
    if let Some(quoted) = after.strip_prefix('"') {
        let (words, closed) = match quoted.find('"') {
            Some(end) => (quoted.get(..end).unwrap_or_default(), 1),
            None => (quoted, 0),
        };
        let length = from + 1 + words.len() + closed;
        let is_prefix = rest.get(length..).is_some_and(|rest| rest.starts_with('*'));
        let kind = Kind::Value { field, words: words.to_owned(), is_prefix };
        return (kind, length + usize::from(is_prefix));
    }
    let bare = word.get(from..).unwrap_or_default();
    let words = bare.trim_end_matches('*');
    let is_prefix = words.len() < bare.len();
    match (field, word) {
        (None, "OR" | "|") => (Kind::Or, word.len()),
        (None, "AND" | "&") => (Kind::And, word.len()),
        (None, "NOT") => (Kind::Minus, word.len()),
        (field, _) => {
            (Kind::Value { field, words: words.to_owned(), is_prefix }, word.len().max(1))
        }
    }
}

/// What stands between two slashes at the beginning, the second of which ends a word.
fn pattern(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('/')?;
    let is_end = |at: usize| {
        let is_escaped = inner.get(..at).is_some_and(|before| {
            before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
        });
        let rest = inner.get(at + 1..).unwrap_or_default();
        !is_escaped
            && rest
                .chars()
                .next()
                .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')'))
    };
    let end = inner.match_indices('/').map(|(at, _)| at).find(|at| is_end(*at))?;
    inner.get(..end).filter(|source| !source.is_empty())
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
        // Before and after OR something is still to be typed.
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
                Kind::Open | Kind::Minus | Kind::Value { .. } | Kind::Pattern { .. } => {
                    parts.push(self.one()?)
                }
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
                    // Nothing yet that could be left out.
                    Expr::All => Expr::All,
                    Expr::Not(inner) => *inner,
                    inner => Expr::Not(Box::new(inner)),
                })
            }
            Kind::Open => {
                let inner = self.deeper(&lexeme.at, Self::either)?;
                // What is still being typed needs no end.
                if self.peek() == Some(&Kind::Close) {
                    self.at += 1;
                }
                Ok(inner)
            }
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
                message: format!("At most {MAX_DEPTH} parentheses within each other"),
            });
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }
}

fn one_or(mut parts: Vec<Expr>, many: impl FnOnce(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() > 1 { many(parts) } else { parts.pop().unwrap_or_default() }
}

struct Value {
    words: String,
    is_prefix: bool,
    at: Range<usize>,
}

impl Value {
    /// Signs alone are no words, and ask for nothing.
    fn text(self, field: Field) -> Expr {
        if tokens(&self.words).is_empty() {
            return Expr::All;
        }
        Expr::Term(Term::Text(Text { field, words: self.words, is_prefix: self.is_prefix }))
    }

    fn of_field(mut self, name: &str, name_at: Range<usize>) -> Result<Expr, QueryError> {
        // What is wrong is wrong with what stands behind the colon.
        self.at.start = name_at.end + 1;
        if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) {
            return if self.words.trim().is_empty() {
                self.wants("a word")
            } else {
                Ok(self.text(*field))
            };
        }
        match name {
            "is" => self.one_of(&STATES, Term::Is),
            "has" => self.one_of(&MARKS, Term::Has),
            "after" => {
                self.read(DateBound::parse, Term::After, "a date such as 2026-08-01 or 2026-08")
            }
            "before" => {
                self.read(DateBound::parse, Term::Before, "a date such as 2026-08-01 or 2026-08")
            }
            "newer" => self.read(Span::parse, Term::Newer, "a time such as 12h, 7d, 2w, 6m or 1y"),
            "older" => self.read(Span::parse, Term::Older, "a time such as 12h, 7d, 2w, 6m or 1y"),
            _ => {
                let meant = suggestion(name).unwrap_or("title");
                Err(QueryError {
                    at: name_at,
                    message: format!("There is no field {name} - {meant}: may be meant"),
                })
            }
        }
    }

    fn one_of<T: Copy>(
        self,
        known: &[(&str, T)],
        term: impl FnOnce(T) -> Term,
    ) -> Result<Expr, QueryError> {
        let wanted = self.words.to_ascii_lowercase();
        if let Some((_, value)) = known.iter().find(|(name, _)| *name == wanted) {
            return Ok(Expr::Term(term(*value)));
        }
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        self.wants(&names.join(", "))
    }

    fn read<T>(
        self,
        read: fn(&str) -> Option<T>,
        term: impl FnOnce(T) -> Term,
        wanted: &str,
    ) -> Result<Expr, QueryError> {
        match read(self.words.trim()) {
            Some(value) => Ok(Expr::Term(term(value))),
            None => self.wants(wanted),
        }
    }

    fn wants(self, what: &str) -> Result<Expr, QueryError> {
        Err(QueryError { at: self.at, message: format!("Write {what} here") })
    }
}

/// Every name that can stand before a colon.
fn names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name).chain(["is", "has", "after", "before", "newer", "older"])
}

fn is_field(name: &str) -> bool {
    names().any(|known| known.eq_ignore_ascii_case(name))
}

/// The field that a misspelt name may mean.
fn suggestion(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    names()
        .filter(|known| known.len() > 3)
        .map(|known| (distance(known, &name), known.get(..1) != name.get(..1), known))
        .filter(|(far, ..)| *far <= 2)
        .min()
        .map(|(.., known)| known)
}

/// How many letters have to be changed, added or taken away (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (there, found) in other.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(*there != letter);
            diagonal = *found;
            left = changed.min(left + 1).min(*found + 1);
            *found = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            printed("is:unread is:starred is:read has:enclosure"),
            "is:unread is:starred is:read has:enclosure"
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
        assert_eq!(printed("a titel:b"), "2..7 There is no field titel - title: may be meant");
        assert_eq!(printed("is:new"), "3..6 Write unread, read, starred, hidden here");
        assert_eq!(
            printed("after:yesterday"),
            "6..15 Write a date such as 2026-08-01 or 2026-08 here"
        );
        assert_eq!(printed("newer:soon"), "6..10 Write a time such as 12h, 7d, 2w, 6m or 1y here");
        assert_eq!(printed("title:"), "6..6 Write a word here");
        assert_eq!(printed("is:nöw**"), "3..9 Write unread, read, starred, hidden here");
        assert_eq!(printed("a) b"), "1..2 This parenthesis closes nothing");
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
