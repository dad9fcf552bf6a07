//! A tokenizer that never fails, whatever the document: text that is no markup stays text.
//!
//! Feeds and subscription lists are read by tolerant XML rules ([`Cursor::new`]), article bodies by
//! the rules of the HTML standard ([`Cursor::html`]), which decide differently where a tag ends.
//! All slices are raw: references are still in them.

use memchr::{memchr, memmem};

use super::attributes::{Attributes, html_name_end};

/// A piece of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Text(&'a str),
    /// The inside of a CDATA section.
    CData(&'a str),
    Open(Tag<'a>),
    /// The name of an end tag.
    Close(&'a str),
    Comment,
    /// A whole processing instruction, XML declaration or document type.
    Declaration(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name with its prefix, in the case of the source.
    pub(crate) name: &'a str,
    /// The text between the name and the end of the tag.
    pub(crate) attributes: &'a str,
    /// Whether the tag closes itself (`<a/>`).
    pub(crate) is_empty: bool,
}

impl<'a> Tag<'a> {
    /// The part of the name after the colon.
    pub(crate) fn local(&self) -> &'a str {
        split_name(self.name).1
    }

    /// Names and raw values, in order.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        Attributes::new(self.attributes, 0).map(|attribute| (attribute.name, attribute.value))
    }

    /// The raw value of an attribute, by its name with prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Prefix and local part of a name.
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    name.rsplit_once(':').unwrap_or(("", name))
}

/// Whether HTML reads the content of the element as text, tags included (`script`, `title`).
pub(crate) fn is_raw_text(name: &str) -> bool {
    const NAMES: [&str; 8] =
        ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether HTML gives the element no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The rules for where a tag begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    Xml,
    Html,
}

/// Reads the tokens of a document one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    source: &'a str,
    position: usize,
    rules: Rules,
}

impl<'a> Cursor<'a> {
    /// Reads XML, or a page of which only a few elements are wanted.
    pub(crate) fn new(source: &'a str) -> Self {
        Self { source, position: 0, rules: Rules::Xml }
    }

    /// Reads HTML and agrees with browsers on the end of every tag.
    pub(crate) fn html(source: &'a str) -> Self {
        Self { source, position: 0, rules: Rules::Html }
    }

    /// The byte where the next token begins.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Moves to an earlier [`Self::position`].
    pub(crate) fn seek(&mut self, position: usize) {
        self.position = position.min(self.source.len());
    }

    /// Moves to the end tag of an element for which [`is_raw_text`] holds, or to the end.
    pub(crate) fn skip_to_close(&mut self, name: &str) {
        while let Some(at) = memmem::find(self.rest().as_bytes(), b"</") {
            self.position += at;
            let found = self.rest().get(2..).and_then(|rest| self.rules.name_at(rest));
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                return;
            }
            self.position += 2;
        }
        self.position = self.source.len();
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.position..).unwrap_or("")
    }

    /// The next token, or `None` at the end.
    pub(crate) fn next_token(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('<')
            && let Some((token, length)) = self.rules.markup(rest)
        {
            self.position += length;
            return Some(token);
        }
        let length = self.rules.text_length(rest);
        self.position += length;
        rest.get(..length).map(Token::Text)
    }
}

impl Rules {
    /// The length of the text that starts here. Its first character belongs to it even if that is a
    /// `<`.
    fn text_length(self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let mut from = 1;
        while let Some(found) = bytes.get(from..).and_then(|tail| memchr(b'<', tail)) {
            let at = from + found;
            if bytes.get(at + 1).is_some_and(|&byte| self.starts_markup(byte)) {
                return at;
            }
            from = at + 1;
        }
        bytes.len()
    }

    fn starts_markup(self, byte: u8) -> bool {
        matches!(byte, b'!' | b'?' | b'/') || self.starts_name(byte)
    }

    fn starts_name(self, byte: u8) -> bool {
        byte.is_ascii_alphabetic() || (self == Self::Xml && (byte == b'_' || byte >= 0x80))
    }

    fn name_at(self, text: &str) -> Option<&str> {
        let length = match self {
            Self::Xml => {
                text.bytes().position(|byte| !is_xml_name_byte(byte)).unwrap_or(text.len())
            }
            Self::Html => html_name_end(text, 0),
        };
        text.get(..length).filter(|name| !name.is_empty())
    }

