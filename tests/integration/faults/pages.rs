//! Destroys each page of a library in turn. Whatever the page held, the feeds are saved, every
//! status is right after the next refresh, and the library is sound.

use gleaner::config::Paths;
use gleaner::library::repair;
use gleaner::store::{Depth, Store, examine};

use super::{ENTRIES, body, fill, statuses};
use crate::store_support::{changed, now, utc};

const PAGE: usize = 8192;
/// Destroying every page would take minutes, so this many are picked evenly.
const PICKED: usize = 24;

/// The feeds publish the same entries as before.
fn refresh(store: &mut Store) {
    for feed in store.reader().feeds().unwrap() {
        let first = if feed.feed_url.as_str().contains("first") { 0 } else { ENTRIES };
        let entries = (0..ENTRIES).map(|number| body(first + number)).collect();
        store.save_refresh(feed.id, &changed(entries), &utc(now())).unwrap();
    }
}

#[test]
fn whichever_page_is_destroyed_the_rest_is_saved() {
    let origin = tempfile::tempdir().unwrap();
    let before = fill(origin.path());
    let sound = std::fs::read(origin.path().join("library.db")).unwrap();
    let list = std::fs::read(origin.path().join("subscriptions.opml")).unwrap();
    let pages = sound.len() / PAGE;
    let (mut damaged, mut hopeless) = (0, 0);
    for page in (0..pages).step_by(pages.div_ceil(PICKED)) {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::new(dir.path().to_owned());
        let mut bytes = sound.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0x55);
        std::fs::write(paths.library(), &bytes).unwrap();
        std::fs::write(paths.subscriptions(), &list).unwrap();
        if examine(&paths.library(), Depth::Whole).unwrap().is_empty() {
            // An unused page.
            continue;
        }
        damaged += 1;
        let report = repair(&paths, now()).unwrap();
        let mut store = Store::open(&paths.library()).unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "page {page}");
        assert_eq!(store.reader().feeds().unwrap().len(), 2, "page {page}: {report}");
        let kept = statuses(&store);
        assert!(
            kept.iter().all(|(key, status)| before.get(key) == Some(status)),
            "page {page}: a status is wrong: {report}"
        );
        assert_eq!(
            std::fs::read(dir.path().join("library.db.damaged-1")).unwrap(),
            bytes,
            "page {page}"
        );
        refresh(&mut store);
        let after = statuses(&store);
        assert_eq!(after.len(), before.len(), "page {page}: {report}");
        if report.contains("nothing in it could be read") {
            // The page held the names of the tables.
            hopeless += 1;
        } else {
            assert_eq!(after, before, "page {page}: {report}");
        }
    }
    println!("{damaged} damaged pages of {pages}, {hopeless} of them with the schema");
    assert!(damaged >= PICKED / 2 && hopeless <= 3, "{damaged} pages, {hopeless} without hope");
}
