//! MPRIS, the interface for player controls of desktops on Linux. The name on the bus exists only
//! while an episode is loaded. A thread of its own talks to the bus, which may be slow or absent.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use zbus::blocking::{Connection, connection, object_server::InterfaceRef};
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, Value};

use super::cover::{Cover, cover};
use super::{Controls, Shown, ShownState};
use crate::audio::player::Message;
use crate::model::{PlayerCommand, PlayerRequest, SPEED_MAX, SPEED_MIN};
use crate::net::HttpClient;

const NAME: &str = "org.mpris.MediaPlayer2.gleaner";
const PATH: &str = "/org/mpris/MediaPlayer2";

pub(super) struct Mpris {
    parts: Parts,
    /// Leads to the thread, while there is one.
    thread: Option<Sender<Update>>,
    shown: Option<Shown>,
}

#[derive(Clone)]
struct Parts {
    messages: Sender<Message>,
    client: Arc<dyn HttpClient>,
    cache: PathBuf,
}

enum Update {
    Show(Box<Shown>),
    Jumped(Duration),
}

impl Mpris {
    pub(super) fn new(
        messages: Sender<Message>,
        client: Arc<dyn HttpClient>,
        cache: PathBuf,
    ) -> Self {
        Self { parts: Parts { messages, client, cache }, thread: None, shown: None }
    }

    fn send(&mut self, update: Update) {
        if self.thread.is_none() {
            let (sender, receiver) = mpsc::channel();
            let parts = self.parts.clone();
            let thread = std::thread::Builder::new().name("gleaner-mpris".to_owned());
            match thread.spawn(move || serve(&parts, &receiver)) {
                Ok(_) => self.thread = Some(sender),
                Err(err) => log::warn!("no thread for player controls: {err}"),
            }
        }
        if let Some(sender) = &self.thread {
            // Without a bus the thread has ended, and nobody shows anything.
            let _ = sender.send(update);
        }
    }
}

impl Controls for Mpris {
    fn show(&mut self, shown: Shown) {
        if self.shown.as_ref() != Some(&shown) {
            self.shown = Some(shown.clone());
            self.send(Update::Show(Box::new(shown)));
        }
    }

    fn jumped(&mut self, to: Duration) {
        if self.thread.is_some() {
            self.send(Update::Jumped(to));
        }
    }

    fn hide(&mut self) {
        (self.thread, self.shown) = (None, None);
    }
}

/// What the bus sees.
struct Seen {
    shown: Shown,
    /// The cover as a file.
    cover: Option<Cover>,
}

type SharedSeen = Arc<Mutex<Seen>>;

fn locked(seen: &SharedSeen) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves the bus until the sender of the updates is gone.
fn serve(parts: &Parts, updates: &Receiver<Update>) {
    let Some(first) = updates.iter().find_map(|update| match update {
        Update::Show(shown) => Some(*shown),
        Update::Jumped(_) => None,
    }) else {
        return;
    };
    let seen = Arc::new(Mutex::new(Seen { shown: first.clone(), cover: None }));
    let served = connect(parts, &seen);
    let (connection, face) = match served {
        Ok(served) => served,
        Err(err) => return log::info!("no player controls: {err}"),
    };
    let mut with_cover = None;
    let mut shown = first;
    loop {
        if with_cover != Some((shown.entry_id, shown.picture.is_some())) {
            with_cover = Some((shown.entry_id, shown.picture.is_some()));
            let cover = cover(&shown, &parts.client, &parts.cache);
            let has_cover = cover.is_some();
            locked(&seen).cover = cover;
            if has_cover {
                tell(zbus::block_on(face.get().metadata_changed(face.signal_emitter())));
            }
        }
        match updates.recv() {
            Ok(Update::Show(new)) => {
                let before = std::mem::replace(&mut locked(&seen).shown, (*new).clone());
                tell_changes(&face, &before, &new);
                shown = *new;
            }
            Ok(Update::Jumped(to)) => {
                tell(zbus::block_on(PlayerFace::seeked(face.signal_emitter(), micros(to))));
            }
            Err(_) => break,
        }
    }
    drop(connection.close());
}

fn tell(sent: zbus::Result<()>) {
    if let Err(err) = sent {
        log::info!("player controls: {err}");
    }
}

fn connect(
    parts: &Parts,
    seen: &SharedSeen,
) -> zbus::Result<(Connection, InterfaceRef<PlayerFace>)> {
    let root = RootFace { messages: parts.messages.clone() };
    let face = PlayerFace { seen: Arc::clone(seen), messages: parts.messages.clone() };
    let connection =
        connection::Builder::session()?.serve_at(PATH, root)?.serve_at(PATH, face)?.build()?;
    // A second window has a name of its own.
    if connection.request_name(NAME).is_err() {
        connection.request_name(format!("{NAME}.instance{}", std::process::id()))?;
    }
    let face = connection.object_server().interface(PATH)?;
    Ok((connection, face))
}

