//! The requests of the last day: which of them the page shows, their words, and a report for the
//! publisher of a feed.

use std::fmt::Write as _;
use std::sync::{Arc, Weak};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::dialog::{ActivityFilter, ActivityView};
use super::state::AppState;
use crate::i18n::{Language, bytes_words, decimal_words, t, with_language};
use crate::model::{Activity, Answer, Cause, Feed, FeedId, FeedProblem, without_secrets};
use crate::net::USER_AGENT;

/// The most requests in a report; nobody reads more.
pub const REPORTED_MAX: usize = 200;

/// The index of each request of a page's feed that contains the page's words; the latest request
/// first.
fn found_places(state: &AppState, view: &ActivityView) -> impl Iterator<Item = usize> {
    let words = view.text.trim().to_lowercase();
    let is_of_feed = of_feed(view.feed_id.and_then(|id| state.feed(id)), view.feed_id);
    let is_wanted = move |request: &Activity| {
        is_of_feed(request) && (words.is_empty() || is_found(state, request, &words))
    };
    state
        .activity
        .iter()
        .enumerate()
        .filter(move |(_, request)| is_wanted(request))
        .map(|(place, _)| place)
}

/// The last result of a search: a day has thousands of requests, and the page is drawn many times a
/// second.
#[derive(Debug, Clone, Default)]
pub struct FoundRequests {
    /// The requests that were searched; this does not keep them alive.
    among: Weak<Vec<Activity>>,
    by: ActivityView,
    places: Arc<[usize]>,
}

impl FoundRequests {
    /// The requests that a page shows before its filter, the latest first. Searches again only if
    /// the requests, the feed or the words have changed.
    #[must_use]
    pub fn requests<'a>(&mut self, state: &'a AppState, view: &ActivityView) -> Vec<&'a Activity> {
        let is_same = (&self.by.text, self.by.feed_id) == (&view.text, view.feed_id);
        if !is_same || !std::ptr::eq(self.among.as_ptr(), Arc::as_ptr(&state.activity)) {
            self.places = found_places(state, view).collect();
            self.among = Arc::downgrade(&state.activity);
            self.by = view.clone();
        }
        self.places.iter().filter_map(|place| state.activity.get(*place)).collect()
    }
}

/// Whether a filter shows a request.
#[must_use]
pub fn is_shown(filter: ActivityFilter, request: &Activity) -> bool {
    match filter {
        ActivityFilter::All => true,
        ActivityFilter::Failed => request.is_failed(),
    }
}

/// The requests of a feed; all requests if `feed_id` is `None`.
pub fn requests_of<'a>(
    requests: &'a [Activity],
    feed: Option<&Feed>,
    feed_id: Option<FeedId>,
) -> impl Iterator<Item = &'a Activity> + use<'a> {
    let is_of_feed = of_feed(feed, feed_id);
    requests.iter().filter(move |request| is_of_feed(request))
}

fn of_feed(feed: Option<&Feed>, feed_id: Option<FeedId>) -> impl Fn(&Activity) -> bool + use<> {
    let address = feed.map(|feed| without_secrets(&feed.feed_url)).unwrap_or_default();
    move |request| feed_id.is_none_or(|id| request.is_of(id, &address))
}

fn is_found(state: &AppState, request: &Activity, words: &str) -> bool {
    let is_in = |text: &str| text.to_lowercase().contains(words);
    let title = request.feed_id.and_then(|id| state.feed(id)).map_or("", Feed::title);
    is_in(&request.url)
        || is_in(title)
        || is_in(&answer_words(request))
        || is_in(&cause_words(request.cause))
}

/// The reason for a request, in words.
#[must_use]
pub fn cause_words(cause: Cause) -> String {
    match cause {
        Cause::Asked => t!(activity_cause_asked),
        Cause::Timer => t!(activity_cause_timer),
        Cause::Added => t!(activity_cause_added),
        Cause::Preview => t!(activity_cause_preview),
        Cause::FullText => t!(activity_cause_full_text),
        Cause::Picture => t!(activity_cause_picture),
        Cause::Icon => t!(activity_cause_icon),
        Cause::Sync => t!(activity_cause_sync),
        Cause::Episode => t!(activity_cause_episode),
        Cause::Folder => t!(activity_cause_folder),
    }
}

/// The answer in words: `404 Not found`, or the reason why there is none.
#[must_use]
pub fn answer_words(request: &Activity) -> String {
    match &request.answer {
        Answer::Status(status) => {
            t!(http_status, status = status.to_string(), meaning = status_words(*status))
        }
        Answer::Failed(message) => message.clone(),
        Answer::Kept => t!(activity_feed_kept),
    }
}

/// The name of a status (RFC 9110), or the name of its class.
fn status_words(status: u16) -> String {
    status_name(status).unwrap_or_else(|| match status {
        200..300 => t!(http_success),
        300..400 => t!(http_redirect),
        400..500 => t!(http_client_error),
        500..600 => t!(http_server_error),
        _ => t!(http_unknown),
    })
}

