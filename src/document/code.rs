//! Reads code from `<pre>` and its relatives: exact characters, without the line numbers of
//! highlighters.

use std::collections::HashSet;

use super::code_boxes::is_label;
use super::dom::{Dom, Element, NONE, NodeId, NodeKind};
use super::elements::{Role, role};
use super::language::language_of;
use super::mermaid::recognise;
use super::model::{Code, CodeToken, TokenKind};
use super::style::{declarations, is_hidden_element};
use super::terminal::{has_bare_sequences, without_sequences};
use super::tokens::{Dialect, token_kind};
use super::walk::{Descent, Visitor, walk};

/// Classes of elements that hold line numbers or buttons within code.
pub(super) const GUTTERS: [&str; 21] = [
    "gutter",
    "linenos",
    "lineno",
    "linenumber",
    "linenumbers",
    "line-number",
    "line-numbers-rows",
    "linenodiv",
    "ln",
    "lnt",
    "lnlinks",
    "rouge-gutter",
    "hljs-ln-numbers",
    "hljs-ln-n",
    "blob-num",
    "react-line-number",
    "code-line-number",
    "copy-btn",
    "copy-button",
    "crayon-nums",
    "line-num",
];

/// Classes of tables whose rows are lines of code without any `<pre>`.
const LINE_TABLES: [&str; 3] = ["hljs-ln", "js-file-line-container", "highlight-table-lines"];

/// Classes of the buttons and bars of older highlighters.
const BUTTONS: [&str; 8] = [
    "toolbar",
    "tools",
    "bar",
    "crayon-toolbar",
    "crayon-info",
    "crayon-plain-wrap",
    "code-toolbar-item",
    "copy-code-button",
];

/// Classes of elements that are a line each.
const LINES: [&str; 13] = [
    "line",
    "code-line",
    "codeline",
    "code_line",
    "view-line",
    "token-line",
    "ec-line",
    "hljs-ln-line",
    "CodeMirror-line",
    "ace_line",
    "react-code-line",
    "code-snippet_outer",
    "row",
];

/// Parts of the classes of labels and buttons within `<pre>` but beside its `<code>`.
const LABEL_SIGNS: [&str; 13] = [
    "lang", "label", "copy", "btn", "button", "title", "tool", "head", "bar", "name", "info",
    "badge", "meta",
];

/// Longer words within `<pre>` but beside its `<code>` are no label, in characters.
const MAX_LABEL_CHARS: usize = 40;

/// If more than one in this many bytes is marked as an error, all errors are dropped.
const FALSE_ERRORS_SHARE: usize = 20;

/// Whether the class of an element says that it is a label or a button.
fn names_label(element: &Element) -> bool {
    element.classes().any(|class| {
        let class = class.to_ascii_lowercase();
        // `language-rust` says the same of code.
        let prefixes = ["language-", "lang-"];
        let name = prefixes.iter().find_map(|prefix| class.strip_prefix(prefix)).unwrap_or(&class);
        LABEL_SIGNS.iter().any(|sign| name.contains(sign))
    })
}

/// Whether the element holds line numbers.
fn is_gutter(dom: &Dom, id: NodeId, element: &Element) -> bool {
    if element.attrs.is_empty() {
        return false;
    }
    let is_unselectable =
        |style: &str| style.contains("user-select:none") || style.contains("user-select: none");
    element.has_class(&GUTTERS)
        || element.has_class(&BUTTONS)
        || (is_numbered(element) && has_only_numbers(dom, id))
        || (element.attr("style").is_some_and(is_unselectable) && has_only_numbers(dom, id))
}

/// Whether the class of an element says that it holds the numbers of lines. Every highlighter
/// spells this in its own way.
fn is_numbered(element: &Element) -> bool {
    if matches!(&**element.local(), "pre" | "code" | "table") {
        return false;
    }
    element.classes().any(|class| {
        let class: String = class
            .chars()
            .filter(|letter| !matches!(letter, '-' | '_'))
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        [
            "linenum",
            "lineno",
            "linenr",
            "linecount",
            "lineindex",
            "gutter",
            "rownum",
            "prenumbering",
        ]
        .iter()
        .any(|sign| class.contains(sign))
            || matches!(class.as_str(), "nums" | "numbers" | "lno" | "lnr" | "lnum")
    })
}

