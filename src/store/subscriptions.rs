//! Subscribes to feeds, renames them and unsubscribes. Unsubscribing hides a feed until its undo
//! step expires; nothing is deleted before.

use jiff::Timestamp;
use rusqlite::params;
use url::Url;

use super::error::StoreError;
use super::names::{feed_target, feed_title, short};
use super::new_feed::{
    FORGETS_SERVER, NewFeed, find_by_url, insert_account_feed, insert_feed, write_sign_in,
};
use super::open::Store;
use super::tree::ensure_changed;
use super::undo::go::ActOutcome;
use crate::model::{AccountId, FeedId, SignIn, Step, StepKind};

/// The result of subscribing to a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    pub feed_id: FeedId,
    /// Whether the library did not have it before.
    pub is_new: bool,
    /// The step that undoes it, if it is new.
    pub step: Option<Step>,
}

impl Store {
    /// Subscribes to a feed. A feed that the library has already is not changed. An unsubscribed
    /// feed that has not expired comes back with its entries and their statuses.
    pub fn add_feed(&mut self, feed: &NewFeed, now: Timestamp) -> Result<Subscription, StoreError> {
        let arranged = self.arrange(now, |conn, _| {
            let inserted = insert_feed(conn, feed, now)?;
            Ok((inserted, StepKind::Subscribe { feed: short(&feed_title(conn, inserted.0)?) }))
        })?;
        let (feed_id, is_new) = arranged.value;
        Ok(Subscription { feed_id, is_new, step: arranged.step })
    }

    /// Subscribes to a feed in an account. Its server is told with the next sync, and fetches it.
    pub fn add_account_feed(
        &mut self,
        account: AccountId,
        feed: &NewFeed,
        now: Timestamp,
    ) -> Result<Subscription, StoreError> {
        let arranged = self.arrange(now, |conn, _| {
            let inserted = insert_account_feed(conn, account, feed, now)?;
            Ok((inserted, StepKind::Subscribe { feed: short(&feed_title(conn, inserted.0)?) }))
        })?;
        let (feed_id, is_new) = arranged.value;
        Ok(Subscription { feed_id, is_new, step: arranged.step })
    }

    /// Sets or removes the sign-in of a feed.
    pub fn set_sign_in(
        &mut self,
        id: FeedId,
        sign_in: Option<&SignIn>,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            write_sign_in(conn, id, sign_in)?;
            let feed = short(&feed_title(conn, id)?);
            Ok((
                (),
                match sign_in {
                    Some(_) => StepKind::ChangeSignIn { feed },
                    None => StepKind::RemoveSignIn { feed },
                },
            ))
        })
    }

    /// Sets the user's title of a feed; `None` brings back the publisher's.
    pub fn rename_feed(
        &mut self,
        id: FeedId,
        title: Option<&str>,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        self.arrange(now, |conn, _| {
            let old_name = short(&feed_title(conn, id)?);
            let renamed = conn.execute(
                "UPDATE feeds SET custom_title = ?2 WHERE id = ?1 AND removed_by IS NULL",
                params![id.0, title],
            )?;
            ensure_changed(renamed, StoreError::NoSuchFeed)?;
            let new_name = short(&feed_title(conn, id)?);
            Ok(((), StepKind::Rename { old_name, new_name }))
        })
    }

    /// Changes the address of a feed on this computer. Fails if another feed has the address.
    pub fn move_feed_to(
        &mut self,
        id: FeedId,
        feed_url: &Url,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            match find_by_url(conn, feed_url)?.filter(|(other, _)| *other != id) {
                Some((_, false)) => return Err(StoreError::AddressTaken),
                Some((_, true)) => return Err(StoreError::AddressLeft),
                None => {}
            }
            let sql = format!(
                "UPDATE feeds SET feed_url = ?2, {FORGETS_SERVER} WHERE id = ?1
                 AND removed_by IS NULL AND account_id IS NULL"
            );
            ensure_changed(
                conn.execute(&sql, params![id.0, feed_url.as_str()])?,
                StoreError::NoSuchFeed,
            )?;
            Ok(((), StepKind::ChangeFeedUrl { feed: short(&feed_title(conn, id)?) }))
        })
    }

    /// Unsubscribes from feeds as one step, which hides them with their entries.
    pub fn unsubscribe(
        &mut self,
        ids: &[FeedId],
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, step| {
            let feeds = feed_target(conn, ids)?;
            let mut hide = conn.prepare_cached(
                "UPDATE feeds SET removed_by = ?2 WHERE id = ?1 AND removed_by IS NULL",
            )?;
            let mut hidden = 0;
            for id in ids {
                hidden += hide.execute(params![id.0, step.0])?;
            }
            ensure_changed(hidden, StoreError::NoSuchFeed)?;
            Ok(((), StepKind::Unsubscribe { feeds }))
        })
    }
}
