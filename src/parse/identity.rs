//! Gives each entry the key by which the next refresh recognises it: its guid, else its address,
//! else a hash of its title with its date or its text.
//!
//! A key says what one document says of an entry. `store/identity.rs` compares it with what the
//! library has, and has the whole design.
//!
//! Some guids and addresses stand for more than one entry: several entries of the document have
//! them, or they are the address of the site. Such a key gets longer: by the address and title of
//! the entry, and by its date where those do not tell entries apart. The longer keys are also among
//! the former keys of an entry that has its guid for itself, because the next document may differ.

use std::collections::HashMap;

use url::Url;

use super::parsed::ParsedEntry;
use super::repeats::mark_repeats;
use crate::model::{EntryContent, EntryKey, Identity, KeyOrigin, page_of};

/// Longest guid that is used as it is, in bytes. A longer one is hashed.
const MAX_KEY_BYTES: usize = 1024;

/// Seconds of a day. A time that is a multiple of it is most likely only a date.
const DAY_SECS: i64 = 24 * 60 * 60;

/// The pages that belong to the whole feed, so that they tell no entries apart.
#[derive(Debug, Default)]
pub(super) struct FeedPages(Vec<String>);

impl FeedPages {
    pub(super) fn new<'u>(urls: impl IntoIterator<Item = &'u Url>) -> Self {
        let mut pages = Vec::new();
        for url in urls {
            pages.push(page_of(url));
            pages.extend(url.join("/").ok().map(|root| page_of(&root)));
        }
        Self(pages)
    }

    fn contains(&self, url: &Url) -> bool {
        self.may_contain(url.as_str()) && self.0.contains(&page_of(url))
    }

    fn names(&self, guid: &str) -> bool {
        self.may_contain(guid) && Url::parse(guid).is_ok_and(|url| self.contains(&url))
    }

    /// Most addresses are too long for a page of the feed, which costs less to find out.
    fn may_contain(&self, address: &str) -> bool {
        let longest = self.0.iter().map(String::len).max().unwrap_or_default();
        address.starts_with("http")
            && address.len() <= longest + "https://www./?utm_source=rss".len()
    }
}

