//! What pieces lie in: lists, quotations, cells. Each knows what is around it, so a piece needs
//! only the innermost.

/// Something that pieces lie in.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::article) struct Nest {
    /// What it lies in itself; `None` for the article.
    pub(in crate::ui::article) parent: Option<usize>,
    /// What it is.
    pub(in crate::ui::article) kind: NestKind,
}

/// What pieces can lie in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui::article) enum NestKind {
    /// The article itself.
    Article,
    /// A quotation.
    Quote,
    /// A list.
    List,
    /// An item of a list; its gutter is so many ems wide.
    Item(f32),
    /// A list of terms with their meanings.
    Definitions,
    /// What a term means.
    Meaning,
    /// A part that folds, with its summary.
    Details,
    /// What folds.
    Folded(usize),
    /// Something with a caption.
    Figure,
    /// A table.
    Table,
    /// A cell of a table; distances to the left start again here.
    Cell,
}

impl NestKind {
    /// By how many ems its content is indented.
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
