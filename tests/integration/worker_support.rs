//! Workers on a temporary profile, and waiting for their answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use gleaner::config::Paths;
use gleaner::model::Clock;
use gleaner::net::{FetchError, HttpClient, Keyring, Request, Response, Vault};
use gleaner::worker::{Event, Job, LibraryView, Read, WorkerConfig, Workers};
use jiff::tz::TimeZone;

use crate::store_support::{Library, now};
use crate::support::fake_keyring::FakeKeyring;

/// No test needs longer unless it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client whose answers a test provides.
pub struct FakeClient<F>(pub F);

impl<F: Fn(&Request) -> Result<Response, FetchError> + Send + Sync> HttpClient for FakeClient<F> {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        async move { (self.0)(request) }.boxed()
    }
}

pub fn no_network() -> Arc<dyn HttpClient> {
    Arc::new(FakeClient(|request: &Request| {
        Err(FetchError::Scheme { scheme: request.url.scheme().to_owned() })
    }))
}

/// Workers, and a second handle on their library.
pub struct Office {
    pub workers: Option<Workers>,
    pub library: Library,
    pub wakes: Arc<AtomicU32>,
}

impl Office {
    /// On a library with a feed with these entries (so that no welcome feed is added).
    pub fn with(keys: &[&str], client: Arc<dyn HttpClient>) -> Self {
        let mut library = Library::new();
        library.feed_with("news", keys);
        Self::on(library, client)
    }

    pub fn on(library: Library, client: Arc<dyn HttpClient>) -> Self {
        Self::with_keyring(library, client, Arc::new(FakeKeyring::default()))
    }

    /// With the test's own keyring.
    pub fn with_keyring(
        library: Library,
        client: Arc<dyn HttpClient>,
        keyring: Arc<dyn Keyring>,
    ) -> Self {
        Self::start(library, client, keyring, Clock::new(now, TimeZone::UTC))
    }

    /// With a clock of the test's own.
    pub fn with_clock(library: Library, clock: Clock) -> Self {
        Self::start(library, no_network(), Arc::new(FakeKeyring::default()), clock)
    }

    fn start(
        library: Library,
        client: Arc<dyn HttpClient>,
        keyring: Arc<dyn Keyring>,
        clock: Clock,
    ) -> Self {
        let wakes = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&wakes);
        let wake = Arc::new(move || _ = counted.fetch_add(1, Ordering::SeqCst));
        let paths = Paths::new(library.dir.path().to_owned());
        let workers =
            Workers::spawn(WorkerConfig { paths, client, vault: Vault::new(keyring), clock, wake })
                .unwrap();
        Self { workers: Some(workers), library, wakes }
    }

    pub fn submit(&self, job: impl Into<Job>) {
        self.workers.as_ref().unwrap().submit(job);
    }

    pub fn next(&self) -> Event {
        self.workers.as_ref().unwrap().recv_timeout(PATIENCE).expect("an answer")
    }

    /// The first answer that `pick` accepts. The answers before it are lost.
    pub fn wait_for<T>(&self, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = pick(self.next()) {
                return found;
            }
            assert!(Instant::now() < deadline, "other answers came, but not this one");
        }
    }

    pub fn library_view(&self) -> Arc<LibraryView> {
        self.submit(Read::Library);
        self.wait_for(|event| if let Event::Library(view) = event { Some(view) } else { None })
    }
}
