//! Recognises code of highlighters that use no `<pre>`, and the labels that belong to the box
//! around a piece of code.

use super::dom::{Dom, Element, NONE, NodeId};
use super::elements::{Role, role};
use super::language::{is_known_language, language_of};
use super::style::declarations;

/// Classes of boxes whose whole content is one piece of code.
const BOXES: [&str; 9] = [
    "syntaxhighlighter",
    "dp-highlighter",
    "crayon-syntax",
    "geshi",
    "geshifilter",
    "syntax_hilite",
    "CodeMirror",
    "monaco-editor",
    "ace_editor",
];

/// Words of the buttons that copy or run code.
const BUTTONS: [&str; 14] = [
    "copy",
    "copy code",
    "copied",
    "copied!",
    "copy to clipboard",
    "copy snippet",
    "copy link",
    "run",
    "run code",
    "expand",
    "wrap",
    "toggle word wrap",
    "raw",
    "view raw",
];

/// Classes of an element that shows the name of the language.
const LABELS: [&str; 11] = [
    "lang",
    "language",
    "code-lang",
    "code-language",
    "lang-label",
    "lang-name",
    "language-label",
    "language-name",
    "code-block-lang",
    "code-label",
    "code-header-lang",
];

/// This many elements around a label may be the box.
const LEVELS: usize = 3;
/// A longer text is no label, in characters.
const MAX_LABEL_CHARS: usize = 32;

/// Whether an element is a box of an older highlighter.
pub(super) fn is_code_box(dom: &Dom, id: NodeId, element: &Element) -> bool {
    if element.attrs.is_empty() {
        return false;
    }
    let is_list = matches!(role(element.local().as_bytes()), Role::Numbers)
        && element.classes().any(|class| class.starts_with("dp-") || class == "linenums");
    is_list || (element.has_class(&BOXES) && has_words(dom, id)) || is_styled_as_code(element)
}

/// Whether a division looks like code: every space counts, and all letters have one width.
fn is_styled_as_code(element: &Element) -> bool {
    if !matches!(role(element.local().as_bytes()), Role::Division) {
        return false;
    }
    let Some(style) = element.attr("style") else { return false };
    let value = |wanted: &[&str]| {
        declarations(style)
            .find(|(name, _)| wanted.contains(&name.as_str()))
            .map(|(_, value)| value.to_ascii_lowercase())
    };
    let keeps_spaces = value(&["white-space"])
        .is_some_and(|value| matches!(value.as_str(), "pre" | "pre-wrap" | "break-spaces"));
    keeps_spaces
        && value(&["font-family", "font"]).is_some_and(|family| {
            ["mono", "courier", "consolas", "menlo"].iter().any(|name| family.contains(name))
        })
}

fn has_words(dom: &Dom, id: NodeId) -> bool {
    dom.descendants(id).any(|child| dom.text(child).is_some_and(|text| !text.trim().is_empty()))
}

/// Whether an element is a label or a button of the box around a piece of code.
pub(super) fn is_label(dom: &Dom, id: NodeId, element: &Element) -> bool {
    let is_candidate = matches!(
        role(element.local().as_bytes()),
        Role::Transparent | Role::Division | Role::Paragraph | Role::Link | Role::Styled(_)
    );
    if !is_candidate {
        return false;
    }
    let Some(text) = short_text(dom, id) else { return false };
    let text = text.to_lowercase();
    let may_be_label =
        BUTTONS.contains(&text.as_str()) || element.has_class(&LABELS) || is_known_language(&text);
    if !may_be_label {
        return false;
    }
    let Some((code_box, code)) = box_around(dom, id) else { return false };
    if dom.descendants(id).any(|child| child == code) {
        return false;
    }
    let is_named = dom.element(code_box).is_some_and(names_code);
    if BUTTONS.contains(&text.as_str()) {
        return is_named;
    }
    let is_language = language_of(dom, code).is_some_and(|language| language == text);
    (element.has_class(&LABELS) && dom.parent(code) == dom.parent(id))
        || (is_named && (is_language || element.has_class(&LABELS)))
}

/// The text of an element that may be a label.
fn short_text(dom: &Dom, id: NodeId) -> Option<String> {
    let mut text = String::new();
    for (index, child) in dom.descendants(id).enumerate() {
        text.push_str(dom.text(child).unwrap_or_default());
        if index >= MAX_LABEL_CHARS || text.len() > 4 * MAX_LABEL_CHARS {
            return None;
        }
    }
    let text = text.trim();
    let is_short = !text.is_empty() && text.chars().count() <= MAX_LABEL_CHARS;
    is_short.then(|| text.to_owned())
}

/// The box around a label, and the code in it.
fn box_around(dom: &Dom, id: NodeId) -> Option<(NodeId, NodeId)> {
    let mut at = dom.parent(id);
    for _ in 0..LEVELS {
        let element = dom.element(at)?;
        if !matches!(role(element.local().as_bytes()), Role::Division | Role::Figure) {
            return None;
        }
        if let Some(code) = code_within(dom, at) {
            return Some((at, code));
        }
        at = dom.parent(at);
    }
    None
}

