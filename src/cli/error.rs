//! Why a subcommand failed: a sentence for people and a short stable word for programs.

use std::io;

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// It could not do what was asked.
    #[error("{message}")]
    Failed {
        /// A short stable word: `parse`, `read`, ...
        kind: &'static str,
        /// A sentence for people.
        message: String,
    },
    /// An address leads to several feeds.
    #[error("{message}")]
    Several {
        /// A sentence for people.
        message: String,
        /// The feeds, for programs.
        feeds: Vec<serde_json::Value>,
    },
    /// Its answer could not be written.
    #[error("Couldn't write the answer: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// A failure with its word and its sentence.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self::Failed { kind, message: message.into() }
    }

    /// The word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Failed { kind, .. } => kind,
            Self::Several { .. } => "several",
            Self::Output(_) => "output",
        }
    }

    /// The form that `--json` promises.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let error = serde_json::json!({ "kind": self.kind(), "message": self.to_string() });
        match self {
            Self::Several { feeds, .. } => serde_json::json!({ "error": error, "feeds": feeds }),
            Self::Failed { .. } | Self::Output(_) => serde_json::json!({ "error": error }),
        }
    }
}
