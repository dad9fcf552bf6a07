//! Strings and numbers of damaged JSON.

use std::iter::Peekable;
use std::str::CharIndices;

/// A string as valid JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadString {
    pub(super) json: String,
    /// How many bytes of the source it took.
    pub(super) length: usize,
}

/// Reads the string that begins here, or `None` if it has no end. A quotation mark within a value
/// belongs to the text unless something follows that may follow a value.
pub(super) fn string(source: &str, is_value: bool, is_member: bool) -> Option<ReadString> {
    let mut chars = source.char_indices().peekable();
    let (_, quote) = chars.next()?;
    let mut text = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => escape(&mut text, &mut chars),
            _ if c == quote => {
                let after = source.get(at + c.len_utf8()..).unwrap_or_default();
                if !is_value || ends_value(after, is_member) {
                    let json = serde_json::Value::String(text).to_string();
                    return Some(ReadString { json, length: source.len() - after.len() });
                }
                text.push(c);
            }
            _ => text.push(c),
        }
    }
    None
}

/// Whether the text after a quotation mark shows that it ends a value.
fn ends_value(after: &str, is_member: bool) -> bool {
    let rest = after.trim_start();
    let gap = after.get(..after.len() - rest.len()).unwrap_or_default();
    match rest.chars().next() {
        None | Some('}' | ']') => true,
        Some(',') => {
            let next = rest.get(1..).unwrap_or_default().trim_start().chars().next();
            let begins = |c: char| {
                let is_key = matches!(c, '"' | '\'' | '}' | ',' | '/');
                is_key
                    || (!is_member && (matches!(c, '{' | '[' | ']' | '-') || c.is_alphanumeric()))
            };
            next.is_none_or(begins)
        }
        // The comma is missing, and the next key is on a line of its own.
        Some('"' | '{' | '/') => gap.contains('\n'),
        Some(_) => false,
    }
}

/// Reads an escape sequence after its backslash.
fn escape(text: &mut String, chars: &mut Peekable<CharIndices<'_>>) {
    let Some((_, c)) = chars.next() else { return };
    match c {
        'n' => text.push('\n'),
        'r' => text.push('\r'),
        't' => text.push('\t'),
        'b' | 'f' | 'v' | '0' | 'a' => text.push(' '),
        'u' => text.push(code_point(chars)),
        'x' => {
            let unit = hex(chars, 2).and_then(char::from_u32);
            text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        other => text.push(other),
    }
}

/// The character after `\u`. Half of a surrogate pair is the replacement character.
fn code_point(chars: &mut Peekable<CharIndices<'_>>) -> char {
    let Some(first) = hex(chars, 4) else { return char::REPLACEMENT_CHARACTER };
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    let mut ahead = chars.clone();
    let is_escape =
        ahead.next().is_some_and(|(_, c)| c == '\\') && ahead.next().is_some_and(|(_, c)| c == 'u');
    let second = hex(&mut ahead, 4).filter(|unit| is_escape && (0xdc00..0xe000).contains(unit));
    let Some(second) = second else { return char::REPLACEMENT_CHARACTER };
    *chars = ahead;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A number of so many hexadecimal digits. Reads nothing if there are fewer.
fn hex(chars: &mut Peekable<CharIndices<'_>>, digits: usize) -> Option<u32> {
    let mut ahead = chars.clone();
    let mut number = 0;
    for _ in 0..digits {
        number = number * 16 + ahead.next()?.1.to_digit(16)?;
    }
    *chars = ahead;
    Some(number)
}

/// A number as valid JSON: `null` if it is too large, `None` if it is no number.
pub(super) fn number(word: &str) -> Option<String> {
    let is_number = word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if !is_number {
        return None;
    }
    if serde_json::from_str::<serde_json::Number>(word).is_ok() {
        return Some(word.to_owned());
    }
    if let Ok(whole) = word.trim_start_matches('+').parse::<i64>() {
        return Some(whole.to_string());
    }
    let value: f64 = word.parse().ok()?;
    Some(serde_json::Number::from_f64(value).map_or("null".to_owned(), |number| number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(source: &str, text: &str) {
        let read = string(source, true, true).unwrap();
        assert_eq!(read.json, serde_json::Value::String(text.to_owned()).to_string(), "{source}");
    }

    #[test]
    fn wrong_escapes_cost_no_more_than_themselves() {
        reads(r#""The kite\'s tail","a""#, "The kite's tail");
        reads(r#""Cut off \ud83e","a""#, "Cut off \u{fffd}");
        reads(r#""Whole \ud83e\udd14","a""#, "Whole \u{1f914}");
        reads(r#""Turned \udd14\ud83e""#, "Turned \u{fffd}\u{fffd}");
        reads(r#""\x41\q\u12""#, "Aq\u{fffd}12");
        reads("\"two\nlines\"}", "two\nlines");
    }

    #[test]
    fn quotation_marks_within_a_text_belong_to_it() {
        reads(r#""The "big" one","b":1"#, r#"The "big" one"#);
        reads(r#""He said "hi", then left"}"#, r#"He said "hi", then left"#);
        reads(r#""<a href="x">y</a>"}"#, r#"<a href="x">y</a>"#);
        assert_eq!(string(r#""a" : 1"#, false, true).map(|read| read.length), Some(3));
        assert_eq!(string(r#""no end"#, true, true), None);
    }

    #[test]
    fn numbers_are_read_as_far_as_they_can_be() {
        let read = |word: &str| number(word);
        assert_eq!(read("1.5").as_deref(), Some("1.5"));
        assert_eq!(read("007").as_deref(), Some("7"));
        assert_eq!(read("1e999").as_deref(), Some("null"));
        assert_eq!(read(".5").as_deref(), Some("0.5"));
        assert_eq!((read("soon"), read("1a")), (None, None));
    }
}
