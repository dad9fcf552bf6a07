//! The command palette: finds commands, places, folders, feeds and saved searches by a few letters.
//!
//! Lines are ranked by how well they match, then by how often they were chosen. The cursor stays in
//! the field; screen readers follow the chosen line as the field's active descendant.

use std::borrow::Cow;
use std::cmp::Reverse;

use egui::accesskit::Role;
use egui::{Id, Key, RichText, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::{Action, Command};
use crate::i18n::t;
use crate::query::PlaceId;

use super::fuzzy::{MatchKind, match_of};
use super::{field_id, field_ui, name_dialog, scroll_area};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{line, sans};

/// Most lines that are shown.
const SHOWN: usize = 12;
/// Height of a line, in points.
const ROW: f32 = 30.0;
/// Room around the lines in a low window: the field, and the edges of the dialog, in points.
const AROUND: f32 = 170.0;

struct Item<'a> {
    label: Cow<'a, str>,
    /// Another name that finds it: a command may be called after its effect just now.
    other_label: Option<String>,
    /// The key of a command, the reason why it can do nothing, or the kind of a place.
    detail: String,
    /// `None` if the command can do nothing now.
    action: Option<Action>,
    /// Its name among the numbers of uses.
    name: String,
}

pub(super) fn palette_ui(ui: &mut Ui, cx: &UiContext<'_>, text: &mut String, chosen: &mut usize) {
    name_dialog(ui, &Command::ShowPalette.title());
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
    // Before anything is typed, the field itself is what a screen reader should read.
    let is_followed = !text.is_empty() || *chosen > 0;
    let has_moved = down + up > 0 || *text != before;
    let list = UiBuilder::new().accessibility_role(Role::ListBox);
    ui.scope_builder(list.accessibility_label(t!(palette_matches)), |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_size_of_set(found.len()));
        let height = (ui.ctx().content_rect().height() - AROUND).max(ROW * 2.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        scroll_area(height.min(ROW * SHOWN as f32)).show(ui, |ui| {
            for (at, item) in found.iter().enumerate() {
                let response = line_ui(ui, item, at, at == *chosen, cx.theme);
                if at == *chosen && has_moved {
                    response.scroll_to_me(None);
                }
                if at == *chosen && is_followed {
                    follow(ui, response.id);
                }
                if response.clicked() {
                    taken = Some(at);
                }
            }
        });
    });
    if let Some(Item { action: Some(action), name, .. }) =
        taken.and_then(|at| found.into_iter().nth(at))
    {
        cx.push(Action::CloseDialog);
        cx.push(Action::CountPaletteUse(name));
        cx.push(action);
    }
}

/// Tells screen readers that the field stands for this line.
fn follow(ui: &Ui, line: Id) {
    ui.ctx().accesskit_node_builder(field_id("palette"), |node| {
        node.set_active_descendant(line.accesskit_id());
    });
}

fn line_ui(
    ui: &mut Ui,
    item: &Item<'_>,
    at: usize,
    is_chosen: bool,
    theme: &Theme,
) -> egui::Response {
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let is_usable = item.action.is_some();
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, is_usable, &*item.label));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(is_chosen);
        // AccessKit counts from zero.
        node.set_position_in_set(at);
        if !item.detail.is_empty() {
            node.set_description(item.detail.as_str());
        }
    });
    if is_chosen || response.hovered() {
        let fill = if is_chosen { theme.selection } else { theme.hover };
        ui.painter().rect_filled(rect, 6, fill);
    }
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let (painter, font) = (ui.painter(), sans(12.0));
    let detail = painter.layout_no_wrap(item.detail.clone(), font, theme.dim);
    let (width, height) = (detail.size().x, detail.size().y);
    let place = egui::pos2(inner.right() - width, inner.center().y - height / 2.0);
    painter.galley(place, detail, theme.dim);
    let color = if is_usable { theme.ink } else { theme.faint };
    let room = (inner.width() - width - 16.0).max(0.0);
    line(painter, inner.left_center(), &item.label, sans(14.0), color, room);
    response
}

/// The matching items, best first.
fn found<'a>(cx: &UiContext<'a>, text: &str) -> Vec<Item<'a>> {
    let uses = &cx.state.session.palette_uses;
    let mut ranked: Vec<_> = items(cx)
        .into_iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let other = item.other_label.as_deref().and_then(|label| match_of(label, text));
            let by_label = match_of(&item.label, text);
            // Kinds come best first, scores best last.
            let best = |(kind, score): &(MatchKind, i32)| (*kind, Reverse(*score));
            let (kind, score) = by_label.into_iter().chain(other).min_by_key(best)?;
            let uses = uses.get(&item.name).copied().unwrap_or(0);
            let rank = (kind, item.action.is_none(), Reverse(uses), Reverse(score), at);
            Some((rank, item))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(SHOWN).map(|(_, item)| item).collect()
}

