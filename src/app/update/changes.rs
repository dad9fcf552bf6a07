//! Showing what a publisher changed in the open entry, and hiding it again.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::notice::Notice;
use crate::app::state::AppState;
use crate::article::Article;
use crate::i18n::t;
use crate::model::EntryId;
use crate::worker::{Against, ArticleJob, Job};

impl AppState {
    pub(super) fn show_changes(&mut self, id: EntryId, against: Against) -> Vec<Effect> {
        self.changes_of = Some((id, against));
        vec![Effect::Job(Job::Article(ArticleJob::LoadChanges(id, against)))]
    }

    /// Shows the text again.
    pub(super) fn hide_changes(&mut self, id: EntryId) -> Vec<Effect> {
        self.changes_of = None;
        if let Some(article) = self.articles.get(id) {
            self.shown = Some(article);
            return Vec::new();
        }
        vec![Effect::Job(Job::Article(ArticleJob::Load(id)))]
    }

    /// Takes an article with changes. It is shown and never kept: the next time its entry is
    /// opened, people want to read it.
    pub(super) fn receive_changes(&mut self, article: Arc<Article>) {
        let is_asked = self.changes_of.is_some_and(|(id, _)| id == article.entry.id);
        if is_asked && self.wanted == Some(article.entry.id) {
            self.shown = Some(article);
        }
    }

    /// There is nothing to compare the entry with.
    pub(super) fn no_changes(&mut self, id: EntryId, now: Timestamp) {
        if self.changes_of.take_if(|(asked, _)| *asked == id).is_some() {
            self.notice = Some(Notice::new(t!(notice_no_changes), now));
        }
    }

    /// Whether the changes of an entry are wanted in place of its text.
    pub(super) fn wants_changes(&self, id: EntryId) -> bool {
        self.changes_of.is_some_and(|(asked, _)| asked == id)
    }
}
