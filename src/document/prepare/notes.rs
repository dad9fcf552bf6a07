//! Moves notes whose words stand within a sentence to the end of the article, as numbered
//! footnotes with a way there and back.

use super::{is_in_tree, is_inline, letters, new_element};
use crate::document::dom::{Dom, Element, NONE, NodeId, NodeKind, ROOT};

/// Elements that are notes.
const NAMES: [&str; 12] = [
    "d-footnote",
    "dt-fn",
    "d-fn",
    "foot-note",
    "side-note",
    "margin-note",
    "inline-note",
    "sidenote",
    "marginnote",
    "footnote",
    "fn",
    "inline-footnote",
];

/// Classes of notes, in lower case without hyphens and underscores.
const CLASSES: [&str; 31] = [
    "sidenote",
    "sidenotecontent",
    "sidenotetext",
    "sidenotebody",
    "marginnote",
    "marginalnote",
    "refbody",
    "footnotebody",
    "footnotecontent",
    "footnotetext",
    "footnotetooltip",
    "footnotepopup",
    "footnotepopover",
    "modernfootnotesfootnotenote",
    "inlinefootnote",
    "inlinenote",
    "footnoteinline",
    "fntext",
    "fncontent",
    "fnbody",
    "notecontent",
    "notebody",
    "sncontent",
    "footnotehover",
    "littlefootpopover",
    "littlefootcontent",
    "bigfootfootnotecontent",
    "bigfootfootnote",
    "tooltiptext",
    "tooltipcontent",
    "tooltipbody",
];

/// Classes of notes that marks of notes have as well.
const CLASSES_OF_MARKS: [&str; 2] = ["footnote", "endnote"];

/// Words in the classes of what stands for a note in its sentence.
const MARK_CLASSES: [&str; 9] =
    ["note", "ref", "number", "toggle", "marker", "sn-", "mfn", "tooltip", "anchor"];

/// A longer mark is no mark, in characters.
const MAX_MARK_CHARS: usize = 5;
/// This many siblings are looked at for the words of the sentence.
const MAX_SIBLINGS: usize = 200;
/// This many elements may lie between a note and its paragraph.
const MAX_LEVELS: usize = 6;

pub(super) fn is_note_name(name: &str) -> bool {
    NAMES.contains(&name)
}

pub(super) fn is_note_class(element: &Element) -> bool {
    if element.has_attr("popover") || element.has_class(&CLASSES_OF_MARKS) {
        return true;
    }
    element.classes().any(|class| {
        let class: String = class
            .chars()
            .filter(|letter| !matches!(letter, '-' | '_'))
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        CLASSES.contains(&class.as_str())
    })
}

/// Moves the notes out of their sentences.
pub(super) fn move_out(dom: &mut Dom, found: &[NodeId]) {
    let notes: Vec<NodeId> =
        found.iter().copied().filter(|id| is_within_sentence(dom, *id)).collect();
    let mut list = NONE;
    let mut count = 0;
    for note in notes {
        // A note may be in a note that has been moved.
        if !is_in_tree(dom, note) || dom.element(note).is_none() {
            continue;
        }
        if list == NONE {
            list = new_list(dom);
        }
        count += 1;
        move_one(dom, note, list, count);
    }
}

/// Whether a note has words and stands between the words of a paragraph.
fn is_within_sentence(dom: &Dom, id: NodeId) -> bool {
    let Some(element) = dom.element(id) else { return false };
    if letters(dom, id) == 0 || !is_inline_or_named(element) {
        return false;
    }
    let may_be_mark = element.has_class(&CLASSES_OF_MARKS) && !is_note_name(element.local());
    if may_be_mark && (&**element.local() == "sup" || is_mark(dom, id)) {
        return false;
    }
    let mut at = id;
    for _ in 0..MAX_LEVELS {
        let has_words = dom.children(dom.parent(at)).take(MAX_SIBLINGS).any(|sibling| {
            sibling != at && dom.text(sibling).is_some_and(|text| !text.trim().is_empty())
        });
        if has_words {
            return !is_in_list_of_notes(dom, id);
        }
        at = dom.parent(at);
        if !dom.element(at).is_some_and(is_inline) {
            return false;
        }
    }
    false
}

