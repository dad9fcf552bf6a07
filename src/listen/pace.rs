//! Where an episode begins, when its position is saved, and times as a player shows them.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::model::{FeedOptions, Heard};

/// How often the position is saved while an episode plays.
pub const SAVED_EVERY: SignedDuration = SignedDuration::from_secs(5);
/// An episode that was heard up to this many seconds before its end begins anew.
pub const END_SECS: u64 = 10;

/// How much of the beginning and of the ending of its episodes a feed has skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SkipRule {
    pub start: Duration,
    pub end: Duration,
}

impl From<&FeedOptions> for SkipRule {
    fn from(options: &FeedOptions) -> Self {
        let secs = |secs: Option<u32>| Duration::from_secs(secs.unwrap_or(0).into());
        let options = options.listening;
        Self { start: secs(options.skip_start_secs), end: secs(options.skip_end_secs) }
    }
}

/// Where to begin an episode that was heard so far. The player itself skips the beginning of one
/// that starts at zero.
#[must_use]
pub fn start_of(heard: Option<&Heard>) -> Duration {
    heard
        .filter(|heard| !heard.is_finished && !is_near_end(heard.position, heard.duration))
        .map_or(Duration::ZERO, |heard| heard.position)
}

#[must_use]
pub fn is_near_end(position: Duration, duration: Option<Duration>) -> bool {
    duration.is_some_and(|whole| {
        whole > Duration::ZERO && position + Duration::from_secs(END_SECS) >= whole
    })
}

/// Whether a position is to be saved: it is another one, and the last save was long enough ago or
/// playing has stopped.
#[must_use]
pub fn is_save_due(
    saved: Option<(Timestamp, Duration)>,
    position: Duration,
    is_playing: bool,
    now: Timestamp,
) -> bool {
    match saved {
        None => position > Duration::ZERO,
        Some((_, at)) if at == position => false,
        Some((when, _)) => !is_playing || now.duration_since(when).abs() >= SAVED_EVERY,
    }
}

/// A time as players show it: `5:07`, `1:02:03`.
#[must_use]
pub fn time_words(time: Duration) -> String {
    let secs = time.as_secs();
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{secs:02}")
    } else {
        format!("{minutes}:{secs:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ListenOptions;

    fn heard(position: u64, duration: Option<u64>, is_finished: bool) -> Heard {
        let secs = Duration::from_secs;
        Heard { position: secs(position), duration: duration.map(secs), is_finished }
    }

    #[test]
    fn an_episode_goes_on_where_it_was_left_unless_it_was_heard() {
        assert_eq!(start_of(None), Duration::ZERO);
        assert_eq!(start_of(Some(&heard(60, Some(100), false))), Duration::from_mins(1));
        assert_eq!(start_of(Some(&heard(60, None, false))), Duration::from_mins(1));
        assert_eq!(start_of(Some(&heard(60, Some(100), true))), Duration::ZERO);
        assert_eq!(start_of(Some(&heard(100 - END_SECS, Some(100), false))), Duration::ZERO);
    }

    #[test]
    fn a_position_is_saved_every_few_seconds_and_when_playing_stops() {
        let now: Timestamp = "2026-11-30T20:00:00Z".parse().unwrap();
        let (one, two) = (Duration::from_secs(1), Duration::from_secs(2));
        let later = now.checked_add(SAVED_EVERY).unwrap();
        assert!(!is_save_due(None, Duration::ZERO, true, now), "nothing was heard");
        assert!(is_save_due(None, one, true, now));
        assert!(!is_save_due(Some((now, one)), two, true, now));
        assert!(is_save_due(Some((now, one)), two, true, later));
        assert!(is_save_due(Some((now, one)), two, false, now), "paused");
        assert!(!is_save_due(Some((now, one)), one, false, later), "saved already");
    }

    #[test]
    fn times_have_hours_only_if_they_need_them() {
        let words = |secs| time_words(Duration::from_secs(secs));
        assert_eq!([words(0), words(307), words(3723)], ["0:00", "5:07", "1:02:03"]);
    }

    #[test]
    fn a_feed_has_its_beginning_and_ending_skipped() {
        let listening = ListenOptions { skip_start_secs: Some(30), ..ListenOptions::default() };
        let options = FeedOptions { listening, ..FeedOptions::default() };
        let rule = SkipRule { start: Duration::from_secs(30), end: Duration::ZERO };
        assert_eq!(SkipRule::from(&options), rule);
    }
}
