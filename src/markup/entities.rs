//! Entity and character references: what they mean, and how to write text so that it needs none.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Write as _;

use markup5ever::data::NAMED_ENTITIES;
use memchr::memchr;

use super::tokens::Tag;

/// The longest name of an entity that is looked up.
const MAX_NAME_BYTES: usize = 40;

/// How many entities a document may declare for itself; more are an attack.
const MAX_DECLARED: usize = 64;

/// How long the value of a declared entity may be. Values are not expanded further, so nothing can
/// laugh.
const MAX_DECLARED_BYTES: usize = 1024;

/// Most bytes that declared entities become in one document. Without this a few letters could stand
/// for a kilobyte, a million times.
const MAX_EXPANDED_BYTES: usize = 1 << 20;

/// Characters that XML allows.
pub(crate) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// Entities that a document declares in its document type.
#[derive(Debug, Default)]
pub(crate) struct Declared<'a> {
    values: HashMap<&'a str, String>,
    /// How many bytes they became so far.
    expanded: Cell<usize>,
}

impl<'a> Declared<'a> {
    /// Reads the general entities with a value in quotes; those that point elsewhere stay unknown.
    pub(crate) fn read(doctype: &'a str) -> Self {
        let mut values = HashMap::new();
        for part in doctype.split("<!ENTITY").skip(1).take(MAX_DECLARED) {
            let Some((name, rest)) = part.trim_start().split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let Some((value, _)) = rest.strip_prefix(quote).and_then(|body| body.split_once(quote))
            else {
                continue;
            };
            if value.len() <= MAX_DECLARED_BYTES {
                values.insert(name, decode(value, &Self::default()).into_owned());
            }
        }
        Self { values, expanded: Cell::new(0) }
    }

    /// What a name stands for; nothing once all of them have become too much.
    fn value(&self, name: &str) -> Option<&String> {
        let value = self.values.get(name)?;
        let expanded = self.expanded.get() + value.len();
        (expanded <= MAX_EXPANDED_BYTES).then(|| self.expanded.set(expanded)).map(|()| value)
    }

    /// How many there are.
    #[cfg(test)]
    fn count(&self) -> usize {
        self.values.len()
    }
}

/// The text with its references resolved once; what is no reference stays as it is.
pub(crate) fn decode<'a>(text: &'a str, declared: &Declared<'_>) -> Cow<'a, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(text.get(..first).unwrap_or_default());
    let mut rest = text.get(first..).unwrap_or_default();
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        decoded.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at + 1..).unwrap_or_default();
        if let Some((value, after)) =
            reference(tail).and_then(|(name, after)| Some((resolve(name, declared)?, after)))
        {
            decoded.push_str(&value);
            rest = after;
        } else {
            decoded.push('&');
            rest = tail;
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The name of the reference whose `&` was just passed, and what follows its semicolon.
fn reference(tail: &str) -> Option<(&str, &str)> {
    let window = tail.as_bytes().get(..MAX_NAME_BYTES.min(tail.len()))?;
    let end = memchr(b';', window)?;
    let name = tail.get(..end)?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'_' | b'-' | b'.'));
    is_name.then_some(name).zip(tail.get(end + 1..))
}

fn resolve(name: &str, declared: &Declared<'_>) -> Option<Cow<'static, str>> {
    if let Some(number) = name.strip_prefix('#') {
        // A reference to a character that cannot be is dropped, as browsers and XML would refuse
        // it.
        let c = character(number)?;
        return Some(if is_allowed(c) { c.to_string().into() } else { "".into() });
    }
    let known = match name {
        // The five of XML, without going through the long table.
        "lt" => Some("<"),
        "gt" => Some(">"),
        "amp" => Some("&"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    };
    let value =
        known.map(Cow::Borrowed).or_else(|| declared.value(name).map(|value| value.clone().into()));
    value.or_else(|| html_entity(name).map(Cow::Owned))
}

/// The characters that HTML gives a name.
fn html_entity(name: &str) -> Option<String> {
    let (first, second) = *NAMED_ENTITIES.get(format!("{name};").as_str())?;
    let mut characters = String::from(char::from_u32(first).filter(|&c| c != '\0')?);
    characters.extend(char::from_u32(second).filter(|&c| c != '\0'));
    Some(characters)
}

/// The character that a number stands for. Numbers of the C1 controls mean Windows-1252, as in
/// every browser.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    Some(char::from_u32(code).unwrap_or('\0'))
}

/// Writes text so that an XML parser reads it back as it is: as a CDATA section, split where it
/// would end itself.
pub(crate) fn push_section(out: &mut String, text: &str) {
    let mut parts = text.split("]]>");
    let first = parts.next().unwrap_or_default();
    out.push_str("<![CDATA[");
    out.push_str(first);
    for part in parts {
        out.push_str("]]]]><![CDATA[>");
        out.push_str(part);
    }
    out.push_str("]]>");
}

/// Writes text into an attribute in double quotes.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// The value of an attribute with its references resolved.
pub(crate) fn attribute<'a>(tag: &Tag<'a>, name: &str) -> Option<Cow<'a, str>> {
    tag.attribute(name).map(|raw| decode(raw, &Declared::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        decode(text, &Declared::default()).into_owned()
    }

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(
            plain("a &amp;lt; &eacute;&#233;&#xE9; &hellip; &gamma; &NotEqualTilde;"),
            "a &lt; ééé … γ ≂̸"
        );
    }

    #[test]
    fn what_is_no_reference_stays() {
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
        let declared = Declared::read(
            "<!DOCTYPE a [<!ENTITY mine \"M &amp; m\"> <!ENTITY far SYSTEM \"file:///x\">]>",
        );
        assert_eq!(decode("&mine; &far;", &declared), "M & m &far;");
    }

    #[test]
    fn declared_entities_are_not_expanded_further() {
        let declared = Declared::read("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>");
        assert_eq!(decode("&b;", &declared), "&a;&a;");
    }

    #[test]
    fn an_endless_entity_is_not_taken() {
        let fits = format!("<!DOCTYPE a [<!ENTITY big \"{}\">]>", "x".repeat(MAX_DECLARED_BYTES));
        let beyond =
            format!("<!DOCTYPE a [<!ENTITY big \"{}\">]>", "x".repeat(MAX_DECLARED_BYTES + 1));
        assert_eq!(Declared::read(&fits).count(), 1);
        assert_eq!(Declared::read(&beyond).count(), 0);
    }

    #[test]
    fn only_so_many_entities_are_taken() {
        let many =
            (0..=MAX_DECLARED).fold(String::new(), |all, n| all + &format!("<!ENTITY e{n} \"v\">"));
        assert_eq!(Declared::read(&many).count(), MAX_DECLARED);
    }

    #[test]
    fn declared_entities_become_so_many_bytes_and_no_more() {
        let doctype =
            format!("<!DOCTYPE a [<!ENTITY big \"{}\">]>", "x".repeat(MAX_DECLARED_BYTES));
        let declared = Declared::read(&doctype);
        let count = MAX_EXPANDED_BYTES / MAX_DECLARED_BYTES;
        assert_eq!(decode(&"&big;".repeat(count), &declared).len(), MAX_EXPANDED_BYTES);
        assert_eq!(decode("&big;", &declared), "&big;");
    }

    #[test]
    fn a_section_that_would_end_itself_is_split() {
        let mut out = String::new();
        push_section(&mut out, "a]]>b");
        assert_eq!(out, "<![CDATA[a]]]]><![CDATA[>b]]>");
    }
}
