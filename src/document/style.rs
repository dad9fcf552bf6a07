//! Reads the few declarations in `style` and the visibility attributes that change the meaning of
//! an element: hidden, bold, struck, aligned.

use super::dom::Element;
use super::model::{Align, InlineStyle};

/// Classes of elements that only screen readers should present, or that only scripts show.
const HIDDEN_CLASSES: [&str; 9] = [
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "invisible",
    "u-hidden",
    "a11y-hidden",
    "assistive-text",
    "katex-html",
];

/// The declarations of a `style` attribute, names in lower case.
pub(super) fn declarations(style: &str) -> impl Iterator<Item = (String, &str)> {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim()))
    })
}

/// Whether a declaration hides its element.
pub(super) fn hides(name: &str, value: &str) -> bool {
    let value = value.trim_end_matches("!important").trim_end();
    match name {
        "display" => value.eq_ignore_ascii_case("none"),
        "visibility" => value.eq_ignore_ascii_case("hidden"),
        "mso-hide" => value.eq_ignore_ascii_case("all"),
        _ => false,
    }
}

/// Classes of parts that a script shows later.
const HIDDEN_FOR_NOW: [&str; 2] = ["invisible", "u-hidden"];

/// Whether the page hides an element for everybody, and not only from the eye.
pub(super) fn is_hidden_by_page(element: &Element) -> bool {
    element.has_attr("hidden")
        || element
            .attr("style")
            .is_some_and(|style| declarations(style).any(|(name, value)| hides(&name, value)))
        || element.has_class(&HIDDEN_FOR_NOW)
}

/// Whether a hidden element keeps its place on the page.
pub(super) fn is_only_invisible(element: &Element) -> bool {
    !element.has_attr("hidden")
        && !element.attr("style").is_some_and(|style| {
            declarations(style).any(|(name, value)| name != "visibility" && hides(&name, value))
        })
}

/// Makes a hidden element visible.
pub(super) fn without_hiding(element: &mut Element) {
    let classes: Vec<&str> =
        element.classes().filter(|class| !HIDDEN_FOR_NOW.contains(class)).collect();
    let classes = classes.join(" ");
    let style = element.attr("style").map(|style| {
        let kept: Vec<String> = declarations(style)
            .filter(|(name, value)| !hides(name, value))
            .map(|(name, value)| format!("{name}:{value}"))
            .collect();
        kept.join(";")
    });
    if element.has_attr("class") {
        element.set_attr("class", &classes);
    }
    if let Some(style) = style {
        element.set_attr("style", &style);
    }
    element.attrs.retain(|attr| &*attr.name.local != "hidden");
}

/// Whether the size of an element hides its words: mails do this to the words for the list of
/// mails. `has_own_size` says whether an element within it sets a size of its own.
pub(super) fn is_shrunk(style: &str) -> bool {
    let length = |value: &str| -> Option<f64> {
        let value = value.trim_end_matches("!important").trim_end();
        let number =
            value.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '%');
        number.trim().parse().ok()
    };
    let (mut is_flat, mut is_cut, mut is_tiny, mut is_faint, mut is_padded) =
        (false, false, false, false, false);
    for (name, value) in declarations(style) {
        let lower = value.to_ascii_lowercase();
        match name.as_str() {
            "max-height" | "height" | "max-width" | "width" => {
                is_flat |= length(value).is_some_and(|length| length <= 1.0);
            }
            "overflow" => is_cut |= lower.starts_with("hidden"),
            "font-size" => is_tiny |= length(value).is_some_and(|length| length <= 1.0),
            "line-height" => {
                is_faint |= length(value)
                    .is_some_and(|length| length <= 1.0 && lower.contains("px") || length == 0.0);
            }
            "opacity" => is_faint |= length(value) == Some(0.0),
            "color" => {
                is_faint |= matches!(lower.as_str(), "transparent" | "#fff" | "#ffffff" | "white");
            }
            "padding-bottom" | "padding-top" | "padding" => {
                is_padded |= length(value).is_none_or(|length| length > 1.0);
            }
            _ => {}
        }
    }
    (is_flat && is_cut && !is_padded) || (is_tiny && (is_faint || is_cut || is_flat))
}

