//! Reads formulas of which only the typeset form came with a body: the HTML of `KaTeX`, and the
//! HTML and drawings of `MathJax`. They become TeX as far as their structure shows.

use std::fmt::Write as _;

use html5ever::LocalName;

use super::dom::{Dom, Element, NodeId};
use super::formula::{escaped, formula, of_math};
use super::model::Formula;
use super::sink;
use super::style::is_hidden_element;

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 80;
/// A formula has fewer nodes.
const MAX_NODES: usize = 2_000;
/// Attributes with the TeX of a formula.
const TEX_ATTRIBUTES: [&str; 7] = [
    "data-latex",
    "data-tex",
    "data-math",
    "data-formula",
    "data-katex",
    "data-expr",
    "data-equation",
];
/// Classes of elements whose text is TeX without delimiters.
const TEX_CLASSES: [&str; 6] =
    ["math-inline", "math-display", "wp-katex-eq", "katex-eq", "ztext-math", "latex-formula"];
/// Classes around the output of `MathJax` 2.
const MATHJAX_2: [&str; 6] =
    ["MathJax", "MathJax_SVG", "MathJax_CHTML", "mjx-chtml", "mjx-full-width", "MathJax_Display"];

/// The formula of an element that was typeset, if it is one.
pub(super) fn of_typeset(dom: &Dom, id: NodeId, element: &Element) -> Option<Formula> {
    let name = &**element.local();
    if name == "mjx-container" {
        return of_mathjax_3(dom, id, element);
    }
    if element.attrs.is_empty() {
        return None;
    }
    if element.has_class(&["katex"]) && !has(dom, id, "math") {
        return of_katex(dom, id);
    }
    if element.has_class(&MATHJAX_2) && !has(dom, id, "math") {
        return of_mathjax_2(dom, id, element);
    }
    let is_display = element.has_class(&["math-display"])
        || element.attr("data-display").is_some_and(|value| value == "true");
    let is_marked = element.has_class(&TEX_CLASSES);
    let tex = TEX_ATTRIBUTES
        .iter()
        .find_map(|name| element.attr(name))
        .filter(|tex| is_marked || tex.contains(['\\', '^', '_', '=']))
        .map(str::to_owned);
    let tex = tex.or_else(|| {
        let is_plain = !has(dom, id, "math") && !has(dom, id, "span");
        (is_marked && is_plain).then(|| dom.text_of(id))
    })?;
    formula(without_delimiters(&tex), is_display)
}

/// Whether an element repeats the formula before it for the eye: only its `MathML` is read.
pub(super) fn repeats_formula(dom: &Dom, id: NodeId, element: &Element) -> bool {
    if element.attr("aria-hidden") != Some("true") {
        return false;
    }
    let before = dom.previous(id);
    // MediaWiki hides the MathML, so that the picture beside it is all that is shown.
    dom.element(before).is_some_and(|element| {
        !is_hidden_element(element) && (&**element.local() == "math" || has(dom, before, "math"))
    })
}

fn has(dom: &Dom, id: NodeId, name: &str) -> bool {
    let name = LocalName::from(name);
    dom.descendants(id)
        .take(MAX_NODES)
        .any(|child| dom.element(child).is_some_and(|child| *child.local() == name))
}

