//! Decides whether it is a feed's turn. Pure.

use jiff::Timestamp;

use crate::model::FeedState;

/// The kind of the problem of a feed whose server asked to be left alone (429 or 503 with `Retry-After`).
pub const WAITING_KIND: &str = "retry_after";

/// Why a refresh happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A timer ran out: only feeds whose time has come.
    Timer,
    /// The reader asked for a refresh of all feeds or a folder: every feed but those that are gone for good.
    Asked,
    /// The reader asked for this very feed: even if it is gone.
    Insisted,
}

/// Whether it is a feed's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Ask its server.
    Ask,
    /// Its server wants to be left alone until then; that holds for the reader too.
    Wait {
        /// Until when.
        until: Timestamp,
    },
    /// Not now: it is gone for good, or the timer came too early for it.
    Skip,
}

/// Whether it is the turn of a feed.
#[must_use]
pub fn turn(state: &FeedState, now: Timestamp, mode: Mode) -> Turn {
    let pause = state.health.next_check.filter(|next_check| *next_check > now);
    let is_server_waiting = state.health.problem.as_ref().is_some_and(|problem| problem.kind == WAITING_KIND);
    match (mode, pause) {
        (Mode::Timer | Mode::Asked, _) if state.health.is_gone => Turn::Skip,
        (Mode::Timer, Some(_)) => Turn::Skip,
        (Mode::Asked | Mode::Insisted, Some(until)) if is_server_waiting => Turn::Wait { until },
        (Mode::Asked | Mode::Insisted, Some(_)) | (Mode::Timer | Mode::Asked | Mode::Insisted, None) => Turn::Ask,
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use url::Url;

    use super::*;
    use crate::model::{FeedHealth, FeedId, FeedProblem, Validators};

    fn now() -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn feed(health: FeedHealth) -> FeedState {
        let feed_url = Url::parse("https://a.org/feed").unwrap();
        FeedState { feed_id: FeedId(1), feed_url, validators: Validators::default(), health }
    }

    fn failing(kind: &str, minutes: i64) -> FeedState {
        let problem = FeedProblem { kind: kind.into(), message: String::new(), since: now(), failures: 1 };
        feed(FeedHealth { next_check: Some(now() + minutes.minutes()), problem: Some(problem), ..FeedHealth::default() })
    }

    #[test]
    fn our_own_pause_holds_for_the_timer_only() {
        let state = failing("timeout", 10);
        assert_eq!([Mode::Timer, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)), [Turn::Skip, Turn::Ask, Turn::Ask]);
    }

    #[test]
    fn the_pause_that_a_server_asked_for_holds_for_everyone() {
        let state = failing(WAITING_KIND, 10);
        let wait = Turn::Wait { until: now() + 10.minutes() };
        assert_eq!([Mode::Timer, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)), [Turn::Skip, wait, wait]);
    }

    #[test]
    fn a_pause_that_is_over_holds_nobody() {
        for state in [failing(WAITING_KIND, 0), failing("timeout", -1)] {
            assert_eq!([Mode::Timer, Mode::Asked].map(|mode| turn(&state, now(), mode)), [Turn::Ask, Turn::Ask]);
        }
    }

    #[test]
    fn a_feed_that_is_gone_is_asked_only_when_the_reader_insists() {
        let state = feed(FeedHealth { is_gone: true, ..FeedHealth::default() });
        assert_eq!([Mode::Timer, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)), [Turn::Skip, Turn::Skip, Turn::Ask]);
    }
}
