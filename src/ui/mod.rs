//! The window. egui draws the state of [`crate::app::AppState`], and the user's input comes back as
//! actions. No other folder may use egui.
//!
//! [`run`] opens the real window; [`ReaderApp`] is its whole content, so that tests can run it
//! without a window.

mod account_row;
mod aloud_bar;
pub mod article;
mod article_bar;
mod backend;
mod changes_bar;
mod choosing;
mod chord;
mod columns;
mod command_button;
mod context;
mod dialogs;
mod empty_list;
mod entry_list;
mod entry_menu;
mod failure;
mod feed_icons;
mod file_dialog;
mod focus;
pub mod fonts;
mod hidden;
pub mod icons;
mod key_releases;
mod keyboard;
mod list_banner;
mod looks;
mod menu;
mod menu_items;
mod mirror;
mod notification;
mod panes;
mod passed;
mod player;
mod reader;
mod roving;
mod scroll;
mod shortcuts;
mod sidebar;
mod sidebar_menus;
mod sidebar_row;
mod slider;
mod status;
mod story_bar;
mod text;
pub mod theme;
mod tree_keys;
mod widgets;
mod window;

pub use backend::Backend;
pub use failure::FailureScreen;
pub use hidden::run_hidden;
pub use reader::{Clock, ReaderApp, Start};
pub use window::{WindowError, WindowOptions, run};
