//! Entries that sleep or wait for later, feeds that pause, and marking when a place is left.

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::dialog::SnoozeTarget;
use crate::app::notice::Notice;
use crate::app::state::{AppState, PendingStatus};
use crate::app::tally::Tally;
use crate::i18n::t;
use crate::library::Change;
use crate::model::{
    EntryId, FeedId, FeedOptions, READ_LATER, SnoozeTime, StatusChange, Statuses, StepKind,
    UnreadCounts,
};
use crate::query::PlaceId;
use crate::store::SavedPage;
use crate::worker::{Act, Fetch};

impl AppState {
    /// Puts an entry to sleep, or pauses a feed.
    pub(super) fn snooze(
        &mut self,
        target: SnoozeTarget,
        time: SnoozeTime,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(until) = time.after(&now.to_zoned(self.zone.clone())) else {
            self.notice = Some(Notice::error(t!(snooze_past), now));
            return Vec::new();
        };
        match target {
            SnoozeTarget::Entry(id) => {
                let act = Act::Snooze { entry_ids: [id].into(), until };
                // In its own place a sleeping entry only gets another time.
                if self.place == PlaceId::SNOOZED {
                    self.pending.push_back(PendingStatus::Many);
                    return vec![Effect::Job(act.into())];
                }
                self.put_away(id, act, now)
            }
            SnoozeTarget::Feed(id) => self.pause(id, until),
        }
    }

    /// Rows say until when an entry sleeps, so they are read again after such a step.
    pub(super) fn follow_sleep(&mut self, kind: Option<&StepKind>) {
        if matches!(kind, Some(StepKind::Snooze { .. })) {
            self.list.outdate_rows();
        }
    }

    fn pause(&mut self, id: FeedId, until: Timestamp) -> Vec<Effect> {
        let Some(feed) = self.feed(id) else { return Vec::new() };
        let options = FeedOptions { paused_until: Some(until), ..feed.options.clone() };
        self.change_library(Change::SetFeedOptions(id, options))
    }

    /// Entries came back from sleep.
    pub(super) fn receive_woken(
        &mut self,
        changed: &Statuses,
        counts: UnreadCounts,
        now: Timestamp,
    ) -> Vec<Effect> {
        let woken = changed.ids();
        self.list.outdate_rows();
        // An answer to an earlier act must not briefly revert a later one on screen.
        if self.pending.is_empty() {
            self.list.confirm(changed);
            std::sync::Arc::make_mut(&mut self.library).counts = counts;
            self.rebuild_sidebar();
        } else {
            self.list.learn(changed);
        }
        if !woken.is_empty() {
            let words = t!(notice_back_from_snooze, count = woken.len());
            self.notice = Some(Notice::new(words, now));
        }
        let mut effects = self.reload_list(now);
        effects.extend(self.count_smart_feeds());
        effects
    }

    /// Has a page fetched and kept.
    pub(super) fn save_page(&mut self, address: String, now: Timestamp) -> Vec<Effect> {
        self.notice = Some(Notice::new(t!(notice_saving_page), now));
        vec![Effect::Job(Fetch::SavePage(address).into())]
    }

    /// A page was saved, or could not be.
    pub(super) fn receive_page(
        &mut self,
        result: Result<SavedPage, String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        match result {
            Ok(SavedPage { step: Some(step), .. }) => self.tell_step(&step, now),
            Ok(SavedPage { title, .. }) => {
                self.notice = Some(Notice::new(t!(step_saved_page, title = title), now));
            }
            Err(message) => self.notice = Some(Notice::error(message, now)),
        }
        self.articles.clear();
        self.list.outdate_rows();
        self.reload_list(now)
    }

    /// Keeps an entry for later, or no more.
    pub(super) fn toggle_later(&mut self, id: EntryId) -> Vec<Effect> {
        let is_on = !self.is_for_later(id);
        Self::tag_entry(id, READ_LATER.to_owned(), is_on)
    }

    /// Whether an entry is kept for later, as far as its article is in memory.
    pub(in crate::app) fn is_for_later(&self, id: EntryId) -> bool {
        self.article_of(id)
            .is_some_and(|article| article.own_tags.iter().any(|tag| tag == READ_LATER))
    }

    /// Marks the list that is left as read, if the settings say so: that of a feed, a folder, a
    /// search or a tag. Places with entries of everything are passed through too often for that.
    pub(super) fn leave_place(&mut self, next: PlaceId, now: Timestamp) -> Vec<Effect> {
        let is_meant = match self.place {
            PlaceId::Feed(_) | PlaceId::Folder(_) | PlaceId::Search(_) | PlaceId::Tag(_) => true,
            PlaceId::BuiltIn(_) | PlaceId::Account(_) | PlaceId::Preview => false,
        };
        // The feed may have just been removed; its entries are not read then.
        let is_there = self.find_place(self.place).is_some();
        let is_searching = self.search.as_ref().is_some_and(|search| !search.trim().is_empty());
        if !self.settings.mark_read_on_leave
            || !is_meant
            || !is_there
            || is_searching
            || next == self.place
            || !self.list.is_here()
        {
            return Vec::new();
        }
        let mut marked = Tally::new(self.today(now));
        self.list.mark_read(0..self.list.entries().len(), i64::MAX, &mut marked);
        self.ask_for_status(marked, StatusChange::Read(true), PendingStatus::Many)
    }
}
