//! Moving through the sidebar with arrow keys, as in any tree.

use crate::query::PlaceId;

use super::sidebar::SidebarRow;
use super::state::AppState;

/// A key that moves through a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreeKey {
    Up,
    Down,
    /// Closes a folder, or goes to the folder around.
    Left,
    /// Opens a folder, or goes into it.
    Right,
    First,
    Last,
}

/// The result of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreeMove {
    To(PlaceId),
    /// Open or close a folder or an account.
    Fold(PlaceId),
    /// Go on to the list: there is nothing to open here.
    Leave,
    Stay,
}

/// A row of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeRow {
    pub place: PlaceId,
    /// The number of folders and accounts around it.
    pub depth: usize,
    /// Whether a folder or an account is open; `None` for other rows.
    pub is_expanded: Option<bool>,
}

impl AppState {
    /// The rows of the sidebar from top to bottom.
    #[must_use]
    pub fn tree_rows(&self) -> Vec<TreeRow> {
        let top =
            self.top_places().map(|place| TreeRow { place: place.id, depth: 0, is_expanded: None });
        let rows = self.sidebar.iter().filter_map(|row| {
            let (depth, is_expanded) = match row {
                SidebarRow::Account { is_folded, .. } => (0, Some(!is_folded)),
                SidebarRow::Folder { depth, is_folded, .. } => (*depth, Some(!is_folded)),
                SidebarRow::Feed { depth, .. } => (*depth, None),
            };
            Some(TreeRow { place: row.place(&self.library)?, depth, is_expanded })
        });
        top.chain(rows).collect()
    }
}

/// The meaning of a key on the row of a place. A place that is not in the tree counts as one above
/// it.
#[must_use]
pub fn tree_move(rows: &[TreeRow], from: PlaceId, key: TreeKey) -> TreeMove {
    let to = |row: Option<&TreeRow>| {
        row.filter(|row| row.place != from).map_or(TreeMove::Stay, |row| TreeMove::To(row.place))
    };
    let Some(at) = rows.iter().position(|row| row.place == from) else {
        return to(rows.first());
    };
    let Some(row) = rows.get(at) else { return TreeMove::Stay };
    match key {
        TreeKey::Up => to(at.checked_sub(1).and_then(|above| rows.get(above))),
        TreeKey::Down => to(rows.get(at + 1)),
        TreeKey::First => to(rows.first()),
        TreeKey::Last => to(rows.last()),
        TreeKey::Right => {
            if row.is_expanded == Some(false) {
                return TreeMove::Fold(row.place);
            }
            let inner = rows.get(at + 1).filter(|next| next.depth > row.depth);
            inner.map_or(TreeMove::Leave, |inner| TreeMove::To(inner.place))
        }
        TreeKey::Left => {
            if row.is_expanded == Some(true) {
                return TreeMove::Fold(row.place);
            }
            let above = rows.get(..at).unwrap_or_default();
            to(above.iter().rev().find(|other| other.depth < row.depth))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, FolderId};

    const OPEN: PlaceId = PlaceId::Folder(FolderId(1));
    const CLOSED: PlaceId = PlaceId::Folder(FolderId(2));

    fn feed(id: i64) -> PlaceId {
        PlaceId::Feed(FeedId(id))
    }

    /// Unread, an open folder with a closed one and a feed in it, and a feed.
    fn rows() -> Vec<TreeRow> {
        let row = |place, depth, is_expanded| TreeRow { place, depth, is_expanded };
        vec![
            row(PlaceId::UNREAD, 0, None),
            row(OPEN, 0, Some(true)),
            row(CLOSED, 1, Some(false)),
            row(feed(1), 1, None),
            row(feed(2), 0, None),
        ]
    }

    #[test]
    fn up_and_down_go_from_row_to_row_and_stop_at_the_ends() {
        let step = |from, key| tree_move(&rows(), from, key);
        assert_eq!(step(PlaceId::UNREAD, TreeKey::Down), TreeMove::To(OPEN));
        assert_eq!(step(OPEN, TreeKey::Up), TreeMove::To(PlaceId::UNREAD));
        assert_eq!(step(PlaceId::UNREAD, TreeKey::Up), TreeMove::Stay);
        assert_eq!(step(feed(2), TreeKey::Down), TreeMove::Stay);
        assert_eq!(step(feed(1), TreeKey::First), TreeMove::To(PlaceId::UNREAD));
        assert_eq!(step(feed(1), TreeKey::Last), TreeMove::To(feed(2)));
    }

    #[test]
    fn right_opens_and_enters_folders_and_goes_on_to_the_list() {
        let right = |from| tree_move(&rows(), from, TreeKey::Right);
        assert_eq!(right(CLOSED), TreeMove::Fold(CLOSED));
        assert_eq!(right(OPEN), TreeMove::To(CLOSED));
        assert_eq!(right(feed(1)), TreeMove::Leave);
    }

    #[test]
    fn left_closes_folders_and_leaves_them() {
        let left = |from| tree_move(&rows(), from, TreeKey::Left);
        assert_eq!(left(OPEN), TreeMove::Fold(OPEN));
        assert_eq!(left(CLOSED), TreeMove::To(OPEN));
        assert_eq!(left(feed(1)), TreeMove::To(OPEN));
        assert_eq!(left(feed(2)), TreeMove::Stay);
    }

    #[test]
    fn a_place_outside_the_tree_starts_at_its_top() {
        let step = tree_move(&rows(), PlaceId::Preview, TreeKey::Down);
        assert_eq!(step, TreeMove::To(PlaceId::UNREAD));
    }
}
