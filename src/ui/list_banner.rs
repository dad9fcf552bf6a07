//! The strip above the rows: a preview of a feed, or a feed that pauses or has a problem.

use egui::{Color32, Frame, Margin, RichText, Ui};

use crate::app::{AccountAction, AccountDraft, Action, Dialog};
use crate::config::RefreshQuestion;
use crate::i18n::{t, until_words};
use crate::library::Change;
use crate::model::{AccountId, Feed, FeedOptions};
use crate::query::PlaceId;

use super::context::UiContext;
use super::dialogs::interval_words;
use super::theme::Theme;
use super::widgets::{default_button_ui, sans};

/// The interval that is suggested for automatic refreshes, in minutes.
const SUGGESTED_MINUTES: u32 = 60;
/// A shorter interval to choose instead, in minutes.
const OFTEN_MINUTES: u32 = 15;

/// Shows the problem of the selected feed, or the choices for a preview.
pub(super) fn banner_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    if cx.state.session.refresh_question == RefreshQuestion::Asked && !cx.state.is_preview() {
        refresh_question_ui(ui, cx);
    }
    match cx.state.place() {
        PlaceId::Preview => preview_ui(ui, cx),
        // An empty list shows the problem in its middle.
        PlaceId::Feed(id) if !cx.state.list.entries().is_empty() => {
            if let Some(feed) = cx.state.feed(id) {
                problem_ui(ui, cx, feed);
            }
        }
        PlaceId::BuiltIn(_)
        | PlaceId::Feed(_)
        | PlaceId::Folder(_)
        | PlaceId::Search(_)
        | PlaceId::Tag(_) => {}
        PlaceId::Account(id) => account_problem_ui(ui, cx, id),
    }
}

/// Asks whether feeds should be refreshed automatically.
fn refresh_question_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    strip_ui(ui, calm(cx.theme), |ui| {
        ui.label(RichText::new(t!(list_ask_refresh)).color(cx.theme.ink).font(sans(13.0)));
        ui.horizontal_wrapped(|ui| {
            let hourly = interval_words(SUGGESTED_MINUTES);
            if default_button_ui(ui, &hourly, true, cx.theme).clicked() {
                cx.push(Action::AnswerRefreshQuestion(Some(SUGGESTED_MINUTES)));
            }
            if ui.button(interval_words(OFTEN_MINUTES)).clicked() {
                cx.push(Action::AnswerRefreshQuestion(Some(OFTEN_MINUTES)));
            }
            if ui.button(t!(list_refresh_on_request)).clicked() {
                cx.push(Action::AnswerRefreshQuestion(None));
            }
        });
    });
}

fn preview_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let Some(preview) = &cx.state.preview else { return };
    strip_ui(ui, calm(cx.theme), |ui| {
        ui.label(RichText::new(t!(list_preview)).color(cx.theme.ink).font(sans(13.0)));
        ui.horizontal(|ui| {
            if default_button_ui(ui, &t!(button_subscribe), true, cx.theme).clicked() {
                let feed_url = preview.feed_url.clone();
                cx.push(Action::Subscribe { url: feed_url, account: None, folder: None });
            }
            if ui.button(t!(button_close)).clicked() {
                cx.push(Action::ClosePreview);
            }
        });
    });
}

fn problem_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let may_retry = feed.health.problem.as_ref().is_none_or(|problem| !problem.is_note());
    let words = match &feed.health.problem {
        Some(problem) => problem.words(),
        None if feed.health.is_gone => t!(list_feed_gone),
        None => return pause_ui(ui, cx, feed),
    };
    strip_ui(ui, worried(cx.theme), |ui| {
        ui.label(RichText::new(words).color(cx.theme.ink).font(sans(13.0)));
        if may_retry && ui.button(t!(button_try_again)).clicked() {
            cx.push(Action::RefreshPlace(cx.state.place()));
        }
    });
}

/// Until when a feed pauses.
fn pause_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let Some(until) = feed.paused_until(cx.now) else { return };
    let words = t!(feed_paused_until, time = until_words(until, cx.now, &cx.state.zone));
    strip_ui(ui, calm(cx.theme), |ui| {
        ui.label(RichText::new(words).color(cx.theme.ink).font(sans(13.0)));
        if ui.button(t!(command_resume_feed)).clicked() {
            let options = FeedOptions { paused_until: None, ..feed.options.clone() };
            cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
        }
    });
}

/// The problem of an account, with what may help.
fn account_problem_ui(ui: &mut Ui, cx: &UiContext<'_>, id: AccountId) {
    let Some(account) = cx.state.account(id) else { return };
    let Some(problem) = &account.problem else { return };
    strip_ui(ui, worried(cx.theme), |ui| {
        ui.label(RichText::new(problem.words()).color(cx.theme.ink).font(sans(13.0)));
        ui.horizontal_wrapped(|ui| {
            if ui.button(t!(account_sync)).clicked() {
                cx.push(Action::Account(AccountAction::Sync(id)));
            }
            if ui.button(t!(account_sign_in)).clicked() {
                let draft = Dialog::Account(AccountDraft::again(account));
                cx.push(Action::OpenDialog(Box::new(draft)));
            }
        });
    });
}

/// The ground of a strip that only informs. It is not that of a selected row.
fn calm(theme: &Theme) -> Color32 {
    Theme::blend(theme.list, theme.ink, 0.07)
}

/// The ground of a strip about a problem.
fn worried(theme: &Theme) -> Color32 {
    Theme::blend(theme.list, theme.warning, 0.14)
}

fn strip_ui(ui: &mut Ui, fill: Color32, contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(fill)
        .corner_radius(8)
        .inner_margin(10)
        .outer_margin(Margin::symmetric(12, 0));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
    });
    ui.add_space(8.0);
}
