//! Holds back the releases of keys until something else happens.
//!
//! egui paints three frames after each event. Nothing in the window depends on when a key is
//! released, so each key pressed would cost as much again for nothing.

use egui::Event;

/// Releases that egui was not told of yet.
#[derive(Debug, Default)]
pub(super) struct HeldReleases(Vec<Event>);

impl HeldReleases {
    /// Takes the events of a frame if they are releases only. Otherwise puts those of the frames
    /// before in front of them, so that a key that is pressed again is not taken for a held one.
    pub(super) fn sort_out(&mut self, events: &mut Vec<Event>) {
        if events.iter().all(|event| matches!(event, Event::Key { pressed: false, .. })) {
            self.0.append(events);
        } else if !self.0.is_empty() {
            events.splice(0..0, self.0.drain(..));
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};

    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        let modifiers = Modifiers::NONE;
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    }

    #[test]
    fn releases_come_with_the_next_event_and_before_it() {
        let mut held = HeldReleases::default();
        let sorted = |held: &mut HeldReleases, mut events: Vec<Event>| {
            held.sort_out(&mut events);
            events
        };
        let press = key(Key::J, true);
        assert_eq!(sorted(&mut held, vec![press.clone()]), [press.clone()]);
        assert_eq!(sorted(&mut held, vec![key(Key::J, false)]), []);
        assert_eq!(sorted(&mut held, Vec::new()), []);
        assert_eq!(
            sorted(&mut held, vec![press.clone()]),
            [key(Key::J, false), press],
            "pressed again, not held"
        );
        let both = vec![key(Key::K, false), Event::PointerGone];
        assert_eq!(sorted(&mut held, both.clone()), both);
    }
}
