//! The left pane: smart feeds, folders, feeds, and a word on those that need care.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{
    Action, AppState, Command, Dialog, HealthFilter, Place, SUGGESTED_TITLE, SidebarRow,
};
use crate::config::SessionSource;
use crate::library::Change;
use crate::model::{Feed, FeedId, FolderId, SmartFeedId};

use super::feed_icons::{self, FeedIcon, FeedIcons};
use super::icons::Icon;
use super::menu;
use super::sidebar_menus as menus;
use super::theme::Theme;
use super::widgets::{bold, command_button_ui, focus_ring, icon_button_ui, line, sans, tooltip};

const ROW_HEIGHT: f32 = 29.0;
/// Height of a line at the foot, in points.
const FOOT: f32 = 36.0;
const INDENT: f32 = 16.0;
const MARGIN: f32 = 8.0;

/// What a row shows.
struct Row<'a> {
    icon: RowIcon<'a>,
    label: &'a str,
    depth: usize,
    count: u32,
    counted: Counted,
    /// Whether what lies in a folder is shown; `None` for what is no folder.
    is_expanded: Option<bool>,
    is_selected: bool,
    /// Chosen together with others.
    is_chosen: bool,
    needs_care: bool,
}

impl<'a> Row<'a> {
    fn new(icon: RowIcon<'a>, label: &'a str) -> Self {
        Self {
            icon,
            label,
            depth: 0,
            count: 0,
            counted: Counted::Nothing,
            is_expanded: None,
            is_selected: false,
            is_chosen: false,
            needs_care: false,
        }
    }
}

/// What the number of a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Unread,
    Starred,
    Nothing,
}

/// What is being dragged.
#[derive(Debug, Clone, PartialEq)]
enum Dragged {
    Feeds(Vec<FeedId>),
    Folder(FolderId),
    Smart(SmartFeedId),
}

enum RowIcon<'a> {
    Icon(Icon),
    /// That of a feed, with its name.
    Feed(Option<FeedIcon>, &'a str),
}

/// Draws the sidebar; returns what the user asked for.
pub(super) fn sidebar_ui(
    ui: &mut Ui,
    state: &AppState,
    icons: &mut FeedIcons,
    theme: &Theme,
) -> Vec<Action> {
    let mut actions = Vec::new();
    header_ui(ui, state, theme, &mut actions);
    let has_care = state.problem_feeds().next().is_some();
    let feet = usize::from(has_care) + usize::from(!state.chosen.is_empty());
    let height = ui.available_height() - feet as f32 * FOOT;
    ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let is_new = is_new_place(ui, state);
        smart_rows_ui(ui, state, is_new, theme, &mut actions);
        ui.add_space(12.0);
        library_rows_ui(ui, state, icons, is_new, theme, &mut actions);
    });
    if !state.chosen.is_empty() {
        chosen_ui(ui, state, theme, &mut actions);
    }
    if has_care {
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
            egui::Popup::menu(&menu).show(|ui| menu::menu_ui(ui, state, theme, actions));
            if command_button_ui(
                ui,
                Icon::Refresh,
                Command::RefreshAll,
                state.progress.is_none(),
                theme,
            ) {
                actions.push(Action::RefreshAll);
            }
            if icon_button_ui(ui, Icon::Add, &tooltip(Command::AddFeed, theme), theme).clicked() {
                actions.extend(Command::AddFeed.resolve(state));
            }
        });
    });
}

fn smart_rows_ui(
    ui: &mut Ui,
    state: &AppState,
    is_new: bool,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let counts = &state.library.counts;
    let smart = [
        (SessionSource::Today, Icon::Today, "Today", counts.today, Counted::Unread),
        (SessionSource::Unread, Icon::Unread, "Unread", counts.total(), Counted::Unread),
        (SessionSource::Starred, Icon::Star, "Starred", counts.starred, Counted::Starred),
    ];
    for (source, icon, label, count, counted) in smart {
        let is_selected = state.place() == Place::Library(source);
        let row = Row { count, counted, is_selected, ..Row::new(RowIcon::Icon(icon), label) };
        let response = row_ui(ui, &row, theme);
        if is_new && is_selected {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            actions.push(Action::SelectPlace(Place::Library(source)));
        }
    }
    for feed in &state.library.smart_feeds {
        let place = Place::Library(SessionSource::Smart(feed.id));
        let count = state.smart_count(feed.id);
        let is_selected = state.place() == place;
        let row = Row {
            count,
            counted: Counted::Unread,
            is_selected,
            ..Row::new(RowIcon::Icon(Icon::Search), &feed.name)
        };
        let response = row_ui(ui, &row, theme);
        if is_new && is_selected {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            actions.push(Action::SelectPlace(place));
        }
        response.dnd_set_drag_payload(Dragged::Smart(feed.id));
        if let Some(Dragged::Smart(dropped)) = drop_ui(
            ui,
            &response,
            theme,
            |dragged| matches!(dragged, Dragged::Smart(id) if *id != feed.id),
        ) {
            actions.extend(reordered(state, dropped, feed.id));
        }
        response.context_menu(|ui| menus::smart_menu_ui(ui, feed, actions));
    }
    if let Some(preview) = &state.preview {
        let title =
            if preview.feed.title.is_empty() { "Preview" } else { preview.feed.title.as_str() };
        let row =
            Row { is_selected: state.is_preview(), ..Row::new(RowIcon::Icon(Icon::Web), title) };
        if row_ui(ui, &row, theme).clicked() {
            actions.push(Action::SelectPlace(Place::Preview));
        }
    }
}