fn has_only_numbers(dom: &Dom, id: NodeId) -> bool {
    dom.text_of(id).split_whitespace().all(|word| {
        let number = word.trim_end_matches([':', '.', '|', ')']);
        number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a cell of a table contains only line numbers.
pub(super) fn is_gutter_cell(dom: &Dom, id: NodeId) -> bool {
    let Some(element) = dom.element(id) else { return false };
    if element.has_class(&GUTTERS) || element.has_class(&["gl"]) {
        return true;
    }
    let is_candidate = element.has_class(&["lntd", "code-gutter"])
        || is_numbered(element)
        || dom.children(id).any(|child| is_number_column(dom, child));
    (is_candidate && has_only_numbers(dom, id)) || counts_lines(dom, id)
}

/// Whether a cell counts the lines of the code in the cell after it: 1, 2, 3.
fn counts_lines(dom: &Dom, id: NodeId) -> bool {
    let is_code = |id: NodeId| {
        let mut elements = dom.children(id).filter_map(|child| dom.element(child));
        elements.next().is_some_and(|element| &**element.local() == "pre")
    };
    let mut next = dom.next(id);
    while next != NONE && dom.element(next).is_none() {
        next = dom.next(next);
    }
    if next == NONE || !is_code(next) || !is_code(id) {
        return false;
    }
    let text = dom.text_of(id);
    let mut count = 0_u32;
    for word in text.split_whitespace() {
        count += 1;
        if word.parse() != Ok(count) {
            return false;
        }
    }
    let lines = dom.text_of(next).trim_end().lines().count();
    count > 1 && lines.abs_diff(count as usize) <= 1
}

fn is_number_column(dom: &Dom, id: NodeId) -> bool {
    dom.element(id).is_some_and(|element| {
        &**element.local() == "pre" && element.has_class(&["lineno", "linenos", "line-numbers"])
    })
}

/// Whether a table is code, one row a line.
pub(super) fn is_line_table(element: &Element) -> bool {
    element.has_class(&LINE_TABLES)
}

/// Whether a `<pre>` is verse: text whose line breaks matter.
pub(super) fn is_verse(element: &Element) -> bool {
    element.has_class(&["wp-block-verse", "verse", "poem", "poetry"])
}

/// Whether a `<code>` outside `<pre>` is a block of several lines.
pub(super) fn is_code_block(dom: &Dom, id: NodeId) -> bool {
    let Some(element) = dom.element(id) else { return false };
    let is_marked = element.has_attr("class")
        && (element.has_class(&["hljs"])
            || element.classes().any(|class| class.starts_with("language-")));
    is_marked
        && dom
            .descendants(id)
            .filter_map(|child| dom.text(child))
            .any(|text| text.trim_matches('\n').contains('\n'))
}

/// The code of an element and everything in it but the element that is its name.
pub(super) fn read_code(dom: &Dom, top: NodeId, name: Option<NodeId>) -> Code {
    let mut reader = CodeReader {
        dom,
        name,
        code: Code::default(),
        open: Vec::new(),
        dialect: Dialect::around(dom, top),
        has_code_lines: has_code_lines(dom, top),
        has_bare_sequences: has_bare_sequences(&dom.text_of(top)),
        is_spaced: !holds_pre(dom, top),
        only_code: only_code(dom, top),
        line_boxes: line_boxes(dom, top),
    };
    walk(dom, top, &mut reader);
    let mut code = reader.code;
    trim(&mut code);
    drop_false_errors(&mut code);
    code.language = language_of(dom, top);
    recognise(&mut code);
    code
}

struct CodeReader<'a> {
    dom: &'a Dom,
    name: Option<NodeId>,
    code: Code,
    /// The open elements that end a line or have a colour, innermost last.
    open: Vec<OpenElement>,
    dialect: Dialect,
    has_code_lines: bool,
    /// Whether control sequences have lost their escape character.
    has_bare_sequences: bool,
    /// Whether the spaces of the code are characters that do not break.
    is_spaced: bool,
    /// The `<code>` of a `<pre>` that has one.
    only_code: Option<NodeId>,
    /// Elements whose children are lines without line breaks between them.
    line_boxes: HashSet<NodeId>,
}

struct OpenElement {
    node: NodeId,
    kind: Option<TokenKind>,
    is_line: bool,
    /// Where its text begins, in bytes.
    start: usize,
}

impl Visitor for CodeReader<'_> {
    fn enter(&mut self, id: NodeId) -> Descent {
        let element = match self.dom.get(id).map(|node| &node.kind) {
            Some(NodeKind::Element(element)) => element,
            Some(NodeKind::Text(text)) => {
                self.push(text);
                return Descent::Over;
            }
            Some(NodeKind::Other) | None => return Descent::Over,
        };
        let role = role(element.local().as_bytes());
        match role {
            Role::Break => self.code.text.push('\n'),
            Role::Dropped | Role::Script | Role::Input | Role::Frame => return Descent::Over,
            _ if self.name == Some(id) => return Descent::Over,
            _ if self.is_button(id, element) => return Descent::Over,
            _ if is_hidden_element(element) || is_gutter(self.dom, id, element) => {
                return Descent::Over;
            }
            _ => self.open(id, element, role),
        }
        Descent::Into
    }

    fn leave(&mut self, id: NodeId) {
        if let Some(element) = self.open.pop_if(|open| open.node == id)
            && element.is_line
        {
            self.end_line(element.start);
        }
    }
}

impl CodeReader<'_> {
    fn open(&mut self, id: NodeId, element: &Element, role: Role) {
        let is_code_line = self.has_code_lines && matches!(&**element.local(), "code");
        let is_line = is_code_line
            || self.line_boxes.contains(&self.dom.parent(id))
            || matches!(
                role,
                Role::Division
                    | Role::Paragraph
                    | Role::Item
                    | Role::Row
                    | Role::TableCaption
                    | Role::Preformatted
            );
        let kind = token_kind(element, self.dialect);
        if is_line {
            self.begin_line();
        }
        if kind.is_some() || is_line {
            self.open.push(OpenElement { node: id, kind, is_line, start: self.code.text.len() });
        }
    }

    /// Whether an element is the label or button of a page around the code within a `<pre>`.
    fn is_button(&self, id: NodeId, element: &Element) -> bool {
        // A label has a class; words without one are words of the author.
        if !element.has_attr("class") || !matches!(&**element.local(), "div" | "span" | "p") {
            return false;
        }
        let is_outside = self.only_code.is_some_and(|code| {
            !self.dom.is_within(id, code)
                && !self.dom.is_within(code, id)
                && !self.dom.text_of(code).trim().is_empty()
                && self.dom.text_of(id).trim().chars().count() <= MAX_LABEL_CHARS
        });
        (is_outside && names_label(element)) || is_label(self.dom, id, element)
    }

    /// Starts a new line for an element that is a line.
    fn begin_line(&mut self) {
        if !self.code.text.is_empty() && !self.code.text.ends_with('\n') {
            self.code.text.push('\n');
        }
    }

    /// Ends the line of an element. An empty element is an empty line, and a full one may contain
    /// its own line break.
    fn end_line(&mut self, start: usize) {
        let is_outermost = !self.open.iter().any(|open| open.is_line);
        let is_empty = self.code.text.len() == start;
        if is_empty || (is_outermost && !self.code.text.ends_with('\n')) {
            self.code.text.push('\n');
        }
    }

    fn push(&mut self, text: &str) {
        let start = self.code.text.len();
        let text = &*without_sequences(text, self.has_bare_sequences);
        if text.contains(['\r', '\u{ad}', '\u{feff}', '\0'])
            || (self.is_spaced && text.contains('\u{a0}'))
        {
            let text = if self.is_spaced { text.replace('\u{a0}', " ") } else { text.to_owned() };
            self.code.text.push_str(
                &text
                    .replace("\r\n", "\n")
                    .replace('\r', "\n")
                    .replace(['\u{ad}', '\u{feff}', '\0'], ""),
            );
        } else {
            self.code.text.push_str(text);
        }
        let end = self.code.text.len();
        let Some(kind) = self.open.iter().rev().find_map(|open| open.kind) else { return };
        match self.code.tokens.last_mut() {
            Some(last) if last.kind == kind && last.end as usize == start => last.end = end as u32,
            _ if end > start => {
                self.code.tokens.push(CodeToken { start: start as u32, end: end as u32, kind });
            }
            _ => {}
        }
    }
}

