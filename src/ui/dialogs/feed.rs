//! The options of a single feed.

use egui::{Grid, RichText, Ui};

use crate::app::{Action, Dialog, NameTarget, SignInDraft};
use crate::library::Change;
use crate::model::{Feed, FeedId, FeedOptions, PicturePolicy};

use super::choices::{INTERVALS, choice_ui, retention_ui};
use super::{foot_ui, sign_in, title_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

const PICTURES: [(Option<PicturePolicy>, &str); 4] = [
    (None, "As in settings"),
    (Some(PicturePolicy::Always), "Always load"),
    (Some(PicturePolicy::Ask), "Load when I ask"),
    (Some(PicturePolicy::Never), "Never load"),
];

pub(super) fn feed_ui(ui: &mut Ui, cx: &UiContext<'_>, id: FeedId) {
    let Some(feed) = cx.state.feed(id) else {
        cx.push(Action::CloseDialog);
        return;
    };
    title_ui(ui, feed.title(), cx.theme);
    ui.add(
        egui::Label::new(
            RichText::new(feed.feed_url.as_str()).font(sans(12.5)).color(cx.theme.dim),
        )
        .truncate(),
    );
    let mut options = feed.options.clone();
    let mut wants_full_text = feed.wants_full_text;
    Grid::new("feed options").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        options_ui(ui, &mut options);
        ui.label("Entries");
        ui.checkbox(&mut wants_full_text, "Always show full text");
        ui.end_row();
        sign_in_ui(ui, cx, feed);
    });
    if options != feed.options {
        cx.push(Action::Change(Change::SetFeedOptions(id, options)));
    }
    if wants_full_text != feed.wants_full_text {
        cx.push(Action::Change(Change::WantFullText(id, wants_full_text)));
    }
    ui.horizontal(|ui| more_ui(ui, cx, feed));
    foot_ui(ui, cx, "Close", None);
}

/// The sign-in of the feed. The secret is not shown, not even to its owner.
fn sign_in_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    if !matches!(feed.feed_url.scheme(), "http" | "https") {
        return;
    }
    ui.label("Sign in");
    ui.horizontal(|ui| {
        let kind = feed.options.sign_in.as_ref().map(|sign_in| sign_in.kind);
        ui.label(sign_in::words(kind));
        if ui.button("Change sign-in\u{2026}").clicked() {
            cx.push(Action::OpenDialog(Box::new(Dialog::SignIn(SignInDraft::new(feed)))));
        }
    });
    ui.end_row();
}

fn options_ui(ui: &mut Ui, options: &mut FeedOptions) {
    let intervals: Vec<(Option<u32>, &str)> = std::iter::once((None, "As in settings"))
        .chain(INTERVALS.into_iter().map(|(minutes, words)| (Some(minutes), words)))
        .collect();
    choice_ui(ui, "Refresh by itself", &mut options.refresh_minutes, &intervals);
    choice_ui(ui, "Load pictures", &mut options.pictures, &PICTURES);
    ui.label("Keep");
    ui.vertical(|ui| retention_ui(ui, "As in settings", &mut options.retention));
    ui.end_row();
    ui.label("Notifications");
    ui.checkbox(&mut options.notifies, "Tell of new entries")
        .on_hover_text("Notifications have to be on in the settings, too");
    ui.end_row();
    ui.label("Today");
    ui.checkbox(&mut options.hides_from_today, "Hide from Today");
    ui.end_row();
}

fn more_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let name = |target, text: String| Action::OpenDialog(Box::new(Dialog::Name { target, text }));
    if ui.button("Rename\u{2026}").clicked() {
        cx.push(name(NameTarget::Feed(feed.id), feed.title().to_owned()));
    }
    if ui.button("Change address\u{2026}").clicked() {
        cx.push(name(NameTarget::Address(feed.id), feed.feed_url.to_string()));
    }
    if ui.button("Unsubscribe").clicked() {
        cx.push(Action::Change(Change::Unsubscribe(vec![feed.id])));
        cx.push(Action::CloseDialog);
    }
}