/// Whether another place was selected since the frame before: its row is to be seen.
fn is_new_place(ui: &Ui, state: &AppState) -> bool {
    let id = ui.unique_id().with("place");
    let before: Option<Place> = ui.data(|data| data.get_temp(id));
    let is_new = state.is_loaded && before != Some(state.place());
    if is_new {
        ui.data_mut(|data| data.insert_temp(id, state.place()));
    }
    is_new
}

fn library_rows_ui(
    ui: &mut Ui,
    state: &AppState,
    icons: &mut FeedIcons,
    is_new: bool,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let top = ui.cursor().top();
    let step = ROW_HEIGHT + ui.spacing().item_spacing.y;
    let is_selected = |row: &SidebarRow| {
        row.source(&state.library).is_some_and(|source| state.place() == Place::Library(source))
    };
    if is_new && let Some(index) = state.sidebar.iter().position(is_selected) {
        let place = pos2(ui.cursor().left(), top + index as f32 * step);
        ui.scroll_to_rect(Rect::from_min_size(place, vec2(1.0, ROW_HEIGHT)), None);
    }
    // Rows out of sight are only room: a sidebar of thousands of feeds costs what is visible.
    let clip = ui.clip_rect();
    let first = (((clip.top() - top) / step).floor().max(0.0) as usize).min(state.sidebar.len());
    let last = ((((clip.bottom() - top) / step).ceil().max(0.0)) as usize + 1)
        .clamp(first, state.sidebar.len());
    ui.add_space(first as f32 * step);
    for row in state.sidebar.get(first..last).unwrap_or_default() {
        match row {
            SidebarRow::Folder { id, name, depth, unread, is_folded } => {
                folder_row_ui(
                    ui,
                    state,
                    &FolderRow {
                        id: *id,
                        name,
                        depth: *depth,
                        unread: *unread,
                        is_folded: *is_folded,
                    },
                    theme,
                    actions,
                );
            }
            SidebarRow::Feed { index, depth, unread } => {
                let Some(feed) = state.library.feeds.get(*index) else { continue };
                let icon = icons.of(feed, ui.pixels_per_point());
                feed_row_ui(
                    ui,
                    state,
                    &FeedRow { feed, icon, depth: *depth, unread: *unread },
                    theme,
                    actions,
                );
            }
        }
    }
    ui.add_space((state.sidebar.len() - last) as f32 * step);
    rest_ui(ui, theme, actions);
    if let Some(feed_url) = state.suggestion() {
        suggestion_ui(ui, feed_url, theme, actions);
    }
}

/// A feed to begin with: one click subscribes to it.
fn suggestion_ui(ui: &mut Ui, feed_url: url::Url, theme: &Theme, actions: &mut Vec<Action>) {
    ui.add_space(16.0);
    let label = format!("Try {SUGGESTED_TITLE}");
    let row = Row::new(RowIcon::Icon(Icon::Add), &label);
    let response = row_ui(ui, &row, theme).on_hover_text(format!("Subscribe to {feed_url}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.clicked() {
        actions.push(Action::Subscribe { feed_url, folder_id: None });
    }
}

/// A folder in the sidebar.
struct FolderRow<'a> {
    id: FolderId,
    name: &'a str,
    depth: usize,
    unread: u32,
    is_folded: bool,
}

