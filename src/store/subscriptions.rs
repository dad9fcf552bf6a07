//! Subscribing, renaming and unsubscribing. Unsubscribing hides a feed until its undo step expires;
//! nothing is deleted before.

use jiff::Timestamp;
use rusqlite::params;
use url::Url;

use super::error::StoreError;
use super::names::{feed_title, quoted};
use super::new_feed::{FORGETS_SERVER, NewFeed, insert_feed, known, write_sign_in};
use super::open::Store;
use super::tree::found;
use super::undo::go::Arranged;
use crate::model::{FeedId, SignIn, Step};

/// What subscribing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The feed.
    pub feed_id: FeedId,
    /// Whether it was not in the list before.
    pub is_new: bool,
    /// The step that takes it back, if it is new.
    pub step: Option<Step>,
}

impl Store {
    /// Subscribes to a feed. One that is in the list already is left as it is; one that was
    /// unsubscribed and is not forgotten yet comes back with its entries and what was read.
    pub fn add_feed(&mut self, feed: &NewFeed, now: Timestamp) -> Result<Added, StoreError> {
        let arranged = self.arrange(now, |conn, _| {
            let inserted = insert_feed(conn, feed, now)?;
            Ok((inserted, format!("Subscribed to {}", quoted(&feed_title(conn, inserted.0)?))))
        })?;
        let (feed_id, is_new) = arranged.value;
        Ok(Added { feed_id, is_new, step: arranged.step })
    }

    /// Remembers how a feed is signed in to, or that it is not.
    pub fn set_sign_in(
        &mut self,
        id: FeedId,
        sign_in: Option<&SignIn>,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            write_sign_in(conn, id, sign_in)?;
            let verb = if sign_in.is_some() { "Changed" } else { "Removed" };
            Ok(((), format!("{verb} the sign-in of {}", quoted(&feed_title(conn, id)?))))
        })
    }

    /// Gives a feed the reader's own title, or the publisher's again.
    pub fn rename_feed(
        &mut self,
        id: FeedId,
        title: Option<&str>,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        self.arrange(now, |conn, _| {
            let before = feed_title(conn, id)?;
            let renamed = conn.execute(
                "UPDATE feeds SET custom_title = ?2 WHERE id = ?1 AND removed_by IS NULL",
                params![id.0, title],
            )?;
            found(renamed, StoreError::NoSuchFeed)?;
            Ok(((), format!("Renamed {} to {}", quoted(&before), quoted(&feed_title(conn, id)?))))
        })
    }

    /// Fetches a feed from another address from now on. One that another feed has is refused.
    pub fn move_feed_to(
        &mut self,
        id: FeedId,
        feed_url: &Url,
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, _| {
            match known(conn, feed_url)?.filter(|(other, _)| *other != id) {
                Some((_, false)) => return Err(StoreError::AddressTaken),
                Some((_, true)) => return Err(StoreError::AddressLeft),
                None => {}
            }
            let sql = format!("UPDATE feeds SET feed_url = ?2, {FORGETS_SERVER} WHERE id = ?1 AND removed_by IS NULL");
            found(conn.execute(&sql, params![id.0, feed_url.as_str()])?, StoreError::NoSuchFeed)?;
            Ok(((), format!("Changed the address of {}", quoted(&feed_title(conn, id)?))))
        })
    }

    /// Hides feeds with their entries, as one step that can be undone.
    pub fn unsubscribe(
        &mut self,
        ids: &[FeedId],
        now: Timestamp,
    ) -> Result<Arranged<()>, StoreError> {
        self.arrange(now, |conn, step| {
            let what = match ids {
                [id] => quoted(&feed_title(conn, *id)?),
                ids => format!("{} feeds", ids.len()),
            };
            let mut hide = conn.prepare_cached(
                "UPDATE feeds SET removed_by = ?2 WHERE id = ?1 AND removed_by IS NULL",
            )?;
            let mut hidden = 0;
            for id in ids {
                hidden += hide.execute(params![id.0, step.0])?;
            }
            found(hidden, StoreError::NoSuchFeed)?;
            Ok(((), format!("Unsubscribed from {what}")))
        })
    }
}
