//! The only integration-test binary, with one module per subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_wrap, // ids of a few entries
    clippy::format_collect, // fixtures are short
    unreachable_pub
)]

mod accessible;
mod account_cli;
mod activity;
#[cfg(all(feature = "listen", target_os = "linux"))]
mod aloud;
mod aloud_scripts;
mod app_accounts;
mod app_aloud;
mod app_commands;
mod app_dialogs;
mod app_listening;
mod app_lists;
mod app_places;
mod app_state;
mod app_stories;
mod app_support;
mod architecture;
mod article_looks;
mod article_moving;
mod article_pane;
mod article_pictures;
mod article_selecting;
mod articles;
mod at_spi;
mod audio;
mod audio_formats;
mod audio_limits;
mod audio_real;
mod audio_streams;
mod audio_support;
mod cache_removed;
mod corpora;
mod credentials;
mod credentials_cli;
#[cfg(feature = "diagrams")]
mod diagrams;
mod document;
mod document_limits;
mod document_properties;
mod end_to_end;
mod episodes;
mod faults;
mod feed_icons;
mod find;
mod folder_sync;
mod folder_sync_cli;
#[path = "../fuzz/src/targets.rs"]
mod fuzz;
mod fuzz_replay;
#[path = "../fuzz/src/harmless.rs"]
mod harmless;
mod http2;
mod i18n;
mod identity;
mod keepers;
mod kill;
mod languages;
mod library_cli;
mod library_cli_changes;
mod limits;
mod lists;
mod memory;
mod net;
mod network_settings;
mod package_files;
mod parse_damage;
mod parse_forms;
mod parse_quirks;
mod parse_torture;
mod pseudo;
mod queue_cli;
mod reader_databases;
mod real_window;
mod refresh;
mod refresh_publishers;
mod saved_pages;
mod schemas;
mod search;
mod search_properties;
mod soak;
mod store;
mod store_accounts;
mod store_history;
mod store_leaving;
mod store_listening;
mod store_lists;
mod store_packing;
mod store_processes;
mod store_readings;
mod store_revisions;
mod store_river;
mod store_rules;
mod store_snooze;
mod store_stories;
mod store_support;
mod store_undo;
mod store_undo_arrangement;
mod store_undo_statuses;
mod stories;
mod support;
mod sync;
mod sync_feeds;
mod sync_hostile;
mod sync_model;
mod sync_scenarios;
mod sync_support;
mod sync_transcripts;
mod taming_cli;
mod torture;
mod torture_window;
mod window;
mod window_accounts;
mod window_aloud;
mod window_article;
mod window_folder;
mod window_health;
mod window_library;
mod window_listening;
mod window_looks;
mod window_revisions;
mod window_search;
mod window_stories;
mod window_tags;
mod window_taming;
mod worker;
mod worker_refresh;
mod worker_sending;
mod worker_support;