/// Whether an element is short or leads to a note, so that it only stands for one.
fn is_mark(dom: &Dom, id: NodeId) -> bool {
    let leads_to_note = |element: &Element| {
        element.attr("href").is_some_and(|href| href.contains('#')) || element.has_attr("role")
    };
    dom.text_of(id).trim().chars().count() <= 2 * MAX_MARK_CHARS
        || std::iter::once(id)
            .chain(dom.descendants(id))
            .any(|part| dom.element(part).is_some_and(leads_to_note))
}

fn is_inline_or_named(element: &Element) -> bool {
    is_inline(element) || is_note_name(element.local())
}

/// Whether a note is already set apart, at the end of the article.
fn is_in_list_of_notes(dom: &Dom, id: NodeId) -> bool {
    std::iter::successors(Some(dom.parent(id)), |at| Some(dom.parent(*at)))
        .take_while(|at| *at != NONE)
        .filter_map(|at| dom.element(at))
        .any(|element| {
            element.classes().any(|class| {
                let class = class.to_ascii_lowercase();
                ["footnotes", "endnotes", "references", "reflist"]
                    .iter()
                    .any(|list| class.contains(list))
            })
        })
}

fn move_one(dom: &mut Dom, note: NodeId, list: NodeId, count: usize) {
    let mark = take_mark(dom, note).or_else(|| own_mark(dom, note));
    let (note_name, mark_name) = (format!("gleaner-note-{count}"), format!("gleaner-mark-{count}"));
    let raised = new_element(dom, "sup", &[]);
    let link = new_element(dom, "a", &[("href", &format!("#{note_name}")), ("id", &mark_name)]);
    let shown = mark.clone().unwrap_or_else(|| count.to_string());
    let text = dom.add(NodeKind::Text(shown.as_str().into()));
    dom.append(link, text);
    dom.append(raised, link);
    dom.insert_before(note, raised);
    dom.detach(note);
    drop_repeated_mark(dom, note, &shown);

    let number = mark.and_then(|mark| mark.parse().ok()).unwrap_or(count);
    let item = new_element(dom, "li", &[("id", &note_name), ("value", &number.to_string())]);
    dom.append(list, item);
    dom.move_children(note, item);
    let back = new_element(dom, "a", &[("href", &format!("#{mark_name}"))]);
    let space = dom.add(NodeKind::Text(" ".into()));
    let arrow = dom.add(NodeKind::Text("\u{21a9}".into()));
    dom.append(back, arrow);
    dom.append(item, space);
    dom.append(item, back);
}

/// Removes the number, box and label that stand for a note, and returns the number. A second number
/// belongs to the words before it.
fn take_mark(dom: &mut Dom, note: NodeId) -> Option<String> {
    let mut mark = None;
    let mut at = dom.previous(note);
    while at != NONE {
        let before = dom.previous(at);
        if let Some(text) = dom.text(at) {
            if !text.trim().is_empty() {
                break;
            }
        } else if let Some(found) = mark_text(dom, at)
            && (found.is_empty() || mark.is_none() || mark.as_ref() == Some(&found))
        {
            mark = Some(found).filter(|found| !found.is_empty()).or(mark);
            dom.detach(at);
        } else {
            break;
        }
        at = before;
    }
    mark
}

/// The text of an element that only stands for a note, without brackets.
fn mark_text(dom: &Dom, id: NodeId) -> Option<String> {
    let element = dom.element(id)?;
    let text = dom.text_of(id);
    let text = text.trim().trim_matches(['[', ']', '(', ')', '\u{2295}']).trim();
    let is_box = matches!(&**element.local(), "input" | "label" | "button");
    let is_marked = &**element.local() == "sup"
        || element
            .classes()
            .any(|class| MARK_CLASSES.iter().any(|word| class.to_ascii_lowercase().contains(word)));
    let is_short = text.chars().count() <= MAX_MARK_CHARS;
    (is_short && (is_box || is_marked)).then(|| text.to_owned())
}

