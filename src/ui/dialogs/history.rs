//! What was done, the latest first, each with the button that takes it back.

use egui::{Align, Label, Layout, RichText, Ui, vec2};
use jiff::Timestamp;

use crate::app::{Action, AppState, date_words, time_words};
use crate::model::{StepOrigin, StepRecord};

use super::{foot_ui, title_ui};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Height of a step, in points.
const ROW: f32 = 30.0;

pub(super) fn history_ui(
    ui: &mut Ui,
    state: &AppState,
    theme: &Theme,
    now: Timestamp,
    actions: &mut Vec<Action>,
) {
    title_ui(ui, "History", theme);
    ui.label(
        RichText::new("What was done in 90 days, your latest 1,000 steps at most. Each can be taken back by itself.")
            .font(sans(13.0))
            .color(theme.dim),
    );
    if state.history.is_empty() {
        ui.label(RichText::new("Nothing was done yet").color(theme.dim));
    }
    let height = (ui.ctx().content_rect().height() - 220.0).max(160.0);
    egui::ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink(false)
        .show_rows(ui, ROW, state.history.len(), |ui, range| {
            for record in state.history.get(range).unwrap_or_default() {
                ui.push_id(record.step.id, |ui| step_ui(ui, state, record, theme, now, actions));
            }
        });
    foot_ui(ui, "Close", None, actions);
}

fn step_ui(
    ui: &mut Ui,
    state: &AppState,
    record: &StepRecord,
    theme: &Theme,
    now: Timestamp,
    actions: &mut Vec<Action>,
) {
    let size = vec2(ui.available_width(), ROW);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let id = record.step.id;
        let (label, action) = if record.is_undone {
            ("Redo", Action::Redo(id))
        } else {
            ("Undo", Action::Undo(Some(id)))
        };
        let button = ui.button(label);
        let words = record.step.kind.words();
        let name = format!("{label}: {words}");
        button
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
        if button.clicked() {
            actions.push(action);
        }
        ui.label(RichText::new(when_words(record, now, state)).font(sans(12.0)).color(theme.dim));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let color = if record.is_undone { theme.faint } else { theme.ink };
            let mut title = RichText::new(&words).font(sans(13.5)).color(color);
            if record.is_undone {
                title = title.strikethrough();
            }
            ui.add(Label::new(title).truncate());
        });
    });
}

fn when_words(record: &StepRecord, now: Timestamp, state: &AppState) -> String {
    let day = date_words(record.made, now, &state.zone);
    let time = time_words(record.made, now, &state.zone);
    let when = if day == time { day } else { format!("{day}, {time}") };
    match record.origin {
        StepOrigin::Program => format!("automatic, {when}"),
        StepOrigin::User | StepOrigin::Opening => when,
    }
}
