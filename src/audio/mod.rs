//! Plays episodes: fetches or reads their bytes, decodes them, changes the speed, and feeds the
//! sound device.
//!
//! [`Player`] is the state machine; it talks to one thread that decodes (`feeder`), which reads
//! from one that fetches (`source`). The device takes sound from the `pipe::Pipe` between them.
//! Nothing here runs before the first episode is loaded.

mod controls;
mod decode;
mod feeder;
mod output;
mod pipe;
mod player;
mod resample;
mod source;
mod stretch;
#[cfg(test)]
mod tone;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

pub use controls::{Controls, NoControls, Shown, ShownState};
pub use decode::{
    CHANNELS_MAX, CHAPTER_PICTURES_BYTES_MAX, CHAPTERS_MAX, DAMAGED_PACKETS_MAX, HEAD_BYTES_MAX,
    PICTURE_BYTES_MAX, RATES, STEP_BYTES_MAX, TAG_BYTES_MAX, drain,
};
pub use output::{Lost, NoDevice, Output, Rates, Recording};
pub use pipe::{CHANNELS, Pipe};
pub use player::{DecoderNews, Message, Player, REPORT_EVERY, Surroundings};
pub use source::EPISODE_BYTES_MAX;

use crate::model::PlayerNews;
use crate::net::HttpClient;

/// What the player of the program needs.
pub struct SystemParts {
    /// Fetches episodes.
    pub client: Arc<dyn HttpClient>,
    /// Fetches covers.
    pub pictures: Arc<dyn HttpClient>,
    /// The directory for bytes of episodes that are streamed; it may be deleted at any time.
    pub cache: PathBuf,
    /// Takes the news. Must not block.
    pub tell: Box<dyn Fn(PlayerNews)>,
}

/// Runs the player with the sound device and the player controls of this system, until `is_over`
/// after a message.
pub fn run(
    parts: SystemParts,
    sender: Sender<Message>,
    messages: &Receiver<Message>,
    is_over: impl Fn() -> bool,
) {
    let SystemParts { client, pictures, cache, tell } = parts;
    let controls = controls::system(sender.clone(), pictures, cache.clone());
    let output = output::system();
    let around = Surroundings { client, cache, output, controls, tell };
    Player::new(around, sender).run(messages, is_over);
}
