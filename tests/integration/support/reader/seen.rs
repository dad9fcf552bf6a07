//! The window as a screen reader sees it: the nodes of its accessibility tree that are not hidden.

use std::sync::Arc;

use egui::accesskit::{Role, Toggled};
use egui_kittest::kittest::{AccessKitNode, NodeT as _};

use super::Window;
use crate::support::program::Program;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub role: Role,
    pub name: String,
    pub description: String,
    pub is_selected: bool,
    pub is_toggled: bool,
    pub is_expanded: Option<bool>,
    /// From zero, as in AccessKit.
    pub position: Option<usize>,
    /// The number of nodes like it, which the node around them tells.
    pub size: Option<usize>,
    pub level: Option<usize>,
    /// The roles of the nodes around it, innermost first.
    pub around: Vec<Role>,
}

fn seen(node: &AccessKitNode<'_>) -> Seen {
    let data = node.data();
    let around: Vec<AccessKitNode<'_>> =
        std::iter::successors(node.parent(), AccessKitNode::parent).collect();
    let label = node.label().filter(|label| !label.is_empty());
    let name = label.or_else(|| node.value().filter(|_| node.role() == Role::Label));
    Seen {
        role: node.role(),
        name: name.or_else(|| data.placeholder().map(str::to_owned)).unwrap_or_default(),
        description: data.description().unwrap_or_default().to_owned(),
        is_selected: data.is_selected() == Some(true),
        is_toggled: data.toggled() == Some(Toggled::True),
        is_expanded: data.is_expanded(),
        position: data.position_in_set(),
        size: around.iter().find_map(|outer| outer.data().size_of_set()),
        level: data.level(),
        around: around.iter().map(AccessKitNode::role).collect(),
    }
}

fn is_hidden(node: &AccessKitNode<'_>) -> bool {
    std::iter::successors(Some(*node), AccessKitNode::parent).any(|node| node.is_hidden())
}

impl Window {
    /// The window on a library with so many feeds, none of which was fetched.
    pub fn open_with_feeds(count: usize) -> Self {
        let feed = |number| feed_outline(&format!("Feed {number}"), number);
        Self::open_importing(&(0..count).map(feed).collect::<String>())
    }

    /// The window on a library with a feed in a folder.
    pub fn open_with_folder() -> Self {
        let feed = feed_outline("Inner", 0);
        Self::open_importing(&format!("<outline text='Folder'>{feed}</outline>"))
    }

    fn open_importing(outlines: &str) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let list = profile.path().join("list.opml");
        let text = format!("<opml version='2.0'><body>{outlines}</body></opml>");
        std::fs::write(&list, text).unwrap();
        Program::in_profile(profile.path()).ok(&["import", list.to_str().unwrap()]);
        Self::on(Arc::new(profile), None, [1400.0, 900.0])
    }

    /// The node that a screen reader takes for the one with the focus.
    pub fn focus_seen(&self) -> Option<Seen> {
        let nodes = self.harness.root().children_recursive().map(|node| node.accesskit_node());
        nodes.filter(AccessKitNode::is_focused).map(|node| seen(&node)).next()
    }

    /// The place of what has the keyboard focus.
    pub fn focus_rect(&self) -> Option<egui::Rect> {
        let mut nodes = self.harness.root().children_recursive();
        nodes.find(|node| node.accesskit_node().is_focused()).map(|node| node.rect())
    }

    /// Everything that a screen reader finds.
    pub fn seen(&self) -> Vec<Seen> {
        let nodes = self.harness.root().children_recursive().map(|node| node.accesskit_node());
        nodes.filter(|node| !is_hidden(node)).map(|node| seen(&node)).collect()
    }

    /// Widgets without a name.
    pub fn unnamed(&self) -> Vec<String> {
        self.harness.unnamed_widgets()
    }
}

fn feed_outline(title: &str, number: usize) -> String {
    format!("<outline type='rss' text='{title}' xmlUrl='http://127.0.0.1:9/{number}'/>")
}
