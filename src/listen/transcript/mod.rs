//! Transcripts of episodes: `WebVTT`, `SubRip`, the JSON of Podcasting 2.0, HTML.
//!
//! The forms are described in `transcripts.md` of the podcast namespace.

mod cue;
mod html;
mod json;
mod lines;

use std::time::Duration;

pub use cue::{CUES_MAX, Cue};

/// Largest transcript, in bytes: some 40 hours of speech.
pub const TRANSCRIPT_BYTES_MAX: usize = 8 << 20;
/// Cues of one speaker become one paragraph up to this many characters.
const PARAGRAPH_CHARS: usize = 400;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transcript {
    /// In the order of the episode.
    pub cues: Vec<Cue>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranscriptForm {
    Vtt,
    Srt,
    Json,
    Html,
    Plain,
}

impl TranscriptForm {
    /// The form of a transcript: by its beginning, because types and names are often wrong.
    #[must_use]
    pub fn of(media_type: Option<&str>, text: &str) -> Self {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with("WEBVTT") {
            Self::Vtt
        } else if start.starts_with(['{', '[']) && !start.starts_with("[0") {
            Self::Json
        } else if start.starts_with('<') {
            Self::Html
        } else if start.lines().take(4).any(|line| line.contains("-->")) {
            Self::Srt
        } else if media_type.is_some_and(|kind| kind.contains("html")) {
            Self::Html
        } else {
            Self::Plain
        }
    }
}

/// Reads a transcript; `None` if there is nothing to read in it.
#[must_use]
pub fn read_transcript(media_type: Option<&str>, text: &str) -> Option<Transcript> {
    let text = text.get(..text.floor_char_boundary(TRANSCRIPT_BYTES_MAX))?;
    let cues = match TranscriptForm::of(media_type, text) {
        TranscriptForm::Vtt | TranscriptForm::Srt => lines::cues(text),
        TranscriptForm::Json => json::cues(text),
        TranscriptForm::Html => html::cues(text),
        TranscriptForm::Plain => lines::paragraphs(text),
    };
    let cues = joined(cues);
    (!cues.is_empty()).then_some(Transcript { cues })
}

impl Transcript {
    /// The words alone, for the search.
    #[must_use]
    pub fn words(&self) -> String {
        let texts: Vec<&str> = self.cues.iter().map(|cue| cue.text.as_str()).collect();
        texts.join("\n")
    }

    /// The number of the cue that is spoken at a position: the last that has begun.
    #[must_use]
    pub fn cue_at(&self, position: Duration) -> Option<usize> {
        let begun = |cue: &Cue| cue.start.is_some_and(|start| start <= position);
        let at = self.cues.partition_point(|cue| cue.start.is_none_or(|start| start <= position));
        self.cues.get(..at)?.iter().rposition(begun)
    }

    /// Whether it says when anything is spoken.
    #[must_use]
    pub fn has_times(&self) -> bool {
        self.cues.iter().any(|cue| cue.start.is_some())
    }

    /// The cues that contain these words, letter case aside.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<usize> {
        let wanted = words.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let has = |cue: &Cue| cue.text.to_lowercase().contains(&wanted);
        self.cues.iter().enumerate().filter(|(_, cue)| has(cue)).map(|(at, _)| at).collect()
    }
}

/// Joins cues into paragraphs, and sorts them by time. Captions cut sentences into pieces of a
/// line, JSON even into words.
fn joined(mut cues: Vec<Cue>) -> Vec<Cue> {
    if cues.iter().all(|cue| cue.start.is_some()) {
        cues.sort_by_key(|cue| cue.start);
    }
    let mut paragraphs: Vec<Cue> = Vec::new();
    let mut speaker: Option<String> = None;
    for cue in cues {
        let changes = cue.speaker.is_some() && cue.speaker != speaker;
        if cue.speaker.is_some() {
            speaker.clone_from(&cue.speaker);
        }
        match paragraphs.last_mut() {
            Some(last) if !changes && cue.start.is_some() && goes_on(last, &cue) => {
                last.text.push(' ');
                last.text.push_str(&cue.text);
                last.end = cue.end.or(last.end);
            }
            _ => paragraphs.push(Cue { speaker: cue.speaker.filter(|_| changes), ..cue }),
        }
    }
    paragraphs
}

/// Whether a cue belongs to the paragraph before it: a sentence goes on, or there is still room.
fn goes_on(last: &Cue, cue: &Cue) -> bool {
    let chars = last.text.chars().count() + cue.text.chars().count();
    let is_sentence_over = last.text.ends_with(['.', '!', '?', '\u{2026}', '\u{3002}']);
    chars <= PARAGRAPH_CHARS / 2 || chars <= PARAGRAPH_CHARS && !is_sentence_over
}

