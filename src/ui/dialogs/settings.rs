//! The settings. Every change is visible and saved at once; a dragged slider is visible at once and
//! saved when it is released.

use egui::{Grid, Ui};

use crate::app::{Action, bytes_words};
use crate::config::{
    KeyPreset, LINE_HEIGHTS, MEASURES, Settings, TEXT_SIZES, TextFace, ThemeChoice,
};
use crate::i18n::t;
use crate::model::PicturePolicy;
use crate::model::{Filter, Order};

use super::choices::{choice_ui, interval_choices, number_ui, retention_ui};
use super::network::network_ui;
use super::{foot_ui, scroll_area, title_ui};
use crate::ui::context::UiContext;
use crate::ui::entry_list::order_words;

// Names of fonts and of other readers are not translated.
const FACES: [(TextFace, &str); 2] =
    [(TextFace::Sans, "Noto Sans"), (TextFace::Serif, "Libertinus Serif")];
const KEYS: [(KeyPreset, &str); 3] = [
    (KeyPreset::Google, "Google Reader"),
    (KeyPreset::NetNewsWire, "NetNewsWire"),
    (KeyPreset::Newsboat, "Newsboat"),
];

pub(super) fn settings_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    title_ui(ui, &t!(settings_title), cx.theme);
    let mut settings = cx.state.settings.clone();
    let mut is_dragged = false;
    let height = (ui.ctx().content_rect().height() - 190.0).max(120.0);
    scroll_area(height).show(ui, |ui| {
        Grid::new("settings").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
            is_dragged = looks_ui(ui, &mut settings);
            behaviour_ui(ui, &mut settings);
            network_ui(ui, &mut settings, cx.theme);
        });
        size_ui(ui, cx);
    });
    let is_other = settings != cx.state.settings;
    if is_dragged && is_other {
        cx.push(Action::TrySettings(Box::new(settings)));
    } else if !is_dragged && (is_other || cx.state.has_tried_settings()) {
        cx.push(Action::ChangeSettings(Box::new(settings)));
    }
    foot_ui(ui, cx, &t!(button_close), None);
}

/// True while a slider is dragged.
fn looks_ui(ui: &mut Ui, settings: &mut Settings) -> bool {
    let themes = [
        (ThemeChoice::System, t!(settings_theme_system)),
        (ThemeChoice::Light, t!(settings_theme_light)),
        (ThemeChoice::Dark, t!(settings_theme_dark)),
        (ThemeChoice::Sepia, t!(settings_theme_sepia)),
        (ThemeChoice::Black, t!(settings_theme_black)),
    ];
    choice_ui(ui, "theme", t!(settings_theme), &mut settings.theme, &themes);
    choice_ui(ui, "font", t!(settings_font), &mut settings.face, &FACES);
    let (size, width) = (t!(settings_text_size), t!(settings_column_width));
    let height = t!(settings_line_height);
    [
        number_ui(ui, size, &mut settings.text_size, TEXT_SIZES, 1.0, 0),
        number_ui(ui, width, &mut settings.measure, MEASURES, 1.0, 0),
        number_ui(ui, height, &mut settings.line_height, LINE_HEIGHTS, 0.05, 2),
    ]
    .contains(&true)
}

fn behaviour_ui(ui: &mut Ui, settings: &mut Settings) {
    let orders = [Order::Newest, Order::Oldest].map(|order| (order, order_words(order)));
    choice_ui(ui, "order", t!(settings_order), &mut settings.order, &orders);
    let filters = [
        (Filter::Unread, t!(settings_feeds_show_unread)),
        (Filter::All, t!(settings_feeds_show_all)),
    ];
    choice_ui(ui, "filter", t!(settings_feeds_show), &mut settings.filter, &filters);
    let pictures = [
        (PicturePolicy::Always, t!(settings_pictures_always)),
        (PicturePolicy::Ask, t!(settings_pictures_ask)),
        (PicturePolicy::Never, t!(settings_pictures_never)),
    ];
    choice_ui(ui, "pictures", t!(settings_pictures), &mut settings.pictures, &pictures);
    ui.label(t!(settings_icons));
    ui.checkbox(&mut settings.shows_icons, t!(settings_show_icons))
        .on_hover_text(t!(settings_show_icons_hint));
    ui.end_row();
    let (refresh, intervals) = (t!(settings_refresh), interval_choices());
    choice_ui(ui, "refresh", refresh, &mut settings.refresh_minutes, &intervals);
    ui.label(t!(settings_reading));
    ui.vertical(|ui| {
        ui.checkbox(&mut settings.mark_read_on_open, t!(settings_mark_read_on_open));
        ui.checkbox(&mut settings.mark_read_on_scroll, t!(settings_mark_read_on_scroll));
    });
    ui.end_row();
    ui.label(t!(settings_notifications));
    ui.checkbox(&mut settings.notifies, t!(settings_notify))
        .on_hover_text(t!(settings_notify_hint));
    ui.end_row();
    choice_ui(ui, "keys", t!(command_show_keys), &mut settings.key_preset, &KEYS);
    ui.label(t!(settings_keep));
    ui.vertical(|ui| retention_ui(ui, t!(settings_keep_everything), &mut settings.retention));
    ui.end_row();
}

/// The size of the library, and the actions to reduce it.
fn size_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let Some(size) = cx.state.size else { return };
    let (bytes, free) = (bytes_words(size.bytes), bytes_words(size.free));
    let words = t!(settings_library_size, size = bytes, free = free);
    ui.label(egui::RichText::new(words).color(cx.theme.dim));
    ui.horizontal(|ui| {
        if ui.button(t!(settings_compact)).on_hover_text(t!(settings_compact_hint)).clicked() {
            cx.push(Action::Compact(false));
        }
        if ui.button(t!(settings_forget)).on_hover_text(t!(settings_forget_hint)).clicked() {
            cx.push(Action::Compact(true));
        }
    });
}
