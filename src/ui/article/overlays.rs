//! Panels over the article: the find bar and the table of contents.

use egui::accesskit::Role;
use egui::{
    Area, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText, ScrollArea, Ui, UiBuilder,
    pos2, vec2,
};

use crate::i18n::t;
use crate::ui::choosing::selected_ui;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_once, icon_button_ui, sans, text_field};

use super::find::{Direction, Find};
use super::flow::Heading;
use super::view::View;

/// Width of the find bar, in points.
const FIND_WIDTH: f32 = 340.0;
/// Width of the table of contents, in points.
const POPUP_WIDTH: f32 = 340.0;

/// The user's request in the find bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FindEvent {
    Nothing,
    Changed,
    Step(Direction),
    Close,
}

/// The find bar, in the upper right corner of the pane.
pub(super) fn find_ui(ui: &mut Ui, find: &mut Find, pane: Rect, theme: &Theme) -> FindEvent {
    let width = FIND_WIDTH.min(pane.width() - 16.0);
    let rect =
        Rect::from_min_size(pos2(pane.right() - width - 16.0, pane.top() + 6.0), vec2(width, 40.0));
    let mut wish = FindEvent::Nothing;
    let mut inner = ui.new_child(UiBuilder::new().id_salt("find").max_rect(rect));
    popup_frame(theme).show(&mut inner, |ui| {
        ui.horizontal(|ui| {
            let field_width = ui.available_width() - 184.0;
            let field = text_field(ui, &mut find.text)
                .hint_text(t!(command_find_in_article))
                .desired_width(field_width)
                .id(find_id());
            let response = ui.add(field).accessible_name(t!(command_find_in_article));
            focus_once(&response, &mut find.wants_focus);
            if response.changed() {
                wish = FindEvent::Changed;
            }
            if response.has_focus() || response.lost_focus() {
                wish = find_keys(ui).unwrap_or(wish);
            }
            if matches!(wish, FindEvent::Step(_)) {
                response.request_focus();
            }
            let words = find.words();
            let (place, _) = ui.allocate_exact_size(vec2(86.0, 24.0), egui::Sense::HOVER);
            let mut label = ui.new_child(
                UiBuilder::new()
                    .max_rect(place)
                    .layout(egui::Layout::right_to_left(egui::Align::Center)),
            );
            label.label(RichText::new(words).font(sans(12.0)).color(theme.dim));
            ui.spacing_mut().item_spacing.x = 0.0;
            if icon_button_ui(ui, Icon::Up, &t!(find_previous), theme).clicked() {
                wish = FindEvent::Step(Direction::Back);
            }
            if icon_button_ui(ui, Icon::Unfolded, &t!(find_next), theme).clicked() {
                wish = FindEvent::Step(Direction::Forward);
            }
            if icon_button_ui(ui, Icon::Close, &t!(find_close), theme).clicked() {
                wish = FindEvent::Close;
            }
        });
    });
    wish
}

fn find_keys(ui: &Ui) -> Option<FindEvent> {
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            Some(FindEvent::Close)
        } else if input.consume_key(Modifiers::SHIFT, Key::Enter) {
            Some(FindEvent::Step(Direction::Back))
        } else if input.consume_key(Modifiers::NONE, Key::Enter) {
            Some(FindEvent::Step(Direction::Forward))
        } else {
            None
        }
    })
}

pub(super) fn find_id() -> Id {
    Id::unique("find in article")
}

/// The heading that the top edge is under.
pub(super) fn current_heading(headings: &[Heading], view: &View) -> Option<usize> {
    // A heading counts as soon as it has reached the edge.
    let edge = view.visible.iter().find(|(_, y)| *y > 0.0).map_or(view.edge.piece, |(at, _)| *at);
    headings.partition_point(|heading| heading.piece <= edge).checked_sub(1)
}

/// The state of a popup after a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PopupResult {
    Stays,
    Closes,
    /// The user chose this piece.
    Goes(usize),
}

