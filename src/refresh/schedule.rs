//! Decides whether a feed is due.

use jiff::{SignedDuration, Timestamp};

use crate::model::{FeedProblem, FeedState};

/// Tolerance for a timer that runs a little early. Without it a feed could miss a whole round.
const SLACK: SignedDuration = SignedDuration::from_secs(30);

/// The longest pause. A time further ahead was written while the clock was wrong.
const PAUSE_MAX: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The timer: only feeds that are due. `minutes` is the interval for feeds without their own; 0
    /// means never.
    Timer { minutes: u32 },
    /// The user refreshes all feeds or a folder: every feed except those that are gone for good or
    /// that the user paused.
    Asked,
    /// The user refreshes this one feed: even if it is gone for good or paused.
    Insisted,
}

/// What to do with a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Fetch it.
    Ask,
    /// Wait, because its server asked for a pause. That holds for the user too.
    Wait { until: Timestamp },
    /// Not now: it is gone for good, or not due.
    Skip,
}

/// Decides what to do with a feed.
#[must_use]
pub fn turn(state: &FeedState, now: Timestamp, mode: Mode) -> Turn {
    let pause = state
        .health
        .next_check
        .filter(|next_check| *next_check > now && next_check.duration_since(now) <= PAUSE_MAX);
    let is_server_waiting =
        state.health.problem.as_ref().is_some_and(FeedProblem::is_server_waiting);
    let is_paused = state.paused_until.is_some_and(|until| until > now);
    match (mode, pause) {
        (Mode::Timer { .. } | Mode::Asked, _) if state.health.is_gone => Turn::Skip,
        (Mode::Timer { .. } | Mode::Asked, _) if is_paused => Turn::Skip,
        (Mode::Timer { .. }, Some(_)) => Turn::Skip,
        (Mode::Timer { .. }, None) if state.validators.wishes.skipped.after(now) > now => {
            Turn::Skip
        }
        (Mode::Timer { minutes }, None) if !is_due(state, now, minutes) => Turn::Skip,
        (Mode::Asked | Mode::Insisted, Some(until)) if is_server_waiting => Turn::Wait { until },
        (Mode::Asked | Mode::Insisted, Some(_))
        | (Mode::Timer { .. } | Mode::Asked | Mode::Insisted, None) => Turn::Ask,
    }
}

