//! The bodies of the Fever interface as values. Pure.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::model::{RemoteFeed, RemoteId};
use crate::sync::service::{FeedList, RemoteItem};
use crate::sync::services::items::{SentEntry, seconds};
use crate::sync::wire::{
    self, FEEDS_MAX, FOLDERS_MAX, Fields, WireError, list, name, text, web_url, whole,
};

/// Most ids in one answer.
pub(super) const IDS_PER_ANSWER_MAX: usize = 500_000;
/// Most entries in one answer.
pub(super) const ENTRIES_PER_ANSWER_MAX: usize = 5_000;

/// Names of the group that stands for "no folder": of FreshRSS, Miniflux and Coldsweat.
const ROOT_GROUPS: [&str; 3] = ["Uncategorized", "All", "Default"];

/// The ids in a text with commas. An empty text has none.
pub(super) fn ids(fields: &Fields, key: &'static str) -> Result<Vec<RemoteId>, WireError> {
    let Some(Value::String(text)) = fields.get(key) else { return Err(WireError::Missing(key)) };
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let mut ids = Vec::new();
    for part in parts {
        if ids.len() >= IDS_PER_ANSWER_MAX {
            return Err(WireError::TooMany(key));
        }
        ids.push(wire::text_id(part).ok_or(WireError::Missing("id"))?);
    }
    Ok(ids)
}

/// The subscriptions, of the answers to `groups` and `feeds`.
pub(super) fn feed_list(mut groups: Fields, mut feeds: Fields) -> Result<FeedList, WireError> {
    let mut folders_of_feed = folders_of_feed(&mut groups)?;
    let mut found = FeedList::default();
    for sent in &list(&mut feeds, "feeds", FEEDS_MAX)? {
        let id = sent.get("id").and_then(wire::id).ok_or(WireError::Missing("id"))?;
        let feed_url = web_url(sent, "url").ok_or(WireError::Missing("url"))?;
        let folders: Vec<String> =
            folders_of_feed.remove(&id).unwrap_or_default().into_iter().collect();
        found.folders.extend(folders.iter().cloned());
        found.feeds.push(RemoteFeed {
            title: name(sent, "title").unwrap_or_default(),
            site_url: web_url(sent, "site_url"),
            icon_url: None,
            folders,
            id,
            feed_url,
        });
    }
    found.folders.sort();
    found.folders.dedup();
    Ok(found)
}

/// The folders of each feed that is in one.
fn folders_of_feed(groups: &mut Fields) -> Result<HashMap<RemoteId, BTreeSet<String>>, WireError> {
    let rows = list(groups, "groups", FOLDERS_MAX)?;
    let title_of = |group: &Value| Some((wire::id(group.get("id")?)?, name(group, "title")?));
    let mut names: HashMap<RemoteId, String> = rows.iter().filter_map(title_of).collect();
    names.retain(|_, name| !ROOT_GROUPS.contains(&name.as_str()));
    // Some servers send this with the feeds only; then feeds are shown outside of folders.
    let links = groups.get("feeds_groups").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut found: HashMap<RemoteId, BTreeSet<String>> = HashMap::new();
    for link in links.iter().take(FOLDERS_MAX) {
        let group = link.get("group_id").and_then(wire::id);
        let Some(name) = group.and_then(|id| names.get(&id)) else { continue };
        for feed in text(link, "feed_ids").unwrap_or_default().split(',') {
            let Some(feed) = wire::text_id(feed) else { continue };
            found.entry(feed).or_default().insert(name.clone());
        }
    }
    Ok(found)
}

pub(super) fn items(mut fields: Fields) -> Result<Vec<RemoteItem>, WireError> {
    let items = list(&mut fields, "items", ENTRIES_PER_ANSWER_MAX)?;
    Ok(items.iter().filter_map(item).collect())
}

fn item(sent: &Value) -> Option<RemoteItem> {
    let (id, feed) = (wire::id(sent.get("id")?)?, wire::id(sent.get("feed_id")?)?);
    let entry = SentEntry {
        title: text(sent, "title").unwrap_or_default(),
        url: web_url(sent, "url"),
        author: text(sent, "author").unwrap_or_default(),
        published: whole(sent, "created_on_time").and_then(seconds),
        html: text(sent, "html").unwrap_or_default(),
        ..SentEntry::default()
    };
    Some(RemoteItem { id, feed, content: entry.into_content(), labels: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str) -> Fields {
        wire::object(json.as_bytes()).unwrap()
    }

    #[test]
    fn an_empty_text_has_no_ids_and_a_missing_one_is_an_error() {
        let ids = |json| ids(&fields(json), "unread_item_ids").map(|ids| ids.len());
        assert_eq!(ids(r#"{"unread_item_ids":""}"#), Ok(0));
        assert_eq!(ids(r#"{"unread_item_ids":"1, 2,,3"}"#), Ok(3));
        assert!(ids("{}").is_err() && ids(r#"{"unread_item_ids":[]}"#).is_err());
    }

    #[test]
    fn an_answer_may_have_as_many_ids_as_the_limit_and_no_more() {
        let of = |count: usize| {
            let text = vec!["1"; count].join(",");
            ids(&fields(&format!("{{\"u\":\"{text}\"}}")), "u").map(|ids| ids.len())
        };
        assert_eq!(of(IDS_PER_ANSWER_MAX), Ok(IDS_PER_ANSWER_MAX));
        assert!(of(IDS_PER_ANSWER_MAX + 1).is_err());
    }

    #[test]
    fn an_answer_may_have_as_many_entries_as_the_limit_and_no_more() {
        let of = |count: usize| {
            items(fields(&format!("{{\"items\":[{}]}}", vec!["1"; count].join(","))))
        };
        assert!(of(ENTRIES_PER_ANSWER_MAX).is_ok() && of(ENTRIES_PER_ANSWER_MAX + 1).is_err());
    }

    #[test]
    fn feeds_are_in_the_groups_of_their_names() {
        let groups = r#"{"groups":[{"id":1,"title":"All"},{"id":"9","title":"World"}],
            "feeds_groups":[{"group_id":1,"feed_ids":"1"},{"group_id":9,"feed_ids":"2,3"}]}"#;
        let feeds = r#"{"feeds":[{"id":1,"title":"A","url":"http://a.test/"},
            {"id":"2","title":"B","url":"http://b.test/","site_url":""}]}"#;
        let found = feed_list(fields(groups), fields(feeds)).unwrap();
        let folders: Vec<_> = found.feeds.iter().map(|feed| feed.folders.join("/")).collect();
        assert_eq!(
            (folders, found.folders),
            (vec![String::new(), "World".to_owned()], vec!["World".to_owned()])
        );
    }

    #[test]
    fn an_entry_is_read_with_ids_as_texts_or_numbers() {
        let json = r#"{"items":[{"id":"17","feed_id":2,"title":"A &lt; B","html":"<p>x</p>",
            "url":"http://a.test/1","created_on_time":"1795780800"},{"id":null}]}"#;
        let found = items(fields(json)).unwrap();
        assert_eq!((found.len(), found[0].id.as_str(), found[0].feed.as_str()), (1, "17", "2"));
        assert_eq!(found[0].content.title, "A < B");
        assert_eq!(found[0].content.published.unwrap().as_second(), 1_795_780_800);
    }
}
