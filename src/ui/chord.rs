//! A key with its modifiers, perhaps after a first key: written to the settings, shown, and
//! recognised on keyboards of many countries.

use egui::{Key, Modifiers};

use crate::i18n::{language, t};

use super::mirror::other_arrow;

pub(super) const NONE: Modifiers = Modifiers::NONE;
pub(super) const SHIFT: Modifiers = Modifiers::SHIFT;
pub(super) const COMMAND: Modifiers = Modifiers::COMMAND;

/// A key, perhaps with modifiers, perhaps after a first key (`g` then `u`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Chord {
    /// The key to press and release first.
    pub(super) prefix: Option<Key>,
    pub(super) key: Key,
    pub(super) modifiers: Modifiers,
}

impl Chord {
    /// Whether two chords cannot exist together: they are equal, or one is the first key of the
    /// other.
    pub(super) fn clashes(self, other: Self) -> bool {
        let begins = |one: Self, pair: Self| {
            one.prefix.is_none() && one.modifiers.is_none() && pair.prefix == Some(one.key)
        };
        self == other || begins(self, other) || begins(other, self)
    }
}

pub(super) const fn key(key: Key) -> Chord {
    with(NONE, key)
}

pub(super) const fn with(modifiers: Modifiers, key: Key) -> Chord {
    Chord { prefix: None, key, modifiers }
}

pub(super) const fn go(key: Key) -> Chord {
    Chord { prefix: Some(Key::G), key, modifiers: NONE }
}

/// Parses a chord in the form that [`to_setting`] writes.
#[must_use]
pub(super) fn parse(text: &str) -> Option<Chord> {
    let (prefix, rest) = match text.split_once(' ') {
        // `Page down` is one key.
        Some((first, rest)) if first.chars().count() == 1 => (Some(key_of(first)?), rest),
        _ => (None, text),
    };
    let mut modifiers = NONE;
    let mut rest = rest.trim();
    loop {
        let (modifier, after) = match rest {
            rest if rest.starts_with("Ctrl+") => (COMMAND, &rest[5..]),
            rest if rest.starts_with('⌘') => (COMMAND, &rest['⌘'.len_utf8()..]),
            rest if rest.starts_with("Shift+") => (SHIFT, &rest[6..]),
            rest if rest.starts_with("Alt+") => (Modifiers::ALT, &rest[4..]),
            _ => break,
        };
        modifiers |= modifier;
        rest = after;
    }
    Some(Chord { prefix, key: key_of(rest)?, modifiers })
}

/// The chord of a key press. A plain letter after another plain letter makes a pair.
#[must_use]
pub(super) fn of_press(key: Key, modifiers: Modifiers, before: Option<Chord>) -> Chord {
    let command = if modifiers.command { COMMAND } else { NONE };
    let shift = if modifiers.shift && key != Key::Questionmark { SHIFT } else { NONE };
    let alt = if modifiers.alt { Modifiers::ALT } else { NONE };
    let modifiers = command | shift | alt;
    let is_letter = |key: Key| key.name().len() == 1;
    let prefix = before
        .filter(|before| {
            before.prefix.is_none()
                && before.modifiers.is_none()
                && modifiers.is_none()
                && is_letter(before.key)
                && is_letter(key)
        })
        .map(|before| before.key);
    Chord { prefix, key, modifiers }
}

fn key_of(text: &str) -> Option<Key> {
    Key::ALL.iter().copied().find(|key| setting_name(*key).eq_ignore_ascii_case(text))
}

/// The chord as the settings file has it, in any language: `g u`, `Shift+A`, `Ctrl+Plus`, `?`.
#[must_use]
pub(super) fn to_setting(chord: Chord) -> String {
    let mut text = String::new();
    if let Some(prefix) = chord.prefix {
        text.push_str(&setting_name(prefix).to_lowercase());
        text.push(' ');
    }
    if chord.modifiers.command {
        text.push_str(if cfg!(target_os = "macos") { "⌘" } else { "Ctrl+" });
    }
    if chord.modifiers.alt {
        text.push_str("Alt+");
    }
    if chord.modifiers.shift {
        text.push_str("Shift+");
    }
    let name = setting_name(chord.key);
    if chord.modifiers.any() || name.chars().count() > 1 {
        text.push_str(name);
    } else {
        text.push_str(&name.to_lowercase());
    }
    text
}