fn status_name(status: u16) -> Option<String> {
    Some(match status {
        200 => t!(http_ok),
        204 => t!(http_no_content),
        301 => t!(http_moved_permanently),
        302 => t!(http_found),
        304 => t!(http_not_modified),
        307 => t!(http_temporary_redirect),
        308 => t!(http_permanent_redirect),
        400 => t!(http_bad_request),
        401 => t!(http_unauthorized),
        402 => t!(http_payment_required),
        403 => t!(http_forbidden),
        404 => t!(http_not_found),
        405 => t!(http_method_not_allowed),
        406 => t!(http_not_acceptable),
        408 => t!(http_request_timeout),
        410 => t!(http_gone),
        421 => t!(http_misdirected),
        429 => t!(http_too_many_requests),
        451 => t!(http_legal_reasons),
        500 => t!(http_internal_error),
        502 => t!(http_bad_gateway),
        503 => t!(http_unavailable),
        504 => t!(http_gateway_timeout),
        _ => return None,
    })
}

/// `0.35 s`, `12 ms`.
#[must_use]
pub fn duration_words(took: Duration) -> String {
    if took < Duration::from_millis(100) {
        t!(activity_milliseconds, count = took.as_millis().to_string())
    } else {
        t!(activity_seconds, count = decimal_words(took.as_secs_f64(), 2))
    }
}

/// Bytes, duration and redirects in a line.
#[must_use]
pub fn transfer_words(request: &Activity) -> String {
    let time = duration_words(request.took);
    let size = bytes_words(request.bytes);
    match (request.bytes, request.redirects.len()) {
        (0, 0) => t!(activity_transfer_empty, time = time),
        (0, count) => t!(activity_transfer_empty_redirects, time = time, count = count),
        (_, 0) => t!(activity_transfer, size = size, time = time),
        (_, count) => t!(activity_transfer_redirects, size = size, time = time, count = count),
    }
}

/// A report with which a publisher can find the requests in the logs of the server: times in UTC,
/// addresses without secrets.
///
/// `feed_of` finds a feed. `minutes` is the time between refreshes of feeds without a setting of
/// their own. The report is in English: the publisher may not read the language of the window.
#[must_use]
pub fn report<'f>(
    requests: &[&Activity],
    feed_of: impl Fn(FeedId) -> Option<&'f Feed>,
    minutes: u32,
    now: Timestamp,
) -> String {
    with_language(Language::English, || english_report(requests, feed_of, minutes, now))
}

fn english_report<'f>(
    requests: &[&Activity],
    feed_of: impl Fn(FeedId) -> Option<&'f Feed>,
    minutes: u32,
    now: Timestamp,
) -> String {
    let mut text = format!(
        "{USER_AGENT}\nTimes in UTC, the latest request first. \
         Keys and passwords in addresses are left out.\n"
    );
    for request in requests.iter().take(REPORTED_MAX) {
        // Writing to a String cannot fail.
        let _ = write_request(&mut text, request, request.feed_id.and_then(&feed_of), minutes, now);
    }
    match requests.len().saturating_sub(REPORTED_MAX) {
        0 => text,
        1 => text + "\n1 earlier request is left out.\n",
        more => text + &format!("\n{more} earlier requests are left out.\n"),
    }
}

fn write_request(
    text: &mut String,
    request: &Activity,
    feed: Option<&Feed>,
    minutes: u32,
    now: Timestamp,
) -> std::fmt::Result {
    writeln!(text, "\n{}  GET {}", utc(request.begun), request.url)?;
    write!(text, "  {}", cause_words(request.cause))?;
    if let Some(feed) = feed {
        write!(text, " of {}", feed.title())?;
    }
    writeln!(text, "{}", if request.is_conditional { ", only if it changed" } else { "" })?;
    for redirect in &request.redirects {
        writeln!(text, "  {} to {}", redirect.status, redirect.url)?;
    }
    writeln!(text, "  {}", answer_words(request))?;
    write!(text, "  {} bytes in {}", request.bytes, duration_words(request.took))?;
    writeln!(
        text,
        "{}",
        request.content_type.as_ref().map(|kind| format!(", {kind}")).unwrap_or_default()
    )?;
    feed.map_or(Ok(()), |feed| {
        writeln!(text, "  The feed is {}", next_words(feed, minutes, now, utc))
    })
}

/// The time of the next request for a feed, as the end of a sentence.
#[must_use]
pub fn next_words(
    feed: &Feed,
    minutes: u32,
    now: Timestamp,
    time_words: impl Fn(Timestamp) -> String,
) -> String {
    let is_server_waiting =
        feed.health.problem.as_ref().is_some_and(FeedProblem::is_server_waiting);
    let pause = feed.health.next_check.filter(|next| is_server_waiting && *next > now);
    match (feed.next_attempt(minutes), pause) {
        _ if feed.health.is_gone => t!(activity_next_gone),
        (Some(next), _) if next > now => t!(activity_next_at, time = time_words(next)),
        (Some(_), _) => t!(activity_next_refresh),
        (None, Some(pause)) => t!(activity_next_manual_after, time = time_words(pause)),
        (None, None) => t!(activity_next_manual),
    }
}

