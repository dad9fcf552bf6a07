//! The bodies of the Google Reader interface as values. Pure.

use std::collections::BTreeSet;

use serde_json::Value;
use url::Url;

use super::ids::{canonical, label_name};
use crate::model::{Enclosure, RemoteFeed, RemoteId};
use crate::sync::service::{FeedList, IdPage, RemoteItem};
use crate::sync::services::items::{SentEntry, seconds};
use crate::sync::wire::{
    self, FEEDS_MAX, FOLDERS_MAX, Fields, WireError, list, name, optional_list, text, web_url,
    whole,
};

/// Most ids in one answer, whatever was asked for.
pub(super) const IDS_PER_PAGE_MAX: usize = 200_000;
/// Most entries in one answer.
pub(super) const ENTRIES_PER_ANSWER_MAX: usize = 5_000;

/// Names of the folder that stands for "no folder": of FreshRSS and of Miniflux.
const ROOT_FOLDERS: [&str; 2] = ["Uncategorized", "All"];

/// The `Auth` of an answer to a sign-in: lines of `name=value`, or JSON.
pub(super) fn auth(body: &str) -> Option<String> {
    let of_json = || {
        let fields = Value::Object(wire::object(body.as_bytes()).ok()?);
        text(&fields, "Auth")
    };
    let of_line = body.lines().find_map(|line| line.trim().strip_prefix("Auth="));
    let auth = of_line.map(str::to_owned).or_else(of_json)?;
    let is_sendable = auth.len() <= 4096 && auth.chars().all(|c| c.is_ascii_graphic());
    (is_sendable && !auth.is_empty()).then_some(auth)
}

/// A page of ids. A page without a continuation is the last.
pub(super) fn id_page(mut fields: Fields) -> Result<IdPage, WireError> {
    let refs = list(&mut fields, "itemRefs", IDS_PER_PAGE_MAX)?;
    let mut ids = Vec::with_capacity(refs.len());
    for item in &refs {
        let id = item.get("id").and_then(wire::id).ok_or(WireError::Missing("id"))?;
        ids.push(canonical(&id));
    }
    let fields = Value::Object(fields);
    Ok(IdPage { ids, next: text(&fields, "continuation") })
}

/// The subscriptions. `tags` is the answer to tag/list, where the server has one.
pub(super) fn feed_list(
    mut fields: Fields,
    tags: Option<Fields>,
    has_only_folders: bool,
) -> Result<FeedList, WireError> {
    let subscriptions = list(&mut fields, "subscriptions", FEEDS_MAX)?;
    let mut folders = BTreeSet::new();
    let mut feeds = Vec::with_capacity(subscriptions.len());
    for subscription in &subscriptions {
        let own = folders_of(subscription);
        folders.extend(own.iter().cloned());
        // A feed without an id or address cannot be shown; the list would look shorter than it is.
        let (feed, url) = (subscription.get("id").and_then(wire::id), feed_url(subscription));
        let id = feed.ok_or(WireError::Missing("id"))?;
        let Some(feed_url) = url.or_else(|| Url::parse(id.0.strip_prefix("feed/")?).ok()) else {
            return Err(WireError::Missing("url"));
        };
        feeds.push(RemoteFeed {
            id,
            title: name(subscription, "title").unwrap_or_default(),
            feed_url,
            site_url: web_url(subscription, "htmlUrl"),
            icon_url: web_url(subscription, "iconUrl"),
            folders: own.into_iter().collect(),
        });
    }
    let mut labels = Vec::new();
    for (tag, kind) in tags.and_then(|tags| named_tags(tags).ok()).unwrap_or_default() {
        match kind.as_deref() {
            Some("tag") => labels.push(tag),
            None if !has_only_folders && !folders.contains(&tag) => labels.push(tag),
            Some(_) | None => _ = folders.insert(tag),
        }
    }
    Ok(with_root(FeedList {
        feeds,
        folders: folders.into_iter().collect(),
        labels,
        root_folder: None,
    }))
}

/// Takes the folder that stands for "no folder" out of the folders.
fn with_root(mut found: FeedList) -> FeedList {
    let root = ROOT_FOLDERS.iter().find(|root| found.folders.iter().any(|name| name == *root));
    let Some(root) = root else { return found };
    found.folders.retain(|name| name != root);
    for feed in &mut found.feeds {
        feed.folders.retain(|name| name != root);
    }
    found.root_folder = Some((*root).to_owned());
    found
}

fn feed_url(subscription: &Value) -> Option<Url> {
    web_url(subscription, "url").or_else(|| web_url(subscription, "feedUrl"))
}

