//! A slider with a thin rail and a filled knob, in the accent colour, beside its number.

use std::ops::RangeInclusive;

use egui::{Align, DragValue, Id, Layout, Slider, TextStyle, Ui, lerp, pos2, vec2};

use super::theme::Theme;

/// Height of the rail, in points.
const RAIL: f32 = 4.0;
/// Height of the row that the knob moves in, in points.
const HEIGHT: f32 = 20.0;

/// The numbers that a slider offers.
pub(super) struct Scale {
    pub(super) range: RangeInclusive<f32>,
    pub(super) step: f64,
    pub(super) decimals: usize,
}

impl Scale {
    /// Whole numbers.
    pub(super) fn whole(range: RangeInclusive<f32>) -> Self {
        Self { range, step: 1.0, decimals: 0 }
    }
}

/// A slider for the label with this id. True while it is dragged.
pub(super) fn slider_ui(
    ui: &mut Ui,
    label_id: Id,
    value: &mut f32,
    scale: &Scale,
    theme: &Theme,
) -> bool {
    let number_height =
        ui.text_style_height(&TextStyle::Button) + 2.0 * ui.spacing().button_padding.y;
    // The number is higher than the rail, and a row that grows with it would leave the rail above.
    let room = vec2(ui.available_width(), number_height.max(ui.spacing().interact_size.y));
    let row = ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        let is_dragged = rail_ui(ui, label_id, value, scale, theme);
        let number = DragValue::new(value)
            .range(scale.range.clone())
            .speed(scale.step)
            .max_decimals(scale.decimals);
        let number = ui.add(number).labelled_by(label_id);
        is_dragged || number.dragged()
    });
    row.inner
}

fn rail_ui(ui: &mut Ui, label_id: Id, value: &mut f32, scale: &Scale, theme: &Theme) -> bool {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.spacing_mut().slider_rail_height = RAIL;
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = theme.accent;
        visuals.widgets.inactive.bg_fill = theme.border;
        let height = ui.text_style_height(&TextStyle::Body).max(HEIGHT);
        let width = ui.spacing().slider_width;
        let slider = Slider::new(value, scale.range.clone())
            .step_by(scale.step)
            .max_decimals(scale.decimals)
            .show_value(false);
        let response = ui.add(slider).labelled_by(label_id);
        // egui's own knob has an outline, and this one covers it.
        let radius = height / 2.5;
        let (least, most) = (*scale.range.start(), *scale.range.end());
        let share = ((*value - least) / (most - least)).clamp(0.0, 1.0);
        let left = response.rect.left();
        let x = lerp((left + radius)..=(left + width - radius), share);
        let center = pos2(x, response.rect.center().y);
        ui.painter().circle_filled(center, radius + 1.0, theme.popup);
        ui.painter().circle_filled(center, radius - 1.0, theme.accent);
        if response.has_focus() {
            ui.painter().circle_stroke(center, radius + 1.5, (1.5, theme.focus));
        }
        response.dragged()
    })
    .inner
}
