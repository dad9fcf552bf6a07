//! One row of the sidebar: icon, name and count. What a click on it does is decided by the sidebar.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::Pane;
use crate::i18n::{number_words, t};
use crate::query::Count;

use super::feed_icons::{self, FeedIcon};
use super::focus::{has_ring, stop_id};
use super::icons::Icon;
use super::theme::Theme;
use super::widgets::{bold, line, ring, sans};

/// Height of a row, in points.
pub(super) const ROW_HEIGHT: f32 = 29.0;
/// Indent of a row inside a folder, in points.
const INDENT: f32 = 16.0;
/// Space left and right of the rows, in points.
pub(super) const MARGIN: f32 = 8.0;

#[expect(clippy::struct_excessive_bools, reason = "each changes another part of its looks")]
pub(super) struct Row<'a> {
    pub(super) icon: RowIcon<'a>,
    pub(super) label: &'a str,
    pub(super) depth: usize,
    pub(super) count: u32,
    pub(super) count_kind: Count,
    /// Whether a folder is open; `None` for other rows.
    pub(super) is_expanded: Option<bool>,
    pub(super) is_selected: bool,
    /// Whether it is selected together with others.
    pub(super) is_chosen: bool,
    pub(super) needs_care: bool,
    /// Until when a feed pauses, in words.
    pub(super) pause: Option<&'a str>,
    /// Whether it heads a section.
    pub(super) is_section: bool,
    pub(super) kind: RowKind,
}

/// The kind of a row for keys and screen readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A place in the tree, which has the focus as a whole.
    Item {
        /// Its index among all rows of the tree.
        position: usize,
        /// Whether the keys have come to it.
        is_current: bool,
    },
    /// A button below the tree.
    Button,
}

impl RowKind {
    pub(super) fn is_current(self) -> bool {
        matches!(self, Self::Item { is_current: true, .. })
    }
}

impl<'a> Row<'a> {
    pub(super) fn new(icon: RowIcon<'a>, label: &'a str) -> Self {
        Self {
            icon,
            label,
            depth: 0,
            count: 0,
            count_kind: Count::Nothing,
            is_expanded: None,
            is_selected: false,
            is_chosen: false,
            needs_care: false,
            pause: None,
            is_section: false,
            kind: RowKind::Button,
        }
    }
}

pub(super) enum RowIcon<'a> {
    Icon(Icon),
    /// The icon of a feed, with its name for the tile.
    Feed(Option<FeedIcon>, &'a str),
}

/// Whether a click hit the folder's icon, which opens and closes it.
pub(super) fn on_icon(response: &Response, depth: usize) -> bool {
    let left = response.rect.left() + MARGIN + depth as f32 * INDENT;
    response.clicked()
        && response.interact_pointer_pos().is_some_and(|pos| (left..left + 24.0).contains(&pos.x))
}

pub(super) fn row_ui(ui: &mut Ui, row: &Row<'_>, theme: &Theme) -> Response {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (role, sense) = match row.kind {
        RowKind::Item { .. } => (Role::TreeItem, Sense::CLICK | Sense::DRAG),
        RowKind::Button => (Role::Button, Sense::click()),
    };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| WidgetInfo::labeled(role, true, row.label));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if let RowKind::Item { position, .. } = row.kind {
            node.set_selected(row.is_selected || row.is_chosen);
            // AccessKit counts both from zero.
            node.set_level(row.depth);
            node.set_position_in_set(position);
        }
        let description = description(row);
        if !description.is_empty() {
            node.set_description(description);
        }
        if let Some(is_expanded) = row.is_expanded {
            node.set_expanded(is_expanded);
        }
    });
    if row.kind.is_current() {
        ui.ctx().accesskit_node_builder(stop_id(Pane::Sources), |tree| {
            tree.set_active_descendant(response.id.accesskit_id());
        });
    }
    if ui.is_rect_visible(rect) {
        paint_row(ui, rect, row, &response, theme);
    }
    response
}

fn description(row: &Row<'_>) -> String {
    let counted = match (row.count_kind, row.count) {
        (Count::Unread | Count::UnreadToday | Count::UnreadFound, 0) => t!(sidebar_no_unread),
        (Count::Unread | Count::UnreadToday | Count::UnreadFound, count) => {
            t!(sidebar_unread, count = count)
        }
        (Count::Starred, 0) => t!(sidebar_no_starred),
        (Count::Starred, count) => t!(sidebar_starred, count = count),
        (Count::Asleep, count) => t!(sidebar_asleep, count = count),
        (Count::Queued, count) => t!(sidebar_queued, count = count),
        (Count::Nothing, _) => String::new(),
    };
    let counted = if row.needs_care { t!(sidebar_has_problem, count = counted) } else { counted };
    let words = [counted.as_str(), row.pause.unwrap_or_default()];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

fn paint_row(ui: &Ui, rect: Rect, row: &Row<'_>, response: &Response, theme: &Theme) {
    let painter = ui.painter();
    let shape = rect.shrink2(vec2(MARGIN, 0.0));
    if row.is_selected || row.is_chosen {
        painter.rect_filled(shape, CornerRadius::same(7), theme.selection);
    } else if response.hovered() {
        painter.rect_filled(shape, CornerRadius::same(7), theme.hover);
    }
    if response.has_focus() || row.kind.is_current() && has_ring(ui.ctx(), Pane::Sources) {
        ring(painter, shape, theme);
    }
    let middle = rect.center().y;
    let left = shape.left() + 8.0 + row.depth as f32 * INDENT;
    let icon = pos2(left + 8.0, middle);
    match &row.icon {
        RowIcon::Icon(_) | RowIcon::Feed(..) if row.is_chosen => {
            Icon::Done.paint(painter, icon, 15.0, theme.accent);
        }
        RowIcon::Icon(which) => {
            which.paint(
                painter,
                icon,
                15.0,
                if row.is_selected { theme.accent } else { theme.dim },
            );
        }
        RowIcon::Feed(picture, name) => {
            feed_icons::paint(painter, icon, feed_icons::SIDE, picture.as_ref(), name, theme);
        }
    }
    let mut right = shape.right() - 9.0;
    if row.count > 0 {
        let text = number_words(u64::from(row.count));
        let galley = painter.layout_no_wrap(text, sans(12.0), theme.dim);
        right -= galley.size().x;
        painter.galley(pos2(right, middle - galley.size().y / 2.0), galley, theme.dim);
        right -= 8.0;
    }
    if row.pause.is_some() {
        right -= 14.0;
        Icon::Pause.paint(painter, pos2(right + 7.0, middle), 12.0, theme.dim);
        right -= 6.0;
    }
    if row.needs_care {
        right -= 14.0;
        Icon::Warning.paint(painter, pos2(right + 7.0, middle), 13.0, theme.warning);
        right -= 6.0;
    }
    let text_left = left + 25.0;
    let (font, color) = if row.is_section {
        (bold(12.5), theme.dim)
    } else if row.count > 0 || row.is_selected {
        (sans(13.5), theme.ink)
    } else {
        (sans(13.5), theme.dim)
    };
    line(painter, pos2(text_left, middle), row.label, font, color, right - text_left);
}
