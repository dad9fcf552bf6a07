//! The thread that reads the sidebar and lists. It never waits for a refresh.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Clock;
use super::day::Day;
use super::fence::fenced;
use super::message::{Event, LibraryView, RuleTried};
use super::outbox::Outbox;
use super::writes::{Mark, Writes};
use crate::model::RuleScope;
use crate::query::{BUILT_IN, Expr, Query};
use crate::store::{Reader, StoreError};

/// Entries in the first part of a list: more than any window shows at once.
pub const FIRST_PART: usize = 256;

/// Latest entries that a rule is tried on.
const LATEST_TRIED: u32 = 500;
/// Titles that the trial of a rule shows.
const TITLES_SHOWN: usize = 50;

/// How long the rest of a list waits for its first part to be painted.
const PAINT_PATIENCE: Duration = Duration::from_millis(500);

/// What the thread is asked, each after which acts.
#[derive(Debug)]
pub(super) enum ListTask {
    Library(Mark),
    List { generation: u64, query: Query, mark: Mark },
    SmartCounts(Mark),
    TryRule { generation: u64, query: Expr, scope: RuleScope, mark: Mark },
    History(Mark),
    Facts(Mark),
    Activity { now: Timestamp, mark: Mark },
}

pub(super) struct Lists {
    pub(super) reader: Reader,
    pub(super) outbox: Outbox,
    pub(super) writes: Arc<Writes>,
    pub(super) day: Arc<Day>,
    /// The newest generation that was asked for.
    pub(super) newest: Arc<AtomicU64>,
    /// The newest trial of a rule that was asked for.
    pub(super) newest_trial: Arc<AtomicU64>,
    pub(super) clock: Clock,
    /// The generation of the list that was read last.
    pub(super) listed: Cell<u64>,
    /// The newest generation whose first part is on screen.
    pub(super) painted: Arc<AtomicU64>,
}

impl Lists {
    pub(super) fn run(self, tasks: &Receiver<ListTask>) {
        // Counts that made way for a list.
        let mut put_off = None;
        while let Some(task) = next_task(tasks, &mut put_off) {
            match task {
                ListTask::Library(mark) => self.library(mark),
                ListTask::List { generation, query, mark } => self.list(generation, &query, mark),
                ListTask::SmartCounts(mark) => put_off = self.smart_counts(mark),
                ListTask::TryRule { generation, query, scope, mark } => {
                    self.try_rule(generation, &query, scope, mark)
                }
                ListTask::History(mark) => {
                    self.answer(mark, |reader| {
                        Ok(Event::History(Arc::new(reader.steps(u32::MAX)?)))
                    });
                }
                ListTask::Activity { now, mark } => {
                    self.answer(mark, |reader| {
                        Ok(Event::Activity(Arc::new(reader.activity(now)?)))
                    });
                }
                ListTask::Facts(mark) => {
                    self.answer(mark, |reader| {
                        Ok(Event::Facts(Arc::new(reader.facts((self.clock)())?), reader.size()?))
                    });
                }
            }
        }
    }

    fn library(&self, mark: Mark) {
        self.answer(mark, |reader| Ok(Event::Library(Arc::new(library_view(reader, &self.day)?))));
    }

    /// Counts, unless a list is wanted meanwhile: then the counts are wanted again after it.
    fn smart_counts(&self, mark: Mark) -> Option<Mark> {
        let is_wanted = || self.newest.load(Ordering::Acquire) == self.listed.get();
        self.writes.wait(mark);
        let counts = fenced(|| self.reader.smart_counts(BUILT_IN, &self.zoned(), &is_wanted));
        if !is_wanted() {
            // What was counted so far is no answer.
            return Some(mark);
        }
        match self.settled(counts) {
            Ok(counts) => self.outbox.send(Event::SmartCounts(Some(counts))),
            Err(message) => {
                self.outbox.send(Event::SmartCounts(None));
                self.outbox.send(Event::Failed(message));
            }
        }
        None
    }

