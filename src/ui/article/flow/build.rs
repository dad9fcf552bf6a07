//! Turns a document into a [`Flow`] in one walk down its tree.

use crate::article::Article;
use crate::document::{Align, Block, Code, Definition, Document, Inline, List, ListItem};
use crate::i18n::t;

use super::super::style::Look;
use super::marker::{self, Marker};
use super::slices::{MAX_SLICE_CHARS, code_slices, drawn_length, text_slices};
use super::{CodePanel, Flow, Header, Join, Leaf, Nest, NestKind, Piece, PieceKind, StyledRun};

/// Space above and below a piece, in ems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    above: f32,
    below: f32,
}

impl Space {
    pub(super) const fn new(above: f32, below: f32) -> Self {
        Self { above, below }
    }

    pub(super) const fn below(self) -> f32 {
        self.below
    }
}

pub(super) const PARAGRAPH: Space = Space::new(0.9, 0.9);
pub(super) const PANEL: Space = Space::new(1.15, 1.25);
const RULE: Space = Space::new(1.9, 1.9);

pub(super) struct Builder<'a> {
    pub(super) flow: Flow,
    pub(super) pieces: Vec<Piece>,
    pub(super) nest: usize,
    pub(super) below: f32,
    /// Greater than zero inside table cells, whose pieces are not top-level pieces.
    pub(super) cells: usize,
    pub(super) next_join: Option<Join>,
    /// The look and alignment of ordinary text here; table cells have their own.
    pub(super) text_look: (Look, Align),
    heading_ranks: [u8; 6],
    pending_markers: Vec<(usize, Marker)>,
    pending_lead: String,
    pending_anchors: Vec<String>,
    bullets: usize,
    lists: usize,
    /// The texts of the document so far.
    texts: u32,
    pub(super) article: &'a Article,
}

impl Flow {
    pub(in crate::ui::article) fn new(article: &Article, header: &Header) -> Self {
        let mut builder = Builder::new(article);
        builder.header(header);
        for block in &article.document.blocks {
            let start = builder.pieces.len();
            builder.flow.block_starts.push(start);
            builder.block(block);
        }
        builder.remarks(&article.document, header);
        builder.finish()
    }
}

impl<'a> Builder<'a> {
    fn new(article: &'a Article) -> Self {
        let root = Nest { parent: None, kind: NestKind::Article };
        Self {
            flow: Flow { nests: vec![root], ..Flow::default() },
            pieces: Vec::new(),
            nest: 0,
            below: 0.0,
            cells: 0,
            next_join: None,
            text_look: (Look::Body, Align::Start),
            heading_ranks: heading_ranks(&article.document),
            pending_markers: Vec::new(),
            pending_lead: String::new(),
            pending_anchors: Vec::new(),
            bullets: 0,
            lists: 0,
            texts: 0,
            article,
        }
    }

    fn finish(mut self) -> Flow {
        self.push(PieceKind::End, Space::new(0.0, 0.0));
        self.pieces.shrink_to_fit();
        self.flow.pieces = self.pieces;
        self.flow.leaves.shrink_to_fit();
        self.flow.links.shrink_to_fit();
        self.flow
    }

    pub(super) fn push(&mut self, kind: PieceKind, space: Space) {
        let gap = if self.pieces.is_empty() && self.cells > 0 {
            0.0
        } else {
            self.below.max(space.above)
        };
        self.below = space.below;
        if self.cells == 0 {
            let at = self.pieces.len();
            for name in self.pending_anchors.drain(..) {
                self.flow.anchors.entry(name).or_insert(at);
            }
        }
        let markers = std::mem::take(&mut self.pending_markers);
        self.pieces.push(Piece { kind, gap, nest: self.nest, markers });
    }

    pub(super) fn push_text(&mut self, leaf: usize, space: Space) {
        let parts = self
            .flow
            .leaves
            .get(leaf)
            .map(|leaf_ref| text_slices(leaf, &leaf_ref.text))
            .unwrap_or_default();
        let last = parts.len().saturating_sub(1);
        for (at, slice) in parts.into_iter().enumerate() {
            let above = if at == 0 { space.above } else { 0.0 };
            let below = if at == last { space.below } else { 0.0 };
            self.push(PieceKind::Text(slice), Space::new(above, below));
        }
    }

