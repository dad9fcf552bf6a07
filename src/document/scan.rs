//! A fast look at HTML tags without building anything: where a tag ends and what attributes it has,
//! as the tokenizer would say.

use std::ops::Range;

use memchr::{memchr, memmem};

/// The attributes of a tag, one after the other. When there are no more, [`Attributes::end`] is the
/// end of the tag.
#[derive(Debug, Clone)]
pub(super) struct Attributes<'a> {
    html: &'a [u8],
    at: usize,
}

/// An attribute: places in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Its name, in the case of the source.
    pub(super) name: Range<usize>,
    /// Its value without quotes, entities not resolved.
    pub(super) value: Range<usize>,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

impl<'a> Attributes<'a> {
    /// Begins right after the name of a tag.
    pub(super) fn new(html: &'a [u8], at: usize) -> Self {
        Self { html, at }
    }

    /// Where the `>` of the tag stands, or the end of the source; only once there are no more
    /// attributes.
    pub(super) fn end(&self) -> usize {
        self.at.min(self.html.len())
    }

    fn byte(&self) -> Option<u8> {
        self.html.get(self.at).copied()
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.html.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !wanted(*byte)).unwrap_or(rest.len());
    }

    fn value(&mut self) -> Range<usize> {
        self.skip_while(is_space);
        let Some(quote) = self.byte().filter(|byte| matches!(byte, b'"' | b'\'')) else {
            let start = self.at;
            self.skip_while(|byte| !is_space(byte) && byte != b'>');
            return start..self.at;
        };
        let start = self.at + 1;
        let rest = self.html.get(start..).unwrap_or_default();
        let end = start + memchr(quote, rest).unwrap_or(rest.len());
        self.at = end + 1;
        start..end
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        self.skip_while(|byte| is_space(byte) || byte == b'/');
        if matches!(self.byte(), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        // An equals sign may begin a name.
        self.at += 1;
        self.skip_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = start..self.at;
        self.skip_while(is_space);
        if self.byte() != Some(b'=') {
            return Some(Attribute { value: self.at..self.at, name });
        }
        self.at += 1;
        Some(Attribute { name, value: self.value() })
    }
}

/// Whether a tag whose name ends at `at` closes itself, the slash not being part of a value.
pub(super) fn ends_itself(html: &[u8], at: usize) -> bool {
    let mut attributes = Attributes::new(html, at);
    let last = attributes.by_ref().last().map_or(at, |attribute| attribute.value.end);
    let slash = attributes.end().saturating_sub(1);
    last <= slash && html.get(slash..).is_some_and(|rest| rest.starts_with(b"/>"))
}

/// The end of the name that begins at `at`.
pub(super) fn name_end(html: &[u8], at: usize) -> usize {
    let rest = html.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .position(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
        .unwrap_or(rest.len())
}

/// What follows a comment, declaration or processing instruction whose `<` stands at `at`.
pub(super) fn after_markup_declaration(html: &[u8], at: usize) -> usize {
    let rest = html.get(at..).unwrap_or_default();
    let Some(comment) = rest.strip_prefix(b"<!--") else {
        return memchr(b'>', rest).map_or(html.len(), |end| at + end + 1);
    };
    let body = at + 4;
    if comment.starts_with(b">") {
        return body + 1;
    }
    if comment.starts_with(b"->") {
        return body + 2;
    }
    let plain = memmem::find(comment, b"-->").map(|end| body + end + 3);
    let odd = memmem::find(
        comment.get(..plain.map_or(comment.len(), |end| end - body)).unwrap_or_default(),
        b"--!>",
    )
    .map(|end| body + end + 4);
    odd.or(plain).unwrap_or(html.len())
}

/// What follows the end tag of an element whose content is not markup, searched from `at`.
pub(super) fn after_raw_text(html: &[u8], at: usize, name: &[u8]) -> Range<usize> {
    let mut from = at;
    while let Some(open) = html.get(from..).and_then(|rest| memmem::find(rest, b"</")) {
        let start = from + open;
        let found = html
            .get(start + 2..start + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        let ends = html
            .get(start + 2 + name.len())
            .is_none_or(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'));
        if found && ends {
            let mut attributes = Attributes::new(html, start + 2 + name.len());
            attributes.by_ref().for_each(drop);
            return start..(attributes.end() + 1).min(html.len());
        }
        from = start + 2;
    }
    html.len()..html.len()
}
