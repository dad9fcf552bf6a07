//! The containers that are open while a document is built, and the blocks that they become.

use super::boxes::take_box;
use super::callouts::{with_icon, with_title};
use super::figures::{figure, gallery, is_pictures, pictures_of, push_caption};
use super::flatten::flatten;
use super::model::{
    Block, Definition, Inline, InlineStyle, LinkTarget, List, ListItem, ListMarker, Run,
};
use super::paragraphs::has_words;
use super::tables::{RawCell, RawTable};

/// An open container.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) blocks: Vec<Block>,
    /// Names of the link targets that belong to it.
    pub(super) anchors: Vec<String>,
}

#[derive(Debug)]
pub(super) enum FrameKind {
    /// The document.
    Root,
    Quote,
    /// The level is 1 to 6.
    Heading(u8),
    List(ListState),
    /// An item of a list.
    Item(ItemState),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A term of a definition list.
    Term,
    /// A meaning of a definition list.
    Meaning,
    /// A part that the user can fold.
    Details {
        is_open: bool,
        summary: Vec<Inline>,
        /// The summary if the page has none.
        name: String,
    },
    /// The line of a folding part that is always shown.
    Summary,
    /// A figure with its caption.
    Figure {
        caption: Vec<Inline>,
        is_caption_first: bool,
    },
    /// The caption of a figure.
    Caption,
    /// Words that are the caption of the picture before them.
    LooseCaption,
    /// Pictures that belong together.
    Gallery,
    /// A box with a note or a warning.
    Callout,
    /// A table. Its rows are added when they close.
    Table {
        table: RawTable,
        is_in_head: bool,
    },
    Row(Vec<RawCell>),
    /// A cell, whose blocks are added when it closes.
    Cell(RawCell),
    TableCaption,
    /// A part that only advertises, such as a row of share buttons.
    Promotion,
}

/// An open list.
#[derive(Debug)]
pub(super) struct ListState {
    pub(super) marker: ListMarker,
    pub(super) next_number: i32,
    pub(super) step: i32,
    pub(super) items: Vec<ListItem>,
}

/// An open item of a list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ItemState {
    pub(super) number: i32,
    pub(super) is_done: Option<bool>,
}

impl Frame {
    pub(super) fn new(kind: FrameKind) -> Self {
        Self { kind, blocks: Vec::new(), anchors: Vec::new() }
    }

    /// Moves blocks that are in a list but in none of its items into the last item.
    pub(super) fn adopt_strays(&mut self) {
        if self.blocks.is_empty() {
            return;
        }
        let strays = std::mem::take(&mut self.blocks);
        match &mut self.kind {
            FrameKind::List(list) => match list.items.last_mut() {
                Some(item) => item.blocks.extend(strays),
                None => list.items.push(ListItem {
                    number: list.next_number,
                    is_done: None,
                    anchors: Vec::new(),
                    blocks: strays,
                }),
            },
            FrameKind::Definitions(groups) => match groups.last_mut() {
                Some(group) => group.meanings.push(strays),
                None => groups.push(Definition { terms: Vec::new(), meanings: vec![strays] }),
            },
            FrameKind::Row(cells) => {
                if let Some(cell) = cells.last_mut() {
                    cell.blocks.extend(strays);
                } else {
                    self.blocks = strays;
                }
            }
            _ => self.blocks = strays,
        }
    }

