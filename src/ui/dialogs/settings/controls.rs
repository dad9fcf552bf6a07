//! The control of each setting.

use egui::{Id, Ui};

use crate::config::{
    KeyPreset, LINE_HEIGHTS, MEASURES, Settings, TEXT_SIZES, TextFace, ThemeChoice,
};
use crate::i18n::{Language, t};
use crate::model::{Filter, Order, PicturePolicy, StoryLevel};
use crate::ui::choosing::{combo_ui, option_filter_ui, option_ui};
use crate::ui::dialogs::choices::{COMBO_WIDTH, interval_choices, picker_ui, retention_ui};
use crate::ui::dialogs::{network, sending};
use crate::ui::entry_list::order_words;
use crate::ui::fonts;
use crate::ui::slider::{Scale, slider_ui};
use crate::ui::theme::Theme;

// Names of fonts and of other readers are not translated.
pub(in crate::ui) const FACES: [(TextFace, &str); 2] =
    [(TextFace::Sans, "Noto Sans"), (TextFace::Serif, "Libertinus Serif")];
const KEYS: [(KeyPreset, &str); 3] = [
    (KeyPreset::Google, "Google Reader"),
    (KeyPreset::NetNewsWire, "NetNewsWire"),
    (KeyPreset::Newsboat, "Newsboat"),
];
/// The sizes of the window's text and controls, in percent.
const INTERFACE_SIZES: [u32; 8] = [80, 90, 100, 110, 125, 150, 175, 200];

/// The themes with their names.
pub(in crate::ui) fn themes() -> [(ThemeChoice, String); 5] {
    [
        (ThemeChoice::System, t!(settings_theme_system)),
        (ThemeChoice::Light, t!(settings_theme_light)),
        (ThemeChoice::Dark, t!(settings_theme_dark)),
        (ThemeChoice::Sepia, t!(settings_theme_sepia)),
        (ThemeChoice::Black, t!(settings_theme_black)),
    ]
}

/// The languages, by their own names.
pub(super) fn language_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let mut choices = vec![(None, t!(settings_language_system))];
    choices.extend(Language::offered().map(|(language, name)| (Some(language), name.to_owned())));
    let mut chosen = Language::from_tag(&settings.language);
    picker_ui(ui, "language", label, &mut chosen, &choices);
    settings.language = chosen.map_or_else(String::new, |language| language.tag().to_owned());
    false
}

pub(super) fn theme_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    picker_ui(ui, "theme", label, &mut settings.theme, &themes());
    false
}

pub(super) fn interface_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let sizes = INTERFACE_SIZES.map(|percent| (percent, t!(settings_percent, percent = percent)));
    picker_ui(ui, "interface size", label, &mut settings.interface_percent, &sizes);
    false
}

/// The two faces of the program, and below them every installed family.
pub(super) fn font_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let face = FACES.iter().find(|(face, _)| *face == settings.face).map_or("", |(_, name)| name);
    let own = settings.reading_font.clone();
    let shown = if own.is_empty() { face.to_owned() } else { own.clone() };
    combo_ui(ui, "font", label, COMBO_WIDTH, shown, |ui| {
        let installed = fonts::installed(ui.ctx());
        let is_asked: Box<dyn Fn(&str) -> bool> =
            if installed.is_empty() { Box::new(|_| true) } else { Box::new(option_filter_ui(ui)) };
        for (face, name) in FACES.iter().filter(|(_, name)| is_asked(name)) {
            let is_chosen = own.is_empty() && settings.face == *face;
            if option_ui(ui, is_chosen, *name).clicked() {
                settings.face = *face;
                settings.reading_font.clear();
            }
        }
        let is_ours = |name: &str| FACES.iter().any(|(_, ours)| *ours == name);
        for name in installed.iter().filter(|name| is_asked(name) && !is_ours(name)) {
            if option_ui(ui, own == *name, name.as_str()).clicked() {
                settings.reading_font.clone_from(name);
            }
        }
    });
    false
}

pub(in crate::ui) fn text_size_ui(
    ui: &mut Ui,
    theme: &Theme,
    settings: &mut Settings,
    label: Id,
) -> bool {
    slider_ui(ui, label, &mut settings.text_size, &Scale::whole(TEXT_SIZES), theme)
}

pub(in crate::ui) fn measure_ui(
    ui: &mut Ui,
    theme: &Theme,
    settings: &mut Settings,
    label: Id,
) -> bool {
    slider_ui(ui, label, &mut settings.measure, &Scale::whole(MEASURES), theme)
}

