//! The left pane: smart feeds, folders, feeds, and a word on those that need care.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Action, AppState, Command, Dialog, NameTarget, Place, SUGGESTED_TITLE, SidebarRow};
use crate::config::SessionSource;
use crate::model::{Feed, FeedOptions, Folder, PicturePolicy, SmartFeed};

use super::icons::Icon;
use super::menu;
use super::theme::Theme;
use super::widgets::{bold, command_button_ui, focus_ring, icon_button_ui, line, monogram, sans, tooltip};

const ROW_HEIGHT: f32 = 29.0;
const INDENT: f32 = 16.0;
const MARGIN: f32 = 8.0;

/// What a row shows.
struct Row<'a> {
    icon: RowIcon<'a>,
    label: &'a str,
    depth: usize,
    count: u32,
    is_selected: bool,
    needs_care: bool,
}

enum RowIcon<'a> {
    Icon(Icon),
    Monogram(&'a str),
}

/// Draws the sidebar; returns what the user asked for.
pub(super) fn sidebar_ui(ui: &mut Ui, state: &AppState, theme: &Theme) -> Vec<Action> {
    let mut actions = Vec::new();
    header_ui(ui, state, theme, &mut actions);
    let footer = if state.problem_feeds().next().is_some() { 36.0 } else { 0.0 };
    let height = ui.available_height() - footer;
    ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        smart_rows_ui(ui, state, theme, &mut actions);
        ui.add_space(12.0);
        library_rows_ui(ui, state, theme, &mut actions);
    });
    if footer > 0.0 {
        care_ui(ui, state, theme, &mut actions);
    }
    actions
}

fn header_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_height(44.0);
        ui.add_space(MARGIN + 6.0);
        ui.label(egui::RichText::new("Gleaner").font(bold(15.0)).color(theme.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(MARGIN);
            ui.spacing_mut().item_spacing.x = 2.0;
            let menu = icon_button_ui(ui, Icon::More, "Menu", theme);
            egui::Popup::menu(&menu).show(|ui| menu::menu_ui(ui, state, actions));
            if command_button_ui(ui, Icon::Refresh, Command::RefreshAll, state.progress.is_none(), theme) {
                actions.push(Action::RefreshAll);
            }
            if icon_button_ui(ui, Icon::Add, &tooltip(Command::AddFeed), theme).clicked() {
                actions.extend(Command::AddFeed.resolve(state));
            }
        });
    });
}

fn smart_rows_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let counts = &state.library.counts;
    let smart = [
        (SessionSource::Today, Icon::Today, "Today", counts.today),
        (SessionSource::Unread, Icon::Unread, "Unread", counts.total()),
        (SessionSource::Starred, Icon::Star, "Starred", counts.starred),
    ];
    for (source, icon, label, count) in smart {
        let is_selected = state.place() == Place::Library(source);
        let row = Row { icon: RowIcon::Icon(icon), label, depth: 0, count, is_selected, needs_care: false };
        if row_ui(ui, &row, theme).clicked() {
            actions.push(Action::SelectPlace(Place::Library(source)));
        }
    }
    for feed in &state.library.smart_feeds {
        let place = Place::Library(SessionSource::Smart(feed.id));
        let (icon, count) = (RowIcon::Icon(Icon::Search), state.smart_count(feed.id));
        let row = Row { icon, label: &feed.name, depth: 0, count, is_selected: state.place() == place, needs_care: false };
        let response = row_ui(ui, &row, theme);
        if response.clicked() {
            actions.push(Action::SelectPlace(place));
        }
        response.context_menu(|ui| smart_menu_ui(ui, feed, actions));
    }
    if let Some(preview) = &state.preview {
        let title = if preview.feed.title.is_empty() { "Preview" } else { preview.feed.title.as_str() };
        let row =
            Row { icon: RowIcon::Icon(Icon::Web), label: title, depth: 0, count: 0, is_selected: state.is_preview(), needs_care: false };
        if row_ui(ui, &row, theme).clicked() {
            actions.push(Action::SelectPlace(Place::Preview));
        }
    }
}

fn library_rows_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let top = ui.cursor().top();
    let step = ROW_HEIGHT + ui.spacing().item_spacing.y;
    // Rows out of sight are only room: a sidebar of thousands of feeds costs what is visible.
    let clip = ui.clip_rect();
    let first = (((clip.top() - top) / step).floor().max(0.0) as usize).min(state.sidebar.len());
    let last = ((((clip.bottom() - top) / step).ceil().max(0.0)) as usize + 1).clamp(first, state.sidebar.len());
    ui.add_space(first as f32 * step);
    for row in state.sidebar.get(first..last).unwrap_or_default() {
        match row {
            SidebarRow::Folder { id, name, depth, unread, is_folded } => {
                let source = SessionSource::Folder(*id);
                let icon = if *is_folded { Icon::Folder } else { Icon::FolderOpen };
                let is_selected = state.place() == Place::Library(source);
                let row = Row { icon: RowIcon::Icon(icon), label: name, depth: *depth, count: *unread, is_selected, needs_care: false };
                let response = row_ui(ui, &row, theme);
                if response.double_clicked() || on_icon(&response, *depth) {
                    actions.push(Action::ToggleFolder(*id));
                } else if response.clicked() {
                    actions.push(Action::SelectPlace(Place::Library(source)));
                }
                if let Some(folder) = state.folder(*id) {
                    response.context_menu(|ui| folder_menu_ui(ui, folder, *is_folded, actions));
                }
            }
            SidebarRow::Feed { index, depth, unread } => {
                let Some(feed) = state.library.feeds.get(*index) else { continue };
                feed_row_ui(ui, state, feed, *depth, *unread, theme, actions);
            }
        }
    }
    ui.add_space((state.sidebar.len() - last) as f32 * step);
    if let Some(feed_url) = state.suggestion() {
        suggestion_ui(ui, feed_url, theme, actions);
    }
}

