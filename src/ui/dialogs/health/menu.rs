//! The menu of a feed on the health page: the actions that may help.

use egui::Ui;

use crate::app::{
    Action, ActivityView, AddFeed, Dialog, FeedCondition, NameTarget, SignInDraft, condition_of,
};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{Feed, FeedOptions};
use crate::query::PlaceId;
use crate::ui::context::UiContext;
use crate::ui::menu_items::item_ui;

pub(super) fn menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let item = |ui: &mut Ui, label: String, action: Action| {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    let open = |dialog: Dialog| Action::OpenDialog(Box::new(dialog));
    let health = &feed.health;
    let is_failing =
        health.is_gone || health.problem.as_ref().is_some_and(|problem| !problem.is_note());
    let refresh = if is_failing { t!(button_try_again) } else { t!(button_refresh) };
    item(ui, refresh, Action::RefreshPlace(PlaceId::Feed(feed.id)));
    if is_failing {
        let site = feed.site_url.as_ref().unwrap_or(&feed.feed_url);
        let add =
            AddFeed { address: site.to_string(), folder_id: feed.folder_id, ..AddFeed::default() };
        item(ui, t!(health_find_address), open(Dialog::AddFeed(add)));
    }
    if condition_of(feed) == FeedCondition::SignIn {
        let draft = SignInDraft::new(feed);
        item(ui, t!(feed_change_sign_in), open(Dialog::SignIn(draft)));
    }
    if let Some(url) = &health.redirects_to {
        let change = Change::SetFeedAddress(feed.id, url.clone());
        item(ui, t!(health_use_address), Action::Change(change));
    }
    let text = feed.feed_url.to_string();
    let address = Dialog::Name { target: NameTarget::Address(feed.id), text };
    item(ui, t!(feed_change_address), open(address));
    let is_paused = feed.options.refresh_minutes == Some(0);
    let options = FeedOptions {
        refresh_minutes: if is_paused { None } else { Some(0) },
        ..feed.options.clone()
    };
    let pause = if is_paused { t!(health_resume) } else { t!(health_pause) };
    item(ui, pause, Action::Change(Change::SetFeedOptions(feed.id, options)));
    ui.separator();
    if let Some(url) = &feed.site_url {
        let site = Action::OpenUrl { url: url.clone(), in_background: false };
        item(ui, t!(command_open_site), site);
    }
    let activity = ActivityView { feed_id: Some(feed.id), ..ActivityView::default() };
    item(ui, t!(activity_title), open(Dialog::Activity(activity)));
    item(ui, t!(command_feed_settings), open(Dialog::Feed(feed.id)));
    ui.separator();
    item(ui, t!(button_unsubscribe), Action::Change(Change::Unsubscribe(vec![feed.id])));
}
