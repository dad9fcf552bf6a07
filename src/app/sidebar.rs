//! The rows of the sidebar below the built-in places: folders with their contents, and feeds.

use std::collections::BTreeMap;

use crate::model::{Feed, Folder, FolderId};
use crate::query::PlaceId;
use crate::worker::LibraryView;

/// Folders nested deeper than this are shown at this depth.
pub(super) const MAX_DEPTH: usize = 6;

/// A folder or feed in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidebarRow {
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
            Self::Folder { id, .. } => Some(PlaceId::Folder(*id)),
            Self::Feed { index, .. } => {
                library.feeds.get(*index).map(|feed| PlaceId::Feed(feed.id))
            }
        }
    }
}

struct Tree<'a> {
    library: &'a LibraryView,
    folders: BTreeMap<Option<FolderId>, Vec<&'a Folder>>,
    feeds: BTreeMap<Option<FolderId>, Vec<(usize, &'a Feed)>>,
    folded: &'a [FolderId],
    rows: Vec<SidebarRow>,
}

/// The visible rows: folders first, then feeds, each in the library's order.
#[must_use]
pub fn rows(library: &LibraryView, folded: &[FolderId]) -> Vec<SidebarRow> {
    let known: std::collections::BTreeSet<FolderId> =
        library.folders.iter().map(|folder| folder.id).collect();
    let placed = |folder_id: Option<FolderId>| folder_id.filter(|id| known.contains(id));
    let mut tree = Tree {
        library,
        folders: BTreeMap::new(),
        feeds: BTreeMap::new(),
        folded,
        rows: Vec::new(),
    };
    for folder in &library.folders {
        tree.folders.entry(placed(folder.parent)).or_default().push(folder);
    }
    for (index, feed) in library.feeds.iter().enumerate() {
        tree.feeds.entry(placed(feed.folder_id)).or_default().push((index, feed));
    }
    tree.add(None, 0, true);
    tree.rows
}

impl Tree<'_> {
    /// Adds the contents of a folder and returns its unread count. Hidden contents are only
    /// counted.
    fn add(&mut self, parent: Option<FolderId>, depth: usize, is_shown: bool) -> u32 {
        // Taking the children out of the map ends the recursion even if a damaged library has a
        // cycle.
        let folders = self.folders.remove(&parent).unwrap_or_default();
        let feeds = self.feeds.remove(&parent).unwrap_or_default();
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
            let inside =
                self.add(Some(folder.id), (depth + 1).min(MAX_DEPTH), is_shown && !is_folded);
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
    use crate::model::FeedId;

    fn folder(id: i64, parent: Option<i64>) -> Folder {
        Folder {
            id: FolderId(id),
            parent: parent.map(FolderId),
            name: format!("folder {id}"),
            position: id,
            account_id: None,
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
            words(&rows(&library(), &[])),
            ["0 folder 1 6", "1 folder 2 5", "2 #0 5", "1 #2 1", "0 #1 3"]
        );
    }

    #[test]
    fn a_folded_folder_hides_its_rows_but_counts_them() {
        assert_eq!(words(&rows(&library(), &[FolderId(1)])), ["0 folder 1 6", "0 #1 3"]);
    }

    #[test]
    fn a_feed_in_a_folder_that_is_gone_is_still_shown() {
        let library = LibraryView { feeds: vec![feed(1, Some(77))], ..LibraryView::default() };
        assert_eq!(words(&rows(&library, &[])), ["0 #0 0"]);
    }

    #[test]
    fn folders_that_hold_each_other_do_no_harm() {
        let library = LibraryView {
            folders: vec![folder(1, Some(2)), folder(2, Some(1))],
            ..LibraryView::default()
        };
        assert_eq!(rows(&library, &[]), []);
    }
}
