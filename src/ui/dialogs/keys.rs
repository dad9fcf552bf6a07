//! The key sheet, made from the one table.

use egui::{Grid, RichText, Ui};

use crate::app::{Action, Command, Group};

use super::{foot_ui, title_ui};
use crate::ui::shortcuts;
use crate::ui::theme::Theme;
use crate::ui::widgets::{bold, sans};

pub(super) fn keys_ui(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) {
    title_ui(ui, "Keys", theme);
    let height = (ui.ctx().content_rect().height() - 180.0).max(160.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        let columns = if ui.available_width() > 520.0 { 2 } else { 1 };
        let split = even_split(&Group::ALL.map(|group| rows(group).count()));
        ui.columns(columns, |columns| {
            for (index, group) in Group::ALL.into_iter().enumerate() {
                let column = usize::from(columns.len() == 2 && index >= split);
                if let Some(ui) = columns.get_mut(column) {
                    group_ui(ui, group, theme);
                }
            }
        });
    });
    foot_ui(ui, "Close", None, actions);
}

/// The commands of a group that have keys.
fn rows(group: Group) -> impl Iterator<Item = Command> {
    Command::ALL.iter().copied().filter(move |command| command.group() == group && !shortcuts::chords(*command).is_empty())
}

/// How many groups go into the first of two columns, so that both are about as long; a heading counts as two rows.
fn even_split(rows: &[usize]) -> usize {
    let height = |groups: &[usize]| groups.iter().map(|rows| rows + 2).sum::<usize>();
    let longer = |split: usize| rows.split_at_checked(split).map_or(usize::MAX, |(left, right)| height(left).max(height(right)));
    (0..=rows.len()).min_by_key(|split| longer(*split)).unwrap_or_default()
}

fn group_ui(ui: &mut Ui, group: Group, theme: &Theme) {
    ui.add_space(4.0);
    ui.label(RichText::new(group.title()).font(bold(13.0)).color(theme.ink));
    Grid::new(group.title()).num_columns(2).spacing([12.0, 4.0]).show(ui, |ui| {
        for command in rows(group) {
            let keys: Vec<String> = shortcuts::chords(command).iter().map(|chord| shortcuts::words(*chord)).collect();
            ui.label(RichText::new(keys.join("  ")).font(sans(13.0)).color(theme.accent));
            ui.label(RichText::new(command.title()).font(sans(13.0)).color(theme.ink));
            ui.end_row();
        }
    });
    ui.add_space(8.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_about_as_long() {
        assert_eq!(even_split(&[4, 4]), 1);
        assert_eq!(even_split(&[9, 1, 1, 1]), 1);
        assert_eq!(even_split(&[1, 1, 1, 9]), 3);
        assert_eq!(even_split(&[]), 0);
    }
}