/// Whether the page hides the element. `attrs` looks up an attribute by name.
pub(super) fn is_hidden<'a>(attrs: &dyn Fn(&str) -> Option<&'a str>) -> bool {
    let is_hidden_style =
        |style: &str| declarations(style).any(|(name, value)| hides(&name, value));
    attrs("hidden").is_some()
        || attrs("style").is_some_and(is_hidden_style)
        || attrs("class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|class| HIDDEN_CLASSES.contains(&class))
        })
}

/// [`is_hidden`] for an element of the tree.
pub(super) fn is_hidden_element(element: &Element) -> bool {
    if element.attrs.is_empty() {
        return false;
    }
    is_hidden(&|name| element.attr(name))
}

/// The styles that `style` adds, and those that it removes.
pub(super) fn inline_style(style: &str) -> (InlineStyle, InlineStyle) {
    let (mut added, mut removed) = (InlineStyle::empty(), InlineStyle::empty());
    for (name, value) in declarations(style) {
        let value = value.to_ascii_lowercase();
        match name.as_str() {
            "font-weight" => {
                let is_bold = value.starts_with("bold")
                    || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                *(if is_bold { &mut added } else { &mut removed }) |= InlineStyle::STRONG;
            }
            "font-style" => {
                let is_italic = value.starts_with("italic") || value.starts_with("oblique");
                *(if is_italic { &mut added } else { &mut removed }) |= InlineStyle::EMPHASIS;
            }
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => {
                added |= InlineStyle::STRIKE;
            }
            "text-decoration" | "text-decoration-line" if value.contains("underline") => {
                added |= InlineStyle::UNDERLINE;
            }
            "vertical-align" if value == "super" => added |= InlineStyle::SUPERSCRIPT,
            "vertical-align" if value == "sub" => added |= InlineStyle::SUBSCRIPT,
            "font-family" if value.contains("monospace") => added |= InlineStyle::CODE,
            _ => {}
        }
    }
    (added, removed)
}

/// Whether an element says that line breaks of the source are kept (`white-space: pre-wrap` and its
/// relatives), if it says anything.
pub(super) fn keeps_lines(element: &Element) -> Option<bool> {
    const KEEPING: [&str; 6] =
        ["pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks"];
    const CLASSES: [&str; 5] = [
        "whitespace-pre",
        "whitespace-pre-wrap",
        "whitespace-pre-line",
        "whitespace-break-spaces",
        "white-space-pre-line",
    ];
    let styled = element.attr("style").and_then(|style| {
        let found = declarations(style)
            .filter(|(name, _)| name == "white-space" || name == "white-space-collapse")
            .last();
        found.map(|(_, value)| {
            let value = value.to_ascii_lowercase();
            value
                .split(|letter: char| letter.is_whitespace() || letter == '!')
                .any(|word| KEEPING.contains(&word))
        })
    });
    styled.or_else(|| element.has_class(&CLASSES).then_some(true))
}

/// The alignment that the element declares.
pub(super) fn align(element: &Element) -> Option<Align> {
    let styled = element.attr("style").and_then(|style| {
        declarations(style)
            .find(|(name, _)| name == "text-align")
            .map(|(_, value)| value.to_ascii_lowercase())
    });
    let value = styled.or_else(|| element.attr("align").map(str::to_ascii_lowercase))?;
    match value.trim() {
        "center" | "middle" => Some(Align::Center),
        "right" | "end" => Some(Align::End),
        "left" | "start" | "justify" => Some(Align::Start),
        _ => None,
    }
}

/// A length in CSS pixels, from an attribute or a declaration such as `640` or `640px`. `None` for
/// other units.
pub(super) fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    let number = value.strip_suffix("px").unwrap_or(value).trim_end();
    let length: f64 =
        number.parse().ok().filter(|length| *length >= 0.0 && *length <= 100_000.0)?;
    Some(length.round() as u32)
}
