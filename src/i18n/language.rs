//! The languages of the window, and which of them is in use.
//!
//! To add a language: a folder under `assets/i18n/` and a line in `languages!`.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering};

/// The direction of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
}

/// The marks of numbers: between groups of three digits, and before the decimals.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    pub(super) group: char,
    pub(super) decimal: char,
}

/// All that the program knows of a language.
struct Facts {
    tag: &'static str,
    /// Its name in itself, for the list in the settings.
    own_name: &'static str,
    direction: Direction,
    marks: Marks,
    /// The tag whose plural rules apply.
    plural_tag: &'static str,
    /// The text of its `.ftl` file.
    source: &'static str,
    welcome: &'static str,
}

macro_rules! languages {
    ($($(#[$meta:meta])* $name:ident: $tag:literal, $own_name:literal, $direction:ident,
        $group:literal $decimal:literal;)*) => {
        /// A language that the window can be shown in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum Language {
            $($(#[$meta])* $name,)*
            /// English with accents, a third longer and in brackets: for finding text that is cut,
            /// glued together or not in the messages at all.
            Pseudo,
            /// The same for a window that is laid out from right to left.
            PseudoMirrored,
        }

        impl Language {
            /// In the order in which a person is offered them.
            pub const ALL: &[Self] = &[$(Self::$name,)* Self::Pseudo, Self::PseudoMirrored];

            const fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$name => &Facts {
                        tag: $tag,
                        own_name: $own_name,
                        direction: Direction::$direction,
                        marks: Marks { group: $group, decimal: $decimal },
                        plural_tag: $tag,
                        source: include_str!(concat!("../../assets/i18n/", $tag, "/gleaner.ftl")),
                        welcome: include_str!(concat!("../../assets/i18n/", $tag, "/welcome.xml")),
                    },)*
                    Self::Pseudo => &PSEUDO,
                    Self::PseudoMirrored => &PSEUDO_MIRRORED,
                }
            }
        }
    };
}

// A new language is a folder under `assets/i18n/` and a line here.
languages! {
    /// The source of all others, and what is shown when a message is missing.
    #[default]
    English: "en", "English", LeftToRight, ',' '.';
    German: "de", "Deutsch", LeftToRight, '.' ',';
    Hebrew: "he", "עברית", RightToLeft, ',' '.';
}

/// The messages of the pseudo-languages are made from the English ones.
const PSEUDO: Facts = Facts {
    tag: "qps",
    own_name: "Pseudo",
    direction: Direction::LeftToRight,
    marks: Marks { group: ',', decimal: '.' },
    plural_tag: "en",
    source: include_str!("../../assets/i18n/en/gleaner.ftl"),
    welcome: include_str!("../../assets/i18n/en/welcome.xml"),
};

const PSEUDO_MIRRORED: Facts = Facts {
    tag: "qps-plocm",
    own_name: "Pseudo, mirrored",
    direction: Direction::RightToLeft,
    ..PSEUDO
};

impl Language {
    /// The BCP 47 tag, as the settings keep it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.facts().tag
    }

    /// The language of exactly this tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language of a person: the one in the settings, where an empty tag or an unknown one
    /// stands for that of the system, such as `de_AT.UTF-8`.
    #[must_use]
    pub fn for_user(setting: &str, system: Option<&str>) -> Self {
        Self::from_tag(setting).or_else(|| Self::of_locale(system?)).unwrap_or_default()
    }

    /// The language of a locale, whatever its country.
    fn of_locale(locale: &str) -> Option<Self> {
        let tag = locale.split(['-', '_', '.', '@']).next()?;
        // The tag of Hebrew until 1989, which some systems still use.
        let tag = if tag.eq_ignore_ascii_case("iw") { "he" } else { tag };
        Self::from_tag(tag).filter(|language| !language.is_pseudo())
    }

    /// The languages that a person is offered, with their own names.
    pub fn offered() -> impl Iterator<Item = (Self, &'static str)> {
        let written = Self::ALL.iter().copied().filter(|language| !language.is_pseudo());
        written.map(|language| (language, language.facts().own_name))
    }

    /// Whether the window is laid out from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self.facts().direction, Direction::RightToLeft)
    }

    /// Whether its messages are made from the English ones at run time.
    pub(super) const fn is_pseudo(self) -> bool {
        matches!(self, Self::Pseudo | Self::PseudoMirrored)
    }

    /// The text of its `.ftl` file.
    pub(super) const fn source(self) -> &'static str {
        self.facts().source
    }

    /// The tag whose plural rules apply.
    pub(super) const fn plural_tag(self) -> &'static str {
        self.facts().plural_tag
    }

    pub(super) const fn marks(self) -> Marks {
        self.facts().marks
    }

    /// The feed that explains the program, as RSS.
    #[must_use]
    pub const fn welcome_feed(self) -> &'static str {
        self.facts().welcome
    }
}

// The one global of the program: nearly every function that paints shows words, and would need the
// language as a parameter for the sake of one setting.
static CURRENT: AtomicU8 = AtomicU8::new(0);

thread_local! {
    static OVERRIDE: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The language in use on this thread.
#[must_use]
pub fn language() -> Language {
    OVERRIDE.get().unwrap_or_else(|| {
        let index = usize::from(CURRENT.load(Ordering::Relaxed));
        Language::ALL.get(index).copied().unwrap_or_default()
    })
}

/// Changes the language of the whole program; the next frame shows it.
pub fn set_language(language: Language) {
    CURRENT.store(language as u8, Ordering::Relaxed);
}

/// Runs `run` with another language on this thread alone.
///
/// For text that is not for the user, for a thread that works for a window, and for tests: they run
/// as threads of one process and would otherwise disturb each other.
pub fn with_language<R>(language: Language, run: impl FnOnce() -> R) -> R {
    // Put back by a destructor, so that a failed assertion does not leak into the next test.
    struct Restore(Option<Language>);
    impl Drop for Restore {
        fn drop(&mut self) {
            OVERRIDE.set(self.0);
        }
    }
    let _restore = Restore(OVERRIDE.replace(Some(language)));
    run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_one_language() {
        for (index, language) in Language::ALL.iter().copied().enumerate() {
            assert_eq!(language as usize, index);
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("QPS"), Some(Language::Pseudo));
        assert_eq!(Language::from_tag("xx"), None);
    }

    #[test]
    fn the_setting_comes_before_the_system_and_english_last() {
        let chosen = |setting, system| Language::for_user(setting, system);
        assert_eq!(chosen("he", Some("de-DE")), Language::Hebrew);
        assert_eq!(chosen("", Some("de_AT.UTF-8")), Language::German);
        assert_eq!(chosen("", Some("iw-IL")), Language::Hebrew);
        assert_eq!(chosen("", Some("C.UTF-8")), Language::English);
        assert_eq!(chosen("", None), Language::English);
        assert_eq!(chosen("klingon", Some("DE")), Language::German);
        assert_eq!(chosen("qps", Some("de")), Language::Pseudo);
        assert_eq!(chosen("", Some("qps")), Language::English);
    }

    #[test]
    fn languages_are_offered_by_their_own_names() {
        let names: Vec<&str> = Language::offered().map(|(_, name)| name).collect();
        assert_eq!(names, ["English", "Deutsch", "עברית"]);
    }

    #[test]
    fn a_language_for_one_thread_ends_with_its_closure() {
        let before = language();
        let nested = with_language(Language::Pseudo, || {
            with_language(Language::PseudoMirrored, language);
            language()
        });
        assert_eq!(nested, Language::Pseudo);
        assert_eq!(language(), before);
    }
}
