//! A client that signs in with credentials that are at hand: for looking at a feed before they are
//! in the keyring.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use url::Url;

use super::credentials::Grant;
use super::error::FetchError;
use super::message::{HttpClient, Request, Response};
use crate::config::Network;

/// Gives every request to one origin its credentials.
pub struct SigningIn {
    client: Arc<dyn HttpClient>,
    grant: Grant,
}

impl SigningIn {
    /// Asks `client`.
    #[must_use]
    pub fn new(client: Arc<dyn HttpClient>, grant: Grant) -> Self {
        Self { client, grant }
    }

    async fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        let is_ours =
            request.sign_in.is_none() && request.grant.is_none() && self.grant.is_for(&request.url);
        if !is_ours {
            return self.client.get(request).await;
        }
        self.client.get(&Request { grant: Some(self.grant.clone()), ..request.clone() }).await
    }
}

impl HttpClient for SigningIn {
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
