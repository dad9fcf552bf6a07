//! Guesses the language of a text from its commonest words, or from its script.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::hash::{Hashed, hash};

/// The languages and their commonest words. A word of several languages counts for each.
const LANGUAGES: [&str; 10] = [
    "the and of to in is that for it on with as was are be by at from this have has not \
     but they his her an or will been were their its after who which would had he she we \
     you than when one a i if about into out up over new says said what how why can could",
    "der die das und ist in den von zu mit sich auf für nicht ein eine einen einem einer \
     dem des im am auch als an nach wie aus bei oder aber wird werden wurde sind hat \
     haben war es sie er wir ich zum zur über um so noch nur mehr sein kann gegen vor \
     seit durch",
    "le la les de des du un une et est dans pour que qui sur pas au aux avec par plus ce \
     cette son sa ses il elle ils nous vous mais ou comme sont ont été être leur après \
     selon deux sans en se ne",
    "el la los las de del y que en un una es por con para se su al lo como más pero sus \
     le ha este esta entre cuando muy sin sobre también fue son han ser hay desde donde",
    "il lo la i gli le di del della dei delle e che è in un una per con non si da come \
     più ma sono al alla anche ha nel nella ai suo sua dal dalla questo questa dopo",
    "o os as de do da dos das e que em um uma para com não por mais se na no como mas foi \
     ao ele ela são sua seu pelo pela até isso também já está",
    "de het een en van ik te dat die in je is niet aan met op voor er zijn als maar om \
     hem dan wat nog bij uit ook naar door over worden wordt werd heeft hebben deze geen",
    "och det att i en jag som är på för med inte av ett han men om de så till kan från \
     var den har vid efter eller också när under",
    "i w na z do się nie jest to że o jak za po od przez dla ale ten są oraz przed już \
     był może tym jego ich czy co",
    "og i det er at en til på som med for de den af ikke et har der var han fra om men \
     kan sig blev efter ved også når",
];

/// The tags of [`LANGUAGES`]. Danish and Norwegian have the same commonest words.
const TAGS: [&str; LANGUAGES.len()] = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "da"];

/// The tags of the scripts, for the language that most texts in them have.
const SCRIPT_TAGS: [&str; 8] = ["el", "ru", "he", "ar", "hi", "ja", "ko", "zh"];

/// The tag of the language that the words of a text show, such as `de`. `None` if they show none
/// clearly.
#[must_use]
pub fn language_tag(text: &str) -> Option<&'static str> {
    let Language(number) = Language::of(text);
    match number.checked_sub(FIRST_SCRIPT) {
        Some(script) => SCRIPT_TAGS.get(usize::from(script)).copied(),
        None => TAGS.get(usize::from(number).checked_sub(1)?).copied(),
    }
}

/// The words that each language has in nearly every sentence.
pub(super) fn stop_words() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter()
}

/// A language or script by its number; 0 is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Language(pub(super) u8);

/// Fewer words than this are no evidence.
const LEAST_WORDS: u16 = 3;
/// The number of the first script.
const FIRST_SCRIPT: u8 = 100;
/// Characters that are looked at.
const LOOKED_AT: usize = 700;

impl Language {
    /// The language of a text.
    pub(super) fn of(text: &str) -> Self {
        if let Some(script) = script(text) {
            return Self(script);
        }
        let mut counts = [0_u16; LANGUAGES.len()];
        let start = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
        let mut lower = String::new();
        for word in start.split(|character: char| !character.is_alphabetic()) {
            if word.is_empty() || word.len() > 8 {
                continue;
            }
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            let Some(known) = table().get(&hash(lower.as_bytes())) else { continue };
            for (at, count) in counts.iter_mut().enumerate() {
                *count += u16::from(known >> at & 1 == 1);
            }
        }
        let best = counts.iter().enumerate().max_by_key(|(_, count)| **count);
        let Some((at, most)) = best.filter(|(_, most)| **most >= LEAST_WORDS) else {
            return Self::default();
        };
        // Two languages with nearly the same words would be told apart by chance.
        let second = counts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, count)| *count)
            .max();
        let is_clear = u32::from(*most) * 3 >= u32::from(second.unwrap_or(0)) * 4;
        if is_clear { Self(u8::try_from(at + 1).unwrap_or(0)) } else { Self::default() }
    }

    /// Whether two texts are certainly in different languages.
    pub(super) fn differs(self, other: Self) -> bool {
        self.0 != 0 && other.0 != 0 && self != other
    }
}

/// For each word the languages that have it, as bits.
fn table() -> &'static HashMap<u32, u16, Hashed> {
    static TABLE: OnceLock<HashMap<u32, u16, Hashed>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::default();
        for (at, words) in LANGUAGES.iter().enumerate() {
            for word in words.split_ascii_whitespace() {
                *table.entry(hash(word.as_bytes())).or_default() |= 1 << at;
            }
        }
        table
    })
}

/// The script of a text that is not written in Latin letters.
fn script(text: &str) -> Option<u8> {
    let mut counts = [0_u32; 8];
    let mut letters = 0;
    for character in text.chars().take(400).filter(|character| character.is_alphabetic()) {
        letters += 1;
        let at = match u32::from(character) {
            0x0370..=0x03FF => 0,
            0x0400..=0x052F => 1,
            0x0590..=0x05FF => 2,
            0x0600..=0x06FF => 3,
            0x0900..=0x0DFF => 4,
            0x3040..=0x30FF => 5,
            0xAC00..=0xD7AF => 6,
            0x4E00..=0x9FFF => 7,
            _ => continue,
        };
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    // Japanese has many Chinese characters, and Chinese has no kana.
    if let [.., kana, _, han] = &mut counts
        && *kana > 2
    {
        *kana += std::mem::take(han);
    }
    let (at, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*most * 2 > letters).then(|| FIRST_SCRIPT + u8::try_from(at).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_tag() {
        let tag = |text| language_tag(text).unwrap_or_default();
        assert_eq!(tag("Le pont sera fermé pour un an, a dit le ministre dans une lettre."), "fr");
        assert_eq!(tag("Most jest zamknięty i nie jest już tak jak był."), "pl");
        assert_eq!(tag("橋を一年閉鎖すると大臣が言った。"), "ja");
        assert_eq!(tag("大桥将关闭一年"), "zh");
        assert_eq!(tag("Kubernetes 1.31"), "");
    }

    #[test]
    fn a_language_shows_in_its_commonest_words() {
        let english = Language::of("The minister said that the bridge will be closed for a year.");
        let german = Language::of("Die Brücke wird für ein Jahr gesperrt, sagte der Minister.");
        let french =
            Language::of("Le pont sera fermé pour un an, a dit le ministre dans une lettre.");
        let russian = Language::of("Мост закроют на год, сказал министр.");
        for (one, other) in [(english, german), (german, french), (russian, english)] {
            assert!(one.differs(other), "{one:?} {other:?}");
        }
        assert!(!Language::of("Kubernetes 1.31").differs(english), "too few words to tell");
        assert!(!english.differs(Language::of("It is not known who was in the car.")));
    }
}
