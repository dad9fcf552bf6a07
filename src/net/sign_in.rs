//! A client that signs in with credentials before they are in the keyring, to look at a feed.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use url::Url;

use super::error::FetchError;
use super::message::{HttpClient, Request, Response};
use crate::config::Network;
use crate::model::Grant;

/// Adds credentials to every request to their origin.
pub struct SignInClient {
    client: Arc<dyn HttpClient>,
    grant: Grant,
}

impl SignInClient {
    #[must_use]
    pub fn new(client: Arc<dyn HttpClient>, grant: Grant) -> Self {
        Self { client, grant }
    }

    async fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        let has_own_credentials = request.sign_in.is_some() || request.grant.is_some();
        if has_own_credentials || !self.grant.is_for(&request.url) {
            return self.client.get(request).await;
        }
        self.client.get(&Request { grant: Some(self.grant.clone()), ..request.clone() }).await
    }
}

impl HttpClient for SignInClient {
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
