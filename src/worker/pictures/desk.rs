//! Takes the requests for pictures and serves them on a few threads, which start with the first
//! request. They fetch in parallel and share one [`Studio`] for decoding and drawing.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use url::Url;

use super::cache::Cache;
use super::fetcher::Fetcher;
use super::homes::Homes;
use super::icons::Icons;
use super::queue::Queue;
use super::sizes::Sizes;
use super::studio::Studio;
use crate::article::{PictureKey, PictureRequest};
use crate::config::Paths;
use crate::i18n::{io_words, t};
use crate::net::{Accepts, Recorder, Request};
use crate::picture::{MAX_PICTURE_BYTES, Picture, PictureError, data_bytes};
use crate::worker::fence::fenced;
use crate::worker::message::{Event, PictureJob};
use crate::worker::outbox::Outbox;

/// Most pictures loaded at the same time.
const THREADS: usize = 4;

#[derive(Clone)]
pub(in crate::worker) struct Pictures(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// Rings when a request may be taken, or when the threads are to end.
    bell: Condvar,
    studio: Studio,
    fetcher: Fetcher,
    cache: Cache,
    icons: Icons,
    sizes: Arc<Sizes>,
    homes: Arc<Homes>,
    outbox: Outbox,
}

#[derive(Default)]
struct State {
    queue: Queue,
    has_threads: bool,
    is_over: bool,
}

impl Pictures {
    pub(in crate::worker) fn new(paths: &Paths, recorder: &Recorder, outbox: Outbox) -> Self {
        let dir = paths.pictures();
        Self(Arc::new(Shared {
            state: Mutex::default(),
            bell: Condvar::new(),
            studio: Studio::default(),
            fetcher: Fetcher::new(recorder),
            sizes: Arc::new(Sizes::new(&dir)),
            cache: Cache::new(dir),
            homes: Arc::default(),
            icons: Icons::new(paths.icons()),
            outbox,
        }))
    }

    pub(in crate::worker) fn sizes(&self) -> Arc<Sizes> {
        Arc::clone(&self.0.sizes)
    }

    pub(in crate::worker) fn homes(&self) -> Arc<Homes> {
        Arc::clone(&self.0.homes)
    }

    /// Never waits.
    pub(in crate::worker) fn ask(&self, job: PictureJob) {
        match job {
            PictureJob::Load(request) => self.load(request),
            PictureJob::Save { url, path } => self.save(url, path),
        }
    }

    fn load(&self, request: PictureRequest) {
        let mut state = self.0.state();
        let dropped = state.queue.push(request);
        let is_first = !std::mem::replace(&mut state.has_threads, true);
        drop(state);
        if is_first {
            self.start();
        }
        for request in dropped {
            self.0.outbox.send(Event::Picture {
                request: Arc::new(request),
                result: Err(PictureError::Postponed),
            });
        }
        self.0.bell.notify_one();
    }

    /// Saves a picture as it was published, from the cache or fetched again.
    fn save(&self, url: Arc<Url>, path: PathBuf) {
        let shared = Arc::clone(&self.0);
        let work = move || {
            let result = shared.bytes(&url).map_err(|err| err.user_message()).and_then(|bytes| {
                std::fs::write(&path, bytes)
                    .map_err(|err| {
                        let path = path.display().to_string();
                        t!(error_file_write, path = path, reason = io_words(&err))
                    })
                    .map(|()| path)
            });
            shared.outbox.send(Event::Exported(result));
        };
        if let Err(err) = thread::Builder::new().name("gleaner-save".to_owned()).spawn(work) {
            self.0.outbox.send(Event::Failed(t!(error_picture_save, reason = io_words(&err))));
        }
    }

    /// Ends the threads once they have finished their present pictures.
    pub(in crate::worker) fn stop(&self) {
        self.0.state().is_over = true;
        self.0.bell.notify_all();
    }

    fn start(&self) {
        for _ in 0..THREADS {
            let shared = Arc::clone(&self.0);
            if let Err(err) = thread::Builder::new()
                .name("gleaner-pictures".to_owned())
                .spawn(move || shared.run())
            {
                log::error!("no thread for pictures: {err}");
            }
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        while let Some(request) = self.next() {
            let result = fenced(|| self.picture(&request))
                .unwrap_or_else(|reason| Err(PictureError::Damaged { reason }));
            self.state().queue.done(&request);
            if let (PictureKey::Web(url), Ok(picture)) = (&request.key, &result) {
                self.sizes.learn(url, picture.natural);
            }
            // A request to the same host may have waited for this one.
            self.bell.notify_one();
            self.outbox
                .send(Event::Picture { request: Arc::new(request), result: result.map(Arc::new) });
        }
    }

    fn next(&self) -> Option<PictureRequest> {
        let mut state = self.state();
        loop {
            if state.is_over {
                return None;
            }
            if let Some(request) = state.queue.take() {
                return Some(request);
            }
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn picture(&self, request: &PictureRequest) -> Result<Picture, PictureError> {
        let bytes = match &request.key {
            PictureKey::Web(url) => self.bytes(url)?,
            PictureKey::Icon(source) => self.icons.icon(source, &self.fetcher, &self.studio)?,
            PictureKey::Diagram { .. } | PictureKey::Formula { .. } => Vec::new(),
        };
        self.studio.picture(request, bytes)
    }

    fn bytes(&self, url: &Url) -> Result<Vec<u8>, PictureError> {
        match url.scheme() {
            "data" => data_bytes(url),
            "http" | "https" => match self.cache.get(url) {
                Some(bytes) => Ok(bytes),
                None => self.fetch(url),
            },
            scheme => {
                Err(PictureError::Fetch { message: t!(error_picture_scheme, scheme = scheme) })
            }
        }
    }

    fn fetch(&self, url: &Url) -> Result<Vec<u8>, PictureError> {
        let failed = |message: String| PictureError::Fetch { message };
        let home = self.homes.of(url);
        let accepts = Accepts::Picture;
        let request = Request { accepts, home, ..Request::for_page(url.clone()) };
        let answer = self.fetcher.picture(&request).map_err(|err| failed(err.user_message()))?;
        answer.error_for_status().map_err(|err| failed(err.user_message()))?;
        let bytes = answer.body.decode(url).map_err(|err| failed(err.user_message()))?;
        if bytes.len() > MAX_PICTURE_BYTES {
            return Err(PictureError::TooManyBytes { limit: MAX_PICTURE_BYTES });
        }
        self.cache.put(url, &bytes);
        Ok(bytes)
    }
}
