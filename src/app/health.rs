//! The rows of the page on the health of feeds: the condition of each feed, filters and order.

use std::collections::HashMap;
use std::hash::BuildHasher;

use jiff::Timestamp;

use super::dialog::{HealthColumn, HealthFilter, HealthView};
use crate::i18n::t;
use crate::model::{Feed, FeedFacts, FeedId, ProblemKind};

/// A feed is silent if nothing came for this many days.
const SILENT_DAYS: i64 = 365;

/// The condition of a feed, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedCondition {
    /// The server said that the feed is gone for good.
    Gone,
    /// The server wants a sign-in.
    SignIn,
    /// The server or the disk has nothing at the address.
    Missing,
    /// A document came that is not a feed.
    NotAFeed,
    /// The server cannot be reached.
    Unreachable,
    /// Any other failure that lasts.
    Failing,
    /// The last refresh failed, but the next one may succeed.
    Faltering,
    /// The feed answers from another address.
    Moved,
    /// Only the first entries of a very large feed were kept.
    Incomplete,
    /// The feed was never refreshed.
    New,
    /// The feed is not refreshed automatically.
    Paused,
    Well,
}

impl FeedCondition {
    /// The words on screen.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Gone => t!(health_state_gone),
            Self::SignIn => t!(health_state_sign_in),
            Self::Missing => t!(health_state_missing),
            Self::NotAFeed => t!(health_state_not_a_feed),
            Self::Unreachable => t!(health_state_unreachable),
            Self::Failing => t!(health_state_failing),
            Self::Faltering => t!(health_state_faltering),
            Self::Moved => t!(health_state_moved),
            Self::Incomplete => t!(health_state_incomplete),
            Self::New => t!(health_state_new),
            Self::Paused => t!(health_state_paused),
            Self::Well => t!(health_state_well),
        }
    }

    /// Whether the user may have to act.
    #[must_use]
    pub fn needs_care(self) -> bool {
        self < Self::Faltering
    }
}

/// The condition of a feed after its last refresh.
#[must_use]
pub fn condition_of(feed: &Feed) -> FeedCondition {
    let health = &feed.health;
    match &health.problem {
        _ if health.is_gone => FeedCondition::Gone,
        Some(note) if note.is_note() => FeedCondition::Incomplete,
        Some(problem) if health.needs_care() => failure(&problem.kind),
        Some(_) => FeedCondition::Faltering,
        None if health.redirects_to.is_some() => FeedCondition::Moved,
        None if feed.options.refresh_minutes == Some(0) || feed.is_paused() => {
            FeedCondition::Paused
        }
        None if feed.is_saved_pages() => FeedCondition::Well,
        None if health.last_success.is_none() => FeedCondition::New,
        None => FeedCondition::Well,
    }
}

fn failure(kind: &ProblemKind) -> FeedCondition {
    match kind {
        ProblemKind::SignIn { .. }
        | ProblemKind::Keyring { .. }
        | ProblemKind::Status { status: 401 | 407, .. } => FeedCondition::SignIn,
        ProblemKind::Status { status: 404 | 410, .. }
        | ProblemKind::FileNotFound { .. }
        | ProblemKind::NotAFile { .. } => FeedCondition::Missing,
        ProblemKind::Document { .. } => FeedCondition::NotAFeed,
        ProblemKind::Host { .. } | ProblemKind::Proxy { .. } | ProblemKind::Redirect { .. } => {
            FeedCondition::Unreachable
        }
        ProblemKind::Worded { .. }
        | ProblemKind::InvalidAddress { .. }
        | ProblemKind::Scheme { .. }
        | ProblemKind::Status { .. }
        | ProblemKind::Challenge { .. }
        | ProblemKind::AnswerTooLarge { .. }
        | ProblemKind::Encoding { .. }
        | ProblemKind::ProxySetting { .. }
        | ProblemKind::Certificates { .. }
        | ProblemKind::NoThread
        | ProblemKind::UnreadableFile { .. }
        | ProblemKind::FeedTooLarge { .. }
        | ProblemKind::Crash
        | ProblemKind::LeftOut { .. }
        | ProblemKind::CutOff => FeedCondition::Failing,
    }
}

