//! The thread that reads rows and builds articles. Rows come first, because missing rows show as
//! gaps in the list.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::shelf::Shelf;
use super::{build, changes, episodes, sending};
use crate::article::{Article, Note};
use crate::document::{self, EXCERPT_CHARS, text_of};
use crate::model::{Clock, EntryId, EntryRow};
use crate::query::Highlights;
use crate::store::{Reader, StoreError};
use crate::worker::fence::fenced;
use crate::worker::message::{ArticleJob, Event, ListenEvent};
use crate::worker::outbox::Outbox;
use crate::worker::pictures::{Homes, Sizes};

/// Most articles that wait for syntax highlighting.
const MAX_UNCOLOURED: usize = 16;

pub(in crate::worker) struct Articles {
    reader: Reader,
    clock: Clock,
    outbox: Outbox,
    sizes: Arc<Sizes>,
    homes: Arc<Homes>,
    /// The folder of downloaded episodes.
    downloads: PathBuf,
    shelf: Shelf,
    /// Articles that were sent before their code was highlighted, the latest last.
    uncoloured: Vec<Arc<Article>>,
}

impl Articles {
    pub(in crate::worker) fn new(
        reader: Reader,
        clock: Clock,
        outbox: Outbox,
        sizes: Arc<Sizes>,
        homes: Arc<Homes>,
        downloads: PathBuf,
    ) -> Self {
        let (shelf, uncoloured) = (Shelf::default(), Vec::new());
        Self { reader, clock, outbox, sizes, homes, downloads, shelf, uncoloured }
    }

    pub(in crate::worker) fn run(mut self, tasks: &Receiver<ArticleJob>) {
        let mut waiting = VecDeque::new();
        loop {
            waiting.extend(tasks.try_iter());
            let is_rows =
                |task: &_| matches!(task, ArticleJob::Rows(_) | ArticleJob::FoundRows(..));
            let first = waiting.iter().position(is_rows).unwrap_or(0);
            match waiting.remove(first) {
                Some(task) => self.answer(task),
                // Highlighting is slow, so it waits until nothing else does.
                None => match self.uncoloured.pop() {
                    Some(article) => self.highlight(&article),
                    None => match tasks.recv() {
                        Ok(task) => waiting.push_back(task),
                        Err(_) => return,
                    },
                },
            }
        }
    }

