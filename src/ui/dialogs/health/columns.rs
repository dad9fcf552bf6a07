//! The columns of the table of feeds. In a narrow window, those that matter least are left out.

use egui::{Rect, pos2};

use crate::app::HealthColumn;

/// Width of the menu button at the end of a row, in points.
pub(super) const MENU: f32 = 32.0;
/// Width of the condition with words, in points.
const STATE: f32 = 138.0;
/// Width of the condition as an icon, in points.
const STATE_ICON: f32 = 34.0;
/// The least width of a title, in points.
const TITLE_MIN: f32 = 130.0;

/// A column with its place from the left edge of the table, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) kind: HealthColumn,
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Column {
    /// The part of a row or of the head that belongs to this column.
    pub(super) fn cell(&self, row: Rect) -> Rect {
        let left = row.left() + self.left;
        Rect::from_min_max(pos2(left, row.top()), pos2(left + self.width, row.bottom()))
    }

    /// Whether the column has no room for words.
    pub(super) fn is_icon_only(&self) -> bool {
        self.kind == HealthColumn::State && self.width < STATE
    }
}

/// The columns of a table of this width.
pub(super) fn columns(width: f32) -> Vec<Column> {
    let mut widths = vec![
        (HealthColumn::State, STATE),
        (HealthColumn::Success, 112.0),
        (HealthColumn::Entries, 138.0),
        (HealthColumn::Read, 66.0),
    ];
    let room = |widths: &[(HealthColumn, f32)]| {
        width - MENU - widths.iter().map(|(_, width)| width).sum::<f32>()
    };
    if room(&widths) < TITLE_MIN
        && let Some((_, state)) = widths.first_mut()
    {
        *state = STATE_ICON;
    }
    for least in [HealthColumn::Read, HealthColumn::Entries, HealthColumn::Success] {
        if room(&widths) < TITLE_MIN {
            widths.retain(|(kind, _)| *kind != least);
        }
    }
    let title = room(&widths).max(0.0);
    widths.insert(1, (HealthColumn::Title, title));
    let mut left = 0.0;
    widths
        .into_iter()
        .map(|(kind, width)| {
            let column = Column { kind, left, width };
            left += width;
            column
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(width: f32) -> Vec<HealthColumn> {
        columns(width).iter().map(|column| column.kind).collect()
    }

    #[test]
    fn a_wide_table_has_every_column_and_fills_its_width() {
        let columns = columns(736.0);
        assert_eq!(columns.len(), 5);
        assert!(columns.iter().all(|column| !column.is_icon_only()));
        let end = columns.last().map(|column| column.left + column.width);
        assert_eq!(end, Some(736.0 - MENU));
    }

    #[test]
    fn a_narrow_table_keeps_the_condition_and_the_title() {
        assert!(columns(500.0)[0].is_icon_only());
        assert_eq!(kinds(372.0), [HealthColumn::State, HealthColumn::Title, HealthColumn::Success]);
        assert_eq!(kinds(200.0), [HealthColumn::State, HealthColumn::Title]);
    }
}
