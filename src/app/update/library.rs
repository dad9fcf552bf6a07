//! Feeds, folders and saved searches: subscribing, refreshing, saving, importing.

use std::path::PathBuf;

use url::Url;

use crate::library::{Change, Scope};
use crate::model::{FeedId, FolderId};
use crate::net::{Credentials, Grant, split_credentials, split_typed};
use crate::query::{Expr, PlaceId, parse};
use crate::worker::{Act, Fetch, Job, KeyringJob};

use crate::app::action::Effect;
use crate::app::dialog::{AddFeed, AddStage, Dialog, ImportStage};
use crate::app::state::{AppState, Progress};
use crate::app::suggestion::{SUGGESTED_TITLE, SUGGESTED_URL};

/// The feeds to refresh for a place. A place with entries of all feeds refreshes all.
pub(super) fn scope_of(place: PlaceId) -> Scope {
    match place {
        PlaceId::Feed(id) => Scope::Feed(id),
        PlaceId::Folder(id) => Scope::Folder(id),
        PlaceId::BuiltIn(_) | PlaceId::Search(_) | PlaceId::Preview => Scope::All,
    }
}

impl AppState {
    pub(super) fn refresh(&mut self, scope: Scope) -> Vec<Effect> {
        if self.progress.is_none() {
            self.progress = Some(Progress { done: 0, total: 0 });
        }
        vec![Effect::Job(Job::Fetch(Fetch::Refresh(scope)))]
    }

    pub(super) fn refresh_due(&mut self) -> Vec<Effect> {
        self.refresh(Scope::Due { minutes: self.settings.refresh_minutes })
    }

    pub(super) fn subscribe(&mut self, feed_url: &Url, folder_id: Option<FolderId>) -> Vec<Effect> {
        let (feed_url, own) = split_credentials(feed_url);
        let add =
            if let Some(Dialog::AddFeed(add)) = self.dialog.take() { Some(add) } else { None };
        let title = self.shown_title_of(&feed_url, add.as_ref());
        let typed = add.and_then(|add| add.grant);
        let known = [own, typed, self.preview_grant.clone()];
        let grant = known.into_iter().flatten().find(|grant| grant.is_for(&feed_url));
        vec![Effect::Job(Job::subscribe(feed_url, title, folder_id, grant))]
    }

    /// The title under which a feed was shown just now, for the time until it is fetched.
    fn shown_title_of(&self, feed_url: &Url, add: Option<&AddFeed>) -> Option<String> {
        let is_it = |url: &Url| split_credentials(url).0 == *feed_url;
        let found = match add.map(|add| &add.stage) {
            Some(AddStage::Found { candidates, .. }) => {
                candidates.iter().find(|one| is_it(&one.feed_url)).map(|one| one.title.clone())
            }
            Some(AddStage::Asking | AddStage::Searching | AddStage::Failed(_)) | None => None,
        };
        let previewed = || {
            let preview = self.preview.as_ref().filter(|preview| is_it(&preview.feed_url))?;
            Some(preview.feed.title.clone())
        };
        let suggested = || (feed_url.as_str() == SUGGESTED_URL).then(|| SUGGESTED_TITLE.to_owned());
        found.or_else(previewed).or_else(suggested).filter(|title| !title.is_empty())
    }

    pub(super) fn change_library(&mut self, change: Change) -> Vec<Effect> {
        self.chosen.clear();
        vec![Effect::Job(Job::Act(Act::Change(change)))]
    }

    /// Saves the search under a name. The saved one finds everywhere the entries that the search
    /// finds in the selected place.
    pub(super) fn save_search(&mut self, name: String) -> Vec<Effect> {
        let typed = self.search.take().unwrap_or_default();
        self.set_search(None);
        let typed = typed.trim();
        let query = match self.place_query() {
            // The user's own text is kept as it was typed, as long as nothing is added to it.
            None | Some(Expr::All) => typed.to_owned(),
            Some(place @ (Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Term(_))) => {
                parse(typed).map_or_else(|_| typed.to_owned(), |expr| place.and(expr).to_string())
            }
        };
        vec![Effect::Job(Job::Act(Act::Change(Change::AddSmartFeed { name, query })))]
    }

    /// Closes the dialog that asked for a path and writes the file.
    pub(super) fn write_file(&mut self, job: Job) -> Vec<Effect> {
        self.dialog = None;
        vec![Effect::Job(job)]
    }

    pub(super) fn plan_import(&mut self, path: PathBuf) -> Vec<Effect> {
        self.dialog =
            Some(Dialog::Import { path: path.display().to_string(), stage: ImportStage::Reading });
        self.planning += 1;
        vec![Effect::Job(Job::Act(Act::PlanImport { generation: self.planning, path }))]
    }

    pub(super) fn import(&mut self) -> Option<Job> {
        if let Some(Dialog::Import { stage: ImportStage::Planned(plan), .. }) = self.dialog.take() {
            Some(Job::Act(Act::Import(plan)))
        } else {
            None
        }
    }

    pub(super) fn sign_in(&mut self, id: FeedId, credentials: Option<Credentials>) -> Option<Job> {
        self.dialog = Some(Dialog::Feed(id));
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

    pub(super) fn discover(&mut self, address: &str) -> Option<Job> {
        let (address, mut grant) = split_typed(address.trim());
        if address.is_empty() {
            return None;
        }
        self.discovery += 1;
        if let Some(Dialog::AddFeed(add)) = &mut self.dialog {
            add.stage = AddStage::Searching;
            if grant.is_some() {
                // The password must not stay in a text that may be shown or logged.
                add.address.clone_from(&address);
            } else {
                grant = add.grant.take().filter(|grant| address.starts_with(&grant.origin));
            }
            add.grant.clone_from(&grant);
        }
        Some(Job::Fetch(Fetch::Discover { generation: self.discovery, address, grant }))
    }
}
