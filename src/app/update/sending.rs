//! Entries for other programs, and other starts of this one.

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::notice::Notice;
use crate::app::recipient::Recipient;
use crate::app::state::AppState;
use crate::app::target::target_action;
use crate::config::Program;
use crate::i18n::t;
use crate::model::EntryId;
use crate::worker::{ArticleJob, Job};

impl AppState {
    /// One of the user's programs, from 0, if it has a command.
    #[must_use]
    pub fn program(&self, at: usize) -> Option<&Program> {
        self.settings.programs.get(at).filter(|program| !program.command.trim().is_empty())
    }

    /// The title of the selected entry; empty if it has none.
    #[must_use]
    pub fn selected_title(&self) -> String {
        if let Some(article) = self.selected_article() {
            return article.entry.content.title.clone();
        }
        let row = self.list.selected().and_then(|id| self.list.row(id));
        row.map(|row| row.title.clone()).unwrap_or_default()
    }

    /// Passes an entry on. The folder of Markdown files is asked for the first time.
    pub(super) fn send(&self, entry_id: EntryId, to: Recipient) -> Option<Effect> {
        let job = match to {
            Recipient::Clipboard => ArticleJob::CopyAsMarkdown(entry_id),
            Recipient::Folder => match self.settings.markdown_folder.clone() {
                Some(folder) => ArticleJob::SaveMarkdown { entry_id, folder },
                None => return Some(Effect::AskMarkdownFolder(entry_id)),
            },
            Recipient::Keeper(at) => return self.send_to_keeper(entry_id, at),
            Recipient::Program(at) => {
                ArticleJob::OpenWith { entry_id, command: self.program(at)?.command.clone() }
            }
        };
        Some(Effect::Job(Job::Article(job)))
    }

    pub(super) fn text_copied(&mut self, text: String, now: Timestamp) -> Effect {
        self.notice = Some(Notice::new(t!(notice_article_copied), now));
        Effect::Copy(text)
    }

    pub(super) fn markdown_copied(&mut self, text: String, now: Timestamp) -> Effect {
        self.notice = Some(Notice::new(t!(notice_markdown_copied), now));
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