    pub(super) fn enter(&mut self, kind: NestKind) -> usize {
        let outer = self.nest;
        self.flow.nests.push(Nest { parent: Some(outer), kind });
        self.nest = self.flow.nests.len() - 1;
        outer
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn anchor(&mut self, name: &str) {
        self.pending_anchors.push(name.to_owned());
    }

    fn anchors(&mut self, names: &[String]) {
        self.pending_anchors.extend(names.iter().cloned());
    }

    /// Indentation and marker for copied text. The marker goes with the first text of its item.
    pub(super) fn lead(&mut self) -> String {
        let indent = "  ".repeat(self.lists.saturating_sub(1).min(16));
        let marker = std::mem::take(&mut self.pending_lead);
        let hang = if marker.is_empty() && self.lists > 0 { "  " } else { "" };
        format!("{indent}{hang}{marker}")
    }

    /// The number of the next text of the document.
    pub(super) fn next_text(&mut self) -> u32 {
        self.texts += 1;
        self.texts - 1
    }

    /// Passes over texts that are not shown.
    pub(super) fn skip_texts(&mut self, count: u32) {
        self.texts += count;
    }

    pub(super) fn join(&mut self) -> Join {
        self.next_join.take().unwrap_or_default()
    }

    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, anchors, content } => self.heading(*level, anchors, content),
            Block::Paragraph { anchors, content } => {
                self.anchors(anchors);
                self.paragraph(content, PARAGRAPH);
            }
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Rule => self.push(PieceKind::Rule, RULE),
            Block::DefinitionList(definitions) => self.definitions(definitions),
            Block::Details { summary, blocks, is_open, .. } => {
                self.details(summary, blocks, *is_open);
            }
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
            Block::Figure { blocks, caption, is_caption_first } => {
                self.figure(blocks, caption, *is_caption_first);
            }
            Block::Gallery(blocks) => self.gallery(blocks),
            Block::Image(image) => self.image(image),
            Block::Embed(embed) => self.embed(embed),
        }
    }

    fn paragraph(&mut self, content: &[Inline], space: Space) {
        let (look, align) = self.text_look;
        // A formula on a line of its own is centred, as in print.
        let is_display = matches!(content, [Inline::Formula(formula)] if formula.is_display);
        let leaf = self.leaf(content, look, if is_display { Align::Center } else { align });
        self.push_text(leaf, space);
    }

    fn heading(&mut self, level: u8, anchors: &[String], content: &[Inline]) {
        self.anchors(anchors);
        let rank = self.heading_ranks.get(usize::from(level.clamp(1, 6)) - 1).copied().unwrap_or(1);
        let space = match rank {
            1 => Space::new(2.1, 0.6),
            2 => Space::new(1.7, 0.5),
            3 => Space::new(1.45, 0.4),
            _ => Space::new(1.3, 0.35),
        };
        let leaf = self.leaf(content, Look::Heading(rank), Align::Start);
        self.push_text(leaf, space);
    }

    fn quote(&mut self, blocks: &[Block]) {
        self.below = self.below.max(1.15);
        let outer = self.enter(NestKind::Quote);
        self.blocks(blocks);
        self.nest = outer;
        self.below = self.below.max(1.15);
    }

    fn list(&mut self, list: &List) {
        let outer = self.enter(NestKind::List);
        let gutter = marker::gutter(list);
        let between = item_gap(list);
        self.lists += 1;
        for (at, item) in list.items.iter().enumerate() {
            let is_first_of_all = at == 0 && self.lists == 1;
            if !is_first_of_all {
                // Panels and tables keep their larger distance.
                self.below = if self.below > PARAGRAPH.below { self.below } else { between };
                self.next_join = Some(Join::Line);
            }
            self.anchors(&item.anchors);
            self.item(list, item, gutter, if is_first_of_all { PARAGRAPH.above } else { between });
        }
        self.lists -= 1;
        self.nest = outer;
        self.below = if self.lists > 0 { between } else { PARAGRAPH.below };
    }

    fn item(&mut self, list: &List, item: &ListItem, gutter: f32, above: f32) {
        let outer = self.enter(NestKind::Item(gutter));
        if let Some(marker) = marker::of_item(list.marker, item, self.bullets) {
            self.pending_lead = marker.text();
            self.pending_markers.push((self.nest, marker));
        }
        self.bullets += 1;
        let before = self.pieces.len();
        for (at, block) in item.blocks.iter().enumerate() {
            // The space above an item is that of the list, not of its paragraph.
            if let Block::Paragraph { anchors, content } = block {
                self.anchors(anchors);
                self.paragraph(content, Space::new(if at == 0 { above } else { 0.6 }, 0.6));
            } else {
                self.block(block);
            }
        }
        if self.pieces.len() == before {
            self.paragraph(&[], Space::new(above, 0.0));
        }
        self.bullets -= 1;
        self.nest = outer;
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        let outer = self.enter(NestKind::Definitions);
        for definition in definitions {
            for term in &definition.terms {
                let leaf = self.leaf(term, Look::Term, Align::Start);
                self.push_text(leaf, Space::new(0.9, 0.15));
                self.next_join = Some(Join::Line);
            }
            let list = self.enter(NestKind::Meaning);
            for meaning in &definition.meanings {
                self.below = 0.2;
                for (at, block) in meaning.iter().enumerate() {
                    match block {
                        Block::Paragraph { anchors, content } if at == 0 => {
                            self.anchors(anchors);
                            self.next_join = Some(Join::Line);
                            self.paragraph(content, Space::new(0.2, 0.5));
                        }
                        other => self.block(other),
                    }
                }
            }
            self.nest = list;
        }
        self.nest = outer;
        self.below = self.below.max(PARAGRAPH.below);
    }

    fn details(&mut self, summary: &[Inline], blocks: &[Block], is_open: bool) {
        let outer = self.enter(NestKind::Details);
        self.flow.folds.push(is_open);
        let fold = self.flow.folds.len() - 1;
        self.pending_markers.push((self.nest, Marker::Fold(fold)));
        let leaf = if summary.is_empty() {
            self.plain_leaf(t!(article_details), Look::Summary)
        } else {
            self.leaf(summary, Look::Summary, Align::Start)
        };
        self.push_text(leaf, PARAGRAPH);
        self.enter(NestKind::Folded(fold));
        self.below = 0.5;
        self.blocks(blocks);
        self.nest = outer;
        self.below = self.below.max(PARAGRAPH.below);
    }

    fn code(&mut self, code: &Code) {
        let panel = self.flow.codes.len();
        let run = StyledRun { end: code.text.len(), ..StyledRun::default() };
        let join = self.join();
        let leaf = Leaf {
            text: code.text.clone(),
            runs: vec![run],
            look: Look::Code,
            join,
            panel: Some(panel),
            text_number: Some(self.next_text()),
            ..Leaf::default()
        };
        self.flow.leaves.push(leaf);
        let leaf = self.flow.leaves.len() - 1;
        let slices = code_slices(leaf, &code.text);
        self.flow.codes.push(CodePanel {
            language: code.language.clone(),
            leaf,
            tokens: code.tokens.clone(),
            longest_line: code
                .text
                .lines()
                .map(drawn_length)
                .max()
                .unwrap_or(0)
                .min(MAX_SLICE_CHARS),
        });
        let last = slices.len().saturating_sub(1);
        for (at, slice) in slices.into_iter().enumerate() {
            let above = if at == 0 { PANEL.above } else { 0.0 };
            let below = if at == last { PANEL.below } else { 0.0 };
            self.push(PieceKind::Code { panel, slice }, Space::new(above, below));
        }
    }

    fn remarks(&mut self, document: &Document, header: &Header) {
        let mut remarks = Vec::new();
        if document.is_truncated {
            remarks.push(t!(article_too_long));
        }
        if document.blocks.is_empty() && self.article.entry.content.url.is_some() {
            remarks.push(match &header.full_text_key {
                Some(key) => t!(article_no_text, key = key.as_str()),
                None => t!(article_no_text_without_key, command = t!(command_full_text)),
            });
        }
        if document.blocked_trackers > 0 {
            remarks.push(t!(article_trackers_blocked, count = document.blocked_trackers));
        }
        for remark in remarks {
            let leaf = self.plain_leaf(remark, Look::Note);
            self.push_text(leaf, Space::new(2.0, 0.4));
        }
    }
}

