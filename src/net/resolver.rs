//! Resolves host names. Every connection to a named host passes here, so private addresses are
//! filtered out here.

use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::guard::is_public;

/// The name has no address. Its own type, so that it can be told from other failures to connect.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub(super) struct DnsError {
    source: std::io::Error,
}

/// The name has only private addresses, and the request must not reach those.
#[derive(Debug, thiserror::Error)]
#[error("only addresses in private networks")]
pub(super) struct PrivateError;

/// The addresses that a resolver may return. A name does not say the port, so ports are checked
/// earlier, at each hop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Public addresses only.
    Public,
    /// Private addresses too.
    Anywhere,
}

/// The system's resolver without the addresses that must not be reached.
#[derive(Debug)]
pub(super) struct SystemResolver {
    reach: Reach,
    /// The hosts of proxies, which may have private addresses.
    proxies: Vec<String>,
}

impl SystemResolver {
    pub(super) fn new(reach: Reach, proxies: Vec<String>) -> Self {
        Self { reach, proxies }
    }
}

/// Whether all addresses of a host are private.
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
