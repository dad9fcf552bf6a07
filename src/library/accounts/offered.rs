//! Refuses changes that the server of an account cannot make, at the time of the act.

use jiff::Timestamp;

use crate::model::{Account, AccountId, FeedId, FolderId};
use crate::store::{NewFeed, Reader, Store, StoreError, Subscription};
use crate::sync::{Abilities, Ability, abilities};

/// Fails with the reason if the server of an account does not offer something.
pub fn check_offered(
    reader: &Reader,
    id: AccountId,
    what: impl Fn(&Abilities) -> Ability,
) -> Result<(), StoreError> {
    let account = reader.account(id)?.ok_or(StoreError::NoSuchAccount)?;
    offered(&account, what)
}

fn offered(account: &Account, what: impl Fn(&Abilities) -> Ability) -> Result<(), StoreError> {
    match what(&abilities(account.service)) {
        Ability::Yes => Ok(()),
        Ability::No(hindrance) => Err(StoreError::NotOffered { reason: hindrance.user_message() }),
    }
}

/// Subscribes to a feed in an account. Its server fetches the feed after the next sync.
pub fn subscribe(
    store: &mut Store,
    account: AccountId,
    feed: &NewFeed,
    now: Timestamp,
) -> Result<Subscription, StoreError> {
    check_offered(store.reader(), account, |abilities| abilities.subscribe)?;
    if feed.folder_id.is_some() {
        check_offered(store.reader(), account, |abilities| abilities.move_feed)?;
    }
    store.add_account_feed(account, feed, now)
}

/// What the servers of the accounts in a library offer.
pub(in crate::library) struct Offers<'r> {
    reader: &'r Reader,
    accounts: Vec<Account>,
}

impl<'r> Offers<'r> {
    /// `None` if there is no account, so that nothing needs to be checked.
    pub(in crate::library) fn read(reader: &'r Reader) -> Result<Option<Self>, StoreError> {
        let accounts = reader.accounts()?;
        Ok((!accounts.is_empty()).then_some(Self { reader, accounts }))
    }

    /// Fails if the account of a feed does not offer something.
    pub(in crate::library) fn feeds(
        &self,
        ids: &[FeedId],
        what: impl Fn(&Abilities) -> Ability,
    ) -> Result<(), StoreError> {
        for id in ids {
            let account = self.reader.feed(*id)?.and_then(|feed| feed.account_id);
            self.account(account, &what)?;
        }
        Ok(())
    }

    /// Another order in the same folder is a matter of this computer.
    pub(in crate::library) fn order(
        &self,
        ids: &[FeedId],
        before: FeedId,
    ) -> Result<(), StoreError> {
        let folder = self.reader.feed(before)?.and_then(|feed| feed.folder_id);
        for id in ids {
            let Some(feed) = self.reader.feed(*id)? else { continue };
            if feed.folder_id != folder {
                self.account(feed.account_id, &|abilities: &Abilities| abilities.move_feed)?;
            }
        }
        Ok(())
    }

    pub(in crate::library) fn folder(
        &self,
        id: FolderId,
        what: impl Fn(&Abilities) -> Ability,
    ) -> Result<(), StoreError> {
        let folders = self.reader.folders()?;
        let folder = folders.iter().find(|folder| folder.id == id);
        self.account(folder.and_then(|folder| folder.account_id), &what)
    }

    pub(in crate::library) fn account(
        &self,
        id: Option<AccountId>,
        what: &impl Fn(&Abilities) -> Ability,
    ) -> Result<(), StoreError> {
        let account = id.and_then(|id| self.accounts.iter().find(|account| account.id == id));
        account.map_or(Ok(()), |account| offered(account, what))
    }
}
