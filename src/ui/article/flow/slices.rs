//! Cuts long texts and code into slices, so that one giant paragraph cannot stall a frame.

use std::ops::Range;

use super::LeafSlice;

/// Longer texts are laid out in several slices.
pub(super) const MAX_SLICE_CHARS: usize = 6_000;

/// The distance of tab stops in code, in characters.
pub(in crate::ui::article) const TAB_STOP: usize = 4;

/// Lines of code in one piece.
const MAX_CODE_LINES: usize = 60;

/// The slices of a text, cut at spaces where it is too long for one.
pub(super) fn text_slices(leaf: usize, text: &str) -> Vec<LeafSlice> {
    let mut slices = Vec::new();
    let mut start = 0;
    let mut first_char = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let bytes = start..start + slice_length(rest);
        let count = text.get(bytes.clone()).map_or(0, |slice| slice.chars().count());
        start = bytes.end;
        slices.push(LeafSlice { leaf, bytes, first_char });
        first_char += count;
    }
    if slices.is_empty() {
        slices.push(LeafSlice { leaf, bytes: Range::default(), first_char: 0 });
    }
    slices
}

/// Length of the first slice in bytes.
fn slice_length(text: &str) -> usize {
    let Some((limit, _)) = text.char_indices().nth(MAX_SLICE_CHARS) else { return text.len() };
    let head = text.get(..limit).unwrap_or(text);
    match head.rfind(' ') {
        Some(space) if space > limit / 2 => space + 1,
        _ => limit,
    }
}

/// Cuts code into slices of at most [`MAX_CODE_LINES`] lines. The line feed between two slices
/// belongs to neither; endless lines are cut too.
pub(super) fn code_slices(leaf: usize, text: &str) -> Vec<LeafSlice> {
    let mut slices: Vec<LeafSlice> = Vec::new();
    let (mut start, mut first_char) = (0, 0);
    while start <= text.len() {
        let rest = text.get(start..).unwrap_or("");
        let line_end =
            rest.match_indices('\n').nth(MAX_CODE_LINES - 1).map_or(rest.len(), |(at, _)| at);
        let char_end = rest.char_indices().nth(MAX_SLICE_CHARS).map_or(rest.len(), |(at, _)| at);
        let end = if char_end < line_end {
            rest.get(..char_end).and_then(|head| head.rfind('\n')).unwrap_or(char_end)
        } else {
            line_end
        };
        let body = rest.get(..end).unwrap_or("");
        let is_cut_in_line = end < rest.len() && !rest.get(end..).unwrap_or("").starts_with('\n');
        let skip = usize::from(!is_cut_in_line);
        slices.push(LeafSlice { leaf, bytes: start..start + end, first_char });
        first_char += body.chars().count() + skip;
        start += end + skip;
        if end == rest.len() {
            break;
        }
    }
    slices
}

/// Characters of a line as drawn: a tab reaches to the next tab stop.
pub(super) fn drawn_length(line: &str) -> usize {
    line.chars().fold(0, |column, character| {
        if character == '\t' { column + TAB_STOP - column % TAB_STOP } else { column + 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_at_the_limit_is_one_part_and_beyond_it_two() {
        assert_eq!(text_slices(0, &"x".repeat(MAX_SLICE_CHARS)).len(), 1);
        assert_eq!(text_slices(0, &"x".repeat(MAX_SLICE_CHARS + 1)).len(), 2);
    }

    #[test]
    fn parts_are_cut_after_a_space_and_lose_nothing() {
        let text = "wörter und ".repeat(3000);
        let slices = text_slices(3, &text);
        let whole: String = slices.iter().map(|slice| &text[slice.bytes.clone()]).collect();
        assert_eq!(whole, text);
        assert!(text[slices[0].bytes.clone()].ends_with(' '));
        assert_eq!(slices[1].first_char, text[slices[0].bytes.clone()].chars().count());
    }

    #[test]
    fn an_empty_text_has_one_empty_part() {
        assert_eq!(text_slices(7, ""), [LeafSlice { leaf: 7, bytes: 0..0, first_char: 0 }]);
    }

    fn joined(text: &str) -> (usize, String) {
        let slices = code_slices(0, text);
        let count = slices.len();
        let mut whole = String::new();
        let mut chars = 0;
        for slice in slices {
            while chars < slice.first_char {
                whole.push('\n');
                chars += 1;
            }
            whole.push_str(&text[slice.bytes.clone()]);
            chars += text[slice.bytes].chars().count();
        }
        (count, whole)
    }

    #[test]
    fn code_at_the_limit_is_one_part_and_beyond_it_two() {
        let lines = vec!["let x = 1;"; MAX_CODE_LINES].join("\n");
        assert_eq!(joined(&lines), (1, lines.clone()));
        let more = format!("{lines}\nlast();");
        assert_eq!(joined(&more), (2, more.clone()));
    }

    #[test]
    fn an_endless_line_is_cut_and_nothing_is_lost() {
        let text = "ä".repeat(2 * MAX_SLICE_CHARS + 5);
        assert_eq!(joined(&text), (3, text.clone()));
    }

    #[test]
    fn empty_code_is_one_empty_part() {
        assert_eq!(code_slices(2, ""), [LeafSlice { leaf: 2, bytes: 0..0, first_char: 0 }]);
    }

    #[test]
    fn tabs_reach_to_the_next_stop() {
        assert_eq!(drawn_length("\tx"), 5);
        assert_eq!(drawn_length("abc\tx"), 5);
        assert_eq!(drawn_length("abcd\tx"), 9);
    }

    #[test]
    fn empty_lines_are_kept() {
        let text = "a\n\n\nb\n\n";
        assert_eq!(joined(text), (1, text.to_owned()));
    }
}
