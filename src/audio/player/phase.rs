//! How the player stands, and the word for it.

use crate::model::{Phase, PlayProblem};

/// What is known about playing.
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    pub(super) has_episode: bool,
    pub(super) wants_to_play: bool,
    /// There is enough sound.
    pub(super) is_ready: bool,
    /// All sound is in the pipe.
    pub(super) is_over: bool,
    /// Why it was the last sound, and of which track.
    pub(super) ends_with: Option<(u32, PlayProblem)>,
    pub(super) has_ended: bool,
    pub(super) problem: Option<PlayProblem>,
}

pub(super) fn phase(standing: &Standing) -> Phase {
    if !standing.has_episode {
        Phase::Idle
    } else if let Some(problem) = &standing.problem {
        Phase::Failed(problem.clone())
    } else if standing.has_ended {
        Phase::Ended
    } else if !standing.wants_to_play {
        Phase::Paused
    } else if standing.is_ready {
        Phase::Playing
    } else {
        Phase::Loading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_outweighs_the_wish_to_play() {
        let standing = Standing { has_episode: true, wants_to_play: true, ..Standing::default() };
        assert_eq!(phase(&Standing::default()), Phase::Idle);
        assert_eq!(phase(&standing), Phase::Loading);
        let ready = Standing { is_ready: true, ..standing };
        assert_eq!(phase(&ready), Phase::Playing);
        assert_eq!(phase(&Standing { has_ended: true, ..ready.clone() }), Phase::Ended);
        let problem = Some(PlayProblem::NoDevice);
        assert_eq!(phase(&Standing { problem, ..ready }), Phase::Failed(PlayProblem::NoDevice));
    }

    #[test]
    fn an_episode_that_does_not_play_is_paused_even_while_it_loads() {
        let standing = Standing { has_episode: true, ..Standing::default() };
        assert_eq!(phase(&standing), Phase::Paused);
    }
}
