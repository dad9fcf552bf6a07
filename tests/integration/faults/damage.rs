//! Damage to the library file, seen through the real program.

use gleaner::store::{Store, StoreError, is_suspect, rescue};

use super::{ENTRIES, feed_count, fill, filled, set_aside, statuses};
use crate::store_support::{now, utc};
use crate::support::program::Program;

/// Page size in bytes.
const PAGE: usize = 8192;

fn damage(program: &Program, how: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = std::fs::read(program.library()).unwrap();
    how(&mut bytes);
    std::fs::write(program.library(), &bytes).unwrap();
    bytes
}

/// Whether a page holds definitions of tables. Without them nothing can be read.
fn has_schema(page: &[u8]) -> bool {
    page.windows(7).any(|word| word == b"CREATE ")
}

#[test]
fn a_header_of_noise_costs_nothing() {
    let headers: [(&str, std::ops::Range<usize>); 5] = [
        ("all of it", 0..100),
        ("the magic", 0..16),
        ("formats", 18..20),
        ("mark", 68..72),
        ("version", 60..64),
    ];
    for (what, place) in headers {
        let (program, before) = filled();
        let damaged = damage(&program, |bytes| bytes[place].fill(0x5a));
        let run = program.run(&["list"]);
        assert_eq!(run.code, 0, "{what}: {}", run.stderr);
        assert!(
            run.stderr.contains(
                "The library was damaged and has been repaired. Saved: 2 feeds and 600 entries, \
                 of which 86 are starred."
            ),
            "{what}: {}",
            run.stderr
        );
        assert!(run.stderr.contains("Nothing is known to be lost"), "{what}: {}", run.stderr);
        assert_eq!(
            std::fs::read(set_aside(&program, 1)).unwrap(),
            damaged,
            "{what}: nothing was overwritten"
        );
        assert!(program.profile().join("library.db.damaged-1.txt").exists());
        let store = Store::open(&program.library()).unwrap();
        assert_eq!(statuses(&store), before, "{what}");
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        drop(store);
        assert!(program.ok(&["check"]).contains("is sound"));
    }
}

#[test]
fn a_truncated_library_is_set_aside_and_every_feed_comes_back() {
    for keep in [50, PAGE / 2, PAGE, 5 * PAGE + 100, usize::MAX] {
        let (program, before) = filled();
        let damaged = damage(&program, |bytes| bytes.truncate(keep.min(bytes.len() - PAGE - 100)));
        let run = program.run(&["list"]);
        assert_eq!(run.code, 0, "{keep}: {}", run.stderr);
        let words = [
            "was damaged and nothing in it could be read. 2 feeds were restored",
            "was damaged and has been repaired",
        ];
        assert!(words.iter().any(|words| run.stderr.contains(words)), "{keep}: {}", run.stderr);
        assert_eq!(std::fs::read(set_aside(&program, 1)).unwrap(), damaged, "{keep}");
        assert_eq!(feed_count(&program), 2, "{keep}");
        let after = statuses(&Store::open(&program.library()).unwrap());
        assert!(after.iter().all(|(key, status)| before[key] == *status), "{keep}");
        assert!(
            keep < usize::MAX || after.len() > ENTRIES,
            "only the end was lost, and {} entries are left",
            after.len()
        );
    }
}

