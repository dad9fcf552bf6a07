//! The thread that reads the sidebar and lists. It never waits for a refresh.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::time::{Duration, Instant};

use crate::model::{Clock, Fold, RuleScope, StoryLevel};
use crate::query::{BUILT_IN, Expr, Query};
use crate::store::{Reader, StoreError};
use crate::worker::fence::fenced;
use crate::worker::message::{Event, LibraryView, Read, RulePreview, StoryEvent, WriteQueue};
use crate::worker::outbox::Outbox;
use crate::worker::writes::{Mark, Writes};

/// Entries in the first part of a list: more than any window shows at once.
pub const FIRST_PART: usize = 256;

/// Number of latest entries that a rule is tried on.
const TRIED_ENTRIES: u32 = 500;
/// Titles in the result of trying a rule.
const SHOWN_TITLES: usize = 50;

/// How long the rest of a list waits for its first part to be painted.
const PAINT_PATIENCE: Duration = Duration::from_millis(500);

/// A question, and the acts that must be done before it is answered.
type ListTask = (Read, Mark);

/// The latest generations. Answers to older questions are no longer wanted.
#[derive(Debug, Default)]
struct Generations {
    list: AtomicU64,
    trial: AtomicU64,
    /// The latest list whose first part is on screen.
    painted: AtomicU64,
}

/// Sends questions to the thread.
pub(in crate::worker) struct ListQueue {
    tasks: Sender<ListTask>,
    generations: Arc<Generations>,
    writer: WriteQueue,
}

impl ListQueue {
    /// Returns whether the thread is still there.
    pub(in crate::worker) fn ask(&self, read: Read) -> bool {
        let mut is_sent = true;
        match &read {
            Read::List { generation, .. } => {
                self.generations.list.store(*generation, Ordering::Release);
            }
            Read::RuleTrial { generation, .. } => {
                self.generations.trial.store(*generation, Ordering::Release);
            }
            // The latest requests are still with the writer.
            Read::Activity => is_sent = self.writer.save_requests(),
            Read::Library
            | Read::SmartCounts
            | Read::FoldedCounts(_)
            | Read::History
            | Read::Facts
            | Read::Statistics
            | Read::FeedPace(_) => {}
        }
        is_sent && self.tasks.send((read, self.writer.mark())).is_ok()
    }

    /// The first part of the list with this generation is on screen.
    pub(in crate::worker) fn set_painted(&self, generation: u64) {
        self.generations.painted.store(generation, Ordering::Release);
    }
}

pub(in crate::worker) struct Lists {
    reader: Reader,
    outbox: Outbox,
    writes: Arc<Writes>,
    clock: Clock,
    generations: Arc<Generations>,
    /// The generation of the list that was read last.
    listed: Cell<u64>,
    tasks: Receiver<ListTask>,
}

impl Lists {
    pub(in crate::worker) fn new(
        reader: Reader,
        outbox: Outbox,
        clock: Clock,
        writer: WriteQueue,
    ) -> (ListQueue, Self) {
        let (sender, tasks) = mpsc::channel();
        let generations = Arc::<Generations>::default();
        let lists = Self {
            reader,
            outbox,
            writes: writer.writes(),
            clock,
            generations: Arc::clone(&generations),
            listed: Cell::new(0),
            tasks,
        };
        (ListQueue { tasks: sender, generations, writer }, lists)
    }

    pub(in crate::worker) fn run(self) {
        let mut postponed = None;
        while let Some((read, mark)) = next_task(&self.tasks, &mut postponed) {
            match read {
                Read::Library => self.answer(mark, |reader| {
                    Ok(Event::Library(Arc::new(LibraryView::read(reader, &self.clock)?)))
                }),
                Read::List { generation, query } => self.list(generation, &query, mark),
                Read::SmartCounts => postponed = self.smart_counts(mark),
                Read::FoldedCounts(level) => self.folded_counts(level, mark),
                Read::RuleTrial { generation, query, scope } => {
                    self.try_rule(generation, &query, scope, mark);
                }
                Read::History => self
                    .answer(mark, |reader| Ok(Event::History(Arc::new(reader.steps(u32::MAX)?)))),
                Read::Activity => self.answer(mark, |reader| {
                    Ok(Event::Activity(Arc::new(reader.activity(self.clock.now())?)))
                }),
                Read::Facts => self.answer(mark, |reader| {
                    let facts = reader.facts(self.clock.now())?;
                    Ok(Event::Facts(Arc::new(facts), reader.size()?))
                }),
                Read::FeedPace(id) => self.answer(mark, |reader| {
                    let pace = reader.feed_pace(id, &self.clock.zoned())?;
                    Ok(Event::FeedPace(id, Arc::new(pace)))
                }),
                Read::Statistics => self.answer(mark, |reader| {
                    let statistics = reader.reading_statistics(&self.clock.zoned())?;
                    Ok(Event::Statistics(Arc::new(statistics)))
                }),
            }
        }
    }

    /// Counts the saved searches. If a list is asked for meanwhile, counting stops, and the
    /// returned mark asks for it again after the list.
    fn smart_counts(&self, mark: Mark) -> Option<Mark> {
        let is_wanted = || self.generations.list.load(Ordering::Acquire) == self.listed.get();
        self.writes.wait(mark);
        let counts = fenced(|| self.reader.smart_counts(BUILT_IN, &self.clock.zoned(), &is_wanted));
        if !is_wanted() {
            // The counts are incomplete.
            return Some(mark);
        }
        match self.or_words(counts) {
            Ok(counts) => self.outbox.send(Event::SmartCounts(Some(counts))),
            Err(message) => {
                self.outbox.send(Event::SmartCounts(None));
                self.outbox.send(Event::Failed(message));
            }
        }
        None
    }

