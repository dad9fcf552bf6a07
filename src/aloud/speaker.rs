//! Reads one article with a voice: sentence after sentence, until it ends or is told to stop.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::language::language_of;
use super::script::{Mark, Script, ScriptSource, Spot, Utterance};
use super::sentences::primary;
use super::voice::{MessageId, NewVoice, Tone, Voice, VoiceError, VoiceEvent, VoiceName};
use crate::document::{Document, Formula, Inline};
use crate::i18n::{Language, t, with_language};
use crate::picture::FormulaSize;

/// Sentences that the voice has at a time, so that there is no gap between two of them.
const AHEAD: usize = 2;
/// A voice that says nothing for so long is broken. The longest sentence takes a minute.
const SILENCE_PATIENCE: Duration = Duration::from_mins(3);
/// Characters of an article that show its language.
const SAMPLE_CHARS: usize = 700;
/// Most voices of a language that are offered.
const MAX_VOICES: usize = 100;

/// An article, as far as it is read.
#[derive(Debug, Clone)]
pub struct Text {
    pub title: String,
    pub subtitle: Option<String>,
    pub document: Arc<Document>,
    /// The formulas that are shown as in print.
    pub formulas: Arc<HashMap<Formula, FormulaSize>>,
}

/// How fast, and with which voices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tune {
    /// Percent of the usual speed.
    pub percent: u32,
    /// The names of the chosen voices by language.
    pub voices: BTreeMap<String, String>,
}

/// What to read, and how.
#[derive(Debug, Clone)]
pub struct Reading {
    pub text: Text,
    pub from: Spot,
    /// The language that the feed declares.
    pub declared: Option<String>,
    /// The language of the window.
    pub window: Language,
    pub tune: Tune,
}

/// An order to the one who reads.
#[derive(Debug, Clone)]
pub enum Order {
    Pause,
    Resume,
    /// Go on so many sentences later, or earlier.
    Step(isize),
    Tune(Tune),
    /// The article has changed.
    Replace(Text),
    Stop,
    Voice(VoiceEvent),
}

/// What happens while an article is read.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The article is in this language.
    Began { language: String },
    /// The voices of this language that can be chosen.
    Voices(Arc<[VoiceName]>),
    /// The sentence that is spoken now.
    Saying { words: String, marks: Arc<[Mark]> },
    /// The article is read.
    Ended,
    /// Reading is over; a sentence for the user.
    Failed(String),
}

/// Reads an article until it ends. `sender` is another end of `orders`, for the voice.
pub fn speak(
    reading: Reading,
    sender: Sender<Order>,
    orders: &Receiver<Order>,
    new_voice: &NewVoice,
    tell: &dyn Fn(News),
) {
    match read(reading, sender, orders, new_voice, tell) {
        Ok(End::Read) => tell(News::Ended),
        Ok(End::Stopped) => {}
        Err(error) => {
            log::warn!("{error}");
            tell(News::Failed(error.user_message()));
        }
    }
}

/// How reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Read,
    Stopped,
}

fn read(
    reading: Reading,
    sender: Sender<Order>,
    orders: &Receiver<Order>,
    new_voice: &NewVoice,
    tell: &dyn Fn(News),
) -> Result<End, VoiceError> {
    let language = language_for(&reading);
    let Reading { text, from, window, tune, .. } = reading;
    tell(News::Began { language: language.clone() });
    let script = script_of(&text, &language, window);
    let at = script.at(from).min(script.utterances().len().saturating_sub(1));
    let voice = new_voice(Arc::new(move |event| _ = sender.send(Order::Voice(event))))?;
    let mut speaker = Speaker {
        script,
        language,
        window,
        tune,
        voice,
        at,
        next: at,
        flight: VecDeque::new(),
        is_begun: false,
        is_paused: false,
        tell,
    };
    // Reading may have been stopped while the voice was got.
    for order in orders.try_iter() {
        if let Some(end) = speaker.obey(order)? {
            return Ok(end);
        }
    }
    speaker.begin()?;
    loop {
        let order = if speaker.is_paused {
            orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            orders.recv_timeout(SILENCE_PATIENCE)
        };
        match order {
            Ok(order) => {
                if let Some(end) = speaker.obey(order)? {
                    return Ok(end);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Stopped),
            Err(RecvTimeoutError::Timeout) => {
                let source = std::io::ErrorKind::TimedOut.into();
                return Err(VoiceError::Lost { source });
            }
        }
    }
}

/// The language that an article is read in.
#[must_use]
pub fn language_for(reading: &Reading) -> String {
    let declared = reading.declared.as_deref();
    language_of(&sample(&reading.text), declared, reading.window.tag())
}

/// The beginning of an article, which shows its language.
fn sample(text: &Text) -> String {
    let mut sample = format!("{} ", text.title);
    let mut left = SAMPLE_CHARS;
    text.document.visit_inlines(&mut |inline| {
        if let Inline::Text(run) = inline
            && left > 0
        {
            let part: String = run.words().chars().take(left).collect();
            left -= part.chars().count();
            sample.push_str(&part);
        } else if let Inline::Break = inline {
            sample.push(' ');
        }
    });
    sample
}

/// The sentences of an article. The program's own words among them are in its language, if the
/// program speaks it.
#[must_use]
pub fn script_of(text: &Text, language: &str, window: Language) -> Script {
    let own = Language::from_tag(&primary(language)).unwrap_or(window);
    let source = ScriptSource {
        title: &text.title,
        subtitle: text.subtitle.as_deref(),
        document: &text.document,
        is_typeset: &|formula| text.formulas.contains_key(formula),
    };
    with_language(own, || {
        let script = Script::new(&source, language);
        if script.utterances().is_empty() { Script::remark(t!(aloud_no_text)) } else { script }
    })
}

struct Speaker<'a> {
    script: Script,
    language: String,
    window: Language,
    tune: Tune,
    voice: Box<dyn Voice>,
    /// The sentence that is spoken.
    at: usize,
    /// The first sentence that the voice does not have yet.
    next: usize,
    /// The sentences that the voice has, in their order.
    flight: VecDeque<(MessageId, usize)>,
    /// Whether the first sentence was given to the voice.
    is_begun: bool,
    is_paused: bool,
    tell: &'a dyn Fn(News),
}

