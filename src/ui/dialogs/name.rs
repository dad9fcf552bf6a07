//! Asks for a name or another short text: of a feed, a folder, a search, a muted word.

use egui::Ui;

use crate::app::{Action, NameTarget, mute_word};
use crate::i18n::t;
use crate::library::Change;
use crate::model::SnoozeTime;
use crate::net::has_credentials;
use crate::query::parse;

use super::{field_ui, foot_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

pub(super) fn name_ui(ui: &mut Ui, cx: &UiContext<'_>, target: &NameTarget, text: &mut String) {
    let (title, hint, act) = match target {
        NameTarget::Feed(_) => (t!(name_rename_feed), t!(name_rename_feed_hint), t!(button_rename)),
        NameTarget::Folder(_) => (t!(name_rename_folder), t!(name_field), t!(button_rename)),
        NameTarget::NewFolder(_) | NameTarget::NewAccountFolder(_) => {
            (t!(name_new_folder), t!(name_field), t!(button_create))
        }
        NameTarget::NewSmartFeed => (t!(list_save_search), t!(name_field), t!(button_save)),
        NameTarget::SmartFeed(_) => (t!(name_rename_search), t!(name_field), t!(button_rename)),
        NameTarget::Tag(_) => (t!(name_rename_tag), t!(name_field), t!(button_rename)),
        NameTarget::Account(_) => (t!(name_rename_account), t!(name_field), t!(button_rename)),
        NameTarget::SmartQuery(_) => {
            (t!(name_edit_search), t!(name_edit_search_hint), t!(button_save))
        }
        NameTarget::Address(_) => {
            (t!(name_change_address), t!(name_change_address_hint), t!(button_change))
        }
        NameTarget::Mute => (t!(name_mute), t!(name_mute_hint), t!(entry_mute)),
        NameTarget::SavePage => (t!(save_page_title), t!(save_page_hint), t!(button_save)),
        NameTarget::SnoozeDate(_) => (t!(snooze_date), t!(snooze_date_hint), t!(snooze_act)),
    };
    title_ui(ui, &title, cx.theme);
    if *target == NameTarget::Mute {
        ui.label(egui::RichText::new(t!(name_mute_explained)).color(cx.theme.dim).font(sans(13.0)));
    }
    // The hint of these says how to write it, so it is no name.
    let field = match target {
        NameTarget::Address(_) | NameTarget::Mute => hint.clone(),
        NameTarget::SnoozeDate(_) => t!(snooze_date_field),
        NameTarget::SavePage => t!(save_page_field),
        NameTarget::SmartQuery(_) => t!(rules_query),
        NameTarget::Feed(_)
        | NameTarget::Folder(_)
        | NameTarget::NewFolder(_)
        | NameTarget::NewSmartFeed
        | NameTarget::SmartFeed(_)
        | NameTarget::Tag(_)
        | NameTarget::Account(_)
        | NameTarget::NewAccountFolder(_) => t!(name_field),
    };
    let is_entered = field_ui(ui, "name", text, &hint, &field);
    let name = text.trim().to_owned();
    let error = match target {
        NameTarget::SmartQuery(_) => parse(&name).err().map(|error| error.message),
        NameTarget::Address(_) | NameTarget::SnoozeDate(_) if name.is_empty() => None,
        NameTarget::Address(_) => address_error(&name),
        NameTarget::SnoozeDate(_) => date_error(cx, &name),
        NameTarget::Feed(_)
        | NameTarget::Folder(_)
        | NameTarget::NewFolder(_)
        | NameTarget::Mute
        | NameTarget::SavePage
        | NameTarget::NewSmartFeed
        | NameTarget::SmartFeed(_)
        | NameTarget::Tag(_)
        | NameTarget::Account(_)
        | NameTarget::NewAccountFolder(_) => None,
    };
    if let Some(error) = &error {
        ui.label(egui::RichText::new(error).color(cx.theme.warning).font(sans(12.5)));
    }
    let is_usable = error.is_none() && (!name.is_empty() || matches!(target, NameTarget::Feed(_)));
    if (foot_ui(ui, cx, &t!(button_cancel), Some((&act, is_usable))) || is_entered) && is_usable {
        cx.extend(action(target, name));
        cx.push(Action::CloseDialog);
    }
}

fn address_error(text: &str) -> Option<String> {
    match url::Url::parse(text) {
        Err(_) => Some(t!(name_invalid_address)),
        Ok(url) if has_credentials(&url) => Some(t!(name_password_in_address)),
        Ok(_) => None,
    }
}

fn date_error(cx: &UiContext<'_>, text: &str) -> Option<String> {
    let now = cx.now.to_zoned(cx.state.zone.clone());
    match SnoozeTime::parse(text) {
        None => Some(t!(snooze_date_invalid)),
        Some(time) => time.after(&now).is_none().then(|| t!(snooze_past)),
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
        NameTarget::Tag(id) => Change::RenameTag(*id, name),
        NameTarget::Account(id) => Change::RenameAccount(*id, name),
        NameTarget::NewAccountFolder(id) => Change::CreateAccountFolder(*id, name),
        NameTarget::SmartQuery(id) => Change::EditSmartFeed(*id, name),
        NameTarget::Address(id) => Change::SetFeedAddress(*id, url::Url::parse(&name).ok()?),
        NameTarget::Mute => mute_word(&name),
        NameTarget::SavePage => return Some(Action::SavePage(name)),
        NameTarget::SnoozeDate(target) => {
            return Some(Action::Snooze(*target, SnoozeTime::parse(&name)?));
        }
    }))
}
