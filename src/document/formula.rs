//! Finds formulas: TeX between delimiters, `MathML`, the output of `KaTeX` and `MathJax`, and
//! pictures of formulas.
//!
//! All of them become TeX, which is the form that people copy. `MathML` without TeX beside it is
//! translated as far as possible.

use std::sync::Arc;

use super::dom::{Dom, Element, NONE, NodeId};
use super::model::{Formula, Inline, InlineStyle, Run};

/// Longest formula between delimiters, in bytes.
const MAX_TEX_BYTES: usize = 4_000;
/// Deepest nesting of `MathML` that is translated.
const MAX_DEPTH: usize = 60;
/// Classes of pictures whose alternative text is TeX.
const PICTURES: [&str; 5] =
    ["latex", "tex", "math", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display"];
/// Classes of the elements that `MathJax` draws beside its source.
const RENDERINGS: [&str; 5] =
    ["MathJax_Preview", "MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_CHTML"];
/// Delimiters of formulas, and whether the formula is displayed on its own line. `$` comes last,
/// because it also occurs in prices.
const DELIMITERS: [(&str, &str, bool); 4] =
    [("$$", "$$", true), ("\\[", "\\]", true), ("\\(", "\\)", false), ("$", "$", false)];

/// The formula of a `<math>` element.
pub(super) fn of_math(dom: &Dom, id: NodeId, element: &Element) -> Option<Formula> {
    let is_block =
        element.attr("display").is_some_and(|display| display.eq_ignore_ascii_case("block"));
    let is_display = is_block || surrounded(dom, id, "katex-display");
    let annotation = dom.descendants(id).find(|child| {
        dom.element(*child).is_some_and(|element| {
            &**element.local() == "annotation"
                && element.attr("encoding").is_some_and(|kind| kind.contains("tex"))
        })
    });
    let tex = annotation
        .map(|annotation| dom.text_of(annotation))
        .or_else(|| element.attr("alttext").map(str::to_owned));
    formula(&tex.unwrap_or_else(|| row(dom, id, 0)), is_display)
}

/// The formula that Substack stores for a script to draw.
pub(super) fn of_attributes(element: &Element) -> Option<Formula> {
    let data = element.attr("data-attrs").filter(|_| element.has_class(&["latex-rendered"]))?;
    let data: serde_json::Value = serde_json::from_str(data).ok()?;
    formula(data.get("persistentExpression")?.as_str()?, true)
}

/// The formula of a script that `MathJax` would typeset.
pub(super) fn of_script(dom: &Dom, id: NodeId, element: &Element) -> Option<Formula> {
    let kind = element.attr("type")?;
    kind.starts_with("math/tex")
        .then(|| formula(&dom.text_of(id), kind.contains("display")))
        .flatten()
}

/// The formula of a picture.
pub(super) fn of_picture(element: &Element) -> Option<Formula> {
    let is_marked = element.has_class(&PICTURES)
        || element.attr("src").is_some_and(|src| src.contains("latex.php?latex="));
    let alt = element.attr("alt").filter(|alt| is_marked && alt.contains(['\\', '^', '_', '=']))?;
    let alt = alt
        .trim()
        .strip_prefix("{\\displaystyle")
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(alt);
    formula(alt.trim().trim_matches('$'), element.has_class(&["mwe-math-fallback-image-display"]))
}

pub(super) fn formula(tex: &str, is_display: bool) -> Option<Formula> {
    let tex = tex.trim();
    (!tex.is_empty()).then(|| Formula { tex: Arc::from(tex), is_display })
}

fn surrounded(dom: &Dom, id: NodeId, class: &str) -> bool {
    let mut at = dom.parent(id);
    for _ in 0..6 {
        if at == NONE {
            return false;
        }
        if dom.element(at).is_some_and(|element| element.has_class(&[class])) {
            return true;
        }
        at = dom.parent(at);
    }
    false
}

/// The children of a `MathML` element, joined.
fn row(dom: &Dom, id: NodeId, depth: usize) -> String {
    dom.children(id)
        .map(|child| term(dom, child, depth + 1))
        .filter(|term| !term.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn term(dom: &Dom, id: NodeId, depth: usize) -> String {
    if let Some(text) = dom.text(id) {
        return escaped(text.trim());
    }
    let Some(element) = dom.element(id).filter(|_| depth < MAX_DEPTH) else { return String::new() };
    match &**element.local() {
        "msqrt" => format!("\\sqrt{{{}}}", row(dom, id, depth)),
        "mtext" => format!("\\text{{{}}}", dom.text_of(id).replace(['{', '}', '\\'], "")),
        "mi" if dom.text_of(id).trim().chars().count() > 1 => {
            format!("\\operatorname{{{}}}", row(dom, id, depth))
        }
        "annotation" | "annotation-xml" => String::new(),
        name @ ("mfrac" | "mover" | "msup" | "msub" | "munder" | "msubsup" | "munderover"
        | "mroot" | "mtable" | "mtr") => composed(name, &parts(dom, id, depth)),
        _ => row(dom, id, depth),
    }
}

/// The child elements of a `MathML` element. Call this once per element: reading children twice
/// doubles the time with every level.
fn parts(dom: &Dom, id: NodeId, depth: usize) -> Vec<String> {
    dom.children(id)
        .filter(|child| dom.element(*child).is_some())
        .map(|child| term(dom, child, depth + 1))
        .collect()
}

/// The TeX of an element with these children.
fn composed(name: &str, parts: &[String]) -> String {
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    match name {
        "mfrac" => format!("\\frac{{{}}}{{{}}}", part(0), part(1)),
        "mover" if accent(part(1)).is_some() => {
            format!("{}{{{}}}", accent(part(1)).unwrap_or_default(), part(0))
        }
        "msup" | "mover" => format!("{{{}}}^{{{}}}", part(0), part(1)),
        "msub" | "munder" => format!("{{{}}}_{{{}}}", part(0), part(1)),
        "msubsup" | "munderover" => format!("{{{}}}_{{{}}}^{{{}}}", part(0), part(1), part(2)),
        "mroot" => format!("\\sqrt[{}]{{{}}}", part(1), part(0)),
        "mtable" => format!("\\begin{{matrix}}{}\\end{{matrix}}", parts.join("\\\\")),
        _ => parts.join(" & "),
    }
}

/// The TeX command for a mark above a letter.
fn accent(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "^" | "\u{2c6}" | "\u{302}" => "\\hat",
        "\u{af}" | "\u{203e}" | "\u{2015}" | "-" => "\\bar",
        "~" | "\u{2dc}" => "\\tilde",
        "\u{2192}" | "\u{20d7}" => "\\vec",
        "\u{2d9}" | "." => "\\dot",
        "\u{23de}" => "\\overbrace",
        _ => return None,
    })
}

/// Whether an element is the drawing that `MathJax` put beside the source of a formula. It repeats
/// the source.
pub(super) fn is_rendering(dom: &Dom, id: NodeId, element: &Element) -> bool {
    if !element.has_class(&RENDERINGS) {
        return false;
    }
    let mut at = dom.next(id);
    for _ in 0..4 {
        match dom.element(at) {
            _ if at == NONE => return false,
            Some(next) if next.attr("type").is_some_and(|kind| kind.starts_with("math/tex")) => {
                return true;
            }
            _ => at = dom.next(at),
        }
    }
    false
}

/// The text with the special characters of TeX escaped.
pub(super) fn escaped(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '{' | '}' | '%' | '$' | '#' | '&' | '_' => format!("\\{letter}"),
            '\\' => "\\backslash ".to_owned(),
            '\u{2061}' | '\u{2062}' | '\u{2063}' | '\u{2064}' => String::new(),
            _ => letter.to_string(),
        })
        .collect()
}

