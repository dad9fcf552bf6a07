//! The one table of keys: those of a preset, replaced by the user's own. Menu, tooltips and the key
//! sheet read it; a test checks that no two commands share a key.

use std::collections::BTreeMap;

use egui::{Key, Modifiers};

use crate::app::Command;
use crate::config::KeyPreset;

use super::chord::{COMMAND, Chord, SHIFT, go, is_key, key, parse, with, words};

/// How long the first key of a pair waits for the second, in seconds.
pub(super) const PREFIX_SECS: f64 = 1.5;

/// The keys of each command. The window shows the first one.
pub(super) const TABLE: &[(Command, &[Chord])] = &[
    (Command::NextEntry, &[key(Key::J), key(Key::ArrowDown)]),
    (Command::PreviousEntry, &[key(Key::K), key(Key::ArrowUp)]),
    (Command::NextUnread, &[key(Key::N)]),
    (Command::PreviousUnread, &[key(Key::P)]),
    (Command::PageDown, &[key(Key::Space), key(Key::PageDown)]),
    (Command::PageUp, &[key(Key::PageUp)]),
    (Command::ArticleTop, &[key(Key::Home)]),
    (Command::ArticleBottom, &[key(Key::End)]),
    (Command::FindInArticle, &[with(COMMAND, Key::F)]),
    (Command::FindNext, &[with(COMMAND, Key::G), key(Key::F3)]),
    (Command::FindPrevious, &[with(SHIFT, Key::F3)]),
    (Command::SelectAll, &[with(COMMAND, Key::A)]),
    (Command::ShowOutline, &[key(Key::T)]),
    (Command::JumpBack, &[with(Modifiers::ALT, Key::ArrowLeft)]),
    (Command::ReadAloud, &[with(SHIFT, Key::V)]),
    (Command::PauseAloud, &[with(SHIFT, Key::P)]),
    (Command::NextSentence, &[with(SHIFT, Key::ArrowDown)]),
    (Command::PreviousSentence, &[with(SHIFT, Key::ArrowUp)]),
    (Command::ReadNextAloud, &[with(SHIFT, Key::N)]),
    (Command::ToggleStar, &[key(Key::S)]),
    (Command::ToggleRead, &[key(Key::M)]),
    (Command::OpenInBrowser, &[key(Key::O), key(Key::Enter), key(Key::V), key(Key::B)]),
    (Command::OpenInBackground, &[with(SHIFT, Key::O)]),
    (Command::OpenComments, &[with(SHIFT, Key::C)]),
    (Command::CopyLink, &[key(Key::Y)]),
    (Command::ToggleFullText, &[key(Key::F)]),
    (Command::ToggleChanges, &[key(Key::D)]),
    (Command::NextChange, &[with(Modifiers::ALT, Key::ArrowDown)]),
    (Command::PreviousChange, &[with(Modifiers::ALT, Key::ArrowUp)]),
    (Command::CopyAsText, &[with(SHIFT, Key::Y)]),
    (Command::CopyAsMarkdown, &[with(SHIFT, Key::M)]),
    (Command::SaveMarkdown, &[with(COMMAND, Key::S)]),
    (Command::SendMail, &[with(SHIFT, Key::E)]),
    (Command::OpenWith1, &[with(Modifiers::ALT, Key::Num1)]),
    (Command::OpenWith2, &[with(Modifiers::ALT, Key::Num2)]),
    (Command::OpenWith3, &[with(Modifiers::ALT, Key::Num3)]),
    (Command::OpenWith4, &[with(Modifiers::ALT, Key::Num4)]),
    (Command::OpenWith5, &[with(Modifiers::ALT, Key::Num5)]),
    (Command::SendTo1, &[with(Modifiers::ALT, Key::Num6)]),
    (Command::SendTo2, &[with(Modifiers::ALT, Key::Num7)]),
    (Command::SendTo3, &[with(Modifiers::ALT, Key::Num8)]),
    (Command::MarkAllRead, &[with(SHIFT, Key::A)]),
    (Command::MarkAbove, &[with(SHIFT, Key::K)]),
    (Command::MarkBelow, &[with(SHIFT, Key::J)]),
    (Command::EditTags, &[key(Key::E)]),
    (Command::Snooze, &[key(Key::Z)]),
    (Command::ReadLater, &[key(Key::W)]),
    (Command::HideEntry, &[key(Key::X)]),
    (Command::MuteWord, &[with(SHIFT, Key::X)]),
    (Command::ToggleFold, &[key(Key::C)]),
    (Command::NextSource, &[key(Key::I)]),
    (Command::WhyStory, &[with(SHIFT, Key::I)]),
    (Command::SplitStory, &[]),
    // Where there is no episode, it scrolls up.
    (Command::PlayPause, &[with(SHIFT, Key::Space)]),
    (Command::SkipBack, &[with(SHIFT, Key::ArrowLeft)]),
    (Command::SkipForward, &[with(SHIFT, Key::ArrowRight)]),
    (Command::PreviousChapter, &[with(SHIFT, Key::PageUp)]),
    (Command::NextChapter, &[with(SHIFT, Key::PageDown)]),
    (Command::ToggleQueued, &[key(Key::Q)]),
    (Command::PlayNext, &[with(SHIFT, Key::Q)]),
    (Command::ToggleDownload, &[with(SHIFT, Key::D)]),
    (Command::QueueUp, &[with(COMMAND, Key::ArrowUp)]),
    (Command::QueueDown, &[with(COMMAND, Key::ArrowDown)]),
    (Command::ShowTranscript, &[with(SHIFT, Key::T)]),
    (Command::ShowChapters, &[with(SHIFT, Key::H)]),
    (Command::Undo, &[key(Key::U), with(COMMAND, Key::Z)]),
    (Command::GoToday, &[go(Key::T), with(COMMAND, Key::Num1)]),
    (Command::GoUnread, &[go(Key::U), with(COMMAND, Key::Num2)]),
    (Command::GoStarred, &[go(Key::S), with(COMMAND, Key::Num3)]),
    (Command::GoAll, &[go(Key::A), with(COMMAND, Key::Num4)]),
    (Command::GoSnoozed, &[go(Key::Z)]),
    (Command::GoQueue, &[go(Key::Q)]),
    (Command::GoReadLater, &[go(Key::W)]),
    (Command::GoRiver, &[go(Key::V)]),
    (Command::ToggleBurst, &[]),
    (Command::NextFeed, &[key(Key::CloseBracket)]),
    (Command::PreviousFeed, &[key(Key::OpenBracket)]),
    (Command::Search, &[key(Key::Slash)]),
    (Command::Back, &[key(Key::H), key(Key::ArrowLeft)]),
    (Command::AddFeed, &[key(Key::A), with(COMMAND, Key::N)]),
    (Command::SavePage, &[with(SHIFT, Key::W)]),
    (Command::RefreshPlace, &[key(Key::R)]),
    (Command::RefreshAll, &[with(SHIFT, Key::R), key(Key::F5)]),
    (Command::RenamePlace, &[key(Key::F2)]),
    (Command::ChooseFeed, &[with(SHIFT, Key::S)]),
    (Command::ShowHealth, &[go(Key::H)]),
    (Command::ShowActivity, &[go(Key::Y)]),
    (Command::ShowStatistics, &[go(Key::I)]),
    (Command::ShowRules, &[go(Key::R)]),
    (Command::ShowHistory, &[with(COMMAND, Key::H)]),
    (Command::ShowPalette, &[with(COMMAND, Key::K)]),
    (Command::ToggleFilter, &[key(Key::L)]),
    (Command::ToggleOrder, &[with(SHIFT, Key::L)]),
    (Command::ToggleSidebar, &[key(Key::Backslash)]),
    (Command::LargerText, &[with(COMMAND, Key::Plus), with(COMMAND, Key::Equals)]),
    (Command::SmallerText, &[with(COMMAND, Key::Minus)]),
    (Command::ResetText, &[with(COMMAND, Key::Num0)]),
    (Command::WiderColumn, &[key(Key::Period)]),
    (Command::NarrowerColumn, &[key(Key::Comma)]),
    (Command::Settings, &[with(COMMAND, Key::Comma)]),
    (Command::ShowKeys, &[key(Key::Questionmark), key(Key::F1)]),
    (Command::Quit, &[with(COMMAND, Key::Q)]),
];

