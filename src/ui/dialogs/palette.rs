//! The command palette: finds commands, places, folders, feeds and saved searches by a few letters.

use std::borrow::Cow;

use egui::accesskit::Role;
use egui::{Key, RichText, Ui, WidgetInfo};

use crate::app::{Action, Command};
use crate::i18n::t;
use crate::query::PlaceId;

use super::field_ui;
use super::fuzzy::score;
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Most lines that are shown.
const SHOWN: usize = 12;

struct Item<'a> {
    label: Cow<'a, str>,
    kind: String,
    action: Action,
}

pub(super) fn palette_ui(ui: &mut Ui, cx: &UiContext<'_>, text: &mut String, chosen: &mut usize) {
    let (down, up) = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        (
            input.count_and_consume_key(none, Key::ArrowDown),
            input.count_and_consume_key(none, Key::ArrowUp),
        )
    });
    let before = text.clone();
    let is_entered = field_ui(ui, "palette", text, &t!(palette_hint), &t!(palette_field));
    if *text != before {
        *chosen = 0;
    }
    let found = found(cx, text);
    *chosen = (*chosen + down).saturating_sub(up).min(found.len().saturating_sub(1));
    if found.is_empty() {
        ui.label(RichText::new(t!(state_no_matches)).color(cx.theme.dim));
    }
    let mut taken = if is_entered { Some(*chosen) } else { None };
    for (at, item) in found.iter().enumerate() {
        if line_ui(ui, item, at == *chosen, cx.theme) {
            taken = Some(at);
        }
    }
    if let Some(item) = taken.and_then(|at| found.into_iter().nth(at)) {
        cx.push(Action::CloseDialog);
        cx.push(item.action);
    }
}

fn line_ui(ui: &mut Ui, item: &Item<'_>, is_chosen: bool, theme: &Theme) -> bool {
    let fill = if is_chosen { theme.selection } else { theme.popup };
    let frame =
        egui::Frame::new().fill(fill).corner_radius(6).inner_margin(egui::Margin::symmetric(10, 5));
    let response = frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.label(RichText::new(&*item.label).font(sans(14.0)).color(theme.ink));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(RichText::new(&item.kind).font(sans(12.0)).color(theme.dim));
                });
            });
        })
        .response
        .interact(egui::Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &*item.label));
    response.clicked()
}

/// The matching items, best first.
fn found<'a>(cx: &UiContext<'a>, text: &str) -> Vec<Item<'a>> {
    let mut scored: Vec<(i32, usize, Item<'a>)> = items(cx)
        .into_iter()
        .enumerate()
        .filter_map(|(at, item)| score(&item.label, text).map(|score| (-score, at, item)))
        .collect();
    scored.sort_by_key(|(score, at, _)| (*score, *at));
    scored.into_iter().take(SHOWN).map(|(.., item)| item).collect()
}

fn items<'a>(cx: &UiContext<'a>) -> Vec<Item<'a>> {
    let commands_of_places: Vec<Action> =
        Command::ALL.iter().filter_map(|command| command.resolve(cx.state)).collect();
    let commands = Command::ALL
        .iter()
        .filter(|command| **command != Command::ShowPalette)
        .filter_map(|command| {
            let kind = cx.keys.shown(*command).unwrap_or_default();
            Some(Item { label: command.title().into(), kind, action: command.resolve(cx.state)? })
        });
    let built_in = cx
        .state
        .built_in
        .iter()
        .map(|row| Item {
            label: (row.name)().into(),
            kind: String::new(),
            action: Action::SelectPlace(PlaceId::BuiltIn(row.id)),
        })
        // Most of them have a command already.
        .filter(move |item| !commands_of_places.contains(&item.action));
    let smart = cx.state.library.smart_feeds.iter().map(|feed| Item {
        label: feed.name.as_str().into(),
        kind: t!(place_search),
        action: Action::SelectPlace(PlaceId::Search(feed.id)),
    });
    let folders = cx.state.library.folders.iter().map(|folder| Item {
        label: folder.name.as_str().into(),
        kind: t!(place_folder),
        action: Action::SelectPlace(PlaceId::Folder(folder.id)),
    });
    let feeds = cx.state.library.feeds.iter().map(|feed| Item {
        label: feed.title().into(),
        kind: t!(place_feed),
        action: Action::SelectPlace(PlaceId::Feed(feed.id)),
    });
    commands.chain(built_in).chain(smart).chain(folders).chain(feeds).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::app::AppState;
    use crate::config::{KeyPreset, Session, Settings, ThemeChoice};
    use crate::ui::feed_icons::FeedIcons;
    use crate::ui::shortcuts::Keymap;
    use crate::ui::theme::Theme;

    #[test]
    fn every_command_that_can_do_something_is_in_the_palette() {
        let now = Timestamp::UNIX_EPOCH;
        let state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
        let theme = Theme::of(ThemeChoice::Light, egui::Theme::Light);
        let keys = Keymap::new(KeyPreset::Google, &BTreeMap::new());
        let mut icons = FeedIcons::new(now);
        let cx = UiContext::new(&state, &theme, &keys, &mut icons, now);
        let items = items(&cx);
        for command in Command::ALL {
            let is_listed = items.iter().any(|item| item.label == command.title());
            let is_wanted = *command != Command::ShowPalette && command.resolve(&state).is_some();
            assert_eq!(is_listed, is_wanted, "{command:?}");
        }
        let places = items.iter().filter(|item| item.label == "Today").count();
        assert_eq!(places, 1, "a place with a command is listed once");
    }
}
