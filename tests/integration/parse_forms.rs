//! Forms of fields that publishers use, one test for each fault that a reader noticed.

use gleaner::model::EntryContent;
use gleaner::parse::{ParseContext, ParsedFeed, parse_feed};
use url::Url;

fn parse_at(address: &str, text: &str) -> ParsedFeed {
    let context = ParseContext { document_url: Url::parse(address).ok(), charset: None };
    parse_feed(text.as_bytes(), &context).unwrap()
}

fn parse(text: &str) -> ParsedFeed {
    parse_at("https://site.example/feed", text)
}

fn rss(item: &str) -> EntryContent {
    let text = format!(
        "<rss xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"
            xmlns:source=\"http://source.scripting.com/\">
         <channel><link>https://site.example/</link><item>{item}</item></channel></rss>"
    );
    parse(&text).entries.remove(0).content
}

fn atom(feed: &str, entry: &str) -> EntryContent {
    let text = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">{feed}<entry><id>1</id>{entry}</entry></feed>"
    );
    parse_at("https://site.example/post/atom.xml", &text).entries.remove(0).content
}

fn json(items: &str) -> Vec<EntryContent> {
    let feed = parse(&format!("{{\"title\":\"Kites\",\"items\":{items}}}"));
    feed.entries.into_iter().map(|entry| entry.content).collect()
}

fn address(url: Option<&Url>) -> &str {
    url.map_or("", Url::as_str)
}

#[test]
fn an_entry_without_authors_has_those_of_its_source() {
    let feed = "<author><name>The Planet</name></author>";
    let source = "<source><id>2</id><title>S</title><author><name>Rosa</name></author>\
                  <author><name>Ida</name></author></source>";
    assert_eq!(atom(feed, source).authors, ["Rosa", "Ida"]);
    let own = format!("{source}<author><name>Otto</name></author>");
    assert_eq!(atom(feed, &own).authors, ["Otto"]);
    assert_eq!(atom(feed, "<source><title>S</title></source>").authors, ["The Planet"]);
}

#[test]
fn the_longest_text_is_the_body_in_whatever_order_they_come() {
    let long = "The long body of the item, with all that happened.";
    for item in [
        format!("<summary>Short.</summary><description>{long}</description>"),
        format!("<description>{long}</description><summary>Short.</summary>"),
        format!("<itunes:subtitle>Short.</itunes:subtitle><itunes:summary>{long}</itunes:summary>"),
        format!("<itunes:summary>{long}</itunes:summary><itunes:subtitle>Short.</itunes:subtitle>"),
        format!("<itunes:summary>{long}</itunes:summary><description>Short.</description>"),
        format!("<description>{long}</description><itunes:summary>Short.</itunes:summary>"),
        format!(
            "<description>{long}</description><content:encoded>&lt;p> &lt;/p></content:encoded>"
        ),
        format!("<source:markdown>{long}</source:markdown>"),
    ] {
        let body = rss(&item).html;
        assert!(body.contains("all that happened"), "{item}: {body}");
    }
    let content = rss(&format!(
        "<description>{long}</description>\
                                <source:markdown>Other</source:markdown>"
    ));
    assert_eq!(content.html, long);
}

#[test]
fn a_file_that_is_listed_twice_is_one_with_all_that_is_said_of_it() {
    let url = "https://cast.example/1.mp3";
    let bare = format!("<enclosure url=\"{url}\"/>");
    let full = format!("<enclosure url=\"{url}\" length=\"77\" type=\"audio/mpeg\"/>");
    for item in [format!("{bare}{full}"), format!("{full}{bare}")] {
        let files = rss(&item).enclosures;
        assert_eq!(files.len(), 1);
        assert_eq!(
            (files[0].media_type.as_deref(), files[0].bytes),
            (Some("audio/mpeg"), Some(77))
        );
    }
}

#[test]
fn addresses_in_atom_go_by_the_document() {
    let site = "<link rel=\"alternate\" href=\"https://site.example/\"/>";
    let links = "<link rel=\"alternate\" href=\"letters/1.html\"/>\
                 <link rel=\"enclosure\" href=\"sound/1.mp3\"/>";
    let content = atom(site, links);
    assert_eq!(address(content.url.as_ref()), "https://site.example/post/letters/1.html");
    assert_eq!(content.enclosures[0].url.as_str(), "https://site.example/post/sound/1.mp3");
}

#[test]
fn addresses_of_a_feed_that_another_host_delivers_go_by_its_site() {
    let text = "<rss><channel><link>https://site.example/</link><item><link>1.html</link></item>\
                </channel></rss>";
    let of = |document| parse_at(document, text).entries.remove(0).content.url.unwrap();
    assert_eq!(of("https://feeds.other.example/site").as_str(), "https://site.example/1.html");
    assert_eq!(of("https://www.site.example/a/feed").as_str(), "https://www.site.example/a/1.html");
}

#[test]
fn the_channel_may_name_the_language() {
    let language = |text: &str| parse(text).language;
    let item = "<item><title>x</title></item>";
    let of = |text: String| language(&text);
    assert_eq!(
        of(format!("<rss><channel xml:lang=\"fr\">{item}</channel></rss>")).as_deref(),
        Some("fr")
    );
    assert_eq!(
        of(format!("<rss xml:lang=\"de\"><channel>{item}</channel></rss>")).as_deref(),
        Some("de")
    );
}

