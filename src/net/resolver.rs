//! Names to addresses: the one place that every connection to a named host passes, and so where a policy on addresses belongs.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A name that has no address, told apart from the other reasons why a connection fails.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub(super) struct DnsError {
    source: std::io::Error,
}

/// The system's resolver.
#[derive(Debug, Default)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|source| DnsError { source })?;
            let addresses: Vec<SocketAddr> = found.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
