//! Tab stops in code. egui gives every tab one width, wherever it stands.

use std::sync::Arc;

use egui::Galley;
use egui::epaint::text::{Glyph, Row};

use super::super::flow::TAB_STOP;

/// egui's width of a tab, in spaces.
const TAB_WIDTH: f32 = 4.0;

/// Moves what follows a tab to the next tab stop.
pub(super) fn stop(galley: &mut Arc<Galley>) {
    let Some(tab) = galley.rows.iter().flat_map(|row| &row.glyphs).find(|glyph| is_tab(glyph))
    else {
        return;
    };
    let stop = tab.advance_width / TAB_WIDTH * TAB_STOP as f32;
    if stop <= 0.0 {
        return;
    }
    let scale = galley.pixels_per_point;
    let galley = Arc::make_mut(galley);
    for row in &mut galley.rows {
        if row.glyphs.iter().any(is_tab) {
            align(Arc::make_mut(&mut row.row), stop, scale);
        }
    }
}

fn is_tab(glyph: &Glyph) -> bool {
    glyph.chr == '\t'
}

fn align(row: &mut Row, stop: f32, scale: f32) {
    let snap = |points: f32| (points * scale).round() / scale;
    // The sum of all widths: positions on screen are rounded.
    let (mut x, mut shift) = (0.0, 0.0);
    for glyph in &mut row.glyphs {
        glyph.pos.x += snap(shift);
        let first = glyph.first_vertex as usize;
        if !glyph.uv_rect.is_nothing()
            && let Some(corners) = row.visuals.mesh.vertices.get_mut(first..first + 4)
        {
            for corner in corners {
                corner.pos.x += snap(shift);
            }
        }
        if is_tab(glyph) {
            // A tab after a full number of stops is as wide as the next one.
            let width = (((x + 0.1) / stop).floor() + 1.0) * stop - x;
            shift += width - glyph.advance_width;
            glyph.advance_width = width;
        }
        x += glyph.advance_width;
    }
    row.size.x += snap(shift);
    row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::LayoutJob;
    use egui::{Color32, FontId};

    use super::*;
    use crate::ui::fonts::{self, Cut};

    /// Where the letter `x` stands in each line, in characters.
    fn columns(code: &str) -> Vec<usize> {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let mut found = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::new(20.0, Cut::MONO.family());
            let letter = ui.fonts_mut(|fonts| fonts.glyph_width(&font, ' '));
            let job = LayoutJob::simple(code.to_owned(), font, Color32::BLACK, f32::INFINITY);
            let mut galley = ui.painter().layout_job(job);
            stop(&mut galley);
            let column = |glyph: &Glyph| (glyph.pos.x / letter).round() as usize;
            let marks = galley.rows.iter().flat_map(|row| row.glyphs.iter());
            found = marks.filter(|glyph| glyph.chr == 'x').map(column).collect();
        });
        output.textures_delta.clear();
        found
    }

    #[test]
    fn columns_after_tabs_stand_under_each_other() {
        assert_eq!(columns("\tx\na\tx\nabc\tx\nabcd\tx\n\t\tx\nab\tcdef\tx"), [4, 4, 4, 8, 8, 12]);
    }
}
