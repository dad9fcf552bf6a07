//! The fonts: Noto Sans, Libertinus Serif and DejaVu Sans Mono, each in four real styles, and the
//! icons.
//!
//! All are static bytes in the program. egui parses a font when its family is first used, so an
//! unused style costs nothing. Characters that are missing in a font come from the system's fonts,
//! else from DejaVu Sans Mono.

mod apart;
mod system;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use egui::FontFamily;
use egui::epaint::text::{
    FallbackRequest, FontData, FontDefinitions, FontInsert, FontPriority, FontProvider,
    InsertFontFamily,
};

use crate::fonts;

pub(super) use apart::{apart, is_apart};

use system::SystemFonts;

/// The last resort for symbols.
const LAST_RESORT: &str = "mono";

/// A type family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Noto Sans: the window, and articles by default.
    Sans,
    /// Libertinus Serif: articles, if the user wants it.
    Serif,
    /// DejaVu Sans Mono: code.
    Mono,
}

/// One style of a type family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cut {
    pub face: Face,
    pub is_bold: bool,
    pub is_italic: bool,
}

impl Cut {
    pub const SANS: Self = Self::regular(Face::Sans);
    pub const MONO: Self = Self::regular(Face::Mono);

    /// The upright style of normal weight.
    #[must_use]
    pub const fn regular(face: Face) -> Self {
        Self { face, is_bold: false, is_italic: false }
    }

    #[must_use]
    pub const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    #[must_use]
    pub const fn italic(self) -> Self {
        Self { is_italic: true, ..self }
    }

    /// The family under which egui knows it.
    #[must_use]
    pub fn family(self) -> FontFamily {
        FAMILIES.get(self.index()).cloned().unwrap_or(FontFamily::Proportional)
    }

    const fn index(self) -> usize {
        self.face as usize * 4 + self.is_bold as usize * 2 + self.is_italic as usize
    }
}

/// Names of the styles, in the order of [`Cut::index`].
const NAMES: [&str; 12] = [
    "sans",
    "sans-italic",
    "sans-bold",
    "sans-bold-italic",
    "serif",
    "serif-italic",
    "serif-bold",
    "serif-bold-italic",
    "mono",
    "mono-italic",
    "mono-bold",
    "mono-bold-italic",
];

static FAMILIES: LazyLock<Vec<FontFamily>> =
    LazyLock::new(|| NAMES.iter().map(|name| FontFamily::Name((*name).into())).collect());

static ICONS: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("icons".into()));

static EMOJI: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("emoji".into()));

/// The family of emoji in colour. Text and emoji have many signs in common, and egui takes a sign
/// from the first font of a family that has it; so emoji have a family of their own.
pub(super) fn emoji() -> FontFamily {
    EMOJI.clone()
}

/// Begins the name of a family for Arabic letters.
const ARABIC: &str = "arabic ";

/// The family of Arabic letters within a text of another family.
fn arabic(family: &FontFamily) -> FontFamily {
    let name = match family {
        FontFamily::Proportional => "sans",
        FontFamily::Monospace => "mono",
        FontFamily::Name(name) => name,
    };
    let place = NAMES.iter().position(|known| *known == name).unwrap_or_default();
    ARABIC_FAMILIES.get(place).cloned().unwrap_or(FontFamily::Proportional)
}

fn is_arabic(family: &FontFamily) -> bool {
    matches!(family, FontFamily::Name(name) if name.starts_with(ARABIC))
}

static ARABIC_FAMILIES: LazyLock<Vec<FontFamily>> = LazyLock::new(|| {
    NAMES.iter().map(|name| FontFamily::Name(format!("{ARABIC}{name}").into())).collect()
});

/// The family of [`crate::ui::icons`].
#[must_use]
pub fn icons() -> FontFamily {
    ICONS.clone()
}

/// Every family with its fonts.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut font_data: BTreeMap<String, Arc<FontData>> = BTreeMap::new();
    let mut families: BTreeMap<FontFamily, Vec<String>> = BTreeMap::new();
    for ((name, family), bytes) in NAMES.iter().zip(FAMILIES.iter()).zip(fonts::ALL) {
        font_data.insert((*name).to_owned(), Arc::new(FontData::from_static(bytes)));
        families.insert(family.clone(), vec![(*name).to_owned()]);
    }
    font_data.insert(
        "icons".to_owned(),
        Arc::new(FontData::from_static(lucide_icons::LUCIDE_FONT_BYTES)),
    );
    families.insert(icons(), vec!["icons".to_owned(), "mono".to_owned()]);
    // The providers fill these: the fonts for emoji and Arabic come before the fonts for text.
    families.insert(emoji(), Vec::new());
    families.extend(ARABIC_FAMILIES.iter().map(|family| (family.clone(), Vec::new())));
    families.insert(FontFamily::Proportional, vec!["sans".to_owned()]);
    families.insert(FontFamily::Monospace, vec!["mono".to_owned()]);
    FontDefinitions { font_data, families }
}

