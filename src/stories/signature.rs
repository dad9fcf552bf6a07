//! The signature of an entry: some 400 bytes, from which two entries can be compared without their
//! texts.

use super::hash::{mix, scrambled};
use super::language::Language;
use super::sketch::{BINS, MinHash, WordSet};
use super::title::{Title, TitleKind};
use super::words::{Word, each_word};

/// The words of a body that are looked at.
const BODY_WORDS: usize = 400;
/// The bytes of a body that are looked at: more than so many words take.
const BODY_BYTES: usize = 8_000;
/// The words in a shingle.
const SHINGLE: usize = 3;
/// Names and numbers that are kept. They are those with the least hashes, so that two texts keep
/// the same ones.
const MAX_FACTS: usize = 40;
/// The bits of a fact that tell numbers from names: how rare the number is, 0 for a name.
pub(super) const RARITY: u32 = 0b11;
/// The version of the form in which signatures are stored.
const FORM: u8 = 1;

/// An entry as its publisher wrote it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    pub title: &'a str,
    /// The body without markup.
    pub body: &'a str,
    pub feed_title: &'a str,
    /// The address behind the title.
    pub url: Option<&'a url::Url>,
}

/// What is compared of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub(super) title: Title,
    pub(super) shingles: MinHash,
    /// The rare words and the numbers of title and body.
    pub(super) words: WordSet,
    /// The names and numbers of title and body, sorted; see [`RARITY`].
    pub(super) facts: Vec<u32>,
    /// The words of the body, at most [`BODY_WORDS`].
    pub(super) body_words: u16,
    pub(super) language: Language,
    /// A hash of the address without what only tracks; 0 if it says nothing.
    pub(super) link: u64,
}

impl Signature {
    #[must_use]
    pub fn of(text: &Text<'_>) -> Self {
        let title = Title::of(text.title, text.feed_title);
        let start = text.body.floor_char_boundary(BODY_BYTES);
        let text = Text { body: text.body.get(..start).unwrap_or_default(), ..*text };
        let mut words = WordSet::default();
        let mut facts = Vec::new();
        let mut body = Vec::with_capacity(BODY_WORDS);
        each_word(text.title, |word| {
            note(word, &mut words, &mut facts);
            true
        });
        each_word(text.body, |word| {
            note(word, &mut words, &mut facts);
            body.push(word.hash);
            body.len() < BODY_WORDS
        });
        facts.sort_unstable_by_key(|fact| scrambled(u64::from(*fact)));
        facts.dedup();
        facts.truncate(MAX_FACTS);
        facts.sort_unstable();
        let shingles = MinHash::of(body.windows(SHINGLE).filter_map(shingle));
        let language = Language::of(if body.is_empty() { text.title } else { text.body });
        Self {
            title,
            shingles,
            words,
            facts,
            body_words: u16::try_from(body.len()).unwrap_or(u16::MAX),
            language,
            link: text.url.map_or(0, link),
        }
    }

    /// Whether there is anything to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.words.is_empty() && self.body_words < 8 && self.link == 0
    }

    /// The signature as bytes; [`Self::from_bytes`] reads them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![FORM, self.language.0];
        let kind = self.title.kind;
        out.push(
            u8::from(kind.is_series) | u8::from(kind.is_release) << 1 | u8::from(kind.is_live) << 2,
        );
        out.extend(self.link.to_le_bytes());
        out.extend(self.title.fingerprint.to_le_bytes());
        out.extend(self.body_words.to_le_bytes());
        out.extend(self.shingles.count.to_le_bytes());
        out.extend(self.shingles.bins);
        for word in &self.words.0 {
            out.extend(word.to_le_bytes());
        }
        out.push(u8::try_from(self.title.words.len()).unwrap_or(u8::MAX));
        for (hash, weight) in &self.title.words {
            out.extend(hash.to_le_bytes());
            out.push(*weight);
        }
        for list in [&self.title.numbers, &self.facts] {
            out.push(u8::try_from(list.len()).unwrap_or(u8::MAX));
            for hash in list {
                out.extend(hash.to_le_bytes());
            }
        }
        out
    }

    /// Reads a signature; `None` if another version of the program wrote it.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        if bytes.byte()? != FORM {
            return None;
        }
        let language = Language(bytes.byte()?);
        let kind = bytes.byte()?;
        let kind = TitleKind {
            is_series: kind & 1 != 0,
            is_release: kind & 2 != 0,
            is_live: kind & 4 != 0,
        };
        let link = u64::from_le_bytes(bytes.take()?);
        let fingerprint = u64::from_le_bytes(bytes.take()?);
        let body_words = u16::from_le_bytes(bytes.take()?);
        let count = u16::from_le_bytes(bytes.take()?);
        let shingles = MinHash { count, bins: bytes.take::<BINS>()? };
        let mut words = WordSet::default();
        for word in &mut words.0 {
            *word = u64::from_le_bytes(bytes.take()?);
        }
        let mut title = Title { kind, fingerprint, ..Title::default() };
        for _ in 0..bytes.byte()? {
            title.words.push((u32::from_le_bytes(bytes.take()?), bytes.byte()?));
        }
        title.numbers = bytes.hashes()?;
        let facts = bytes.hashes()?;
        Some(Self { title, shingles, words, facts, body_words, language, link })
    }
}

