//! Commands as the menu shows them: with words for their present effect, or with a tick.

use super::action::Pane;
use super::aloud::AloudStage;
use super::command::Command;
use super::episodes::DownloadView;
use super::state::AppState;
use crate::config::ThemeChoice;
use crate::i18n::t;
use crate::model::{EntryId, Filter, Order};
use crate::query::PlaceId;

/// The present words of a command; `None` if the command has no meaning now.
type Words = fn(&AppState) -> Option<String>;

const WITH_STATE: [(Command, Words); 22] = [
    (Command::ToggleStar, star_words),
    (Command::ToggleRead, read_words),
    (Command::ToggleFullText, full_text_words),
    (Command::ReadLater, later_words),
    (Command::PauseFeed, pause_words),
    (Command::ToggleChanges, changes_words),
    (Command::ReadAloud, aloud_words),
    (Command::PauseAloud, pause_aloud_words),
    (Command::PlayPause, play_words),
    (Command::ToggleQueued, queue_words),
    (Command::ToggleDownload, download_words),
    (Command::ToggleFolder, folder_words),
    (Command::ChooseFeed, selection_words),
    (Command::ToggleSidebar, |state| Some(sidebar_words(state))),
    (Command::OpenWith1, |state| program_words(state, 0)),
    (Command::OpenWith2, |state| program_words(state, 1)),
    (Command::OpenWith3, |state| program_words(state, 2)),
    (Command::OpenWith4, |state| program_words(state, 3)),
    (Command::OpenWith5, |state| program_words(state, 4)),
    (Command::SendTo1, |state| keeper_words(state, 0)),
    (Command::SendTo2, |state| keeper_words(state, 1)),
    (Command::SendTo3, |state| keeper_words(state, 2)),
];

const THEMES: [(Command, ThemeChoice); 5] = [
    (Command::SystemTheme, ThemeChoice::System),
    (Command::LightTheme, ThemeChoice::Light),
    (Command::DarkTheme, ThemeChoice::Dark),
    (Command::SepiaTheme, ThemeChoice::Sepia),
    (Command::BlackTheme, ThemeChoice::Black),
];

const ORDERS: [(Command, Order); 3] = [
    (Command::LongestFirst, Order::Longest),
    (Command::ShortestFirst, Order::Shortest),
    (Command::LastReadFirst, Order::LastRead),
];

impl Command {
    /// The name in the menu: the effect that the command has now, for example `Remove star`.
    #[must_use]
    pub fn menu_title(self, state: &AppState) -> String {
        WITH_STATE
            .iter()
            .find(|(command, _)| *command == self)
            .and_then(|(_, words)| words(state))
            .unwrap_or_else(|| self.title())
    }

    /// Whether the menu shows the command with a tick; `None` if it is not for turning on or off.
    #[must_use]
    pub fn is_on(self, state: &AppState) -> Option<bool> {
        let theme = THEMES.iter().find(|(command, _)| *command == self);
        if let Some((_, theme)) = theme {
            Some(state.settings.theme == *theme)
        } else if self == Self::ToggleFilter {
            Some(state.filter() == Filter::Unread)
        } else if let Some(order) = self.order() {
            Some(state.settings.order == order)
        } else if self == Self::ToggleOrder {
            Some(state.settings.order == Order::Oldest)
        } else {
            None
        }
    }
}

impl Command {
    /// The order that the command switches on.
    pub(super) fn order(self) -> Option<Order> {
        ORDERS.iter().find(|(command, _)| *command == self).map(|(_, order)| *order)
    }
}

fn program_words(state: &AppState, at: usize) -> Option<String> {
    let program = state.program(at)?;
    let name = Some(program.name.trim()).filter(|name| !name.is_empty());
    let first = || program.command.split_whitespace().next().unwrap_or_default();
    Some(t!(command_open_with, program = name.unwrap_or_else(first)))
}

fn keeper_words(state: &AppState, at: usize) -> Option<String> {
    Some(t!(command_send_to, service = state.keeper(at)?.name()))
}

fn star_words(state: &AppState) -> Option<String> {
    let entry = state.selected_status()?;
    Some(if entry.is_starred { t!(command_remove_star) } else { t!(command_star) })
}

fn read_words(state: &AppState) -> Option<String> {
    let entry = state.selected_status()?;
    Some(if entry.is_read { t!(command_mark_unread) } else { t!(command_mark_read) })
}

fn changes_words(state: &AppState) -> Option<String> {
    let is_shown = state.selected_article()?.changes.is_some();
    Some(if is_shown { t!(command_hide_changes) } else { t!(command_show_changes) })
}

fn aloud_words(state: &AppState) -> Option<String> {
    let is_reading = state.aloud().is_some();
    (is_reading || state.selected_id().is_some())
        .then(|| if is_reading { t!(command_stop_aloud) } else { t!(command_start_aloud) })
}

