//! Controls that the settings of the program and of a single feed share.

use std::ops::RangeInclusive;

use egui::{ComboBox, DragValue, Slider, Ui};

use crate::model::Retention;

/// The choices for automatic refreshes, in minutes.
pub(super) const INTERVALS: [(u32, &str); 7] = [
    (0, "Never"),
    (15, "Every 15 minutes"),
    (30, "Every 30 minutes"),
    (60, "Every hour"),
    (180, "Every 3 hours"),
    (720, "Every 12 hours"),
    (1440, "Every day"),
];

/// A choice among several values, with a label.
pub(super) fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    choices: &[(T, &str)],
) {
    let label_id = ui.label(label).id;
    let shown =
        choices.iter().find(|(choice, _)| choice == value).map_or("Other", |(_, words)| words);
    let combo = ComboBox::from_id_salt(label).width(190.0).selected_text(shown).show_ui(ui, |ui| {
        for (choice, words) in choices {
            ui.selectable_value(value, *choice, *words);
        }
    });
    combo.response.labelled_by(label_id);
    ui.end_row();
}

/// True while it is dragged.
pub(super) fn number_ui(
    ui: &mut Ui,
    label: &str,
    value: &mut f32,
    range: RangeInclusive<f32>,
    step: f64,
    decimals: usize,
) -> bool {
    let label_id = ui.label(label).id;
    let response = ui
        .add(Slider::new(value, range).step_by(step).max_decimals(decimals))
        .labelled_by(label_id);
    ui.end_row();
    response.dragged()
}

/// Chooses which entries are kept; `none` is the label of the choice to set no limit.
pub(super) fn retention_ui(ui: &mut Ui, none: &str, retention: &mut Option<Retention>) {
    if ui.radio(retention.is_none(), none).clicked() {
        *retention = None;
    }
    ui.horizontal(|ui| {
        let mut days = if let Some(Retention::Days(days)) = retention { *days } else { 365 };
        let is_chosen = matches!(retention, Some(Retention::Days(_)));
        let is_clicked = ui.radio(is_chosen, "Entries of").clicked();
        let is_dragged = settled_ui(ui, is_chosen, &mut days, 36_500, " days");
        if is_clicked || is_dragged {
            *retention = Some(Retention::Days(days));
        }
    });
    ui.horizontal(|ui| {
        let mut most = if let Some(Retention::Entries(most)) = retention { *most } else { 1000 };
        let is_chosen = matches!(retention, Some(Retention::Entries(_)));
        let is_clicked = ui.radio(is_chosen, "The newest").clicked();
        let is_dragged = settled_ui(ui, is_chosen, &mut most, 1_000_000, " entries");
        if is_clicked || is_dragged {
            *retention = Some(Retention::Entries(most));
        }
    });
}

/// A number to drag or to type. True once the user is done: each change becomes a step in the
/// history.
fn settled_ui(ui: &mut Ui, is_enabled: bool, value: &mut u32, most: u32, suffix: &str) -> bool {
    let id = ui.unique_id().with(suffix);
    if let Some(dragged) = ui.data(|data| data.get_temp(id)) {
        *value = dragged;
    }
    let field = DragValue::new(value).range(1..=most).suffix(suffix).update_while_editing(false);
    let response = ui.add_enabled(is_enabled, field);
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(id, *value));
        return false;
    }
    ui.data_mut(|data| data.remove::<u32>(id));
    response.changed() || response.drag_stopped()
}
