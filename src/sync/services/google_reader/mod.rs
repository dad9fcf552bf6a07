//! The Google Reader interface: FreshRSS, The Old Reader, BazQux, CommaFeed, and Miniflux's second
//! one. Inoreader has it too, but answers only programs that registered.
//!
//! The servers agree on less than it seems. So only requests that all of them answer alike are
//! made: whole lists of ids, entries by their ids, one mark in a call, the form's token and mark
//! before its ids (FreshRSS cuts long forms and still answers "OK").

mod ids;
mod parse;

use std::collections::BTreeSet;

use self::ids::{READ, READING_LIST, STARRED, label_stream, long};
use crate::model::{MarkKind, RemoteId, Secret, ServiceKind};
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};

/// Ids in a page. The Old Reader allows 10,000, Inoreader 1,000; Miniflux sends 1,000 whatever is
/// asked.
const IDS_PER_PAGE: &str = "10000";
const IDS_PER_PAGE_INOREADER: &str = "1000";
/// Ids in a call that marks. FreshRSS needs a millisecond for each.
const IDS_PER_MARK: usize = 250;
/// Ids in a call for entries.
const IDS_PER_FETCH: usize = 100;

/// What a server with this interface can do.
pub(super) fn abilities(kind: ServiceKind) -> Abilities {
    let has_labels =
        matches!(kind, ServiceKind::FreshRss | ServiceKind::BazQux | ServiceKind::Inoreader);
    Abilities {
        subscribe: Ability::Yes,
        rename_feed: Ability::Yes,
        move_feed: Ability::Yes,
        new_folder: Ability::No(Hindrance::NoEmptyFolders),
        edit_folder: Ability::Yes,
        label: if has_labels { Ability::Yes } else { Ability::No(Hindrance::NoLabels) },
        ids_per_fetch: IDS_PER_FETCH,
        ids_per_mark: IDS_PER_MARK,
    }
}

/// A server with the Google Reader interface.
pub(super) struct GoogleReader {
    connection: Connection,
    kind: ServiceKind,
    auth: Option<Secret>,
    /// The token that writes carry.
    token: Option<Secret>,
    /// A sign-in that dies in the middle of a sync is renewed once. A user who is switched off at
    /// FreshRSS signs in for ever and is refused for ever.
    may_renew: bool,
    /// The names of folders, which tell labels of entries from those of feeds.
    folders: BTreeSet<String>,
    root_folder: Option<String>,
}

impl GoogleReader {
    pub(super) fn new(connection: Connection, kind: ServiceKind) -> Self {
        Self {
            connection,
            kind,
            auth: None,
            token: None,
            may_renew: true,
            folders: BTreeSet::new(),
            root_folder: None,
        }
    }

    async fn log_in(&mut self) -> Result<(), ServiceError> {
        if self.kind == ServiceKind::Inoreader {
            let host = self.host();
            return Err(ServiceError::ApplicationId { host });
        }
        let (user, password) = (self.connection.user(), self.connection.secret());
        let pairs = [
            ("Email", user.as_str()),
            ("Passwd", password.reveal()),
            ("service", "reader"),
            ("client", "Gleaner"),
        ];
        let url = self.connection.url("accounts/ClientLogin", &[]);
        let answer = self.connection.ask(Question::post_form(url, &pairs).only_reads()).await?;
        let auth = self.read_auth(&answer)?;
        self.auth = Some(Secret::new(format!("GoogleLogin auth={auth}")));
        self.token = None;
        Ok(())
    }

    fn read_auth(&self, answer: &Answer) -> Result<String, ServiceError> {
        let host = answer.host.clone();
        if let Some(reason) = answer.headers.of_call("x-bq-loginerrorreason")
            && reason.ends_with("Expired")
        {
            return Err(ServiceError::SubscriptionEnded { host });
        }
        match answer.status {
            200..300 => parse::auth(&answer.text()).ok_or(ServiceError::NotThisService { host }),
            // FreshRSS refuses a malformed user name so.
            400 if answer.text() == "Bad Request!" => Err(self.refused(host)),
            401 | 403 if !answer.is_page() => Err(self.refused(host)),
            503 if answer.text() == "Service Unavailable!" => Err(ServiceError::ApiOff { host }),
            400..500 => Err(ServiceError::NotThisService { host }),
            _ => {
                answer.success()?;
                Err(ServiceError::NotThisService { host })
            }
        }
    }

    fn refused(&self, host: String) -> ServiceError {
        match self.kind {
            ServiceKind::TheOldReader | ServiceKind::BazQux | ServiceKind::Inoreader => {
                ServiceError::SignIn { host }
            }
            ServiceKind::FreshRss
            | ServiceKind::Miniflux
            | ServiceKind::CommaFeed
            | ServiceKind::GoogleReader
            | ServiceKind::Nextcloud
            | ServiceKind::Feedbin
            | ServiceKind::TinyTinyRss
            | ServiceKind::Fever => ServiceError::ApiPassword { host },
        }
    }

    fn host(&self) -> String {
        self.connection.host()
    }

