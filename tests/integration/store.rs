//! The library: feeds, folders, entries and how they come back.

use gleaner::model::{
    EntryContent, FeedDetails, FeedProblem, Filter, HostProblem, Move, Order, ProblemKind,
    ReadingPosition, RefreshOutcome, StatusChange, Validators,
};
use gleaner::query::{Expr, Query};
use gleaner::store::{NewFeed, Reader, RefreshCounts, Store, StoreError};
use jiff::ToSpan as _;

use crate::store_support::{
    Library, changed, entry, entry_aged, entry_saying, new_feed, now, url, utc,
};

#[test]
fn an_entry_comes_back_as_it_was_published() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let mut fresh = entry_saying("a", "<p>Hello</p>");
    fresh.content = EntryContent {
        title: "Ünïcode & more".into(),
        url: Some(url("page")),
        authors: vec!["Ada".into(), "Bo".into()],
        published: Some(now() - 1.hour()),
        updated: Some(now()),
        tags: vec!["x".into(), "y".into()],
        summary: Some("<b>short</b>".into()),
        base: Some(url("base")),
        comments_url: Some(url("comments")),
        image_url: Some(url("image")),
        html: "<p>Hello</p>".into(),
        ..EntryContent::default()
    };
    library.refresh(feed_id, vec![fresh.clone()]);

    let stored = library.store.reader().entry(library.id("a")).unwrap().unwrap();
    assert_eq!(stored.content, fresh.content);
    assert_eq!((stored.feed_id, stored.first_seen), (feed_id, now()));
}

#[test]
fn an_entry_that_left_the_feed_and_returned_stays_read() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    library.refresh(feed_id, vec![entry("b")]);
    let saved = library.refresh(feed_id, vec![entry("a"), entry("b")]);
    assert_eq!(saved, RefreshCounts::default());
    assert!(library.store.reader().entry(a).unwrap().unwrap().status.is_read);
}

#[test]
fn an_entry_that_left_the_feed_stays_in_the_library() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    library.refresh(feed_id, vec![entry("b")]);
    assert_eq!(library.keys(Expr::feed(feed_id), Filter::All), ["a", "b"]);
}

#[test]
fn an_entry_of_which_only_the_status_was_left_has_it_again_when_it_returns() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    let position = ReadingPosition { block: 7, fraction: 0.5 };
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    library.store.change_statuses(&[a], StatusChange::Starred(true), now()).unwrap();
    library.store.save_position(a, position).unwrap();
    // As in a repaired library.
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute_batch(
        "INSERT INTO departed (feed_id, key_hash, is_read, is_starred, block, fraction)
             SELECT feed_id, key_hash, is_read, is_starred, block, fraction FROM entries LEFT
             JOIN positions ON entry_id = id;
         DELETE FROM positions; DELETE FROM texts; DELETE FROM bodies; DELETE
         FROM entries; UPDATE feeds SET unread_count = 0;",
    )
    .unwrap();

    library.refresh(feed_id, vec![entry("a"), entry("b")]);
    let back = library.store.reader().entry(library.id("a")).unwrap().unwrap();
    assert_ne!(back.id, a, "ids are never used again");
    assert_eq!(
        (back.status.is_read, back.status.is_starred, back.status.position),
        (true, true, Some(position))
    );
    assert_eq!(library.unread(), 1);
}

#[test]
fn an_updated_entry_keeps_its_id_and_statuses_and_is_not_unread_again() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    let saved =
        library.refresh_at(feed_id, vec![entry_saying("a", "<p>New words</p>")], now() + 1.hour());
    assert_eq!(saved, RefreshCounts { new_entries: 0, updated_entries: 1, notable: 0 });
    let stored = library.store.reader().entry(a).unwrap().unwrap();
    assert_eq!(stored.content.html, "<p>New words</p>");
    assert_eq!((stored.status.is_read, stored.first_seen), (true, now()));
}

#[test]
fn the_same_key_in_two_feeds_is_two_entries() {
    let mut library = Library::new();
    library.feed_with("one", &["a"]);
    library.feed_with("two", &["a"]);
    assert_eq!(library.unread(), 2);
}

