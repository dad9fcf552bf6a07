//! The player as the window shows it: the episode in the bar, its chapters and transcript, the
//! sleep timer, the progress of downloads.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::listen::{SleepTimer, Transcript, the_chapters};
use crate::model::{Chapter, EntryId, Heard, Phase, PlayProblem, PlayerReport};
use crate::worker::OpenedEpisode;

/// What the user asked of the player.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ListenAction {
    /// Play the episode of an entry, from a time or from where it was left.
    Play(EntryId, Option<Duration>),
    /// Play or pause.
    Toggle,
    SeekTo(Duration),
    SeekBy(SignedDuration),
    NextChapter,
    PreviousChapter,
    /// The next episode of the queue.
    NextEpisode,
    /// In percent.
    Speed(u32),
    /// From 0 to 100.
    Volume(u32),
    Sleep(Option<SleepChoice>),
    /// Show a panel above the bar; hide it if it is shown.
    TogglePanel(PlayerPanel),
    /// Forget the episode and hide the bar.
    Close,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SleepChoice {
    Minutes(u32),
    EndOfEpisode,
}

/// What is shown above the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayerPanel {
    Chapters,
    Transcript,
}

/// The player as the window shows it.
#[derive(Debug, Clone, Default)]
pub struct PlayerView {
    /// The episode in the bar; without one there is no bar.
    pub opened: Option<Arc<OpenedEpisode>>,
    /// The latest report about it; `None` if the player does not have it yet.
    pub report: Option<Arc<PlayerReport>>,
    pub panel: Option<PlayerPanel>,
    pub sleep: Option<SleepTimer>,
    /// Why chapters or transcript could not be fetched.
    pub transcript_problem: Option<String>,
    /// Bytes of running downloads that are here, and those of the whole files.
    pub(super) progress: HashMap<EntryId, (u64, Option<u64>)>,
    /// When the position was last saved, and which.
    pub(super) saved: Option<(Timestamp, Duration)>,
    /// The episode that is to follow.
    pub(super) next: Option<EntryId>,
    /// The same, once it was opened.
    pub(super) next_opened: Option<Arc<OpenedEpisode>>,
    /// Episodes whose chapters and transcripts were asked for in this session.
    pub(super) files_asked: HashSet<EntryId>,
    /// The queue as its place last showed it.
    pub(super) listed: Vec<EntryId>,
    /// Whether the downloads of the last session go on.
    pub(super) has_resumed: bool,
}

impl PlayerView {
    /// The episode in the bar.
    #[must_use]
    pub fn current(&self) -> Option<EntryId> {
        self.opened.as_ref().map(|opened| opened.episode.entry_id)
    }

    #[must_use]
    pub fn position(&self) -> Duration {
        match (&self.report, &self.opened) {
            (Some(report), _) => report.position,
            (None, Some(opened)) => opened.episode.start,
            (None, None) => Duration::ZERO,
        }
    }

    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        let reported = self.report.as_ref().and_then(|report| report.duration);
        reported.or_else(|| self.opened.as_ref()?.episode.duration)
    }

    /// Whether it plays, or will as soon as there is enough of it.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        let phase = self.report.as_ref().map(|report| &report.phase);
        matches!(phase, Some(Phase::Playing | Phase::Loading))
    }

    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.phase == Phase::Loading)
    }

    /// Why the episode can't be played.
    #[must_use]
    pub fn problem(&self) -> Option<&PlayProblem> {
        match &self.report.as_ref()?.phase {
            Phase::Failed(problem) => Some(problem),
            Phase::Idle | Phase::Loading | Phase::Playing | Phase::Paused | Phase::Ended => None,
        }
    }

    /// The chapters of the episode, from the best source that has any.
    #[must_use]
    pub fn chapters(&self) -> &[Chapter] {
        let Some(opened) = &self.opened else { return &[] };
        let report = self.report.as_ref();
        let in_file = report.map_or(&[] as &[Chapter], |report| report.chapters.as_ref());
        the_chapters(&opened.chapters, in_file, &opened.noted_chapters)
    }

    #[must_use]
    pub fn transcript(&self) -> Option<&Arc<Transcript>> {
        self.opened.as_ref()?.transcript.as_ref()
    }

    /// How far the episode was heard by now.
    pub(super) fn heard(&self) -> Heard {
        let is_finished = self.report.as_ref().is_some_and(|report| report.phase == Phase::Ended);
        Heard { position: self.position(), duration: self.duration(), is_finished }
    }
}