/// The only `<pre>` among the children and grandchildren of an element.
fn code_within(dom: &Dom, id: NodeId) -> Option<NodeId> {
    let is_code = |id: &NodeId| dom.element(*id).is_some_and(|element| &**element.local() == "pre");
    let mut found = dom
        .children(id)
        .flat_map(|child| std::iter::once(child).chain(dom.children(child)))
        .filter(is_code);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether the class of an element says that it holds code.
fn names_code(element: &Element) -> bool {
    element.classes().any(|class| {
        let class = class.to_ascii_lowercase();
        class.starts_with("language-")
            || ["code", "highlight", "snippet", "shiki", "prism", "terminal"]
                .iter()
                .any(|sign| class.contains(sign))
    })
}

/// The name of a piece of code.
pub(super) struct CodeName {
    pub(super) text: String,
    /// The element within the code whose words the name is.
    pub(super) element: Option<NodeId>,
}

/// The name that a page gives to a piece of code: that of its file.
pub(super) fn name_of(dom: &Dom, code: NodeId) -> Option<CodeName> {
    const NAMES: [&str; 6] =
        ["data-title", "data-filename", "data-file", "data-file-name", "data-name", "title"];
    let inner = dom
        .children(code)
        .filter(|child| dom.element(*child).is_some_and(|element| &**element.local() == "code"));
    let by_attribute = std::iter::once(code).chain(inner.take(1)).find_map(|id| {
        let element = dom.element(id)?;
        NAMES.iter().find_map(|name| element.attr(name))
    });
    let by_element = || {
        let title = dom.descendants(code).find(|child| {
            dom.element(*child).is_some_and(|element| {
                element.has_class(&["crayon-title"]) || &**element.local() == "caption"
            })
        })?;
        Some((short_text(dom, title)?, Some(title)))
    };
    let (text, element) = by_attribute.map(|name| (name.to_owned(), None)).or_else(by_element)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_shown_already = || {
        let before = previous_element(dom, code);
        before.is_some_and(|before| dom.text_of(before).contains(&text))
    };
    (!text.is_empty() && text.chars().count() <= 2 * MAX_LABEL_CHARS && !is_shown_already())
        .then_some(CodeName { text, element })
}

fn previous_element(dom: &Dom, id: NodeId) -> Option<NodeId> {
    let mut at = dom.previous(id);
    while at != NONE && dom.element(at).is_none() {
        at = dom.previous(at);
    }
    dom.element(at).map(|_| at)
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, None))
    }

    #[test]
    fn code_of_older_highlighters_is_code() {
        let lines = "<div class=line>if x:</div><div class=line><code class=spaces>&nbsp;&nbsp;\
                     </code><code>go()</code></div>";
        for html in [
            format!(
                "<div class='syntaxhighlighter py'><table><tr><td class=gutter><div>1</div>\
                 <div>2</div></td><td class=code>{lines}</td></tr></table></div>"
            ),
            format!(
                "<div class=crayon-syntax><div class=crayon-toolbar>Bar</div><textarea>x</textarea>\
                 <table><tr><td class=crayon-nums><div>1</div></td><td>{lines}</td></table></div>"
            ),
            "<ol class=dp-c><li><span>if x:</span></li><li><span>&nbsp;&nbsp;go()</span></li></ol>"
                .to_owned(),
            format!("<div style='white-space: pre; font-family: Menlo, monospace'>{lines}</div>"),
        ] {
            assert!(dumped(&html).ends_with("  | if x:\n  |   go()\n"), "{}", dumped(&html));
        }
    }

    #[test]
    fn labels_of_a_box_of_code_are_not_shown() {
        for html in [
            "<div class=language-toml><span class=lang>toml</span><pre>a = 1</pre></div>",
            "<div class=code-block><div class=head><span>Copy code</span></div>\
             <pre><code>a = 1</code></pre></div>",
            "<div class='highlight language-toml'><p>TOML</p><pre><code>a = 1</code></pre></div>",
        ] {
            assert!(dumped(html).starts_with("code"), "{}", dumped(html));
        }
        let apart = "<p>Copy</p><pre>a = 1</pre><p>TOML</p>";
        assert!(dumped(apart).contains("p Copy") && dumped(apart).contains("p TOML"));
    }

    #[test]
    fn the_class_of_a_language_makes_no_label() {
        let html = "<pre><code>a = 1</code><p class=language-rust>b = 2";
        assert!(dumped(html).contains("b = 2"), "{}", dumped(html));
        let html = "<pre><span class=lang-label>toml</span><code>a = 1</code></pre>";
        assert!(!dumped(html).contains("| toml"), "{}", dumped(html));
    }

    #[test]
    fn the_file_of_a_piece_of_code_stands_above_it() {
        let wanted = "figure\n  caption a.toml\n  code\n    | a = 1\n";
        assert_eq!(dumped("<pre data-filename='a.toml'><code>a = 1</code></pre>"), wanted);
        assert_eq!(dumped("<pre><code title='a.toml'>a = 1</code></pre>"), wanted);
    }

    #[test]
    fn a_caption_within_code_is_its_name_or_a_line_of_it() {
        let captioned = |caption: &str| {
            dumped(&format!("<pre><table><caption>{caption}</caption><tr><td>a = 1</table></pre>"))
        };
        assert_eq!(captioned("a.toml"), "figure\n  caption a.toml\n  code\n    | a = 1\n");
        let long = "a name that is longer than any name of a file";
        assert_eq!(captioned(long), format!("code\n  | {long}\n  | a = 1\n"));
        let nested = format!("{}a.toml{}", "<b>".repeat(40), "</b>".repeat(40));
        assert_eq!(captioned(&nested), "code\n  | a.toml\n  | a = 1\n");
        let two = "<pre><table><caption>a</caption><tr><td>x</table>\
                   <table><caption>b</caption><tr><td>y</table></pre>";
        assert_eq!(dumped(two), "figure\n  caption a\n  code\n    | x\n    | b\n    | y\n");
        assert_eq!(dumped("<pre><table><caption>a</caption></table></pre>"), "code\n  | a\n");
    }
}