/// Gives egui the fonts. To be called once, before anything is drawn.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
    ctx.set_font_providers(vec![Arc::new(LastResort)]);
}

/// Also asks the system's fonts: for emoji in colour and for other scripts; DejaVu's symbols last.
pub fn install_system(ctx: &egui::Context) {
    ctx.set_font_providers(vec![Arc::new(SystemFonts::new()), Arc::new(LastResort)]);
}

/// Offers DejaVu Sans Mono, which has thousands of symbols, for characters that no other font has.
struct LastResort;

impl FontProvider for LastResort {
    fn fonts_for_family(&self, family: &FontFamily) -> Vec<FontInsert> {
        if !is_apart(family) {
            return Vec::new();
        }
        let font =
            |name: &str, bytes| FontInsert::new(name, FontData::from_static(bytes), Vec::new());
        vec![font("sans", fonts::SANS), font(LAST_RESORT, fonts::MONO)]
    }

    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let character = request.cluster.chars().next()?;
        if !LAST_RESORT_CHARACTERS.iter().any(|range| range.contains(&character)) {
            return None;
        }
        let family =
            InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest };
        Some(FontInsert::new(LAST_RESORT, FontData::from_static(fonts::MONO), vec![family]))
    }
}

/// Ranges where DejaVu Sans Mono has enough characters to be worth asking.
const LAST_RESORT_CHARACTERS: [std::ops::RangeInclusive<char>; 4] = [
    '\u{a0}'..='\u{10ff}',
    '\u{1d00}'..='\u{2e7f}',
    '\u{a640}'..='\u{a7ff}',
    '\u{fb00}'..='\u{ffff}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn each_cut_is_the_font_that_its_name_says() {
        let expected = [
            "NotoSans",
            "NotoSans-Italic",
            "NotoSans-Bold",
            "NotoSans-BoldItalic",
            "LibertinusSerif-Regular",
            "LibertinusSerif-Italic",
            "LibertinusSerif-Bold",
            "LibertinusSerif-BoldItalic",
            "DejaVuSansMono",
            "DejaVuSansMono-Oblique",
            "DejaVuSansMono-Bold",
            "DejaVuSansMono-BoldOblique",
        ];
        for ((name, bytes), postscript) in NAMES.iter().zip(fonts::ALL).zip(expected) {
            let utf16: Vec<u8> = postscript.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let is_named = contains(bytes, postscript)
                || bytes.windows(utf16.len()).any(|window| window == utf16);
            assert!(is_named, "{name} is not {postscript}");
        }
    }

    #[test]
    fn every_cut_has_a_family_with_its_own_name() {
        assert_eq!(Cut::SANS.bold().italic().family(), FontFamily::Name("sans-bold-italic".into()));
        assert_eq!(Cut::regular(Face::Serif).family(), FontFamily::Name("serif".into()));
        assert_eq!(Cut::MONO.italic().family(), FontFamily::Name("mono-italic".into()));
    }

    /// The width of a text in a font of the program alone.
    fn width(text: &str, cut: Cut) -> f32 {
        let ctx = egui::Context::default();
        install(&ctx);
        let mut width = 0.0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font_id = egui::FontId::new(100.0, cut.family());
            let text = text.to_owned();
            width = ui.painter().layout_no_wrap(text, font_id, egui::Color32::BLACK).size().x;
        });
        output.textures_delta.clear();
        width
    }

    #[test]
    fn accents_that_stand_alone_have_a_width() {
        let upright = Cut::SANS;
        for cut in [upright, upright.bold(), upright.italic(), upright.bold().italic()] {
            for sign in "`´¨¸ˆˇ˘˙˚˛˜˝¯ˈˌːʼʻˮ˗".chars() {
                let (alone, between) =
                    (width(&sign.to_string(), cut), width(&format!("x{sign}x"), cut));
                assert!(alone > 15.0, "{sign} in {cut:?} is {alone} wide");
                assert!(between > width("xx", cut) + 15.0, "{sign} between letters in {cut:?}");
            }
        }
    }

    #[test]
    fn combining_accents_have_no_width() {
        for cut in [Cut::SANS, Cut::SANS.bold(), Cut::SANS.italic()] {
            assert!((width("e\u{301}x\u{323}o\u{308}", cut) - width("exo", cut)).abs() < 1.0);
        }
    }

    #[test]
    fn symbols_that_the_text_faces_lack_are_still_drawn() {
        let ctx = egui::Context::default();
        install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for cut in [Cut::SANS, Cut::SANS.bold(), Cut::regular(Face::Serif)] {
                let font_id = egui::FontId::new(16.0, cut.family());
                for symbol in ['✓', '⌘', '▸', '⇒', '☐'] {
                    assert!(
                        ui.fonts_mut(|fonts| fonts.has_glyph(&font_id, symbol)),
                        "{symbol} in {cut:?}"
                    );
                }
            }
        });
        output.textures_delta.clear();
    }
}