/// A feed to begin with: one click subscribes to it.
fn suggestion_ui(ui: &mut Ui, feed_url: url::Url, theme: &Theme, actions: &mut Vec<Action>) {
    ui.add_space(16.0);
    let label = format!("Try {SUGGESTED_TITLE}");
    let row = Row { icon: RowIcon::Icon(Icon::Add), label: &label, depth: 0, count: 0, is_selected: false, needs_care: false };
    let response = row_ui(ui, &row, theme).on_hover_text(format!("Subscribe to {feed_url}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.clicked() {
        actions.push(Action::Subscribe { feed_url, folder_id: None });
    }
}

fn feed_row_ui(ui: &mut Ui, state: &AppState, feed: &Feed, depth: usize, unread: u32, theme: &Theme, actions: &mut Vec<Action>) {
    let source = SessionSource::Feed(feed.id);
    let is_selected = state.place() == Place::Library(source);
    let needs_care = feed.health.problem.is_some() || feed.health.is_gone;
    let row = Row { icon: RowIcon::Monogram(feed.title()), label: feed.title(), depth, count: unread, is_selected, needs_care };
    let mut response = row_ui(ui, &row, theme);
    if response.clicked() {
        actions.push(Action::SelectPlace(Place::Library(source)));
    }
    if let Some(problem) = &feed.health.problem {
        response = response.on_hover_text(&problem.message);
    }
    response.context_menu(|ui| feed_menu_ui(ui, state, feed, actions));
}

/// Whether a click hit the folder's icon, which folds and unfolds.
fn on_icon(response: &Response, depth: usize) -> bool {
    let left = response.rect.left() + MARGIN + depth as f32 * INDENT;
    response.clicked() && response.interact_pointer_pos().is_some_and(|pos| (left..left + 24.0).contains(&pos.x))
}

fn row_ui(ui: &mut Ui, row: &Row<'_>, theme: &Theme) -> Response {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let sense = if row.is_selected { Sense::click() } else { Sense::CLICK };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, row.is_selected, row.label));
    let description = description(row);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::TreeItem);
        node.set_level(row.depth + 1);
        node.set_description(description);
    });
    if ui.is_rect_visible(rect) {
        paint_row(ui, rect, row, &response, theme);
    }
    response
}

fn description(row: &Row<'_>) -> String {
    let count = if row.count > 0 { format!("{}", row.count) } else { "none".to_owned() };
    let care = if row.needs_care { ", needs care" } else { "" };
    format!("{count} unread{care}")
}

fn paint_row(ui: &Ui, rect: Rect, row: &Row<'_>, response: &Response, theme: &Theme) {
    let painter = ui.painter();
    let shape = rect.shrink2(vec2(MARGIN, 0.0));
    if row.is_selected {
        painter.rect_filled(shape, CornerRadius::same(7), theme.selection);
    } else if response.hovered() {
        painter.rect_filled(shape, CornerRadius::same(7), theme.hover);
    }
    focus_ring(painter, &response.clone().with_new_rect(shape), theme);
    let middle = rect.center().y;
    let left = shape.left() + 8.0 + row.depth as f32 * INDENT;
    let icon = pos2(left + 8.0, middle);
    match row.icon {
        RowIcon::Icon(which) => which.paint(painter, icon, 15.0, if row.is_selected { theme.accent } else { theme.dim }),
        RowIcon::Monogram(name) => monogram(painter, icon, 16.0, name, theme),
    }
    let mut right = shape.right() - 9.0;
    if row.count > 0 {
        let text = row.count.to_string();
        let galley = painter.layout_no_wrap(text, sans(12.0), theme.dim);
        right -= galley.size().x;
        painter.galley(pos2(right, middle - galley.size().y / 2.0), galley, theme.dim);
        right -= 8.0;
    }
    if row.needs_care {
        right -= 14.0;
        Icon::Warning.paint(painter, pos2(right + 7.0, middle), 13.0, theme.warning);
        right -= 6.0;
    }
    let text_left = left + 25.0;
    let (font, color) = if row.count > 0 || row.is_selected { (sans(13.5), theme.ink) } else { (sans(13.5), theme.dim) };
    line(painter, pos2(text_left, middle), row.label, font, color, right - text_left);
}

