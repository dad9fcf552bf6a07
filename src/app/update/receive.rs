//! Takes the answers of the workers. Each names its subject; an answer that nobody waits for any
//! more is dropped.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::article::Article;
use crate::i18n::{bytes_words, t};
use crate::library::ImportPlan;
use crate::model::{
    Candidate, EntryId, EntryRow, EntrySet, FeedId, LibrarySize, ListEntry, StatusChange, Statuses,
    Step, StepKind, UnreadCounts, WaitingActs, undone_words,
};
use crate::query::{Expr, Highlights, PlaceId};
use crate::worker::{Act, ArticleJob, Event, FindFailure, Job, LibraryView, Read, RefreshSummary};

use crate::app::action::Effect;
use crate::app::dialog::{AddStage, Dialog, ImportStage};
use crate::app::notice::Notice;
use crate::app::state::{AppState, OnArrival, PendingStatus, Progress};
use crate::app::tally::Tally;

use super::library::import_notice;

/// During a refresh the list is read again at most this often.
const RELOAD_INTERVAL: SignedDuration = SignedDuration::from_millis(1000);

/// The rows that are loaded with a list: a few more than a tall window shows.
const FIRST_ROWS: usize = 30;

impl AppState {
    /// Takes an answer of a worker.
    pub fn receive(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.note_for_folder(&event, now);
        match event {
            Event::Library(library) => effects = self.follow_library(library, now),
            Event::Story(event) => effects = self.receive_story(event, now),
            Event::SmartCounts(counts) => effects.extend(self.receive_counts(counts)),
            Event::List { generation, entries, is_complete } if generation == self.generation => {
                effects = self.receive_list(entries, is_complete, now);
            }
            Event::Rows(rows, highlights) => self.receive_rows(rows, &highlights),
            Event::Article(article) if article.changes.is_some() => self.receive_changes(article),
            Event::Article(article) => effects = self.receive_article(article, now),
            Event::NoChanges(id) => self.no_changes(id, now),
            Event::ArticleMissing(id) => self.miss_article(id),
            Event::StatusSaved { step, changed, counts } => {
                effects = self.receive_statuses(step, &changed, counts, now);
                effects.extend(self.count_places());
            }
            Event::Woke { changed, counts } => effects = self.receive_woken(&changed, counts, now),
            Event::StatusFailed { entry_ids, change, message } => {
                effects = self.take_back(&entry_ids, change, message, now);
            }
            Event::Discovered { generation, result } if generation == self.discovery => {
                effects = self.receive_candidates(result);
            }
            Event::ImportPlanned { generation, result } if generation == self.planning => {
                effects = self.receive_plan(result);
            }
            Event::Stays { generation, stays } => self.receive_stays(generation, stays),
            Event::FeedPace(id, pace) => self.receive_pace(id, pace),
            // Answers to older questions.
            Event::List { .. } | Event::Discovered { .. } | Event::ImportPlanned { .. } => {}
            Event::Account(event) => effects = self.receive_account(event, now),
            Event::PageSaved(result) => effects = self.receive_page(result, now),
            Event::Folder(event) => effects = self.receive_folder(event, now),
            Event::PreviewReady(result) => effects = self.receive_preview(result, now),
            Event::Conditions(now_is) => effects = self.receive_conditions(now_is, now),
            Event::Keeper(event) => effects = self.receive_keeper(event, now),
            Event::Subscribed(id, step) => effects = self.receive_subscribed(id, step, now),
            Event::Changed(step) => effects = self.receive_changed(&step, now),
            Event::Undone { kind, lost_secret, is_redo } => {
                effects = self.receive_undo(kind, lost_secret, is_redo, now);
            }
            Event::History(steps) => self.history = steps,
            Event::Activity(requests) => self.activity = requests,
            Event::Facts(facts, size) => (self.facts, self.size) = (facts, Some(size)),
            Event::Statistics(statistics) => self.statistics = Some(statistics),
            Event::RuleTried { generation, result } => self.receive_trial(generation, result),
            Event::Compacted(result) => effects = self.receive_compacted(result, now),
            Event::RefreshProgress { done, total } => {
                self.progress = Some(Progress { done, total });
            }
            Event::FeedRefreshed { feed_id, notable, new_entries, updated_entries } => {
                *self.notable.entry(feed_id).or_default() += notable;
                effects = self.feed_refreshed(feed_id, (new_entries, updated_entries), now);
            }
            Event::RefreshFinished(summary) => effects = self.finish_refresh(summary, now),
            Event::Imported(report) => self.notice = Some(import_notice(report, now)),
            Event::Exported(Ok(path)) => self.tell_saved(&path, now),
            Event::Exported(Err(why)) | Event::Failed(why) => self.tell_failure(why, now),
            Event::FullText { entry_id, result } => {
                effects = self.receive_full_text(entry_id, result, now);
            }
            Event::Picture { request, result } => {
                effects.push(Effect::ShowPicture { request, result });
            }
            Event::Player(news) => effects = self.receive_player(news, now),
            Event::Listen(event) => effects = self.receive_listen(event, now),
            Event::StartedAgain(target) => effects = self.start_again(target, now),
            Event::Aloud(event) => effects = self.receive_aloud(event, now),
            Event::PlainText(text) => effects.push(self.text_copied(text, now)),
            Event::Markdown(text) => effects.push(self.markdown_copied(text, now)),
        }
        effects
    }

