//! Miniflux's own interface, version 1. The user signs in with a token made for programs, or with
//! the name and password of the web page.
//!
//! All writes state what should be: the calls that toggle a star are never used, because a lost
//! answer would undo them. A category is removed only when it is empty, since its feeds go with it.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::items::{SentEntry, rfc3339};
use crate::model::{Credentials, Enclosure, Grant, MarkKind, RemoteFeed, RemoteId, Secret};
use crate::net::Method;
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
use crate::sync::wire::{
    self, FEEDS_MAX, FOLDERS_MAX, list, name, optional_list, text, web_url, whole,
};

/// Ids in a page of ids, the most that the server allows.
const IDS_PER_PAGE: usize = 10_000;
/// Entries in a page of entries.
const ENTRIES_PER_PAGE: usize = 200;
/// Most pages that are read for one chunk of ids, before the rest is asked for one by one.
const PAGES_PER_CHUNK: usize = 3;
const IDS_PER_MARK: usize = 1_000;
const IDS_PER_FETCH: usize = 100;
/// Up to so many entries are asked for one by one at once.
const FEW: usize = 4;
/// The category that new users have, which stands for "no folder".
const ROOT_CATEGORY: &str = "All";

pub(super) fn abilities() -> Abilities {
    Abilities {
        subscribe: Ability::Yes,
        rename_feed: Ability::Yes,
        move_feed: Ability::Yes,
        new_folder: Ability::Yes,
        edit_folder: Ability::Yes,
        label: Ability::No(Hindrance::NoLabels),
        ids_per_fetch: IDS_PER_FETCH,
        ids_per_mark: IDS_PER_MARK,
    }
}

pub(super) struct Miniflux {
    connection: Connection,
    /// The categories by name.
    categories: BTreeMap<String, i64>,
    /// Whether the server has lists of ids. Older ones have only those of entries.
    has_id_lists: bool,
}

impl Miniflux {
    pub(super) fn new(connection: Connection) -> Self {
        Self { connection, categories: BTreeMap::new(), has_id_lists: true }
    }

    /// A question with the token or the password.
    fn signed(&self, question: Question) -> Question {
        let (user, secret) = (self.connection.user(), self.connection.secret());
        if user.is_empty() {
            return question.with_secret("x-auth-token", Secret::new(secret.reveal().trim()));
        }
        let credentials = Credentials::password(&user, secret.reveal()).ok();
        let grant = credentials.map(|it| Grant::new(&self.connection.url("", &[]), it));
        question.with_grant(grant)
    }

