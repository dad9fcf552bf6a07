//! Fetching: HTTP behind the [`HttpClient`] trait, files, and the welcome feed.
//!
//! Bodies are not interpreted here. Every failure of a server ends as a [`FetchError`].

mod authorization;
mod caching;
mod call;
mod certificates;
mod challenge;
mod client;
mod cookies;
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
mod replay;
mod resolver;
mod sign_in;
mod stream;
mod web;

pub use caching::{
    BACK_OFF_FIRST, BACK_OFF_MAX, FRESH_MAX, FRESH_MIN, RETRY_AFTER_MAX, VALIDATOR_LIFETIME,
    VALIDATOR_LIFETIME_INSISTED, back_off, conditional, max_age_secs, new_validators, next_check,
    retry_after,
};
pub use call::{Call, ERROR_BODY_MAX, Method, Payload};
pub use certificates::{CA_FILE_BYTES_MAX, CertificateError};
pub use challenge::{CHALLENGE_BYTES_MAX, is_challenge_page};
pub use client::Client;
pub use encoding::{Body, decode};
pub use error::{Contact, FetchError};
pub use guard::is_at_home;
pub use keyring::{KEYRING_TIMEOUT, Keyring, KeyringError, SystemKeyring, Vault, account_name};
pub use message::{Accepts, Headers, HttpClient, Request, Response, Trace, WantedBy};
pub use proxy::{NO_PROXY, SYSTEM_PROXY, proxy_address};
pub use recorder::{CONTENT_TYPE_MAX, Recorder, Sink};
pub use replay::ReplayClient;
pub use sign_in::SignInClient;
pub use stream::{BodySink, SINK_REST, STREAM_TIMEOUT, Stream, content_range};
// The old names, for modules that have not been changed yet.
pub use replay::ReplayClient as Remembering;
pub use sign_in::SignInClient as SigningIn;
// Values that moved to `model`, for modules that have not been changed yet.
pub use crate::model::{
    Credentials, CredentialsError, Grant, SECRET_BYTES_MAX, Secret, USER_AGENT, USER_BYTES_MAX,
    has_credentials, origin_of, split_credentials, split_typed, without_credentials,
};

use std::time::Duration;

/// Largest body in bytes, before decoding.
pub const WIRE_BYTES_MAX: usize = 32 << 20;
/// Largest body in bytes, after decoding.
pub const DECODED_BYTES_MAX: usize = 32 << 20;
/// Time limit for opening a connection.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// Time limit from sending the request to the end of the response's header.
pub const FIRST_BYTE_TIMEOUT: Duration = Duration::from_secs(30);
/// Time limit for the whole fetch with redirects, header and body. It ends servers that send one
/// byte a second.
pub const WHOLE_TIMEOUT: Duration = Duration::from_secs(75);
/// Most redirects in a row.
pub const REDIRECTS_MAX: usize = 10;
/// Most header fields in a response.
pub const HEADERS_MAX: usize = 100;
/// Largest header of an HTTP/2 response in bytes. HTTP/1 headers are bounded by hyper's buffer of
/// some 400 KB.
pub const HEADER_BYTES_MAX: u32 = 64 << 10;
/// Longest header value that is stored, in bytes. A longer validator would be sent back with every
/// request.
pub const HEADER_VALUE_MAX: usize = 4096;
