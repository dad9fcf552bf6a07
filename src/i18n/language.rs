//! The languages of the window, and which of them is in use.
//!
//! To add a language: a row in each `match` here and a file under `assets/i18n/`.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, Ordering};

/// A language that the window can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// The source of all others, and what is shown when a message is missing.
    #[default]
    English,
    /// English with accents, a third longer and in brackets: for finding text that is cut, glued
    /// together or not in the messages at all.
    Pseudo,
    /// The same for a window that is laid out from right to left.
    PseudoMirrored,
}

impl Language {
    /// In the order in which a person is offered them.
    pub const ALL: [Self; 3] = [Self::English, Self::Pseudo, Self::PseudoMirrored];

    /// The BCP 47 tag, as the settings keep it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Pseudo => "qps",
            Self::PseudoMirrored => "qps-plocm",
        }
    }

    /// The language of exactly this tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// Whether the window is laid out from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        match self {
            Self::English | Self::Pseudo => false,
            Self::PseudoMirrored => true,
        }
    }

    /// Whether its messages are made from the English ones at run time.
    pub(super) const fn is_pseudo(self) -> bool {
        match self {
            Self::English => false,
            Self::Pseudo | Self::PseudoMirrored => true,
        }
    }

    /// The text of its `.ftl` file.
    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::English | Self::Pseudo | Self::PseudoMirrored => {
                include_str!("../../assets/i18n/en/gleaner.ftl")
            }
        }
    }

    /// The tag whose plural rules apply.
    pub(super) const fn plural_tag(self) -> &'static str {
        match self {
            Self::English | Self::Pseudo | Self::PseudoMirrored => "en",
        }
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
        for (index, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, index);
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("QPS"), Some(Language::Pseudo));
        assert_eq!(Language::from_tag("xx"), None);
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