/// Finds formulas between delimiters in a line of text.
pub(super) fn between_delimiters(items: Vec<Inline>) -> Vec<Inline> {
    let may_have_formula = |item: &Inline| {
        matches!(item, Inline::Text(run)
            if !run.style.contains(InlineStyle::CODE) && run.text.contains(['$', '\\']))
    };
    if !items.iter().any(may_have_formula) {
        return items;
    }
    let mut out = Vec::with_capacity(items.len() + 2);
    for item in items {
        match item {
            Inline::Text(run) if !run.style.contains(InlineStyle::CODE) => split(run, &mut out),
            other => out.push(other),
        }
    }
    out
}

fn split(run: Run, out: &mut Vec<Inline>) {
    let mut rest = run.text.as_str();
    let text = |text: &str| Inline::Text(Run { text: text.to_owned(), ..run.clone() });
    while let Some((before, formula, after)) = next(rest) {
        if !before.is_empty() {
            out.push(text(before));
        }
        out.push(Inline::Formula(formula));
        rest = after;
    }
    if rest.len() == run.text.len() {
        out.push(Inline::Text(run));
    } else if !rest.is_empty() {
        out.push(text(rest));
    }
}

/// The first formula of a text, with the text before and after it.
fn next(text: &str) -> Option<(&str, Formula, &str)> {
    let mut from = 0;
    let mut searched = [0; DELIMITERS.len()];
    loop {
        let at = from + text.get(from..)?.find(['$', '\\'])?;
        let (before, rest) = text.split_at_checked(at)?;
        let found = DELIMITERS.iter().zip(&mut searched).find_map(
            |((open, close, is_display), searched)| {
                let inside = rest.strip_prefix(open)?;
                let end = end_of(text, at + open.len(), close, searched).filter(|end| *end > 0)?;
                let (tex, after) = (inside.get(..end)?, inside.get(end + close.len()..)?);
                let is_plausible =
                    *open != "$" || (!before.ends_with('$') && looks_like_tex(tex, after));
                is_plausible
                    .then(|| formula(tex, *is_display))
                    .flatten()
                    .map(|formula| (before, formula, after))
            },
        );
        if found.is_some() {
            return found;
        }
        from = at + 1;
    }
}

