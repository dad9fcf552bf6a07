//! The quirks of real feeds that are repaired: one fixture each, named after the quirk, compared
//! with the whole output of `inspect --json`.
//!
//! `UPDATE_GOLDENS=1` rewrites the expected files. Check the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner::cli::inspect;
use gleaner::parse::{ParseContext, parse_feed};
use url::Url;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/feeds");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "feed"));
    found.sort();
    found
}

/// The output for a fixture whose address is `https://feeds.example/dir/feed.xml`.
fn read(path: &Path) -> String {
    let context = ParseContext {
        document_url: Url::parse("https://feeds.example/dir/feed.xml").ok(),
        charset: None,
    };
    match parse_feed(&fs::read(path).unwrap(), &context) {
        Ok(feed) => format!("{:#}\n", inspect::feed_json(&feed)),
        Err(error) => format!("{error}\n"),
    }
}

#[test]
fn quirks_are_repaired_as_they_were() {
    let mut wrong = Vec::new();
    for path in fixtures() {
        let golden = path.with_extension("json");
        let answer = read(&path);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(&golden, &answer).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != answer {
            wrong.push(format!("{}:\n{answer}", path.file_stem().unwrap().to_string_lossy()));
        }
    }
    assert!(wrong.is_empty(), "these are read differently now:\n{}", wrong.join("\n"));
}

#[test]
fn the_same_bytes_give_the_same_keys_every_time() {
    for path in fixtures() {
        assert_eq!(read(&path), read(&path), "{}", path.display());
    }
}
