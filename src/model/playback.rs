//! The player, as the window and the thread of sound talk about it: commands in, news out.
//!
//! `worker::Job::Player` takes a [`PlayerCommand`]; `worker::Event::Player` brings each
//! [`PlayerNews`]. The thread starts with the first [`PlayerCommand::Load`]; commands before that
//! do nothing. The queue of episodes, and what was heard, belong to the window and the library.

mod words;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use url::Url;

use super::feed::SignIn;
use super::ids::{EntryId, FeedId};
use super::problem::ProblemKind;

/// The slowest and the fastest speed.
pub const SPEED_MIN: f32 = 0.8;
pub const SPEED_MAX: f32 = 3.0;

/// What the player needs to play an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    pub entry_id: EntryId,
    pub feed_id: FeedId,
    /// The address of the enclosure.
    pub url: Url,
    /// The address of the feed. In a private network, only its own host and port may be asked.
    pub feed_url: Url,
    /// How the feed is signed in to. The secret goes only to the origin that it is for.
    pub sign_in: Option<SignIn>,
    /// The downloaded file. If it is gone, the episode is streamed.
    pub file: Option<PathBuf>,
    pub title: String,
    pub feed_title: String,
    /// The address of a picture, for the desktop's player controls.
    pub cover: Option<Url>,
    /// As published. It is only a hint: the content decides.
    pub media_type: Option<String>,
    /// The playing time as published, until the file tells.
    pub duration: Option<Duration>,
    /// Where to begin. If it is zero, playing begins after `skip_start`.
    pub start: Duration,
    /// How much of the beginning is skipped, as the feed's options say.
    pub skip_start: Duration,
    /// How much of the ending is skipped.
    pub skip_end: Duration,
}

/// A command for the player.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerCommand {
    /// Replaces the episode, if there is one. With `plays` it starts at once; without, it waits at
    /// its start. The episode set by `SetNext` is forgotten.
    Load {
        episode: Box<Episode>,
        plays: bool,
    },
    /// The episode that follows without a gap when the present one ends. Without one, the player
    /// stops there.
    SetNext(Option<Box<Episode>>),
    /// Plays on. After a failure this tries again from where it stopped; after the end, from the
    /// beginning.
    Play,
    Pause,
    Toggle,
    SeekTo(Duration),
    /// Forward or back from the present position.
    SeekBy(SignedDuration),
    /// 1 is as recorded. Kept within [`SPEED_MIN`] and [`SPEED_MAX`]. It stays for the next
    /// episodes.
    Speed(f32),
    /// From 0 to 1. It stays for the next episodes.
    Volume(f32),
    /// Forgets the episode, and lets go of the sound device and the desktop's player controls.
    Stop,
}

/// News from the player.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerNews {
    /// The state: after each change, and a few times a second while it plays.
    Report(Arc<PlayerReport>),
    /// This episode was played to its end. A report follows: with the next episode, or
    /// [`Phase::Ended`].
    Ended(EntryId),
    /// The desktop's player controls or media keys asked for something that the player can't do
    /// alone.
    Asked(PlayerRequest),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayerRequest {
    /// Go to the next episode of the queue.
    Next,
    /// Go back to the beginning of the episode, or to the episode before.
    Previous,
    /// Bring the window to the front.
    Raise,
}

/// The state of the player.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlayerReport {
    pub entry_id: Option<EntryId>,
    pub phase: Phase,
    /// By what was heard, not by what was decoded.
    pub position: Duration,
    /// The playing time: as the file says, or else as published.
    pub duration: Option<Duration>,
    pub speed: f32,
    pub volume: f32,
    /// Up to where the episode can be heard without the network.
    pub buffered: Duration,
    /// Whether the server lets us start anywhere. Otherwise seeking ahead waits for what is
    /// between.
    pub is_seekable: bool,
    /// Chapters within the file, in order.
    pub chapters: Arc<[Chapter]>,
    /// The picture within the file, encoded as it is there.
    pub picture: Option<Arc<[u8]>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// There is no episode.
    #[default]
    Idle,
    /// It will play as soon as there is enough of it.
    Loading,
    Playing,
    Paused,
    /// The episode was played to its end, and there was no next one.
    Ended,
    Failed(PlayProblem),
}

/// A chapter of an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    pub start: Duration,
    pub end: Option<Duration>,
    /// Empty if it has no title.
    pub title: String,
    pub url: Option<Url>,
    pub picture: Option<ChapterPicture>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChapterPicture {
    /// A picture within the file, encoded as it is there.
    Bytes(Arc<[u8]>),
    Address(Url),
}

/// Why an episode can't be played. The sentence is formed where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlayProblem {
    /// No sound server answers, or the system has no sound device.
    NoDevice,
    /// The sound device or server is gone.
    DeviceLost,
    /// The file is in a format or has a codec that we do not decode. `format` is its usual name, if
    /// we know it.
    Unsupported {
        format: Option<String>,
    },
    /// The file has no sound, or the server sent something else, such as a page.
    NoSound,
    /// The file is damaged at its beginning, or the decoder gave up.
    Damaged,
    /// The file is larger than this, in bytes.
    TooLarge {
        limit_bytes: u64,
    },
    Network(ProblemKind),
    /// A file can't be read, or the cache can't be written. `cause` is the text of the system.
    Disk {
        cause: String,
    },
    /// The decoder panicked, or the system has no thread left.
    Crash,
    /// The program was built without sound.
    NotBuilt,
}