/// Whether a filter shows a feed.
#[must_use]
pub fn is_in(filter: HealthFilter, feed: &Feed, facts: Option<&FeedFacts>, now: Timestamp) -> bool {
    match filter {
        HealthFilter::All => true,
        HealthFilter::Failing => feed.health.needs_care(),
        HealthFilter::Moved => feed.health.redirects_to.is_some(),
        HealthFilter::Silent => facts
            .and_then(|facts| facts.newest)
            .is_some_and(|newest| now.duration_since(newest).as_hours() / 24 >= SILENT_DAYS),
        HealthFilter::NeverRead => facts.is_some_and(|facts| facts.read == 0),
        HealthFilter::Paused => {
            feed.options.refresh_minutes == Some(0) || feed.paused_until(now).is_some()
        }
    }
}

/// A feed with the values that it is sorted by.
struct SortedRow<'a> {
    feed: &'a Feed,
    key: i64,
    title: String,
}

/// The feeds that a view shows, in its order. Feeds that are alike in the column are sorted by
/// title.
#[must_use]
pub fn health_rows<'a, S: BuildHasher>(
    feeds: &'a [Feed],
    facts: &HashMap<FeedId, FeedFacts, S>,
    view: &HealthView,
    now: Timestamp,
) -> Vec<&'a Feed> {
    let text = view.text.trim().to_lowercase();
    let mut rows: Vec<SortedRow<'_>> = feeds
        .iter()
        .filter(|feed| is_in(view.filter, feed, facts.get(&feed.id), now))
        .map(|feed| SortedRow {
            feed,
            key: sort_key(view.sort, feed, facts.get(&feed.id)),
            title: feed.title().to_lowercase(),
        })
        .filter(|row| row.title.contains(&text) || row.feed.feed_url.as_str().contains(&text))
        .collect();
    rows.sort_by(|one, other| {
        let order = match view.sort {
            HealthColumn::Title => one.title.cmp(&other.title),
            HealthColumn::State
            | HealthColumn::Success
            | HealthColumn::Entries
            | HealthColumn::Read => one.key.cmp(&other.key),
        };
        let order = if view.is_reversed { order.reverse() } else { order };
        order.then_with(|| one.title.cmp(&other.title))
    });
    rows.into_iter().map(|row| row.feed).collect()
}

