//! A state without a window, entries for its list, and access to its requests.

use std::sync::Arc;

use gleaner::app::{Action, AppState, Effect};
use gleaner::article::Article;
use gleaner::config::{Session, Settings};
use gleaner::model::{
    Entry, EntryContent, EntryId, EntryKey, EntryStatus, Feed, FeedHealth, FeedId, ListEntry,
    StatusChange, Step, StepId, StepKind, StepTarget, UnreadCounts,
};
use gleaner::query::PlaceId;
use gleaner::worker::{Act, ArticleJob, Event, Job, LibraryView, Read};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

pub fn entry(id: i64, feed: i64, is_read: bool) -> ListEntry {
    ListEntry {
        id: EntryId(id),
        feed_id: FeedId(feed),
        sort_secs: now().as_second() - 1000 + id,
        rank: 0,
        is_read,
        is_starred: false,
    }
}

pub fn feed(id: i64) -> Feed {
    Feed {
        id: FeedId(id),
        feed_url: format!("https://example.org/{id}").parse().unwrap(),
        published_title: format!("Feed {id}"),
        custom_title: None,
        site_url: None,
        icon_url: None,
        description: None,
        folder_id: None,
        position: id,
        added: now(),
        health: FeedHealth::default(),
        wants_full_text: false,
        options: gleaner::model::FeedOptions::default(),
        account_id: None,
    }
}

pub fn article(id: i64) -> Arc<Article> {
    let content = EntryContent { title: format!("Entry {id}"), ..EntryContent::default() };
    let entry = Entry {
        id: EntryId(id),
        feed_id: FeedId(1),
        key: EntryKey(id.to_string()),
        first_seen: now(),
        content,
        status: EntryStatus::default(),
    };
    Arc::new(Article {
        entry,
        document: Arc::default(),
        subtitle: None,
        own_tags: Vec::new(),
        story: Vec::new(),
        facts: Vec::new(),
        reading_minutes: 1,
        formulas: Arc::default(),
        is_full_text: false,
        edits: 0,
        changes: None,
        is_light: false,
    })
}

pub fn counts(unread: &[(i64, u32)]) -> UnreadCounts {
    UnreadCounts {
        asleep: 0,
        by_feed: unread.iter().map(|(id, count)| (FeedId(*id), *count)).collect(),
        today: 0,
        starred: 0,
    }
}

/// A state with two feeds and a loaded list. [`list_job`] returns the generation of the last list.
pub fn state_with(entries: &[ListEntry]) -> AppState {
    let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
    let effects = state.start(now());
    let unread = |feed_id: i64| {
        entries.iter().filter(|entry| entry.feed_id.0 == feed_id && !entry.is_read).count() as u32
    };
    let library = LibraryView {
        feeds: vec![feed(1), feed(2)],
        folders: vec![],
        smart_feeds: vec![],
        rules: vec![],
        counts: counts(&[(1, unread(1)), (2, unread(2))]),
        ..LibraryView::default()
    };
    state.receive(Event::Library(Arc::new(library)), now());
    answer_list(&mut state, &effects, entries);
    state
}

pub fn generation(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Job(Job::Read(Read::List { generation, .. })) => Some(*generation),
        _ => None,
    })
}

pub fn answer_list(state: &mut AppState, effects: &[Effect], entries: &[ListEntry]) -> Vec<Effect> {
    let generation = generation(effects).expect("a list was asked for");
    state.receive(Event::List { generation, entries: entries.to_vec(), is_complete: true }, now())
}

pub fn status_jobs(effects: &[Effect]) -> Vec<(Vec<EntryId>, StatusChange)> {
    let job = |effect: &Effect| match effect {
        Effect::Job(Job::Act(Act::SetStatus { entry_ids, change, .. })) => {
            Some((entry_ids.iter().collect(), *change))
        }
        Effect::Job(Job::Act(Act::MarkOpened { entry_id, .. })) => {
            Some((vec![*entry_id], StatusChange::Read(true)))
        }
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

pub fn asked_articles(effects: &[Effect]) -> Vec<i64> {
    let job = |effect: &Effect| match effect {
        Effect::Job(Job::Article(ArticleJob::Load(id))) => Some(id.0),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

pub fn saved(step: i64, ids: &[i64], is_read: bool) -> Event {
    Event::StatusSaved {
        step: Some(Step {
            id: StepId(step),
            changed: ids.len() as u32,
            kind: StepKind::MarkRead { entries: StepTarget::Count(ids.len() as u32) },
        }),
        changed: Arc::new(ids.iter().map(|id| (EntryId(*id), is_read, false)).collect()),
        counts: counts(&[]),
    }
}

/// The same for a star.
pub fn saved_star(step: i64, id: i64) -> Event {
    let kind = StepKind::Star { entries: StepTarget::Count(1) };
    let step = Step { id: StepId(step), changed: 1, kind };
    let changed = Arc::new([(EntryId(id), false, true)].into_iter().collect());
    Event::StatusSaved { step: Some(step), changed, counts: counts(&[]) }
}

/// One part of the list that `effects` asked for.
pub fn answer_part(
    state: &mut AppState,
    effects: &[Effect],
    entries: &[ListEntry],
    is_complete: bool,
) -> Vec<Effect> {
    let generation = generation(effects).expect("a list was asked for");
    state.receive(Event::List { generation, entries: entries.to_vec(), is_complete }, now())
}

pub fn to_feed(id: i64) -> Action {
    Action::SelectPlace(PlaceId::Feed(FeedId(id)))
}