/// A word says something if few texts have it. Names are the best: they and the numbers stay when
/// a text is written anew.
fn note(word: Word, words: &mut WordSet, facts: &mut Vec<u32>) {
    if word.weight < 2 {
        return;
    }
    words.insert(word.hash);
    if word.rarity > 0 || (word.is_capital && !word.is_number) {
        facts.push((word.hash & !RARITY) | u32::from(word.rarity));
    }
}

fn shingle(words: &[u32]) -> Option<u32> {
    let [one, two, three] = words else { return None };
    Some(mix(mix(*one, *two), *three))
}

/// The hash of an address without what only tracks and without the kind of its server. The page of
/// a whole site says nothing about an entry.
fn link(url: &url::Url) -> u64 {
    use super::hash::long_hash;
    let path = url.path().trim_end_matches('/');
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let query: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracking(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if host.is_empty() || (path.len() < 2 && query.is_empty()) {
        return 0;
    }
    let path = path.strip_suffix("/amp").unwrap_or(path);
    long_hash(format!("{host}{path}?{}", query.join("&")).as_bytes()).max(1)
}

fn is_tracking(name: &str) -> bool {
    name.starts_with("utm_")
        || name.starts_with("at_")
        || matches!(
            name,
            "fbclid"
                | "gclid"
                | "ref"
                | "source"
                | "src"
                | "cmp"
                | "cmpid"
                | "ns_mchannel"
                | "rss"
                | "from"
                | "feed"
                | "ftag"
                | "ito"
                | "mc_cid"
                | "mc_eid"
                | "xtor"
                | "partner"
        )
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn hashes(&mut self) -> Option<Vec<u32>> {
        (0..self.byte()?).map(|_| self.take().map(u32::from_le_bytes)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_survives_storage() {
        let url = url::Url::parse("https://example.org/a?utm_source=x").unwrap();
        let text = Text {
            title: "Volcano erupts near Reykjavik, 5 injured",
            body: &"The volcano Fagradalsfjall erupted on Tuesday near Grindavik. ".repeat(60),
            feed_title: "News",
            url: Some(&url),
        };
        let signature = Signature::of(&text);
        let bytes = signature.to_bytes();
        assert_eq!(Signature::from_bytes(&bytes), Some(signature));
        assert!(bytes.len() < 600, "{}", bytes.len());
        for end in 0..bytes.len() {
            assert_eq!(Signature::from_bytes(bytes.get(..end).unwrap()), None);
        }
    }

    #[test]
    fn addresses_that_differ_only_in_tracking_are_the_same() {
        let link = |text: &str| link(&url::Url::parse(text).unwrap());
        let plain = link("https://example.org/a/b");
        for same in [
            "http://www.example.org/a/b/",
            "https://example.org/a/b?utm_source=rss&utm_medium=feed",
            "https://example.org/a/b#top",
        ] {
            assert_eq!(link(same), plain, "{same}");
        }
        assert_ne!(link("https://example.org/a/b?id=2"), plain);
        assert_eq!(link("https://example.org/"), 0);
    }
}
