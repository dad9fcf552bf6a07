//! The allow-list: what each HTML element means to a document. What is not listed counts as its
//! content.

use super::model::InlineStyle;

/// What an element means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing by itself; its content flows on.
    Transparent,
    /// Left out with all its content.
    Dropped,
    /// Stands on lines of its own, without a meaning of its own.
    Division,
    /// A paragraph.
    Paragraph,
    /// A heading and its level.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A bulleted list.
    Bullets,
    /// An ordered list.
    Numbers,
    /// An item of a list.
    Item,
    /// A definition list.
    Definitions,
    /// A term of a definition list.
    Term,
    /// A meaning of a definition list.
    Meaning,
    /// A part that folds.
    Details,
    /// The line of a folding part that is always shown.
    Summary,
    /// Content with a caption.
    Figure,
    /// The caption of a figure.
    Caption,
    /// Preformatted text.
    Preformatted,
    /// A table.
    Table,
    /// The head of a table.
    TableHead,
    /// Another group of rows.
    TableBody,
    /// A row.
    Row,
    /// A cell of data.
    Cell,
    /// A header cell.
    HeaderCell,
    /// The caption of a table.
    TableCaption,
    /// A thematic break.
    Rule,
    /// A line break.
    Break,
    /// A picture.
    Image,
    /// A page in a frame.
    Frame,
    /// A moving picture.
    Video,
    /// Sound.
    Audio,
    /// A plug-in with its replacement as content.
    Object,
    /// A plug-in without content.
    Plugin,
    /// What is there for readers without scripts.
    NoScript,
    /// A field of a form; a check box may be a task's.
    Input,
    /// A link or its target.
    Link,
    /// Words in a style.
    Styled(InlineStyle),
    /// Words with an explanation.
    Explained,
    /// A quotation within a line.
    InlineQuote,
    /// The reading of the words before it.
    RubyText,
    /// A script, which may stand for an embedded snippet.
    Script,
    /// A dialog, shown only when open.
    Dialog,
}

/// The meaning of an element by its lower-case name.
pub(super) fn role(name: &[u8]) -> Role {
    block_role(name)
        .or_else(|| inline_role(name))
        .or_else(|| media_role(name))
        .unwrap_or(Role::Transparent)
}

fn block_role(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"p" => Role::Paragraph,
        b"div" | b"section" | b"article" | b"main" | b"header" | b"footer" | b"aside" | b"nav"
        | b"address" | b"center" | b"form" | b"fieldset" | b"legend" | b"hgroup" | b"search"
        | b"html" | b"body" | b"frameset" | b"noframes" | b"optgroup" | b"option" => Role::Division,
        b"h1" => Role::Heading(1),
        b"h2" => Role::Heading(2),
        b"h3" => Role::Heading(3),
        b"h4" => Role::Heading(4),
        b"h5" => Role::Heading(5),
        b"h6" => Role::Heading(6),
        b"blockquote" => Role::Quote,
        b"ul" | b"menu" | b"dir" => Role::Bullets,
        b"ol" => Role::Numbers,
        b"li" => Role::Item,
        b"dl" => Role::Definitions,
        b"dt" => Role::Term,
        b"dd" => Role::Meaning,
        b"details" => Role::Details,
        b"summary" => Role::Summary,
        b"dialog" => Role::Dialog,
        b"figure" => Role::Figure,
        b"figcaption" => Role::Caption,
        b"pre" | b"listing" | b"xmp" | b"plaintext" => Role::Preformatted,
        b"table" => Role::Table,
        b"thead" => Role::TableHead,
        b"tbody" | b"tfoot" => Role::TableBody,
        b"tr" => Role::Row,
        b"td" => Role::Cell,
        b"th" => Role::HeaderCell,
        b"caption" => Role::TableCaption,
        b"hr" => Role::Rule,
        _ => return None,
    })
}

fn inline_role(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"a" => Role::Link,
        b"b" | b"strong" => Role::Styled(InlineStyle::STRONG),
        b"i" | b"em" | b"cite" | b"dfn" | b"var" => Role::Styled(InlineStyle::EMPHASIS),
        b"code" | b"tt" | b"samp" => Role::Styled(InlineStyle::CODE),
        b"s" | b"strike" | b"del" => Role::Styled(InlineStyle::STRIKE),
        b"u" | b"ins" => Role::Styled(InlineStyle::UNDERLINE),
        b"sub" => Role::Styled(InlineStyle::SUBSCRIPT),
        b"sup" => Role::Styled(InlineStyle::SUPERSCRIPT),
        b"mark" => Role::Styled(InlineStyle::MARK),
        b"kbd" => Role::Styled(InlineStyle::KEYBOARD),
        b"small" => Role::Styled(InlineStyle::SMALL),
        b"abbr" | b"acronym" => Role::Explained,
        b"q" => Role::InlineQuote,
        b"rt" => Role::RubyText,
        b"br" => Role::Break,
        _ => return None,
    })
}

fn media_role(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"img" | b"amp-img" | b"image" => Role::Image,
        b"iframe" | b"frame" => Role::Frame,
        b"video" | b"amp-video" => Role::Video,
        b"audio" | b"amp-audio" => Role::Audio,
        b"object" => Role::Object,
        b"embed" => Role::Plugin,
        b"noscript" => Role::NoScript,
        b"input" => Role::Input,
        b"script" => Role::Script,
        b"style" | b"head" | b"title" | b"meta" | b"link" | b"base" | b"template" | b"textarea"
        | b"select" | b"datalist" | b"button" | b"svg" | b"canvas" | b"map" | b"source"
        | b"track" | b"param" | b"col" | b"colgroup" | b"rp" | b"noembed" | b"progress"
        | b"meter" | b"annotation" | b"annotation-xml" | b"applet" => Role::Dropped,
        _ => return None,
    })
}