fn folder_row_ui(
    ui: &mut Ui,
    state: &AppState,
    folder: &FolderRow<'_>,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let FolderRow { id, name, depth, unread, is_folded } = *folder;
    let source = SessionSource::Folder(id);
    let icon = if is_folded { Icon::Folder } else { Icon::FolderOpen };
    let is_selected = state.place() == Place::Library(source);
    let row = Row {
        depth,
        count: unread,
        counted: Counted::Unread,
        is_expanded: Some(!is_folded),
        is_selected,
        ..Row::new(RowIcon::Icon(icon), name)
    };
    let response = row_ui(ui, &row, theme);
    if response.double_clicked() || on_icon(&response, depth) {
        actions.push(Action::ToggleFolder(id));
    } else if response.clicked() {
        actions.push(Action::SelectPlace(Place::Library(source)));
    }
    response.dnd_set_drag_payload(Dragged::Folder(id));
    let fits = |dragged: &Dragged| match dragged {
        Dragged::Feeds(_) => true,
        Dragged::Folder(other) => *other != id,
        Dragged::Smart(_) => false,
    };
    match drop_ui(ui, &response, theme, fits) {
        Some(Dragged::Feeds(feeds)) => {
            actions.push(Action::Change(Change::MoveFeeds(feeds, Some(id))))
        }
        Some(Dragged::Folder(other)) => {
            actions.push(Action::Change(Change::MoveFolder(other, Some(id))))
        }
        Some(Dragged::Smart(_)) | None => {}
    }
    if let Some(folder) = state.folder(id) {
        response.context_menu(|ui| menus::folder_menu_ui(ui, state, folder, is_folded, actions));
    }
}

/// A feed in the sidebar.
struct FeedRow<'a> {
    feed: &'a Feed,
    icon: Option<FeedIcon>,
    depth: usize,
    unread: u32,
}

fn feed_row_ui(
    ui: &mut Ui,
    state: &AppState,
    row: &FeedRow<'_>,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let FeedRow { feed, icon, depth, unread } = row;
    let source = SessionSource::Feed(feed.id);
    let is_selected = state.place() == Place::Library(source);
    let needs_care = feed.health.needs_care();
    let is_chosen = state.chosen.contains(&feed.id);
    let icon = RowIcon::Feed(icon.clone(), feed.title());
    let row = Row {
        depth: *depth,
        count: *unread,
        counted: Counted::Unread,
        is_selected,
        is_chosen,
        needs_care,
        ..Row::new(icon, feed.title())
    };
    let mut response = row_ui(ui, &row, theme);
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        actions.push(match () {
            () if modifiers.command => Action::ToggleChosen(feed.id),
            () if modifiers.shift => Action::ChooseTo(feed.id),
            () => Action::SelectPlace(Place::Library(source)),
        });
        if !state.chosen.is_empty() && modifiers.is_none() {
            actions.push(Action::ChooseNone);
        }
    }
    response.dnd_set_drag_payload(Dragged::Feeds(state.meant(feed.id)));
    if let Some(Dragged::Feeds(feeds)) = drop_ui(
        ui,
        &response,
        theme,
        |dragged| matches!(dragged, Dragged::Feeds(ids) if !ids.contains(&feed.id)),
    ) {
        actions.push(Action::Change(Change::MoveFeedsBefore(feeds, feed.id)));
    }
    if let Some(problem) = &feed.health.problem {
        response = response.on_hover_text(problem.words());
    }
    response.context_menu(|ui| menus::feed_menu_ui(ui, state, feed, actions));
}

/// Shows that what is dragged can be dropped on a row, and says what was.
fn drop_ui(
    ui: &Ui,
    response: &Response,
    theme: &Theme,
    fits: impl Fn(&Dragged) -> bool,
) -> Option<Dragged> {
    if response.dnd_hover_payload::<Dragged>().is_some_and(|dragged| fits(&dragged)) {
        let shape = response.rect.shrink2(vec2(MARGIN, 0.0));
        ui.painter().rect_stroke(
            shape,
            CornerRadius::same(7),
            (1.5, theme.accent),
            egui::StrokeKind::Inside,
        );
    }
    response
        .dnd_release_payload::<Dragged>()
        .filter(|dragged| fits(dragged))
        .map(|dragged| Dragged::clone(&dragged))
}