#[cfg(test)]
mod tests {
    use super::cue::{CUE_CHARS_MAX, SPEAKER_CHARS_MAX, cue};
    use super::*;

    fn texts(transcript: &Transcript) -> Vec<(Option<u64>, Option<&str>, &str)> {
        let secs = |time: Option<Duration>| time.map(|time| time.as_secs());
        transcript
            .cues
            .iter()
            .map(|cue| (secs(cue.start), cue.speaker.as_deref(), cue.text.as_str()))
            .collect()
    }

    fn at(start: u64, text: &str) -> Cue {
        Cue { start: Some(Duration::from_secs(start)), text: text.to_owned(), ..Cue::default() }
    }

    #[test]
    fn the_form_is_known_by_the_beginning() {
        let form = |text| TranscriptForm::of(Some("text/plain"), text);
        assert_eq!(form("\u{feff}WEBVTT\n"), TranscriptForm::Vtt);
        assert_eq!(form("1\n00:00:01,000 --> 00:00:02,000\nA"), TranscriptForm::Srt);
        assert_eq!(form(" {\"segments\":[]}"), TranscriptForm::Json);
        assert_eq!(form("<!DOCTYPE html>"), TranscriptForm::Html);
        assert_eq!(form("ANNA: Hello"), TranscriptForm::Plain);
        assert_eq!(TranscriptForm::of(Some("text/html"), "a <b>"), TranscriptForm::Html);
    }

    #[test]
    fn pieces_of_a_sentence_become_a_paragraph() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>We sail\n\n\
                   00:02.000 --> 00:03.000\n<v Anna>at dawn.\n\n\
                   00:03.000 --> 00:04.000\n<v Bo>Yes.\n";
        let transcript = read_transcript(None, vtt).unwrap();
        assert_eq!(
            texts(&transcript),
            [(Some(1), Some("Anna"), "We sail at dawn."), (Some(3), Some("Bo"), "Yes.")]
        );
        assert_eq!(transcript.cues[0].end, Some(Duration::from_secs(3)));
        assert_eq!(transcript.words(), "We sail at dawn.\nYes.");
    }

    #[test]
    fn a_cue_is_found_by_its_time_and_by_its_words() {
        let transcript = Transcript { cues: vec![at(1, "Ropes"), at(5, "Sails"), at(9, "rope")] };
        let found = |secs| transcript.cue_at(Duration::from_secs(secs));
        assert_eq!([found(0), found(1), found(7), found(99)], [None, Some(0), Some(1), Some(2)]);
        assert_eq!(transcript.find(" ROPE "), [0, 2]);
        assert_eq!(transcript.find(" "), [] as [usize; 0]);
    }

    #[test]
    fn without_times_no_cue_is_spoken() {
        let transcript = read_transcript(None, "Hello.\n\nGood bye.").unwrap();
        assert!(!transcript.has_times());
        assert_eq!(transcript.cue_at(Duration::from_secs(9)), None);
        assert_eq!(texts(&transcript), [(None, None, "Hello."), (None, None, "Good bye.")]);
    }

    #[test]
    fn nothing_is_no_transcript() {
        for text in ["", "WEBVTT", "{}", "<p></p>", "\n\n", "{\"segments\":7}"] {
            assert_eq!(read_transcript(None, text), None, "{text}");
        }
    }

    #[test]
    fn a_transcript_is_bounded() {
        let long = "x".repeat(CUE_CHARS_MAX + 1);
        let name = "n".repeat(SPEAKER_CHARS_MAX + 1);
        let cue = cue((None, None), Some(&name), &long).unwrap();
        assert_eq!(
            (cue.text.len(), cue.speaker.unwrap().len()),
            (CUE_CHARS_MAX, SPEAKER_CHARS_MAX)
        );
        let many = |count: usize| {
            let text = format!("WEBVTT\n\n{}", "00:01.000 --> 00:02.000\nA\n\n".repeat(count));
            lines::cues(&text).len()
        };
        assert_eq!((many(CUES_MAX), many(CUES_MAX + 1)), (CUES_MAX, CUES_MAX));
        let padded = |bytes: usize| {
            let end = "the end";
            let text = format!("{}\n\n{end}", " ".repeat(bytes - end.len() - 2));
            read_transcript(None, &text).unwrap().words()
        };
        assert_eq!(padded(TRANSCRIPT_BYTES_MAX), "the end");
        assert_eq!(padded(TRANSCRIPT_BYTES_MAX + 1), "the en");
    }

    #[test]
    fn a_paragraph_ends_when_it_is_long() {
        let cues: Vec<Cue> = (0..40).map(|second| at(second, "twenty letters here.")).collect();
        let paragraphs = joined(cues);
        assert!(paragraphs.len() > 2);
        assert!(paragraphs.iter().all(|cue| cue.text.chars().count() <= PARAGRAPH_CHARS));
    }
}
