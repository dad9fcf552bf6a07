//! Why a command can do nothing now, for those who look for it.

use crate::i18n::t;

use super::command::{Command, Group};
use super::state::AppState;

const LINKS: [Command; 4] =
    [Command::OpenInBrowser, Command::OpenInBackground, Command::CopyLink, Command::SendMail];
const MARKS: [Command; 5] = [
    Command::MarkAllRead,
    Command::MarkAbove,
    Command::MarkBelow,
    Command::MarkOlderDay,
    Command::MarkOlderWeek,
];
const STORIES: [Command; 4] =
    [Command::ToggleFold, Command::NextSource, Command::WhyStory, Command::SplitStory];
const PROGRAMS: [Command; 5] = [
    Command::OpenWith1,
    Command::OpenWith2,
    Command::OpenWith3,
    Command::OpenWith4,
    Command::OpenWith5,
];
const ALOUD: [Command; 4] =
    [Command::PauseAloud, Command::NextSentence, Command::PreviousSentence, Command::ReadNextAloud];
const KEEPERS: [Command; 3] = [Command::SendTo1, Command::SendTo2, Command::SendTo3];
const SEARCHES: [Command; 3] = [Command::EditSearch, Command::SearchUp, Command::SearchDown];

impl Command {
    /// The reason why the command can do nothing now, as a sentence for the user. `None` if it can.
    #[must_use]
    pub fn obstacle(self, state: &AppState) -> Option<String> {
        if self.resolve(state).is_some() {
            return None;
        }
        let has_entry = state.selected_id().is_some();
        Some(if self == Self::OpenComments && has_entry {
            t!(obstacle_no_comments)
        } else if LINKS.contains(&self) && has_entry {
            t!(obstacle_no_link)
        } else if STORIES.contains(&self) && has_entry && !state.is_preview() {
            t!(obstacle_no_story)
        } else if PROGRAMS.contains(&self) && !state.is_preview() && has_entry {
            t!(obstacle_no_program)
        } else if KEEPERS.contains(&self) && !state.is_preview() && has_entry {
            t!(obstacle_no_keeper)
        } else if MARKS.contains(&self) && !state.is_preview() {
            t!(obstacle_all_read)
        } else if ALOUD.contains(&self) {
            t!(obstacle_not_aloud)
        } else if SEARCHES.contains(&self) {
            t!(obstacle_no_search)
        } else if self == Self::ToggleFolder {
            t!(obstacle_no_folder)
        } else if self == Self::OpenSite && state.selected_feed().is_some() {
            t!(obstacle_no_site)
        } else if self == Self::CancelRefresh {
            t!(obstacle_no_refresh)
        } else {
            self.obstacle_of_group(state)
        })
    }

    fn obstacle_of_group(self, state: &AppState) -> String {
        match self.group() {
            Group::Entry | Group::Go if state.is_preview() => t!(obstacle_preview),
            Group::Article => t!(obstacle_no_article),
            Group::Entry => t!(obstacle_no_entry),
            Group::Go | Group::Feeds => t!(obstacle_no_feed),
            Group::Listen => t!(obstacle_no_episode),
            Group::View | Group::Program => t!(obstacle_limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::config::{Session, Settings};

    #[test]
    fn a_command_has_a_reason_exactly_when_it_can_do_nothing() {
        let state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
        for command in Command::ALL {
            let reason = command.obstacle(&state);
            assert_eq!(reason.is_none(), command.resolve(&state).is_some(), "{command:?}");
        }
        let reason = |command: Command| command.obstacle(&state).unwrap_or_default();
        assert_eq!(reason(Command::ToggleStar), "Select an entry first");
        assert_eq!(reason(Command::FeedSettings), "Select a feed in the sidebar first");
        assert_eq!(reason(Command::EditSearch), "Select a saved search in the sidebar first");
        assert_eq!(reason(Command::ShowOutline), "Open an article first");
        assert_eq!(reason(Command::CancelRefresh), "No refresh is running");
    }
}
