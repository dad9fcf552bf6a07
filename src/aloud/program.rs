//! A voice that is a program: it reads one sentence from its standard input and ends when it is
//! spoken, as `say` of macOS does.

use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::voice::{MessageId, Tell, Tone, Voice, VoiceError, VoiceEvent, VoiceName};

/// How often it is looked whether the program has ended. It cannot be waited for and be stopped at
/// the same time.
const LOOK_INTERVAL: Duration = Duration::from_millis(15);

/// The program, and the arguments for a tone.
#[derive(Debug, Clone)]
pub(super) struct Speech {
    pub(super) program: &'static str,
    pub(super) arguments: fn(&Tone) -> Vec<String>,
    /// The arguments that make it list its voices.
    pub(super) list: &'static [&'static str],
    /// Reads a line of the list.
    pub(super) voice: fn(&str) -> Option<VoiceName>,
}

#[derive(Debug)]
struct Sentence {
    generation: u64,
    message: MessageId,
    words: String,
    arguments: Vec<String>,
}

#[derive(Debug, Default)]
struct Present {
    child: Option<Child>,
    /// Counts the stops. Sentences of an earlier generation are forgotten.
    generation: u64,
}

/// A program that speaks.
#[derive(Debug)]
pub(super) struct ProgramVoice {
    speech: Speech,
    arguments: Vec<String>,
    sentences: Sender<Sentence>,
    present: Arc<Mutex<Present>>,
    count: u64,
}

impl ProgramVoice {
    pub(super) fn new(speech: Speech, tell: Tell) -> Result<Self, VoiceError> {
        let (sentences, inbox) = channel();
        let present: Arc<Mutex<Present>> = Arc::default();
        let (shared, program) = (Arc::clone(&present), speech.program);
        std::thread::Builder::new()
            .name("gleaner-voice".to_owned())
            .spawn(move || run(program, &inbox, &shared, &tell))
            .map_err(|source| VoiceError::Lost { source })?;
        Ok(Self { speech, arguments: Vec::new(), sentences, present, count: 0 })
    }
}

impl Voice for ProgramVoice {
    fn tune(&mut self, tone: &Tone) -> Result<(), VoiceError> {
        self.arguments = (self.speech.arguments)(tone);
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<MessageId, VoiceError> {
        self.count += 1;
        let message = MessageId(self.count);
        let generation = locked(&self.present).generation;
        let (words, arguments) = (words.to_owned(), self.arguments.clone());
        let sentence = Sentence { generation, message, words, arguments };
        let gone = |_| VoiceError::Lost { source: io::ErrorKind::BrokenPipe.into() };
        self.sentences.send(sentence).map_err(gone)?;
        Ok(message)
    }

    fn cancel(&mut self) -> Result<(), VoiceError> {
        let mut present = locked(&self.present);
        present.generation += 1;
        if let Some(child) = &mut present.child {
            // It may have ended by itself.
            let _ = child.kill();
        }
        Ok(())
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        let output = Command::new(self.speech.program)
            .args(self.speech.list)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| VoiceError::NoService { source })?;
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.lines().filter_map(self.speech.voice).collect())
    }
}

impl Drop for ProgramVoice {
    fn drop(&mut self) {
        let _ = self.cancel();
    }
}

fn locked(present: &Mutex<Present>) -> MutexGuard<'_, Present> {
    present.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Speaks sentence after sentence until the voice is dropped.
fn run(program: &str, inbox: &Receiver<Sentence>, present: &Mutex<Present>, tell: &Tell) {
    for sentence in inbox {
        match speak(program, &sentence, present) {
            Ok(true) => tell(VoiceEvent::Ended(sentence.message)),
            Ok(false) => {}
            Err(error) => {
                log::warn!("{program}: {error}");
                return tell(VoiceEvent::Lost);
            }
        }
    }
}

