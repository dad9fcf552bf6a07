//! Pictures: what is to be seen in one, and how large it is wanted.

use std::sync::Arc;

use url::Url;

use crate::document::Formula;
use crate::picture::{Fit, Palette};

/// A picture of an article, and how large it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRequest {
    /// Which.
    pub key: PictureKey,
    /// The room for it, in pixels of the screen.
    pub fit: Fit,
    /// Pixels of the screen for a CSS pixel, in hundredths; what has no pixels of its own is drawn
    /// so large.
    pub scale: u32,
    /// Whether a picture that can move is to play.
    pub motion: Motion,
}

/// Whether a picture that can move is to play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Its first frame is enough.
    Still,
    /// All of its frames.
    Playing,
}

/// What is to be seen in a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PictureKey {
    /// What an address leads to: http, https or `data:`.
    Web(Arc<Url>),
    /// A diagram in Mermaid.
    Diagram {
        /// Its source.
        source: Arc<str>,
        /// The colours of the page.
        palette: Palette,
    },
    /// Mathematics.
    Formula {
        /// In TeX.
        formula: Formula,
        /// Its colour: red, green, blue.
        ink: [u8; 3],
        /// Pixels of the screen for an em, in hundredths.
        em: u32,
    },
    /// What stands for a feed.
    Icon(Arc<IconOf>),
}

/// A feed, as far as its icon goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IconOf {
    /// Where it is fetched.
    pub feed_url: Url,
    /// The publisher's page.
    pub site_url: Option<Url>,
    /// The picture that the feed names.
    pub icon_url: Option<Url>,
    /// Whether the reader has just had it refreshed, so that its site may be asked; else only what
    /// is here is shown.
    pub may_fetch: bool,
}
