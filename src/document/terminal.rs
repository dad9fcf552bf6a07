//! Removes the control sequences that colour the text of a terminal (ECMA-48), which authors paste
//! with the output of their programs.

use std::borrow::Cow;

/// The character that begins a control sequence, and the sign that shows it in print.
const ESCAPES: [char; 2] = ['\u{1b}', '\u{241b}'];
/// The sequence that ends all colours. XML forbids the escape character, so feeds lose it and keep
/// the rest.
const BARE_RESET: &str = "[0m";

/// The escape character as programs print it.
const IN_PRINT: &str = "^[";
/// The escape character as authors write it in programs.
const WRITTEN: [&str; 7] = ["\\x1b", "\\x1B", "\\033", "\\e", "\\E", "\\u001b", "\\u001B"];

/// Whether a text has sequences whose escape character is lost.
pub(super) fn has_bare_sequences(text: &str) -> bool {
    text.contains(BARE_RESET)
}

/// The text without control sequences; with `bare`, also without those that lost their escape
/// character.
pub(super) fn without_sequences(text: &str, bare: bool) -> Cow<'_, str> {
    let begins = |character: char| ESCAPES.contains(&character) || (bare && character == '[');
    if !text.contains(begins) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(begins) {
        let (before, sequence) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        if sequence.starts_with('[') && WRITTEN.iter().any(|escape| out.ends_with(escape)) {
            // The text is about the sequence.
            out.push('[');
            rest = sequence.get(1..).unwrap_or_default();
            continue;
        }
        let first = sequence.chars().next().map_or(0, char::len_utf8);
        let after = sequence.get(first..).unwrap_or_default();
        let length = if sequence.starts_with('[') {
            colour_length(after).map_or(0, |length| first + length)
        } else {
            first + escaped_length(after)
        };
        if length == 0 {
            out.push('[');
        } else if sequence.starts_with('[') && out.ends_with(IN_PRINT) {
            out.truncate(out.len() - IN_PRINT.len());
        }
        rest = sequence.get(length.max(first)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of a sequence after its escape character.
fn escaped_length(text: &str) -> usize {
    if let Some(inside) = text.strip_prefix('[') {
        let end = inside.find(|character: char| ('@'..='~').contains(&character));
        let is_sequence = |end: &usize| {
            inside.get(..*end).is_some_and(|inside| inside.bytes().all(|byte| byte < b'@'))
        };
        return end.filter(is_sequence).map_or(1, |end| end + 2);
    }
    if text.starts_with(']') {
        // The title of a window or a link; it ends with a bell or a string terminator.
        let end = text.find(['\u{7}', '\u{1b}', '\n']).unwrap_or(text.len());
        let end_length = match text.get(end..) {
            Some(rest) if rest.starts_with('\u{7}') => 1,
            Some(rest) if rest.starts_with("\u{1b}\\") => 2,
            _ => 0,
        };
        return end + end_length;
    }
    text.chars().next().filter(|next| "()".contains(*next)).map_or(0, |_| text.len().min(2))
}

/// The length of `32m` or `1;32m`.
fn colour_length(text: &str) -> Option<usize> {
    let end = text.find(|character: char| !character.is_ascii_digit() && character != ';')?;
    let is_colour = text.get(end..)?.starts_with('m') && (1..=12).contains(&end);
    is_colour.then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_titles_go_and_the_words_stay() {
        let clean = |text| without_sequences(text, false).into_owned();
        assert_eq!(clean("\u{1b}[1;32mdone\u{1b}[0m after \u{1b}[K3 s"), "done after 3 s");
        assert_eq!(clean("\u{1b}]0;title\u{7}$ ls"), "$ ls");
        assert_eq!(clean("\u{1b}]8;;https://e.org\u{1b}\\link"), "link");
        assert_eq!(clean("\u{241b}[31mred"), "red");
        assert_eq!(clean("a[32m] = x[0]"), "a[32m] = x[0]");
        assert_eq!(clean("\u{1b}"), "");
        assert_eq!(clean("\u{1b}[öx"), "öx");
    }

    #[test]
    fn colours_without_their_escape_go_where_one_is_reset() {
        let text = "[1;32mdone[0m, a[3] and [m] [";
        assert!(has_bare_sequences(text));
        assert_eq!(without_sequences(text, true), "done, a[3] and [m] [");
        assert_eq!(without_sequences("^[[31mred^[[0m", true), "red");
        let program = r#"echo -e "\033[1mbold\x1b[0m""#;
        assert_eq!(without_sequences(program, true), program);
    }
}