    fn receive_undo(
        &mut self,
        kind: Option<StepKind>,
        lost_secret: bool,
        is_redo: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.follow_sleep(kind.as_ref());
        let words = kind.map(|kind| undone_words(&kind, is_redo, lost_secret));
        self.receive_undone(words, now)
    }

    fn receive_subscribed(
        &mut self,
        id: FeedId,
        step: Option<Step>,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.preview = None;
        if let Some(step) = step {
            self.ask_about_refresh();
            self.tell_step(&step, now);
        } else if let Some(feed) = self.feed(id) {
            let words = t!(notice_already_subscribed, feed = feed.title());
            self.notice = Some(Notice::new(words, now));
        }
        self.select_place(PlaceId::Feed(id), now)
    }

    fn receive_changed(&mut self, step: &Step, now: Timestamp) -> Vec<Effect> {
        self.finish_sign_in();
        self.tell_step(step, now);
        if matches!(step.kind, StepKind::SplitStory { .. }) {
            self.list.forget_copies();
        }
        let mut effects = self.follow_step();
        effects.extend(self.read_articles_again());
        effects.extend(self.reload_list(now));
        effects
    }

    fn receive_undone(&mut self, words: Option<String>, now: Timestamp) -> Vec<Effect> {
        let words = words.unwrap_or_else(|| t!(notice_nothing_to_undo));
        self.tell(Notice::new(words, now));
        let mut effects = self.follow_step();
        effects.extend(self.read_articles_again());
        effects
    }

    pub(super) fn tell_step(&mut self, step: &Step, now: Timestamp) {
        self.follow_sleep(Some(&step.kind));
        self.notice = Some(Notice::new(step.kind.words(), now).with_undo(step.id));
    }

    /// The history page also shows the latest step.
    fn follow_step(&self) -> Vec<Effect> {
        if matches!(self.dialog, Some(Dialog::History)) {
            vec![Effect::Job(Job::Read(Read::History))]
        } else {
            Vec::new()
        }
    }

    fn receive_compacted(
        &mut self,
        result: Result<(LibrarySize, LibrarySize), String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        match result {
            Ok((before, after)) => {
                self.size = Some(after);
                let words = t!(
                    notice_compacted,
                    before = bytes_words(before.bytes),
                    after = bytes_words(after.bytes)
                );
                self.tell(Notice::new(words, now))
            }
            Err(message) => self.tell(Notice::error(message, now)),
        }
    }

    fn tell(&mut self, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }

    fn follow_library(&mut self, library: Arc<LibraryView>, now: Timestamp) -> Vec<Effect> {
        let mut effects = self.receive_library(library, now);
        effects.extend(self.count_places());
        effects.extend(self.follow_listening(now));
        effects
    }

    fn receive_library(&mut self, library: Arc<LibraryView>, now: Timestamp) -> Vec<Effect> {
        let is_other = self.is_loaded
            && !self
                .library
                .feeds
                .iter()
                .map(|feed| feed.id)
                .eq(library.feeds.iter().map(|feed| feed.id));
        let is_first = !self.is_loaded;
        let grows = |(id, acts): &(_, WaitingActs)| acts.waiting > self.waiting_of(*id).waiting;
        if !is_first && library.waiting.iter().any(grows) {
            self.note_act(now);
        }
        self.library = library;
        self.is_loaded = true;
        self.rebuild_sidebar();
        let renamed = self.renamed_tag.take();
        if self.find_place(self.place).is_none() {
            let tag = self.library.tags.iter().find(|tag| renamed.as_deref() == Some(&tag.name));
            if let Some(place) = tag.map(|tag| PlaceId::Tag(tag.id)) {
                return self.select_place(place, now);
            }
            return self.select_place(PlaceId::UNREAD, now);
        }
        // The program was closed at a saved search, whose query has only come now.
        if is_first && matches!(self.place, PlaceId::Search(_)) {
            return self.load_list(now);
        }
        let mut effects = self.open_welcome(now);
        if is_other {
            effects.extend(self.follow_feeds(now));
        }
        effects
    }

