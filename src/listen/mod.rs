//! Listening, without sound: chapters, transcripts, the queue, the sleep timer, where to begin.
//! Pure: no file, no network, no clock.
//!
//! Files of publishers are read with limits, and what is broken in them is left out.

mod chapters;
mod notes;
mod pace;
mod queue;
mod sleep;
mod times;
mod transcript;

pub use chapters::{
    CHAPTER_FILE_BYTES_MAX, CHAPTERS_MAX, chapter_at, chapters_from_json, next_chapter,
    previous_chapter, the_chapters,
};
pub use notes::{NoteLine, chapters_of_notes};
pub use pace::{END_SECS, SAVED_EVERY, SkipRule, is_near_end, is_save_due, start_of, time_words};
pub use queue::{after, changed, newest_missing};
pub use sleep::{SLEEP_MINUTES, SleepTimer};
pub use times::{TimeMark, times_in};
pub use transcript::{
    CUES_MAX, Cue, TRANSCRIPT_BYTES_MAX, Transcript, TranscriptForm, read_transcript,
};
