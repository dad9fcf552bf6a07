//! Keeps feeds and pages out of private networks: this machine, the home or office network, and the
//! metadata services of clouds.
//!
//! A feed that the user subscribed to may be in a private network. Then it may name addresses on
//! its own host and port, and nobody else may. Host names are checked after they are resolved,
//! numeric addresses before each hop.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use url::{Host, Url};

use super::error::FetchError;

/// A host and a port. The port counts, because one machine often runs several unrelated services.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct HostPort {
    host: String,
    port: u16,
}

impl HostPort {
    /// `None` for addresses without a host.
    pub(super) fn of(url: &Url) -> Option<Self> {
        Some(Self { host: plain(url.host_str()?), port: url.port_or_known_default()? })
    }

    /// Whether an address is on this host and port. Port 443 counts as port 80, because many sites
    /// redirect from http to https.
    pub(super) fn holds(&self, url: &Url) -> bool {
        Self::of(url).is_some_and(|other| {
            other == *self || (other.host == self.host && (self.port, other.port) == (80, 443))
        })
    }
}

/// Whether an address is on the host and port of a feed or page, or on https where that is http.
#[must_use]
pub fn is_at_home(home: &Url, url: &Url) -> bool {
    HostPort::of(home).is_some_and(|place| place.holds(url))
}

/// The hosts that the user trusts, and the test for public addresses.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    trusted: Arc<Mutex<HashSet<HostPort>>>,
    is_public: fn(IpAddr) -> bool,
}

impl Default for Guard {
    fn default() -> Self {
        Self::of(is_public)
    }
}

impl Guard {
    /// A guard with its own test for public addresses, for tests.
    pub(super) fn of(is_public: fn(IpAddr) -> bool) -> Self {
        Self { trusted: Arc::default(), is_public }
    }

    /// Trusts the host and port of an address that the user entered or subscribed to.
    pub(super) fn trust(&self, url: &Url) {
        self.trusted().extend(HostPort::of(url));
    }

    /// Whether `url` may be fetched without further checks for the feed or page at `home`: it is on
    /// the same host and port, and the user trusts that.
    pub(super) fn trusts(&self, url: &Url, home: Option<&HostPort>) -> bool {
        home.is_some_and(|home| home.holds(url) && self.trusted().contains(home))
    }

    /// Refuses a numeric address in a private network.
    pub(super) fn check_number(&self, url: &Url) -> Result<(), FetchError> {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if (self.is_public)(address) { Ok(()) } else { Err(private(url)) }
    }

