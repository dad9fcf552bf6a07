//! Repairs the tree of a body before its document is built: shows an article that a script would
//! show, moves notes out of their sentences, and removes the second copies of pictures.
//!
//! Each file has one repair. All of them leave ordinary bodies as they are.

mod galleries;
mod hidden;
mod notes;
mod tabs;
mod twins;

use html5ever::{LocalName, QualName, ns};

use super::dom::{Dom, Element, NONE, NodeId, NodeKind, ROOT};
use super::elements::{Role, role};
use super::style::is_hidden_by_page;

/// The elements that the repairs need, found in one pass.
#[derive(Default)]
struct Found {
    hidden: Vec<NodeId>,
    pictures: Vec<NodeId>,
    /// Elements that may be notes within a sentence.
    notes: Vec<NodeId>,
    /// Elements that may be a row of tabs.
    tabs: Vec<NodeId>,
    /// Labels that choose one of several parts.
    labels: Vec<NodeId>,
    /// Elements that may lie over the page.
    layers: Vec<NodeId>,
    /// Elements that are meant for either light or dark pages.
    themed: Vec<(NodeId, twins::Scheme)>,
    feet: Vec<NodeId>,
    /// Galleries whose pictures may be in an attribute.
    galleries: Vec<NodeId>,
}

impl Found {
    fn of(dom: &Dom) -> Self {
        let mut found = Self::default();
        for id in 0..dom.len() as NodeId {
            if let Some(element) = dom.element(id) {
                found.add(id, element);
            }
        }
        found
    }

    fn add(&mut self, id: NodeId, element: &Element) {
        let name = &**element.local();
        if name == "noscript" {
            self.hidden.push(id);
        }
        if name == "tfoot" {
            self.feet.push(id);
        }
        if notes::is_note_name(name) {
            self.notes.push(id);
        }
        if element.attrs.is_empty() {
            return;
        }
        if is_hidden_by_page(element) {
            self.hidden.push(id);
        }
        if matches!(name, "img" | "amp-img") {
            self.pictures.push(id);
        }
        if name == "label" && element.has_attr("for") {
            self.labels.push(id);
        }
        if let Some(scheme) = twins::Scheme::of(element) {
            self.themed.push((id, scheme));
        }
        if notes::is_note_class(element) {
            self.notes.push(id);
        }
        if tabs::may_be_tabs(element) {
            self.tabs.push(id);
        }
        if twins::may_be_layer(element) {
            self.layers.push(id);
        }
        if galleries::may_hold_gallery(element) {
            self.galleries.push(id);
        }
    }
}

/// Applies all repairs.
pub(super) fn prepare(dom: &mut Dom) {
    let found = Found::of(dom);
    found.galleries.iter().for_each(|gallery| galleries::fill(dom, *gallery));
    hidden::reveal(dom, &found.hidden);
    tabs::name_panels(dom, &found.tabs, &found.labels);
    twins::join_schemes(dom, &found.themed);
    twins::drop_layers(dom, &found.layers, &found.pictures);
    twins::drop_stand_ins(dom, &found.pictures);
    found.feet.iter().for_each(|foot| move_foot(dom, *foot));
    notes::move_out(dom, &found.notes);
}

/// Moves the foot of a table to its end. It may stand before the body in the source.
fn move_foot(dom: &mut Dom, foot: NodeId) {
    let table = dom.parent(foot);
    if dom.next(foot) != NONE && table != NONE {
        dom.detach(foot);
        dom.append(table, foot);
    }
}

fn new_element(dom: &mut Dom, name: &str, attributes: &[(&str, &str)]) -> NodeId {
    let name = QualName::new(None, ns!(html), LocalName::from(name));
    let id = dom.add(NodeKind::Element(Element { name, attrs: Vec::new() }));
    for (name, value) in attributes {
        if let Some(element) = dom.element_mut(id) {
            element.set_attr(name, value);
        }
    }
    id
}

/// Whether a node is still in the tree.
fn is_in_tree(dom: &Dom, id: NodeId) -> bool {
    dom.is_within(id, ROOT)
}

/// The number of letters and digits below a node.
fn letters(dom: &Dom, top: NodeId) -> usize {
    let mut count = 0;
    let mut id = dom.first_child(top);
    while id != NONE {
        let mut next = dom.after(id, top);
        match dom.get(id).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => count += letters_of(text),
            Some(NodeKind::Element(element)) if has_no_words(element) => {
                next = dom.after_subtree(id, top);
            }
            Some(NodeKind::Element(_) | NodeKind::Other) | None => {}
        }
        id = next;
    }
    count
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

fn has_no_words(element: &Element) -> bool {
    matches!(role(element.local().as_bytes()), Role::Dropped | Role::Script | Role::NoScript)
}

/// Whether an element stands within a line.
fn is_inline(element: &Element) -> bool {
    matches!(
        role(element.local().as_bytes()),
        Role::Transparent
            | Role::Link
            | Role::Styled(_)
            | Role::Explained
            | Role::InlineQuote
            | Role::Input
    )
}
