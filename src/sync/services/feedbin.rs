//! Feedbin, version 2. Folders are its "taggings": a feed may be in several, and each is a row of
//! its own with an id.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::items::{SentEntry, rfc3339};
use crate::model::{Credentials, Grant, MarkKind, RemoteFeed, RemoteId};
use crate::net::Method;
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::{
    Abilities, Ability, FeedEdit, FeedList, Hindrance, IdPage, ListKind, Mark, RemoteItem, Service,
    ServiceFuture,
};
use crate::sync::wire::{self, FEEDS_MAX, name, text, web_url};

/// Most ids of a list, which comes in one answer.
const IDS_PER_ANSWER_MAX: usize = 200_000;
const IDS_PER_FETCH: usize = 100;
const IDS_PER_MARK: usize = 1_000;

pub(super) fn abilities() -> Abilities {
    Abilities {
        subscribe: Ability::Yes,
        rename_feed: Ability::Yes,
        move_feed: Ability::Yes,
        new_folder: Ability::No(Hindrance::NoEmptyFolders),
        edit_folder: Ability::Yes,
        label: Ability::No(Hindrance::NoLabels),
        ids_per_fetch: IDS_PER_FETCH,
        ids_per_mark: IDS_PER_MARK,
    }
}

pub(super) struct Feedbin {
    connection: Connection,
    /// The id of the subscription to each feed.
    subscriptions: BTreeMap<RemoteId, RemoteId>,
    /// The rows of folders: the feed, the name, and the id of the row.
    taggings: Vec<(RemoteId, String, RemoteId)>,
}

impl Feedbin {
    pub(super) fn new(connection: Connection) -> Self {
        Self { connection, subscriptions: BTreeMap::new(), taggings: Vec::new() }
    }

    async fn ask(&mut self, question: Question) -> Result<Answer, ServiceError> {
        let (user, secret) = (self.connection.user(), self.connection.secret());
        let credentials = Credentials::password(&user, secret.reveal()).ok();
        let grant = credentials.map(|it| Grant::new(&self.connection.url("", &[]), it));
        self.connection.ask(question.with_grant(grant)).await
    }

    async fn get(&mut self, path: &str, query: &[(&str, &str)]) -> Result<Answer, ServiceError> {
        let url = self.connection.url(path, query);
        let answer = self.ask(Question::get(url).of_entries()).await?;
        answer.success()?;
        Ok(answer)
    }

    async fn list(
        &mut self,
        path: &str,
        query: &[(&str, &str)],
        most: usize,
    ) -> Result<(Answer, Vec<Value>), ServiceError> {
        let answer = self.get(path, query).await?;
        let list = wire::array(&answer.bytes, "list").map_err(|error| answer.unreadable(error))?;
        if list.len() > most {
            return Err(answer.unreadable_because("the list is too long"));
        }
        Ok((answer, list))
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
        match self.get("authentication.json", &[]).await {
            Ok(_) => Ok(()),
            Err(ServiceError::Refused { host, .. }) => Err(ServiceError::NotThisService { host }),
            Err(error) => Err(error),
        }
    }

    async fn read_feeds(&mut self) -> Result<FeedList, ServiceError> {
        let (_, sent) = self.list("taggings.json", &[], FEEDS_MAX).await?;
        let tagging = |row: &Value| {
            Some((wire::id(row.get("feed_id")?)?, name(row, "name")?, wire::id(row.get("id")?)?))
        };
        self.taggings = sent.iter().filter_map(tagging).collect();
        let (answer, sent) = self.list("subscriptions.json", &[], FEEDS_MAX).await?;
        self.subscriptions.clear();
        let mut feeds = Vec::with_capacity(sent.len());
        for row in &sent {
            let ids = row.get("feed_id").and_then(wire::id).zip(row.get("id").and_then(wire::id));
            let Some(((feed, subscription), feed_url)) = ids.zip(web_url(row, "feed_url")) else {
                return Err(answer.unreadable_because("a feed has no id or address"));
            };
            self.subscriptions.insert(feed.clone(), subscription);
            let folders = self.taggings.iter().filter(|(tagged, ..)| *tagged == feed);
            let folders: BTreeSet<String> = folders.map(|(_, name, _)| name.clone()).collect();
            feeds.push(RemoteFeed {
                title: name(row, "title").unwrap_or_default(),
                site_url: web_url(row, "site_url"),
                icon_url: None,
                folders: folders.into_iter().collect(),
                id: feed,
                feed_url,
            });
        }
        let mut folders: Vec<String> = feeds.iter().flat_map(|feed| feed.folders.clone()).collect();
        folders.sort();
        folders.dedup();
        Ok(FeedList { feeds, folders, labels: Vec::new(), root_folder: None })
    }

    async fn read_ids(&mut self, kind: &ListKind) -> Result<IdPage, ServiceError> {
        let path = match kind {
            ListKind::Unread => "unread_entries.json",
            ListKind::Starred => "starred_entries.json",
            ListKind::Label(_) => return Ok(IdPage::default()),
        };
        let (answer, sent) = self.list(path, &[], IDS_PER_ANSWER_MAX).await?;
        let ids: Option<Vec<RemoteId>> = sent.iter().map(wire::id).collect();
        let ids = ids.ok_or_else(|| answer.unreadable_because("an id is none"))?;
        Ok(IdPage { ids, next: None })
    }

