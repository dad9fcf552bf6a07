//! The allow-list of HTML elements and their meaning in a document. Any other element is replaced
//! by its content.

use super::model::InlineStyle;

/// The meaning of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Replaced by its content.
    Transparent,
    /// Left out with its content.
    Dropped,
    /// A block without a meaning of its own.
    Division,
    Paragraph,
    /// The level is 1 to 6.
    Heading(u8),
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
    /// A part that the user can fold.
    Details,
    /// The line of a folding part that is always shown.
    Summary,
    /// Content with a caption.
    Figure,
    /// The caption of a figure.
    Caption,
    Preformatted,
    Table,
    TableHead,
    /// A group of rows other than the head.
    TableBody,
    Row,
    /// A cell of data.
    Cell,
    HeaderCell,
    TableCaption,
    /// A thematic break.
    Rule,
    /// A line break.
    Break,
    Image,
    /// A page in a frame.
    Frame,
    Video,
    Audio,
    /// A plug-in whose content is its replacement.
    Object,
    /// A plug-in without content.
    Plugin,
    /// Content for browsers without scripts.
    NoScript,
    /// A form field. A check box in a list is a task.
    Input,
    /// A link or the target of one.
    Link,
    Styled(InlineStyle),
    /// An abbreviation whose `title` explains it.
    Explained,
    /// A quotation within a line.
    InlineQuote,
    /// The pronunciation of the words before it.
    RubyText,
    /// A script. Some scripts stand for an embedded snippet.
    Script,
    /// A dialog, shown only if it is open.
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
        | b"select" | b"datalist" | b"button" | b"svg" | b"map" | b"source" | b"track"
        | b"param" | b"col" | b"colgroup" | b"rp" | b"noembed" | b"progress" | b"meter"
        | b"annotation" | b"annotation-xml" => Role::Dropped,
        _ => return None,
    })
}
