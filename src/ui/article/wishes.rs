//! What the reader asks for in the pane, and what is asked of it.

use std::sync::Arc;

use url::Url;

use crate::article::PictureRequest;

/// What the reader asks for in the pane.
#[derive(Debug, Clone, PartialEq)]
pub enum ArticleAction {
    /// Open a page in the browser.
    OpenLink {
        /// Its address.
        url: Url,
        /// Whether the window is to stay in front.
        in_background: bool,
    },
    /// Open a picture.
    OpenImage(Url),
    /// Bring these pictures: they are in view or near.
    LoadPictures(Vec<PictureRequest>),
    /// Save a picture as a file.
    SavePicture(Arc<Url>),
    /// An address to the clipboard.
    CopyLink(Url),
    /// Text to the clipboard.
    CopyText(String),
    /// The pane has made what it needs of the article: document and HTML may go.
    Lighten,
    /// The pane needs them again.
    Reload,
}

/// A way to scroll with the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// Nearly the height of the pane down.
    PageDown,
    /// Nearly the height of the pane up.
    PageUp,
    /// Some lines down.
    LineDown,
    /// Some lines up.
    LineUp,
    /// To the title.
    Top,
    /// To the end.
    Bottom,
}

/// Something that the reader wants of the pane, beside scrolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The field for finding.
    Find,
    /// The next match.
    FindNext,
    /// The match before.
    FindPrevious,
    /// The headings, or to put them away.
    Outline,
    /// Back to where one read before the last jump.
    Back,
}
