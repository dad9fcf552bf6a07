//! What a publisher asks for and where older entries are: waiting times, moves, pages, gates.

use gleaner::model::{Move, RefreshOutcome, Validators};
use gleaner::net::Headers;
use gleaner::refresh::{OLDER_ENTRIES_MAX, OLDER_PAGES_MAX, refresh_feed};
use jiff::ToSpan as _;

use crate::refresh::{
    changed, feed, fresh, not_modified, now, outcome_of, problem_of, runtime, sent,
};
use crate::support::fake_client::FakeClient;
use crate::support::feeds::rss;

#[test]
fn what_a_publisher_asks_for_outlives_an_answer_without_news() {
    let mut state = feed(1, "https://a.example/");
    let body = "<rss xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>\
                <ttl>600</ttl><skipHours><hour>23</hour></skipHours>\
                <itunes:new-feed-url>https://b.example/new</itunes:new-feed-url>\
                <item><title>x</title></item></channel></rss>";
    let RefreshOutcome::Changed { validators, next_check, moved_to, .. } = fresh(&state, body)
    else {
        panic!("not changed")
    };
    let moved = Some(Move { url: "https://b.example/new".parse().unwrap(), is_permanent: false });
    assert_eq!((next_check, &moved_to), (Some(now() + 10.hours()), &moved));
    state.validators = Validators { etag: Some("\"1\"".into()), ..validators };
    let client = FakeClient::new(not_modified);
    let later = now() + 1.hour();
    match runtime().block_on(refresh_feed(&client, &state, later)) {
        RefreshOutcome::Unchanged { next_check, moved_to, .. } => {
            assert_eq!(next_check, Some(now() + 12.hours()), "after the hour that it skips");
            assert_eq!(moved_to, moved);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_refresh_of_a_feed_brings_its_older_entries() {
    let page = |number: usize| {
        let next = format!("{{\"next_url\": \"/?page={}\", ", number + 1);
        format!("{next}\"items\": [{{\"id\": \"{number}\", \"content_text\": \"x\"}}]}}")
    };
    let client = FakeClient::new(move |request| {
        let number = request.url.query().and_then(|query| query.strip_prefix("page="));
        Ok(sent(request, page(number.map_or(0, |number| number.parse().unwrap()))))
    });
    let mut state = feed(1, "https://a.example/");
    let (entries, _) = changed(runtime().block_on(refresh_feed(&client, &state, now())));
    let keys: Vec<&str> = entries.iter().map(|entry| entry.key.0.as_str()).collect();
    assert_eq!((keys.len(), keys[0], keys[1]), (1 + OLDER_PAGES_MAX, "0", "1"));
    state.health.last_success = Some(now());
    let (entries, _) = changed(runtime().block_on(refresh_feed(&client, &state, now())));
    assert_eq!(entries.len(), 1, "only the first time");
}

#[test]
fn the_older_entries_of_atom_and_rss_are_behind_their_links() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='older'/>\
                <entry><id>1</id><title>x</title></entry></feed>";
    let archived = "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel>\
                    <a:link rel='prev-archive' href='https://a.example/older'/>\
                    <item><guid>1</guid></item></channel></rss>";
    for first in [atom, archived] {
        let client = FakeClient::new(move |request| match request.url.path() {
            "/older" => Ok(sent(request, rss("News", &[("2", "x")]))),
            _ => Ok(sent(request, first)),
        });
        let state = feed(1, "https://a.example/feed");
        let (entries, _) = changed(runtime().block_on(refresh_feed(&client, &state, now())));
        assert_eq!(entries.len(), 2, "{first}");
    }
}

#[test]
fn older_entries_end_with_the_first_page_beyond_the_limit() {
    let client = FakeClient::new(move |request| {
        let first: usize = request.url.query().map_or(0, |query| query.parse().unwrap());
        let items: Vec<String> = (first..first + 400)
            .map(|number| format!("{{\"id\": \"{number}\", \"content_text\": \"x\"}}"))
            .collect();
        let next = first + 400;
        Ok(sent(
            request,
            format!("{{\"next_url\": \"/?{next}\", \"items\": [{}]}}", items.join(",")),
        ))
    });
    let state = feed(1, "https://a.example/");
    let (entries, _) = changed(runtime().block_on(refresh_feed(&client, &state, now())));
    assert_eq!(entries.len(), 400 * OLDER_ENTRIES_MAX.div_ceil(400));
}

#[test]
fn a_feed_whose_page_sends_on_is_read_there_and_the_move_is_offered() {
    let client = FakeClient::new(|request| match request.url.path() {
        "/new" => Ok(sent(request, rss("News", &[("a", "x")]))),
        _ => Ok(sent(request, "<html><meta http-equiv=refresh content='0; url=/new'></html>")),
    });
    let state = feed(1, "https://a.example/old");
    match runtime().block_on(refresh_feed(&client, &state, now())) {
        RefreshOutcome::Changed { moved_to, .. } => {
            let url = "https://a.example/new".parse().unwrap();
            assert_eq!(moved_to, Some(Move { url, is_permanent: false }));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_check_for_robots_is_named_and_changes_nothing() {
    let gate = "<!DOCTYPE html><title>Just a moment...</title>";
    let (problem, _, _) = problem_of(fresh(&feed(1, "https://a.example/"), gate));
    assert_eq!(problem.kind.code(), "challenge");
    let headers = Headers { is_challenge: true, ..Headers::default() };
    assert_eq!(problem_of(outcome_of(403, headers)).0.kind.code(), "challenge");
}
