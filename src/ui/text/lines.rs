//! Fills lines with units of known widths. Plain numbers: no fonts, no egui.

use std::ops::Range;

/// How lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::ui) enum Fill {
    /// Each line takes as much as it can.
    #[default]
    Greedy,
    /// Headlines: as many lines as greedy filling needs, of about one length.
    Balanced,
    /// Bylines: a line ends at a dot between two facts, unless a fact is longer than a line.
    AtDots,
}

/// Longer texts are no headlines: they are not balanced.
pub(super) const MAX_BALANCED_LINES: usize = 5;
/// Halvings on the way to the narrowest width.
pub(super) const BALANCING_STEPS: usize = 8;

/// How good a place for the end of a line is; larger is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Never, as within a letter with its accent.
    Never,
    /// If the line has no other place: within a word.
    Within,
    /// If the line has no better place: within an address.
    InAddress,
    /// At a space or after a hyphen.
    Word,
    /// After a dot between two facts.
    Dot,
}

/// A character or more that stay together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Where it begins if a line begins with it, in the line that holds all of the text.
    pub(super) left: f32,
    /// Where it ends if a line ends with it.
    pub(super) right: f32,
    /// Spaces at the end of a line take no room.
    pub(super) is_space: bool,
    /// A soft hyphen takes the room of its hyphen, but only if the line ends with it.
    pub(super) is_soft: bool,
    pub(super) after: Break,
}

/// The lines of a text, each a range of units.
pub(super) fn fill(units: &[Unit], width: f32, fill: Fill) -> Vec<Range<usize>> {
    let kind = if fill == Fill::AtDots { Break::Dot } else { Break::Word };
    let greedy = greedy(units, width, kind);
    let is_headline = (2..=MAX_BALANCED_LINES).contains(&greedy.lines.len());
    if fill != Fill::Balanced || !is_headline || greedy.worst < Break::Word {
        return greedy.lines;
    }
    let (mut least, mut most, mut best) = (width / 2.0, width, greedy);
    for _ in 0..BALANCING_STEPS {
        let middle = f32::midpoint(least, most);
        let tried = self::greedy(units, middle, kind);
        if tried.lines.len() == best.lines.len() && tried.worst >= Break::Word {
            (most, best) = (middle, tried);
        } else {
            least = middle;
        }
    }
    best.lines
}

struct Filled {
    lines: Vec<Range<usize>>,
    /// The worst place where a line ends.
    worst: Break,
}

/// Places better than `best` count as `best`.
fn greedy(units: &[Unit], width: f32, best: Break) -> Filled {
    let mut filled = Filled { lines: Vec::new(), worst: Break::Dot };
    let (mut start, mut at) = (0, 0);
    // The last place of each kind on this line.
    let mut places: [Option<usize>; 4] = [None; 4];
    while let Some(unit) = units.get(at) {
        let left = units.get(start).map_or(0.0, |first| first.left);
        let is_over = unit.right - left > width;
        let is_full = is_over && !unit.is_space && !unit.is_soft && at > start;
        let place = places.iter().zip(BREAKS).find_map(|(place, kind)| Some(((*place)?, kind)));
        if is_full && let Some((end, kind)) = place {
            filled.lines.push(start..end);
            filled.worst = filled.worst.min(kind);
            (start, at, places) = (end, end, [None; 4]);
            continue;
        }
        let kind = if is_over && unit.is_soft { Break::Never } else { unit.after.min(best) };
        if let Some((place, _)) = places.iter_mut().zip(BREAKS).find(|(_, known)| *known == kind) {
            *place = Some(at + 1);
        }
        at += 1;
    }
    if start < units.len() || filled.lines.is_empty() {
        filled.lines.push(start..units.len());
    }
    filled
}

/// The kinds of places, best first.
const BREAKS: [Break; 4] = [Break::Dot, Break::Word, Break::InAddress, Break::Within];

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text in which each character is one point wide.
    fn set(text: &str, width: f32, how: Fill) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let unit = |(at, letter): (usize, &char)| Unit {
            left: at as f32,
            right: at as f32 + 1.0,
            is_space: *letter == ' ',
            is_soft: false,
            after: match letter {
                ' ' if at > 0 && letters[at - 1] == '·' => Break::Dot,
                ' ' => Break::Word,
                '/' => Break::InAddress,
                _ => Break::Within,
            },
        };
        let units: Vec<Unit> = letters.iter().enumerate().map(unit).collect();
        let line = |line: Range<usize>| letters[line].iter().collect::<String>().trim().to_owned();
        fill(&units, width, how).into_iter().map(line).collect()
    }

    #[test]
    fn lines_are_filled_up_to_the_last_word_that_fits() {
        assert_eq!(set("one two three", 8.0, Fill::Greedy), ["one two", "three"]);
        assert_eq!(set("one two", 7.0, Fill::Greedy), ["one two"]);
        assert_eq!(set("", 7.0, Fill::Greedy), [""]);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_and_an_address_after_its_slashes() {
        assert_eq!(set("abcdefgh", 3.0, Fill::Greedy), ["abc", "def", "gh"]);
        assert_eq!(set("see abc/def/ghi", 9.0, Fill::Greedy), ["see", "abc/def/", "ghi"]);
    }

    #[test]
    fn a_word_is_broken_where_its_hyphen_has_room() {
        // Letters of one point; the soft hyphen between the third and fourth has no width itself.
        let letter = |left: f32| Unit {
            left,
            right: left + 1.0,
            is_space: false,
            is_soft: false,
            after: Break::Within,
        };
        let soft = Unit { is_soft: true, after: Break::Word, ..letter(3.0) };
        let units: Vec<Unit> = (0..3)
            .map(|at| letter(at as f32))
            .chain([soft])
            .chain((3..6).map(|at| letter(at as f32)))
            .collect();
        assert_eq!(fill(&units, 4.0, Fill::Greedy), [0..4, 4..7]);
        assert_eq!(fill(&units, 3.5, Fill::Greedy), [0..3, 3..7]);
        assert_eq!(fill(&units, 6.0, Fill::Greedy).len(), 1);
    }

    #[test]
    fn the_lines_of_a_headline_have_about_one_length() {
        let title = "A long headline for humans";
        assert_eq!(set(title, 22.0, Fill::Greedy), ["A long headline for", "humans"]);
        assert_eq!(set(title, 22.0, Fill::Balanced), ["A long headline", "for humans"]);
    }

    #[test]
    fn balancing_breaks_no_word() {
        let title = "Supercalifragilistic words";
        assert_eq!(set(title, 20.0, Fill::Balanced), ["Supercalifragilistic", "words"]);
    }

    #[test]
    fn a_byline_ends_its_lines_at_dots() {
        let byline = "The Feed · Jane Q. Author · 6 August";
        assert_eq!(set(byline, 20.0, Fill::AtDots), ["The Feed ·", "Jane Q. Author ·", "6 August"]);
        assert_eq!(
            set(byline, 10.0, Fill::AtDots),
            ["The Feed ·", "Jane Q.", "Author ·", "6 August"]
        );
    }
}
