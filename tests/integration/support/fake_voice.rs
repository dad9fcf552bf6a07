//! A voice whose sentences the test ends.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use gleaner::aloud::{MessageId, NewVoice, Tell, Tone, Voice, VoiceError, VoiceEvent, VoiceName};

#[derive(Default)]
struct Studio {
    told: Vec<String>,
    tones: Vec<Tone>,
    waiting: VecDeque<Sentence>,
    count: u64,
    speakers: u64,
    is_gone: bool,
}

struct Sentence {
    message: MessageId,
    words: String,
    /// The speaker that says it.
    speaker: u64,
    tell: Tell,
}

/// A voice that is silent. It ends a sentence when the test says so.
#[derive(Clone, Default)]
pub struct FakeVoice(Arc<Mutex<Studio>>);

impl FakeVoice {
    pub fn maker(&self) -> NewVoice {
        let voice = self.clone();
        Arc::new(move |tell| {
            let mut studio = voice.0.lock().unwrap();
            if studio.is_gone {
                let source = std::io::ErrorKind::NotFound.into();
                return Err(VoiceError::NoService { source });
            }
            studio.speakers += 1;
            Ok(Box::new(Speaker { number: studio.speakers, voice: voice.clone(), tell }))
        })
    }

    /// From now on there is no speech service.
    pub fn remove(&self) {
        self.0.lock().unwrap().is_gone = true;
    }

    /// The sentence that is spoken now.
    pub fn saying(&self) -> Option<String> {
        self.0.lock().unwrap().waiting.front().map(|sentence| sentence.words.clone())
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
        let ended = self.0.lock().unwrap().waiting.pop_front();
        if let Some(Sentence { message, tell, .. }) = ended {
            tell(VoiceEvent::Ended(message));
        }
    }
}

/// A connection to the voice. As with a real service, it stops only its own sentences: that of the
/// reading before may end late.
struct Speaker {
    number: u64,
    voice: FakeVoice,
    tell: Tell,
}

impl Voice for Speaker {
    fn tune(&mut self, tone: &Tone) -> Result<(), VoiceError> {
        self.voice.0.lock().unwrap().tones.push(tone.clone());
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<MessageId, VoiceError> {
        let mut studio = self.voice.0.lock().unwrap();
        studio.count += 1;
        let message = MessageId(studio.count);
        studio.told.push(words.to_owned());
        studio.waiting.push_back(Sentence {
            message,
            words: words.to_owned(),
            speaker: self.number,
            tell: self.tell.clone(),
        });
        Ok(message)
    }

    fn cancel(&mut self) -> Result<(), VoiceError> {
        let mut studio = self.voice.0.lock().unwrap();
        studio.told.push("(stop)".to_owned());
        studio.waiting.retain(|sentence| sentence.speaker != self.number);
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
