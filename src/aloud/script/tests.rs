use super::*;
use crate::document::from_html;

fn script_of(title: &str, html: &str) -> Script {
    let document = from_html(html, None);
    let source = ScriptSource { title, subtitle: None, document: &document, is_typeset: &|_| true };
    Script::new(&source, "en")
}

fn words(html: &str) -> Vec<String> {
    script_of("", html).utterances.into_iter().map(|utterance| utterance.words).collect()
}

#[test]
fn headings_paragraphs_and_lists_are_read_in_order() {
    assert_eq!(
        words(
            "<h2>Why</h2><p>One. Two!</p><ol start=3><li>Bread<li>Salt. Pepper</ol><ul><li>x</ul>"
        ),
        ["Why.", "One.", "Two!", "3: Bread.", "4: Salt.", "Pepper.", "x."]
    );
}

#[test]
fn code_is_named_and_not_read() {
    let script = script_of("T", "<p>Run this:</p><pre>let a = 1;\nlet b = 2;</pre><p>Then stop.");
    let read: Vec<&str> = script.utterances.iter().map(|part| part.words.as_str()).collect();
    assert_eq!(read, ["T.", "Run this:", "Code.", "Then stop."]);
    let code = &script.utterances[2];
    assert_eq!(code.marks, [Mark { text: TextPlace::Body(1), letters: 0..0 }]);
    assert_eq!(script.utterances[3].marks[0].text, TextPlace::Body(2));
    assert_eq!(words("<p>Call <code>main()</code> now.</p>"), ["Call main() now."]);
}

#[test]
fn a_table_is_read_by_row_and_marks_each_cell() {
    let html = "<table><tr><th>City<th>People<tr><td>Rome<td>2.8 million.</table>";
    let script = script_of("", html);
    let read: Vec<&str> = script.utterances.iter().map(|part| part.words.as_str()).collect();
    assert_eq!(read, ["City, People.", "Rome, 2.8 million."]);
    let texts: Vec<TextPlace> = script.utterances[1].marks.iter().map(|mark| mark.text).collect();
    assert_eq!(texts, [TextPlace::Body(2), TextPlace::Body(3)]);
    assert_eq!(script.utterances[1].marks[0].letters, 0..4);
    let long = format!("<table><tr><td>A<td>{}</table>", "word word. ".repeat(40));
    assert_eq!(words(&long).len(), 41, "a long cell is read sentence by sentence");
}

#[test]
fn a_picture_is_told_once() {
    let picture = "<img src='https://a.example/b.png' alt='A red fox'>";
    assert_eq!(words(picture), ["Picture: A red fox."]);
    assert_eq!(
        words(&format!("<figure>{picture}<figcaption>A red fox in snow</figcaption></figure>")),
        ["A red fox in snow."]
    );
    assert_eq!(
        words(&format!("<figure>{picture}<figcaption>Snow</figcaption></figure>")),
        ["Picture: A red fox.", "Snow."]
    );
}

#[test]
fn an_embedded_player_is_named() {
    let html = "<iframe src='https://www.youtube.com/embed/abcdefghijk' title='A talk'></iframe>";
    assert_eq!(words(html), ["Video: A talk."]);
}

#[test]
fn every_text_has_the_number_that_the_document_gives_it() {
    let html = "<h2>A</h2><p><img src='https://a.example/b.png' alt='pic'></p><ul><li>B<li>C</ul>\
         <table><caption>D</caption><tr><td>E<td>F</table><dl><dt>G<dd>H</dl>\
         <details><summary>I</summary><p>J</p></details><blockquote><p>K</blockquote><pre>L</pre>\
         <p>M</p>";
    let script = script_of("", html);
    let numbers: Vec<TextPlace> =
        script.utterances.iter().flat_map(|part| &part.marks).map(|mark| mark.text).collect();
    let all: Vec<TextPlace> = (0..13).map(TextPlace::Body).collect();
    assert_eq!(numbers, all);
    assert_eq!(count_texts(&from_html(html, None).blocks), 13);
}

#[test]
fn reading_begins_at_a_place() {
    let script = script_of("Title", "<p>One two. Three four.</p><pre>x</pre><p>Five.</p>");
    let at = |text, letter| script.at(Spot { text, letter });
    assert_eq!(at(TextPlace::Title, 0), 0);
    assert_eq!(at(TextPlace::Body(0), 0), 1);
    assert_eq!(at(TextPlace::Body(0), 5), 1);
    assert_eq!(at(TextPlace::Body(0), 6), 2);
    assert_eq!(at(TextPlace::Body(1), 0), 3);
    assert_eq!(at(TextPlace::Body(2), 0), 4);
    assert_eq!(at(TextPlace::Body(9), 0), 5, "behind the end");
}

#[test]
fn an_article_that_changed_is_read_on_at_the_same_sentence() {
    let before = script_of("", "<p>One. Two. Three.</p>");
    let after = script_of("", "<p>New. Newer. One. Two. Three.</p>");
    assert_eq!(after.resumed(&before, 1), 3);
    assert_eq!(before.resumed(&after, 0), 0, "the sentence is gone");
    assert_eq!(script_of("", "").resumed(&before, 2), 0);
    assert_eq!(after.resumed(&before, 9), 5);
}

#[test]
fn what_cannot_be_spoken_is_left_out() {
    assert!(words("<p>***</p><p>🎉</p><hr><p>…</p>").is_empty());
    assert!(script_of("", "").utterances().is_empty());
    assert_eq!(words("<p>\u{202e}a\u{200b}b\u{7}c</p>"), ["ab c."]);
}

#[test]
fn a_hostile_article_has_a_bounded_script() {
    let html = "<p>a. b. c.</p>".repeat(MAX_UTTERANCES / 2);
    assert!(script_of("", &html).utterances().len() <= MAX_UTTERANCES);
}
