//! The texts of the window as they are painted.

use super::Window;

impl Window {
    /// The texts that the last frame painted.
    pub fn painted(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for clipped in &self.harness.output().shapes {
            each_text(&clipped.shape, &mut |text| texts.push(text.galley.text().to_owned()));
        }
        texts
    }

    /// The painted texts that end before their last word, because they have too little room.
    pub fn cut(&self) -> Vec<String> {
        let spoken: Vec<String> = self.spoken().into_iter().flat_map(|(_, texts)| texts).collect();
        let mut cut = Vec::new();
        for clipped in &self.harness.output().shapes {
            each_text(&clipped.shape, &mut |text| {
                let words = text.galley.text();
                let is_short =
                    words.ends_with('…') && !spoken.iter().any(|whole| whole.contains(words));
                if text.galley.elided || is_short {
                    cut.push(words.to_owned());
                }
            });
        }
        cut
    }

    /// Where the characters of a painted text stand, from left to right in points.
    pub fn characters(&self, words: &str) -> Vec<f32> {
        let mut found = Vec::new();
        for clipped in &self.harness.output().shapes {
            each_text(&clipped.shape, &mut |text| {
                if text.galley.text() == words {
                    let glyphs = text.galley.rows.iter().flat_map(|row| &row.glyphs);
                    found = glyphs.map(|glyph| text.pos.x + glyph.pos.x).collect();
                }
            });
        }
        found
    }
}

fn each_text(shape: &egui::Shape, tell: &mut impl FnMut(&egui::epaint::TextShape)) {
    match shape {
        egui::Shape::Text(text) => tell(text),
        egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_text(shape, tell)),
        _ => {}
    }
}
