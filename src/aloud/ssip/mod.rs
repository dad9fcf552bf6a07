//! The voice of Speech Dispatcher, which Linux desktops share, over its own protocol.
//!
//! Each sentence is a message of plain text, never SSML, so that an article cannot mark up its own
//! speech. The service tells when a message has ended; a thread listens to it.

mod place;
mod protocol;

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use self::protocol::{Replies, Reply, data, language, quoted, rate};
use super::voice::{MessageId, Tell, Tone, Voice, VoiceError, VoiceEvent, VoiceName};

pub use place::Place;

/// How long the service gets for an answer.
const REPLY_PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of one line of the service.
const MAX_LINE: u64 = 64 << 10;

/// A connection to the service.
#[derive(Debug)]
pub struct SsipVoice {
    stream: UnixStream,
    replies: Receiver<Reply>,
}

impl SsipVoice {
    /// Connects, and says who is speaking.
    pub fn connect(place: &Place, tell: Tell) -> Result<Self, VoiceError> {
        let stream = place.connect()?;
        let lost = |source| VoiceError::Lost { source };
        stream.set_write_timeout(Some(REPLY_PATIENCE)).map_err(lost)?;
        let heard = stream.try_clone().map_err(lost)?;
        let (sender, replies) = channel();
        std::thread::Builder::new()
            .name("gleaner-voice".to_owned())
            .spawn(move || listen(heard, &sender, &tell))
            .map_err(lost)?;
        let mut voice = Self { stream, replies };
        voice.command("SET SELF CLIENT_NAME gleaner:gleaner:article")?;
        // A message of priority TEXT would cut off the one before it.
        voice.command("SET SELF PRIORITY MESSAGE")?;
        voice.command("SET SELF NOTIFICATION ALL ON")?;
        // Services without SSML refuse the word, and have nothing to turn off.
        match voice.command("SET SELF SSML_MODE OFF") {
            Ok(_) | Err(VoiceError::Refused { .. }) => Ok(voice),
            Err(error) => Err(error),
        }
    }

    /// Sends a command that is one line, and waits for its answer.
    fn command(&mut self, command: &str) -> Result<Reply, VoiceError> {
        self.send(command, &format!("{command}\r\n"))
    }

    fn send(&mut self, command: &str, lines: &str) -> Result<Reply, VoiceError> {
        self.stream.write_all(lines.as_bytes()).map_err(|source| VoiceError::Lost { source })?;
        let gone = |_| VoiceError::Lost { source: io::ErrorKind::TimedOut.into() };
        let reply = self.replies.recv_timeout(REPLY_PATIENCE).map_err(gone)?;
        if reply.is_good() {
            return Ok(reply);
        }
        let words = reply.lines.last().cloned().unwrap_or_default();
        let reply = format!("{} {words}", reply.code);
        Err(VoiceError::Refused { command: command.to_owned(), reply })
    }
}

impl Voice for SsipVoice {
    fn tune(&mut self, tone: &Tone) -> Result<(), VoiceError> {
        self.command(&format!("SET SELF RATE {}", rate(tone.percent)))?;
        self.command(&format!("SET SELF LANGUAGE {}", language(&tone.language)))?;
        if let Some(voice) = &tone.voice {
            // A voice that is gone is no reason to be silent.
            match self.command(&format!("SET SELF SYNTHESIS_VOICE {}", quoted(voice))) {
                Ok(_) => {}
                Err(error @ VoiceError::Refused { .. }) => log::warn!("{error}"),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<MessageId, VoiceError> {
        self.command("SPEAK")?;
        let queued = self.send("SPEAK", &data(words))?;
        let refused =
            || VoiceError::Refused { command: "SPEAK".to_owned(), reply: queued.lines.join(" ") };
        queued.message().ok_or_else(refused)
    }

    fn cancel(&mut self) -> Result<(), VoiceError> {
        self.command("CANCEL SELF").map(drop)
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        match self.command("LIST SYNTHESIS_VOICES") {
            Ok(reply) => Ok(reply.voices()),
            // Some outputs have no list.
            Err(VoiceError::Refused { .. }) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

impl Drop for SsipVoice {
    fn drop(&mut self) {
        let _ = self.stream.write_all(b"CANCEL SELF\r\nQUIT\r\n");
        let _ = self.stream.shutdown(Shutdown::Write);
    }
}

/// Sorts the lines of the service into answers and news, until the connection ends.
fn listen(stream: UnixStream, replies: &Sender<Reply>, tell: &Tell) {
    let mut reader = BufReader::new(stream);
    let mut found = Replies::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        let Some(reply) = found.take(&String::from_utf8_lossy(&line)) else { continue };
        if let Some(message) = reply.ended() {
            tell(VoiceEvent::Ended(message));
        } else if !reply.is_news() && replies.send(reply).is_err() {
            break;
        }
    }
    tell(VoiceEvent::Lost);
}
