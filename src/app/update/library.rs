//! Feeds, folders and saved searches: subscribing, refreshing, saving, importing.

use std::path::PathBuf;

use jiff::Timestamp;
use url::Url;

use crate::config::{RefreshQuestion, Settings};
use crate::i18n::t;
use crate::library::{Change, ImportReport, Scope};
use crate::model::{AccountId, FeedId, FolderId};
use crate::net::{Credentials, Grant, split_credentials, split_typed};
use crate::query::{Expr, PlaceId, parse};
use crate::worker::{Act, Fetch, Job, KeyringJob};

use crate::app::action::Effect;
use crate::app::dialog::{AddFeed, AddStage, Dialog, ImportStage, SignInProgress};
use crate::app::notice::Notice;
use crate::app::state::{AppState, Progress};
use crate::app::suggestion::{SUGGESTED_TITLE, SUGGESTED_URL};

/// The feeds to refresh for a place. A place with entries of all feeds refreshes all.
pub(super) fn scope_of(place: PlaceId) -> Scope {
    match place {
        PlaceId::Feed(id) => Scope::Feed(id),
        PlaceId::Folder(id) => Scope::Folder(id),
        PlaceId::BuiltIn(_)
        | PlaceId::Search(_)
        | PlaceId::Tag(_)
        | PlaceId::Account(_)
        | PlaceId::Preview => Scope::All,
    }
}

impl AppState {
    pub(super) fn tell_saved(&mut self, path: &std::path::Path, now: Timestamp) {
        let words = t!(notice_saved_file, path = path.display().to_string());
        self.notice = Some(Notice::new(words, now));
    }

    pub(super) fn refresh(&mut self, scope: Scope) -> Vec<Effect> {
        if self.progress.is_none() {
            self.progress = Some(Progress { done: 0, total: 0 });
        }
        vec![Effect::Job(Job::Fetch(Fetch::Refresh(scope)))]
    }

    /// Asks about automatic refreshes, once: at the first subscription.
    pub(super) fn ask_about_refresh(&mut self) {
        let is_first = self.session.refresh_question == RefreshQuestion::Later;
        if is_first && self.settings.refresh_minutes == 0 {
            self.session.refresh_question = RefreshQuestion::Asked;
        }
    }

    pub(super) fn answer_refresh_question(
        &mut self,
        minutes: Option<u32>,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.session.refresh_question = RefreshQuestion::Answered;
        match minutes {
            Some(refresh_minutes) => {
                self.change_settings(Settings { refresh_minutes, ..self.settings.clone() }, now)
            }
            None => Vec::new(),
        }
    }

    /// A feed was refreshed: it has so many new and updated entries.
    pub(super) fn feed_refreshed(
        &mut self,
        feed_id: FeedId,
        (new_entries, updated_entries): (u32, u32),
        now: Timestamp,
    ) -> Vec<Effect> {
        self.is_list_stale |= new_entries + updated_entries > 0;
        if updated_entries > 0 {
            self.list.forget_rows_of(|row| row.feed_id == feed_id);
        }
        self.follow_refresh(now)
    }

    pub(super) fn refresh_due(&mut self, now: Timestamp) -> Vec<Effect> {
        let due = Scope::Due { minutes: self.settings.refresh_minutes };
        self.refresh(due).into_iter().chain(self.sync_due(now)).collect()
    }

    pub(super) fn subscribe(
        &mut self,
        feed_url: &Url,
        account_id: Option<AccountId>,
        folder_id: Option<FolderId>,
    ) -> Vec<Effect> {
        let (feed_url, own) = split_credentials(feed_url);
        let add =
            if let Some(Dialog::AddFeed(add)) = self.dialog.take() { Some(add) } else { None };
        let title = self.shown_title_of(&feed_url, add.as_ref());
        if let Some(account_id) = account_id {
            let act = Act::SubscribeIn { account_id, feed_url, title, folder_id };
            return vec![Effect::Job(Job::Act(act))];
        }
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
        if let Change::RenameTag(id, name) = &change
            && self.place == PlaceId::Tag(*id)
        {
            self.renamed_tag = Some(name.trim().to_owned());
        }
        let forgotten = self.forget_secret(&change);
        let act = Effect::Job(Job::Act(Act::Change(change)));
        std::iter::once(act).chain(forgotten).collect()
    }

