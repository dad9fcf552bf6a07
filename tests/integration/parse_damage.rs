//! Damaged and hostile feeds: parsing always ends, takes linear time and keeps all complete
//! entries.

use gleaner::opml::parse_opml;
use gleaner::parse::{ParseContext, ParsedFeed, parse_feed};
use proptest::prelude::*;

fn parse(text: &str) -> ParsedFeed {
    parse_feed(text.as_bytes(), &ParseContext::default()).unwrap()
}

fn repeated(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().concat()
}

fn feed(items: usize) -> String {
    let items = repeated(items, |n| {
        format!(
            "<item><title>Item {n}</title><guid>g{n}</guid>\
             <description>&lt;p&gt;Body {n} &amp;amp; more&lt;/p&gt;</description></item>\n"
        )
    });
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\">\
         <channel><title>Feed</title>{items}</channel></rss>"
    )
}

/// A regular expression for markup, whole or broken.
const MARKUP: &str = concat!(
    "(<[!/?]?(rss|channel|item|entry|title|link|media:group|content|a)",
    "( [a-z:]{1,8}=[\"']?)?/?>|&[#a-z]{0,4};?|\\]\\]>|<!\\[CDATA\\[|[a-zé \"'<>&]{0,5}){0,40}"
);

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_feed_cut_anywhere_keeps_its_complete_entries(cut in 60_usize..1900) {
        let whole = feed(20);
        let part = &whole[..cut.min(whole.len())];
        let parsed = parse(part);
        prop_assert_eq!(parsed.entries.len(), part.matches("</item").count());
        for (index, entry) in parsed.entries.iter().enumerate() {
            prop_assert_eq!(&entry.key.0, &format!("g{index}"));
            prop_assert_eq!(&entry.content.html, &format!("<p>Body {index} &amp; more</p>"));
        }
    }

    #[test]
    fn bytes_changed_anywhere_never_crash(
        changes in proptest::collection::vec((0_usize..1500, any::<u8>()), 1..20)
    ) {
        let mut bytes = feed(12).into_bytes();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let _answer = parse_feed(&bytes, &ParseContext::default());
    }

    #[test]
    fn any_markup_at_all_never_crashes(text in MARKUP) {
        let context = ParseContext::default();
        let _feed = parse_feed(format!("<rss>{text}").as_bytes(), &context);
        let _entry = parse_feed(format!("<feed><entry>{text}").as_bytes(), &context);
        let _list = parse_opml(text.as_bytes());
    }
}

#[test]
fn nothing_but_start_tags_is_read_in_linear_time() {
    // With quadratic time this would take hours.
    let names = repeated(60_000, |n| format!("<a{n}>"));
    assert_eq!(
        parse(&format!("<rss><channel><item>{names}</item></channel></rss>")).entries.len(),
        1
    );
    let groups = "<media:group>".repeat(60_000);
    assert_eq!(
        parse(&format!("<rss><channel><item><title>x</title>{groups}</item></channel></rss>"))
            .entries
            .len(),
        1
    );
    let quotes = "<a b=\"'".repeat(60_000);
    assert_eq!(parse(&format!("<rss><channel><item/>{quotes}</channel></rss>")).entries.len(), 1);
}

#[test]
fn very_many_entries_with_one_guid_are_told_apart() {
    let items = "<item><title>Same</title><guid>same</guid></item>".repeat(20_000);
    let parsed = parse(&format!("<rss><channel>{items}</channel></rss>"));
    let keys: std::collections::HashSet<_> =
        parsed.entries.iter().map(|entry| &entry.key).collect();
    assert_eq!(keys.len(), 20_000);
}

#[test]
fn entities_that_multiply_are_not_expanded() {
    let entities =
        repeated(11, |n| format!("<!ENTITY a{} \"{}\">", n + 1, format!("&a{n};").repeat(10)));
    let doctype = format!("<!DOCTYPE rss [<!ENTITY a0 \"ha\">{entities}");
    let parsed = parse(&format!(
        "{doctype}]><rss><channel><title>x</title><item><title>&a11;</title></item></channel></rss>"
    ));
    assert!(parsed.entries[0].content.title.len() < 100);
}
