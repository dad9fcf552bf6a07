//! Decides when to fetch and which conditions to send: conditional requests, freshness,
//! `Retry-After` and backoff. Pure functions.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

use super::message::{Headers, Request};
use crate::model::{FeedState, Validators, Wishes};

/// Validators are dropped after this time, because some servers answer 304 for ever once they have
/// seen one.
pub const VALIDATOR_LIFETIME: Duration = Duration::from_hours(8 * 24);
/// The same for a feed that the user refreshes alone: somebody who asks for one feed doubts that
/// it has nothing new.
pub const VALIDATOR_LIFETIME_INSISTED: Duration = Duration::from_hours(1);
/// How far `Last-Modified` may be ahead of our clock, which may be slow.
const CLOCKS_DIFFER: Duration = Duration::from_hours(24);
/// The shortest freshness lifetime, if the server gives one at all.
pub const FRESH_MIN: Duration = Duration::from_mins(5);
/// The longest freshness lifetime, whatever the server says.
pub const FRESH_MAX: Duration = Duration::from_hours(24);
/// The longest `Retry-After` that is honoured.
pub const RETRY_AFTER_MAX: Duration = Duration::from_hours(24);
/// The pause of the timer after the first failure of a feed.
pub const BACK_OFF_FIRST: Duration = Duration::from_mins(10);
/// The longest pause of the timer, however often a feed has failed.
pub const BACK_OFF_MAX: Duration = Duration::from_hours(24);

/// The request for a feed, with the validators that let the server answer "not modified", unless
/// they are older than `lifetime`.
#[must_use]
pub fn conditional(state: &FeedState, now: Timestamp, lifetime: Duration) -> Request {
    let mut request = Request {
        feed_id: Some(state.feed_id),
        sign_in: state.sign_in.clone(),
        ..Request::get(state.feed_url.clone())
    };
    if is_remembered(&state.validators, now, lifetime) {
        request.if_none_match.clone_from(&state.validators.etag);
        request.if_modified_since.clone_from(&state.validators.last_modified);
    }
    request
}

fn is_remembered(validators: &Validators, now: Timestamp, lifetime: Duration) -> bool {
    let Some(received) = validators.received else { return false };
    // A server that compares dates has nothing newer than a date in the future, for years.
    let modified = validators.last_modified.as_deref().and_then(date);
    if modified.is_some_and(|modified| modified.duration_since(now) > signed(CLOCKS_DIFFER)) {
        return false;
    }
    let age = now.duration_since(received);
    // A time in the future was written by a clock that was wrong, so the age is not known.
    age >= SignedDuration::ZERO && age < signed(lifetime)
}

/// The validators to store after a response: its own, completed by the old ones if it has no new
/// body. A 304 often leaves some out.
#[must_use]
pub fn new_validators(
    known: &Validators,
    headers: &Headers,
    body_hash: Option<[u8; 32]>,
    now: Timestamp,
) -> Validators {
    let is_new_body = body_hash.is_some();
    let kept = |old: &Option<String>| if is_new_body { None } else { old.clone() };
    let etag = headers.etag.clone().or_else(|| kept(&known.etag));
    let last_modified = headers.last_modified.clone().or_else(|| kept(&known.last_modified));
    // The age counts from the first sight of a validator. Otherwise a server that answers 304 for
    // ever would keep it young.
    let received = if is_new_body || known.received.is_none() { Some(now) } else { known.received };
    Validators {
        etag,
        last_modified,
        body_hash: body_hash.or(known.body_hash),
        received,
        wishes: known.wishes.clone(),
    }
}

/// The earliest time of the next request by the wishes of the publisher: after the longer lifetime
/// of the HTTP headers and the feed's own `ttl`, between [`FRESH_MIN`] and [`FRESH_MAX`], and not
/// in a time that the feed skips. `None` if the publisher has no wish.
#[must_use]
pub fn next_check(wishes: &Wishes, now: Timestamp) -> Option<Timestamp> {
    let pause = wishes.pause().filter(|pause| !pause.is_zero());
    let fresh_until = match pause {
        Some(pause) => later(now, pause.clamp(FRESH_MIN, FRESH_MAX))?,
        None => now,
    };
    // A longer pause would be taken for the mistake of a wrong clock.
    let next = wishes.skipped.after(fresh_until).min(later(now, FRESH_MAX)?);
    if next > now { Some(next) } else { None }
}

