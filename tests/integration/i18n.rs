//! The languages of the window, as the rest of the program meets them.

use std::fs;
use std::path::Path;

use gleaner::i18n::{Language, day_words, language, number_words, with_language};
use jiff::civil::date;

#[test]
fn each_folder_of_messages_is_a_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n");
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        if item.file_type().unwrap().is_dir() {
            let tag = item.file_name().into_string().unwrap();
            assert!(Language::from_tag(&tag).is_some(), "no language has the tag {tag}");
            assert!(item.path().join("gleaner.ftl").is_file(), "{tag} has no messages");
        }
    }
}

#[test]
fn the_program_starts_in_english() {
    assert_eq!(language(), Language::English);
    assert_eq!(number_words(1_234), "1,234");
}

#[test]
fn another_language_needs_no_restart() {
    let (day, today) = (date(2026, 8, 6), date(2026, 11, 23));
    assert_eq!(day_words(day, today), "6 August");
    let pseudo = with_language(Language::Pseudo, || day_words(day, today));
    assert_eq!(pseudo, "[6 [ÁÁúúğúúšť]]");
    assert_eq!(day_words(day, today), "6 August");
}
