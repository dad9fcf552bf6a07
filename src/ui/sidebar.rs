//! The left pane: places, saved searches, tags, accounts, folders, feeds, and a line about feeds
//! with problems.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::{
    Action, AppState, Command, Dialog, HealthFilter, HealthView, Pane, SUGGESTED_TITLE, SidebarRow,
};
use crate::i18n::{t, until_words};
use crate::library::Change;
use crate::model::{AccountId, Feed, FeedId, FolderId, SmartFeedId};
use crate::query::{Count, Place, PlaceId, SmartFeed};

use super::account_row::account_row_ui;
use super::command_button::{command_button_ui, tooltip};
use super::context::UiContext;
use super::feed_icons::FeedIcon;
use super::focus::stop_ui;
use super::icons::Icon;
use super::menu;
use super::menu_items::{button_menu_ui, context_menu_ui};
use super::sidebar_menus as menus;
use super::sidebar_row::{MARGIN, ROW_HEIGHT, Row, RowIcon, RowKind, on_icon, row_ui};
use super::theme::Theme;
use super::tree_keys;
use super::widgets::{bold, icon_button_ui, name_bar, push_right, sans};

/// Height of a line at the foot, in points.
const FOOT: f32 = 36.0;

/// The rows that are being dragged.
#[derive(Debug, Clone, PartialEq)]
enum DragPayload {
    Feeds(Vec<FeedId>),
    Folder(FolderId),
    Smart(SmartFeedId),
}

pub(super) fn sidebar_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    header_ui(ui, cx);
    let has_care = cx.state.problem_feeds().next().is_some();
    let feet = usize::from(has_care) + usize::from(!cx.state.chosen.is_empty());
    let height = ui.available_height() - feet as f32 * FOOT;
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let stop = stop_ui(ui, Pane::Sources, area, Role::Tree, &t!(pane_feeds));
    let tree = Tree::new(ui, cx);
    ui.ctx().accesskit_node_builder(stop.id, |node| {
        node.set_multiselectable();
        node.set_size_of_set(tree.top + cx.state.sidebar.len());
    });
    let rows = UiBuilder::new().max_rect(area).accessibility_parent(stop.id);
    ui.scope_builder(rows, |ui| {
        ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            top_rows_ui(ui, cx, &tree);
            ui.add_space(12.0);
            library_rows_ui(ui, cx, &tree);
        });
    });
    if !cx.state.chosen.is_empty() {
        chosen_ui(ui, cx);
    }
    if has_care {
        care_ui(ui, cx);
    }
}

fn header_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    ui.horizontal(|ui| {
        name_bar(ui, &t!(pane_feeds));
        ui.set_height(44.0);
        ui.add_space(MARGIN + 6.0);
        ui.label(egui::RichText::new(t!(window_title)).font(bold(15.0)).color(cx.theme.ink));
        push_right(ui, 3, MARGIN);
        if icon_button_ui(ui, Icon::Add, &tooltip(Command::AddFeed, cx), cx.theme).clicked() {
            cx.extend(Command::AddFeed.resolve(cx.state));
        }
        let is_idle = cx.state.progress.is_none();
        if command_button_ui(ui, cx, Icon::Refresh, Command::RefreshAll, is_idle) {
            cx.push(Action::RefreshAll);
        }
        let menu = icon_button_ui(ui, Icon::More, &t!(sidebar_menu), cx.theme);
        button_menu_ui(&menu, |ui| menu::menu_ui(ui, cx));
    });
}

/// The rows above the folders and feeds: built-in places, saved searches, tags, the preview.
fn top_rows_ui(ui: &mut Ui, cx: &UiContext<'_>, tree: &Tree) {
    for (position, place) in cx.state.top_places().enumerate() {
        let response = place_row_ui(ui, cx, &place, tree, position);
        match place.id {
            PlaceId::Search(id) => {
                if let Some(search) = cx.state.smart_feed(id) {
                    search_row_ui(ui, cx, &response, search);
                }
            }
            PlaceId::Tag(id) => {
                if let Some(tag) = cx.state.tag(id) {
                    let is_current = tree.current == place.id;
                    context_menu_ui(&response, Pane::Sources, is_current, |ui| {
                        menus::tag_menu_ui(ui, cx, tag);
                    });
                }
            }
            PlaceId::BuiltIn(_)
            | PlaceId::Feed(_)
            | PlaceId::Folder(_)
            | PlaceId::Account(_)
            | PlaceId::Preview => {}
        }
    }
}

