//! Divides the window into three panes, two, or one, by its width. Pure arithmetic.

use crate::app::Pane;
use crate::config::Session;

/// Below this width, in points, sidebar and list share an area.
pub(super) const TWO_PANES_BELOW: f32 = 1000.0;
/// Below this width, in points, one pane fills the window.
pub(super) const ONE_PANE_BELOW: f32 = 640.0;
/// Widths that the sidebar can have, in points.
pub(super) const SIDEBAR_WIDTHS: std::ops::RangeInclusive<f32> = 180.0..=340.0;
/// Widths that the list can have, in points.
pub(super) const LIST_WIDTHS: std::ops::RangeInclusive<f32> = 260.0..=520.0;
/// Least width of the article, in points.
const MIN_ARTICLE: f32 = 360.0;

/// The width of each visible pane, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Columns {
    pub sidebar: Option<f32>,
    pub list: Option<f32>,
    pub article: Option<f32>,
}

/// How many panes have room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Three,
    /// The article and one of the others.
    Two,
    One,
}

#[must_use]
pub(super) fn room(width: f32) -> Room {
    if width < ONE_PANE_BELOW {
        Room::One
    } else if width < TWO_PANES_BELOW {
        Room::Two
    } else {
        Room::Three
    }
}

/// Divides a window of this width; `front` is the pane that the user is in.
#[must_use]
pub(super) fn columns(width: f32, session: &Session, front: Pane) -> Columns {
    let sidebar = session.sidebar_width.clamp(*SIDEBAR_WIDTHS.start(), *SIDEBAR_WIDTHS.end());
    let list = session.list_width.clamp(*LIST_WIDTHS.start(), *LIST_WIDTHS.end());
    match room(width) {
        Room::Three => {
            let sidebar = session.is_sidebar_shown.then_some(sidebar);
            let left = width - sidebar.unwrap_or(0.0);
            let list = list.min(left - MIN_ARTICLE).max(*LIST_WIDTHS.start());
            Columns { sidebar, list: Some(list), article: Some(left - list) }
        }
        Room::Two => {
            let list = list.min(width - MIN_ARTICLE).max(*LIST_WIDTHS.start());
            let article = Some(width - list);
            match front {
                Pane::Sources => Columns { sidebar: Some(list), list: None, article },
                Pane::Entries | Pane::Article => {
                    Columns { sidebar: None, list: Some(list), article }
                }
            }
        }
        Room::One => match front {
            Pane::Sources => Columns { sidebar: Some(width), ..Columns::default() },
            Pane::Entries => Columns { list: Some(width), ..Columns::default() },
            Pane::Article => Columns { article: Some(width), ..Columns::default() },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(columns: Columns) -> f32 {
        [columns.sidebar, columns.list, columns.article].into_iter().flatten().sum()
    }

    #[test]
    fn the_panes_fill_the_window_exactly() {
        for width in [480.0, 639.0, 640.0, 700.0, 999.0, 1000.0, 1400.0, 3840.0] {
            for front in [Pane::Sources, Pane::Entries, Pane::Article] {
                let columns = columns(width, &Session::default(), front);
                assert!((sum(columns) - width).abs() < 0.01, "{width} {front:?}: {columns:?}");
            }
        }
    }

    #[test]
    fn a_wide_window_has_three_panes_and_a_narrow_one_one() {
        let count = |width, front| {
            let columns = columns(width, &Session::default(), front);
            [columns.sidebar, columns.list, columns.article].into_iter().flatten().count()
        };
        assert_eq!(
            (
                count(1400.0, Pane::Article),
                count(800.0, Pane::Article),
                count(500.0, Pane::Article)
            ),
            (3, 2, 1)
        );
    }

    #[test]
    fn a_hidden_sidebar_leaves_its_room_to_the_article() {
        let session = Session { is_sidebar_shown: false, ..Session::default() };
        assert_eq!(columns(1400.0, &session, Pane::Article).sidebar, None);
    }
}
