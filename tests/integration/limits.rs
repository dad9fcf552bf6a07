//! The limits for hostile feeds, at the limit and beyond: complete entries are kept, the rest is
//! left out, and the feed has a note about it.
//!
//! Limits of bodies are in `document_limits`, limits of connections in `net`, limits of a single
//! module in that module.

use std::io::Write as _;

use gleaner::article::present;
use gleaner::document::limits::{MAX_IMAGE_CANDIDATES, MAX_OPEN_ELEMENTS};
use gleaner::document::{
    Block, Document, InlineStyle, MAX_HIGHLIGHTED_BYTES, MAX_HIGHLIGHTED_OF_DOCUMENT, from_html,
    highlight,
};
use gleaner::i18n::number_words;
use gleaner::model::{
    Enclosure, EntryContent, FeedHealth, FeedId, FeedProblem, FeedState, FreshEntry, ProblemKind,
    RefreshOutcome, Validators,
};
use gleaner::net::{Body, DECODED_BYTES_MAX, Request, Response};
use gleaner::parse::{MAX_ENTRIES, ParseContext, ParsedFeed, parse_feed};
use gleaner::refresh::refresh_feed;
use url::Url;

use crate::store_support::{Library, changed, entry, now, utc};
use crate::worker_support::FakeClient;

fn parse(text: &str) -> ParsedFeed {
    parse_feed(text.as_bytes(), &ParseContext::default()).unwrap()
}

fn rss(entries: usize) -> String {
    let items: String =
        (0..entries).map(|number| format!("<item><guid>{number}</guid></item>")).collect();
    format!("<rss><channel><title>Many</title>{items}<ttl>60</ttl></channel></rss>")
}

fn json(entries: usize) -> String {
    let items: Vec<String> =
        (0..entries).map(|number| format!("{{\"id\":\"{number}\"}}")).collect();
    format!("{{\"title\":\"Many\",\"items\":[{}]}}", items.join(","))
}

#[test]
fn a_feed_may_have_as_many_entries_as_the_limit_and_of_more_the_first_are_read() {
    for feed in [rss, json] {
        let whole = parse(&feed(MAX_ENTRIES));
        assert_eq!((whole.entries.len(), whole.has_more_entries), (MAX_ENTRIES, false));
        let cut = parse(&feed(MAX_ENTRIES + 1));
        assert_eq!(
            (cut.title.as_str(), cut.entries.len(), cut.has_more_entries),
            ("Many", MAX_ENTRIES, true)
        );
        assert_eq!(
            cut.entries.last().map(|entry| entry.key.0.clone()),
            Some((MAX_ENTRIES - 1).to_string())
        );
    }
}

#[test]
fn of_a_feed_that_is_too_long_and_lists_the_oldest_first_the_newest_are_kept() {
    let item = |number: usize| {
        let time = jiff::Timestamp::from_second(60 * i64::try_from(number).unwrap()).unwrap();
        let id = format!("{number}");
        (
            format!("<item><guid>{id}</guid><pubDate>{time}</pubDate></item>"),
            format!("{{\"id\":\"{id}\",\"date_published\":\"{time}\"}}"),
        )
    };
    let count = MAX_ENTRIES + 1000;
    let (xml, json): (Vec<_>, Vec<_>) = (0..count).map(item).unzip();
    let newest = |feed: ParsedFeed| {
        assert_eq!((feed.entries.len(), feed.has_more_entries), (MAX_ENTRIES, true));
        feed.entries.last().map(|entry| entry.key.0.clone())
    };
    let expected = Some((count - 1).to_string());
    assert_eq!(newest(parse(&format!("<rss><channel>{}</channel></rss>", xml.concat()))), expected);
    assert_eq!(newest(parse(&format!("{{\"items\":[{}]}}", json.join(",")))), expected);
    let reversed: String = xml.into_iter().rev().collect();
    assert_eq!(
        newest(parse(&format!("<rss><channel>{reversed}</channel></rss>"))),
        Some((count - MAX_ENTRIES).to_string())
    );
}

