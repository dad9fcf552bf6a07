//! The popover of the Aa button: theme, font, size and width of articles.

use egui::accesskit::Role;
use egui::{Popup, PopupCloseBehavior, Response, RichText, Sense, Ui, WidgetInfo, vec2};

use crate::app::Command;
use crate::config::{Settings, TextFace, ThemeChoice};
use crate::i18n::t;

use super::choosing::arrow_choice;
use super::context::UiContext;
use super::dialogs::settings::controls::{FACES, line_height_ui, measure_ui, text_size_ui, themes};
use super::dialogs::settings::{Control, settle};
use super::fonts::{Cut, Face};
use super::theme::Theme;
use super::widgets::{bold, focus_ring, sans};

/// Width of the popover, in points.
const WIDTH: f32 = 300.0;
/// Size of a swatch, in points.
const SWATCH: egui::Vec2 = vec2(52.0, 38.0);

/// The popover of a button, while it is open.
pub(super) fn looks_ui(button: &Response, cx: &UiContext<'_>) {
    let popup = Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(WIDTH);
    let shown = popup.show(|ui| {
        ui.set_width(WIDTH);
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Dialog);
            node.set_label(t!(looks_title));
        });
        contents_ui(ui, cx, button.clicked());
    });
    button.ctx.accesskit_node_builder(button.id, |node| {
        node.set_has_popup(egui::accesskit::HasPopup::Dialog);
        node.set_expanded(shown.is_some());
    });
}

fn contents_ui(ui: &mut Ui, cx: &UiContext<'_>, has_opened: bool) {
    let mut settings = cx.state.settings.clone();
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    themes_ui(ui, cx.theme, &mut settings.theme, has_opened);
    ui.add_space(2.0);
    faces_ui(ui, cx.theme, &mut settings);
    ui.add_space(2.0);
    let is_dragged = sliders_ui(ui, cx.theme, &mut settings);
    settle(cx, settings, is_dragged);
    ui.add_space(2.0);
    if ui.button(t!(looks_all_settings)).clicked() {
        cx.extend(Command::Settings.resolve(cx.state));
        ui.close();
    }
}

fn themes_ui(ui: &mut Ui, theme: &Theme, chosen: &mut ThemeChoice, has_opened: bool) {
    let system = ui.ctx().system_theme().unwrap_or(egui::Theme::Light);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let swatches = themes().map(|(choice, name)| {
            let look = Theme::of(choice, system);
            let response = swatch_ui(ui, &look, theme, &name, *chosen == choice);
            if has_opened && *chosen == choice {
                response.request_focus();
            }
            (choice, response)
        });
        let responses = swatches.clone().map(|(_, response)| response);
        let clicked = responses.iter().position(Response::clicked);
        let at = arrow_choice(ui, &responses).or(clicked);
        if let Some((choice, _)) = at.and_then(|at| swatches.get(at)) {
            *chosen = *choice;
        }
    });
}

/// A sample of a theme: its paper and ink, and its accent below.
fn swatch_ui(ui: &mut Ui, look: &Theme, theme: &Theme, name: &str, is_chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(SWATCH, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name));
    let painter = ui.painter();
    let edge = if is_chosen { (2.0, theme.accent) } else { (1.0, theme.border) };
    painter.rect(rect, 8, look.article, edge, egui::StrokeKind::Inside);
    let middle = egui::Align2::CENTER_CENTER;
    painter.text(rect.center() - vec2(0.0, 3.0), middle, "Aa", bold(15.0), look.ink);
    let bar = egui::Rect::from_center_size(rect.center() + vec2(0.0, 10.0), vec2(20.0, 3.0));
    painter.rect_filled(bar, 1, look.accent);
    focus_ring(painter, &response, theme);
    response.on_hover_text(name)
}

/// The faces of the program, each in itself, and the installed family if one is chosen.
fn faces_ui(ui: &mut Ui, theme: &Theme, settings: &mut Settings) {
    ui.horizontal_wrapped(|ui| {
        for (face, name) in FACES {
            let is_chosen = settings.reading_font.is_empty() && settings.face == face;
            let cut = match face {
                TextFace::Sans => Cut::SANS,
                TextFace::Serif => Cut::regular(Face::Serif),
            };
            if face_ui(ui, theme, cut, name, is_chosen).clicked() {
                settings.face = face;
                settings.reading_font.clear();
            }
        }
        if !settings.reading_font.is_empty() {
            face_ui(ui, theme, Cut::regular(Face::Own), &settings.reading_font, true);
        }
    });
}

fn face_ui(ui: &mut Ui, theme: &Theme, cut: Cut, name: &str, is_chosen: bool) -> Response {
    let words = RichText::new(name).font(egui::FontId::new(14.0, cut.family()));
    let button = egui::Button::new(words).selected(is_chosen);
    let edge = if is_chosen { (2.0, theme.accent) } else { (1.0, theme.border) };
    let response = ui.add(button.stroke(edge));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name));
    response
}

/// True while one of them is dragged.
fn sliders_ui(ui: &mut Ui, theme: &Theme, settings: &mut Settings) -> bool {
    ui.spacing_mut().slider_width = 130.0;
    let mut is_dragged = false;
    egui::Grid::new("sliders").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        let rows: [(String, Control); 3] = [
            (t!(settings_text_size), text_size_ui),
            (t!(settings_column_width), measure_ui),
            (t!(settings_line_height), line_height_ui),
        ];
        for (name, control_ui) in rows {
            let label = ui.label(RichText::new(name).font(sans(13.0)).color(theme.dim));
            is_dragged |= control_ui(ui, theme, settings, label.id);
            ui.end_row();
        }
    });
    is_dragged
}
