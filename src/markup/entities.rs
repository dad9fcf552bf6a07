//! Character references (`&amp;`, `&#8212;`): one table of names, read by the rules of XML or of
//! HTML.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

use super::tokens::Tag;

/// The longest name of an entity in XML, with its semicolon. Longer names are not looked up.
const MAX_XML_NAME_BYTES: usize = 40;

/// The longest name in the HTML standard, with its semicolon.
const MAX_HTML_NAME_BYTES: usize = 32;

/// The longest name that HTML reads without its semicolon.
const MAX_BARE_NAME_BYTES: usize = 6;

/// Most entities that a document may declare. More are an attack.
const MAX_DECLARED: usize = 64;

/// Longest value of a declared entity, in bytes. Values are not expanded again, so entities cannot
/// multiply each other.
const MAX_DECLARED_BYTES: usize = 1024;

/// Most bytes that declared entities expand to in one document. Without this limit a few letters
/// could stand for a kilobyte, a million times.
const MAX_EXPANDED_BYTES: usize = 1 << 20;

/// One or two characters.
pub(crate) type Characters = (char, Option<char>);

/// Whether XML allows the character in a document.
pub(crate) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// Entities that a document declares in its document type.
#[derive(Debug, Default)]
pub(crate) struct DeclaredEntities<'a> {
    values: HashMap<&'a str, String>,
    /// Bytes expanded so far.
    expanded: Cell<usize>,
}

impl<'a> DeclaredEntities<'a> {
    /// Reads the entities whose value is given in quotes. Those that name a file stay unknown.
    pub(crate) fn read(doctype: &'a str) -> Self {
        let mut values = HashMap::new();
        for declaration in doctype.split("<!ENTITY").skip(1).take(MAX_DECLARED) {
            let Some((name, value)) = name_and_value(declaration) else { continue };
            if value.len() <= MAX_DECLARED_BYTES {
                values.insert(name, decode(value).into_owned());
            }
        }
        Self { values, expanded: Cell::new(0) }
    }

    /// The value of an entity, or `None` once [`MAX_EXPANDED_BYTES`] are used up.
    fn value(&self, name: &str) -> Option<&String> {
        let value = self.values.get(name)?;
        let expanded = self.expanded.get() + value.len();
        (expanded <= MAX_EXPANDED_BYTES).then(|| self.expanded.set(expanded)).map(|()| value)
    }

    #[cfg(test)]
    fn count(&self) -> usize {
        self.values.len()
    }
}

fn name_and_value(declaration: &str) -> Option<(&str, &str)> {
    let (name, rest) = declaration.trim_start().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = rest.strip_prefix(quote)?.split_once(quote)?;
    Some((name, value))
}

/// Resolves references once, by the rules of XML: each needs its semicolon, and unknown ones stay
/// as they are. So an address such as `?a=1&copy=2` survives.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    decode_with(text, &DeclaredEntities::default())
}

/// [`decode`] for a document that declares entities.
pub(crate) fn decode_with<'a>(text: &'a str, declared: &DeclaredEntities<'_>) -> Cow<'a, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    decoded.push_str(before);
    // An escaped body has a reference every dozen bytes, nearly always one of five.
    while let Some(tail) = rest.strip_prefix('&') {
        if let Some((c, length)) = predefined(tail.as_bytes()) {
            decoded.push(c);
            rest = tail.get(length..).unwrap_or_default();
        } else if let Some((name, after)) = xml_name(tail)
            && push_value(&mut decoded, name, declared)
        {
            rest = after;
        } else {
            decoded.push('&');
            rest = tail;
        }
        let at = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        decoded.push_str(before);
        rest = after;
    }
    Cow::Owned(decoded)
}

/// The character of a name that XML itself defines, and the length of the name with its semicolon.
fn predefined(tail: &[u8]) -> Option<(char, usize)> {
    match tail {
        [b'l', b't', b';', ..] => Some(('<', 3)),
        [b'g', b't', b';', ..] => Some(('>', 3)),
        [b'a', b'm', b'p', b';', ..] => Some(('&', 4)),
        [b'q', b'u', b'o', b't', b';', ..] => Some(('"', 5)),
        [b'a', b'p', b'o', b's', b';', ..] => Some(('\'', 5)),
        _ => None,
    }
}

