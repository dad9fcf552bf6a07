//! Saves the settings of the window, with the services that another program added or removed since.

use crate::config::{Settings, read_toml};
use crate::model::Keeper;

use super::writer::Writer;

impl Writer {
    pub(super) fn save_settings(&mut self, settings: &Settings) {
        self.set_story_level(settings.stories);
        let path = self.paths.settings();
        let ours = &settings.keepers;
        let keepers = match read_toml::<Settings>(&path) {
            Some(stored) => joined(&self.keepers, ours, &stored.keepers),
            // There is no file, or a mistake in it; that one is told of at a start.
            None => ours.clone(),
        };
        self.write_toml(&path, &Settings { keepers, ..settings.clone() });
        self.keepers.clone_from(ours);
    }
}

/// The services of the window and of the file, after both may have changed since the window had
/// those of `base`.
fn joined(base: &[Keeper], ours: &[Keeper], stored: &[Keeper]) -> Vec<Keeper> {
    let has = |list: &[Keeper], one: &Keeper| list.iter().any(|k| k.account == one.account);
    let was_removed = |one: &&Keeper| has(base, one) && !has(stored, one);
    let was_added = |one: &&Keeper| !has(base, one) && !has(ours, one);
    let kept = ours.iter().filter(|one| !was_removed(one));
    kept.chain(stored.iter().filter(was_added)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(names: &str) -> Vec<Keeper> {
        let service = |name: char| Keeper { account: name.to_string(), ..Keeper::default() };
        names.chars().map(service).collect()
    }

    #[test]
    fn services_that_another_program_added_or_removed_stay_so() {
        for (base, ours, stored, expected) in [
            ("ab", "ab", "ab", "ab"),
            ("a", "a", "ab", "ab"),
            ("ab", "ab", "a", "a"),
            ("ab", "b", "ab", "b"),
            ("a", "ac", "ab", "acb"),
            ("ab", "a", "b", ""),
            ("", "", "ab", "ab"),
        ] {
            let joined = joined(&services(base), &services(ours), &services(stored));
            assert_eq!(joined, services(expected), "{base} {ours} {stored}");
        }
    }
}