/// The lifetime by the headers of an answer, in seconds. An answer without news often has none;
/// then the known lifetime stays.
#[must_use]
pub fn max_age_secs(known: Option<u64>, headers: &Headers, now: Timestamp) -> Option<u64> {
    let is_silent = headers.cache_control.is_none() && headers.expires.is_none();
    if is_silent { known } else { http_freshness(headers, now).map(|lifetime| lifetime.as_secs()) }
}

fn http_freshness(headers: &Headers, now: Timestamp) -> Option<Duration> {
    let directives = headers.cache_control.as_deref().unwrap_or_default().to_ascii_lowercase();
    let mut max_age = None;
    for directive in directives.split(',').map(str::trim) {
        match directive.split_once('=') {
            None if directive == "no-cache" || directive == "no-store" => return None,
            Some((name, value)) if name.trim() == "max-age" => {
                max_age = seconds(value.trim().trim_matches('"'));
            }
            _ => {}
        }
    }
    let age = headers.age.as_deref().and_then(seconds).unwrap_or_default();
    max_age.map(|max_age| max_age.saturating_sub(age)).or_else(|| expires_in(headers, now))
}

fn expires_in(headers: &Headers, now: Timestamp) -> Option<Duration> {
    let expires = date(headers.expires.as_deref()?)?;
    // Both times are from the server's clock, so a wrong clock does not matter.
    let sent = headers.date.as_deref().and_then(date).unwrap_or(now);
    Duration::try_from(expires.duration_since(sent)).ok()
}

/// The end of the pause that a server asked for with 429 or 503. `None` without a valid
/// `Retry-After`, or if it is zero.
#[must_use]
pub fn retry_after(status: u16, headers: &Headers, now: Timestamp) -> Option<Timestamp> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let text = headers.retry_after.as_deref()?.trim();
    let wait = match seconds(text) {
        Some(wait) => wait,
        None => Duration::try_from(date(text)?.duration_since(now)).ok()?,
    };
    if wait.is_zero() { None } else { later(now, wait.min(RETRY_AFTER_MAX)) }
}

/// The end of the pause after `failures` failures in a row.
#[must_use]
pub fn back_off(failures: u32, now: Timestamp) -> Option<Timestamp> {
    let factor = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
    later(now, BACK_OFF_FIRST.saturating_mul(factor).min(BACK_OFF_MAX))
}

/// A number of seconds. A number that is too large becomes a very long time.
fn seconds(text: &str) -> Option<Duration> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Duration::from_secs(text.parse::<u32>().unwrap_or(u32::MAX).into()))
}

fn date(text: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(text.trim()).ok()?;
    Timestamp::try_from(time).ok()
}

