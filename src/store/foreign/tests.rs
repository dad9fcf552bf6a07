//! The databases of other readers, as `tests/fixtures/readers` has their tables.

use std::path::PathBuf;

use super::*;

const QUITERSS: &str = include_str!("../../../tests/fixtures/readers/quiterss.sql");
const RSS_GUARD: &str = include_str!("../../../tests/fixtures/readers/rss_guard.sql");
const LIFEREA: &str = include_str!("../../../tests/fixtures/readers/liferea.sql");
const NEWSFLASH: &str = include_str!("../../../tests/fixtures/readers/newsflash.sql");
const ALL: [(ForeignProgram, &str); 4] = [
    (ForeignProgram::QuiteRss, QUITERSS),
    (ForeignProgram::RssGuard, RSS_GUARD),
    (ForeignProgram::Liferea, LIFEREA),
    (ForeignProgram::NewsFlash, NEWSFLASH),
];

struct Made {
    dir: tempfile::TempDir,
}

impl Made {
    fn by(sql: &str) -> Self {
        let made = Self { dir: tempfile::tempdir().unwrap() };
        made.conn().execute_batch(sql).unwrap();
        made
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("a reader's #1?.db")
    }

    fn conn(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }

    fn open(&self) -> Result<ForeignLibrary, ForeignError> {
        ForeignLibrary::open(&self.path())
    }
}

fn entries(library: &mut ForeignLibrary) -> Vec<ForeignEntry> {
    let mut all = Vec::new();
    while let Some(batch) = library.next_entries().unwrap() {
        all.extend(batch);
    }
    all
}

fn error(sql: &str) -> ForeignError {
    Made::by(sql).open().err().expect("it is refused")
}

#[test]
fn feeds_and_folders_of_every_reader_are_found() {
    for (program, sql) in ALL {
        let library = Made::by(sql).open().unwrap();
        assert_eq!(library.program(), program);
        let [tides, ropes] = &library.feeds()[..2] else { panic!("two feeds") };
        assert_eq!(tides.address, "https://tides.example/feed", "{program:?}");
        assert_eq!(tides.folders, ["Sea", "Harbours"], "{program:?}");
        assert_eq!((ropes.title.as_str(), ropes.folders.len()), ("Ropes", 0), "{program:?}");
        let counts = ForeignCounts { entries: 2, unread: 1, starred: 1 };
        assert_eq!(tides.counts, counts, "{program:?}");
    }
}

#[test]
fn entries_of_every_reader_have_their_text_time_and_status() {
    for (program, sql) in ALL {
        let found = entries(&mut Made::by(sql).open().unwrap());
        let of_feeds: Vec<_> = found.iter().filter(|entry| entry.feed < 2).collect();
        let [high, low, knot] = &of_feeds[..] else { panic!("{program:?}: {found:#?}") };
        assert_eq!((high.feed, high.key.0.as_str()), (0, "tide-1"), "{program:?}");
        assert_eq!(high.content.title, "High water", "{program:?}");
        assert_eq!(high.content.html, "<p>The whole of it</p>", "{program:?}");
        assert_eq!(high.content.authors, ["Ada"], "{program:?}");
        let published = high.content.published.map(|time| time.to_string());
        assert_eq!(published.as_deref(), Some("2024-05-01T10:00:00Z"), "{program:?}");
        assert_eq!((high.is_read, high.is_starred), (true, true), "{program:?}");
        assert_eq!((low.is_read, low.is_starred), (false, false), "{program:?}");
        assert_eq!(low.content.html, "<p>Only this</p>", "{program:?}");
        assert_eq!((knot.feed, knot.content.published), (1, None), "{program:?}");
        assert!(knot.is_read && !knot.is_starred, "{program:?}");
    }
}

#[test]
fn an_attached_file_comes_along() {
    let found = entries(&mut Made::by(QUITERSS).open().unwrap());
    let files: Vec<_> = found.iter().flat_map(|entry| &entry.content.enclosures).collect();
    assert_eq!(files[0].url.as_str(), "https://tides.example/2.mp3");
    assert_eq!((files.len(), files[0].media_type.as_deref()), (1, Some("audio/mpeg")));
}

