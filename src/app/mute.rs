//! The rule behind "Mute": new entries with a word stay out of Today, Unread and All.

use crate::library::Change;
use crate::model::{RuleActions, RuleScope};

/// The change that mutes a word or phrase in all feeds.
#[must_use]
pub fn mute_word(word: &str) -> Change {
    // Inside quotes, so that no character of the word is read as query syntax.
    let query = format!("\"{}\"", word.replace('"', " "));
    let actions = RuleActions { hides: true, ..RuleActions::default() };
    Change::AddRule { query, scope: RuleScope::Everywhere, actions }
}
