//! Feeds that could not be refreshed: which, why, since when, and what can be done.

use egui::{RichText, Ui};
use jiff::Timestamp;

use crate::app::{Action, AppState, Place, date_words};
use crate::config::SessionSource;
use crate::model::Feed;

use super::{foot_ui, title_ui};
use crate::ui::theme::Theme;
use crate::ui::widgets::{bold, sans};

pub(super) fn problems_ui(ui: &mut Ui, state: &AppState, theme: &Theme, now: Timestamp, actions: &mut Vec<Action>) {
    title_ui(ui, "Feeds that need care", theme);
    let feeds: Vec<&Feed> = state.problem_feeds().collect();
    if feeds.is_empty() {
        ui.label(RichText::new("All feeds are well").color(theme.dim));
    }
    let height = (ui.ctx().content_rect().height() - 200.0).max(160.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for feed in feeds {
            feed_ui(ui, state, feed, theme, now, actions);
            ui.add_space(10.0);
        }
    });
    foot_ui(ui, "Close", None, actions);
}

fn feed_ui(ui: &mut Ui, state: &AppState, feed: &Feed, theme: &Theme, now: Timestamp, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(RichText::new(feed.title()).font(bold(14.0)).color(theme.ink));
    if let Some(problem) = &feed.health.problem {
        ui.label(RichText::new(&problem.message).color(theme.error));
        let since = date_words(problem.since, now, &state.zone);
        let tries = if problem.failures == 1 { "once".to_owned() } else { format!("{} times in a row", problem.failures) };
        ui.label(RichText::new(format!("Failed {tries}, first {since}")).font(sans(12.5)).color(theme.dim));
    }
    if feed.health.is_gone {
        ui.label(RichText::new("The publisher says that this feed is gone. Its entries stay here.").font(sans(12.5)).color(theme.dim));
    }
    ui.label(RichText::new(feed.feed_url.as_str()).font(sans(12.0)).color(theme.dim));
    ui.push_id(feed.id, |ui| {
        ui.horizontal(|ui| {
            if ui.small_button("Try again").clicked() {
                actions.push(Action::RefreshPlace(Place::Library(SessionSource::Feed(feed.id))));
            }
            if let Some(url) = feed.site_url.as_ref()
                && ui.small_button("Open site").clicked()
            {
                actions.push(Action::OpenUrl { url: url.clone(), in_background: false });
            }
            if ui.small_button("Unsubscribe").clicked() {
                actions.push(Action::Unsubscribe(feed.id));
            }
        });
    });
}
