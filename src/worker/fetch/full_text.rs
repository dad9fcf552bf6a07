//! Fetches the page of an entry and extracts the article from it.

use std::sync::Arc;

use crate::document::readable_page;
use crate::i18n::t;
use crate::net::{HttpClient, Request};
use crate::parse::ParseContext;

/// Most pages fetched at the same time.
pub(super) const MAX_PAGES: usize = 2;

/// Returns the article of a page as HTML. The error is a sentence for the user.
pub(super) async fn fetch(client: Arc<dyn HttpClient>, request: Request) -> Result<String, String> {
    if !matches!(request.url.scheme(), "http" | "https") {
        return Err(t!(error_full_text_no_page));
    }
    let answer = client.get(&request).await.map_err(|err| err.user_message())?;
    answer.error_for_status().map_err(|err| err.user_message())?;
    let ParseContext { document_url, charset } =
        ParseContext::new(Some(answer.url.clone()), answer.headers.content_type.as_deref());
    let base = answer.url.clone();
    let work = move || {
        let bytes = answer.body.decode(&base).map_err(|err| err.user_message())?;
        readable_page(&bytes, charset.as_deref(), document_url.as_ref())
            .ok_or_else(|| t!(error_full_text_no_article))
    };
    // Extraction takes long on large pages, so it must not hold up the fetching threads.
    let article =
        tokio::task::spawn_blocking(work).await.map_err(|_| t!(error_full_text_unreadable))??;
    Ok(article.html)
}
