//! The fonts that the program carries, as the bytes of their files. They come in with crates; the
//! build script takes those that are needed out of them.
//!
//! The window shows text in them; drawings and formulas use nothing else, so that they look the
//! same on every machine. They are statics, since a constant of this size may be put into the
//! program once for each place that uses it.

macro_rules! asset {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

/// Noto Sans.
pub(crate) static SANS: &[u8] = asset!("NotoSans-Regular.ttf");
/// Noto Sans in bold.
pub(crate) static BOLD: &[u8] = asset!("NotoSans-Bold.ttf");
/// DejaVu Sans Mono.
pub(crate) static MONO: &[u8] = asset!("DejaVuSansMono.ttf");

/// Noto Sans, Libertinus Serif and DejaVu Sans Mono: of each the upright, the italic, the bold and
/// the bold italic font.
pub(crate) static ALL: [&[u8]; 12] = [
    SANS,
    asset!("NotoSans-Italic.ttf"),
    BOLD,
    asset!("NotoSans-BoldItalic.ttf"),
    asset!("LibertinusSerif-Regular.otf"),
    asset!("LibertinusSerif-Italic.otf"),
    asset!("LibertinusSerif-Bold.otf"),
    asset!("LibertinusSerif-BoldItalic.otf"),
    MONO,
    asset!("DejaVuSansMono-Oblique.ttf"),
    asset!("DejaVuSansMono-Bold.ttf"),
    asset!("DejaVuSansMono-BoldOblique.ttf"),
];
