//! Character references (`&amp;`, `&#8212;`) in text that is not parsed as a tree.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name in the HTML standard, with its semicolon.
const LONGEST_NAME: usize = 32;

/// The longest name that needs no semicolon.
const LONGEST_BARE_NAME: usize = 6;

/// What the reference at the start of `text` (which begins with `&`) stands for, and how many bytes
/// it takes.
pub(super) fn decode(text: &str) -> Option<(Characters, usize)> {
    let name = text.strip_prefix('&')?;
    match name.strip_prefix('#') {
        Some(number) => numeric(number).map(|(character, length)| ((character, None), length + 2)),
        None => named(name).map(|(characters, length)| (characters, length + 1)),
    }
}

/// The text with all its references decoded.
pub(super) fn decode_all(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at_checked(at).unwrap_or((rest, ""));
        decoded.push_str(before);
        let ((first, second), length) = decode(reference).unwrap_or((('&', None), 1));
        decoded.push(first);
        decoded.extend(second);
        rest = reference.get(length..).unwrap_or_default();
    }
    decoded.push_str(rest);
    decoded
}

/// One or two characters.
pub(super) type Characters = (char, Option<char>);

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits_text, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(rest) => (rest, 16, 1),
        None => (text, 10, 0),
    };
    let length = digits_text.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let digits = digits_text.get(..length).filter(|digits| !digits.is_empty())?;
    // Too large a number is as invalid as one that is no character.
    let value = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits_text.as_bytes().get(length) == Some(&b';'));
    Some((character(value), prefix + length + semicolon))
}

fn character(value: u32) -> char {
    let replaced = value
        .checked_sub(0x80)
        .and_then(|index| C1_REPLACEMENTS.get(index as usize))
        .copied()
        .flatten();
    replaced
        .or_else(|| char::from_u32(value).filter(|character| *character != '\0'))
        .unwrap_or('\u{fffd}')
}

fn named(text: &str) -> Option<(Characters, usize)> {
    let length = text.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(length) == Some(&b';')
        && let Some(characters) = look_up(text.get(..=length)?)
    {
        return Some((characters, length + 1));
    }
    let mut lengths = (2..=length.min(LONGEST_BARE_NAME)).rev();
    lengths.find_map(|length| Some((look_up(text.get(..length)?)?, length)))
}

fn look_up(name: &str) -> Option<Characters> {
    // The commonest first: the whole table is slower.
    let common = match name {
        "amp;" => '&',
        "lt;" => '<',
        "gt;" => '>',
        "quot;" => '"',
        "nbsp;" => '\u{a0}',
        _ => {
            let (first, second) = NAMED_ENTITIES.get(name).copied()?;
            let second = char::from_u32(second).filter(|character| *character != '\0');
            // The table also lists the beginnings of names, without characters.
            return char::from_u32(first)
                .filter(|character| *character != '\0')
                .map(|first| (first, second));
        }
    };
    Some((common, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(String, usize)> {
        decode(text).map(|((first, second), length)| {
            (first.to_string() + &second.map(String::from).unwrap_or_default(), length)
        })
    }

    #[test]
    fn references_are_decoded_as_browsers_do() {
        assert_eq!(first("&amp;x"), Some(("&".into(), 5)));
        assert_eq!(first("&ampx"), Some(("&".into(), 4)));
        assert_eq!(first("&#8212;"), Some(("—".into(), 7)));
        assert_eq!(first("&#x1F600 "), Some(("😀".into(), 8)));
        assert_eq!(first("&#150;"), Some(("–".into(), 6)));
        assert_eq!(first("&#0;"), Some(("\u{fffd}".into(), 4)));
        assert_eq!(first("&#99999999999;"), Some(("\u{fffd}".into(), 14)));
        assert_eq!(first("&hellip;"), Some(("…".into(), 8)));
        assert_eq!(first("&NotEqualTilde;"), Some(("≂̸".into(), 15)));
        assert_eq!(first("&notit;"), Some(("¬".into(), 4)));
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["&", "&;", "& b", "&#", "&#;", "&#x;", "&unknown;", "&hellip x"] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