#[test]
fn feeds_of_two_accounts_with_one_id_are_kept_apart() {
    let mut library = Made::by(RSS_GUARD).open().unwrap();
    assert_eq!(library.feeds()[2].counts.entries, 1);
    let of_server: Vec<_> =
        entries(&mut library).into_iter().filter(|entry| entry.feed == 2).collect();
    assert_eq!(of_server[0].key.0, "server-1");
}

#[test]
fn messages_that_name_the_row_of_their_feed_find_it() {
    let newer = RSS_GUARD.replace("feed TEXT", "feed INTEGER").replace("1, '2')", "1, 'other')");
    let mut library = Made::by(&newer).open().unwrap();
    assert_eq!(entries(&mut library).iter().filter(|entry| entry.feed == 1).count(), 1);
}

#[test]
fn columns_that_a_version_lacks_are_empty() {
    let older = "CREATE TABLE feeds (id INTEGER PRIMARY KEY, xmlUrl);
        CREATE TABLE news (id INTEGER PRIMARY KEY, feedId, read);
        INSERT INTO feeds VALUES (1, 'https://a.example/');
        INSERT INTO news VALUES (1, 1, 1);";
    let mut library = Made::by(older).open().unwrap();
    let found = entries(&mut library);
    assert_eq!((found.len(), found[0].content.title.as_str()), (1, ""));
    assert!(found[0].is_read && !found[0].is_starred);
}

#[test]
fn values_of_any_type_are_read() {
    let odd = QUITERSS.to_owned()
        + "INSERT INTO news (id, feedId, guid, title, read, starred, published, content)
               VALUES (9, '3', x'ff00', 4.5, 'yes', 'no', x'00', 17);
           INSERT INTO feeds (id, xmlUrl, parentId) VALUES (9, x'fe', 'x');";
    let mut library = Made::by(&odd).open().unwrap();
    let found = entries(&mut library);
    let odd = found.last().unwrap();
    assert_eq!((odd.content.title.as_str(), odd.content.html.as_str()), ("4.5", "17"));
    assert!(!odd.is_starred);
}

#[test]
fn a_text_that_is_too_long_is_left_out_and_its_entry_is_not() {
    let long = QUITERSS.to_owned()
        + &format!("UPDATE news SET content = zeroblob({HTML_BYTES_MAX} + 1) WHERE id = 1;");
    let found = entries(&mut Made::by(&long).open().unwrap());
    assert_eq!(
        (found[0].key.0.as_str(), found[0].content.html.as_str()),
        ("tide-1", "<p>short</p>")
    );
}

#[test]
fn many_entries_come_in_batches_and_each_once() {
    let many = QUITERSS.to_owned()
        + "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 1300)
           INSERT INTO news (id, feedId, guid, title) SELECT i, 4, 'guid ' || i, 'T' FROM n;";
    let mut library = Made::by(&many).open().unwrap();
    let first = library.next_entries().unwrap().unwrap();
    assert_eq!(first.len(), BATCH_ENTRIES);
    let mut keys: Vec<_> =
        first.into_iter().chain(entries(&mut library)).map(|entry| entry.key.0).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 3 + 1291);
}

#[test]
fn folders_that_are_in_each_other_end() {
    let circle = QUITERSS.to_owned() + "UPDATE feeds SET parentId = 2 WHERE id = 1;";
    let library = Made::by(&circle).open().unwrap();
    assert_eq!(library.feeds()[0].folders, ["Sea", "Harbours"]);
    let deep = QUITERSS.to_owned()
        + "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
           INSERT INTO feeds (id, text, parentId) SELECT i, 'F', i + 1 FROM n;
           UPDATE feeds SET parentId = 100 WHERE id = 3;";
    let library = Made::by(&deep).open().unwrap();
    assert_eq!(library.feeds()[0].folders.len(), FOLDER_DEPTH_MAX);
}

