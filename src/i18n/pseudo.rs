//! The pseudo-language: English that is still readable, but longer, accented and in brackets.
//!
//! A screen in it shows at a glance which text is cut (the closing bracket is missing), glued from
//! parts (brackets inside) or not a message at all (no accents).

use std::borrow::Cow;

/// One run of text between the arguments of a message, accented and about 40 % longer.
///
/// Fluent gives this function the text alone, so arguments stay as they are.
pub(super) fn accented(text: &str) -> Cow<'_, str> {
    let mut accented = String::with_capacity(text.len() * 2);
    let mut vowels = 0;
    for letter in text.chars() {
        let changed = changed(letter);
        accented.push(changed);
        if "aeiouAEIOU".contains(letter) {
            vowels += 1;
            // English has about 38 vowels in 100 letters, so that doubling nearly all of them gives
            // the 40 % by which German or Finnish are longer.
            accented.push(changed);
            if vowels % 8 == 0 {
                accented.push(changed);
            }
        }
    }
    Cow::Owned(accented)
}

/// A whole message.
pub(super) fn bracketed(text: &str) -> String {
    format!("[{text}]")
}

/// An English message without arguments in the pseudo-language. For tests, which look for widgets
/// by their English names.
#[must_use]
pub fn pseudo_words(english: &str) -> String {
    bracketed(&accented(english))
}

// Only letters of Latin-1 and Latin Extended-A: every font that we bring has them.
fn changed(letter: char) -> char {
    const FROM: &str = "abcdeghijklnorstuwyzABCDEGHIJKLNORSTUWYZ";
    const TO: &str = "ábçďéğĥíĵķľñóŕšťúŵýžÁBÇĎÉĞĤÍĴĶĽÑÓŔŠŤÚŴÝŽ";
    FROM.chars().position(|from| from == letter).and_then(|at| TO.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudo_text_is_accented_and_about_two_fifths_longer() {
        let text = "Mark all entries in this folder as read and go to the next folder";
        let pseudo = accented(text);
        let (before, after) = (text.chars().count(), pseudo.chars().count());
        assert!((130..155).contains(&(after * 100 / before)), "{after} of {before}: {pseudo}");
        assert!(pseudo.starts_with("Mááŕķ ááľľ "), "{pseudo}");
    }

    #[test]
    fn each_letter_has_one_replacement() {
        assert_eq!(changed('a'), 'á');
        assert_eq!(changed('Z'), 'Ž');
        assert_eq!(changed('m'), 'm');
        assert_eq!(changed('7'), '7');
    }
}
