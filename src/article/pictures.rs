//! Names the pictures of an article: where each comes from and the size to draw it at.

use std::sync::Arc;

use url::Url;

use crate::document::Formula;
use crate::picture::{Fit, Palette};

/// A picture and the size to draw it at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRequest {
    pub key: PictureKey,
    /// The space for it, in physical pixels.
    pub fit: Fit,
    /// Physical pixels per CSS pixel, in hundredths. Vector drawings are drawn at this scale.
    pub scale: u32,
    pub motion: Motion,
}

/// Whether an animated picture plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Only the first frame.
    Still,
    /// All frames.
    Playing,
}

/// The source of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PictureKey {
    /// An http, https or `data:` URL.
    Web(Arc<Url>),
    Diagram {
        /// Mermaid source.
        source: Arc<str>,
        palette: Palette,
    },
    Formula {
        formula: Formula,
        /// Red, green, blue.
        ink: [u8; 3],
        /// Physical pixels per em, in hundredths.
        em: u32,
    },
    Icon(Arc<IconSource>),
}

/// A feed whose icon is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IconSource {
    pub feed_url: Url,
    pub site_url: Option<Url>,
    /// The icon that the feed itself names.
    pub icon_url: Option<Url>,
    /// Whether the site may be asked, because the user has just refreshed the feed. Otherwise only
    /// a cached icon is shown.
    pub may_fetch: bool,
}