/// The `<code>` within an element, if it is the only one.
fn only_code(dom: &Dom, top: NodeId) -> Option<NodeId> {
    let is_code =
        |id: &NodeId| dom.element(*id).is_some_and(|element| &**element.local() == "code");
    let mut found = dom.descendants(top).filter(is_code);
    let first = found.next()?;
    (found.next().is_none() && &**dom.element(top)?.local() == "pre").then_some(first)
}

/// Whether the spaces of the source count.
fn holds_pre(dom: &Dom, top: NodeId) -> bool {
    std::iter::once(top)
        .chain(dom.descendants(top))
        .any(|id| dom.element(id).is_some_and(|element| &**element.local() == "pre"))
}

/// The elements whose children are lines without line breaks between them.
fn line_boxes(dom: &Dom, top: NodeId) -> HashSet<NodeId> {
    let mut boxes = HashSet::new();
    for id in dom.descendants(top) {
        let Some(element) = dom.element(id) else { continue };
        let parent = dom.parent(id);
        if is_line(element) && !boxes.contains(&parent) && holds_only_lines(dom, parent) {
            boxes.insert(parent);
        }
    }
    boxes
}

fn is_line(element: &Element) -> bool {
    if element.attrs.is_empty() {
        return false;
    }
    element.has_class(&LINES)
        || element.has_attr("data-line")
        || element.has_attr("data-line-number")
        || element.attr("style").is_some_and(|style| {
            declarations(style).any(|(name, value)| {
                name == "display" && matches!(value, "block" | "flex" | "grid" | "table-row")
            })
        })
}