    async fn get(&mut self, path: &str, query: &[(&str, &str)]) -> Result<Answer, ServiceError> {
        let url = self.connection.url(&format!("v1/{path}"), query);
        self.connection.ask(self.signed(Question::get(url).of_entries())).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, ServiceError> {
        let url = self.connection.url(&format!("v1/{path}"), &[]);
        let question = match body {
            Some(body) => Question::json(method, url, body),
            None => Question::act(url, method, None),
        };
        let answer = self.connection.ask(self.signed(question)).await?;
        answer.success()?;
        Ok(answer)
    }

    async fn log_in(&mut self) -> Result<(), ServiceError> {
        let answer = self.get("me", &[]).await?;
        let host = answer.host.clone();
        match answer.object() {
            Ok(fields) if fields.contains_key("username") => Ok(()),
            Ok(_) | Err(ServiceError::Unreadable { .. } | ServiceError::Refused { .. }) => {
                Err(ServiceError::NotThisService { host })
            }
            // A page of another server asks for a password too.
            Err(ServiceError::SignIn { .. }) if wire::object(&answer.bytes).is_err() => {
                Err(ServiceError::NotThisService { host })
            }
            Err(error) => Err(error),
        }
    }

    async fn read_feeds(&mut self) -> Result<FeedList, ServiceError> {
        let answer = self.get("categories", &[]).await?;
        answer.success()?;
        let sent = wire::array(&answer.bytes, "categories");
        let sent = sent.map_err(|error| answer.unreadable(error))?;
        let named = |category: &Value| Some((name(category, "title")?, whole(category, "id")?));
        self.categories = sent.iter().take(FOLDERS_MAX).filter_map(named).collect();
        let answer = self.get("feeds", &[]).await?;
        answer.success()?;
        let sent = wire::array(&answer.bytes, "feeds").map_err(|error| answer.unreadable(error))?;
        if sent.len() > FEEDS_MAX {
            return Err(answer.unreadable_because("it has too many feeds"));
        }
        let feeds: Option<Vec<RemoteFeed>> = sent.iter().map(feed).collect();
        let feeds =
            feeds.ok_or_else(|| answer.unreadable_because("a feed has no id or address"))?;
        let folders = self.categories.keys().filter(|name| *name != ROOT_CATEGORY).cloned();
        let root = self.categories.contains_key(ROOT_CATEGORY);
        Ok(FeedList {
            feeds,
            folders: folders.collect(),
            labels: Vec::new(),
            root_folder: root.then(|| ROOT_CATEGORY.to_owned()),
        })
    }

    async fn read_page(
        &mut self,
        kind: &ListKind,
        cursor: Option<&str>,
    ) -> Result<IdPage, ServiceError> {
        let filter = match kind {
            ListKind::Unread => ("status", "unread"),
            ListKind::Starred => ("starred", "true"),
            ListKind::Label(_) => return Ok(IdPage::default()),
        };
        if !self.has_id_lists {
            return self.page_of_entries(filter, cursor).await;
        }
        let (limit, start) = (IDS_PER_PAGE.to_string(), cursor.unwrap_or("0").to_owned());
        let query = [filter, ("limit", limit.as_str()), ("offset", start.as_str())];
        let answer = self.get("entries/ids", &query).await?;
        if matches!(answer.status, 400 | 404) && cursor.is_none() {
            self.has_id_lists = false;
            return self.page_of_entries(filter, None).await;
        }
        let mut fields = answer.object()?;
        let sent = list(&mut fields, "entry_ids", IDS_PER_PAGE);
        let sent = sent.map_err(|error| answer.unreadable(error))?;
        let ids: Option<Vec<RemoteId>> = sent.iter().map(wire::id).collect();
        let ids = ids.ok_or_else(|| answer.unreadable_because("an id is none"))?;
        let end = start.parse::<usize>().unwrap_or(0).saturating_add(ids.len());
        let total = whole(&Value::Object(fields), "total").and_then(|it| usize::try_from(it).ok());
        let has_more = total.map_or(ids.len() == IDS_PER_PAGE, |total| end < total);
        Ok(IdPage { ids, next: has_more.then(|| end.to_string()) })
    }

    /// A page of ids from entries. The cursor is the last id, so marks do not shift the pages.
    async fn page_of_entries(
        &mut self,
        filter: (&str, &str),
        cursor: Option<&str>,
    ) -> Result<IdPage, ServiceError> {
        let after = cursor.unwrap_or("0");
        let (_, items) = self.page(filter, after, None).await?;
        let ids: Vec<RemoteId> = items.into_iter().map(|item| item.id).collect();
        let is_full = ids.len() == ENTRIES_PER_PAGE;
        let next = ids.last().filter(|_| is_full).map(|id| id.as_str().to_owned());
        Ok(IdPage { ids, next })
    }

    /// A page of entries by ascending ids.
    async fn page(
        &mut self,
        filter: (&str, &str),
        after: &str,
        before: Option<&str>,
    ) -> Result<(Answer, Vec<RemoteItem>), ServiceError> {
        let limit = ENTRIES_PER_PAGE.to_string();
        let mut query = vec![
            filter,
            ("order", "id"),
            ("direction", "asc"),
            ("limit", limit.as_str()),
            ("after_entry_id", after),
        ];
        query.extend(before.map(|before| ("before_entry_id", before)));
        let answer = self.get("entries", &query).await?;
        let mut fields = answer.object()?;
        let sent = list(&mut fields, "entries", ENTRIES_PER_PAGE);
        let sent = sent.map_err(|error| answer.unreadable(error))?;
        Ok((answer, sent.iter().filter_map(item).collect()))
    }

    /// There is no call for entries by their ids. So the ranges of ids that are unread or starred
    /// are read, and what is left one by one.
    async fn read_entries(&mut self, ids: &[RemoteId]) -> Result<Vec<RemoteItem>, ServiceError> {
        let mut wanted: HashSet<RemoteId> = ids.iter().cloned().collect();
        let mut found = Vec::new();
        for filter in [("status", "unread"), ("starred", "true")] {
            let numbers: Vec<i64> = wanted.iter().filter_map(number).collect();
            if numbers.len() <= FEW {
                break;
            }
            let last = numbers.iter().max().map_or(0, |last| last.saturating_add(1)).to_string();
            let mut after = numbers.iter().min().map_or(0, |first| first - 1).to_string();
            for _ in 0..PAGES_PER_CHUNK {
                let (_, items) = self.page(filter, &after, Some(&last)).await?;
                let is_over = items.len() < ENTRIES_PER_PAGE;
                if let Some(item) = items.last() {
                    item.id.as_str().clone_into(&mut after);
                }
                found.extend(items.into_iter().filter(|item| wanted.remove(&item.id)));
                if is_over || wanted.is_empty() {
                    break;
                }
            }
        }
        for id in wanted.iter().filter(|id| number(id).is_some()) {
            let answer = self.get(&format!("entries/{}", id.as_str()), &[]).await?;
            if answer.status != 404 {
                found.extend(item(&Value::Object(answer.object()?)));
            }
        }
        Ok(found)
    }

    async fn set_mark(&mut self, mark: &Mark, ids: &[RemoteId]) -> Result<(), ServiceError> {
        let ids: Vec<i64> = ids.iter().filter_map(number).collect();
        let body = match &mark.kind {
            MarkKind::Read => {
                json!({"entry_ids": ids, "status": if mark.is_on { "read" } else { "unread" }})
            }
            MarkKind::Star => json!({"entry_ids": ids, "starred": mark.is_on}),
            MarkKind::Label(_) => return Ok(()),
        };
        // An empty list is refused.
        if ids.is_empty() {
            Ok(())
        } else {
            self.send(Method::Put, "entries", Some(&body)).await.map(drop)
        }
    }

    async fn make_edit(&mut self, edit: &FeedEdit) -> Result<Option<RemoteId>, ServiceError> {
        match edit {
            FeedEdit::Subscribe { url, folder, .. } => {
                let body = match self.category(folder.as_deref()).await? {
                    Some(category) => json!({"feed_url": url.as_str(), "category_id": category}),
                    None => json!({"feed_url": url.as_str()}),
                };
                let answer = self.send(Method::Post, "feeds", Some(&body)).await?;
                let fields = Value::Object(answer.object()?);
                return Ok(fields.get("feed_id").and_then(wire::id));
            }
            FeedEdit::Rename { feed, title } => {
                self.change_feed(feed, json!({"title": title})).await?;
            }
            FeedEdit::Move { feed, to, .. } => {
                let category = self.category(to.as_deref()).await?;
                let Some(category) = category else { return Err(self.no_root()) };
                self.change_feed(feed, json!({"category_id": category})).await?;
            }
            FeedEdit::Unsubscribe { feed } => {
                let path = format!("feeds/{}", feed.as_str());
                self.send(Method::Delete, &path, None).await?;
            }
            FeedEdit::NewFolder { name } => _ = self.category(Some(name)).await?,
            FeedEdit::RenameFolder { old_name, new_name } => {
                if let Some(category) = self.categories.get(old_name).copied() {
                    let body = json!({"title": new_name});
                    self.send(Method::Put, &format!("categories/{category}"), Some(&body)).await?;
                }
            }
            FeedEdit::RemoveFolder { name } => self.remove_category(name).await?,
        }
        Ok(None)
    }

    async fn change_feed(&mut self, feed: &RemoteId, body: Value) -> Result<(), ServiceError> {
        let path = format!("feeds/{}", feed.as_str());
        self.send(Method::Put, &path, Some(&body)).await.map(drop)
    }

    /// The category of a folder, made if it is missing. `None` if there is none for "no folder".
    async fn category(&mut self, folder: Option<&str>) -> Result<Option<i64>, ServiceError> {
        let name = folder.unwrap_or(ROOT_CATEGORY);
        if let Some(category) = self.categories.get(name) {
            return Ok(Some(*category));
        }
        if folder.is_none() {
            return Ok(None);
        }
        let answer = self.send(Method::Post, "categories", Some(&json!({"title": name}))).await?;
        let category = whole(&Value::Object(answer.object()?), "id");
        self.categories.extend(category.map(|category| (name.to_owned(), category)));
        Ok(category)
    }

    /// Removing a category removes its feeds, so another look makes sure that it has none.
    async fn remove_category(&mut self, name: &str) -> Result<(), ServiceError> {
        let list = self.read_feeds().await?;
        let is_empty = !list.feeds.iter().any(|feed| feed.folders.iter().any(|own| own == name));
        match self.categories.get(name).copied().filter(|_| is_empty) {
            Some(category) => {
                self.send(Method::Delete, &format!("categories/{category}"), None).await.map(drop)
            }
            None => Ok(()),
        }
    }

    fn no_root(&self) -> ServiceError {
        let reason = format!("there is no category {ROOT_CATEGORY}");
        ServiceError::Refused { host: self.connection.host(), status: 404, reason }
    }
}

fn number(id: &RemoteId) -> Option<i64> {
    id.as_str().parse().ok()
}

fn feed(sent: &Value) -> Option<RemoteFeed> {
    let folder = sent.get("category").and_then(|category| name(category, "title"));
    Some(RemoteFeed {
        id: wire::id(sent.get("id")?)?,
        title: name(sent, "title").unwrap_or_default(),
        feed_url: web_url(sent, "feed_url")?,
        site_url: web_url(sent, "site_url"),
        icon_url: None,
        folders: folder.into_iter().filter(|name| name != ROOT_CATEGORY).collect(),
    })
}

fn item(sent: &Value) -> Option<RemoteItem> {
    let tags = optional_list(sent, "tags");
    let entry = SentEntry {
        title: text(sent, "title").unwrap_or_default(),
        url: web_url(sent, "url"),
        author: text(sent, "author").unwrap_or_default(),
        published: text(sent, "published_at").and_then(|text| rfc3339(&text)),
        html: text(sent, "content").unwrap_or_default(),
        tags: tags.iter().filter_map(|tag| wire::tidy_name(tag.as_str()?)).collect(),
        enclosures: optional_list(sent, "enclosures").iter().filter_map(enclosure).collect(),
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
        url: web_url(sent, "url")?,
        media_type: text(sent, "mime_type"),
        bytes: whole(sent, "size").and_then(|bytes| u64::try_from(bytes).ok()).filter(|it| *it > 0),
        seconds: None,
        title: None,
    })
}

impl Service for Miniflux {
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
    fn a_feed_and_an_entry_are_read() {
        let sent = json!({"id": 2, "title": "B", "feed_url": "http://b.test/f", "site_url": "",
            "category": {"id": 1, "title": "All"}});
        let feed = feed(&sent).unwrap();
        assert_eq!((feed.id.as_str(), feed.folders), ("2", Vec::new()));
        let sent = json!({"id": 88, "feed_id": 2, "title": "A &amp; B", "url": "http://b.test/1",
            "published_at": "2026-11-29T20:00:00Z", "content": "<p>x</p>", "tags": ["t", 5],
            "enclosures": [{"url": "http://b.test/e.mp3", "mime_type": "audio/mpeg", "size": 12}]});
        let item = item(&sent).unwrap();
        assert_eq!((item.id.as_str(), item.feed.as_str()), ("88", "2"));
        assert_eq!(item.content.published.unwrap().to_string(), "2026-11-29T20:00:00Z");
        assert_eq!((item.content.tags.len(), item.content.enclosures[0].bytes), (1, Some(12)));
    }
}
