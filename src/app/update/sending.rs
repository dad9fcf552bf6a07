//! Entries for other programs, and other starts of this one.

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::notice::Notice;
use crate::app::recipient::Recipient;
use crate::app::state::AppState;
use crate::app::target::target_action;
use crate::model::EntryId;
use crate::worker::{ArticleJob, Job};

impl AppState {
    /// Passes an entry on. The folder of Markdown files is asked for the first time.
    pub(super) fn send(&self, entry_id: EntryId, to: Recipient) -> Option<Effect> {
        let job = match to {
            Recipient::Clipboard => ArticleJob::CopyAsMarkdown(entry_id),
            Recipient::Folder => match self.settings.markdown_folder.clone() {
                Some(folder) => ArticleJob::SaveMarkdown { entry_id, folder },
                None => return Some(Effect::AskMarkdownFolder(entry_id)),
            },
            Recipient::Program(at) => {
                ArticleJob::OpenWith { entry_id, command: self.program(at)?.command.clone() }
            }
        };
        Some(Effect::Job(Job::Article(job)))
    }

    /// Puts a text on the clipboard that a worker has made.
    pub(super) fn copied(&mut self, text: String, words: String, now: Timestamp) -> Effect {
        self.notice = Some(Notice::new(words, now));
        Effect::Copy(text)
    }

    /// Comes to the front with the file or address of another start.
    pub(super) fn start_again(&mut self, target: Option<String>, now: Timestamp) -> Vec<Effect> {
        let mut effects = vec![Effect::Raise];
        if let Some(target) = target {
            effects.extend(self.apply(target_action(target), now));
        }
        effects
    }
}
