//! Galleries: pictures in rows of two or three, each with its caption.

use crate::document::{Align, Block, Image, Inline};

use super::super::style::Look;
use super::build::{Builder, PANEL};
use super::{Join, LeafSlice, NestKind, PieceKind};

/// Pictures in one piece. It divides by two and by three, so that all rows before the last are
/// full.
const MAX_SHOTS: usize = 12;

/// A picture of a gallery.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::article) struct Shot {
    /// Its index in [`super::Flow::images`].
    pub(in crate::ui::article) image: usize,
    /// The words under it.
    pub(in crate::ui::article) caption: Option<LeafSlice>,
}

impl Builder<'_> {
    /// Blocks of which most are pictures. Pictures that follow each other form a gallery; others
    /// are shown as they are.
    pub(super) fn gallery(&mut self, blocks: &[Block]) {
        let outer = self.enter(NestKind::Figure);
        for part in blocks.chunk_by(|one, next| shot(one).is_some() && shot(next).is_some()) {
            let shots: Vec<_> = part.iter().filter_map(shot).collect();
            if shots.len() < 2 || self.cells > 0 {
                self.blocks(part);
                continue;
            }
            for shots in shots.chunks(MAX_SHOTS) {
                let shots = shots.iter().map(|shot| self.shot(*shot)).collect();
                self.flow.galleries.push(shots);
                self.push(PieceKind::Gallery(self.flow.galleries.len() - 1), PANEL);
                self.below = 0.5;
            }
            self.below = PANEL.below();
        }
        self.nest = outer;
    }

    fn shot(&mut self, (image, caption): (&Image, &[Inline])) -> Shot {
        self.flow.images.push(image.clone());
        let image = self.flow.images.len() - 1;
        if caption.is_empty() {
            return Shot { image, caption: None };
        }
        self.next_join = Some(Join::Line);
        let leaf = self.leaf(caption, Look::Caption, Align::Start);
        let end = self.flow.leaves.get(leaf).map_or(0, |leaf| leaf.text.len());
        Shot { image, caption: Some(LeafSlice { leaf, bytes: 0..end, first_char: 0 }) }
    }
}

/// Whether blocks are several pictures and nothing else.
pub(super) fn is_gallery(blocks: &[Block]) -> bool {
    blocks.len() > 1 && blocks.iter().all(|block| shot(block).is_some())
}

/// The picture and caption of a block that is a picture, perhaps in a figure.
fn shot(block: &Block) -> Option<(&Image, &[Inline])> {
    match block {
        Block::Image(image) => Some((image, &[])),
        Block::Figure { blocks, caption, .. } => match blocks.as_slice() {
            [Block::Image(image)] => Some((image, caption)),
            _ => None,
        },
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::List(_)
        | Block::Quote(_)
        | Block::Rule
        | Block::DefinitionList(_)
        | Block::Details { .. }
        | Block::Code(_)
        | Block::Table(_)
        | Block::Gallery(_)
        | Block::Embed(_) => None,
    }
}
