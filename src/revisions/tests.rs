use super::*;
use crate::document::dump;

fn content(html: &str) -> EntryContent {
    EntryContent { html: html.into(), title: "Title".into(), ..EntryContent::default() }
}

fn compared(old: &str, new: &str) -> Comparison {
    let (old, new) = (content(old), content(new));
    let (before, after) = (from_html(&old.html, None), from_html(&new.html, None));
    compare(Version::new(&old, &before), Version::new(&new, &after))
}

/// The merged document, and `+added -removed`.
fn shown(old: &str, new: &str) -> String {
    let found = compared(old, new);
    let Summary { added_words, removed_words, places, .. } = found.summary;
    format!("{}+{added_words} -{removed_words} in {places}", dump(&found.document))
}

#[test]
fn paragraphs_are_compared_by_words() {
    let old = "<p>The meeting begins at nine in the large hall.</p><p>All are welcome.</p>";
    let new = "<p>The meeting begins at ten in the large hall.</p><p>All are welcome.</p>";
    assert_eq!(
        shown(old, new),
        "p The meeting begins at {[-]:nine} {[+]:ten} in the large hall.\np All are welcome.\n\
         +1 -1 in 1"
    );
}

#[test]
fn a_paragraph_that_is_mostly_new_stands_below_the_old_one() {
    let old = "<p>Nothing is known about the cause of it yet.</p><p>End of story here.</p>";
    let new = "<p>A broken valve flooded three rooms on Monday.</p><p>End of story here.</p>";
    assert_eq!(
        shown(old, new),
        "p {[-]:Nothing is known about the cause of it yet.}\n\
         p {[+]:A broken valve flooded three rooms on Monday.}\np End of story here.\n+8 -9 in 2"
    );
}

#[test]
fn headings_are_compared_by_words() {
    assert_eq!(
        shown("<h2>What we know so far</h2>", "<h2>What we now know so far</h2>"),
        "h2 What we {[+]:now} know so far\n+1 -0 in 1"
    );
}

#[test]
fn lists_are_compared_by_items() {
    let old = "<ul><li>two eggs<li>a cup of white flour<li>salt</ul>";
    let new = "<ul><li>two eggs<li>a cup of brown flour<li>salt<li>water</ul>";
    assert_eq!(
        shown(old, new),
        "list\n  - two eggs\n  - a cup of {[-]:white} {[+]:brown} flour\n  - salt\n  \
         - {[+]:water}\n+2 -1 in 2"
    );
}

#[test]
fn code_is_compared_by_lines() {
    let old = "<pre><code>let a = 1;\nlet b = 2;\nlet c = 3;</code></pre>";
    let new = "<pre><code>let a = 1;\nlet b = 20;\nlet c = 3;</code></pre>";
    let found = compared(old, new);
    let Some(crate::document::Block::Code(code)) = found.document.blocks.first() else {
        panic!("{:?}", found.document)
    };
    assert_eq!(code.text, "  let a = 1;\n- let b = 2;\n+ let b = 20;\n  let c = 3;");
    assert_eq!(code.tokens.len(), 2);
    assert_eq!((found.summary.added_words, found.summary.removed_words), (4, 4));
}

#[test]
fn tables_are_compared_by_rows_and_cells() {
    let table = |rows: &str| {
        format!("<table><tr><th>City<th>People</tr>{rows}<tr><td>Bonn<td>330 thousand</tr></table>")
    };
    let old = table("<tr><td>The city of Ulm<td>126 thousand</tr>");
    let new =
        table("<tr><td>The city of Ulm<td>128 thousand</tr><tr><td>Trier<td>111 thousand</tr>");
    let found = shown(&old, &new);
    assert!(found.contains("{[-]:126} {[+]:128} thousand"), "{found}");
    assert!(found.contains("{[+]:Trier}") && found.contains("{[+]:111 thousand}"), "{found}");
    assert!(found.ends_with("+4 -1 in 3"), "{found}");
}

#[test]
fn pictures_are_compared_by_address() {
    let old = "<p>text of it</p><img src='https://a.org/old.jpg?w=1' alt='a boat'>";
    let new = "<p>text of it</p><img src='https://a.org/new.jpg' alt='a boat'>";
    let found = shown(old, new);
    assert!(found.contains("old.jpg") && found.contains("new.jpg"), "{found}");
    assert!(found.contains("{[-]:Picture removed}") && found.contains("{[+]:Picture added}"));
    let same = "<p>text of it</p><img src='https://a.org/old.jpg?w=2' alt='the boat'>";
    assert!(compared(old, same).summary.is_empty());
}

#[test]
fn quotations_are_compared_inside() {
    let old = "<blockquote><p>We shall fight on the beaches</p></blockquote>";
    let new = "<blockquote><p>We shall fight on the shores</p></blockquote>";
    assert_eq!(
        shown(old, new),
        "quote\n  p We shall fight on the {[-]:beaches} {[+]:shores}\n+1 -1 in 1"
    );
}

