//! The menus of the sidebar's rows.

use egui::Ui;

use crate::app::{Action, Dialog, NameTarget};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{Feed, FeedId, FeedOptions, Folder, PicturePolicy};
use crate::query::{PlaceId, SmartFeed};

use super::context::UiContext;

pub(super) fn feed_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let place = PlaceId::Feed(feed.id);
    let item = |ui: &mut Ui, label: &str, action: Action| {
        if ui.button(label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    item(ui, "Refresh", Action::RefreshPlace(place));
    item(ui, "Mark all as read", Action::MarkPlaceRead(place));
    ui.separator();
    if let Some(url) = &feed.site_url {
        item(ui, "Open site", Action::OpenUrl { url: url.clone(), in_background: false });
    }
    item(
        ui,
        "Copy feed address",
        Action::Copy { text: feed.feed_url.to_string(), notice: t!(notice_address_copied) },
    );
    ui.separator();
    let rename = Dialog::Name { target: NameTarget::Feed(feed.id), text: feed.title().to_owned() };
    item(ui, "Rename…", Action::OpenDialog(Box::new(rename)));
    let meant = cx.state.meant(feed.id);
    ui.menu_button("Move to", |ui| move_menu_ui(ui, cx, feed, &meant));
    ui.menu_button("Pictures", |ui| pictures_menu_ui(ui, cx, feed));
    let mut wants = feed.wants_full_text;
    if ui.checkbox(&mut wants, "Always show full text").changed() {
        cx.push(Action::Change(Change::WantFullText(feed.id, wants)));
        ui.close();
    }
    let mut hides = feed.options.hides_from_today;
    if ui.checkbox(&mut hides, "Hide from Today").changed() {
        let options = FeedOptions { hides_from_today: hides, ..feed.options.clone() };
        cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
        ui.close();
    }
    if ui.button("Settings…").clicked() {
        cx.push(Action::OpenDialog(Box::new(Dialog::Feed(feed.id))));
        ui.close();
    }
    ui.separator();
    let label = if meant.len() > 1 {
        format!("Unsubscribe from {} feeds", meant.len())
    } else {
        "Unsubscribe".to_owned()
    };
    if ui.button(label).clicked() {
        cx.push(Action::Change(Change::Unsubscribe(meant)));
        ui.close();
    }
}

pub(super) fn smart_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &SmartFeed) {
    let place = PlaceId::Search(feed.id);
    let name = |target, text: &str| {
        Action::OpenDialog(Box::new(Dialog::Name { target, text: text.to_owned() }))
    };
    let items = [
        ("Mark all as read", Action::MarkPlaceRead(place)),
        ("Rename…", name(NameTarget::SmartFeed(feed.id), &feed.name)),
        ("Edit search…", name(NameTarget::SmartQuery(feed.id), &cx.state.query_text(feed))),
        ("Move up", Action::Change(Change::MoveSmartFeed(feed.id, -1))),
        ("Move down", Action::Change(Change::MoveSmartFeed(feed.id, 1))),
        ("Remove search", Action::Change(Change::RemoveSmartFeed(feed.id))),
    ];
    for (label, action) in items {
        if ui.button(label).clicked() {
            cx.push(action);
            ui.close();
        }
    }
}

fn pictures_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let choices = [
        (None, "As in settings"),
        (Some(PicturePolicy::Always), "Always load"),
        (Some(PicturePolicy::Ask), "Load when I ask"),
        (Some(PicturePolicy::Never), "Never load"),
    ];
    for (choice, label) in choices {
        if ui.radio(feed.options.pictures == choice, label).clicked() {
            let options = FeedOptions { pictures: choice, ..feed.options.clone() };
            cx.push(Action::Change(Change::SetFeedOptions(feed.id, options)));
            ui.close();
        }
    }
}

fn move_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed, meant: &[FeedId]) {
    if feed.folder_id.is_some() && ui.button("No folder").clicked() {
        cx.push(Action::Change(Change::MoveFeeds(meant.to_vec(), None)));
        ui.close();
    }
    for folder in cx.state.library.folders.iter().filter(|folder| feed.folder_id != Some(folder.id))
    {
        if ui.button(&folder.name).clicked() {
            cx.push(Action::Change(Change::MoveFeeds(meant.to_vec(), Some(folder.id))));
            ui.close();
        }
    }
    if ui.button("New folder…").clicked() {
        let dialog =
            Dialog::Name { target: NameTarget::NewFolder(meant.to_vec()), text: String::new() };
        cx.push(Action::OpenDialog(Box::new(dialog)));
        ui.close();
    }
}

pub(super) fn folder_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, folder: &Folder, is_folded: bool) {
    let place = PlaceId::Folder(folder.id);
    let rename = Dialog::Name { target: NameTarget::Folder(folder.id), text: folder.name.clone() };
    let item = |ui: &mut Ui, label: &str, action: Action| {
        if ui.button(label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    item(ui, if is_folded { "Unfold" } else { "Fold" }, Action::ToggleFolder(folder.id));
    item(ui, "Refresh", Action::RefreshPlace(place));
    item(ui, "Mark all as read", Action::MarkPlaceRead(place));
    item(ui, "Rename…", Action::OpenDialog(Box::new(rename)));
    ui.menu_button("Move to", |ui| {
        if folder.parent.is_some() {
            item(ui, "No folder", Action::Change(Change::MoveFolder(folder.id, None)));
        }
        for other in cx.state.folder_goals(folder) {
            item(ui, &other.name, Action::Change(Change::MoveFolder(folder.id, Some(other.id))));
        }
    });
    item(ui, "Remove folder, keep its feeds", Action::Change(Change::DeleteFolder(folder.id)));
}
