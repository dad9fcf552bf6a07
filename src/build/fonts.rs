//! Writes single font files into the build directory.
//!
//! The crates link all of their fonts, some 10 MB; the program needs 3 MB of them. So they are
//! dependencies of the build script alone, and the program includes the files that it needs.

use std::error::Error;
use std::fs;
use std::path::Path;

/// File names, and the position of each font in `typst_assets::fonts()`, which has no names. A test
/// of `ui/fonts.rs` checks the names inside the files.
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

/// Fails if a crate no longer has one of the fonts.
pub(crate) fn write(dir: &Path) -> Result<(), Box<dyn Error>> {
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