#[test]
fn formulas_are_compared_by_their_source() {
    let old = "<p>The energy is \\(E = mc^2\\) of the whole body at rest</p>";
    let new = "<p>The energy is \\(E = mc^3\\) of the whole body at rest</p>";
    let found = shown(old, new);
    assert!(found.contains("E = mc^2") && found.contains("E = mc^3"), "{found}");
    assert!(!compared(old, new).summary.is_empty());
}

#[test]
fn links_are_compared_by_their_targets() {
    let link =
        |to: &str| format!("<p>Read the whole <a href='https://a.org/{to}'>report</a> now.</p>");
    let found = shown(&link("x"), &link("y"));
    assert!(found.contains("https://a.org/x") && found.contains("https://a.org/y"), "{found}");
    assert!(compared(&link("x"), &link("x?utm_source=feed")).summary.is_empty());
}

#[test]
fn captions_and_definitions_are_compared_inside() {
    let figure = |words: &str| {
        format!("<figure><img src='https://a.org/x.png'><figcaption>{words}</figcaption></figure>")
    };
    let found = shown(&figure("A photo by Ada Smith"), &figure("A photo by Eva Smith"));
    assert!(found.contains("A photo by {[-]:Ada} {[+]:Eva} Smith"), "{found}");
    let terms = |words: &str| format!("<dl><dt>cat</dt><dd>a small {words} that purrs</dd></dl>");
    let found = shown(&terms("animal"), &terms("beast"));
    assert!(found.contains("a small {[-]:animal} {[+]:beast} that purrs"), "{found}");
}

#[test]
fn equal_versions_have_no_changes() {
    for html in [
        "",
        "<p>a</p>",
        "<p>a<br>b <b>c</b></p><ul><li>x</ul><pre>y</pre>",
        "<table><tr><td>1<td>2</tr></table><img src='https://a.org/a.png'><hr>",
    ] {
        let found = compared(html, html);
        assert!(found.summary.is_empty(), "{html}: {:?}", found.summary);
        assert_eq!(found.document, from_html(html, None), "{html}");
        assert!(!is_edit(&content(html), &content(html)));
    }
}

#[test]
fn title_link_and_authors_count() {
    let old = EntryContent {
        url: Some("https://a.org/1?utm_source=x".parse().unwrap()),
        authors: vec!["Ada".into(), "Bo".into()],
        ..content("<p>a</p>")
    };
    let same = EntryContent {
        url: Some("http://a.org/1/".parse().unwrap()),
        authors: vec!["Bo".into(), " Ada".into()],
        ..content("<p class=x>a</p>")
    };
    assert!(!is_edit(&old, &same));
    let title = EntryContent { title: "Another".into(), ..old.clone() };
    let url = EntryContent { url: Some("https://a.org/2".parse().unwrap()), ..old.clone() };
    let authors = EntryContent { authors: vec!["Ada".into()], ..old.clone() };
    for new in [&title, &url, &authors] {
        assert!(is_edit(&old, new));
    }
    let document = from_html(&old.html, None);
    let found = compare(Version::new(&old, &document), Version::new(&title, &document)).summary;
    assert_eq!(found.old_title.as_deref(), Some("Title"));
    assert_eq!((found.places, found.added_words), (0, 0));
}

#[test]
fn an_edit_is_what_the_comparison_shows() {
    for (old, new) in [
        ("<p>a b c d</p>", "<p>a b c e</p>"),
        ("<p>12 comments</p>", "<p>13 comments</p>"),
        ("<p>a</p>", "<p>a</p><p>b</p>"),
        ("<pre>a</pre>", "<pre>a </pre>"),
        ("<p>x</p><img src='https://a.org/a.png'>", "<p>x</p>"),
        ("<p>one<br>two</p>", "<p>one two</p>"),
        ("<ol><li>a<li>b</ol>", "<ol><li>b<li>a</ol>"),
    ] {
        let is_shown = !compared(old, new).summary.is_empty();
        assert_eq!(is_edit(&content(old), &content(new)), is_shown, "{old} {new}");
    }
}

#[test]
fn changed_lines_are_told_as_text() {
    let old = "<p>The hall opens at nine today.</p><pre>a\nb\nz</pre><p>same</p>";
    let new = "<p>The hall opens at ten today.</p><pre>a\nc\nz</pre><p>same</p>";
    let lines: Vec<String> =
        changed_lines(&compared(old, new).document).into_iter().map(|line| line.0).collect();
    assert_eq!(lines, ["The hall opens at [-nine-] {+ten+} today.", "- b", "+ c"]);
}

#[test]
fn very_different_and_very_long_versions_are_compared() {
    let text = |seed: usize| -> String {
        let words: Vec<String> = (0..5000).map(|at| format!("w{}", (at * seed) % 997)).collect();
        words.chunks(60).flat_map(|part| ["<p>".into(), part.join(" "), "</p>".into()]).collect()
    };
    let found = compared(&text(7), &text(11)).summary;
    assert!(found.added_words > 0 && found.added_words <= 5000, "{found:?}");
    assert!(compared("", &text(7)).summary.added_words == 5000);
    assert!(compared(&text(7), "").summary.removed_words == 5000);
}