fn later(now: Timestamp, by: Duration) -> Option<Timestamp> {
    now.checked_add(by).ok()
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::model::{FeedHealth, FeedId, Wishes};

    const NOW: &str = "2026-11-23T12:00:00Z";

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn validators(days_old: i64) -> Validators {
        let received = now().checked_sub(SignedDuration::from_hours(24 * days_old)).unwrap();
        Validators {
            etag: Some("\"a\"".into()),
            last_modified: Some("yesterday".into()),
            body_hash: Some([1; 32]),
            received: Some(received),
            wishes: Wishes::default(),
        }
    }

    fn asked(validators: Validators) -> (Option<String>, Option<String>) {
        let feed_url = Url::parse("https://a.org/feed").unwrap();
        let state = FeedState {
            feed_id: FeedId(1),
            feed_url,
            validators,
            health: FeedHealth::default(),
            refresh_minutes: None,
            paused_until: None,
            sign_in: None,
        };
        let request = conditional(&state, now(), VALIDATOR_LIFETIME);
        (request.if_none_match, request.if_modified_since)
    }

    fn fresh_until(headers: &Headers, ttl: Option<Duration>, now: Timestamp) -> Option<Timestamp> {
        let wishes = Wishes {
            ttl_secs: ttl.map(|ttl| ttl.as_secs()),
            max_age_secs: max_age_secs(None, headers, now),
            ..Wishes::default()
        };
        next_check(&wishes, now)
    }

    fn minutes_until(time: Option<Timestamp>) -> Option<i64> {
        time.map(|time| time.duration_since(now()).as_secs() / 60)
    }

    #[test]
    fn validators_are_sent_back_as_they_came_for_eight_days() {
        let both = (Some("\"a\"".to_owned()), Some("yesterday".to_owned()));
        assert_eq!(asked(validators(0)), both);
        assert_eq!(asked(validators(7)), both);
        assert_eq!(asked(validators(8)), (None, None));
        assert_eq!(asked(validators(-1)), (None, None));
        assert_eq!(asked(Validators { received: None, ..validators(0) }), (None, None));
    }

    #[test]
    fn a_change_that_is_yet_to_come_is_no_condition() {
        let with = |last_modified: &str| {
            asked(Validators { last_modified: Some(last_modified.into()), ..validators(1) })
        };
        assert_eq!(with("Wed, 20 Nov 2041 07:30:00 GMT"), (None, None));
        assert_eq!(with("Tue, 24 Nov 2026 13:00:00 GMT"), (None, None));
        let fast = "Tue, 24 Nov 2026 11:00:00 GMT";
        assert_eq!(with(fast), (Some("\"a\"".to_owned()), Some(fast.to_owned())));
    }

    #[test]
    fn an_answer_without_news_leaves_validators_and_their_age() {
        let known = validators(3);
        assert_eq!(new_validators(&known, &Headers::default(), None, now()), known);
        let headers = Headers { etag: Some("\"b\"".into()), ..Headers::default() };
        let renewed = new_validators(&known, &headers, None, now());
        assert_eq!((renewed.etag.as_deref(), renewed.received), (Some("\"b\""), known.received));
    }

    #[test]
    fn a_new_body_replaces_all_validators() {
        let replaced = new_validators(&validators(3), &Headers::default(), Some([2; 32]), now());
        assert_eq!(
            replaced,
            Validators {
                etag: None,
                last_modified: None,
                body_hash: Some([2; 32]),
                received: Some(now()),
                wishes: Wishes::default(),
            }
        );
    }

    #[test]
    fn freshness_follows_the_headers_within_limits() {
        let cases = [
            (("max-age=3600", "", ""), Some(60)),
            (("public, Max-Age = 3600", "", ""), Some(60)),
            (("public, MAX-AGE=3600", "", ""), Some(60)),
            (("max-age=3600", "600", ""), Some(50)),
            (("max-age=3600", "9999", ""), None),
            (("max-age=\"3600\"", "", ""), Some(60)),
            (("max-age=1", "", ""), Some(5)),
            (("max-age=0", "", ""), None),
            (("max-age=99999999999999", "", ""), Some(24 * 60)),
            (("max-age=-5", "", ""), None),
            (("no-cache, max-age=3600", "", ""), None),
            (("no-store", "", "Mon, 23 Nov 2026 13:00:00 GMT"), None),
            (("", "", "Mon, 23 Nov 2026 13:00:00 GMT"), Some(60)),
            (("max-age=7200", "", "Mon, 23 Nov 2026 13:00:00 GMT"), Some(120)),
            (("", "", "Mon, 23 Nov 2026 11:00:00 GMT"), None),
            (("", "", "0"), None),
            (("", "", ""), None),
        ];
        for ((cache_control, age, expires), expected) in cases {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let headers = Headers {
                cache_control: some(cache_control),
                age: some(age),
                expires: some(expires),
                ..Headers::default()
            };
            assert_eq!(
                minutes_until(fresh_until(&headers, None, now())),
                expected,
                "{cache_control} / {age} / {expires}"
            );
        }
    }

    #[test]
    fn expiry_is_taken_by_the_clock_of_the_server() {
        let headers = Headers {
            date: Some("Mon, 23 Nov 2020 12:00:00 GMT".into()),
            expires: Some("Mon, 23 Nov 2020 12:30:00 GMT".into()),
            ..Headers::default()
        };
        assert_eq!(minutes_until(fresh_until(&headers, None, now())), Some(30));
    }

    #[test]
    fn the_longer_of_header_and_ttl_counts() {
        let headers = Headers { cache_control: Some("max-age=600".into()), ..Headers::default() };
        let ttl = |minutes: u64| Some(Duration::from_mins(minutes));
        assert_eq!(minutes_until(fresh_until(&headers, ttl(60), now())), Some(60));
        assert_eq!(minutes_until(fresh_until(&headers, ttl(6), now())), Some(10));
        assert_eq!(
            minutes_until(fresh_until(&Headers::default(), ttl(7 * 24 * 60), now())),
            Some(24 * 60)
        );
    }

    #[test]
    fn an_answer_that_is_silent_about_its_lifetime_keeps_the_known_one() {
        let with = |cache_control: Option<&str>| {
            let cache_control = cache_control.map(str::to_owned);
            let headers = Headers { cache_control, ..Headers::default() };
            max_age_secs(Some(3600), &headers, now())
        };
        assert_eq!(
            [with(None), with(Some("max-age=60")), with(Some("no-cache"))],
            [Some(3600), Some(60), None]
        );
    }

    #[test]
    fn a_feed_is_not_asked_in_the_times_that_it_skips() {
        let mut wishes = Wishes::default();
        assert_eq!(next_check(&wishes, now()), None);
        wishes.skipped.add_hour("12");
        assert_eq!(minutes_until(next_check(&wishes, now())), Some(60));
        wishes.max_age_secs = Some(10 * 60);
        assert_eq!(minutes_until(next_check(&wishes, now())), Some(60));
        for day in ["Monday", "Tuesday", "Wednesday"] {
            wishes.skipped.add_day(day);
        }
        assert_eq!(minutes_until(next_check(&wishes, now())), Some(24 * 60), "looked at again");
    }

    #[test]
    fn validators_of_a_date_in_the_future_are_not_sent() {
        let of = |date: &str| {
            asked(Validators { last_modified: Some(date.into()), ..validators(0) }).0.is_some()
        };
        assert!(of("Mon, 23 Nov 2026 12:00:00 GMT") && of("Tue, 24 Nov 2026 11:00:00 GMT"));
        assert!(!of("Wed, 20 Nov 2041 07:30:00 GMT"));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_never_absurd() {
        let cases = [
            (429, "120", Some(2)),
            (503, "120", Some(2)),
            (500, "120", None),
            (200, "120", None),
            (429, "Mon, 23 Nov 2026 13:00:00 GMT", Some(60)),
            (429, "Mon, 23 Nov 2026 11:00:00 GMT", None),
            (429, "99999999999999999999", Some(24 * 60)),
            (429, "-5", None),
            (429, "0", None),
            (429, "soon", None),
            (429, "", None),
        ];
        for (status, text, expected) in cases {
            let headers = Headers { retry_after: Some(text.into()), ..Headers::default() };
            assert_eq!(
                minutes_until(retry_after(status, &headers, now())),
                expected,
                "{status} {text}"
            );
        }
        assert_eq!(retry_after(429, &Headers::default(), now()), None);
    }

    #[test]
    fn each_failure_doubles_the_pause_up_to_a_day() {
        let pauses: Vec<_> = [0, 1, 2, 3, 8, 9, 40, u32::MAX]
            .map(|failures| minutes_until(back_off(failures, now())).unwrap())
            .into();
        assert_eq!(pauses, [10, 10, 20, 40, 1280, 1440, 1440, 1440]);
    }
}