/// Speaks a sentence. Returns whether it was spoken to its end.
fn speak(program: &str, sentence: &Sentence, present: &Mutex<Present>) -> io::Result<bool> {
    let is_wanted = |present: &Present| present.generation == sentence.generation;
    let mut input = {
        let mut present = locked(present);
        if !is_wanted(&present) {
            return Ok(false);
        }
        let mut child = Command::new(program)
            .args(&sentence.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let input = child.stdin.take();
        present.child = Some(child);
        input
    };
    if let Some(input) = &mut input {
        // A program that was stopped meanwhile reads no more.
        let _ = input.write_all(sentence.words.as_bytes());
    }
    drop(input);
    loop {
        {
            let mut present = locked(present);
            let Some(child) = &mut present.child else { return Ok(false) };
            if let Some(status) = child.try_wait()? {
                present.child = None;
                let is_whole = is_wanted(&present);
                return if status.success() || !is_whole {
                    Ok(is_whole)
                } else {
                    Err(io::Error::other(status.to_string()))
                };
            }
        }
        std::thread::sleep(LOOK_INTERVAL);
    }
}

/// The voice of macOS.
#[cfg(any(target_os = "macos", test))]
pub(super) mod say {
    use super::{Speech, Tone, VoiceName};

    /// The usual speed of `say`, in words per minute.
    const USUAL_RATE: u32 = 175;

    pub(in crate::aloud) const SPEECH: Speech =
        Speech { program: "/usr/bin/say", arguments, list: &["-v", "?"], voice };

    fn arguments(tone: &Tone) -> Vec<String> {
        let rate = USUAL_RATE * tone.percent / 100;
        let mut arguments = vec!["-r".to_owned(), rate.to_string()];
        if let Some(voice) = &tone.voice {
            arguments.extend(["-v".to_owned(), voice.clone()]);
        }
        // Without a file, `say` reads its standard input.
        arguments.extend(["-f".to_owned(), "-".to_owned()]);
        arguments
    }

    /// A line such as `Anna (Enhanced)     de_DE    # Hallo, ich heiße Anna.`
    fn voice(line: &str) -> Option<VoiceName> {
        let (voice, _) = line.split_once('#')?;
        let (name, language) = voice.trim_end().rsplit_once(char::is_whitespace)?;
        let name = name.trim().to_owned();
        (!name.is_empty()).then(|| VoiceName { name, language: language.replace('_', "-") })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn voices_have_names_with_spaces() {
            let voice = SPEECH.voice;
            let found = voice("Anna (Enhanced)     de_DE    # Hallo, ich heiße Anna.");
            let (name, language) = ("Anna (Enhanced)".to_owned(), "de-DE".to_owned());
            assert_eq!(found, Some(VoiceName { name, language }));
            assert_eq!(voice(""), None);
            assert_eq!(voice("# en_US"), None);
        }

        #[test]
        fn the_speed_is_told_in_words_per_minute() {
            let tone =
                Tone { language: "en".to_owned(), voice: Some("Alex".to_owned()), percent: 200 };
            assert_eq!((SPEECH.arguments)(&tone), ["-r", "350", "-v", "Alex", "-f", "-"]);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn speech(script: fn(&Tone) -> Vec<String>) -> Speech {
        Speech {
            program: "/bin/sh",
            arguments: script,
            list: &["-c", "printf 'Ann en\\n\\nBo de\\n'"],
            voice: |line| {
                let (name, language) = line.split_once(' ')?;
                Some(VoiceName { name: name.to_owned(), language: language.to_owned() })
            },
        }
    }

    #[expect(clippy::unwrap_used, reason = "a test")]
    fn voice(speech: Speech) -> (ProgramVoice, Receiver<VoiceEvent>) {
        let (sender, events) = channel();
        let mut voice =
            ProgramVoice::new(speech, Arc::new(move |event| _ = sender.send(event))).unwrap();
        let tone = Tone { language: "en".to_owned(), voice: None, percent: 100 };
        voice.tune(&tone).unwrap();
        (voice, events)
    }

    #[test]
    fn sentences_are_spoken_one_after_the_other() {
        let script = |_: &Tone| vec!["-c".to_owned(), "test \"$(cat)\" = hello".to_owned()];
        let (mut voice, events) = voice(speech(script));
        let said = [voice.say("hello").unwrap(), voice.say("hello").unwrap()];
        for message in said {
            assert_eq!(events.recv_timeout(PATIENCE), Ok(VoiceEvent::Ended(message)));
        }
        voice.say("other words").unwrap();
        assert_eq!(events.recv_timeout(PATIENCE), Ok(VoiceEvent::Lost), "the program failed");
        assert_eq!(voice.voices().unwrap().len(), 2);
    }

    #[test]
    fn a_stop_ends_the_program_and_forgets_what_waits() {
        let script = |_: &Tone| {
            vec![
                "-c".to_owned(),
                "words=$(cat); [ \"$words\" = end ] || exec sleep 1000".to_owned(),
            ]
        };
        let (mut voice, events) = voice(speech(script));
        voice.say("endless").unwrap();
        voice.say("endless, too").unwrap();
        voice.cancel().unwrap();
        let last = voice.say("end").unwrap();
        assert_eq!(events.recv_timeout(PATIENCE), Ok(VoiceEvent::Ended(last)));
    }
}
