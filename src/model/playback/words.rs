//! The sentences for episodes that can't be played.

use super::PlayProblem;
use crate::i18n::{bytes_words, t};

impl PlayProblem {
    /// The sentence for the problem: what happened and what to do.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NoDevice => t!(play_no_device),
            Self::DeviceLost => t!(play_device_lost),
            Self::Unsupported { format: Some(format) } => {
                t!(play_unsupported_format, format = format.as_str())
            }
            Self::Unsupported { format: None } => t!(play_unsupported),
            Self::NoSound => t!(play_no_sound),
            Self::Damaged => t!(play_damaged),
            Self::TooLarge { limit_bytes } => {
                t!(play_too_large, limit = bytes_words(*limit_bytes))
            }
            Self::Network(problem) => problem.words(),
            Self::Disk { cause } => t!(play_disk, reason = cause.as_str()),
            Self::Crash => t!(play_crash),
            Self::NotBuilt => t!(play_not_built),
        }
    }

    /// A short stable word for programs.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::NoDevice => "no_device",
            Self::DeviceLost => "device_lost",
            Self::Unsupported { .. } => "unsupported",
            Self::NoSound => "no_sound",
            Self::Damaged => "damaged",
            Self::TooLarge { .. } => "too_large",
            Self::Network(problem) => problem.code(),
            Self::Disk { .. } => "disk",
            Self::Crash => "crash",
            Self::NotBuilt => "not_built",
        }
    }

    /// Whether another program may be able to play the episode.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        match self {
            Self::NoDevice
            | Self::Unsupported { .. }
            | Self::Damaged
            | Self::TooLarge { .. }
            | Self::Crash
            | Self::NotBuilt => true,
            Self::DeviceLost | Self::NoSound | Self::Network(_) | Self::Disk { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_in_a_sentence() {
        let words = PlayProblem::Unsupported { format: Some("Opus".into()) }.words();
        assert_eq!(words, "Gleaner can't play Opus \u{2014} open it in another program");
        let words = PlayProblem::TooLarge { limit_bytes: 2_000_000_000 }.words();
        assert!(words.contains("2.0"), "{words}");
    }
}
