//! The one thread that decodes and draws. Only one, because the pixels of a large photograph take
//! more memory than anything else in the program, and the allocator keeps memory for each thread.

use std::sync::OnceLock;
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::article::{Motion, PictureKey, PictureRequest};
use crate::picture::{Picture, PictureError, decode, decode_moving, draw_diagram, draw_formula};
use crate::worker::fence::fenced;

type Work = Box<dyn FnOnce() + Send>;

/// Starts its thread with the first work. The thread ends when the studio is dropped.
#[derive(Default)]
pub(super) struct Studio(OnceLock<Option<Sender<Work>>>);

impl Studio {
    /// Does work on the thread and waits for the result.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PictureError> {
        let damaged = |reason: String| PictureError::Damaged { reason };
        let queue = self
            .0
            .get_or_init(start)
            .as_ref()
            .ok_or_else(|| damaged("no thread to decode".to_owned()))?;
        let (sender, result) = mpsc::channel();
        let work = move || _ = sender.send(fenced(work));
        queue.send(Box::new(work)).map_err(|err| damaged(err.to_string()))?;
        result.recv().map_err(|err| damaged(err.to_string()))?.map_err(damaged)
    }

    /// Decodes the bytes of a picture or draws a diagram or formula, which needs no bytes.
    pub(super) fn picture(
        &self,
        request: &PictureRequest,
        bytes: Vec<u8>,
    ) -> Result<Picture, PictureError> {
        let request = request.clone();
        self.run(move || picture(&request, &bytes))?
    }
}

fn start() -> Option<Sender<Work>> {
    let (sender, tasks) = mpsc::channel::<Work>();
    let run = move || tasks.into_iter().for_each(|work| work());
    thread::Builder::new()
        .name("gleaner-studio".to_owned())
        .spawn(run)
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