/// The name after a `&`, with its semicolon, and the text after it.
fn xml_name(tail: &str) -> Option<(&str, &str)> {
    let window = tail.as_bytes().get(..MAX_XML_NAME_BYTES.min(tail.len()))?;
    let end = memchr(b';', window)?;
    let is_name_byte =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'_' | b'-' | b'.');
    let is_name = end > 0 && window.get(..end)?.iter().all(is_name_byte);
    is_name.then_some(()).and_then(|()| tail.split_at_checked(end + 1))
}

/// Appends the value of a reference and returns `false` if it has none.
fn push_value(out: &mut String, name: &str, declared: &DeclaredEntities<'_>) -> bool {
    let bare = name.trim_end_matches(';');
    if let Some(number) = bare.strip_prefix('#') {
        let Some(code) = code(number) else { return false };
        // Characters that XML forbids are dropped rather than shown as replacement characters.
        out.extend(character(code).filter(|c| is_allowed(*c)));
        return true;
    }
    if let Some(value) = declared.value(bare) {
        out.push_str(value);
        return true;
    }
    let found = named(name);
    if let Some((first, second)) = found {
        out.push(first);
        out.extend(second);
    }
    found.is_some()
}

fn code(number: &str) -> Option<u32> {
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    }
}

/// The text with its references resolved once, by the rules of HTML.
pub(crate) fn decode_html(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at_checked(at).unwrap_or((rest, ""));
        decoded.push_str(before);
        let ((first, second), length) = html_reference(reference).unwrap_or((('&', None), 1));
        decoded.push(first);
        decoded.extend(second);
        rest = reference.get(length..).unwrap_or_default();
    }
    decoded.push_str(rest);
    decoded
}

/// The characters of the reference at the start of `text`, which begins with `&`, and its length in
/// bytes. HTML reads some names without a semicolon.
pub(crate) fn html_reference(text: &str) -> Option<(Characters, usize)> {
    let name = text.strip_prefix('&')?;
    match name.strip_prefix('#') {
        Some(number) => html_number(number).map(|(c, length)| ((c, None), length + 2)),
        None => html_name(name).map(|(characters, length)| (characters, length + 1)),
    }
}

fn html_number(text: &str) -> Option<(char, usize)> {
    let (digits_text, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(rest) => (rest, 16, 1),
        None => (text, 10, 0),
    };
    let length = digits_text.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let digits = digits_text.get(..length).filter(|digits| !digits.is_empty())?;
    // A number that is too large is as invalid as one without a character.
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits_text.as_bytes().get(length) == Some(&b';'));
    let c = character(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((c, prefix + length + semicolon))
}

fn html_name(text: &str) -> Option<(Characters, usize)> {
    let length =
        text.bytes().take(MAX_HTML_NAME_BYTES).take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(length) == Some(&b';')
        && let Some(characters) = named(text.get(..=length)?)
    {
        return Some((characters, length + 1));
    }
    let mut lengths = (2..=length.min(MAX_BARE_NAME_BYTES)).rev();
    lengths.find_map(|length| Some((named(text.get(..length)?)?, length)))
}

/// The character of a number. As in every browser, the numbers of the C1 controls mean
/// Windows-1252.
fn character(code: u32) -> Option<char> {
    let replaced = code
        .checked_sub(0x80)
        .and_then(|index| C1_REPLACEMENTS.get(index as usize))
        .copied()
        .flatten();
    replaced.or_else(|| char::from_u32(code))
}

/// The characters of a name, which includes its semicolon if it has one.
fn named(name: &str) -> Option<Characters> {
    // Looking these up in the whole table is slower, and they are nearly all that occurs.
    let common = match name {
        "amp;" => '&',
        "lt;" => '<',
        "gt;" => '>',
        "quot;" => '"',
        "nbsp;" => '\u{a0}',
        _ => {
            let (first, second) = NAMED_ENTITIES.get(name).copied()?;
            let second = char::from_u32(second).filter(|c| *c != '\0');
            // The table also contains the beginnings of names, without characters.
            let first = char::from_u32(first).filter(|c| *c != '\0')?;
            return Some((first, second));
        }
    };
    Some((common, None))
}

