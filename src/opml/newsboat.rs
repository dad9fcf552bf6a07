//! Translates Newsboat's filters (`unread = "yes" and age < 7`) into queries that find the same
//! entries, or says why that is not possible.

use super::LeftOutReason;
use crate::query::{Expr, parse};

/// Depth limit for parentheses and operators. The query language has its own, smaller limit.
const MAX_DEPTH: usize = 64;

/// The query that finds the same entries as a filter. `is_folder` says whether a tag is the name of
/// a folder with the same feeds.
pub(super) fn translate(
    filter: &str,
    is_folder: &dyn Fn(&str) -> bool,
) -> Result<String, LeftOutReason> {
    let mut parser = FilterParser { rest: filter, depth: 0, is_folder };
    let expr = parser.expression()?;
    if !parser.rest.trim_start().is_empty() {
        return Err(LeftOutReason::UnreadableFilter);
    }
    let query = expr.to_string();
    // Printing and parsing must give the same query. If not, some character has a meaning there.
    if parse(&query).as_ref() == Ok(&expr) {
        Ok(query)
    } else {
        Err(LeftOutReason::UnreadableFilter)
    }
}

enum Value {
    Text(String),
    Number(i64),
    Range(i64, i64),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equals,
    Matches,
    Contains,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
}

/// The signs of operators, longer ones before their prefixes, and whether the condition is negated.
const OPERATORS: [(&str, Operator, bool); 12] = [
    ("==", Operator::Equals, false),
    ("=~", Operator::Matches, false),
    ("=", Operator::Equals, false),
    ("!=", Operator::Equals, true),
    ("!~", Operator::Matches, true),
    ("!#", Operator::Contains, true),
    ("#", Operator::Contains, false),
    ("<=", Operator::LessOrEqual, false),
    ("<", Operator::Less, false),
    (">=", Operator::GreaterOrEqual, false),
    (">", Operator::Greater, false),
    ("between", Operator::Between, false),
];

struct FilterParser<'a> {
    rest: &'a str,
    depth: usize,
    is_folder: &'a dyn Fn(&str) -> bool,
}

impl FilterParser<'_> {
    /// Newsboat has no operator precedence: the right side of an operator is everything that
    /// follows.
    fn expression(&mut self) -> Result<Expr, LeftOutReason> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(LeftOutReason::UnreadableFilter);
        }
        let left = if self.skip("(") { self.group()? } else { self.comparison()? };
        let joined = if self.skip("and") {
            all_of(left, self.expression()?)
        } else if self.skip("or") {
            any_of(left, self.expression()?)
        } else {
            left
        };
        self.depth -= 1;
        Ok(joined)
    }

    fn group(&mut self) -> Result<Expr, LeftOutReason> {
        let inner = self.expression()?;
        if self.skip(")") { Ok(inner) } else { Err(LeftOutReason::UnreadableFilter) }
    }

    fn comparison(&mut self) -> Result<Expr, LeftOutReason> {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|next: char| !next.is_ascii_alphanumeric() && next != '_')
            .unwrap_or(self.rest.len());
        let (attribute, rest) = self
            .rest
            .split_at_checked(end)
            .filter(|(name, _)| !name.is_empty())
            .ok_or(LeftOutReason::UnreadableFilter)?;
        self.rest = rest;
        let (_, operator, is_opposite) = OPERATORS
            .iter()
            .find(|(sign, ..)| self.skip(sign))
            .ok_or(LeftOutReason::UnreadableFilter)?;
        let value = self.value().ok_or(LeftOutReason::UnreadableFilter)?;
        let found = condition(attribute, *operator, &value, self.is_folder)
            .ok_or_else(|| LeftOutReason::NoEquivalent { attribute: attribute.to_owned() })?;
        Ok(if *is_opposite { opposite(found) } else { found })
    }

    fn value(&mut self) -> Option<Value> {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('"') {
            let (text, rest) = text(rest)?;
            self.rest = rest;
            return Some(Value::Text(text));
        }
        let first = self.number()?;
        if self.rest.starts_with(':') {
            self.rest = self.rest.get(1..)?;
            return Some(Value::Range(first, self.number()?));
        }
        Some(Value::Number(first))
    }

    fn number(&mut self) -> Option<i64> {
        let digits = self.rest.strip_prefix('-').unwrap_or(self.rest);
        let length =
            self.rest.len() - digits.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        let (number, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        number.parse().ok()
    }

    fn skip(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.trim_start().strip_prefix(word) else { return false };
        self.rest = rest;
        true
    }
}