    fn answer(&mut self, job: ArticleJob) {
        match job {
            ArticleJob::Rows(ids) => {
                let rows = fenced(|| self.reader.rows(&ids));
                self.report(rows, |rows| Some(Event::Rows(rows, Arc::default())));
            }
            ArticleJob::FoundRows(ids, highlights) => {
                let rows = fenced(|| self.found_rows(&ids, &highlights));
                self.report(rows, |rows| Some(Event::Rows(rows, highlights)));
            }
            ArticleJob::Load(id) => {
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
            ArticleJob::Build(entry) => {
                let id = entry.id;
                let built = fenced(|| {
                    let article = build::article(*entry, &self.sizes);
                    self.homes.note_preview(&article.document);
                    Ok(Arc::new(article))
                });
                let shown = built.as_ref().ok().and_then(|article| article.as_ref().ok()).cloned();
                if shown.is_none() {
                    self.outbox.send(Event::ArticleMissing(id));
                }
                self.report(built, |article| Some(Event::Article(article)));
                self.colour_later(shown);
            }
            ArticleJob::LoadChanges(id, against) => {
                let article = fenced(|| changes::article(&self.reader, &self.sizes, id, against));
                self.report(article, |article| {
                    Some(match article {
                        Some(article) => Event::Article(Arc::new(article)),
                        None => Event::NoChanges(id),
                    })
                });
            }
            ArticleJob::CopyAsText(id) => {
                let text = fenced(|| {
                    Ok(self.reader.entry(id)?.map(|entry| build::clipboard_text(&entry)))
                });
                self.report(text, |text| text.map(Event::PlainText));
            }
            ArticleJob::CopyAsMarkdown(id) => {
                #[expect(
                    clippy::redundant_closure_for_method_calls,
                    reason = "the method itself would be for notes of one lifetime only"
                )]
                let text = fenced(|| self.with_note(id, |note| note.markdown()));
                self.report(text, |text| text.map(Event::Markdown));
            }
            ArticleJob::SaveMarkdown { entry_id, folder } => {
                let result = fenced(|| self.with_note(entry_id, |note| self.save(note, &folder)));
                self.report(result, |result| result.map(Event::Exported));
            }
            ArticleJob::OpenEpisode(id, why) => {
                let opened = fenced(|| episodes::open(&self.reader, &self.downloads, id));
                self.report(opened, |opened| {
                    Some(Event::Listen(match opened {
                        Some(opened) => ListenEvent::Opened(Arc::new(opened), why),
                        None => ListenEvent::NotOpened(id, why),
                    }))
                });
            }
            ArticleJob::OpenWith { entry_id, command } => {
                let opened = fenced(|| self.with_note(entry_id, |note| self.open(note, &command)));
                self.report(opened, |opened| opened?.err().map(Event::Failed));
            }
        }
    }

    /// Makes something of an entry as it is shown.
    fn with_note<T>(
        &self,
        id: EntryId,
        make: impl FnOnce(&Note<'_>) -> T,
    ) -> Result<Option<T>, StoreError> {
        let Some(mut entry) = self.reader.entry(id)? else { return Ok(None) };
        if let Some(text) = self.reader.full_text(id)?.filter(|text| text.is_shown) {
            entry.content.html = text.html;
        }
        let feed = self.reader.feed(entry.feed_id)?;
        let feed_title = feed.as_ref().map_or("", |feed| feed.title());
        let tags = self.reader.tags(id)?;
        let zone = self.clock.zone();
        Ok(Some(make(&Note { entry: &entry, feed_title, tags: &tags, zone })))
    }

    fn save(&self, note: &Note<'_>, folder: &Path) -> Result<PathBuf, String> {
        let name = note.file_name();
        sending::write_new(folder, &name, &note.file_text(self.clock.now()))
            .map_err(|error| sending::write_failure(&folder.join(name), &error))
    }

    fn open(&self, note: &Note<'_>, command: &str) -> Result<(), String> {
        let file = if sending::wants_file(command) {
            // The program may read it at any time, so it stays until the system tidies up.
            let folder = tempfile::Builder::new().prefix("gleaner-").tempdir();
            let folder = folder
                .map_err(|error| sending::write_failure(&std::env::temp_dir(), &error))?
                .keep();
            self.save(note, &folder)?.display().to_string()
        } else {
            String::new()
        };
        let (url, title) = (sending::address(note), note.entry.content.title.as_str());
        let values = sending::Values { url: &url, title, file: &file };
        sending::start(&sending::arguments(command, values))
    }

    /// Rows whose excerpts show a hit, if neither title nor excerpt has one.
    fn found_rows(
        &self,
        ids: &[EntryId],
        highlights: &Highlights,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let mut rows = self.reader.rows(ids)?;
        for row in &mut rows {
            let has_hit = |text: &str| !highlights.within(text).is_empty();
            if has_hit(&row.title) || has_hit(&row.excerpt) {
                continue;
            }
            let Some(entry) = self.reader.entry(row.id)? else { continue };
            let text = text_of(&entry.content.html);
            row.excerpt = highlights.excerpt(&text, EXCERPT_CHARS).unwrap_or(row.excerpt.clone());
        }
        Ok(rows)
    }

    /// Reads the entry again each time, because its status may have changed. The document is built
    /// once and then taken from the shelf.
    fn article(&mut self, id: EntryId) -> Result<Option<Arc<Article>>, StoreError> {
        let Some(mut entry) = self.reader.entry(id)? else { return Ok(None) };
        let full_text = self.reader.full_text(id)?.filter(|text| text.is_shown);
        let is_full_text = full_text.is_some();
        let own_tags = self.reader.tags(id)?;
        let story = self.reader.story_of(id)?;
        if let Some(text) = full_text {
            entry.content.html = text.html;
        }
        let edits = self.reader.edits(id)?;
        if let Some(article) = self.shelf.find(&entry) {
            return Ok(Some(Arc::new(Article { own_tags, story, is_full_text, edits, ..article })));
        }
        let built = build::article(entry, &self.sizes);
        let article = Article { own_tags, story, is_full_text, edits, ..built };
        if let Some(feed) = self.reader.feed_state(article.entry.feed_id)? {
            self.homes.note(&feed.feed_url, &article.document);
        }
        self.shelf.put(&article);
        Ok(Some(Arc::new(article)))
    }

    fn colour_later(&mut self, shown: Option<Arc<Article>>) {
        let Some(article) = shown else { return };
        wait_for_colours(&mut self.uncoloured, article);
    }

    /// Highlights the code of an article and sends it again. By now it is on screen.
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

/// Keeps only the latest form of an entry: an older one, highlighted later, would replace it on
/// screen.
fn wait_for_colours(waiting: &mut Vec<Arc<Article>>, article: Arc<Article>) {
    waiting.retain(|older| older.entry.id != article.entry.id);
    waiting.push(article);
    if waiting.len() > MAX_UNCOLOURED {
        waiting.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, EntryContent, EntryKey, EntryStatus, FeedId};

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
    fn only_the_latest_form_of_an_entry_waits_for_colours() {
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
        for id in 0..=MAX_UNCOLOURED {
            wait_for_colours(&mut waiting, article(i64::try_from(id).unwrap(), false));
        }
        assert_eq!((waiting.len(), waiting[0].entry.id), (MAX_UNCOLOURED, EntryId(1)));
    }
}
