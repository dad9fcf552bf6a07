//! A key with its modifiers, perhaps after a first key: written, parsed, and recognised on
//! keyboards of many countries.

use egui::{Key, Modifiers};

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

/// Parses a chord in the form that [`words`] writes.
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
    Key::ALL.iter().copied().find(|key| key_words(*key).eq_ignore_ascii_case(text))
}

/// The chord as shown to the user: `g u`, `Shift+A`, `Ctrl+Plus`, `?`.
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
    if chord.modifiers.alt {
        text.push_str("Alt+");
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
