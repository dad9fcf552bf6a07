//! Trying rules, and choosing several feeds in the sidebar.

use crate::model::FeedId;
use crate::query::rule_question;
use crate::worker::{Job, Read, RulePreview};

use crate::app::action::Effect;
use crate::app::dialog::{Dialog, RulesStage};
use crate::app::sidebar::SidebarRow;
use crate::app::state::AppState;

impl AppState {
    /// Asks which of the latest entries the rule in the dialog finds, if its query has no mistake.
    pub(super) fn try_rule(&mut self) -> Option<Effect> {
        let Some(Dialog::Rules(RulesStage::Editing(draft))) = &mut self.dialog else { return None };
        draft.trial = None;
        let query = rule_question(&draft.query).ok()?;
        self.trial += 1;
        Some(Effect::Job(Job::Read(Read::RuleTrial {
            generation: self.trial,
            query,
            scope: draft.scope,
        })))
    }

    pub(super) fn receive_trial(&mut self, generation: u64, result: Result<RulePreview, String>) {
        if let (Some(Dialog::Rules(RulesStage::Editing(draft))), true) =
            (&mut self.dialog, generation == self.trial)
        {
            draft.trial = Some(result);
        }
    }

    pub(super) fn toggle_chosen(&mut self, id: FeedId) -> Vec<Effect> {
        if !self.chosen.remove(&id) {
            self.chosen.insert(id);
        }
        self.chosen_last = Some(id);
        Vec::new()
    }

    /// Chooses the feeds from the last chosen (or selected) one to this one.
    pub(super) fn choose_to(&mut self, id: FeedId) -> Vec<Effect> {
        let feeds: Vec<FeedId> = self.sidebar.iter().filter_map(|row| self.feed_of(row)).collect();
        let index_of = |id: FeedId| feeds.iter().position(|other| *other == id);
        let from = self.chosen_last.or(self.selected_feed()).and_then(index_of);
        if let (Some(from), Some(to)) = (from, index_of(id)) {
            self.chosen.extend(feeds.get(from.min(to)..=from.max(to)).unwrap_or_default());
        } else {
            self.chosen.insert(id);
        }
        self.chosen_last = Some(id);
        Vec::new()
    }

    pub(super) fn choose_none(&mut self) -> Vec<Effect> {
        self.chosen.clear();
        Vec::new()
    }

    fn feed_of(&self, row: &SidebarRow) -> Option<FeedId> {
        match row {
            SidebarRow::Feed { index, .. } => self.library.feeds.get(*index).map(|feed| feed.id),
            SidebarRow::Folder { .. } | SidebarRow::Account { .. } => None,
        }
    }
}
