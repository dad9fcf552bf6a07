//! The parsed body of an entry: a tree of blocks and inlines without behaviour. The article pane
//! and all text forms start from it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bitflags::bitflags;
use url::Url;

/// The parsed body of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// The number of tracking pixels that were left out. They are never fetched.
    pub blocked_trackers: u32,
    /// Whether a limit cut the document short.
    pub is_truncated: bool,
}

/// A part of a document that has lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading {
        /// 1 to 6, as published.
        level: u8,
        /// Names (`id`, `name`) by which links within the article point to it.
        anchors: Vec<String>,
        content: Vec<Inline>,
    },
    Paragraph {
        /// Names by which links within the article point to it.
        anchors: Vec<String>,
        content: Vec<Inline>,
    },
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// A thematic break.
    Rule,
    /// Terms with their definitions.
    DefinitionList(Vec<Definition>),
    /// A part that the user can fold.
    Details {
        /// The line that is always shown.
        summary: Vec<Inline>,
        blocks: Vec<Block>,
        /// Whether it is open at first.
        is_open: bool,
        /// Whether it holds the promotions that were moved out of the article.
        is_promotion: bool,
    },
    Code(Code),
    /// A table of data. A layout table is replaced by the content of its cells.
    Table(Table),
    /// Content with a caption.
    Figure {
        blocks: Vec<Block>,
        /// May be empty.
        caption: Vec<Inline>,
        /// Whether the caption stands above the content, like the file name above code.
        is_caption_first: bool,
    },
    /// Pictures that belong together: each an [`Block::Image`], or a [`Block::Figure`] with one.
    Gallery(Vec<Block>),
    /// A picture on its own line.
    Image(Box<Image>),
    Embed(Box<Embed>),
}

/// An ordered or bulleted list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub marker: ListMarker,
    pub items: Vec<ListItem>,
}

/// The sign or number before each item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListMarker {
    Bullet,
    /// No marker (`list-style: none`, `type=none`).
    None,
    /// 1. 2. 3.
    Decimal,
    /// a. b. c.
    LowerAlpha,
    /// A. B. C.
    UpperAlpha,
    /// i. ii. iii.
    LowerRoman,
    /// I. II. III.
    UpperRoman,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The number in an ordered list, with `start`, `value` and `reversed` applied.
    pub number: i32,
    /// The state of the check box, if the item is a task.
    pub is_done: Option<bool>,
    /// Names by which links within the article point to it.
    pub anchors: Vec<String>,
    pub blocks: Vec<Block>,
}

/// A group of a definition list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub terms: Vec<Vec<Inline>>,
    /// The meanings of the terms, one list of blocks for each `dd`.
    pub meanings: Vec<Vec<Block>>,
}

/// Preformatted code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    /// The language as the page names it, in lower case: `rust`, `javascript`.
    pub language: Option<String>,
    /// The code with its exact white space, tabs included, but without a final line break.
    pub text: String,
    /// Coloured pieces: byte ranges of `text` on character borders, in order and without overlap.
    /// The text between them is plain.
    pub tokens: Vec<CodeToken>,
}

/// A coloured piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeToken {
    /// First byte in [`Code::text`].
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    pub kind: TokenKind,
}

/// The kinds of code that differ in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    Comment,
    Keyword,
    /// A type or class name.
    Type,
    /// A function or method name.
    Function,
    /// A string or character.
    String,
    /// An escape or interpolation in a string.
    Escape,
    Number,
    /// A constant or literal such as `true`.
    Constant,
    /// A variable, parameter or property.
    Variable,
    /// A built-in name.
    Builtin,
    /// A tag or element name.
    Tag,
    /// An attribute, key or decorator.
    Attribute,
    Operator,
    Punctuation,
    /// A prompt, a preprocessor line or a heading in a diff.
    Meta,
    /// An inserted line of a diff.
    Inserted,
    /// A deleted line of a diff.
    Deleted,
    /// Code that the highlighter marked as an error.
    Error,
}

