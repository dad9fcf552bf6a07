//! Words that a bar covers until the user asks for them: a button over them that tells its state.

use egui::{CursorIcon, Pos2, Rect, Sense, Ui, Vec2};

use super::interact::InteractionPass;
use super::layout::{Control, PlacedText};

impl InteractionPass<'_> {
    /// The spoilers of a text, of which `name` is the piece and the number in it. The later lines
    /// of a long spoiler are parts of its button.
    pub(super) fn spoilers_ui(
        &mut self,
        ui: &mut Ui,
        name: (usize, usize),
        text: &PlacedText,
        (to_screen, clip): (Vec2, Rect),
    ) {
        for (place, (rect, spoiler)) in text.set.spoilers.iter().enumerate() {
            let rect = rect.translate(to_screen).intersect(clip);
            let control = Control::Spoiler(*spoiler);
            if !text.set.spoilers.iter().take(place).any(|(_, before)| before == spoiler) {
                self.control_ui(ui, control, rect);
                continue;
            }
            let part = ui.interact(rect, self.id.with(("spoiler part", name, place)), Sense::CLICK);
            if part.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                self.out.hint = self.control_hint(control);
            }
            if part.clicked() {
                self.out.fold = Some(*spoiler);
            }
        }
    }

    /// Whether a spoiler covers a point of a text.
    pub(super) fn is_covered(&self, text: &PlacedText, point: Pos2) -> bool {
        let mut spoilers = text.set.spoilers.iter();
        spoilers.any(|(rect, spoiler)| self.view.covers(*spoiler) && rect.contains(point))
    }
}