fn sort_key(column: HealthColumn, feed: &Feed, facts: Option<&FeedFacts>) -> i64 {
    match column {
        HealthColumn::Title => 0,
        HealthColumn::State => condition_of(feed) as i64,
        HealthColumn::Success => feed.health.last_success.map_or(i64::MIN, Timestamp::as_second),
        HealthColumn::Entries => -facts.map_or(0, |facts| i64::from(facts.recent)),
        HealthColumn::Read => facts.map_or(-1, |facts| i64::from(facts.read_percent())),
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::model::{
        DocumentProblem, FACT_MONTHS, FeedHealth, FeedOptions, FeedProblem, HostProblem,
        SignInProblem,
    };

    fn now() -> Timestamp {
        "2026-11-30T12:00:00Z".parse().unwrap()
    }

    fn feed(id: i64, title: &str, health: FeedHealth) -> Feed {
        Feed {
            id: FeedId(id),
            feed_url: Url::parse(&format!("https://{id}.example.org/feed")).unwrap(),
            published_title: title.to_owned(),
            custom_title: None,
            site_url: None,
            icon_url: None,
            description: None,
            folder_id: None,
            position: id,
            added: now(),
            health,
            wants_full_text: false,
            options: FeedOptions::default(),
            account_id: None,
        }
    }

    fn failed(kind: ProblemKind, failures: u32) -> FeedHealth {
        let problem = FeedProblem { kind, since: now(), failures };
        FeedHealth { problem: Some(problem), ..well() }
    }

    fn well() -> FeedHealth {
        FeedHealth { last_success: Some(now()), ..FeedHealth::default() }
    }

    fn host() -> String {
        "a.org".to_owned()
    }

    fn timeout() -> ProblemKind {
        ProblemKind::Host { host: host(), problem: HostProblem::Timeout }
    }

    fn facts(id: i64, recent: u32, read: u32) -> (FeedId, FeedFacts) {
        let feed_id = FeedId(id);
        let (entries, newest) = (100, Some(now()));
        let monthly = [0; FACT_MONTHS];
        (feed_id, FeedFacts { feed_id, entries, recent, monthly, read, newest, bytes: 0 })
    }

    fn titles(feeds: &[Feed], facts: &HashMap<FeedId, FeedFacts>, view: &HealthView) -> String {
        let rows = health_rows(feeds, facts, view, now());
        rows.iter().map(|feed| feed.title()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn kinds_of_failures_are_told_apart_once_they_last() {
        let condition = |kind, failures| condition_of(&feed(1, "A", failed(kind, failures)));
        let status = |status| ProblemKind::Status { host: host(), status, retry_at: None };
        let sign_in = ProblemKind::SignIn { host: host(), problem: SignInProblem::Missing };
        let page = ProblemKind::Document { problem: DocumentProblem::WebPage };
        assert_eq!(condition(timeout(), 1), FeedCondition::Faltering);
        assert_eq!(condition(timeout(), 3), FeedCondition::Unreachable);
        assert_eq!(condition(sign_in, 1), FeedCondition::SignIn);
        assert_eq!(condition(page, 3), FeedCondition::NotAFeed);
        assert_eq!(condition(status(404), 3), FeedCondition::Missing);
        assert_eq!(condition(status(500), 3), FeedCondition::Failing);
        let gone = FeedHealth { is_gone: true, ..failed(status(410), 1) };
        assert_eq!(condition_of(&feed(1, "A", gone)), FeedCondition::Gone);
        let fresh = feed(1, "A", FeedHealth::default());
        assert_eq!(condition_of(&fresh), FeedCondition::New);
        assert_eq!(condition_of(&feed(1, "A", well())), FeedCondition::Well);
    }

    #[test]
    fn the_conditions_that_need_care_are_those_of_the_model() {
        for failures in [1, 2, 3] {
            let feed = feed(1, "A", failed(timeout(), failures));
            assert_eq!(condition_of(&feed).needs_care(), feed.health.needs_care());
        }
    }

    #[test]
    fn problems_come_first_and_equals_by_title() {
        let feeds = [
            feed(1, "d", well()),
            feed(2, "C", well()),
            feed(3, "b", failed(timeout(), 1)),
            feed(4, "a", failed(timeout(), 5)),
        ];
        let view = HealthView::default();
        assert_eq!(titles(&feeds, &HashMap::new(), &view), "a b C d");
        let view = HealthView { is_reversed: true, ..view };
        assert_eq!(titles(&feeds, &HashMap::new(), &view), "C d b a");
    }

    #[test]
    fn every_column_sorts() {
        let feeds =
            [feed(1, "a", well()), feed(2, "b", FeedHealth::default()), feed(3, "c", well())];
        let facts = HashMap::from([facts(1, 5, 50), facts(2, 9, 90), facts(3, 7, 0)]);
        let by = |sort, is_reversed| {
            titles(&feeds, &facts, &HealthView { sort, is_reversed, ..HealthView::default() })
        };
        assert_eq!(by(HealthColumn::Title, true), "c b a");
        assert_eq!(by(HealthColumn::Success, false), "b a c");
        assert_eq!(by(HealthColumn::Entries, false), "b c a");
        assert_eq!(by(HealthColumn::Read, false), "c a b");
    }

    #[test]
    fn the_field_finds_feeds_by_title_and_address() {
        let feeds = [feed(1, "Ships", well()), feed(2, "Goods", well())];
        let by = |text: &str| {
            let view = HealthView { text: text.to_owned(), ..HealthView::default() };
            titles(&feeds, &HashMap::new(), &view)
        };
        assert_eq!((by("SHIP").as_str(), by("2.example").as_str()), ("Ships", "Goods"));
        assert_eq!(by("tea"), "");
    }
}