/// The length of the formula that begins at `start`. `searched` is where the search for its end
/// stopped last time, so that a text of nothing but opening delimiters takes linear time.
fn end_of(text: &str, start: usize, close: &str, searched: &mut usize) -> Option<usize> {
    let from = start.max(*searched);
    let limit = text.floor_char_boundary(start + MAX_TEX_BYTES + close.len());
    let found = text.get(from..limit)?.find(close).map(|at| from + at);
    *searched = found.unwrap_or_else(|| text.floor_char_boundary(limit - (close.len() - 1)));
    found.map(|at| at - start)
}

/// Whether all words have one letter, as in `n > 3` and `O(n)`.
fn has_only_symbols(tex: &str) -> bool {
    let mut words = tex
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .peekable();
    let begins_as_price = tex.starts_with(|first: char| first.is_ascii_digit());
    words.peek().is_some() && !begins_as_price && words.all(|word| word.chars().count() == 1)
}

/// Whether the dollar signs belong to two names, as in `$E000..$FFFF` and `$A/$B`. A letter right
/// after a formula (`$n$th`) follows a letter or a bracket of it.
fn are_two_names(tex: &str, after: &str) -> bool {
    after.starts_with(char::is_alphanumeric)
        && !tex.ends_with(|last: char| last.is_alphanumeric() || ")]}|'".contains(last))
}

