//! The threads that bring pictures: from the cache, over the network or out of a diagram's source,
//! decoded to the size shown.
//!
//! They come to life with the first picture. Fetching goes on in parallel; decoding and drawing is
//! done by one thread, because the pixels of a large photograph take more memory than anything else
//! in the program, and each thread keeps some for itself.

mod cache;
mod homes;
mod icons;
mod queue;
mod sizes;

use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use tokio::runtime::Runtime;
use url::Url;

use super::fence::fenced;
use super::message::{Event, Motion, PictureKey, PictureRequest};
use super::outbox::Outbox;
use crate::config::Paths;
use crate::model::Cause;
use crate::net::{FetchError, HttpClient, Recorder, Request, Response};
use crate::picture::{
    MAX_PICTURE_BYTES, Picture, PictureError, data_bytes, decode, decode_moving, draw_diagram,
    draw_formula,
};
use cache::Cache;
pub(super) use homes::Homes;
use icons::Icons;
use queue::Queue;
pub(super) use sizes::Sizes;

/// How many pictures are brought at the same time.
const THREADS: usize = 4;

/// Brings pictures.
#[derive(Clone)]
pub(super) struct Pictures(Arc<Shared>);

struct Shared {
    queue: Mutex<State>,
    bell: Condvar,
    studio: OnceLock<Option<Sender<Work>>>,
    cache: Cache,
    icons: Icons,
    sizes: Arc<Sizes>,
    homes: Arc<Homes>,
    picture_client: Arc<dyn HttpClient>,
    icon_client: Arc<dyn HttpClient>,
    outbox: Outbox,
    runtime: OnceLock<Option<Runtime>>,
}

#[derive(Default)]
struct State {
    queue: Queue,
    has_threads: bool,
    is_over: bool,
}

impl Pictures {
    pub(super) fn new(paths: &Paths, recorder: &Recorder, outbox: Outbox) -> Self {
        let dir = paths.pictures();
        Self(Arc::new(Shared {
            queue: Mutex::default(),
            bell: Condvar::new(),
            studio: OnceLock::new(),
            sizes: Arc::new(Sizes::new(&dir)),
            cache: Cache::new(dir),
            homes: Arc::default(),
            icons: Icons::new(paths.icons()),
            picture_client: recorder.client(Cause::Picture),
            icon_client: recorder.client(Cause::Icon),
            outbox,
            runtime: OnceLock::new(),
        }))
    }

    /// How large pictures are.
    pub(super) fn sizes(&self) -> Arc<Sizes> {
        Arc::clone(&self.0.sizes)
    }

    /// Which pictures are at home.
    pub(super) fn homes(&self) -> Arc<Homes> {
        Arc::clone(&self.0.homes)
    }

    /// Asks for a picture. Never waits.
    pub(super) fn ask(&self, request: PictureRequest) {
        let mut state = self.0.state();
        let forgotten = state.queue.push(request);
        let is_first = !std::mem::replace(&mut state.has_threads, true);
        drop(state);
        if is_first {
            self.start();
        }
        for request in forgotten {
            self.0.outbox.send(Event::Picture {
                request: Arc::new(request),
                result: Err(PictureError::Postponed),
            });
        }
        self.0.bell.notify_one();
    }

    /// Writes a picture to a file, from the cache or fetched anew. Never waits.
    pub(super) fn save(&self, url: &Arc<Url>, path: PathBuf) {
        let (shared, url) = (Arc::clone(&self.0), Arc::clone(url));
        let work = move || {
            let result = shared.bytes(&url).map_err(|err| err.user_message()).and_then(|bytes| {
                std::fs::write(&path, bytes)
                    .map_err(|err| format!("Couldn't write {} - {err}", path.display()))
                    .map(|()| path)
            });
            shared.outbox.send(Event::Exported(result));
        };
        if let Err(err) = thread::Builder::new().name("gleaner-save".to_owned()).spawn(work) {
            self.0.outbox.send(Event::Failed(format!("Couldn't save the picture - {err}")));
        }
    }

