//! The thread of sound. It starts with the first episode, so that people who only read pay nothing.

use std::sync::Arc;

use super::message::Event;
use super::outbox::Outbox;
use crate::model::{Phase, PlayProblem, PlayerCommand, PlayerNews, PlayerReport};

/// Passes commands to the thread, and starts it.
pub(super) struct Sound {
    outbox: Outbox,
}

impl Sound {
    pub(super) fn new(outbox: Outbox) -> Self {
        Self { outbox }
    }

    /// Returns whether the thread is there. Never waits.
    pub(super) fn ask(&self, command: PlayerCommand) -> bool {
        if let PlayerCommand::Load { episode, .. } = command {
            let report = PlayerReport {
                entry_id: Some(episode.entry_id),
                phase: Phase::Failed(PlayProblem::NotBuilt),
                ..PlayerReport::default()
            };
            self.outbox.send(Event::Player(PlayerNews::Report(Arc::new(report))));
        }
        true
    }
}
