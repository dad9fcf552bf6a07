//! The menus of the sidebar's rows.

use egui::Ui;

use crate::app::{AccountWish, Action, Dialog, NameTarget, SnoozeTarget};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{Feed, FeedId, FeedOptions, Folder, PicturePolicy, StoryLevel, Tag};
use crate::query::{PlaceId, SmartFeed};

use super::context::UiContext;
use super::dialogs::story_level_words;
use super::menu_items::{check_ui, dimmed_item_ui, item_ui, radio_ui, submenu_ui};

pub(super) fn feed_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let place = PlaceId::Feed(feed.id);
    let item = |ui: &mut Ui, label: String, action: Action| {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    item(ui, t!(button_refresh), Action::RefreshPlace(place));
    item(ui, t!(command_mark_all_read), Action::MarkPlaceRead(place));
    ui.separator();
    if let Some(url) = &feed.site_url {
        let open = Action::OpenUrl { url: url.clone(), in_background: false };
        item(ui, t!(command_open_site), open);
    }
    let copy = Action::Copy { text: feed.feed_url.to_string(), notice: t!(notice_address_copied) };
    item(ui, t!(command_copy_feed_link), copy);
    ui.separator();
    let rename = Dialog::Name { target: NameTarget::Feed(feed.id), text: feed.title().to_owned() };
    let meant = cx.state.meant(feed.id);
    let obstacle = |wish: AccountWish| wish.obstacle(cx.state.account_of_feed(feed.id)?.service);
    if let Some(why) = obstacle(AccountWish::Arrange) {
        dimmed_item_ui(ui, t!(command_rename_place), why.clone());
        dimmed_item_ui(ui, t!(menu_move_to), why);
    } else {
        item(ui, t!(command_rename_place), Action::OpenDialog(Box::new(rename)));
        submenu_ui(ui, t!(menu_move_to), |ui| move_menu_ui(ui, cx, feed, &meant));
    }
    submenu_ui(ui, t!(menu_pictures), |ui| pictures_menu_ui(ui, cx, feed));
    let mut wants = feed.wants_full_text;
    if check_ui(ui, &mut wants, t!(feed_full_text)).changed() {
        cx.push(Action::Change(Change::WantFullText(feed.id, wants)));
        ui.close();
    }
    let mut hides = feed.options.hides_from_today;
    if check_ui(ui, &mut hides, t!(feed_hide_from_today)).changed() {
        let options = FeedOptions { hides_from_today: hides, ..feed.options.clone() };
        cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
        ui.close();
    }
    let mut hides_count = feed.options.hides_count;
    if check_ui(ui, &mut hides_count, t!(feed_hide_count)).changed() {
        let options = FeedOptions { hides_count, ..feed.options.clone() };
        cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
        ui.close();
    }
    if feed.account_id.is_none() {
        pause_item_ui(ui, cx, feed);
    }
    if item_ui(ui, t!(command_feed_settings)).clicked() {
        cx.push(Action::OpenDialog(Box::new(Dialog::Feed(feed.id))));
        ui.close();
    }
    ui.separator();
    let label = if meant.len() > 1 {
        t!(menu_unsubscribe_many, count = meant.len())
    } else {
        t!(button_unsubscribe)
    };
    if let Some(why) = obstacle(AccountWish::Subscribe) {
        return dimmed_item_ui(ui, label, why);
    }
    if item_ui(ui, label).clicked() {
        cx.push(Action::Change(Change::Unsubscribe(meant)));
        ui.close();
    }
}

fn pause_item_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    if feed.paused_until(cx.now).is_none() {
        if item_ui(ui, t!(command_pause_feed)).clicked() {
            let dialog = Dialog::Snooze(SnoozeTarget::Feed(feed.id));
            cx.push(Action::OpenDialog(Box::new(dialog)));
            ui.close();
        }
    } else if item_ui(ui, t!(command_resume_feed)).clicked() {
        let options = FeedOptions { paused_until: None, ..feed.options.clone() };
        cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
        ui.close();
    }
}

pub(super) fn smart_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &SmartFeed) {
    let place = PlaceId::Search(feed.id);
    let name = |target, text: &str| {
        Action::OpenDialog(Box::new(Dialog::Name { target, text: text.to_owned() }))
    };
    let items = [
        (t!(command_mark_all_read), Action::MarkPlaceRead(place)),
        (t!(command_rename_place), name(NameTarget::SmartFeed(feed.id), &feed.name)),
        (
            t!(command_edit_search),
            name(NameTarget::SmartQuery(feed.id), &cx.state.query_text(feed)),
        ),
        (t!(menu_move_up), Action::Change(Change::MoveSmartFeed(feed.id, -1))),
        (t!(menu_move_down), Action::Change(Change::MoveSmartFeed(feed.id, 1))),
        (t!(menu_remove_search), Action::Change(Change::RemoveSmartFeed(feed.id))),
    ];
    for (label, action) in items {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    }
}

