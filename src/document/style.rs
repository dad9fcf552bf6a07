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

/// Whether the page hides the element. `attrs` looks up an attribute by name.
pub(super) fn is_hidden<'a>(attrs: &dyn Fn(&str) -> Option<&'a str>) -> bool {
    let is_hidden_style = |style: &str| {
        declarations(style).any(|(name, value)| {
            let value = value.trim_end_matches("!important").trim_end();
            match name.as_str() {
                "display" => value.eq_ignore_ascii_case("none"),
                "visibility" => value.eq_ignore_ascii_case("hidden"),
                "mso-hide" => value.eq_ignore_ascii_case("all"),
                _ => false,
            }
        })
    };
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

/// Whether line breaks of the source are kept (`white-space: pre-wrap` and its relatives).
pub(super) fn keeps_lines(style: &str) -> bool {
    declarations(style)
        .any(|(name, value)| name == "white-space" && value.to_ascii_lowercase().starts_with("pre"))
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