    /// The markup that starts here and its length, or `None` if the `<` is only a character.
    fn markup(self, rest: &str) -> Option<(Token<'_>, usize)> {
        let second = *rest.as_bytes().get(1)?;
        match (second, self) {
            (b'!', Self::Xml) => Some(xml_declaration(rest)),
            (b'!', Self::Html) => Some(html_declaration(rest)),
            // Processing instructions also end at the first `>`: the useful ones have none inside,
            // and looking further would cost a scan for each.
            (b'?', _) => declaration_to_bracket(rest),
            (b'/', Self::Xml) => xml_close_tag(rest),
            (b'/', Self::Html) => html_close_tag(rest),
            (byte, _) if !self.starts_name(byte) => None,
            (_, Self::Xml) => xml_open_tag(rest),
            (_, Self::Html) => html_open_tag(rest),
        }
    }
}

fn is_xml_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || byte >= 0x80
}

/// The length of the text up to and including `needle`.
fn until(text: &str, needle: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), needle.as_bytes()).map(|at| at + needle.len())
}

fn declaration_to_bracket(rest: &str) -> Option<(Token<'_>, usize)> {
    let length = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
    Some((Token::Declaration(rest.get(..length)?), length))
}

fn xml_declaration(rest: &str) -> (Token<'_>, usize) {
    if let Some(body) = rest.strip_prefix("<![CDATA[") {
        // A section without an end runs to the end: the document was cut short inside it.
        let end = memmem::find(body.as_bytes(), b"]]>");
        let inside = end.and_then(|at| body.get(..at)).unwrap_or(body);
        let length = end.map_or(rest.len(), |at| "<![CDATA[".len() + at + "]]>".len());
        return (Token::CData(inside), length);
    }
    if let Some(body) = rest.strip_prefix("<!--") {
        let length = until(body, "-->").map_or(rest.len(), |end| end + "<!--".len());
        return (Token::Comment, length);
    }
    let length = doctype_length(rest);
    (Token::Declaration(rest.get(..length).unwrap_or(rest)), length)
}

/// A document type may contain declarations in brackets, and those may contain quoted text.
fn doctype_length(rest: &str) -> usize {
    let is_doctype = rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
    if !is_doctype {
        return memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
    }
    let (mut depth, mut quote) = (0_usize, None);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') if depth > 0 => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn xml_close_tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let name = Rules::Xml.name_at(rest.get(2..)?)?;
    let tail = rest.get(2 + name.len()..)?;
    let end = memchr(b'>', tail.as_bytes());
    Some((Token::Close(name), end.map_or(rest.len(), |at| 2 + name.len() + at + 1)))
}

fn xml_open_tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let name = Rules::Xml.name_at(rest.get(1..)?)?;
    let start = 1 + name.len();
    let tail = rest.get(start..)?;
    let end = xml_tag_end(tail)?;
    let inside = tail.get(..end)?;
    let is_empty = inside.ends_with('/');
    let attributes = inside.strip_suffix('/').unwrap_or(inside);
    Some((Token::Open(Tag { name, attributes, is_empty }), start + end + 1))
}

/// The `>` that ends the tag. One within quotes does not, unless the quotes are broken; a `<`
/// outside quotes means that this is no tag.
fn xml_tag_end(tail: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in tail.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            // Only a quote that opens a value counts: `title=5" disk` has none.
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            after_equals = byte == b'=' && quote.is_none();
        }
    }
    // The quote has no end, so the tag ends at the first `>`.
    let end = memchr(b'>', tail.as_bytes())?;
    (!tail.get(..end)?.contains('<')).then_some(end)
}

fn html_declaration(rest: &str) -> (Token<'_>, usize) {
    if rest.starts_with("<!--") {
        return (Token::Comment, html_comment_length(rest));
    }
    declaration_to_bracket(rest).unwrap_or((Token::Comment, rest.len()))
}

/// HTML also ends a comment at `<!-->`, `<!--->` and `--!>`.
fn html_comment_length(rest: &str) -> usize {
    let open = "<!--".len();
    let body = rest.get(open..).unwrap_or_default();
    if let Some(short) = [">", "->"].into_iter().find(|short| body.starts_with(short)) {
        return open + short.len();
    }
    let usual = until(body, "-->");
    let before = body.get(..usual.unwrap_or(body.len())).unwrap_or_default();
    until(before, "--!>").or(usual).map_or(rest.len(), |end| open + end)
}

/// `</` before anything but a letter begins a comment that ends at the next `>`.
fn html_close_tag(rest: &str) -> Option<(Token<'_>, usize)> {
    if !rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) {
        return declaration_to_bracket(rest);
    }
    let name_end = html_name_end(rest, 2);
    let end = html_tag_end(rest, name_end);
    Some((Token::Close(rest.get(2..name_end)?), (end + 1).min(rest.len())))
}

