//! The reasons why a picture cannot be shown.

use std::fmt;

use crate::i18n::{bytes_words, t};

/// Why a picture cannot be shown. `Display` is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file is too large.
    TooManyBytes {
        /// In bytes.
        limit: usize,
    },
    /// The picture has more pixels than are decoded or drawn.
    TooManyPixels { width: u32, height: u32 },
    /// Drawing it would take too much time or memory.
    TooComplex,
    /// The format is not supported, such as AVIF.
    Unsupported {
        /// The common name of the format, if it is known.
        format: Option<&'static str>,
    },
    /// The bytes are not a picture, or it is damaged.
    Damaged {
        /// For the log.
        reason: String,
    },
    /// Too many pictures were asked for at once. It is loaded when it is asked for again.
    Postponed,
    /// It could not be fetched.
    Fetch {
        /// The sentence of the fetch error.
        message: String,
    },
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.user_message())
    }
}

impl PictureError {
    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::TooManyBytes { limit } => {
                t!(error_picture_too_many_bytes, limit = bytes_words(*limit as u64))
            }
            Self::TooManyPixels { width, height } => {
                t!(error_picture_too_many_pixels, width = *width, height = *height)
            }
            Self::TooComplex => t!(error_picture_too_complex),
            Self::Unsupported { format: Some(format) } => {
                t!(error_picture_format, format = *format)
            }
            Self::Unsupported { format: None } => t!(error_picture_format_unknown),
            Self::Damaged { .. } => t!(error_picture_damaged),
            Self::Postponed => t!(error_picture_not_loaded),
            Self::Fetch { message } => message.clone(),
        }
    }

    /// Whether trying again may help.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Fetch { .. } | Self::Postponed)
    }
}
