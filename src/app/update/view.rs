//! Filter, order, search, settings and panes.

use jiff::Timestamp;

use crate::config::Settings;
use crate::i18n::t;
use crate::model::{EntryId, Filter, FolderId, ListEntry, Order};
use crate::query::parse_typed;
use crate::worker::{Act, DesktopJob, Job};

use crate::app::action::{Effect, Pane};
use crate::app::notice::Notice;
use crate::app::state::{AppState, SettingsFile};

impl AppState {
    pub(super) fn toggle_full_text(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        let is_shown = self
            .shown
            .as_ref()
            .is_some_and(|article| article.entry.id == id && article.is_full_text);
        // Once the user has chosen, the program no longer fetches the full text by itself.
        self.full_texts_asked.insert(id);
        if !is_shown {
            self.notice = Some(Notice::new(t!(notice_full_text_coming), now));
        }
        vec![Effect::Job(Job::Act(Act::ToggleFullText(id)))]
    }

    pub(super) fn toggle_filter(&mut self, now: Timestamp) -> Vec<Effect> {
        let filter = match self.settings.filter {
            Filter::All => Filter::Unread,
            Filter::Unread => Filter::All,
        };
        self.change_settings(Settings { filter, ..self.settings.clone() }, now)
    }

    pub(super) fn toggle_order(&mut self, now: Timestamp) -> Vec<Effect> {
        let order = match self.settings.order {
            Order::Newest => Order::Oldest,
            Order::Oldest | Order::Longest | Order::Shortest | Order::LastRead | Order::Queue => {
                Order::Newest
            }
        };
        self.change_settings(Settings { order, ..self.settings.clone() }, now)
    }

    pub(super) fn change_settings(&mut self, settings: Settings, now: Timestamp) -> Vec<Effect> {
        let starts = settings.starts_at_login;
        let login = (starts != self.settings.starts_at_login)
            .then_some(Effect::Job(Job::Desktop(DesktopJob::StartAtLogin(starts))));
        let mut listing = self.try_settings(settings, now);
        listing.extend(login);
        // They are saved first: the list may take longer than the program lives.
        self.keep_settings().map(Effect::Job).into_iter().chain(listing).collect()
    }

    /// Uses other settings without saving them yet.
    pub(super) fn try_settings(&mut self, settings: Settings, now: Timestamp) -> Vec<Effect> {
        let settings = settings.clamped();
        let before = self.settings.clone();
        let is_list_other =
            (settings.filter, settings.order) != (self.settings.filter, self.settings.order);
        self.settings = settings;
        self.settings_file = SettingsFile::Behind;
        let mut effects: Vec<Effect> = self.tune_aloud(&before).into_iter().collect();
        if !is_list_other {
            return effects;
        }
        let selected = self.selected_entry();
        effects.extend(self.load_list(now));
        if let Some(entry) = selected {
            self.list.carry(entry);
        }
        effects.push(Effect::ScrollListToTop);
        effects
    }

    /// The job that saves the settings, if they have changed since they were last saved.
    #[must_use]
    pub fn keep_settings(&mut self) -> Option<Job> {
        let before = std::mem::replace(&mut self.settings_file, SettingsFile::Saved);
        (before == SettingsFile::Behind)
            .then(|| Job::Act(Act::SaveSettings(Box::new(self.settings.clone()))))
    }

    /// The selected entry; `None` in a preview.
    fn selected_entry(&self) -> Option<ListEntry> {
        let id = self.list.selected().filter(|_| !self.is_preview())?;
        self.list.get(id).copied()
    }

    pub(super) fn show_search(&mut self) -> Vec<Effect> {
        self.search.get_or_insert_default();
        vec![Effect::FocusSearch]
    }

    /// Searches for another text; `None` closes the search field.
    pub(super) fn change_search(&mut self, text: Option<String>, now: Timestamp) -> Vec<Effect> {
        let before = self.search.take().unwrap_or_default();
        self.set_search(text);
        let after = self.search.as_deref().unwrap_or_default();
        let is_empty = after.trim().is_empty();
        if before.trim() == after.trim() {
            return Vec::new();
        }
        if self.search_error().is_some() {
            self.drop_results(&before);
            return Vec::new();
        }
        let selected = self.selected_entry();
        let mut effects = self.load_list(now);
        if !is_empty {
            self.before_search = self.before_search.or(selected);
            effects.push(Effect::ScrollListToTop);
        } else if let Some(entry) = selected.or(self.before_search.take()) {
            self.list.carry(entry);
            effects.push(Effect::RevealSelection);
        } else {
            effects.push(Effect::ScrollListToTop);
        }
        effects
    }

    /// The field shows the mistake in a wrong query. The results of the query before it leave, as
    /// they would seem to be its own; the list that was there before any query stays.
    fn drop_results(&mut self, before: &str) {
        if !before.trim().is_empty() && parse_typed(before).is_ok() {
            self.before_search = self.before_search.or(self.selected_entry());
            // An answer that is still on its way belongs to the query before, too.
            self.generation += 1;
            self.list.set(Vec::new(), Vec::new(), &self.zone);
        }
    }

    pub(super) fn toggle_sidebar(&mut self) -> Vec<Effect> {
        self.session.is_sidebar_shown = !self.session.is_sidebar_shown;
        Vec::new()
    }

    pub(super) fn show_pane(&mut self, pane: Pane) -> Vec<Effect> {
        self.pane = pane;
        Vec::new()
    }

    pub(super) fn toggle_folder(&mut self, id: FolderId) -> Vec<Effect> {
        if self.session.folded.contains(&id) {
            self.session.folded.retain(|folded| *folded != id);
        } else {
            self.session.folded.push(id);
        }
        self.rebuild_sidebar();
        Vec::new()
    }
}
