//! The thread of sound. It starts with the first episode, so that people who only read pay nothing.

#[cfg(feature = "listen")]
pub(super) use playing::Sound;

#[cfg(not(feature = "listen"))]
pub(super) use absent::Sound;

#[cfg(feature = "listen")]
mod playing {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{self, Sender};
    use std::sync::{Arc, Mutex, PoisonError};

    use crate::audio::{self, Message, SystemParts};
    use crate::config::Paths;
    use crate::model::{Cause, PlayerCommand};
    use crate::net::Recorder;
    use crate::worker::message::Event;
    use crate::worker::outbox::Outbox;

    /// Passes commands to the thread, and starts it.
    pub(in crate::worker) struct Sound {
        recorder: Recorder,
        cache: PathBuf,
        outbox: Outbox,
        thread: Mutex<Option<Sender<Message>>>,
        is_over: Arc<AtomicBool>,
    }

    impl Sound {
        pub(in crate::worker) fn new(paths: &Paths, recorder: &Recorder, outbox: Outbox) -> Self {
            Self {
                recorder: recorder.clone(),
                cache: paths.streams(),
                outbox,
                thread: Mutex::default(),
                is_over: Arc::default(),
            }
        }

        /// Returns whether the thread is there. Never waits.
        pub(in crate::worker) fn ask(&self, command: PlayerCommand) -> bool {
            let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
            if thread.is_none() {
                if !matches!(command, PlayerCommand::Load { .. }) {
                    return true;
                }
                *thread = self.start();
            }
            thread.as_ref().is_some_and(|sender| sender.send(Message::Command(command)).is_ok())
        }

        fn start(&self) -> Option<Sender<Message>> {
            let (sender, messages) = mpsc::channel();
            let (client, pictures) =
                (self.recorder.client(Cause::Episode), self.recorder.client(Cause::Picture));
            let (cache, outbox) = (self.cache.clone(), self.outbox.clone());
            let is_over = Arc::clone(&self.is_over);
            let own = sender.clone();
            let work = move || {
                let tell = Box::new(move |news| outbox.send(Event::Player(news)));
                let parts = SystemParts { client, pictures, cache, tell };
                audio::run(parts, own, &messages, || is_over.load(Ordering::Acquire));
            };
            let started = super::super::workers::start("gleaner-sound", work);
            started.inspect_err(|err| log::error!("no thread for sound: {err}")).ok()?;
            Some(sender)
        }

        /// Silence, at once.
        pub(in crate::worker) fn stop(&self) {
            self.is_over.store(true, Ordering::Release);
            let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(sender) = &*thread {
                let _ = sender.send(Message::Command(PlayerCommand::Stop));
            }
        }
    }
}

#[cfg(not(feature = "listen"))]
mod absent {
    use std::sync::Arc;

    use crate::config::Paths;
    use crate::model::{Phase, PlayProblem, PlayerCommand, PlayerNews, PlayerReport};
    use crate::net::Recorder;
    use crate::worker::message::Event;
    use crate::worker::outbox::Outbox;

    /// Refuses every episode.
    pub(in crate::worker) struct Sound(Outbox);

    impl Sound {
        pub(in crate::worker) fn new(_: &Paths, _: &Recorder, outbox: Outbox) -> Self {
            Self(outbox)
        }

        pub(in crate::worker) fn ask(&self, command: PlayerCommand) -> bool {
            if let PlayerCommand::Load { episode, .. } = command {
                let report = PlayerReport {
                    entry_id: Some(episode.entry_id),
                    phase: Phase::Failed(PlayProblem::NotBuilt),
                    ..PlayerReport::default()
                };
                self.0.send(Event::Player(PlayerNews::Report(Arc::new(report))));
            }
            true
        }

        #[expect(clippy::unused_self, reason = "where there is sound, it stops")]
        pub(in crate::worker) fn stop(&self) {}
    }
}
