//! The body of an entry as a document: parsed from HTML, never failing, with nothing in it that could run or spy.

mod model;

pub use model::{
    Align, Block, Code, CodeToken, Definition, Document, Embed, EmbedKind, Image, ImageCandidate, Inline, InlineStyle, LinkTarget, List,
    ListItem, ListMarker, Run, Table, TableCell, TableRow, TokenKind,
};
