//! Filter, order, search, settings, panes: what is shown, and how.

use jiff::Timestamp;

use crate::model::{EntryId, Filter, ListEntry, Order};
use crate::query::parse_typed;
use crate::worker::{Act, Job};

use crate::app::action::{Action, Effect};
use crate::app::notice::Notice;
use crate::app::state::{AppState, Keeping};

impl AppState {
    pub(super) fn toggle_full_text(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        let is_shown = self
            .shown
            .as_ref()
            .is_some_and(|article| article.entry.id == id && article.is_full_text);
        // What the reader decides is not decided again.
        self.full_texts_asked.insert(id);
        if !is_shown {
            self.notice = Some(Notice::new("Getting the full text…", now));
        }
        vec![Effect::Job(Job::Act(Act::ToggleFullText(id)))]
    }

    pub(super) fn change_view(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let mut settings = self.settings.clone();
        let is_settled = !matches!(action, Action::TrySettings(_));
        match action {
            Action::ToggleFilter => {
                settings.filter = match settings.filter {
                    Filter::All => Filter::Unread,
                    Filter::Unread => Filter::All,
                };
            }
            Action::ToggleOrder => {
                settings.order = match settings.order {
                    Order::Newest => Order::Oldest,
                    Order::Oldest => Order::Newest,
                };
            }
            Action::ChangeSettings(changed) | Action::TrySettings(changed) => {
                settings = changed.clamped()
            }
            _ => {}
        }
        let is_list_other =
            (settings.filter, settings.order) != (self.settings.filter, self.settings.order);
        self.settings = settings;
        self.keeping = Keeping::Tried;
        let mut effects: Vec<Effect> = if is_settled {
            self.keep_settings().map(Effect::Job).into_iter().collect()
        } else {
            Vec::new()
        };
        if is_list_other {
            let selected = self.selected_entry();
            effects.extend(self.load_list(now));
            if let Some(entry) = selected {
                self.list.carry(entry);
            }
            effects.push(Effect::ScrollListToTop);
        }
        effects
    }

    /// Has the settings written, if they are not.
    #[must_use]
    pub fn keep_settings(&mut self) -> Option<Job> {
        let before = std::mem::replace(&mut self.keeping, Keeping::Kept);
        (before == Keeping::Tried)
            .then(|| Job::Act(Act::SaveSettings(Box::new(self.settings.clone()))))
    }

    /// What is selected in a list of the library.
    fn selected_entry(&self) -> Option<ListEntry> {
        let id = self.list.selected().filter(|_| !self.is_preview())?;
        self.list.get(id).copied()
    }

    pub(super) fn change_search(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let before = self.search.clone().unwrap_or_default();
        match action {
            Action::ShowSearch(true) => {
                self.search.get_or_insert_default();
                return vec![Effect::FocusSearch];
            }
            Action::ShowSearch(false) => self.search = None,
            Action::Search(text) => self.search = Some(text),
            _ => {}
        }
        let after = self.search.clone().unwrap_or_default();
        // A question that cannot be read is told of under the field, and the list stays as it is.
        if before.trim() == after.trim() || parse_typed(&after).is_err() {
            return Vec::new();
        }
        let selected = self.selected_entry();
        let mut effects = self.load_list(now);
        if !after.trim().is_empty() {
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

    pub(super) fn change_panes(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::ToggleSidebar => self.session.is_sidebar_shown = !self.session.is_sidebar_shown,
            Action::ShowPane(pane) => self.pane = *pane,
            Action::ToggleFolder(id) => {
                if self.session.folded.contains(id) {
                    self.session.folded.retain(|folded| folded != id);
                } else {
                    self.session.folded.push(*id);
                }
                self.rebuild_sidebar();
            }
            _ => {}
        }
        Vec::new()
    }
}
