//! Numbers as a language writes them: `1,000`, `2.5`, `241 MB`.

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;

use super::language::{Marks, language};
use super::t;

/// A whole number, in groups of three digits.
#[must_use]
pub fn number_words(number: u64) -> String {
    grouped(&number.to_string(), language().marks())
}

/// A number with a fixed count of decimals.
#[must_use]
pub fn decimal_words(number: f64, decimals: usize) -> String {
    grouped(&format!("{number:.decimals$}"), language().marks())
}

/// A number of bytes: `241 MB`. Units are powers of 1,000, as file managers show them.
#[must_use]
pub fn bytes_words(bytes: u64) -> String {
    let mut size = bytes as f64 / 1000.0;
    let mut unit = 0;
    while size >= 1000.0 && unit < 3 {
        size /= 1000.0;
        unit += 1;
    }
    let decimals = usize::from(size < 10.0 && unit > 0);
    let size = decimal_words(size, decimals);
    match unit {
        0 => t!(size_kilobytes, size = size),
        1 => t!(size_megabytes, size = size),
        2 => t!(size_gigabytes, size = size),
        _ => t!(size_terabytes, size = size),
    }
}

/// `digits` as Rust writes numbers.
fn grouped(digits: &str, marks: Marks) -> String {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let count = whole.bytes().filter(u8::is_ascii_digit).count();
    let mut words = String::with_capacity(digits.len() + count / 3);
    let mut left = count;
    for digit in whole.chars() {
        if digit.is_ascii_digit() {
            if left < count && left % 3 == 0 {
                words.push(marks.group);
            }
            left -= 1;
        }
        words.push(digit);
    }
    if !decimals.is_empty() {
        words.push(marks.decimal);
        words.push_str(decimals);
    }
    words
}

/// What Fluent calls for each argument; `None` leaves the argument to Fluent. Numbers are those of
/// the language in use, in an English message that has no translation too.
pub(super) fn argument<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(number_argument(number))
}

fn number_argument(number: &FluentNumber) -> String {
    if number.value.is_finite() {
        grouped(&number.as_string(), language().marks())
    } else {
        number.value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, with_language};

    #[test]
    fn digits_come_in_groups_of_three() {
        let words = [0, 7, 999, 1000, 12_345, 1_000_000].map(number_words);
        assert_eq!(words, ["0", "7", "999", "1,000", "12,345", "1,000,000"]);
    }

    #[test]
    fn german_parts_digits_with_full_stops() {
        let words = with_language(Language::German, || {
            (number_words(1_234_567), decimal_words(1234.5, 1), bytes_words(1_600_000))
        });
        assert_eq!(words, ("1.234.567".into(), "1.234,5".into(), "1,6 MB".into()));
    }

    #[test]
    fn decimals_are_not_grouped() {
        assert_eq!(decimal_words(-1234.5678, 4), "-1,234.5678");
        assert_eq!(decimal_words(2.0, 1), "2.0");
    }

    #[test]
    fn sizes_have_a_decimal_only_when_they_are_small() {
        let words = [0, 999, 1_500, 1_600_000, 241_000_000, 2_700_000_000].map(bytes_words);
        assert_eq!(words, ["0 KB", "1 KB", "2 KB", "1.6 MB", "241 MB", "2.7 GB"]);
    }
}
