//! The system's file dialog, on a thread of its own because it may stay open for minutes.
//!
//! Its purpose is kept with the answer in egui's memory, so that a path is never used for something
//! else.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::{Context, Id};
use url::Url;

use crate::app::{Dialog, FolderStage, ImportStage};
#[cfg(feature = "desktop")]
use crate::i18n::t;
use crate::model::EntryId;

/// Suggested name of an exported subscription list.
#[cfg(feature = "desktop")]
const EXPORT_NAME: &str = "subscriptions.opml";

/// Suggested name of a backup.
#[cfg(feature = "desktop")]
const BACKUP_NAME: &str = "gleaner-backup.db";

/// Suggested name of a picture whose address has none.
#[cfg(any(test, feature = "desktop"))]
const PICTURE_NAME: &str = "picture";

/// The purpose of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FilePurpose {
    /// Reads a subscription list.
    Import,
    /// Writes a subscription list.
    Export,
    /// Writes a copy of the library.
    BackUp,
    /// Chooses the folder that other computers have, too.
    SyncFolder,
    /// Writes a picture.
    Picture(Arc<Url>),
    /// The folder of Markdown files, and the entry to save there.
    MarkdownFolder(Option<EntryId>),
}

/// Whether this build can open the dialog at all.
pub(super) const IS_AVAILABLE: bool = cfg!(feature = "desktop");

impl FilePurpose {
    #[cfg(not(feature = "desktop"))]
    #[expect(clippy::unused_self, reason = "it is called where the dialog would be opened")]
    fn choose(&self) -> Option<PathBuf> {
        None
    }

    #[cfg(feature = "desktop")]
    fn choose(&self) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new;
        let lists = || dialog().add_filter(t!(file_subscription_lists), &["opml", "xml"]);
        match self {
            // Newsboat's list has a name without an extension.
            Self::Import => lists()
                .add_filter(t!(file_reader_databases), &["db", "sqlite"])
                .add_filter(t!(file_all), &["*"])
                .pick_file(),
            Self::Export => lists().set_file_name(EXPORT_NAME).save_file(),
            Self::BackUp => dialog().set_file_name(BACKUP_NAME).save_file(),
            Self::SyncFolder | Self::MarkdownFolder(_) => dialog().pick_folder(),
            Self::Picture(url) => dialog().set_file_name(picture_name(url)).save_file(),
        }
    }
}

#[cfg(any(test, feature = "desktop"))]
fn picture_name(url: &Url) -> &str {
    url.path_segments()
        .and_then(|mut parts| parts.next_back())
        .filter(|name| !name.is_empty())
        .unwrap_or(PICTURE_NAME)
}

/// The purpose of the open dialog, and the channel for its answer.
#[derive(Clone)]
struct OpenFileDialog {
    purpose: FilePurpose,
    answer: Arc<Mutex<Receiver<Option<PathBuf>>>>,
    opened: Instant,
}

/// A dialog that ends without a path within this time was never on screen: the system has none.
const SHORTEST: Duration = Duration::from_millis(250);

fn id() -> Id {
    Id::unique("file dialog")
}

/// Opens the dialog, unless one is open.
pub(super) fn ask(ctx: &Context, purpose: FilePurpose) {
    ask_with(ctx, purpose, FilePurpose::choose);
}

fn ask_with(
    ctx: &Context,
    purpose: FilePurpose,
    choose: impl FnOnce(&FilePurpose) -> Option<PathBuf> + Send + 'static,
) {
    if ctx.data(|data| data.get_temp::<OpenFileDialog>(id()).is_some()) {
        return;
    }
    let (sender, receiver) = mpsc::channel();
    let (waker, asked) = (ctx.clone(), purpose.clone());
    let thread = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
        // The receiver is gone if the window was closed meanwhile.
        let _ = sender.send(choose(&asked));
        waker.request_repaint();
    });
    if thread.is_ok() {
        ctx.data_mut(|data| {
            data.insert_temp(
                id(),
                OpenFileDialog {
                    purpose,
                    answer: Arc::new(Mutex::new(receiver)),
                    opened: Instant::now(),
                },
            )
        });
    }
}

