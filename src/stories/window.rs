//! The entries of the last days, with an index that finds those that may match a new one.

use std::collections::HashMap;

use super::hash::{Hashed, mix, scrambled};
use super::judge::compare;
use super::signature::Signature;
use super::words::RARE;
use crate::model::{EntryId, FeedId, Match};

/// Entries that were published further apart are never compared, in seconds.
pub const WINDOW_SECS: i64 = 5 * 86_400;
/// Rare words of a title that an entry is found by.
const TITLE_KEYS: usize = 6;
/// Names and numbers that an entry is found by.
const FACT_KEYS: usize = 10;
/// Keys that two entries share at least, unless they share one that says more.
const SHARED_KEYS: u16 = 3;
/// The worth of a key that is enough by itself.
const TELLING: u16 = SHARED_KEYS;
/// A key of more entries than this finds none: it is a word of the week.
const MAX_ENTRIES_PER_KEY: usize = 2_000;

/// An entry of the window.
#[derive(Debug, Clone)]
pub struct Recent {
    pub id: EntryId,
    pub feed_id: FeedId,
    /// The time that lists are sorted by, in seconds since 1970.
    pub sort_secs: i64,
    pub signature: Signature,
}

/// The entries of the last days. Each has a slot, because counting by slots is fast.
#[derive(Debug, Default)]
pub struct Window {
    slots: Vec<Option<Recent>>,
    free: Vec<u32>,
    slot_of: HashMap<EntryId, u32>,
    by_key: HashMap<u32, Vec<u32>, Hashed>,
}

impl Window {
    #[must_use]
    pub fn len(&self) -> usize {
        self.slot_of.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slot_of.is_empty()
    }

    #[must_use]
    pub fn get(&self, id: EntryId) -> Option<&Recent> {
        self.at(*self.slot_of.get(&id)?)
    }

    fn at(&self, slot: u32) -> Option<&Recent> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// Adds an entry, in place of the one with the same id.
    pub fn insert(&mut self, recent: Recent) {
        self.remove(recent.id);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        for (key, _) in keys(&recent.signature) {
            self.by_key.entry(key).or_default().push(slot);
        }
        self.slot_of.insert(recent.id, slot);
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = Some(recent);
        }
    }

    pub fn remove(&mut self, id: EntryId) {
        let Some(slot) = self.slot_of.remove(&id) else { return };
        let Some(recent) = self.slots.get_mut(slot as usize).and_then(Option::take) else { return };
        self.free.push(slot);
        for (key, _) in keys(&recent.signature) {
            if let Some(slots) = self.by_key.get_mut(&key) {
                slots.retain(|known| *known != slot);
                if slots.is_empty() {
                    self.by_key.remove(&key);
                }
            }
        }
    }

    /// Removes the entries that were published before this second.
    pub fn leave_before(&mut self, sort_secs: i64) {
        let old: Vec<EntryId> = self
            .slots
            .iter()
            .flatten()
            .filter(|recent| recent.sort_secs < sort_secs)
            .map(|recent| recent.id)
            .collect();
        for id in old {
            self.remove(id);
        }
    }

    /// The other entries that an entry matches, by their id.
    #[must_use]
    pub fn matches(&self, recent: &Recent) -> Vec<(EntryId, Match)> {
        let mut counts = vec![0_u16; self.slots.len()];
        let mut met = Vec::new();
        for (key, worth) in keys(&recent.signature) {
            let slots = self.by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
            if slots.len() > MAX_ENTRIES_PER_KEY {
                continue;
            }
            for slot in slots {
                let Some(count) = counts.get_mut(*slot as usize) else { continue };
                if *count < SHARED_KEYS && *count + worth >= SHARED_KEYS {
                    met.push(*slot);
                }
                *count += worth;
            }
        }
        let mut found: Vec<(EntryId, Match)> = met
            .into_iter()
            .filter_map(|slot| {
                let other = self.at(slot)?;
                Some((other.id, may_match(recent, other)?))
            })
            .collect();
        found.sort_unstable_by_key(|(id, _)| *id);
        found
    }
}

/// How two entries match, if they do: those of one feed never do.
#[must_use]
pub fn may_match(one: &Recent, other: &Recent) -> Option<Match> {
    let is_near = one.sort_secs.abs_diff(other.sort_secs) <= WINDOW_SECS.unsigned_abs();
    (one.feed_id != other.feed_id && is_near)
        .then(|| compare(&one.signature, &other.signature))
        .flatten()
}

/// The keys that an entry is found by, each with its worth. They depend on nothing but the entry.
fn keys(signature: &Signature) -> Vec<(u32, u16)> {
    let mut keys = Vec::with_capacity(TITLE_KEYS + FACT_KEYS + 2);
    let mut add = |key: u32, worth: u16| {
        if keys.iter().all(|(known, _)| *known != key) {
            keys.push((key, worth));
        }
    };
    if signature.link != 0 {
        add(mix((signature.link >> 32) as u32, signature.link as u32), TELLING);
    }
    let mut words: Vec<u32> = signature.title.words.iter().map(|(hash, _)| *hash).collect();
    words.sort_unstable();
    if signature.title.is_telling() {
        add(words.iter().fold(1, |key, word| mix(key, *word)), TELLING);
    }
    let mut rare: Vec<u32> = signature
        .title
        .words
        .iter()
        .filter(|(_, weight)| *weight == RARE)
        .map(|(hash, _)| *hash)
        .collect();
    let order = |hash: &u32| scrambled(u64::from(*hash));
    rare.sort_unstable_by_key(order);
    rare.iter().take(TITLE_KEYS).for_each(|word| add(*word, 1));
    let mut facts = signature.facts.clone();
    facts.sort_unstable_by_key(order);
    facts.iter().take(FACT_KEYS).for_each(|fact| add(*fact, 1));
    keys
}
