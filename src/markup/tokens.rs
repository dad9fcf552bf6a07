//! A tokenizer for XML as it is found: it never fails and never loses its place, whatever comes.
//!
//! What is no markup becomes text. All slices are raw: entity references are still in them.

use memchr::{memchr, memmem};

/// A piece of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Characters between markup.
    Text(&'a str),
    /// The inside of a CDATA section.
    CData(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag with its name.
    Close(&'a str),
    /// A comment.
    Comment,
    /// A processing instruction, an XML declaration or a document type, whole.
    Declaration(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name with its prefix.
    pub(crate) name: &'a str,
    /// What stands between the name and the end of the tag.
    pub(crate) attributes: &'a str,
    /// Whether the tag closes itself.
    pub(crate) is_empty: bool,
}

impl<'a> Tag<'a> {
    /// The part of the name after the colon.
    pub(crate) fn local(&self) -> &'a str {
        split_name(self.name).1
    }

    /// The attributes in order, values raw.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.attributes }
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

/// Reads tokens one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    source: &'a str,
    position: usize,
}

impl<'a> Cursor<'a> {
    /// Starts at the beginning.
    pub(crate) fn new(source: &'a str) -> Self {
        Self { source, position: 0 }
    }

    /// Where the next token begins.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Goes to a place that was a position before.
    pub(crate) fn seek(&mut self, position: usize) {
        self.position = position.min(self.source.len());
    }

    /// Goes to the end tag of an element whose content is text, whatever it looks like (`script`),
    /// or to the end.
    pub(crate) fn skip_to_close(&mut self, name: &str) {
        while let Some(at) = memmem::find(self.rest().as_bytes(), b"</") {
            self.position += at;
            let found = self.rest().get(2..).and_then(name_at);
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

    /// The next token, or nothing at the end.
    pub(crate) fn next_token(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('<')
            && let Some((token, length)) = markup(rest)
        {
            self.position += length;
            return Some(token);
        }
        let length = text_length(rest);
        self.position += length;
        rest.get(..length).map(Token::Text)
    }
}

/// How far the text goes that starts here, its first character included even if that is a `<`.
fn text_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut from = 1;
    while let Some(found) = bytes.get(from..).and_then(|tail| memchr(b'<', tail)) {
        let at = from + found;
        if bytes.get(at + 1).is_some_and(|&byte| starts_markup(byte)) {
            return at;
        }
        from = at + 1;
    }
    bytes.len()
}

fn starts_markup(byte: u8) -> bool {
    matches!(byte, b'!' | b'?' | b'/') || starts_name(byte)
}

fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || byte >= 0x80
}

/// The markup that starts here and its length; nothing if the `<` is only a character.
fn markup(rest: &str) -> Option<(Token<'_>, usize)> {
    let second = *rest.as_bytes().get(1)?;
    match second {
        b'!' => Some(declaration(rest)),
        b'?' => {
            // Up to the first `>`: nothing that matters has one inside, and looking further would
            // cost a scan each.
            let length = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
            Some((Token::Declaration(rest.get(..length)?), length))
        }
        b'/' => close_tag(rest),
        byte if starts_name(byte) => open_tag(rest),
        _ => None,
    }
}

/// Where `needle` ends.
fn until(text: &str, needle: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), needle.as_bytes()).map(|at| at + needle.len())
}

fn declaration(rest: &str) -> (Token<'_>, usize) {
    if let Some(body) = rest.strip_prefix("<![CDATA[") {
        // A section that nobody closed runs to the end: the document was cut short inside it.
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

/// A document type may hold declarations of its own in brackets, and quoted text in those.
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

fn close_tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let name = name_at(rest.get(2..)?)?;
    let tail = rest.get(2 + name.len()..)?;
    let end = tail.find('>').map_or(rest.len(), |at| 2 + name.len() + at + 1);
    Some((Token::Close(name), end))
}

fn name_at(text: &str) -> Option<&str> {
    let length = text.bytes().position(|byte| !is_name_byte(byte)).unwrap_or(text.len());
    text.get(..length).filter(|name| !name.is_empty())
}

fn open_tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let name = name_at(rest.get(1..)?)?;
    let start = 1 + name.len();
    let tail = rest.get(start..)?;
    let end = tag_end(tail)?;
    let inside = tail.get(..end)?;
    let is_empty = inside.ends_with('/');
    let attributes = inside.strip_suffix('/').unwrap_or(inside);
    Some((Token::Open(Tag { name, attributes, is_empty }), start + end + 1))
}

/// Where the `>` is that ends the tag: not one within quotes, unless the quotes are broken.
fn tag_end(tail: &str) -> Option<usize> {
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
    // A quote that nobody closed: the tag ends where a tag would.
    let end = memchr(b'>', tail.as_bytes())?;
    (!tail.get(..end)?.contains('<')).then_some(end)
}

/// The attributes of a tag: name and raw value.
#[derive(Debug, Clone)]
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start_matches(|c: char| {
            c.is_ascii_whitespace() || c == '/' || c == '"' || c == '\''
        });
        let length = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, tail) = rest.split_at_checked(length)?;
        if name.is_empty() {
            return None;
        }
        let Some(value_part) = tail.trim_start().strip_prefix('=').map(str::trim_start) else {
            self.rest = tail;
            return Some((name, ""));
        };
        let (value, after) = attribute_value(value_part);
        self.rest = after;
        Some((name, value))
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    let quoted = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(body) = quoted.and_then(|quote| text.strip_prefix(quote)) {
        let quote = quoted.unwrap_or('"');
        return body.split_once(quote).unwrap_or((body, ""));
    }
    let length = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(length).unwrap_or((text, ""))
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
    fn what_is_cut_short_ends_quietly() {
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
}
