//! The options of a single feed.

use egui::{Grid, RichText, Ui};

use crate::app::{AccountWish, Action, Dialog, NameTarget, SignInDraft, SnoozeTarget};
use crate::i18n::{t, until_words};
use crate::library::Change;
use crate::model::{AccountId, Feed, FeedId, FeedOptions, PicturePolicy};

use super::choices::{choice_ui, interval_choices, retention_ui, unread_limit_ui};
use super::feed_pace::pace_ui;
use super::{foot_ui, listening, low, scroll_ui, sign_in, title_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

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
    scroll_ui(ui, low(ui, 460.0, 200.0), |ui| {
        Grid::new("feed options").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
            sign_in_ui(ui, cx, feed);
            options_ui(ui, &mut options, feed.account_id);
            pace_ui(ui, cx, feed, &mut options);
            ui.label(t!(feed_entries));
            ui.checkbox(&mut wants_full_text, t!(feed_full_text));
            ui.end_row();
            listening::feed_options_ui(ui, &mut options.listening);
            pause_ui(ui, cx, feed);
        });
    });
    if options != feed.options {
        cx.push(Action::Change(Change::SetFeedOptions(id, options)));
    }
    if wants_full_text != feed.wants_full_text {
        cx.push(Action::Change(Change::WantFullText(id, wants_full_text)));
    }
    ui.horizontal_wrapped(|ui| more_ui(ui, cx, feed));
    foot_ui(ui, cx, &t!(button_close), None);
}

/// The sign-in of the feed. The secret is not shown, not even to its owner.
fn sign_in_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let is_fetched = matches!(feed.feed_url.scheme(), "http" | "https");
    if !is_fetched || feed.account_id.is_some() {
        return;
    }
    ui.label(t!(feed_sign_in));
    ui.horizontal(|ui| {
        let kind = feed.options.sign_in.as_ref().map(|sign_in| sign_in.kind);
        ui.label(sign_in::words(kind));
        if ui.button(t!(feed_change_sign_in)).clicked() {
            cx.push(Action::OpenDialog(Box::new(Dialog::SignIn(SignInDraft::new(feed)))));
        }
    });
    ui.end_row();
}

fn options_ui(ui: &mut Ui, options: &mut FeedOptions, account: Option<AccountId>) {
    let intervals: Vec<(Option<u32>, String)> = std::iter::once((None, t!(choice_default)))
        .chain(interval_choices().into_iter().map(|(minutes, words)| (Some(minutes), words)))
        .collect();
    // The server of an account decides when it fetches a feed.
    if account.is_none() {
        choice_ui(ui, "refresh", t!(settings_refresh), &mut options.refresh_minutes, &intervals);
    }
    let pictures = [
        (None, t!(choice_default)),
        (Some(PicturePolicy::Always), t!(pictures_always)),
        (Some(PicturePolicy::Ask), t!(pictures_ask)),
        (Some(PicturePolicy::Never), t!(pictures_never)),
    ];
    choice_ui(ui, "pictures", t!(settings_pictures), &mut options.pictures, &pictures);
    ui.label(t!(settings_keep));
    ui.vertical(|ui| retention_ui(ui, t!(choice_default), &mut options.retention));
    ui.end_row();
    ui.label(t!(settings_notifications));
    ui.checkbox(&mut options.notifies, t!(settings_notify)).on_hover_text(t!(feed_notify_hint));
    ui.end_row();
    ui.label(t!(place_today));
    ui.checkbox(&mut options.hides_from_today, t!(feed_hide_from_today));
    ui.end_row();
    ui.label(t!(place_unread));
    ui.vertical(|ui| {
        ui.checkbox(&mut options.hides_count, t!(feed_hide_count));
        // At the server, entries beyond a limit would be read on every device.
        if account.is_none() {
            unread_limit_ui(ui, &mut options.unread_limit);
        }
    });
    ui.end_row();
}

/// Until when the feed pauses.
fn pause_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    if feed.account_id.is_some() || feed.is_saved_pages() {
        return;
    }
    ui.label(t!(feed_pause));
    ui.horizontal(|ui| match feed.paused_until(cx.now) {
        Some(until) => {
            let until = until_words(until, cx.now, &cx.state.zone);
            ui.label(t!(feed_paused_until, time = until));
            if ui.button(t!(command_resume_feed)).clicked() {
                let options = FeedOptions { paused_until: None, ..feed.options.clone() };
                cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
            }
        }
        None => {
            if ui.button(t!(command_pause_feed)).clicked() {
                let dialog = Dialog::Snooze(SnoozeTarget::Feed(feed.id));
                cx.push(Action::OpenDialog(Box::new(dialog)));
            }
        }
    });
    ui.end_row();
}

fn more_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let name = |target, text: String| Action::OpenDialog(Box::new(Dialog::Name { target, text }));
    let account = cx.state.account_of_feed(feed.id);
    let can =
        |wish: AccountWish| account.is_none_or(|account| wish.obstacle(account.service).is_none());
    if can(AccountWish::Arrange) && ui.button(t!(command_rename_place)).clicked() {
        cx.push(name(NameTarget::Feed(feed.id), feed.title().to_owned()));
    }
    if account.is_none() && ui.button(t!(feed_change_address)).clicked() {
        cx.push(name(NameTarget::Address(feed.id), feed.feed_url.to_string()));
    }
    if can(AccountWish::Subscribe) && ui.button(t!(button_unsubscribe)).clicked() {
        cx.push(Action::Change(Change::Unsubscribe(vec![feed.id])));
        cx.push(Action::CloseDialog);
    }
}