    async fn read_entries(&mut self, ids: &[RemoteId]) -> Result<Vec<RemoteItem>, ServiceError> {
        let ids: Vec<&str> = ids.iter().map(RemoteId::as_str).collect();
        let query = [("ids", &*ids.join(",")), ("mode", "extended")];
        let (_, sent) = self.list("entries.json", &query, IDS_PER_FETCH).await?;
        Ok(sent.iter().filter_map(item).collect())
    }

    /// The answer lists the ids that were done. Feedbin leaves out those of feeds that are gone.
    async fn set_mark(
        &mut self,
        mark: &Mark,
        ids: &[RemoteId],
    ) -> Result<Vec<RemoteId>, ServiceError> {
        let (key, path, is_added) = match (&mark.kind, mark.is_on) {
            (MarkKind::Read, is_read) => ("unread_entries", "unread_entries", !is_read),
            (MarkKind::Star, is_starred) => ("starred_entries", "starred_entries", is_starred),
            (MarkKind::Label(_), _) => return Ok(ids.to_vec()),
        };
        let numbers: Vec<i64> = ids.iter().filter_map(|id| id.as_str().parse().ok()).collect();
        let path = if is_added { format!("{path}.json") } else { format!("{path}/delete.json") };
        let answer = self.send(Method::Post, &path, Some(&json!({key: numbers}))).await?;
        let done = wire::array(&answer.bytes, "list").map_err(|error| answer.unreadable(error))?;
        let done: Vec<RemoteId> = done.iter().filter_map(wire::id).collect();
        Ok(ids.iter().filter(|id| !done.contains(id)).cloned().collect())
    }

    async fn make_edit(&mut self, edit: &FeedEdit) -> Result<Option<RemoteId>, ServiceError> {
        match edit {
            FeedEdit::Subscribe { url, .. } => {
                let body = json!({"feed_url": url.as_str()});
                let answer = self.send(Method::Post, "subscriptions.json", Some(&body)).await;
                let answer = match answer {
                    // It is there already, which the list shows.
                    Err(ServiceError::NotThisService { .. } | ServiceError::Moved { .. }) => {
                        return Ok(None);
                    }
                    other => other?,
                };
                // Several feeds to choose from are a list, and no subscription.
                let fields = Value::Object(answer.object()?);
                return Ok(fields.get("feed_id").and_then(wire::id));
            }
            FeedEdit::Rename { feed, title } => {
                if let Some(subscription) = self.subscriptions.get(feed) {
                    let path = format!("subscriptions/{}/update.json", subscription.as_str());
                    self.send(Method::Post, &path, Some(&json!({"title": title}))).await?;
                }
            }
            FeedEdit::Unsubscribe { feed } => {
                if let Some(subscription) = self.subscriptions.get(feed) {
                    let path = format!("subscriptions/{}.json", subscription.as_str());
                    self.send(Method::Delete, &path, None).await?;
                }
            }
            FeedEdit::Move { feed, from, to } => {
                self.move_feed(feed, from.as_deref(), to.as_deref()).await?;
            }
            // A folder is there once a feed is in it, and gone with its last feed.
            FeedEdit::NewFolder { .. } | FeedEdit::RemoveFolder { .. } => {}
            FeedEdit::RenameFolder { old_name, new_name } => {
                let body = json!({"old_name": old_name, "new_name": new_name});
                self.send(Method::Post, "tags.json", Some(&body)).await?;
            }
        }
        Ok(None)
    }

    /// Adds the new row before it removes the old one, so that a lost answer loses no folder.
    async fn move_feed(
        &mut self,
        feed: &RemoteId,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<(), ServiceError> {
        if let Some(to) = to {
            let number: i64 = feed.as_str().parse().unwrap_or_default();
            let body = json!({"feed_id": number, "name": to});
            self.send(Method::Post, "taggings.json", Some(&body)).await?;
        }
        let is_old = |(tagged, name, _): &&(RemoteId, String, RemoteId)| {
            tagged == feed && Some(name.as_str()) == from
        };
        if let Some((_, _, row)) = self.taggings.iter().find(is_old) {
            let path = format!("taggings/{}.json", row.as_str());
            self.send(Method::Delete, &path, None).await?;
        }
        Ok(())
    }
}

fn item(sent: &Value) -> Option<RemoteItem> {
    let entry = SentEntry {
        title: text(sent, "title").unwrap_or_default(),
        url: web_url(sent, "url"),
        author: text(sent, "author").unwrap_or_default(),
        published: text(sent, "published").and_then(|text| rfc3339(&text)),
        html: text(sent, "content").or_else(|| text(sent, "summary")).unwrap_or_default(),
        ..SentEntry::default()
    };
    Some(RemoteItem {
        id: wire::id(sent.get("id")?)?,
        feed: wire::id(sent.get("feed_id")?)?,
        content: entry.into_content(),
        labels: Vec::new(),
    })
}

impl Service for Feedbin {
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

    fn edit<'a>(&'a mut self, edit: &'a FeedEdit) -> ServiceFuture<'a, Option<RemoteId>> {
        Box::pin(self.make_edit(edit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_may_lack_its_title_and_text() {
        let sent = json!({"id": 7, "feed_id": 2, "title": null, "author": null, "content": null,
            "summary": "short", "url": "http://a.test/1",
            "published": "2026-11-29T20:00:00.000000Z"});
        let item = item(&sent).unwrap();
        assert_eq!((item.content.title.as_str(), item.content.html.as_str()), ("", "short"));
        assert!(item.content.published.is_some());
    }
}
