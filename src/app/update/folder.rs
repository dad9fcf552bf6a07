//! The folder that other computers sync through: joining, looking and leaving.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::app::action::{Effect, FolderAction};
use crate::app::dialog::Dialog;
use crate::app::folder::FolderStage;
use crate::app::notice::Notice;
use crate::app::state::AppState;
use crate::folder_sync::Problem;
use crate::i18n::t;
use crate::library::folder_sync::problem_words;
use crate::store::JoinPreview;
use crate::worker::{Event, FolderEvent, FolderJob, Job};

/// Own acts are written when so much time has gone by since the first of them.
const WRITE_AFTER: SignedDuration = SignedDuration::from_secs(5);
/// The folder is looked at so often while nothing happens here.
const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(60);

fn job(job: FolderJob) -> Vec<Effect> {
    vec![Effect::Job(Job::Folder(job))]
}

impl AppState {
    pub(super) fn act_on_folder(&mut self, action: FolderAction) -> Vec<Effect> {
        match action {
            FolderAction::Read => self.read_folder(),
            FolderAction::Join => {
                let Some(Dialog::SyncFolder(draft)) = &mut self.dialog else { return Vec::new() };
                draft.stage = FolderStage::Joining;
                job(FolderJob::Finish)
            }
            FolderAction::Leave => job(FolderJob::Leave),
            FolderAction::Look => self.look_at_folder(),
        }
    }

    fn read_folder(&mut self) -> Vec<Effect> {
        let Some(Dialog::SyncFolder(draft)) = &mut self.dialog else { return Vec::new() };
        draft.stage = FolderStage::Reading;
        self.folder.generation += 1;
        job(FolderJob::Begin {
            generation: self.folder.generation,
            folder: PathBuf::from(draft.path.trim()),
            passphrase: draft.passphrase.clone(),
        })
    }

    /// Looks at the folder, if one is joined.
    fn look_at_folder(&mut self) -> Vec<Effect> {
        if self.library.folder.is_none() {
            return Vec::new();
        }
        self.folder.next_look = None;
        job(FolderJob::Look)
    }

    /// When the folder is to be looked at; `None` if none is joined, or a look is under way.
    #[must_use]
    pub fn looks_at_folder(&self, now: Timestamp) -> Option<Timestamp> {
        self.library.folder.as_ref()?;
        // If the clock was set back, a look must not wait until it is that late again.
        let latest = now.checked_add(LOOK_EVERY).unwrap_or(now);
        self.folder.next_look.map(|at| at.min(latest))
    }

    /// Acts go to the folder soon, and what a refresh brought may be known there.
    pub(super) fn note_for_folder(&mut self, event: &Event, now: Timestamp) {
        if matches!(event, Event::Library(_)) && !self.is_loaded {
            self.folder.next_look = Some(now);
        } else if matches!(event, Event::RefreshFinished(_)) {
            self.look_within(SignedDuration::ZERO, now);
        } else if matches!(
            event,
            Event::StatusSaved { .. }
                | Event::Changed(_)
                | Event::Undone { .. }
                | Event::Subscribed(..)
                | Event::Imported(_)
        ) {
            self.look_within(WRITE_AFTER, now);
        }
    }

    fn look_within(&mut self, time: SignedDuration, now: Timestamp) {
        let at = now.checked_add(time).unwrap_or(now);
        self.folder.next_look = self.folder.next_look.map(|next| next.min(at));
    }

    pub(super) fn receive_folder(&mut self, event: FolderEvent, now: Timestamp) -> Vec<Effect> {
        match event {
            FolderEvent::Begun { generation, result } => self.folder_read(generation, result),
            FolderEvent::Joined(Ok(step)) => {
                if matches!(self.dialog, Some(Dialog::SyncFolder(_))) {
                    self.dialog = None;
                }
                let notice = Notice::new(t!(folder_sync_joined), now);
                self.notice = Some(match step {
                    Some(step) => notice.with_undo(step.id),
                    None => notice,
                });
                self.reload_list(now)
            }
            FolderEvent::Joined(Err(message)) => {
                if let Some(Dialog::SyncFolder(draft)) = &mut self.dialog {
                    draft.stage = FolderStage::Failed(message);
                } else {
                    self.notice = Some(Notice::error(message, now));
                }
                Vec::new()
            }
            FolderEvent::Left(result) => {
                self.folder.report = None;
                self.notice = Some(match result {
                    Ok(()) => Notice::new(t!(folder_sync_left), now),
                    Err(message) => Notice::error(message, now),
                });
                Vec::new()
            }
            FolderEvent::Looked { report, has_changed, kept } => {
                self.folder.next_look = now.checked_add(LOOK_EVERY).ok();
                self.tell_of_folder(report.problem.as_ref(), &kept, now);
                self.folder.report = Some(Arc::from(report));
                if has_changed {
                    self.articles.clear();
                    return self.reload_list(now);
                }
                Vec::new()
            }
        }
    }

    fn folder_read(&mut self, generation: u64, result: Result<JoinPreview, String>) -> Vec<Effect> {
        let form = match &mut self.dialog {
            Some(Dialog::SyncFolder(draft)) if generation == self.folder.generation => draft,
            // The user has left the form.
            Some(_) | None => return job(FolderJob::Cancel),
        };
        form.stage = match result {
            Ok(preview) => FolderStage::Found(preview),
            Err(message) => FolderStage::Failed(message),
        };
        Vec::new()
    }

    /// A problem is told once, not at every look.
    fn tell_of_folder(&mut self, problem: Option<&Problem>, kept: &[String], now: Timestamp) {
        let before = self.folder.report.as_ref().and_then(|report| report.problem.as_ref());
        if let Some(problem) = problem.filter(|problem| before != Some(problem)) {
            self.notice = Some(Notice::new(problem_words(problem), now));
        } else if let Some(feed) = kept.first() {
            self.notice = Some(Notice::new(t!(folder_sync_kept, feed = feed.as_str()), now));
        }
    }
}