#[test]
fn a_library_whose_last_page_breaks_off_is_repaired() {
    let (program, before) = filled();
    let damaged = damage(&program, |bytes| bytes.truncate(bytes.len() - 100));
    let run = program.run(&["list"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("was damaged and has been repaired"), "{}", run.stderr);
    assert_eq!(std::fs::read(set_aside(&program, 1)).unwrap(), damaged);
    let after = statuses(&Store::open(&program.library()).unwrap());
    assert!(
        after.len() > before.len() / 2 && after.iter().all(|(key, status)| before[key] == *status)
    );
}

#[test]
fn an_empty_file_beside_a_full_log_is_not_taken_for_a_new_library() {
    let (program, before) = filled();
    let other = tempfile::tempdir().unwrap();
    let copy = other.path().join("library.db");
    let log = other.path().join("library.db-wal");
    // The log has every page if all were written since it began.
    let conn = rusqlite::Connection::open(program.library()).unwrap();
    conn.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    conn.execute_batch("VACUUM").unwrap();
    std::fs::copy(program.profile().join("library.db-wal"), &log).unwrap();
    std::fs::write(&copy, "").unwrap();
    drop(conn);
    let err = Store::open(&copy).unwrap_err();
    assert!(err.is_damage(), "{err}");
    assert!(std::fs::metadata(&log).unwrap().len() > 0, "the log is still there");
    let rescued = rescue(&copy, now()).unwrap();
    assert_eq!((rescued.feeds, rescued.entries as usize), (2, before.len()));
    assert_eq!(statuses(&Store::open(&copy).unwrap()), before);
}

/// The end of the pages that a write-ahead log holds; behind it may be pages of an older log.
fn end_of_log(log: &[u8]) -> usize {
    let page = u32::from_be_bytes(log[8..12].try_into().unwrap()) as usize;
    let is_of_log = |frame: &&[u8]| frame.get(8..16) == log.get(16..24);
    32 + log[32..].chunks(24 + page).take_while(is_of_log).count() * (24 + page)
}

#[test]
fn damage_in_the_log_leaves_the_library_as_it_was_before_that() {
    let (program, _) = filled();
    let mut store = Store::open(&program.library()).unwrap();
    let before = statuses(&store);
    let ids: Vec<_> = super::statuses_by_id(&store).into_keys().collect();
    for id in &ids {
        store.change_statuses(&[*id], gleaner::model::StatusChange::Starred(true), now()).unwrap();
    }
    let other = tempfile::tempdir().unwrap();
    let copy = other.path().join("library.db");
    std::fs::copy(program.library(), &copy).unwrap();
    let mut log = std::fs::read(program.profile().join("library.db-wal")).unwrap();
    let middle = end_of_log(&log) / 2;
    log[middle..middle + 64].fill(0x5a);
    std::fs::write(other.path().join("library.db-wal"), &log).unwrap();
    let told = Program::in_profile(other.path());
    let run = told.run(&["list"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("The latest changes couldn't be read because their log was damaged"),
        "{}",
        run.stderr
    );
    assert_eq!(std::fs::read(other.path().join("library.db.damaged-1-wal")).unwrap(), log);
    assert_eq!(told.run(&["list"]).stderr, "", "it is told once");
    let opened = Store::open(&copy).unwrap();
    assert_eq!(opened.check().unwrap(), Vec::<String>::new());
    let after = statuses(&opened);
    let starred = |statuses: &super::Statuses| {
        statuses.values().filter(|(_, is_starred)| *is_starred).count()
    };
    assert_eq!(after.len(), before.len());
    assert!(
        (starred(&before)..ids.len()).contains(&starred(&after)),
        "whole acts up to the damage"
    );
}

#[test]
fn damage_that_is_met_while_running_is_told_and_repaired_at_the_next_start() {
    let (program, before) = filled();
    // The root page of the table of statuses. Its indexes are elsewhere.
    let conn = rusqlite::Connection::open(program.library()).unwrap();
    let root: u32 = conn
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'entries'", [], |row| {
            row.get(0)
        })
        .unwrap();
    let root = root as usize;
    drop(conn);
    let damaged = damage(&program, |bytes| bytes[(root - 1) * PAGE..root * PAGE].fill(0x5a));
    let run = program.run(&["mark", "read", "--all"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stderr.contains("it is damaged; restart Gleaner to repair it"), "{}", run.stderr);
    assert!(is_suspect(&program.library()));
    let run = program.run(&["list", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("was damaged and has been repaired")
            && run.stderr.contains("couldn't be read in full: entries"),
        "{}",
        run.stderr
    );
    assert!(!is_suspect(&program.library()));
    assert_eq!(std::fs::read(set_aside(&program, 1)).unwrap().len(), damaged.len());
    assert_eq!(feed_count(&program), 2);
    let after = statuses(&Store::open(&program.library()).unwrap());
    assert_eq!(after, before, "the indexes knew them all");
}

#[test]
fn a_suspicion_without_damage_changes_nothing() {
    let (program, before) = filled();
    gleaner::store::suspect(&program.library());
    assert_eq!(program.run(&["list"]).stderr, "");
    assert!(!is_suspect(&program.library()) && !set_aside(&program, 1).exists());
    assert_eq!(statuses(&Store::open(&program.library()).unwrap()), before);
}

#[test]
fn check_says_what_it_found_and_repairs_only_when_asked() {
    let (program, _) = filled();
    assert!(program.ok(&["check"]).ends_with("library.db is sound\n"));
    let damaged = damage(&program, |bytes| {
        let page = bytes.chunks_mut(PAGE).skip(40).find(|page| !has_schema(page)).unwrap();
        page.fill(0x5a);
    });
    let run = program.run(&["check", "--quick"]);
    assert_eq!(run.code, 1);
    assert!(
        !run.stdout.is_empty() && run.stderr.contains("gleaner check --repair"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert_eq!(std::fs::read(program.library()).unwrap(), damaged, "looking changes nothing");
    let repaired = program.ok(&["check", "--repair"]);
    assert!(repaired.contains("was damaged and has been repaired"), "{repaired}");
    assert!(program.ok(&["check"]).contains("is sound"));
    assert_eq!(program.run(&["check", "--repair"]).code, 0, "there is nothing to repair");
    assert!(!set_aside(&program, 2).exists());
}

#[test]
fn each_damaged_library_is_kept_under_a_name_of_its_own() {
    let (program, _) = filled();
    for number in 1..=3 {
        damage(&program, |bytes| bytes[..100].fill(number));
        program.ok(&["list"]);
        assert_eq!(std::fs::read(set_aside(&program, number.into())).unwrap()[0], number);
    }
    assert_eq!(feed_count(&program), 2);
}

#[test]
fn what_was_lost_comes_back_with_the_next_refresh_as_read_as_it_was() {
    let (program, before) = filled();
    damage(&program, |bytes| {
        let pages = bytes.chunks_mut(PAGE).skip(20).step_by(4);
        pages.filter(|page| !has_schema(page)).for_each(|page| page.fill(0x5a));
    });
    let report = rescue(&program.library(), now()).unwrap();
    let mut store = Store::open(&program.library()).unwrap();
    for (at, feed) in store.reader().feeds().unwrap().into_iter().enumerate() {
        let entries = (0..ENTRIES).map(|number| super::body(at * ENTRIES + number)).collect();
        store.save_refresh(feed.id, &crate::store_support::changed(entries), &utc(now())).unwrap();
    }
    let after = statuses(&store);
    assert_eq!(after.len(), before.len(), "{report:?}");
    let known = after.iter().filter(|(key, status)| before[*key] == **status).count();
    assert!(known * 10 >= before.len() * 8, "{known} of {} statuses are as before", before.len());
    for id in super::statuses_by_id(&store).into_keys() {
        assert!(
            store.reader().entry(id).unwrap().unwrap().content.html.len() > 1000,
            "every entry has its text again"
        );
    }
}

#[test]
fn a_library_that_someone_has_open_is_not_taken_away_from_under_them() {
    let (program, _) = filled();
    let open = Store::open(&program.library()).unwrap();
    assert!(matches!(rescue(&program.library(), now()), Err(StoreError::InUse { .. })));
    drop(open);
    assert!(rescue(&program.library(), now()).is_ok());
}

#[test]
fn a_rescue_that_was_interrupted_is_ended_by_the_next_start() {
    for had_moved in [false, true] {
        let (program, before) = filled();
        let ready = program.profile().join("library.db.recovered");
        let mut bytes = std::fs::read(program.library()).unwrap();
        std::fs::write(&ready, &bytes).unwrap();
        bytes[..100].fill(0x5a);
        if had_moved {
            std::fs::remove_file(program.library()).unwrap();
            std::fs::write(set_aside(&program, 1), &bytes).unwrap();
        } else {
            std::fs::write(program.library(), &bytes).unwrap();
        }
        assert_eq!(statuses(&Store::open(&program.library()).unwrap()), before);
        assert_eq!(std::fs::read(set_aside(&program, 1)).unwrap(), bytes);
        assert!(!ready.exists());
    }
}

#[test]
fn without_room_or_right_to_repair_the_damaged_library_stays_where_it_is() {
    let dir = tempfile::tempdir().unwrap();
    fill(dir.path());
    let path = dir.path().join("library.db");
    let bytes = vec![0x5a; 3 * PAGE];
    std::fs::write(&path, &bytes).unwrap();
    // A directory in place of the result.
    std::fs::create_dir_all(dir.path().join("library.db.recovered").join("in the way")).unwrap();
    let err = rescue(&path, now()).unwrap_err();
    assert!(err.user_message().contains("nothing was changed"), "{}", err.user_message());
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}