    fn folded_counts(&self, level: StoryLevel, mark: Mark) {
        self.writes.wait(mark);
        let today = self.clock.start_of_today();
        let counts = self.or_words(fenced(|| self.reader.folded_counts(level, today)));
        if let Err(message) = &counts {
            self.outbox.send(Event::Failed(message.clone()));
        }
        self.outbox.send(Event::Story(StoryEvent::Counts(counts.ok())));
    }

    fn try_rule(&self, generation: u64, query: &Expr, scope: RuleScope, mark: Mark) {
        if self.generations.trial.load(Ordering::Acquire) != generation {
            return;
        }
        self.writes.wait(mark);
        let reader = &self.reader;
        let preview = fenced(|| {
            let trial = reader.try_rule(query, scope, TRIED_ENTRIES, &self.clock.zoned())?;
            let shown = trial.found.get(..trial.found.len().min(SHOWN_TITLES)).unwrap_or_default();
            let titles = reader
                .rows(shown)?
                .into_iter()
                .map(|row| if row.title.is_empty() { row.excerpt } else { row.title })
                .collect();
            let found = u32::try_from(trial.found.len()).unwrap_or(u32::MAX);
            Ok(RulePreview { looked_at: trial.looked_at, found, titles })
        });
        self.outbox.send(Event::RuleTried { generation, result: self.or_words(preview) });
    }

    /// Answers a question from the library as it is after the acts so far.
    fn answer(&self, mark: Mark, ask: impl FnOnce(&Reader) -> Result<Event, StoreError>) {
        self.writes.wait(mark);
        let answer = fenced(|| ask(&self.reader));
        self.outbox.send(self.or_words(answer).unwrap_or_else(Event::Failed));
    }

    /// Turns both kinds of failure into a sentence for the user.
    fn or_words<T>(&self, answer: Result<Result<T, StoreError>, String>) -> Result<T, String> {
        answer.and_then(|answer| answer.map_err(|err| self.outbox.words(&err)))
    }

    fn list(&self, generation: u64, query: &Query, mark: Mark) {
        self.listed.set(generation);
        let is_wanted = || self.generations.list.load(Ordering::Acquire) == generation;
        if !is_wanted() {
            return;
        }
        self.writes.wait(mark);
        let is_river = query.expr == Expr::RIVER;
        if is_river && let Ok(stays) = self.reader.stays(query.now.timestamp()) {
            self.outbox.send(Event::Stays { generation, stays: Arc::new(stays) });
        }
        // Many entries of a feed are one row, so the river is needed whole.
        let first_part = if is_river { usize::MAX } else { FIRST_PART };
        let mut is_first = true;
        let mut hand_on = |entries, folds: Vec<Fold>, is_complete| {
            if !folds.is_empty() {
                self.outbox.send(Event::Story(StoryEvent::Folds { generation, folds }));
            }
            self.outbox.send(Event::List { generation, entries, is_complete });
            if std::mem::take(&mut is_first) && !is_complete {
                self.wait_for_paint(generation);
            }
        };
        let read = || self.reader.list_folded(query, first_part, &is_wanted, &mut hand_on);
        let failure = match fenced(read) {
            Ok(Ok(())) => return,
            Ok(Err(err)) => self.outbox.words(&err),
            Err(message) => message,
        };
        // Without a last part the window would wait for ever.
        self.outbox.send(Event::List { generation, entries: Vec::new(), is_complete: true });
        self.outbox.send(Event::Failed(failure));
    }

    /// Waits until the first part of a long list is painted. On a machine with few cores, reading
    /// the rest would delay that frame.
    fn wait_for_paint(&self, generation: u64) {
        let deadline = Instant::now() + PAINT_PATIENCE;
        let is_wanted = || self.generations.list.load(Ordering::Acquire) == generation;
        while is_wanted()
            && self.generations.painted.load(Ordering::Acquire) != generation
            && Instant::now() < deadline
        {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The next question, or the postponed counts if there is no other.
fn next_task(tasks: &Receiver<ListTask>, postponed: &mut Option<Mark>) -> Option<ListTask> {
    if postponed.is_none() {
        return tasks.recv().ok();
    }
    match tasks.try_recv() {
        Ok(task) => Some(task),
        Err(TryRecvError::Empty) => postponed.take().map(|mark| (Read::SmartCounts, mark)),
        Err(TryRecvError::Disconnected) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postponed_counts_come_after_the_questions_that_wait() {
        let (sender, tasks) = mpsc::channel();
        let mark = Writes::default().mark();
        sender.send((Read::Facts, mark)).unwrap();
        let mut postponed = Some(mark);
        assert!(matches!(next_task(&tasks, &mut postponed), Some((Read::Facts, _))));
        assert!(matches!(next_task(&tasks, &mut postponed), Some((Read::SmartCounts, _))));
        postponed = Some(mark);
        drop(sender);
        assert!(next_task(&tasks, &mut postponed).is_none(), "the program ends");
    }
}
