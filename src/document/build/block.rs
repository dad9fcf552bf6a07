//! Builds block elements: some become a block at once, the others open a container.

use super::{Builder, EndAction, OpenElement};
use crate::document::code::{is_gutter_cell, is_line_table, is_verse, read_code};
use crate::document::code_boxes::{is_code_box, name_of};
use crate::document::direction::Direction;
use crate::document::dom::{Element, NodeId};
use crate::document::elements::Role;
use crate::document::embeds::{
    PlayerElement, look_at_frame, look_at_frame_with, look_at_media, look_at_script,
};
use crate::document::formula::{of_attributes, of_script};
use crate::document::frames::{Frame, FrameKind, ItemState};
use crate::document::limits::MAX_BLOCK_DEPTH;
use crate::document::line::Look;
use crate::document::lists::{list_state, next_item};
use crate::document::mermaid::{MERMAID, is_source};
use crate::document::model::{Align, Block, EmbedKind, Inline, InlineStyle, Run};
use crate::document::promotions::claims_to_promote;
use crate::document::style::align;
use crate::document::tables::{RawCell, RawTable};
use crate::document::walk::Descent;
use crate::document::{callouts, cards, drawing, players, spoilers};
use crate::i18n::t;

impl<'a> Builder<'a> {
    pub(super) fn block(&mut self, id: NodeId, element: &'a Element, role: Role) -> Descent {
        match role {
            Role::Dropped if &**element.local() == "svg" => {
                if let Some(image) = drawing::drawing(self.dom, id) {
                    self.line.image(image);
                }
                return Descent::Over;
            }
            Role::Dropped => return Descent::Over,
            Role::Dialog if !element.has_attr("open") => return Descent::Over,
            Role::Script => {
                if let Some(formula) = of_script(self.dom, id, element) {
                    self.line.formula(formula);
                    return Descent::Over;
                }
                if let Some(embed) = look_at_script(element, &self.addresses) {
                    self.push(Block::Embed(Box::new(embed)));
                }
                return Descent::Over;
            }
            Role::Rule => self.push(Block::Rule),
            Role::Preformatted => return self.preformatted(id, element),
            Role::Frame => {
                let fallback = self.dom.text_of(id);
                self.embed(look_at_frame_with(element, &fallback, &self.addresses));
            }
            Role::Plugin => self.embed(look_at_frame(element, &self.addresses)),
            Role::Video => return self.media(id, EmbedKind::Video),
            Role::Audio => return self.media(id, EmbedKind::Audio),
            Role::Object => self.open_object(id),
            Role::NoScript => {
                self.open.push(OpenElement { node: id, end: EndAction::NoScript, has_look: false });
            }
            Role::Cell | Role::HeaderCell if is_gutter_cell(self.dom, id) => return Descent::Over,
            Role::Division if element.has_class(&["kg-callout-emoji", "kg-callout-text"]) => {
                return self.inline(id, element, Role::Transparent);
            }
            Role::Division if element.has_attr("data-attrs") && self.formula(element) => {}
            Role::Division | Role::Figure if self.card(id, element) => {}
            Role::Table if is_line_table(element) => self.code(id),
            Role::Division | Role::Numbers if is_code_box(self.dom, id, element) => self.code(id),
            Role::Division if element.has_class(&[MERMAID]) && is_source(&self.dom.text_of(id)) => {
                self.code(id);
            }
            _ => {
                self.open_block(id, element, role);
                return Descent::Into;
            }
        }
        if matches!(role, Role::Object | Role::NoScript) { Descent::Into } else { Descent::Over }
    }

    pub(super) fn open_block(&mut self, id: NodeId, element: &'a Element, role: Role) {
        self.flush();
        self.add_block_anchors(element, role);
        let end = match self.frame_for(id, element, role) {
            Some(kind) if self.frames.len() < MAX_BLOCK_DEPTH => {
                self.open_frame(kind);
                EndAction::Frame
            }
            _ if role == Role::TableHead => {
                self.set_in_head(true);
                EndAction::TableHead
            }
            _ => EndAction::Line,
        };
        let look = self.block_look(element, role);
        let has_look = look.is_some();
        self.looks.extend(look);
        self.open.push(OpenElement { node: id, end, has_look });
    }

    pub(super) fn block_look(&self, element: &Element, role: Role) -> Option<Look> {
        if element.attrs.is_empty() && role != Role::Preformatted {
            return None;
        }
        let around = self.looks.last()?;
        let changed = self.changed_look(element, Role::Transparent);
        let mut look = changed.unwrap_or_else(|| around.clone());
        if callouts::is_title(element) {
            look.style |= InlineStyle::STRONG;
        }
        look.keeps_lines |= role == Role::Preformatted;
        let folds = matches!(
            role,
            Role::Division | Role::Paragraph | Role::Quote | Role::Details | Role::Figure
        );
        if !folds && (spoilers::is_spoiler(element) || spoilers::is_blacked_out(element)) {
            look.style |= InlineStyle::SPOILER;
        }
        look.direction = Direction::of(element).or(look.direction);
        (look != *around).then_some(look)
    }

