//! The window: egui draws what [`crate::app::AppState`] says and returns what the user asked for.
//! The only place that knows egui.
//!
//! [`run`] opens the real window; [`ReaderApp`] is all that is in it, so that tests can hold it without one.

pub mod article;
mod article_bar;
mod backend;
mod chord;
mod columns;
mod context;
mod dialogs;
mod empty_list;
mod entry_list;
mod entry_menu;
mod failure;
mod feed_icons;
mod file_dialog;
pub mod fonts;
pub mod icons;
mod keyboard;
mod list_banner;
mod menu;
mod panes;
mod passed;
mod reader;
mod scroll;
mod shortcuts;
mod sidebar;
mod sidebar_menus;
mod sidebar_row;
mod status;
pub mod theme;
mod widgets;
mod window;

pub use backend::Backend;
pub use failure::FailureScreen;
pub use reader::{Clock, ReaderApp, Start};
pub use window::{WindowError, WindowOptions, run};