fn refreshed(body: String) -> RefreshOutcome {
    let client = FakeClient(move |request: &Request| {
        let mut response = Response::local(request.url.clone(), body.clone().into_bytes());
        response.headers.etag = Some("\"a\"".into());
        Ok(response)
    });
    let state = FeedState {
        paused_until: None,
        feed_id: FeedId(1),
        feed_url: Url::parse("https://a.example/feed").unwrap(),
        validators: Validators::default(),
        health: FeedHealth::default(),
        refresh_minutes: None,
        sign_in: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(refresh_feed(&client, &state, now()))
}

#[test]
fn a_feed_that_was_cut_says_so_in_words() {
    let left_out = |entries: usize| match refreshed(rss(entries)) {
        RefreshOutcome::Changed { details, .. } => details.note,
        other => panic!("not changed: {other:?}"),
    };
    assert_eq!(left_out(MAX_ENTRIES), None);
    let kind = left_out(MAX_ENTRIES + 1).unwrap();
    assert_eq!(
        FeedProblem::note(kind, now()).words(),
        format!(
            "This feed is too large to be read whole \u{2014} only {} of its entries were kept",
            number_words(MAX_ENTRIES as u64)
        )
    );
}

#[test]
fn a_document_that_breaks_off_says_so_and_is_asked_for_in_full() {
    let whole = "<rss><channel><item><guid>1</guid></item><item><guid>2</guid></item></channel>";
    let seen = |text: &str| match refreshed(text.to_owned()) {
        RefreshOutcome::Changed { details, entries, validators, .. } => {
            (entries.len(), details.note, validators.etag.is_some())
        }
        other => panic!("not changed: {other:?}"),
    };
    assert_eq!(seen(whole), (2, None, true));
    let cut = Some(ProblemKind::CutOff);
    let end = whole.find("</channel>").unwrap();
    assert_eq!(seen(&whole[..end]), (2, cut.clone(), false), "between two entries");
    assert_eq!(seen(&whole[..end - 9]), (1, cut.clone(), false), "within an entry");
    let json = r#"{"items":[{"id":"1","content_text":"a"},{"id":"2","content_text":"b"}]}"#;
    assert_eq!(seen(json), (2, None, true));
    assert_eq!(seen(&json[..json.len() - 5]), (1, cut, false));
}

/// A refresh that went well, and what it left out.
fn with_note(entries: Vec<FreshEntry>, note: Option<ProblemKind>) -> RefreshOutcome {
    let mut outcome = changed(entries);
    if let RefreshOutcome::Changed { details, .. } = &mut outcome {
        details.note = note;
    }
    outcome
}

#[test]
fn what_was_left_out_is_told_of_until_the_feed_fits_and_is_no_failure() {
    let mut library = Library::new();
    let feed_id = library.subscribe("news");
    let unchanged = RefreshOutcome::Unchanged {
        validators: Validators::default(),
        next_check: None,
        moved_to: None,
    };
    let mut health_after = |outcome: &RefreshOutcome| {
        library.store.save_refresh(feed_id, outcome, &utc(now())).unwrap();
        library.store.reader().feed(feed_id).unwrap().unwrap().health
    };
    let left_out = ProblemKind::LeftOut { entries_kept: 7 };
    let health = health_after(&with_note(vec![entry("a")], Some(left_out.clone())));
    assert_eq!(health.problem, Some(FeedProblem::note(left_out, now())));
    assert!(!health.needs_care() && health.last_success.is_some());
    assert!(health_after(&unchanged).problem.is_some(), "it still lacks what it lacked");
    assert_eq!(health_after(&with_note(vec![entry("a")], None)).problem, None);
    let problem = FeedProblem { kind: ProblemKind::Crash, since: now(), failures: 1 };
    assert!(
        health_after(&RefreshOutcome::Failed { problem, next_check: None, is_gone: false })
            .needs_care()
    );
    assert_eq!(health_after(&unchanged).problem, None);
}

#[test]
fn a_body_may_unpack_to_as_many_bytes_as_the_limit_and_no_more() {
    let unpacked = |length: usize| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let block = vec![b' '; 1 << 20];
        for start in (0..length).step_by(block.len()) {
            encoder.write_all(&block[..block.len().min(length - start)]).unwrap();
        }
        let body = Body { bytes: encoder.finish().unwrap(), encoding: Some("gzip".into()) };
        body.decode(&Url::parse("https://a.example/").unwrap())
            .map(|bytes| bytes.len())
            .map_err(|error| error.kind())
    };
    assert_eq!(unpacked(DECODED_BYTES_MAX), Ok(DECODED_BYTES_MAX));
    assert_eq!(unpacked(DECODED_BYTES_MAX + 1), Err("too_large"));
}

