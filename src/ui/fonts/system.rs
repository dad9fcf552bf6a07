//! The system's fonts, for emoji and for characters that the program's own fonts lack.
//!
//! A script gets one font for all of its letters, since letters of two fonts do not join: the first
//! font that has its whole alphabet, else the one that has most of it. Bold text gets a bold font
//! where there is one.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use egui::FontFamily;
use egui::epaint::text::{
    FallbackRequest, FontData, FontInsert, FontPriority, FontProvider, FontTweak, InsertFontFamily,
    VariationCoords, has_emoji_presentation,
};
use fontique::{
    Attributes, Collection, CollectionOptions, FallbackKey, FontStyle, FontWeight, FontWidth,
    GenericFamily, Language, QueryFamily, QueryFont, QueryStatus, Script, SourceCache,
};
use unicode_script::UnicodeScript as _;

/// Languages whose fonts are searched for a Chinese character after that of the system: a font for
/// one of them lacks many characters of the others. `zh-SG` stands for simplified Chinese, because
/// fontique takes `zh-CN` for any font with Chinese characters.
const HAN_LANGUAGES: [&str; 4] = ["zh-SG", "zh-TW", "ja", "ko"];
/// Languages with letters of their own in the Arabic script.
const ARABIC_LANGUAGES: [&str; 5] = ["fa", "ur", "ps", "ug", "ku"];
/// The letters of Arabic, Persian, Urdu, Pashto, Kurdish and Uyghur.
const ARABIC_LETTERS: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکیہھےۓںٹڈڑۂۃەۆۇۈېۋټځڅډړږښڼۀې";
/// A letter that every font for Arabic has.
const ARABIC_LETTER: char = 'ا';
/// The letters of Hebrew and of Yiddish.
const HEBREW_LETTERS: &str = "אבגדהוזחטיךכלםמןנסעףפץצקרשתװױײ";
/// An emoji so recent that fonts for text and symbols lack it. The font that has it is the system's
/// emoji font.
const YOUNG_EMOJI: char = '\u{1fae0}';
/// Fonts that are looked at for one character at most.
const MAX_FONTS: usize = 40;

/// Finds fonts of the system. Listing them takes up to some hundred milliseconds, so a thread does
/// it; a request before it is done waits.
pub(super) struct SystemFonts {
    library: Mutex<Library>,
}

enum Library {
    Loading(JoinHandle<Loaded>),
    Ready(Box<Loaded>),
    /// The thread failed: there are no fonts.
    Missing,
}

struct Loaded {
    collection: Collection,
    sources: SourceCache,
    language: Option<Language>,
    /// The font of each script and style that was asked for.
    chosen: HashMap<(Script, Style), QueryFont>,
    /// The font for emoji, once it was looked for.
    emoji: OnceCell<Option<FontInsert>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Style {
    is_bold: bool,
    is_italic: bool,
    is_mono: bool,
}

impl Style {
    /// The style that the name of a family stands for.
    fn of(family: &FontFamily) -> Self {
        let name = match family {
            FontFamily::Monospace => "mono",
            FontFamily::Proportional => "",
            FontFamily::Name(name) => name,
        };
        Self {
            is_bold: name.contains("bold"),
            is_italic: name.contains("italic"),
            is_mono: name.contains("mono"),
        }
    }

    fn attributes(self) -> Attributes {
        let style = if self.is_italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = if self.is_bold { FontWeight::BOLD } else { FontWeight::NORMAL };
        Attributes::new(FontWidth::NORMAL, style, weight)
    }

    fn generic(self) -> GenericFamily {
        if self.is_mono { GenericFamily::Monospace } else { GenericFamily::SansSerif }
    }
}

impl SystemFonts {
    pub(super) fn new() -> Self {
        let thread = thread::Builder::new().name("system fonts".to_owned()).spawn(Loaded::new);
        let library = thread.map_or(Library::Missing, Library::Loading);
        Self { library: Mutex::new(library) }
    }

    fn ask<T>(&self, question: impl FnOnce(&mut Loaded) -> Option<T>) -> Option<T> {
        let mut library = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*library, Library::Loading(_))
            && let Library::Loading(thread) = std::mem::replace(&mut *library, Library::Missing)
            && let Ok(loaded) = thread.join()
        {
            *library = Library::Ready(Box::new(loaded));
        }
        match &mut *library {
            Library::Ready(loaded) => question(loaded),
            Library::Loading(_) | Library::Missing => None,
        }
    }
}

impl FontProvider for SystemFonts {
    fn fonts_for_family(&self, family: &FontFamily) -> Vec<FontInsert> {
        if *family == super::emoji() {
            return self.ask(Loaded::emoji).into_iter().collect();
        }
        if super::is_arabic(family) {
            let style = Style::of(family);
            return self.ask(|loaded| loaded.find(ARABIC_LETTER, style)).into_iter().collect();
        }
        Vec::new()
    }

    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let letter = request.cluster.chars().next()?;
        let insert = self.ask(|loaded| {
            if has_emoji_presentation(request.cluster)
                && let Some(emoji) = loaded.emoji()
            {
                return Some(emoji);
            }
            loaded.find(letter, Style::of(request.family))
        })?;
        let family =
            InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest };
        Some(FontInsert { families: vec![family], ..insert })
    }
}

impl Loaded {
    fn new() -> Self {
        Self {
            collection: Collection::new(CollectionOptions { shared: false, system_fonts: true }),
            sources: SourceCache::default(),
            language: sys_locale::get_locale().and_then(|tag| Language::parse(&tag).ok()),
            chosen: HashMap::new(),
            emoji: OnceCell::new(),
        }
    }

