//! What lies over the article for a moment: the field for finding, the outline, a footnote.

use egui::{
    Area, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText, ScrollArea, Ui, UiBuilder,
    pos2, vec2,
};

use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_once, icon_button_ui, sans, text_field};

use super::find::{Direction, Find};
use super::flow::{Flow, NestKind, PieceKind};
use super::style::Look;
use super::view::View;

/// Width of the field for finding, with its buttons, in points.
const FIND_WIDTH: f32 = 340.0;
/// Width of the outline and of a footnote, in points.
const POPUP_WIDTH: f32 = 340.0;
/// Fewer headings than this are no outline.
const FEWEST_HEADINGS: usize = 3;
/// Longest footnote that is shown by itself, in characters; the rest is where it stands.
const MOST_NOTE_CHARS: usize = 1_500;

/// What the reader wants of the field for finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FindWish {
    Nothing,
    Changed,
    Step(Direction),
    Close,
}

/// The field for finding, in the upper right corner of the pane.
pub(super) fn find_ui(ui: &mut Ui, find: &mut Find, pane: Rect, theme: &Theme) -> FindWish {
    let width = FIND_WIDTH.min(pane.width() - 16.0);
    let rect =
        Rect::from_min_size(pos2(pane.right() - width - 16.0, pane.top() + 6.0), vec2(width, 40.0));
    let mut wish = FindWish::Nothing;
    let mut inner = ui.new_child(UiBuilder::new().id_salt("find").max_rect(rect));
    popup_frame(theme).show(&mut inner, |ui| {
        ui.horizontal(|ui| {
            let field_width = ui.available_width() - 184.0;
            let field = text_field(ui, &mut find.text)
                .hint_text("Find in article")
                .desired_width(field_width)
                .id(find_id());
            let response = ui.add(field);
            focus_once(&response, &mut find.wants_focus);
            if response.changed() {
                wish = FindWish::Changed;
            }
            if response.has_focus() || response.lost_focus() {
                wish = find_keys(ui).unwrap_or(wish);
            }
            if matches!(wish, FindWish::Step(_)) {
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
            if icon_button_ui(ui, Icon::Up, "Previous match (Shift+Enter)", theme).clicked() {
                wish = FindWish::Step(Direction::Back);
            }
            if icon_button_ui(ui, Icon::Unfolded, "Next match (Enter)", theme).clicked() {
                wish = FindWish::Step(Direction::Forward);
            }
            if icon_button_ui(ui, Icon::Close, "Close find", theme).clicked() {
                wish = FindWish::Close;
            }
        });
    });
    wish
}

fn find_keys(ui: &Ui) -> Option<FindWish> {
    ui.input_mut(|input| match () {
        () if input.consume_key(Modifiers::NONE, Key::Escape) => Some(FindWish::Close),
        () if input.consume_key(Modifiers::SHIFT, Key::Enter) => {
            Some(FindWish::Step(Direction::Back))
        }
        () if input.consume_key(Modifiers::NONE, Key::Enter) => {
            Some(FindWish::Step(Direction::Forward))
        }
        () => None,
    })
}

/// The id of the field for finding.
pub(super) fn find_id() -> Id {
    Id::unique("find in article")
}

/// A heading of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The piece that shows it.
    pub(super) piece: usize,
    /// 1 for the highest that the article uses.
    pub(super) level: u8,
    /// Its words.
    pub(super) words: String,
}

/// The headings of an article; none when they are too few to be an outline.
pub(super) fn outline(flow: &Flow) -> Vec<Heading> {
    let heading = |(piece, known): (usize, &super::flow::Piece)| {
        let PieceKind::Text(part) = &known.kind else { return None };
        let leaf = flow.leaves.get(part.leaf)?;
        let Look::Heading(level) = leaf.look else { return None };
        (part.bytes.start == 0).then(|| Heading {
            piece,
            level,
            words: leaf.text.replace(['\n', '\u{fffc}'], " ").trim().to_owned(),
        })
    };
    let headings: Vec<Heading> = flow
        .pieces
        .iter()
        .enumerate()
        .filter_map(heading)
        .filter(|heading| !heading.words.is_empty())
        .collect();
    if headings.len() < FEWEST_HEADINGS { Vec::new() } else { headings }
}

/// The heading that the top edge is under.
pub(super) fn current_heading(headings: &[Heading], view: &View) -> Option<usize> {
    // A heading that has just come to the edge counts.
    let edge = view.visible.iter().find(|(_, y)| *y > 0.0).map_or(view.edge.piece, |(at, _)| *at);
    headings.partition_point(|heading| heading.piece <= edge).checked_sub(1)
}

/// What became of a popup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Popup {
    Stays,
    Closes,
    /// Goes to a piece.
    Goes(usize),
}

