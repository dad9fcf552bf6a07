//! Reading articles aloud: starting, stopping, and going on with the next entry.

use std::sync::Arc;

use jiff::Timestamp;

use crate::aloud::{News, Order, Spot, primary};
use crate::app::action::Effect;
use crate::app::aloud::{AloudAction, AloudStage, AloudView, tune};
use crate::app::notice::Notice;
use crate::app::state::AppState;
use crate::article::Article;
use crate::config::Settings;
use crate::i18n::t;
use crate::model::EntryId;
use crate::worker::{AloudEvent, AloudJob, Job};

impl AppState {
    /// The article that is read aloud.
    #[must_use]
    pub fn aloud(&self) -> Option<&AloudView> {
        self.aloud.view.as_ref()
    }

    /// The voice that the user chose for the language of a reading.
    #[must_use]
    pub fn voice_of(&self, reading: &AloudView) -> Option<&str> {
        let language = primary(reading.language.as_deref()?);
        self.settings.voices.get(&language).map(String::as_str)
    }

    pub(super) fn act_on_aloud(&mut self, action: AloudAction, now: Timestamp) -> Vec<Effect> {
        match action {
            AloudAction::Start(from) => self.read_aloud(from),
            AloudAction::Stop => self.stop_reading_aloud(),
            AloudAction::TogglePause => self.pause_aloud(),
            AloudAction::Step(by) => self.step_aloud(by),
            AloudAction::NextEntry => self.read_next_entry(now),
            AloudAction::Show => self.show_aloud(now),
            AloudAction::SetSpeed(percent) => {
                let settings = Settings { speech_percent: percent, ..self.settings.clone() };
                self.change_settings(settings, now)
            }
            AloudAction::SetVoice(name) => self.choose_voice(name, now),
        }
    }

    /// Stops reading. Whatever else begins to sound calls this first.
    pub(in crate::app) fn stop_reading_aloud(&mut self) -> Vec<Effect> {
        let order = self.order_aloud(Order::Stop);
        self.aloud.view = None;
        order.into_iter().collect()
    }

    /// Stops reading an entry of an earlier preview: those of the next one have the same ids.
    pub(super) fn forget_preview_aloud(&mut self) -> Vec<Effect> {
        let is_of_preview = self.aloud().is_some_and(|reading| reading.entry_id.0 < 0);
        if is_of_preview { self.stop_reading_aloud() } else { Vec::new() }
    }

    /// Reads the shown article from a place on.
    fn read_aloud(&mut self, from: Spot) -> Vec<Effect> {
        let Some(article) = self.shown.clone() else { return Vec::new() };
        let mut effects = self.stop_reading_aloud();
        effects.extend(self.hush_player());
        self.aloud.expect(article.entry.id, article.entry.content.title.clone(), from);
        if article.is_light {
            // Its words are needed again.
            effects.extend(self.reload_article());
        } else {
            effects.extend(self.begin_aloud(&article));
        }
        effects
    }

    /// Begins the reading that waits for this article, if one does; otherwise tells the one who
    /// reads it that it may have changed.
    pub(super) fn begin_aloud(&mut self, article: &Arc<Article>) -> Option<Effect> {
        let declared = self.preview.as_ref().and_then(|preview| preview.feed.language.clone());
        let declared = declared.filter(|_| self.is_preview());
        let tune = tune(&self.settings);
        let reading = self.aloud.view.as_mut().filter(|reading| {
            reading.entry_id == article.entry.id && !article.is_light && article.changes.is_none()
        })?;
        let (number, article) = (reading.number, Arc::clone(article));
        reading.title.clone_from(&article.entry.content.title);
        let job = if reading.stage == AloudStage::Loading {
            reading.stage = AloudStage::Speaking;
            AloudJob::Start { number, article, from: reading.from, declared, tune }
        } else {
            AloudJob::Replace { number, article }
        };
        Some(Effect::Job(Job::Aloud(job)))
    }

    fn order_aloud(&self, order: Order) -> Option<Effect> {
        let number = self.aloud.view.as_ref()?.number;
        Some(Effect::Job(Job::Aloud(AloudJob::Order { number, order })))
    }

