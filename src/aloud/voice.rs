//! What a voice of the system can do, and how to get one.

use std::sync::Arc;

use crate::i18n::{io_words, t};

/// The number of a sentence that was given to a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MessageId(pub u64);

/// How to speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tone {
    /// The tag of the language, such as `pt-BR`.
    pub language: String,
    /// The name of the voice; `None` for the one that the system prefers for the language.
    pub voice: Option<String>,
    /// Percent of the usual speed, within [`SPEECH_PERCENTS`](crate::config::SPEECH_PERCENTS).
    pub percent: u32,
}

/// A voice that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceName {
    pub name: String,
    /// The tag of its language.
    pub language: String,
}

/// What a voice reports while it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoiceEvent {
    /// A sentence was spoken to its end.
    Ended(MessageId),
    /// The voice is gone.
    Lost,
}

/// Takes what a voice reports, from any thread.
pub type Tell = Arc<dyn Fn(VoiceEvent) + Send + Sync>;

/// Gets a voice of the system, or of a test.
pub type NewVoice = Arc<dyn Fn(Tell) -> Result<Box<dyn Voice>, VoiceError> + Send + Sync>;

/// A voice. It speaks the sentences that it is given in their order; no call waits for that.
pub trait Voice: Send {
    /// Changes how the sentences that it is given from now on are spoken.
    fn tune(&mut self, tone: &Tone) -> Result<(), VoiceError>;

    /// Speaks a sentence once those before it are spoken.
    fn say(&mut self, words: &str) -> Result<MessageId, VoiceError>;

    /// Stops at once, and forgets the sentences that wait.
    fn cancel(&mut self) -> Result<(), VoiceError>;

    /// The voices that can be chosen.
    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError>;
}

/// Why nothing can be spoken.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// No speech service runs, and none can be started.
    #[error("no speech service: {source}")]
    NoService { source: std::io::Error },
    /// The connection to the speech service broke.
    #[error("the speech service is gone: {source}")]
    Lost { source: std::io::Error },
    #[error("the speech service refused {command}: {reply}")]
    Refused { command: String, reply: String },
    /// The program cannot speak on this platform yet.
    #[error("no voices on this platform")]
    NotHere,
    /// The program was built without the feature `listen`.
    #[error("built without voices")]
    NotBuilt,
}

impl VoiceError {
    /// A sentence for the user: what is missing, and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::NoService { .. } => t!(aloud_no_service),
            Self::Lost { source } => t!(aloud_lost, reason = io_words(source)),
            Self::Refused { reply, .. } => t!(aloud_refused, reply = reply.as_str()),
            Self::NotHere => t!(aloud_not_here),
            Self::NotBuilt => t!(aloud_not_built),
        }
    }
}

/// The voice of this system.
#[cfg(all(feature = "listen", unix, not(target_os = "macos")))]
pub fn system_voice(tell: Tell) -> Result<Box<dyn Voice>, VoiceError> {
    let place = super::ssip::Place::of(|name| std::env::var_os(name));
    Ok(Box::new(super::ssip::SsipVoice::connect(&place, tell)?))
}

#[cfg(all(feature = "listen", target_os = "macos"))]
pub fn system_voice(tell: Tell) -> Result<Box<dyn Voice>, VoiceError> {
    use super::program::{ProgramVoice, say};
    Ok(Box::new(ProgramVoice::new(say::SPEECH, tell)?))
}

#[cfg(all(feature = "listen", not(unix)))]
pub fn system_voice(_tell: Tell) -> Result<Box<dyn Voice>, VoiceError> {
    Err(VoiceError::NotHere)
}

#[cfg(not(feature = "listen"))]
pub fn system_voice(_tell: Tell) -> Result<Box<dyn Voice>, VoiceError> {
    Err(VoiceError::NotBuilt)
}
