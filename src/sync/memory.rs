//! What a sync remembers for the next one, and the rule for feeds that a server no longer lists.
//! Pure.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::{Account, AccountProblem, RemoteId};
use crate::net::back_off;

/// A feed is gone only if a second sync, at least so much later, does not list it either.
pub(super) const GONE_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// With fewer missing feeds than this, others being there, nobody is asked.
const ASKED_FROM: usize = 3;
/// The texts of recent entries are read again so often: no list of a server says which it edited.
const REREAD_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// Most entries that are remembered as unavailable.
pub(super) const UNAVAILABLE_MAX: usize = 5_000;

/// What a sync remembers. The library keeps it as a text without looking into it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    /// Feeds that the server did not list, and since when.
    missing: BTreeMap<RemoteId, Timestamp>,
    /// Whether the user agreed that the missing feeds are gone.
    is_agreed: bool,
    /// How many syncs failed in a row, and when the last one did.
    failures: u32,
    failed_at: Option<Timestamp>,
    /// Listed entries that the server did not send or that have no feed. They are not asked for
    /// again while they are listed.
    unavailable: BTreeSet<RemoteId>,
    /// When the texts of recent entries were last read again.
    reread_at: Option<Timestamp>,
}

/// What becomes of the feeds that a server no longer lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Vanished {
    /// Feeds that are gone for good.
    pub gone: Vec<RemoteId>,
    /// So many are missing that the user has to agree first; 0 if not.
    pub asked_about: usize,
}

impl Memory {
    /// Reads the text that the library keeps. A text of another version is forgotten.
    #[must_use]
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The text for the library.
    #[must_use]
    pub(super) fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Notes whether a sync failed.
    pub(super) fn note_end(&mut self, is_failure: bool, now: Timestamp) {
        self.failures = if is_failure { self.failures.saturating_add(1) } else { 0 };
        self.failed_at = is_failure.then_some(now);
    }

    /// Takes the unavailable ones out of the entries that the server lists and the library lacks,
    /// and forgets those that it lists no more.
    #[must_use]
    pub(super) fn available(&mut self, lacking: Vec<RemoteId>) -> Vec<RemoteId> {
        let listed: HashSet<&RemoteId> = lacking.iter().collect();
        self.unavailable.retain(|id| listed.contains(id));
        lacking.into_iter().filter(|id| !self.unavailable.contains(id)).collect()
    }

    /// Notes an entry that the server listed and did not send.
    pub(super) fn note_unavailable(&mut self, id: RemoteId) {
        if self.unavailable.len() < UNAVAILABLE_MAX {
            self.unavailable.insert(id);
        }
    }

    /// Whether the texts of recent entries should be read again, and notes it.
    pub(super) fn begin_rereading(&mut self, now: Timestamp) -> bool {
        let rest = |last: Timestamp| now.duration_since(last).abs() < REREAD_EVERY;
        if self.reread_at.is_some_and(rest) {
            return false;
        }
        // In a first sync all texts are new.
        self.reread_at.replace(now).is_some()
    }

    /// Notes which of the library's feeds the server lists, and says which are gone.
    pub(super) fn note_feeds(
        &mut self,
        local: &HashSet<RemoteId>,
        listed: &HashSet<RemoteId>,
        now: Timestamp,
    ) -> Vanished {
        let missing: Vec<&RemoteId> = local.iter().filter(|id| !listed.contains(*id)).collect();
        let is_missing: HashSet<&RemoteId> = missing.iter().copied().collect();
        self.missing.retain(|id, _| is_missing.contains(id));
        for id in &missing {
            self.missing.entry((*id).clone()).or_insert(now);
        }
        if missing.is_empty() {
            self.is_agreed = false;
            return Vanished::default();
        }
        let is_confirmed = |since: Timestamp| now.duration_since(since) >= GONE_AFTER;
        let confirmed: Vec<RemoteId> = self
            .missing
            .iter()
            .filter(|(_, since)| is_confirmed(**since))
            .map(|(id, _)| id.clone())
            .collect();
        let are_most = missing.len() >= ASKED_FROM && missing.len() * 3 > local.len();
        let is_doubtful = missing.len() == local.len() || are_most;
        match (is_doubtful && !self.is_agreed, confirmed.is_empty()) {
            (true, true) => Vanished::default(),
            (true, false) => Vanished { gone: Vec::new(), asked_about: missing.len() },
            (false, _) => {
                self.missing.retain(|id, _| !confirmed.contains(id));
                Vanished { gone: confirmed, asked_about: 0 }
            }
        }
    }
}

/// Whether the timer may sync an account. The user may sync it at any time that its server allows.
#[must_use]
pub fn is_due(account: &Account, now: Timestamp) -> bool {
    let memory = Memory::read(&account.memory);
    let rest = memory.failed_at.and_then(|failed_at| back_off(memory.failures, failed_at));
    // A failure in the future was noted before the clock was set back.
    let is_past = memory.failed_at.is_some_and(|failed_at| failed_at <= now);
    let is_resting = is_past && rest.is_some_and(|until| until > now);
    let is_lasting = account.problem.as_ref().is_some_and(AccountProblem::is_lasting);
    account.may_sync(now) && !is_resting && !is_lasting
}