    fn pause_aloud(&mut self) -> Vec<Effect> {
        let Some(reading) = &mut self.aloud.view else { return Vec::new() };
        let order = match reading.stage {
            AloudStage::Loading => return Vec::new(),
            AloudStage::Speaking => {
                reading.stage = AloudStage::Paused;
                Order::Pause
            }
            AloudStage::Paused => {
                reading.stage = AloudStage::Speaking;
                Order::Resume
            }
        };
        let hushes = if matches!(order, Order::Resume) { self.hush_player() } else { None };
        hushes.into_iter().chain(self.order_aloud(order)).collect()
    }

    fn step_aloud(&mut self, by: isize) -> Vec<Effect> {
        let Some(reading) = &mut self.aloud.view else { return Vec::new() };
        reading.jumps += 1;
        self.order_aloud(Order::Step(by)).into_iter().collect()
    }

    /// Goes on with the entry below, if the article that is read is the one that is shown: whoever
    /// reads something else meanwhile must not lose it.
    fn read_next_entry(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(reading) = self.aloud.view.as_ref() else { return Vec::new() };
        let is_shown = self.selected_id() == Some(reading.entry_id);
        let next = self.list.stepped(1).filter(|next| *next != reading.entry_id && is_shown);
        let mut effects = self.stop_reading_aloud();
        match next {
            Some(next) => effects.extend(self.read_entry_aloud(next, now)),
            None if is_shown => self.notice = Some(Notice::new(t!(aloud_end_of_list), now)),
            None => {}
        }
        effects
    }

    fn read_entry_aloud(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        let title = self.list.row(id).map_or_else(String::new, |row| row.title.clone());
        self.aloud.expect(id, title, Spot::default());
        let mut effects = self.select_entry(id, now);
        if let Some(article) = self.shown.clone() {
            if article.entry.id == id && article.is_light {
                effects.extend(self.reload_article());
            }
            effects.extend(self.begin_aloud(&article));
        }
        effects
    }

    fn show_aloud(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(reading) = &mut self.aloud.view else { return Vec::new() };
        reading.jumps += 1;
        let id = reading.entry_id;
        if self.shown.as_ref().is_some_and(|article| article.entry.id == id) {
            return Vec::new();
        }
        self.select_entry(id, now)
    }

    fn choose_voice(&mut self, name: Option<String>, now: Timestamp) -> Vec<Effect> {
        let language = self.aloud.view.as_ref().and_then(|reading| reading.language.as_deref());
        let Some(language) = language.map(primary) else { return Vec::new() };
        let mut settings = self.settings.clone();
        match name {
            Some(name) => _ = settings.voices.insert(language, name),
            None => _ = settings.voices.remove(&language),
        }
        self.change_settings(settings, now)
    }

    /// Tells the one who reads about other settings.
    pub(super) fn tune_aloud(&self, before: &Settings) -> Option<Effect> {
        let (now, before) = (tune(&self.settings), tune(before));
        (now != before).then(|| self.order_aloud(Order::Tune(now)))?
    }

    /// An entry cannot be shown, and so not be read.
    pub(super) fn miss_article(&mut self, id: EntryId) {
        self.wanted = self.wanted.filter(|wanted| *wanted != id);
        let is_awaited = |reading: &mut AloudView| {
            reading.entry_id == id && reading.stage == AloudStage::Loading
        };
        self.aloud.view.take_if(is_awaited);
    }

    pub(super) fn receive_aloud(&mut self, event: AloudEvent, now: Timestamp) -> Vec<Effect> {
        let current = self.aloud.view.as_mut().filter(|reading| reading.number == event.number);
        let Some(reading) = current else { return Vec::new() };
        match event.news {
            News::Began { language } => reading.language = Some(language),
            News::Voices(voices) => reading.voices = voices,
            News::Saying { marks, .. } => reading.marks = marks,
            News::Ended => return self.read_next_entry(now),
            News::Failed(words) => {
                self.aloud.view = None;
                self.notice = Some(Notice::error(words, now));
            }
        }
        Vec::new()
    }
}