/// The table of contents as a list in the upper right corner.
pub(super) fn outline_ui(
    ui: &Ui,
    headings: &[Heading],
    current: Option<usize>,
    pane: Rect,
    theme: &Theme,
) -> PopupResult {
    let mut result = escape(ui);
    let at = pos2(pane.right() - POPUP_WIDTH.min(pane.width()) - 20.0, pane.top() + 8.0);
    let area = Area::new(Id::unique("outline")).order(Order::Foreground).fixed_pos(at).show(
        ui.ctx(),
        |ui| {
            popup_frame(theme).show(ui, |ui| {
                ui.set_width(POPUP_WIDTH.min(pane.width() - 40.0));
                ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                    node.set_role(Role::ListBox);
                    node.set_label(t!(command_show_outline));
                    node.set_size_of_set(headings.len());
                });
                ScrollArea::vertical().max_height(pane.height() - 80.0).show(ui, |ui| {
                    for (index, heading) in headings.iter().enumerate() {
                        ui.horizontal(|ui| {
                            ui.add_space(f32::from(heading.level.saturating_sub(1).min(4)) * 14.0);
                            let color =
                                if current == Some(index) { theme.accent } else { theme.ink };
                            let words = RichText::new(&heading.words).font(sans(13.5)).color(color);
                            let is_current = current == Some(index);
                            let button = egui::Button::selectable(is_current, words).truncate();
                            let response = ui.add(button);
                            selected_ui(ui, &response, Role::ListBoxOption, is_current);
                            if ui.memory(|memory| memory.focused().is_none())
                                && current.unwrap_or(0) == index
                            {
                                response.request_focus();
                            }
                            if response.clicked() {
                                result = PopupResult::Goes(heading.piece);
                            }
                        });
                    }
                });
            });
        },
    );
    if result == PopupResult::Stays && is_clicked_outside(ui, area.response.rect) {
        PopupResult::Closes
    } else {
        result
    }
}

/// The headings in the margin of a wide pane.
pub(super) fn margin_ui(
    ui: &mut Ui,
    headings: &[Heading],
    current: Option<usize>,
    pane: Rect,
    room: f32,
    theme: &Theme,
) -> Option<usize> {
    let mut gone = None;
    let rect = Rect::from_min_size(
        pos2(pane.left() + 24.0, pane.top() + 64.0),
        vec2(room - 56.0, pane.height() - 120.0),
    );
    let mut inner = ui.new_child(UiBuilder::new().id_salt("margin outline").max_rect(rect));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    inner.spacing_mut().item_spacing.y = 3.0;
    let first = current.unwrap_or(0).saturating_sub(8);
    for (index, heading) in headings.iter().enumerate().skip(first) {
        if inner.cursor().top() + 18.0 > rect.bottom() {
            break;
        }
        inner.horizontal(|ui| {
            ui.add_space(f32::from(heading.level.saturating_sub(1).min(3)) * 10.0);
            let color = if current == Some(index) { theme.accent } else { theme.faint };
            let words = RichText::new(&heading.words).font(sans(12.0)).color(color);
            if ui.add(egui::Label::new(words).truncate().sense(egui::Sense::click())).clicked() {
                gone = Some(heading.piece);
            }
        });
    }
    gone
}

pub(super) fn escape(ui: &Ui) -> PopupResult {
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        PopupResult::Closes
    } else {
        PopupResult::Stays
    }
}

/// Presses count, not releases: the release of the click that opened the popup comes later.
pub(super) fn is_clicked_outside(ui: &Ui, rect: Rect) -> bool {
    ui.input(|input| {
        input.pointer.any_pressed()
            && input.pointer.interact_pos().is_some_and(|pointer| !rect.contains(pointer))
    })
}

pub(super) fn popup_frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.popup)
        .corner_radius(10)
        .inner_margin(Margin::symmetric(10, 8))
        .stroke(egui::Stroke::new(1.0, theme.hairline))
        .shadow(egui::Shadow { offset: [0, 4], blur: 16, spread: 0, color: theme.shadow })
}
