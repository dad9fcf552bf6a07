//! Walks the tree of a body and builds its document. The walk keeps its own stack: no nesting can exhaust the program's.

use std::collections::HashSet;
use std::sync::Arc;

use super::code::{is_code_block, is_gutter_cell, is_line_table, is_verse, read_code};
use super::dom::{Dom, Element, NONE, NodeId, NodeKind, ROOT};
use super::elements::{Role, role};
use super::embeds::{FoundEmbed, look_at_frame, look_at_media, look_at_script};
use super::frames::{Frame, FrameKind, ItemState};
use super::images::{Found, look_at, picture_key};
use super::limits::MAX_BLOCK_DEPTH;
use super::line::{Line, Look};
use super::lists::{list_state, next_item};
use super::model::{Align, Block, Document, EmbedKind, InlineStyle};
use super::paragraphs::paragraphs;
use super::style::{align, inline_style, is_hidden_element, keeps_lines};
use super::tables::{RawCell, RawTable};
use super::urls::{Addresses, percent_decoded};

/// Builds the document of a tree.
pub(super) fn build(dom: &Dom, addresses: Addresses) -> Document {
    let mut builder = Builder::new(dom, addresses);
    builder.walk();
    builder.finish()
}

struct Builder<'a> {
    dom: &'a Dom,
    addresses: Addresses<'a>,
    /// Anchors that some link of the body leads to; the others are of no use.
    wanted_anchors: HashSet<String>,
    /// Open containers, the document first.
    frames: Vec<Frame>,
    /// The elements around the current place that have an end to attend to, innermost last.
    open: Vec<Open>,
    /// Looks of the elements around the current place.
    looks: Vec<Look>,
    line: Line,
    /// Target names waiting for a block to stand at.
    anchors: Vec<String>,
    pictures: HashSet<String>,
    has_noscript: bool,
    blocked_trackers: u32,
}

/// An element whose end matters.
struct Open {
    node: NodeId,
    end: End,
    has_look: bool,
}

/// What happens at the end of an element.
enum End {
    Nothing,
    /// The paragraph ends.
    Line,
    /// The container closes.
    Frame,
    /// These words follow.
    Words(&'static str),
    /// Without replacement in it, the plug-in itself is shown.
    Plugin {
        blocks_before: usize,
    },
    NoScript,
    TableHead,
}

/// Whether the walk goes into an element.
#[derive(PartialEq, Eq)]
enum Step {
    Into,
    Over,
}

impl<'a> Builder<'a> {
    fn new(dom: &'a Dom, addresses: Addresses<'a>) -> Self {
        let is_noscript = |element: &Element| role(element.local().as_bytes()) == Role::NoScript;
        Self {
            dom,
            addresses,
            wanted_anchors: wanted_anchors(dom),
            frames: vec![Frame::new(FrameKind::Root)],
            open: Vec::new(),
            looks: vec![Look::default()],
            line: Line::default(),
            anchors: Vec::new(),
            pictures: HashSet::new(),
            has_noscript: dom.elements().any(is_noscript),
            blocked_trackers: 0,
        }
    }

    fn walk(&mut self) {
        let mut at = self.dom.first_child(ROOT);
        while at != NONE {
            let child = if self.enter(at) == Step::Into { self.dom.first_child(at) } else { NONE };
            at = if child == NONE { self.leave_to_next(at) } else { child };
        }
    }

