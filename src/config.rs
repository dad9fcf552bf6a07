//! The files of a profile: paths, settings and the session.
//!
//! Paths are values that are passed down, never globals, so that tests can use their own.

mod listening;
mod session;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::i18n::{io_words, t};
use crate::model::{Filter, Keeper, Order, PicturePolicy, Retention, StoryLevel};

pub use listening::{DOWNLOAD_MEGABYTES, ListenSettings, SKIP_SECS, SPEED_PERCENTS};
pub use session::{RefreshQuestion, Session};

/// The environment variable that names another profile directory.
pub const PROFILE_VARIABLE: &str = "GLEANER_PROFILE";

/// The text sizes of articles, in points.
pub const TEXT_SIZES: std::ops::RangeInclusive<f32> = 14.0..=26.0;
/// The widths of the article's column, in characters.
pub const MEASURES: std::ops::RangeInclusive<f32> = 45.0..=110.0;
/// The line heights of articles, as multiples of the text size.
pub const LINE_HEIGHTS: std::ops::RangeInclusive<f32> = 1.2..=2.0;

/// The sizes of the window's text and controls, in percent.
pub const INTERFACE_PERCENTS: std::ops::RangeInclusive<u32> = 75..=200;

/// The speeds of reading aloud, in percent of a voice's usual one.
pub const SPEECH_PERCENTS: std::ops::RangeInclusive<u32> = 50..=300;

/// The speeds that are offered.
pub const SPEECH_SPEEDS: [u32; 11] = [50, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// The programs that can have a command of the menu each.
pub const PROGRAMS_MAX: usize = 5;
/// The services that can have a command of the menu each.
pub const KEEPERS_MAX: usize = 3;

/// A failure to read or write the files of a profile.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The platform does not say where configuration goes.
    #[error("no home directory")]
    NoHome,
    #[error("cannot write {path}: {source}")]
    Write { source: std::io::Error, path: PathBuf },
    #[error("cannot serialise {path}: {source}")]
    Serialise { source: toml::ser::Error, path: PathBuf },
}

/// The files of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    root: PathBuf,
    cache: PathBuf,
}

impl Paths {
    /// The profile in `root`, with its cache inside.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        let cache = root.join("cache");
        Self { root, cache }
    }

    /// Chooses the profile: the argument, else [`PROFILE_VARIABLE`], else a directory `profile`
    /// beside the program, so that it can be carried on a stick, else the platform's configuration
    /// directory.
    ///
    /// # Errors
    /// If the platform has no such directory.
    pub fn resolve(argument: Option<PathBuf>) -> Result<Self, ConfigError> {
        // The path is found while the file is still there: an update may replace it.
        let program = program().ok();
        if let Some(root) = argument {
            return Ok(Self::new(root));
        }
        if let Some(root) = std::env::var_os(PROFILE_VARIABLE).filter(|value| !value.is_empty()) {
            return Ok(Self::new(root.into()));
        }
        if let Some(root) = program.and_then(|program| portable(&program)) {
            return Ok(Self::new(root));
        }
        Self::standard()
    }

    /// The platform's configuration directory.
    fn standard() -> Result<Self, ConfigError> {
        let dirs = directories::ProjectDirs::from("", "", "gleaner").ok_or(ConfigError::NoHome)?;
        Ok(Self { root: dirs.config_dir().to_owned(), cache: dirs.cache_dir().to_owned() })
    }

    /// The arguments with which another start of the program uses this profile. None for the usual
    /// one.
    #[must_use]
    pub fn arguments(&self) -> Vec<OsString> {
        if Self::standard().is_ok_and(|standard| standard == *self) {
            return Vec::new();
        }
        // Another start has another working directory.
        let root = std::path::absolute(&self.root).unwrap_or_else(|_| self.root.clone());
        vec!["--profile".into(), root.into()]
    }

    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The cache of fetched pictures; it may be deleted at any time.
    #[must_use]
    pub fn pictures(&self) -> PathBuf {
        self.cache.join("pictures")
    }

    /// The cache of feed icons and of the answers of their sites; it may be deleted at any time.
    #[must_use]
    pub fn icons(&self) -> PathBuf {
        self.cache.join("icons")
    }

    /// Downloaded episodes. They may be deleted at any time: then they are streamed.
    #[must_use]
    pub fn episodes(&self) -> PathBuf {
        self.cache.join("episodes")
    }

    /// For bytes of episodes while they play; it may be deleted at any time.
    #[must_use]
    pub fn streams(&self) -> PathBuf {
        self.cache.join("streams")
    }

    /// The database of feeds, entries and statuses.
    #[must_use]
    pub fn library(&self) -> PathBuf {
        self.root.join("library.db")
    }

    /// The file of [`Settings`].
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// The file of the [`Session`].
    #[must_use]
    pub fn session(&self) -> PathBuf {
        self.root.join("session.toml")
    }

    /// A copy of the subscription list as OPML, for the user and other programs.
    #[must_use]
    pub fn subscriptions(&self) -> PathBuf {
        self.root.join("subscriptions.opml")
    }
}