#[test]
fn tags_of_a_web_page_around_a_feed_do_not_hide_it() {
    let feed = "<rss version=\"2.0\"><channel><item><title>x</title></item></channel>\
                </rss>";
    for before in ["<html>\n", "<!DOCTYPE html><html><head></head><body>", "<HTML><body><pre>"] {
        assert_eq!(parse(&format!("{before}{feed}</body></html>")).entries.len(), 1, "{before}");
    }
    for page in [
        "<html><script>var x = '<rss><channel><item/></channel></rss>'</script></html>",
        "<html><body><feed><entry>x</entry></feed></body></html>",
        "<html><body>Write &lt;rss&gt; or <rss> by hand</body></html>",
    ] {
        let error = parse_feed(page.as_bytes(), &ParseContext::default()).unwrap_err();
        assert_eq!(error.kind(), "web_page", "{page}");
    }
}

#[test]
fn markup_in_an_envelope_is_read_and_words_about_markup_stay() {
    let html = |content: &str| atom("", content).html;
    let body = "Ripe &lt;b&gt;pears&lt;/b&gt; fall.";
    assert!(html(&format!("<content type=\"html\"><div>{body}</div></content>")).contains("<b>"));
    assert!(html(&format!("<content type=\"html\">{body}</content>")).contains("<b>"));
    assert!(!html(&format!("<content type=\"xhtml\"><div>{body}</div></content>")).contains("<b>"));
    let text =
        &json(r#"[{"content_text":"Every link ends in </a>, every line in <br>."}]"#)[0].html;
    assert!(text.contains("&lt;/a&gt;") && text.contains("&lt;br&gt;"), "{text}");
}

#[test]
fn a_slip_in_json_loses_one_entry_at_most() {
    let titles = |items: &str| -> Vec<String> {
        json(items).into_iter().map(|content| content.title).collect()
    };
    assert_eq!(titles(r#"[{"title":"Red",},{"title":"Blue"},]"#), ["Red", "Blue"]);
    assert_eq!(titles(r#"[{"title":"It\'s"},{"title":"Blue"}]"#), ["It's", "Blue"]);
    assert_eq!(titles(r#"[{"title":"Cut \ud83e"},{"title":"Blue"}]"#), ["Cut \u{fffd}", "Blue"]);
    assert_eq!(titles(r#"[null,{"title":"Red"},7]"#), ["Red"]);
    assert_eq!(titles(r#"[{"title":"Red","size":1e999},{"title":"Blue"}]"#), ["Red", "Blue"]);
    assert_eq!(titles("[{\"title\":\"two\nlines\"},{\"title\":\"Blue\"}]"), ["two lines", "Blue"]);
    for before in ["<br />\n<b>Notice</b>: Undefined index\n", ")]}',\n", "show("] {
        let feed = parse(&format!("{before}{{\"items\":[{{\"title\":\"Red\"}}]}}"));
        assert_eq!(feed.entries.len(), 1, "{before}");
    }
    let cut = parse(r#"{"items":[{"title":"Red"},{"title":"Bl"#);
    assert_eq!(cut.entries.len(), 1);
}

#[test]
fn names_and_tags_in_json_may_lack_their_list() {
    let item = &json(
        r#"[{"authors":{"name":"Otto"},"tags":"wind, string","attachments":"https://a.org/1"}]"#,
    )[0];
    assert_eq!((&item.authors[..], item.enclosures.len()), (&["Otto".to_owned()][..], 1));
    assert_eq!(item.tags, ["wind", "string"]);
    let item =
        &json(r#"[{"author":"Otto","tags":[{"name":"wind"},7],"date_published":1783504800}]"#)[0];
    assert_eq!(
        (&item.authors[..], &item.tags[..]),
        (&["Otto".into()][..], &["wind".into(), "7".into()][..])
    );
    assert_eq!(item.published.unwrap().to_string(), "2026-07-08T10:00:00Z");
}

#[test]
fn chapters_and_transcripts_of_an_episode_are_read() {
    let content = rss("<podcast:chapters url='/1.json' type='application/json+chapters'/>\
         <podcast:chapters url='/2.json'/><podcast:transcript url='t.vtt' type='text/vtt'/>\
         <podcast:transcript url='https://e.org/t.srt' language='de'/>\
         <podcast:transcript url='file:///etc/passwd'/><podcast:transcript/>");
    let links = content.episode;
    assert_eq!(address(links.chapters.as_ref()), "https://site.example/1.json");
    let transcripts: Vec<(&str, Option<&str>, Option<&str>)> = links
        .transcripts
        .iter()
        .map(|link| (link.url.as_str(), link.media_type.as_deref(), link.language.as_deref()))
        .collect();
    assert_eq!(
        transcripts,
        [
            ("https://site.example/t.vtt", Some("text/vtt"), None),
            ("https://e.org/t.srt", None, Some("de")),
        ]
    );
    let other = rss("<podcast:person>Anna</podcast:person>");
    assert!(other.episode.is_empty());
    let many = rss(&"<podcast:transcript url='t.vtt'/>".repeat(20));
    assert_eq!(many.episode.transcripts.len(), 16, "no more than the limit");
}
