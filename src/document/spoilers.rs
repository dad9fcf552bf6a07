//! Recognises spoilers: words that are hidden until the user asks for them. A block becomes a part
//! that folds, words in a line are covered.

use super::dom::Element;
use super::model::{Inline, InlineStyle, Run};
use super::style::declarations;

/// Classes of spoilers.
const CLASSES: [&str; 25] = [
    "spoiler",
    "spoilers",
    "spoiled",
    "spoiler-text",
    "spoiler_text",
    "spoilertext",
    "spoiler-blurred",
    "spoiler-block",
    "spoiler-box",
    "spoiler-wrap",
    "spoiler-wrapper",
    "spoiler-container",
    "inline-spoiler",
    "md-spoiler-text",
    "bbc_spoiler",
    "bbcodespoiler",
    "bbcodeinlinespoiler",
    "bb-spoiler",
    "su-spoiler",
    "sp-wrap",
    "mfm-spoiler",
    "bbcode-spoiler",
    "bbcode_spoiler",
    "spoiler-inline",
    "spoiler-tag",
];

/// Classes of the title of a spoiler.
const TITLES: [&str; 9] = [
    "spoiler-title",
    "spoiler-header",
    "spoiler-head",
    "spoiler-button",
    "spoiler-label",
    "su-spoiler-title",
    "sp-head",
    "bbcodespoiler-button",
    "bbc_spoiler_title",
];

fn has(classes: &str, known: &[&str]) -> bool {
    classes
        .split_ascii_whitespace()
        .any(|class| known.iter().any(|known| known.eq_ignore_ascii_case(class)))
}

/// Whether the value of a `class` attribute marks a spoiler.
pub(super) fn is_spoiler_class(classes: &str) -> bool {
    (classes.contains("poil") || classes.contains("sp-wrap")) && has(classes, &CLASSES)
}

/// Whether an element hides its words until the user asks for them.
pub(super) fn is_spoiler(element: &Element) -> bool {
    matches!(&**element.local(), "spoiler" | "tg-spoiler" | "spoiler-text" | "x-spoiler")
        || element.attr("data-spoiler").is_some_and(|value| value != "false")
        || element.attr("class").is_some_and(is_spoiler_class)
}

/// Whether the letters have the colour of what is behind them, so that nobody reads them unless by
/// choice.
pub(super) fn is_blacked_out(element: &Element) -> bool {
    let Some(style) = element.attr("style").filter(|style| style.contains("background")) else {
        return false;
    };
    let (mut ink, mut behind) = (None, None);
    for (name, value) in declarations(style) {
        match name.as_str() {
            "color" => ink = Some(value.to_ascii_lowercase()),
            "background" | "background-color" => behind = Some(value.to_ascii_lowercase()),
            _ => {}
        }
    }
    let is_dark = |colour: &str| matches!(colour, "#000" | "#000000" | "black" | "rgb(0, 0, 0)");
    ink.is_some() && ink == behind && ink.as_deref().is_some_and(is_dark)
}

/// Whether an element is the title of a spoiler.
pub(super) fn is_title(element: &Element) -> bool {
    element.attr("class").is_some_and(|classes| has(classes, &TITLES))
}

/// Covers the words between the marks that Reddit's Markdown has for spoilers: `>!words!<`.
pub(super) fn between_marks(items: Vec<Inline>) -> Vec<Inline> {
    let has_mark = |item: &Inline| {
        matches!(item, Inline::Text(run)
            if run.text.contains(">!") && !run.style.contains(InlineStyle::CODE))
    };
    if !items.iter().any(has_mark) {
        return items;
    }
    let mut out = Vec::with_capacity(items.len() + 2);
    for item in items {
        match item {
            Inline::Text(run) if run.text.contains(">!") => split(&run, &mut out),
            other => out.push(other),
        }
    }
    out
}

fn split(run: &Run, out: &mut Vec<Inline>) {
    let mut rest = run.text.as_str();
    let mut push = |text: &str, style: InlineStyle| {
        if !text.is_empty() {
            out.push(Inline::Text(Run { text: text.to_owned(), style, ..run.clone() }));
        }
    };
    while let Some((before, inside, after)) = rest.split_once(">!").and_then(|(before, rest)| {
        let (inside, after) = rest.split_once("!<")?;
        Some((before, inside, after))
    }) {
        push(before, run.style);
        push(inside.trim(), run.style | InlineStyle::SPOILER);
        rest = after;
    }
    push(rest, run.style);
}

#[cfg(test)]
mod tests {
    use super::super::{dump, excerpt, from_html, text_of};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, None))
    }

    #[test]
    fn a_spoiler_in_a_line_is_marked() {
        for html in [
            "<p>It was <span class=spoiler>the baker</span>.",
            "<p>It was <tg-spoiler>the baker</tg-spoiler>.",
            "<p>It was <span data-spoiler>the baker</span>.",
            "<p>It was <span class='bbcode-spoiler'>the baker</span>.",
            "<p>It was <span style='background:#000;color:#000'>the baker</span>.",
            "<p>It was &gt;!the baker!&lt;.",
        ] {
            assert_eq!(dumped(html), "p It was {||:the baker}.\n");
        }
    }

    #[test]
    fn an_excerpt_does_not_tell_the_end_but_the_search_finds_it() {
        let html = "<p>It was <span class=spoiler>the baker</span>, of all people.";
        assert_eq!(excerpt(html, 99), "It was , of all people.");
        assert!(text_of(html).contains("baker"));
    }

    #[test]
    fn a_spoiler_of_its_own_folds() {
        let wanted = "details closed: Spoiler\n  p The baker.\n";
        assert_eq!(dumped("<div class=spoiler><p>The baker.</div>"), wanted);
        assert_eq!(dumped("<p class='spoiler'>The baker."), wanted);
        assert_eq!(
            dumped("<div class=sp-wrap><div class=sp-head>Who?</div><div>The baker.</div></div>"),
            "details closed: Who?\n  p The baker.\n"
        );
        let plain = "<div class='post no-spoilers'><p>The baker.</div>";
        assert_eq!(dumped(plain), "p The baker.\n");
    }
}