    /// Feeds were added or removed: entries of removed ones leave the screen, too.
    fn follow_feeds(&mut self, now: Timestamp) -> Vec<Effect> {
        let known: HashSet<FeedId> = self.library.feeds.iter().map(|feed| feed.id).collect();
        self.list.release(|entry| known.contains(&entry.feed_id));
        let is_known = |article: &Arc<Article>| {
            article.entry.id.0 < 0 || known.contains(&article.entry.feed_id)
        };
        self.shown = self.shown.take().filter(is_known);
        self.reload_list(now)
    }

    fn receive_list(
        &mut self,
        entries: Vec<ListEntry>,
        is_complete: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        let zone = self.zone.clone();
        let entries = self.with_rows(entries);
        self.list.receive_part(entries, is_complete, &zone);
        self.restore_selection();
        self.reselect_shown();
        let mut effects = self.read_ahead();
        match std::mem::take(&mut self.on_arrival) {
            OnArrival::SelectUnread(direction) => match self.unread_from(direction) {
                Some(id) => effects.extend(self.select_entry(id, now)),
                None if self.list.is_whole() => {}
                None => self.on_arrival = OnArrival::SelectUnread(direction),
            },
            OnArrival::Act(action) => effects.extend(self.apply(action, now)),
            OnArrival::Nothing => {}
        }
        effects.extend(self.open_welcome(now));
        effects
    }

    /// Selects the open entry again when a list has it again, for example after a search.
    fn reselect_shown(&mut self) {
        let Some(id) = self.shown.as_ref().map(|article| article.entry.id) else { return };
        if self.list.selected().is_none() && self.list.index_of(id).is_some() {
            self.list.select(Some(id));
        }
    }

    /// Asks for the texts of the first rows before the window does.
    fn read_ahead(&mut self) -> Vec<Effect> {
        let first: Vec<_> =
            self.list.entries().iter().take(FIRST_ROWS).map(|entry| entry.id).collect();
        self.need_rows(&first)
    }

    /// Rows of another search have other hits in their excerpts; they were asked for again.
    fn receive_rows(&mut self, rows: Vec<EntryRow>, highlights: &Highlights) {
        if *highlights == *self.highlights {
            self.list.receive_rows(rows);
        }
    }

    /// After a restart, selects the entry that was open, even if the list no longer has it.
    fn restore_selection(&mut self) {
        let Some(id) = self.restoring else { return };
        let Some(article) = self.shown.as_ref().filter(|article| article.entry.id == id) else {
            return;
        };
        if self.list.index_of(id).is_none() && self.list.is_complete() {
            let entry = list_entry(article);
            let zone = self.zone.clone();
            if self.is_listed_here(&entry) {
                self.list.keep(entry, &zone);
            }
        }
        if self.list.index_of(id).is_some() {
            self.list.select(Some(id));
            self.restoring = None;
        }
    }

    fn is_listed_here(&self, entry: &ListEntry) -> bool {
        match self.place {
            PlaceId::Feed(id) => entry.feed_id == id,
            PlaceId::BuiltIn(_) => self.place_query() == Some(Expr::All),
            PlaceId::Folder(_)
            | PlaceId::Search(_)
            | PlaceId::Tag(_)
            | PlaceId::Account(_)
            | PlaceId::Preview => false,
        }
    }

    fn receive_full_text(
        &mut self,
        id: EntryId,
        result: Result<bool, String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let is_wanted = self.wanted == Some(id);
        match result {
            Ok(is_shown) => {
                self.articles.remove(id);
                let reload = is_wanted.then_some(Effect::Job(Job::Article(ArticleJob::Load(id))));
                let mut effects: Vec<Effect> = reload.into_iter().collect();
                if is_wanted {
                    effects.extend(self.tell(Notice::new(
                        if is_shown { t!(notice_full_text) } else { t!(notice_feed_text) },
                        now,
                    )));
                }
                effects
            }
            Err(message) if is_wanted => self.tell(Notice::error(message, now)),
            Err(_) => Vec::new(),
        }
    }

    fn receive_article(&mut self, article: Arc<Article>, now: Timestamp) -> Vec<Effect> {
        let id = article.entry.id;
        let mut effects = Vec::new();
        if self.wanted == Some(id) && !self.wants_changes(id) {
            self.shown = Some(Arc::clone(&article));
            let wants = !article.is_full_text
                && self.feed(article.entry.feed_id).is_some_and(|feed| feed.wants_full_text);
            // Once a session: a page without an article rarely gets one a moment later.
            if wants && !self.is_preview() && self.full_texts_asked.insert(id) {
                effects.push(Effect::Job(Job::Act(Act::FetchFullText(id))));
            }
            effects.extend(self.mark_copies_of_shown(now));
        }
        effects.extend(self.begin_aloud(&article));
        self.articles.insert(article);
        self.restore_selection();
        effects
    }

