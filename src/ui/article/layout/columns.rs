//! Widths of table columns, from the widths that the cells ask for: the automatic layout of CSS 2,
//! cached.

use std::collections::HashMap;

use super::super::flow::{CellWidths, TableFlow};

/// When the table has to scroll, no column is made wider than this many characters.
const COMFORTABLE: f32 = 38.0;
/// A column that wants no more than this is short, in characters.
const SHORT: f32 = 26.0;
/// The share of the room that short columns may take.
const MOST_SHORT: f32 = 0.5;
/// Words longer than this are broken instead of widening their column, in characters.
const LONGEST_WORD: f32 = 26.0;

/// Column widths of the tables that were laid out, in points.
#[derive(Debug, Default)]
pub(in crate::ui::article) struct Columns {
    known: HashMap<usize, Vec<f32>>,
}

impl Columns {
    /// The widths of a table's columns if `room` points are available.
    pub(super) fn of(
        &mut self,
        index: usize,
        table: &TableFlow,
        room: f32,
        character: f32,
        padding: f32,
    ) -> &[f32] {
        self.known
            .entry(index)
            .or_insert_with(|| widths(&table.wishes, table.columns, room, character, padding))
    }

    /// To be called when the room or the text size changes.
    pub(in crate::ui::article) fn clear(&mut self) {
        self.known.clear();
    }
}

/// Shares `room` among columns. The sum is larger than `room` only if no column can get narrower;
/// then the table scrolls.
fn widths(
    wishes: &[CellWidths],
    columns: usize,
    room: f32,
    character: f32,
    padding: f32,
) -> Vec<f32> {
    let to_points = |wish: f32| wish * character + padding;
    let mut least = vec![0.0_f32; columns];
    let mut most = vec![0.0_f32; columns];
    for wish in wishes.iter().filter(|wish| wish.span == 1) {
        raise(&mut least, wish.column, to_points(wish.least.min(LONGEST_WORD)));
        raise(&mut most, wish.column, to_points(wish.most));
    }
    for wish in wishes.iter().filter(|wish| wish.span > 1) {
        spread(&mut least, wish, to_points(wish.least.min(LONGEST_WORD)));
        spread(&mut most, wish, to_points(wish.most));
    }
    let (least_sum, most_sum): (f32, f32) = (least.iter().sum(), most.iter().sum());
    if most_sum <= room {
        return most;
    }
    let comfortable: Vec<f32> = least
        .iter()
        .zip(&most)
        .map(|(least, most)| least.max(most.min(to_points(COMFORTABLE / 3.0))))
        .collect();
    if comfortable.iter().sum::<f32>() > room && least_sum > 0.8 * room {
        return least
            .iter()
            .zip(&most)
            .map(|(least, most)| least.max(most.min(to_points(COMFORTABLE / 2.0))))
            .collect();
    }
    let (short, rest): (f32, f32) =
        least.iter().zip(&most).fold((0.0, 0.0), |sum, (least, most)| {
            if *most <= to_points(SHORT) { (sum.0 + most, sum.1) } else { (sum.0, sum.1 + least) }
        });
    if short > 0.0 && rest > 0.0 && short <= MOST_SHORT * room && short + rest <= room {
        // Short columns are not broken for the sake of long ones.
        let wanted: f32 = most.iter().filter(|most| **most > to_points(SHORT)).sum();
        let share = ((room - short - rest) / (wanted - rest).max(1.0)).clamp(0.0, 1.0);
        let width = |(least, most): (&f32, &f32)| {
            if *most <= to_points(SHORT) { *most } else { least + (most - least) * share }
        };
        return least.iter().zip(&most).map(width).collect();
    }
    // Every column gets its least width; the rest goes to those that want more, in proportion.
    let share = ((room - least_sum) / (most_sum - least_sum).max(1.0)).clamp(0.0, 1.0);
    least.iter().zip(&most).map(|(least, most)| least + (most - least) * share).collect()
}

fn raise(widths: &mut [f32], column: usize, wish: f32) {
    if let Some(width) = widths.get_mut(column) {
        *width = width.max(wish);
    }
}

/// The missing width of a spanning cell is shared evenly by its columns.
fn spread(widths: &mut [f32], wish: &CellWidths, points: f32) {
    let Some(covered) = widths.get_mut(wish.column..wish.column + wish.span) else { return };
    let missing = (points - covered.iter().sum::<f32>()).max(0.0) / wish.span as f32;
    for width in covered {
        *width += missing;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(column: usize, least: f32, most: f32) -> CellWidths {
        CellWidths { column, span: 1, least, most }
    }

    fn sum(widths: &[f32]) -> f32 {
        widths.iter().sum()
    }

    #[test]
    fn a_small_table_is_as_wide_as_its_words() {
        assert_eq!(
            widths(&[wish(0, 5.0, 8.0), wish(1, 3.0, 4.0)], 2, 600.0, 8.0, 10.0),
            [74.0, 42.0]
        );
    }

    #[test]
    fn long_cells_share_the_room_in_proportion() {
        let found = widths(&[wish(0, 5.0, 10.0), wish(1, 8.0, 200.0)], 2, 600.0, 8.0, 10.0);
        assert!((sum(&found) - 600.0).abs() < 1.0, "{found:?}");
        assert!(found[1] > 3.0 * found[0], "{found:?}");
    }

    #[test]
    fn a_short_column_beside_a_long_one_is_not_broken() {
        let found = widths(&[wish(0, 5.0, 20.0), wish(1, 8.0, 200.0)], 2, 600.0, 8.0, 10.0);
        assert_eq!(found, [170.0, 430.0]);
    }

    #[test]
    fn many_columns_are_wider_than_the_room() {
        let wishes: Vec<_> = (0..20).map(|column| wish(column, 12.0, 30.0)).collect();
        assert!(sum(&widths(&wishes, 20, 600.0, 8.0, 10.0)) > 600.0);
    }

    #[test]
    fn an_endless_word_does_not_widen_its_column_without_end() {
        let found = widths(&[wish(0, 5_000.0, 5_000.0), wish(1, 4.0, 4.0)], 2, 600.0, 8.0, 10.0);
        assert!(sum(&found) <= 601.0, "{found:?}");
    }

    #[test]
    fn a_spanning_cell_widens_all_of_its_columns() {
        let spanning = CellWidths { column: 0, span: 2, least: 10.0, most: 20.0 };
        assert_eq!(
            widths(&[wish(0, 2.0, 2.0), wish(1, 2.0, 2.0), spanning], 2, 600.0, 10.0, 0.0),
            [100.0, 100.0]
        );
    }
}
