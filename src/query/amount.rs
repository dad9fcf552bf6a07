//! More or less than a number, as in `words:>2000` and `minutes:<5`.

use std::fmt;

use crate::model::WORDS_A_MINUTE;

/// A bound of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    MoreThan(u32),
    LessThan(u32),
}

impl Amount {
    /// Reads `>2000` or `<5`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = text.split_at_checked(1)?;
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| is_number)?;
        match sign {
            ">" => Some(Self::MoreThan(number)),
            "<" => Some(Self::LessThan(number)),
            _ => None,
        }
    }

    #[must_use]
    pub fn holds(self, value: u32) -> bool {
        match self {
            Self::MoreThan(bound) => value > bound,
            Self::LessThan(bound) => value < bound,
        }
    }

    /// The same bound in words, if this one is in minutes of reading. Minutes are rounded up and at
    /// least one, as in the header of an article; pictures do not count.
    #[must_use]
    pub fn words_of_minutes(self) -> Self {
        match self {
            Self::MoreThan(0) => Self::LessThan(u32::MAX),
            Self::MoreThan(minutes) => Self::MoreThan(minutes.saturating_mul(WORDS_A_MINUTE)),
            Self::LessThan(0 | 1) => Self::LessThan(0),
            Self::LessThan(minutes) => {
                Self::LessThan((minutes - 1).saturating_mul(WORDS_A_MINUTE).saturating_add(1))
            }
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MoreThan(bound) => write!(f, ">{bound}"),
            Self::LessThan(bound) => write!(f, "<{bound}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_sign_and_a_number() {
        assert_eq!(Amount::parse(">2000"), Some(Amount::MoreThan(2000)));
        assert_eq!(Amount::parse("<5"), Some(Amount::LessThan(5)));
        for wrong in ["", ">", "5", "=5", ">+5", ">-5", ">5m", "<99999999999", "\u{2265}5"] {
            assert_eq!(Amount::parse(wrong), None, "{wrong}");
        }
        for text in [">2000", "<5"] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn minutes_are_rounded_up_as_in_the_header() {
        let minutes = |words: u32| words.div_ceil(WORDS_A_MINUTE).max(1);
        for words in (0..3000).step_by(7).chain([WORDS_A_MINUTE, WORDS_A_MINUTE + 1]) {
            for bound in 0..8 {
                for amount in [Amount::MoreThan(bound), Amount::LessThan(bound)] {
                    assert_eq!(
                        amount.words_of_minutes().holds(words),
                        amount.holds(minutes(words)),
                        "{words} words, {amount}"
                    );
                }
            }
        }
    }
}