/// The commands whose keys differ in NetNewsWire.
const NET_NEWS_WIRE: &[(Command, &[Chord])] = &[
    (Command::NextEntry, &[key(Key::ArrowDown), key(Key::J)]),
    (Command::PreviousEntry, &[key(Key::ArrowUp)]),
    (Command::NextUnread, &[key(Key::N), key(Key::Plus)]),
    (Command::PreviousUnread, &[key(Key::Minus)]),
    (Command::ToggleRead, &[key(Key::R), key(Key::U), key(Key::M)]),
    (Command::MarkAllRead, &[key(Key::K), with(SHIFT, Key::A)]),
    (Command::MarkOlderDay, &[key(Key::O)]),
    (Command::OpenInBrowser, &[key(Key::B), key(Key::Enter), key(Key::V)]),
    // `z` is the next feed there.
    (Command::Snooze, &[with(SHIFT, Key::Z)]),
    (Command::NextFeed, &[key(Key::Z), key(Key::CloseBracket)]),
    (Command::PreviousFeed, &[key(Key::A), key(Key::OpenBracket)]),
    (Command::AddFeed, &[with(COMMAND, Key::N)]),
    (Command::RefreshPlace, &[with(SHIFT, Key::R)]),
    (Command::RefreshAll, &[with(COMMAND, Key::R), key(Key::F5)]),
    (Command::Undo, &[with(COMMAND, Key::Z)]),
];

