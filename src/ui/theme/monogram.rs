//! Colours of the tiles for feeds without an icon.

use egui::Color32;

use super::Theme;

/// Hues of equal weight, muted enough to stand beside text; white letters are legible on each.
const HUES: [Color32; 10] = [
    Color32::from_rgb(0x5b, 0x74, 0x9c),
    Color32::from_rgb(0x8a, 0x64, 0x8f),
    Color32::from_rgb(0x9c, 0x5f, 0x5b),
    Color32::from_rgb(0x8d, 0x6c, 0x44),
    Color32::from_rgb(0x66, 0x78, 0x45),
    Color32::from_rgb(0x3f, 0x7d, 0x6a),
    Color32::from_rgb(0x3f, 0x78, 0x8c),
    Color32::from_rgb(0x6c, 0x6a, 0xa3),
    Color32::from_rgb(0x9a, 0x5c, 0x78),
    Color32::from_rgb(0x6b, 0x72, 0x78),
];

impl Theme {
    /// The tile's colour, which is always the same for a name.
    #[must_use]
    pub fn monogram(&self, name: &str) -> Color32 {
        let sum =
            name.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        let hue = HUES.get(sum as usize % HUES.len()).copied().unwrap_or(Color32::GRAY);
        if self.is_dark { Self::blend(hue, self.article, 0.15) } else { hue }
    }

    /// The colour over the panes behind a dialog.
    #[must_use]
    pub fn backdrop(&self) -> Color32 {
        Color32::from_black_alpha(if self.is_dark { 120 } else { 70 })
    }

    /// The colour of the letter on a tile.
    #[must_use]
    pub fn on_monogram(&self) -> Color32 {
        Color32::WHITE
    }
}
