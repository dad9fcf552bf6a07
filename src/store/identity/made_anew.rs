//! The entries of a document whose software gives all of them another guid and date at each fetch.

use std::collections::HashMap;

use super::Stored;
use crate::model::{FreshEntry, page_of};

/// Fewest entries that must be found for a document to count as made anew.
pub(super) const LEAST: usize = 2;

/// What a reader sees of an entry beside its date: page, title and text.
type Look<'e> = (Option<String>, &'e str, &'e str);

/// Entries of a document of which none is known, by their place, each with the stored one that
/// looks the same. Both are the only ones that look so. Empty if there are fewer than [`LEAST`], or
/// if most of the document looks new: then it is, and some of its texts are used again.
pub(super) fn pairs<'s>(entries: &[FreshEntry], newest: &'s [Stored]) -> Vec<(usize, &'s Stored)> {
    let stored =
        by_look(newest.iter().filter_map(|stored| Some((look_of_stored(stored)?, stored))));
    let fresh = (0..).zip(entries);
    let fresh = by_look(fresh.filter_map(|(place, entry)| Some((look(entry)?, place))));
    let mut pairs: Vec<_> = fresh
        .into_iter()
        .filter_map(|(look, place)| Some((place?, (*stored.get(&look)?)?)))
        .collect();
    pairs.sort_by_key(|(place, _)| *place);
    let is_made_anew = pairs.len() >= LEAST && pairs.len() * 2 >= entries.len();
    if is_made_anew { pairs } else { Vec::new() }
}

/// Each look with what has it, or with `None` if several have it.
fn by_look<'e, T>(all: impl Iterator<Item = (Look<'e>, T)>) -> HashMap<Look<'e>, Option<T>> {
    let mut map = HashMap::new();
    for (look, one) in all {
        map.entry(look).and_modify(|known| *known = None).or_insert(Some(one));
    }
    map
}

fn look(entry: &FreshEntry) -> Option<Look<'_>> {
    look_of(entry.content.url.as_ref().map(page_of), &entry.content.title, &entry.excerpt)
}

fn look_of_stored(stored: &Stored) -> Option<Look<'_>> {
    look_of(stored.url.as_ref().map(page_of), &stored.title, &stored.excerpt)
}

/// `None` for an entry without title or text. Its date or guid may be all that is new.
fn look_of<'e>(page: Option<String>, title: &'e str, text: &'e str) -> Option<Look<'e>> {
    (!title.is_empty() && !text.is_empty()).then_some((page, title, text))
}
