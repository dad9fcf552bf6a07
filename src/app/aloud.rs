//! The article that is read aloud, as the window knows it.

use std::sync::Arc;

use crate::aloud::{Mark, Spot, Tune, VoiceName};
use crate::config::Settings;
use crate::model::EntryId;

/// What the user asked of the one who reads.
#[derive(Debug, Clone, PartialEq)]
pub enum AloudAction {
    /// Read the shown article from a place on.
    Start(Spot),
    Stop,
    /// Pause, or go on.
    TogglePause,
    /// Go on so many sentences later, or earlier.
    Step(isize),
    /// Go on with the next entry of the list.
    NextEntry,
    /// Show the article that is read, with the sentence that is spoken.
    Show,
    /// Speak at this speed, in percent.
    SetSpeed(u32),
    /// Speak the language of the article with this voice; with the usual one if `None`.
    SetVoice(Option<String>),
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AloudStage {
    /// Waits for its article, which is on its way.
    Loading,
    Speaking,
    Paused,
}

/// An article that is read aloud.
#[derive(Debug, Clone, PartialEq)]
pub struct AloudView {
    /// The number of the reading.
    pub(super) number: u64,
    pub entry_id: EntryId,
    pub title: String,
    pub stage: AloudStage,
    /// The language of the article, once it is known.
    pub language: Option<String>,
    /// The voices of the language that can be chosen.
    pub voices: Arc<[VoiceName]>,
    /// The words that are spoken.
    pub marks: Arc<[Mark]>,
    /// How often the user went to another sentence. The window shows it then, wherever it is.
    pub jumps: u32,
    /// Where it begins once the article is there.
    pub(super) from: Spot,
}

/// The article that is read, and the number of the latest reading.
#[derive(Debug, Default)]
pub(super) struct Aloud {
    pub(super) view: Option<AloudView>,
    number: u64,
}

impl Aloud {
    /// A new reading, which waits for its article.
    pub(super) fn expect(&mut self, entry_id: EntryId, title: String, from: Spot) {
        self.number += 1;
        self.view = Some(AloudView::new(self.number, entry_id, title, from));
    }
}

impl AloudView {
    fn new(number: u64, entry_id: EntryId, title: String, from: Spot) -> Self {
        Self {
            number,
            entry_id,
            title,
            stage: AloudStage::Loading,
            language: None,
            voices: Arc::default(),
            marks: Arc::default(),
            jumps: 0,
            from,
        }
    }
}

/// The speed and the voices of the settings.
pub(super) fn tune(settings: &Settings) -> Tune {
    Tune { percent: settings.speech_percent, voices: settings.voices.clone() }
}
