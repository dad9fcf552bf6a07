//! Hostile and huge bodies: every limit holds, and words survive wherever possible.

use gleaner::document::limits::{MAX_BLOCK_DEPTH, MAX_HTML_BYTES, MAX_NODES, MAX_TABLE_COLUMNS};
use gleaner::document::{Block, Document, bare_text, digest, from_html, plain_text, text_of};
use gleaner::parse::{ParseContext, parse_feed};

/// The depth of nested containers.
fn depth(blocks: &[Block]) -> usize {
    let inner = blocks.iter().map(|block| match block {
        Block::Quote(blocks)
        | Block::Gallery(blocks)
        | Block::Details { blocks, .. }
        | Block::Figure { blocks, .. } => depth(blocks),
        Block::List(list) => list.items.iter().map(|item| depth(&item.blocks)).max().unwrap_or(0),
        Block::DefinitionList(groups) => groups
            .iter()
            .flat_map(|group| &group.meanings)
            .map(|meaning| depth(meaning))
            .max()
            .unwrap_or(0),
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| depth(&cell.blocks))
            .max()
            .unwrap_or(0),
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Rule
        | Block::Code(_)
        | Block::Image(_)
        | Block::Embed(_) => 0,
    });
    inner.max().map_or(0, |inner| inner + 1)
}

fn nested(open: &str, close: &str, levels: usize) -> String {
    format!("{}innermost{}<p>after", open.repeat(levels), close.repeat(levels))
}

fn words(document: &Document) -> Vec<String> {
    bare_text(document).split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_hundred_thousand_levels_lose_no_word() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<b>", "</b>"),
        ("<span>", ""),
        ("<table><tr><td>", ""),
    ] {
        let document = from_html(&nested(open, close, 100_000), None);
        assert_eq!(words(&document), ["innermost", "after"], "{open}");
        assert!(depth(&document.blocks) <= MAX_BLOCK_DEPTH, "{open}");
    }
}

#[test]
fn quotes_deeper_than_the_limit_join_their_parent() {
    let quotes =
        |levels| depth(&from_html(&nested("<blockquote>", "</blockquote>", levels), None).blocks);
    assert_eq!(quotes(MAX_BLOCK_DEPTH - 1), MAX_BLOCK_DEPTH);
    assert_eq!(quotes(MAX_BLOCK_DEPTH), MAX_BLOCK_DEPTH);
}

#[test]
fn a_body_of_the_largest_size_is_whole_and_a_larger_one_is_cut() {
    let html = format!("first {}end", " ".repeat(MAX_HTML_BYTES - 9));
    assert_eq!(html.len(), MAX_HTML_BYTES);
    let whole = from_html(&html, None);
    assert!(!whole.is_truncated);
    assert_eq!(words(&whole), ["first", "end"]);
    let cut = from_html(&format!("x{html}"), None);
    assert!(cut.is_truncated);
    assert_eq!(words(&cut), ["xfirst", "en"]);
}

#[test]
fn a_body_that_was_cut_when_its_feed_was_read_still_says_so() {
    let words = "so many words ".repeat(MAX_HTML_BYTES / 10);
    let feed = format!(
        "<rss><channel><item><description>&lt;p&gt;{words}</description></item></channel></rss>"
    );
    let parsed = parse_feed(feed.as_bytes(), &ParseContext::default()).expect("a feed");
    let body = &parsed.entries[0].content.html;
    assert!(body.len() < words.len());
    assert!(from_html(body, None).is_truncated);
}

#[test]
fn a_body_with_too_many_elements_is_cut() {
    let breaks = |count: usize| format!("<p>first{}last", "<br>".repeat(count));
    let few = from_html(&breaks(MAX_NODES - 100), None);
    assert!(!few.is_truncated);
    assert_eq!(words(&few), ["first", "last"]);
    let many = from_html(&breaks(MAX_NODES + 100), None);
    assert!(many.is_truncated);
    assert_eq!(words(&many), ["first"]);
}

#[test]
fn markup_that_multiplies_itself_in_the_parser_ends_at_the_element_limit() {
    let formats: String = (0..20_000).map(|number| format!("<font size={number}>")).collect();
    for html in [
        format!("<p>{formats}{}", "<p>x".repeat(20_000)),
        "<b><p>".repeat(50_000),
        "<a><div>".repeat(50_000),
        format!("{}{}", "<b id=1><i><a>".repeat(10_000), "</b></i><p>".repeat(10_000)),
        "<table><b>".repeat(20_000),
        "<form><div></form>".repeat(30_000),
        "<svg><foreignObject>".repeat(30_000),
        "<template>".repeat(50_000),
    ] {
        let document = from_html(&html, None);
        assert!(depth(&document.blocks) <= MAX_BLOCK_DEPTH);
        assert!(text_of(&html).len() <= html.len());
    }
}

#[test]
fn tags_of_a_hundred_thousand_attributes_keep_their_words() {
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=1")).collect();
    let document = from_html(&format!("<p{attributes}>words</p{attributes}><b>more"), None);
    assert_eq!(words(&document), ["words", "more"]);
}

#[test]
fn tables_beyond_the_column_limit_keep_all_words() {
    let row = |cells: u32| {
        format!(
            "<table><tr>{}</tr></table>",
            (0..cells).map(|number| format!("<th>c{number}")).collect::<String>()
        )
    };
    let columns = |html: &str| {
        from_html(html, None)
            .blocks
            .iter()
            .find_map(
                |block| if let Block::Table(table) = block { Some(table.columns) } else { None },
            )
            .unwrap()
    };
    assert_eq!(columns(&row(MAX_TABLE_COLUMNS)), MAX_TABLE_COLUMNS);
    assert_eq!(columns(&row(MAX_TABLE_COLUMNS + 1)), MAX_TABLE_COLUMNS);
    assert_eq!(
        words(&from_html(&row(MAX_TABLE_COLUMNS + 5), None)).len(),
        MAX_TABLE_COLUMNS as usize + 5
    );
    assert_eq!(
        columns("<table><tr><th colspan=99999>a<th>b<tr><td rowspan=99999>c<td>d</table>"),
        3
    );
}

#[test]
fn the_fast_pass_reads_hostile_bodies_in_linear_time() {
    for html in [
        "<svg>".repeat(100_000),
        "<div hidden>".repeat(100_000),
        "<!--".repeat(100_000),
        "<p class='".repeat(100_000),
        "&".repeat(500_000),
        "<".repeat(500_000),
        "</".repeat(300_000),
        "<script>".repeat(100_000),
    ] {
        let _ = digest(&format!("first {html} last"));
    }
    assert_eq!(
        text_of(&format!("{}words{}", "<div hidden>".repeat(50_000), "</div>".repeat(49_999))),
        "words"
    );
}

#[test]
fn plain_text_of_any_width_has_the_words() {
    let html = "<h1>Title</h1><table><tr><th>a<th>b\
                <tr><td>c<td>averyverylongwordthatfitsnowhere</table>\
                <p>See <a href='https://example.org'>this</a>";
    for width in [0, 1, 20, 80, usize::MAX] {
        let text = plain_text(html, None, width);
        assert!(text.contains("Title") && text.contains("https://example.org"), "{text}");
    }
    assert!(plain_text(&"<table><tr><td>x<td>".repeat(5000), None, 80).contains('x'));
}
