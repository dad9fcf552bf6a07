//! The rows of the sidebar below the built-in places: accounts, folders with their contents, and
//! feeds. Without accounts there is no row for this computer either.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AccountId, Feed, Folder, FolderId};
use crate::query::PlaceId;
use crate::worker::LibraryView;

/// Folders nested deeper than this are shown at this depth.
pub(super) const MAX_DEPTH: usize = 6;

/// An account, a folder or a feed in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidebarRow {
    /// An account, or this computer.
    Account {
        id: AccountId,
        /// Empty for this computer.
        name: String,
        /// The unread entries of all its feeds.
        unread: u32,
        is_folded: bool,
    },
    Folder {
        id: FolderId,
        name: String,
        /// The number of folders around it.
        depth: usize,
        /// The unread entries in it and in the folders in it.
        unread: u32,
        is_folded: bool,
    },
    Feed {
        /// Index into [`LibraryView::feeds`].
        index: usize,
        /// The number of folders around it.
        depth: usize,
        unread: u32,
    },
}

impl SidebarRow {
    /// The place that the row selects.
    #[must_use]
    pub fn place(&self, library: &LibraryView) -> Option<PlaceId> {
        match self {
            Self::Account { id, .. } => Some(PlaceId::Account(*id)),
            Self::Folder { id, .. } => Some(PlaceId::Folder(*id)),
            Self::Feed { index, .. } => {
                library.feeds.get(*index).map(|feed| PlaceId::Feed(feed.id))
            }
        }
    }
}

/// The account and the folder that hold a row.
type Home = (AccountId, Option<FolderId>);

impl SidebarRow {
    /// Leaves out of the count the unread entries that share a row with others.
    pub(super) fn leave_out(&mut self, folded: impl Fn(PlaceId) -> u32) {
        match self {
            Self::Folder { id, unread, .. } => {
                *unread = unread.saturating_sub(folded(PlaceId::Folder(*id)));
            }
            Self::Account { id, unread, .. } => {
                *unread = unread.saturating_sub(folded(PlaceId::Account(*id)));
            }
            // Two entries of a feed never share a row.
            Self::Feed { .. } => {}
        }
    }
}

struct Tree<'a> {
    library: &'a LibraryView,
    folders: BTreeMap<Home, Vec<&'a Folder>>,
    feeds: BTreeMap<Home, Vec<(usize, &'a Feed)>>,
    folded: &'a [FolderId],
    rows: Vec<SidebarRow>,
}

/// The visible rows: for each account folders first, then feeds, each in the library's order.
#[must_use]
pub fn rows(
    library: &LibraryView,
    folded: &[FolderId],
    folded_accounts: &[AccountId],
) -> Vec<SidebarRow> {
    let owners: BTreeMap<FolderId, Option<AccountId>> =
        library.folders.iter().map(|folder| (folder.id, folder.account_id)).collect();
    let accounts: BTreeSet<AccountId> = library.accounts.iter().map(|account| account.id).collect();
    // A feed whose account is unknown is shown among those of this computer.
    let known_account = |id: Option<AccountId>| id.filter(|id| accounts.contains(id));
    let home_of = |account: Option<AccountId>, folder: Option<FolderId>| {
        let inside = folder.filter(|id| owners.get(id).is_some_and(|other| *other == account));
        (known_account(account).unwrap_or(AccountId::LOCAL), inside)
    };
    let mut tree = Tree {
        library,
        folders: BTreeMap::new(),
        feeds: BTreeMap::new(),
        folded,
        rows: Vec::new(),
    };
    for folder in &library.folders {
        let home = home_of(folder.account_id, folder.parent);
        tree.folders.entry(home).or_default().push(folder);
    }
    for (index, feed) in library.feeds.iter().enumerate() {
        let home = home_of(feed.account_id, feed.folder_id);
        tree.feeds.entry(home).or_default().push((index, feed));
    }
    if library.accounts.is_empty() {
        tree.add((AccountId::LOCAL, None), 0, true);
        return tree.rows;
    }
    tree.add_account(AccountId::LOCAL, "", folded_accounts);
    for account in &library.accounts {
        tree.add_account(account.id, &account.name, folded_accounts);
    }
    tree.rows
}