#[test]
fn adding_a_feed_twice_gives_the_same_feed() {
    let mut library = Library::new();
    let first = library.store.add_feed(&new_feed("news"), now()).unwrap();
    let second = library
        .store
        .add_feed(&NewFeed { title: Some("Other".into()), ..new_feed("news") }, now())
        .unwrap();
    assert_eq!((first.is_new, second.is_new, second.feed_id), (true, false, first.feed_id));
    assert_eq!(library.store.reader().feed(first.feed_id).unwrap().unwrap().custom_title, None);
}

#[test]
fn a_feed_that_moved_has_its_new_address_unless_another_has_it() {
    let mut library = Library::new();
    let [a, b] = ["a", "b"].map(|name| library.subscribe(name));
    library.store.save_refresh(a, &answered_from("new", true), &utc(now())).unwrap();
    library.store.save_refresh(b, &answered_from("new", true), &utc(now())).unwrap();
    let [a, b] = [a, b].map(|id| library.store.reader().feed(id).unwrap().unwrap());
    assert_eq!((a.feed_url, a.health.redirects_to), (url("new"), None));
    assert_eq!((b.feed_url, b.health.redirects_to), (url("b"), Some(url("new"))));
}

fn answered_from(name: &str, is_permanent: bool) -> RefreshOutcome {
    let moved_to = Some(Move { url: url(name), is_permanent });
    RefreshOutcome::Unchanged { validators: Validators::default(), next_check: None, moved_to }
}

#[test]
fn a_redirect_that_is_not_for_good_is_remembered_until_it_ends_or_is_accepted() {
    let mut library = Library::new();
    let id = library.subscribe("a");
    let place = |library: &Library| {
        let feed = library.store.reader().feed(id).unwrap().unwrap();
        (feed.feed_url, feed.health.redirects_to)
    };
    library.store.save_refresh(id, &answered_from("new", false), &utc(now())).unwrap();
    assert_eq!(place(&library), (url("a"), Some(url("new"))));
    let here = RefreshOutcome::Unchanged {
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    };
    library.store.save_refresh(id, &here, &utc(now())).unwrap();
    assert_eq!(place(&library), (url("a"), None));
    library.store.save_refresh(id, &answered_from("new", false), &utc(now())).unwrap();
    let step = library.store.move_feed_to(id, &url("new"), now()).unwrap().step.unwrap();
    assert_eq!(place(&library), (url("new"), None));
    library.store.undo(step.id, now()).unwrap();
    assert_eq!(place(&library).0, url("a"));
}

#[test]
fn health_and_validators_follow_each_refresh() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a"]);
    let problem = FeedProblem {
        kind: ProblemKind::Host { host: "a.org".into(), problem: HostProblem::Timeout },
        since: now(),
        failures: 2,
    };
    let failed = RefreshOutcome::Failed {
        problem: problem.clone(),
        next_check: Some(now() + 1.hour()),
        is_gone: true,
    };
    library.store.save_refresh(feed_id, &failed, &utc(now() + 1.minute())).unwrap();
    let health = library.store.reader().feed(feed_id).unwrap().unwrap().health;
    assert_eq!((health.problem, health.is_gone), (Some(problem), true));
    assert_eq!((health.last_success, health.last_attempt), (Some(now()), Some(now() + 1.minute())));
    assert_eq!(health.next_check, Some(now() + 1.hour()));

    let validators = Validators {
        etag: Some("\"1\"".into()),
        last_modified: None,
        body_hash: Some([7; 32]),
        received: Some(now()),
        ..Validators::default()
    };
    let fine = RefreshOutcome::Unchanged {
        validators: validators.clone(),
        next_check: None,
        moved_to: None,
    };
    library.store.save_refresh(feed_id, &fine, &utc(now() + 2.minutes())).unwrap();
    let state = library.store.reader().feed_state(feed_id).unwrap().unwrap();
    assert_eq!(
        (state.validators, state.health.problem, state.health.is_gone),
        (validators, None, false)
    );

    library
        .store
        .save_refresh(
            feed_id,
            &RefreshOutcome::Waiting { until: now() + 9.hours() },
            &utc(now() + 3.minutes()),
        )
        .unwrap();
    let health = library.store.reader().feed(feed_id).unwrap().unwrap().health;
    assert_eq!(
        (health.next_check, health.last_attempt),
        (Some(now() + 9.hours()), Some(now() + 2.minutes()))
    );
}

