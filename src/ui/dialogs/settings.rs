//! The settings, in groups. Every change is visible and saved at once; a dragged slider is visible
//! at once and saved when it is released.

pub(in crate::ui) mod controls;
mod voices;

use egui::{Grid, Id, RichText, Ui};

use crate::app::{Action, Command, bytes_words};
use crate::config::Settings;
use crate::i18n::t;
use crate::query::fold;

use super::{foot_ui, listening, scroll_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{add_text_field, bold, text_field};

/// Width from which the groups stand in two columns, in points.
const TWO_COLUMNS: f32 = 720.0;
/// Width of the labels, so that the controls of all groups stand in one line, in points.
const LABELS: f32 = 118.0;
/// Height of a dialog around its settings, in points.
const AROUND: f32 = 230.0;

/// Draws the control of a setting, for the label with this id. True while it is dragged.
pub(in crate::ui) type Control = fn(&mut Ui, &Theme, &mut Settings, Id) -> bool;

/// A setting with its label.
struct Row {
    label: fn() -> String,
    control: Control,
}

struct Group {
    title: fn() -> String,
    rows: &'static [Row],
}

const LEFT: &[Group] = &[
    Group {
        title: || t!(settings_reading),
        rows: &[
            Row { label: || t!(settings_font), control: controls::font_ui },
            Row { label: || t!(settings_text_size), control: controls::text_size_ui },
            Row { label: || t!(settings_column_width), control: controls::measure_ui },
            Row { label: || t!(settings_line_height), control: controls::line_height_ui },
            Row { label: || t!(settings_pictures), control: controls::pictures_ui },
            Row { label: || t!(settings_marking), control: controls::marking_ui },
        ],
    },
    Group {
        title: || t!(settings_window),
        rows: &[
            Row { label: || t!(settings_language), control: controls::language_ui },
            Row { label: || t!(settings_theme), control: controls::theme_ui },
            Row { label: || t!(settings_interface_size), control: controls::interface_ui },
            Row { label: || t!(command_show_keys), control: controls::keys_ui },
        ],
    },
    Group {
        title: || t!(settings_aloud),
        rows: &[
            Row { label: || t!(settings_speed), control: voices::speed_ui },
            Row { label: || t!(settings_voices), control: voices::voices_ui },
        ],
    },
];

const RIGHT: &[Group] = &[
    Group {
        title: || t!(settings_list),
        rows: &[
            Row { label: || t!(settings_order), control: controls::order_ui },
            Row { label: || t!(settings_feeds_show), control: controls::filter_ui },
            Row { label: || t!(settings_stories), control: controls::stories_ui },
            Row { label: || t!(settings_icons), control: controls::icons_ui },
        ],
    },
    Group {
        title: || t!(settings_refreshing),
        rows: &[
            Row { label: || t!(settings_refresh), control: controls::refresh_ui },
            Row { label: || t!(settings_notifications), control: controls::notify_ui },
            Row { label: || t!(settings_resting), control: controls::resting_ui },
            Row { label: || t!(settings_background), control: controls::background_ui },
        ],
    },
    Group {
        title: || t!(settings_network),
        rows: &[
            Row { label: || t!(settings_proxy), control: controls::proxy_ui },
            Row { label: || t!(settings_certificates), control: controls::certificates_ui },
        ],
    },
    Group {
        title: || t!(settings_listening),
        rows: &[
            Row { label: || t!(settings_skipping), control: listening::skips_ui },
            Row { label: || t!(settings_listening_end), control: listening::end_ui },
            Row { label: || t!(settings_downloads), control: listening::downloads_ui },
        ],
    },
    Group {
        title: || t!(settings_sending),
        rows: &[
            Row { label: || t!(settings_markdown), control: controls::markdown_ui },
            Row { label: || t!(settings_programs), control: controls::programs_ui },
        ],
    },
    Group {
        title: || t!(settings_library),
        rows: &[Row { label: || t!(settings_keep), control: controls::keep_ui }],
    },
];

pub(super) fn settings_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    title_ui(ui, &t!(settings_title), cx.theme);
    let wanted = search_ui(ui);
    let mut settings = cx.state.settings.clone();
    let mut is_dragged = false;
    let height = (ui.ctx().content_rect().height() - AROUND).max(120.0);
    scroll_ui(ui, height, |ui| {
        let columns: &[&[&[Group]]] = if ui.available_width() > TWO_COLUMNS {
            &[&[LEFT], &[RIGHT]]
        } else {
            &[&[LEFT, RIGHT]]
        };
        ui.columns(columns.len(), |uis| {
            for (ui, halves) in uis.iter_mut().zip(columns) {
                for group in halves.iter().copied().flatten() {
                    is_dragged |= group_ui(ui, cx.theme, group, &wanted, &mut settings);
                }
            }
        });
        if is_wanted(&t!(settings_library), &wanted) {
            size_ui(ui, cx);
        }
        if is_wanted(&t!(keepers_title), &wanted) {
            keepers_ui(ui, cx);
        }
        if is_wanted(&t!(folder_sync_title), &wanted) {
            folder_ui(ui, cx);
        }
        let groups = LEFT.iter().chain(RIGHT);
        if groups.flat_map(|group| shown(group, &wanted)).next().is_none() {
            ui.label(RichText::new(t!(state_no_matches)).color(cx.theme.dim));
        }
    });
    settle(cx, settings, is_dragged);
    foot_ui(ui, cx, &t!(button_close), None);
}