/// The commands whose keys differ in Newsboat.
const NEWSBOAT: &[(Command, &[Chord])] = &[
    (Command::NextEntry, &[with(SHIFT, Key::J), key(Key::J), key(Key::ArrowDown)]),
    (Command::PreviousEntry, &[with(SHIFT, Key::K), key(Key::K), key(Key::ArrowUp)]),
    (Command::ToggleRead, &[with(SHIFT, Key::N), key(Key::M)]),
    (Command::MarkAllRead, &[with(SHIFT, Key::A), with(SHIFT, Key::C)]),
    (Command::OpenComments, &[]),
    (Command::ToggleStar, &[with(COMMAND, Key::E), key(Key::S)]),
    (Command::MarkAbove, &[]),
    (Command::MarkBelow, &[]),
    (Command::Undo, &[with(COMMAND, Key::Z)]),
    (Command::Quit, &[with(SHIFT, Key::Q), with(COMMAND, Key::Q)]),
];

/// The keys of each command for one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keymap(Vec<(Command, Vec<Chord>)>);

impl Default for Keymap {
    fn default() -> Self {
        Self::new(KeyPreset::Google, &BTreeMap::new())
    }
}

impl Keymap {
    /// The keys of a preset, replaced by the user's own: names of commands with chords as the
    /// settings file has them. Chords that are not valid are left out.
    #[must_use]
    pub(super) fn new(preset: KeyPreset, own: &BTreeMap<String, Vec<String>>) -> Self {
        let mut map =
            Self(TABLE.iter().map(|(command, chords)| (*command, chords.to_vec())).collect());
        let differing = match preset {
            KeyPreset::Google => &[],
            KeyPreset::NetNewsWire => NET_NEWS_WIRE,
            KeyPreset::Newsboat => NEWSBOAT,
        };
        for (command, chords) in differing {
            map.set(*command, chords.to_vec());
        }
        for command in Command::ALL {
            if let Some(keys) = own.get(command.name()) {
                map.set(*command, keys.iter().filter_map(|text| parse(text)).collect());
            }
        }
        map
    }

    /// Replaces the keys of a command. Other commands lose the keys that clash with the new ones.
    fn set(&mut self, command: Command, chords: Vec<Chord>) {
        for (_, others) in self.0.iter_mut().filter(|(other, _)| *other != command) {
            others.retain(|chord| !chords.iter().any(|new| new.clashes(*chord)));
        }
        match self.0.iter_mut().find(|(other, _)| *other == command) {
            Some((_, place)) => *place = chords,
            None => self.0.push((command, chords)),
        }
    }

