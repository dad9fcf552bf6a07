//! What is said of an article, sentence by sentence: `tests/fixtures/aloud`.
//!
//! Each line of a golden is the place of a sentence (the number of its text, and the letters in it)
//! and its words. `UPDATE_GOLDENS=1` rewrites them.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use gleaner::aloud::{Mark, Script, Text, TextPlace, Utterance, language_of, script_of};
use gleaner::document::from_html;
use gleaner::i18n::Language;
use url::Url;

fn place(mark: &Mark) -> String {
    let text = match mark.text {
        TextPlace::Title => "title".to_owned(),
        TextPlace::Body(number) => number.to_string(),
    };
    format!("{text}:{}-{}", mark.letters.start, mark.letters.end)
}

fn golden(language: &str, script: &Script) -> String {
    let mut out = format!("{language}\n");
    for Utterance { words, marks, .. } in script.utterances() {
        let places: Vec<String> = marks.iter().map(place).collect();
        writeln!(out, "{:<14}{words}", places.join(" ")).unwrap();
    }
    out
}

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/aloud");
    let html = std::fs::read_to_string(folder.join(name).with_extension("html")).unwrap();
    let base = Url::parse("https://example.org/post").unwrap();
    let document = Arc::new(from_html(&html, Some(&base)));
    let mut shown = String::new();
    document.visit_inlines(&mut |inline| {
        if let gleaner::document::Inline::Text(run) = inline {
            shown.push_str(&run.text);
        }
    });
    let language = language_of(&shown, None, "en");
    let title = "The title".to_owned();
    let text = Text { title, subtitle: None, document, formulas: Arc::default() };
    let found = golden(&language, &script_of(&text, &language, Language::English));
    let path = folder.join(name).with_extension("txt");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&path).unwrap_or_default(), "{name}");
}

#[test]
fn every_element_has_its_words() {
    check("everything");
}

#[test]
fn languages_and_scripts_have_their_sentences() {
    for name in ["german", "hebrew", "chinese"] {
        check(name);
    }
}