    fn receive_statuses(
        &mut self,
        step: Option<Step>,
        changed: &Statuses,
        counts: UnreadCounts,
        now: Timestamp,
    ) -> Vec<Effect> {
        let kind = self.pending.pop_front();
        // An answer to an earlier act must not briefly revert a later one on screen.
        if self.pending.is_empty() {
            self.list.confirm(changed);
            Arc::make_mut(&mut self.library).counts = counts;
            self.rebuild_sidebar();
        } else if matches!(kind, Some(PendingStatus::Undo)) {
            self.list.learn(changed);
        }
        match (kind, step) {
            (Some(PendingStatus::Many), Some(step)) => self.tell_step(&step, now),
            (Some(PendingStatus::Undo), _) | (_, None) => return self.reload_list(now),
            (Some(PendingStatus::Single | PendingStatus::Quiet) | None, Some(_)) => {}
        }
        Vec::new()
    }

    fn take_back(
        &mut self,
        ids: &EntrySet,
        change: StatusChange,
        message: String,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.pending.pop_front();
        self.list.take_back(ids, change, &mut Tally::new(self.today(now)));
        if self.pending.is_empty() {
            self.list.confirm(&Statuses::default());
        }
        self.notice = Some(Notice::error(message, now));
        let mut effects = vec![Effect::Job(Job::Read(Read::Library))];
        effects.extend(self.reload_list(now));
        effects
    }

    fn receive_candidates(&mut self, result: Result<Vec<Candidate>, FindFailure>) -> Vec<Effect> {
        // The user may have typed another address meanwhile.
        if let Some(Dialog::AddFeed(add)) = &mut self.dialog
            && add.stage == AddStage::Searching
        {
            add.stage = match result {
                Ok(candidates) if candidates.is_empty() => AddStage::Failed(t!(add_nothing_found)),
                Ok(candidates) => AddStage::Found { candidates, chosen: 0 },
                Err(FindFailure::SignIn { host }) => {
                    let was_tried = add.sign_in.is_some() || add.grant.is_some();
                    add.sign_in.get_or_insert_default();
                    AddStage::Failed(if was_tried {
                        t!(add_sign_in_refused, host = host)
                    } else {
                        t!(add_wants_sign_in, host = host)
                    })
                }
                Err(FindFailure::Other(message)) => AddStage::Failed(message),
            };
        }
        Vec::new()
    }

    fn receive_plan(&mut self, result: Result<ImportPlan, String>) -> Vec<Effect> {
        // The user may have named another file meanwhile.
        if let Some(Dialog::Import { stage, .. }) = &mut self.dialog
            && *stage == ImportStage::Reading
        {
            *stage = match result {
                Ok(plan) => ImportStage::Planned(plan),
                Err(message) => ImportStage::Failed(message),
            };
        }
        Vec::new()
    }

    pub(super) fn follow_refresh(&mut self, now: Timestamp) -> Vec<Effect> {
        let is_time = now.duration_since(self.last_reload) >= RELOAD_INTERVAL;
        if !self.is_list_stale || !is_time || !self.list.is_complete() {
            return Vec::new();
        }
        let mut effects = self.reload_list(now);
        effects.push(Effect::Job(Job::Read(Read::Library)));
        effects
    }

    fn finish_refresh(&mut self, summary: RefreshSummary, now: Timestamp) -> Vec<Effect> {
        self.progress = None;
        if summary.is_offline {
            let words = if summary.is_proxy_unreached {
                t!(notice_proxy_unreached)
            } else {
                t!(notice_offline)
            };
            self.notice = Some(Notice::error(words, now));
        }
        self.last_refresh = Some((summary, now));
        // Articles in memory may be older than those that were just stored.
        self.articles.clear();
        let mut effects = self.reload_list(now);
        effects.extend(self.notification());
        if matches!(self.dialog, Some(Dialog::Activity(_))) {
            effects.push(Effect::Job(Job::Read(Read::Activity)));
        }
        effects
    }
}

fn list_entry(article: &Article) -> ListEntry {
    let entry = &article.entry;
    let sort_secs =
        entry.content.published.unwrap_or(entry.first_seen).min(entry.first_seen).as_second();
    ListEntry {
        id: entry.id,
        feed_id: entry.feed_id,
        sort_secs,
        rank: 0,
        is_read: entry.status.is_read,
        is_starred: entry.status.is_starred,
    }
}
