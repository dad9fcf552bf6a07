//! The expected content of the library: the acts, and what each may leave behind if it is killed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::library::{Seen, Status};
use super::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Read,
    Unread,
    Star,
    Unstar,
}

/// Something that the program is told to do.
#[derive(Debug, Clone)]
pub enum Act {
    Refresh,
    Mark(How, Vec<i64>),
    MarkFeed(How, String),
    Add(String),
    Import(Vec<String>),
    Undo,
    Window,
}

impl How {
    fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Star => "star",
            Self::Unstar => "unstar",
        }
    }

    fn apply(self, status: &mut Status) {
        match self {
            Self::Read | Self::Unread => status.is_read = self == Self::Read,
            Self::Star | Self::Unstar => status.is_starred = self == Self::Star,
        }
    }
}

impl Act {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Mark(..) => "mark",
            Self::MarkFeed(..) => "mark a feed",
            Self::Add(_) => "add",
            Self::Import(_) => "import",
            Self::Undo => "undo",
            Self::Window => "window",
        }
    }

    pub fn arguments(&self, list: &Path) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::Refresh => words(&["refresh"]),
            Self::Mark(how, ids) => ["mark".to_owned(), how.word().to_owned()]
                .into_iter()
                .chain(ids.iter().map(ToString::to_string))
                .collect(),
            Self::MarkFeed(how, url) => words(&["mark", how.word(), "--all", "--feed", url]),
            Self::Add(url) => words(&["add", url]),
            Self::Import(_) => words(&["import", list.to_str().unwrap()]),
            Self::Undo => words(&["undo"]),
            Self::Window => words(&["--quit-when-ready"]),
        }
    }
}

/// What undoing a step restores.
#[derive(Debug, Clone)]
enum Back {
    Statuses(Vec<(i64, Status)>),
    Feeds(Vec<String>),
}

#[derive(Debug, Clone)]
pub struct Model {
    feeds: BTreeSet<String>,
    /// Includes feeds that were unsubscribed.
    revisions: BTreeMap<String, u32>,
    entries: BTreeMap<i64, Status>,
    steps: Vec<Back>,
}

impl Model {
    pub fn starting_with(seen: &Seen) -> Self {
        let feeds: BTreeSet<String> = seen.feeds.keys().cloned().collect();
        // No step added the feed of the account.
        let added = feeds.iter().filter(|url| *url != super::account::FEED);
        let steps = added.map(|url| Back::Feeds(vec![url.clone()])).collect();
        Self { feeds, revisions: seen.feeds.clone(), entries: seen.entries.clone(), steps }
    }

    pub fn visible_ids(&self) -> Vec<i64> {
        self.entries
            .iter()
            .filter(|(_, status)| self.feeds.contains(&status.feed_url))
            .map(|(id, _)| *id)
            .collect()
    }

    pub fn any_feed(&self, random: &mut Random) -> String {
        self.feeds.iter().nth(random.below(self.feeds.len())).unwrap().clone()
    }

    /// Whether anything would be left after undoing the latest step.
    pub fn can_undo(&self) -> bool {
        match self.steps.last() {
            Some(Back::Feeds(urls)) => urls.len() < self.feeds.len(),
            Some(Back::Statuses(_)) => true,
            None => false,
        }
    }

    /// Compares the library with what is allowed, and adopts it. Returns whether the act was done.
    pub fn accept(
        &mut self,
        act: &Act,
        said: &str,
        was_killed: bool,
        seen: &Seen,
    ) -> Result<bool, String> {
        let is_acknowledged = said.ends_with('\n') || !was_killed;
        self.check_revisions(act, said, is_acknowledged, seen)?;
        let after = self.after(act);
        let is_done = match (self.difference(seen), after.difference(seen)) {
            (_, None) => true,
            (None, Some(_)) if !is_acknowledged => false,
            (before, after) => {
                return Err(format!("not as before: {before:?}\nnot as after the act: {after:?}"));
            }
        };
        if is_done {
            *self = after;
        }
        // Entries from a refresh, and the stored revision of each feed.
        self.entries.extend(seen.entries.clone());
        self.revisions.extend(seen.feeds.clone());
        Ok(is_done)
    }

    /// The revision of a feed never falls, and it rises if the program said so.
    fn check_revisions(
        &self,
        act: &Act,
        said: &str,
        is_acknowledged: bool,
        seen: &Seen,
    ) -> Result<(), String> {
        for (url, revision) in &seen.feeds {
            let before = self.revisions.get(url).copied().unwrap_or(0);
            let title = format!("Feed {}: ", url.rsplit('/').next().unwrap_or_default());
            let is_said = match act {
                Act::Refresh => said
                    .split_inclusive('\n')
                    .any(|line| line.starts_with(&title) && line.ends_with('\n')),
                Act::Add(added) => added == url && is_acknowledged && !self.feeds.contains(url),
                _ => false,
            };
            let may_change =
                matches!(act, Act::Refresh) || matches!(act, Act::Add(added) if added == url);
            if *revision < before
                || (is_said && *revision == before)
                || (*revision != before && !may_change)
            {
                return Err(format!("{url} is of revision {revision}, and was of {before}"));
            }
        }
        Ok(())
    }

    /// The difference between the model and the library, in words.
    fn difference(&self, seen: &Seen) -> Option<String> {
        let feeds: BTreeSet<String> = seen.feeds.keys().cloned().collect();
        if feeds != self.feeds {
            return Some(format!("feeds {:?}", feeds.symmetric_difference(&self.feeds)));
        }
        for (id, status) in &seen.entries {
            let is_new = status.is_read || status.is_starred;
            if self.entries.get(id).map_or(is_new, |known| known != status) {
                return Some(format!("entry {id} is {status:?}, not {:?}", self.entries.get(id)));
            }
        }
        let lost = self.visible_ids().into_iter().find(|id| !seen.entries.contains_key(id));
        lost.map(|id| format!("entry {id} is lost"))
    }

    /// The model after the complete act.
    fn after(&self, act: &Act) -> Self {
        let mut after = self.clone();
        match act {
            Act::Refresh | Act::Window => {}
            Act::Mark(how, ids) => after.mark(*how, ids.iter().copied().collect()),
            Act::MarkFeed(how, url) => {
                let ids = self
                    .entries
                    .iter()
                    .filter(|(_, status)| status.feed_url == *url)
                    .map(|(id, _)| *id)
                    .collect();
                after.mark(*how, ids);
            }
            Act::Add(url) => after.subscribe(std::slice::from_ref(url)),
            Act::Import(urls) => after.subscribe(urls),
            Act::Undo => match after.steps.pop() {
                Some(Back::Statuses(before)) => after.entries.extend(before),
                Some(Back::Feeds(urls)) => after.feeds.retain(|url| !urls.contains(url)),
                None => {}
            },
        }
        after
    }

    fn mark(&mut self, how: How, ids: BTreeSet<i64>) {
        let mut before = Vec::new();
        for id in ids {
            let Some(status) = self.entries.get_mut(&id) else { continue };
            let was = status.clone();
            how.apply(status);
            if *status != was {
                before.push((id, was));
            }
        }
        if !before.is_empty() {
            self.steps.push(Back::Statuses(before));
        }
    }

    fn subscribe(&mut self, urls: &[String]) {
        let new: BTreeSet<String> =
            urls.iter().filter(|url| !self.feeds.contains(*url)).cloned().collect();
        self.feeds.extend(new.clone());
        if !new.is_empty() {
            self.steps.push(Back::Feeds(new.into_iter().collect()));
        }
    }
}
