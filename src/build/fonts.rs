//! Writes single font files into the build directory.
//!
//! The crates link all of their fonts, some 10 MB; the program needs 3 MB of them. So they are
//! dependencies of the build script alone, and the program includes the files that it needs.

use std::error::Error;
use std::fs;
use std::path::Path;

/// File names, and the position of each font in `typst_assets::fonts()`, which has no names. A test
/// of `ui/fonts/mod.rs` checks the names inside the files.
const TEXT_FONTS: [(&str, usize); 8] = [
    ("LibertinusSerif-Regular.otf", 0),
    ("LibertinusSerif-Bold.otf", 1),
    ("LibertinusSerif-Italic.otf", 2),
    ("LibertinusSerif-BoldItalic.otf", 3),
    ("DejaVuSansMono-Bold.ttf", 13),
    ("DejaVuSansMono-BoldOblique.ttf", 14),
    ("DejaVuSansMono-Oblique.ttf", 15),
    ("DejaVuSansMono.ttf", 16),
];

/// The fonts of formulas, by their names in `ratex-katex-fonts`.
const FORMULA_FONTS: [&str; 19] = [
    "KaTeX_AMS-Regular.ttf",
    "KaTeX_Caligraphic-Regular.ttf",
    "KaTeX_Fraktur-Bold.ttf",
    "KaTeX_Fraktur-Regular.ttf",
    "KaTeX_Main-Bold.ttf",
    "KaTeX_Main-BoldItalic.ttf",
    "KaTeX_Main-Italic.ttf",
    "KaTeX_Main-Regular.ttf",
    "KaTeX_Math-BoldItalic.ttf",
    "KaTeX_Math-Italic.ttf",
    "KaTeX_SansSerif-Bold.ttf",
    "KaTeX_SansSerif-Italic.ttf",
    "KaTeX_SansSerif-Regular.ttf",
    "KaTeX_Script-Regular.ttf",
    "KaTeX_Size1-Regular.ttf",
    "KaTeX_Size2-Regular.ttf",
    "KaTeX_Size3-Regular.ttf",
    "KaTeX_Size4-Regular.ttf",
    "KaTeX_Typewriter-Regular.ttf",
];

/// Noto Sans, whose tables are corrected first.
const SANS: [(&str, &[u8]); 4] = [
    ("NotoSans-Regular.ttf", notosans::REGULAR_TTF),
    ("NotoSans-Italic.ttf", notosans::ITALIC_TTF),
    ("NotoSans-Bold.ttf", notosans::BOLD_TTF),
    ("NotoSans-BoldItalic.ttf", notosans::BOLD_ITALIC_TTF),
];

/// Fails if a crate no longer has one of the fonts.
pub(crate) fn write(dir: &Path) -> Result<(), Box<dyn Error>> {
    for (name, bytes) in SANS {
        let font =
            with_spacing_accents(bytes).ok_or_else(|| format!("{name} is not understood"))?;
        fs::write(dir.join(name), font)?;
    }
    let fonts: Vec<&[u8]> = typst_assets::fonts().collect();
    for (name, position) in TEXT_FONTS {
        let bytes = fonts.get(position).ok_or_else(|| format!("typst-assets has no {name}"))?;
        fs::write(dir.join(name), bytes)?;
    }
    for name in FORMULA_FONTS {
        let bytes = ratex_katex_fonts::ttf_bytes(name)
            .ok_or_else(|| format!("ratex-katex-fonts has no {name}"))?;
        fs::write(dir.join(name), bytes)?;
    }
    Ok(())
}

/// Space beside a modifier letter whose font gives it no width, in units of 2048 an em.
const BEARING: i16 = 80;
/// The modifier letters of Unicode, such as the stress mark of phonetic spellings.
const MODIFIERS: std::ops::RangeInclusive<u16> = 0x2b0..=0x2ff;

/// Noto Sans calls its spacing accents (backtick, acute, diaeresis) combining marks, and shaping
/// then takes away their width. Without classes in the font, shaping classifies by Unicode, which
/// is right. Some modifier letters have no width in the font itself; they get one.
fn with_spacing_accents(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut font = bytes.to_vec();
    let classes = table(bytes, *b"GDEF")? + 4;
    font.get_mut(classes..classes + 2)?.fill(0);
    let (metrics, outlines) = (table(bytes, *b"hmtx")?, table(bytes, *b"glyf")?);
    let long = u16_at(bytes, table(bytes, *b"hhea")? + 34)?;
    for letter in MODIFIERS {
        let Some(glyph) = glyph(bytes, letter).filter(|glyph| *glyph < long) else { continue };
        let place = metrics + 4 * usize::from(glyph);
        let (start, end) = (offset(bytes, glyph)?, offset(bytes, glyph + 1)?);
        if u16_at(bytes, place)? != 0 || start == end {
            continue;
        }
        let edge = |at: usize| u16_at(bytes, outlines + start + at).map(u16::cast_signed);
        let width = edge(6)? - edge(2)?;
        font.get_mut(place..place + 2)?.copy_from_slice(&(width + 2 * BEARING).to_be_bytes());
        font.get_mut(place + 2..place + 4)?.copy_from_slice(&BEARING.to_be_bytes());
    }
    Some(font)
}

/// Where a table of a font starts.
fn table(font: &[u8], tag: [u8; 4]) -> Option<usize> {
    let count = usize::from(u16_at(font, 4)?);
    let records = font.get(12..12 + 16 * count)?.chunks_exact(16);
    let record = records.into_iter().find(|record| record.starts_with(&tag))?;
    usize::try_from(u32_at(record, 8)?).ok()
}

/// Where the outline of a glyph starts in its table.
fn offset(font: &[u8], glyph: u16) -> Option<usize> {
    let places = table(font, *b"loca")?;
    let is_long = u16_at(font, table(font, *b"head")? + 50)? != 0;
    if is_long {
        usize::try_from(u32_at(font, places + 4 * usize::from(glyph))?).ok()
    } else {
        Some(2 * usize::from(u16_at(font, places + 2 * usize::from(glyph))?))
    }
}

/// The glyph of a character, by the mapping of format 4 that every such font has.
fn glyph(font: &[u8], letter: u16) -> Option<u16> {
    let maps = table(font, *b"cmap")?;
    let count = usize::from(u16_at(font, maps + 2)?);
    let map = (0..count).find_map(|at| {
        let start = maps + usize::try_from(u32_at(font, maps + 8 + 8 * at)?).ok()?;
        (u16_at(font, start)? == 4).then_some(start)
    })?;
    let doubled = usize::from(u16_at(font, map + 6)?);
    for at in (0..doubled).step_by(2) {
        let (last, first) = (u16_at(font, map + 14 + at)?, u16_at(font, map + 16 + doubled + at)?);
        if letter > last {
            continue;
        }
        if letter < first {
            return None;
        }
        let delta = u16_at(font, map + 16 + 2 * doubled + at)?;
        let place = map + 16 + 3 * doubled + at;
        let range = usize::from(u16_at(font, place)?);
        if range == 0 {
            return Some(letter.wrapping_add(delta)).filter(|glyph| *glyph != 0);
        }
        let glyph = u16_at(font, place + range + 2 * usize::from(letter - first))?;
        return (glyph != 0).then(|| glyph.wrapping_add(delta));
    }
    None
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