    /// The container that an element opens at this place, if any.
    pub(super) fn frame_for(&self, id: NodeId, element: &Element, role: Role) -> Option<FrameKind> {
        let around = self.frames.last().map(|frame| &frame.kind)?;
        let special = self.special_frame(id, element, role);
        if special.is_some() {
            return special;
        }
        let is_promotion = claims_to_promote(element, role)
            && self.frames.iter().all(|frame| holds_promotions(&frame.kind));
        if is_promotion {
            return Some(FrameKind::Promotion);
        }
        let is_empty_callout = matches!(around, FrameKind::Callout)
            && self.line.is_empty()
            && self.frames.last().is_some_and(|frame| frame.blocks.is_empty());
        Some(match (role, around) {
            (Role::Heading(level), _) => FrameKind::Heading(level),
            (Role::Quote, _) => FrameKind::Quote,
            (Role::Division | Role::Figure, _)
                if callouts::is_box(element) && !is_empty_callout =>
            {
                FrameKind::Callout
            }
            (Role::Paragraph, _) if callouts::is_boxed_paragraph(element) && !is_empty_callout => {
                FrameKind::Callout
            }
            (Role::Division, _) if element.has_class(&["kg-toggle-card"]) => FrameKind::Details {
                is_open: false,
                summary: Vec::new(),
                name: t!(article_details),
            },
            (Role::Division, FrameKind::Details { .. })
                if element.has_class(&["kg-toggle-heading"]) =>
            {
                FrameKind::Summary
            }
            (Role::Bullets | Role::Numbers, _) => FrameKind::List(list_state(self.dom, id, role)),
            (Role::Item, FrameKind::List(list)) => FrameKind::Item(next_item(list, element)),
            (Role::Item, _) => FrameKind::Item(ItemState::default()),
            (Role::Definitions, _) => FrameKind::Definitions(Vec::new()),
            (Role::Term, FrameKind::Definitions(_)) => FrameKind::Term,
            (Role::Meaning, FrameKind::Definitions(_)) => FrameKind::Meaning,
            (Role::Details, _) => {
                let is_open = element.has_attr("open");
                let is_spoiler = spoilers::is_spoiler(element);
                let name = if is_spoiler { t!(article_spoiler) } else { t!(article_details) };
                FrameKind::Details { is_open, summary: Vec::new(), name }
            }
            (Role::Summary, FrameKind::Details { .. }) => FrameKind::Summary,
            (Role::Figure, _) => FrameKind::Figure { caption: Vec::new(), is_caption_first: false },
            (Role::Division, _) if element.has_class(&["wp-caption"]) => {
                FrameKind::Figure { caption: Vec::new(), is_caption_first: false }
            }
            (Role::Caption, FrameKind::Figure { .. }) => FrameKind::Caption,
            (Role::Paragraph, FrameKind::Figure { .. })
                if element.has_class(&["wp-caption-text"]) =>
            {
                FrameKind::Caption
            }
            (Role::Table, _) => {
                FrameKind::Table { table: self.raw_table(element), is_in_head: false }
            }
            (Role::TableCaption, FrameKind::Table { .. }) => FrameKind::TableCaption,
            (Role::Row, FrameKind::Table { .. }) => FrameKind::Row(Vec::new()),
            (Role::Cell | Role::HeaderCell, FrameKind::Row(_)) => {
                FrameKind::Cell(self.raw_cell(id, element, role))
            }
            _ => return None,
        })
    }

    pub(super) fn raw_cell(&self, id: NodeId, element: &Element, role: Role) -> RawCell {
        let is_in_head = self.frames.iter().rev().find_map(|frame| match &frame.kind {
            FrameKind::Table { is_in_head, .. } => Some(*is_in_head),
            _ => None,
        });
        let span = |name: &str| element.attr(name).and_then(|value| value.trim().parse().ok());
        let row_align = || self.dom.element(self.dom.parent(id)).and_then(align);
        RawCell {
            is_header: role == Role::HeaderCell || is_in_head == Some(true),
            column_span: span("colspan").unwrap_or(1),
            row_span: span("rowspan").unwrap_or(1),
            align: align(element).or_else(row_align).unwrap_or(Align::Start),
            blocks: Vec::new(),
        }
    }