fn holds_only_lines(dom: &Dom, id: NodeId) -> bool {
    dom.children(id).all(|child| match (dom.element(child), dom.text(child)) {
        (Some(element), _) => {
            (is_line(element) && !dom.text_of(child).contains('\n'))
                || is_gutter(dom, child, element)
        }
        (None, Some(text)) => text.trim().is_empty() && !text.contains('\n'),
        (None, None) => true,
    })
}

/// Whether every line is a `<code>` of its own.
fn has_code_lines(dom: &Dom, top: NodeId) -> bool {
    let is_code = |id: NodeId| dom.element(id).is_some_and(|element| &**element.local() == "code");
    let is_blank = |id: NodeId| {
        dom.text(id).is_some_and(|text| text.trim().is_empty() && !text.contains('\n'))
    };
    dom.children(top).filter(|child| is_code(*child)).count() > 1
        && dom.children(top).all(|child| is_code(child) || is_blank(child))
}

/// Drops errors if there are too many: the highlighter was given the wrong language.
fn drop_false_errors(code: &mut Code) {
    let is_error = |token: &&CodeToken| token.kind == TokenKind::Error;
    let bytes: usize =
        code.tokens.iter().filter(is_error).map(|token| (token.end - token.start) as usize).sum();
    if bytes * FALSE_ERRORS_SHARE > code.text.len() {
        code.tokens.retain(|token| token.kind != TokenKind::Error);
    }
}

/// Removes blank lines at both ends.
fn trim(code: &mut Code) {
    let kept = code.text.trim_end().len();
    code.text.truncate(kept);
    let lead = code.text.len() - code.text.trim_start().len();
    let blank = code.text.get(..lead).and_then(|lead| lead.rfind('\n')).map_or(0, |at| at + 1);
    code.text.drain(..blank);
    let (blank, end) = (blank as u32, code.text.len() as u32);
    for token in &mut code.tokens {
        token.start = token.start.saturating_sub(blank).min(end);
        token.end = token.end.saturating_sub(blank).min(end);
    }
    let text = &code.text;
    code.tokens.retain(|token| {
        text.get(token.start as usize..token.end as usize)
            .is_some_and(|piece| !piece.trim().is_empty())
    });
}
