//! One field of a feed or an entry: an element and its content, read as text or as markup.

use std::borrow::Cow;

use super::writer::MAX_TEXT_BYTES;
use crate::markup::entities::{self, DeclaredEntities, decode_with};
use crate::markup::escape::push_escaped;
use crate::markup::{Cursor, Tag, Token, is_void, split_name};

/// A longer text shows something.
const LONGEST_BLANK_BYTES: usize = 200;

/// Elements that show nothing without content.
const EMPTY_ELEMENTS: [&str; 5] = ["p", "div", "span", "br", "article"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    Plain,
    /// An HTML document or a fragment of one.
    Html,
}

/// A text construct in the sense of RFC 4287: a text and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextConstruct<'a> {
    pub(super) kind: TextKind,
    pub(super) text: Cow<'a, str>,
}

impl<'a> TextConstruct<'a> {
    pub(super) fn html(text: impl Into<Cow<'a, str>>) -> Self {
        Self { kind: TextKind::Html, text: text.into() }
    }

    pub(super) fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self { kind: TextKind::Plain, text: text.into() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether a reader would see nothing: `<p>&nbsp;</p>`.
    pub(super) fn shows_nothing(&self) -> bool {
        if self.is_blank() {
            return true;
        }
        if self.kind != TextKind::Html || self.text.len() > LONGEST_BLANK_BYTES {
            return false;
        }
        let mut cursor = Cursor::html(&self.text);
        std::iter::from_fn(|| cursor.next_token()).all(|token| match token {
            Token::Text(text) => text.replace("&nbsp;", "").trim().is_empty(),
            Token::Open(tag) => {
                EMPTY_ELEMENTS.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
            }
            Token::Close(_) | Token::Comment => true,
            Token::CData(_) | Token::Declaration(_) => false,
        })
    }
}

/// An element and its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) tag: Tag<'a>,
    /// The raw text between its tags.
    pub(super) inner: &'a str,
    /// Whether the content has elements.
    pub(super) has_children: bool,
}

impl<'a> Field<'a> {
    /// An attribute with its references resolved, unless it is blank.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        entities::attribute(&self.tag, name).filter(|value| !value.trim().is_empty())
    }

    /// The text of the content, including that of elements in it.
    pub(super) fn text(&self, declared: &DeclaredEntities<'_>) -> Cow<'a, str> {
        if !self.inner.contains('<') {
            return decode_with(self.inner, declared);
        }
        let mut cursor = Cursor::new(self.inner);
        let mut whole: Cow<'a, str> = Cow::Borrowed("");
        while let Some(token) = cursor.next_token() {
            let part = match token {
                Token::Text(text) => decode_with(text, declared),
                Token::CData(text) => Cow::Borrowed(text),
                Token::Open(_) | Token::Close(_) | Token::Comment | Token::Declaration(_) => {
                    continue;
                }
            };
            if whole.trim_start().is_empty() {
                whole = part;
            } else {
                whole.to_mut().push_str(&part);
            }
        }
        whole
    }

    /// The content as HTML, whether the publisher escaped it, wrote it in sections or as elements.
    pub(super) fn html(&self, declared: &DeclaredEntities<'_>) -> Cow<'a, str> {
        if self.has_children {
            Cow::Owned(self.markup(Sections::Markup))
        } else {
            self.text(declared)
        }
    }

    /// XHTML content as HTML, without the `div` that Atom requires around it.
    pub(super) fn xhtml(&self) -> Cow<'a, str> {
        let markup = self.markup(Sections::Text);
        match without_div(&markup) {
            Some(inner) => Cow::Owned(inner.to_owned()),
            None => Cow::Owned(markup),
        }
    }

    /// The content as HTML writes it: no prefixes, no namespace declarations, no tags that close
    /// themselves.
    fn markup(&self, sections: Sections) -> String {
        let mut out = String::with_capacity(self.inner.len().min(MAX_TEXT_BYTES));
        let mut cursor = Cursor::new(self.inner);
        while out.len() <= MAX_TEXT_BYTES
            && let Some(token) = cursor.next_token()
        {
            match token {
                Token::Text(text) => out.push_str(text),
                Token::CData(text) if sections == Sections::Markup => out.push_str(text),
                Token::CData(text) => push_escaped(&mut out, text),
                Token::Open(tag) => push_tag(&mut out, &tag),
                Token::Close(name) => push_close(&mut out, split_name(name).1),
                Token::Comment | Token::Declaration(_) => {}
            }
        }
        out
    }

    /// The child elements. They are read one by one, because there may be millions.
    pub(super) fn children(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        let inner = self.inner;
        let mut cursor = Cursor::new(inner);
        std::iter::from_fn(move || {
            loop {
                if let Token::Open(tag) = cursor.next_token()? {
                    return Some(read_within(&mut cursor, tag, inner));
                }
            }
        })
    }
}

