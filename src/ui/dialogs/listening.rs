//! The settings for episodes: those of the program, and those of a feed.

use egui::{Id, Ui};

use super::choices::{choice_ui, picker_ui};
use crate::config::Settings;
use crate::i18n::{bytes_words, t};
use crate::model::ListenOptions;
use crate::ui::player::speed_words;
use crate::ui::theme::Theme;

/// How far the buttons skip, in seconds.
const SKIPS: [u32; 6] = [5, 10, 15, 30, 45, 60];
/// The room for downloads, in megabytes.
const ROOMS: [u32; 6] = [500, 1000, 2000, 5000, 10_000, 50_000];
/// What is skipped of an episode, in seconds.
const EDGES: [u32; 8] = [10, 15, 20, 30, 45, 60, 90, 120];
/// How many of the newest episodes are downloaded.
const NEWEST: [u32; 5] = [1, 2, 3, 5, 10];
/// The speeds of a feed, in percent.
const SPEEDS: [u32; 7] = [80, 100, 125, 150, 175, 200, 250];

pub(super) fn skips_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    let listening = &mut settings.listening;
    ui.vertical(|ui| {
        for (salt, words, secs) in [
            ("back", t!(settings_skip_back), &mut listening.back_secs),
            ("forward", t!(settings_skip_forward), &mut listening.forward_secs),
        ] {
            ui.horizontal(|ui| {
                let label = ui.label(words);
                let choices = with_present(&SKIPS, *secs, seconds_words);
                picker_ui(ui, salt, label.id, secs, &choices);
            });
        }
    });
    false
}

pub(super) fn end_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.checkbox(&mut settings.listening.marks_read, t!(settings_listening_marks_read));
    false
}

pub(super) fn downloads_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let megabytes = &mut settings.listening.download_megabytes;
    let words = |megabytes: u32| {
        t!(settings_downloads_room, size = bytes_words(u64::from(megabytes) * 1_000_000))
    };
    let choices = with_present(&ROOMS, *megabytes, words);
    ui.scope(|ui| picker_ui(ui, "downloads", label, megabytes, &choices))
        .response
        .on_hover_text(t!(settings_downloads_hint));
    false
}

/// The choices with their words. A value from the settings file may be another one.
fn with_present(choices: &[u32], present: u32, words: fn(u32) -> String) -> Vec<(u32, String)> {
    let mut all: Vec<u32> = choices.to_vec();
    if !all.contains(&present) {
        all.push(present);
        all.sort_unstable();
    }
    all.into_iter().map(|choice| (choice, words(choice))).collect()
}

fn seconds_words(seconds: u32) -> String {
    t!(settings_seconds, seconds = seconds)
}

/// The options of a feed.
pub(super) fn feed_options_ui(ui: &mut Ui, options: &mut ListenOptions) {
    let choices = |none: String, all: &[u32], words: fn(u32) -> String| {
        std::iter::once((None, none))
            .chain(all.iter().map(|choice| (Some(*choice), words(*choice))))
            .collect::<Vec<_>>()
    };
    let speeds = choices(t!(choice_default), &SPEEDS, speed_words);
    choice_ui(ui, "speed", t!(feed_speed), &mut options.speed_percent, &speeds);
    let edges = choices(t!(feed_skip_nothing), &EDGES, seconds_words);
    choice_ui(ui, "skip start", t!(feed_skip_start), &mut options.skip_start_secs, &edges);
    choice_ui(ui, "skip end", t!(feed_skip_end), &mut options.skip_end_secs, &edges);
    let newest = |count: u32| t!(feed_downloads_newest, count = count);
    let downloads = choices(t!(feed_downloads_none), &NEWEST, newest);
    choice_ui(ui, "episodes", t!(feed_downloads), &mut options.downloads, &downloads);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_the_users_own_is_among_the_choices() {
        let values = |present| -> Vec<u32> {
            with_present(&[5, 10], present, seconds_words).into_iter().map(|(it, _)| it).collect()
        };
        assert_eq!(values(10), [5, 10]);
        assert_eq!(values(7), [5, 7, 10]);
    }
}
