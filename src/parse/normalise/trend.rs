//! Tells by the dates of entries whether a feed lists the oldest or the newest first.

use jiff::Timestamp;

#[derive(Debug, Default)]
pub(super) struct Trend {
    /// The date of the open entry, in seconds.
    current: Option<i64>,
    last: Option<i64>,
    /// How often an entry is newer than the one before it.
    rises: usize,
    falls: usize,
}

impl Trend {
    pub(super) fn begin_entry(&mut self) {
        self.current = None;
    }

    /// Notes a date of the open entry.
    pub(super) fn note(&mut self, time: Timestamp) {
        self.current = Some(time.as_second());
    }

    pub(super) fn end_entry(&mut self) {
        let Some(current) = self.current.take() else { return };
        if let Some(last) = self.last {
            self.rises += usize::from(current > last);
            self.falls += usize::from(current < last);
        }
        self.last = Some(current);
    }

    /// Whether the oldest entries come first. A few out of order do not matter.
    pub(super) fn is_rising(&self) -> bool {
        self.rises > 10 * self.falls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_rising(times: impl IntoIterator<Item = i64>) -> bool {
        let mut trend = Trend::default();
        for secs in times {
            trend.begin_entry();
            trend.note(Timestamp::from_second(secs).unwrap());
            trend.end_entry();
        }
        trend.is_rising()
    }

    #[test]
    fn the_order_is_that_of_most_entries() {
        assert!(is_rising(0..100));
        assert!(is_rising((0..50).chain(40..100)));
        assert!(!is_rising((0..100).rev()));
        assert!(!is_rising([7; 100]));
        assert!(!is_rising([]));
        assert!(!is_rising((0..100).map(|number| number * 37 % 100)));
    }
}