fn place_row_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    place: &Place<'_>,
    tree: &Tree,
    position: usize,
) -> Response {
    let is_selected = cx.state.place() == place.id;
    let icon = RowIcon::Icon(Icon::of_place(place.icon));
    let row = Row {
        count: place.count,
        count_kind: place.counted,
        is_selected,
        kind: tree.kind(place.id, position),
        ..Row::new(icon, &place.name)
    };
    let response = row_ui(ui, &row, cx.theme);
    if tree.is_new && tree.current == place.id {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        cx.push(Action::SelectPlace(place.id));
    }
    response
}

/// Saved searches can be dragged to another position and have a menu.
fn search_row_ui(ui: &Ui, cx: &UiContext<'_>, response: &Response, search: &SmartFeed) {
    response.dnd_set_drag_payload(DragPayload::Smart(search.id));
    if let Some(DragPayload::Smart(dropped)) = drop_ui(
        ui,
        response,
        cx.theme,
        |dragged| matches!(dragged, DragPayload::Smart(id) if *id != search.id),
    ) {
        cx.extend(reordered(cx.state, dropped, search.id));
    }
    let is_current = tree_keys::cursor(ui.ctx(), cx.state) == PlaceId::Search(search.id);
    context_menu_ui(response, Pane::Sources, is_current, |ui| {
        menus::smart_menu_ui(ui, cx, search);
    });
}

/// The rows as keys and screen readers see them.
struct Tree {
    /// The row that the keys have come to.
    current: PlaceId,
    /// Whether that is another row than in the last frame, to scroll into view.
    is_new: bool,
    /// The number of rows above the folders and feeds.
    top: usize,
}

impl Tree {
    fn new(ui: &Ui, cx: &UiContext<'_>) -> Self {
        let id = ui.unique_id().with("place");
        let current = tree_keys::cursor(ui.ctx(), cx.state);
        let before: Option<PlaceId> = ui.data(|data| data.get_temp(id));
        let is_new = cx.state.is_loaded && before != Some(current);
        if is_new {
            ui.data_mut(|data| data.insert_temp(id, current));
        }
        Self { current, is_new, top: cx.state.top_places().count() }
    }

    fn kind(&self, place: PlaceId, position: usize) -> RowKind {
        RowKind::Item { position, is_current: place == self.current }
    }
}

fn library_rows_ui(ui: &mut Ui, cx: &UiContext<'_>, tree: &Tree) {
    let top = ui.cursor().top();
    let step = ROW_HEIGHT + ui.spacing().item_spacing.y;
    let is_selected = |row: &SidebarRow| row.place(&cx.state.library) == Some(tree.current);
    if tree.is_new
        && let Some(index) = cx.state.sidebar.iter().position(is_selected)
    {
        let place = pos2(ui.cursor().left(), top + index as f32 * step);
        ui.scroll_to_rect(Rect::from_min_size(place, vec2(1.0, ROW_HEIGHT)), None);
    }
    // Rows out of sight are only blank space: thousands of feeds cost no more than those in view.
    let clip = ui.clip_rect();
    let first = (((clip.top() - top) / step).floor().max(0.0) as usize).min(cx.state.sidebar.len());
    let last = ((((clip.bottom() - top) / step).ceil().max(0.0)) as usize + 1)
        .clamp(first, cx.state.sidebar.len());
    ui.add_space(first as f32 * step);
    let shown = cx.state.sidebar.get(first..last).unwrap_or_default();
    for (row, position) in shown.iter().zip(tree.top + first..) {
        match row {
            SidebarRow::Account { id, unread, is_folded, .. } => {
                let kind = tree.kind(PlaceId::Account(*id), position);
                account_row_ui(ui, cx, *id, (*unread, *is_folded), kind);
            }
            SidebarRow::Folder { id, name, depth, unread, is_folded } => {
                folder_row_ui(
                    ui,
                    cx,
                    &FolderRow {
                        id: *id,
                        name,
                        depth: *depth,
                        unread: *unread,
                        is_folded: *is_folded,
                        kind: tree.kind(PlaceId::Folder(*id), position),
                    },
                );
            }
            SidebarRow::Feed { index, depth, unread } => {
                let Some(feed) = cx.state.library.feeds.get(*index) else { continue };
                let icon = cx.feed_icon(feed, ui.pixels_per_point());
                let kind = tree.kind(PlaceId::Feed(feed.id), position);
                feed_row_ui(ui, cx, &FeedRow { feed, icon, depth: *depth, unread: *unread, kind });
            }
        }
    }
    ui.add_space((cx.state.sidebar.len() - last) as f32 * step);
    rest_ui(ui, cx);
    if let Some(feed_url) = cx.state.suggestion() {
        suggestion_ui(ui, cx, feed_url);
    }
}

