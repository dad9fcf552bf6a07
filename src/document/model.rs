//! The parsed body of an entry: a tree of blocks holding inlines. Plain data; the pane, the dumps
//! and the text forms all start here.

use std::sync::Arc;

use bitflags::bitflags;
use url::Url;

/// The parsed body of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// What to show, from top to bottom.
    pub blocks: Vec<Block>,
    /// Tracking pixels and counters that were left out and will never be fetched.
    pub blocked_trackers: u32,
    /// Whether a limit cut the document short.
    pub is_truncated: bool,
}

/// A piece of the document that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; `level` is 1 to 6 as published.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Target names (`id`, `name`) for links within the article.
        anchors: Vec<String>,
        /// The words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Target names for links within the article.
        anchors: Vec<String>,
        /// The words.
        content: Vec<Inline>,
    },
    /// An ordered or bulleted list.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// A thematic break.
    Rule,
    /// Terms with their definitions.
    DefinitionList(Vec<Definition>),
    /// A part that folds.
    Details {
        /// The line that is always shown.
        summary: Vec<Inline>,
        /// What folds.
        blocks: Vec<Block>,
        /// Whether the author wants it open.
        is_open: bool,
    },
    /// Preformatted code.
    Code(Code),
    /// A table of data; layout tables never come here.
    Table(Table),
    /// Content with a caption.
    Figure {
        /// What the caption is about.
        blocks: Vec<Block>,
        /// The caption; may be empty.
        caption: Vec<Inline>,
    },
    /// A picture on its own.
    Image(Box<Image>),
    /// Something that only a browser can play.
    Embed(Box<Embed>),
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What stands before each item.
    pub marker: ListMarker,
    /// The items.
    pub items: Vec<ListItem>,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListMarker {
    /// A bullet.
    Bullet,
    /// Nothing (`list-style: none`, `type=none`).
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
    /// Its number, in an ordered list (`start`, `value`, `reversed` are already applied).
    pub number: i32,
    /// The state of a task's check box.
    pub is_done: Option<bool>,
    /// Target names for links within the article.
    pub anchors: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A group of a definition list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// What they mean, one list of blocks for each `dd`.
    pub meanings: Vec<Vec<Block>>,
}

/// Preformatted code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    /// The language as the page names it, lower case: `rust`, `javascript`.
    pub language: Option<String>,
    /// The code, white space exact, without a final line break, tabs kept.
    pub text: String,
    /// Coloured pieces: ascending, not overlapping byte ranges of `text`, on character borders.
    /// What is not covered is plain.
    pub tokens: Vec<CodeToken>,
}

/// A coloured piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeToken {
    /// First byte in [`Code::text`].
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
}

/// The few kinds of code that are told apart by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A keyword.
    Keyword,
    /// A type or class name.
    Type,
    /// A function or method name.
    Function,
    /// A string or character.
    String,
    /// An escape or interpolation in a string.
    Escape,
    /// A number.
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
    /// An operator.
    Operator,
    /// Punctuation.
    Punctuation,
    /// A prompt, a preprocessor line, a heading in a diff: not code proper.
    Meta,
    /// An inserted line of a diff.
    Inserted,
    /// A deleted line of a diff.
    Deleted,
    /// What the highlighter calls an error.
    Error,
}

/// A table of data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its caption; may be empty.
    pub caption: Vec<Inline>,
    /// The rows, header rows first as published.
    pub rows: Vec<TableRow>,
    /// Number of columns after spans are applied.
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
    /// Whether it is a header.
    pub is_header: bool,
    /// First column that it covers, from 0.
    pub column: u32,
    /// How many columns it covers, at least 1.
    pub column_span: u32,
    /// How many rows it covers, at least 1 and within the table.
    pub row_span: u32,
    /// How its lines are aligned.
    pub align: Align,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How lines are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the start of the reading direction.
    #[default]
    Start,
    /// In the middle.
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
    /// What it shows, in words; empty when the author gave none.
    pub alt: String,
    /// The author's remark (`title`).
    pub title: Option<String>,
    /// Declared size in CSS pixels, width and height.
    pub size: (Option<u32>, Option<u32>),
    /// Where a click leads, when the picture is a link.
    pub link: Option<Arc<LinkTarget>>,
}

/// One entry of `srcset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageCandidate {
    /// The address.
    pub url: Url,
    /// Its width in pixels, when declared so.
    pub width: Option<u32>,
    /// Its density in hundredths (`2x` is 200), when declared so.
    pub density: Option<u32>,
}

/// Something that only a browser can play, shown as a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// What it is.
    pub kind: EmbedKind,
    /// Its title, else the name of its host.
    pub title: String,
    /// The page or file that a click opens.
    pub url: Url,
    /// A picture that stands for it.
    pub poster: Option<Url>,
}

/// Kinds of embedded things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbedKind {
    /// A moving picture.
    Video,
    /// Sound.
    Audio,
    /// Any other page in a frame.
    Page,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// A run of text in one style.
    Text(Run),
    /// A picture within the line.
    Image(Box<Image>),
    /// A forced line break.
    Break,
    /// Mathematics.
    Formula(Formula),
    /// A place that links within the article may lead to.
    Anchor(String),
}

/// Mathematics.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Formula {
    /// In TeX, without delimiters.
    pub tex: Arc<str>,
    /// Whether it is meant to stand on lines of its own.
    pub is_display: bool,
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The characters; white space is already collapsed as CSS would.
    pub text: String,
    /// How they look.
    pub style: InlineStyle,
    /// Where a click leads.
    pub link: Option<Arc<LinkTarget>>,
    /// What the author says about it on hover (`abbr title`, `link title`).
    pub hint: Option<Arc<str>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// Another page: http, https or mailto only.
    Url(Url),
    /// A place in this article, by its anchor name.
    Anchor(String),
}

bitflags! {
    /// How a run of text looks.
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
        /// Marked as with a highlighter.
        const MARK = 1 << 6;
        /// A key of the keyboard.
        const KEYBOARD = 1 << 7;
        /// Small print.
        const SMALL = 1 << 8;
        /// Underlined.
        const UNDERLINE = 1 << 9;
    }
}
