//! Where an entry can be sent, and what of it goes there.

use crate::config::Program;

use super::state::AppState;

/// Who gets an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// The clipboard, as Markdown.
    Clipboard,
    /// The folder of Markdown files.
    Folder,
    /// One of the user's programs, from 0.
    Program(usize),
}

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
}
