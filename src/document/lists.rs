//! Finds the marker of a list and the numbers of its items, with `start`, `value` and `reversed`.

use super::boxes::drawn_box;
use super::dom::{Dom, Element, NodeId};
use super::elements::{Role, role};
use super::frames::{ItemState, ListState};
use super::model::ListMarker;
use super::style::declarations;

/// The state of a list before its first item.
pub(super) fn list_state(dom: &Dom, id: NodeId, list_role: Role) -> ListState {
    let is_ordered = list_role == Role::Numbers;
    let default = if is_ordered { ListMarker::Decimal } else { ListMarker::Bullet };
    let Some(element) = dom.element(id) else {
        return ListState { marker: default, next_number: 1, step: 1, items: Vec::new() };
    };
    let is_reversed = is_ordered && element.has_attr("reversed");
    let count = || {
        dom.children(id)
            .filter_map(|child| dom.element(child))
            .filter(|child| role(child.local().as_bytes()) == Role::Item)
            .count()
    };
    let start =
        element.attr("start").filter(|_| is_ordered).and_then(|start| start.trim().parse().ok());
    let first = if is_reversed { i32::try_from(count()).unwrap_or(i32::MAX) } else { 1 };
    ListState {
        marker: marker(element).unwrap_or(default),
        next_number: start.unwrap_or(first),
        step: if is_reversed { -1 } else { 1 },
        items: Vec::new(),
    }
}

/// The state of the next item.
pub(super) fn next_item(list: &ListState, element: &Element) -> ItemState {
    let value = element.attr("value").and_then(|value| value.trim().parse().ok());
    let is_done = if element.attrs.is_empty() { None } else { drawn_box(element, true) };
    ItemState { number: value.unwrap_or(list.next_number), is_done }
}

fn marker(element: &Element) -> Option<ListMarker> {
    let styled = element.attr("style").and_then(|style| {
        declarations(style)
            .filter(|(name, _)| name == "list-style" || name == "list-style-type")
            .find_map(|(_, value)| styled_marker(value))
    });
    styled.or_else(|| match element.attr("type")?.trim() {
        "1" => Some(ListMarker::Decimal),
        "a" => Some(ListMarker::LowerAlpha),
        "A" => Some(ListMarker::UpperAlpha),
        "i" => Some(ListMarker::LowerRoman),
        "I" => Some(ListMarker::UpperRoman),
        "none" => Some(ListMarker::None),
        "disc" | "circle" | "square" => Some(ListMarker::Bullet),
        _ => None,
    })
}

fn styled_marker(value: &str) -> Option<ListMarker> {
    value.split_ascii_whitespace().find_map(|word| match word.to_ascii_lowercase().as_str() {
        "none" => Some(ListMarker::None),
        "disc" | "circle" | "square" => Some(ListMarker::Bullet),
        "decimal" | "decimal-leading-zero" => Some(ListMarker::Decimal),
        "lower-alpha" | "lower-latin" => Some(ListMarker::LowerAlpha),
        "upper-alpha" | "upper-latin" => Some(ListMarker::UpperAlpha),
        "lower-roman" => Some(ListMarker::LowerRoman),
        "upper-roman" => Some(ListMarker::UpperRoman),
        _ => None,
    })
}
