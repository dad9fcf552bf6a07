//! What the window shows and what the user can do, without any toolkit: state, commands, and the
//! two functions that change state.
//!
//! [`AppState::apply`] takes what the user asked for, [`AppState::receive`] what a worker answered; both return [`Effect`]s for the shell to run.

mod action;
mod activity;
mod article_cache;
mod command;
mod dates;
mod dialog;
mod entry_list;
mod mute;
mod notice;
mod sidebar;
mod state;
mod suggestion;
mod tally;
mod update;

pub use action::{Action, Effect, MarkRange, Pane, Place};
pub use activity::{
    FoundRequests, REPORTED_MAX, answer_words, cause_words, clock_words, duration_words,
    found_requests, is_shown, next_words, report, requests_of, transfer_words,
};
pub use command::{Command, Group};
pub use dates::{
    DayGroup, bytes_words, date_words, day_groups, day_words, full_date_words, start_of_day,
    time_words,
};
pub use dialog::{
    ActivityFilter, ActivityView, AddFeed, AddStage, Dialog, HealthFilter, ImportStage, KeysStage,
    NameTarget, RuleDraft, RulesStage, SignInDraft,
};
pub use entry_list::EntryList;
pub use mute::mute_word;
pub use notice::Notice;
pub use sidebar::{SidebarRow, rows as sidebar_rows};
pub use state::{AppState, Progress};
pub use suggestion::{SUGGESTED_TITLE, SUGGESTED_URL};