fn items<'a>(cx: &UiContext<'a>) -> Vec<Item<'a>> {
    let commands_of_places: Vec<Action> =
        Command::ALL.iter().filter_map(|command| command.resolve(cx.state)).collect();
    let commands = Command::ALL.iter().filter(|command| **command != Command::ShowPalette);
    let commands = commands.map(|command| {
        let obstacle = command.obstacle(cx.state);
        Item {
            label: command.menu_title(cx.state).into(),
            other_label: Some(command.title()),
            detail: obstacle.or_else(|| cx.keys.shown(*command)).unwrap_or_default(),
            action: command.resolve(cx.state),
            name: command.name().to_owned(),
        }
    });
    let place = |label: Cow<'a, str>, detail: String, place: PlaceId| Item {
        label,
        other_label: None,
        detail,
        action: Some(Action::SelectPlace(place)),
        name: use_name(place),
    };
    let state = cx.state;
    let built_in = state.built_in.iter().map(|row| PlaceId::BuiltIn(row.id));
    let built_in = built_in.filter_map(|id| state.find_place(id));
    let built_in = built_in.map(|row| place(row.name, String::new(), row.id));
    // Most of them have a command already.
    let built_in = built_in.filter(|item| {
        item.action.as_ref().is_none_or(|action| !commands_of_places.contains(action))
    });
    let smart =
        cx.state.library.smart_feeds.iter().map(|feed| {
            place(feed.name.as_str().into(), t!(place_search), PlaceId::Search(feed.id))
        });
    let tags = cx
        .state
        .library
        .tags
        .iter()
        .map(|tag| place(tag.name.as_str().into(), t!(place_tag), PlaceId::Tag(tag.id)));
    let accounts = cx.state.library.accounts.iter().map(|account| {
        place(account.name.as_str().into(), t!(place_account), PlaceId::Account(account.id))
    });
    let folders = cx.state.library.folders.iter().map(|folder| {
        place(folder.name.as_str().into(), t!(place_folder), PlaceId::Folder(folder.id))
    });
    let feeds = cx
        .state
        .library
        .feeds
        .iter()
        .map(|feed| place(feed.title().into(), t!(place_feed), PlaceId::Feed(feed.id)));
    commands
        .chain(built_in)
        .chain(smart)
        .chain(tags)
        .chain(accounts)
        .chain(folders)
        .chain(feeds)
        .collect()
}

/// The name of a place among the numbers of uses.
fn use_name(place: PlaceId) -> String {
    match place {
        PlaceId::BuiltIn(id) => format!("place:{}", id.0),
        PlaceId::Feed(id) => format!("feed:{}", id.0),
        PlaceId::Folder(id) => format!("folder:{}", id.0),
        PlaceId::Search(id) => format!("search:{}", id.0),
        PlaceId::Tag(id) => format!("tag:{}", id.0),
        PlaceId::Account(id) => format!("account:{}", id.0),
        PlaceId::Preview => "preview".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::app::AppState;
    use crate::config::{KeyPreset, Session, Settings, ThemeChoice};
    use crate::model::{FeedId, Folder, FolderId};
    use crate::ui::feed_icons::FeedIcons;
    use crate::ui::shortcuts::Keymap;
    use crate::ui::theme::Theme;
    use crate::worker::LibraryView;

    fn with_context<R>(state: &AppState, look: impl FnOnce(&UiContext<'_>) -> R) -> R {
        let now = Timestamp::UNIX_EPOCH;
        let theme = Theme::of(ThemeChoice::Light, egui::Theme::Light);
        let keys = Keymap::new(KeyPreset::Google, &BTreeMap::new());
        let mut icons = FeedIcons::new(now);
        look(&UiContext::new(state, &theme, &keys, &mut icons, now))
    }

    fn state() -> AppState {
        AppState::new(Settings::default(), Session::default(), TimeZone::UTC)
    }

    fn labels(state: &AppState, typed: &str) -> Vec<String> {
        with_context(state, |cx| {
            found(cx, typed).into_iter().map(|item| item.label.into_owned()).collect()
        })
    }

    #[test]
    fn every_command_is_in_the_palette_and_says_why_it_can_do_nothing() {
        let state = state();
        with_context(&state, |cx| {
            let items = items(cx);
            for command in Command::ALL.iter().filter(|one| **one != Command::ShowPalette) {
                let item = items.iter().find(|item| item.name == command.name()).unwrap();
                assert_eq!(item.action, command.resolve(&state), "{command:?}");
                assert!(item.action.is_some() || !item.detail.is_empty(), "{command:?}");
            }
            let places = items.iter().filter(|item| item.label == "Today").count();
            assert_eq!(places, 1, "a place with a command is listed once");
        });
    }

    #[test]
    fn the_name_that_was_typed_comes_first() {
        assert_eq!(labels(&state(), "star").first().unwrap(), "Star or remove star");
        assert_eq!(labels(&state(), "feed settings").first().unwrap(), "Feed settings…");
    }

    #[test]
    fn a_place_that_matches_better_comes_before_commands() {
        let mut state = state();
        let (id, name) = (FolderId(1), "Rename and move".to_owned());
        let name_re = "Re".to_owned();
        let folder = Folder {
            id,
            parent: None,
            name: name_re,
            position: 0,
            account_id: None,
            hides_count: false,
            stories: None,
        };
        let other = Folder { id: FolderId(2), name, ..folder.clone() };
        state.library =
            Arc::new(LibraryView { folders: vec![folder, other], ..LibraryView::default() });
        assert_eq!(labels(&state, "re").first().unwrap(), "Re");
    }

    #[test]
    fn of_equal_matches_the_one_used_more_comes_first() {
        let mut state = state();
        let before = labels(&state, "mark");
        assert_ne!(before.first().unwrap(), "Mark older than a week as read");
        let feed = use_name(PlaceId::Feed(FeedId(7)));
        state.session.palette_uses = [("ShowHistory".to_owned(), 2), (feed, 9)].into();
        assert_eq!(labels(&state, "").first().unwrap(), "History…");
        let star = labels(&state, "star");
        assert_eq!(star.first().unwrap(), "Star or remove star", "a better match wins");
    }
}
