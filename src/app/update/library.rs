//! Feeds and folders: subscribing, refreshing, moving, importing.

use crate::config::SessionSource;
use crate::library::{Change, Scope};
use crate::model::FeedId;
use crate::net::{Credentials, Grant, split_credentials, split_typed};
use crate::worker::{Act, Fetch, Job, KeyringJob};

use crate::app::action::{Action, Effect, Place};
use crate::app::dialog::{AddStage, Dialog, ImportStage};
use crate::app::state::{AppState, Progress};

impl AppState {
    pub(super) fn refresh(&mut self, action: &Action) -> Vec<Effect> {
        let scope = match action {
            Action::CancelRefresh => return vec![Effect::Job(Job::Fetch(Fetch::CancelRefresh))],
            Action::RefreshDue => Scope::Due { minutes: self.settings.refresh_minutes },
            Action::RefreshPlace(Place::Library(SessionSource::Feed(id))) => Scope::Feed(*id),
            Action::RefreshPlace(Place::Library(SessionSource::Folder(id))) => Scope::Folder(*id),
            _ => Scope::All,
        };
        if self.progress.is_none() {
            self.progress = Some(Progress { done: 0, total: 0 });
        }
        vec![Effect::Job(Job::Fetch(Fetch::Refresh(scope)))]
    }

    pub(super) fn change_library(&mut self, action: Action) -> Vec<Effect> {
        let job = match action {
            Action::Discover(address) => self.discover(&address),
            Action::Subscribe { feed_url, folder_id } => {
                let (feed_url, own) = split_credentials(&feed_url);
                let typed = if let Some(Dialog::AddFeed(add)) = self.dialog.take() {
                    add.grant
                } else {
                    None
                };
                let known = [own, typed, self.preview_grant.clone()];
                let grant = known.into_iter().flatten().find(|grant| grant.is_for(&feed_url));
                Some(Job::subscribe(feed_url, None, folder_id, grant))
            }
            Action::SignIn(id, credentials) => {
                self.dialog = Some(Dialog::Feed(id));
                self.sign_in(id, credentials)
            }
            Action::AddSmartFeed(name) => {
                let typed = self.search.take().unwrap_or_default();
                Some(Job::Act(Act::Change(Change::AddSmartFeed {
                    name,
                    query: self.question_here(typed.trim()),
                })))
            }
            Action::Change(change) => {
                self.chosen.clear();
                Some(Job::Act(Act::Change(change)))
            }
            Action::Compact(forgets) => Some(Job::Act(Act::Compact { forgets })),
            Action::BackUp(path) => {
                self.dialog = None;
                Some(Job::Act(Act::BackUp(path)))
            }
            Action::PlanImport(path) => {
                self.dialog = Some(Dialog::Import {
                    path: path.display().to_string(),
                    stage: ImportStage::Reading,
                });
                self.planning += 1;
                Some(Job::Act(Act::PlanImport { generation: self.planning, path }))
            }
            Action::Import => match self.dialog.take() {
                Some(Dialog::Import { stage: ImportStage::Planned(plan), .. }) => {
                    Some(Job::Act(Act::Import(plan)))
                }
                _ => None,
            },
            Action::Export(path) => {
                self.dialog = None;
                Some(Job::Act(Act::Export(path)))
            }
            _ => None,
        };
        job.map(Effect::Job).into_iter().collect()
    }

    /// A question that finds everywhere what another one finds in the place that is selected.
    fn question_here(&self, typed: &str) -> String {
        let named =
            |field: &str, name: &str| format!("{field}:\"{}\" ({typed})", name.replace('"', " "));
        match self.place {
            Place::Library(SessionSource::Smart(id)) => self
                .smart_feed(id)
                .map_or_else(|| typed.to_owned(), |feed| format!("({}) ({typed})", feed.query)),
            Place::Library(SessionSource::Feed(id)) => {
                self.feed(id).map_or_else(|| typed.to_owned(), |feed| named("feed", feed.title()))
            }
            Place::Library(SessionSource::Folder(id)) => self
                .folder(id)
                .map_or_else(|| typed.to_owned(), |folder| named("folder", &folder.name)),
            Place::Library(SessionSource::Starred) => format!("is:starred ({typed})"),
            Place::Library(SessionSource::Today | SessionSource::Unread | SessionSource::All)
            | Place::Preview => typed.to_owned(),
        }
    }

    fn sign_in(&self, id: FeedId, credentials: Option<Credentials>) -> Option<Job> {
        let feed = self.feed(id)?;
        let known = feed.options.sign_in.clone();
        match credentials {
            Some(credentials) => Some(Job::Keyring(KeyringJob::SignIn {
                feed_id: id,
                known,
                grant: Grant::new(&feed.feed_url, credentials),
            })),
            None => Some(Job::Keyring(KeyringJob::SignOut(id, known?))),
        }
    }

    fn discover(&mut self, address: &str) -> Option<Job> {
        let (address, mut grant) = split_typed(address.trim());
        if address.is_empty() {
            return None;
        }
        self.discovery += 1;
        if let Some(Dialog::AddFeed(add)) = &mut self.dialog {
            add.stage = AddStage::Searching;
            if grant.is_some() {
                // From here on the password is in no text any more.
                add.address.clone_from(&address);
            } else {
                grant = add.grant.take().filter(|grant| address.starts_with(&grant.origin));
            }
            add.grant.clone_from(&grant);
        }
        Some(Job::Fetch(Fetch::Discover { generation: self.discovery, address, grant }))
    }
}
