//! Reads the attributes of a tag as the HTML standard does. Attributes of well-formed XML come out
//! the same.

use memchr::memchr;

/// One attribute and its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    /// In the case of the source.
    pub(crate) name: &'a str,
    /// Without its quotes, references not resolved. Empty if the attribute has no value.
    pub(crate) value: &'a str,
    /// The byte where the name begins.
    pub(crate) start: usize,
    /// The byte after the value, before any closing quote.
    pub(crate) end: usize,
}

/// Iterates over the attributes of one tag and stops at its `>` or at the end of the text.
#[derive(Debug, Clone)]
pub(crate) struct Attributes<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Attributes<'a> {
    /// `position` is the byte after the name of the tag.
    pub(crate) fn new(text: &'a str, position: usize) -> Self {
        Self { text, position }
    }

    /// Reads the remaining attributes and returns the position of the `>`, or the length of the
    /// text if the tag has none.
    pub(crate) fn tag_end(mut self) -> usize {
        self.by_ref().for_each(drop);
        self.position.min(self.text.len())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.position..).unwrap_or_default();
        self.position += rest.iter().position(|byte| !wanted(*byte)).unwrap_or(rest.len());
    }

    /// Reads a value and returns where it begins and ends.
    fn value(&mut self) -> (usize, usize) {
        self.skip_while(is_space);
        let Some(quote) = self.byte().filter(|byte| matches!(byte, b'"' | b'\'')) else {
            let start = self.position;
            self.skip_while(|byte| !is_space(byte) && byte != b'>');
            return (start, self.position);
        };
        let start = self.position + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = start + memchr(quote, rest).unwrap_or(rest.len());
        self.position = end + 1;
        (start, end)
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        self.skip_while(|byte| is_space(byte) || byte == b'/');
        if matches!(self.byte(), None | Some(b'>')) {
            return None;
        }
        let start = self.position;
        // The standard allows an equals sign as the first character of a name.
        self.position += 1;
        self.skip_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name_end = self.position;
        self.skip_while(is_space);
        let value = if self.byte() == Some(b'=') {
            self.position += 1;
            self.value()
        } else {
            (self.position, self.position)
        };
        Some(Attribute {
            name: self.text.get(start..name_end).unwrap_or_default(),
            value: self.text.get(value.0..value.1).unwrap_or_default(),
            start,
            end: value.1,
        })
    }
}

/// White space within a tag.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// The end of the tag name that begins at `start`, by the HTML standard.
pub(crate) fn html_name_end(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'));
    start + length.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str)> {
        Attributes::new(text, 0).map(|found| (found.name, found.value)).collect()
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        assert_eq!(
            read(" one=\"1\" two='2' three=3 four five = \"5\"/>six"),
            [("one", "1"), ("two", "2"), ("three", "3"), ("four", ""), ("five", "5")]
        );
    }

    #[test]
    fn a_greater_than_sign_ends_the_tag_only_outside_quotes() {
        let text = " a=\"x>y\" b=c>d";
        assert_eq!(read(text), [("a", "x>y"), ("b", "c")]);
        assert_eq!(Attributes::new(text, 0).tag_end(), text.len() - ">d".len());
    }

    #[test]
    fn an_attribute_that_is_cut_short_ends_with_the_text() {
        for (text, value) in [(" a", ""), (" a=", ""), (" a='x", "x"), (" a=x", "x")] {
            assert_eq!(read(text), [("a", value)], "{text}");
            assert_eq!(Attributes::new(text, 0).tag_end(), text.len(), "{text}");
        }
    }

    #[test]
    fn stray_quotes_and_equals_signs_become_names() {
        assert_eq!(read(" a=\"1\"\" b=2"), [("a", "1"), ("\"", ""), ("b", "2")]);
        assert_eq!(read(" =x=y"), [("=x", "y")]);
    }
}
