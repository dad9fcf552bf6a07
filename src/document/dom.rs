//! A compact tree of HTML nodes in one vector, linked by index. [`super::sink`] builds it.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

/// The index of a node.
pub(super) type NodeId = u32;

/// No node.
pub(super) const NONE: NodeId = NodeId::MAX;

/// The document itself.
pub(super) const ROOT: NodeId = 0;

#[derive(Debug)]
pub(super) enum NodeKind {
    /// The document, the content of a template or a comment. It shows nothing itself.
    Other,
    Text(StrTendril),
    Element(Element),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attrs: Vec<Attribute>,
}

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: NodeId,
    pub(super) previous: NodeId,
    pub(super) next: NodeId,
    pub(super) first_child: NodeId,
    pub(super) last_child: NodeId,
    pub(super) kind: NodeKind,
}

/// All nodes of a body.
#[derive(Debug, Default)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

impl Element {
    /// The name without its namespace.
    pub(super) fn local(&self) -> &LocalName {
        &self.name.local
    }

    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
    }

    pub(super) fn set_attr(&mut self, name: &str, value: &str) {
        if let Some(attr) = self.attrs.iter_mut().find(|attr| &*attr.name.local == name) {
            attr.value = value.into();
            return;
        }
        let name = QualName::new(None, ns!(), LocalName::from(name));
        self.attrs.push(Attribute { name, value: value.into() });
    }

    pub(super) fn has_attr(&self, name: &str) -> bool {
        self.attr(name).is_some()
    }

    /// The words of the `class` attribute.
    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attr("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether one of its classes is among `names`.
    pub(super) fn has_class(&self, names: &[&str]) -> bool {
        self.classes().any(|class| names.contains(&class))
    }
}

impl Dom {
    /// The number of nodes that were ever made.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Adds a node without neighbours.
    pub(super) fn add(&mut self, kind: NodeKind) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first_child: NONE,
            last_child: NONE,
            kind,
        });
        id
    }

    pub(super) fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    pub(super) fn get_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize)
    }

    /// The element, if the node is one.
    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.get(id)?.kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) | NodeKind::Other => None,
        }
    }

    pub(super) fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.get_mut(id)?.kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) | NodeKind::Other => None,
        }
    }

    /// The text, if the node is text.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.get(id)?.kind {
            NodeKind::Text(text) => Some(text),
            NodeKind::Element(_) | NodeKind::Other => None,
        }
    }

    /// All elements, in the order in which they were made.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match &node.kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) | NodeKind::Other => None,
        })
    }

    /// First child, or [`NONE`].
    pub(super) fn first_child(&self, id: NodeId) -> NodeId {
        self.get(id).map_or(NONE, |node| node.first_child)
    }

    /// Next sibling, or [`NONE`].
    pub(super) fn next(&self, id: NodeId) -> NodeId {
        self.get(id).map_or(NONE, |node| node.next)
    }

    /// Previous sibling, or [`NONE`].
    pub(super) fn previous(&self, id: NodeId) -> NodeId {
        self.get(id).map_or(NONE, |node| node.previous)
    }

    /// Parent, or [`NONE`].
    pub(super) fn parent(&self, id: NodeId) -> NodeId {
        self.get(id).map_or(NONE, |node| node.parent)
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let valid = |id: NodeId| (id != NONE).then_some(id);
        std::iter::successors(valid(self.first_child(id)), move |child| valid(self.next(*child)))
    }

    /// Every node below `top` in document order, without recursion.
    pub(super) fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        let valid = |id: NodeId| (id != NONE).then_some(id);
        std::iter::successors(valid(self.first_child(top)), move |id| valid(self.after(*id, top)))
    }

    /// The node after `id` and its descendants in document order, within `top`.
    pub(super) fn after_subtree(&self, id: NodeId, top: NodeId) -> NodeId {
        let mut at = id;
        while at != top && at != NONE {
            let next = self.next(at);
            if next != NONE {
                return next;
            }
            at = self.parent(at);
        }
        NONE
    }

    /// The node after `id` in document order, within `top`.
    pub(super) fn after(&self, id: NodeId, top: NodeId) -> NodeId {
        let child = self.first_child(id);
        if child == NONE { self.after_subtree(id, top) } else { child }
    }

    /// Whether a node is `top` or below it.
    pub(super) fn is_within(&self, id: NodeId, top: NodeId) -> bool {
        let mut at = id;
        while at != NONE {
            if at == top {
                return true;
            }
            at = self.parent(at);
        }
        false
    }

    /// The text of a subtree, with the white space of the source.
    pub(super) fn text_of(&self, top: NodeId) -> String {
        self.descendants(top).filter_map(|id| self.text(id)).collect()
    }

    /// Removes a node from its parent.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(node) = self.get_mut(id) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        match self.get_mut(previous) {
            Some(before) => before.next = next,
            None => self.set_first_child(parent, next),
        }
        match self.get_mut(next) {
            Some(after) => after.previous = previous,
            None => self.set_last_child(parent, previous),
        }
    }

    /// Adds a node as the last child.
    pub(super) fn append(&mut self, parent: NodeId, id: NodeId) {
        let last = self.get(parent).map_or(NONE, |node| node.last_child);
        if let Some(node) = self.get_mut(id) {
            (node.parent, node.previous, node.next) = (parent, last, NONE);
        }
        match self.get_mut(last) {
            Some(before) => before.next = id,
            None => self.set_first_child(parent, id),
        }
        self.set_last_child(parent, id);
    }

    /// Inserts a node before `sibling`.
    pub(super) fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        let Some(after) = self.get_mut(sibling) else { return };
        let (parent, previous) = (after.parent, after.previous);
        after.previous = id;
        if let Some(node) = self.get_mut(id) {
            (node.parent, node.previous, node.next) = (parent, previous, sibling);
        }
        match self.get_mut(previous) {
            Some(before) => before.next = id,
            None => self.set_first_child(parent, id),
        }
    }

    /// Moves all children of `from` to the end of `to`.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        let mut child = self.first_child(from);
        while child != NONE {
            let next = self.next(child);
            self.detach(child);
            self.append(to, child);
            child = next;
        }
    }

    fn set_first_child(&mut self, parent: NodeId, child: NodeId) {
        if let Some(node) = self.get_mut(parent) {
            node.first_child = child;
        }
    }

    fn set_last_child(&mut self, parent: NodeId, child: NodeId) {
        if let Some(node) = self.get_mut(parent) {
            node.last_child = child;
        }
    }
}