/// The text up to the closing quote, and the rest after it.
fn text(rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut characters = rest.char_indices();
    while let Some((at, next)) = characters.next() {
        match next {
            '"' => return Some((text, rest.get(at + 1..)?)),
            '\\' => match characters.next()?.1 {
                escaped @ ('"' | '\\') => text.push(escaped),
                other => text.extend(['\\', other]),
            },
            other => text.push(other),
        }
    }
    None
}

fn condition(
    attribute: &str,
    operator: Operator,
    value: &Value,
    is_folder: &dyn Fn(&str) -> bool,
) -> Option<Expr> {
    match (attribute, operator, value) {
        ("unread", Operator::Equals, Value::Text(word)) if word == "yes" => read("is:unread"),
        ("unread", Operator::Equals, Value::Text(word)) if word == "no" => read("is:read"),
        ("enclosure_url", Operator::Equals, Value::Text(word)) if word.is_empty() => {
            read("-has:enclosure")
        }
        ("tags", Operator::Contains, Value::Text(tag)) if is_folder(tag) && !tag.contains('"') => {
            read(&format!("folder:\"{tag}\""))
        }
        ("feedtitle", Operator::Matches, Value::Text(part)) if is_plain(part) => {
            read(&format!("feed:\"{part}\""))
        }
        ("title" | "author" | "link", _, Value::Text(text)) => pattern(attribute, operator, text),
        ("age", _, _) => age(operator, value),
        _ => None,
    }
}

/// Newsboat compares case-sensitively and matches regular expressions case-insensitively, as we do.
fn pattern(attribute: &str, operator: Operator, text: &str) -> Option<Expr> {
    let field = if attribute == "link" { "url" } else { attribute };
    let source = match operator {
        Operator::Matches => text.to_owned(),
        Operator::Equals => format!("(?-i)^{}$", regex::escape(text)),
        Operator::Contains => format!("(?-i)(^| ){}( |$)", regex::escape(text)),
        Operator::Less
        | Operator::LessOrEqual
        | Operator::Greater
        | Operator::GreaterOrEqual
        | Operator::Between => return None,
    };
    let expr = read(&format!("{field}:/{source}/"))?;
    // A slash in the pattern may have ended it too early.
    (expr.to_string() == format!("{field}:/{source}/")).then_some(expr)
}

/// Newsboat counts age in whole days, so "one day old" means 24 to 48 hours ago.
fn age(operator: Operator, value: &Value) -> Option<Expr> {
    let newer = |days: i64| read(&format!("newer:{days}d"));
    let older = |days: i64| read(&format!("older:{days}d"));
    match (operator, value) {
        (Operator::Less, Value::Number(days)) => newer(*days),
        (Operator::LessOrEqual, Value::Number(days)) => newer(days.checked_add(1)?),
        (Operator::Greater, Value::Number(days)) => older(days.checked_add(1)?),
        (Operator::GreaterOrEqual, Value::Number(days)) => older(*days),
        (Operator::Equals, Value::Number(0)) => newer(1),
        (Operator::Equals, Value::Number(days)) => {
            Some(all_of(older(*days)?, newer(days.checked_add(1)?)?))
        }
        (Operator::Between, Value::Range(one, other)) => {
            let (low, high) = (one.min(other), one.max(other));
            let newest = newer(high.checked_add(1)?)?;
            if *low <= 0 { Some(newest) } else { Some(all_of(older(*low)?, newest)) }
        }
        (
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual
            | Operator::Equals
            | Operator::Matches
            | Operator::Contains
            | Operator::Between,
            Value::Text(_) | Value::Number(_) | Value::Range(..),
        ) => None,
    }
}

/// Whether a text has a letter or digit in it and means itself in a regular expression.
fn is_plain(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
        && text.chars().all(|letter| {
            letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | ',' | '\'')
        })
}