    #[must_use]
    pub(super) fn chords(&self, command: Command) -> &[Chord] {
        self.0.iter().find(|(other, _)| *other == command).map_or(&[], |(_, chords)| chords)
    }

    /// The first key of a command, as the window shows it.
    #[must_use]
    pub(super) fn shown(&self, command: Command) -> Option<String> {
        self.chords(command).first().map(|chord| words(*chord))
    }

    /// The commands that would lose a key to this chord.
    pub(super) fn clashing(&self, chord: Chord) -> impl Iterator<Item = Command> {
        self.0
            .iter()
            .filter(move |(_, chords)| chords.iter().any(|other| other.clashes(chord)))
            .map(|(command, _)| *command)
    }

    /// The command of a key press. `prefix` is the key pressed just before, if it begins a pair.
    #[must_use]
    pub(super) fn command_of(
        &self,
        pressed: Key,
        modifiers: Modifiers,
        prefix: Option<Key>,
    ) -> Option<Command> {
        let is_hit = |chord: &Chord| chord.prefix == prefix && is_key(*chord, pressed, modifiers);
        self.0.iter().find(|(_, chords)| chords.iter().any(is_hit)).map(|(command, _)| *command)
    }

    /// Whether a key begins a pair.
    #[must_use]
    pub(super) fn is_prefix(&self, pressed: Key, modifiers: Modifiers) -> bool {
        modifiers.is_none()
            && self
                .0
                .iter()
                .any(|(_, chords)| chords.iter().any(|chord| chord.prefix == Some(pressed)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::chord::{NONE, held_with, to_setting};
    use super::*;

    const PRESETS: [KeyPreset; 3] =
        [KeyPreset::Google, KeyPreset::NetNewsWire, KeyPreset::Newsboat];

    #[test]
    fn no_two_commands_share_a_key() {
        for preset in PRESETS {
            let mut seen = HashMap::new();
            for (command, chords) in Keymap::new(preset, &BTreeMap::new()).0 {
                for chord in chords {
                    assert_eq!(
                        seen.insert(chord, command),
                        None,
                        "{} has two commands",
                        words(chord)
                    );
                }
            }
        }
    }

    #[test]
    fn no_key_is_both_a_command_and_the_beginning_of_a_pair() {
        for preset in PRESETS {
            let map = Keymap::new(preset, &BTreeMap::new());
            for prefix in
                map.0.iter().flat_map(|(_, chords)| chords).filter_map(|chord| chord.prefix)
            {
                assert_eq!(map.command_of(prefix, NONE, None), None);
            }
        }
    }

    #[test]
    fn every_key_is_parsed_as_it_was_written() {
        for preset in PRESETS {
            for (command, chords) in Keymap::new(preset, &BTreeMap::new()).0 {
                for chord in chords {
                    assert_eq!(
                        parse(&to_setting(chord)),
                        Some(chord),
                        "{}: {}",
                        command.name(),
                        words(chord)
                    );
                }
            }
        }
        assert_eq!(parse("Ctrl+nonsense"), None);
    }

    #[test]
    fn a_key_that_the_user_chose_is_taken_from_the_command_that_had_it() {
        let own = BTreeMap::from([(
            "ToggleStar".to_owned(),
            vec!["f".to_owned(), "Ctrl+Shift+F2".to_owned(), "what".to_owned()],
        )]);
        let map = Keymap::new(KeyPreset::Google, &own);
        assert_eq!(map.command_of(Key::F, NONE, None), Some(Command::ToggleStar));
        assert_eq!(map.command_of(Key::S, NONE, None), None);
        assert!(map.chords(Command::ToggleFullText).is_empty());
        assert_eq!(map.chords(Command::ToggleStar).len(), 2);
    }

    #[test]
    fn the_presets_have_the_keys_of_the_other_readers() {
        let keys = |preset| Keymap::new(preset, &BTreeMap::new());
        assert_eq!(
            keys(KeyPreset::NetNewsWire).command_of(Key::R, NONE, None),
            Some(Command::ToggleRead)
        );
        assert_eq!(
            keys(KeyPreset::NetNewsWire).command_of(Key::K, NONE, None),
            Some(Command::MarkAllRead)
        );
        assert_eq!(
            keys(KeyPreset::NetNewsWire).command_of(Key::Plus, SHIFT, None),
            Some(Command::NextUnread)
        );
        assert_eq!(
            keys(KeyPreset::Newsboat).command_of(Key::N, SHIFT, None),
            Some(Command::ToggleRead)
        );
        assert_eq!(
            keys(KeyPreset::Newsboat).command_of(Key::R, SHIFT, None),
            Some(Command::RefreshAll)
        );
    }

    #[test]
    fn keys_are_shown_as_people_write_them() {
        assert_eq!(Keymap::default().shown(Command::NextEntry).unwrap(), "j");
        assert_eq!(Keymap::default().shown(Command::MarkAllRead).unwrap(), "Shift+A");
        assert_eq!(Keymap::default().shown(Command::GoUnread).unwrap(), "g u");
        assert_eq!(Keymap::default().shown(Command::ShowKeys).unwrap(), "?");
    }

    #[test]
    fn a_question_mark_is_found_on_either_kind_of_keyboard() {
        assert_eq!(
            Keymap::default().command_of(Key::Questionmark, SHIFT, None),
            Some(Command::ShowKeys)
        );
        assert_eq!(Keymap::default().command_of(Key::Slash, SHIFT, None), Some(Command::ShowKeys));
        assert_eq!(Keymap::default().command_of(Key::Slash, NONE, None), Some(Command::Search));
    }

    #[test]
    fn signs_that_a_keyboard_types_with_shift_are_found() {
        let command = |key, physical, modifiers| {
            Keymap::default().command_of(key, held_with(key, Some(physical), modifiers), None)
        };
        assert_eq!(
            command(Key::Slash, Key::Num7, SHIFT),
            Some(Command::Search),
            "German, Spanish, Italian, Nordic"
        );
        assert_eq!(
            command(Key::Questionmark, Key::Minus, SHIFT),
            Some(Command::ShowKeys),
            "German"
        );
        assert_eq!(
            command(Key::Slash, Key::Slash, SHIFT),
            Some(Command::ShowKeys),
            "where `?` is reported as its key"
        );
        assert_eq!(command(Key::Period, Key::Comma, SHIFT), Some(Command::WiderColumn), "French");
        assert_eq!(
            command(Key::OpenBracket, Key::Num8, Modifiers::ALT | Modifiers::CTRL),
            Some(Command::PreviousFeed),
            "German"
        );
        assert_eq!(
            command(Key::J, Key::H, SHIFT),
            Some(Command::MarkBelow),
            "letters keep it: Dvorak"
        );
    }

    #[test]
    fn a_key_that_begins_pairs_takes_them_away_and_a_pair_takes_its_first_key() {
        let own = |command: &str, key: &str| {
            Keymap::new(
                KeyPreset::Google,
                &BTreeMap::from([(command.to_owned(), vec![key.to_owned()])]),
            )
        };
        let map = own("ToggleStar", "g");
        assert!(map.chords(Command::GoAll).iter().all(|chord| chord.prefix.is_none()));
        assert!(!map.is_prefix(Key::G, NONE));
        assert!(own("ToggleStar", "x u").chords(Command::HideEntry).is_empty());
        let go: Vec<Command> = Keymap::default().clashing(key(Key::G)).collect();
        assert!(go.contains(&Command::GoUnread) && go.contains(&Command::ShowRules), "{go:?}");
        assert_eq!(
            Keymap::default()
                .clashing(Chord { prefix: Some(Key::X), ..key(Key::U) })
                .collect::<Vec<_>>(),
            [Command::HideEntry]
        );
    }

    #[test]
    fn pairs_need_their_first_key() {
        assert_eq!(
            Keymap::default().command_of(Key::U, NONE, Some(Key::G)),
            Some(Command::GoUnread)
        );
        assert_eq!(Keymap::default().command_of(Key::U, NONE, None), Some(Command::Undo));
    }
}
