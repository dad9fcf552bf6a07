//! The Fever interface of the double.

use serde_json::{Value, json};

use super::{Asked, Double, Told};

/// The md5 of `ann:api-secret-1` and of `ann:api-secret-9`, as clients send it.
const KEYS: [(&str, &str); 2] = [
    ("api-secret-1", "9f73a7aac86416d23148dbbc1bba3c48"),
    ("api-secret-9", "e5b6af519ff67b51e76e457fb845645a"),
];

impl Double {
    pub(super) fn fever(&mut self, asked: &Asked) -> Told {
        if self.state.is_api_off {
            return Told::status(503, "Service Unavailable!");
        }
        let key = KEYS.iter().find(|(password, _)| *password == self.state.password);
        let is_right = key.is_some_and(|(_, key)| asked.first("api_key") == Some(*key));
        if !is_right || self.state.is_user_off {
            return Told::ok(r#"{"api_version":3,"auth":0}"#);
        }
        let mut answer = json!({"api_version": 3, "auth": 1});
        if let Some(id) = asked.first("id") {
            if let Some(refusal) = self.fever_mark(asked, id) {
                return refusal;
            }
            return Told::ok(answer.to_string());
        }
        // Servers answer only the first question.
        let question = asked.query.iter().map(|(name, _)| name.as_str()).find(|name| *name != "api");
        match question {
            Some("groups") => self.groups(&mut answer),
            Some("feeds") => self.fever_feeds(&mut answer),
            Some("items") => self.fever_items(&mut answer, asked),
            Some("unread_item_ids") => {
                answer["unread_item_ids"] = self.fever_ids(|item| !item.is_read);
            }
            Some("saved_item_ids") => {
                answer["saved_item_ids"] = self.fever_ids(|item| item.is_starred);
            }
            Some(_) | None => {}
        }
        Told::ok(answer.to_string())
    }

    /// Marks one entry. Returns another answer than the usual one.
    fn fever_mark(&mut self, asked: &Asked, id: &str) -> Option<Told> {
        let Ok(id) = id.parse::<i64>() else { return Some(Told::ok("")) };
        if self.state.is_database_lost {
            return None;
        }
        let Some(item) = self.state.items.get_mut(&id) else {
            let is_strict = self.quirks.bad_id_refuses;
            return is_strict.then(|| Told::status(404, "<!doctype html>"));
        };
        match asked.first("as") {
            Some("read") => item.is_read = true,
            Some("unread") => item.is_read = false,
            Some("saved") => item.is_starred = true,
            Some("unsaved") => item.is_starred = false,
            Some(_) | None => {}
        }
        None
    }

    fn groups(&self, answer: &mut Value) {
        let names = [self.quirks.root_folder.to_owned()];
        let names: Vec<String> = names.into_iter().chain(self.state.folders.clone()).collect();
        let groups = names.iter().enumerate();
        answer["groups"] = groups.clone().map(|(id, name)| json!({"id": id + 1, "title": name})).collect();
        answer["feeds_groups"] = groups
            .map(|(id, name)| {
                let is_in = |folder: &Option<String>| {
                    folder.as_deref().unwrap_or(self.quirks.root_folder) == name
                };
                let feeds = self.state.feeds.iter().filter(|(_, feed)| is_in(&feed.folder));
                let ids: Vec<String> = feeds.map(|(number, _)| number.to_string()).collect();
                json!({"group_id": id + 1, "feed_ids": ids.join(",")})
            })
            .collect();
    }

    fn fever_feeds(&self, answer: &mut Value) {
        let feeds = self.state.feeds.iter();
        answer["feeds"] = feeds
            .map(|(id, feed)| json!({"id": id, "title": feed.title, "url": feed.url}))
            .collect();
    }

    fn fever_ids(&self, is_in: impl Fn(&super::state::ServerItem) -> bool) -> Value {
        let ids = self.state.items.iter().filter(|(_, item)| is_in(item));
        json!(ids.map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(","))
    }

    fn fever_items(&self, answer: &mut Value, asked: &Asked) {
        let wanted: Vec<i64> = asked
            .first("with_ids")
            .unwrap_or_default()
            .split(',')
            .filter_map(|id| id.parse().ok())
            .take(50)
            .collect();
        let known = wanted.iter().filter_map(|id| Some((id, self.state.items.get(id)?)));
        answer["items"] = known
            .map(|(id, item)| {
                let is_text = self.quirks.fever_ids_as_texts;
                let id_value = if is_text { json!(id.to_string()) } else { json!(id) };
                json!({
                    "id": id_value,
                    "feed_id": item.feed,
                    "title": item.title,
                    "author": "",
                    "html": format!("<p>About {}</p>", item.title),
                    "url": format!("https://feeds.test/{}", item.title),
                    "is_saved": i64::from(item.is_starred),
                    "is_read": i64::from(item.is_read),
                    "created_on_time": 1_795_900_000 + id % 100_000,
                })
            })
            .collect();
    }
}
