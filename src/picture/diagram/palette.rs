//! The colours in which diagrams are drawn.

/// The colours of the page: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Palette {
    /// What the diagram stands on.
    pub page: [u8; 3],
    /// Boxes.
    pub surface: [u8; 3],
    /// Groups of boxes.
    pub group: [u8; 3],
    /// Borders of boxes.
    pub border: [u8; 3],
    /// Arrows.
    pub line: [u8; 3],
    /// Words.
    pub ink: [u8; 3],
    /// What stands out.
    pub accent: [u8; 3],
}
