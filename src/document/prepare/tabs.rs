//! Gives each of several parts, of which a page shows one at a time, the name of its tab. Without
//! this, the names of all tabs would stand together as one word.

use std::collections::HashSet;

use html5ever::{LocalName, QualName, ns};

use super::{is_in_tree, letters};
use crate::document::dom::{Dom, Element, NONE, NodeId, NodeKind};
use crate::document::style::without_hiding;

/// Classes of rows of tabs.
const ROWS: [&str; 14] = [
    "tabs",
    "tab-list",
    "tablist",
    "tabbed-labels",
    "nav-tabs",
    "tab-labels",
    "code-tabs",
    "tab-nav",
    "tabs-nav",
    "tabs-header",
    "tab-bar",
    "code-group__nav",
    "vp-code-tabs-nav",
    "tab-buttons",
];

/// More rows of tabs than this stay as they are.
const MAX_ROWS: usize = 200;
/// More parts than this are no tabs.
const MAX_PANELS: usize = 64;
/// A longer text is no name of a tab, in characters.
const MAX_NAME_CHARS: usize = 40;

pub(super) fn may_be_tabs(element: &Element) -> bool {
    element.attr("role") == Some("tablist") || element.has_class(&ROWS)
}

/// Puts the names of tabs above the parts that they show.
pub(super) fn name_panels(dom: &mut Dom, rows: &[NodeId], labels: &[NodeId]) {
    for row in rows.iter().copied().take(MAX_ROWS) {
        if is_in_tree(dom, row) {
            name_row(dom, row);
        }
    }
    if labels.is_empty() {
        return;
    }
    let choices: HashSet<String> = (0..dom.len() as NodeId)
        .filter_map(|id| dom.element(id))
        .filter(|element| element.attr("type") == Some("radio"))
        .filter_map(|element| element.attr("id").map(str::to_owned))
        .collect();
    for label in labels.iter().copied() {
        let is_choice = dom
            .element(label)
            .and_then(|element| element.attr("for"))
            .is_some_and(|target| choices.contains(target));
        if let Some(panel) =
            next_element(dom, label).filter(|_| is_choice && is_in_tree(dom, label))
            && dom.element(panel).is_some_and(is_box)
        {
            let name = name_of(dom, label);
            dom.detach(label);
            put_above(dom, panel, &name);
        }
    }
}

fn is_box(element: &Element) -> bool {
    matches!(&**element.local(), "div" | "section" | "article" | "pre" | "figure")
}

fn name_row(dom: &mut Dom, row: NodeId) {
    let names = names(dom, row);
    if names.len() < 2 {
        return;
    }
    let panels = panels(dom, row, names.len());
    if panels.len() != names.len() {
        return;
    }
    dom.detach(row);
    for (panel, name) in panels.into_iter().zip(names) {
        if let Some(element) = dom.element_mut(panel) {
            without_hiding(element);
        }
        put_above(dom, panel, &name);
    }
}

/// The names of the tabs in a row; empty if it holds anything else.
fn names(dom: &Dom, row: NodeId) -> Vec<String> {
    let is_tab = |id: &NodeId| {
        dom.element(*id).is_some_and(|element| {
            matches!(&**element.local(), "label" | "button" | "li")
                || element.attr("role") == Some("tab")
        })
    };
    let mut tabs: Vec<NodeId> = dom.descendants(row).filter(is_tab).collect();
    if tabs.is_empty() {
        let is_word = |id: &NodeId| {
            dom.element(*id)
                .is_some_and(|element| matches!(&**element.local(), "a" | "span" | "div"))
        };
        tabs = dom.children(row).filter(is_word).collect();
    }
    let inner: HashSet<NodeId> = tabs.iter().map(|tab| dom.parent(*tab)).collect();
    let names: Vec<String> =
        tabs.iter().filter(|tab| !inner.contains(tab)).map(|tab| name_of(dom, *tab)).collect();
    let are_names =
        names.iter().all(|name| !name.is_empty() && name.chars().count() <= MAX_NAME_CHARS);
    if are_names { names } else { Vec::new() }
}

