//! Why a picture cannot be shown, in words.

/// Why a picture cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// More bytes than are taken.
    #[error("more than {limit} bytes")]
    TooManyBytes {
        /// What is allowed.
        limit: usize,
    },
    /// More pixels than are decoded.
    #[error("{width} x {height} pixels are too many")]
    TooManyPixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A format that is known but cannot be decoded, such as AVIF.
    #[error("{name} is not decoded")]
    Unsupported {
        /// What people call the format.
        name: &'static str,
    },
    /// Not a picture at all, or a damaged one.
    #[error("not a picture: {reason}")]
    Damaged {
        /// For the log.
        reason: String,
    },
    /// So many were asked for that this one was put off; it comes when it is asked for again.
    #[error("put off")]
    Postponed,
    /// It could not be fetched.
    #[error("not fetched: {message}")]
    Fetch {
        /// A sentence for people.
        message: String,
    },
}

impl PictureError {
    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::TooManyBytes { limit } => {
                format!("This picture is larger than {} MB", limit >> 20)
            }
            Self::TooManyPixels { width, height } => {
                format!("This picture is too big to be shown ({width} × {height})")
            }
            Self::Unsupported { name } => format!("{name} pictures can't be shown here"),
            Self::Damaged { .. } => "This picture is damaged".to_owned(),
            Self::Postponed => "This picture has not been loaded yet".to_owned(),
            Self::Fetch { message } => message.clone(),
        }
    }

    /// Whether trying again may help.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Fetch { .. } | Self::Postponed)
    }
}