    /// Closes the container and adds its blocks to `parent`.
    pub(super) fn close_into(mut self, parent: &mut Frame) {
        self.adopt_strays();
        let Self { kind, mut blocks, anchors } = self;
        blocks.shrink_to_fit();
        match kind {
            FrameKind::Root | FrameKind::Meaning
                if !matches!(parent.kind, FrameKind::Definitions(_)) =>
            {
                parent.blocks.extend(blocks);
            }
            FrameKind::Root | FrameKind::Promotion => parent.blocks.extend(blocks),
            FrameKind::Quote => push_unless_empty(parent, with_title(blocks), Block::Quote),
            FrameKind::Callout => push_unless_empty(parent, with_icon(blocks), Block::Quote),
            FrameKind::Gallery => parent.blocks.extend(gallery(blocks)),
            FrameKind::Heading(level) => close_heading(level, anchors, blocks, parent),
            FrameKind::List(list) => close_list(list, blocks, parent),
            FrameKind::Item(item) => close_item(item, anchors, blocks, parent),
            FrameKind::Definitions(groups) => close_definitions(groups, parent),
            FrameKind::Term => close_term(blocks, parent),
            FrameKind::Meaning => close_meaning(blocks, parent),
            FrameKind::Details { is_open, summary, name } => {
                close_details(is_open, (summary, name), blocks, parent);
            }
            FrameKind::Summary => close_summary(blocks, parent),
            FrameKind::Figure { caption, is_caption_first } => {
                parent.blocks.extend(figure(blocks, caption, is_caption_first));
            }
            FrameKind::Caption => close_caption(blocks, parent),
            FrameKind::LooseCaption => push_caption(&mut parent.blocks, blocks),
            FrameKind::Table { table, .. } => {
                parent.blocks.extend(blocks);
                parent.blocks.extend(table.into_blocks());
            }
            FrameKind::Row(cells) => close_row(cells, blocks, parent),
            FrameKind::Cell(cell) => close_cell(RawCell { blocks, ..cell }, parent),
            FrameKind::TableCaption => close_table_caption(blocks, parent),
        }
    }
}

fn push_unless_empty(
    parent: &mut Frame,
    blocks: Vec<Block>,
    wrap: impl FnOnce(Vec<Block>) -> Block,
) {
    if !blocks.is_empty() {
        parent.blocks.push(wrap(blocks));
    }
}

/// Closes a heading. Without words only its pictures are kept.
fn close_heading(level: u8, mut anchors: Vec<String>, mut blocks: Vec<Block>, parent: &mut Frame) {
    if !blocks.iter().any(block_has_words) {
        parent.blocks.append(&mut blocks);
        return;
    }
    let (targets, mut content): (Vec<Inline>, Vec<Inline>) =
        flatten(blocks).into_iter().partition(|item| matches!(item, Inline::Anchor(_)));
    anchors.extend(
        targets
            .into_iter()
            .filter_map(|item| if let Inline::Anchor(name) = item { Some(name) } else { None }),
    );
    drop_links_to(&anchors, &mut content);
    parent.blocks.push(Block::Heading { level, anchors, content });
}

/// Removes the links of a heading to itself. On the page they are there to copy the address.
fn drop_links_to(anchors: &[String], content: &mut [Inline]) {
    for item in content {
        if let Inline::Text(run) = item
            && run.link.as_deref().is_some_and(
                |link| matches!(link, LinkTarget::Anchor(name) if anchors.contains(name)),
            )
        {
            run.link = None;
        }
    }
}

/// Whether any block has words.
pub(super) fn has_words_in(blocks: &[Block]) -> bool {
    blocks.iter().any(block_has_words)
}

fn block_has_words(block: &Block) -> bool {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => has_words(content),
        Block::List(_)
        | Block::Quote(_)
        | Block::DefinitionList(_)
        | Block::Details { .. }
        | Block::Code(_)
        | Block::Table(_) => true,
        Block::Image(_)
        | Block::Rule
        | Block::Figure { .. }
        | Block::Gallery(_)
        | Block::Embed(_) => false,
    }
}

fn close_list(list: ListState, blocks: Vec<Block>, parent: &mut Frame) {
    parent.blocks.extend(blocks);
    let mut items: Vec<ListItem> = list
        .items
        .into_iter()
        .filter(|item| !item.blocks.is_empty() || item.is_done.is_some())
        .collect();
    items.shrink_to_fit();
    if items.iter().all(|item| item.is_done.is_none() && is_pictures(&item.blocks)) {
        let pictures = items.into_iter().flat_map(|item| item.blocks).collect();
        parent.blocks.extend(gallery(pictures));
    } else if !items.is_empty() {
        parent.blocks.push(Block::List(List { marker: list.marker, items }));
    }
}