fn setting_name(key: Key) -> &'static str {
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

/// The chord as the window shows it: `g u`, `Shift+A`, `Page down`.
#[must_use]
pub(super) fn words(chord: Chord) -> String {
    let name = key_words(chord.key);
    let is_small = chord.modifiers.is_none() && name.chars().count() == 1;
    let mut words = if is_small { name.to_lowercase() } else { name };
    if chord.modifiers.shift {
        words = t!(key_with_shift, key = words);
    }
    if chord.modifiers.alt {
        words = t!(key_with_alt, key = words);
    }
    if chord.modifiers.command {
        words = if cfg!(target_os = "macos") {
            format!("⌘{words}")
        } else {
            t!(key_with_ctrl, key = words)
        };
    }
    match chord.prefix {
        Some(prefix) => format!("{} {words}", key_words(prefix).to_lowercase()),
        None => words,
    }
}

fn key_words(key: Key) -> String {
    // In a window from right to left the arrows have changed places.
    let key = if language().is_right_to_left() { other_arrow(key) } else { key };
    match key {
        Key::ArrowDown => t!(key_down),
        Key::ArrowUp => t!(key_up),
        Key::ArrowLeft => t!(key_left),
        Key::ArrowRight => t!(key_right),
        Key::PageDown => t!(key_page_down),
        Key::PageUp => t!(key_page_up),
        Key::Home => t!(key_home),
        Key::End => t!(key_end),
        Key::Space => t!(key_space),
        Key::Enter => t!(key_enter),
        Key::Backspace => t!(key_backspace),
        Key::Insert => t!(key_insert),
        Key::Delete => t!(key_delete),
        Key::Plus => t!(key_plus),
        Key::Minus => t!(key_minus),
        Key::Equals
        | Key::Colon
        | Key::Semicolon
        | Key::Quote
        | Key::Backtick
        | Key::Pipe
        | Key::Exclamationmark
        | Key::OpenCurlyBracket
        | Key::CloseCurlyBracket => key.symbol_or_name().to_owned(),
        // Signs, letters, digits and F1 to F35 are the same in every language.
        other => setting_name(other).to_owned(),
    }
}

/// The modifiers beyond those that the keyboard needs to type a sign: `/` is Shift and 7 on a
/// German keyboard, `.` is Shift and `;` on a French one, and brackets need the right Alt key,
/// which some systems report as Ctrl and Alt.
#[must_use]
pub(super) fn held_with(key: Key, physical_key: Option<Key>, modifiers: Modifiers) -> Modifiers {
    if !is_sign(key) || physical_key.is_none_or(|physical| physical == key) {
        return modifiers;
    }
    let has_right_alt = modifiers.alt && modifiers.ctrl;
    Modifiers { shift: false, ..if has_right_alt { NONE } else { modifiers } }
}

fn is_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Slash
            | Key::Backslash
            | Key::Pipe
            | Key::Period
            | Key::Comma
            | Key::Colon
            | Key::Semicolon
            | Key::Quote
            | Key::Backtick
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::OpenCurlyBracket
            | Key::CloseCurlyBracket
            | Key::Minus
            | Key::Plus
            | Key::Equals
            | Key::Questionmark
            | Key::Exclamationmark
    )
}

pub(super) fn is_key(chord: Chord, pressed: Key, modifiers: Modifiers) -> bool {
    // On many keyboards `?`, `+` and the brackets need Shift or more, and some report the key
    // without it.
    let is_question = chord.key == Key::Questionmark
        && (pressed == Key::Questionmark || (pressed == Key::Slash && modifiers.shift));
    let is_plus = chord.key == Key::Plus
        && pressed == Key::Plus
        && modifiers.command == chord.modifiers.command;
    is_question || is_plus || (chord.key == pressed && modifiers.matches_exact(chord.modifiers))
}