/// The number that a note begins with.
fn own_mark(dom: &Dom, note: NodeId) -> Option<String> {
    mark_text(dom, dom.first_child(note)).filter(|text| (1..=2).contains(&text.len()))
}

/// A note may begin with the number that its mark shows already.
fn drop_repeated_mark(dom: &mut Dom, note: NodeId, mark: &str) {
    let first = dom.first_child(note);
    if mark_text(dom, first).is_some_and(|text| text == mark) {
        dom.detach(first);
    }
}

/// An empty list at the end of the body, below a rule.
fn new_list(dom: &mut Dom) -> NodeId {
    let list = new_element(dom, "ol", &[]);
    let rule = new_element(dom, "hr", &[]);
    let body = dom.children(ROOT).find(|id| dom.element(*id).is_some()).unwrap_or(ROOT);
    dom.append(body, rule);
    dom.append(body, list);
    list
}

#[cfg(test)]
mod tests {
    use crate::document::{dump, from_html};

    #[test]
    fn a_note_within_a_sentence_becomes_a_footnote() {
        for html in [
            "<p>Dug in a wet year<label for=a class=sidenote-number></label>\
             <input type=checkbox id=a><span class=sidenote>The wettest.</span> by hand.</p>",
            "<p>Dug in a wet year<d-footnote>The wettest.</d-footnote> by hand.</p>",
            "<p>Dug in a wet year<span class=ref><span class=refnum>[1]</span>\
             <span class=refbody>The wettest.</span></span> by hand.</p>",
            "<p>Dug in a wet year<span class=footnote>The wettest.</span> by hand.</p>",
            "<p>Dug in a wet year<button popovertarget=n>1</button>\
             <span popover id=n>The wettest.</span> by hand.</p>",
            "<p>Dug in a wet year<button class=littlefoot__button>1</button>\
             <span class=littlefoot__popover>The wettest.</span> by hand.</p>",
            "<p>Dug in a wet year<sup class=footnote><a>1</a></sup>\
             <span class='modern-footnotes-footnote__note'>The wettest.</span> by hand.</p>",
        ] {
            let shown = dump(&from_html(html, None));
            let wanted = "p Dug in a wet year{#gleaner-mark-1}{^:1 <#gleaner-note-1>} by hand.\n\
                          rule\nordered list\n  1. #gleaner-note-1 \
                          The wettest. {:↩ <#gleaner-mark-1>}\n";
            assert_eq!(shown, wanted, "{html}");
        }
    }

    #[test]
    fn numbers_beside_a_note_are_not_lost() {
        let html = "<p>Area<sup>2</sup><sup>1</sup><span class=sidenote>Of <b>it</b>.</span> stays";
        let shown = dump(&from_html(html, None));
        assert!(
            shown.starts_with("p Area{^:2}{#gleaner-mark-1}{^:1 <#gleaner-note-1>} stays"),
            "{shown}"
        );
        let html = "<p>Made of<d-footnote><sup>2</sup>H is heavy.</d-footnote> water";
        let shown = dump(&from_html(html, None));
        assert!(shown.contains("{^:2 <#gleaner-note-1>} water"), "{shown}");
    }

    #[test]
    fn notes_that_stand_apart_stay_where_they_are() {
        for html in [
            "<div><span class=sidenote>A remark.</span></div><p>Words</p>",
            "<p>Words <a class=footnote href=#fn1>see the first note</a> stay.</p>",
            "<ol class=footnotes><li>1 <span class=footnote-text>A remark.</span></ol>",
        ] {
            assert!(!dump(&from_html(html, None)).contains("gleaner"), "{html}");
        }
    }
}
