//! The requests of the article pane to the window, and the window's requests to the pane.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::article::PictureRequest;

/// A request of the user in the pane, for the window to carry out.
#[derive(Debug, Clone, PartialEq)]
pub enum ArticleAction {
    /// Opens a page in the browser.
    OpenLink {
        url: Url,
        /// Whether the window stays in front.
        in_background: bool,
    },
    /// Opens a picture in the browser.
    OpenImage(Url),
    /// Pictures that are in view or near.
    LoadPictures(Vec<PictureRequest>),
    /// Saves a picture as a file.
    SavePicture(Arc<Url>),
    CopyLink(Url),
    CopyText(String),
    /// Plays the episode of the article from a time.
    PlayFrom(Duration),
    /// The pane has built the flow; the document and its HTML may be dropped.
    Lighten,
    /// The pane needs the document again.
    Reload,
}

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
    Top,
    Bottom,
}

/// A request to the pane besides scrolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Opens the find bar.
    Find,
    FindNext,
    FindPrevious,
    /// Opens or closes the table of contents.
    Outline,
    /// Returns to the position before the last jump.
    Back,
    /// Goes to the next change of the publisher.
    NextChange,
    PreviousChange,
}