/// A table of data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// May be empty.
    pub caption: Vec<Inline>,
    pub rows: Vec<TableRow>,
    /// The number of columns after spans are applied.
    pub columns: u32,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableRow {
    /// The cells that begin in this row.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    pub is_header: bool,
    /// The first column that it covers, from 0.
    pub column: u32,
    /// The number of columns that it covers, at least 1.
    pub column_span: u32,
    /// The number of rows that it covers, at least 1 and within the table.
    pub row_span: u32,
    pub align: Align,
    pub blocks: Vec<Block>,
}

/// The alignment of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the start of the reading direction.
    #[default]
    Start,
    Center,
    /// At the end of the reading direction.
    End,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The best address: http, https or `data:image/...`.
    pub url: Arc<Url>,
    /// Other sizes, as published.
    pub candidates: Vec<ImageCandidate>,
    /// The text alternative. Empty if the author gave none.
    pub alt: String,
    /// The author's remark (`title`).
    pub title: Option<String>,
    /// Width and height in CSS pixels, as declared.
    pub size: (Option<u32>, Option<u32>),
    /// The target, if the picture is a link.
    pub link: Option<Arc<LinkTarget>>,
    /// The address of the form for dark pages, if the author made one.
    pub dark: Option<Arc<Url>>,
}

/// One entry of `srcset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageCandidate {
    pub url: Url,
    /// In pixels (`640w`), if declared.
    pub width: Option<u32>,
    /// In hundredths (`2x` is 200), if declared.
    pub density: Option<u32>,
}

/// Content that only a browser can play, shown as a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    pub kind: EmbedKind,
    /// The title of the content, else the name of its host.
    pub title: String,
    /// The page or file that a click opens.
    pub url: Url,
    /// A preview picture.
    pub poster: Option<Url>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbedKind {
    Video,
    Audio,
    /// Any other page in a frame.
    Page,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(Run),
    /// A picture within the line.
    Image(Box<Image>),
    /// A forced line break.
    Break,
    Formula(Formula),
    /// The name of a place that links within the article can point to.
    Anchor(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Formula {
    /// In TeX, without delimiters.
    pub tex: Arc<str>,
    /// Whether it is meant to have its own lines.
    pub is_display: bool,
}

/// A word may be broken here. A hyphen is drawn if it is.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// White space is already collapsed, as CSS does it. Soft hyphens are kept, but for code.
    pub text: String,
    pub style: InlineStyle,
    pub link: Option<Arc<LinkTarget>>,
    /// The author's explanation, shown on hover (`title` of abbreviations and links).
    pub hint: Option<Arc<str>>,
}

impl Run {
    /// The text without soft hyphens, which only layouts need.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        without_soft_hyphens(&self.text)
    }
}

/// A text as it is copied, compared and read aloud.
#[must_use]
pub fn without_soft_hyphens(text: &str) -> Cow<'_, str> {
    if text.contains(SOFT_HYPHEN) { text.replace(SOFT_HYPHEN, "").into() } else { text.into() }
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// Another page: http, https or mailto only.
    Url(Url),
    /// A place in this article, by its anchor name.
    Anchor(String),
    /// A time of the episode that comes with the article.
    Time(Duration),
}

bitflags! {
    /// The style of a run of text.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct InlineStyle: u16 {
        /// Bold.
        const STRONG = 1;
        /// Italic.
        const EMPHASIS = 1 << 1;
        /// Monospaced.
        const CODE = 1 << 2;
        /// Struck through.
        const STRIKE = 1 << 3;
        /// Lowered and small.
        const SUBSCRIPT = 1 << 4;
        /// Raised and small.
        const SUPERSCRIPT = 1 << 5;
        /// Marked, as with a highlighter pen.
        const MARK = 1 << 6;
        /// A key of the keyboard.
        const KEYBOARD = 1 << 7;
        /// Small print.
        const SMALL = 1 << 8;
        /// Underlined.
        const UNDERLINE = 1 << 9;
        /// Covered until the user asks for it.
        const SPOILER = 1 << 10;
        /// A newer version of the entry has these words and the older one does not.
        const INSERTED = 1 << 11;
        /// The older version of the entry has these words and the newer one does not.
        const DELETED = 1 << 12;
    }
}