/// Whether the refresh interval of a feed is over.
fn is_due(state: &FeedState, now: Timestamp, minutes: u32) -> bool {
    let minutes = state.refresh_minutes.unwrap_or(minutes);
    let pause = SignedDuration::from_mins(i64::from(minutes)) - SLACK;
    minutes > 0
        && state
            .health
            .last_attempt
            .is_none_or(|last| now.duration_since(last) >= pause || last > now)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use url::Url;

    use super::*;
    use crate::model::{FeedHealth, FeedId, ProblemKind, Validators};

    /// The status of a server that says when to ask again.
    const WAITING: u16 = 429;
    const OTHER: u16 = 500;
    const TIMER: Mode = Mode::Timer { minutes: 60 };

    fn now() -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn feed(health: FeedHealth) -> FeedState {
        let feed_url = Url::parse("https://a.org/feed").unwrap();
        FeedState {
            feed_id: FeedId(1),
            feed_url,
            validators: Validators::default(),
            health,
            refresh_minutes: None,
            paused_until: None,
            sign_in: None,
        }
    }

    fn failing(status: u16, minutes: i64) -> FeedState {
        let retry_at = (status == WAITING).then(now);
        let kind = ProblemKind::Status { host: "a.org".into(), status, retry_at };
        let problem = FeedProblem { kind, since: now(), failures: 1 };
        feed(FeedHealth {
            next_check: Some(now() + minutes.minutes()),
            problem: Some(problem),
            ..FeedHealth::default()
        })
    }

    #[test]
    fn our_own_pause_holds_for_the_timer_only() {
        let state = failing(OTHER, 10);
        assert_eq!(
            [TIMER, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)),
            [Turn::Skip, Turn::Ask, Turn::Ask]
        );
    }

    #[test]
    fn a_feed_that_the_user_paused_is_left_alone_until_then() {
        let state =
            FeedState { paused_until: Some(now() + 10.minutes()), ..feed(FeedHealth::default()) };
        let turns = |now: Timestamp| {
            [TIMER, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now, mode))
        };
        assert_eq!(turns(now()), [Turn::Skip, Turn::Skip, Turn::Ask]);
        assert_eq!(turns(now() + 10.minutes()), [Turn::Ask; 3], "it resumes by itself");
    }

    #[test]
    fn the_pause_that_a_server_asked_for_holds_for_everyone() {
        let state = failing(WAITING, 10);
        let wait = Turn::Wait { until: now() + 10.minutes() };
        assert_eq!(
            [TIMER, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)),
            [Turn::Skip, wait, wait]
        );
    }

    #[test]
    fn a_pause_that_is_over_holds_nobody() {
        for state in [failing(WAITING, 0), failing(OTHER, -1)] {
            assert_eq!(
                [TIMER, Mode::Asked].map(|mode| turn(&state, now(), mode)),
                [Turn::Ask, Turn::Ask]
            );
        }
    }

    #[test]
    fn a_pause_by_a_clock_that_was_set_back_holds_nobody() {
        for state in [failing(WAITING, 24 * 60 + 1), failing(OTHER, 999_999)] {
            assert_eq!(
                [TIMER, Mode::Asked].map(|mode| turn(&state, now(), mode)),
                [Turn::Ask, Turn::Ask]
            );
        }
        assert_eq!(turn(&failing(OTHER, 24 * 60), now(), TIMER), Turn::Skip, "the longest pause");
        for longest in
            [crate::net::RETRY_AFTER_MAX, crate::net::FRESH_MAX, crate::net::BACK_OFF_MAX]
        {
            assert_eq!(SignedDuration::try_from(longest).unwrap(), PAUSE_MAX);
        }
    }

    #[test]
    fn a_feed_that_is_gone_is_fetched_only_if_the_user_refreshes_it_alone() {
        let state = feed(FeedHealth { is_gone: true, ..FeedHealth::default() });
        assert_eq!(
            [TIMER, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)),
            [Turn::Skip, Turn::Skip, Turn::Ask]
        );
    }

    #[test]
    fn the_timer_leaves_a_feed_alone_in_the_times_that_it_skips() {
        let mut state = feed(FeedHealth::default());
        state.validators.wishes.skipped.add_hour("12");
        assert_eq!(
            [TIMER, Mode::Asked, Mode::Insisted].map(|mode| turn(&state, now(), mode)),
            [Turn::Skip, Turn::Ask, Turn::Ask]
        );
        assert_eq!(turn(&state, now() + 1.hour(), TIMER), Turn::Ask);
    }

    #[test]
    fn a_feed_has_its_own_refresh_interval() {
        let last = |minutes: i64| FeedHealth {
            last_attempt: Some(now() - minutes.minutes()),
            ..FeedHealth::default()
        };
        let turn_of = |own: Option<u32>, ago: i64, mode| {
            turn(&FeedState { refresh_minutes: own, ..feed(last(ago)) }, now(), mode)
        };
        assert_eq!(
            [59, 60, 10].map(|ago| turn_of(None, ago, TIMER)),
            [Turn::Skip, Turn::Ask, Turn::Skip]
        );
        assert_eq!([9, 10].map(|ago| turn_of(Some(10), ago, TIMER)), [Turn::Skip, Turn::Ask]);
        assert_eq!(turn_of(Some(0), 9999, TIMER), Turn::Skip, "paused");
        assert_eq!(turn_of(Some(0), 9999, Mode::Asked), Turn::Ask, "but not for the reader");
        assert_eq!(turn_of(None, -500, TIMER), Turn::Ask, "a clock that was set back");
        assert_eq!(turn_of(None, 9999, Mode::Timer { minutes: 0 }), Turn::Skip);
    }
}