pub(super) fn tag_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, tag: &Tag) {
    let rename = Dialog::Name { target: NameTarget::Tag(tag.id), text: tag.name.clone() };
    let items = [
        (t!(command_mark_all_read), Action::MarkPlaceRead(PlaceId::Tag(tag.id))),
        (t!(command_rename_place), Action::OpenDialog(Box::new(rename))),
        (t!(menu_remove_tag), Action::Change(Change::RemoveTag(tag.id))),
    ];
    for (label, action) in items {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    }
}

fn pictures_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let choices = [
        (None, t!(choice_default)),
        (Some(PicturePolicy::Always), t!(pictures_always)),
        (Some(PicturePolicy::Ask), t!(pictures_ask)),
        (Some(PicturePolicy::Never), t!(pictures_never)),
    ];
    for (choice, label) in choices {
        if radio_ui(ui, feed.options.pictures == choice, label).clicked() {
            let options = FeedOptions { pictures: choice, ..feed.options.clone() };
            cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
            ui.close();
        }
    }
}

fn move_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed, meant: &[FeedId]) {
    if feed.folder_id.is_some() && item_ui(ui, t!(place_no_folder)).clicked() {
        cx.push(Action::Change(Change::MoveFeeds(meant.to_vec(), None)));
        ui.close();
    }
    let is_goal = |folder: &&Folder| {
        feed.folder_id != Some(folder.id) && folder.account_id == feed.account_id
    };
    for folder in cx.state.library.folders.iter().filter(is_goal) {
        if item_ui(ui, &folder.name).clicked() {
            cx.push(Action::Change(Change::MoveFeeds(meant.to_vec(), Some(folder.id))));
            ui.close();
        }
    }
    if item_ui(ui, t!(command_new_folder)).clicked() {
        let dialog =
            Dialog::Name { target: NameTarget::NewFolder(meant.to_vec()), text: String::new() };
        cx.push(Action::OpenDialog(Box::new(dialog)));
        ui.close();
    }
}

fn stories_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, folder: &Folder) {
    let levels = StoryLevel::ALL.map(|level| (Some(level), story_level_words(level)));
    for (level, words) in std::iter::once((None, t!(choice_default))).chain(levels) {
        if radio_ui(ui, folder.stories == level, words).clicked() {
            cx.push(Action::Change(Change::SetFolderStories(folder.id, level)));
            ui.close();
        }
    }
}

pub(super) fn folder_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, folder: &Folder, is_folded: bool) {
    let place = PlaceId::Folder(folder.id);
    let rename = Dialog::Name { target: NameTarget::Folder(folder.id), text: folder.name.clone() };
    let item = |ui: &mut Ui, label: String, action: Action| {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    let toggle = if is_folded { t!(menu_expand) } else { t!(menu_collapse) };
    item(ui, toggle, Action::ToggleFolder(folder.id));
    item(ui, t!(button_refresh), Action::RefreshPlace(place));
    item(ui, t!(command_mark_all_read), Action::MarkPlaceRead(place));
    let mut hides_count = folder.hides_count;
    if check_ui(ui, &mut hides_count, t!(feed_hide_count)).changed() {
        cx.push(Action::Change(Change::HideFolderCount(folder.id, hides_count)));
        ui.close();
    }
    submenu_ui(ui, t!(settings_stories), |ui| stories_menu_ui(ui, cx, folder));
    if let Some(account) = cx.state.account_of_folder(folder.id) {
        if let Some(why) = AccountWish::Arrange.obstacle(account.service) {
            dimmed_item_ui(ui, t!(command_rename_place), why.clone());
            return dimmed_item_ui(ui, t!(menu_ungroup), why);
        }
        item(ui, t!(command_rename_place), Action::OpenDialog(Box::new(rename)));
        return item(ui, t!(menu_ungroup), Action::Change(Change::DeleteFolder(folder.id)));
    }
    item(ui, t!(command_rename_place), Action::OpenDialog(Box::new(rename)));
    submenu_ui(ui, t!(menu_move_to), |ui| {
        if folder.parent.is_some() {
            item(ui, t!(place_no_folder), Action::Change(Change::MoveFolder(folder.id, None)));
        }
        for other in cx.state.folder_goals(folder) {
            item(
                ui,
                other.name.clone(),
                Action::Change(Change::MoveFolder(folder.id, Some(other.id))),
            );
        }
    });
    item(ui, t!(menu_ungroup), Action::Change(Change::DeleteFolder(folder.id)));
}
