//! Counts what is chosen in the palette, so that it ranks higher the next time.

use super::action::Effect;
use super::state::AppState;

/// Most names that are counted; the one chosen least often makes room for another.
pub const PALETTE_USES_MAX: usize = 200;

impl AppState {
    /// Counts that this line of the palette was chosen. The session keeps the number.
    pub(super) fn count_palette_use(&mut self, name: String) -> Vec<Effect> {
        let uses = &mut self.session.palette_uses;
        if uses.len() >= PALETTE_USES_MAX && !uses.contains_key(&name) {
            let least = uses.iter().min_by_key(|(_, count)| **count).map(|(name, _)| name.clone());
            least.and_then(|least| uses.remove(&least));
        }
        let count = uses.entry(name).or_default();
        *count = count.saturating_add(1);
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::app::Action;
    use crate::config::{Session, Settings};

    #[test]
    fn the_name_that_was_chosen_least_makes_room_for_a_new_one() {
        let mut state = AppState::new(Settings::default(), Session::default(), TimeZone::UTC);
        let mut choose = |name: &str| {
            state.apply(Action::CountPaletteUse(name.to_owned()), Timestamp::UNIX_EPOCH);
            state.session.palette_uses.clone()
        };
        for number in 0..PALETTE_USES_MAX {
            choose(&format!("{number}"));
            choose(&format!("{number}"));
        }
        assert_eq!(choose("once").len(), PALETTE_USES_MAX);
        let uses = choose("twice");
        assert_eq!((uses.len(), uses.get("once")), (PALETTE_USES_MAX, None));
        assert_eq!(uses.get("twice"), Some(&1));
    }
}