fn without_delimiters(tex: &str) -> &str {
    let tex = tex.trim();
    [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")]
        .iter()
        .find_map(|(open, close)| tex.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(tex)
}

fn of_katex(dom: &Dom, id: NodeId) -> Option<Formula> {
    let html = dom.descendants(id).find(|child| {
        dom.element(*child).is_some_and(|element| element.has_class(&["katex-html"]))
    })?;
    let is_display =
        dom.element(dom.parent(id)).is_some_and(|around| around.has_class(&["katex-display"]));
    formula(&katex_row(dom, html, 0), is_display)
}

fn katex_row(dom: &Dom, id: NodeId, depth: usize) -> String {
    dom.children(id).map(|child| katex(dom, child, depth + 1)).collect()
}

/// The TeX of a node of `KaTeX`.
fn katex(dom: &Dom, id: NodeId, depth: usize) -> String {
    if let Some(text) = dom.text(id) {
        let text = text.replace(['\u{200b}', '\u{a0}'], "");
        return escaped(text.trim());
    }
    let Some(element) = dom.element(id).filter(|_| depth < MAX_DEPTH) else { return String::new() };
    let is = |classes: &[&str]| element.has_class(classes);
    if is(&["strut", "pstrut", "vlist-s", "frac-line", "nulldelimiter", "katex-mathml"])
        || &**element.local() == "svg"
    {
        return String::new();
    }
    if is(&["mspace"]) {
        return " ".to_owned();
    }
    if is(&["msupsub"]) {
        return scripts(dom, id, depth);
    }
    if is(&["mfrac"]) {
        let parts = rows(dom, id, depth);
        return match parts.as_slice() {
            // The rows stand from the lowest to the highest.
            [(_, below), .., (_, above)] => format!("\\frac{{{above}}}{{{below}}}"),
            _ => katex_row(dom, id, depth),
        };
    }
    if is(&["op-limits"]) {
        return limits(dom, id, depth);
    }
    if is(&["sqrt"]) {
        return format!("\\sqrt{{{}}}", katex_row(dom, id, depth));
    }
    let row = katex_row(dom, id, depth);
    let is_word = row.len() > 1 && row.chars().all(char::is_alphabetic);
    if is(&["text"]) {
        format!("\\text{{{}}}", dom.text_of(id).replace(['{', '}', '\\'], ""))
    } else if is(&["mop"]) && is_word {
        format!("\\operatorname{{{row}}} ")
    } else if is(&["mrel", "mbin"]) {
        format!(" {row} ")
    } else {
        row
    }
}

/// Raised and lowered terms.
fn scripts(dom: &Dom, id: NodeId, depth: usize) -> String {
    rows(dom, id, depth).into_iter().fold(String::new(), |mut tex, (shift, term)| {
        let _ = write!(tex, "{}{{{term}}}", if shift < 0.0 { '^' } else { '_' });
        tex
    })
}

/// A sign with terms below and above it.
fn limits(dom: &Dom, id: NodeId, depth: usize) -> String {
    let rows = rows(dom, id, depth);
    match rows.as_slice() {
        [(_, below), (_, sign), (_, above)] => format!("{sign}_{{{below}}}^{{{above}}}"),
        [(first, lower), (second, upper)] if first.abs() < second.abs() => {
            format!("{lower}^{{{upper}}}")
        }
        [(_, lower), (_, upper)] => format!("{upper}_{{{lower}}}"),
        _ => katex_row(dom, id, depth),
    }
}

/// The rows of a vertical list that are not empty, with their shift from the baseline in ems;
/// negative is up.
fn rows(dom: &Dom, id: NodeId, depth: usize) -> Vec<(f64, String)> {
    let vlist = dom
        .descendants(id)
        .find(|child| dom.element(*child).is_some_and(|element| element.has_class(&["vlist"])));
    let Some(vlist) = vlist else { return Vec::new() };
    let length = |element: &Element, wanted: &str| -> Option<f64> {
        super::style::declarations(element.attr("style")?)
            .find(|(name, _)| name == wanted)
            .and_then(|(_, value)| value.strip_suffix("em")?.trim().parse().ok())
    };
    let row = |row: NodeId| {
        let top = length(dom.element(row)?, "top")?;
        let strut = dom
            .children(row)
            .filter_map(|child| dom.element(child))
            .find(|element| element.has_class(&["pstrut"]))
            .and_then(|element| length(element, "height"));
        Some((top + strut.unwrap_or(0.0), katex_row(dom, row, depth + 1)))
    };
    dom.children(vlist).filter_map(row).filter(|(_, term)| !term.is_empty()).collect()
}

fn of_mathjax_2(dom: &Dom, id: NodeId, element: &Element) -> Option<Formula> {
    let all =
        || std::iter::once(element).chain(dom.descendants(id).filter_map(|id| dom.element(id)));
    let is_display = element.has_class(&["MathJax_Display"])
        || all().any(|element| element.has_class(&["MJXc-display", "MathJax_SVG_Display"]));
    if let Some(source) = all().find_map(|element| element.attr("data-mathml")) {
        return of_source(source).map(|found| Formula { is_display, ..found });
    }
    let label = all()
        .filter(|element| element.has_class(&["mjx-math"]))
        .find_map(|element| element.attr("aria-label"))?;
    formula(label, is_display)
}

/// The formula of `MathML` in an attribute.
fn of_source(source: &str) -> Option<Formula> {
    let parsed = sink::parse(source);
    let dom = &parsed.dom;
    let math = (0..dom.len() as NodeId)
        .find(|id| dom.element(*id).is_some_and(|element| &**element.local() == "math"))?;
    of_math(dom, math, dom.element(math)?)
}

fn of_mathjax_3(dom: &Dom, id: NodeId, element: &Element) -> Option<Formula> {
    let is_display =
        element.attr("display").is_some_and(|value| value == "true" || value == "block");
    let math = dom.descendants(id).find_map(|child| {
        let element = dom.element(child).filter(|element| &**element.local() == "math")?;
        of_math(dom, child, element)
    });
    if let Some(found) = math {
        return Some(Formula { is_display, ..found });
    }
    let source = std::iter::once(element)
        .chain(dom.descendants(id).filter_map(|child| dom.element(child)))
        .find_map(|element| element.attr("data-latex").filter(|tex| !tex.is_empty()));
    let tex = source.map_or_else(|| mathjax_row(dom, id, 0), str::to_owned);
    let label = || {
        let label = element.attr("aria-label").unwrap_or_default();
        format!("\\text{{{}}}", label.replace(['{', '}', '\\'], ""))
    };
    formula(&tex, is_display).or_else(|| formula(&label(), is_display))
}

/// The TeX of the children of a node of `MathJax` 3.
fn mathjax_row(dom: &Dom, id: NodeId, depth: usize) -> String {
    mathjax_parts(dom, id, depth).join(" ")
}

fn mathjax_parts(dom: &Dom, id: NodeId, depth: usize) -> Vec<String> {
    if depth >= MAX_DEPTH {
        return Vec::new();
    }
    dom.children(id)
        .map(|child| mathjax(dom, child, depth + 1))
        .filter(|part| !part.is_empty())
        .collect()
}

/// The TeX of a node of `MathJax` 3: its elements or groups are named after those of `MathML`.
fn mathjax(dom: &Dom, id: NodeId, depth: usize) -> String {
    let Some(element) = dom.element(id) else { return String::new() };
    if let Some(letter) = letter(element) {
        return escaped(&letter);
    }
    let name = element.attr("data-mml-node").unwrap_or(element.local());
    let name = name.strip_prefix("mjx-").unwrap_or(name);
    if matches!(name, "defs" | "style" | "assistive-mml" | "title") {
        return String::new();
    }
    let parts = mathjax_parts(dom, id, depth);
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    match name {
        "msup" => format!("{{{}}}^{{{}}}", part(0), part(1)),
        "msub" => format!("{{{}}}_{{{}}}", part(0), part(1)),
        "msubsup" if parts.len() > 2 => {
            format!("{{{}}}_{{{}}}^{{{}}}", part(0), part(1), part(2))
        }
        "mfrac" | "frac" if parts.len() == 2 => format!("\\frac{{{}}}{{{}}}", part(0), part(1)),
        "msqrt" | "sqrt" => format!("\\sqrt{{{}}}", parts.join(" ")),
        "mtext" => format!("\\text{{{}}}", parts.concat()),
        "mi" if parts.len() > 1 => format!("\\operatorname{{{}}}", parts.concat()),
        "mn" | "mo" => parts.concat(),
        _ => parts.join(" "),
    }
}

/// The letter that a glyph of `MathJax` stands for.
fn letter(element: &Element) -> Option<String> {
    let by_class = || element.classes().find_map(|class| class.strip_prefix("mjx-c"));
    let code = element
        .attr("data-c")
        .or_else(|| (&**element.local() == "mjx-c").then(by_class).flatten())?;
    let code = u32::from_str_radix(code, 16).ok()?;
    Some(plain(code)?.to_string())
}

/// The plain form of a letter for formulas: italic and bold letters have code points of their own.
fn plain(code: u32) -> Option<char> {
    const LETTERS: u32 = 26;
    match code {
        0x1D400..=0x1D6A3 => {
            let at = (code - 0x1D400) % (2 * LETTERS);
            let base = if at < LETTERS { 0x41 + at } else { 0x61 + at - LETTERS };
            char::from_u32(base)
        }
        0x210E => Some('h'),
        0x1D6FC..=0x1D714 => char::from_u32(0x3B1 + code - 0x1D6FC),
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, None)).trim().to_owned()
    }

    #[test]
    fn a_formula_of_katex_without_its_source_is_read() {
        let script = |top: &str, term: &str| {
            format!(
                "<span class=msupsub><span class=vlist-t><span class=vlist-r><span class=vlist>\
                 <span style='top:{top}'><span class=pstrut style='height:2.7em'></span>\
                 <span class=mord>{term}</span></span></span></span></span></span>"
            )
        };
        let html = format!(
            "<p>So <span class=katex><span class=katex-html aria-hidden=true><span class=base>\
             <span class=strut></span><span class=mord>r</span>{}{}<span class=mrel>=</span>\
             <span class=mord>4</span></span></span></span>.",
            script("-3.06em", "2"),
            script("-2.55em", "i")
        );
        assert_eq!(dumped(&html), "p So {$r^{2}_{i} = 4$}.");
    }

    #[test]
    fn a_formula_of_mathjax_without_its_source_is_read() {
        let drawn = "<p><mjx-container jax=SVG><svg><g data-mml-node=math><g data-mml-node=msup>\
                     <g data-mml-node=mi><use data-c=1D467></use></g><g data-mml-node=mn>\
                     <use data-c=32></use></g></g></g></svg></mjx-container>";
        assert_eq!(dumped(drawn), "p {${z}^{2}$}");
        let typeset = "<p><mjx-container jax=CHTML><mjx-math><mjx-mi><mjx-c class=mjx-c1D465>\
                       </mjx-c></mjx-mi></mjx-math></mjx-container>";
        assert_eq!(dumped(typeset), "p {$x$}");
        let labelled = "<p><span class=mjx-chtml><span class=mjx-math aria-label='x^2'>\
                        <span aria-hidden=true>x2</span></span></span>";
        assert_eq!(dumped(labelled), "p {$x^2$}");
        let kept = "<p><span class=MathJax data-mathml='<math><mi>q</mi></math>'>q</span>";
        assert_eq!(dumped(kept), "p {$q$}");
    }

    #[test]
    fn source_in_an_attribute_or_under_a_class_is_read() {
        assert_eq!(dumped("<p><span class=math-inline>x^2</span>"), "p {$x^2$}");
        assert_eq!(dumped("<p><span class=ztext-math data-tex='y'>y</span>"), "p {$y$}");
        assert_eq!(dumped("<p><span class='wp-katex-eq'>E</span>"), "p {$E$}");
    }

    #[test]
    fn the_form_for_the_eye_is_not_read_again() {
        let html = "<p><span><math><mi>q</mi></math></span><span aria-hidden=true>q</span> holds";
        assert_eq!(dumped(html), "p {$q$} holds");
    }
}
