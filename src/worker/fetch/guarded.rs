//! Work whose panic becomes an error.

use crate::i18n::t;

/// Runs work in a tokio task of its own, so that a panic becomes an error.
pub(super) async fn guarded<T: Send + 'static, E: From<String> + Send + 'static>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, E> {
    tokio::spawn(work).await.unwrap_or_else(|err| Err(crash_words(&err).into()))
}

/// The sentence for a task that crashed.
pub(super) fn crash_words(error: &tokio::task::JoinError) -> String {
    log::error!("{error}");
    t!(error_program_crash_address)
}
