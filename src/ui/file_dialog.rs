//! The system's own file dialog, on a thread of its own, since it may stay open for minutes. Its answer waits in egui's memory.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};

use egui::{Context, Id};
use url::Url;

/// Name of an exported subscription list.
const EXPORT_NAME: &str = "subscriptions.opml";

/// Name of a copy of the library.
const BACKUP_NAME: &str = "gleaner-backup.db";

/// What the dialog is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileWish {
    /// A file that is there.
    Open,
    /// A file to be written.
    Save,
    /// A copy of the library to be written.
    BackUp,
}

type Answer = Arc<Mutex<Receiver<Option<PathBuf>>>>;

fn id() -> Id {
    Id::unique("file dialog")
}

/// Opens the dialog for a subscription list, unless one is open.
pub(super) fn ask(ctx: &Context, wish: FileWish) {
    open(ctx, move || {
        let dialog = || rfd::FileDialog::new().add_filter("Subscription lists", &["opml", "xml"]);
        match wish {
            // Newsboat's list has a name without an ending.
            FileWish::Open => dialog().add_filter("All files", &["*"]).pick_file(),
            FileWish::Save => dialog().set_file_name(EXPORT_NAME).save_file(),
            FileWish::BackUp => rfd::FileDialog::new().set_file_name(BACKUP_NAME).save_file(),
        }
    });
}

/// Opens the dialog for saving a picture, unless one is open.
pub(super) fn ask_for_picture(ctx: &Context, url: &Url) {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).filter(|name| !name.is_empty());
    let name = last.unwrap_or("picture").to_owned();
    open(ctx, move || rfd::FileDialog::new().set_file_name(name).save_file());
}

fn open(ctx: &Context, choose: impl FnOnce() -> Option<PathBuf> + Send + 'static) {
    if ctx.data(|data| data.get_temp::<Answer>(id()).is_some()) {
        return;
    }
    let (sender, receiver) = mpsc::channel();
    let waker = ctx.clone();
    let thread = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
        // The dialog in the window may be closed by now; then nobody wants the answer.
        let _ = sender.send(choose());
        waker.request_repaint();
    });
    if thread.is_ok() {
        ctx.data_mut(|data| data.insert_temp::<Answer>(id(), Arc::new(Mutex::new(receiver))));
    }
}

/// What was chosen, once.
pub(super) fn answer(ctx: &Context) -> Option<PathBuf> {
    let answer = ctx.data(|data| data.get_temp::<Answer>(id()))?;
    let outcome = answer.lock().ok()?.try_recv();
    match outcome {
        Ok(chosen) => {
            ctx.data_mut(|data| data.remove::<Answer>(id()));
            chosen
        }
        Err(mpsc::TryRecvError::Empty) => None,
        Err(mpsc::TryRecvError::Disconnected) => {
            ctx.data_mut(|data| data.remove::<Answer>(id()));
            None
        }
    }
}