pub(in crate::ui) fn line_height_ui(
    ui: &mut Ui,
    theme: &Theme,
    settings: &mut Settings,
    label: Id,
) -> bool {
    let scale = Scale { range: LINE_HEIGHTS, step: 0.05, decimals: 2 };
    slider_ui(ui, label, &mut settings.line_height, &scale, theme)
}

pub(super) fn pictures_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let pictures = [
        (PicturePolicy::Always, t!(settings_pictures_always)),
        (PicturePolicy::Ask, t!(settings_pictures_ask)),
        (PicturePolicy::Never, t!(settings_pictures_never)),
    ];
    picker_ui(ui, "pictures", label, &mut settings.pictures, &pictures);
    false
}

pub(super) fn marking_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.vertical(|ui| {
        ui.checkbox(&mut settings.mark_read_on_open, t!(settings_mark_read_on_open));
        ui.checkbox(&mut settings.mark_read_on_scroll, t!(settings_mark_read_on_scroll));
        ui.checkbox(&mut settings.mark_read_on_leave, t!(settings_mark_read_on_leave))
            .on_hover_text(t!(settings_mark_read_on_leave_hint));
    });
    false
}

pub(super) fn keys_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    picker_ui(ui, "keys", label, &mut settings.key_preset, &KEYS);
    false
}

pub(super) fn order_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let orders = Order::ALL.map(|order| (order, order_words(order)));
    picker_ui(ui, "order", label, &mut settings.order, &orders);
    false
}

pub(super) fn filter_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let filters = [
        (Filter::Unread, t!(settings_feeds_show_unread)),
        (Filter::All, t!(settings_feeds_show_all)),
    ];
    picker_ui(ui, "filter", label, &mut settings.filter, &filters);
    false
}

pub(super) fn stories_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    let levels = StoryLevel::ALL.map(|level| (level, story_level_words(level)));
    ui.vertical(|ui| {
        picker_ui(ui, "stories", label, &mut settings.stories, &levels);
        ui.checkbox(&mut settings.mark_copies_read, t!(settings_mark_copies_read))
            .on_hover_text(t!(settings_mark_copies_read_hint));
    });
    false
}

/// Which entries share a row, in words.
pub(in crate::ui) fn story_level_words(level: StoryLevel) -> String {
    match level {
        StoryLevel::Off => t!(stories_off),
        StoryLevel::Text => t!(stories_text),
        StoryLevel::Story => t!(stories_story),
    }
}

pub(super) fn icons_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.checkbox(&mut settings.shows_icons, t!(settings_show_icons))
        .on_hover_text(t!(settings_show_icons_hint));
    false
}

pub(super) fn refresh_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, label: Id) -> bool {
    picker_ui(ui, "refresh", label, &mut settings.refresh_minutes, &interval_choices());
    false
}

pub(super) fn notify_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.checkbox(&mut settings.notifies, t!(settings_notify))
        .on_hover_text(t!(settings_notify_hint));
    false
}

pub(super) fn resting_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.vertical(|ui| {
        ui.checkbox(&mut settings.rests_on_battery, t!(settings_rests_on_battery));
        ui.checkbox(&mut settings.rests_on_metered, t!(settings_rests_on_metered));
    });
    false
}

pub(super) fn background_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.vertical(|ui| {
        ui.checkbox(&mut settings.stays_hidden, t!(settings_stays_hidden))
            .on_hover_text(t!(settings_stays_hidden_hint));
        ui.checkbox(&mut settings.starts_at_login, t!(settings_starts_at_login));
    });
    false
}

pub(super) fn proxy_ui(ui: &mut Ui, theme: &Theme, settings: &mut Settings, label: Id) -> bool {
    ui.vertical(|ui| network::proxy_ui(ui, label, &mut settings.proxy, theme));
    false
}

pub(super) fn certificates_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    network::certificates_ui(ui, settings);
    false
}

pub(super) fn keep_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    ui.vertical(|ui| retention_ui(ui, t!(settings_keep_everything), &mut settings.retention));
    false
}

pub(super) fn markdown_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    sending::folder_ui(ui, settings);
    false
}

pub(super) fn programs_ui(ui: &mut Ui, _: &Theme, settings: &mut Settings, _: Id) -> bool {
    sending::programs_ui(ui, &mut settings.programs);
    false
}
