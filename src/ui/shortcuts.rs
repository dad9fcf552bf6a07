//! The one table of keys. Menu, tooltips and the key sheet read it; a test sees that no two commands share a key.

use egui::{Key, Modifiers};

use crate::app::Command;

/// A key, perhaps with modifiers, perhaps after a first key (`g` then `u`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Chord {
    /// The key to press first and let go.
    pub prefix: Option<Key>,
    /// The key.
    pub key: Key,
    /// Held with it.
    pub modifiers: Modifiers,
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const COMMAND: Modifiers = Modifiers::COMMAND;

const fn key(key: Key) -> Chord {
    with(NONE, key)
}

const fn with(modifiers: Modifiers, key: Key) -> Chord {
    Chord { prefix: None, key, modifiers }
}

const fn go(key: Key) -> Chord {
    Chord { prefix: Some(Key::G), key, modifiers: NONE }
}

/// How long after the first key the second is waited for, in seconds.
pub(super) const PREFIX_SECS: f64 = 1.5;

/// Which keys invoke which command; the first is the one that is shown.
pub(super) const TABLE: &[(Command, &[Chord])] = &[
    (Command::NextEntry, &[key(Key::J), key(Key::ArrowDown)]),
    (Command::PreviousEntry, &[key(Key::K), key(Key::ArrowUp)]),
    (Command::NextUnread, &[key(Key::N)]),
    (Command::PreviousUnread, &[key(Key::P)]),
    (Command::PageDown, &[key(Key::Space), key(Key::PageDown)]),
    (Command::PageUp, &[with(SHIFT, Key::Space), key(Key::PageUp)]),
    (Command::ArticleTop, &[key(Key::Home)]),
    (Command::ArticleBottom, &[key(Key::End)]),
    (Command::FindInArticle, &[with(COMMAND, Key::F)]),
    (Command::FindNext, &[with(COMMAND, Key::G), key(Key::F3)]),
    (Command::FindPrevious, &[with(SHIFT, Key::F3)]),
    (Command::ShowOutline, &[key(Key::T)]),
    (Command::JumpBack, &[with(Modifiers::ALT, Key::ArrowLeft)]),
    (Command::ToggleStar, &[key(Key::S)]),
    (Command::ToggleRead, &[key(Key::M)]),
    (Command::OpenInBrowser, &[key(Key::O), key(Key::Enter), key(Key::V), key(Key::B)]),
    (Command::OpenInBackground, &[with(SHIFT, Key::O)]),
    (Command::OpenComments, &[with(SHIFT, Key::C)]),
    (Command::CopyLink, &[key(Key::Y)]),
    (Command::ToggleFullText, &[key(Key::F)]),
    (Command::CopyAsText, &[with(SHIFT, Key::Y)]),
    (Command::MarkAllRead, &[with(SHIFT, Key::A)]),
    (Command::Undo, &[key(Key::U), with(COMMAND, Key::Z)]),
    (Command::GoToday, &[go(Key::T), with(COMMAND, Key::Num1)]),
    (Command::GoUnread, &[go(Key::U), with(COMMAND, Key::Num2)]),
    (Command::GoStarred, &[go(Key::S), with(COMMAND, Key::Num3)]),
    (Command::GoAll, &[go(Key::A), with(COMMAND, Key::Num4)]),
    (Command::NextFeed, &[key(Key::CloseBracket)]),
    (Command::PreviousFeed, &[key(Key::OpenBracket)]),
    (Command::Search, &[key(Key::Slash)]),
    (Command::Back, &[key(Key::H), key(Key::ArrowLeft)]),
    (Command::AddFeed, &[key(Key::A), with(COMMAND, Key::N)]),
    (Command::RefreshPlace, &[key(Key::R)]),
    (Command::RefreshAll, &[with(SHIFT, Key::R), key(Key::F5)]),
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

/// The keys of a command.
#[must_use]
pub(super) fn chords(command: Command) -> &'static [Chord] {
    TABLE.iter().find(|(other, _)| *other == command).map_or(&[], |(_, chords)| chords)
}

/// The key that is shown beside a command.
#[must_use]
pub(super) fn shown(command: Command) -> Option<String> {
    chords(command).first().map(|chord| words(*chord))
}

