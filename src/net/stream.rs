//! Bodies that are too large to collect, such as episodes: their bytes are passed on while they
//! arrive.
//!
//! A streamed request has no limit for its whole time, because playing an episode takes hours.
//! Instead each part of the body has to come within [`super::FIRST_BYTE_TIMEOUT`].

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::message::Response;

/// The longest time that a body may take. Longer ones are asked for again where they ended.
pub const STREAM_TIMEOUT: Duration = Duration::from_hours(24);
/// How often a sink that wants no bytes for now is asked again.
pub(super) const SINK_POLL: Duration = Duration::from_millis(50);
/// How long a sink may want no bytes before the connection is closed.
pub const SINK_REST: Duration = Duration::from_secs(30);

/// Takes a body in parts. The functions are called on the thread of the request and must not
/// block.
pub trait BodySink: Send + Sync {
    /// The header has come, with an empty body. Only called for status 200 to 299. Returns whether
    /// the body is wanted.
    fn begin(&self, head: &Response) -> bool;

    /// Takes the next bytes. Returns whether more are wanted.
    fn take(&self, bytes: &[u8]) -> bool;

    /// Whether there is room for more bytes at present.
    fn has_room(&self) -> bool {
        true
    }
}

/// The sink of a request.
#[derive(Clone)]
pub struct Stream {
    pub sink: Arc<dyn BodySink>,
    /// The first byte that is wanted. A server that does not know ranges sends everything, with
    /// status 200.
    pub from: u64,
}

impl Stream {
    /// The value of the `Range` field.
    #[must_use]
    pub fn range(&self) -> String {
        format!("bytes={}-", self.from)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Stream(from {})", self.from)
    }
}

/// Two requests are equal if they ask for the same; where the bytes go does not matter.
impl PartialEq for Stream {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from
    }
}

impl Eq for Stream {}

/// The place of a partial body: the first byte, and the size of the whole if it is known.
/// `Content-Range` (RFC 9110, 14.4).
#[must_use]
pub fn content_range(field: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = field.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (from, _) = range.split_once('-')?;
    Some((from.trim().parse().ok()?, total.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_partial_body_is_read() {
        assert_eq!(content_range("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(content_range("bytes 5-9/*"), Some((5, None)));
        for wrong in ["", "bytes", "bytes */10", "items 1-2/3", "bytes -5/10", "bytes x-1/2"] {
            assert_eq!(content_range(wrong), None, "{wrong}");
        }
    }
}
