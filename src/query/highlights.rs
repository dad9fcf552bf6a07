//! Finds the words of a query in a text, so that lists and articles can mark them.

use std::ops::Range;

use super::expr::{Expr, Field, Term};
use super::tokens::{SOFT_HYPHEN, fold, tokens, words_at};

/// Characters of an excerpt before its hit: few, so that the hit is in the first line of a row.
const EXCERPT_CHARS_BEFORE: usize = 24;

/// The words that a query looks for in title, author and text; not those that it excludes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Highlights {
    /// Words next to each other, and whether the last may be the beginning of a longer one.
    phrases: Vec<(Vec<String>, bool)>,
}

impl Highlights {
    /// The words of a query.
    #[must_use]
    pub fn of(expr: &Expr) -> Self {
        let mut highlights = Self::default();
        highlights.collect(expr);
        highlights
    }

    fn collect(&mut self, expr: &Expr) {
        match expr {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.collect(part)),
            Expr::Term(Term::Text(text))
                if matches!(
                    text.field,
                    Field::Any | Field::Title | Field::Author | Field::Body
                ) =>
            {
                let phrase = tokens(&text.words);
                if !phrase.is_empty() {
                    self.phrases.push((phrase, text.is_prefix));
                }
            }
            Expr::All | Expr::Not(_) | Expr::Term(_) => {}
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The bytes of a text to mark, in order; the ranges do not overlap.
    #[must_use]
    pub fn within(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = |word: &str| fold(&word.replace(SOFT_HYPHEN, ""));
        let words: Vec<(Range<usize>, String)> = words_at(text)
            .into_iter()
            .map(|place| (place.clone(), folded(text.get(place).unwrap_or_default())))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let longest = self
                .phrases
                .iter()
                .filter(|(phrase, is_prefix)| begins(rest, phrase, *is_prefix))
                .map(|(phrase, _)| phrase.len())
                .max();
            if let (Some(length), Some((first, _))) = (longest, rest.first())
                && let Some((last, _)) = rest.get(length - 1)
            {
                found.push(first.start..last.end);
            }
            at += longest.unwrap_or(1);
        }
        found
    }

    /// The part of a text around the first hit, at most about `max_chars` characters; `None` if
    /// there is no hit. Ellipses stand for what is left out.
    #[must_use]
    pub fn excerpt(&self, text: &str, max_chars: usize) -> Option<String> {
        let hit = self.within(text).into_iter().next()?;
        let before = text.get(..hit.start)?;
        let start = start_of_words(before, EXCERPT_CHARS_BEFORE);
        let rest = text.get(start..)?;
        let end = rest.char_indices().nth(max_chars).map_or(rest.len(), |(at, _)| at);
        let shown = rest.get(..end)?;
        let is_cut = end < rest.len();
        // A word that is cut in the middle is left out, but never the hit itself.
        let cut = shown.rfind(' ').filter(|at| is_cut && start + at >= hit.end).unwrap_or(end);
        let opening = if start > 0 { "…" } else { "" };
        let closing = if is_cut { "…" } else { "" };
        Some(format!("{opening}{}{closing}", shown.get(..cut)?.trim()))
    }
}

/// Where the last words of a text begin that have at most so many characters.
fn start_of_words(text: &str, chars: usize) -> usize {
    let Some((start, _)) = text.char_indices().rev().nth(chars) else { return 0 };
    let rest = text.get(start..).unwrap_or_default();
    rest.find(' ').map_or(start, |space| start + space + 1)
}

fn begins(words: &[(Range<usize>, String)], phrase: &[String], is_prefix: bool) -> bool {
    let last = phrase.len().saturating_sub(1);
    let is_it = |(at, (wanted, (_, word))): (usize, (&String, &(Range<usize>, String)))| {
        word == wanted || (is_prefix && at == last && word.starts_with(wanted.as_str()))
    };
    words.len() >= phrase.len() && phrase.iter().zip(words).enumerate().all(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn marked<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        Highlights::of(&parse(query).unwrap())
            .within(text)
            .into_iter()
            .map(|place| &text[place])
            .collect()
    }

    #[test]
    fn words_and_phrases_are_marked_where_they_stand() {
        assert_eq!(
            marked("kafka \"exactly once\"", "Kafka, exactly once: kafka's Exactly-Once"),
            ["Kafka", "exactly once", "kafka", "Exactly-Once"]
        );
        assert_eq!(marked("elan cafe", "Élan im Café"), ["Élan", "Café"]);
        assert_eq!(marked("reb*", "Rebalance the rebels"), ["Rebalance", "rebels"]);
        assert_eq!(marked("東", "東京"), ["東"]);
        assert_eq!(marked("softhyphen", "a soft\u{ad}hyphen"), ["soft\u{ad}hyphen"]);
    }

    #[test]
    fn an_excerpt_begins_a_few_words_before_the_hit() {
        let excerpt = |query: &str, text: &str, chars| {
            Highlights::of(&parse(query).unwrap()).excerpt(text, chars)
        };
        let text =
            "At first nothing was said of it, but later on the kafka cluster failed for hours";
        assert_eq!(excerpt("kafka", text, 40).unwrap(), "…of it, but later on the kafka cluster…");
        assert_eq!(excerpt("first", text, 20).unwrap(), "At first nothing…");
        assert_eq!(excerpt("hours", text, 90).unwrap(), "…cluster failed for hours");
        assert_eq!(excerpt("zebra", text, 90), None);
        assert_eq!(excerpt("東京", "東京へ", 90).as_deref(), Some("東京へ"));
    }

    #[test]
    fn what_is_left_out_or_asked_of_other_things_is_not_marked() {
        assert!(marked("-aws feed:dev is:unread", "aws dev unread").is_empty());
        assert_eq!(marked("(a OR title:b) -c", "a b c"), ["a", "b"]);
    }
}
