//! The containers of pieces: lists, quotations, cells. Each nest points to its parent, so a piece
//! needs only the innermost.

#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::article) struct Nest {
    /// `None` for the article itself.
    pub(in crate::ui::article) parent: Option<usize>,
    pub(in crate::ui::article) kind: NestKind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui::article) enum NestKind {
    Article,
    Quote,
    List,
    /// A list item; its gutter is this many ems wide.
    Item(f32),
    /// A list of terms with their meanings.
    Definitions,
    /// The meaning of a term.
    Meaning,
    /// A collapsible part with its summary.
    Details,
    /// The content that collapses, by its index in [`super::Flow::folds`].
    Folded(usize),
    /// Content with a caption.
    Figure,
    Table,
    /// A table cell. Indents inside count from its edge.
    Cell,
}

impl NestKind {
    /// The indent of the content in ems.
    pub(in crate::ui::article) fn inset(self) -> f32 {
        match self {
            Self::Quote => 1.25,
            Self::Item(gutter) => gutter,
            Self::Meaning => 1.6,
            Self::Details => 1.35,
            Self::Article
            | Self::List
            | Self::Definitions
            | Self::Folded(_)
            | Self::Figure
            | Self::Table
            | Self::Cell => 0.0,
        }
    }
}