fn utc(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::clock_words;
    use crate::model::{FeedHealth, FeedOptions, ProblemKind, Redirect};

    fn request(answer: Answer) -> Activity {
        Activity {
            cause: Cause::Asked,
            feed_id: Some(FeedId(1)),
            url: "https://a.org/feed?token=***".into(),
            begun: "2026-11-23T12:00:05Z".parse().unwrap(),
            took: Duration::from_millis(350),
            is_conditional: true,
            redirects: vec![Redirect { status: 301, url: "https://b.org/feed".into() }],
            answer,
            bytes: 12_345,
            content_type: Some("text/html".into()),
        }
    }

    fn now() -> Timestamp {
        "2026-11-23T12:01:00Z".parse().unwrap()
    }

    fn later() -> Option<Timestamp> {
        "2026-11-23T13:00:00Z".parse().ok()
    }

    fn feed(health: FeedHealth) -> Feed {
        Feed {
            id: FeedId(1),
            feed_url: "https://a.org/feed".parse().unwrap(),
            published_title: "News".into(),
            custom_title: None,
            site_url: None,
            icon_url: None,
            description: None,
            folder_id: None,
            position: 1,
            added: now(),
            health,
            wants_full_text: false,
            options: FeedOptions::default(),
            account_id: None,
        }
    }

    fn reported(requests: &[&Activity]) -> String {
        let feed = feed(FeedHealth { next_check: later(), ..FeedHealth::default() });
        report(requests, |_| Some(&feed), 30, now())
    }

    #[test]
    fn a_report_says_all_that_a_publisher_needs() {
        let expected = format!(
            "{USER_AGENT}\nTimes in UTC, the latest request first. \
             Keys and passwords in addresses are left out.\n\n\
             2026-11-23 12:00:05  GET https://a.org/feed?token=***\n  \
             Manual refresh of News, only if it changed\n  301 to https://b.org/feed\n  \
             404 Not found\n  12345 bytes in 0.35 s, text/html\n  \
             The feed is asked again at 2026-11-23 13:00:00\n"
        );
        assert_eq!(reported(&[&request(Answer::Status(404))]), expected);
    }

    #[test]
    fn a_report_has_as_many_requests_as_the_limit_and_says_that_there_were_more() {
        let one = request(Answer::Status(200));
        let all = reported(&vec![&one; REPORTED_MAX]);
        assert_eq!(all.matches("GET ").count(), REPORTED_MAX);
        assert!(!all.contains("earlier"));
        let more = reported(&vec![&one; REPORTED_MAX + 1]);
        assert_eq!(more.matches("GET ").count(), REPORTED_MAX);
        assert!(more.ends_with("\n1 earlier request is left out.\n"));
    }

    #[test]
    fn an_answer_is_told_in_words() {
        assert_eq!(answer_words(&request(Answer::Status(304))), "304 Not modified");
        assert_eq!(answer_words(&request(Answer::Status(599))), "599 Server error");
        assert_eq!(
            answer_words(&request(Answer::Failed("Couldn't reach a.org".into()))),
            "Couldn't reach a.org"
        );
    }

    #[test]
    fn when_a_feed_is_asked_again_is_told_in_words() {
        let words = |health: FeedHealth, minutes| {
            next_words(&feed(health), minutes, now(), |_| "then".to_owned())
        };
        let last = |ago: i64| FeedHealth {
            last_attempt: now().checked_sub(jiff::SignedDuration::from_mins(ago)).ok(),
            ..FeedHealth::default()
        };
        assert_eq!(words(last(10), 30), "asked again at then");
        assert_eq!(words(last(40), 30), "asked again at the next refresh");
        assert_eq!(words(last(10), 0), "manual retry only");
        assert_eq!(
            words(FeedHealth { is_gone: true, ..last(10) }, 30),
            "closed and not asked again"
        );
        let problem = |retry_at| {
            let kind = ProblemKind::Status { host: "a.org".into(), status: 503, retry_at };
            Some(FeedProblem { kind, since: now(), failures: 1 })
        };
        let waiting = FeedHealth { next_check: later(), problem: problem(later()), ..last(10) };
        assert_eq!(words(waiting.clone(), 0), "manual retry only, not before then");
        assert_eq!(
            words(FeedHealth { problem: problem(None), ..waiting }, 0),
            "manual retry only",
            "our own pause is for timers"
        );
    }

    #[test]
    fn a_request_of_yesterday_is_told_apart_from_one_of_today() {
        let words = |time: &str| clock_words(time.parse().unwrap(), now(), &TimeZone::UTC);
        assert_eq!(
            [words("2026-11-23T00:00:00Z"), words("2026-11-22T23:59:59Z")],
            ["00:00:00", "Sun 23:59:59"]
        );
    }

    #[test]
    fn short_times_are_told_in_milliseconds() {
        assert_eq!(duration_words(Duration::from_micros(12_300)), "12 ms");
        assert_eq!(duration_words(Duration::from_millis(1234)), "1.23 s");
        assert_eq!(
            transfer_words(&request(Answer::Status(200))),
            "12 KB in 0.35 s \u{b7} 1 redirect"
        );
    }
}
