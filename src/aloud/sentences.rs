//! Splits a text into sentences, as Unicode's annex 29 does, and mends what the annex cannot know:
//! abbreviations and ordinal numbers of a language.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// Longer sentences are spoken in parts: a listener who stops or goes back moves by one part.
pub(super) const MAX_SENTENCE_CHARS: usize = 320;

/// Abbreviations before a capital letter or a number, in lower case without their last full stop.
/// Before a small letter no sentence ends anyway.
const ABBREVIATIONS: &[(&str, &str)] = &[
    (
        "en",
        "mr mrs ms dr prof st sr jr gen gov sen rep lt col capt sgt rev hon pres vs etc no nos fig \
         figs eq eqs sec ch vol vols p pp ed eds inc ltd co corp dept est approx jan feb mar apr \
         jun jul aug sep sept oct nov dec e.g i.e cf u.s u.k u.n a.k.a mt ave op al viz",
    ),
    (
        "de",
        "z.b z d.h u.a u.ä bzw usw ca vgl nr dr prof hr fr st str bd s f ff abs art aufl bspw evtl \
         ggf inkl zzgl o.ä sog mio mrd tel jh v.chr n.chr geb gest jan feb mär apr aug sep sept okt \
         nov dez i.d.r m.e u.u d.j",
    ),
    (
        "fr",
        "m mm mme mmes mlle mlles dr prof st ste av bd p pp vol n° no art cf etc env ex c.-à-d j.-c \
         janv févr avr juil sept oct nov déc chap éd fig",
    ),
    (
        "es",
        "sr sra sres sras srta dr dra prof d dª ud uds vd etc pág págs núm art cap ej p.ej ee.uu av \
         avda aprox dto gral ing lic",
    ),
    ("it", "sig sigg sig.ra dott dott.ssa prof prof.ssa ing avv on ecc es p pp pag vol art cfr ca"),
    ("pt", "sr sra srs dr dra prof profa av etc pág págs art núm ex p.ex eua vol cap"),
    ("nl", "dhr mevr dr prof mr ir drs ing nr blz enz bijv o.a d.w.z ca st jan feb mrt apr aug"),
    ("sv", "t.ex bl.a dvs osv kl nr ca m.fl m.m s.k st prof dr f.d jan feb aug sept okt nov dec"),
    ("da", "f.eks bl.a dvs osv kl nr ca m.fl m.m mht ifm prof dr st jan feb aug sept okt nov dec"),
    ("pl", "np itd itp tzn tzw dr prof mgr inż ul al św r w nr str godz tys mln mld im"),
    ("ru", "т.е т.д т.п т.к г гг в вв стр рис ул им др проф руб тыс млн млрд см"),
];

/// Languages that write `3.` for "third", also before a capital letter.
const ORDINALS: &[&str] = &["de", "da", "nb", "nn", "no", "pl", "cs", "sk", "hu", "fi", "hr", "sl"];
/// Longer numbers before a full stop are years.
const ORDINAL_DIGITS: usize = 2;
/// Where a long sentence may be cut, besides at white space.
const CLAUSE_ENDS: &str = ",;:—–،؛、，；：";

/// The sentences of a text, in order, without the white space around them. `language` is a tag such
/// as `en` or `pt-BR`.
pub(super) fn sentences(text: &str, language: &str) -> Vec<Range<usize>> {
    let primary = primary(language);
    let abbreviations =
        ABBREVIATIONS.iter().find(|(tag, _)| *tag == primary).map_or("", |(_, words)| words);
    let has_ordinals = ORDINALS.contains(&primary.as_str());
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (start, part) in text.split_sentence_bound_indices() {
        let end = start + part.len();
        match found.last_mut().filter(|_| is_open) {
            Some(last) => last.end = end,
            None => found.push(start..end),
        }
        // A line break always ends a sentence: it is as good as a full stop.
        is_open = !part.ends_with('\n') && !part.trim().is_empty() && {
            let words = part.trim_end();
            is_abbreviated(words, abbreviations) || has_ordinals && is_ordinal(words)
        };
    }
    found.into_iter().flat_map(|range| parts(text, trimmed(text, range))).collect()
}

/// The language of a tag without its country and script, in lower case.
#[must_use]
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether words end with an abbreviation or an initial: "Mr.", "J."
fn is_abbreviated(words: &str, abbreviations: &str) -> bool {
    let Some(before) = words.strip_suffix('.') else { return false };
    let last = before.rsplit(|c: char| c.is_whitespace() || "([\"“„«'’/".contains(c)).next();
    let last = last.unwrap_or_default();
    let mut letters = last.chars();
    let first = letters.next();
    // "I" is a word of English, and seldom an initial at the end of a sentence.
    let is_initial = letters.next().is_none()
        && first.is_some_and(|c| c.is_uppercase() && c != 'I' && !is_without_case(c));
    let last = last.to_lowercase();
    is_initial || abbreviations.split_ascii_whitespace().any(|known| known == last)
}

