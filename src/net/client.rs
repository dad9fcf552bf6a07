//! The program's own [`HttpClient`]: sends each address to what can fetch it. Nothing is built before it is needed.

use std::sync::OnceLock;

use futures_util::future::BoxFuture;
use url::Url;

use super::error::FetchError;
use super::guard::Guard;
use super::local;
use super::message::{HttpClient, Request, Response};
use super::web::Web;
use crate::model::WELCOME_FEED_URL;

/// Fetches from the web, from files, and the welcome feed. Creating one costs nothing; share it, since it keeps connections.
#[derive(Debug, Default)]
pub struct Client {
    // Reading the system's certificates takes milliseconds that a start without fetching need not pay.
    web: OnceLock<Web>,
    guard: Guard,
}

impl Client {
    /// A client that has done nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    async fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        match request.url.scheme() {
            "http" | "https" => self.web.get_or_init(|| Web::new(self.guard.clone())).get(request).await,
            "file" => read_file(request).await,
            "gleaner" if request.url.as_str() == WELCOME_FEED_URL => Ok(local::welcome(&request.url)),
            scheme => Err(FetchError::Scheme { scheme: scheme.to_owned() }),
        }
    }
}

impl HttpClient for Client {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(self.fetch(request))
    }

    fn trust(&self, url: &Url) {
        self.guard.trust(url);
    }
}

async fn read_file(request: &Request) -> Result<Response, FetchError> {
    let url = request.url.clone();
    let task = tokio::task::spawn_blocking(move || local::file(&url));
    task.await.unwrap_or_else(|err| Err(FetchError::Io { source: std::io::Error::other(err), path: request.url.to_string() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(address: &str) -> Result<Response, FetchError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Client::new().get(&Request::get(Url::parse(address).unwrap())))
    }

    #[test]
    fn only_known_kinds_of_addresses_are_fetched() {
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
    }
}