/// Space between the items of a list in ems: small between short items, larger between paragraphs.
fn item_gap(list: &List) -> f32 {
    let is_tight = list.items.iter().all(|item| {
        item.blocks.iter().filter(|block| !matches!(block, Block::List(_))).count() <= 1
    });
    if is_tight { 0.32 } else { 0.75 }
}

/// Maps the heading levels of a page to ranks without gaps: the highest level in use becomes 1.
fn heading_ranks(document: &Document) -> [u8; 6] {
    fn visit(blocks: &[Block], used: &mut [bool; 6]) {
        for block in blocks {
            match block {
                Block::Heading { level, .. } => {
                    if let Some(slot) = used.get_mut(usize::from(level.clamp(&1, &6) - 1)) {
                        *slot = true;
                    }
                }
                Block::Quote(blocks)
                | Block::Gallery(blocks)
                | Block::Details { blocks, .. }
                | Block::Figure { blocks, .. } => visit(blocks, used),
                Block::List(list) => list.items.iter().for_each(|item| visit(&item.blocks, used)),
                Block::Paragraph { .. }
                | Block::Rule
                | Block::DefinitionList(_)
                | Block::Code(_)
                | Block::Table(_)
                | Block::Image(_)
                | Block::Embed(_) => {}
            }
        }
    }
    let mut used = [false; 6];
    visit(&document.blocks, &mut used);
    let mut rank = 0;
    used.map(|is_used| {
        rank += u8::from(is_used);
        rank.max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_heading_levels_leave_no_hole() {
        let heading = |level| Block::Heading { level, anchors: Vec::new(), content: Vec::new() };
        let document = Document {
            blocks: vec![heading(2), Block::Quote(vec![heading(4)]), heading(6)],
            ..Document::default()
        };
        assert_eq!(heading_ranks(&document), [1, 1, 1, 2, 2, 3]);
    }
}