#[test]
fn what_a_feed_no_longer_says_about_itself_stays_known() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let says = |details| RefreshOutcome::Changed {
        details: Box::new(details),
        entries: vec![],
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    };
    let whole = FeedDetails {
        title: "T".into(),
        site_url: Some(url("s")),
        icon_url: Some(url("i")),
        description: Some("D".into()),
        language: Some("en".into()),
        note: None,
    };
    library.store.save_refresh(feed_id, &says(whole), &utc(now())).unwrap();
    library.store.save_refresh(feed_id, &says(FeedDetails::default()), &utc(now())).unwrap();
    let feed = library.store.reader().feed(feed_id).unwrap().unwrap();
    assert_eq!(
        (feed.published_title.as_str(), feed.site_url, feed.description),
        ("T", Some(url("s")), Some("D".into()))
    );
}

#[test]
fn a_title_of_the_readers_own_that_is_the_publishers_is_none() {
    let mut library = Library::new();
    let [same, other] = [("x", "A feed"), ("y", "Mine")].map(|(name, title)| {
        library
            .store
            .add_feed(&NewFeed { title: Some(title.into()), ..new_feed(name) }, now())
            .unwrap()
            .feed_id
    });
    library.refresh(same, vec![]);
    library.refresh(other, vec![]);
    assert_eq!(library.store.reader().feed(same).unwrap().unwrap().custom_title, None);
    assert_eq!(library.store.reader().feed(other).unwrap().unwrap().title(), "Mine");
}

#[test]
fn a_feed_that_was_unsubscribed_meanwhile_is_not_filled() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    assert_eq!(library.refresh(feed_id, vec![entry("a")]), RefreshCounts::default());
    assert_eq!(library.keys(Expr::All, Filter::All), Vec::<String>::new());
}

#[test]
fn a_deleted_folder_leaves_what_it_held_to_its_parent_in_order() {
    let mut library = Library::new();
    let outer = library.store.create_folder("outer", None, &[], now()).unwrap().value;
    let inner = library.store.create_folder("inner", Some(outer), &[], now()).unwrap().value;
    let feeds = ["a", "b", "c"].map(|name| library.subscribe(name));
    library.store.move_feeds(&[feeds[0]], Some(outer), now()).unwrap();
    library.store.move_feeds(&[feeds[2]], Some(inner), now()).unwrap();
    library.store.move_feeds(&[feeds[1]], Some(inner), now()).unwrap();
    library.store.delete_folder(inner, now()).unwrap();
    let inside: Vec<_> = library
        .store
        .reader()
        .feeds()
        .unwrap()
        .into_iter()
        .filter(|feed| feed.folder_id == Some(outer))
        .map(|feed| feed.id)
        .collect();
    assert_eq!(inside, [feeds[0], feeds[2], feeds[1]]);
    assert!(matches!(library.store.delete_folder(inner, now()), Err(StoreError::NoSuchFolder)));
}

#[test]
fn a_folder_cannot_be_moved_into_itself() {
    let mut library = Library::new();
    let outer = library.store.create_folder("outer", None, &[], now()).unwrap().value;
    let inner = library.store.create_folder("inner", Some(outer), &[], now()).unwrap().value;
    assert!(matches!(
        library.store.move_folder(outer, Some(inner), now()),
        Err(StoreError::FolderInItself)
    ));
    assert!(matches!(
        library.store.move_folder(outer, Some(outer), now()),
        Err(StoreError::FolderInItself)
    ));
    library.store.move_folder(inner, None, now()).unwrap();
    assert!(library.store.reader().folders().unwrap().iter().all(|folder| folder.parent.is_none()));
}

#[test]
fn an_import_uses_folders_that_exist_and_counts_what_is_known() {
    let mut library = Library::new();
    library.store.create_folder("tech", None, &[], now()).unwrap();
    library.subscribe("known");
    let folders = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let feeds = [
        (new_feed("known"), folders(&["tech"])),
        (new_feed("a"), folders(&["tech", "rust"])),
        (new_feed("b"), folders(&["tech", "rust"])),
        (new_feed("a"), folders(&[])),
    ];
    let imported = library.store.import(&feeds, now()).unwrap();
    assert_eq!((imported.added.len(), imported.known), (2, 2));
    let names: Vec<_> =
        library.store.reader().folders().unwrap().into_iter().map(|folder| folder.name).collect();
    assert_eq!(names, ["tech", "rust"]);
}

