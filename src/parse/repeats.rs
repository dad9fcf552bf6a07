//! Removes the entries that one document lists more than once.
//!
//! Some software lists an entry once for each of its categories, or pastes the newest entry at both
//! ends. Entries are the same only if everything that a reader sees is: different posts under one
//! guid stay.

use std::collections::HashMap;

use crate::model::{EntryContent, page_of};

/// What must be equal: the page or else the guid, the title and the date.
type Likeness = (String, String, Option<i64>);

/// The entries without those that repeat an earlier one. The earlier one gets their tags.
pub(super) fn without_repeats(entries: Vec<(String, EntryContent)>) -> Vec<(String, EntryContent)> {
    let mut places: HashMap<Likeness, usize> = HashMap::with_capacity(entries.len());
    let mut kept: Vec<(String, EntryContent)> = Vec::with_capacity(entries.len());
    for (id, content) in entries {
        let Some(likeness) = likeness(&id, &content) else {
            kept.push((id, content));
            continue;
        };
        let place = *places.entry(likeness).or_insert(kept.len());
        match kept.get_mut(place) {
            Some((known_id, known)) if is_repeat(known_id, known, &id, &content) => {
                merge(known, content);
            }
            Some(_) | None => kept.push((id, content)),
        }
    }
    kept
}

/// `None` for an entry that nothing tells from others.
fn likeness(id: &str, content: &EntryContent) -> Option<Likeness> {
    let page = content.url.as_ref().map_or_else(|| id.to_owned(), page_of);
    let date = content.published.or(content.updated).map(jiff::Timestamp::as_second);
    let is_known = !page.is_empty() || (!content.title.is_empty() && date.is_some());
    is_known.then(|| (page, content.title.clone(), date))
}

fn is_repeat(known_id: &str, known: &EntryContent, id: &str, content: &EntryContent) -> bool {
    let has_same_text = known.html == content.html;
    let is_dated = content.published.is_some() || content.updated.is_some();
    let has_same_files = known.enclosures == content.enclosures;
    // With another guid, everything else must say that it is the same.
    let is_same = known_id == id || (is_dated && !content.html.trim().is_empty());
    has_same_text && has_same_files && is_same
}

fn merge(known: &mut EntryContent, repeat: EntryContent) {
    for tag in repeat.tags {
        if !known.tags.contains(&tag) && known.tags.len() < super::adapt::MAX_OF_ENTRY {
            known.tags.push(tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, title: &str, html: &str, tag: &str) -> (String, EntryContent) {
        let content = EntryContent {
            title: title.to_owned(),
            html: html.to_owned(),
            tags: vec![tag.to_owned()],
            url: url::Url::parse("https://site.example/notes/1").ok(),
            published: jiff::Timestamp::from_second(7).ok(),
            ..EntryContent::default()
        };
        (id.to_owned(), content)
    }

    fn count(entries: [(String, EntryContent); 2]) -> usize {
        without_repeats(entries.into()).len()
    }

    #[test]
    fn an_entry_that_is_listed_twice_is_one_with_the_tags_of_both() {
        let kept =
            without_repeats(vec![entry("a", "x", "text", "wind"), entry("a", "x", "text", "rain")]);
        assert_eq!((kept.len(), &kept[0].1.tags[..]), (1, &["wind".into(), "rain".into()][..]));
    }

    #[test]
    fn a_repeat_may_have_another_guid_but_nothing_else_of_its_own() {
        assert_eq!(count([entry("a", "x", "text", ""), entry("b", "x", "text", "")]), 1);
        assert_eq!(count([entry("a", "x", "text", ""), entry("b", "x", "other", "")]), 2);
        assert_eq!(count([entry("a", "x", "text", ""), entry("a", "y", "text", "")]), 2);
        assert_eq!(count([entry("a", "x", "", ""), entry("b", "x", "", "")]), 2);
    }
}
