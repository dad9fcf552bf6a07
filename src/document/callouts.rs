//! Recognises callouts: boxes with a note or a warning. They are shown as a quotation with a bold
//! title.

use super::dom::Element;
use super::model::{Block, Inline, InlineStyle, Run};
use crate::i18n::{Words, t};

/// Classes of callouts.
const BOXES: [&str; 27] = [
    "NOTE",
    "TIP",
    "IMPORTANT",
    "WARNING",
    "CAUTION",
    "markdown-alert",
    "admonition",
    "admonitionblock",
    "theme-admonition",
    "kg-callout-card",
    "callout",
    "callout-block",
    "callout-box",
    "bd-callout",
    "wp-block-callout",
    "notion-callout",
    "nextra-callout",
    "hextra-callout",
    "custom-block",
    "hint-container",
    "starlight-aside",
    "notecard",
    "hint",
    "alert",
    "notice",
    "infobox-note",
    "confluence-information-macro",
];

/// Classes of their titles.
const TITLES: [&str; 17] = [
    "markdown-alert-title",
    "admonition-title",
    "admonition-heading",
    "admonitionHeading",
    "callout-title",
    "callout-title-inner",
    "callout-header",
    "callout-heading",
    "custom-block-title",
    "hint-container-title",
    "hint-title",
    "notice-title",
    "notecard-title",
    "starlight-aside__title",
    "alert-heading",
    "alert-title",
    "confluence-information-macro-title",
];

/// Kinds of callouts in the classes of sites that have no class for all of them.
const KINDS: [&str; 9] =
    ["note", "tip", "info", "warning", "danger", "caution", "important", "success", "error"];

/// Words that name a callout beside its kind, as in `notice--info` and `hint warning`.
const BOX_WORDS: [&str; 10] = [
    "callout",
    "admonition",
    "notice",
    "alert",
    "hint",
    "prompt",
    "panel",
    "message",
    "box",
    "infobox",
];

/// Words in the classes of other boxes.
const OTHER_WORDS: [&str; 16] = [
    "author",
    "bio",
    "share",
    "social",
    "related",
    "newsletter",
    "subscribe",
    "signup",
    "product",
    "contact",
    "user",
    "meta",
    "cookie",
    "search",
    "title",
    "heading",
];

/// The marks of GitHub's Markdown at the start of a quotation, and their titles.
const MARKS: [(&str, Words); 5] = [
    ("[!NOTE]", || t!(article_callout_note)),
    ("[!TIP]", || t!(article_callout_tip)),
    ("[!IMPORTANT]", || t!(article_callout_important)),
    ("[!WARNING]", || t!(article_callout_warning)),
    ("[!CAUTION]", || t!(article_callout_caution)),
];

/// An emoji of several code points is longer than one character.
const MAX_ICON_CHARS: usize = 8;

/// Whether an element is a callout.
pub(super) fn is_box(element: &Element) -> bool {
    element.attr("role") == Some("note")
        || (element.has_attr("class")
            && (has(element, &BOXES)
                || (&**element.local() == "aside" && has(element, &KINDS))
                || names_kind_and_box(element)))
}

/// Whether a paragraph is a callout by its class.
pub(super) fn is_boxed_paragraph(element: &Element) -> bool {
    element.has_attr("class") && names_kind_and_box(element)
}

/// Whether the words of its classes name a box and the kind of a callout.
fn names_kind_and_box(element: &Element) -> bool {
    let classes = element.attr("class").unwrap_or_default().to_ascii_lowercase();
    let words =
        || classes.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_'));
    let has = |names: &[&str]| words().any(|word| names.contains(&word));
    let is_style = |kind: &str| {
        classes
            .split_ascii_whitespace()
            .any(|class| class.strip_prefix("is-style-").is_some_and(|style| style == kind))
    };
    let is_named = has(&BOX_WORDS) && has(&KINDS);
    (is_named && !has(&OTHER_WORDS)) || KINDS.iter().chain(&["callout"]).any(|kind| is_style(kind))
}

/// Whether a class is among these, with or without the letters and digits that tools add to keep
/// the classes of parts of a site apart (`admonition_xJq3`).
fn has(element: &Element, names: &[&str]) -> bool {
    element.classes().any(|class| {
        let is_suffix = |suffix: &str| {
            !suffix.is_empty()
                && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let bare = class.rsplit_once('_').filter(|(bare, suffix)| {
            is_suffix(suffix) && suffix.len() <= 6 && !bare.ends_with('_')
        });
        names.contains(&class) || bare.is_some_and(|(bare, _)| names.contains(&bare))
    })
}

/// Whether an element is the title of a callout.
pub(super) fn is_title(element: &Element) -> bool {
    element.has_attr("class") && has(element, &TITLES)
}

/// Puts the emoji that stands above the words of a callout before its first word.
pub(super) fn with_icon(mut blocks: Vec<Block>) -> Vec<Block> {
    let [Block::Paragraph { content: icon, .. }, Block::Paragraph { .. }, ..] = blocks.as_slice()
    else {
        return blocks;
    };
    let is_icon = |text: &str| {
        let text = text.trim();
        !text.is_empty()
            && text.chars().count() <= MAX_ICON_CHARS
            && !text.chars().any(char::is_alphanumeric)
    };
    let [Inline::Text(run)] = icon.as_slice() else { return blocks };
    if !is_icon(&run.text) {
        return blocks;
    }
    let icon = Run { text: format!("{} ", run.text.trim()), ..run.clone() };
    blocks.remove(0);
    if let Some(Block::Paragraph { content, .. }) = blocks.first_mut() {
        content.insert(0, Inline::Text(icon));
    }
    blocks
}

/// Turns GitHub's mark at the start of a quotation into a title.
pub(super) fn with_title(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(Block::Paragraph { content, .. }) = blocks.first_mut() else { return blocks };
    let Some(Inline::Text(run)) = content.first_mut() else { return blocks };
    let text = run.text.trim_start();
    let Some((mark, title)) = MARKS.iter().find(|(mark, _)| {
        text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
    }) else {
        return blocks;
    };
    run.text = text.get(mark.len()..).unwrap_or_default().trim_start().to_owned();
    if run.text.is_empty() {
        content.remove(0);
    }
    while matches!(content.first(), Some(Inline::Break)) {
        content.remove(0);
    }
    let title = Run { text: title(), style: InlineStyle::STRONG, link: None, hint: None };
    let title = Block::Paragraph { anchors: Vec::new(), content: vec![Inline::Text(title)] };
    if content.is_empty() {
        if let Some(first) = blocks.first_mut() {
            *first = title;
        }
    } else {
        blocks.insert(0, title);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    #[test]
    fn boxes_with_a_kind_are_set_apart_whatever_their_site_calls_them() {
        for start in [
            "<div class='notice--info'>",
            "<p class='prompt-tip'>",
            "<div class='panel panel-warning'>",
            "<div class='book-hint warning'>",
            "<div class='tip-box'>",
            "<div class='wp-block-group is-style-callout'>",
            "<div role=note>",
        ] {
            let shown = dump(&from_html(&format!("<p>Before</p>{start}Dig here"), None));
            assert_eq!(shown, "p Before\nquote\n  p Dig here\n", "{start}");
        }
        for start in ["<div class='author-info-box'>", "<div class=note>", "<p class=message>"] {
            let shown = dump(&from_html(&format!("<p>Before</p>{start}Dig here"), None));
            assert!(shown.ends_with("\np Dig here\n"), "{start}: {shown}");
        }
    }
}
