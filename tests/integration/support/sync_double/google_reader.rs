//! The Google Reader interface of the double.

use serde_json::{Value, json};

use super::state::ServerItem;
use super::{Asked, Double, Told};

const ITEM: &str = "tag:google.com,2005:reader/item/";
const READ: &str = "user/-/state/com.google/read";
const STARRED: &str = "user/-/state/com.google/starred";
const READING_LIST: &str = "user/-/state/com.google/reading-list";

impl Double {
    pub(super) fn google_reader(&mut self, asked: &Asked) -> Told {
        if self.state.is_api_off {
            return Told::status(503, "Service Unavailable!");
        }
        if asked.path == "accounts/ClientLogin" {
            return self.client_login(asked);
        }
        let auth = format!("GoogleLogin auth={}", self.state.auth());
        let is_signed_in = asked.headers.get("authorization") == Some(&auth);
        if !is_signed_in || self.state.is_user_off {
            return Told::status(401, "Unauthorized!").with("google-bad-token", "true");
        }
        let asked = &self.cut(asked);
        let Some(call) = asked.path.strip_prefix("reader/api/0/") else { return self.unknown() };
        let is_write = asked.method == "POST";
        if is_write && !self.is_token_right(asked) {
            return Told::status(401, "Unauthorized").with("x-reader-google-bad-token", "true");
        }
        match (asked.method.as_str(), call) {
            ("GET", "token") => Told::ok(format!("{}\n", self.state.token())),
            ("GET", "user-info") => Told::ok(r#"{"userId":"ann","userName":"ann"}"#),
            ("GET", "subscription/list") => self.subscriptions(),
            ("GET", "tag/list") => self.tags(),
            ("GET", "stream/items/ids") => self.ids(asked),
            ("POST", "stream/items/contents") => self.contents(asked),
            ("POST", "edit-tag") => self.edit_tag(asked),
            ("POST", "subscription/quickadd") => self.quickadd(asked),
            ("POST", "subscription/edit") => self.edit_subscription(asked),
            ("POST", "rename-tag") => self.rename_tag(asked),
            ("POST", "disable-tag") => self.disable_tag(asked),
            _ => self.unknown(),
        }
    }

    fn unknown(&self) -> Told {
        if self.quirks.empty_list_for_unknown {
            Told::ok("[]")
        } else {
            Told::status(400, "Bad Request!")
        }
    }

    /// A form that is too long is cut.
    fn cut(&self, asked: &Asked) -> Asked {
        let mut asked = asked.clone();
        asked.form.truncate(self.quirks.form_fields_max);
        asked
    }

    fn client_login(&self, asked: &Asked) -> Told {
        let is_right = asked.first("Email") == Some(&self.state.user)
            && asked.first("Passwd") == Some(&self.state.password);
        if !is_right {
            return Told::status(401, "Unauthorized!").with("google-bad-token", "true");
        }
        let auth = self.state.auth();
        Told::ok(format!("SID={auth}\nLSID=null\nAuth={auth}\n"))
    }

    fn is_token_right(&self, asked: &Asked) -> bool {
        let sent = asked.form.iter().find(|(name, _)| name == "T").map(|(_, token)| token.as_str());
        let token = self.state.token();
        match sent {
            Some(sent) => sent == token || (!self.quirks.needs_token && sent == "x"),
            None => !self.quirks.needs_token,
        }
    }

    fn shown(&self, name: &str) -> String {
        if !self.quirks.wide_names {
            return name.to_owned();
        }
        let wide = |c: char| match c {
            '&' | '<' | '>' | ',' | '/' | '?' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            _ => c,
        };
        name.chars().map(wide).collect()
    }

    fn subscriptions(&self) -> Told {
        if self.state.is_database_lost {
            return Told::ok(r#"{"subscriptions":[]}"#);
        }
        let feeds: Vec<Value> = self
            .state
            .feeds
            .iter()
            .map(|(number, feed)| {
                let folder = feed.folder.as_deref().unwrap_or(self.quirks.root_folder);
                let more = feed.more_folders.iter().map(String::as_str);
                let categories = std::iter::once(folder).chain(more).map(|folder| {
                    let label = self.shown(folder);
                    json!({"id": format!("user/-/label/{label}"), "label": label})
                });
                let categories: Vec<Value> = categories.collect();
                json!({
                    "id": format!("feed/{number}"),
                    "title": self.shown(&feed.title),
                    "categories": categories,
                    "url": feed.url,
                    "htmlUrl": "",
                    "iconUrl": "",
                })
            })
            .collect();
        Told::ok(json!({"subscriptions": feeds}).to_string())
    }

    fn tags(&self) -> Told {
        let is_used = |name: &&String| {
            let folder = Some(name.as_str());
            self.quirks.keeps_empty_folders
                || self.state.feeds.values().any(|feed| feed.folder.as_deref() == folder)
        };
        let mut tags = vec![json!({"id": STARRED})];
        let root = self.quirks.root_folder.to_owned();
        for name in self.state.folders.iter().filter(is_used).chain([&root]) {
            let id = format!("user/-/label/{}", self.shown(name));
            tags.push(json!({"id": id, "type": "folder"}));
        }
        if self.quirks.has_labels {
            let labels = self.state.items.values().flat_map(|item| item.labels.clone());
            for label in labels.collect::<std::collections::BTreeSet<_>>() {
                tags.push(json!({"id": format!("user/-/label/{label}"), "type": "tag"}));
            }
        }
        Told::ok(json!({"tags": tags}).to_string())
    }

    fn is_in(&self, item: &ServerItem, stream: &str) -> bool {
        match stream {
            READING_LIST => true,
            READ if self.quirks.everything_for_unknown => true,
            READ => item.is_read,
            STARRED => item.is_starred,
            _ => match stream.strip_prefix("user/-/label/") {
                Some(name) => {
                    let has_feed = self
                        .state
                        .feeds
                        .get(&item.feed)
                        .is_some_and(|feed| feed.folder.as_deref() == Some(name));
                    let is_known = self.state.folders.contains(name)
                        || self.state.items.values().any(|item| item.labels.contains(name));
                    has_feed || item.labels.contains(name) || !is_known
                }
                None => self.quirks.everything_for_unknown,
            },
        }
    }

    fn ids(&self, asked: &Asked) -> Told {
        if self.state.is_database_lost {
            return Told::status(500, "");
        }
        let Some(stream) = asked.all("s").last() else { return self.unknown() };
        let without_read = asked.all("xt").any(|tag| tag == READ);
        let size: usize = asked.first("n").and_then(|n| n.parse().ok()).unwrap_or(20);
        let size = size.min(self.quirks.page_max);
        let mut ids: Vec<i64> = self
            .state
            .items
            .iter()
            .filter(|(_, item)| self.is_in(item, stream) && !(without_read && item.is_read))
            .map(|(id, _)| *id)
            .collect();
        ids.reverse();
        let cursor: Option<i64> = asked.first("c").and_then(|cursor| cursor.parse().ok());
        let start = match cursor {
            None => 0,
            Some(cursor) if self.quirks.offset_paging => usize::try_from(cursor).unwrap(),
            // As FreshRSS does: the next page drops its first row, which it takes for the cursor.
            Some(cursor) => ids.iter().position(|id| *id <= cursor).map_or(ids.len(), |at| at + 1),
        };
        let page: Vec<i64> = ids.iter().skip(start).take(size).copied().collect();
        let refs: Vec<Value> = page
            .iter()
            .map(|id| {
                if self.quirks.numeric_ids {
                    json!({"id": id})
                } else {
                    json!({"id": id.to_string()})
                }
            })
            .collect();
        let mut body = json!({"itemRefs": refs});
        let is_full = page.len() == size && !page.is_empty();
        if self.quirks.offset_paging && is_full && start + size < ids.len() {
            body["continuation"] = json!((start + size).to_string());
        } else if !self.quirks.offset_paging && is_full {
            body["continuation"] = json!(page.last().unwrap().to_string());
        }
        Told::ok(body.to_string())
    }

    /// The numbers of the entries in a form; `None` if one of them refuses the call.
    fn sent_items(&self, asked: &Asked) -> Option<Vec<i64>> {
        let mut found = Vec::new();
        for id in asked.form.iter().filter(|(name, _)| name == "i").map(|(_, id)| id) {
            let number = match id.strip_prefix(ITEM) {
                Some(hex) => i64::from_str_radix(hex, 16).ok(),
                None => id.parse().ok(),
            };
            match number {
                Some(number) => found.push(number),
                None if self.quirks.bad_id_refuses => return None,
                None => {}
            }
        }
        Some(found)
    }

    fn contents(&self, asked: &Asked) -> Told {
        let Some(ids) = self.sent_items(asked) else { return Told::status(400, "{}") };
        let wanted: std::collections::BTreeSet<i64> = ids.into_iter().collect();
        let known = wanted.iter().rev().filter_map(|id| Some((id, self.state.items.get(id)?)));
        let items: Vec<Value> = known
            .map(|(id, item)| {
                let mut categories = vec![READING_LIST.to_owned()];
                categories.extend(item.is_read.then(|| READ.to_owned()));
                categories.extend(item.labels.iter().map(|label| format!("user/-/label/{label}")));
                json!({
                    "id": format!("{ITEM}{id:016x}"),
                    "title": item.title,
                    "published": 1_795_900_000 + id % 100_000,
                    "canonical": [{"href": format!("https://feeds.test/{}", item.title)}],
                    "categories": categories,
                    "origin": {"streamId": format!("feed/{}", item.feed)},
                    "summary": {"content": format!("<p>About {}{}</p>", item.title, item.addition)},
                })
            })
            .collect();
        Told::ok(json!({"id": READING_LIST, "items": items}).to_string())
    }

    fn edit_tag(&mut self, asked: &Asked) -> Told {
        if self.state.is_database_lost {
            return Told::ok("OK");
        }
        let Some(ids) = self.sent_items(asked) else { return Told::status(400, "{}") };
        let form = |name: &str| -> Vec<String> {
            let named = asked.form.iter().filter(|(other, _)| other == name);
            let tags = named.map(|(_, tag)| tag.clone()).collect::<Vec<_>>();
            if self.quirks.last_tag_counts {
                tags.into_iter().next_back().into_iter().collect()
            } else {
                tags
            }
        };
        let (added, removed) = (form("a"), form("r"));
        for id in ids {
            let Some(item) = self.state.items.get_mut(&id) else { continue };
            for (tags, is_on) in [(&added, true), (&removed, false)] {
                for tag in tags {
                    match tag.as_str() {
                        READ => item.is_read = is_on,
                        STARRED => item.is_starred = is_on,
                        _ => match tag.strip_prefix("user/-/label/") {
                            Some(label) if is_on => _ = item.labels.insert(label.to_owned()),
                            Some(label) => _ = item.labels.remove(label),
                            None => {}
                        },
                    }
                }
            }
        }
        Told::ok("OK")
    }

    fn quickadd(&mut self, asked: &Asked) -> Told {
        let url = asked.first("quickadd").unwrap_or_default().to_owned();
        if self.state.feed_at(&url).is_some() {
            return if self.quirks.again_is_error {
                Told::status(500, r#"{"error_message":"This feed already exists."}"#)
            } else {
                Told::ok(r#"{"numResults":0,"error":"Already subscribed!"}"#)
            };
        }
        let Some(titles) = self.state.web.get(&url).cloned() else {
            return Told::ok(r#"{"numResults":0,"error":"no feed there"}"#);
        };
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let name = url.trim_start_matches("https://").split('.').next().unwrap_or_default();
        let feed = self.state.add_feed(name, None, &titles);
        Told::ok(json!({"numResults": 1, "streamId": format!("feed/{feed}")}).to_string())
    }

    fn edit_subscription(&mut self, asked: &Asked) -> Told {
        let stream = asked.first("s").and_then(|stream| stream.strip_prefix("feed/"));
        let Some(number) = stream.and_then(|number| number.parse::<i64>().ok()) else {
            return Told::status(400, "Bad Request!");
        };
        match asked.first("ac") {
            Some("unsubscribe") => self.state.remove_feed(number),
            Some("edit") => {
                let root = self.quirks.root_folder;
                let Some(feed) = self.state.feeds.get_mut(&number) else { return Told::ok("OK") };
                if let Some(title) = asked.first("t").filter(|title| !title.is_empty()) {
                    title.clone_into(&mut feed.title);
                }
                let named = |key: &'static str| {
                    asked.first(key).and_then(|tag| tag.strip_prefix("user/-/label/"))
                };
                if self.quirks.many_folders {
                    feed.more_folders.extend(named("a").map(str::to_owned));
                    self.state.folders.extend(named("a").map(str::to_owned));
                    if let Some(left) = named("r") {
                        feed.more_folders.remove(left);
                        feed.folder = feed.folder.take().filter(|folder| folder != left);
                    }
                    feed.folder = feed.folder.take().or_else(|| feed.more_folders.pop_first());
                } else if let Some(folder) = named("a") {
                    feed.folder = Some(folder.to_owned()).filter(|folder| folder != root);
                    self.state.folders.extend(feed.folder.clone());
                }
            }
            _ => return Told::status(400, "Bad Request!"),
        }
        Told::ok("OK")
    }

    fn rename_tag(&mut self, asked: &Asked) -> Told {
        let name = |key: &str| -> String {
            let tag = asked.all(key).next().unwrap_or_default();
            tag.trim_start_matches("user/-/label/").to_owned()
        };
        let (old, new) = (name("s"), name("dest"));
        if self.state.folders.contains(&new) {
            return if self.quirks.silent_rename {
                Told::ok("OK")
            } else {
                Told::status(400, "{}")
            };
        }
        if !self.state.folders.remove(&old) {
            return Told::status(404, "{}");
        }
        for feed in self.state.feeds.values_mut().filter(|feed| feed.folder.as_ref() == Some(&old))
        {
            feed.folder = Some(new.clone());
        }
        self.state.folders.insert(new);
        Told::ok("OK")
    }

    /// Feeds that are still inside go to the first folder by name, as Miniflux puts them.
    fn disable_tag(&mut self, asked: &Asked) -> Told {
        let tag = asked.first("s").unwrap_or_default();
        let name = tag.trim_start_matches("user/-/label/").to_owned();
        if !self.state.folders.remove(&name) {
            return Told::status(400, "Bad Request!");
        }
        let first = self.state.folders.first().cloned();
        for feed in self.state.feeds.values_mut().filter(|feed| feed.folder.as_ref() == Some(&name))
        {
            feed.folder.clone_from(&first);
        }
        Told::ok("OK")
    }
}
