//! Selecting, stepping and marking.

use std::sync::Arc;

use jiff::Timestamp;

use crate::i18n::t;
use crate::model::{EntryId, EntrySet, ReadingPosition, StatusChange, StepId};
use crate::query::PlaceId;
use crate::worker::{Act, ArticleJob, Job, LibraryView};

use crate::app::action::{Action, Effect, MarkRange, Pane};
use crate::app::dialog::Dialog;
use crate::app::notice::Notice;
use crate::app::sidebar::{SidebarRow, rows};
use crate::app::state::{AppState, Direction, OnArrival, PendingStatus};
use crate::app::tally::Tally;

impl AppState {
    pub(super) fn select_place(&mut self, place: PlaceId, now: Timestamp) -> Vec<Effect> {
        let mut effects = self.leave_place(place, now);
        effects.extend(self.show_place(place, now));
        effects
    }

    fn show_place(&mut self, place: PlaceId, now: Timestamp) -> Vec<Effect> {
        if self.pane == Pane::Sources {
            self.pane = Pane::Entries;
        }
        if place != PlaceId::Preview {
            self.session.place = Some(place);
            self.session.entry = None;
        }
        self.place = place;
        self.river.covered.clear();
        self.set_search(None);
        self.before_search = None;
        self.restoring = None;
        self.on_arrival = OnArrival::Nothing;
        // The open article belongs to the previous list.
        (self.shown, self.wanted) = (None, None);
        if place == PlaceId::Preview {
            self.list_preview();
            return vec![Effect::ScrollListToTop];
        }
        let mut effects = self.load_list(now);
        effects.push(Effect::ScrollListToTop);
        effects
    }

    pub(super) fn select_entry(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        self.list.select(Some(id));
        self.restoring = None;
        // Selecting an entry cancels a waiting move, but not a waiting mark.
        if !matches!(self.on_arrival, OnArrival::Act(Action::MarkListRead | Action::MarkRange(_))) {
            self.on_arrival = OnArrival::Nothing;
        }
        self.pane = Pane::Article;
        if !self.is_preview() {
            self.session.entry = Some(id);
        }
        let mut effects = self.show_entry(id);
        effects.push(Effect::RevealSelection);
        if self.settings.mark_read_on_open && !self.is_preview() {
            effects.extend(self.mark_opened(id, now));
        }
        effects.extend(self.mark_copies_of_shown(now));
        effects
    }

    /// Shows an entry at once if its article is in memory, otherwise asks for it; then asks for its
    /// neighbours.
    fn show_entry(&mut self, id: EntryId) -> Vec<Effect> {
        self.wanted = Some(id);
        self.changes_of = None;
        let mut effects = Vec::new();
        match self.articles.get(id) {
            Some(article) => self.shown = Some(article),
            None => effects.extend(self.ask_for_article(id)),
        }
        for step in [1, -1] {
            let neighbour = self
                .list
                .stepped(step)
                .filter(|near| *near != id && !self.articles.contains(*near));
            effects.extend(neighbour.and_then(|near| self.ask_for_article(near)));
        }
        effects
    }

    /// Frees the document of the shown article. Going back to it loads it again; keeping it would
    /// cost many times its size in memory.
    pub(super) fn lighten_article(&mut self) -> Vec<Effect> {
        if let Some(article) = self.shown.as_mut().filter(|article| !article.is_light) {
            self.articles.remove(article.entry.id);
            *article = Arc::new(article.light());
        }
        Vec::new()
    }

    /// Loads the shown article again. Until it arrives no article is shown, so this asks only once.
    pub(super) fn reload_article(&mut self) -> Vec<Effect> {
        let Some(id) = self.shown.take().map(|article| article.entry.id) else { return Vec::new() };
        self.wanted = Some(id);
        if let Some((_, against)) = self.changes_of.filter(|(asked, _)| *asked == id) {
            return self.show_changes(id, against);
        }
        self.ask_for_article(id).into_iter().collect()
    }

    fn ask_for_article(&self, id: EntryId) -> Option<Effect> {
        if self.is_preview() {
            return self
                .preview_entry(id)
                .map(|entry| Effect::Job(Job::Article(ArticleJob::Build(Box::new(entry)))));
        }
        Some(Effect::Job(Job::Article(ArticleJob::Load(id))))
    }

