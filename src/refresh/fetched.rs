//! Fetches the document at an address that a person typed or a page names.

use url::Url;

use super::address::interpret;
use super::find_error::host_words;
use crate::model::without_credentials;
use crate::net::{Contact, FetchError, HttpClient, Request};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedDocument {
    /// The address after all redirects. Relative addresses in the document are resolved against it.
    pub url: Url,
    /// The address to store: the one that was asked for, or the target of permanent redirects.
    pub lasting_url: Url,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `Link` fields that may name feeds.
    pub link: Option<String>,
    /// The `Refresh` header.
    pub refresh: Option<String>,
    /// Whether the header says that a check for robots answered.
    pub is_challenge: bool,
    /// Decoded.
    pub bytes: Vec<u8>,
}

/// Fetches the document at an address that a person typed.
pub async fn fetch_document(
    client: &dyn HttpClient,
    address: &str,
) -> Result<FetchedDocument, FetchError> {
    fetch_typed(client, address).await.map_err(|(error, _)| error)
}

/// The same, and the address of the error.
pub(super) async fn fetch_typed(
    client: &dyn HttpClient,
    address: &str,
) -> Result<FetchedDocument, (FetchError, Option<Url>)> {
    let mut best_error: Option<(FetchError, Option<Url>)> = None;
    for url in interpret(address).map_err(|error| (error, None))? {
        match fetch(client, Request::get(url.clone())).await {
            Ok(document) => return Ok(document),
            Err(error) if matches!(error.contact(), Contact::Nobody | Contact::NoProxy) => {
                return Err((error, Some(url)));
            }
            // The first address is what the person meant most likely, so its error helps most,
            // unless no server of the web is there.
            Err(error) => match &best_error {
                Some((best, _)) if is_answer(best) || !is_answer(&error) => {}
                Some(_) | None => best_error = Some((error, Some(url))),
            },
        }
    }
    Err(best_error.unwrap_or_else(|| (FetchError::Address { text: address.to_owned() }, None)))
}

/// Whether an error is what a server answered over HTTP.
fn is_answer(error: &FetchError) -> bool {
    match error {
        FetchError::Status { .. }
        | FetchError::Challenge { .. }
        | FetchError::TooLarge { .. }
        | FetchError::Redirect { .. }
        | FetchError::Encoding { .. } => true,
        FetchError::Address { .. }
        | FetchError::Scheme { .. }
        | FetchError::Dns { .. }
        | FetchError::Unreachable { .. }
        | FetchError::Connect { .. }
        | FetchError::Tls { .. }
        | FetchError::Timeout { .. }
        | FetchError::Transfer { .. }
        | FetchError::Private { .. }
        | FetchError::Resting { .. }
        | FetchError::Keyring { .. }
        | FetchError::Plaintext { .. }
        | FetchError::ProxySetting { .. }
        | FetchError::Proxy { .. }
        | FetchError::Certificates { .. }
        | FetchError::CertificatesSetting { .. }
        | FetchError::NoThread
        | FetchError::NotAFile { .. }
        | FetchError::Io { .. } => false,
    }
}

pub(super) async fn fetch(
    client: &dyn HttpClient,
    request: Request,
) -> Result<FetchedDocument, FetchError> {
    let response = client.get(&request).await?;
    // The address is shown and stored, so it must not have a password in it.
    let url = without_credentials(request.url);
    response.error_for_status()?;
    let final_url = response.url.clone();
    let decode = tokio::task::spawn_blocking(move || response.body.decode(&response.url));
    let bytes = decode.await.map_err(|err| FetchError::Transfer {
        source: err.into(),
        host: host_words(&final_url).to_owned(),
    })??;
    Ok(FetchedDocument {
        url: final_url,
        lasting_url: response.moved_to.unwrap_or(url),
        content_type: response.headers.content_type,
        link: response.headers.link,
        refresh: response.headers.refresh,
        is_challenge: response.headers.is_challenge,
        bytes,
    })
}
