//! Finds the entries that one document lists more than once.
//!
//! Some software lists an entry once for each of its categories, or pastes the newest entry at both
//! ends. Entries are the same only if everything that a reader sees is: different posts under one
//! guid are no repeats. A repeat is part of what was published, but it is not stored.

use std::collections::HashMap;

use crate::model::{EntryContent, page_of};

/// What must be equal: the page or else the guid, the title and the date.
type Likeness = (String, String, Option<i64>);

/// For each entry, whether it repeats an earlier one. The earlier one gets its tags.
pub(super) fn mark_repeats(entries: &mut [(String, EntryContent)]) -> Vec<bool> {
    let mut places: HashMap<Likeness, usize> = HashMap::with_capacity(entries.len());
    let mut marks = Vec::with_capacity(entries.len());
    for at in 0..entries.len() {
        let Some((earlier, rest)) = entries.split_at_mut_checked(at) else { break };
        let Some((id, content)) = rest.first_mut() else { break };
        let place = likeness(id, content).map(|likeness| *places.entry(likeness).or_insert(at));
        let known = place.and_then(|place| earlier.get_mut(place));
        let known = known.filter(|(known_id, known)| is_repeat(known_id, known, id, content));
        marks.push(known.is_some());
        if let Some((_, known)) = known {
            add_tags(known, &content.tags);
        }
    }
    marks
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

fn add_tags(known: &mut EntryContent, tags: &[String]) {
    for tag in tags {
        if !known.tags.contains(tag) && known.tags.len() < super::limits::MAX_OF_ENTRY {
            known.tags.push(tag.clone());
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

    #[test]
    fn an_entry_that_is_listed_twice_gets_the_tags_of_both() {
        let mut entries = vec![entry("a", "x", "text", "wind"), entry("a", "x", "text", "rain")];
        assert_eq!(mark_repeats(&mut entries), [false, true]);
        assert_eq!(entries[0].1.tags, ["wind", "rain"]);
    }

    #[test]
    fn a_repeat_may_have_another_guid_but_nothing_else_of_its_own() {
        let is_repeat = |one, other| mark_repeats(&mut [one, other])[1];
        assert!(is_repeat(entry("a", "x", "text", ""), entry("b", "x", "text", "")));
        assert!(!is_repeat(entry("a", "x", "text", ""), entry("b", "x", "other", "")));
        assert!(!is_repeat(entry("a", "x", "text", ""), entry("a", "y", "text", "")));
        assert!(!is_repeat(entry("a", "x", "", ""), entry("b", "x", "", "")));
    }
}