/// Uses the settings as they are in the controls now, and saves them unless one is being dragged.
pub(in crate::ui) fn settle(cx: &UiContext<'_>, settings: Settings, is_dragged: bool) {
    let is_other = settings != cx.state.settings;
    if is_dragged && is_other {
        cx.push(Action::TrySettings(Box::new(settings)));
    } else if !is_dragged && (is_other || cx.state.has_tried_settings()) {
        cx.push(Action::ChangeSettings(Box::new(settings)));
    }
}

/// The field that filters the settings. Returns its folded text.
fn search_ui(ui: &mut Ui) -> String {
    let id = ui.scope_id().with("search");
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let field = text_field(ui, &mut text)
        .hint_text(t!(settings_search))
        .desired_width(f32::INFINITY)
        .id(id.with("field"));
    add_text_field(ui, field).accessible_name(t!(settings_search));
    let wanted = fold(text.trim());
    ui.data_mut(|data| data.insert_temp(id, text));
    wanted
}

fn is_wanted(words: &str, wanted: &str) -> bool {
    fold(words).contains(wanted)
}

/// The rows of a group that match the search; all if its title matches.
fn shown<'a>(group: &'a Group, wanted: &'a str) -> impl Iterator<Item = &'a Row> {
    let is_whole = is_wanted(&(group.title)(), wanted);
    group.rows.iter().filter(move |row| is_whole || is_wanted(&(row.label)(), wanted))
}

/// True while a slider is dragged.
fn group_ui(
    ui: &mut Ui,
    theme: &Theme,
    group: &Group,
    wanted: &str,
    settings: &mut Settings,
) -> bool {
    if shown(group, wanted).next().is_none() {
        return false;
    }
    let mut is_dragged = false;
    let title = (group.title)();
    ui.add_space(4.0);
    ui.label(RichText::new(&title).font(bold(13.0)).color(theme.ink));
    let grid = Grid::new(title).num_columns(2).min_col_width(LABELS).spacing([14.0, 9.0]);
    grid.show(ui, |ui| {
        for row in shown(group, wanted) {
            let label = ui.label((row.label)());
            is_dragged |= (row.control)(ui, theme, settings, label.id);
            ui.end_row();
        }
    });
    ui.add_space(12.0);
    is_dragged
}

/// The size of the library, and the actions to reduce it.
fn size_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let Some(size) = cx.state.size else { return };
    let (bytes, free) = (bytes_words(size.bytes), bytes_words(size.free));
    let words = t!(settings_library_size, size = bytes, free = free);
    ui.label(RichText::new(words).color(cx.theme.dim));
    ui.horizontal_wrapped(|ui| {
        if ui.button(t!(settings_compact)).on_hover_text(t!(settings_compact_hint)).clicked() {
            cx.push(Action::Compact(false));
        }
        if ui.button(t!(settings_forget)).on_hover_text(t!(settings_forget_hint)).clicked() {
            cx.push(Action::Compact(true));
        }
    });
}

/// The way to the services that entries can be sent to.
fn keepers_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    ui.add_space(8.0);
    ui.label(RichText::new(t!(keepers_title)).font(bold(13.0)).color(cx.theme.ink));
    let names: Vec<String> =
        cx.state.settings.keepers.iter().map(crate::model::Keeper::name).collect();
    let words = if names.is_empty() { t!(keepers_none) } else { names.join(", ") };
    ui.label(RichText::new(words).color(cx.theme.dim));
    if ui.button(t!(keepers_choose)).clicked() {
        cx.extend(Command::ShowKeepers.resolve(cx.state));
    }
}

/// The way to the folder that other computers sync through.
fn folder_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    ui.add_space(8.0);
    ui.label(RichText::new(t!(folder_sync_title)).font(bold(13.0)).color(cx.theme.ink));
    let (words, label) = match &cx.state.library.folder {
        Some(state) => {
            let folder = state.folder.display().to_string();
            (t!(folder_sync_joined_at, folder = folder), t!(folder_sync_show))
        }
        None => (t!(folder_sync_none), t!(folder_sync_choose)),
    };
    ui.label(RichText::new(words).color(cx.theme.dim));
    if ui.button(label).clicked() {
        cx.extend(Command::SyncFolder.resolve(cx.state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str) -> Vec<String> {
        let wanted = fold(wanted);
        LEFT.iter()
            .chain(RIGHT)
            .flat_map(|group| shown(group, &wanted).map(|row| (row.label)()).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn a_setting_is_found_by_a_part_of_its_name() {
        assert_eq!(found("PROX"), ["Proxy"]);
        assert_eq!(found("line"), ["Line height"]);
        assert!(found("no setting is called like this").is_empty());
    }

    #[test]
    fn the_name_of_a_group_finds_all_of_it() {
        assert_eq!(found("network"), ["Proxy", "Custom certificates"]);
    }

    #[test]
    fn without_a_search_every_setting_is_there() {
        let all: usize = LEFT.iter().chain(RIGHT).map(|group| group.rows.len()).sum();
        assert_eq!(found("").len(), all);
    }
}