/// The entry of a feed that has only one.
fn only_entry(inner: &str) -> EntryContent {
    let head = "<rss xmlns:media='http://search.yahoo.com/mrss/' \
                xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>";
    parse(&format!("{head}<item><guid>1</guid>{inner}</item></channel></rss>"))
        .entries
        .remove(0)
        .content
}

fn numbered(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

#[test]
fn an_entry_may_have_so_many_authors_tags_and_files_and_of_more_the_first_are_kept() {
    for count in [200, 201, 50_000] {
        let authors = only_entry(&numbered(count, |number| {
            format!("<dc:creator>Author {number}</dc:creator>")
        }))
        .authors;
        let tags =
            only_entry(&numbered(count, |number| format!("<category>Tag {number}</category>")))
                .tags;
        let files = only_entry(&numbered(count, |number| {
            format!("<enclosure url='http://a.example/{number}'/>")
        }))
        .enclosures;
        assert_eq!((authors.len(), tags.len(), files.len()), (200, 200, 200), "{count}");
        assert_eq!((authors[199].as_str(), tags[199].as_str()), ("Author 199", "Tag 199"));
    }
}

#[test]
fn the_authors_of_a_feed_are_those_of_its_entries_up_to_the_limit() {
    for count in [10, 11, 50_000] {
        let authors =
            numbered(count, |number| format!("<author><name>Author {number}</name></author>"));
        let entries = numbered(100, |number| format!("<entry><id>{number}</id></entry>"));
        let feed =
            parse(&format!("<feed xmlns='http://www.w3.org/2005/Atom'>{authors}{entries}</feed>"));
        assert!(
            feed.entries.len() == 100
                && feed.entries.iter().all(|entry| entry.content.authors.len() == 10),
            "{count}"
        );
    }
}

#[test]
fn addresses_are_relative_to_a_base_as_long_as_the_limit_and_no_longer() {
    let link = |length: usize| {
        let base = format!("http://a.example/{}/", "x".repeat(length - 18));
        assert_eq!(base.len(), length);
        let feed = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}'><entry><id>1</id>\
             <link href='y'/></entry></feed>"
        );
        parse(&feed).entries[0].content.url.as_ref().map(|url| url.as_str().len())
    };
    assert_eq!((link(2048), link(2049)), (Some(2049), None));
}

#[test]
fn what_a_feed_becomes_may_be_so_much_longer_than_it_is_and_the_first_entries_are_kept() {
    // Each address becomes two thousand bytes long.
    let base = format!("http://a.example/{}/", "x".repeat(2000));
    let feed = |links: usize| {
        let entries = numbered(links / 100, |number| {
            format!(
                "<entry><id>{number}</id>{}</entry>",
                "<link rel='enclosure' href='y'/>".repeat(100)
            )
        });
        parse(&format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}'>{entries}</feed>"
        ))
    };
    let few = feed(3_000);
    assert_eq!((few.entries.len(), few.has_more_entries), (30, false));
    let many = feed(10_000);
    assert!(
        many.has_more_entries && many.entries.len() > 30 && many.entries.len() < 100,
        "{}",
        many.entries.len()
    );
}

#[test]
fn entries_may_take_so_much_memory_and_the_first_are_kept() {
    // A mebibyte of quotes becomes six of HTML.
    let quotes = "\"".repeat(1 << 20);
    let feed = |entries: usize| {
        let entries = numbered(entries, |number| {
            format!("<entry><id>{number}</id><content type='text'>{quotes}</content></entry>")
        });
        parse(&format!("<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>"))
    };
    assert_eq!((feed(6).entries.len(), feed(6).has_more_entries), (6, false));
    assert_eq!((feed(9).entries.len(), feed(9).has_more_entries), (6, true));
}

