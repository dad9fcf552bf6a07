//! The names of fields, and which one a misspelt name means.

use super::expr::FIELDS;

/// The names that no words stand after.
const OTHERS: [&str; 12] = [
    "is", "has", "story", "after", "before", "newer", "older", "edited", "read", "starred",
    "words", "minutes",
];

/// Every name that may stand before a colon.
fn names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name).chain(OTHERS)
}

pub(super) fn is_field(name: &str) -> bool {
    names().any(|known| known.eq_ignore_ascii_case(name))
}

/// The field that a misspelt name probably means.
pub(super) fn suggestion(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    names()
        .filter(|known| known.len() > 3)
        .map(|known| (distance(known, &name), known.get(..1) != name.get(..1), known))
        .filter(|(far, ..)| *far <= 2)
        .min()
        .map(|(.., known)| known)
}

/// The Levenshtein distance: how many letters have to be changed, added or removed.
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
