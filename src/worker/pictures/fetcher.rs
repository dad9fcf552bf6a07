//! Fetches what feeds and pages name: pictures, icons and the pages that name icons. Calls block
//! the thread that loads the picture.

use std::sync::{Arc, OnceLock};

use tokio::runtime::Runtime;

use crate::model::Cause;
use crate::net::{FetchError, HttpClient, Recorder, Request, Response};

/// Starts its runtime with the first request.
pub(super) struct Fetcher {
    pictures: Arc<dyn HttpClient>,
    icons: Arc<dyn HttpClient>,
    runtime: OnceLock<Option<Runtime>>,
}

impl Fetcher {
    pub(super) fn new(recorder: &Recorder) -> Self {
        Self {
            pictures: recorder.client(Cause::Picture),
            icons: recorder.client(Cause::Icon),
            runtime: OnceLock::new(),
        }
    }

    pub(super) fn picture(&self, request: &Request) -> Result<Response, FetchError> {
        self.get(self.pictures.as_ref(), request)
    }

    /// Fetches an icon, or a page that may name one.
    pub(super) fn icon(&self, request: &Request) -> Result<Response, FetchError> {
        self.get(self.icons.as_ref(), request)
    }

    fn get(&self, client: &dyn HttpClient, request: &Request) -> Result<Response, FetchError> {
        self.runtime
            .get_or_init(runtime)
            .as_ref()
            .ok_or(FetchError::NoThread)?
            .block_on(client.get(request))
    }
}

impl Drop for Fetcher {
    fn drop(&mut self) {
        // Dropping a runtime waits for its tasks, and the thread that drops this may be the
        // window's.
        if let Some(runtime) = self.runtime.take().flatten() {
            runtime.shutdown_background();
        }
    }
}

fn runtime() -> Option<Runtime> {
    let built = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("gleaner-pictures")
        .enable_all()
        .build();
    built.inspect_err(|err| log::error!("no runtime for pictures: {err}")).ok()
}
