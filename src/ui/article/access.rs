//! Builds the accessibility tree of the article: every block with its role and name, in reading
//! order, lists within lists.
//!
//! Each block is a small `Ui` without content, because egui makes one tree node per `Ui`; the links
//! and buttons of a block are put into its `Ui`. Nothing of this is done while no screen reader is
//! connected.

use std::ops::Range;

use egui::accesskit::{self, Role};
use egui::{Rect, Ui, UiBuilder};

use crate::i18n::t;

use super::flow::{Chip, Flow, LeafSlice, NestKind, Piece, PieceKind};
use super::style::Look;
use super::view::View;

/// Articles with up to this many pieces are in the tree whole; of longer ones only the part around
/// the viewport, since the tree is rebuilt in every frame.
const MAX_TOLD: usize = 1_500;
/// Pieces above and below the viewport that are in the tree of a long article.
const TOLD_AROUND: usize = 200;

pub(super) struct Access {
    is_on: bool,
    /// The article and the open nests around the current piece, outermost first.
    stack: Vec<(usize, Ui)>,
    block: Option<Ui>,
}

impl Access {
    /// Starts with the node of the article itself.
    pub(super) fn root_ui(ui: &mut Ui, rect: Rect, view: &View) -> Self {
        let is_on = ui.ctx().accesskit_node_builder(ui.unique_id(), |_| ()).is_some();
        let title = view.article.entry.content.title.clone();
        let builder = UiBuilder::new()
            .id_salt("article")
            .max_rect(rect)
            .accessibility_role(Role::Article)
            .accessibility_label(title);
        let mut root = ui.new_child(builder);
        root.set_clip_rect(rect.intersect(ui.clip_rect()));
        if is_on {
            set_bounds(&root, rect);
        }
        Self { is_on, stack: vec![(0, root)], block: None }
    }

    /// The pieces to visit: those in the viewport, and those around it while a screen reader is
    /// connected.
    pub(super) fn pieces(&self, view: &View) -> Range<usize> {
        let first = view.visible.first().map_or(0, |(at, _)| *at);
        let end = view.visible.last().map_or(0, |(at, _)| at + 1);
        match (self.is_on, view.flow.pieces.len()) {
            (false, _) => first..end,
            (true, count) if count <= MAX_TOLD => 0..count,
            (true, count) => first.saturating_sub(TOLD_AROUND)..(end + TOLD_AROUND).min(count),
        }
    }

    /// Enters a piece. Returns the `Ui` for its links and buttons.
    pub(super) fn enter(&mut self, view: &View, at: usize, rect: Rect) -> Option<&mut Ui> {
        self.block = None;
        let piece = view.flow.pieces.get(at)?;
        if self.is_on {
            self.nest(&view.flow, piece.nest, rect);
            self.tell(view, at, piece, rect);
        }
        match &mut self.block {
            Some(block) => Some(block),
            None => self.stack.last_mut().map(|(_, ui)| ui),
        }
    }

    /// Leaves and enters nests until the innermost one is that of the piece.
    fn nest(&mut self, flow: &Flow, nest: usize, rect: Rect) {
        let mut path = Vec::new();
        let mut at = Some(nest);
        while let Some(index) = at {
            let Some(known) = flow.nests.get(index) else { break };
            if nest_role(known.kind).is_some() {
                path.push(index);
            }
            at = known.parent;
        }
        path.reverse();
        let shared = self
            .stack
            .iter()
            .skip(1)
            .zip(&path)
            .take_while(|((open, _), wanted)| open == *wanted)
            .count();
        self.stack.truncate(shared + 1);
        for index in path.into_iter().skip(shared) {
            let Some(role) = flow.nests.get(index).and_then(|nest| nest_role(nest.kind)) else {
                continue;
            };
            let name = flow
                .tables
                .iter()
                .find(|table| table.nest == index)
                .map(|table| table.name.clone())
                .unwrap_or_default();
            let Some((_, outer)) = self.stack.last_mut() else { return };
            let child = outer.new_child(
                UiBuilder::new().id_salt(("nest", index)).max_rect(rect).accessibility_role(role),
            );
            set_bounds(&child, rect);
            if !name.is_empty() {
                child.ctx().accesskit_node_builder(child.unique_id(), |node| node.set_label(name));
            }
            self.stack.push((index, child));
        }
    }

    fn tell(&mut self, view: &View, at: usize, piece: &Piece, rect: Rect) {
        let Some((_, outer)) = self.stack.last_mut() else { return };
        if let PieceKind::Rows { table, rows } = &piece.kind {
            rows_ui(outer, view, at, (*table, rows), rect);
            return;
        }
        let Some((role, name, level)) = block_role(view, piece) else { return };
        let block = outer.new_child(
            UiBuilder::new().id_salt(("piece", at)).max_rect(rect).accessibility_role(role),
        );
        set_bounds(&block, rect);
        block.ctx().accesskit_node_builder(block.unique_id(), |node| {
            node.set_label(name);
            if let Some(level) = level {
                node.set_level(level);
            }
        });
        self.block = Some(block);
    }
}

