//! The thread that reads an article aloud. It exists only while something is read.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use super::fence::fenced;
use super::message::{AloudEvent, AloudJob, Event};
use super::outbox::Outbox;
use crate::aloud::{self, NewVoice, News, Order, Reading, Spot, Text, Tune};
use crate::article::Article;
use crate::i18n::language;
use crate::model::FeedId;
use crate::store::Reader;

/// Passes jobs to the thread, and starts it.
pub(super) struct AloudDesk {
    library: PathBuf,
    outbox: Outbox,
    new_voice: NewVoice,
    /// The reading that was started last, with its number. It may have ended.
    current: Mutex<Option<(u64, Sender<Order>)>>,
}

impl AloudDesk {
    pub(super) fn new(library: PathBuf, outbox: Outbox) -> Self {
        let new_voice: NewVoice = Arc::new(aloud::system_voice);
        Self { library, outbox, new_voice, current: Mutex::default() }
    }

    /// Speaks with another voice than that of the system.
    pub(super) fn use_voice(&mut self, new_voice: NewVoice) {
        self.new_voice = new_voice;
    }

    pub(super) fn ask(&self, job: AloudJob) {
        match job {
            AloudJob::Start { number, article, from, declared, tune } => {
                self.stop();
                let assignment = Assignment { article, from, declared, tune };
                if let Err(error) = self.start(number, assignment) {
                    let news = News::Failed(crate::i18n::io_words(&error));
                    self.outbox.send(Event::Aloud(AloudEvent { number, news }));
                }
            }
            AloudJob::Replace { number, article } => {
                self.order(number, Order::Replace(text_of(&article)));
            }
            AloudJob::Order { number, order } => self.order(number, order),
        }
    }

    /// Stops what is being read.
    pub(super) fn stop(&self) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, orders)) = current.take() {
            // It may have ended by itself.
            let _ = orders.send(Order::Stop);
        }
    }

    fn order(&self, number: u64, order: Order) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, orders)) = current.as_ref().filter(|(known, _)| *known == number) {
            let _ = orders.send(order);
        }
    }

    fn start(&self, number: u64, assignment: Assignment) -> std::io::Result<()> {
        let (sender, orders) = mpsc::channel();
        let (outbox, new_voice) = (self.outbox.clone(), Arc::clone(&self.new_voice));
        let (library, own_sender) = (self.library.clone(), sender.clone());
        super::workers::start("gleaner-aloud", move || {
            let tell = |news| outbox.send(Event::Aloud(AloudEvent { number, news }));
            let read = || {
                let reading = assignment.reading(&library);
                aloud::speak(reading, own_sender, &orders, &new_voice, &tell);
            };
            if let Err(message) = fenced(read) {
                tell(News::Failed(message));
            }
        })?;
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        *current = Some((number, sender));
        Ok(())
    }
}

struct Assignment {
    article: Arc<Article>,
    from: Spot,
    declared: Option<String>,
    tune: Tune,
}

impl Assignment {
    fn reading(self, library: &Path) -> Reading {
        let Self { article, from, declared, tune } = self;
        let declared = declared.or_else(|| declared_by(article.entry.feed_id, library));
        Reading { text: text_of(&article), from, declared, window: language(), tune }
    }
}

/// The language that a feed of the library declares.
fn declared_by(feed_id: FeedId, library: &Path) -> Option<String> {
    let found = Reader::open(library).and_then(|reader| reader.feed_language(feed_id));
    // Its words show the language of an article, too.
    found.inspect_err(|error| log::warn!("{error}")).ok().flatten()
}

fn text_of(article: &Article) -> Text {
    Text {
        title: article.entry.content.title.clone(),
        subtitle: article.subtitle.clone(),
        document: Arc::clone(&article.document),
        formulas: Arc::clone(&article.formulas),
    }
}
