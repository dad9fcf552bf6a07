//! The state of the window and everything that the user can do, without any toolkit.
//!
//! [`AppState::apply`] takes an [`Action`] of the user, [`AppState::receive`] an answer of a
//! worker. Nothing else changes the state. Both return [`Effect`]s for the shell to run.

mod account;
mod action;
mod activity;
mod aloud;
mod article_cache;
mod burst;
mod command;
mod command_state;
mod counting;
mod dates;
mod dialog;
mod entry_list;
mod episodes;
mod folder;
mod health;
mod keeper;
mod listening;
mod mute;
mod notice;
mod obstacle;
mod palette_uses;
mod pane_command;
mod pasted;
mod place;
mod recipient;
mod refresh_timer;
mod resolve;
mod river;
mod searching;
mod sidebar;
mod state;
mod suggestion;
mod tally;
mod target;
mod tree;
mod update;

pub use account::{AccountDraft, AccountStage, AccountWish, SyncProgress, answer_label};
pub use action::{AccountAction, Action, Effect, FolderAction, MarkRange, Pane, StoryAction};
pub use activity::{
    FoundRequests, REPORTED_MAX, answer_words, cause_words, duration_words, is_shown, next_words,
    report, requests_of, transfer_words,
};
pub use aloud::{AloudAction, AloudStage, AloudView};
pub use command::{Command, Group};
pub use dates::{DayGroup, day_groups, row_time_words, start_of_day};
pub use dialog::{
    ActivityFilter, ActivityView, AddFeed, AddStage, Dialog, HealthColumn, HealthFilter,
    HealthView, ImportStage, KeysStage, NameTarget, RuleDraft, RulesStage, SignInDraft,
    SignInProgress, SnoozeTarget, StatisticsSpan,
};
pub use entry_list::EntryList;
pub use episodes::DownloadView;
pub use folder::{FolderDraft, FolderStage, FolderView};
pub use health::{FeedCondition, condition_of, health_rows, is_in};
pub use keeper::{KeeperAction, KeeperDraft, KeeperStage};
pub use listening::{ListenAction, PlayerPanel, PlayerView, SleepChoice};
pub use mute::mute_word;
pub use notice::Notice;
pub use palette_uses::PALETTE_USES_MAX;
pub use pane_command::PaneCommand;
pub use pasted::pasted_address;
pub use recipient::Recipient;
pub use refresh_timer::{RefreshTimer, Rest};
pub use sidebar::{SidebarRow, rows as sidebar_rows};
pub use state::{AppState, Progress};
pub use suggestion::{SUGGESTED_TITLE, SUGGESTED_URL};
pub use target::{is_list, target_action};
pub use tree::{TreeKey, TreeMove, TreeRow, tree_move};

pub use crate::i18n::{bytes_words, clock_words, date_words, day_words, time_words};
