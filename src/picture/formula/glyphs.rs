//! Glyphs of a formula: from KaTeX's fonts, which the program carries; for other scripts from the
//! system's fonts; else from Noto Sans.
//!
//! The layout measures letters by KaTeX's tables, so the outlines must be KaTeX's too.

use std::io::Cursor;
use std::sync::{LazyLock, Mutex, PoisonError};

use fontique::{
    Blob, Collection, CollectionOptions, FallbackKey, GenericFamily, Language, QueryFamily,
    QueryStatus, Script, SourceCache,
};
use image::{ImageFormat, ImageReader};
use ratex_font::{FontId, katex_ttf_glyph_char};
use resvg::tiny_skia::{ColorU8, IntSize, Path, PathBuilder, Pixmap};
use skrifa::bitmap::BitmapData;
use skrifa::instance::Size;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use unicode_script::UnicodeScript as _;

use crate::fonts;

/// Pixels an em of the coloured glyphs that are asked of a system font.
const BITMAP_SIZE: f32 = 128.0;
/// Languages whose fonts are searched for a Chinese character, in this order: a font for one of
/// them lacks many characters of the others.
const HAN_LANGUAGES: [&str; 4] = ["zh-SG", "zh-TW", "ja", "ko"];

pub(super) enum Glyph {
    /// An outline in font units with y upwards; no path for a space.
    Outline { path: Option<Path>, units_per_em: f32 },
    /// A coloured glyph, such as an emoji.
    Bitmap(Pixmap),
}

macro_rules! katex_font {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/KaTeX_", $name, ".ttf"))
    };
}

fn katex_font(id: FontId) -> Option<&'static [u8]> {
    Some(match id {
        FontId::AmsRegular => katex_font!("AMS-Regular"),
        FontId::CaligraphicRegular => katex_font!("Caligraphic-Regular"),
        FontId::FrakturRegular => katex_font!("Fraktur-Regular"),
        FontId::FrakturBold => katex_font!("Fraktur-Bold"),
        FontId::MainBold => katex_font!("Main-Bold"),
        FontId::MainBoldItalic => katex_font!("Main-BoldItalic"),
        FontId::MainItalic => katex_font!("Main-Italic"),
        FontId::MainRegular => katex_font!("Main-Regular"),
        FontId::MathBoldItalic => katex_font!("Math-BoldItalic"),
        FontId::MathItalic => katex_font!("Math-Italic"),
        FontId::SansSerifBold => katex_font!("SansSerif-Bold"),
        FontId::SansSerifItalic => katex_font!("SansSerif-Italic"),
        FontId::SansSerifRegular => katex_font!("SansSerif-Regular"),
        FontId::ScriptRegular => katex_font!("Script-Regular"),
        FontId::Size1Regular => katex_font!("Size1-Regular"),
        FontId::Size2Regular => katex_font!("Size2-Regular"),
        FontId::Size3Regular => katex_font!("Size3-Regular"),
        FontId::Size4Regular => katex_font!("Size4-Regular"),
        FontId::TypewriterRegular => katex_font!("Typewriter-Regular"),
        FontId::CjkRegular | FontId::CjkFallback | FontId::EmojiFallback => return None,
    })
}

/// The glyph of a character in a font that the layout names; an empty box if no font has one.
pub(super) fn glyph(font_name: &str, char_code: u32) -> Option<Glyph> {
    let id = FontId::parse(font_name).unwrap_or(FontId::MainRegular);
    let letter = katex_ttf_glyph_char(id, char_code);
    [id, FontId::MainRegular]
        .into_iter()
        .filter_map(katex_font)
        .find_map(|bytes| read(bytes, 0, letter))
        .or_else(|| system_glyph(letter))
        .or_else(|| read(fonts::SANS, 0, letter))
        .or_else(|| outline(&FontRef::new(fonts::SANS).ok()?, GlyphId::NOTDEF))
}

fn read(bytes: &[u8], index: u32, letter: char) -> Option<Glyph> {
    let font = FontRef::from_index(bytes, index).ok()?;
    let id = font.charmap().map(letter).filter(|id| *id != GlyphId::NOTDEF)?;
    bitmap(&font, id).or_else(|| outline(&font, id))
}

fn bitmap(font: &FontRef<'_>, id: GlyphId) -> Option<Glyph> {
    let strike = font.bitmap_strikes().glyph_for_size(Size::new(BITMAP_SIZE), id)?;
    let BitmapData::Png(bytes) = strike.data else { return None };
    let reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    let mut picture = reader.decode().ok()?.into_rgba8();
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let colour = ColorU8::from_rgba(red, green, blue, alpha).premultiply();
        pixel.0 = [colour.red(), colour.green(), colour.blue(), alpha];
    }
    let size = IntSize::from_wh(picture.width(), picture.height())?;
    Pixmap::from_vec(picture.into_raw(), size).map(Glyph::Bitmap)
}

fn outline(font: &FontRef<'_>, id: GlyphId) -> Option<Glyph> {
    // The default of a variable font may be its thinnest weight.
    let location = font.axes().location([("wght", 400.0)]);
    let mut pen = Pen(PathBuilder::new());
    let settings = DrawSettings::unhinted(Size::unscaled(), &location);
    font.outline_glyphs().get(id)?.draw(settings, &mut pen).ok()?;
    let units_per_em = f32::from(font.metrics(Size::unscaled(), &location).units_per_em);
    Some(Glyph::Outline { path: pen.0.finish(), units_per_em })
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.quad_to(cx0, cy0, x, y);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}

struct SystemFonts {
    collection: Collection,
    sources: SourceCache,
}

/// Listing the fonts takes up to some hundred milliseconds, so it waits until a formula needs one.
static SYSTEM_FONTS: LazyLock<Mutex<SystemFonts>> = LazyLock::new(|| {
    let options = CollectionOptions { shared: false, system_fonts: true };
    let collection = Collection::new(options);
    Mutex::new(SystemFonts { collection, sources: SourceCache::default() })
});

fn system_glyph(letter: char) -> Option<Glyph> {
    let mut fonts = SYSTEM_FONTS.lock().unwrap_or_else(PoisonError::into_inner);
    let (bytes, index) = fonts.find(letter)?;
    read(bytes.as_ref(), index, letter)
}

impl SystemFonts {
    fn find(&mut self, letter: char) -> Option<(Blob<u8>, u32)> {
        let script = letter.script();
        let Ok(tag) = Script::parse(script.short_name()) else { return self.search(letter, None) };
        let languages = match script {
            unicode_script::Script::Han => {
                HAN_LANGUAGES.map(|tag| Language::parse(tag).ok()).to_vec()
            }
            _ => vec![None],
        };
        languages.into_iter().find_map(|language| {
            self.search(letter, Some(FallbackKey::new(tag, language.as_ref())))
        })
    }

    fn search(&mut self, letter: char, fallback: Option<FallbackKey>) -> Option<(Blob<u8>, u32)> {
        let mut query = self.collection.query(&mut self.sources);
        let families = [GenericFamily::SansSerif, GenericFamily::Emoji, GenericFamily::Math];
        query.set_families(families.map(QueryFamily::Generic));
        if let Some(fallback) = fallback {
            query.set_fallbacks(fallback);
        }
        let mut found = None;
        query.matches_with(|font| {
            if font.charmap().and_then(|map| map.map(letter)).is_none_or(|id| id == 0) {
                return QueryStatus::Continue;
            }
            found = Some((font.blob.clone(), font.index));
            QueryStatus::Stop
        });
        found
    }
}