/// The chosen path and its purpose, once.
pub(super) fn answer(ctx: &Context) -> Option<(FilePurpose, PathBuf)> {
    let waiting = ctx.data(|data| data.get_temp::<OpenFileDialog>(id()))?;
    let outcome = waiting.answer.lock().ok()?.try_recv();
    let chosen = match outcome {
        Ok(chosen) => chosen,
        Err(TryRecvError::Empty) => return None,
        Err(TryRecvError::Disconnected) => None,
    };
    ctx.data_mut(|data| data.remove::<OpenFileDialog>(id()));
    if chosen.is_none() && waiting.opened.elapsed() < SHORTEST {
        ctx.data_mut(|data| data.insert_temp(missing_id(), true));
    }
    Some((waiting.purpose, chosen?))
}

/// Whether a dialog was asked for that the system does not have; true once.
pub(super) fn is_missing(ctx: &Context) -> bool {
    ctx.data_mut(|data| data.remove_temp::<bool>(missing_id())).is_some()
}

fn missing_id() -> Id {
    Id::unique("the file dialog is missing")
}

/// Puts the chosen path into the dialog that asked for it, if it is still open.
pub(super) fn fill_in(
    dialog: Option<&mut Dialog>,
    purpose: &FilePurpose,
    chosen: &std::path::Path,
) {
    match (dialog, purpose) {
        (Some(Dialog::Import { path, stage }), FilePurpose::Import) => {
            *path = chosen.display().to_string();
            *stage = ImportStage::Asking;
        }
        (Some(Dialog::Export { path }), FilePurpose::Export)
        | (Some(Dialog::BackUp { path }), FilePurpose::BackUp) => {
            *path = chosen.display().to_string();
        }
        (Some(Dialog::SyncFolder(draft)), FilePurpose::SyncFolder) => {
            draft.path = chosen.display().to_string();
            draft.stage = FolderStage::Asking;
        }
        (
            _,
            FilePurpose::Import
            | FilePurpose::Export
            | FilePurpose::BackUp
            | FilePurpose::SyncFolder
            | FilePurpose::Picture(_)
            | FilePurpose::MarkdownFolder(_),
        ) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn picture() -> FilePurpose {
        FilePurpose::Picture(Arc::new("https://a.example/pictures/sea.png".parse().unwrap()))
    }

    fn wait_until_none_is_open(ctx: &Context) -> Option<(FilePurpose, PathBuf)> {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let found = answer(ctx);
            if ctx.data(|data| data.get_temp::<OpenFileDialog>(id()).is_none()) {
                return found;
            }
            assert!(Instant::now() < deadline, "no answer came");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_path_is_chosen_for_what_was_asked_for_even_after_another_dialog_was_cancelled() {
        let ctx = Context::default();
        ask_with(&ctx, picture(), |_| None);
        assert_eq!(wait_until_none_is_open(&ctx), None);
        ask_with(&ctx, FilePurpose::BackUp, |_| Some("library.db".into()));
        assert_eq!(wait_until_none_is_open(&ctx), Some((FilePurpose::BackUp, "library.db".into())));
        assert_eq!(answer(&ctx), None, "once");
    }

    #[test]
    fn one_dialog_is_open_at_a_time() {
        let ctx = Context::default();
        let (sender, receiver) = mpsc::channel();
        ask_with(&ctx, picture(), move |_| receiver.recv().ok());
        ask_with(&ctx, FilePurpose::Import, |_| Some("list.opml".into()));
        sender.send("sea.png".into()).unwrap();
        assert_eq!(wait_until_none_is_open(&ctx), Some((picture(), "sea.png".into())));
    }

    #[test]
    fn a_dialog_takes_only_what_was_chosen_for_it() {
        let mut dialog =
            Dialog::Import { path: "old.opml".into(), stage: ImportStage::Failed("No".into()) };
        for purpose in [FilePurpose::Export, FilePurpose::BackUp, picture()] {
            fill_in(Some(&mut dialog), &purpose, Path::new("other"));
        }
        assert_eq!(
            dialog,
            Dialog::Import { path: "old.opml".into(), stage: ImportStage::Failed("No".into()) }
        );
        fill_in(Some(&mut dialog), &FilePurpose::Import, Path::new("new.opml"));
        assert_eq!(dialog, Dialog::Import { path: "new.opml".into(), stage: ImportStage::Asking });
        fill_in(None, &FilePurpose::Import, Path::new("late.opml"));
    }

    #[test]
    fn a_picture_is_offered_under_its_own_name() {
        assert_eq!(picture_name(&"https://a.example/x/sea.png?w=1".parse().unwrap()), "sea.png");
        assert_eq!(picture_name(&"https://a.example/".parse().unwrap()), "picture");
    }
}
