//! Asks for a name or another short text: of a feed, a folder, a search, a muted word.

use egui::Ui;

use crate::app::{Action, NameTarget, mute_word};
use crate::library::Change;
use crate::net::has_credentials;
use crate::query::parse;

use super::{field_ui, foot_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

pub(super) fn name_ui(ui: &mut Ui, cx: &UiContext<'_>, target: &NameTarget, text: &mut String) {
    let (title, hint, act) = match target {
        NameTarget::Feed(_) => ("Rename feed", "Empty for the publisher's title", "Rename"),
        NameTarget::Folder(_) => ("Rename folder", "Name", "Rename"),
        NameTarget::NewFolder(_) => ("New folder", "Name", "Create"),
        NameTarget::NewSmartFeed => ("Save search", "Name", "Save"),
        NameTarget::SmartFeed(_) => ("Rename search", "Name", "Rename"),
        NameTarget::SmartQuery(_) => ("Edit search", "Words, title:, is:unread, newer:7d", "Save"),
        NameTarget::Address(_) => ("Change address", "Address of the feed", "Change"),
        NameTarget::Mute => ("Mute a word", "Word or phrase", "Mute"),
    };
    title_ui(ui, title, cx.theme);
    if *target == NameTarget::Mute {
        ui.label(
            egui::RichText::new("New entries with it stay out of Today, Unread and All.")
                .color(cx.theme.dim)
                .font(sans(13.0)),
        );
    }
    let is_entered = field_ui(ui, text, hint, "Name");
    let name = text.trim().to_owned();
    let error = match target {
        NameTarget::SmartQuery(_) => parse(&name).err().map(|error| error.message),
        NameTarget::Address(_) if !name.is_empty() => address_error(&name),
        _ => None,
    };
    if let Some(error) = &error {
        ui.label(egui::RichText::new(error).color(cx.theme.warning).font(sans(12.5)));
    }
    let is_usable = error.is_none() && (!name.is_empty() || matches!(target, NameTarget::Feed(_)));
    if (foot_ui(ui, cx, "Cancel", Some((act, is_usable))) || is_entered) && is_usable {
        cx.extend(action(target, name));
        cx.push(Action::CloseDialog);
    }
}

fn address_error(text: &str) -> Option<String> {
    match url::Url::parse(text) {
        Err(_) => Some("This is no address".to_owned()),
        Ok(url) if has_credentials(&url) => Some(
            "Leave the password out - \u{201c}Sign in\u{201d} in the feed's settings keeps it safe"
                .to_owned(),
        ),
        Ok(_) => None,
    }
}

fn action(target: &NameTarget, name: String) -> Option<Action> {
    Some(Action::Change(match target {
        NameTarget::Feed(id) => Change::RenameFeed(*id, Some(name)),
        NameTarget::Folder(id) => Change::RenameFolder(*id, name),
        NameTarget::NewFolder(moved) => {
            Change::CreateFolder { name, parent: None, moved: moved.clone() }
        }
        NameTarget::NewSmartFeed => return Some(Action::AddSmartFeed(name)),
        NameTarget::SmartFeed(id) => Change::RenameSmartFeed(*id, name),
        NameTarget::SmartQuery(id) => Change::EditSmartFeed(*id, name),
        NameTarget::Address(id) => Change::SetFeedAddress(*id, url::Url::parse(&name).ok()?),
        NameTarget::Mute => mute_word(&name),
    }))
}
