//! Nextcloud News, version 1-3. There are no lists of ids, only of entries; so lists of ids are
//! read from those. Folders have one level, and removing one removes its feeds.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use super::items::{SentEntry, seconds};
use crate::model::{Credentials, Enclosure, Grant, MarkKind, RemoteFeed, RemoteId};
use crate::net::Method;
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
use crate::sync::wire::{self, FEEDS_MAX, FOLDERS_MAX, flag, list, name, text, web_url, whole};

/// Entries in a page.
const ENTRIES_PER_PAGE: usize = 250;
const IDS_PER_FETCH: usize = 100;
const IDS_PER_MARK: usize = 500;
/// Most entries that are kept between the lists and the fetch, so that they come only once.
const KEPT_MAX: usize = 2_000;

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

pub(super) struct Nextcloud {
    connection: Connection,
    folders: BTreeMap<String, i64>,
    /// The entries of the lists of this sync.
    kept: HashMap<RemoteId, RemoteItem>,
}

impl Nextcloud {
    pub(super) fn new(connection: Connection) -> Self {
        Self { connection, folders: BTreeMap::new(), kept: HashMap::new() }
    }

    async fn ask(&mut self, question: Question) -> Result<Answer, ServiceError> {
        let (user, secret) = (self.connection.user(), self.connection.secret());
        let credentials = Credentials::password(&user, secret.reveal()).ok();
        let grant = credentials.map(|it| Grant::new(&self.connection.url("", &[]), it));
        self.connection.ask(question.with_grant(grant)).await
    }