/// A sample feed for a new library: one click subscribes to it.
fn suggestion_ui(ui: &mut Ui, cx: &UiContext<'_>, feed_url: url::Url) {
    ui.add_space(16.0);
    let label = t!(sidebar_try_sample, title = SUGGESTED_TITLE);
    let row = Row::new(RowIcon::Icon(Icon::Add), &label);
    let hint = t!(sidebar_subscribe_to, url = feed_url.as_str());
    let response = row_ui(ui, &row, cx.theme).on_hover_text(hint);
    if response.clicked() {
        cx.push(Action::Subscribe { url: feed_url, account: None, folder: None });
    }
}

/// A folder in the sidebar.
struct FolderRow<'a> {
    id: FolderId,
    name: &'a str,
    depth: usize,
    unread: u32,
    is_folded: bool,
    kind: RowKind,
}

fn folder_row_ui(ui: &mut Ui, cx: &UiContext<'_>, folder: &FolderRow<'_>) {
    let FolderRow { id, name, depth, unread, is_folded, kind } = *folder;
    let place = PlaceId::Folder(id);
    let icon = if is_folded { Icon::Folder } else { Icon::FolderOpen };
    let is_selected = cx.state.place() == place;
    let hides_count = cx.state.folder(id).is_some_and(|folder| folder.hides_count);
    let row = Row {
        depth,
        count: if hides_count { 0 } else { unread },
        count_kind: if hides_count { Count::Nothing } else { Count::Unread },
        is_expanded: Some(!is_folded),
        is_selected,
        kind,
        ..Row::new(RowIcon::Icon(icon), name)
    };
    let response = row_ui(ui, &row, cx.theme);
    if response.double_clicked() || on_icon(&response, depth) {
        cx.push(Action::ToggleFolder(id));
    } else if response.clicked() {
        cx.push(Action::SelectPlace(place));
    }
    response.dnd_set_drag_payload(DragPayload::Folder(id));
    let account = cx.state.folder(id).and_then(|folder| folder.account_id);
    let fits = |dragged: &DragPayload| match dragged {
        DragPayload::Feeds(feeds) => are_in(cx.state, feeds, account),
        DragPayload::Folder(other) => {
            let is_local = account.is_none() && cx.state.account_of_folder(*other).is_none();
            *other != id && is_local
        }
        DragPayload::Smart(_) => false,
    };
    match drop_ui(ui, &response, cx.theme, fits) {
        Some(DragPayload::Feeds(feeds)) => {
            cx.push(Action::Change(Change::MoveFeeds(feeds, Some(id))));
        }
        Some(DragPayload::Folder(other)) => {
            cx.push(Action::Change(Change::MoveFolder(other, Some(id))));
        }
        Some(DragPayload::Smart(_)) | None => {}
    }
    if let Some(folder) = cx.state.folder(id) {
        context_menu_ui(&response, Pane::Sources, kind.is_current(), |ui| {
            menus::folder_menu_ui(ui, cx, folder, is_folded);
        });
    }
}

/// Whether all these feeds are in an account, or on this computer. Servers give no feed away.
fn are_in(state: &AppState, feeds: &[FeedId], account: Option<AccountId>) -> bool {
    feeds.iter().all(|id| state.feed(*id).is_some_and(|feed| feed.account_id == account))
}

/// A feed in the sidebar.
struct FeedRow<'a> {
    feed: &'a Feed,
    icon: Option<FeedIcon>,
    depth: usize,
    unread: u32,
    kind: RowKind,
}

fn feed_row_ui(ui: &mut Ui, cx: &UiContext<'_>, row: &FeedRow<'_>) {
    let FeedRow { feed, icon, depth, unread, kind } = row;
    let place = PlaceId::Feed(feed.id);
    let is_selected = cx.state.place() == place;
    let needs_care = feed.health.needs_care();
    let hides_count = feed.options.hides_count;
    let paused = feed.paused_until(cx.now);
    let paused = paused
        .map(|until| t!(feed_paused_until, time = until_words(until, cx.now, &cx.state.zone)));
    let is_chosen = cx.state.chosen.contains(&feed.id);
    let icon = RowIcon::Feed(icon.clone(), feed.title());
    let row = Row {
        depth: *depth,
        count: if hides_count { 0 } else { *unread },
        count_kind: if hides_count { Count::Nothing } else { Count::Unread },
        is_selected,
        is_chosen,
        needs_care,
        pause: paused.as_deref(),
        kind: *kind,
        ..Row::new(icon, feed.title())
    };
    let mut response = row_ui(ui, &row, cx.theme);
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        cx.push(if modifiers.command {
            Action::ToggleChosen(feed.id)
        } else if modifiers.shift {
            Action::ChooseTo(feed.id)
        } else {
            Action::SelectPlace(place)
        });
        if !cx.state.chosen.is_empty() && modifiers.is_none() {
            cx.push(Action::ChooseNone);
        }
    }
    response.dnd_set_drag_payload(DragPayload::Feeds(cx.state.meant(feed.id)));
    if let Some(DragPayload::Feeds(feeds)) = drop_ui(ui, &response, cx.theme, |dragged| {
        matches!(dragged, DragPayload::Feeds(ids)
                if !ids.contains(&feed.id) && are_in(cx.state, ids, feed.account_id))
    }) {
        cx.push(Action::Change(Change::MoveFeedsBefore(feeds, feed.id)));
    }
    if let Some(problem) = &feed.health.problem {
        response = response.on_hover_text(problem.words());
    }
    if let Some(paused) = paused {
        response = response.on_hover_text(paused);
    }
    context_menu_ui(&response, Pane::Sources, kind.is_current(), |ui| {
        menus::feed_menu_ui(ui, cx, feed);
    });
}

