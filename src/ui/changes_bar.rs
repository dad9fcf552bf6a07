//! The strip above an article that shows what its publisher changed: the versions, how much is
//! different, and the way from change to change.

use egui::{Frame, Label, Margin, RichText, Ui};

use crate::app::{Action, Command};
use crate::article::{Article, ShownChanges};
use crate::i18n::{full_date_words, t};
use crate::worker::Against;

use super::command_button::command_button_ui;
use super::context::UiContext;
use super::icons::Icon;
use super::theme::Theme;
use super::widgets::{name_bar, sans};

pub(super) fn changes_bar_ui(ui: &mut Ui, cx: &UiContext<'_>, article: &Article) {
    let Some(changes) = &article.changes else { return };
    let frame = Frame::new()
        .fill(Theme::blend(cx.theme.article, cx.theme.ink, 0.06))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(10, 6))
        .outer_margin(Margin::symmetric(12, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            name_bar(ui, &t!(changes_bar));
            let since = since_words(cx, changes);
            let label = ui.label(RichText::new(since).font(sans(13.0)).color(cx.theme.ink));
            version_ui(ui, cx, article, changes, label.id);
            let words = RichText::new(changes.words()).font(sans(13.0)).color(cx.theme.dim);
            ui.add(Label::new(words));
            for (icon, command) in
                [(Icon::Up, Command::PreviousChange), (Icon::Unfolded, Command::NextChange)]
            {
                let action = command.resolve(cx.state);
                if command_button_ui(ui, cx, icon, command, changes.summary.places > 0) {
                    cx.extend(action);
                }
            }
            if command_button_ui(ui, cx, Icon::Close, Command::ToggleChanges, true) {
                cx.push(Action::HideChanges(article.entry.id));
            }
        });
    });
}

fn since_words(cx: &UiContext<'_>, changes: &ShownChanges) -> String {
    if let Some(title) = &changes.other_title {
        return t!(changes_beside, title = title.as_str());
    }
    let since = changes.versions.get(changes.since).copied().unwrap_or(cx.now);
    t!(changes_since, date = full_date_words(since, &cx.state.zone))
}

/// The slider over the versions, if there are more than two.
fn version_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    article: &Article,
    changes: &ShownChanges,
    label: egui::Id,
) {
    let Some(last) = changes.versions.len().checked_sub(2).filter(|last| *last > 0) else { return };
    let mut since = changes.since + 1;
    ui.spacing_mut().slider_width = 90.0;
    let slider = egui::Slider::new(&mut since, 1..=last + 1).show_value(false).step_by(1.0);
    let response = ui.add(slider).labelled_by(label);
    let words = t!(changes_version, number = since, count = last + 2);
    ui.label(RichText::new(words).font(sans(12.5)).color(cx.theme.dim));
    if response.changed() && since != changes.since + 1 {
        cx.push(Action::ShowChanges(article.entry.id, Against::Version(since - 1)));
    }
}