fn tell_changes(face: &InterfaceRef<PlayerFace>, before: &Shown, now: &Shown) {
    let (own, emitter) = (face.get(), face.signal_emitter());
    zbus::block_on(async {
        if before.state != now.state {
            tell(own.playback_status_changed(emitter).await);
        }
        let what = |shown: &Shown| {
            (shown.entry_id, shown.length, shown.title.clone(), shown.feed_title.clone())
        };
        if what(before) != what(now) {
            tell(own.metadata_changed(emitter).await);
        }
        if before.speed.to_bits() != now.speed.to_bits() {
            tell(own.rate_changed(emitter).await);
        }
        if before.volume.to_bits() != now.volume.to_bits() {
            tell(own.volume_changed(emitter).await);
        }
    });
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

/// The name of an episode on the bus.
fn track_path(shown: &Shown) -> String {
    format!("/org/gleaner/entry/{}", shown.entry_id.0)
}

/// The program.
struct RootFace {
    messages: Sender<Message>,
}

#[expect(clippy::unused_self, reason = "properties of an interface")]
#[zbus::interface(name = "org.mpris.MediaPlayer2")]
impl RootFace {
    fn raise(&self) {
        let _ = self.messages.send(Message::Asked(PlayerRequest::Raise));
    }

    fn quit(&self) {}

    #[zbus(property)]
    fn can_quit(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn can_raise(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn has_track_list(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn identity(&self) -> String {
        "Gleaner".to_owned()
    }

    #[zbus(property)]
    fn desktop_entry(&self) -> String {
        "gleaner".to_owned()
    }

    #[zbus(property)]
    fn supported_uri_schemes(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn supported_mime_types(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What is playing.
struct PlayerFace {
    seen: SharedSeen,
    messages: Sender<Message>,
}

impl PlayerFace {
    fn command(&self, command: PlayerCommand) {
        // A player that is gone has taken its name off the bus, or will at once.
        let _ = self.messages.send(Message::Command(command));
    }

    fn ask(&self, request: PlayerRequest) {
        let _ = self.messages.send(Message::Asked(request));
    }

    fn shown(&self) -> Shown {
        locked(&self.seen).shown.clone()
    }
}

#[expect(clippy::unused_self, reason = "properties of an interface")]
#[zbus::interface(name = "org.mpris.MediaPlayer2.Player")]
impl PlayerFace {
    fn next(&self) {
        self.ask(PlayerRequest::Next);
    }

    fn previous(&self) {
        self.ask(PlayerRequest::Previous);
    }

    fn pause(&self) {
        self.command(PlayerCommand::Pause);
    }

    fn play_pause(&self) {
        self.command(PlayerCommand::Toggle);
    }

    /// The episode stays loaded: the keys for playing can then go on with it.
    fn stop(&self) {
        self.command(PlayerCommand::Pause);
    }

    fn play(&self) {
        self.command(PlayerCommand::Play);
    }

    fn seek(&self, offset: i64) {
        self.command(PlayerCommand::SeekBy(SignedDuration::from_micros(offset)));
    }

    fn set_position(&self, track_id: ObjectPath<'_>, position: i64) {
        let shown = self.shown();
        let is_within = shown.length.is_none_or(|length| position <= micros(length));
        // As the specification says: a position of another track, or outside, does nothing.
        if let Ok(position) = u64::try_from(position)
            && is_within
            && track_id.as_str() == track_path(&shown)
        {
            self.command(PlayerCommand::SeekTo(Duration::from_micros(position)));
        }
    }

    fn open_uri(&self, _uri: &str) -> zbus::fdo::Result<()> {
        Err(zbus::fdo::Error::NotSupported("Gleaner plays episodes of its feeds".to_owned()))
    }

    #[zbus(property)]
    fn playback_status(&self) -> String {
        let word = match self.shown().state {
            ShownState::Playing => "Playing",
            ShownState::Paused => "Paused",
            ShownState::Stopped => "Stopped",
        };
        word.to_owned()
    }

    #[zbus(property)]
    fn rate(&self) -> f64 {
        f64::from(self.shown().speed)
    }

    #[zbus(property)]
    fn set_rate(&mut self, rate: f64) {
        // Zero means pause, says the specification.
        if rate.abs() < f64::EPSILON {
            self.command(PlayerCommand::Pause);
        } else {
            self.command(PlayerCommand::Speed(rate as f32));
        }
    }

    #[zbus(property)]
    fn metadata(&self) -> HashMap<String, Value<'static>> {
        let seen = locked(&self.seen);
        let shown = &seen.shown;
        let mut all = HashMap::new();
        let mut add = |name: &str, value: Value<'static>| all.insert(name.to_owned(), value);
        if let Ok(path) = OwnedObjectPath::try_from(track_path(shown)) {
            add("mpris:trackid", Value::from(path.into_inner()));
        }
        add("xesam:title", Value::from(shown.title.clone()));
        add("xesam:artist", Value::from(vec![shown.feed_title.clone()]));
        add("xesam:album", Value::from(shown.feed_title.clone()));
        if let Some(length) = shown.length {
            add("mpris:length", Value::from(micros(length)));
        }
        if let Some(cover) = &seen.cover {
            add("mpris:artUrl", Value::from(cover.address.clone()));
        }
        all
    }

    #[zbus(property)]
    fn volume(&self) -> f64 {
        f64::from(self.shown().volume)
    }

    #[zbus(property)]
    fn set_volume(&mut self, volume: f64) {
        self.command(PlayerCommand::Volume(volume as f32));
    }

    #[zbus(property(emits_changed_signal = "false"))]
    fn position(&self) -> i64 {
        micros(self.shown().position)
    }

    #[zbus(property)]
    fn minimum_rate(&self) -> f64 {
        f64::from(SPEED_MIN)
    }

    #[zbus(property)]
    fn maximum_rate(&self) -> f64 {
        f64::from(SPEED_MAX)
    }

    #[zbus(property)]
    fn can_go_next(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_go_previous(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_play(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_pause(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_seek(&self) -> bool {
        true
    }

    #[zbus(property(emits_changed_signal = "const"))]
    fn can_control(&self) -> bool {
        true
    }

    #[zbus(signal)]
    async fn seeked(emitter: &SignalEmitter<'_>, position: i64) -> zbus::Result<()>;
}
