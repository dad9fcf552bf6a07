//! Finds the programming language that a page names for its code, in the classes of any
//! highlighter.

use super::dom::{Dom, Element, NodeId};

/// This many elements around the code may name its language.
const LEVELS_AROUND: usize = 4;

/// This many elements around the code may mark it as highlighted. Old Hexo puts a table between.
const HIGHLIGHT_LEVELS: usize = 7;

/// Classes that occur beside the language, as in `class="highlight python"`.
const NOT_LANGUAGES: [&str; 53] = [
    "highlight",
    "hljs",
    "code",
    "sourcecode",
    "prettyprint",
    "prettyprinted",
    "linenums",
    "pre",
    "source",
    "literal-block",
    "notranslate",
    "chroma",
    "rouge",
    "codehilite",
    "wp-block-code",
    "wp-block-preformatted",
    "code-block",
    "codeblock",
    "line-numbers",
    "nohighlight",
    "no-highlight",
    "text",
    "plain",
    "plaintext",
    "txt",
    "none",
    "default",
    "auto",
    "syntax",
    "syntaxhighlighter",
    "listing",
    "example",
    "snippet",
    "block",
    "shiki",
    "astro-code",
    "prism",
    "js-code-highlight",
    "wrap",
    "nowrap",
    "scroll",
    "dark",
    "light",
    "numbersource",
    "numberlines",
    "overflow-auto",
    "brush",
    "notion",
    "console-output",
    "highlighter-rouge",
    "language-plaintext",
    "torchlight",
    "copyable",
];

/// Attributes whose value is the language.
const ATTRIBUTES: [&str; 5] =
    ["data-lang", "data-language", "data-enlighter-language", "lang-name", "data-code-language"];

/// The language of the code at `top`, as named on the element, within it or around it.
pub(super) fn language_of(dom: &Dom, top: NodeId) -> Option<String> {
    let inner = dom
        .children(top)
        .filter_map(|child| dom.element(child))
        .filter(|element| &**element.local() == "code")
        .take(1);
    let outer = std::iter::successors(Some(top), |id| Some(dom.parent(*id)))
        .take(LEVELS_AROUND)
        .filter_map(|id| dom.element(id));
    let known = inner.chain(outer).find_map(explicit);
    let mut around = std::iter::successors(Some(top), |id| Some(dom.parent(*id)))
        .take(HIGHLIGHT_LEVELS)
        .filter_map(|id| dom.element(id));
    let named = known.or_else(|| around.find_map(beside_highlight))?;
    cleaned(&named)
}

/// A language that is marked as one.
fn explicit(element: &Element) -> Option<String> {
    if element.attrs.is_empty() {
        return None;
    }
    let by_attribute = ATTRIBUTES.iter().find_map(|name| element.attr(name)).map(str::to_owned);
    by_attribute.filter(|name| !name.is_empty()).or_else(|| by_class(element))
}

fn by_class(element: &Element) -> Option<String> {
    let classes = element.attr("class")?;
    if let Some((_, brush)) = classes.split_once("brush:") {
        return brush
            .split([';', ' '])
            .map(str::trim)
            .find(|name| !name.is_empty())
            .map(str::to_owned);
    }
    let prefixes = ["language-", "lang-", "highlight-source-", "highlight-text-", "source-"];
    let marked = classes
        .split_ascii_whitespace()
        .find_map(|class| prefixes.iter().find_map(|prefix| class.strip_prefix(prefix)));
    marked.map(|name| name.strip_suffix("-basic").unwrap_or(name).to_owned())
}

/// A language beside `highlight`, `hljs` or `sourceCode`.
fn beside_highlight(element: &Element) -> Option<String> {
    let markers = ["highlight", "hljs", "sourceCode", "code", "prettyprint", "chroma"];
    if !element.has_class(&markers) {
        return None;
    }
    let is_name = |class: &&str| {
        !NOT_LANGUAGES.contains(&class.to_ascii_lowercase().as_str())
            && !class.contains("highlight")
            && class.len() <= 20
    };
    element.classes().find(is_name).map(str::to_owned)
}

fn cleaned(name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    let is_language = !name.is_empty()
        && name.len() <= 30
        && !NOT_LANGUAGES.contains(&name.as_str())
        && name != "text only"
        && name != "output";
    is_language.then_some(name)
}