    fn signed(&self, question: Question) -> Question {
        match &self.auth {
            Some(auth) => question.with_secret("authorization", auth.clone()),
            None => question,
        }
    }

    /// Asks something that changes nothing. A sign-in that died is renewed once.
    async fn read(&mut self, path: &str, query: &[(&str, &str)]) -> Result<Answer, ServiceError> {
        let url = self.connection.url(&format!("reader/api/0/{path}"), query);
        let answer = self.connection.ask(self.signed(Question::get(url.clone()))).await?;
        if answer.status != 401 || !self.renew().await? {
            return Ok(answer);
        }
        self.connection.ask(self.signed(Question::get(url))).await
    }

    /// Signs in anew, if that was not done before in this sync.
    async fn renew(&mut self) -> Result<bool, ServiceError> {
        if !std::mem::take(&mut self.may_renew) {
            return Ok(false);
        }
        self.log_in().await?;
        Ok(true)
    }

    /// The token that writes carry.
    async fn token(&mut self) -> Result<Secret, ServiceError> {
        if let Some(token) = &self.token {
            return Ok(token.clone());
        }
        let answer = self.read("token", &[]).await?;
        answer.success()?;
        let text = answer.text();
        let is_token = !text.is_empty() && text.len() <= 4096 && !answer.is_page();
        if !is_token || text.contains(char::is_whitespace) {
            return Err(answer.unreadable_because("it is no token"));
        }
        Ok(self.token.insert(Secret::new(text)).clone())
    }

    /// Posts a form. A 401 may mean the token or the sign-in: each is renewed once.
    async fn write(
        &mut self,
        path: &str,
        query: &[(&str, &str)],
        pairs: &[(&str, &str)],
    ) -> Result<Answer, ServiceError> {
        let mut answer = self.post(path, query, pairs).await?;
        if answer.status == 401 {
            self.token = None;
            answer = self.post(path, query, pairs).await?;
        }
        if answer.status == 401 && self.renew().await? {
            answer = self.post(path, query, pairs).await?;
        }
        Ok(answer)
    }

    async fn post(
        &mut self,
        path: &str,
        query: &[(&str, &str)],
        pairs: &[(&str, &str)],
    ) -> Result<Answer, ServiceError> {
        let token = self.token().await?;
        let url = self.connection.url(&format!("reader/api/0/{path}"), query);
        let form: Vec<_> =
            [("T", token.reveal())].into_iter().chain(pairs.iter().copied()).collect();
        let question = Question::post_form(url, &form);
        // Only the answer with entries is large.
        let question = if query.is_empty() { question } else { question.of_entries() };
        self.connection.ask(self.signed(question)).await
    }

    /// Posts a form whose answer has to be "OK".
    async fn act(&mut self, path: &str, pairs: &[(&str, &str)]) -> Result<(), ServiceError> {
        let answer = self.write(path, &[], pairs).await?;
        answer.success()?;
        if answer.text() == "OK" { Ok(()) } else { Err(answer.unreadable_because("it is not OK")) }
    }

    async fn read_feeds(&mut self) -> Result<FeedList, ServiceError> {
        let answer = self.read("subscription/list", &[("output", "json")]).await?;
        let subscriptions = answer.object()?;
        // Folders are in the subscriptions too; not every server has the list of tags.
        let tags = match self.read("tag/list", &[("output", "json")]).await {
            Ok(tags) => tags.object().ok(),
            Err(ServiceError::Refused { .. }) => None,
            Err(error) => return Err(error),
        };
        let has_only_folders = !abilities(self.kind).label.is_yes();
        let list = parse::feed_list(subscriptions, tags, has_only_folders)
            .map_err(|error| answer.unreadable(error))?;
        self.folders = list.folders.iter().cloned().collect();
        self.folders.extend(list.root_folder.clone());
        self.root_folder.clone_from(&list.root_folder);
        Ok(list)
    }

    async fn read_page(
        &mut self,
        list: &ListKind,
        cursor: Option<&str>,
    ) -> Result<IdPage, ServiceError> {
        let label;
        let stream = match list {
            ListKind::Unread => READING_LIST,
            ListKind::Starred => STARRED,
            ListKind::Label(name) => {
                label = label_stream(name);
                &label
            }
        };
        let is_strict = self.kind == ServiceKind::Inoreader;
        let size = if is_strict { IDS_PER_PAGE_INOREADER } else { IDS_PER_PAGE };
        let mut query = vec![("output", "json"), ("s", stream), ("n", size)];
        if *list == ListKind::Unread {
            query.push(("xt", READ));
        }
        query.extend(cursor.map(|cursor| ("c", cursor)));
        let answer = self.read("stream/items/ids", &query).await?;
        let page = answer.object()?;
        parse::id_page(page).map_err(|error| answer.unreadable(error))
    }