fn read(query: &str) -> Option<Expr> {
    parse(query).ok().filter(|expr| *expr != Expr::All)
}

fn opposite(expr: Expr) -> Expr {
    match expr {
        Expr::Not(inner) => *inner,
        other => Expr::Not(Box::new(other)),
    }
}

fn all_of(left: Expr, right: Expr) -> Expr {
    let parts = |expr| if let Expr::And(parts) = expr { parts } else { vec![expr] };
    Expr::And([parts(left), parts(right)].concat())
}

fn any_of(left: Expr, right: Expr) -> Expr {
    let parts = |expr| if let Expr::Or(parts) = expr { parts } else { vec![expr] };
    Expr::Or([parts(left), parts(right)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(filter: &str) -> Result<String, LeftOutReason> {
        translate(filter, &|tag| tag == "news")
    }

    #[test]
    fn a_filter_becomes_the_query_that_finds_the_same() {
        let pairs = [
            (r#"unread = "yes""#, "is:unread"),
            (r#"unread != "yes""#, "-is:unread"),
            ("age < 7", "newer:7d"),
            ("age <= 7", "newer:8d"),
            ("age>30", "older:31d"),
            ("age >= 30", "older:30d"),
            ("age between 0:3", "newer:4d"),
            ("age between 9:2", "older:2d newer:10d"),
            (r#"title =~ "rust|go""#, "title:/rust|go/"),
            (r#"link !~ "example.com/blog""#, "-url:/example.com/blog/"),
            (r#"title = "A (b)""#, r"title:/(?-i)^A \(b\)$/"),
            (r#"title # "word""#, "title:/(?-i)(^| )word( |$)/"),
            (r#"enclosure_url != """#, "has:enclosure"),
            (r#"tags # "news""#, "folder:\"news\""),
            (r#"feedtitle =~ "Some blog""#, "feed:\"Some blog\""),
            (
                r#"unread = "yes" and (age < 2 or tags !# "news")"#,
                "is:unread (newer:2d OR -folder:\"news\")",
            ),
            (r#"age < 2 and age < 3 and unread = "no""#, "newer:2d newer:3d is:read"),
        ];
        for (filter, query) in pairs {
            assert_eq!(translated(filter).as_deref(), Ok(query), "{filter}");
        }
    }

    #[test]
    fn an_operator_takes_all_that_follows() {
        assert_eq!(
            translated("age < 1 and age < 2 or age < 3").as_deref(),
            Ok("newer:1d (newer:2d OR newer:3d)")
        );
        assert_eq!(
            translated("age < 1 or age < 2 and age < 3").as_deref(),
            Ok("newer:1d OR (newer:2d newer:3d)")
        );
    }

    #[test]
    fn a_condition_without_equivalent_is_refused_by_name() {
        for (filter, attribute) in [
            (r#"flags # "s""#, "flags"),
            (r#"content =~ "x""#, "content"),
            (r#"tags # "other""#, "tags"),
            (r#"feedtitle =~ "a.*b""#, "feedtitle"),
            ("unread_count > 0", "unread_count"),
            ("age < 0", "age"),
            (r#"title =~ "[""#, "title"),
            (r#"title =~ "a/ b""#, "title"),
        ] {
            assert_eq!(
                translated(filter),
                Err(LeftOutReason::NoEquivalent { attribute: attribute.to_owned() }),
                "{filter}"
            );
        }
    }

    #[test]
    fn a_damaged_filter_is_refused() {
        for filter in [
            "",
            "unread",
            "unread = ",
            "unread = \"yes",
            "(age < 1",
            "age < 1)",
            "age < 1 and",
            "age < 99999999999999999999",
        ] {
            assert_eq!(translated(filter), Err(LeftOutReason::UnreadableFilter), "{filter}");
        }
    }

    #[test]
    fn a_filter_at_the_depth_limit_is_read_and_one_beyond_is_not() {
        let chain = |parts: usize| translated(&vec!["age < 1"; parts].join(" and "));
        assert!(chain(MAX_DEPTH).is_ok());
        assert_eq!(chain(MAX_DEPTH + 1), Err(LeftOutReason::UnreadableFilter));
    }
}
