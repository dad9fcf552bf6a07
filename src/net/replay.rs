//! A client that replays a response once, so that looking at a feed and then subscribing to it is
//! one request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use url::Url;

use super::error::FetchError;
use super::message::{HttpClient, Request, Response};
use crate::config::Network;

/// Most bytes of all stored bodies together.
const STORED_BYTES_MAX: usize = 8 << 20;

/// Stores successful responses to unconditional requests, and replays each one once.
pub struct ReplayClient {
    client: Arc<dyn HttpClient>,
    answers: Mutex<HashMap<Url, Response>>,
}

impl ReplayClient {
    /// Meant for one short task: a response that is never replayed stays in memory.
    #[must_use]
    pub fn new(client: Arc<dyn HttpClient>) -> Self {
        Self { client, answers: Mutex::default() }
    }

    async fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        let is_plain = !request.is_conditional();
        if is_plain && let Some(answer) = self.answers().remove(&request.url) {
            return Ok(answer);
        }
        let answer = self.client.get(request).await?;
        if is_plain && answer.is_ok() {
            let lasting_url = answer.moved_to.clone().unwrap_or_else(|| request.url.clone());
            self.store(lasting_url, &answer);
        }
        Ok(answer)
    }

    fn store(&self, url: Url, answer: &Response) {
        let mut answers = self.answers();
        answers.remove(&url);
        let stored: usize = answers.values().map(|other| other.body.bytes.len()).sum();
        if stored + answer.body.bytes.len() <= STORED_BYTES_MAX {
            answers.insert(url, Response { moved_to: None, ..answer.clone() });
        }
    }

    fn answers(&self) -> std::sync::MutexGuard<'_, HashMap<Url, Response>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpClient for ReplayClient {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(self.fetch(request))
    }

    fn trust(&self, url: &Url) {
        self.client.trust(url);
    }

    fn configure(&self, network: &Network) -> Result<(), FetchError> {
        self.client.configure(network)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Client;

    #[test]
    fn no_more_is_stored_than_the_limit() {
        let client = ReplayClient::new(Arc::new(Client::new()));
        let url = |name: &str| Url::parse(&format!("https://a.org/{name}")).unwrap();
        let half = || Response::local(url(""), vec![0; STORED_BYTES_MAX / 2]);
        client.store(url("a"), &half());
        client.store(url("a"), &half());
        client.store(url("b"), &half());
        client.store(url("c"), &Response::local(url(""), vec![0]));
        let known = |name: &str| client.answers().contains_key(&url(name));
        assert_eq!(["a", "b", "c"].map(known), [true, true, false]);
    }
}
