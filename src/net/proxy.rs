//! Which proxy an address is asked through: the system's, one from the settings, or none.

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, NoProxy, Proxy};
use url::{Position, Url};

use super::credentials::has_credentials;
use super::error::FetchError;
use crate::model::ProxyProblem;

/// What never goes through a proxy of the settings: this machine.
const DIRECT: &str = "localhost,127.0.0.0/8,::1";
/// The kinds of proxies.
const SCHEMES: [&str; 4] = ["http", "https", "socks5", "socks5h"];
/// The word for the system's proxy.
pub const SYSTEM_PROXY: &str = "system";
/// The word for none.
pub const NO_PROXY: &str = "none";

/// The proxies of a client.
#[derive(Debug)]
pub(super) struct Proxies {
    matcher: Matcher,
    chosen: Option<Url>,
    is_system: bool,
}

/// How an address is asked through a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hop {
    /// The proxy's host.
    pub(super) host: String,
    /// Whether the proxy finds the address of the name, so that nobody here sees it.
    pub(super) resolves: bool,
}

impl Proxies {
    /// As the settings say.
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

    /// The proxy for an address, if there is one.
    pub(super) fn hop(&self, url: &Url) -> Option<Hop> {
        let found = self.matcher.intercept(&url[..Position::BeforePath].parse().ok()?)?;
        let resolves = found.uri().scheme_str() != Some("socks5");
        Some(Hop { host: found.uri().host()?.to_owned(), resolves })
    }

    /// The hosts of all proxies: where we connect to, though nobody names them.
    pub(super) fn hosts(&self) -> Vec<String> {
        // A name that no list of exceptions has.
        ["http://proxied.invalid/", "https://proxied.invalid/"]
            .iter()
            .filter_map(|sample| self.hop(&Url::parse(sample).ok()?))
            .map(|hop| hop.host.to_ascii_lowercase())
            .collect()
    }

    /// Tells the HTTP stack.
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

/// The address of a proxy, as it is written in the settings.
pub fn proxy_address(text: &str) -> Result<Url, FetchError> {
    let refused = |problem| FetchError::ProxySetting { problem };
    let text = text.trim();
    let url =
        if text.contains("://") { Url::parse(text) } else { Url::parse(&format!("http://{text}")) };
    let url = url.map_err(|_| refused(ProxyProblem::InvalidAddress))?;
    match () {
        () if !SCHEMES.contains(&url.scheme()) => Err(refused(ProxyProblem::Scheme)),
        () if url.host_str().is_none_or(str::is_empty) => Err(refused(ProxyProblem::NoHost)),
        () if has_credentials(&url) => Err(refused(ProxyProblem::Password)),
        () => Ok(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(setting: &str, address: &str) -> Option<Hop> {
        Proxies::of(setting).unwrap().hop(&Url::parse(address).unwrap())
    }

    #[test]
    fn a_proxy_of_the_settings_serves_both_schemes_but_not_this_machine() {
        for address in ["http://a.org/", "https://a.org/", "http://192.168.1.1/"] {
            assert_eq!(
                hop("http://proxy.lan:3128", address),
                Some(Hop { host: "proxy.lan".into(), resolves: true }),
                "{address}"
            );
        }
        for address in ["http://localhost:80/", "http://127.0.0.2/", "http://[::1]/"] {
            assert_eq!(hop("http://proxy.lan:3128", address), None, "{address}");
        }
        assert_eq!(hop("none", "https://a.org/"), None);
    }

    #[test]
    fn only_socks5_leaves_names_to_us() {
        let resolves = |setting| hop(setting, "https://a.org/").unwrap().resolves;
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
    fn a_proxy_that_cannot_be_used_is_told_in_words() {
        for wrong in ["ftp://p", "socks4://p", "http://", "two words", "http://me:secret@p"] {
            let message = Proxies::of(wrong).unwrap_err().user_message();
            assert!(message.starts_with("The proxy in the settings can't be used - "), "{message}");
            assert!(!message.contains("secret"));
        }
    }
}
