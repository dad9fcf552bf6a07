//! A call of a server's interface for programs: what a request has beside its address when it does
//! more than fetch. Only sync uses it.
//!
//! A call is stricter than a fetch: it is redirected only within its own origin, its secret never
//! leaves that, and the body of an error is kept, because the interface explains itself there.

use crate::model::Secret;

/// Most bytes of an answer that is not a success.
pub const ERROR_BODY_MAX: usize = 64 << 10;
/// The header fields of answers that interfaces use, in lower case.
pub(super) const CALL_HEADERS: [&str; 12] = [
    "google-bad-token",
    "links",
    "location",
    "x-bq-loginerrorreason",
    "x-feedbin-record-count",
    "x-reader-google-bad-token",
    "x-reader-limits-reset-after",
    "x-reader-zone1-limit",
    "x-reader-zone1-usage",
    "x-reader-zone2-limit",
    "x-reader-zone2-usage",
    "www-authenticate",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    #[default]
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Call {
    pub method: Method,
    pub body: Option<Payload>,
    /// A secret header field: its name and value.
    pub secret: Option<(&'static str, Secret)>,
    /// Whether the user agreed that secrets are sent unencrypted.
    pub may_be_plain: bool,
}

/// The body of a call.
#[derive(Clone, PartialEq, Eq)]
pub struct Payload {
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Bodies may have passwords in them.
impl std::fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Payload({}, {} bytes)", self.content_type, self.bytes.len())
    }
}