/// Whether the text between two dollar signs is a formula rather than the space between two prices.
fn looks_like_tex(tex: &str, after: &str) -> bool {
    let touches = !tex.starts_with(char::is_whitespace) && !tex.ends_with(char::is_whitespace);
    let is_price = after.starts_with(|next: char| next.is_ascii_digit());
    let is_letter = tex.chars().count() == 1 && tex.chars().all(char::is_alphabetic);
    // `x_1` has an index, `PATH_A` does not.
    let has_index = tex.split_once('_').is_some_and(|(base, _)| {
        let name: Vec<char> =
            base.chars().rev().take_while(|letter| letter.is_alphanumeric()).take(2).collect();
        matches!(name[..], [letter] if letter.is_alphabetic())
    });
    let has_signs =
        tex.contains(['\\', '^', '=']) || has_index || is_letter || has_only_symbols(tex);
    touches && !is_price && has_signs && !tex.contains("  ") && !are_two_names(tex, after)
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, None)).trim().to_owned()
    }

    #[test]
    fn tex_between_delimiters_is_a_formula() {
        assert_eq!(
            dumped(r"<p>Let \(x^2\) be. \[a=b\] And $$c$$ so $y_1$, $n$.</p>"),
            r"p Let {$x^2$} be. {$$a=b$$} And {$$c$$} so {$y_1$}, {$n$}."
        );
    }

    #[test]
    fn prices_and_code_stay_as_they_are() {
        for html in [
            "<p>From $5 to $10, or $ 3 and $4.</p>",
            "<p>US$100 and A$200 = more</p>",
            "<p>From $E000..$FFFF, or $A-$B and $x=$y</p>",
            "<p>Set $PATH_A:$HOME_B now</p>",
            r"<p>Run <code>echo $HOME_x$</code></p>",
            r"<p>A \ alone</p>",
        ] {
            assert!(!dumped(html).contains("{$"), "{html}: {}", dumped(html));
        }
    }

    #[test]
    fn a_formula_between_delimiters_may_not_be_longer_than_the_limit() {
        let is_formula =
            |length: usize| dumped(&format!("<p>$${}$$</p>", "x".repeat(length))).contains("{$$");
        assert_eq!(
            (is_formula(super::MAX_TEX_BYTES), is_formula(super::MAX_TEX_BYTES + 1)),
            (true, false)
        );
    }

    #[test]
    fn beginnings_without_an_end_are_read_in_linear_time() {
        // With quadratic time this would take minutes.
        for beginning in ["\\(", "\\[", "$ "] {
            assert!(!dumped(&format!("<p>{}</p>", beginning.repeat(200_000))).contains("{$"));
        }
    }

    #[test]
    fn mathml_may_nest_up_to_the_limit_in_linear_time() {
        // If any level were read twice, this would take years.
        let shown = |rows: usize| {
            dumped(&format!("<math>{}<mi>x</mi>", "<mrow>".repeat(rows))).contains("{$x$}")
        };
        assert_eq!((shown(super::MAX_DEPTH - 2), shown(super::MAX_DEPTH)), (true, false));
        let marks =
            format!("<math>{}<mi>x</mi>{}", "<mover>".repeat(50), "<mo>^</mo></mover>".repeat(50));
        assert_eq!(dumped(&marks).matches("\\hat").count(), 50);
    }

    #[test]
    fn mathml_is_shown_once_as_tex() {
        let katex = concat!(
            r#"<p><span class="katex"><span class="katex-mathml"><math><semantics>"#,
            r#"<mrow><mi>y</mi></mrow><annotation encoding="application/x-tex">y^2</annotation>"#,
            r#"</semantics></math></span><span class="katex-html" aria-hidden="true">y2</span>"#,
            "</span></p>"
        );
        assert_eq!(dumped(katex), "p {$y^2$}");
        let plain = "<p><math><mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac><mo>+</mo>\
                     <msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup></math></p>";
        assert_eq!(dumped(plain), r"p {$\frac{1}{\sqrt{x}} + {a}_{i}^{2}$}");
    }

    #[test]
    fn scripts_and_pictures_of_formulas_are_formulas() {
        let drawn = concat!(
            r#"<p><span class="MathJax_Preview">E</span><span class="MathJax">E=mc2</span>"#,
            r#"<script type="math/tex">E=mc^2</script></p>"#
        );
        assert_eq!(dumped(drawn), "p {$E=mc^2$}");
        assert_eq!(
            dumped(r#"<p>So <script type="math/tex; mode=display">E=mc^2</script></p>"#),
            "p So {$$E=mc^2$$}"
        );
        let picture = concat!(
            r#"<p>x <img class="latex" src="https://s0.wp.com/latex.php?latex=%5Calpha""#,
            r#" alt="\alpha"></p>"#
        );
        assert_eq!(dumped(picture), r"p x {$\alpha$}");
    }
}
