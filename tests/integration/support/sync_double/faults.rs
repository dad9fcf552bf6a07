//! Faults of the network and of servers, for chosen requests.

use super::Told;

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing arrives.
    NoConnection,
    /// The server acts, and the answer is lost.
    LostAnswer,
    Unauthorized,
    TooManyRequests,
    ServerError,
    /// The server acts, and half of the answer arrives.
    CutBody,
    /// A page for people answers in place of the server.
    Page,
    /// `[]` in place of the answer.
    EmptyList,
    /// A login page is somewhere else.
    Redirect,
}

impl Fault {
    pub const ALL: [Self; 9] = [
        Self::NoConnection,
        Self::LostAnswer,
        Self::Unauthorized,
        Self::TooManyRequests,
        Self::ServerError,
        Self::CutBody,
        Self::Page,
        Self::EmptyList,
        Self::Redirect,
    ];

    /// Whether the server acts all the same.
    pub fn reaches_server(self) -> bool {
        matches!(self, Self::LostAnswer | Self::CutBody)
    }

    /// What arrives in place of the answer; `None` if nothing does.
    pub fn told(self, answer: Option<Told>) -> Option<Told> {
        match self {
            Self::NoConnection | Self::LostAnswer => None,
            Self::Unauthorized => Some(Told::status(401, "Unauthorized!")),
            Self::TooManyRequests => {
                Some(Told::status(429, "").with("retry-after", "600"))
            }
            Self::ServerError => Some(Told::status(500, "")),
            Self::CutBody => answer.map(|mut told| {
                let half = told.body.floor_char_boundary(told.body.len() / 2);
                told.body.truncate(half);
                told
            }),
            Self::Page => Some(Told::ok("<!DOCTYPE html><html><body>Welcome</body></html>")),
            Self::EmptyList => Some(Told::ok("[]")),
            Self::Redirect => {
                Some(Told::status(302, "").with("location", "https://login.test/"))
            }
        }
    }
}
