//! HTML becomes documents: goldens for our own fixtures, each named after the case or quirk that it shows.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner::document::{bare_text, dump, from_html, text_of};
use url::Url;

/// Letters and digits only, so that layout does not matter.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    paths.sort();
    paths
}

fn base() -> Url {
    Url::parse("https://example.org/blog/post").unwrap()
}

#[test]
fn every_fixture_becomes_the_document_in_its_golden() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/document");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in fixtures() {
            let html = fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            insta::assert_snapshot!(name, dump(&from_html(&html, Some(&base()))));
        }
    });
}

#[test]
fn the_search_text_has_the_words_of_the_document() {
    for path in fixtures() {
        let html = fs::read_to_string(&path).unwrap();
        let document = bare_text(&from_html(&html, Some(&base())));
        assert_eq!(letters(&text_of(&html)), letters(&document), "{}", path.display());
    }
}
