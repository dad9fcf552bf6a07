//! The rules for every body: no panic, no dangerous address, every word once.

use gleaner::document::{
    bare_text, digest, dump, excerpt, from_html, plain_text, text_of, to_html, words,
};
use proptest::prelude::*;
use url::Url;

use crate::harmless::check;

const TAGS: [&str; 48] = [
    "p",
    "div",
    "span",
    "b",
    "i",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "code",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "caption",
    "h1",
    "h3",
    "details",
    "summary",
    "figure",
    "figcaption",
    "sup",
    "q",
    "ruby",
    "rt",
    "section",
    "center",
    "font",
    "form",
    "br",
    "hr",
    "img",
    "address",
    "small",
    "kbd",
    "u",
    "s",
    "nobr",
    "mark",
    "x-own",
];

const ATTRIBUTES: [&str; 22] = [
    "",
    "",
    "",
    " href='javascript:alert(1)'",
    " href=/a",
    " href='#x'",
    " id=x",
    " src='data:text/html,x'",
    " src=a.png",
    " src='//h/b.png'",
    " start=5",
    " colspan=3",
    " rowspan=0",
    " class=highlight",
    " class='language-rust'",
    " style='font-weight:bold'",
    " open",
    " srcset='a.png 2x, b.png 3x'",
    " type=a",
    " value=-3",
    " align=right",
    " title='a hint'",
];

/// A piece of tag soup.
fn piece() -> impl Strategy<Value = String> {
    let tag = (proptest::sample::select(&TAGS[..]), proptest::sample::select(&ATTRIBUTES[..]));
    prop_oneof![
        4 => tag.prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        3 => proptest::sample::select(&TAGS[..]).prop_map(|name| format!("</{name}>")),
        4 => Just("WORD".to_owned()),
        1 => Just(" ".to_owned()),
        1 => Just("\n  ".to_owned()),
        1 => Just("<!-- c -->".to_owned()),
    ]
}

/// Tag soup in which each word occurs once, and the number of words.
fn soup() -> impl Strategy<Value = (String, usize)> {
    proptest::collection::vec(piece(), 0..60).prop_map(|pieces| {
        let mut count = 0;
        let number = |piece: String| {
            if piece == "WORD" {
                count += 1;
                format!("word{count}end")
            } else {
                piece
            }
        };
        let html = pieces.into_iter().map(number).collect();
        (html, count)
    })
}

/// Anything that a body may contain, complete or broken.
fn rubble() -> impl Strategy<Value = String> {
    let dangerous = prop_oneof![
        Just("<script>"),
        Just("</script"),
        Just("<style>"),
        Just("<svg><title>"),
        Just("<math><mi>"),
        Just("<template>"),
        Just("<select><option>"),
        Just("<iframe src='//h/x'>"),
        Just("<![CDATA["),
        Just("<!--"),
        Just("-->"),
        Just("&#x110000;"),
        Just("&amp"),
        Just("<noscript>"),
        Just("<textarea>"),
        Just("<plaintext>"),
        Just("<input type=checkbox>"),
        Just("<a href=\""),
        Just("<td"),
        Just("<frameset>"),
        Just("<body onload=x>"),
        Just("\0"),
        Just("<video src=a.mp4>"),
        Just("<object data=x>"),
        Just("&lt;p&gt;"),
        Just("<pre class='language-x'>"),
        Just("<span class=ln>1</span>"),
        Just("<table class=hljs-ln>"),
    ];
    let any =
        prop_oneof![3 => piece(), 3 => dangerous.prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(any, 0..40).prop_map(|pieces| pieces.concat())
}

fn base() -> Url {
    Url::parse("https://example.org/blog/post").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tag_soup_keeps_every_word_once((html, count) in soup()) {
        let document = from_html(&html, Some(&base()));
        check(&document);
        let text = bare_text(&document);
        for number in 1..=count {
            let count = text.matches(&format!("word{number}end")).count();
            prop_assert_eq!(count, 1, "word {} of {:?}:\n{}", number, html, dump(&document));
        }
    }

    #[test]
    fn the_fast_pass_finds_the_same_words((html, count) in soup()) {
        let text = text_of(&html);
        for number in 1..=count {
            let count = text.matches(&format!("word{number}end")).count();
            prop_assert_eq!(count, 1, "word {} of {:?}: {}", number, html, text);
        }
        prop_assert_eq!(digest(&html).words, words(&html));
    }

    #[test]
    fn rubble_becomes_a_harmless_document(html in rubble()) {
        let document = from_html(&html, Some(&base()));
        check(&document);
        let _ = (dump(&document), plain_text(&html, None, 72), digest(&html));
        prop_assert!(excerpt(&html, 50).chars().count() <= 50);
        // Parsing the HTML of the document must be harmless too.
        let again = from_html(&to_html(&document), Some(&base()));
        check(&again);
    }

    #[test]
    fn any_text_becomes_a_harmless_document(html in any::<String>()) {
        check(&from_html(&html, None));
        let _ = (plain_text(&html, None, 72), text_of(&html));
    }
}
