//! A client without a network: a function answers, and simultaneous requests are counted.

use std::collections::HashMap;
use std::sync::Mutex;

use futures_util::future::BoxFuture;
use gleaner::net::{Body, FetchError, Headers, HttpClient, Request, Response};

type Handler = dyn Fn(&Request) -> Result<Response, FetchError> + Send + Sync;

/// Answers with a function, after all other tasks have run a few times.
pub struct FakeClient {
    handler: Box<Handler>,
    counts: Mutex<Counts>,
}

#[derive(Debug, Clone, Default)]
pub struct Counts {
    active: HashMap<String, usize>,
    /// Most simultaneous requests to one host.
    pub most_per_host: usize,
    /// Most simultaneous requests.
    pub most_in_all: usize,
    /// Requests so far.
    pub requests: usize,
}

impl FakeClient {
    pub fn new(
        handler: impl Fn(&Request) -> Result<Response, FetchError> + Send + Sync + 'static,
    ) -> Self {
        Self { handler: Box::new(handler), counts: Mutex::default() }
    }

    pub fn counts(&self) -> Counts {
        self.counts.lock().unwrap().clone()
    }

    async fn answer(&self, request: &Request) -> Result<Response, FetchError> {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        self.counts.lock().unwrap().enter(&host);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        *self.counts.lock().unwrap().active.entry(host).or_default() -= 1;
        (self.handler)(request)
    }
}

impl Counts {
    fn enter(&mut self, host: &str) {
        *self.active.entry(host.to_owned()).or_default() += 1;
        self.requests += 1;
        self.most_per_host = self.most_per_host.max(self.active[host]);
        self.most_in_all = self.most_in_all.max(self.active.values().sum());
    }
}

impl HttpClient for FakeClient {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(self.answer(request))
    }
}

/// A response without a body.
pub fn status(request: &Request, status: u16, headers: Headers) -> Response {
    Response { status, url: request.url.clone(), moved_to: None, headers, body: Body::default() }
}

/// The error of a machine without a network.
pub fn no_network(request: &Request) -> FetchError {
    FetchError::Dns {
        source: "no network".into(),
        host: request.url.host_str().unwrap_or_default().to_owned(),
    }
}
