//! The thread that reads rows and builds articles. Rows come first: they are what the window misses
//! at once.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::build;
use super::fence::fenced;
use super::message::{Article, Event};
use super::outbox::Outbox;
use super::pictures::{Homes, Sizes};
use super::shelf::Shelf;
use crate::document;
use crate::model::{Entry, EntryId};
use crate::store::{Reader, StoreError};

/// Most articles that wait for the colours of their code.
const MOST_COLOURLESS: usize = 16;

/// What the thread is asked.
#[derive(Debug)]
pub(super) enum ArticleTask {
    Rows(Vec<EntryId>),
    Article(EntryId),
    Build(Box<Entry>),
    PlainText(EntryId),
}

pub(super) struct Articles {
    reader: Reader,
    outbox: Outbox,
    sizes: Arc<Sizes>,
    homes: Arc<Homes>,
    shelf: Shelf,
    /// Articles that were sent before their code was coloured, the latest last.
    colourless: Vec<Arc<Article>>,
}

impl Articles {
    pub(super) fn new(
        reader: Reader,
        outbox: Outbox,
        sizes: Arc<Sizes>,
        homes: Arc<Homes>,
    ) -> Self {
        Self { reader, outbox, sizes, homes, shelf: Shelf::default(), colourless: Vec::new() }
    }

    pub(super) fn run(mut self, tasks: &Receiver<ArticleTask>) {
        let mut waiting = VecDeque::new();
        loop {
            waiting.extend(tasks.try_iter());
            let first =
                waiting.iter().position(|task| matches!(task, ArticleTask::Rows(_))).unwrap_or(0);
            match waiting.remove(first) {
                Some(task) => self.answer(task),
                // Colours can wait until nobody waits.
                None => match self.colourless.pop() {
                    Some(article) => self.highlight(&article),
                    None => match tasks.recv() {
                        Ok(task) => waiting.push_back(task),
                        Err(_) => return,
                    },
                },
            }
        }
    }

    fn answer(&mut self, task: ArticleTask) {
        match task {
            ArticleTask::Rows(ids) => {
                let rows = fenced(|| self.reader.rows(&ids));
                self.report(rows, |rows| Some(Event::Rows(rows)));
            }
            ArticleTask::Article(id) => {
                let article = fenced(|| self.article(id));
                if !matches!(article, Ok(Ok(Some(_)))) {
                    self.outbox.send(Event::ArticleMissing(id));
                }
                let shown = article
                    .as_ref()
                    .ok()
                    .and_then(|article| article.as_ref().ok())
                    .cloned()
                    .flatten();
                self.report(article, |article| article.map(Event::Article));
                self.colour_later(shown);
            }
            ArticleTask::Build(entry) => {
                let id = entry.id;
                let built = fenced(|| {
                    let article = build::article(*entry, &self.sizes);
                    self.homes.note_looked_at(&article.document);
                    Ok(Arc::new(article))
                });
                let shown = built.as_ref().ok().and_then(|article| article.as_ref().ok()).cloned();
                if shown.is_none() {
                    self.outbox.send(Event::ArticleMissing(id));
                }
                self.report(built, |article| Some(Event::Article(article)));
                self.colour_later(shown);
            }
            ArticleTask::PlainText(id) => {
                let text = fenced(|| {
                    Ok(self.reader.entry(id)?.map(|entry| build::clipboard_text(&entry)))
                });
                self.report(text, |text| text.map(Event::PlainText));
            }
        }
    }

    /// The entry is read anew each time, so that its status is right; the document is built once.
    fn article(&mut self, id: EntryId) -> Result<Option<Arc<Article>>, StoreError> {
        let Some(mut entry) = self.reader.entry(id)? else { return Ok(None) };
        let full_text = self.reader.full_text(id)?.filter(|text| text.is_shown);
        let is_full_text = full_text.is_some();
        let own_tags = self.reader.tags(id)?;
        if let Some(text) = full_text {
            entry.content.html = text.html;
        }
        if let Some(article) = self.shelf.find(&entry) {
            return Ok(Some(Arc::new(Article { own_tags, is_full_text, ..article })));
        }
        let article = Article { own_tags, is_full_text, ..build::article(entry, &self.sizes) };
        if let Some(feed) = self.reader.feed_state(article.entry.feed_id)? {
            self.homes.note(&feed.feed_url, &article.document);
        }
        self.shelf.put(&article);
        Ok(Some(Arc::new(article)))
    }

    fn colour_later(&mut self, shown: Option<Arc<Article>>) {
        let Some(article) = shown else { return };
        wait_for_colours(&mut self.colourless, article);
    }

    /// An article that is on screen by now gets the colours of its code.
    fn highlight(&mut self, article: &Article) {
        let Ok(Some(document)) = fenced(|| document::highlight(&article.document)) else { return };
        let article = Article { document: Arc::new(document), ..article.clone() };
        self.shelf.put(&article);
        self.outbox.send(Event::Article(Arc::new(article)));
    }

    fn report<T>(
        &self,
        answer: Result<Result<T, StoreError>, String>,
        event: impl FnOnce(T) -> Option<Event>,
    ) {
        let event = match answer {
            Ok(Ok(value)) => event(value),
            Ok(Err(err)) => Some(Event::Failed(self.outbox.words(&err))),
            Err(message) => Some(Event::Failed(message)),
        };
        if let Some(event) = event {
            self.outbox.send(event);
        }
    }
}

/// The latest form of an entry waits alone: an older one, coloured later, would take its place on
/// screen.
fn wait_for_colours(waiting: &mut Vec<Arc<Article>>, article: Arc<Article>) {
    waiting.retain(|older| older.entry.id != article.entry.id);
    waiting.push(article);
    if waiting.len() > MOST_COLOURLESS {
        waiting.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryContent, EntryKey, EntryStatus, FeedId};

    fn article(id: i64, is_full_text: bool) -> Arc<Article> {
        let (content, status) = (EntryContent::default(), EntryStatus::default());
        let entry = Entry {
            id: EntryId(id),
            feed_id: FeedId(1),
            key: EntryKey(id.to_string()),
            first_seen: jiff::Timestamp::UNIX_EPOCH,
            content,
            status,
        };
        Arc::new(Article {
            is_full_text,
            ..build::article(entry, &Sizes::new(std::path::Path::new("/nowhere")))
        })
    }

    #[test]
    fn of_an_entry_only_its_latest_form_waits_for_colours() {
        let mut waiting = Vec::new();
        for (id, is_full_text) in [(1, false), (2, false), (1, true)] {
            wait_for_colours(&mut waiting, article(id, is_full_text));
        }
        assert_eq!(
            waiting.iter().map(|known| (known.entry.id.0, known.is_full_text)).collect::<Vec<_>>(),
            [(2, false), (1, true)]
        );
    }

    #[test]
    fn only_the_latest_articles_wait_for_colours() {
        let mut waiting = Vec::new();
        for id in 0..=MOST_COLOURLESS {
            wait_for_colours(&mut waiting, article(i64::try_from(id).unwrap(), false));
        }
        assert_eq!((waiting.len(), waiting[0].entry.id), (MOST_COLOURLESS, EntryId(1)));
    }
}
