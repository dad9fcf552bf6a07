//! What a server keeps, and how servers differ.

use std::collections::{BTreeMap, BTreeSet};

/// How one server differs from another. The default is the tamest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Quirks {
    /// Ids in lists are numbers, not texts.
    pub numeric_ids: bool,
    /// The cursor is an offset, so pages shift when an entry is marked. Otherwise it is an id.
    pub offset_paging: bool,
    /// Most ids in a page, whatever was asked.
    pub page_max: usize,
    /// Each write needs the token in its body.
    pub needs_token: bool,
    /// A form is cut after so many fields, without a word.
    pub form_fields_max: usize,
    /// Of several `a=`, only the last counts.
    pub last_tag_counts: bool,
    /// Titles and folders show `& < > ,` as their wide forms.
    pub wide_names: bool,
    /// What is not supported is answered with `[]`. Otherwise with 400.
    pub empty_list_for_unknown: bool,
    /// An unknown stream lists everything.
    pub everything_for_unknown: bool,
    /// One bad id refuses the whole call.
    pub bad_id_refuses: bool,
    /// Empty folders stay.
    pub keeps_empty_folders: bool,
    /// The folder of feeds without one.
    pub root_folder: &'static str,
    /// Renaming a folder to a name in use does nothing and says "OK". Otherwise 400.
    pub silent_rename: bool,
    /// Subscribing again is an error of the server. Otherwise it says so in its answer.
    pub again_is_error: bool,
    pub has_labels: bool,
    /// A feed may be in several folders, and stays where it is when it is added to another.
    pub many_folders: bool,
    /// Marks of several ids in one call of Fever do nothing and answer with an empty body.
    pub fever_ids_as_texts: bool,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            numeric_ids: false,
            offset_paging: false,
            page_max: usize::MAX,
            needs_token: true,
            form_fields_max: usize::MAX,
            last_tag_counts: false,
            wide_names: false,
            empty_list_for_unknown: false,
            everything_for_unknown: false,
            bad_id_refuses: false,
            keeps_empty_folders: true,
            root_folder: "All",
            silent_rename: false,
            again_is_error: false,
            has_labels: false,
            many_folders: false,
            fever_ids_as_texts: false,
        }
    }
}

impl Quirks {
    pub fn freshrss() -> Self {
        Self {
            needs_token: false,
            form_fields_max: 1000,
            last_tag_counts: true,
            wide_names: true,
            everything_for_unknown: true,
            keeps_empty_folders: false,
            root_folder: "Uncategorized",
            silent_rename: true,
            has_labels: true,
            fever_ids_as_texts: true,
            ..Self::default()
        }
    }

    pub fn miniflux() -> Self {
        Self {
            offset_paging: true,
            page_max: 1000,
            empty_list_for_unknown: true,
            bad_id_refuses: true,
            again_is_error: true,
            ..Self::default()
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerFeed {
    pub url: String,
    pub title: String,
    /// `None` is the root folder.
    pub folder: Option<String>,
    /// Its other folders, at a server that allows several.
    pub more_folders: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServerItem {
    pub feed: i64,
    pub title: String,
    pub is_read: bool,
    pub is_starred: bool,
    pub labels: BTreeSet<String>,
    /// What its publisher added later.
    pub addition: String,
}

/// What a server keeps of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerState {
    pub user: String,
    pub password: String,
    pub feeds: BTreeMap<i64, ServerFeed>,
    pub items: BTreeMap<i64, ServerItem>,
    pub folders: BTreeSet<String>,
    /// Addresses at which there is a feed to subscribe to, with the titles of its entries.
    pub web: BTreeMap<String, Vec<String>>,
    pub is_api_off: bool,
    /// The user signs in and is refused then.
    pub is_user_off: bool,
    /// The database is lost: lists are empty and acts answer "OK".
    pub is_database_lost: bool,
    /// Counts up with each token that is given out anew.
    pub token: u32,
    next_feed: i64,
    next_item: i64,
}

impl Default for ServerState {
    fn default() -> Self {
        Self {
            user: "ann".into(),
            password: "api-secret-1".into(),
            feeds: BTreeMap::new(),
            items: BTreeMap::new(),
            folders: BTreeSet::new(),
            web: BTreeMap::new(),
            is_api_off: false,
            is_user_off: false,
            is_database_lost: false,
            token: 0,
            next_feed: 1,
            next_item: 1_796_005_022_950_308,
        }
    }
}

impl ServerState {
    pub fn auth(&self) -> String {
        format!("{}/{}", self.user, self.password.replace('-', ""))
    }

    pub fn token(&self) -> String {
        format!("token{}ZZZZ", self.token)
    }

    /// Adds a feed with unread entries. Returns its number.
    pub fn add_feed(&mut self, name: &str, folder: Option<&str>, titles: &[&str]) -> i64 {
        let feed = self.next_feed;
        self.next_feed += 1;
        let url = format!("https://{name}.test/feed");
        let folder = folder.map(str::to_owned);
        self.folders.extend(folder.clone());
        self.feeds.insert(
            feed,
            ServerFeed { url, title: name.to_owned(), folder, more_folders: BTreeSet::new() },
        );
        for title in titles {
            self.add_item(feed, title);
        }
        feed
    }

    pub fn add_item(&mut self, feed: i64, title: &str) -> i64 {
        let id = self.next_item;
        self.next_item += 1;
        let item = ServerItem { feed, title: title.to_owned(), ..ServerItem::default() };
        self.items.insert(id, item);
        id
    }

    pub fn remove_feed(&mut self, feed: i64) {
        self.feeds.remove(&feed);
        self.items.retain(|_, item| item.feed != feed);
    }

    /// The number of the feed at an address.
    pub fn feed_at(&self, url: &str) -> Option<i64> {
        self.feeds.iter().find(|(_, feed)| feed.url == url).map(|(number, _)| *number)
    }

    pub fn item(&mut self, title: &str) -> &mut ServerItem {
        let found = self.items.values_mut().find(|item| item.title == title);
        found.unwrap_or_else(|| panic!("no item {title}"))
    }

    /// The entries as `a`, `b read`, `c read star`, in the order of their titles.
    pub fn marks(&self) -> Vec<String> {
        let mut marks: Vec<String> = self.items.values().map(words).collect();
        marks.sort();
        marks
    }
}

fn words(item: &ServerItem) -> String {
    let mut words = item.title.clone();
    if item.is_read {
        words.push_str(" read");
    }
    if item.is_starred {
        words.push_str(" star");
    }
    words
}
