//! The voice of the system that the program runs on.

use super::voice::{Tell, Voice, VoiceError};

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
