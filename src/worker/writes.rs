//! Lets a reading thread wait for the acts that were submitted before its question, so that a list
//! never shows an entry as unread that was just read.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The longest wait. Another process may hold the library, and then an old list is better than no
/// list.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts the acts that were submitted and those that are done.
#[derive(Debug, Default)]
pub(super) struct Writes {
    submitted: AtomicU64,
    done: Mutex<u64>,
    changed: Condvar,
}

/// The number of acts that must be done first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark(u64);

impl Writes {
    /// Counts an act as submitted. Never waits.
    pub(super) fn submit(&self) {
        self.submitted.fetch_add(1, Ordering::AcqRel);
    }

    /// Marks the acts submitted so far.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.submitted.load(Ordering::Acquire))
    }

    /// Counts an act as done, whether it succeeded or failed.
    pub(super) fn finish(&self) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// Waits until the acts before a mark are done, but at most [`PATIENCE`].
    pub(super) fn wait(&self, mark: Mark) {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_timeout_while(done, PATIENCE, |done| *done < mark.0));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_question_waits_for_the_acts_before_it() {
        let writes = Arc::new(Writes::default());
        writes.submit();
        let mark = writes.mark();
        let shared = Arc::clone(&writes);
        let act = std::thread::spawn(move || shared.finish());
        writes.wait(mark);
        act.join().unwrap();
        assert_eq!(*writes.done.lock().unwrap(), 1);
    }

    #[test]
    fn a_question_does_not_wait_for_acts_after_it() {
        let writes = Writes::default();
        let mark = writes.mark();
        writes.submit();
        writes.wait(mark);
        assert!(writes.mark() > mark);
    }
}
