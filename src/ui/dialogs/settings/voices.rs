//! The settings of reading aloud: the speed, and the voices that the user chose.

use egui::{Id, RichText, Ui};

use crate::config::{SPEECH_SPEEDS, Settings};
use crate::i18n::t;
use crate::ui::dialogs::choices::picker_ui;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::icon_button_ui;

/// Names of languages, in themselves. They are not translated.
const NAMES: [(&str, &str); 26] = [
    ("ar", "العربية"),
    ("cs", "čeština"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "ελληνικά"),
    ("en", "English"),
    ("es", "español"),
    ("fa", "فارسی"),
    ("fi", "suomi"),
    ("fr", "français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hu", "magyar"),
    ("it", "italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nb", "norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "polski"),
    ("pt", "português"),
    ("ro", "română"),
    ("ru", "русский"),
    ("sv", "svenska"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
    ("zh", "中文"),
];

pub(super) fn speed_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let speeds = SPEECH_SPEEDS.map(|percent| (percent, t!(settings_percent, percent = percent)));
    picker_ui(ui, "speech speed", label, &mut settings.speech_percent, &speeds);
    false
}

/// A line for each language with a voice of its own. Voices are chosen where they can be heard.
pub(super) fn voices_ui(ui: &mut Ui, theme: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.vertical(|ui| {
        let mut removed = None;
        for (language, voice) in &settings.voices {
            ui.horizontal(|ui| {
                let name = name_of(language);
                ui.label(t!(settings_voice_of, language = name, voice = voice.as_str()));
                let hint = t!(settings_voice_remove, language = name);
                if icon_button_ui(ui, Icon::Close, &hint, theme).clicked() {
                    removed = Some(language.clone());
                }
            });
        }
        if let Some(language) = removed {
            settings.voices.remove(&language);
        }
        ui.label(RichText::new(t!(settings_voices_hint)).small().color(theme.dim));
    });
    false
}

/// The name of a language, else its tag.
fn name_of(tag: &str) -> &str {
    NAMES.iter().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_in_itself_or_by_its_tag() {
        assert_eq!((name_of("de"), name_of("xx")), ("Deutsch", "xx"));
    }
}