fn folders_of(subscription: &Value) -> BTreeSet<String> {
    let categories = optional_list(subscription, "categories");
    let label =
        |category: &Value| name(category, "label").or_else(|| label_name(&text(category, "id")?));
    categories.iter().filter_map(label).collect()
}

/// The labels of tag/list with their types: folders and labels of entries.
fn named_tags(mut fields: Fields) -> Result<Vec<(String, Option<String>)>, WireError> {
    let tags = list(&mut fields, "tags", FOLDERS_MAX)?;
    let named = |tag: &Value| Some((label_name(&text(tag, "id")?)?, text(tag, "type")));
    Ok(tags.iter().filter_map(named).collect())
}

/// The entries of an answer. `folders` tells labels of entries from those of feeds.
pub(super) fn items(
    mut fields: Fields,
    folders: &BTreeSet<String>,
) -> Result<Vec<RemoteItem>, WireError> {
    let items = list(&mut fields, "items", ENTRIES_PER_ANSWER_MAX)?;
    // An entry without an id or a feed cannot be stored; the others can.
    Ok(items.iter().filter_map(|sent| item(sent, folders)).collect())
}

fn item(sent: &Value, folders: &BTreeSet<String>) -> Option<RemoteItem> {
    let id = canonical(&wire::id(sent.get("id")?)?);
    let feed = wire::id(sent.get("origin")?.get("streamId")?)?;
    let (labels, tags) = categories(sent, folders);
    let html = |key| text(sent.get(key)?, "content");
    let entry = SentEntry {
        title: text(sent, "title").unwrap_or_default(),
        url: link(sent, "canonical").or_else(|| link(sent, "alternate")),
        author: text(sent, "author").unwrap_or_default(),
        published: whole(sent, "published").and_then(seconds),
        html: html("content").or_else(|| html("summary")).unwrap_or_default(),
        tags,
        enclosures: optional_list(sent, "enclosure").iter().filter_map(enclosure).collect(),
    };
    Some(RemoteItem { id, feed, content: entry.into_content(), labels })
}

/// The user's labels, and the categories of the feed itself, which are bare words.
fn categories(sent: &Value, folders: &BTreeSet<String>) -> (Vec<String>, Vec<String>) {
    let mut found = (Vec::new(), Vec::new());
    for category in optional_list(sent, "categories") {
        // Inoreader sends objects.
        let text = category.as_str().map(str::to_owned).or_else(|| text(&category, "id"));
        let Some(text) = text else { continue };
        if !text.starts_with("user/") {
            found.1.extend(wire::tidy_name(&text));
        } else if let Some(label) = label_name(&text).filter(|label| !folders.contains(label)) {
            found.0.push(label);
        }
    }
    found
}

fn link(sent: &Value, key: &str) -> Option<Url> {
    optional_list(sent, key).iter().find_map(|link| web_url(link, "href"))
}

fn enclosure(sent: &Value) -> Option<Enclosure> {
    // FreshRSS escapes its addresses, Miniflux does not.
    let escaped = text(sent, "href").map(|href| href.replace("&amp;", "&"));
    let address = escaped.or_else(|| text(sent, "url"))?;
    let url = Url::parse(address.trim()).ok().filter(Url::has_host)?;
    Some(Enclosure {
        url,
        media_type: text(sent, "type"),
        bytes: whole(sent, "length").and_then(|bytes| u64::try_from(bytes).ok()),
        seconds: None,
        title: None,
    })
}