impl Tree<'_> {
    fn add_account(&mut self, id: AccountId, name: &str, folded: &[AccountId]) {
        let (place, is_folded) = (self.rows.len(), folded.contains(&id));
        self.rows.push(SidebarRow::Account { id, name: name.to_owned(), unread: 0, is_folded });
        let inside = self.add((id, None), 1, !is_folded);
        if let Some(SidebarRow::Account { unread, .. }) = self.rows.get_mut(place) {
            *unread = inside;
        }
    }

    /// Adds the contents of a folder or account and returns its unread count. Hidden contents are
    /// only counted.
    fn add(&mut self, home: Home, depth: usize, is_shown: bool) -> u32 {
        // Taking the children out of the map ends the recursion even if a damaged library has a
        // cycle.
        let folders = self.folders.remove(&home).unwrap_or_default();
        let feeds = self.feeds.remove(&home).unwrap_or_default();
        let mut total = 0;
        for folder in folders {
            let is_folded = self.folded.contains(&folder.id);
            let place = self.rows.len();
            if is_shown {
                let name = folder.name.clone();
                self.rows.push(SidebarRow::Folder {
                    id: folder.id,
                    name,
                    depth,
                    unread: 0,
                    is_folded,
                });
            }
            let inner = (home.0, Some(folder.id));
            let inside = self.add(inner, (depth + 1).min(MAX_DEPTH), is_shown && !is_folded);
            if let Some(SidebarRow::Folder { unread, .. }) =
                self.rows.get_mut(place).filter(|_| is_shown)
            {
                *unread = inside;
            }
            total += inside;
        }
        for (index, feed) in feeds {
            let unread = self.library.counts.by_feed.get(&feed.id).copied().unwrap_or(0);
            if is_shown {
                self.rows.push(SidebarRow::Feed { index, depth, unread });
            }
            total += unread;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, FeedId, ServiceKind};

    fn folder(id: i64, parent: Option<i64>) -> Folder {
        Folder {
            id: FolderId(id),
            parent: parent.map(FolderId),
            name: format!("folder {id}"),
            position: id,
            hides_count: false,
            account_id: None,
            stories: None,
        }
    }

    fn feed(id: i64, folder_id: Option<i64>) -> Feed {
        Feed {
            id: FeedId(id),
            feed_url: format!("https://example.org/{id}").parse().unwrap(),
            published_title: format!("feed {id}"),
            custom_title: None,
            site_url: None,
            icon_url: None,
            description: None,
            folder_id: folder_id.map(FolderId),
            position: id,
            added: jiff::Timestamp::UNIX_EPOCH,
            health: crate::model::FeedHealth::default(),
            wants_full_text: false,
            options: crate::model::FeedOptions::default(),
            account_id: None,
        }
    }

    fn library() -> LibraryView {
        let mut library = LibraryView {
            feeds: vec![feed(1, Some(2)), feed(2, None), feed(3, Some(1))],
            folders: vec![folder(1, None), folder(2, Some(1))],
            ..LibraryView::default()
        };
        library.counts.by_feed = [(FeedId(1), 5), (FeedId(2), 3), (FeedId(3), 1)].into();
        library
    }

    fn words(rows: &[SidebarRow]) -> Vec<String> {
        rows.iter()
            .map(|row| match row {
                SidebarRow::Account { name, unread, .. } => format!("- {name} {unread}"),
                SidebarRow::Folder { name, depth, unread, .. } => {
                    format!("{depth} {name} {unread}")
                }
                SidebarRow::Feed { index, depth, unread } => format!("{depth} #{index} {unread}"),
            })
            .collect()
    }

    #[test]
    fn folders_count_what_lies_below_them() {
        assert_eq!(
            words(&rows(&library(), &[], &[])),
            ["0 folder 1 6", "1 folder 2 5", "2 #0 5", "1 #2 1", "0 #1 3"]
        );
    }

    fn account(id: i64) -> Account {
        Account {
            id: AccountId(id),
            name: format!("account {id}"),
            service: ServiceKind::Miniflux,
            address: "https://example.org/".parse().unwrap(),
            user: String::new(),
            position: id,
            last_sync: None,
            problem: None,
            paused_until: None,
            memory: String::new(),
            keeps_labels: false,
        }
    }

    #[test]
    fn each_account_is_a_section_with_its_own_folders_and_feeds() {
        let mut library = library();
        library.accounts = vec![account(1), account(2)];
        library.folders.push(Folder { account_id: Some(AccountId(1)), ..folder(3, None) });
        library.feeds.push(Feed { account_id: Some(AccountId(1)), ..feed(4, Some(3)) });
        library.feeds.push(Feed { account_id: Some(AccountId(2)), ..feed(5, None) });
        library.feeds.push(Feed { account_id: Some(AccountId(9)), ..feed(6, Some(3)) });
        library.counts.by_feed.insert(FeedId(4), 7);
        assert_eq!(
            words(&rows(&library, &[FolderId(1)], &[])),
            [
                "-  9",
                "1 folder 1 6",
                "1 #1 3",
                "1 #5 0",
                "- account 1 7",
                "1 folder 3 7",
                "2 #3 7",
                "- account 2 0",
                "1 #4 0"
            ]
        );
        let folded = [AccountId::LOCAL, AccountId(1)];
        assert_eq!(
            words(&rows(&library, &[], &folded)),
            ["-  9", "- account 1 7", "- account 2 0", "1 #4 0"]
        );
    }

    #[test]
    fn a_folded_folder_hides_its_rows_but_counts_them() {
        assert_eq!(words(&rows(&library(), &[FolderId(1)], &[])), ["0 folder 1 6", "0 #1 3"]);
    }

    #[test]
    fn a_feed_in_a_folder_that_is_gone_is_still_shown() {
        let library = LibraryView { feeds: vec![feed(1, Some(77))], ..LibraryView::default() };
        assert_eq!(words(&rows(&library, &[], &[])), ["0 #0 0"]);
    }

    #[test]
    fn folders_that_hold_each_other_do_no_harm() {
        let library = LibraryView {
            folders: vec![folder(1, Some(2)), folder(2, Some(1))],
            ..LibraryView::default()
        };
        assert_eq!(rows(&library, &[], &[]), []);
    }
}
