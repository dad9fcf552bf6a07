//! The history: past steps, latest first, each with a button to undo or redo it.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::app::{Action, date_words, time_words};
use crate::i18n::t;
use crate::model::{StepOrigin, StepRecord};

use super::{foot_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

/// Height of a step, in points.
const ROW: f32 = 30.0;

pub(super) fn history_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    title_ui(ui, &t!(history_title), cx.theme);
    ui.label(RichText::new(t!(history_explained)).font(sans(13.0)).color(cx.theme.dim));
    if cx.state.history.is_empty() {
        ui.label(RichText::new(t!(history_empty)).color(cx.theme.dim));
    }
    let height = (ui.ctx().content_rect().height() - 220.0).max(160.0);
    egui::ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink(false)
        .show_rows(ui, ROW, cx.state.history.len(), |ui, range| {
            for record in cx.state.history.get(range).unwrap_or_default() {
                ui.push_id(record.step.id, |ui| step_ui(ui, cx, record));
            }
        });
    foot_ui(ui, cx, &t!(button_close), None);
}

fn step_ui(ui: &mut Ui, cx: &UiContext<'_>, record: &StepRecord) {
    let size = vec2(ui.available_width(), ROW);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let id = record.step.id;
        let (label, action) = if record.is_undone {
            (t!(button_redo), Action::Redo(id))
        } else {
            (t!(command_undo), Action::Undo(Some(id)))
        };
        let button = ui.button(label.as_str());
        let words = record.step.kind.words();
        let name = t!(history_button, button = label, step = words.as_str());
        button
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
        if button.clicked() {
            cx.push(action);
        }
        ui.label(RichText::new(when_words(cx, record)).font(sans(12.0)).color(cx.theme.dim));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let color = if record.is_undone { cx.theme.faint } else { cx.theme.ink };
            let mut title = RichText::new(&words).font(sans(13.5)).color(color);
            if record.is_undone {
                title = title.strikethrough();
            }
            ui.add(Label::new(title).truncate());
        });
    });
}

fn when_words(cx: &UiContext<'_>, record: &StepRecord) -> String {
    let day = date_words(record.made, cx.now, &cx.state.zone);
    let time = time_words(record.made, cx.now, &cx.state.zone);
    let when = if day == time { day } else { t!(history_when, ago = day, time = time) };
    match record.origin {
        StepOrigin::Program => t!(history_automatic, when = when),
        StepOrigin::User | StepOrigin::Opening => when,
    }
}