fn html_open_tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let name_end = html_name_end(rest, 1);
    let end = html_tag_end(rest, name_end);
    let attributes = rest.get(name_end..end)?;
    // The slash of `src=x/` belongs to the value.
    let is_empty = attributes.ends_with('/')
        && Attributes::new(attributes, 0).last().is_none_or(|last| last.end < attributes.len());
    let tag = Tag { name: rest.get(1..name_end)?, attributes, is_empty };
    Some((Token::Open(tag), (end + 1).min(rest.len())))
}

fn html_tag_end(rest: &str, name_end: usize) -> usize {
    if rest.as_bytes().get(name_end) == Some(&b'>') {
        return name_end;
    }
    Attributes::new(rest, name_end).tag_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> Vec<Token<'_>> {
        let mut cursor = Cursor::new(source);
        std::iter::from_fn(|| cursor.next_token()).collect()
    }

    fn tag<'a>(name: &'a str, attributes: &'a str) -> Token<'a> {
        Token::Open(Tag { name, attributes, is_empty: false })
    }

    #[test]
    fn reads_tags_text_and_sections_in_order() {
        let expected = vec![
            tag("a", " b='1'"),
            Token::Text("x &amp; "),
            Token::CData("<y>"),
            Token::Comment,
            Token::Close("a"),
        ];
        assert_eq!(tokens("<a b='1'>x &amp; <![CDATA[<y>]]><!-- z --></a>"), expected);
    }

    #[test]
    fn a_less_than_sign_that_opens_nothing_is_text() {
        assert_eq!(tokens("a < b <3 c"), vec![Token::Text("a < b <3 c")]);
        assert_eq!(tokens("<"), vec![Token::Text("<")]);
    }

    #[test]
    fn a_greater_than_sign_within_quotes_does_not_end_a_tag() {
        assert_eq!(tokens("<a b=\"x>y\">"), vec![tag("a", " b=\"x>y\"")]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_only_its_tag() {
        assert_eq!(
            tokens("<a b=\"x>y</a>"),
            vec![tag("a", " b=\"x"), Token::Text("y"), Token::Close("a")]
        );
    }

    #[test]
    fn a_document_type_with_declarations_is_one_token() {
        let source = "<!DOCTYPE rss [<!ENTITY a \">\">]><rss>";
        assert_eq!(
            tokens(source),
            vec![Token::Declaration("<!DOCTYPE rss [<!ENTITY a \">\">]>"), tag("rss", "")]
        );
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let Some(Token::Open(tag)) =
            Cursor::new("<a one=\"1\" two='2' three=3 four five = \"5\"/>").next_token()
        else {
            panic!("no tag");
        };
        let read: Vec<_> = tag.attributes().collect();
        assert_eq!(read, [("one", "1"), ("two", "2"), ("three", "3"), ("four", ""), ("five", "5")]);
        assert!(tag.is_empty);
    }

    #[test]
    fn raw_text_is_passed_over_to_its_own_end_tag() {
        let mut cursor = Cursor::new("if (a<b && c=\"</x>) '</scripts>'</SCRIPT >end");
        cursor.skip_to_close("script");
        assert_eq!(cursor.next_token(), Some(Token::Close("SCRIPT")));
        assert_eq!(cursor.next_token(), Some(Token::Text("end")));
        cursor.skip_to_close("script");
        assert_eq!(cursor.next_token(), None);
    }

    #[test]
    fn a_document_that_is_cut_short_ends_quietly() {
        for source in [
            "<a",
            "<a b=\"",
            "</",
            "</a",
            "<!",
            "<!--",
            "<![CDATA[",
            "<?xml",
            "<!DOCTYPE a [",
            "<a b='<c'",
        ] {
            assert!(!tokens(source).is_empty(), "{source}");
        }
    }

    #[test]
    fn html_ends_tags_and_comments_where_browsers_do() {
        let source = "<p/ a=\"x>y\" b=c/>t < u<!--a--!>v<!-->w</ x>y</p x='>'>z";
        let mut cursor = Cursor::html(source);
        let expected = [
            tag("p", "/ a=\"x>y\" b=c/"),
            Token::Text("t < u"),
            Token::Comment,
            Token::Text("v"),
            Token::Comment,
            Token::Text("w"),
            Token::Declaration("</ x>"),
            Token::Text("y"),
            Token::Close("p"),
            Token::Text("z"),
        ];
        assert_eq!(std::iter::from_fn(|| cursor.next_token()).collect::<Vec<_>>(), expected);
        let is_empty = |source| match Cursor::html(source).next_token() {
            Some(Token::Open(tag)) => tag.is_empty,
            other => panic!("no tag: {other:?}"),
        };
        assert!(is_empty("<a b=\"c\"/>") && is_empty("<a/>") && !is_empty("<a b=c/>"));
    }
}