#[test]
fn stars_of_newsflash_are_the_rarer_number() {
    let other_way = NEWSFLASH.to_owned()
        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
           INSERT INTO articles (article_id, feed_id, timestamp, unread, marked)
               SELECT 'n' || i, 'tides', '', 0, i = 1 FROM n;";
    let library = Made::by(&other_way).open().unwrap();
    let starred: u32 = library.feeds().iter().map(|feed| feed.counts.starred).sum();
    assert_eq!(starred, 3, "two of the fixture and the first of these");
}

#[test]
fn strangers_and_unknown_versions_are_refused() {
    assert!(matches!(error("CREATE TABLE x (y);"), ForeignError::Unknown));
    let other = "CREATE TABLE feeds (id, xmlUrl); CREATE TABLE news (id, feed);";
    assert!(matches!(
        error(other),
        ForeignError::OtherVersion { program: ForeignProgram::QuiteRss }
    ));
    let views = "CREATE VIEW feeds AS SELECT 1 AS id, 'https://a.example/' AS xmlUrl;
                 CREATE VIEW news AS SELECT 1 AS id, 1 AS feedId, 1 AS read;";
    assert!(matches!(error(views), ForeignError::Unknown), "a view may be any query");
}

#[test]
fn a_damaged_database_is_refused() {
    let made = Made::by(QUITERSS);
    let mut bytes = std::fs::read(made.path()).unwrap();
    assert!(is_database(&made.path()).unwrap());
    for byte in &mut bytes[100..4096] {
        *byte = 0xa5;
    }
    std::fs::write(made.path(), &bytes).unwrap();
    assert!(matches!(made.open(), Err(ForeignError::Damaged(_))));
    bytes[0] = b'x';
    std::fs::write(made.path(), &bytes).unwrap();
    assert!(!is_database(&made.path()).unwrap());
    std::fs::write(made.path(), "").unwrap();
    assert!(!is_database(&made.path()).unwrap());
}

#[test]
fn a_database_that_another_program_writes_to_is_in_use() {
    let made = Made::by(QUITERSS);
    let other = made.conn();
    other.execute_batch("BEGIN EXCLUSIVE; DELETE FROM news;").unwrap();
    assert!(matches!(made.open(), Err(ForeignError::InUse)));
    other.execute_batch("ROLLBACK").unwrap();
    assert!(made.open().is_ok());
}

#[test]
fn what_is_in_the_log_is_read_and_nothing_is_written() {
    let made = Made::by(QUITERSS);
    let other = made.conn();
    other
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             INSERT INTO news (id, feedId, guid, read) VALUES (50, 3, 'in the log', 0);",
        )
        .unwrap();
    let before = std::fs::read(made.path()).unwrap();
    let found = entries(&mut made.open().unwrap());
    assert!(found.iter().any(|entry| entry.key.0 == "in the log"));
    assert_eq!(std::fs::read(made.path()).unwrap(), before);
}

#[test]
fn a_database_at_the_limits_is_read_and_one_beyond_is_not() {
    let feeds = |many: usize| {
        format!(
            "CREATE TABLE feeds (id INTEGER PRIMARY KEY, xmlUrl);
             CREATE TABLE news (id INTEGER PRIMARY KEY, feedId, read);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
             INSERT INTO feeds SELECT i, 'https://a.example/' || i FROM n;"
        )
    };
    assert_eq!(
        Made::by(&feeds(FOREIGN_FEEDS_MAX)).open().unwrap().feeds().len(),
        FOREIGN_FEEDS_MAX
    );
    assert!(matches!(
        error(&feeds(FOREIGN_FEEDS_MAX + 1)),
        ForeignError::TooMany { is_entries: false, .. }
    ));
    let entries = |many: u32| {
        feeds(1)
            + &format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
                 INSERT INTO news SELECT i, 1, 0 FROM n;"
            )
    };
    let most = Made::by(&entries(FOREIGN_ENTRIES_MAX)).open().unwrap();
    assert_eq!(most.feeds()[0].counts.entries, FOREIGN_ENTRIES_MAX);
    assert!(matches!(
        error(&entries(FOREIGN_ENTRIES_MAX + 1)),
        ForeignError::TooMany { is_entries: true, .. }
    ));
}