    fn emoji(&mut self) -> Option<FontInsert> {
        if let Some(known) = self.emoji.get() {
            return known.clone();
        }
        let families = [GenericFamily::Emoji, GenericFamily::SansSerif];
        let plain = Style { is_bold: false, is_italic: false, is_mono: false };
        let font = self.fonts(&families, None, plain, YOUNG_EMOJI).into_iter().next();
        let insert = font.map(|font| self.insert(&font));
        self.emoji.get_or_init(|| insert).clone()
    }

    fn find(&mut self, letter: char, style: Style) -> Option<FontInsert> {
        let script = letter.script();
        let Some(script) = tag(script) else {
            // Signs that belong to no script.
            let families = [
                style.generic(),
                GenericFamily::SystemUi,
                GenericFamily::Emoji,
                GenericFamily::Math,
                GenericFamily::Serif,
                GenericFamily::Monospace,
            ];
            let font = self.fonts(&families, None, style, letter).into_iter().next()?;
            return Some(self.insert(&font));
        };
        if let Some(known) = self.chosen.get(&(script, style)).filter(|font| has(font, letter)) {
            let known = known.clone();
            return Some(self.insert(&known));
        }
        let font = self.best(script, style, letter)?;
        self.chosen.entry((script, style)).or_insert_with(|| font.clone());
        Some(self.insert(&font))
    }

    /// The first font with the letter and with the whole alphabet of its script, else the one that
    /// has most of it.
    fn best(&mut self, script: Script, style: Style, letter: char) -> Option<QueryFont> {
        let alphabet = alphabet(script);
        let mut best: Option<(usize, QueryFont)> = None;
        for language in self.languages(script) {
            let fallback = FallbackKey::new(script, language.as_ref());
            for font in self.fonts(&[style.generic()], Some(fallback), style, letter) {
                let count = alphabet.chars().filter(|letter| has(&font, *letter)).count();
                if count == alphabet.chars().count() {
                    return Some(font);
                }
                if best.as_ref().is_none_or(|(most, _)| count > *most) {
                    best = Some((count, font));
                }
            }
        }
        best.map(|(_, font)| font)
    }

    fn languages(&self, script: Script) -> Vec<Option<Language>> {
        let more: &[&str] = match &script.to_bytes() {
            b"Hani" => &HAN_LANGUAGES,
            b"Arab" => &ARABIC_LANGUAGES,
            _ => &[],
        };
        let own = self.language.filter(|language| {
            let is_simplified = language.language() == "zh"
                && language.script() != Some("Hant")
                && !matches!(language.region(), Some("HK" | "TW" | "MO"));
            !is_simplified || script.to_bytes() != *b"Hani"
        });
        let more = more.iter().filter_map(|tag| Language::parse(tag).ok()).map(Some);
        std::iter::once(own).chain(more).collect()
    }

    /// The fonts that have a letter, best first.
    fn fonts(
        &mut self,
        families: &[GenericFamily],
        fallback: Option<FallbackKey>,
        style: Style,
        letter: char,
    ) -> Vec<QueryFont> {
        let mut query = self.collection.query(&mut self.sources);
        query.set_attributes(style.attributes());
        query.set_families(families.iter().copied().map(QueryFamily::Generic));
        if let Some(fallback) = fallback {
            query.set_fallbacks(fallback);
        }
        let mut found = Vec::new();
        query.matches_with(|font| {
            if has(font, letter) {
                found.push(font.clone());
            }
            if found.len() < MAX_FONTS { QueryStatus::Continue } else { QueryStatus::Stop }
        });
        found
    }

    fn insert(&mut self, font: &QueryFont) -> FontInsert {
        let family = self.collection.family_name(font.family.0).unwrap_or("unknown");
        let settings = font.synthesis.variation_settings();
        let name = format!("system:{family}:{}:{}:{settings:?}", font.family.1, font.index);
        let (blob, _) = font.blob.clone().into_raw_parts();
        let coords = VariationCoords::new(settings.iter().copied());
        let data = FontData::from_blob(blob, font.index)
            .tweak(FontTweak { coords, ..FontTweak::default() });
        FontInsert { name, data, families: Vec::new() }
    }
}

fn has(font: &QueryFont, letter: char) -> bool {
    font.charmap().and_then(|map| map.map(letter)).is_some_and(|glyph| glyph != 0)
}

/// The letters that a font for a script should have.
fn alphabet(script: Script) -> &'static str {
    match &script.to_bytes() {
        b"Arab" => ARABIC_LETTERS,
        b"Hebr" => HEBREW_LETTERS,
        _ => "",
    }
}

/// The script as fontique knows it; `None` for signs that scripts share.
fn tag(script: unicode_script::Script) -> Option<Script> {
    use unicode_script::Script::{Common, Inherited, Unknown};
    if matches!(script, Common | Inherited | Unknown) {
        return None;
    }
    Script::parse(script.short_name()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_family_says_its_style() {
        let style = |name: &str| Style::of(&FontFamily::Name(name.into()));
        assert!(style("serif-bold-italic").is_bold && style("serif-bold-italic").is_italic);
        assert!(style("mono-bold").is_mono && !style("sans").is_bold);
        assert!(Style::of(&FontFamily::Monospace).is_mono);
    }

    #[test]
    fn signs_that_scripts_share_have_no_script() {
        assert_eq!(tag('1'.script()), None);
        assert_eq!(tag('ہ'.script()), tag('ا'.script()));
        assert_eq!(tag('あ'.script()), Script::parse("Hira").ok());
    }
}