/// The value of an attribute with its references resolved.
pub(crate) fn attribute<'a>(tag: &Tag<'a>, name: &str) -> Option<Cow<'a, str>> {
    tag.attribute(name).map(decode)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        decode(text).into_owned()
    }

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(
            plain("a &amp;lt; &eacute;&#233;&#xE9; &hellip; &gamma; &NotEqualTilde;"),
            "a &lt; ééé … γ ≂̸"
        );
    }

    #[test]
    fn an_ampersand_that_begins_no_reference_stays() {
        assert_eq!(
            plain("AT&T & R&D; &nosuch; &; &#; x&y=1;"),
            "AT&T & R&D; &nosuch; &; &#; x&y=1;"
        );
    }

    #[test]
    fn numbers_between_128_and_159_mean_windows_1252() {
        assert_eq!(plain("&#147;x&#148; &#x80;"), "“x” €");
    }

    #[test]
    fn characters_that_cannot_be_are_dropped() {
        assert_eq!(plain("a&#0;&#1;&#xFFFE;&#xD800;&#x110000;b"), "ab");
    }

    #[test]
    fn a_document_may_declare_entities_of_its_own() {
        let declared = DeclaredEntities::read(
            "<!DOCTYPE a [<!ENTITY mine \"M &amp; m\"> <!ENTITY far SYSTEM \"file:///x\">]>",
        );
        assert_eq!(decode_with("&mine; &far;", &declared), "M & m &far;");
    }

    #[test]
    fn declared_entities_are_not_expanded_further() {
        let declared =
            DeclaredEntities::read("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>");
        assert_eq!(decode_with("&b;", &declared), "&a;&a;");
    }

    #[test]
    fn an_endless_entity_is_not_taken() {
        let fits = format!("<!DOCTYPE a [<!ENTITY big \"{}\">]>", "x".repeat(MAX_DECLARED_BYTES));
        let beyond =
            format!("<!DOCTYPE a [<!ENTITY big \"{}\">]>", "x".repeat(MAX_DECLARED_BYTES + 1));
        assert_eq!(DeclaredEntities::read(&fits).count(), 1);
        assert_eq!(DeclaredEntities::read(&beyond).count(), 0);
    }

    #[test]
    fn only_so_many_entities_are_taken() {
        let many =
            (0..=MAX_DECLARED).fold(String::new(), |all, n| all + &format!("<!ENTITY e{n} \"v\">"));
        assert_eq!(DeclaredEntities::read(&many).count(), MAX_DECLARED);
    }

    #[test]
    fn declared_entities_become_so_many_bytes_and_no_more() {
        let doctype =
            format!("<!DOCTYPE a [<!ENTITY big \"{}\">]>", "x".repeat(MAX_DECLARED_BYTES));
        let declared = DeclaredEntities::read(&doctype);
        let count = MAX_EXPANDED_BYTES / MAX_DECLARED_BYTES;
        assert_eq!(decode_with(&"&big;".repeat(count), &declared).len(), MAX_EXPANDED_BYTES);
        assert_eq!(decode_with("&big;", &declared), "&big;");
    }

    fn html(text: &str) -> Option<(String, usize)> {
        html_reference(text).map(|((first, second), length)| {
            (first.to_string() + &second.map(String::from).unwrap_or_default(), length)
        })
    }

    #[test]
    fn references_in_html_are_decoded_as_browsers_do() {
        assert_eq!(html("&amp;x"), Some(("&".into(), 5)));
        assert_eq!(html("&ampx"), Some(("&".into(), 4)));
        assert_eq!(html("&#8212;"), Some(("—".into(), 7)));
        assert_eq!(html("&#x1F600 "), Some(("😀".into(), 8)));
        assert_eq!(html("&#150;"), Some(("–".into(), 6)));
        assert_eq!(html("&#0;"), Some(("\u{fffd}".into(), 4)));
        assert_eq!(html("&#99999999999;"), Some(("\u{fffd}".into(), 14)));
        assert_eq!(html("&hellip;"), Some(("…".into(), 8)));
        assert_eq!(html("&NotEqualTilde;"), Some(("≂̸".into(), 15)));
        assert_eq!(html("&notit;"), Some(("¬".into(), 4)));
    }

    #[test]
    fn an_ampersand_in_html_that_begins_no_reference_stays() {
        for text in ["&", "&;", "& b", "&#", "&#;", "&#x;", "&unknown;", "&hellip x"] {
            assert_eq!(html(text), None, "{text}");
        }
    }
}
