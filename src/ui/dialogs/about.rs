//! About Gleaner: its version, licences, and the files of the profile.

use egui::{Grid, Label, RichText, Ui};

use crate::app::Action;
use crate::i18n::t;

use super::{foot_ui, low, scroll_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::{bold, sans};

/// Height of the dialog around its contents, in points.
const AROUND: f32 = 150.0;

// The names of licences are not translated.
const LICENCES: [(&str, &str); 5] = [
    ("Gleaner", "MIT OR Apache-2.0"),
    ("Noto Sans", "OFL-1.1"),
    ("Libertinus Serif", "OFL-1.1"),
    ("DejaVu Sans Mono", "Bitstream Vera"),
    ("Lucide", "ISC"),
];

pub(super) fn about_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    title_ui(ui, &t!(about_title), cx.theme);
    ui.label(RichText::new(version()).font(sans(14.0)).color(cx.theme.ink));
    let height = low(ui, 420.0, AROUND);
    scroll_ui(ui, height, |ui| {
        ui.label(RichText::new(t!(about_explained)).color(cx.theme.dim));
        pairs_ui(ui, cx, &t!(about_files), &files(cx));
        let licences = LICENCES.map(|(name, licence)| (name.to_owned(), licence.to_owned()));
        pairs_ui(ui, cx, &t!(about_licences), &licences);
    });
    let copy = t!(about_copy);
    if foot_ui(ui, cx, &t!(button_close), Some((&copy, true))) {
        let files = files(cx).into_iter().map(|(name, path)| format!("{name}: {path}"));
        let text = std::iter::once(version()).chain(files).collect::<Vec<_>>().join("\n");
        cx.push(Action::Copy { text, notice: t!(notice_copied) });
    }
}

fn version() -> String {
    t!(about_version, version = env!("CARGO_PKG_VERSION"))
}

/// The files of the profile with their paths.
fn files(cx: &UiContext<'_>) -> Vec<(String, String)> {
    let Some(paths) = &cx.state.profile else { return Vec::new() };
    [
        (t!(about_profile), paths.root().to_owned()),
        (t!(settings_library), paths.library()),
        (t!(settings_title), paths.settings()),
        (t!(about_subscriptions), paths.subscriptions()),
        (t!(about_pictures), paths.pictures()),
    ]
    .map(|(name, path)| (name, path.display().to_string()))
    .into()
}

fn pairs_ui(ui: &mut Ui, cx: &UiContext<'_>, title: &str, pairs: &[(String, String)]) {
    if pairs.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new(title).font(bold(13.0)).color(cx.theme.ink));
    Grid::new(title).num_columns(2).min_col_width(120.0).spacing([14.0, 5.0]).show(ui, |ui| {
        for (name, value) in pairs {
            ui.label(RichText::new(name).font(sans(13.0)).color(cx.theme.dim));
            let value = RichText::new(value).font(sans(13.0)).color(cx.theme.ink);
            ui.add(Label::new(value).selectable(true).wrap());
            ui.end_row();
        }
    });
}
