//! The markers before list items.

use crate::document::{List, ListItem, ListMarker};

/// A sign in the gutter left of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::article) enum Marker {
    /// The number says how many bulleted lists are around it, which decides its shape.
    Bullet(usize),
    /// A number or letter with its full stop.
    Number(String),
    /// The box of a task; true if it is done.
    Task(bool),
    /// The triangle of a collapsible part, by its index in [`super::Flow::folds`].
    Fold(usize),
}

impl Marker {
    /// The form of the marker in copied text.
    pub(in crate::ui::article) fn text(&self) -> String {
        match self {
            Self::Bullet(_) => "• ".to_owned(),
            Self::Number(number) => format!("{number} "),
            Self::Task(true) => "[x] ".to_owned(),
            Self::Task(false) => "[ ] ".to_owned(),
            Self::Fold(_) => String::new(),
        }
    }
}

/// The marker of an item, in a list with `depth` bulleted lists around it.
pub(super) fn of_item(list: ListMarker, item: &ListItem, depth: usize) -> Option<Marker> {
    if let Some(is_done) = item.is_done {
        return Some(Marker::Task(is_done));
    }
    let number = match list {
        ListMarker::None => return None,
        ListMarker::Bullet => return Some(Marker::Bullet(depth)),
        ListMarker::Decimal => item.number.to_string(),
        ListMarker::LowerAlpha => letters(item.number),
        ListMarker::UpperAlpha => letters(item.number).to_uppercase(),
        ListMarker::LowerRoman => roman(item.number),
        ListMarker::UpperRoman => roman(item.number).to_uppercase(),
    };
    Some(Marker::Number(format!("{number}.")))
}

/// Width of a list's gutter in ems: wide enough for its longest number.
pub(super) fn gutter(list: &List) -> f32 {
    let longest = list.items.iter().filter_map(|item| of_item(list.marker, item, 0));
    let longest = longest
        .map(|marker| if let Marker::Number(number) = marker { number.chars().count() } else { 0 })
        .max();
    match list.marker {
        ListMarker::None => 0.9,
        ListMarker::Bullet => 1.45,
        ListMarker::Decimal
        | ListMarker::LowerAlpha
        | ListMarker::UpperAlpha
        | ListMarker::LowerRoman
        | ListMarker::UpperRoman => (longest.unwrap_or(0) as f32 * 0.56 + 0.62).max(1.45),
    }
}

/// a, b, ... z, aa, ab; digits below one.
fn letters(number: i32) -> String {
    let Some(mut rest) = u32::try_from(number).ok().filter(|number| *number > 0) else {
        return number.to_string();
    };
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// i, ii, iii; digits outside 1 to 3999, which the Romans could not write.
fn roman(number: i32) -> String {
    const SIGNS: [(i32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let all: Vec<_> = [1, 26, 27, 52, 53, 702, 703].map(letters).into();
        assert_eq!(all, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn roman_numbers_are_subtractive() {
        let all: Vec<_> = [1, 4, 9, 14, 40, 99, 1994, 3999].map(roman).into();
        assert_eq!(all, ["i", "iv", "ix", "xiv", "xl", "xcix", "mcmxciv", "mmmcmxcix"]);
    }

    #[test]
    fn numbers_that_have_no_letters_stay_digits() {
        assert_eq!(
            (letters(0), letters(-3), roman(0), roman(4000)),
            ("0".into(), "-3".into(), "0".into(), "4000".into())
        );
    }
}
