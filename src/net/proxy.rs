//! Chooses the proxy for an address: the system's, the one in the settings, or none.

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, NoProxy, Proxy};
use url::{Position, Url};

use super::error::FetchError;
use crate::model::{ProxyProblem, has_credentials};

/// Hosts that never go through the proxy in the settings: this machine.
const DIRECT: &str = "localhost,127.0.0.0/8,::1";
const SCHEMES: [&str; 4] = ["http", "https", "socks5", "socks5h"];
/// The setting for the system's proxy.
pub const SYSTEM_PROXY: &str = "system";
/// The setting for no proxy.
pub const NO_PROXY: &str = "none";

#[derive(Debug)]
pub(super) struct Proxies {
    matcher: Matcher,
    chosen: Option<Url>,
    is_system: bool,
}

/// The proxy for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProxyRoute {
    pub(super) host: String,
    /// Whether the proxy resolves host names. If so, nobody here sees the addresses.
    pub(super) resolves: bool,
}

impl Proxies {
    /// The proxies for a value of the setting.
    pub(super) fn of(setting: &str) -> Result<Self, FetchError> {
        match setting.trim() {
            SYSTEM_PROXY | "" => {
                Ok(Self { matcher: Matcher::from_system(), chosen: None, is_system: true })
            }
            NO_PROXY => {
                Ok(Self { matcher: Matcher::builder().build(), chosen: None, is_system: false })
            }
            address => {
                let url = proxy_address(address)?;
                let matcher = Matcher::builder().all(String::from(url.clone())).no(DIRECT).build();
                Ok(Self { matcher, chosen: Some(url), is_system: false })
            }
        }
    }

    /// The proxy for an address. `None` if it is fetched directly.
    pub(super) fn route(&self, url: &Url) -> Option<ProxyRoute> {
        let found = self.matcher.intercept(&url[..Position::BeforePath].parse().ok()?)?;
        // Only plain SOCKS 5 leaves the resolution to us.
        let resolves = found.uri().scheme_str() != Some("socks5");
        Some(ProxyRoute { host: found.uri().host()?.to_owned(), resolves })
    }

    /// The hosts of all proxies. We connect to them although no feed names them.
    pub(super) fn hosts(&self) -> Vec<String> {
        // A name that is in no list of exceptions.
        ["http://proxied.invalid/", "https://proxied.invalid/"]
            .iter()
            .filter_map(|sample| self.route(&Url::parse(sample).ok()?))
            .map(|route| route.host.to_ascii_lowercase())
            .collect()
    }

    pub(super) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, reqwest::Error> {
        match &self.chosen {
            Some(url) => {
                Ok(builder.proxy(Proxy::all(url.clone())?.no_proxy(NoProxy::from_string(DIRECT))))
            }
            None if self.is_system => Ok(builder),
            None => Ok(builder.no_proxy()),
        }
    }
}

/// Parses the address of a proxy in the settings; `http://` may be left out.
pub fn proxy_address(text: &str) -> Result<Url, FetchError> {
    let refused = |problem| Err(FetchError::ProxySetting { problem });
    let text = text.trim();
    let url =
        if text.contains("://") { Url::parse(text) } else { Url::parse(&format!("http://{text}")) };
    let Ok(url) = url else { return refused(ProxyProblem::InvalidAddress) };
    if !SCHEMES.contains(&url.scheme()) {
        refused(ProxyProblem::Scheme)
    } else if url.host_str().is_none_or(str::is_empty) {
        refused(ProxyProblem::NoHost)
    } else if has_credentials(&url) {
        refused(ProxyProblem::Password)
    } else {
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(setting: &str, address: &str) -> Option<ProxyRoute> {
        Proxies::of(setting).unwrap().route(&Url::parse(address).unwrap())
    }

    #[test]
    fn a_proxy_of_the_settings_serves_both_schemes_but_not_this_machine() {
        for address in ["http://a.org/", "https://a.org/", "http://192.168.1.1/"] {
            assert_eq!(
                route("http://proxy.lan:3128", address),
                Some(ProxyRoute { host: "proxy.lan".into(), resolves: true }),
                "{address}"
            );
        }
        for address in ["http://localhost:80/", "http://127.0.0.2/", "http://[::1]/"] {
            assert_eq!(route("http://proxy.lan:3128", address), None, "{address}");
        }
        assert_eq!(route("none", "https://a.org/"), None);
    }

    #[test]
    fn only_socks5_leaves_names_to_us() {
        let resolves = |setting| route(setting, "https://a.org/").unwrap().resolves;
        assert_eq!(
            ["socks5://p:1", "socks5h://p:1", "https://p:1", "p:1"].map(resolves),
            [false, true, true, true]
        );
    }

    #[test]
    fn the_hosts_of_proxies_are_known() {
        assert_eq!(Proxies::of("socks5h://Proxy.lan").unwrap().hosts(), ["proxy.lan", "proxy.lan"]);
        assert!(Proxies::of("none").unwrap().hosts().is_empty());
    }

    #[test]
    fn an_invalid_proxy_setting_is_refused_with_the_reason() {
        for wrong in ["ftp://p", "socks4://p", "http://", "two words", "http://me:secret@p"] {
            let message = Proxies::of(wrong).unwrap_err().user_message();
            assert!(
                message.starts_with("The proxy in the settings can't be used \u{2014} "),
                "{message}"
            );
            assert!(!message.contains("secret"));
        }
    }
}