/// The outline as a list beside the upper right corner.
pub(super) fn outline_ui(
    ui: &Ui,
    headings: &[Heading],
    current: Option<usize>,
    pane: Rect,
    theme: &Theme,
) -> Popup {
    let mut result = escape(ui);
    let at = pos2(pane.right() - POPUP_WIDTH.min(pane.width()) - 20.0, pane.top() + 8.0);
    let area = Area::new(Id::unique("outline")).order(Order::Foreground).fixed_pos(at).show(
        ui.ctx(),
        |ui| {
            popup_frame(theme).show(ui, |ui| {
                ui.set_width(POPUP_WIDTH.min(pane.width() - 40.0));
                ScrollArea::vertical().max_height(pane.height() - 80.0).show(ui, |ui| {
                    for (index, heading) in headings.iter().enumerate() {
                        ui.horizontal(|ui| {
                            ui.add_space(f32::from(heading.level.saturating_sub(1).min(4)) * 14.0);
                            let color =
                                if current == Some(index) { theme.accent } else { theme.ink };
                            let words = RichText::new(&heading.words).font(sans(13.5)).color(color);
                            let response = ui.add(
                                egui::Button::selectable(current == Some(index), words).truncate(),
                            );
                            if ui.memory(|memory| memory.focused().is_none())
                                && current.unwrap_or(0) == index
                            {
                                response.request_focus();
                            }
                            if response.clicked() {
                                result = Popup::Goes(heading.piece);
                            }
                        });
                    }
                });
            });
        },
    );
    if result == Popup::Stays && is_clicked_outside(ui, area.response.rect) {
        Popup::Closes
    } else {
        result
    }
}

/// The headings in the margin of a wide pane, quietly.
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

/// A footnote by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// Where it stands.
    pub(super) piece: usize,
    /// What it says.
    pub(super) words: String,
}

/// The note that an anchor stands for: an item of a list, or a paragraph after the middle of the
/// article, that is not a heading.
pub(super) fn note(flow: &Flow, piece: usize, link_name: &str) -> Option<Note> {
    let first = flow.pieces.get(piece)?;
    let item = flow.nests.get(first.nest).filter(|nest| matches!(nest.kind, NestKind::Item(_)));
    let is_heading = matches!(&first.kind, PieceKind::Text(part) if flow.leaves.get(part.leaf).is_some_and(|leaf| matches!(leaf.look, Look::Heading(_) | Look::Title)));
    if is_heading || !is_mark(link_name) {
        return None;
    }
    let same = |at: usize| flow.pieces.get(at).is_some_and(|other| other.nest == first.nest);
    let last = if item.is_some() {
        (piece..flow.pieces.len()).take_while(|at| same(*at)).last().unwrap_or(piece)
    } else {
        piece
    };
    let mut words = Vec::new();
    for at in piece..=last {
        if let Some(PieceKind::Text(part)) = flow.pieces.get(at).map(|piece| &piece.kind) {
            words.extend(
                flow.leaves
                    .get(part.leaf)
                    .and_then(|leaf| leaf.text.get(part.bytes.clone()))
                    .map(str::to_owned),
            );
        }
    }
    let words: String = words.join("\n").chars().take(MOST_NOTE_CHARS).collect();
    let words = words.trim().trim_end_matches(['↩', '\u{fe0e}', '↑', '⏎', ' ']).to_owned();
    (!words.is_empty()).then_some(Note { piece, words })
}

/// Whether a link looks like the mark of a note: a number, a sign, a single letter, perhaps in
/// brackets.
fn is_mark(name: &str) -> bool {
    let core = name.trim().trim_matches(|c: char| "[](){}.^".contains(c)).trim();
    let count = core.chars().count();
    let is_number = core.chars().all(|c| c.is_ascii_digit() || "ivx".contains(c));
    (1..=4).contains(&count)
        && (is_number || count == 1 || core.chars().all(|c| !c.is_alphanumeric()))
}

/// A footnote beside the place where it was asked for.
pub(super) fn note_ui(ui: &Ui, note: &Note, pane: Rect, theme: &Theme) -> Popup {
    let mut result = escape(ui);
    let width = POPUP_WIDTH.min(pane.width() - 40.0);
    let area = Area::new(Id::unique("footnote"))
        .order(Order::Foreground)
        .pivot(egui::Align2::CENTER_BOTTOM);
    let area = area.fixed_pos(pos2(pane.center().x, pane.bottom() - 28.0)).show(ui.ctx(), |ui| {
        popup_frame(theme).show(ui, |ui| {
            ui.set_width(width);
            ScrollArea::vertical().max_height(pane.height() / 2.0).show(ui, |ui| {
                ui.label(RichText::new(&note.words).font(sans(14.0)).color(theme.ink));
            });
            ui.horizontal(|ui| {
                if ui.button("Go to note").clicked() {
                    result = Popup::Goes(note.piece);
                }
                if ui.button("Close").clicked() {
                    result = Popup::Closes;
                }
            });
        });
    });
    if result == Popup::Stays && is_clicked_outside(ui, area.response.rect) {
        Popup::Closes
    } else {
        result
    }
}

fn escape(ui: &Ui) -> Popup {
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        Popup::Closes
    } else {
        Popup::Stays
    }
}

/// A press counts, not the release of the click that opened the popup.
fn is_clicked_outside(ui: &Ui, rect: Rect) -> bool {
    ui.input(|input| {
        input.pointer.any_pressed()
            && input.pointer.interact_pos().is_some_and(|pointer| !rect.contains(pointer))
    })
}

fn popup_frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.popup)
        .corner_radius(10)
        .inner_margin(Margin::symmetric(10, 8))
        .stroke(egui::Stroke::new(1.0, theme.hairline))
        .shadow(egui::Shadow { offset: [0, 4], blur: 16, spread: 0, color: theme.shadow })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_note_is_a_number_a_sign_or_a_letter() {
        for name in ["1", "[12]", " 3 ", "*", "†", "a", "(iv)", "†2".trim_end_matches('2')] {
            assert!(is_mark(name), "{name}");
        }
        for name in ["", "jump", "see", "here", "[ref]", "12345"] {
            assert!(!is_mark(name), "{name}");
        }
    }
}