/// A key in words: `g u`, `Shift+A`, `Ctrl+Plus`, `?`.
#[must_use]
pub(super) fn words(chord: Chord) -> String {
    let mut text = String::new();
    if let Some(prefix) = chord.prefix {
        text.push_str(&key_words(prefix).to_lowercase());
        text.push(' ');
    }
    if chord.modifiers.command {
        text.push_str(if cfg!(target_os = "macos") { "⌘" } else { "Ctrl+" });
    }
    if chord.modifiers.shift {
        text.push_str("Shift+");
    }
    let name = key_words(chord.key);
    if chord.modifiers.any() || name.chars().count() > 1 {
        text.push_str(name);
    } else {
        text.push_str(&name.to_lowercase());
    }
    text
}

fn key_words(key: Key) -> &'static str {
    match key {
        Key::ArrowDown => "Down",
        Key::ArrowUp => "Up",
        Key::ArrowLeft => "Left",
        Key::PageDown => "Page down",
        Key::PageUp => "Page up",
        Key::Plus => "Plus",
        Key::Minus => "Minus",
        Key::Slash => "/",
        Key::Backslash => "\\",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Questionmark => "?",
        Key::Comma => ",",
        Key::Period => ".",
        Key::Num0 => "0",
        Key::Num1 => "1",
        Key::Num2 => "2",
        Key::Num3 => "3",
        Key::Num4 => "4",
        other => other.name(),
    }
}

/// The command of a key press, if it has one. `prefix` is the key pressed just before, when it begins a pair.
#[must_use]
pub(super) fn command_of(pressed: Key, modifiers: Modifiers, prefix: Option<Key>) -> Option<Command> {
    let is_hit = |chord: &&Chord| chord.prefix == prefix && is_key(**chord, pressed, modifiers);
    TABLE.iter().find(|(_, chords)| chords.iter().any(|chord| is_hit(&chord))).map(|(command, _)| *command)
}

/// Whether a key begins a pair.
#[must_use]
pub(super) fn is_prefix(pressed: Key, modifiers: Modifiers) -> bool {
    modifiers.is_none() && TABLE.iter().any(|(_, chords)| chords.iter().any(|chord| chord.prefix == Some(pressed)))
}

fn is_key(chord: Chord, pressed: Key, modifiers: Modifiers) -> bool {
    // On many keyboards `?`, `+` and the brackets need Shift or more, and some report the key without it.
    let is_question = chord.key == Key::Questionmark && (pressed == Key::Questionmark || (pressed == Key::Slash && modifiers.shift));
    let is_plus = chord.key == Key::Plus && pressed == Key::Plus && modifiers.command;
    is_question || is_plus || (chord.key == pressed && modifiers.matches_exact(chord.modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = HashMap::new();
        for (command, chords) in TABLE {
            for chord in *chords {
                assert_eq!(seen.insert(*chord, *command), None, "{} has two commands", words(*chord));
            }
        }
    }

    #[test]
    fn no_key_is_both_a_command_and_the_beginning_of_a_pair() {
        for (_, chords) in TABLE {
            for prefix in chords.iter().filter_map(|chord| chord.prefix) {
                assert_eq!(command_of(prefix, NONE, None), None);
            }
        }
    }

    #[test]
    fn keys_are_shown_as_people_write_them() {
        assert_eq!(shown(Command::NextEntry).unwrap(), "j");
        assert_eq!(shown(Command::MarkAllRead).unwrap(), "Shift+A");
        assert_eq!(shown(Command::GoUnread).unwrap(), "g u");
        assert_eq!(shown(Command::ShowKeys).unwrap(), "?");
    }

    #[test]
    fn a_question_mark_is_found_on_either_kind_of_keyboard() {
        assert_eq!(command_of(Key::Questionmark, SHIFT, None), Some(Command::ShowKeys));
        assert_eq!(command_of(Key::Slash, SHIFT, None), Some(Command::ShowKeys));
        assert_eq!(command_of(Key::Slash, NONE, None), Some(Command::Search));
    }

    #[test]
    fn pairs_need_their_first_key() {
        assert_eq!(command_of(Key::U, NONE, Some(Key::G)), Some(Command::GoUnread));
        assert_eq!(command_of(Key::U, NONE, None), Some(Command::Undo));
    }
}