#[test]
fn a_library_is_fresh_until_it_had_a_feed() {
    let mut library = Library::new();
    assert!(library.store.reader().is_fresh().unwrap());
    let feed_id = library.subscribe("news");
    library.store.unsubscribe(&[feed_id], now()).unwrap().step.unwrap();
    assert!(!library.store.reader().is_fresh().unwrap());
}

#[test]
fn everything_is_there_after_reopening() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["a", "b"]);
    let a = library.id("a");
    library.store.change_statuses(&[a], StatusChange::Read(true), now()).unwrap();
    let again = Store::open(&library.path()).unwrap();
    let query = Query {
        filter: Filter::Unread,
        order: Order::Newest,
        ..Query::new(Expr::feed(feed_id), utc(now()))
    };
    assert_eq!(again.reader().whole_list(&query).unwrap().len(), 1);
    assert!(Reader::open(&library.path()).unwrap().entry(a).unwrap().unwrap().status.is_read);
}

#[test]
fn a_file_that_is_no_library_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    std::fs::write(
        &path,
        "this is no database, but it is long enough to be looked at as one: ".repeat(40),
    )
    .unwrap();
    let before = std::fs::read(&path).unwrap();
    let err = Store::open(&path).unwrap_err();
    assert!(err.is_damage());
    assert!(err.user_message().contains("damaged"), "{}", err.user_message());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_feed_whose_address_cannot_be_read_does_not_keep_the_others_from_being_shown() {
    let mut library = Library::new();
    let [broken, sound] = ["broken", "sound"].map(|name| library.feed_with(name, &[name]));
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute(
        "UPDATE feeds SET feed_url = 'no address', published_title = '' WHERE id = ?1",
        [broken.0],
    )
    .unwrap();
    let feeds = library.store.reader().feeds().unwrap();
    assert_eq!(feeds.iter().map(|feed| feed.id).collect::<Vec<_>>(), [broken, sound]);
    assert_eq!(library.store.reader().feed_states().unwrap().len(), 2);
    assert_eq!(library.keys(Expr::feed(broken), Filter::All), ["broken"]);
    // The user can enter another address.
    library.store.move_feed_to(broken, &url("mended"), now()).unwrap();
    assert_eq!(library.store.reader().feed(broken).unwrap().unwrap().feed_url, url("mended"));
}

#[test]
fn a_damaged_page_is_reported_in_words() {
    let mut library = Library::new();
    let entries = (0..300).map(|number| entry_aged(&format!("entry {number}"), number)).collect();
    let feed_id = library.subscribe("news");
    library.refresh(feed_id, entries);
    let copy = library.dir.path().join("copy.db");
    let path = library.path();
    drop(std::mem::replace(
        &mut library.store,
        Store::open(&library.dir.path().join("other.db")).unwrap(),
    ));
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[8192 * 2..end].fill(0x55);
    std::fs::write(&copy, bytes).unwrap();
    let found = Store::open(&copy).and_then(|store| store.check());
    match found {
        Ok(lines) => assert!(!lines.is_empty()),
        Err(err) => assert!(err.is_damage(), "{err}"),
    }
}

#[test]
fn an_outcome_that_cannot_be_saved_does_not_keep_others_from_it() {
    let mut library = Library::new();
    let [good, other] = ["a", "b"].map(|name| library.subscribe(name));
    let outcomes = [changed(vec![entry("x")]), changed(vec![entry("y")])];
    let saved = library
        .store
        .save_refreshes(
            &[
                (good, &outcomes[0]),
                (gleaner::model::FeedId(999), &outcomes[0]),
                (other, &outcomes[1]),
            ],
            &utc(now()),
        )
        .unwrap();
    let new: Vec<u32> = saved.into_iter().map(|saved| saved.unwrap().new_entries).collect();
    assert_eq!(new, [1, 0, 1]);
}
