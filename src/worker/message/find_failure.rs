//! Why no feed was found at an address, for the window.

/// Why no feed was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindFailure {
    /// The server wants a user name and a password, or does not accept those it got.
    SignIn { host: String },
    /// Another reason, as a sentence for the user.
    Other(String),
}

impl From<String> for FindFailure {
    fn from(message: String) -> Self {
        Self::Other(message)
    }
}
