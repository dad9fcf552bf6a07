//! The program's own [`HttpClient`]: fetches from the web, from files, and the welcome feed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use url::Url;

use super::caching::retry_after;
use super::error::{FetchError, host_of};
use super::guard::Guard;
use super::keyring::{KEYRING_TIMEOUT, Vault};
use super::local;
use super::message::{HttpClient, Request, Response, WantedBy};
use super::web::Web;
use crate::config::Network;
use crate::model::{Clock, Grant, WELCOME_FEED_URL, has_credentials, origin_of, split_credentials};

/// Fetches from the web, from files, and the welcome feed. Share one client: it keeps connections
/// open.
#[derive(Debug, Default)]
pub struct Client {
    // Built at the first request: reading the system's certificates takes milliseconds, which a
    // start without fetching need not pay.
    web: Mutex<Option<Arc<Web>>>,
    network: Mutex<Network>,
    guard: Guard,
    vault: Vault,
    clock: Clock,
    /// Hosts that asked for a pause, and the end of it. This is for addresses that pages name; the
    /// pauses of feeds are in the library.
    resting: Mutex<HashMap<String, Timestamp>>,
}

impl Client {
    /// A client with the system's proxy and keyring.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A client with these settings and this keyring.
    #[must_use]
    pub fn with(network: Network, vault: Vault) -> Self {
        Self { network: Mutex::new(network), vault, ..Self::default() }
    }

    /// The same client with another clock; without it, the client uses the system's.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    async fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        match request.url.scheme() {
            "http" | "https" => self.fetch_from_web(request).await,
            // A page must not name a file of this machine.
            "file" if request.wanted_by == WantedBy::User => read_file(request).await,
            "gleaner" if request.url.as_str() == WELCOME_FEED_URL => {
                Ok(local::welcome(&request.url))
            }
            scheme => Err(FetchError::Scheme { scheme: scheme.to_owned() }),
        }
    }

    async fn fetch_from_web(&self, request: &Request) -> Result<Response, FetchError> {
        self.check_rest(request, self.clock.now())?;
        let web = self.web()?;
        let grant = self.grant(request).await?;
        let answer = web.get(request, grant.as_ref()).await?;
        if let Some(sign_in) = request.sign_in.as_ref().filter(|_| answer.status == 401) {
            self.vault.forget(&sign_in.account);
        }
        self.note_rest(request, &answer, self.clock.now());
        Ok(answer)
    }

    fn check_rest(&self, request: &Request, now: Timestamp) -> Result<(), FetchError> {
        let host = host_of(&request.url);
        let resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        match resting.get(&host) {
            Some(until) if request.wanted_by == WantedBy::Page && *until > now => {
                Err(FetchError::Resting { until: *until, host })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn note_rest(&self, request: &Request, answer: &Response, now: Timestamp) {
        let until = retry_after(answer.status, &answer.headers, now)
            .filter(|_| request.wanted_by == WantedBy::Page);
        if let Some(until) = until {
            let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
            resting.retain(|_, until| *until > now);
            resting.insert(host_of(&answer.url), until);
        }
    }

    /// The credentials for a request: those in the request itself, in the keyring, or in the
    /// address. Addresses in old lists may still have some.
    async fn grant(&self, request: &Request) -> Result<Option<Grant>, FetchError> {
        if let Some(grant) = &request.grant {
            return Ok(Some(grant.clone()));
        }
        let Some(sign_in) = &request.sign_in else {
            let is_own = request.wanted_by == WantedBy::User && has_credentials(&request.url);
            return Ok(if is_own { split_credentials(&request.url).1 } else { None });
        };
        // The password stays behind when a feed moves to another host.
        if sign_in.origin != origin_of(&request.url) {
            return Ok(None);
        }
        let read = self.vault.ask(&sign_in.account, KEYRING_TIMEOUT).await;
        let credentials =
            read.map_err(|source| FetchError::Keyring { source, host: host_of(&request.url) })?;
        Ok(Some(Grant { origin: sign_in.origin.clone(), credentials }))
    }

    fn web(&self) -> Result<Arc<Web>, FetchError> {
        let mut web = self.web.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(web) = &*web {
            return Ok(Arc::clone(web));
        }
        let network = self.network.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Arc::clone(web.insert(Arc::new(Web::new(self.guard.clone(), &network)?))))
    }
}

impl HttpClient for Client {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(self.fetch(request))
    }

    fn trust(&self, url: &Url) {
        self.guard.trust(url);
    }

    fn configure(&self, network: &Network) -> Result<(), FetchError> {
        let before = std::mem::replace(
            &mut *self.network.lock().unwrap_or_else(PoisonError::into_inner),
            network.clone(),
        );
        if before != *network {
            *self.web.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        // The default settings are always valid, so nothing need be built to check them.
        if *network == Network::default() {
            return Ok(());
        }
        self.web()?.settings_error().map_or(Ok(()), Err)
    }
}

async fn read_file(request: &Request) -> Result<Response, FetchError> {
    let url = request.url.clone();
    let task = tokio::task::spawn_blocking(move || local::file(&url));
    task.await.unwrap_or_else(|err| {
        Err(FetchError::Io { source: std::io::Error::other(err), path: request.url.to_string() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(address: &str) -> Result<Response, FetchError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Client::new().get(&Request::get(Url::parse(address).unwrap())))
    }

    #[test]
    fn only_known_schemes_are_fetched() {
        for address in ["ftp://a.org/x", "data:text/plain,x", "gleaner:other", "javascript:1"] {
            assert_eq!(get(address).unwrap_err().kind(), "scheme", "{address}");
        }
        assert!(get(WELCOME_FEED_URL).unwrap().is_ok());
    }

    #[test]
    fn a_file_is_read_from_the_disk() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "text").unwrap();
        let url = Url::from_file_path(file.path()).unwrap();
        assert_eq!(get(url.as_str()).unwrap().body.bytes, b"text");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let named = runtime.block_on(Client::new().get(&Request::for_page(url)));
        assert_eq!(named.unwrap_err().kind(), "scheme", "no page may name a file");
    }
}
