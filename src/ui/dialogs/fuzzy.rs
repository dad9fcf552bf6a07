//! Fuzzy matching: the typed letters have to occur in a name in their order, best at the starts of
//! words.
//!
//! Our own, because the libraries for it have a copyleft licence or are no longer maintained, and
//! this is all that is needed of them.

use crate::query::fold;

/// For each letter that is found.
const HIT: i32 = 1;
/// Bonus for a letter at the start of a word.
const WORD: i32 = 8;
/// Bonus for a letter right after the one before.
const NEXT: i32 = 5;

/// How well a name matches: the better of two kinds comes first, whatever their scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MatchKind {
    /// The whole name was typed.
    Whole,
    /// The name starts with these words.
    Words,
    /// The name starts with it, in the middle of a word.
    Start,
    /// A word of the name starts with it.
    Word,
    /// It stands within a word.
    Inside,
    /// The letters occur in their order.
    Letters,
}

/// How well a name matches, and its score among names that match as well. `None` if it does not
/// match. An empty text matches every name.
pub(super) fn match_of(name: &str, typed: &str) -> Option<(MatchKind, i32)> {
    let score = score(name, typed)?;
    let (name, typed) = (fold(name), fold(typed.trim()));
    let kind = match name.find(typed.as_str()) {
        Some(0) if name.len() == typed.len() => MatchKind::Whole,
        Some(0) => {
            let next = name.get(typed.len()..).and_then(|rest| rest.chars().next());
            let is_within_word = next.is_none_or(char::is_alphanumeric);
            if is_within_word { MatchKind::Start } else { MatchKind::Words }
        }
        Some(_) if has_word_start(&name, &typed) => MatchKind::Word,
        Some(_) => MatchKind::Inside,
        None => MatchKind::Letters,
    };
    Some((kind, score))
}

fn has_word_start(name: &str, typed: &str) -> bool {
    name.match_indices(typed).any(|(at, _)| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphanumeric())
    })
}

/// The score of a name; `None` if it does not match. An empty text matches every name.
fn score(name: &str, typed: &str) -> Option<i32> {
    let name: Vec<char> = fold(name).chars().collect();
    let typed: Vec<char> = fold(typed).chars().filter(|letter| !letter.is_whitespace()).collect();
    // best[at]: the best score with the letters so far, the last of them found at `at`.
    let mut best: Vec<Option<i32>> = vec![None; name.len()];
    for (number, letter) in typed.iter().enumerate() {
        let mut next = vec![None; name.len()];
        let mut before: Option<i32> = if number == 0 { Some(0) } else { None };
        let mut previous: Option<i32> = None;
        for (at, found) in name.iter().enumerate() {
            if number > 0 {
                before = before.max(previous);
            }
            if found == letter {
                let is_start =
                    at == 0 || name.get(at - 1).is_none_or(|last| !last.is_alphanumeric());
                let apart = before.map(|score| score + HIT + if is_start { WORD } else { 0 });
                let together = previous
                    .filter(|_| number > 0)
                    .map(|score| score + HIT + NEXT + if is_start { WORD } else { 0 });
                if let Some(place) = next.get_mut(at) {
                    *place = apart.max(together);
                }
            }
            previous = best.get(at).copied().flatten();
        }
        best = next;
    }
    if typed.is_empty() {
        return Some(0);
    }
    // Of two names that match equally well, the shorter wins.
    best.into_iter()
        .flatten()
        .max()
        .map(|score| score * 100 - i32::try_from(name.len().min(99)).unwrap_or(99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_a_name_when_they_occur_in_order() {
        assert!(score("Mark all as read", "mar").is_some());
        assert!(score("Mark all as read", "maar").is_some());
        assert_eq!(score("Mark all as read", "xyz"), None);
        assert_eq!(score("Star", "rats"), None);
        assert_eq!(score("Star", ""), Some(0));
    }

    #[test]
    fn the_kind_of_match_counts_before_the_score() {
        let kind = |name, typed| match_of(name, typed).map(|(kind, _)| kind);
        assert_eq!(kind("Star", "star"), Some(MatchKind::Whole));
        assert_eq!(kind("Star or remove star", "star"), Some(MatchKind::Words));
        assert_eq!(kind("Starred", "star"), Some(MatchKind::Start));
        assert_eq!(kind("Remove star", "star"), Some(MatchKind::Word));
        assert_eq!(kind("Restart", "star"), Some(MatchKind::Inside));
        assert_eq!(kind("Select all of the article", "star"), Some(MatchKind::Letters));
        assert_eq!(kind("Quit", "star"), None);
        assert_eq!(kind("Éditions du Rosé", "rose"), Some(MatchKind::Word));
        assert!(MatchKind::Whole < MatchKind::Start && MatchKind::Inside < MatchKind::Letters);
    }

    #[test]
    fn beginnings_of_words_count_most() {
        assert!(score("Mark all as read", "maar") > score("Smart armada area", "maar"));
        assert!(score("Refresh all feeds", "ra") > score("Larger text", "ra"));
        assert!(score("Star", "star") > score("Starred", "star"));
    }
}
