//! The words of the health page.

use jiff::Timestamp;

use crate::app::{
    FeedCondition, HealthColumn, HealthFilter, bytes_words, condition_of, date_words,
};
use crate::i18n::{t, until_words};
use crate::model::{Feed, FeedFacts};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;

pub(super) fn filter(filter: HealthFilter) -> String {
    match filter {
        HealthFilter::All => t!(health_all),
        HealthFilter::Failing => t!(health_failing),
        HealthFilter::Moved => t!(health_moved),
        HealthFilter::Silent => t!(health_silent),
        HealthFilter::NeverRead => t!(health_never_read),
        HealthFilter::Paused => t!(health_paused),
    }
}

pub(super) fn column(column: HealthColumn) -> String {
    match column {
        HealthColumn::State => t!(health_column_state),
        HealthColumn::Title => t!(health_column_title),
        HealthColumn::Success => t!(health_column_success),
        HealthColumn::Entries => t!(health_column_entries),
        HealthColumn::Read => t!(health_column_read),
    }
}

pub(super) fn icon(condition: FeedCondition) -> Icon {
    match condition {
        FeedCondition::Gone => Icon::Close,
        FeedCondition::SignIn => Icon::Locked,
        FeedCondition::Missing => Icon::Error,
        FeedCondition::NotAFeed => Icon::Document,
        FeedCondition::Unreachable => Icon::Offline,
        FeedCondition::Failing => Icon::Warning,
        FeedCondition::Faltering => Icon::Refresh,
        FeedCondition::Moved => Icon::Forward,
        FeedCondition::Incomplete => Icon::Info,
        FeedCondition::New => Icon::Unread,
        FeedCondition::Paused => Icon::Pause,
        FeedCondition::Well => Icon::Done,
    }
}

/// The time of the last refresh that succeeded.
pub(super) fn success(cx: &UiContext<'_>, feed: &Feed) -> String {
    feed.health
        .last_success
        .map_or_else(|| t!(health_never), |time| date_words(time, cx.now, &cx.state.zone))
}

/// The rate of a feed in a word or two.
pub(super) fn rate(facts: &FeedFacts) -> String {
    let monthly = f64::from(facts.recent) / 3.0;
    if monthly > 0.0 && monthly < 1.0 {
        t!(health_rate_low)
    } else {
        t!(health_rate, count = monthly.round_ties_even())
    }
}

/// The row in one sentence, for screen readers.
pub(super) fn row(cx: &UiContext<'_>, feed: &Feed, facts: Option<&FeedFacts>) -> String {
    let state = condition_of(feed).words();
    let success = success(cx, feed);
    let Some(facts) = facts else {
        return t!(health_row_empty, feed = feed.title(), state = state, success = success);
    };
    t!(
        health_row,
        feed = feed.title(),
        state = state,
        success = success,
        rate = monthly(facts),
        percent = facts.read_percent(),
    )
}

/// The lines of the tooltip: the whole truth about a feed.
pub(super) fn details(cx: &UiContext<'_>, feed: &Feed, facts: Option<&FeedFacts>) -> Vec<String> {
    let mut lines = vec![feed.feed_url.to_string()];
    lines.extend(problem(cx, feed));
    lines.push(schedule(cx, feed));
    lines.push(facts.map_or_else(|| t!(list_empty_entries), |facts| figures(facts, cx.now)));
    lines
}

/// The problem of a feed, or its new address.
fn problem(cx: &UiContext<'_>, feed: &Feed) -> Option<String> {
    match &feed.health.problem {
        _ if feed.health.is_gone => Some(t!(list_feed_gone)),
        Some(note) if note.is_note() => Some(note.words()),
        Some(problem) => {
            let since = date_words(problem.since, cx.now, &cx.state.zone);
            let count = problem.failures;
            let words = problem.words();
            Some(if count == 1 {
                t!(health_failed_once, problem = words, since = since)
            } else {
                t!(health_failed_times, problem = words, count = count, since = since)
            })
        }
        None => feed
            .health
            .redirects_to
            .as_ref()
            .map(|url| t!(health_moved_to, url = url.as_str(), schedule = schedule(cx, feed))),
    }
}

/// The last refresh and the next one.
fn schedule(cx: &UiContext<'_>, feed: &Feed) -> String {
    let last = feed.health.last_success.map_or_else(
        || t!(health_never_refreshed),
        |time| t!(health_refreshed, when = date_words(time, cx.now, &cx.state.zone)),
    );
    if feed.account_id.is_some() {
        return last;
    }
    let minutes = feed.options.refresh_minutes.unwrap_or(cx.state.settings.refresh_minutes);
    if let Some(until) = feed.paused_until(cx.now) {
        let until = until_words(until, cx.now, &cx.state.zone);
        return t!(health_schedule, last = last, next = t!(health_paused_until, time = until));
    }
    let next = match (minutes, feed.next_attempt(minutes)) {
        (0, _) => t!(health_no_automatic_refresh),
        (_, Some(next)) if next > cx.now => {
            t!(health_next, when = date_words(next, cx.now, &cx.state.zone))
        }
        _ => t!(health_next_refresh),
    };
    t!(health_schedule, last = last, next = next)
}

fn monthly(facts: &FeedFacts) -> String {
    let monthly = f64::from(facts.recent) / 3.0;
    if monthly > 0.0 && monthly < 1.0 {
        t!(health_less_than_monthly)
    } else {
        t!(health_monthly, count = monthly.round_ties_even())
    }
}

fn figures(facts: &FeedFacts, now: Timestamp) -> String {
    let silence = facts.newest.map_or(0, |newest| now.duration_since(newest).as_hours() / 24);
    let newest = match silence {
        0 => t!(health_newest_today),
        days => t!(health_newest_days, count = days),
    };
    let read = match facts.read {
        0 => t!(health_read_none),
        count => t!(health_read, count = count),
    };
    t!(
        health_facts,
        entries = t!(count_entries, count = facts.entries),
        rate = monthly(facts),
        newest = newest,
        read = read,
        size = bytes_words(facts.bytes),
    )
}