    fn try_rule(&self, generation: u64, query: &Expr, scope: RuleScope, mark: Mark) {
        if self.newest_trial.load(Ordering::Acquire) != generation {
            return;
        }
        self.writes.wait(mark);
        let reader = &self.reader;
        let tried = fenced(|| {
            let trial = reader.try_rule(query, scope, LATEST_TRIED, &self.zoned())?;
            let shown = trial.found.get(..trial.found.len().min(TITLES_SHOWN)).unwrap_or_default();
            let titles = reader
                .rows(shown)?
                .into_iter()
                .map(|row| if row.title.is_empty() { row.excerpt } else { row.title })
                .collect();
            let found = u32::try_from(trial.found.len()).unwrap_or(u32::MAX);
            Ok(RuleTried { looked_at: trial.looked_at, found, titles })
        });
        self.outbox.send(Event::RuleTried { generation, result: self.settled(tried) });
    }

    /// Answers a question about the library as it is after the acts so far.
    fn answer(&self, mark: Mark, ask: impl FnOnce(&Reader) -> Result<Event, StoreError>) {
        self.writes.wait(mark);
        let answer = fenced(|| ask(&self.reader));
        self.outbox.send(self.settled(answer).unwrap_or_else(Event::Failed));
    }

    fn zoned(&self) -> Zoned {
        (self.clock)().to_zoned(TimeZone::system())
    }

    /// An answer, or a sentence for people.
    fn settled<T>(&self, answer: Result<Result<T, StoreError>, String>) -> Result<T, String> {
        answer.and_then(|answer| answer.map_err(|err| self.outbox.words(&err)))
    }

    fn list(&self, generation: u64, query: &Query, mark: Mark) {
        self.listed.set(generation);
        let is_wanted = || self.newest.load(Ordering::Acquire) == generation;
        if !is_wanted() {
            return;
        }
        self.writes.wait(mark);
        let mut is_first = true;
        let mut hand_on = |entries, is_complete| {
            self.outbox.send(Event::List { generation, entries, is_complete });
            if std::mem::take(&mut is_first) && !is_complete {
                self.wait_for_paint(generation);
            }
        };
        let failure = match fenced(|| self.reader.list(query, FIRST_PART, &is_wanted, &mut hand_on))
        {
            Ok(Ok(())) => return,
            Ok(Err(err)) => self.outbox.words(&err),
            Err(message) => message,
        };
        // The window would wait for the last part for ever.
        self.outbox.send(Event::List { generation, entries: Vec::new(), is_complete: true });
        self.outbox.send(Event::Failed(failure));
    }

    /// The frame that shows the beginning of a long list goes before its rest, which would compete
    /// with it on few cores.
    fn wait_for_paint(&self, generation: u64) {
        let deadline = Instant::now() + PAINT_PATIENCE;
        let is_wanted = || self.newest.load(Ordering::Acquire) == generation;
        while is_wanted()
            && self.painted.load(Ordering::Acquire) != generation
            && Instant::now() < deadline
        {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The next task: what was asked, then what was put off.
fn next_task(tasks: &Receiver<ListTask>, put_off: &mut Option<Mark>) -> Option<ListTask> {
    if put_off.is_none() {
        return tasks.recv().ok();
    }
    match tasks.try_recv() {
        Ok(task) => Some(task),
        Err(TryRecvError::Empty) => put_off.take().map(ListTask::SmartCounts),
        Err(TryRecvError::Disconnected) => None,
    }
}

/// Feeds, folders and counts as they are now.
pub(super) fn library_view(reader: &Reader, day: &Day) -> Result<LibraryView, StoreError> {
    Ok(LibraryView {
        feeds: reader.feeds()?,
        folders: reader.folders()?,
        smart_feeds: reader.smart_feeds()?,
        rules: reader.rules()?,
        tags: reader.all_tags()?,
        counts: reader.counts(day.today())?,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_was_put_off_comes_after_what_was_asked() {
        let (sender, tasks) = channel();
        let mark = Writes::default().mark();
        sender.send(ListTask::Facts(mark)).unwrap();
        let mut put_off = Some(mark);
        assert!(matches!(next_task(&tasks, &mut put_off), Some(ListTask::Facts(_))));
        assert!(matches!(next_task(&tasks, &mut put_off), Some(ListTask::SmartCounts(_))));
        put_off = Some(mark);
        drop(sender);
        assert!(next_task(&tasks, &mut put_off).is_none(), "the program ends");
    }
}
