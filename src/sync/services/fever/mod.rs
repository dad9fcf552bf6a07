//! The Fever interface: FreshRSS, Miniflux, yarr, Coldsweat, CommaFeed and others. It has no
//! subscriptions to change and no labels, and marks one entry in a call.
//!
//! A wrong password is an answer with status 200 and `auth: 0`, so every answer is looked at. Only
//! one question is asked in a call, because some servers answer only the first.

mod md5;
mod parse;

use futures_util::future::join_all;
use url::Url;

use crate::model::{MarkKind, RemoteId, Secret, ServiceKind};
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
use crate::sync::wire::Fields;

/// Ids in a call for entries: more than 50 are ignored, or answered with any 50.
const IDS_PER_FETCH: usize = 50;
/// Ids that the engine hands over at once. Each is a call of its own.
const IDS_PER_MARK: usize = 40;
/// Most marks under way at a time.
const MARKS_AT_ONCE: usize = 4;

/// What a server with this interface can do.
pub(super) fn abilities() -> Abilities {
    let fixed = Ability::No(Hindrance::FixedSubscriptions);
    Abilities {
        subscribe: fixed,
        rename_feed: fixed,
        move_feed: fixed,
        new_folder: fixed,
        edit_folder: fixed,
        label: Ability::No(Hindrance::NoLabels),
        ids_per_fetch: IDS_PER_FETCH,
        ids_per_mark: IDS_PER_MARK,
    }
}

/// A server with the Fever interface.
pub(super) struct Fever {
    connection: Connection,
    kind: ServiceKind,
    key: Secret,
    url: Url,
}

impl Fever {
    pub(super) fn new(connection: Connection, kind: ServiceKind) -> Self {
        let (user, password) = (connection.user(), connection.secret());
        let key = Secret::new(md5::md5(&format!("{user}:{}", password.reveal())));
        let mut url = connection.url("", &[]);
        // Some servers redirect the address without the slash, and some scripts have no folder.
        if url.path().trim_end_matches('/').ends_with(".php") {
            let path = url.path().trim_end_matches('/').to_owned();
            url.set_path(&path);
        }
        Self { connection, kind, key, url }
    }

    /// One question: `query` is that after `api`, `form` that after the key.
    fn question(&self, query: &str, form: &[(&str, &str)]) -> Question {
        let mut url = self.url.clone();
        url.set_query(Some(&format!("api{query}")));
        let key = [("api_key", self.key.reveal())];
        let pairs: Vec<_> = key.into_iter().chain(form.iter().copied()).collect();
        Question::post_form(url, &pairs)
    }

    async fn ask(&mut self, query: &str) -> Result<(Answer, Fields), ServiceError> {
        let question = self.question(query, &[]).of_entries();
        let answer = self.connection.ask(question).await?;
        let fields = self.checked(&answer)?;
        Ok((answer, fields))
    }

    /// The fields of an answer to somebody who is signed in.
    fn checked(&self, answer: &Answer) -> Result<Fields, ServiceError> {
        let host = || answer.host.clone();
        if answer.status == 503 && answer.text() == "Service Unavailable!" {
            return Err(ServiceError::ApiOff { host: host() });
        }
        let fields = answer.object()?;
        let value = serde_json::Value::Object(fields);
        match crate::sync::wire::flag(&value, "auth") {
            Some(true) => {}
            Some(false) if self.kind == ServiceKind::Fever => {
                return Err(ServiceError::ApiPassword { host: host() });
            }
            Some(false) => return Err(ServiceError::SignIn { host: host() }),
            None => return Err(answer.unreadable_because("it has no auth")),
        }
        match value {
            serde_json::Value::Object(fields) => Ok(fields),
            _ => Err(answer.unreadable_because("it is not a JSON object")),
        }
    }

    async fn log_in(&mut self) -> Result<(), ServiceError> {
        match self.ask("").await {
            Ok(_) => Ok(()),
            Err(ServiceError::Unreadable { host, .. } | ServiceError::Refused { host, .. }) => {
                Err(ServiceError::NotThisService { host })
            }
            Err(error) => Err(error),
        }
    }

    async fn read_feeds(&mut self) -> Result<FeedList, ServiceError> {
        let (_, groups) = self.ask("&groups").await?;
        let (answer, feeds) = self.ask("&feeds").await?;
        parse::feed_list(groups, feeds).map_err(|error| answer.unreadable(error))
    }

    async fn read_ids(&mut self, list: &ListKind) -> Result<IdPage, ServiceError> {
        let key = match list {
            ListKind::Unread => "unread_item_ids",
            ListKind::Starred => "saved_item_ids",
            ListKind::Label(_) => return Ok(IdPage::default()),
        };
        let (answer, fields) = self.ask(&format!("&{key}")).await?;
        let ids = parse::ids(&fields, key).map_err(|error| answer.unreadable(error))?;
        Ok(IdPage { ids, next: None })
    }

    async fn read_entries(&mut self, ids: &[RemoteId]) -> Result<Vec<RemoteItem>, ServiceError> {
        let ids: Vec<&str> = ids.iter().map(RemoteId::as_str).collect();
        let (answer, fields) = self.ask(&format!("&items&with_ids={}", ids.join(","))).await?;
        parse::items(fields).map_err(|error| answer.unreadable(error))
    }

    /// Marks entries, a few at a time. Returns those that the server does not have.
    async fn set_mark(
        &mut self,
        mark: &Mark,
        ids: &[RemoteId],
    ) -> Result<Vec<RemoteId>, ServiceError> {
        let state = match (&mark.kind, mark.is_on) {
            (MarkKind::Read, true) => "read",
            (MarkKind::Read, false) => "unread",
            (MarkKind::Star, true) => "saved",
            (MarkKind::Star, false) => "unsaved",
            (MarkKind::Label(_), _) => return Ok(ids.to_vec()),
        };
        let mut unknown = Vec::new();
        for few in ids.chunks(MARKS_AT_ONCE) {
            let calls = few.iter().map(|id| {
                let form = [("mark", "item"), ("as", state), ("id", id.as_str())];
                let (question, mut connection) =
                    (self.question("", &form), self.connection.clone());
                async move { connection.ask(question).await }
            });
            for (id, answer) in few.iter().zip(join_all(calls).await) {
                let answer = answer?;
                if answer.status == 404 {
                    unknown.push(id.clone());
                } else {
                    self.checked(&answer)?;
                }
            }
        }
        // Coldsweat says so of an entry that it does not have; a server that moved says so of all.
        if !unknown.is_empty() {
            self.log_in().await?;
        }
        Ok(unknown)
    }
}

impl Service for Fever {
    fn abilities(&self) -> Abilities {
        abilities()
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
        _cursor: Option<&'a str>,
    ) -> ServiceFuture<'a, IdPage> {
        Box::pin(self.read_ids(list))
    }

    fn entries<'a>(&'a mut self, ids: &'a [RemoteId]) -> ServiceFuture<'a, Vec<RemoteItem>> {
        Box::pin(self.read_entries(ids))
    }

    fn mark<'a>(
        &'a mut self,
        mark: &'a Mark,
        ids: &'a [RemoteId],
    ) -> ServiceFuture<'a, Vec<RemoteId>> {
        Box::pin(self.set_mark(mark, ids))
    }

    fn edit<'a>(&'a mut self, _edit: &'a FeedEdit) -> ServiceFuture<'a, Option<RemoteId>> {
        let host = self.connection.host();
        let reason = "Fever has no subscriptions".to_owned();
        Box::pin(async move { Err(ServiceError::Refused { host, status: 405, reason }) })
    }
}