/// Outlines a row while the dragged rows can be dropped on it. Returns them once they are dropped.
fn drop_ui(
    ui: &Ui,
    response: &Response,
    theme: &Theme,
    fits: impl Fn(&DragPayload) -> bool,
) -> Option<DragPayload> {
    if response.dnd_hover_payload::<DragPayload>().is_some_and(|dragged| fits(&dragged)) {
        let shape = response.rect.shrink2(vec2(MARGIN, 0.0));
        ui.painter().rect_stroke(
            shape,
            CornerRadius::same(7),
            (1.5, theme.accent),
            egui::StrokeKind::Inside,
        );
    }
    response
        .dnd_release_payload::<DragPayload>()
        .filter(|dragged| fits(dragged))
        .map(|dragged| DragPayload::clone(&dragged))
}

/// The space below the feeds. Feeds and folders that are dropped there leave their folder.
fn rest_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    if egui::DragAndDrop::payload::<DragPayload>(ui.ctx()).is_none() {
        return;
    }
    let (_, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    match drop_ui(ui, &response, cx.theme, |dragged| !matches!(dragged, DragPayload::Smart(_))) {
        Some(DragPayload::Feeds(feeds)) => cx.push(Action::Change(Change::MoveFeeds(feeds, None))),
        Some(DragPayload::Folder(folder)) => {
            cx.push(Action::Change(Change::MoveFolder(folder, None)));
        }
        Some(DragPayload::Smart(_)) | None => {}
    }
}

/// Moves a saved search to the position of another.
fn reordered(state: &AppState, moved: SmartFeedId, to: SmartFeedId) -> Option<Action> {
    let place = |id: SmartFeedId| state.library.smart_feeds.iter().position(|feed| feed.id == id);
    let by = isize::try_from(place(to)?).ok()? - isize::try_from(place(moved)?).ok()?;
    Some(Action::Change(Change::MoveSmartFeed(moved, by)))
}

fn care_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let count = cx.state.problem_feeds().count();
    let words = t!(sidebar_problems, count = count);
    ui.add_space(3.0);
    if row_ui(ui, &Row::new(RowIcon::Icon(Icon::Warning), &words), cx.theme).clicked() {
        let view = HealthView { filter: HealthFilter::Failing, ..HealthView::default() };
        cx.push(Action::OpenDialog(Box::new(Dialog::Health(view))));
    }
}

/// The commands for the selected feeds.
fn chosen_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    ui.horizontal(|ui| {
        ui.set_height(FOOT);
        ui.add_space(MARGIN + 6.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.label(
            egui::RichText::new(t!(sidebar_selected, count = cx.state.chosen.len()))
                .font(sans(12.5))
                .color(cx.theme.ink),
        );
        let ids: Vec<FeedId> = cx.state.chosen.iter().copied().collect();
        push_right(ui, 3, MARGIN);
        if icon_button_ui(ui, Icon::Folder, &t!(sidebar_move_selected), cx.theme).clicked() {
            cx.push(Action::OpenDialog(Box::new(Dialog::Move(ids.clone()))));
        }
        let unsubscribe = t!(sidebar_unsubscribe_selected);
        if icon_button_ui(ui, Icon::Remove, &unsubscribe, cx.theme).clicked() {
            cx.push(Action::Change(Change::Unsubscribe(ids)));
        }
        if icon_button_ui(ui, Icon::Close, &t!(sidebar_clear_selection), cx.theme).clicked() {
            cx.push(Action::ChooseNone);
        }
    });
}
