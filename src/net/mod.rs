//! Fetching: HTTP behind the [`HttpClient`] trait, files, and the feed that the program carries
//! inside itself.
//!
//! Nothing here looks into a body. Everything that a server can do wrong ends as a [`FetchError`]
//! with a sentence for people.

mod caching;
mod certificates;
mod client;
mod credentials;
pub mod discovery;
mod encoding;
mod error;
mod guard;
pub mod icons;
mod keyring;
mod local;
mod message;
mod problem;
mod proxy;
mod recorder;
mod redirect;
mod remembering;
mod resolver;
mod signing;
mod web;

pub use caching::{
    BACK_OFF_FIRST, BACK_OFF_MAX, FRESH_MAX, FRESH_MIN, RETRY_AFTER_MAX, VALIDATOR_LIFETIME,
    back_off, conditional, fresh_until, new_validators, retry_after,
};
pub use certificates::CA_FILE_BYTES_MAX;
pub use client::Client;
pub use credentials::{
    Credentials, CredentialsError, Grant, SECRET_BYTES_MAX, Secret, USER_BYTES_MAX,
    has_credentials, origin_of, split_credentials, split_typed, without_credentials,
};
pub use encoding::decode;
pub use error::{FetchError, Heard};
pub use guard::is_at_home;
pub use keyring::{KEYRING_TIMEOUT, Keyring, KeyringError, SystemKeyring, Vault, account_name};
pub use message::{Body, Headers, HttpClient, Request, Response, Trace, WantedBy};
pub use proxy::{NO_PROXY, SYSTEM_PROXY, proxy_address};
pub use recorder::{CONTENT_TYPE_MAX, Recorder, Sink};
pub use remembering::Remembering;
pub use signing::SigningIn;

use std::time::Duration;

/// Most bytes of one body as they come over the wire.
pub const WIRE_BYTES_MAX: usize = 32 << 20;
/// Most bytes of one body after decompression.
pub const DECODED_BYTES_MAX: usize = 32 << 20;
/// Longest time until a connection stands.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// Longest time from a request to the head of its answer.
pub const FIRST_BYTE_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest time for all of it: redirects, head and body. A server that drips a byte a second ends
/// here.
pub const WHOLE_TIMEOUT: Duration = Duration::from_secs(75);
/// Most redirects that are followed.
pub const REDIRECTS_MAX: usize = 10;
/// Most header fields in an answer.
pub const HEADERS_MAX: usize = 100;
/// The header fields of an HTTP/2 answer take fewer bytes than this; those of HTTP/1 end at hyper's
/// own buffer of some 400 KB.
pub const HEADER_BYTES_MAX: u32 = 64 << 10;
/// Longest header value that is kept; a longer validator would only be sent back again and again.
pub const HEADER_VALUE_MAX: usize = 4096;
/// How the program names itself to servers.
pub const USER_AGENT: &str = concat!(
    "Gleaner/",
    env!("CARGO_PKG_VERSION"),
    " (feed reader; +https://crates.io/crates/gleaner)"
);