#[test]
fn json_that_nests_without_end_is_broken_and_no_more() {
    let nested = format!("{{\"items\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let error = parse_feed(nested.as_bytes(), &ParseContext::default()).unwrap_err();
    assert_eq!(error.kind(), "broken_feed");
}

#[test]
fn groups_of_media_may_lie_in_each_other_as_deep_as_the_limit_and_deeper_ones_are_left_out() {
    // The field itself is the first of four.
    let files = |groups: usize| {
        let group = format!(
            "{}<media:content url='http://a.example/v.mp4'/>{}",
            "<media:group>".repeat(groups),
            "</media:group>".repeat(groups)
        );
        let feed = format!(
            "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item>\
             <guid>1</guid>{group}</item></channel></rss>"
        );
        parse(&feed).entries[0].content.enclosures.len()
    };
    assert_eq!((files(1), files(4), files(5)), (1, 1, 0));
}

#[test]
fn an_article_shows_so_many_files_and_no_more() {
    let shown = |files: usize| {
        let enclosures = (0..files).map(|number| Enclosure {
            url: Url::parse(&format!("https://a.example/{number}.pdf")).unwrap(),
            media_type: Some("application/pdf".into()),
            bytes: None,
            seconds: None,
            title: None,
        });
        let content = EntryContent { enclosures: enclosures.collect(), ..EntryContent::default() };
        present(&content).document.blocks.len()
    };
    assert_eq!((shown(24), shown(25)), (24, 24));
}

#[test]
fn elements_within_the_limit_mean_something_and_deeper_ones_are_only_words() {
    let is_bold = |spans: usize| {
        let document = from_html(&format!("<p>{}<b>words</b>", "<span>".repeat(spans)), None);
        let mut styles = Vec::new();
        document.visit_inlines(&mut |inline| {
            if let gleaner::document::Inline::Text(run) = inline {
                styles.push((run.text.clone(), run.style.contains(InlineStyle::STRONG)));
            }
        });
        assert_eq!(styles.len(), 1);
        assert_eq!(styles[0].0, "words");
        styles[0].1
    };
    // html, body and p are open as well, and the number is checked only now and then.
    assert!(is_bold(MAX_OPEN_ELEMENTS - 4));
    assert!(!is_bold(2 * MAX_OPEN_ELEMENTS));
}

fn first_image(document: &Document) -> &gleaner::document::Image {
    match document.blocks.first() {
        Some(Block::Image(image)) => image,
        other => panic!("no picture: {other:?}"),
    }
}

#[test]
fn a_picture_keeps_so_many_sizes_and_no_more() {
    let kept = |sizes: usize| {
        let set: Vec<String> = (1..=sizes).map(|size| format!("{size}.png {size}w")).collect();
        let html = format!("<img src='https://a.example/a.png' srcset='{}'>", set.join(", "));
        first_image(&from_html(&html, Some(&Url::parse("https://a.example/").unwrap())))
            .candidates
            .len()
    };
    assert_eq!(kept(MAX_IMAGE_CANDIDATES) - kept(MAX_IMAGE_CANDIDATES - 1), 1);
    assert_eq!(kept(MAX_IMAGE_CANDIDATES + 1), kept(MAX_IMAGE_CANDIDATES));
}

#[test]
fn code_of_one_article_is_coloured_up_to_the_limit() {
    let block =
        format!("<pre class='language-json'>{}</pre>", "[1,2]\n".repeat(MAX_HIGHLIGHTED_BYTES / 6));
    let blocks = MAX_HIGHLIGHTED_OF_DOCUMENT / MAX_HIGHLIGHTED_BYTES + 1;
    let coloured = highlight(&from_html(&block.repeat(blocks), None)).unwrap();
    let has_tokens = |block: &Block| matches!(block, Block::Code(code) if !code.tokens.is_empty());
    assert_eq!(coloured.blocks.len(), blocks);
    assert_eq!(coloured.blocks.iter().map(has_tokens).filter(|is| !is).count(), 1);
    assert!(!coloured.blocks.last().is_some_and(has_tokens));
}