    async fn read_entries(&mut self, ids: &[RemoteId]) -> Result<Vec<RemoteItem>, ServiceError> {
        let ids: Vec<String> = ids.iter().map(long).collect();
        let pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("i", id.as_str())).collect();
        let query = [("output", "json")];
        let answer = self.write("stream/items/contents", &query, &pairs).await?;
        let fields = answer.object()?;
        parse::items(fields, &self.folders).map_err(|error| answer.unreadable(error))
    }

    async fn set_mark(&mut self, mark: &Mark, ids: &[RemoteId]) -> Result<(), ServiceError> {
        let label;
        let tag = match &mark.kind {
            MarkKind::Read => READ,
            MarkKind::Star => STARRED,
            MarkKind::Label(name) => {
                label = label_stream(name);
                &label
            }
        };
        let ids: Vec<String> = ids.iter().map(long).collect();
        let act = if mark.is_on { "a" } else { "r" };
        let pairs: Vec<(&str, &str)> =
            [(act, tag)].into_iter().chain(ids.iter().map(|id| ("i", id.as_str()))).collect();
        self.act("edit-tag", &pairs).await
    }

    async fn make_edit(&mut self, edit: &FeedEdit) -> Result<Option<RemoteId>, ServiceError> {
        const EDIT: &str = "subscription/edit";
        match edit {
            FeedEdit::Subscribe { url, .. } => return self.subscribe(url.as_str()).await.map(Some),
            FeedEdit::Rename { feed, title } => {
                let pairs = [("ac", "edit"), ("s", feed.as_str()), ("t", title.as_str())];
                self.act(EDIT, &pairs).await?;
            }
            FeedEdit::Move { feed, from, to } => {
                self.move_feed(feed, from.as_deref(), to.as_deref()).await?;
            }
            FeedEdit::Unsubscribe { feed } => {
                self.act(EDIT, &[("ac", "unsubscribe"), ("s", feed.as_str())]).await?;
            }
            // A folder is there once a feed is moved into it.
            FeedEdit::NewFolder { .. } => {}
            FeedEdit::RenameFolder { old_name, new_name } => {
                let (old, new) = (label_stream(old_name), label_stream(new_name));
                self.act("rename-tag", &[("s", &old), ("dest", &new)]).await?;
            }
            FeedEdit::RemoveFolder { name } => {
                match self.act("disable-tag", &[("s", &label_stream(name))]).await {
                    // FreshRSS forgets a folder with its last feed.
                    Ok(()) | Err(ServiceError::Refused { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(None)
    }

    async fn subscribe(&mut self, url: &str) -> Result<RemoteId, ServiceError> {
        let answer = self.write("subscription/quickadd", &[], &[("quickadd", url)]).await?;
        let fields = answer.object()?;
        parse::added(fields).map_err(|reason| ServiceError::Refused {
            host: answer.host.clone(),
            status: answer.status,
            reason,
        })
    }

    async fn move_feed(
        &mut self,
        feed: &RemoteId,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<(), ServiceError> {
        // FreshRSS and Miniflux have one folder for each feed, and adding the new one moves it.
        // Removing the old one would move it at FreshRSS wherever it is, and do nothing at Miniflux.
        let target = to.or(self.root_folder.as_deref()).map(label_stream);
        let source = from.map(label_stream);
        let mut pairs = vec![("ac", "edit"), ("s", feed.as_str())];
        match (&target, &source) {
            (Some(target), _) => pairs.push(("a", target)),
            (None, Some(source)) => pairs.push(("r", source)),
            (None, None) => return Ok(()),
        }
        if let (ServiceKind::BazQux, Some(_), Some(source)) = (self.kind, to, &source) {
            pairs.push(("r", source));
        }
        self.act("subscription/edit", &pairs).await
    }
}

impl Service for GoogleReader {
    fn abilities(&self) -> Abilities {
        abilities(self.kind)
    }

    fn sign_in(&mut self) -> ServiceFuture<'_, ()> {
        Box::pin(self.log_in())
    }

    fn feeds(&mut self) -> ServiceFuture<'_, FeedList> {
        Box::pin(self.read_feeds())
    }

    fn id_page<'a>(
        &'a mut self,
        list: &'a ListKind,
        cursor: Option<&'a str>,
    ) -> ServiceFuture<'a, IdPage> {
        Box::pin(self.read_page(list, cursor))
    }

    fn entries<'a>(&'a mut self, ids: &'a [RemoteId]) -> ServiceFuture<'a, Vec<RemoteItem>> {
        Box::pin(self.read_entries(ids))
    }

    fn mark<'a>(
        &'a mut self,
        mark: &'a Mark,
        ids: &'a [RemoteId],
    ) -> ServiceFuture<'a, Vec<RemoteId>> {
        Box::pin(async move { self.set_mark(mark, ids).await.map(|()| Vec::new()) })
    }

    fn edit<'a>(&'a mut self, edit: &'a FeedEdit) -> ServiceFuture<'a, Option<RemoteId>> {
        Box::pin(self.make_edit(edit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_stays_far_below_the_limits_of_the_servers() {
        // FreshRSS cuts a form at 1,000 fields, Miniflux refuses one of 600 KB as a bad token.
        let id = long(&RemoteId("x".repeat(crate::sync::wire::ID_BYTES_MAX)));
        for count in [IDS_PER_MARK, IDS_PER_FETCH] {
            assert!(count + 4 < 1000 && count * (3 * id.len() + 3) < 500_000);
        }
    }
}
