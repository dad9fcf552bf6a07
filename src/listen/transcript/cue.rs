//! A stretch of speech, and the limits of all transcripts.

use std::time::Duration;

/// Most cues of a transcript.
pub const CUES_MAX: usize = 50_000;
/// Later times are mistakes.
pub(super) const TIME_MAX: Duration = Duration::from_hours(100);
/// Longest text of a cue, in characters.
pub(super) const CUE_CHARS_MAX: usize = 4000;
/// Longest name of a speaker, in characters.
pub(super) const SPEAKER_CHARS_MAX: usize = 80;

/// A stretch of speech.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cue {
    /// `None` in transcripts without times.
    pub start: Option<Duration>,
    pub end: Option<Duration>,
    /// `None` if it is not known, or the same as before.
    pub speaker: Option<String>,
    /// Never empty.
    pub text: String,
}

/// Makes a cue of its parts; `None` if it says nothing.
pub(super) fn cue(
    (start, end): (Option<Duration>, Option<Duration>),
    speaker: Option<&str>,
    text: &str,
) -> Option<Cue> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = folded.chars().take(CUE_CHARS_MAX).collect();
    let speaker = speaker.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    let speaker = speaker.map(|name| name.chars().take(SPEAKER_CHARS_MAX).collect::<String>());
    let speaker = speaker.filter(|name| !name.is_empty());
    let end = end.filter(|end| start.is_some_and(|start| *end > start));
    (!text.is_empty()).then_some(Cue { start, end, speaker, text })
}
