//! The strip above the rows: a feed that is only looked at, or one that could not be refreshed.

use egui::{Frame, Margin, RichText, Ui};

use crate::app::{Action, AppState, Place};
use crate::config::SessionSource;
use crate::model::Feed;

use super::theme::Theme;
use super::widgets::sans;

/// Says what is the matter with the place that is shown, if anything is.
pub(super) fn banner_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    match state.place() {
        Place::Preview => preview_ui(ui, state, theme, actions),
        // An empty list says it in its middle.
        Place::Library(SessionSource::Feed(id)) if !state.list.entries().is_empty() => {
            if let Some(feed) = state.feed(id) {
                problem_ui(ui, state, feed, theme, actions);
            }
        }
        Place::Library(_) => {}
    }
}

fn preview_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let Some(preview) = &state.preview else { return };
    strip_ui(ui, theme, |ui| {
        ui.label(
            RichText::new("You are looking at this feed without being subscribed.")
                .color(theme.ink)
                .font(sans(13.0)),
        );
        ui.horizontal(|ui| {
            if ui.button("Subscribe").clicked() {
                actions.push(Action::Subscribe {
                    feed_url: preview.feed_url.clone(),
                    folder_id: None,
                });
            }
            if ui.button("Close").clicked() {
                actions.push(Action::ClosePreview);
            }
        });
    });
}

fn problem_ui(
    ui: &mut Ui,
    state: &AppState,
    feed: &Feed,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let words = match &feed.health.problem {
        Some(problem) => problem.words(),
        None if feed.health.is_gone => {
            "The publisher says that this feed is gone. Its entries stay here.".to_owned()
        }
        None => return,
    };
    strip_ui(ui, theme, |ui| {
        ui.label(RichText::new(words).color(theme.ink).font(sans(13.0)));
        if feed.health.needs_care() && ui.button("Try again").clicked() {
            actions.push(Action::RefreshPlace(state.place()));
        }
    });
}

fn strip_ui(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(theme.selection)
        .corner_radius(8)
        .inner_margin(10)
        .outer_margin(Margin::symmetric(12, 0));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
    });
    ui.add_space(8.0);
}
