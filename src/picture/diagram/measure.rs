//! The widths of words in diagrams, in the fonts that they are drawn in.
//!
//! merman guesses widths if it is not told. Its guesses are too narrow for Noto Sans, so that boxes
//! cut their words off and arrows run into them.

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, TextMeasurementPolicy, TextMeasurementProfile,
    TextMeasurementProfileIdentity, TextStyle,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use crate::fonts::{BOLD, SANS};
use crate::picture::error::PictureError;

/// Space around a text, in ems. An arrow keeps half of it as distance from the words on it.
const MARGIN: f32 = 0.4;
/// Width of a character that the font lacks, in ems.
const UNKNOWN: f32 = 1.0;
/// Weights from this one on are drawn in the bold font.
const BOLD_WEIGHT: u16 = 600;

/// The rule by which merman measures text.
pub(super) fn policy() -> Result<TextMeasurementPolicy, PictureError> {
    let damaged = |reason: String| PictureError::Damaged { reason };
    let name = MeasurementProfileId::new("noto-sans").map_err(|err| damaged(err.to_string()))?;
    let identity =
        TextMeasurementProfileIdentity::new(name, "1").map_err(|err| damaged(err.to_string()))?;
    let measurer = DeterministicTextMeasurer::default().with_width_callback(width);
    Ok(TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer)))
}

/// The width of a text with the space around it, in pixels.
fn width(text: &str, style: &TextStyle) -> f64 {
    if text.is_empty() {
        return 0.0;
    }
    let size = style.font_size as f32;
    let Ok(font) = FontRef::new(if is_bold(style) { BOLD } else { SANS }) else {
        return f64::from(UNKNOWN * size * text.chars().count() as f32);
    };
    let (letters, widths) =
        (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
    let advance = |letter: char| letters.map(letter).and_then(|glyph| widths.advance_width(glyph));
    let advances = text
        .chars()
        .filter(|letter| *letter != '\u{ad}')
        .map(|letter| advance(letter).unwrap_or(UNKNOWN * size));
    f64::from(advances.sum::<f32>() + MARGIN * size)
}

fn is_bold(style: &TextStyle) -> bool {
    style.font_weight.as_deref().is_some_and(|weight| {
        weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u16| weight >= BOLD_WEIGHT)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str, weight: Option<&str>) -> f64 {
        let style = TextStyle { font_weight: weight.map(str::to_owned), ..TextStyle::default() };
        width(text, &style)
    }

    #[test]
    fn words_are_as_wide_as_they_are_drawn() {
        // Noto Sans at 16 pixels: m is 0.935 em wide, i 0.258 em.
        let margin = f64::from(MARGIN) * 16.0;
        assert!((measured("mmmm", None) - margin - 59.8).abs() < 0.5, "{}", measured("mmmm", None));
        assert!((measured("iiii", None) - margin - 16.5).abs() < 0.5, "{}", measured("iiii", None));
        assert!(measured("words", Some("bold")) > measured("words", None) + 1.0);
        assert!((measured("words", Some("700")) - measured("words", Some("bold"))).abs() < 0.01);
        assert!(measured("", None).abs() < 0.01);
        assert!((measured("so\u{ad}ft", None) - measured("soft", None)).abs() < 0.01);
    }
}