    /// Saves the search under a name. The saved one finds everywhere the entries that the search
    /// finds in the selected place.
    pub(super) fn save_search(&mut self, name: String) -> Vec<Effect> {
        let typed = self.search.take().unwrap_or_default();
        self.set_search(None);
        let typed = typed.trim();
        let query = match self.named_query() {
            // The user's own text is kept as it was typed, as long as nothing is added to it.
            None | Some(Expr::All) => typed.to_owned(),
            Some(place @ (Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Term(_))) => {
                parse(typed).map_or_else(|_| typed.to_owned(), |expr| place.and(expr).to_string())
            }
        };
        vec![Effect::Job(Job::Act(Act::Change(Change::AddSmartFeed { name, query })))]
    }

    /// The query of the selected place, as it may be saved: a tag by its name, because its number
    /// changes when it is renamed.
    fn named_query(&self) -> Option<Expr> {
        match self.place {
            PlaceId::Tag(id) => self.tag(id).map(|tag| Expr::tagged(&tag.name)),
            PlaceId::BuiltIn(_)
            | PlaceId::Feed(_)
            | PlaceId::Folder(_)
            | PlaceId::Search(_)
            | PlaceId::Account(_)
            | PlaceId::Preview => self.place_query(),
        }
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
        let feed = self.feed(id)?;
        let known = feed.options.sign_in.clone();
        if credentials.is_none() && known.is_none() {
            self.dialog = Some(Dialog::Feed(id));
            return None;
        }
        let feed_url = feed.feed_url.clone();
        // The dialog stays until the keyring has answered, or the password would have to be typed
        // again.
        self.sign_in = SignInProgress::Saving;
        match credentials {
            Some(credentials) => Some(Job::Keyring(KeyringJob::SignIn {
                feed_id: id,
                known,
                grant: Grant::new(&feed_url, credentials),
            })),
            None => Some(Job::Keyring(KeyringJob::SignOut(id, known?))),
        }
    }

    /// Goes on from the dialog for signing in once the credentials are stored.
    pub(super) fn finish_sign_in(&mut self) {
        if let (SignInProgress::Saving, Some(Dialog::SignIn(draft))) = (&self.sign_in, &self.dialog)
        {
            self.dialog = Some(Dialog::Feed(draft.feed_id));
        }
        self.sign_in = SignInProgress::Idle;
    }

    /// Tells a failure where it belongs: in the dialog for signing in, or as a notice.
    pub(super) fn tell_failure(&mut self, message: String, now: Timestamp) {
        let is_saving = self.sign_in == SignInProgress::Saving;
        if is_saving && matches!(self.dialog, Some(Dialog::SignIn(_))) {
            self.sign_in = SignInProgress::Failed(message);
        } else {
            self.notice = Some(Notice::error(message, now));
        }
    }

    /// The credentials in the fields of the add dialog, for the address there.
    fn typed_grant(&self, address: &str) -> Option<Grant> {
        let Some(Dialog::AddFeed(AddFeed { sign_in: Some((user, password)), .. })) = &self.dialog
        else {
            return None;
        };
        let credentials = Credentials::password(user.reveal().trim(), password.reveal()).ok()?;
        let url = Url::parse(address).or_else(|_| Url::parse(&format!("https://{address}")));
        let url = url.ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        Some(Grant::new(&url, credentials))
    }

    pub(super) fn discover(&mut self, address: &str) -> Option<Job> {
        let (address, mut grant) = split_typed(address.trim());
        if address.is_empty() {
            return None;
        }
        grant = grant.or_else(|| self.typed_grant(&address));
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

pub(super) fn import_notice(report: ImportReport, now: Timestamp) -> Notice {
    match report.step {
        Some(step) => Notice::new(step.kind.words(), now).with_undo(step.id),
        None => Notice::new(t!(step_imported, count = report.added), now),
    }
}
