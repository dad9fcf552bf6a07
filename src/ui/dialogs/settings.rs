//! The settings. Every change is visible and saved at once; a dragged slider is visible at once and
//! saved when it is released.

use egui::{Grid, Ui};

use crate::app::{Action, bytes_words};
use crate::config::{
    KeyPreset, LINE_HEIGHTS, MEASURES, Settings, TEXT_SIZES, TextFace, ThemeChoice,
};
use crate::model::PicturePolicy;
use crate::model::{Filter, Order};

use super::choices::{INTERVALS, choice_ui, number_ui, retention_ui};
use super::network::network_ui;
use super::{foot_ui, scroll_area, title_ui};
use crate::ui::context::UiContext;
use crate::ui::entry_list::order_words;

const THEMES: [(ThemeChoice, &str); 5] = [
    (ThemeChoice::System, "As the system"),
    (ThemeChoice::Light, "Light"),
    (ThemeChoice::Dark, "Dark"),
    (ThemeChoice::Sepia, "Sepia"),
    (ThemeChoice::Black, "Black"),
];
const FACES: [(TextFace, &str); 2] =
    [(TextFace::Sans, "Noto Sans"), (TextFace::Serif, "Libertinus Serif")];
const FILTERS: [(Filter, &str); 2] =
    [(Filter::Unread, "Unread entries"), (Filter::All, "All entries")];
const PICTURES: [(PicturePolicy, &str); 3] = [
    (PicturePolicy::Always, "Always"),
    (PicturePolicy::Ask, "When I ask"),
    (PicturePolicy::Never, "Never"),
];
const KEYS: [(KeyPreset, &str); 3] = [
    (KeyPreset::Google, "Google Reader"),
    (KeyPreset::NetNewsWire, "NetNewsWire"),
    (KeyPreset::Newsboat, "Newsboat"),
];
pub(super) fn settings_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    title_ui(ui, "Settings", cx.theme);
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
    foot_ui(ui, cx, "Close", None);
}

/// True while a slider is dragged.
fn looks_ui(ui: &mut Ui, settings: &mut Settings) -> bool {
    choice_ui(ui, "Colours", &mut settings.theme, &THEMES);
    choice_ui(ui, "Face", &mut settings.face, &FACES);
    [
        number_ui(ui, "Text size", &mut settings.text_size, TEXT_SIZES, 1.0, 0),
        number_ui(ui, "Column width", &mut settings.measure, MEASURES, 1.0, 0),
        number_ui(ui, "Line height", &mut settings.line_height, LINE_HEIGHTS, 0.05, 2),
    ]
    .contains(&true)
}

fn behaviour_ui(ui: &mut Ui, settings: &mut Settings) {
    let orders = [Order::Newest, Order::Oldest].map(|order| (order, order_words(order)));
    choice_ui(ui, "Order", &mut settings.order, &orders);
    choice_ui(ui, "Feeds show", &mut settings.filter, &FILTERS);
    choice_ui(ui, "Load pictures", &mut settings.pictures, &PICTURES);
    ui.label("Icons");
    ui.checkbox(&mut settings.shows_icons, "Show icons of feeds")
        .on_hover_text("Fetched from a feed's site after a refresh, once a week at most");
    ui.end_row();
    choice_ui(ui, "Refresh by itself", &mut settings.refresh_minutes, &INTERVALS);
    ui.label("Opening an entry");
    ui.checkbox(&mut settings.mark_read_on_open, "Marks it as read");
    ui.end_row();
    ui.label("Scrolling past entries");
    ui.checkbox(&mut settings.mark_read_on_scroll, "Marks them as read");
    ui.end_row();
    ui.label("Notifications");
    ui.checkbox(&mut settings.notifies, "Tell of new entries")
        .on_hover_text("Of feeds and rules that are to notify, after a refresh");
    ui.end_row();
    choice_ui(ui, "Keys", &mut settings.key_preset, &KEYS);
    ui.label("Keep");
    ui.vertical(|ui| retention_ui(ui, "Everything", &mut settings.retention));
    ui.end_row();
}

/// The size of the library, and the actions to reduce it.
fn size_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let Some(size) = cx.state.size else { return };
    let words = format!(
        "The library takes {}, of which {} are free",
        bytes_words(size.bytes),
        bytes_words(size.free)
    );
    ui.label(egui::RichText::new(words).color(cx.theme.dim));
    ui.horizontal(|ui| {
        if ui.button("Compact").on_hover_text("Gives free room back to the disk").clicked() {
            cx.push(Action::Compact(false));
        }
        let forget = ui.button("Forget what was removed, and compact");
        if forget
            .on_hover_text(
                "Empties the history: feeds and entries that were removed can't be brought back",
            )
            .clicked()
        {
            cx.push(Action::Compact(true));
        }
    });
}
