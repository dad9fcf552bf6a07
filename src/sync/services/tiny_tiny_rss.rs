//! The JSON interface of Tiny Tiny RSS. Every question is a POST to one address with a session in
//! its body, and every answer has status 200 and says itself whether it is an error.
//!
//! There is no call to make, rename or move folders, nor to rename feeds. Lists come in pages by
//! offsets, which shift when an entry is marked, so they are read whole before anything is sent.

use std::collections::{BTreeMap, HashSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::items::{SentEntry, seconds};
use crate::model::{Enclosure, MarkKind, RemoteFeed, RemoteId};
use crate::net::Method;
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
use crate::sync::wire::{self, FEEDS_MAX, name, optional_list, text, web_url, whole};

/// Entries in a page, the most that the server sends.
const ENTRIES_PER_PAGE: usize = 200;
const IDS_PER_MARK: usize = 100;
const IDS_PER_FETCH: usize = 50;
/// The numbers of the server for its own lists.
const ALL_FEEDS: i64 = -4;
const REAL_FEEDS: i64 = -3;
const STARRED: i64 = -1;

pub(super) fn abilities() -> Abilities {
    let fixed = Ability::No(Hindrance::FixedFolders);
    Abilities {
        subscribe: Ability::Yes,
        rename_feed: fixed,
        move_feed: fixed,
        new_folder: fixed,
        edit_folder: fixed,
        label: Ability::No(Hindrance::NoLabels),
        ids_per_fetch: IDS_PER_FETCH,
        ids_per_mark: IDS_PER_MARK,
    }
}

pub(super) struct TinyTinyRss {
    connection: Connection,
    session: Option<String>,
    may_renew: bool,
    folders: BTreeMap<String, i64>,
}

impl TinyTinyRss {
    pub(super) fn new(connection: Connection) -> Self {
        Self { connection, session: None, may_renew: true, folders: BTreeMap::new() }
    }

    async fn post(&mut self, op: &str, mut body: Value) -> Result<(Answer, Value), ServiceError> {
        if let Value::Object(fields) = &mut body {
            fields.insert("op".to_owned(), json!(op));
            let session = self.session.as_ref();
            fields.extend(session.map(|session| ("sid".to_owned(), json!(session))));
        }
        let question = Question::json(Method::Post, self.connection.url("", &[]), &body);
        let answer = self.connection.ask(question.of_entries()).await?;
        let fields = Value::Object(answer.object()?);
        match fields.get("content") {
            Some(content) => Ok((answer, content.clone())),
            None => Err(answer.unreadable_because("it has no content")),
        }
    }

    /// Asks with the session. One that died is renewed once; a malformed question looks the same.
    async fn ask(&mut self, op: &str, body: Value) -> Result<(Answer, Value), ServiceError> {
        let (mut answer, mut content) = self.post(op, body.clone()).await?;
        if error_of(&content).as_deref() == Some("NOT_LOGGED_IN") && self.may_renew {
            self.may_renew = false;
            self.log_in().await?;
            (answer, content) = self.post(op, body).await?;
        }
        let Some(error) = error_of(&content) else { return Ok((answer, content)) };
        let host = answer.host.clone();
        Err(match error.as_str() {
            "NOT_LOGGED_IN" | "LOGIN_ERROR" => ServiceError::SignIn { host },
            "API_DISABLED" => ServiceError::ApiOff { host },
            _ => ServiceError::Refused { host, status: answer.status, reason: error },
        })
    }

    async fn log_in(&mut self) -> Result<(), ServiceError> {
        self.session = None;
        let (user, secret) = (self.connection.user(), self.connection.secret());
        // Old versions want the password in base64, and all others accept it.
        for password in [secret.reveal().to_owned(), STANDARD.encode(secret.reveal())] {
            let body = json!({"user": user, "password": password});
            let (answer, content) = self.post("login", body).await.map_err(not_this)?;
            let host = answer.host.clone();
            match (text(&content, "session_id"), error_of(&content).as_deref()) {
                (Some(session), _) => {
                    self.session = Some(session);
                    return Ok(());
                }
                (None, Some("API_DISABLED")) => return Err(ServiceError::ApiOff { host }),
                (None, Some("LOGIN_ERROR")) => {}
                (None, _) => return Err(ServiceError::NotThisService { host }),
            }
        }
        Err(ServiceError::SignIn { host: self.connection.host() })
    }

    async fn list(&mut self, op: &str, body: Value) -> Result<(Answer, Vec<Value>), ServiceError> {
        let (answer, content) = self.ask(op, body).await?;
        match content {
            Value::Array(list) => Ok((answer, list)),
            _ => Err(answer.unreadable_because("its content is no list")),
        }
    }

    async fn read_feeds(&mut self) -> Result<FeedList, ServiceError> {
        let (_, sent) = self.list("getCategories", json!({"include_empty": true})).await?;
        let folder =
            |sent: &Value| Some((name(sent, "title")?, whole(sent, "id").filter(|id| *id > 0)?));
        self.folders = sent.iter().filter_map(folder).collect();
        let (answer, sent) = self.list("getFeeds", json!({"cat_id": REAL_FEEDS})).await?;
        if sent.len() > FEEDS_MAX {
            return Err(answer.unreadable_because("it has too many feeds"));
        }
        let folders = &self.folders;
        let feed = |sent: &Value| {
            let folder = whole(sent, "cat_id");
            let name_of = |id: i64| folders.iter().find(|(_, it)| **it == id).map(|(name, _)| name);
            Some(RemoteFeed {
                id: wire::id(sent.get("id")?)?,
                title: name(sent, "title").unwrap_or_default(),
                feed_url: web_url(sent, "feed_url")?,
                site_url: None,
                icon_url: None,
                folders: folder.and_then(name_of).cloned().into_iter().collect(),
            })
        };
        let feeds: Option<Vec<RemoteFeed>> = sent.iter().map(feed).collect();
        let feeds =
            feeds.ok_or_else(|| answer.unreadable_because("a feed has no id or address"))?;
        let folders = self.folders.keys().cloned().collect();
        Ok(FeedList { feeds, folders, labels: Vec::new(), root_folder: None })
    }

    async fn read_page(
        &mut self,
        kind: &ListKind,
        cursor: Option<&str>,
    ) -> Result<IdPage, ServiceError> {
        let (feed, view) = match kind {
            ListKind::Unread => (ALL_FEEDS, "unread"),
            ListKind::Starred => (STARRED, "all_articles"),
            ListKind::Label(_) => return Ok(IdPage::default()),
        };
        let skip: usize = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let body = json!({
            "feed_id": feed,
            "view_mode": view,
            "limit": ENTRIES_PER_PAGE,
            "skip": skip,
            "show_content": false,
            "show_excerpt": false,
        });
        let (answer, sent) = self.list("getHeadlines", body).await?;
        let ids: Option<Vec<RemoteId>> =
            sent.iter().map(|item| wire::id(item.get("id")?)).collect();
        let ids = ids.ok_or_else(|| answer.unreadable_because("an entry has no id"))?;
        // A server may send fewer than it was asked for, so only an empty page is the last one.
        let next = (!ids.is_empty()).then(|| (skip + ids.len()).to_string());
        Ok(IdPage { ids, next })
    }

    async fn read_entries(&mut self, ids: &[RemoteId]) -> Result<Vec<RemoteItem>, ServiceError> {
        let numbers: Vec<&str> =
            ids.iter().map(RemoteId::as_str).filter(|id| is_number(id)).collect();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let (_, sent) = self.list("getArticle", json!({"article_id": numbers.join(",")})).await?;
        let wanted: HashSet<&RemoteId> = ids.iter().collect();
        let items = sent.iter().filter_map(item);
        Ok(items.filter(|item| wanted.contains(&item.id)).collect())
    }

    async fn set_mark(&mut self, mark: &Mark, ids: &[RemoteId]) -> Result<(), ServiceError> {
        // Field 2 is "unread", so that reading is to switch it off. Mode 2 would toggle.
        let (field, mode) = match (&mark.kind, mark.is_on) {
            (MarkKind::Star, is_on) => (0, i64::from(is_on)),
            (MarkKind::Read, is_read) => (2, i64::from(!is_read)),
            (MarkKind::Label(_), _) => return Ok(()),
        };
        let numbers: Vec<&str> =
            ids.iter().map(RemoteId::as_str).filter(|id| is_number(id)).collect();
        let body = json!({"article_ids": numbers.join(","), "field": field, "mode": mode});
        let (answer, content) = self.ask("updateArticle", body).await?;
        if text(&content, "status").as_deref() == Some("OK") {
            Ok(())
        } else {
            Err(answer.unreadable_because("it is not OK"))
        }
    }

    async fn make_edit(&mut self, edit: &FeedEdit) -> Result<Option<RemoteId>, ServiceError> {
        match edit {
            FeedEdit::Subscribe { url, folder, .. } => {
                let folder = folder.as_ref().and_then(|name| self.folders.get(name)).copied();
                let body = json!({"feed_url": url.as_str(), "category_id": folder.unwrap_or(0)});
                let (answer, content) = self.ask("subscribeToFeed", body).await?;
                let status = content.get("status").cloned().unwrap_or_default();
                match whole(&status, "code") {
                    Some(0 | 1) => Ok(status.get("feed_id").and_then(wire::id)),
                    _ => Err(ServiceError::Refused {
                        host: answer.host.clone(),
                        status: answer.status,
                        reason: text(&status, "message").unwrap_or_default(),
                    }),
                }
            }
            FeedEdit::Unsubscribe { feed } => {
                let number: i64 = feed.as_str().parse().unwrap_or_default();
                self.ask("unsubscribeFeed", json!({"feed_id": number})).await.map(|_| None)
            }
            FeedEdit::Rename { .. }
            | FeedEdit::Move { .. }
            | FeedEdit::NewFolder { .. }
            | FeedEdit::RenameFolder { .. }
            | FeedEdit::RemoveFolder { .. } => {
                let reason = "there is no call for it".to_owned();
                let host = self.connection.host();
                Err(ServiceError::Refused { host, status: 405, reason })
            }
        }
    }
}

/// The word of an error in an answer.
fn error_of(content: &Value) -> Option<String> {
    text(content, "error")
}

/// An answer that is not of this interface comes from another server.
fn not_this(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Unreadable { host, .. } | ServiceError::Refused { host, .. } => {
            ServiceError::NotThisService { host }
        }
        other => other,
    }
}

fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn item(sent: &Value) -> Option<RemoteItem> {
    let attachments = optional_list(sent, "attachments");
    let entry = SentEntry {
        title: text(sent, "title").unwrap_or_default(),
        url: web_url(sent, "link"),
        author: text(sent, "author").unwrap_or_default(),
        published: whole(sent, "updated").and_then(seconds),
        html: text(sent, "content").unwrap_or_default(),
        tags: Vec::new(),
        enclosures: attachments.iter().filter_map(enclosure).collect(),
    };
    Some(RemoteItem {
        id: wire::id(sent.get("id")?)?,
        feed: wire::id(sent.get("feed_id")?)?,
        content: entry.into_content(),
        labels: Vec::new(),
    })
}

fn enclosure(sent: &Value) -> Option<Enclosure> {
    Some(Enclosure {
        url: web_url(sent, "content_url")?,
        media_type: text(sent, "content_type"),
        bytes: None,
        seconds: None,
        title: None,
    })
}

impl Service for TinyTinyRss {
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
    fn an_entry_is_read_with_its_attachments() {
        let sent = json!({"id": "17", "feed_id": 2, "title": "Bold &amp; a &lt; b", "link":
            "http://a.test/1", "updated": 1_795_780_800, "content": "<p>x</p>",
            "attachments": [{"content_url": "http://a.test/e.mp3", "content_type": "audio/mpeg"}]});
        let item = item(&sent).unwrap();
        assert_eq!((item.id.as_str(), item.content.title.as_str()), ("17", "Bold & a < b"));
        assert_eq!(item.content.enclosures.len(), 1);
    }
}
