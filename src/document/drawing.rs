//! Drawings in a body (`<svg>`) as pictures; icons, which pages use by the dozen, are left out.

use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use url::Url;

use super::dom::{Dom, Element, NONE, NodeId, NodeKind};
use super::limits::MAX_DATA_IMAGE_BYTES;
use super::model::Image;
use super::style::{declarations, pixels};

/// A drawing that is smaller in either direction is an icon.
const MIN_PIXELS: f64 = 48.0;
/// A drawing of fewer shapes and without words is an icon, however large.
const MIN_SHAPES: usize = 4;
/// What draws something.
const SHAPES: [&str; 8] =
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"];
/// What a drawing may not hold: scripts, pages, motion.
const DROPPED: [&str; 6] = ["script", "foreignObject", "iframe", "set", "animate", "handler"];
/// Words of a drawing that are kept for those who cannot see it.
const MAX_ALT_CHARS: usize = 300;

/// The picture that an `<svg>` is, unless it is an icon.
pub(super) fn drawing(dom: &Dom, id: NodeId) -> Option<Image> {
    let element = dom.element(id)?;
    if element.attr("aria-hidden").is_some_and(|hidden| hidden == "true") {
        return None;
    }
    let (width, height) = size(element)?;
    let names =
        || dom.descendants(id).filter_map(|child| dom.element(child)).map(|child| &**child.local());
    let has_words = names().any(|name| name == "text");
    let shapes = names().filter(|name| SHAPES.contains(name)).count();
    if width < MIN_PIXELS || height < MIN_PIXELS || !(has_words || shapes >= MIN_SHAPES) {
        return None;
    }
    let source = source(dom, id, (width, height))?;
    let data = base64::engine::general_purpose::STANDARD.encode(source);
    let url = Url::parse(&format!("data:image/svg+xml;base64,{data}")).ok()?;
    let size = (Some(width.round() as u32), Some(height.round() as u32));
    Some(Image {
        url: Arc::new(url),
        candidates: Vec::new(),
        alt: words(dom, id, element),
        title: None,
        size,
        link: None,
    })
}

/// Width and height as declared, else as the drawing's own coordinates say.
fn size(element: &Element) -> Option<(f64, f64)> {
    let view = element.attr("viewBox").map(|view| {
        view.split([' ', ',']).filter_map(|part| part.parse().ok()).collect::<Vec<f64>>()
    });
    let view = view.as_deref().and_then(|view| {
        if let [_, _, width, height] = view { Some((*width, *height)) } else { None }
    });
    let styled = |wanted: &str| {
        let style = element.attr("style")?;
        declarations(style).find(|(name, _)| name == wanted).and_then(|(_, value)| pixels(value))
    };
    let length =
        |name: &str| element.attr(name).and_then(pixels).or_else(|| styled(name)).map(f64::from);
    match (length("width"), length("height"), view) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some((across, down))) if across > 0.0 => {
            Some((width, width * down / across))
        }
        (None, Some(height), Some((across, down))) if down > 0.0 => {
            Some((height * across / down, height))
        }
        (None, None, Some(size)) => Some(size),
        _ => None,
    }
    .filter(|(width, height)| {
        width.is_finite() && height.is_finite() && *width < 20_000.0 && *height < 20_000.0
    })
}

/// What it shows, in words: its title, else the words in it.
fn words(dom: &Dom, id: NodeId, element: &Element) -> String {
    let title = dom
        .children(id)
        .find(|child| dom.element(*child).is_some_and(|child| &**child.local() == "title"));
    let text = element
        .attr("aria-label")
        .map(str::to_owned)
        .or_else(|| title.map(|title| dom.text_of(title)));
    let texts = || {
        let texts = dom
            .descendants(id)
            .filter(|child| dom.element(*child).is_some_and(|child| &**child.local() == "text"));
        texts.map(|text| dom.text_of(text)).collect::<Vec<_>>().join(" ")
    };
    let text = text.unwrap_or_else(texts);
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_ALT_CHARS).collect()
}

/// The drawing as a file of its own.
fn source(dom: &Dom, top: NodeId, size: (f64, f64)) -> Option<String> {
    let mut out = String::new();
    let mut at = top;
    loop {
        let descends = open(dom, at, (at == top).then_some(size), &mut out);
        if out.len() > MAX_DATA_IMAGE_BYTES / 2 {
            return None;
        }
        let child = if descends { dom.first_child(at) } else { NONE };
        if child != NONE {
            at = child;
            continue;
        }
        loop {
            close(dom, at, &mut out);
            if at == top {
                return Some(out);
            }
            let next = dom.next(at);
            if next != NONE {
                at = next;
                break;
            }
            at = dom.parent(at);
        }
    }
}

fn is_dropped(element: &Element) -> bool {
    DROPPED.contains(&&**element.local())
}

fn open(dom: &Dom, id: NodeId, size: Option<(f64, f64)>, out: &mut String) -> bool {
    match dom.get(id).map(|node| &node.kind) {
        Some(NodeKind::Text(text)) => {
            out.push_str(&escaped(text));
            false
        }
        Some(NodeKind::Element(element)) if !is_dropped(element) => {
            let _ = write!(out, "<{}", element.local());
            if let Some((width, height)) = size {
                let _ = write!(
                    out,
                    " xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\""
                );
            }
            for attr in &element.attrs {
                push_attribute(&attr.name.local, &attr.value, size.is_some(), out);
            }
            out.push('>');
            true
        }
        _ => false,
    }
}

/// Links are kept within the drawing only; everything else is harmless to a program that runs
/// nothing.
fn push_attribute(name: &str, value: &str, is_root: bool, out: &mut String) {
    let is_ours = is_root && matches!(name, "width" | "height" | "xmlns");
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let leads_out = name == "href" && !value.starts_with('#');
    if !is_ours && is_name && !leads_out && !name.starts_with("on") {
        let _ = write!(out, " {name}=\"{}\"", escaped(value));
    }
}

fn close(dom: &Dom, id: NodeId, out: &mut String) {
    if let Some(element) = dom.element(id).filter(|element| !is_dropped(element)) {
        let _ = write!(out, "</{}>", element.local());
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    text.chars().filter(|character| !character.is_control() || character.is_whitespace()).collect()
}
