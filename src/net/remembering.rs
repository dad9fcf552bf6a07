//! A client that gives what it fetched a second time, once: looking at a feed and then subscribing
//! to it is one request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use url::Url;

use super::error::FetchError;
use super::message::{HttpClient, Request, Response};
use crate::config::Network;

/// Most bytes of bodies that are remembered.
const REMEMBERED_BYTES_MAX: usize = 8 << 20;

/// Remembers good answers to unconditional requests until they are asked for again.
pub struct Remembering {
    client: Arc<dyn HttpClient>,
    answers: Mutex<HashMap<Url, Response>>,
}

impl Remembering {
    /// Asks `client` for what it does not remember. Meant for one short task: what is never asked
    /// for again stays in memory.
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
            self.remember(lasting_url, &answer);
        }
        Ok(answer)
    }

    fn remember(&self, url: Url, answer: &Response) {
        let mut answers = self.answers();
        answers.remove(&url);
        let known: usize = answers.values().map(|known| known.body.bytes.len()).sum();
        if known + answer.body.bytes.len() <= REMEMBERED_BYTES_MAX {
            answers.insert(url, Response { moved_to: None, ..answer.clone() });
        }
    }

    fn answers(&self) -> std::sync::MutexGuard<'_, HashMap<Url, Response>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpClient for Remembering {
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
    fn no_more_is_remembered_than_the_limit() {
        let remembering = Remembering::new(Arc::new(Client::new()));
        let url = |name: &str| Url::parse(&format!("https://a.org/{name}")).unwrap();
        let half = || Response::local(url(""), vec![0; REMEMBERED_BYTES_MAX / 2]);
        remembering.remember(url("a"), &half());
        remembering.remember(url("a"), &half());
        remembering.remember(url("b"), &half());
        remembering.remember(url("c"), &Response::local(url(""), vec![0]));
        let known = |name: &str| remembering.answers().contains_key(&url(name));
        assert_eq!(["a", "b", "c"].map(known), [true, true, false]);
    }
}
