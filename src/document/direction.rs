//! The direction in which lines run, as a page names it with `dir` or `direction`.
//!
//! The document keeps it as an invisible mark at the start of each line. All software that orders
//! words by the Unicode Bidirectional Algorithm heeds such a mark, also where the line begins with
//! a word of the other direction.

use super::dom::Element;
use super::model::{Inline, InlineStyle, Run};
use super::style::declarations;

/// Makes the line after it run from right to left.
pub(super) const RIGHT_TO_LEFT_MARK: char = '\u{200f}';
/// Makes the line after it run from left to right.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// A direction that a page names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
    /// That of the first letter.
    Auto,
}

impl Direction {
    /// The direction that an element names.
    pub(super) fn of(element: &Element) -> Option<Self> {
        let styled = || {
            let style = element.attr("style")?;
            declarations(style)
                .find(|(name, _)| name == "direction")
                .and_then(|(_, value)| Self::named(value))
        };
        element.attr("dir").and_then(Self::named).or_else(styled)
    }

    fn named(value: &str) -> Option<Self> {
        let value = value.trim_end_matches("!important").trim();
        [("rtl", Self::RightToLeft), ("ltr", Self::LeftToRight), ("auto", Self::Auto)]
            .into_iter()
            .find_map(|(name, direction)| value.eq_ignore_ascii_case(name).then_some(direction))
    }

    /// The characters that keep words of this direction apart from the words around them.
    pub(super) fn isolate(self) -> (&'static str, &'static str) {
        match self {
            Self::LeftToRight => ("\u{2066}", "\u{2069}"),
            Self::RightToLeft => ("\u{2067}", "\u{2069}"),
            Self::Auto => ("\u{2068}", "\u{2069}"),
        }
    }
}

/// Marks the start of a line with its direction, if the mark says anything: a left-to-right line is
/// marked only if it has letters that run the other way.
pub(super) fn mark(content: &mut Vec<Inline>, direction: Option<Direction>) {
    let mark = match direction {
        Some(Direction::RightToLeft) => RIGHT_TO_LEFT_MARK,
        Some(Direction::LeftToRight) if content.iter().any(runs_right_to_left) => {
            LEFT_TO_RIGHT_MARK
        }
        Some(Direction::LeftToRight | Direction::Auto) | None => return,
    };
    match content.first_mut() {
        Some(Inline::Text(run)) => run.text.insert(0, mark),
        Some(_) => {
            let text = mark.to_string();
            let run = Run { text, style: InlineStyle::empty(), link: None, hint: None };
            content.insert(0, Inline::Text(run));
        }
        None => {}
    }
}

fn runs_right_to_left(item: &Inline) -> bool {
    let Inline::Text(run) = item else { return false };
    run.text.chars().any(|character| {
        matches!(u32::from(character), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, None))
    }

    #[test]
    fn the_direction_that_a_page_names_is_kept() {
        for html in [
            "<div dir=rtl><p>GNU \u{645}</p></div>",
            "<p style='direction: rtl'>GNU \u{645}</p>",
            "<section dir=RTL>GNU \u{645}</section>",
        ] {
            assert_eq!(dumped(html), "p rtl \u{200f}GNU \u{645}\n", "{html}");
        }
        assert!(dumped("<ul dir=rtl><li>GNU").starts_with("list\n  - rtl \u{200f}GNU"));
        assert_eq!(dumped("<p dir=ltr>\u{645} is a letter"), "p \u{200e}\u{645} is a letter\n");
        let within = "<p>A <span dir=rtl>GNU</span> b";
        assert_eq!(dumped(within), "p A \u{2067}GNU\u{2069} b\n");
    }

    #[test]
    fn where_no_direction_is_named_none_is_given() {
        for html in ["<p>A \u{645}", "<p dir=ltr>Plain", "<div dir=rtl><p dir=auto>Plain</div>"] {
            assert!(!dumped(html).contains(['\u{200e}', '\u{200f}']), "{html}");
        }
    }
}
