//! Rules do the same to existing entries, when tried or applied, as to new ones.

use gleaner::model::{Filter, RuleActions, RuleId, RuleScope};
use gleaner::query::{Expr, parse, rule_question};
use gleaner::store::RuleTrial;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::store_support::{Library, changed, entry, now, utc};

fn hiding() -> RuleActions {
    RuleActions { hides: true, ..RuleActions::default() }
}

/// A rule as an older library may have it: its query is not checked.
fn stored_rule(library: &Library, query: &str) -> RuleId {
    let conn = rusqlite::Connection::open(library.path()).unwrap();
    conn.execute(
        "INSERT INTO rules (query, actions, position) VALUES (?1, '{\"hides\":true}', 1)",
        [query],
    )
    .unwrap();
    RuleId(conn.last_insert_rowid())
}

#[test]
fn a_rule_that_asks_for_nothing_finds_nothing_however_it_is_applied() {
    for query in ["!!!", "", "title:", "after:never"] {
        let mut library = Library::new();
        let feed_id = library.feed_with("news", &["a", "b"]);
        let rule = stored_rule(&library, query);
        assert_eq!(library.store.run_rule(rule, &utc(now())).unwrap(), None, "{query}");
        let trial = library
            .store
            .reader()
            .try_rule(
                &rule_question(query).unwrap_or_default(),
                RuleScope::Everywhere,
                500,
                &utc(now()),
            )
            .unwrap();
        assert_eq!(trial, RuleTrial { looked_at: 2, found: vec![] }, "{query}");
        library.refresh(feed_id, vec![entry("c")]);
        assert_eq!(library.keys(Expr::All, Filter::Unread).len(), 3, "{query}");
    }
}

/// The unread entries after a refresh in a time zone, where a rule hides entries from 24 November
/// on. Of the two entries one was published a second before midnight in Tokyo, the other at
/// midnight.
fn unread_after_midnight_in(zone: &str) -> Vec<String> {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let query = "title after:2026-11-24";
    library.store.add_rule(query, RuleScope::Everywhere, &hiding(), now()).unwrap();
    let entries = [("before", "2026-11-23T14:59:59Z"), ("at", "2026-11-23T15:00:00Z")];
    let entries = entries.map(|(key, published)| {
        let mut entry = entry(key);
        entry.content.published = Some(published.parse().unwrap());
        entry
    });
    let now: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
    let now = now.to_zoned(TimeZone::get(zone).unwrap());
    library.store.save_refresh(feed_id, &changed(entries.to_vec()), &now).unwrap();
    library.keys(Expr::All, Filter::Unread)
}

#[test]
fn a_rule_sees_dates_in_the_time_zone_of_the_user() {
    assert_eq!(unread_after_midnight_in("Asia/Tokyo"), ["before"]);
    assert_eq!(unread_after_midnight_in("UTC"), ["at", "before"]);
}

#[test]
fn a_rule_that_asks_for_nothing_is_not_saved_but_can_be_put_out_of_force() {
    let mut library = Library::new();
    library.feed_with("news", &["a"]);
    for query in ["!!!", "", "after:never"] {
        let refused =
            library.store.add_rule(query, RuleScope::Everywhere, &hiding(), now()).unwrap_err();
        assert!(
            refused.user_message().contains("rule") && !refused.is_damage(),
            "{}",
            refused.user_message()
        );
    }
    let made =
        library.store.add_rule("title", RuleScope::Everywhere, &hiding(), now()).unwrap().value;
    stored_rule(&library, "after:never");
    let rules = library.store.reader().rules().unwrap();
    let [mut good, mut bad] = [rules[0].clone(), rules[1].clone()];
    assert_eq!((good.id, rules.len()), (made, 2));
    good.query = "???".into();
    assert!(library.store.change_rule(&good, now()).is_err());
    bad.is_enabled = false;
    library.store.change_rule(&bad, now()).unwrap();
}

#[test]
fn a_trial_looks_at_the_latest_entries_of_its_scope_and_finds_them_in_their_order() {
    let mut library = Library::new();
    let feed_id = library.feed_with("news", &["ship 1", "tea", "ship 2", "ship 3"]);
    library.feed_with("other", &["ship 4"]);
    let ids = ["ship 1", "ship 2"].map(|key| library.id(key));
    let tried = |query: &str, most| {
        library
            .store
            .reader()
            .try_rule(&parse(query).unwrap(), RuleScope::Feed(feed_id), most, &utc(now()))
            .unwrap()
    };
    assert_eq!(tried("title:ship", 3), RuleTrial { looked_at: 3, found: ids.to_vec() });
    assert_eq!(tried("title:shi", 3).found, [], "whole words, as when entries arrive");
    assert_eq!(tried("is:unread -title:ship", 10).found, [library.id("tea")]);
}

#[test]
fn a_rule_applied_to_one_entry_says_so() {
    let mut library = Library::new();
    library.feed_with("news", &["ship", "tea"]);
    let rule = library
        .store
        .add_rule("title:ship", RuleScope::Everywhere, &hiding(), now())
        .unwrap()
        .value;
    let step = library.store.run_rule(rule, &utc(now())).unwrap().unwrap();
    assert_eq!(step.kind.words(), "Applied the rule \u{201c}title:ship\u{201d} to 1 entry");
}
