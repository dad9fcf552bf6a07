//! Where a line may end between two characters without a space: after hyphens, and between the
//! characters of Chinese and Japanese. The rules are those of UAX 14 and JIS X 4051 ("kinsoku"), as
//! far as the texts of feeds need them.

use crate::document::SOFT_HYPHEN;

/// Signs that never begin a line.
const NO_START: &str = ")]}）］｝｠〉》」』】〕〗〙〛»›”’、。，．：；？！‼⁇⁈⁉・…‥‐゠–〜～―—ー\
    々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ\
    ,.:;!?%％‰℃°′″'\"·";
/// Signs that never end a line.
const NO_END: &str = "([{（［｛｟〈《「『【〔〖〘〚«‹“‘￥＄￡£¥$€№#＃@'\"";
/// Signs that stand in pairs, which are not parted.
const PAIRED: &str = "…‥—―";
/// Hyphens and dashes after which a word may be broken.
const HYPHENS: &str = "-‐‒–—֊";

/// Spaces that hold together, and the word joiner.
pub(super) fn is_tied(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a line may end after `before`. `earlier` is the character before that.
pub(super) fn may_part(earlier: Option<char>, before: char, after: char) -> bool {
    if is_tied(before) || is_tied(after) || after.is_whitespace() {
        return false;
    }
    if is_ideographic(before) || is_ideographic(after) {
        let is_pair = before == after && PAIRED.contains(before);
        return !is_pair && !NO_END.contains(before) && !NO_START.contains(after);
    }
    // Not after the hyphen of an option such as `-v`, nor before the digits of `COVID-19`.
    let is_inside = earlier.is_some_and(|earlier| earlier.is_alphanumeric() || earlier == ')');
    let continues = after.is_alphabetic() || (after.is_numeric() && before != '-');
    HYPHENS.contains(before) && is_inside && continues
}

/// Whether a line may end after a soft hyphen.
pub(super) fn may_part_softly(earlier: Option<char>, after: char) -> bool {
    earlier.is_some_and(char::is_alphanumeric) && after.is_alphanumeric()
}

/// Whether a line that has no better place may end after a character: an address is broken after
/// its slashes rather than within its words.
pub(super) fn may_part_address(before: char, after: char) -> bool {
    "/?&=_.:,;-+#%".contains(before) && (after.is_alphanumeric() || after == '%')
}

/// Whether lines in a text may need our rules: egui breaks only at spaces, and has no rule for the
/// ends of lines.
pub(super) fn has_breaks(text: &str) -> bool {
    let may_break =
        |letter| HYPHENS.contains(letter) || is_ideographic(letter) || letter == SOFT_HYPHEN;
    text.chars().any(may_break)
}

/// A character of a script that breaks lines nearly anywhere. Korean has spaces between words, and
/// breaks there.
pub(super) fn is_ideographic(character: char) -> bool {
    matches!(
        character,
        '\u{2e80}'..='\u{303f}' // radicals, ideographic punctuation
            | '\u{3041}'..='\u{31ff}' // kana, bopomofo
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ff60}' // full-width forms
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a bar wherever a line may end.
    fn barred(text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let mut out = String::new();
        for (at, letter) in letters.iter().enumerate() {
            out.push(*letter);
            if let Some(after) = letters.get(at + 1) {
                let earlier = at.checked_sub(1).map(|at| letters[at]);
                if may_part(earlier, *letter, *after) {
                    out.push('|');
                }
            }
        }
        out
    }

    #[test]
    fn words_are_broken_after_their_hyphens() {
        assert_eq!(barred("state-of-the-art"), "state-|of-|the-|art");
        assert_eq!(barred("Zeiss-Objektiv"), "Zeiss-|Objektiv");
        assert_eq!(barred("word—word 1990–1999"), "word—|word 1990–|1999");
    }

    #[test]
    fn a_soft_hyphen_parts_a_word_and_nothing_else() {
        assert!(may_part_softly(Some('t'), 'h'));
        for (earlier, after) in [(None, 'h'), (Some(' '), 'h'), (Some('t'), ' ')] {
            assert!(!may_part_softly(earlier, after));
        }
        assert!(has_breaks("soft\u{ad}hyphen"));
    }

    #[test]
    fn options_numbers_and_lone_dashes_are_not_broken() {
        for text in ["-v", "--all", "COVID-19", "a - b", "-5", "x- y", "(-)"] {
            assert_eq!(barred(text), text);
        }
    }

    #[test]
    fn closing_signs_never_begin_a_line_and_opening_ones_never_end_it() {
        assert_eq!(barred("彼は「はい」と言った。"), "彼|は|「は|い」|と|言っ|た。");
        assert_eq!(barred("（東京）"), "（東|京）");
        assert_eq!(barred("コーヒー々"), "コー|ヒー々");
        assert_eq!(barred("中国“好”的"), "中|国|“好”|的");
    }

    #[test]
    fn pairs_and_tied_characters_hold_together() {
        assert_eq!(barred("好……的"), "好……|的");
        assert_eq!(barred("東\u{2060}京\u{a0}都"), "東\u{2060}京\u{a0}都");
    }

    #[test]
    fn latin_words_and_numbers_within_chinese_stay_whole() {
        assert_eq!(barred("建国35周年"), "建|国|35|周|年");
        assert_eq!(barred("用Rust写"), "用|Rust|写");
        assert_eq!(barred("涨100%了"), "涨|100%|了");
    }

    #[test]
    fn korean_breaks_at_its_spaces() {
        assert_eq!(barred("대한민국 만세"), "대한민국 만세");
    }
}
