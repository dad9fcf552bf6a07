//! Gleaner, a native desktop feed reader.
//!
//! The program keeps feeds in a local library, lists their entries beside a rendered article, and
//! refreshes when the user asks or by a timer. All of it is in this library crate, so that the
//! window, the command line and the tests use the same code; `main.rs` only starts it.
//!
//! # Map
//!
//! An import may only point down; `tests/integration/architecture.rs` checks it.
//!
//! | layer | module | |
//! |---|---|---|
//! | 5 | [`ui`] | the window, and the only module that knows egui |
//! | | [`cli`] | the same program without a window |
//! | 4 | [`app`] | state, commands, update; no egui, SQL or sockets |
//! | | [`worker`] | threads: [`worker::Job`] in, [`worker::Event`] out |
//! | 3 | `library` | open, repair, subscribe, import: for window and command line, no threads |
//! | | [`refresh`] | the refresh of one feed: fetch, parse, decide |
//! | | [`sync`] | accounts: the engine, and a file for each kind of server |
//! | | [`article`] | an entry as a reader sees it |
//! | | `audio` | plays episodes: decoding, speed, sound device |
//! | | [`aloud`] | an article as a voice reads it |
//! | 2 | [`net`] | HTTP, discovery of feeds, keyring |
//! | | [`parse`] | bytes to feeds |
//! | | [`document`] | HTML to articles |
//! | | [`picture`] | bytes to pixels |
//! | | [`revisions`] | what a publisher changed in an entry |
//! | | [`store`] | the database |
//! | | [`stories`] | which entries of different feeds are one text or one story |
//! | | [`listen`] | episodes: chapters, transcripts, the queue; no sound |
//! | | [`opml`] | subscription lists |
//! | 1 | [`model`] | plain values |
//! | | [`config`] | paths, settings, session |
//! | | [`query`] | the search language |
//! | | [`folder_sync`] | sync through a shared folder: files and merging, no database |
//! | | `markup` | tags and entities as they are found |
//! | 0 | [`i18n`] | messages, dates and numbers on screen |
//!
//! Start reading at [`model`], then [`worker`]: its `Job` and `Event` are all the traffic between
//! the window and the rest.
//!
//! # To change something
//!
//! | to change | look at |
//! |---|---|
//! | a word or sentence on screen | `assets/i18n/en/gleaner.ftl`; `t!` in `i18n/mod.rs` uses it |
//! | a language | `assets/i18n/README.md`, `i18n/language.rs` |
//! | a date or number in words | `i18n/dates.rs`, `i18n/numbers.rs` |
//! | a theme's colour, a new theme | `ui/theme/palettes.rs`; the names are in `ui/theme/mod.rs` |
//! | a key | `ui/shortcuts.rs`: one table for keys, tooltips and the key sheet |
//! | a command | `app/command.rs`; menu, palette and key sheet follow |
//! | what happens after a command | `app/update/` |
//! | a smart feed in the sidebar | `query/place.rs`: one row of `BUILT_IN` |
//! | a setting | `config.rs`, then its row in `ui/dialogs/settings.rs` |
//! | accounts in the window | `app/update/accounts.rs`, `ui/dialogs/account.rs` |
//! | a setting of one feed | `FeedOptions` in `model/feed.rs`, `ui/dialogs/feed.rs` |
//! | a dialog | `app/dialog.rs` for its state, `ui/dialogs/` for its looks |
//! | an element or attribute of feeds | `parse/names.rs`, `parse/normalise/` |
//! | a date format of feeds | `parse/dates/` |
//! | the feeds of a well-known site | `refresh/sites/`: one file for each kind of site |
//! | what a site wraps around entries | `article/sources/` |
//! | an element of articles | `document/build/`, then `ui/article/flow/`, `ui/article/layout/` |
//! | where a line may end | `ui/text/breaks.rs` |
//! | the font for a script or for emoji | `ui/fonts/system.rs`, `ui/fonts/apart.rs` |
//! | an embedded player | `document/embeds.rs` |
//! | what is said of an article, a voice | `aloud/script.rs`, `aloud/voice.rs` |
//! | a format of pictures | `picture/decode.rs` |
//! | when two entries are one story | `stories/judge.rs`, `tests/fixtures/stories` |
//! | how often a feed is asked | `refresh/schedule.rs` |
//! | what may be fetched | `net/guard.rs` |
//! | the words of an error | `user_message` beside the error, e.g. `net/error.rs` |
//! | a format of sound | `audio/decode/mod.rs` |
//! | the sound device | `audio/output/` |
//! | the desktop's player controls | `audio/controls/mpris.rs` |
//! | a limit | the constant beside its use: `grep -rn "_MAX: \|MAX_" src` |
//! | a field of the search | `query/parse.rs`, `query/evaluate.rs`, `store/find/` |
//! | the database schema | `store/schema/`; add a fixture to `tests/fixtures/schemas/` |
//! | an act that can be undone | its file in `store/`, `store/undo/` |
//! | a job of a thread | `worker/message/`, then `worker/write/`, `read/` or `fetch/` |
//! | a subcommand | `cli/mod.rs` and its own file beside it |
//! | an import format | `opml/any.rs`; `store/foreign/` for databases of other readers |
//! | a service that entries are sent to | `sync/keepers/`: one file for each kind |
//! | what the desktop around the window knows | `worker/desktop/`, `ui/hidden.rs` |
//! | an import format | `opml/any.rs` |
//! | episodes: chapters, transcripts, queue | `listen/`, `store/listening/`, `app/listening.rs` |
//! | downloads of episodes | `library/episodes.rs`, `worker/fetch/episodes.rs` |
//! | sync through a shared folder | `folder_sync/`, then `store/folder_sync/` |
//! | a sync service | `sync/services/`: one file for each interface |
//! | a test of the window | `tests/integration/window.rs`; it finds things by role and name |
//! | a test of a whole refresh | `tests/integration/worker_refresh.rs`, `support/server.rs` |

pub mod aloud;
pub mod app;
pub mod article;
#[cfg(feature = "listen")]
pub mod audio;
pub mod cli;
pub mod config;
pub mod document;
pub mod folder_sync;
mod fonts;
pub mod i18n;
pub mod library;
pub mod listen;
mod markup;
pub mod model;
pub mod net;
pub mod opml;
pub mod parse;
pub mod picture;
pub mod query;
pub mod refresh;
pub mod revisions;
pub mod store;
pub mod stories;
pub mod sync;
pub mod ui;
pub mod worker;
