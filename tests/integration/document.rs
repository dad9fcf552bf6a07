//! HTML becomes documents: goldens for our own fixtures, each named after the case or quirk that it shows.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner::document::{Block, Document, bare_text, dump, from_html, text_of};
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

/// Titles of embedded things often come from us.
fn without_embeds(mut document: Document) -> Document {
    document.blocks.retain(|block| !matches!(block, Block::Embed(_)));
    document
}

/// Fixtures in which the document adds words: those of a picture that cannot be shown, a summary that the page left out.
const WITH_WORDS_OF_OURS: [&str; 4] = ["01-lazy-images", "06-emoji-pictures", "43-details-without-summary", "48-inert-links"];

#[test]
fn the_search_text_has_the_words_of_the_document() {
    let mut differing = Vec::new();
    for path in fixtures() {
        let html = fs::read_to_string(&path).unwrap();
        let document = letters(&bare_text(&without_embeds(from_html(&html, Some(&base())))));
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if letters(&text_of(&html)) != document && !WITH_WORDS_OF_OURS.contains(&name.as_str()) {
            differing.push(format!("{name}\n  {}\n  {document}", letters(&text_of(&html))));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
