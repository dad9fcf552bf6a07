//! Rules and choosing feeds: what the dialogs and the sidebar do beside reading.

use crate::model::FeedId;
use crate::query::rule_question;
use crate::worker::{Job, Read, RulePreview};

use crate::app::action::{Action, Effect};
use crate::app::dialog::{Dialog, RulesStage};
use crate::app::sidebar::SidebarRow;
use crate::app::state::AppState;

impl AppState {
    /// Asks what the rule that is being written would have done; one that cannot be read asks for
    /// nothing.
    pub(super) fn try_rule(&mut self) -> Option<Effect> {
        let Some(Dialog::Rules(RulesStage::Editing(draft))) = &mut self.dialog else { return None };
        draft.trial = None;
        if rule_question(&draft.query).is_err() {
            return None;
        }
        self.trial += 1;
        Some(Effect::Job(Job::Read(Read::RuleTrial {
            generation: self.trial,
            query: draft.query.clone(),
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

    pub(super) fn choose(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::ToggleChosen(id) => {
                if !self.chosen.remove(id) {
                    self.chosen.insert(*id);
                }
                self.chosen_last = Some(*id);
            }
            Action::ChooseTo(id) => {
                let feeds: Vec<FeedId> =
                    self.sidebar.iter().filter_map(|row| self.feed_of(row)).collect();
                let place = |id: FeedId| feeds.iter().position(|other| *other == id);
                let from = self.chosen_last.or(self.selected_feed()).and_then(place);
                if let (Some(from), Some(to)) = (from, place(*id)) {
                    self.chosen.extend(feeds.get(from.min(to)..=from.max(to)).unwrap_or_default());
                } else {
                    self.chosen.insert(*id);
                }
                self.chosen_last = Some(*id);
            }
            _ => self.chosen.clear(),
        }
        Vec::new()
    }

    fn feed_of(&self, row: &SidebarRow) -> Option<FeedId> {
        match row {
            SidebarRow::Feed { index, .. } => self.library.feeds.get(*index).map(|feed| feed.id),
            SidebarRow::Folder { .. } => None,
        }
    }
}
