//! Walks a tree in document order without recursion, so that no nesting can overflow the stack.

use super::dom::{Dom, NONE, NodeId};

/// Whether a walk goes into a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Descent {
    Into,
    Over,
}

/// Receives the nodes of a walk.
pub(super) trait Visitor {
    fn enter(&mut self, id: NodeId) -> Descent;

    /// Called for every node that was entered, after its children.
    fn leave(&mut self, id: NodeId);
}

/// Visits every node below `top`, but not `top` itself.
pub(super) fn walk(dom: &Dom, top: NodeId, visitor: &mut impl Visitor) {
    let mut at = dom.first_child(top);
    while at != NONE {
        let child = match visitor.enter(at) {
            Descent::Into => dom.first_child(at),
            Descent::Over => NONE,
        };
        at = if child == NONE { leave_to_next(dom, at, top, visitor) } else { child };
    }
}

/// Leaves nodes upwards until one has a next sibling, and returns that sibling.
fn leave_to_next(dom: &Dom, from: NodeId, top: NodeId, visitor: &mut impl Visitor) -> NodeId {
    let mut at = from;
    loop {
        visitor.leave(at);
        let next = dom.next(at);
        if next != NONE {
            return next;
        }
        at = dom.parent(at);
        if at == top || at == NONE {
            return NONE;
        }
    }
}