fn is_without_case(letter: char) -> bool {
    !letter.is_uppercase() && !letter.is_lowercase()
}

fn is_ordinal(words: &str) -> bool {
    let Some(before) = words.strip_suffix('.') else { return false };
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_alone = before.get(..before.len() - digits).is_some_and(|rest| {
        rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || c == '(')
    });
    (1..=ORDINAL_DIGITS).contains(&digits) && is_alone
}

/// A range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

/// A sentence in parts that are not too long.
fn parts(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    loop {
        let words = text.get(rest.clone()).unwrap_or_default();
        let Some((limit, _)) = words.char_indices().nth(MAX_SENTENCE_CHARS) else {
            if !words.is_empty() {
                parts.push(rest);
            }
            return parts;
        };
        let head = words.get(..limit).unwrap_or(words);
        let cut = rest.start + cut(head);
        parts.push(trimmed(text, rest.start..cut));
        rest = trimmed(text, cut..rest.end);
    }
}

/// Where the words of a part end: behind a clause in its second half, else behind a word.
fn cut(head: &str) -> usize {
    let clause = head.char_indices().rfind(|(_, c)| CLAUSE_ENDS.contains(*c));
    let clause = clause.map(|(at, c)| at + c.len_utf8()).filter(|end| *end > head.len() / 2);
    let word = || head.rfind(char::is_whitespace).filter(|end| *end > 0);
    clause.or_else(word).unwrap_or(head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, language: &str) -> Vec<String> {
        sentences(text, language).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn a_full_stop_ends_a_sentence_only_where_one_ends() {
        assert_eq!(
            split("Pi is 3.14. See e.g. Knuth, vol. 2. Mr. J. R. Smith agrees! Does he? Yes", "en"),
            [
                "Pi is 3.14.",
                "See e.g. Knuth, vol. 2.",
                "Mr. J. R. Smith agrees!",
                "Does he?",
                "Yes"
            ]
        );
        assert_eq!(
            split("“Stop.” He did (at 5 p.m. today). Use v1.2.3 of example.org now.", "en-GB"),
            ["“Stop.”", "He did (at 5 p.m. today).", "Use v1.2.3 of example.org now."]
        );
    }

    #[test]
    fn german_numbers_with_a_full_stop_are_ordinals() {
        assert_eq!(
            split("Am 3. Mai, z. B. Dienstag, kam Dr. Weiß. Es war 2020. Dann ging er.", "de"),
            ["Am 3. Mai, z. B. Dienstag, kam Dr. Weiß.", "Es war 2020.", "Dann ging er."]
        );
        assert_eq!(split("It was on page 3. May came.", "en").len(), 2);
    }

    #[test]
    fn each_script_has_its_own_full_stop() {
        assert_eq!(
            split("今天下雨。我们在家！你呢？", "zh"),
            ["今天下雨。", "我们在家！", "你呢？"]
        );
        assert_eq!(split("彼は「はい。」と言った。終わり。", "ja").len(), 3);
        assert_eq!(split("هل تسمع؟ نعم. حسنًا!", "ar"), ["هل تسمع؟", "نعم.", "حسنًا!"]);
        assert_eq!(split("שלום לכם. מה שלומכם? טוב.", "he"), ["שלום לכם.", "מה שלומכם?", "טוב."]);
        assert_eq!(split("यह एक वाक्य है। यह दूसरा है।", "hi").len(), 2);
    }

    #[test]
    fn a_line_break_ends_a_sentence_and_spaces_are_left_out() {
        assert_eq!(split("  A rose\nis a rose.  \n ", "en"), ["A rose", "is a rose."]);
        assert_eq!(split("Mr.\nSmith", "en"), ["Mr.", "Smith"]);
        assert!(split(" \n ", "en").is_empty() && split("", "").is_empty());
    }

    #[test]
    fn an_endless_sentence_is_spoken_in_parts() {
        let text = "some words, ".repeat(200);
        let parts = split(&text, "en");
        assert!(parts.len() > 5);
        for part in &parts {
            assert!(part.chars().count() <= MAX_SENTENCE_CHARS && part.ends_with(','), "{part}");
        }
        let joined: String = parts.concat();
        assert_eq!(joined.replace(' ', ""), text.replace(' ', ""), "nothing is lost");
        let word = "字".repeat(3 * MAX_SENTENCE_CHARS + 1);
        assert_eq!(split(&word, "zh").len(), 4);
    }
}