    fn leave_to_next(&mut self, from: NodeId) -> NodeId {
        let mut at = from;
        loop {
            self.leave(at);
            let next = self.dom.next(at);
            if next != NONE {
                return next;
            }
            at = self.dom.parent(at);
            if at == NONE || at == ROOT {
                return NONE;
            }
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        while self.frames.len() > 1 {
            self.close_frame();
        }
        let blocks = self.frames.pop().map(|frame| frame.blocks).unwrap_or_default();
        Document { blocks, blocked_trackers: self.blocked_trackers, is_truncated: false }
    }

    fn look(&self) -> Look {
        self.looks.last().cloned().unwrap_or_default()
    }

    fn enter(&mut self, id: NodeId) -> Step {
        let dom = self.dom;
        match dom.get(id).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => {
                self.text(text);
                Step::Over
            }
            Some(NodeKind::Element(element)) => self.element(id, element),
            Some(NodeKind::Other) | None => Step::Over,
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_in_noscript() {
            return;
        }
        let is_between =
            matches!(self.frames.last().map(|frame| &frame.kind), Some(FrameKind::List(_) | FrameKind::Table { .. } | FrameKind::Row(_)));
        if is_between && text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        if let Some(look) = self.looks.last() {
            self.line.text(text, look);
        }
    }

    fn is_in_noscript(&self) -> bool {
        self.has_noscript && self.open.iter().any(|open| matches!(open.end, End::NoScript))
    }

    fn element(&mut self, id: NodeId, element: &'a Element) -> Step {
        let role = role(element.local().as_bytes());
        if is_hidden_element(element) {
            self.count_hidden_tracker(id, role);
            return Step::Over;
        }
        let inline = matches!(
            role,
            Role::Transparent
                | Role::Link
                | Role::Styled(_)
                | Role::Explained
                | Role::InlineQuote
                | Role::RubyText
                | Role::Break
                | Role::Image
                | Role::Input
        );
        if inline { self.inline(id, element, role) } else { self.block(id, element, role) }
    }

    fn count_hidden_tracker(&mut self, id: NodeId, role: Role) {
        let is_tracker = match role {
            Role::Image => matches!(look_at(self.dom, id, &self.addresses, None), Found::Tracker),
            Role::Frame => true,
            _ => false,
        };
        self.blocked_trackers += u32::from(is_tracker);
    }

    // ---- inline elements

    fn inline(&mut self, id: NodeId, element: &'a Element, role: Role) -> Step {
        match role {
            Role::Break => self.line.line_break(),
            Role::Image => self.image(id),
            Role::Input => self.check_box(element),
            Role::Link if self.is_heading_mark(id) => self.add_anchors(element),
            Role::Styled(InlineStyle::CODE) if is_code_block(self.dom, id) => self.code(id),
            _ => {
                self.add_anchors(element);
                self.open_inline(id, element, role);
                return Step::Into;
            }
        }
        Step::Over
    }

    fn open_inline(&mut self, id: NodeId, element: &'a Element, role: Role) {
        let look = self.changed_look(element, role);
        let has_look = look.is_some();
        self.looks.extend(look);
        let end = match role {
            Role::InlineQuote => {
                self.words("\u{201c}");
                End::Words("\u{201d}")
            }
            Role::RubyText => {
                self.words("(");
                End::Words(")")
            }
            Role::Transparent if element.has_class(&["ellipsis"]) => End::Words("\u{2026}"),
            _ => End::Nothing,
        };
        if has_look || !matches!(end, End::Nothing) {
            self.open.push(Open { node: id, end, has_look });
        }
    }

    /// The look within an element, if it differs from that around it.
    fn changed_look(&self, element: &Element, role: Role) -> Option<Look> {
        let around = self.looks.last()?;
        let mut look = around.clone();
        match role {
            Role::Styled(style) => look.style |= style,
            Role::RubyText => look.style |= InlineStyle::SMALL,
            Role::Link => look.link = element.attr("href").and_then(|href| self.addresses.link(href)).map(Arc::new).or(look.link),
            _ => {}
        }
        if matches!(role, Role::Link | Role::Explained | Role::Styled(_))
            && let Some(title) = element.attr("title").map(str::trim).filter(|title| !title.is_empty())
        {
            look.hint = Some(title.into());
        }
        if let Some(style) = element.attr("style") {
            let (added, removed) = inline_style(style);
            // A link is underlined anyway, and a heading is bold.
            let added = if role == Role::Link { added - InlineStyle::UNDERLINE } else { added };
            look.style = (look.style - removed) | added;
            look.keeps_lines |= keeps_lines(style);
        }
        (look != *around).then_some(look)
    }

    fn words(&mut self, words: &str) {
        if let Some(look) = self.looks.last() {
            self.line.text(words, look);
        }
    }

    /// A link in a heading that only shows a mark (`#`, `¶`, an icon) leads to the heading itself.
    fn is_heading_mark(&self, id: NodeId) -> bool {
        let is_in_heading = matches!(self.frames.last().map(|frame| &frame.kind), Some(FrameKind::Heading(_)));
        is_in_heading
            && self.dom.element(id).and_then(|element| element.attr("href")).is_some_and(|href| href.contains('#'))
            && !self.dom.descendants(id).any(|child| self.dom.text(child).is_some_and(|text| text.chars().any(char::is_alphanumeric)))
            && !self
                .dom
                .descendants(id)
                .filter_map(|child| self.dom.element(child))
                .any(|child| role(child.local().as_bytes()) == Role::Image)
    }

    fn add_anchors(&mut self, element: &Element) {
        let mut names: Vec<String> = Vec::new();
        names.extend(element.attr("id").map(str::to_owned));
        names.extend(element.attr("name").filter(|_| &**element.local() == "a").map(str::to_owned));
        for name in names {
            if self.wanted_anchors.remove(&name) {
                self.line.anchor(name);
            }
        }
    }

    fn image(&mut self, id: NodeId) {
        let look = self.look();
        match look_at(self.dom, id, &self.addresses, look.link.as_ref()) {
            Found::Picture(image) => {
                let is_twin = self.has_noscript && !self.pictures.insert(picture_key(&image.url));
                let is_plain = !self.is_in_noscript() && !is_lazy(self.dom, id);
                if !is_twin || is_plain {
                    self.line.image(image);
                }
            }
            Found::Character(text) => self.line.text(&text, &look),
            Found::Tracker => self.blocked_trackers += 1,
            Found::Nothing(alt) => self.line.text(&alt, &look),
        }
    }

    fn check_box(&mut self, element: &Element) {
        let is_check_box = element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let is_first = self.line.is_empty();
        let Some(frame) = self.frames.last_mut().filter(|frame| is_check_box && is_first && frame.blocks.is_empty()) else { return };
        if let FrameKind::Item(item) = &mut frame.kind {
            item.is_done = item.is_done.or(Some(element.has_attr("checked")));
        }
    }

    // ---- block elements

    fn block(&mut self, id: NodeId, element: &'a Element, role: Role) -> Step {
        match role {
            Role::Dropped => return Step::Over,
            Role::Dialog if !element.has_attr("open") => return Step::Over,
            Role::Script => {
                if let Some(embed) = look_at_script(element, &self.addresses) {
                    self.push(Block::Embed(embed));
                }
                return Step::Over;
            }
            Role::Rule => self.push(Block::Rule),
            Role::Preformatted => return self.preformatted(id, element),
            Role::Frame | Role::Plugin => self.embed(look_at_frame(element, &self.addresses)),
            Role::Video => return self.media(id, EmbedKind::Video),
            Role::Audio => return self.media(id, EmbedKind::Audio),
            Role::Object => self.open_object(id),
            Role::NoScript => self.open.push(Open { node: id, end: End::NoScript, has_look: false }),
            Role::Cell | Role::HeaderCell if is_gutter_cell(self.dom, id) => return Step::Over,
            Role::Table if is_line_table(element) => self.code(id),
            _ => {
                self.open_block(id, element, role);
                return Step::Into;
            }
        }
        if matches!(role, Role::Object | Role::NoScript) { Step::Into } else { Step::Over }
    }

    fn open_block(&mut self, id: NodeId, element: &'a Element, role: Role) {
        self.flush();
        self.add_block_anchors(element, role);
        let end = match self.frame_for(id, element, role) {
            Some(kind) if self.frames.len() < MAX_BLOCK_DEPTH => {
                self.open_frame(kind);
                End::Frame
            }
            _ if role == Role::TableHead => {
                self.set_in_head(true);
                End::TableHead
            }
            _ => End::Line,
        };
        let look = self.block_look(element, role);
        let has_look = look.is_some();
        self.looks.extend(look);
        self.open.push(Open { node: id, end, has_look });
    }

    fn block_look(&self, element: &Element, role: Role) -> Option<Look> {
        if role == Role::Preformatted {
            return self.looks.last().map(|look| Look { keeps_lines: true, ..look.clone() });
        }
        element.attr("style").and_then(|_| self.changed_look(element, Role::Transparent))
    }

    /// The container that an element opens here, if it opens one.
    fn frame_for(&self, id: NodeId, element: &Element, role: Role) -> Option<FrameKind> {
        let around = self.frames.last().map(|frame| &frame.kind)?;
        Some(match (role, around) {
            (Role::Heading(level), _) => FrameKind::Heading(level),
            (Role::Quote, _) => FrameKind::Quote,
            (Role::Bullets | Role::Numbers, _) => FrameKind::List(list_state(self.dom, id, role)),
            (Role::Item, FrameKind::List(list)) => FrameKind::Item(next_item(list, element)),
            (Role::Item, _) => FrameKind::Item(ItemState::default()),
            (Role::Definitions, _) => FrameKind::Definitions(Vec::new()),
            (Role::Term, FrameKind::Definitions(_)) => FrameKind::Term,
            (Role::Meaning, FrameKind::Definitions(_)) => FrameKind::Meaning,
            (Role::Details, _) => FrameKind::Details { is_open: element.has_attr("open"), summary: Vec::new() },
            (Role::Summary, FrameKind::Details { .. }) => FrameKind::Summary,
            (Role::Figure, _) => FrameKind::Figure(Vec::new()),
            (Role::Division, _) if element.has_class(&["wp-caption"]) => FrameKind::Figure(Vec::new()),
            (Role::Caption, FrameKind::Figure(_)) => FrameKind::Caption,
            (Role::Paragraph, FrameKind::Figure(_)) if element.has_class(&["wp-caption-text"]) => FrameKind::Caption,
            (Role::Table, _) => FrameKind::Table { table: raw_table(element), is_in_head: false },
            (Role::TableCaption, FrameKind::Table { .. }) => FrameKind::TableCaption,
            (Role::Row, FrameKind::Table { .. }) => FrameKind::Row(Vec::new()),
            (Role::Cell | Role::HeaderCell, FrameKind::Row(_)) => FrameKind::Cell(self.raw_cell(id, element, role)),
            _ => return None,
        })
    }

    fn raw_cell(&self, id: NodeId, element: &Element, role: Role) -> RawCell {
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

    fn set_in_head(&mut self, value: bool) {
        if let Some(FrameKind::Table { is_in_head, .. }) = self.frames.last_mut().map(|frame| &mut frame.kind) {
            *is_in_head = value;
        }
    }

    fn open_frame(&mut self, kind: FrameKind) {
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

    fn add_block_anchors(&mut self, element: &Element, role: Role) {
        let Some(id) = element.attr("id").filter(|id| !id.is_empty()) else { return };
        if self.wanted_anchors.remove(id) || matches!(role, Role::Heading(_)) {
            self.anchors.push(id.to_owned());
        }
    }

    fn preformatted(&mut self, id: NodeId, element: &'a Element) -> Step {
        if is_verse(element) {
            self.open_block(id, element, Role::Preformatted);
            return Step::Into;
        }
        self.code(id);
        Step::Over
    }

    fn code(&mut self, id: NodeId) {
        let code = read_code(self.dom, id);
        if !code.text.is_empty() {
            self.push(Block::Code(code));
        }
    }

    fn media(&mut self, id: NodeId, kind: EmbedKind) -> Step {
        self.embed(look_at_media(self.dom, id, kind, &self.addresses));
        Step::Over
    }

    fn embed(&mut self, found: FoundEmbed) {
        match found {
            FoundEmbed::Card(embed) => self.push(Block::Embed(*embed)),
            FoundEmbed::Tracker => self.blocked_trackers += 1,
            FoundEmbed::Nothing => {}
        }
    }

    fn open_object(&mut self, id: NodeId) {
        self.flush();
        let blocks_before = self.frames.last().map_or(0, |frame| frame.blocks.len());
        self.open.push(Open { node: id, end: End::Plugin { blocks_before }, has_look: false });
    }

    /// Adds a block to the innermost container.
    fn push(&mut self, block: Block) {
        self.flush();
        if let Some(frame) = self.frames.last_mut() {
            let repeats_rule = block == Block::Rule && frame.blocks.last() == Some(&Block::Rule);
            if !repeats_rule {
                frame.blocks.push(block);
            }
        }
    }

    /// Ends the current paragraph.
    fn flush(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let blocks = paragraphs(self.line.take(), &mut self.anchors);
        if let Some(frame) = self.frames.last_mut() {
            // GitHub puts the target of a heading right after it.
            if let (true, Some(Block::Heading { anchors, .. })) = (blocks.is_empty(), frame.blocks.last_mut()) {
                anchors.append(&mut self.anchors);
            }
            frame.blocks.extend(blocks);
        }
    }

    fn leave(&mut self, id: NodeId) {
        if self.open.last().is_none_or(|open| open.node != id) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        match open.end {
            End::Nothing | End::NoScript => {}
            End::Line => self.flush(),
            End::Frame => {
                self.flush();
                self.close_frame();
            }
            End::Words(words) => self.words(words),
            End::TableHead => self.set_in_head(false),
            End::Plugin { blocks_before } => self.close_object(id, blocks_before),
        }
        if open.has_look {
            self.looks.pop();
        }
    }

    fn close_object(&mut self, id: NodeId, blocks_before: usize) {
        self.flush();
        let has_media = self
            .frames
            .last()
            .and_then(|frame| frame.blocks.get(blocks_before..))
            .is_some_and(|blocks| blocks.iter().any(|block| matches!(block, Block::Embed(_) | Block::Image(_))));
        if let Some(element) = self.dom.element(id).filter(|_| !has_media) {
            self.embed(look_at_frame(element, &self.addresses));
        }
    }

    fn close_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some(parent) = self.frames.last_mut() {
            frame.close_into(parent);
        }
    }
}

fn raw_table(element: &Element) -> RawTable {
    let is_presentation = element.attr("role").is_some_and(|role| matches!(role.trim(), "presentation" | "none"));
    RawTable { is_presentation, ..RawTable::default() }
}

/// The names that links within the body lead to.
fn wanted_anchors(dom: &Dom) -> HashSet<String> {
    let mut wanted = HashSet::new();
    for element in dom.elements() {
        let fragment = element.attr("href").and_then(|href| href.split_once('#')).map(|(_, fragment)| percent_decoded(fragment));
        if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
            wanted.insert(format!("user-content-{fragment}"));
            wanted.insert(fragment);
        }
    }
    wanted
}

/// Whether the address of a picture is kept for scripts.
fn is_lazy(dom: &Dom, id: NodeId) -> bool {
    dom.element(id)
        .is_some_and(|element| element.attrs.iter().any(|attr| attr.name.local.starts_with("data-") && attr.name.local.contains("src")))
}
