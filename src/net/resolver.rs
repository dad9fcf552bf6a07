//! Names to addresses: the one place that every connection to a named host passes, and so where a
//! policy on addresses belongs.

use std::net::{IpAddr, SocketAddr};

use super::guard::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// A name that has no address, told apart from the other reasons why a connection fails.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub(super) struct DnsError {
    source: std::io::Error,
}

/// A name that only has addresses in private networks, which whoever named it may not reach.
#[derive(Debug, thiserror::Error)]
#[error("only addresses in private networks")]
pub(super) struct PrivateError;

/// Which addresses a resolver may find. A name says nothing about the port, so who may go where is
/// decided before, hop by hop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those of the internet.
    Public,
    /// Those of networks nearby, too.
    Anywhere,
}

/// The system's resolver, with the addresses left out that may not be reached.
#[derive(Debug)]
pub(super) struct SystemResolver {
    reach: Reach,
    /// Hosts of proxies: nobody names them, and they may be anywhere.
    proxies: Vec<String>,
}

impl SystemResolver {
    pub(super) fn new(reach: Reach, proxies: Vec<String>) -> Self {
        Self { reach, proxies }
    }
}

/// Whether a host is in a private network for certain: all of its addresses are.
pub(super) async fn is_surely_private(url: &Url) -> bool {
    let name = match url.host() {
        Some(Host::Ipv4(address)) => return !is_public(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => return !is_public(IpAddr::V6(address)),
        Some(Host::Domain(name)) => name,
        None => return false,
    };
    let found: Vec<SocketAddr> =
        tokio::net::lookup_host((name, 0)).await.map(Iterator::collect).unwrap_or_default();
    !found.is_empty() && found.iter().all(|address| !is_public(address.ip()))
}

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let is_trusted = self.reach == Reach::Anywhere
            || self.proxies.iter().any(|proxy| proxy.eq_ignore_ascii_case(name.as_str()));
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0))
                .await
                .map_err(|source| DnsError { source })?;
            let addresses: Vec<SocketAddr> =
                found.filter(|address| is_trusted || is_public(address.ip())).collect();
            if addresses.is_empty() {
                return Err(PrivateError.into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
