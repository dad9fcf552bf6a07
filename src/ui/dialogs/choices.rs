//! Controls that the settings of the program and of a single feed share.

use egui::{DragValue, Id, Ui};

use crate::i18n::t;
use crate::model::Retention;
use crate::ui::choosing::{arrow_choice, combo_ui, option_ui};

/// Width of a combo box beside a label, in points.
pub(super) const COMBO_WIDTH: f32 = 190.0;

/// The limit that is offered first for the unread entries of a feed.
const USUAL_UNREAD_LIMIT: u32 = 20;

/// The choices for automatic refreshes, in minutes. 0 stands for no automatic refresh.
const INTERVALS: [u32; 7] = [0, 15, 30, 60, 180, 720, 1440];

/// The choices for automatic refreshes, in minutes, with their labels.
pub(super) fn interval_choices() -> [(u32, String); 7] {
    INTERVALS.map(|minutes| (minutes, interval_words(minutes)))
}

/// An interval of automatic refreshes as text.
pub(in crate::ui) fn interval_words(minutes: u32) -> String {
    match minutes {
        0 => t!(settings_refresh_never),
        1440 => t!(settings_refresh_day),
        minutes if minutes.is_multiple_of(60) => t!(settings_refresh_hours, count = minutes / 60),
        minutes => t!(settings_refresh_minutes, count = minutes),
    }
}

/// A choice among several values, with a label. The label depends on the language, so `salt` makes
/// the id of the widget.
pub(super) fn choice_ui<T: Copy + PartialEq, S: AsRef<str>>(
    ui: &mut Ui,
    salt: &'static str,
    label: String,
    value: &mut T,
    choices: &[(T, S)],
) {
    let label_id = ui.label(label).id;
    picker_ui(ui, salt, label_id, value, choices);
    ui.end_row();
}

/// A choice among several values, for the label with this id.
pub(super) fn picker_ui<T: Copy + PartialEq, S: AsRef<str>>(
    ui: &mut Ui,
    salt: &'static str,
    label_id: Id,
    value: &mut T,
    choices: &[(T, S)],
) {
    let shown = choices
        .iter()
        .find(|(choice, _)| choice == value)
        .map_or_else(|| t!(choice_other), |(_, words)| words.as_ref().to_owned());
    combo_ui(ui, salt, label_id, COMBO_WIDTH, shown, |ui| {
        for (choice, words) in choices {
            if option_ui(ui, value == choice, words.as_ref()).clicked() {
                *value = *choice;
            }
        }
    });
}

/// Chooses which entries are kept; `none` is the label of the choice to set no limit.
pub(super) fn retention_ui(ui: &mut Ui, none: String, retention: &mut Option<Retention>) {
    let all = ui.radio(retention.is_none(), none);
    let mut days = if let Some(Retention::Days(days)) = retention { *days } else { 365 };
    let mut most = if let Some(Retention::Entries(most)) = retention { *most } else { 1000 };
    let by_days = ui.horizontal(|ui| {
        let is_chosen = matches!(retention, Some(Retention::Days(_)));
        let radio = ui.radio(is_chosen, t!(keep_days_before));
        let is_set = settled_ui(ui, is_chosen, &mut days, 36_500, "days", &t!(keep_days_after));
        (radio, is_set)
    });
    let by_count = ui.horizontal(|ui| {
        let is_chosen = matches!(retention, Some(Retention::Entries(_)));
        let radio = ui.radio(is_chosen, t!(keep_entries_before));
        let unit = t!(keep_entries_after);
        let is_set = settled_ui(ui, is_chosen, &mut most, 1_000_000, "entries", &unit);
        (radio, is_set)
    });
    let ((by_days, sets_days), (by_count, sets_count)) = (by_days.inner, by_count.inner);
    let radios = [all, by_days, by_count];
    let clicked = radios.iter().position(egui::Response::clicked);
    let set = if sets_days { Some(1) } else { sets_count.then_some(2) };
    match arrow_choice(ui, &radios).or(clicked).or(set) {
        Some(0) => *retention = None,
        Some(1) => *retention = Some(Retention::Days(days)),
        Some(_) => *retention = Some(Retention::Entries(most)),
        None => {}
    }
}

/// Chooses how many entries of a feed are unread at most.
pub(super) fn unread_limit_ui(ui: &mut Ui, limit: &mut Option<u32>) {
    let mut most = limit.unwrap_or(USUAL_UNREAD_LIMIT);
    ui.horizontal(|ui| {
        let mut is_limited = limit.is_some();
        let check = ui.checkbox(&mut is_limited, t!(feed_unread_limit_before));
        let unit = t!(unread_limit_after);
        let is_set = settled_ui(ui, is_limited, &mut most, 10_000, "unread", &unit);
        if check.on_hover_text(t!(feed_unread_limit_hint)).changed() || is_set {
            *limit = is_limited.then_some(most);
        }
    });
}

/// A number to drag or to type. True once the user is done: each change becomes a step in the
/// history.
fn settled_ui(
    ui: &mut Ui,
    is_enabled: bool,
    value: &mut u32,
    most: u32,
    salt: &'static str,
    unit: &str,
) -> bool {
    let id = ui.unique_id().with(salt);
    if let Some(dragged) = ui.data(|data| data.get_temp(id)) {
        *value = dragged;
    }
    let suffix = format!(" {unit}");
    let field = DragValue::new(value).range(1..=most).suffix(suffix).update_while_editing(false);
    let response = ui.add_enabled(is_enabled, field);
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(id, *value));
        return false;
    }
    ui.data_mut(|data| data.remove::<u32>(id));
    response.changed() || response.drag_stopped()
}
