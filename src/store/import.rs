//! Taking in a whole subscription list at once: all of it or nothing.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use super::error::StoreError;
use super::folders::insert_folder;
use super::open::Store;
use super::subscriptions::insert_feed;
use crate::model::{FeedId, FolderId, SignIn, Step};

/// A feed to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeed {
    /// Its address.
    pub feed_url: Url,
    /// The reader's own title for it.
    pub title: Option<String>,
    /// The publisher's page, when known already.
    pub site_url: Option<Url>,
    /// Where it goes.
    pub folder_id: Option<FolderId>,
    /// How it is signed in to.
    pub sign_in: Option<SignIn>,
}

impl NewFeed {
    /// A feed of which only the address is known.
    #[must_use]
    pub fn at(feed_url: Url) -> Self {
        Self { feed_url, title: None, site_url: None, folder_id: None, sign_in: None }
    }
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Feeds that are new.
    pub added: Vec<FeedId>,
    /// How many were in the list already.
    pub known: u32,
    /// The step that takes the import back.
    pub step: Option<Step>,
}

impl Store {
    /// Subscribes to many feeds in one transaction, each with the names of its folders, outermost first. Folders that exist are used.
    pub fn import(&mut self, feeds: &[(NewFeed, Vec<String>)], now: Timestamp) -> Result<Imported, StoreError> {
        let arranged = self.arrange(now, |conn, _| {
            let mut imported = Imported::default();
            for (feed, names) in feeds {
                let mut folder_id = feed.folder_id;
                for name in names {
                    folder_id = Some(folder_named(conn, name, folder_id)?);
                }
                let (feed_id, is_new) = insert_feed(conn, &NewFeed { folder_id, ..feed.clone() }, now)?;
                if is_new {
                    imported.added.push(feed_id);
                } else {
                    imported.known += 1;
                }
            }
            let number = imported.added.len();
            Ok((imported, format!("Imported {number} {}", if number == 1 { "feed" } else { "feeds" })))
        })?;
        Ok(Imported { step: arranged.step, ..arranged.value })
    }
}

fn folder_named(conn: &Connection, name: &str, parent: Option<FolderId>) -> Result<FolderId, StoreError> {
    let found = conn
        .prepare_cached("SELECT id FROM folders WHERE parent_id IS ?1 AND name = ?2 ORDER BY position LIMIT 1")?
        .query_row(params![parent.map(|parent| parent.0), name], |row| row.get(0).map(FolderId))
        .optional()?;
    match found {
        Some(id) => Ok(id),
        None => insert_folder(conn, name, parent),
    }
}
