//! A voice whose sentences the test ends.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use gleaner::aloud::{MessageId, NewVoice, Tell, Tone, Voice, VoiceError, VoiceEvent, VoiceName};

#[derive(Default)]
struct Studio {
    told: Vec<String>,
    tones: Vec<Tone>,
    waiting: VecDeque<(MessageId, String)>,
    count: u64,
    tell: Option<Tell>,
    is_gone: bool,
}

/// A voice that is silent. It ends a sentence when the test says so.
#[derive(Clone, Default)]
pub struct FakeVoice(Arc<Mutex<Studio>>);

impl FakeVoice {
    pub fn maker(&self) -> NewVoice {
        let voice = self.clone();
        Arc::new(move |tell| {
            if voice.0.lock().unwrap().is_gone {
                let source = std::io::ErrorKind::NotFound.into();
                return Err(VoiceError::NoService { source });
            }
            voice.0.lock().unwrap().tell = Some(tell);
            Ok(Box::new(voice.clone()))
        })
    }

    /// From now on there is no speech service.
    pub fn remove(&self) {
        self.0.lock().unwrap().is_gone = true;
    }

    /// The sentence that is spoken now.
    pub fn saying(&self) -> Option<String> {
        self.0.lock().unwrap().waiting.front().map(|(_, words)| words.clone())
    }

    /// Everything that it was told so far. A stop is `(stop)`.
    pub fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().told.clone()
    }

    pub fn tone(&self) -> Option<Tone> {
        self.0.lock().unwrap().tones.last().cloned()
    }

    /// Ends the sentence that is spoken.
    pub fn finish(&self) {
        let mut studio = self.0.lock().unwrap();
        let (ended, tell) = (studio.waiting.pop_front(), studio.tell.clone());
        drop(studio);
        if let (Some((message, _)), Some(tell)) = (ended, tell) {
            tell(VoiceEvent::Ended(message));
        }
    }
}

impl Voice for FakeVoice {
    fn tune(&mut self, tone: &Tone) -> Result<(), VoiceError> {
        self.0.lock().unwrap().tones.push(tone.clone());
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<MessageId, VoiceError> {
        let mut studio = self.0.lock().unwrap();
        studio.count += 1;
        let message = MessageId(studio.count);
        studio.told.push(words.to_owned());
        studio.waiting.push_back((message, words.to_owned()));
        Ok(message)
    }

    fn cancel(&mut self) -> Result<(), VoiceError> {
        let mut studio = self.0.lock().unwrap();
        studio.told.push("(stop)".to_owned());
        studio.waiting.clear();
        Ok(())
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        let voice = |name: &str, language: &str| VoiceName {
            name: name.to_owned(),
            language: language.to_owned(),
        };
        Ok(vec![voice("Alan", "en-GB"), voice("Linda", "en-US"), voice("Anna", "de")])
    }
}
