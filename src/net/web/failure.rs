//! Finds out why a request failed. reqwest tells this only through the chain of error sources.

use std::error::Error;
use std::io;

use url::Url;

use super::limits::Limits;
use crate::net::error::{FetchError, host_of};
use crate::net::resolver::{DnsError, PrivateError};

/// The [`FetchError`] for an error of the HTTP stack.
pub(super) fn classify(error: reqwest::Error, url: &Url, limits: Limits) -> FetchError {
    let host = host_of(url);
    let error = error.without_url();
    let is_timeout = error.is_timeout();
    let is_connect = error.is_connect();
    let cause = cause_of(&error);
    let source = chain_of(&error).into();
    match cause {
        Some(Cause::Private) => FetchError::Private { host },
        Some(Cause::Dns) => FetchError::Dns { source, host },
        Some(Cause::Tls) => FetchError::Tls { source, host },
        Some(Cause::Network) => FetchError::Unreachable { source, host },
        _ if is_timeout && is_connect => FetchError::Timeout { limit: limits.connect, host },
        _ if is_timeout => FetchError::Timeout { limit: limits.whole, host },
        _ if is_connect => FetchError::Connect { source, host },
        _ => FetchError::Transfer { source, host },
    }
}

enum Cause {
    Private,
    Dns,
    Tls,
    Network,
}

fn cause_of(error: &(dyn Error + 'static)) -> Option<Cause> {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<PrivateError>() {
            return Some(Cause::Private);
        }
        if error.is::<DnsError>() {
            return Some(Cause::Dns);
        }
        if error.is::<rustls::Error>() {
            return Some(Cause::Tls);
        }
        if let Some(io_error) = error.downcast_ref::<io::Error>() {
            if matches!(
                io_error.kind(),
                io::ErrorKind::NetworkUnreachable
                    | io::ErrorKind::HostUnreachable
                    | io::ErrorKind::NetworkDown
            ) {
                return Some(Cause::Network);
            }
            // `io::Error::source` skips the wrapped error itself and returns that error's source.
            if let Some(inner) = io_error.get_ref() {
                next = Some(inner);
                continue;
            }
        }
        next = error.source();
    }
    None
}

/// An error and all its sources in one line.
pub(super) fn chain_of(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text.push_str(": ");
        text.push_str(&error.to_string());
        next = error.source();
    }
    text
}