fn pause_aloud_words(state: &AppState) -> Option<String> {
    let is_paused = state.aloud()?.stage == AloudStage::Paused;
    Some(if is_paused { t!(command_go_on_aloud) } else { t!(command_hold_aloud) })
}

fn full_text_words(state: &AppState) -> Option<String> {
    let article = state.selected_article()?;
    Some(if article.is_full_text { t!(command_feed_text) } else { t!(command_full_text) })
}

fn later_words(state: &AppState) -> Option<String> {
    let is_on = state.is_for_later(state.selected_id()?);
    Some(if is_on { t!(command_not_later) } else { t!(command_read_later) })
}

fn pause_words(state: &AppState) -> Option<String> {
    let feed = state.feed(state.selected_feed()?)?;
    let is_paused = feed.options.paused_until.is_some();
    Some(if is_paused { t!(command_resume_feed) } else { t!(command_pause_feed) })
}

fn play_words(state: &AppState) -> Option<String> {
    state.player.opened.as_ref()?;
    Some(if state.player.is_playing() { t!(command_pause) } else { t!(command_play) })
}

/// The episode that commands for episodes act on.
fn episode(state: &AppState) -> Option<EntryId> {
    state.shown_episode().map(|article| article.entry.id).or(state.player.current())
}

fn queue_words(state: &AppState) -> Option<String> {
    let is_queued = state.library.listening.is_queued(episode(state)?);
    Some(if is_queued { t!(command_remove_from_queue) } else { t!(command_add_to_queue) })
}

fn download_words(state: &AppState) -> Option<String> {
    Some(match state.download_of(episode(state)?) {
        Some(DownloadView::Done) => t!(command_remove_download),
        Some(DownloadView::Running(..)) => t!(command_cancel_download),
        Some(DownloadView::Failed(_)) | None => t!(command_download),
    })
}

fn folder_words(state: &AppState) -> Option<String> {
    let is_folded = match state.place() {
        PlaceId::Folder(id) => state.session.folded.contains(&id),
        PlaceId::Account(id) => state.session.folded_accounts.contains(&id),
        PlaceId::BuiltIn(_)
        | PlaceId::Feed(_)
        | PlaceId::Search(_)
        | PlaceId::Tag(_)
        | PlaceId::Preview => return None,
    };
    Some(if is_folded { t!(command_expand_folder) } else { t!(command_collapse_folder) })
}

fn selection_words(state: &AppState) -> Option<String> {
    let is_chosen = state.chosen.contains(&state.selected_feed()?);
    Some(if is_chosen { t!(command_deselect_feed) } else { t!(command_select_feed) })
}

fn sidebar_words(state: &AppState) -> String {
    let is_shown = if state.has_room_for_sidebar {
        state.session.is_sidebar_shown
    } else {
        state.pane() == Pane::Sources
    };
    if is_shown { t!(command_hide_sidebar) } else { t!(command_show_sidebar) }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::config::{Session, Settings};
    use crate::model::FolderId;

    fn state() -> AppState {
        AppState::new(Settings::default(), Session::default(), TimeZone::UTC)
    }

    #[test]
    fn the_menu_names_the_present_effect_of_a_command() {
        let mut state = state();
        state.session.is_sidebar_shown = true;
        assert_eq!(Command::ToggleSidebar.menu_title(&state), "Hide sidebar");
        state.session.is_sidebar_shown = false;
        assert_eq!(Command::ToggleSidebar.menu_title(&state), "Show sidebar");
        state.has_room_for_sidebar = false;
        assert_eq!(Command::ToggleSidebar.menu_title(&state), "Show sidebar");
        state.pane = Pane::Sources;
        assert_eq!(Command::ToggleSidebar.menu_title(&state), "Hide sidebar");
        state.place = PlaceId::Folder(FolderId(1));
        assert_eq!(Command::ToggleFolder.menu_title(&state), "Collapse folder");
        state.session.folded.push(FolderId(1));
        assert_eq!(Command::ToggleFolder.menu_title(&state), "Expand folder");
    }

    #[test]
    fn without_a_selected_entry_the_menu_names_both_effects() {
        assert_eq!(Command::ToggleRead.menu_title(&state()), "Mark as read or unread");
        assert_eq!(Command::ToggleStar.menu_title(&state()), "Star or remove star");
        assert_eq!(Command::NextEntry.menu_title(&state()), "Next entry");
    }

    #[test]
    fn commands_that_are_turned_on_and_off_have_a_tick() {
        let mut state = state();
        state.place = PlaceId::TODAY;
        state.settings.filter = Filter::All;
        state.settings.order = Order::Oldest;
        assert_eq!(Command::ToggleFilter.is_on(&state), Some(false));
        assert_eq!(Command::ToggleOrder.is_on(&state), Some(true));
        assert_eq!(Command::Quit.is_on(&state), None);
    }
}
