//! Commands that the pane of the article carries out itself: only the pane knows how far it is
//! scrolled, and its searches and selections are no part of the state.

/// Something that the pane of the article does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaneCommand {
    /// Scroll down a page; at the end, go to the next unread entry.
    PageDown,
    PageUp,
    Top,
    Bottom,
    Find,
    FindNext,
    FindPrevious,
    SelectAll,
    /// Open the list of headings.
    Outline,
    /// Go back from a footnote or a heading.
    Back,
    /// Go to the next change of the publisher.
    NextChange,
    PreviousChange,
    /// Read the article aloud from the paragraph in view.
    ReadAloud,
}