/// Gives each entry its key. Keys are unique within the feed and do not depend on the order of the
/// entries. The tags of repeated entries are joined.
pub(super) fn with_keys(
    mut entries: Vec<(String, EntryContent)>,
    pages: &FeedPages,
) -> Vec<ParsedEntry> {
    let repeats = mark_repeats(&mut entries);
    let stated: Vec<Stated> =
        entries.iter().map(|(id, content)| Stated::new(id, content, pages)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(stated.len());
    for (one, _) in stated.iter().zip(&repeats).filter(|(_, is_repeat)| !**is_repeat) {
        *counts.entry(&one.key).or_default() += 1;
    }
    let is_shared: Vec<bool> = stated
        .iter()
        .zip(&repeats)
        .map(|(one, is_repeat)| {
            *is_repeat
                || one.is_weak
                || counts.get(one.key.as_str()).is_some_and(|&count| count > 1)
        })
        .collect();
    let mut longer_counts: HashMap<String, usize> = HashMap::new();
    let shared = stated.iter().zip(&is_shared).zip(&repeats);
    for ((one, _), _) in shared.filter(|((_, is_shared), is_repeat)| **is_shared && !**is_repeat) {
        for key in [&one.by_title, &one.by_date].into_iter().flatten() {
            *longer_counts.entry(key.clone()).or_default() += 1;
        }
    }
    let mut taken = HashMap::new();
    let mut parsed = Vec::with_capacity(entries.len());
    let marks = is_shared.into_iter().zip(repeats);
    for (((_, content), stated), (is_shared, is_repeat)) in
        entries.into_iter().zip(stated).zip(marks)
    {
        let (key, identity) = if is_shared {
            let counts = (!is_repeat).then_some(&longer_counts);
            stated.shared(&content, counts, &mut taken)
        } else {
            stated.own()
        };
        parsed.push(ParsedEntry { key: EntryKey(key), identity, is_repeat, content });
    }
    parsed
}

/// What an entry says of its identity.
#[derive(Debug)]
struct Stated {
    key: String,
    origin: KeyOrigin,
    /// Whether the key stands for the whole feed.
    is_weak: bool,
    /// Whether the entry has an address that is not its key.
    has_own_address: bool,
    /// The key with address and title. `None` if the key was made from the content.
    by_title: Option<String>,
    /// The key with address, title and date.
    by_date: Option<String>,
}

impl Stated {
    fn new(id: &str, content: &EntryContent, pages: &FeedPages) -> Self {
        let address = content.url.as_ref().map_or("", Url::as_str);
        let (key, origin) = if !id.is_empty() {
            (id.to_owned(), KeyOrigin::Guid)
        } else if !address.is_empty() {
            (address.to_owned(), KeyOrigin::Address)
        } else {
            return Self::from_content(content);
        };
        let is_weak = pages.names(&key);
        let key = if key.len() > MAX_KEY_BYTES { format!("hash:{}", hash(&[&key])) } else { key };
        let has_own_address =
            content.url.as_ref().is_some_and(|url| *address != key && !pages.contains(url));
        let by_title = format!("{key}#{}", hash(&[address, &content.title]));
        let by_date = seconds(content)
            .map(|date| format!("{key}#{}", hash(&[address, &content.title, &date.to_string()])));
        Self { key, origin, is_weak, has_own_address, by_title: Some(by_title), by_date }
    }

    /// Title and date make the entry, or the text where there is no date. A day alone is no
    /// identity for an entry without a title.
    fn from_content(content: &EntryContent) -> Self {
        let by_text = format!("hash:{}", hash(&[&content.title, &content.html]));
        let date = seconds(content)
            .filter(|date| !content.title.is_empty() || date % DAY_SECS != 0)
            .map(|date| format!("hash:{}", hash(&[&content.title, "at", &date.to_string()])));
        Self {
            key: date.unwrap_or(by_text),
            origin: KeyOrigin::Content,
            is_weak: false,
            has_own_address: false,
            by_title: None,
            by_date: None,
        }
    }

    /// The key of an entry that has its guid or address for itself.
    fn own(self) -> (String, Identity) {
        let former_keys = [self.by_title, self.by_date].into_iter().flatten().map(EntryKey);
        (self.key, Identity { origin: self.origin, former_keys: former_keys.collect() })
    }

    /// A unique key for an entry whose guid is shared. The first entry gets a longer key too, so
    /// that a newer one before it does not inherit its status. `counts` says how many entries would
    /// have a longer key, `taken` how often each key was given. There are no counts for a repeat,
    /// because the longer key is that of the entry that it repeats.
    fn shared(
        self,
        content: &EntryContent,
        counts: Option<&HashMap<String, usize>>,
        taken: &mut HashMap<String, usize>,
    ) -> (String, Identity) {
        let is_unique = |key: &&String| {
            counts.is_some_and(|counts| counts.get(*key).is_none_or(|&count| count <= 1))
        };
        let by_title = self.by_title.as_ref().filter(is_unique);
        let by_date = self.by_date.as_ref().filter(is_unique);
        let preferred = if self.has_own_address || self.by_date.is_none() {
            by_title.or(by_date)
        } else {
            by_date
        };
        let key = preferred.cloned().unwrap_or_else(|| {
            // Address, title and date are equal, so the text decides, and after that the order.
            let address = content.url.as_ref().map_or("", Url::as_str);
            format!("{}#{}", self.key, hash(&[address, &content.title, &content.html]))
        });
        let key = match times_given(&key, taken) {
            1 => key,
            number => format!("{key}#{number}"),
        };
        let former = [Some(self.key), self.by_title, self.by_date].into_iter().flatten();
        let former_keys = former.filter(|former| *former != key).map(EntryKey).collect();
        (key, Identity { origin: self.origin, former_keys })
    }
}

fn times_given(key: &str, taken: &mut HashMap<String, usize>) -> usize {
    let count = taken.entry(key.to_owned()).or_default();
    *count += 1;
    *count
}

fn seconds(content: &EntryContent) -> Option<i64> {
    content.published.or(content.updated).map(jiff::Timestamp::as_second)
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
        with_keys(entries, &FeedPages::default()).into_iter().map(|entry| entry.key.0).collect()
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

    fn dated(id: &str, title: &str, secs: i64) -> (String, EntryContent) {
        let (id, content) = entry(id, title);
        (id, EntryContent { published: jiff::Timestamp::from_second(secs).ok(), ..content })
    }

    #[test]
    fn a_newer_entry_with_the_same_guid_and_title_takes_no_key_of_an_older_one() {
        let before = keys(vec![dated("same", "Weekly", 2), dated("same", "Weekly", 1)]);
        let after = keys(vec![
            dated("same", "Weekly", 3),
            dated("same", "Weekly", 2),
            dated("same", "Weekly", 1),
        ]);
        assert_eq!(before[..], after[1..]);
    }

    #[test]
    fn the_address_of_the_site_is_no_guid() {
        let pages = FeedPages::new(&url::Url::parse("https://site.example/blog/"));
        for guid in ["https://site.example/", "http://www.site.example/blog"] {
            let alone = with_keys(vec![dated(guid, "One", 1)], &pages);
            let both = with_keys(vec![dated(guid, "Two", 2), dated(guid, "One", 1)], &pages);
            assert_eq!(alone[0].key, both[1].key, "{guid}");
        }
        let other = with_keys(vec![entry("https://site.example/blog/1", "One")], &pages);
        assert_eq!(other[0].key.0, "https://site.example/blog/1");
    }

    #[test]
    fn without_guid_and_address_title_and_date_make_the_entry() {
        let with = |secs, html: &str| {
            let (id, content) = dated("", "Wind", secs);
            keys(vec![(id, EntryContent { html: html.to_owned(), ..content })]).remove(0)
        };
        assert_eq!(with(7, "14 visitors"), with(7, "28 visitors"));
        assert_ne!(with(7, "14 visitors"), with(8, "14 visitors"));
    }

    #[test]
    fn an_entry_that_was_alone_with_its_guid_says_under_which_key() {
        let shared = with_keys(vec![entry("a", "x"), entry("a", "y")], &FeedPages::default());
        assert!(shared[0].identity.former_keys.contains(&EntryKey("a".to_owned())));
        let alone = with_keys(vec![entry("a", "x")], &FeedPages::default());
        assert!(alone[0].identity.former_keys.contains(&shared[0].key));
    }
}