    async fn get(&mut self, path: &str, query: &[(&str, &str)]) -> Result<Answer, ServiceError> {
        let url = self.connection.url(path, query);
        self.ask(Question::get(url).of_entries()).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, ServiceError> {
        let url = self.connection.url(path, &[]);
        let question = match body {
            Some(body) => Question::json(method, url, body),
            None => Question::act(url, method, None),
        };
        let answer = self.ask(question).await?;
        answer.success()?;
        Ok(answer)
    }

    async fn log_in(&mut self) -> Result<(), ServiceError> {
        let answer = self.get("folders", &[]).await?;
        match answer.object() {
            Ok(fields) if fields.contains_key("folders") => Ok(()),
            Ok(_) | Err(ServiceError::Unreadable { .. } | ServiceError::Refused { .. }) => {
                Err(ServiceError::NotThisService { host: answer.host.clone() })
            }
            // Any server may ask for a password; Nextcloud does so in JSON.
            Err(ServiceError::SignIn { host }) if answer.is_page() => {
                Err(ServiceError::NotThisService { host })
            }
            Err(error) => Err(error),
        }
    }

    async fn read_feeds(&mut self) -> Result<FeedList, ServiceError> {
        let answer = self.get("folders", &[]).await?;
        let mut fields = answer.object()?;
        let sent = list(&mut fields, "folders", FOLDERS_MAX);
        let sent = sent.map_err(|error| answer.unreadable(error))?;
        let folder = |sent: &Value| Some((name(sent, "name")?, whole(sent, "id")?));
        self.folders = sent.iter().filter_map(folder).collect();
        let answer = self.get("feeds", &[]).await?;
        let mut fields = answer.object()?;
        let sent = list(&mut fields, "feeds", FEEDS_MAX);
        let sent = sent.map_err(|error| answer.unreadable(error))?;
        let folders = &self.folders;
        let feed = |sent: &Value| {
            let folder = whole(sent, "folderId");
            let name_of = |id: i64| folders.iter().find(|(_, it)| **it == id).map(|(name, _)| name);
            Some(RemoteFeed {
                id: wire::id(sent.get("id")?)?,
                title: name(sent, "title").unwrap_or_default(),
                feed_url: web_url(sent, "url")?,
                site_url: web_url(sent, "link"),
                icon_url: web_url(sent, "faviconLink"),
                folders: folder.and_then(name_of).cloned().into_iter().collect(),
            })
        };
        let feeds: Option<Vec<RemoteFeed>> = sent.iter().map(feed).collect();
        let feeds =
            feeds.ok_or_else(|| answer.unreadable_because("a feed has no id or address"))?;
        let folders = self.folders.keys().cloned().collect();
        Ok(FeedList { feeds, folders, labels: Vec::new(), root_folder: None })
    }

    /// A page of entries. The cursor is the lowest id so far, so marks do not shift the pages.
    async fn read_page(
        &mut self,
        kind: &ListKind,
        cursor: Option<&str>,
    ) -> Result<IdPage, ServiceError> {
        let (kind, get_read) = match kind {
            ListKind::Unread => ("3", "false"),
            ListKind::Starred => ("2", "true"),
            ListKind::Label(_) => return Ok(IdPage::default()),
        };
        let offset = cursor.unwrap_or("0");
        let (answer, sent) = self.items(kind, get_read, ENTRIES_PER_PAGE, offset).await?;
        let mut ids = Vec::with_capacity(sent.len());
        for sent in &sent {
            let id = sent.get("id").and_then(wire::id);
            let id = id.ok_or_else(|| answer.unreadable_because("an entry has no id"))?;
            // Older versions send read ones too.
            if get_read == "true" || flag(sent, "unread") != Some(false) {
                ids.push(id.clone());
            }
            if let Some(item) = item(sent).filter(|_| self.kept.len() < KEPT_MAX) {
                self.kept.insert(id, item);
            }
        }
        let lowest = sent.iter().filter_map(|sent| whole(sent, "id")).min();
        let next = lowest.filter(|_| sent.len() == ENTRIES_PER_PAGE).map(|id| id.to_string());
        Ok(IdPage { ids, next })
    }

    /// Entries with ids below `offset`, newest first; all entries if that is 0.
    async fn items(
        &mut self,
        kind: &str,
        get_read: &str,
        size: usize,
        offset: &str,
    ) -> Result<(Answer, Vec<Value>), ServiceError> {
        let size = size.to_string();
        let query = [
            ("type", kind),
            ("getRead", get_read),
            ("batchSize", size.as_str()),
            ("offset", offset),
            ("id", "0"),
            ("oldestFirst", "false"),
        ];
        let answer = self.get("items", &query).await?;
        let mut fields = answer.object()?;
        let sent = list(&mut fields, "items", ENTRIES_PER_PAGE);
        let sent = sent.map_err(|error| answer.unreadable(error))?;
        Ok((answer, sent))
    }

    /// Most entries came with the lists. The others are read from where they are in the lists, and
    /// what is left one by one.
    async fn read_entries(&mut self, ids: &[RemoteId]) -> Result<Vec<RemoteItem>, ServiceError> {
        let mut found: Vec<RemoteItem> = ids.iter().filter_map(|id| self.kept.remove(id)).collect();
        let mut missing: HashSet<RemoteId> = ids.iter().cloned().collect();
        missing.retain(|id| !found.iter().any(|item| item.id == *id));
        for (kind, get_read) in [("3", "false"), ("2", "true")] {
            let Some(last) = missing.iter().filter_map(number).max() else { return Ok(found) };
            let offset = last.saturating_add(1).to_string();
            let (_, sent) = self.items(kind, get_read, ENTRIES_PER_PAGE, &offset).await?;
            let items = sent.iter().filter_map(item);
            found.extend(items.filter(|item| missing.remove(&item.id)));
        }
        for id in missing.iter().filter_map(number) {
            let offset = id.saturating_add(1).to_string();
            let (_, sent) = self.items("3", "true", 1, &offset).await?;
            found.extend(sent.iter().filter_map(item).filter(|item| number(&item.id) == Some(id)));
        }
        Ok(found)
    }

    async fn set_mark(&mut self, mark: &Mark, ids: &[RemoteId]) -> Result<(), ServiceError> {
        let act = match (&mark.kind, mark.is_on) {
            (MarkKind::Read, true) => "read",
            (MarkKind::Read, false) => "unread",
            (MarkKind::Star, true) => "star",
            (MarkKind::Star, false) => "unstar",
            (MarkKind::Label(_), _) => return Ok(()),
        };
        let ids: Vec<i64> = ids.iter().filter_map(|id| id.as_str().parse().ok()).collect();
        let (path, body) = (format!("items/{act}/multiple"), json!({"itemIds": ids}));
        match self.send(Method::Post, &path, Some(&body)).await {
            // The two halves of the interface's documentation differ.
            Err(ServiceError::Refused { status: 405, .. }) => {
                self.send(Method::Put, &path, Some(&body)).await.map(drop)
            }
            other => other.map(drop),
        }
    }

    async fn make_edit(&mut self, edit: &FeedEdit) -> Result<Option<RemoteId>, ServiceError> {
        match edit {
            FeedEdit::Subscribe { url, folder, .. } => {
                let folder = self.folder(folder.as_deref()).await?;
                let body = json!({"url": url.as_str(), "folderId": folder});
                let answer = self.send(Method::Post, "feeds", Some(&body)).await?;
                let fields = Value::Object(answer.object()?);
                let feed = fields.get("feeds").and_then(|feeds| feeds.get(0)?.get("id").cloned());
                return Ok(feed.as_ref().and_then(wire::id));
            }
            FeedEdit::Rename { feed, title } => {
                let path = format!("feeds/{}/rename", feed.as_str());
                self.send(Method::Post, &path, Some(&json!({"feedTitle": title}))).await?;
            }
            FeedEdit::Move { feed, to, .. } => {
                let folder = self.folder(to.as_deref()).await?;
                let path = format!("feeds/{}/move", feed.as_str());
                self.send(Method::Post, &path, Some(&json!({"folderId": folder}))).await?;
            }
            FeedEdit::Unsubscribe { feed } => {
                self.send(Method::Delete, &format!("feeds/{}", feed.as_str()), None).await?;
            }
            FeedEdit::NewFolder { name } => _ = self.folder(Some(name)).await?,
            FeedEdit::RenameFolder { old_name, new_name } => {
                if let Some(folder) = self.folders.get(old_name).copied() {
                    let body = json!({"name": new_name});
                    self.send(Method::Put, &format!("folders/{folder}"), Some(&body)).await?;
                }
            }
            FeedEdit::RemoveFolder { name } => self.remove_folder(name).await?,
        }
        Ok(None)
    }

    /// The number of a folder, made if it is missing.
    async fn folder(&mut self, name: Option<&str>) -> Result<Option<i64>, ServiceError> {
        let Some(name) = name else { return Ok(None) };
        if let Some(folder) = self.folders.get(name) {
            return Ok(Some(*folder));
        }
        let answer = self.send(Method::Post, "folders", Some(&json!({"name": name}))).await?;
        let fields = Value::Object(answer.object()?);
        let folder = fields.get("folders").and_then(|folders| whole(folders.get(0)?, "id"));
        self.folders.extend(folder.map(|folder| (name.to_owned(), folder)));
        Ok(folder)
    }

    /// Removing a folder removes its feeds, so another look makes sure that it has none.
    async fn remove_folder(&mut self, name: &str) -> Result<(), ServiceError> {
        let list = self.read_feeds().await?;
        let is_empty = !list.feeds.iter().any(|feed| feed.folders.iter().any(|own| own == name));
        match self.folders.get(name).copied().filter(|_| is_empty) {
            Some(folder) => {
                self.send(Method::Delete, &format!("folders/{folder}"), None).await.map(drop)
            }
            None => Ok(()),
        }
    }
}

fn number(id: &RemoteId) -> Option<i64> {
    id.as_str().parse().ok()
}

fn item(sent: &Value) -> Option<RemoteItem> {
    let enclosure = web_url(sent, "enclosureLink").map(|url| Enclosure {
        url,
        media_type: text(sent, "enclosureMime"),
        bytes: None,
        seconds: None,
        title: None,
    });
    let entry = SentEntry {
        title: text(sent, "title").unwrap_or_default(),
        url: web_url(sent, "url"),
        author: text(sent, "author").unwrap_or_default(),
        published: whole(sent, "pubDate").and_then(seconds),
        html: text(sent, "body").unwrap_or_default(),
        tags: Vec::new(),
        enclosures: enclosure.into_iter().collect(),
    };
    Some(RemoteItem {
        id: wire::id(sent.get("id")?)?,
        feed: wire::id(sent.get("feedId")?)?,
        content: entry.into_content(),
        labels: Vec::new(),
    })
}

impl Service for Nextcloud {
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
    fn an_entry_is_read_with_its_attachment() {
        let sent = json!({"id": 7, "feedId": 2, "title": "A &amp; B", "url": "http://a.test/1",
            "pubDate": 1_795_780_800, "body": "<p>x</p>", "enclosureLink": "http://a.test/e.mp3",
            "enclosureMime": "audio/mpeg", "author": null});
        let item = item(&sent).unwrap();
        assert_eq!((item.id.as_str(), item.content.title.as_str()), ("7", "A & B"));
        assert_eq!(item.content.enclosures.len(), 1);
    }
}