fn close_item(item: ItemState, anchors: Vec<String>, blocks: Vec<Block>, parent: &mut Frame) {
    let mut blocks = blocks;
    let is_done = item.is_done.or_else(|| take_box(&mut blocks));
    let item = ListItem { number: item.number, is_done, anchors, blocks };
    match (&mut parent.kind, parent.blocks.last_mut()) {
        (FrameKind::List(list), _) => list.items.push(item),
        // Items without a list around them form one.
        (_, Some(Block::List(list))) if list.marker == ListMarker::Bullet => list.items.push(item),
        _ => {
            parent.blocks.push(Block::List(List { marker: ListMarker::Bullet, items: vec![item] }));
        }
    }
}

fn close_definitions(groups: Vec<Definition>, parent: &mut Frame) {
    match pictures_of(groups) {
        Ok(pictures) => parent.blocks.extend(gallery(pictures)),
        Err(groups) if !groups.is_empty() => parent.blocks.push(Block::DefinitionList(groups)),
        Err(_) => {}
    }
}

fn close_term(blocks: Vec<Block>, parent: &mut Frame) {
    let term = flatten(blocks);
    let FrameKind::Definitions(groups) = &mut parent.kind else { return };
    if term.is_empty() {
        return;
    }
    match groups.last_mut() {
        Some(group) if group.meanings.is_empty() => group.terms.push(term),
        _ => groups.push(Definition { terms: vec![term], meanings: Vec::new() }),
    }
}

fn close_meaning(blocks: Vec<Block>, parent: &mut Frame) {
    let FrameKind::Definitions(groups) = &mut parent.kind else { return };
    if blocks.is_empty() {
        return;
    }
    match groups.last_mut() {
        Some(group) => group.meanings.push(blocks),
        None => groups.push(Definition { terms: Vec::new(), meanings: vec![blocks] }),
    }
}

fn close_details(
    is_open: bool,
    (summary, name): (Vec<Inline>, String),
    blocks: Vec<Block>,
    parent: &mut Frame,
) {
    if blocks.is_empty() {
        if !summary.is_empty() {
            parent.blocks.push(Block::Paragraph { anchors: Vec::new(), content: summary });
        }
        return;
    }
    let unnamed = |name| {
        vec![Inline::Text(Run { text: name, style: InlineStyle::empty(), link: None, hint: None })]
    };
    let summary = if summary.is_empty() { unnamed(name) } else { summary };
    parent.blocks.push(Block::Details { summary, blocks, is_open, is_promotion: false });
}

fn close_summary(blocks: Vec<Block>, parent: &mut Frame) {
    if let FrameKind::Details { summary, .. } = &mut parent.kind {
        append_line(summary, flatten(blocks));
    }
}

fn close_caption(blocks: Vec<Block>, parent: &mut Frame) {
    if let FrameKind::Figure { caption, is_caption_first } = &mut parent.kind {
        *is_caption_first |= caption.is_empty() && parent.blocks.is_empty();
        append_line(caption, flatten(blocks));
    }
}

fn close_row(cells: Vec<RawCell>, strays: Vec<Block>, parent: &mut Frame) {
    parent.blocks.extend(strays);
    if let FrameKind::Table { table, .. } = &mut parent.kind {
        table.rows.push(cells);
    }
}

fn close_cell(cell: RawCell, parent: &mut Frame) {
    if let FrameKind::Row(cells) = &mut parent.kind {
        cells.push(cell);
    }
}

fn close_table_caption(blocks: Vec<Block>, parent: &mut Frame) {
    if let FrameKind::Table { table, .. } = &mut parent.kind {
        append_line(&mut table.caption, flatten(blocks));
    }
}

fn append_line(line: &mut Vec<Inline>, more: Vec<Inline>) {
    if !line.is_empty() && !more.is_empty() {
        line.push(Inline::Break);
    }
    line.extend(more);
}