fn rows_ui(
    outer: &mut Ui,
    view: &View,
    at: usize,
    (table, rows): (usize, &Range<usize>),
    rect: Rect,
) {
    let placed = view.layouts.get(&at).map_or(&[][..], |layout| &layout.cells[..]);
    let Some(flow) = view.flow.tables.get(table) else { return };
    for row_at in rows.clone() {
        let mut row = outer.new_child(
            UiBuilder::new().id_salt(("row", row_at)).max_rect(rect).accessibility_role(Role::Row),
        );
        set_bounds(&row, rect);
        for (cell_at, cell) in flow.rows.get(row_at).into_iter().flatten().enumerate() {
            let role = if cell.is_header { Role::ColumnHeader } else { Role::Cell };
            let words: Vec<String> = cell
                .pieces
                .iter()
                .filter_map(|piece| block_role(view, piece))
                .map(|(_, name, _)| name)
                .collect();
            let builder = UiBuilder::new()
                .id_salt(("cell", cell_at))
                .max_rect(rect)
                .accessibility_role(role)
                .accessibility_label(words.join(" "));
            let cell_ui = row.new_child(builder);
            let known = placed.iter().find(|cell| (cell.row, cell.cell) == (row_at, cell_at));
            set_bounds(
                &cell_ui,
                known.map_or(rect, |cell| cell.rect.translate(rect.min.to_vec2())),
            );
        }
    }
}

/// The role of a nest; `None` for one that says nothing to a listener.
fn nest_role(kind: NestKind) -> Option<Role> {
    match kind {
        NestKind::Quote => Some(Role::Blockquote),
        NestKind::List => Some(Role::List),
        NestKind::Item(_) => Some(Role::ListItem),
        NestKind::Definitions => Some(Role::DescriptionList),
        NestKind::Meaning => Some(Role::Definition),
        NestKind::Details => Some(Role::Details),
        NestKind::Figure => Some(Role::Figure),
        NestKind::Table => Some(Role::Table),
        NestKind::Article | NestKind::Folded(_) | NestKind::Cell => None,
    }
}

/// Role, name and level of a piece. Pictures and cards have none: their buttons carry the name.
fn block_role(view: &View, piece: &Piece) -> Option<(Role, String, Option<usize>)> {
    let flow = &view.flow;
    match &piece.kind {
        PieceKind::Text(slice) | PieceKind::Code { slice, .. } => {
            let leaf = flow.leaves.get(slice.leaf)?;
            let words = flow.told_text(slice, &view.open);
            let (role, level) = match leaf.look {
                // AccessKit counts levels from zero, unlike HTML.
                Look::Title => (Role::Heading, Some(0)),
                Look::Heading(rank) => (Role::Heading, Some(usize::from(rank))),
                Look::Term => (Role::Term, None),
                Look::Caption => (Role::Caption, None),
                Look::Code => (Role::Code, None),
                Look::Subtitle
                | Look::Byline
                | Look::Body
                | Look::Summary
                | Look::Cell
                | Look::HeaderCell
                | Look::Note => (Role::Paragraph, None),
            };
            Some((role, words, level))
        }
        PieceKind::Chips => {
            let words = |is_wanted: fn(&Chip) -> Option<&str>| {
                flow.chips.iter().filter_map(is_wanted).collect::<Vec<_>>().join(", ")
            };
            let notes = words(|chip| if let Chip::Note(note) = chip { Some(note) } else { None });
            let tags = words(|chip| if let Chip::Tag(tag) = chip { Some(tag) } else { None });
            let tags = if tags.is_empty() { tags } else { t!(article_tags, tags = tags) };
            let labels: Vec<String> =
                [notes, tags].into_iter().filter(|label| !label.is_empty()).collect();
            Some((Role::Group, labels.join(". "), None))
        }
        PieceKind::Gallery(gallery) => {
            let shots = flow.galleries.get(*gallery)?.iter();
            let words = |slice: &LeafSlice| flow.told_text(slice, &view.open);
            let captions: Vec<String> =
                shots.filter_map(|shot| shot.caption.as_ref().map(words)).collect();
            Some((Role::Group, captions.join(". "), None))
        }
        PieceKind::Image(_)
        | PieceKind::Embed(_)
        | PieceKind::Rows { .. }
        | PieceKind::Rule
        | PieceKind::End => None,
    }
}

pub(super) fn set_bounds(ui: &Ui, rect: Rect) {
    let bounds = accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    };
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_bounds(bounds));
}
