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
        ui.columns(columns, |columns| {
            for (index, group) in Group::ALL.into_iter().enumerate() {
                // Three groups of similar length a column.
                let column = usize::from(columns.len() == 2 && index >= 3);
                if let Some(ui) = columns.get_mut(column) {
                    group_ui(ui, group, theme);
                }
            }
        });
    });
    foot_ui(ui, "Close", None, actions);
}

fn group_ui(ui: &mut Ui, group: Group, theme: &Theme) {
    ui.add_space(4.0);
    ui.label(RichText::new(group.title()).font(bold(13.0)).color(theme.ink));
    Grid::new(group.title()).num_columns(2).spacing([12.0, 4.0]).show(ui, |ui| {
        for command in Command::ALL.iter().filter(|command| command.group() == group) {
            let chords = shortcuts::chords(*command);
            if chords.is_empty() {
                continue;
            }
            let keys: Vec<String> = chords.iter().map(|chord| shortcuts::words(*chord)).collect();
            ui.label(RichText::new(keys.join("  ")).font(sans(13.0)).color(theme.accent));
            ui.label(RichText::new(command.title()).font(sans(13.0)).color(theme.ink));
            ui.end_row();
        }
    });
    ui.add_space(8.0);
}
