//! Automatic refreshes heed how the machine is: offline, on battery, in a metered network.

use jiff::Timestamp;

use crate::app::action::Effect;
use crate::app::refresh_timer::Rest;
use crate::app::state::AppState;
use crate::config::Settings;
use crate::model::Conditions;
use crate::worker::{DesktopJob, Job};

impl AppState {
    /// Whether automatic refreshes rest.
    #[must_use]
    pub fn rest(&self) -> Rest {
        self.rest
    }

    /// Asks how the machine is. The refresh follows the answer.
    pub(super) fn look_around(&mut self) -> Vec<Effect> {
        self.rest = Rest::Asked;
        vec![Effect::Job(Job::Desktop(DesktopJob::LookAround))]
    }

    pub(super) fn receive_conditions(
        &mut self,
        conditions: Conditions,
        now: Timestamp,
    ) -> Vec<Effect> {
        if self.rest != Rest::Asked {
            return Vec::new();
        }
        if rests(&self.settings, conditions) {
            self.rest = Rest::On;
            return Vec::new();
        }
        self.rest = Rest::Off;
        self.refresh_due(now)
    }
}

/// Whether automatic refreshes rest. What the user asks for is always done.
fn rests(settings: &Settings, conditions: Conditions) -> bool {
    conditions.is_offline
        || (settings.rests_on_battery && conditions.is_on_battery)
        || (settings.rests_on_metered && conditions.is_metered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_rests_where_the_settings_say_so_and_always_offline() {
        let on = |is_offline, is_on_battery, is_metered| Conditions {
            is_offline,
            is_on_battery,
            is_metered,
        };
        let settings = |rests_on_battery, rests_on_metered| Settings {
            rests_on_battery,
            rests_on_metered,
            ..Settings::default()
        };
        assert!(!rests(&settings(true, true), Conditions::default()));
        assert!(rests(&settings(false, false), on(true, false, false)));
        assert!(rests(&settings(true, false), on(false, true, false)));
        assert!(!rests(&settings(false, true), on(false, true, false)));
        assert!(rests(&settings(false, true), on(false, false, true)));
        assert!(!rests(&settings(true, false), on(false, false, true)));
    }
}