/// The room below the feeds: what is dropped there lies in no folder.
fn rest_ui(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) {
    if egui::DragAndDrop::payload::<Dragged>(ui.ctx()).is_none() {
        return;
    }
    let (_, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    match drop_ui(ui, &response, theme, |dragged| !matches!(dragged, Dragged::Smart(_))) {
        Some(Dragged::Feeds(feeds)) => actions.push(Action::Change(Change::MoveFeeds(feeds, None))),
        Some(Dragged::Folder(folder)) => {
            actions.push(Action::Change(Change::MoveFolder(folder, None)))
        }
        Some(Dragged::Smart(_)) | None => {}
    }
}

/// Brings a saved search to the place of another.
fn reordered(state: &AppState, moved: SmartFeedId, to: SmartFeedId) -> Option<Action> {
    let place = |id: SmartFeedId| state.library.smart_feeds.iter().position(|feed| feed.id == id);
    let by = isize::try_from(place(to)?).ok()? - isize::try_from(place(moved)?).ok()?;
    Some(Action::Change(Change::MoveSmartFeed(moved, by)))
}

/// Whether a click hit the folder's icon, which folds and unfolds.
fn on_icon(response: &Response, depth: usize) -> bool {
    let left = response.rect.left() + MARGIN + depth as f32 * INDENT;
    response.clicked()
        && response.interact_pointer_pos().is_some_and(|pos| (left..left + 24.0).contains(&pos.x))
}

fn row_ui(ui: &mut Ui, row: &Row<'_>, theme: &Theme) -> Response {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    response.widget_info(|| {
        WidgetInfo::selected(Role::TreeItem, true, row.is_selected || row.is_chosen, row.label)
    });
    let description = description(row);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::TreeItem);
        node.set_level(row.depth + 1);
        if !description.is_empty() {
            node.set_description(description);
        }
        if let Some(is_expanded) = row.is_expanded {
            node.set_expanded(is_expanded);
        }
    });
    if ui.is_rect_visible(rect) {
        paint_row(ui, rect, row, &response, theme);
    }
    response
}

fn description(row: &Row<'_>) -> String {
    let count = if row.count > 0 { row.count.to_string() } else { "none".to_owned() };
    let counted = match row.counted {
        Counted::Unread => format!("{count} unread"),
        Counted::Starred => format!("{count} starred"),
        Counted::Nothing => String::new(),
    };
    let care = if row.needs_care { ", needs care" } else { "" };
    format!("{counted}{care}")
}

fn paint_row(ui: &Ui, rect: Rect, row: &Row<'_>, response: &Response, theme: &Theme) {
    let painter = ui.painter();
    let shape = rect.shrink2(vec2(MARGIN, 0.0));
    if row.is_selected {
        painter.rect_filled(shape, CornerRadius::same(7), theme.selection);
    } else if response.hovered() {
        painter.rect_filled(shape, CornerRadius::same(7), theme.hover);
    }
    if row.is_chosen {
        painter.rect_stroke(
            shape,
            CornerRadius::same(7),
            (1.0, theme.accent),
            egui::StrokeKind::Inside,
        );
    }
    focus_ring(painter, &response.clone().with_new_rect(shape), theme);
    let middle = rect.center().y;
    let left = shape.left() + 8.0 + row.depth as f32 * INDENT;
    let icon = pos2(left + 8.0, middle);
    match &row.icon {
        RowIcon::Icon(which) => {
            which.paint(painter, icon, 15.0, if row.is_selected { theme.accent } else { theme.dim })
        }
        RowIcon::Feed(picture, name) => {
            feed_icons::paint(painter, icon, feed_icons::SIDE, picture.as_ref(), name, theme)
        }
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
    let (font, color) = if row.count > 0 || row.is_selected {
        (sans(13.5), theme.ink)
    } else {
        (sans(13.5), theme.dim)
    };
    line(painter, pos2(text_left, middle), row.label, font, color, right - text_left);
}

fn care_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    let count = state.problem_feeds().count();
    let words = if count == 1 {
        "1 feed needs care".to_owned()
    } else {
        format!("{count} feeds need care")
    };
    ui.add_space(3.0);
    if row_ui(ui, &Row::new(RowIcon::Icon(Icon::Warning), &words), theme).clicked() {
        actions.push(Action::OpenDialog(Box::new(Dialog::Health(HealthFilter::Failing))));
    }
}

/// What can be done with the feeds that are chosen.
fn chosen_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_height(FOOT);
        ui.add_space(MARGIN + 6.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.label(
            egui::RichText::new(format!("{} chosen", state.chosen.len()))
                .font(sans(12.5))
                .color(theme.ink),
        );
        let ids: Vec<FeedId> = state.chosen.iter().copied().collect();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(MARGIN);
            ui.spacing_mut().item_spacing.x = 2.0;
            if icon_button_ui(ui, Icon::Close, "Choose none", theme).clicked() {
                actions.push(Action::ChooseNone);
            }
            if icon_button_ui(ui, Icon::Remove, "Unsubscribe from the chosen feeds", theme)
                .clicked()
            {
                actions.push(Action::Change(Change::Unsubscribe(ids.clone())));
            }
            if icon_button_ui(ui, Icon::Folder, "Move the chosen feeds", theme).clicked() {
                actions.push(Action::OpenDialog(Box::new(Dialog::Move(ids))));
            }
        });
    });
}
