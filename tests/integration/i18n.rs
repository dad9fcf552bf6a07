//! The languages of the window, as the rest of the program meets them.

use std::fs;
use std::io;
use std::path::Path;

use gleaner::i18n::{Language, day_words, io_words, language, number_words, with_language};
use gleaner::net::{CertificateError, FetchError, KeyringError};
use gleaner::opml::{LeftOutReason, OpmlError};
use gleaner::parse::ParseError;
use gleaner::picture::PictureError;
use gleaner::query;
use gleaner::refresh::FindError;
use gleaner::store::StoreError;
use gleaner::worker::WorkerError;
use jiff::civil::date;
use url::Url;

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

/// An error of each kind, as a person reads it.
fn errors() -> Vec<String> {
    let (host, path) = (|| "a.example".to_owned(), || "/a/b".to_owned());
    let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
    let fetching = [
        FetchError::Address { text: "x".into() },
        FetchError::Scheme { scheme: "ftp".into() },
        FetchError::Dns { source: "x".into(), host: host() },
        FetchError::Status { status: 404, host: host() },
        FetchError::TooLarge { limit: 1, host: host() },
        FetchError::Keyring { source: KeyringError::Silent, host: host() },
        FetchError::CertificatesSetting { problem: CertificateError::Empty, path: path() },
        FetchError::NoThread,
        FetchError::Io { source: denied(), path: path() },
    ];
    let of_library = [
        StoreError::Directory { source: denied(), path: path().into() },
        StoreError::NotALibrary { path: path().into() },
        StoreError::Damaged { what: "its header", path: path().into() },
        StoreError::Unreadable { what: "options" },
        StoreError::NoSuchFeed,
    ];
    let of_pictures = [
        PictureError::TooManyBytes { limit: 1 },
        PictureError::TooManyPixels { width: 2, height: 1 },
        PictureError::Unsupported { format: Some("AVIF") },
        PictureError::Unsupported { format: None },
        PictureError::Postponed,
    ];
    let left_out = [
        LeftOutReason::FilterProgram,
        LeftOutReason::InvalidAddress,
        LeftOutReason::NoEquivalent { attribute: "rank".into() },
        LeftOutReason::TooManyRules { limit: 1000 },
    ];
    let searches = ["titel:x", "is:x", "has:", "title:", "after:x", "newer:x", "a)", "/(/"];
    let url: Url = "https://a.example/".parse().unwrap();
    let mut errors: Vec<String> = fetching.iter().map(FetchError::user_message).collect();
    errors.extend(fetching.iter().map(ToString::to_string));
    errors.extend(of_library.iter().map(StoreError::user_message));
    errors.extend(of_pictures.iter().map(PictureError::user_message));
    errors.extend(left_out.iter().map(ToString::to_string));
    errors.extend([OpmlError::Empty, OpmlError::TooMany].map(|error| error.user_message()));
    errors.extend([ParseError::Empty, ParseError::WebPage].map(|error| error.user_message()));
    errors.extend(searches.map(|text| query::parse(text).unwrap_err().message));
    errors.push(FindError::NoFeed { url: Box::new(url) }.user_message());
    errors.push(WorkerError::Thread(denied()).user_message());
    errors.push(io_words(&denied()));
    errors
}

#[test]
fn errors_of_all_layers_speak_the_language_of_the_window() {
    let (english, pseudo) = (errors(), with_language(Language::Pseudo, errors));
    for (english, pseudo) in english.iter().zip(pseudo) {
        assert!(!english.starts_with('['), "{english}");
        assert!(pseudo.starts_with('[') && pseudo.ends_with(']'), "{pseudo}");
    }
}
