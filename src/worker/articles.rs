//! The thread that reads rows and builds articles. Rows come first: they are what the window misses at once.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::build;
use super::fence::fenced;
use super::message::{Article, Event};
use super::outbox::Outbox;
use super::pictures::Sizes;
use super::shelf::Shelf;
use crate::document;
use crate::model::{Entry, EntryId};
use crate::store::{Reader, StoreError};

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
    shelf: Shelf,
    /// Articles that were sent before their code was coloured, the latest last.
    colourless: Vec<Arc<Article>>,
}

impl Articles {
    pub(super) fn new(reader: Reader, outbox: Outbox, sizes: Arc<Sizes>) -> Self {
        Self { reader, outbox, sizes, shelf: Shelf::default(), colourless: Vec::new() }
    }

    pub(super) fn run(mut self, tasks: &Receiver<ArticleTask>) {
        let mut waiting = VecDeque::new();
        loop {
            waiting.extend(tasks.try_iter());
            let first = waiting.iter().position(|task| matches!(task, ArticleTask::Rows(_))).unwrap_or(0);
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
                let shown = article.as_ref().ok().and_then(|article| article.as_ref().ok()).cloned().flatten();
                self.report(article, |article| article.map(Event::Article));
                self.colourless.extend(shown);
            }
            ArticleTask::Build(entry) => {
                let id = entry.id;
                let built = fenced(|| Ok(Arc::new(build::article(*entry, &self.sizes))));
                let shown = built.as_ref().ok().and_then(|article| article.as_ref().ok()).cloned();
                if shown.is_none() {
                    self.outbox.send(Event::ArticleMissing(id));
                }
                self.report(built, |article| Some(Event::Article(article)));
                self.colourless.extend(shown);
            }
            ArticleTask::PlainText(id) => {
                let text = fenced(|| Ok(self.reader.entry(id)?.map(|entry| build::clipboard_text(&entry))));
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
        self.shelf.put(&article);
        Ok(Some(Arc::new(article)))
    }

    /// An article that is on screen by now gets the colours of its code.
    fn highlight(&mut self, article: &Article) {
        let Ok(Some(document)) = fenced(|| document::highlight(&article.document)) else { return };
        let article = Article { document: Arc::new(document), ..article.clone() };
        self.shelf.put(&article);
        self.outbox.send(Event::Article(Arc::new(article)));
    }

    fn report<T>(&self, answer: Result<Result<T, StoreError>, String>, event: impl FnOnce(T) -> Option<Event>) {
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
