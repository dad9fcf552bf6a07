//! The reasons why a picture cannot be shown.

/// Why a picture cannot be shown. `Display` is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file is too large.
    #[error("This picture is larger than {} MB", limit >> 20)]
    TooManyBytes {
        /// In bytes.
        limit: usize,
    },
    /// The picture has more pixels than are decoded or drawn.
    #[error("This picture is too large to be shown ({width} \u{d7} {height})")]
    TooManyPixels { width: u32, height: u32 },
    /// Drawing it would take too much time or memory.
    #[error("This picture is too complex to be drawn")]
    TooComplex,
    /// The format is not supported, such as AVIF.
    #[error("{} can't be shown", format_words(*format))]
    Unsupported {
        /// The common name of the format, if it is known.
        format: Option<&'static str>,
    },
    /// The bytes are not a picture, or it is damaged.
    #[error("This picture is damaged")]
    Damaged {
        /// For the log.
        reason: String,
    },
    /// Too many pictures were asked for at once. It is loaded when it is asked for again.
    #[error("This picture has not been loaded yet")]
    Postponed,
    /// It could not be fetched.
    #[error("{message}")]
    Fetch {
        /// The sentence of the fetch error.
        message: String,
    },
}

impl PictureError {
    /// The sentence for people. The same as `Display`.
    #[must_use]
    pub fn user_message(&self) -> String {
        self.to_string()
    }

    /// Whether trying again may help.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Fetch { .. } | Self::Postponed)
    }
}

fn format_words(format: Option<&str>) -> String {
    format.map_or_else(|| "Pictures of this format".to_owned(), |name| format!("{name} pictures"))
}