    /// Newsletters mark only their outer table as layout and mean the tables within it as well.
    fn raw_table(&self, element: &Element) -> RawTable {
        let is_marked =
            element.attr("role").is_some_and(|role| matches!(role.trim(), "presentation" | "none"));
        let is_within = self.frames.iter().any(
            |frame| matches!(&frame.kind, FrameKind::Table { table, .. } if table.is_presentation),
        );
        RawTable { is_presentation: is_marked || is_within, ..RawTable::default() }
    }

    pub(super) fn set_in_head(&mut self, value: bool) {
        if let Some(FrameKind::Table { is_in_head, .. }) =
            self.frames.last_mut().map(|frame| &mut frame.kind)
        {
            *is_in_head = value;
        }
    }

    pub(super) fn open_frame(&mut self, kind: FrameKind) {
        let takes_anchors = matches!(kind, FrameKind::Heading(_) | FrameKind::Item(_));
        if let (FrameKind::Item(item), Some(frame)) = (&kind, self.frames.last_mut()) {
            frame.adopt_strays();
            if let FrameKind::List(list) = &mut frame.kind {
                list.next_number = item.number.saturating_add(list.step);
            }
        }
        if matches!(kind, FrameKind::Term | FrameKind::Meaning)
            && let Some(frame) = self.frames.last_mut()
        {
            frame.adopt_strays();
        }
        let mut frame = Frame::new(kind);
        if takes_anchors {
            frame.anchors = std::mem::take(&mut self.anchors);
        }
        self.frames.push(frame);
    }

    pub(super) fn add_block_anchors(&mut self, element: &Element, role: Role) {
        let Some(id) = element.attr("id").filter(|id| !id.is_empty()) else { return };
        if self.wanted_anchors.remove(id) || matches!(role, Role::Heading(_)) {
            self.anchors.push(id.to_owned());
        }
    }

    pub(super) fn preformatted(&mut self, id: NodeId, element: &'a Element) -> Descent {
        if is_verse(element) {
            self.open_block(id, element, Role::Preformatted);
            return Descent::Into;
        }
        self.code(id);
        Descent::Over
    }

    pub(super) fn code(&mut self, id: NodeId) {
        let is_in_figure =
            matches!(self.frames.last().map(|frame| &frame.kind), Some(FrameKind::Figure { .. }));
        let mut name = name_of(self.dom, id).filter(|_| !is_in_figure);
        let mut code = read_code(self.dom, id, name.as_ref().and_then(|name| name.element));
        if code.text.is_empty() && name.take().is_some() {
            // Words that name nothing are all that there is.
            code = read_code(self.dom, id, None);
        }
        if code.text.is_empty() {
            return;
        }
        let code = Block::Code(code);
        match name {
            Some(name) => {
                let run =
                    Run { text: name.text, style: InlineStyle::empty(), link: None, hint: None };
                let caption = vec![Inline::Text(run)];
                self.push(Block::Figure { blocks: vec![code], caption, is_caption_first: true });
            }
            None => self.push(code),
        }
    }

    /// Adds the formula of an element and returns whether it has one.
    fn formula(&mut self, element: &Element) -> bool {
        let formula = of_attributes(element);
        let is_formula = formula.is_some();
        self.flush();
        if let Some(formula) = formula {
            self.line.formula(formula);
        }
        self.flush();
        is_formula
    }

    /// Adds an element as a card and returns whether it is one.
    fn card(&mut self, id: NodeId, element: &Element) -> bool {
        let card = cards::card(self.dom, id, element, &self.addresses)
            .or_else(|| players::card(self.dom, id, element, &self.addresses));
        let is_card = card.is_some();
        if let Some(card) = card {
            self.push(card);
        }
        is_card
    }

    pub(super) fn media(&mut self, id: NodeId, kind: EmbedKind) -> Descent {
        self.embed(look_at_media(self.dom, id, kind, &self.addresses));
        Descent::Over
    }

    pub(super) fn embed(&mut self, found: PlayerElement) {
        match found {
            PlayerElement::Card(embed) => self.push(Block::Embed(embed)),
            PlayerElement::Tracker => self.blocked_trackers += 1,
            PlayerElement::Nothing => {}
        }
    }

    pub(super) fn open_object(&mut self, id: NodeId) {
        let blocks_before = self.frames.last().map_or(0, |frame| frame.blocks.len());
        self.open.push(OpenElement {
            node: id,
            end: EndAction::Plugin { blocks_before },
            has_look: false,
        });
    }
}

/// Promotions are looked for only at the top. In lists, tables and quotations they may be part of
/// the article, and a promotion within another one does not count twice.
fn holds_promotions(kind: &FrameKind) -> bool {
    matches!(kind, FrameKind::Root)
}
