//! Finds the box of a task: drawn by a class or a role, or written as `[x]`.

use super::dom::Element;
use super::model::{Block, Inline, InlineStyle};

/// The state of the box that an element draws by its class or its role, if it draws one.
pub(super) fn drawn_box(element: &Element, has_words: bool) -> Option<bool> {
    let state = element
        .attr("aria-checked")
        .or_else(|| element.attr("data-checked"))
        .or_else(|| element.attr("data-list"))
        .or_else(|| element.attr("data-task"));
    match state.map(str::trim) {
        Some("true" | "checked" | "x" | "X") => return Some(true),
        Some("false" | "unchecked" | "" | " ") => return Some(false),
        _ => {}
    }
    let classes: Vec<String> = element.classes().map(str::to_ascii_lowercase).collect();
    let is_box = classes.iter().any(|class| {
        ["checkbox", "check-box", "task", "todo", "to-do", "fa-square", "fa-check-square"]
            .iter()
            .any(|sign| class.contains(sign))
    });
    // An item with words is a task only if its class says so in two ways.
    if !is_box || (has_words && !matches!(&**element.local(), "li")) {
        return None;
    }
    let words = || classes.iter().flat_map(|class| class.split(['-', '_']));
    let has = |names: &[&str]| words().any(|word| names.contains(&word));
    if has(&["off", "unchecked", "open", "undone", "incomplete", "empty", "pending", "todo"])
        && !has(&["done", "checked", "on", "complete", "completed"])
    {
        Some(false)
    } else if has(&["on", "checked", "done", "complete", "completed", "ticked", "check"]) {
        Some(true)
    } else if has(&["square", "o"]) {
        Some(false)
    } else {
        None
    }
}

/// Takes the box off an item that begins with `[ ]` or `[x]`, and returns its state.
pub(super) fn take_box(blocks: &mut [Block]) -> Option<bool> {
    let Some(Block::Paragraph { content, .. }) = blocks.first_mut() else { return None };
    let Some(Inline::Text(run)) = content.first_mut() else { return None };
    let (is_done, rest) = [("[ ] ", false), ("[x] ", true), ("[X] ", true)]
        .into_iter()
        .find_map(|(mark, is_done)| Some((is_done, run.text.strip_prefix(mark)?.to_owned())))?;
    if run.style.contains(InlineStyle::CODE) {
        return None;
    }
    run.text = rest;
    if run.text.is_empty() {
        content.remove(0);
    }
    Some(is_done)
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    #[test]
    fn done_and_open_tasks_can_be_told_apart() {
        for (open, done) in [
            ("<li><div class='checkbox checkbox-off'></div>", "<li><i class='checkbox-on'></i>"),
            ("<li role=checkbox aria-checked=false>", "<li role=checkbox aria-checked=true>"),
            ("<li class='task-item unchecked'>", "<li class='task-item checked'>"),
            ("<li><i class='fa fa-square-o'></i>", "<li><i class='fa fa-check-square-o'></i>"),
            ("<li>[ ] ", "<li>[x] "),
        ] {
            let shown = dump(&from_html(&format!("<ul>{open}Sow{done}Reap</ul>"), None));
            assert_eq!(shown, "list\n  - [ ] Sow\n  - [x] Reap\n", "{open}");
        }
        let styled = dump(&from_html("<ul><li>[x] <code>Sow</code></ul>", None));
        assert_eq!(styled, "list\n  - [x] {`:Sow}\n");
        let plain = "<ul><li><span class=checked>Plain</span><li class=item>Too</ul>";
        assert_eq!(dump(&from_html(plain, None)), "list\n  - Plain\n  - Too\n");
    }
}
