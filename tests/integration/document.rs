//! HTML bodies and their documents: goldens for our own fixtures, each named after its quirk.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner::document::{
    Block, Document, Inline, bare_text, dump, from_html, plain_text, text_of, to_markdown, words,
};
use url::Url;

/// Letters and digits only, so that layout does not matter.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
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

/// Removes embeds, whose titles often come from the program.
fn without_embeds(mut document: Document) -> Document {
    document.blocks.retain(|block| !matches!(block, Block::Embed(_)));
    document
}

/// Fixtures whose document has additional words: those for a picture that cannot be shown, or a
/// missing summary.
const WITH_WORDS_OF_OURS: [&str; 9] = [
    "01-lazy-images",
    "06-emoji-pictures",
    "30-appeared-first-on",
    "43-details-without-summary",
    "44-promotions",
    "48-inert-links",
    "source-substack",
    // In documents formulas are TeX.
    "42-formulas",
    // The words of this picture are its formula.
    "pictures-among-words",
];

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

/// The bodies of the welcome feed.
fn welcome_bodies() -> Vec<String> {
    let xml = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n/en/welcome.xml"),
    )
    .unwrap();
    xml.split("<![CDATA[")
        .skip(1)
        .map(|rest| rest.split("]]>").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_welcome_feed_shows_every_part_of_an_article() {
    let bodies = welcome_bodies();
    assert_eq!(bodies.len(), 7);
    let shown: String = bodies.iter().map(|html| dump(&from_html(html, None))).collect();
    let lines = [
        "h1 ",
        "h6 ",
        "p ",
        "list\n",
        "ordered list\n",
        "- [x] ",
        "- [ ] ",
        "(a) ",
        "(i) ",
        "quote\n",
        "rule\n",
        "definitions\n",
        "details closed: ",
        "code ruby\n",
        "code rust\n",
        "code json\n",
        "code diff\n",
        "code sh\n",
        "code\n",
        "table ",
        "caption ",
        "rows=2",
        "columns=2",
        " end: ",
        " center: ",
        "figure\n",
        "image <data:",
        "embed page ",
        "{**:",
        "{*:",
        "{`:",
        "{~:",
        "{_:",
        "{^:",
        "{==:",
        "{[]:",
        "{-:",
        "{__:",
        "<#note-1>",
        "<mailto:",
        "(\"Really",
    ];
    let missing: Vec<_> = lines.iter().filter(|line| !shown.contains(**line)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
    assert!(shown.contains("https://dev.to/feed/devopsfundamentals"));
}

#[test]
fn the_welcome_feed_fetches_nothing() {
    for html in welcome_bodies() {
        let shown = dump(&from_html(&html, None));
        assert!(!shown.contains("image <http") && !shown.contains("poster="), "{shown}");
    }
}

#[test]
fn soft_hyphens_stay_in_prose_but_are_no_part_of_its_words() {
    let html = "<p>soft&shy;hyphen&shy;s <code>a&shy;b</code>";
    let document = from_html(html, None);
    let [Block::Paragraph { content, .. }] = &document.blocks[..] else { panic!("{document:?}") };
    let texts: Vec<&str> = content
        .iter()
        .filter_map(
            |item| if let Inline::Text(run) = item { Some(run.text.as_str()) } else { None },
        )
        .collect();
    assert_eq!(texts, ["soft\u{ad}hyphen\u{ad}s ", "ab"]);
    assert_eq!(bare_text(&document), "softhyphens ab\n");
    assert_eq!(plain_text(html, None, 80).trim(), "softhyphens `ab`");
    assert_eq!(dump(&document), "p softhyphens {`:ab}\n");
    assert_eq!(to_markdown(&document), "softhyphens `ab`");
    assert_eq!((text_of(html).as_str(), words(html)), ("softhyphens ab", 2));
}