    /// No further picture is begun.
    pub(super) fn stop(&self) {
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
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        while let Some(request) = self.next() {
            let result = fenced(|| self.bring(&request))
                .unwrap_or_else(|reason| Err(PictureError::Damaged { reason }));
            self.state().queue.done(&request);
            if let (PictureKey::Web(url), Ok(picture)) = (&request.key, &result) {
                self.sizes.learn(url, picture.natural);
            }
            // A host that was busy may have room again.
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

    fn bring(&self, request: &PictureRequest) -> Result<Picture, PictureError> {
        let bytes = match &request.key {
            PictureKey::Web(url) => self.bytes(url)?,
            PictureKey::Icon(icon) => self.icon(icon)?,
            PictureKey::Diagram { .. } | PictureKey::Formula { .. } => Vec::new(),
        };
        let request = request.clone();
        self.in_studio(move || picture(&request, &bytes))?
    }

    /// Decodes or draws something on the thread that does so.
    fn in_studio<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PictureError> {
        let damaged = |reason: String| PictureError::Damaged { reason };
        let studio = self
            .studio
            .get_or_init(studio)
            .as_ref()
            .ok_or_else(|| damaged("no thread to decode".to_owned()))?;
        let (sender, answer) = mpsc::channel();
        let work = move || _ = sender.send(fenced(work));
        studio.send(Box::new(work)).map_err(|err| damaged(err.to_string()))?;
        answer.recv().map_err(|err| damaged(err.to_string()))?.map_err(damaged)
    }

    fn bytes(&self, url: &Url) -> Result<Vec<u8>, PictureError> {
        match url.scheme() {
            "data" => data_bytes(url),
            "http" | "https" => match self.cache.get(url) {
                Some(bytes) => Ok(bytes),
                None => self.fetch(url),
            },
            scheme => Err(PictureError::Fetch {
                message: format!("Pictures can't come from {scheme}: addresses"),
            }),
        }
    }

    fn fetch(&self, url: &Url) -> Result<Vec<u8>, PictureError> {
        let request = Request { home: self.homes.of(url), ..Request::for_page(url.clone()) };
        let answer = self
            .answer(self.picture_client.as_ref(), &request)
            .map_err(|err| refused(err.user_message()))?;
        answer.error_for_status().map_err(|err| refused(err.user_message()))?;
        let bytes = answer.body.decode(url).map_err(|err| refused(err.user_message()))?;
        if bytes.len() > MAX_PICTURE_BYTES {
            return Err(PictureError::TooManyBytes { limit: MAX_PICTURE_BYTES });
        }
        self.cache.put(url, &bytes);
        Ok(bytes)
    }

    /// What a server sends for something that a feed or a page names.
    fn answer(&self, client: &dyn HttpClient, request: &Request) -> Result<Response, FetchError> {
        self.runtime
            .get_or_init(runtime)
            .as_ref()
            .ok_or(FetchError::NoThread)?
            .block_on(client.get(request))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // Whoever drops this last may not wait for a server.
        if let Some(runtime) = self.runtime.take().flatten() {
            runtime.shutdown_background();
        }
    }
}

fn refused(message: String) -> PictureError {
    PictureError::Fetch { message }
}

/// Something to decode or to draw.
type Work = Box<dyn FnOnce() + Send>;

/// The thread that decodes and draws; it ends when nobody can ask it any more.
fn studio() -> Option<Sender<Work>> {
    let (sender, tasks) = mpsc::channel::<Work>();
    let run = move || tasks.into_iter().for_each(|work| work());
    let started = thread::Builder::new().name("gleaner-studio".to_owned()).spawn(run);
    started
        .inspect_err(|err| log::error!("no thread to decode pictures: {err}"))
        .ok()
        .map(|_| sender)
}

fn picture(request: &PictureRequest, bytes: &[u8]) -> Result<Picture, PictureError> {
    let scale = request.scale as f32 / 100.0;
    match (&request.key, request.motion) {
        (PictureKey::Diagram { source, palette }, _) => {
            draw_diagram(source, palette, scale, request.fit)
        }
        (PictureKey::Formula { formula, ink, em }, _) => {
            draw_formula(&formula.tex, formula.is_display, *ink, *em as f32 / 100.0)
        }
        (PictureKey::Web(_), Motion::Still) | (PictureKey::Icon(_), _) => {
            decode(bytes, scale, request.fit)
        }
        (PictureKey::Web(_), Motion::Playing) => decode_moving(bytes, scale, request.fit),
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
