//! Fetches what a reader wants, on a thread of its own. Bytes are asked for from where the reader
//! is, and again from there when a connection breaks.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;
use url::Url;

use super::EPISODE_BYTES_MAX;
use super::shared::Shared;
use crate::model::{Episode, HostProblem, PlayProblem, ProblemKind};
use crate::net::{
    Accepts, BodySink, FetchError, HttpClient, Request, Response, Stream, content_range,
};

/// How often in a row a request may bring nothing.
const TRIES_MAX: u32 = 3;
/// The pause before a request is sent again.
const PAUSE: Duration = Duration::from_millis(500);
/// A request that the reader no longer waits for may end by itself for so long.
const GRACE: Duration = Duration::from_millis(300);

/// Starts the thread. It ends when the reader is closed.
pub(super) fn start(
    shared: Arc<Shared>,
    client: Arc<dyn HttpClient>,
    episode: &Episode,
) -> Result<(), PlayProblem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|err| {
        log::error!("no runtime for an episode: {err}");
        PlayProblem::Crash
    })?;
    // A feed in a private network may name files there.
    client.trust(&episode.feed_url);
    let enclosure = Request {
        accepts: Accepts::Sound,
        feed_id: Some(episode.feed_id),
        sign_in: episode.sign_in.clone(),
        bytes_max: usize::try_from(EPISODE_BYTES_MAX).unwrap_or(usize::MAX),
        ..Request::named_at(&episode.feed_url, episode.url.clone())
    };
    let fetcher = Fetcher { shared, client, runtime, enclosure, resolved: None, tries: 0 };
    let thread = std::thread::Builder::new().name("gleaner-episode".to_owned());
    thread.spawn(move || fetcher.run()).map(drop).map_err(|err| {
        log::error!("no thread for an episode: {err}");
        PlayProblem::Crash
    })
}

struct Fetcher {
    shared: Arc<Shared>,
    client: Arc<dyn HttpClient>,
    runtime: Runtime,
    /// The request for the address in the feed.
    enclosure: Request,
    /// The address after redirects. Many lead over five hosts that only count.
    resolved: Option<Url>,
    /// Requests in a row that brought nothing.
    tries: u32,
}

/// Why asking again is of no use.
type GivenUp = PlayProblem;

impl Fetcher {
    fn run(mut self) {
        while let Some(from) = self.shared.next_gap() {
            if let Err(problem) = self.fetch(from) {
                self.shared.fail(problem);
            }
        }
    }

    fn fetch(&mut self, from: u64) -> Result<(), GivenUp> {
        let sink = Arc::new(Sink::new(Arc::clone(&self.shared), from));
        let request = Request {
            url: self.resolved.clone().unwrap_or_else(|| self.enclosure.url.clone()),
            stream: Some(Stream { sink: Arc::clone(&sink) as Arc<dyn BodySink>, from }),
            ..self.enclosure.clone()
        };
        let answer = self.runtime.block_on(async {
            tokio::select! {
                answer = self.client.get(&request) => Some(answer),
                () = left(&self.shared, &sink) => None,
            }
        });
        if sink.has_brought() {
            self.tries = 0;
        }
        match answer {
            None => Ok(()),
            Some(Ok(response)) => self.judge(response, &sink, from),
            Some(Err(error)) => self.again(&error),
        }
    }

    fn judge(&mut self, response: Response, sink: &Sink, from: u64) -> Result<(), GivenUp> {
        if response.status == 416 {
            // The file ends where we wanted more.
            self.shared.ends_at(from);
            return Ok(());
        }
        if let Err(error) = response.error_for_status() {
            // An address that was signed for some minutes has expired.
            if self.resolved.take().is_some() {
                return Ok(());
            }
            return Err(PlayProblem::Network(error.problem()));
        }
        self.resolved = (response.url != self.enclosure.url).then_some(response.url);
        if sink.is_whole_without_size() {
            self.shared.ends_at(sink.at());
        }
        if sink.has_brought() {
            return Ok(());
        }
        self.try_again().ok_or_else(|| {
            let host = self.enclosure.url.host_str().unwrap_or_default().to_owned();
            PlayProblem::Network(ProblemKind::Host { host, problem: HostProblem::Broken })
        })
    }

    fn again(&mut self, error: &FetchError) -> Result<(), GivenUp> {
        log::info!("an episode: {error}");
        if let FetchError::TooLarge { .. } = error {
            return Err(PlayProblem::TooLarge { limit_bytes: EPISODE_BYTES_MAX });
        }
        let may_pass = matches!(
            error,
            FetchError::Transfer { .. } | FetchError::Timeout { .. } | FetchError::Connect { .. }
        );
        let is_tried_again = may_pass && self.try_again().is_some();
        if is_tried_again { Ok(()) } else { Err(PlayProblem::Network(error.problem())) }
    }

    /// Waits a little. `None` if there were enough tries.
    fn try_again(&mut self) -> Option<()> {
        self.tries += 1;
        if self.tries >= TRIES_MAX {
            return None;
        }
        self.shared.rest(PAUSE);
        Some(())
    }
}

/// Ends when the reader has waited a while for bytes from elsewhere.
async fn left(shared: &Shared, sink: &Sink) {
    loop {
        shared.moved.notified().await;
        if shared.is_elsewhere(sink.at()) {
            tokio::time::sleep(GRACE).await;
            if shared.is_elsewhere(sink.at()) {
                return;
            }
        }
    }
}

/// Puts the bytes of an answer in their place.
struct Sink {
    shared: Arc<Shared>,
    /// The place of the next byte.
    at: AtomicU64,
    /// The place of the byte that the reader waits for.
    wanted: u64,
    place: Mutex<Place>,
}

#[derive(Default)]
struct Place {
    /// The byte that was waited for is here.
    has_brought: bool,
    /// The answer is the whole file, and does not say how large it is.
    is_whole_without_size: bool,
    was_stopped: bool,
}

impl Sink {
    fn new(shared: Arc<Shared>, from: u64) -> Self {
        Self { shared, at: AtomicU64::new(from), wanted: from, place: Mutex::default() }
    }

    fn at(&self) -> u64 {
        self.at.load(Ordering::Acquire)
    }

    fn place(&self) -> std::sync::MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_brought(&self) -> bool {
        self.place().has_brought
    }

    fn is_whole_without_size(&self) -> bool {
        let place = self.place();
        place.is_whole_without_size && !place.was_stopped
    }
}

impl BodySink for Sink {
    fn begin(&self, head: &Response) -> bool {
        let headers = &head.headers;
        let part = headers.content_range.as_deref().and_then(content_range);
        let is_part = head.status == 206;
        let (from, total) = match part.filter(|_| is_part) {
            Some((from, total)) => (from, total),
            // A part that does not say which is the one that was asked for.
            None if is_part => (self.at(), None),
            None => (0, headers.content_length),
        };
        self.at.store(from, Ordering::Release);
        self.place().is_whole_without_size = !is_part && total.is_none();
        let is_wanted = self.shared.begin(total, is_part);
        self.place().was_stopped = !is_wanted;
        is_wanted
    }

    fn take(&self, bytes: &[u8]) -> bool {
        let at = self.at.fetch_add(bytes.len() as u64, Ordering::AcqRel);
        let is_wanted = self.shared.store(at, bytes);
        let mut place = self.place();
        place.has_brought |= at + bytes.len() as u64 > self.wanted;
        place.was_stopped |= !is_wanted;
        is_wanted
    }

    fn has_room(&self) -> bool {
        self.shared.has_room(self.at())
    }
}
