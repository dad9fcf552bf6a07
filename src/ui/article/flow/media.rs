//! Pictures, figures and embedded media.

use std::sync::Arc;

use crate::document::{Align, Block, Embed, Image, Inline};

use super::super::style::Look;
use super::build::{Builder, PANEL, Space};
use super::gallery::is_gallery;
use super::{NestKind, PieceKind};

/// The declared size of every video poster, so that all of them have one shape.
const POSTER_SIZE: (Option<u32>, Option<u32>) = (Some(1280), Some(720));
/// A picture's title with at least this many words is shown as text. Shorter ones are mere labels.
const REMARK_WORDS: usize = 4;
/// Space around the words under a picture.
const UNDER: Space = Space::new(0.55, 1.3);
/// Space around a caption above its content.
const ABOVE: Space = Space::new(1.3, 0.4);

impl Builder<'_> {
    /// A picture with its title attribute as text below. Comics put their joke there.
    pub(super) fn image(&mut self, image: &Image) {
        self.bare_image(image.clone());
        if let Some(remark) = image.title.as_deref().filter(|title| is_remark(title)) {
            let leaf = self.plain_leaf(remark.to_owned(), Look::Caption);
            self.below = 0.55;
            self.push_text(leaf, UNDER);
        }
    }

    fn bare_image(&mut self, image: Image) {
        self.flow.images.push(image);
        self.push(PieceKind::Image(self.flow.images.len() - 1), PANEL);
    }

    /// Content with a caption. A picture inside does not show its title then: the caption says
    /// more.
    pub(super) fn figure(&mut self, blocks: &[Block], caption: &[Inline], is_caption_first: bool) {
        let outer = self.enter(NestKind::Figure);
        if is_caption_first && !caption.is_empty() {
            let leaf = self.leaf(caption, Look::Caption, Align::Start);
            self.push_text(leaf, ABOVE);
            self.below = 0.4;
        }
        let blocks = if is_gallery(blocks) {
            self.gallery(blocks);
            &[]
        } else {
            blocks
        };
        for block in blocks {
            match block {
                Block::Image(image) if !caption.is_empty() => self.bare_image((**image).clone()),
                other => self.block(other),
            }
        }
        if !is_caption_first && !caption.is_empty() {
            let leaf = self.leaf(caption, Look::Caption, Align::Start);
            self.below = 0.55;
            self.push_text(leaf, UNDER);
        }
        self.nest = outer;
    }

    /// A card for embedded media, under its poster if it has one.
    pub(super) fn embed(&mut self, embed: &Embed) {
        let card = self.flow.embeds.len();
        self.flow.embeds.push(embed.clone());
        if let Some(poster) = &embed.poster {
            self.flow.posters.insert(self.flow.images.len(), card);
            self.bare_image(Image {
                url: Arc::new(poster.clone()),
                candidates: Vec::new(),
                alt: embed.title.clone(),
                title: None,
                size: POSTER_SIZE,
                link: None,
                dark: None,
            });
            self.below = 0.4;
        }
        let above = if embed.poster.is_some() { Space::new(0.4, 1.25) } else { PANEL };
        self.push(PieceKind::Embed(card), above);
    }
}

fn is_remark(title: &str) -> bool {
    title.split_whitespace().count() >= REMARK_WORDS
}