fn name_of(dom: &Dom, id: NodeId) -> String {
    dom.text_of(id).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts that the tabs of a row show: the boxes after it, or the boxes in the box after it.
fn panels(dom: &Dom, row: NodeId, count: usize) -> Vec<NodeId> {
    let has_box = |id: &NodeId| dom.element(*id).is_some_and(is_box);
    let after: Vec<NodeId> = std::iter::successors(Some(dom.next(row)), |id| Some(dom.next(*id)))
        .take_while(|id| *id != NONE)
        .filter(has_box)
        .take(MAX_PANELS)
        .collect();
    let has_words = |id: &NodeId| letters(dom, *id) > 0;
    if let Some(first) = after.first() {
        let inner: Vec<NodeId> = dom.children(*first).filter(has_box).collect();
        if inner.len() == count && inner.iter().all(has_words) {
            return inner;
        }
    }
    let is_panel = |id: &NodeId| {
        dom.element(*id).is_some_and(|element| {
            element.attr("role") == Some("tabpanel")
                || &**element.local() == "pre"
                || element.classes().any(|class| {
                    ["panel", "pane", "content", "block", "tab"]
                        .iter()
                        .any(|word| class.contains(word))
                })
        })
    };
    let after: Vec<NodeId> = after.into_iter().filter(|id| is_panel(id) && has_words(id)).collect();
    if after.len() == count { after } else { Vec::new() }
}

fn next_element(dom: &Dom, id: NodeId) -> Option<NodeId> {
    let mut at = dom.next(id);
    while at != NONE && dom.element(at).is_none() {
        if dom.text(at).is_some_and(|text| !text.trim().is_empty()) {
            return None;
        }
        at = dom.next(at);
    }
    (at != NONE).then_some(at)
}

/// Puts a name above a part: as its caption if the part is code, else as a bold line.
fn put_above(dom: &mut Dom, panel: NodeId, name: &str) {
    if let Some(element) = dom.element_mut(panel)
        && &**element.local() == "pre"
    {
        element.set_attr("data-title", name);
        return;
    }
    let html = |name: &str| QualName::new(None, ns!(html), LocalName::from(name));
    let is_code = dom
        .descendants(panel)
        .filter_map(|id| dom.element(id))
        .any(|element| &**element.local() == "pre")
        && !dom
            .descendants(panel)
            .filter_map(|id| dom.element(id))
            .any(|element| &**element.local() == "p");
    let mut add = |name: &str| {
        let element = Element { name: html(name), attrs: Vec::new() };
        dom.add(NodeKind::Element(element))
    };
    let outer = add(if is_code { "figcaption" } else { "p" });
    let inner = add(if is_code { "span" } else { "strong" });
    let text = dom.add(NodeKind::Text(name.into()));
    dom.append(inner, text);
    dom.append(outer, inner);
    let first = dom.first_child(panel);
    if first == NONE {
        dom.append(panel, outer);
    } else {
        dom.insert_before(first, outer);
    }
    if is_code && let Some(element) = dom.element_mut(panel) {
        element.name = html("figure");
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{dump, from_html};

    #[test]
    fn each_piece_of_code_gets_the_name_of_its_tab() {
        let code = "<div><pre>a</pre></div><div hidden><pre>b</pre></div>";
        let wanted = "figure\n  caption One\n  code\n    | a\n\
                      figure\n  caption Two\n  code\n    | b\n";
        for row in [
            "<div class=tabs><input type=radio id=x><label for=x>One</label>\
             <input type=radio id=y><label for=y>Two</label></div>",
            "<ul role=tablist><li role=tab>One</li><li role=tab>Two</li></ul>",
            "<div role=tablist><button role=tab>One</button><button role=tab>Two</button></div>",
        ] {
            let html = format!("<div>{row}<div>{code}</div></div>");
            assert_eq!(dump(&from_html(&html, None)), wanted, "{row}");
        }
    }

    #[test]
    fn bare_code_after_a_row_of_tabs_gets_its_name() {
        let html = "<div class=tab-list><button>One</button><button>Two</button></div>\
                    <pre>a</pre><pre>b</pre>";
        let shown = dump(&from_html(html, None));
        assert!(shown.contains("caption One\n  code\n    | a"), "{shown}");
    }

    #[test]
    fn other_parts_get_their_name_as_a_line() {
        let html = "<div class=tabs><label>One</label><label>Two</label></div>\
                    <div><div><p>A</p></div><div><p>B</p></div></div>";
        assert_eq!(dump(&from_html(html, None)), "p {**:One}\np A\np {**:Two}\np B\n");
    }
}