/// The name of a profile beside the program.
const PORTABLE: &str = "profile";

/// The profile beside a program, if there is one.
fn portable(program: &Path) -> Option<PathBuf> {
    let root = program.parent()?.join(PORTABLE);
    root.is_dir().then_some(root)
}

/// Where programs of the user's session have their files: the configuration on Linux, the home
/// folder on macOS.
#[must_use]
pub fn user_folder() -> Option<PathBuf> {
    let dirs = directories::BaseDirs::new()?;
    let folder = if cfg!(target_os = "macos") { dirs.home_dir() } else { dirs.config_dir() };
    Some(folder.to_owned())
}

/// The colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Light or dark, as the system says.
    #[default]
    System,
    /// Ink on warm paper.
    Light,
    /// Light on dark grey.
    Dark,
    /// Ink on yellowed paper.
    Sepia,
    /// Light on black.
    Black,
}

/// The typeface of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextFace {
    /// Noto Sans.
    #[default]
    Sans,
    /// Libertinus Serif.
    Serif,
}

/// The settings of the user: `settings.toml`. Unknown keys are ignored, missing ones get their
/// default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub struct Settings {
    /// The tag of the window's language; empty for that of the system.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    pub theme: ThemeChoice,
    pub face: TextFace,
    /// An installed family of fonts for articles, instead of `face`; empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reading_font: String,
    /// Size of the window's text and controls in percent, within [`INTERFACE_PERCENTS`].
    pub interface_percent: u32,
    /// Text size of articles in points, within [`TEXT_SIZES`].
    pub text_size: f32,
    /// Width of the article's column in characters, within [`MEASURES`].
    pub measure: f32,
    /// Line height of articles as a multiple of the text size, within [`LINE_HEIGHTS`].
    pub line_height: f32,
    pub pictures: PicturePolicy,
    /// Whether feeds have icons; otherwise no icon is fetched.
    pub shows_icons: bool,
    /// Minutes between automatic refreshes; 0 for never.
    pub refresh_minutes: u32,
    pub order: Order,
    pub filter: Filter,
    /// Whether selecting an entry marks it as read.
    pub mark_read_on_open: bool,
    /// Whether scrolling past entries marks them as read.
    pub mark_read_on_scroll: bool,
    /// Whether leaving a feed, folder, search or tag marks its list as read.
    pub mark_read_on_leave: bool,
    /// Which entries of different feeds lists show as one row.
    pub stories: StoryLevel,
    /// Whether reading an entry marks those that its row stands for as read, too.
    pub mark_copies_read: bool,
    /// Whether new entries cause a desktop notification.
    pub notifies: bool,
    /// Whether the program starts at login, without its window.
    pub starts_at_login: bool,
    /// Whether feeds are refreshed while the window is closed.
    pub stays_hidden: bool,
    /// Whether automatic refreshes rest while the machine runs on battery.
    pub rests_on_battery: bool,
    /// Whether automatic refreshes rest in networks that cost by volume.
    pub rests_on_metered: bool,
    /// The proxy: `system`, `none`, or an address that begins with http, https, socks5 or socks5h.
    pub proxy: String,
    /// A file with certificates that are trusted in addition to those of the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// The entries that are kept, for feeds without a setting of their own; all if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// The folder for entries that are saved as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown_folder: Option<PathBuf>,
    /// How episodes are played and kept.
    pub listening: ListenSettings,
    pub key_preset: KeyPreset,
    /// The user's own keys by the name of the command: `["g u", "Ctrl+2"]`.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The speed of reading aloud in percent, within [`SPEECH_PERCENTS`].
    pub speech_percent: u32,
    /// The voices that read aloud, by language: `de = "Anna"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub voices: BTreeMap<String, String>,
    /// Programs that open an entry, at most [`PROGRAMS_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<Program>,
    /// Services that keep pages, at most [`KEEPERS_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keepers: Vec<Keeper>,
}

/// A program of the user's own that opens an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Program {
    pub name: String,
    /// The program and its arguments, with `{url}`, `{title}` and `{file}` for those of the entry.
    /// No shell reads it.
    pub command: String,
}

