//! Articles read aloud: what is said of an article, and the voice of the system that says it.
//!
//! A [`Script`] is pure: sentences with the words on screen that they stand for. A [`Voice`] is
//! what the system offers; [`speak`] reads a script with it on a thread of its own.

mod language;
mod line;
#[cfg(any(all(feature = "listen", target_os = "macos"), test))]
mod program;
mod script;
mod sentences;
mod speaker;
#[cfg(all(feature = "listen", unix, not(target_os = "macos")))]
pub mod ssip;
mod voice;

pub use language::language_of;
pub use line::{is_letter, letters};
pub use script::{MAX_UTTERANCES, Mark, Script, ScriptSource, Spot, TextPlace, Utterance};
pub use sentences::primary;
pub use speaker::{News, Order, Reading, Text, Tune, language_for, script_of, speak};
pub use voice::{
    MessageId, NewVoice, Tell, Tone, Voice, VoiceError, VoiceEvent, VoiceName, system_voice,
};