fn care_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let count = state.problem_feeds().count();
    let words = if count == 1 { "1 feed needs care".to_owned() } else { format!("{count} feeds need care") };
    let row = Row { icon: RowIcon::Icon(Icon::Warning), label: &words, depth: 0, count: 0, is_selected: false, needs_care: false };
    ui.add_space(3.0);
    if row_ui(ui, &row, theme).clicked() {
        actions.push(Action::OpenDialog(Box::new(Dialog::Problems)));
    }
}

fn feed_menu_ui(ui: &mut Ui, state: &AppState, feed: &Feed, actions: &mut Vec<Action>) {
    let place = Place::Library(SessionSource::Feed(feed.id));
    let mut item = |ui: &mut Ui, label: &str, action: Action| {
        if ui.button(label).clicked() {
            actions.push(action);
            ui.close();
        }
    };
    item(ui, "Refresh", Action::RefreshPlace(place));
    item(ui, "Mark all as read", Action::MarkPlaceRead(place));
    ui.separator();
    if let Some(url) = &feed.site_url {
        item(ui, "Open site", Action::OpenUrl { url: url.clone(), in_background: false });
    }
    item(ui, "Copy feed address", Action::Copy { text: feed.feed_url.to_string(), notice: "Address copied" });
    ui.separator();
    let rename = Dialog::Name { target: NameTarget::Feed(feed.id), text: feed.title().to_owned() };
    item(ui, "Rename…", Action::OpenDialog(Box::new(rename)));
    ui.menu_button("Move to", |ui| move_menu_ui(ui, state, feed, actions));
    ui.menu_button("Pictures", |ui| pictures_menu_ui(ui, feed, actions));
    let mut wants = feed.wants_full_text;
    if ui.checkbox(&mut wants, "Always show full text").changed() {
        actions.push(Action::WantFullText(feed.id, wants));
        ui.close();
    }
    ui.separator();
    if ui.button("Unsubscribe").clicked() {
        actions.push(Action::Unsubscribe(feed.id));
        ui.close();
    }
}

fn smart_menu_ui(ui: &mut Ui, feed: &SmartFeed, actions: &mut Vec<Action>) {
    let place = Place::Library(SessionSource::Smart(feed.id));
    let name = |target, text: &str| Action::OpenDialog(Box::new(Dialog::Name { target, text: text.to_owned() }));
    let items = [
        ("Mark all as read", Action::MarkPlaceRead(place)),
        ("Rename…", name(NameTarget::SmartFeed(feed.id), &feed.name)),
        ("Edit search…", name(NameTarget::SmartQuery(feed.id), &feed.query)),
        ("Remove search", Action::RemoveSmartFeed(feed.id)),
    ];
    for (label, action) in items {
        if ui.button(label).clicked() {
            actions.push(action);
            ui.close();
        }
    }
}

fn pictures_menu_ui(ui: &mut Ui, feed: &Feed, actions: &mut Vec<Action>) {
    let choices = [
        (None, "As in settings"),
        (Some(PicturePolicy::Always), "Always load"),
        (Some(PicturePolicy::Ask), "Load when I ask"),
        (Some(PicturePolicy::Never), "Never load"),
    ];
    for (choice, label) in choices {
        if ui.radio(feed.options.pictures == choice, label).clicked() {
            actions.push(Action::SetFeedOptions(feed.id, FeedOptions { pictures: choice }));
            ui.close();
        }
    }
}

fn move_menu_ui(ui: &mut Ui, state: &AppState, feed: &Feed, actions: &mut Vec<Action>) {
    if feed.folder_id.is_some() && ui.button("No folder").clicked() {
        actions.push(Action::MoveFeed(feed.id, None));
        ui.close();
    }
    for folder in state.library.folders.iter().filter(|folder| feed.folder_id != Some(folder.id)) {
        if ui.button(&folder.name).clicked() {
            actions.push(Action::MoveFeed(feed.id, Some(folder.id)));
            ui.close();
        }
    }
    if ui.button("New folder…").clicked() {
        let dialog = Dialog::Name { target: NameTarget::NewFolder(Some(feed.id)), text: String::new() };
        actions.push(Action::OpenDialog(Box::new(dialog)));
        ui.close();
    }
}

fn folder_menu_ui(ui: &mut Ui, folder: &Folder, is_folded: bool, actions: &mut Vec<Action>) {
    let place = Place::Library(SessionSource::Folder(folder.id));
    let rename = Dialog::Name { target: NameTarget::Folder(folder.id), text: folder.name.clone() };
    let items = [
        (if is_folded { "Unfold" } else { "Fold" }, Action::ToggleFolder(folder.id)),
        ("Refresh", Action::RefreshPlace(place)),
        ("Mark all as read", Action::MarkPlaceRead(place)),
        ("Rename…", Action::OpenDialog(Box::new(rename))),
        ("Remove folder, keep its feeds", Action::DeleteFolder(folder.id)),
    ];
    for (label, action) in items {
        if ui.button(label).clicked() {
            actions.push(action);
            ui.close();
        }
    }
}