/// The program whose keys are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPreset {
    /// Google Reader's, which Miniflux, `FreshRSS` and `NewsFlash` share.
    #[default]
    Google,
    /// `NetNewsWire`'s.
    NetNewsWire,
    /// Newsboat's.
    Newsboat,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: String::new(),
            theme: ThemeChoice::default(),
            face: TextFace::default(),
            reading_font: String::new(),
            interface_percent: 100,
            text_size: 17.0,
            measure: 70.0,
            line_height: 1.55,
            pictures: PicturePolicy::default(),
            shows_icons: true,
            refresh_minutes: 0,
            order: Order::default(),
            filter: Filter::default(),
            mark_read_on_open: true,
            mark_read_on_scroll: false,
            mark_read_on_leave: false,
            stories: StoryLevel::default(),
            mark_copies_read: true,
            notifies: false,
            starts_at_login: false,
            stays_hidden: false,
            rests_on_battery: false,
            rests_on_metered: true,
            proxy: Network::default().proxy,
            ca_file: None,
            retention: None,
            markdown_folder: None,
            listening: ListenSettings::default(),
            key_preset: KeyPreset::default(),
            keys: BTreeMap::new(),
            speech_percent: 100,
            voices: BTreeMap::new(),
            programs: Vec::new(),
            keepers: Vec::new(),
        }
    }
}

/// The network settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The proxy: `system`, `none`, or its address.
    pub proxy: String,
    /// A file with certificates that are trusted in addition to those of the platform.
    pub ca_file: Option<PathBuf>,
}

impl Default for Network {
    fn default() -> Self {
        Self { proxy: "system".to_owned(), ca_file: None }
    }
}

impl Settings {
    #[must_use]
    pub fn network(&self) -> Network {
        Network { proxy: self.proxy.clone(), ca_file: self.ca_file.clone() }
    }

    /// The same settings with every number within its limits; a NaN becomes the default.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        let within = |value: f32, range: std::ops::RangeInclusive<f32>, default: f32| {
            if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { default }
        };
        let default = Self::default();
        self.text_size = within(self.text_size, TEXT_SIZES, default.text_size);
        self.measure = within(self.measure, MEASURES, default.measure);
        self.line_height = within(self.line_height, LINE_HEIGHTS, default.line_height);
        let (least, most) = INTERFACE_PERCENTS.into_inner();
        self.interface_percent = self.interface_percent.clamp(least, most);
        let (least, most) = SPEECH_PERCENTS.into_inner();
        self.speech_percent = self.speech_percent.clamp(least, most);
        self.programs.truncate(PROGRAMS_MAX);
        self.keepers.truncate(KEEPERS_MAX);
        self.listening = self.listening.clamped();
        self
    }
}

/// Reads a TOML file. A missing file gives the default. A bad one is renamed, with `.bad` appended,
/// and gives the default and a sentence for the user.
#[must_use]
pub fn load_toml<T: DeserializeOwned + Default>(path: &Path) -> (T, Option<String>) {
    let mistake = match std::fs::read_to_string(path) {
        Ok(text) => match toml::from_str(&text) {
            Ok(value) => return (value, None),
            Err(err) => err.message().to_owned(),
        },
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => return (T::default(), None),
        // An unreadable file is set aside, too; the next save would overwrite it.
        Err(err) => io_words(&err),
    };
    let kept = bad_path(path);
    let shown = path.display().to_string();
    let note = match std::fs::rename(path, &kept) {
        Ok(()) => {
            let kept = kept.display().to_string();
            t!(error_settings_set_aside, path = shown, kept = kept, mistake = mistake)
        }
        Err(_) => t!(error_settings_mistake, path = shown, mistake = mistake),
    };
    (T::default(), Some(note))
}

/// The value of a TOML file. `None` if there is no file or a mistake in it.
#[must_use]
pub fn read_toml<T: DeserializeOwned>(path: &Path) -> Option<T> {
    toml::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

/// The path of this program as it was at its start.
pub fn program() -> std::io::Result<PathBuf> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    if let Some(program) = PROGRAM.get() {
        return Ok(program.clone());
    }
    let program = std::env::current_exe()?;
    Ok(PROGRAM.get_or_init(|| program).clone())
}

/// Replaces a TOML file as [`write_atomically`] does.
pub fn save_toml<T: Serialize>(path: &Path, value: &T) -> Result<(), ConfigError> {
    let text = toml::to_string_pretty(value)
        .map_err(|source| ConfigError::Serialise { source, path: path.to_owned() })?;
    write_atomically(path, text.as_bytes())
        .map_err(|source| ConfigError::Write { source, path: path.to_owned() })
}

/// Replaces a file as a whole or not at all: written beside it, flushed to the disk, then renamed.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|err| err.error)?;
    Ok(())
}

/// The first of `.bad`, `.bad-2`, `.bad-3` that is free, so that no earlier bad file is lost.
fn bad_path(path: &Path) -> PathBuf {
    let named = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let mut free = named(".bad");
    let mut number = 1;
    while free.exists() {
        number += 1;
        free = named(&format!(".bad-{number}"));
    }
    free
}

#[cfg(test)]
mod tests;