impl Speaker<'_> {
    fn obey(&mut self, order: Order) -> Result<Option<End>, VoiceError> {
        match order {
            Order::Pause => {
                self.is_paused = true;
                self.hush()?;
            }
            Order::Resume if self.is_paused => {
                self.is_paused = false;
                self.go(self.at)?;
            }
            Order::Resume => {}
            Order::Step(by) => {
                let to = self.at.saturating_add_signed(by);
                if to >= self.script.utterances().len() {
                    self.hush()?;
                    return Ok(Some(End::Read));
                }
                self.go(to)?;
            }
            Order::Tune(tune) => {
                let is_other = self.tune != tune;
                self.tune = tune;
                if is_other {
                    self.tune()?;
                    self.go(self.at)?;
                }
            }
            Order::Replace(text) => self.replace(&text)?,
            Order::Stop => {
                self.hush()?;
                return Ok(Some(End::Stopped));
            }
            Order::Voice(VoiceEvent::Ended(message)) => return self.ended(message),
            Order::Voice(VoiceEvent::Lost) => {
                let source = std::io::ErrorKind::ConnectionReset.into();
                return Err(VoiceError::Lost { source });
            }
        }
        Ok(None)
    }

    fn begin(&mut self) -> Result<(), VoiceError> {
        self.is_begun = true;
        self.tune()?;
        self.go(self.at)?;
        self.offer_voices()
    }

    /// Goes to a sentence, and speaks from there unless reading is paused.
    fn go(&mut self, at: usize) -> Result<(), VoiceError> {
        self.hush()?;
        self.at = at;
        self.next = at;
        self.show();
        self.fill()
    }

    /// Gives the voice the next sentences.
    fn fill(&mut self) -> Result<(), VoiceError> {
        while self.is_begun && !self.is_paused && self.flight.len() < AHEAD {
            let Some(Utterance { words, .. }) = self.script.utterances().get(self.next) else {
                break;
            };
            let message = self.voice.say(words)?;
            self.flight.push_back((message, self.next));
            self.next += 1;
        }
        Ok(())
    }

    fn hush(&mut self) -> Result<(), VoiceError> {
        if self.flight.is_empty() {
            return Ok(());
        }
        self.flight.clear();
        self.voice.cancel()
    }

    /// The voice has spoken a sentence. Sentences before it ended unnoticed.
    fn ended(&mut self, message: MessageId) -> Result<Option<End>, VoiceError> {
        let Some(place) = self.flight.iter().position(|(known, _)| *known == message) else {
            return Ok(None);
        };
        self.flight.drain(..=place);
        self.fill()?;
        match self.flight.front() {
            Some((_, at)) => {
                self.at = *at;
                self.show();
                Ok(None)
            }
            None => Ok(Some(End::Read)),
        }
    }

    fn show(&self) {
        if let Some(Utterance { words, marks, .. }) = self.script.utterances().get(self.at) {
            let (words, marks) = (words.clone(), marks.clone().into());
            (self.tell)(News::Saying { words, marks });
        }
    }

    /// Goes on in a new text. The sentence that is spoken begins again.
    fn replace(&mut self, text: &Text) -> Result<(), VoiceError> {
        let script = script_of(text, &self.language, self.window);
        if script == self.script {
            return Ok(());
        }
        let at = script.resumed(&self.script, self.at);
        let at = at.min(script.utterances().len().saturating_sub(1));
        self.script = script;
        self.go(at)
    }

    fn tune(&mut self) -> Result<(), VoiceError> {
        self.hush()?;
        let voice = self.tune.voices.get(&primary(&self.language)).cloned();
        let tone = Tone { language: self.language.clone(), voice, percent: self.tune.percent };
        self.voice.tune(&tone)
    }

    fn offer_voices(&mut self) -> Result<(), VoiceError> {
        let language = primary(&self.language);
        let mut voices = self.voice.voices()?;
        voices.retain(|voice| primary(&voice.language) == language);
        // One service offers each voice in a hundred variants, named after persons.
        let plain = voices.iter().filter(|voice| !voice.name.contains('+')).count();
        if plain > 0 {
            voices.retain(|voice| !voice.name.contains('+'));
        }
        voices.truncate(MAX_VOICES);
        (self.tell)(News::Voices(voices.into()));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
