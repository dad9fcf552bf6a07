//! The errors of subcommands: a sentence for people, and a short stable word for programs.

use std::io;

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error("{message}")]
    Failed {
        /// A short stable word: `parse`, `read`, ...
        kind: &'static str,
        message: String,
    },
    /// An address leads to several feeds.
    #[error("{message}")]
    Several {
        message: String,
        /// The feeds, for programs.
        feeds: Vec<serde_json::Value>,
    },
    #[error("Couldn't write the output: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self::Failed { kind, message: message.into() }
    }

    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Failed { kind, .. } => kind,
            Self::Several { .. } => "several",
            Self::Output(_) => "output",
        }
    }

    /// The JSON form, a contract documented in the README.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let error = serde_json::json!({ "kind": self.kind(), "message": self.to_string() });
        match self {
            Self::Several { feeds, .. } => serde_json::json!({ "error": error, "feeds": feeds }),
            Self::Failed { .. } | Self::Output(_) => serde_json::json!({ "error": error }),
        }
    }
}