/// The memory of an account whose user agreed that the feeds that its server no longer lists are
/// gone. Feeds that are listed at present are not meant. Takes and returns
/// [`crate::model::Account::memory`].
#[must_use]
pub fn agree_to_vanished(memory: &str) -> String {
    let memory = Memory::read(memory);
    Memory { is_agreed: !memory.missing.is_empty(), ..memory }.write()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> HashSet<RemoteId> {
        names.iter().map(|name| RemoteId((*name).to_owned())).collect()
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(secs).unwrap()
    }

    fn gone(vanished: &Vanished) -> Vec<&str> {
        vanished.gone.iter().map(RemoteId::as_str).collect()
    }

    #[test]
    fn a_feed_is_gone_when_a_second_list_a_minute_later_lacks_it_too() {
        let (local, listed) = (ids(&["a", "b", "c", "d"]), ids(&["a", "b", "c"]));
        let mut memory = Memory::default();
        assert_eq!(memory.note_feeds(&local, &listed, at(0)), Vanished::default());
        memory = Memory::read(&memory.write());
        assert_eq!(memory.note_feeds(&local, &listed, at(59)), Vanished::default());
        assert_eq!(gone(&memory.note_feeds(&local, &listed, at(60))), ["d"]);
    }

    #[test]
    fn a_feed_that_comes_back_was_never_gone() {
        let (local, listed) = (ids(&["a", "b", "c", "d"]), ids(&["a", "b", "c"]));
        let mut memory = Memory::default();
        memory.note_feeds(&local, &listed, at(0));
        memory.note_feeds(&local, &local, at(100));
        assert_eq!(memory, Memory::default());
        assert_eq!(memory.note_feeds(&local, &listed, at(200)), Vanished::default());
    }

    #[test]
    fn an_empty_or_much_shorter_list_has_to_be_agreed_to() {
        for (local, listed) in
            [(ids(&["a"]), ids(&[])), (ids(&["a", "b", "c", "d", "e", "f"]), ids(&["a", "b", "c"]))]
        {
            let mut memory = Memory::default();
            memory.note_feeds(&local, &listed, at(0));
            let asked = memory.note_feeds(&local, &listed, at(100));
            let missing = local.len() - listed.len();
            assert_eq!(asked, Vanished { gone: Vec::new(), asked_about: missing });
            let mut memory = Memory::read(&agree_to_vanished(&memory.write()));
            assert_eq!(memory.note_feeds(&local, &listed, at(200)).gone.len(), missing);
        }
    }

    #[test]
    fn nobody_agrees_to_what_may_be_missing_later() {
        let local = ids(&["a"]);
        let mut memory = Memory::read(&agree_to_vanished(&Memory::default().write()));
        memory.note_feeds(&local, &ids(&[]), at(0));
        assert_eq!(memory.note_feeds(&local, &ids(&[]), at(100)).asked_about, 1);
    }

    #[test]
    fn two_of_three_feeds_that_left_are_no_alarm() {
        let (local, listed) = (ids(&["a", "b", "c"]), ids(&["a"]));
        let mut memory = Memory::default();
        memory.note_feeds(&local, &listed, at(0));
        assert_eq!(memory.note_feeds(&local, &listed, at(60)).gone.len(), 2);
    }

    #[test]
    fn an_entry_that_never_comes_is_asked_for_once_while_it_is_listed() {
        let list = |names: &[&str]| -> Vec<RemoteId> {
            names.iter().map(|name| RemoteId((*name).to_owned())).collect()
        };
        let mut memory = Memory::default();
        memory.note_unavailable(RemoteId("b".into()));
        assert_eq!(memory.available(list(&["a", "b"])), list(&["a"]));
        assert_eq!(memory.available(list(&["a"])), list(&["a"]));
        assert_eq!(memory.available(list(&["a", "b"])), list(&["a", "b"]), "it was not listed");
        for number in 0..=UNAVAILABLE_MAX {
            memory.note_unavailable(RemoteId(number.to_string()));
        }
        assert_eq!(memory.unavailable.len(), UNAVAILABLE_MAX);
    }

    #[test]
    fn recent_texts_are_read_again_once_a_day() {
        let mut memory = Memory::default();
        let hours = |hours: i64| at(hours * 3600);
        assert!(!memory.begin_rereading(hours(0)), "all of them are new");
        memory = Memory::read(&memory.write());
        assert!(!memory.begin_rereading(hours(23)));
        assert!(memory.begin_rereading(hours(24)));
        assert!(!memory.begin_rereading(hours(47)));
        assert!(memory.begin_rereading(hours(-1)), "the clock was set back");
    }

    #[test]
    fn the_timer_waits_longer_after_each_failure() {
        let mut memory = Memory::default();
        let account = |memory: &Memory, problem| Account {
            id: crate::model::AccountId(1),
            name: String::new(),
            service: crate::model::ServiceKind::FreshRss,
            address: url::Url::parse("https://a.org/").unwrap(),
            user: String::new(),
            position: 1,
            last_sync: None,
            problem,
            paused_until: None,
            memory: memory.write(),
            keeps_labels: false,
        };
        let is_due_at = |memory: &Memory, secs| is_due(&account(memory, None), at(secs));
        memory.note_end(true, at(0));
        assert!(!is_due_at(&memory, 599) && is_due_at(&memory, 600));
        memory.note_end(true, at(600));
        assert!(!is_due_at(&memory, 1799) && is_due_at(&memory, 1800));
        assert!(is_due_at(&memory, 500), "the clock was set back");
        memory.note_end(false, at(1800));
        assert!(is_due_at(&memory, 1800));
        let refused = AccountProblem::SignIn { host: "a.org".into() };
        assert!(!is_due(&account(&memory, Some(refused)), at(9000)), "the user has to act");
    }

    #[test]
    fn a_memory_of_another_version_is_forgotten() {
        assert_eq!(Memory::read(""), Memory::default());
        assert_eq!(Memory::read("[1]"), Memory::default());
        assert_eq!(Memory::read("{\"later\":1}"), Memory::default());
    }
}
