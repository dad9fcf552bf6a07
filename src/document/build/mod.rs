//! Walks the tree of a body and builds its document.

mod block;
mod inline;
mod special;

use std::collections::HashSet;

use super::dom::{Dom, Element, NodeId, NodeKind, ROOT};
use super::elements::{Role, role};
use super::embeds::look_at_frame;
use super::figures::drop_printed_titles;
use super::frames::{Frame, FrameKind};
use super::images::{ImageElement, look_at};
use super::line::{Line, Look};
use super::model::{Block, Document};
use super::paragraphs::paragraphs;
use super::promotions::{folded, may_fold};
use super::style::{is_hidden_by_page, is_hidden_element};
use super::urls::{Addresses, percent_decoded};
use super::walk::{Descent, Visitor, walk};

/// Words in the classes of parts that a page folds away until somebody asks for them.
const FOLDING_WORDS: [&str; 7] =
    ["accordion", "collapse", "collapsible", "expandable", "faq", "answer", "spoiler"];

/// Builds the document of a tree.
pub(super) fn build(dom: &Dom, addresses: Addresses) -> Document {
    let mut builder = Builder::new(dom, addresses);
    walk(dom, ROOT, &mut builder);
    builder.finish()
}

struct Builder<'a> {
    dom: &'a Dom,
    addresses: Addresses<'a>,
    /// Anchors that a link of the body points to. Other anchors are dropped.
    wanted_anchors: HashSet<String>,
    /// The open containers, the document first.
    frames: Vec<Frame>,
    /// The open elements whose end matters, innermost last.
    open: Vec<OpenElement>,
    /// The looks of the open elements, innermost last.
    looks: Vec<Look>,
    line: Line,
    /// Names of link targets that belong to the next block.
    anchors: Vec<String>,
    /// Keys of the pictures so far, to recognise the copy of a lazy picture in `noscript`.
    pictures: HashSet<String>,
    has_noscript: bool,
    /// Whether there is code, which may have labels around it.
    has_code: bool,
    /// Blocks that are folded into one line at the end.
    promotions: Vec<Vec<Block>>,
    blocked_trackers: u32,
}

/// An open element whose end matters.
struct OpenElement {
    node: NodeId,
    end: EndAction,
    has_look: bool,
}

/// The action at the end of an element.
enum EndAction {
    Nothing,
    /// The paragraph ends.
    Line,
    /// The container closes.
    Frame,
    /// These words are added.
    Words(&'static str),
    /// The plug-in is shown if its content has no replacement.
    Plugin {
        blocks_before: usize,
    },
    NoScript,
    TableHead,
}

impl Visitor for Builder<'_> {
    fn enter(&mut self, id: NodeId) -> Descent {
        let dom = self.dom;
        match dom.get(id).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => {
                self.text(text);
                Descent::Over
            }
            Some(NodeKind::Element(element)) => self.element(id, element),
            Some(NodeKind::Other) | None => Descent::Over,
        }
    }

    fn leave(&mut self, id: NodeId) {
        if self.open.last().is_none_or(|open| open.node != id) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        match open.end {
            EndAction::Nothing | EndAction::NoScript => {}
            EndAction::Line => self.flush(),
            EndAction::Frame => {
                self.flush();
                self.close_frame();
            }
            EndAction::Words(words) => self.words(words),
            EndAction::TableHead => self.set_in_head(false),
            EndAction::Plugin { blocks_before } => self.close_object(id, blocks_before),
        }
        if open.has_look {
            self.looks.pop();
        }
    }
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
            has_code: dom.elements().any(|element| &**element.local() == "pre"),
            promotions: Vec::new(),
            blocked_trackers: 0,
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        while self.frames.len() > 1 {
            self.close_frame();
        }
        let blocks = self.frames.pop().map(|frame| frame.blocks).unwrap_or_default();
        let mut blocks = folded(blocks, self.promotions);
        drop_printed_titles(&mut blocks);
        blocks.shrink_to_fit();
        Document { blocks, blocked_trackers: self.blocked_trackers, is_truncated: false }
    }

    fn look(&self) -> Look {
        self.looks.last().cloned().unwrap_or_default()
    }

    fn text(&mut self, text: &str) {
        if self.is_in_noscript() {
            return;
        }
        let is_between = matches!(
            self.frames.last().map(|frame| &frame.kind),
            Some(FrameKind::List(_) | FrameKind::Table { .. } | FrameKind::Row(_))
        );
        if is_between && text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        if let Some(look) = self.looks.last() {
            self.line.text(text, look);
        }
    }

    fn is_in_noscript(&self) -> bool {
        self.has_noscript && self.open.iter().any(|open| matches!(open.end, EndAction::NoScript))
    }

    fn element(&mut self, id: NodeId, element: &'a Element) -> Descent {
        let role = role(element.local().as_bytes());
        if is_hidden_element(element) && !self.folds(element, role) {
            self.count_hidden_tracker(id, role);
            return Descent::Over;
        }
        if let Some(descent) = self.special(id, element, role) {
            return descent;
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

    /// Whether an element is hidden only until the user unfolds it.
    fn folds(&self, element: &Element, role: Role) -> bool {
        if !is_hidden_by_page(element) || !matches!(role, Role::Division | Role::Paragraph) {
            return false;
        }
        let is_in_details =
            self.frames.iter().any(|frame| matches!(frame.kind, FrameKind::Details { .. }));
        is_in_details
            || element.classes().any(|class| {
                let class = class.to_ascii_lowercase();
                class.split(['-', '_']).any(|word| FOLDING_WORDS.contains(&word))
            })
    }

    fn count_hidden_tracker(&mut self, id: NodeId, role: Role) {
        let is_tracker = match role {
            Role::Image => {
                matches!(look_at(self.dom, id, &self.addresses, None), ImageElement::Tracker)
            }
            Role::Frame => true,
            _ => false,
        };
        self.blocked_trackers += u32::from(is_tracker);
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
        let direction = self.looks.last().and_then(|look| look.direction);
        let blocks = paragraphs(self.line.take(), &mut self.anchors, direction);
        if let Some(frame) = self.frames.last_mut() {
            // GitHub puts the target of a heading after the heading.
            if let (true, Some(Block::Heading { anchors, .. })) =
                (blocks.is_empty(), frame.blocks.last_mut())
            {
                anchors.append(&mut self.anchors);
            }
            frame.blocks.extend(blocks);
        }
    }

    fn close_object(&mut self, id: NodeId, blocks_before: usize) {
        let has_media =
            self.frames.last().and_then(|frame| frame.blocks.get(blocks_before..)).is_some_and(
                |blocks| {
                    blocks.iter().any(|block| matches!(block, Block::Embed(_) | Block::Image(_)))
                },
            );
        if let Some(element) = self.dom.element(id).filter(|_| !has_media) {
            self.embed(look_at_frame(element, &self.addresses));
        }
    }

    fn close_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if matches!(frame.kind, FrameKind::Promotion) && may_fold(&frame.blocks) {
            self.promotions.extend((!frame.blocks.is_empty()).then_some(frame.blocks));
            return;
        }
        if let Some(parent) = self.frames.last_mut() {
            frame.close_into(parent);
        }
    }
}

/// The names that links within the body point to.
fn wanted_anchors(dom: &Dom) -> HashSet<String> {
    let mut wanted = HashSet::new();
    for element in dom.elements() {
        let fragment = element
            .attr("href")
            .and_then(|href| href.split_once('#'))
            .map(|(_, fragment)| percent_decoded(fragment));
        if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
            wanted.insert(format!("user-content-{fragment}"));
            wanted.insert(fragment);
        }
    }
    wanted
}