    /// Carries out an action once more of the list has arrived.
    fn wait_for_list(&mut self, action: Action) -> Vec<Effect> {
        self.on_arrival = OnArrival::Act(action);
        Vec::new()
    }

    pub(super) fn step_entry(&mut self, step: isize, now: Timestamp) -> Vec<Effect> {
        if !self.list.is_here() {
            return self.wait_for_list(Action::StepEntry(step));
        }
        match self.list.stepped(step) {
            Some(id) if self.list.selected() != Some(id) => self.select_entry(id, now),
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn next_unread(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.is_preview() {
            return self.step_entry(1, now);
        }
        let found = match (self.list.is_here(), self.list.is_whole()) {
            (true, true) => self.list.next_unread(),
            (true, false) => self.list.unread_below(),
            (false, _) => None,
        };
        match found {
            Some(id) => self.select_entry(id, now),
            None if self.list.is_whole() => self.go_to_unread(Direction::Down, now),
            None => self.wait_for_list(Action::NextUnread),
        }
    }

    pub(super) fn previous_unread(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.is_preview() {
            return self.step_entry(-1, now);
        }
        let found = match (self.list.is_here(), self.list.is_whole()) {
            (true, true) => self.list.previous_unread(),
            (true, false) if self.list.selected_index().is_some() => self.list.unread_above(),
            (true | false, _) => None,
        };
        match found {
            Some(id) => self.select_entry(id, now),
            None if self.list.is_whole() => self.go_to_unread(Direction::Up, now),
            None => self.wait_for_list(Action::PreviousUnread),
        }
    }

    /// Goes to the nearest feed with an unread entry.
    fn go_to_unread(&mut self, direction: Direction, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.unread_place(direction) else {
            self.notice = Some(Notice::new(t!(list_empty_unread), now));
            return Vec::new();
        };
        let effects = self.select_place(place, now);
        self.on_arrival = OnArrival::SelectUnread(direction);
        effects
    }

    /// The nearest feed in the sidebar with an unread entry; at the end the search starts again
    /// from the other end. Feeds in folded folders count, too.
    fn unread_place(&self, direction: Direction) -> Option<PlaceId> {
        if self.is_preview() {
            return None;
        }
        let rows = rows(&self.library, &[], &[]);
        let place = |row: &SidebarRow| row.place(&self.library);
        let unread = |row: &SidebarRow| match row {
            SidebarRow::Feed { unread, .. } if *unread > 0 => {
                place(row).filter(|other| *other != self.place)
            }
            SidebarRow::Feed { .. } | SidebarRow::Folder { .. } | SidebarRow::Account { .. } => {
                None
            }
        };
        let current = rows.iter().position(|row| place(row) == Some(self.place));
        let start = current.map_or(0, |index| index + 1);
        let (above, below) = rows.split_at_checked(start)?;
        match direction {
            Direction::Down => below.iter().chain(above).find_map(unread),
            Direction::Up => above.iter().rev().chain(below.iter().rev()).find_map(unread),
        }
    }

    /// The unread entry to open in a list that was selected for it; `None` also while the list is
    /// still arriving.
    pub(super) fn unread_from(&self, direction: Direction) -> Option<EntryId> {
        match direction {
            Direction::Down => self.list.next_unread(),
            Direction::Up => self.list.previous_unread().filter(|_| self.list.is_whole()),
        }
    }

    pub(super) fn step_feed(&mut self, step: isize, now: Timestamp) -> Vec<Effect> {
        let places: Vec<PlaceId> = self
            .top_places()
            .map(|place| place.id)
            .filter(|id| *id != PlaceId::Preview)
            .chain(self.sidebar.iter().filter_map(|row| row.place(&self.library)))
            .collect();
        let current = places.iter().position(|place| *place == self.place);
        let last = places.len().saturating_sub(1);
        let next = current.map_or(0, |index| index.saturating_add_signed(step).min(last));
        match places.get(next) {
            Some(place) if current != Some(next) => self.select_place(*place, now),
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn set_read(&mut self, id: EntryId, is_read: bool, now: Timestamp) -> Vec<Effect> {
        self.change_status(&[id].into(), StatusChange::Read(is_read), PendingStatus::Single, now)
    }

    pub(super) fn set_starred(
        &mut self,
        id: EntryId,
        is_starred: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.change_status(
            &[id].into(),
            StatusChange::Starred(is_starred),
            PendingStatus::Single,
            now,
        )
    }

    pub(super) fn mark_list_read(&mut self, now: Timestamp) -> Vec<Effect> {
        if !self.list.is_whole() {
            return self.wait_for_list(Action::MarkListRead);
        }
        let mut marked = Tally::new(self.today(now));
        self.list.mark_read(0..self.list.entries().len(), i64::MAX, &mut marked);
        // In the river a row may stand for many entries.
        for entry in self.river.covered.iter_mut().filter(|entry| !entry.is_read) {
            entry.is_read = true;
            marked.add(entry);
        }
        self.ask_for_status(marked, StatusChange::Read(true), PendingStatus::Many)
    }

    pub(super) fn mark_place_read(&mut self, place: PlaceId, now: Timestamp) -> Vec<Effect> {
        // A search shows only a part of the place.
        let is_searching = self.search.as_ref().is_some_and(|search| !search.trim().is_empty());
        if place == self.place && !is_searching {
            return self.mark_list_read(now);
        }
        let mut effects = self.select_place(place, now);
        effects.extend(self.mark_list_read(now));
        effects
    }

    /// Changes statuses in memory at once and asks the store to follow.
    pub(super) fn change_status(
        &mut self,
        ids: &EntrySet,
        change: StatusChange,
        kind: PendingStatus,
        now: Timestamp,
    ) -> Vec<Effect> {
        let mut changed = Tally::new(self.today(now));
        self.list.change(ids, change, &mut changed);
        self.change_beside_search(ids, change, &mut changed);
        self.ask_for_status(changed, change, kind)
    }

    /// Changes the open entry, too, if a search hides it from the list.
    fn change_beside_search(&mut self, ids: &EntrySet, change: StatusChange, changed: &mut Tally) {
        let Some(entry) = &mut self.before_search else { return };
        if !ids.contains(entry.id) || self.list.get(entry.id).is_some() {
            return;
        }
        let before = *entry;
        match change {
            StatusChange::Read(is_read) => entry.is_read = is_read,
            StatusChange::Starred(is_starred) => entry.is_starred = is_starred,
            StatusChange::Hidden(_) => {}
        }
        if *entry != before {
            changed.add(entry);
        }
    }

    /// Asks the store to make a change that is made in memory already.
    pub(super) fn ask_for_status(
        &mut self,
        changed: Tally,
        change: StatusChange,
        kind: PendingStatus,
    ) -> Vec<Effect> {
        if changed.len() == 0 {
            return Vec::new();
        }
        self.adjust_counts(&changed, change);
        self.pending.push_back(kind);
        vec![Effect::Job(Job::Act(Act::SetStatus { entry_ids: changed.ids, change }))]
    }

    /// Marks an opened entry. All entries opened in one sitting are one undo step.
    fn mark_opened(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        if self.list.is_whole() && self.list.get(id).is_none() && self.before_search.is_none() {
            // Another source of a story, which the list does not have.
            self.pending.push_back(PendingStatus::Quiet);
            return vec![Effect::Job(Job::Act(Act::MarkOpened { entry_id: id }))];
        }
        let mut effects =
            self.change_status(&[id].into(), StatusChange::Read(true), PendingStatus::Quiet, now);
        for effect in &mut effects {
            if let Effect::Job(Job::Act(Act::SetStatus { .. })) = effect {
                *effect = Effect::Job(Job::Act(Act::MarkOpened { entry_id: id }));
            }
        }
        effects
    }

    /// Adjusts the counts of the sidebar until the store sends the right ones.
    fn adjust_counts(&mut self, changed: &Tally, change: StatusChange) {
        let library: &mut LibraryView = Arc::make_mut(&mut self.library);
        let counts = &mut library.counts;
        let moved = |count: u32, by: u32, is_up: bool| {
            if is_up { count.saturating_add(by) } else { count.saturating_sub(by) }
        };
        match change {
            StatusChange::Read(is_read) => {
                for (feed_id, by) in changed.by_feed() {
                    let count = counts.by_feed.entry(feed_id).or_default();
                    *count = moved(*count, by, !is_read);
                }
                counts.today = moved(counts.today, changed.of_today, !is_read);
            }
            StatusChange::Starred(is_starred) => {
                counts.starred = moved(
                    counts.starred,
                    u32::try_from(changed.len()).unwrap_or(u32::MAX),
                    is_starred,
                );
            }
            StatusChange::Hidden(_) => {}
        }
        self.rebuild_sidebar();
    }

    pub(super) fn undo(&mut self, step: Option<StepId>) -> Vec<Effect> {
        self.notice = None;
        self.pending.push_back(PendingStatus::Undo);
        vec![Effect::Job(Job::Act(Act::Undo { step }))]
    }

    pub(super) fn redo(&mut self, step: StepId) -> Vec<Effect> {
        self.notice = None;
        self.pending.push_back(PendingStatus::Undo);
        vec![Effect::Job(Job::Act(Act::Redo { step }))]
    }

    pub(super) fn mark_range(&mut self, range: MarkRange, now: Timestamp) -> Vec<Effect> {
        if !self.list.is_whole() {
            return self.wait_for_list(Action::MarkRange(range));
        }
        let end = self.list.entries().len();
        let meant = match (range, self.list.selected_index()) {
            (MarkRange::Above, Some(at)) => 0..at,
            (MarkRange::Below, Some(at)) => at + 1..end,
            (MarkRange::Above | MarkRange::Below, None) => 0..0,
            (MarkRange::OlderThan(_), _) => 0..end,
        };
        let before = match range {
            MarkRange::OlderThan(days) => now.as_second() - i64::from(days) * 86_400,
            MarkRange::Above | MarkRange::Below => i64::MAX,
        };
        let mut marked = Tally::new(self.today(now));
        self.list.mark_read(meant, before, &mut marked);
        if marked.len() == 0 {
            self.notice = Some(Notice::new(t!(notice_nothing_unread_there), now));
        }
        self.ask_for_status(marked, StatusChange::Read(true), PendingStatus::Many)
    }

    pub(super) fn mark_passed(&mut self, ids: &[EntryId], now: Timestamp) -> Vec<Effect> {
        if self.is_preview() {
            return Vec::new();
        }
        self.change_status(
            &ids.iter().copied().collect(),
            StatusChange::Read(true),
            PendingStatus::Many,
            now,
        )
    }

    /// Hides an entry; it leaves the list when that is read again.
    pub(super) fn hide(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        let change = StatusChange::Hidden(true);
        self.put_away(id, Act::SetStatus { entry_ids: [id].into(), change }, now)
    }

    /// Does an act after which an entry is read and leaves the list. Its neighbour is selected.
    pub(super) fn put_away(&mut self, id: EntryId, act: Act, now: Timestamp) -> Vec<Effect> {
        let goes_on = self.list.selected() == Some(id);
        let beside = [1, -1]
            .into_iter()
            .filter_map(|step| self.list.stepped(step))
            .find(|near| goes_on && *near != id);
        self.list.change(&[id].into(), StatusChange::Read(true), &mut Tally::new(self.today(now)));
        self.pending.push_back(PendingStatus::Many);
        let mut effects = vec![Effect::Job(Job::Act(act))];
        if let Some(near) = beside {
            let pane = self.pane;
            effects.extend(self.select_entry(near, now));
            self.pane = pane;
        }
        self.list.release(|entry| entry.id != id);
        effects.extend(self.reload_list(now));
        effects
    }

    /// Changes a tag. The article is loaded again when the change is reported.
    pub(super) fn tag_entry(id: EntryId, name: String, is_on: bool) -> Vec<Effect> {
        vec![Effect::Job(Job::Act(Act::TagEntries { entry_ids: vec![id], name, is_on }))]
    }

    /// After a change of the library, articles are loaded again; those on screen at once.
    pub(super) fn read_articles_again(&mut self) -> Vec<Effect> {
        if self.is_preview() {
            return Vec::new();
        }
        self.articles.clear();
        let tagged = if let Some(Dialog::Tags { entry_id, .. }) = self.dialog {
            Some(entry_id)
        } else {
            None
        };
        let ids = self.wanted.into_iter().chain(tagged.filter(|id| self.wanted != Some(*id)));
        ids.map(|id| Effect::Job(Job::Article(ArticleJob::Load(id)))).collect()
    }

    pub(super) fn keep_position(
        &mut self,
        entry_id: EntryId,
        position: ReadingPosition,
    ) -> Vec<Effect> {
        // Entries of a preview have negative ids and are not in the library.
        if entry_id.0 < 0 || self.positions.insert(entry_id, position) == Some(position) {
            return Vec::new();
        }
        vec![Effect::Job(Job::Act(Act::SavePosition { entry_id, position }))]
    }
}
