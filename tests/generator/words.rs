//! Made-up words with a realistic frequency.

/// The number of different words.
pub(crate) const VOCABULARY: usize = 60_000;

const SYLLABLES: [&str; 40] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su",
    "ta", "ve", "wi", "xo", "zu", "bra", "cle", "dri", "flo", "gru", "sha", "tre", "sti", "plo",
    "spu", "and", "en", "ing", "or", "um", "ar", "el", "is", "on", "ut",
];

#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The same seed always gives the same numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }
}

#[derive(Debug)]
pub(crate) struct Words(Vec<String>);

impl Words {
    pub(crate) fn new() -> Self {
        Self((0..VOCABULARY).map(word).collect())
    }

    /// A word by Zipf's law: the density of its rank falls as one over the rank.
    pub(crate) fn any(&self, random: &mut Random) -> &str {
        let unit = (random.below(1 << 52) as f64) / (1_u64 << 52) as f64;
        let rank = (VOCABULARY as f64).powf(unit) as usize;
        self.0.get(rank.saturating_sub(1)).map_or("", String::as_str)
    }

    /// Some words with a capital letter and a full stop.
    pub(crate) fn sentence(&self, random: &mut Random, words: usize) -> String {
        let mut text = String::new();
        for at in 0..words {
            let word = self.any(random);
            if at == 0 {
                text.extend(word.chars().next().map(|first| first.to_ascii_uppercase()));
                text.push_str(word.get(1..).unwrap_or_default());
            } else {
                text.push(' ');
                text.push_str(word);
            }
        }
        text.push('.');
        text
    }
}

/// The word of a rank. Common words are short.
fn word(rank: usize) -> String {
    let mut random = Random::new(rank as u64 + 1_000_003);
    let syllables = 1 + usize::from(rank > 30) + usize::from(rank > 900) + random.below(2) as usize;
    let mut text: String =
        (0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len() as u64) as usize]).collect();
    if rank > 3000 {
        // Makes every rare word unique.
        text.push_str(SYLLABLES[rank % SYLLABLES.len()]);
        text.push_str(SYLLABLES[rank / SYLLABLES.len() % SYLLABLES.len()]);
    }
    text
}
