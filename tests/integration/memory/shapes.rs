//! Feeds of the largest size, each full of one thing.

use std::io::Write as _;

use gleaner::net::DECODED_BYTES_MAX;

use crate::support::server::Reply;

/// The size of a feed in bytes, with some room for the outer parts.
const BYTES: usize = DECODED_BYTES_MAX - 4096;
const ENTRIES: usize = 20_000;
const RSS: &str = "<rss xmlns:media='http://search.yahoo.com/mrss/' \
                   xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
                   <title>News</title><link>http://a.example/</link>";
const END: &str = "</channel></rss>";
const ATOM: &str =
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><link href='http://a.example/'/>";

/// A kind of feed.
pub struct Shape {
    pub name: &'static str,
    /// Whether it is always tried.
    pub is_worst: bool,
    make: fn() -> Reply,
}

impl Shape {
    pub fn reply(&self) -> Reply {
        (self.make)()
    }
}

const fn worst(name: &'static str, make: fn() -> Reply) -> Shape {
    Shape { name, is_worst: true, make }
}

const fn other(name: &'static str, make: fn() -> Reply) -> Shape {
    Shape { name, is_worst: false, make }
}

pub const SHAPES: &[Shape] = &[
    // Bodies.
    other("one body of words", || {
        one_rss("<description>", "words and <b>more</b> of them ", "</description>")
    }),
    other("one body of entities", || {
        one_rss("<description>", "&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "</description>")
    }),
    worst("one body of ends of sections", || one_rss("<description>", "]]>", "</description>")),
    other("one body of start tags", || one_rss("<description>", "<b>", "</description>")),
    other("one body of empty elements", || {
        one_atom("<content type='xhtml'><div>", "<b/>", "</div></content>")
    }),
    other("one text of quotes", || one_atom("<content type='text'>", "\"", "</content>")),
    other("one text of links", || one_atom("<content type='text'>", "http://a.b ", "</content>")),
    other("one text of lines", || one_atom("<content type='text'>", "a\n", "</content>")),
    other("one body in base64", || {
        one_atom("<content type='text/html' mode='base64'>", "PHA+aGVsbG88L3A+", "</content>")
    }),
    other("one summary", || {
        one_rss("<content:encoded>x</content:encoded><description>", "words ", "</description>")
    }),
    other("four bodies", || {
        rss((0..4).map(|number| {
            filled(&item(number), "<description>", "words ", "</description></item>", BYTES / 4)
        }))
    }),
    // Entries.
    worst("many entries", || entries("<description>", "words ", "</description>")),
    other("many texts of quotes", || {
        let entry = |number| {
            filled(
                &format!("<entry><id>{number}</id>"),
                "<content type='text'>",
                "\"",
                "</content></entry>",
                BYTES / ENTRIES,
            )
        };
        atom((0..ENTRIES).map(entry))
    }),
    other("nothing but entries", || rss([filled("", "", "<item/>", "", BYTES)])),
    // Fields.
    worst("tags", || entries_of(|number| format!("<category>{number:x}</category>"))),
    other("authors", || entries_of(|number| format!("<author>{number:x}</author>"))),
    other("files", || entries_of(|number| format!("<enclosure url='{number:x}'/>"))),
    other("links", || entries_of(|number| format!("<link>{number:x}</link>"))),
    other("one group of files", || {
        one_rss("<media:group>", "<media:content url='x'/>", "</media:group>")
    }),
    other("unknown fields", || one_rss("", "<a/>", "")),
    other("fields of the feed", || rss([filled("", "", "<a/>", "", BYTES)])),
    other("icons of the feed", || atom([filled("", "", "<icon>a</icon>", "", BYTES)])),
    other("a long base", || {
        let base = format!("<entry xml:base='http://a.example/{}/'><id>1</id>", "x".repeat(2000));
        atom([filled(&base, "", "<link rel='enclosure' href='y'/>", "</entry>", BYTES)])
    }),
    // Long values.
    worst("one long link", || one_rss("<link>http://a.example/", "ü", "</link>")),
    other("one long address of a file", || {
        one_rss("<enclosure url='http://a.example/", "ü", "'/>")
    }),
    other("one long tag", || one_rss("<category term='", "\"", "'/>")),
    other("one long guid", || {
        rss([filled("<item>", "<guid>http://a.example/", "ü", "</guid></item>", BYTES)])
    }),
    other("one long title", || one_rss("<title>", "a b ", "</title>")),
    other("one long author", || one_rss("<author>", "a b ", "</author>")),
    other("a long description of the feed", || {
        rss([filled("", "<description>", "words ", "</description>", BYTES)])
    }),
    // Encodings.
    other("UTF-16", || utf16("中", BYTES)),
    other("UTF-16 that just fits", || utf16("中", BYTES / 3 * 2)),
    other("UTF-16 with controls", || utf16("中\u{1}", BYTES)),
    worst("windows-1252", || windows_1252(BYTES)),
    other("windows-1252 that just fits", || windows_1252(BYTES / 3)),
    other("controls", || one_rss("<description>", "ab\u{1}", "</description>")),
    other("gzip", || {
        gzip(&filled(
            RSS,
            "<item><guid>1</guid><description>",
            "words ",
            "</description></item></channel></rss>",
            BYTES,
        ))
    }),
    other("a bomb in gzip", || gzip(&" ".repeat(8 * DECODED_BYTES_MAX))),
    // JSON.
    other("JSON of numbers", || json("\"x\":[0", ",0", "]")),
    other("JSON of objects", || json("\"x\":[0", ",{\"a\":0}", "]")),
    worst("JSON of authors", || json("\"authors\":[0", ",{\"a\":0}", "]")),
    other("JSON of one body", || json("\"content_html\":\"", "words ", "\"")),
    other("JSON of one text", || json("\"content_text\":\"", "&", "\"")),
    other("JSON of ends of sections", || json("\"content_html\":\"", "]]>", "\"")),
    other("JSON of tags", || json_entries("tags", |number| format!("\"{number:x}\""))),
    other("JSON of files", || {
        json_entries("attachments", |number| format!("{{\"url\":\"http://a/{number:x}\"}}"))
    }),
];

/// Repeats a unit between `head` and the rest until the size is reached.
fn filled(head: &str, before: &str, unit: &str, after: &str, bytes: usize) -> String {
    let count = bytes.saturating_sub(head.len() + before.len() + after.len()) / unit.len();
    let mut filled = String::with_capacity(bytes);
    filled.extend([head, before]);
    (0..count).for_each(|_| filled.push_str(unit));
    filled.push_str(after);
    filled
}

/// Joins the units for 0, 1, 2 ... as long as there is room.
fn numbered(bytes: usize, between: &str, unit: impl Fn(usize) -> String) -> String {
    let mut numbered = String::new();
    for number in 0.. {
        let next = unit(number);
        if numbered.len() + between.len() + next.len() > bytes {
            break;
        }
        if number > 0 {
            numbered.push_str(between);
        }
        numbered.push_str(&next);
    }
    numbered
}

fn rss(parts: impl IntoIterator<Item = String>) -> Reply {
    Reply::ok(format!("{RSS}{}{END}", parts.into_iter().collect::<String>()))
}

fn atom(parts: impl IntoIterator<Item = String>) -> Reply {
    Reply::ok(format!("{ATOM}{}</feed>", parts.into_iter().collect::<String>()))
}

fn item(number: usize) -> String {
    format!("<item><guid>{number}</guid>")
}

fn one_rss(before: &str, unit: &str, after: &str) -> Reply {
    rss([filled(&item(1), before, unit, &format!("{after}</item>"), BYTES)])
}

fn one_atom(before: &str, unit: &str, after: &str) -> Reply {
    atom([filled("<entry><id>1</id>", before, unit, &format!("{after}</entry>"), BYTES)])
}

fn entries(before: &str, unit: &str, after: &str) -> Reply {
    let after = format!("{after}</item>");
    rss((0..ENTRIES).map(|number| filled(&item(number), before, unit, &after, BYTES / ENTRIES)))
}

/// As many entries as allowed, each with as many fields as fit.
fn entries_of(field: impl Fn(usize) -> String) -> Reply {
    let fields = numbered(BYTES / ENTRIES - 32, "", field);
    rss((0..ENTRIES).map(|number| format!("{}{fields}</item>", item(number))))
}

/// A Chinese character has two bytes in UTF-16 and three in memory.
fn utf16(unit: &str, bytes: usize) -> Reply {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (head, unit) =
        (wide(&format!("\u{feff}{RSS}<item><guid>1</guid><description>")), wide(unit));
    let count = (bytes - 2 * head.len()) / unit.len();
    Reply::ok([head, unit.repeat(count), wide("</description></item></channel></rss>")].concat())
}

/// The euro sign has one byte in this encoding and three in memory.
fn windows_1252(bytes: usize) -> Reply {
    let head = format!(
        "<?xml version='1.0' encoding='windows-1252'?>{RSS}<item><guid>1</guid><description>"
    );
    let body = vec![0x80; bytes - 2 * head.len()];
    Reply::ok([head.as_bytes(), &body, b"</description></item></channel></rss>"].concat())
}

fn gzip(text: &str) -> Reply {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    Reply::ok(encoder.finish().unwrap()).with("Content-Encoding", "gzip")
}

fn json(before: &str, unit: &str, after: &str) -> Reply {
    Reply::ok(filled(
        "{\"title\":\"News\",\"items\":[{\"id\":\"1\",",
        before,
        unit,
        &format!("{after}}}]}}"),
        BYTES,
    ))
}

fn json_entries(list: &str, unit: impl Fn(usize) -> String) -> Reply {
    let parts = numbered(BYTES / ENTRIES - 48, ",", unit);
    let items: Vec<String> = (0..ENTRIES)
        .map(|number| format!("{{\"id\":\"{number}\",\"{list}\":[{parts}]}}"))
        .collect();
    Reply::ok(format!("{{\"title\":\"News\",\"items\":[{}]}}", items.join(",")))
}
