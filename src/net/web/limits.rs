//! The time and size limits of one fetch.

use std::time::Duration;

use crate::net::{CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, WHOLE_TIMEOUT, WIRE_BYTES_MAX};

/// The limits of a fetch, as a value so that tests can use short ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) connect: Duration,
    pub(super) first_byte: Duration,
    pub(super) whole: Duration,
    pub(super) wire_bytes: usize,
}

/// The limits of the program.
pub(super) const LIMITS: Limits = Limits {
    connect: CONNECT_TIMEOUT,
    first_byte: FIRST_BYTE_TIMEOUT,
    whole: WHOLE_TIMEOUT,
    wire_bytes: WIRE_BYTES_MAX,
};