/// The id of the feed in an answer to quickadd, or the reason why there is none.
pub(super) fn added(fields: Fields) -> Result<RemoteId, String> {
    let fields = Value::Object(fields);
    match fields.get("streamId").and_then(wire::id) {
        Some(id) => Ok(id),
        None => Err(text(&fields, "error").unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str) -> Fields {
        wire::object(json.as_bytes()).unwrap()
    }

    #[test]
    fn an_auth_is_read_from_lines_and_from_json() {
        assert_eq!(auth("SID=x\nLSID=null\nAuth=ann/a1\n").as_deref(), Some("ann/a1"));
        assert_eq!(auth("{\"SID\":\"x\",\"Auth\":\"ann/a1\"}").as_deref(), Some("ann/a1"));
        for none in ["", "OK", "Auth=", "<html>Auth=x", "{}", "Auth=a b"] {
            assert_eq!(auth(none), None, "{none}");
        }
    }

    #[test]
    fn a_page_of_ids_has_numbers_or_texts() {
        let page = fields(r#"{"itemRefs":[{"id":"12"},{"id":34}],"continuation":50}"#);
        let page = id_page(page).unwrap();
        assert_eq!(page.ids, [RemoteId("12".into()), RemoteId("34".into())]);
        assert_eq!(page.next.as_deref(), Some("50"));
        assert!(id_page(fields(r#"{"itemRefs":[{"id":null}]}"#)).is_err(), "an id that is none");
        assert!(id_page(fields("{}")).is_err());
    }

    #[test]
    fn folders_labels_and_the_root_are_told_apart() {
        let subscriptions = r#"{"subscriptions":[
            {"id":"feed/2","title":"Alpha\uff0c x","url":"http://a.test/","categories":
                [{"id":"user/-/label/Uncategorized","label":"Uncategorized"}]},
            {"id":"feed/3","url":"http://b.test/","categories":[{"id":"user/1/label/News"}]}]}"#;
        let tags = r#"{"tags":[{"id":"user/-/state/com.google/starred"},
            {"id":"user/-/label/Later","type":"tag"},{"id":"user/-/label/News","type":"folder"},
            {"id":"user/-/label/Empty","type":"folder"}]}"#;
        let found = feed_list(fields(subscriptions), Some(fields(tags)), false).unwrap();
        assert_eq!(
            (found.folders, found.labels),
            (vec!["Empty".into(), "News".into()], vec!["Later".to_owned()])
        );
        assert_eq!(found.root_folder.as_deref(), Some("Uncategorized"));
        let folders: Vec<_> = found.feeds.iter().map(|feed| feed.folders.join("/")).collect();
        assert_eq!(folders, ["", "News"]);
    }

    #[test]
    fn an_entry_is_read_with_its_labels_and_attachments() {
        let items_json = r#"{"items":[{"id":"tag:google.com,2005:reader/item/0006617501696427",
            "published":"1795989600","title":"A &amp; B","author":"Ana",
            "canonical":[{"href":""}],"alternate":[{"href":"http://a.test/1?a=1&b=2"}],
            "categories":["user/-/state/com.google/read","user/-/label/News","user/-/label/Later",
                "science"],
            "origin":{"streamId":"feed/3"},"summary":{"content":"<p>x</p>"},
            "enclosure":[{"href":"http://a.test/e.mp3?x=1&amp;y=2","length":"12"},
                {"url":"http://a.test/f.mp3?x=1&y=2"},{"href":""}]},
            {"id":"5"}, 7]}"#;
        let found = items(fields(items_json), &BTreeSet::from(["News".to_owned()])).unwrap();
        let [item] = &found[..] else { panic!("{found:?}") };
        assert_eq!((item.id.as_str(), item.feed.as_str()), ("1796005023015975", "feed/3"));
        assert_eq!(
            (&item.labels[..], &item.content.tags[..]),
            (&["Later".to_owned()][..], &["science".to_owned()][..])
        );
        assert_eq!(item.content.title, "A & B");
        assert_eq!(item.content.url.as_ref().unwrap().as_str(), "http://a.test/1?a=1&b=2");
        let urls: Vec<_> = item.content.enclosures.iter().map(|file| file.url.as_str()).collect();
        assert_eq!(urls, ["http://a.test/e.mp3?x=1&y=2", "http://a.test/f.mp3?x=1&y=2"]);
    }

    #[test]
    fn an_answer_with_more_than_the_limits_does_not_count() {
        let refs = |count: usize| {
            let refs = vec!["{\"id\":1}"; count].join(",");
            id_page(fields(&format!("{{\"itemRefs\":[{refs}]}}"))).map(|page| page.ids.len())
        };
        assert_eq!(refs(IDS_PER_PAGE_MAX), Ok(IDS_PER_PAGE_MAX));
        assert_eq!(refs(IDS_PER_PAGE_MAX + 1), Err(WireError::TooMany("itemRefs")));
        let entries = |count: usize| {
            let entries = vec!["1"; count].join(",");
            items(fields(&format!("{{\"items\":[{entries}]}}")), &BTreeSet::new())
        };
        assert!(entries(ENTRIES_PER_ANSWER_MAX).is_ok());
        assert_eq!(entries(ENTRIES_PER_ANSWER_MAX + 1), Err(WireError::TooMany("items")));
    }

    #[test]
    fn an_added_feed_has_an_id_or_a_reason() {
        assert_eq!(added(fields(r#"{"numResults":1,"streamId":"feed/2"}"#)).unwrap().0, "feed/2");
        let error = added(fields(r#"{"numResults":0,"error":"Already subscribed!"}"#));
        assert_eq!(error, Err("Already subscribed!".to_owned()));
    }
}
