//! Looks at feeds without subscribing: finds the feeds behind an address, and loads a preview.

use std::sync::Arc;

use url::Url;

use crate::article::{complete, digest};
use crate::i18n::{io_words, t};
use crate::model::Candidate;
use crate::net::{FetchError, HttpClient};
use crate::parse::ParsedFeed;
use crate::refresh::{FindError, fetch_feed, fetch_named_feed, find_feeds};
use crate::worker::message::{FindFailure, Preview, PreviewSource};

pub(super) async fn discover(
    client: Arc<dyn HttpClient>,
    address: String,
) -> Result<Vec<Candidate>, FindFailure> {
    find_feeds(client.as_ref(), &address).await.map_err(|err| match err.sign_in_host() {
        Some(host) => FindFailure::SignIn { host },
        None => FindFailure::Other(err.user_message()),
    })
}

/// The feed at an address, or the best feed that the page at this address names.
async fn first_feed(
    client: &dyn HttpClient,
    address: &str,
) -> Result<(Url, ParsedFeed), FindError> {
    match fetch_feed(client, address).await {
        Err(FindError::NotAFeed { source, url }) => match find_feeds(client, address).await {
            Ok(candidates) => match candidates.first() {
                Some(best) => fetch_named_feed(client, Some(&*url), best.feed_url.clone()).await,
                None => Err(FindError::NotAFeed { source, url }),
            },
            // A check for robots is why the page is none of the site's own.
            Err(error @ FindError::Fetch(FetchError::Challenge { .. })) => Err(error),
            Err(_) => Err(FindError::NotAFeed { source, url }),
        },
        other => other,
    }
}

pub(super) async fn preview(
    client: Arc<dyn HttpClient>,
    source: PreviewSource,
) -> Result<Preview, String> {
    let address = match source {
        PreviewSource::Address(address) | PreviewSource::Granted(address, _) => address,
        PreviewSource::File(path) => {
            let name = path.display().to_string();
            let path = std::path::absolute(&path).map_err(|err| {
                t!(error_file_open, name = name.as_str(), reason = io_words(&err))
            })?;
            Url::from_file_path(&path).map_err(|()| t!(error_file_open_name, name = name))?.into()
        }
    };
    let (feed_url, mut feed) =
        first_feed(client.as_ref(), &address).await.map_err(|err| err.user_message())?;
    complete(&mut feed);
    let excerpts = feed.entries.iter().map(|entry| digest(&entry.content).excerpt).collect();
    Ok(Preview { feed_url, feed: Arc::new(feed), excerpts })
}
