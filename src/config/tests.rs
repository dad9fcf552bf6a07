use super::*;
use crate::model::{EntryId, FeedId, FolderId, SmartFeedId, TagId};
use crate::query::PlaceId;

#[test]
fn settings_survive_a_round_trip() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("settings.toml");
    let settings = Settings { text_size: 20.0, theme: ThemeChoice::Sepia, ..Settings::default() };
    save_toml(&path, &settings).expect("saved");
    assert_eq!(load_toml::<Settings>(&path), (settings, None));
}

#[test]
fn a_session_survives_a_round_trip() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("session.toml");
    let session = Session {
        place: Some(PlaceId::Feed(FeedId(3))),
        entry: Some(EntryId(4)),
        folded: vec![FolderId(1)],
        ..Session::default()
    };
    save_toml(&path, &session).expect("saved");
    assert_eq!(load_toml::<Session>(&path), (session, None));
}

#[test]
fn a_session_of_an_older_version_opens_at_the_same_place() {
    let place = |text: &str| toml::from_str::<Session>(text).expect("a session").place;
    for (name, id) in [
        ("today", PlaceId::TODAY),
        ("unread", PlaceId::UNREAD),
        ("starred", PlaceId::STARRED),
        ("all", PlaceId::ALL),
    ] {
        assert_eq!(place(&format!("source = \"{name}\"\nentry = 7")), Some(id));
    }
    assert_eq!(place("[source]\nfeed = 3"), Some(PlaceId::Feed(FeedId(3))));
    assert_eq!(place("source = { folder = 1 }"), Some(PlaceId::Folder(FolderId(1))));
    assert_eq!(place("[source]\nsmart = 2\n"), Some(PlaceId::Search(SmartFeedId(2))));
    assert_eq!(place("[source]\ntagged = 4\n"), Some(PlaceId::Tag(TagId(4))));
    assert_eq!(place("entry = 7"), None);
}

#[test]
fn a_place_that_only_a_newer_version_knows_costs_nothing_else() {
    for text in ["source = \"someday\"\nlist_row = 3.0", "list_row = 3.0\n[source]\ntag = 4"] {
        let session = toml::from_str::<Session>(text).expect("a session");
        assert_eq!((session.place, session.list_row), (None, 3.0), "{text}");
    }
}

#[test]
fn a_session_is_written_as_older_versions_read_it() {
    let written = |place| {
        let session = Session { place: Some(place), ..Session::default() };
        toml::to_string(&session).expect("text")
    };
    assert!(written(PlaceId::TODAY).contains("source = \"today\""));
    assert!(written(PlaceId::Folder(FolderId(3))).contains("[source]\nfolder = 3"));
    assert!(written(PlaceId::Search(SmartFeedId(3))).contains("[source]\nsmart = 3"));
}

#[test]
fn a_bad_file_is_set_aside_and_reported() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("settings.toml");
    std::fs::write(&path, "text_size = \"huge").expect("written");
    let (settings, note) = load_toml::<Settings>(&path);
    assert_eq!(settings, Settings::default());
    assert!(note.expect("a note").contains("settings.toml.bad"));
    assert!(dir.path().join("settings.toml.bad").exists());
}

#[test]
fn every_bad_file_is_kept_whatever_is_in_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("settings.toml");
    for bad in [&b"text_size = \"huge"[..], b"\xff\xfe\0\0", b"text_size = [1]"] {
        std::fs::write(&path, bad).expect("written");
        let (settings, note) = load_toml::<Settings>(&path);
        assert!(settings == Settings::default() && note.is_some() && !path.exists());
    }
    for (name, bytes) in
        [("settings.toml.bad", 17), ("settings.toml.bad-2", 4), ("settings.toml.bad-3", 15)]
    {
        assert_eq!(std::fs::read(dir.path().join(name)).expect(name).len(), bytes);
    }
}

#[test]
fn nonsense_numbers_are_brought_within_limits() {
    let settings =
        Settings { text_size: 400.0, line_height: f32::NAN, measure: -3.0, ..Settings::default() }
            .clamped();
    assert_eq!((settings.text_size, settings.measure, settings.line_height), (26.0, 45.0, 1.55));
}

#[test]
fn the_language_and_programs_survive_a_round_trip() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("settings.toml");
    let program = Program { name: "mpv".to_owned(), command: "mpv {url}".to_owned() };
    let settings =
        Settings { language: "de".to_owned(), programs: vec![program], ..Settings::default() };
    save_toml(&path, &settings).expect("saved");
    assert_eq!(load_toml::<Settings>(&path), (settings, None));
}

#[test]
fn more_programs_than_commands_are_left_out() {
    let many = vec![Program::default(); PROGRAMS_MAX + 3];
    let settings = Settings { programs: many, ..Settings::default() };
    assert_eq!(settings.clamped().programs.len(), PROGRAMS_MAX);
}

#[test]
fn a_profile_beside_the_program_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let program = dir.path().join("gleaner");
    assert_eq!(portable(&program), None);
    std::fs::write(dir.path().join("profile"), "a file").unwrap();
    assert_eq!(portable(&program), None);
    std::fs::remove_file(dir.path().join("profile")).unwrap();
    std::fs::create_dir(dir.path().join("profile")).unwrap();
    assert_eq!(portable(&program), Some(dir.path().join("profile")));
}

#[test]
fn another_start_is_told_the_profile_unless_it_is_the_usual_one() {
    let root = PathBuf::from("/carried/profile");
    assert_eq!(Paths::new(root).arguments(), ["--profile", "/carried/profile"]);
    assert!(Paths::standard().unwrap().arguments().is_empty());
}
