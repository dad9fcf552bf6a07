//! Gives each entry the key by which the next refresh recognises it: its guid, else its address,
//! else a hash of its title and body.

use std::collections::HashMap;

use super::ParsedEntry;
use crate::model::{EntryContent, EntryKey};

/// Longest guid that is used as it is, in bytes. A longer one is hashed.
const MAX_KEY_BYTES: usize = 1024;

/// Gives each entry its key. Keys are unique within the feed and do not depend on the order of the
/// entries.
pub(super) fn with_keys(entries: Vec<(String, EntryContent)>) -> Vec<ParsedEntry> {
    let keyed: Vec<(String, EntryContent)> =
        entries.into_iter().map(|(id, content)| (stated_key(id, &content), content)).collect();
    let mut counts: HashMap<String, usize> = HashMap::with_capacity(keyed.len());
    for (key, _) in &keyed {
        *counts.entry(key.clone()).or_default() += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut parsed = Vec::with_capacity(keyed.len());
    for (key, content) in keyed {
        // Some feeds give several entries one guid, often the address of the site. The first entry
        // gets a key of its own too, so that a newer one before it does not inherit its status.
        let is_shared = counts.get(&key).is_some_and(|&count| count > 1);
        let key = if is_shared { distinct(&key, &content, &mut taken) } else { key };
        parsed.push(ParsedEntry { key: EntryKey(key), content });
    }
    parsed
}

fn stated_key(id: String, content: &EntryContent) -> String {
    let key = if id.is_empty() {
        content.url.as_ref().map(ToString::to_string).unwrap_or_default()
    } else {
        id
    };
    if key.is_empty() {
        return format!("hash:{}", hash(&[&content.title, &content.html]));
    }
    if key.len() > MAX_KEY_BYTES { format!("hash:{}", hash(&[&key])) } else { key }
}

/// A unique key for an entry whose guid is shared. `taken` counts how often each key was given.
fn distinct(key: &str, content: &EntryContent, taken: &mut HashMap<String, usize>) -> String {
    let address = content.url.as_ref().map_or("", url::Url::as_str);
    let by_title = format!("{key}#{}", hash(&[address, &content.title]));
    if times_given(&by_title, taken) == 1 {
        return by_title;
    }
    // Address and title are equal too, so the body decides, and after that the order.
    let by_text = format!("{key}#{}", hash(&[address, &content.title, &content.html]));
    match times_given(&by_text, taken) {
        1 => by_text,
        number => format!("{by_text}#{number}"),
    }
}

fn times_given(key: &str, taken: &mut HashMap<String, usize>) -> usize {
    let count = taken.entry(key.to_owned()).or_default();
    *count += 1;
    *count
}

fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn entry(id: &str, title: &str) -> (String, EntryContent) {
        (id.to_owned(), EntryContent { title: title.to_owned(), ..EntryContent::default() })
    }

    fn keys(entries: Vec<(String, EntryContent)>) -> Vec<String> {
        with_keys(entries).into_iter().map(|entry| entry.key.0).collect()
    }

    #[test]
    fn the_guid_is_the_key_else_the_address_else_a_hash() {
        let mut linked = entry("", "x");
        linked.1.url = url::Url::parse("https://example.org/1").ok();
        let keys = keys(vec![entry("guid", "x"), linked, entry("", "x"), entry("", "y")]);
        assert_eq!(keys[..2], ["guid", "https://example.org/1"]);
        assert!(keys[2].starts_with("hash:") && keys[3].starts_with("hash:") && keys[2] != keys[3]);
    }

    #[test]
    fn entries_that_share_a_guid_keep_their_keys_when_another_joins_them() {
        let before = keys(vec![entry("same", "one"), entry("same", "two")]);
        let after = keys(vec![entry("same", "three"), entry("same", "one"), entry("same", "two")]);
        assert_eq!(before[..], after[1..]);
    }

    #[test]
    fn keys_are_unique_even_for_the_very_same_entry() {
        let keys = keys(vec![entry("a", "x"), entry("a", "x"), entry("a", "x"), entry("a", "x")]);
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), 4);
    }

    #[test]
    fn a_guid_at_the_limit_is_kept_and_a_longer_one_hashed() {
        assert_eq!(keys(vec![entry(&"x".repeat(MAX_KEY_BYTES), "")])[0].len(), MAX_KEY_BYTES);
        assert!(keys(vec![entry(&"x".repeat(MAX_KEY_BYTES + 1), "")])[0].starts_with("hash:"));
    }
}
