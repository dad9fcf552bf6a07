//! Feeds and folders: subscribing, refreshing, moving, importing.

use crate::config::SessionSource;
use crate::worker::{Job, Scope};

use crate::app::action::{Action, Effect, Place};
use crate::app::dialog::{AddStage, Dialog, ImportStage};
use crate::app::state::{AppState, Progress};

impl AppState {
    pub(super) fn refresh(&mut self, action: &Action) -> Vec<Effect> {
        let scope = match action {
            Action::CancelRefresh => return vec![Effect::Job(Job::CancelRefresh)],
            Action::RefreshDue => Scope::Due,
            Action::RefreshPlace(Place::Library(SessionSource::Feed(id))) => Scope::Feed(*id),
            Action::RefreshPlace(Place::Library(SessionSource::Folder(id))) => Scope::Folder(*id),
            _ => Scope::All,
        };
        if self.progress.is_none() {
            self.progress = Some(Progress { done: 0, total: 0 });
        }
        vec![Effect::Job(Job::Refresh(scope))]
    }

    pub(super) fn change_library(&mut self, action: Action) -> Vec<Effect> {
        let job = match action {
            Action::Discover(address) => self.discover(&address),
            Action::Subscribe { feed_url, folder_id } => {
                self.dialog = None;
                Some(Job::Subscribe { feed_url, title: None, folder_id })
            }
            Action::Unsubscribe(id) => Some(Job::Unsubscribe(id)),
            Action::RenameFeed(id, title) => Some(Job::RenameFeed(id, title.filter(|title| !title.trim().is_empty()))),
            Action::RenameFolder(id, name) => Some(Job::RenameFolder(id, name)),
            Action::MoveFeed(id, folder_id) => Some(Job::MoveFeed(id, folder_id)),
            Action::CreateFolder { name, moved_feed } => Some(Job::CreateFolder { name, parent: None, moved_feed }),
            Action::DeleteFolder(id) => Some(Job::DeleteFolder(id)),
            Action::PlanImport(path) => {
                self.dialog = Some(Dialog::Import { path: path.display().to_string(), stage: ImportStage::Reading });
                Some(Job::PlanImport(path))
            }
            Action::Import => match self.dialog.take() {
                Some(Dialog::Import { stage: ImportStage::Planned(plan), .. }) => Some(Job::Import(plan)),
                _ => None,
            },
            Action::Export(path) => {
                self.dialog = None;
                Some(Job::Export(path))
            }
            _ => None,
        };
        job.map(Effect::Job).into_iter().collect()
    }

    fn discover(&mut self, address: &str) -> Option<Job> {
        let address = address.trim().to_owned();
        if address.is_empty() {
            return None;
        }
        self.discovery += 1;
        if let Some(Dialog::AddFeed(add)) = &mut self.dialog {
            add.stage = AddStage::Searching;
        }
        Some(Job::Discover { generation: self.discovery, address })
    }
}