/// The meaning of a CDATA section among elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sections {
    Markup,
    Text,
}

fn push_tag(out: &mut String, tag: &Tag<'_>) {
    let name = tag.local();
    out.push('<');
    out.push_str(name);
    for (attribute, value) in tag.attributes() {
        if !attribute.starts_with("xmlns") {
            let quote = if value.contains('"') { '\'' } else { '"' };
            out.extend([" ", attribute, "="]);
            out.push(quote);
            out.push_str(value);
            out.push(quote);
        }
    }
    out.push('>');
    if tag.is_empty {
        push_close(out, name);
    }
}

fn push_close(out: &mut String, name: &str) {
    if !is_void(name) {
        out.extend(["</", name, ">"]);
    }
}

/// The content of the `div` that is the whole markup, if it is one.
fn without_div(markup: &str) -> Option<&str> {
    let trimmed = markup.trim();
    let mut cursor = Cursor::new(trimmed);
    let Some(Token::Open(tag)) = cursor.next_token() else { return None };
    if !tag.name.eq_ignore_ascii_case("div") {
        return None;
    }
    let inner = read_within(&mut cursor, tag, trimmed).inner;
    (cursor.position() == trimmed.len()).then_some(inner)
}

/// Reads the rest of an element after its start tag. An element without an end tag ends with the
/// text.
fn read_within<'a>(cursor: &mut Cursor<'a>, tag: Tag<'a>, source: &'a str) -> Field<'a> {
    let start = cursor.position();
    if tag.is_empty {
        return Field { tag, inner: "", has_children: false };
    }
    let (mut depth, mut has_children) = (0_usize, false);
    let end = loop {
        let here = cursor.position();
        match cursor.next_token() {
            Some(Token::Open(inner)) => {
                has_children = true;
                depth += usize::from(inner.name == tag.name && !inner.is_empty);
            }
            Some(Token::Close(name)) if name == tag.name && depth == 0 => break here,
            Some(Token::Close(name)) => depth -= usize::from(name == tag.name),
            Some(Token::Text(_) | Token::CData(_) | Token::Comment | Token::Declaration(_)) => {}
            None => break here,
        }
    };
    Field { tag, inner: source.get(start..end).unwrap_or(""), has_children }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(source: &str) -> Field<'_> {
        let mut cursor = Cursor::new(source);
        match cursor.next_token() {
            Some(Token::Open(tag)) => read_within(&mut cursor, tag, source),
            other => panic!("no element: {other:?}"),
        }
    }

    #[test]
    fn text_is_the_same_in_whichever_way_it_is_written() {
        let read = |source| field(source).text(&DeclaredEntities::default()).into_owned();
        assert_eq!(read("<a>x &amp; y</a>"), "x & y");
        assert_eq!(read("<a> <![CDATA[x & y]]></a>"), "x & y");
        assert_eq!(read("<a>x <![CDATA[&]]> <b>y</b></a>"), "x & y");
    }

    #[test]
    fn elements_become_html_that_an_html_parser_reads_the_same() {
        let source =
            "<a xmlns:h='urn:h'><h:p class=\"x\">a &amp; b<h:br/><h:a name='n'/></h:p></a>";
        assert_eq!(
            field(source).html(&DeclaredEntities::default()),
            "<p class=\"x\">a &amp; b<br><a name=\"n\"></a></p>"
        );
    }

    #[test]
    fn the_div_around_xhtml_is_removed_only_when_it_is_around_everything() {
        assert_eq!(field("<a> <div>x <div>y</div></div> </a>").xhtml(), "x <div>y</div>");
        assert_eq!(
            field("<a><div>x</div> and <div>y</div></a>").xhtml(),
            "<div>x</div> and <div>y</div>"
        );
    }

    #[test]
    fn children_are_the_elements_directly_in_it() {
        let group = field("<g><a>1</a> <b><a>2</a></b><c/></g>");
        let names: Vec<_> = group.children().map(|child| child.tag.name.to_owned()).collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}