    fn trusted(&self) -> std::sync::MutexGuard<'_, HashSet<HostPort>> {
        self.trusted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses a name that only exists in private networks. Used where a proxy resolves names, since we
/// do not see the addresses then. A public name that the proxy resolves to a private address gets
/// through.
pub(super) fn check_name(url: &Url) -> Result<(), FetchError> {
    match url.host() {
        Some(Host::Domain(name)) if is_private_name(name) => Err(private(url)),
        _ => Ok(()),
    }
}

pub(super) fn private(url: &Url) -> FetchError {
    FetchError::Private { host: url.host_str().unwrap_or_default().to_owned() }
}

/// Domains that only exist within a network: reserved by RFC 6761, 6762, 8375 or ICANN, or in
/// common use.
const PRIVATE_DOMAINS: [&str; 12] = [
    "localhost",
    "local",
    "internal",
    "home.arpa",
    "localdomain",
    "lan",
    "home",
    "corp",
    "intranet",
    "private",
    "workgroup",
    "domain",
];

/// Whether a name can only be resolved in a private network.
pub(super) fn is_private_name(name: &str) -> bool {
    let name = plain(name);
    !name.contains('.')
        || PRIVATE_DOMAINS
            .iter()
            .any(|domain| name.strip_suffix(domain).is_some_and(|front| front.ends_with('.')))
}

fn plain(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Whether an address is on the public internet, by IANA's registries of special-purpose addresses.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Microsoft's cloud tells virtual machines about themselves at this address, although it is
/// public.
const AZURE_METADATA: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation();
    // "This network", carrier-grade NAT, protocol assignments, 6to4 relays, benchmarks, multicast
    // and reserved.
    let is_reserved = first == 0
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 192 && second == 88 && third == 99)
        || (first == 198 && (18..20).contains(&second))
        || address == AZURE_METADATA
        || first >= 224;
    !is_special && !is_reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // An IPv4 address inside an IPv6 address leads where the IPv4 address leads.
    let [first, second, third, .., seventh, last] = address.segments();
    let old = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    match first {
        // NAT64. Its neighbour 64:ff9b:1::/48 is for translation within a network.
        0x64 if second == 0xff9b && third == 0 => is_public_v4(old(seventh, last)),
        0x2002 => is_public_v4(old(second, third)),
        // Protocol assignments, including Teredo, which hides an IPv4 address; and documentation.
        0x2001 if second < 0x200 || second == 0xdb8 => false,
        0x3fff if second < 0x1000 => false,
        // Global unicast. Everything else is local, multicast or unassigned.
        _ => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_recognised() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.178.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:c0a8:101::1",
            "2001:db8::1",
            "::127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b:1::101:101",
            "2001:0:101:101::1",
            "3fff::1",
            "168.63.129.16",
            "192.88.99.1",
            "100.100.100.200",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.1.1.1",
            "172.32.0.1",
            "100.63.255.255",
            "192.0.1.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
            "::ffff:1.1.1.1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn private_host_names_are_recognised() {
        for private in [
            "localhost",
            "printer",
            "nas.local",
            "a.b.lan.",
            "x.INTERNAL",
            "metadata.google.internal",
            "hub.home.arpa",
        ] {
            assert!(is_private_name(private), "{private}");
        }
        for public in ["a.org", "local.org", "notlocal.example", "home.arpa.org"] {
            assert!(!is_private_name(public), "{public}");
        }
    }

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_trusted_host_and_port_is_open_to_its_own_feed_only() {
        let guard = Guard::default();
        let feed = url("http://nas.lan:1200/feed");
        let home = HostPort::of(&feed);
        assert!(!guard.trusts(&feed, home.as_ref()));
        guard.trust(&feed);
        assert!(guard.trusts(&url("http://NAS.lan.:1200/picture.png"), home.as_ref()));
        assert!(!guard.trusts(&url("http://nas.lan:9091/"), home.as_ref()), "another port");
        assert!(!guard.trusts(&url("http://nas.lan/"), home.as_ref()), "another port");
        assert!(
            !guard.trusts(&feed, HostPort::of(&url("https://a.org/")).as_ref()),
            "another feed"
        );
        assert!(!guard.trusts(&feed, None), "nobody's");
    }

    #[test]
    fn a_site_that_redirects_to_https_stays_trusted() {
        let guard = Guard::default();
        guard.trust(&url("http://nas.lan/feed"));
        let home = HostPort::of(&url("http://nas.lan/feed"));
        assert!(guard.trusts(&url("https://nas.lan/feed"), home.as_ref()));
        assert!(!guard.trusts(&url("https://nas.lan:8443/feed"), home.as_ref()));
    }

    #[test]
    fn names_are_checked_apart_from_numbers() {
        assert!(check_name(&url("http://nas.lan/feed")).is_err());
        assert!(
            check_name(&url("http://1.1.1.1/")).is_ok()
                && check_name(&url("http://10.0.0.1/")).is_ok()
        );
        let guard = Guard::default();
        assert!(
            guard.check_number(&url("http://nas.lan/feed")).is_ok()
                && guard.check_number(&url("http://1.1.1.1/")).is_ok()
        );
    }

    #[test]
    fn an_address_with_a_zone_is_not_valid() {
        for zoned in ["http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1%251]/"] {
            assert!(Url::parse(zoned).is_err(), "{zoned}");
        }
    }

    #[test]
    fn a_number_in_disguise_is_still_a_number() {
        for disguised in [
            "http://2130706433/",
            "http://0x7f.1/",
            "http://127.1/",
            "http://127.0.0.1./",
            "http://0177.0.0.1/",
            "http://[::ffff:7f00:1]/",
        ] {
            assert!(Guard::default().check_number(&url(disguised)).is_err(), "{disguised}");
        }
    }
}
