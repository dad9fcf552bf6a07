//! Turns drawings in a body (`<svg>`) into pictures and leaves out icons.

use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use url::Url;

use super::dom::{Dom, Element, NodeId, NodeKind};
use super::limits::MAX_DATA_IMAGE_BYTES;
use super::model::Image;
use super::style::{declarations, pixels};
use super::walk::{Descent, Visitor, walk};
use crate::markup::escape::{push_attribute, push_escaped};

/// A drawing with a shorter side is an icon.
const MIN_PIXELS: f64 = 48.0;
/// A drawing with words may be this small.
const MIN_PIXELS_WITH_WORDS: f64 = 16.0;
/// A drawing with fewer shapes and without text is an icon, whatever its size.
const MIN_SHAPES: usize = 4;
/// Elements that draw something.
const SHAPES: [&str; 8] =
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"];
/// Elements that are removed: scripts, pages and animations.
const DROPPED: [&str; 5] = ["script", "iframe", "set", "animate", "handler"];
/// Height of the letters of words that came as HTML, in pixels.
const LABEL_PIXELS: f64 = 14.0;
/// Longest text alternative, in characters.
const MAX_ALT_CHARS: usize = 300;

/// An `<svg>` as a picture, or `None` if it is an icon.
pub(super) fn drawing(dom: &Dom, id: NodeId) -> Option<Image> {
    let element = dom.element(id)?;
    if element.attr("aria-hidden").is_some_and(|hidden| hidden == "true") {
        return None;
    }
    let (width, height) = size(element)?;
    let names =
        || dom.descendants(id).filter_map(|child| dom.element(child)).map(|child| &**child.local());
    let has_words = names().any(|name| name == "text" || name == "foreignObject");
    let shapes = names().filter(|name| SHAPES.contains(name)).count();
    let least = if has_words { MIN_PIXELS_WITH_WORDS } else { MIN_PIXELS };
    if width < least || height < least || !(has_words || shapes >= MIN_SHAPES) {
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
        dark: None,
    })
}

/// Width and height in pixels, as declared or else from `viewBox`.
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

/// The text alternative: the title, else the text in the drawing.
fn words(dom: &Dom, id: NodeId, element: &Element) -> String {
    let title = dom
        .children(id)
        .find(|child| dom.element(*child).is_some_and(|child| &**child.local() == "title"));
    let text = element
        .attr("aria-label")
        .map(str::to_owned)
        .or_else(|| title.map(|title| dom.text_of(title)));
    let texts = || {
        let texts = dom.descendants(id).filter(|child| is_words(dom, *child));
        texts.map(|text| dom.text_of(text)).collect::<Vec<_>>().join(" ")
    };
    let text = text.unwrap_or_else(texts);
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_ALT_CHARS).collect()
}

/// Whether a node shows words: text, or HTML without text for other programs beside it.
fn is_words(dom: &Dom, id: NodeId) -> bool {
    let is =
        |id: NodeId, name: &str| dom.element(id).is_some_and(|element| &**element.local() == name);
    is(id, "text")
        || (is(id, "foreignObject")
            && !dom.children(dom.parent(id)).any(|sibling| is(sibling, "text")))
}

/// The drawing as an SVG file, or `None` if it is too large.
fn source(dom: &Dom, top: NodeId, size: (f64, f64)) -> Option<String> {
    let mut writer = Writer { dom, out: String::new() };
    writer.open_root(dom.element(top)?, size);
    walk(dom, top, &mut writer);
    writer.leave(top);
    (!writer.is_full()).then_some(writer.out)
}

/// Writes the nodes of a drawing as XML.
struct Writer<'a> {
    dom: &'a Dom,
    out: String,
}

impl Visitor for Writer<'_> {
    fn enter(&mut self, id: NodeId) -> Descent {
        match self.dom.get(id).map(|node| &node.kind) {
            _ if self.is_full() => {}
            Some(NodeKind::Text(text)) => self.push_text(text),
            Some(NodeKind::Element(element)) if &**element.local() == "foreignObject" => {
                self.label(id, element);
            }
            Some(NodeKind::Element(element)) if !is_dropped(element) => {
                self.out.extend(["<", element.local()]);
                self.push_attributes(element, |_| true);
                return Descent::Into;
            }
            Some(NodeKind::Element(_) | NodeKind::Other) | None => {}
        }
        Descent::Over
    }

    fn leave(&mut self, id: NodeId) {
        if let Some(element) = self
            .dom
            .element(id)
            .filter(|element| !is_dropped(element) && &**element.local() != "foreignObject")
        {
            self.out.extend(["</", element.local(), ">"]);
        }
    }
}

impl Writer<'_> {
    fn is_full(&self) -> bool {
        self.out.len() > MAX_DATA_IMAGE_BYTES / 2
    }

    /// Words of HTML, which the renderer does not lay out, become text in the middle of their box.
    /// Beside them may be text for programs that know no HTML; then the words are left out.
    fn label(&mut self, id: NodeId, element: &Element) {
        let words = self.dom.text_of(id);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !is_words(self.dom, id) || words.is_empty() {
            return;
        }
        let length = |name: &str| element.attr(name).and_then(|value| value.parse::<f64>().ok());
        let middle = |start: &str, length_name: &str| {
            length(start).unwrap_or(0.0) + length(length_name).unwrap_or(0.0) / 2.0
        };
        let color = std::iter::once(element)
            .chain(self.dom.descendants(id).filter_map(|child| self.dom.element(child)))
            .find_map(|element| {
                let style = element.attr("style")?;
                declarations(style).find(|(name, _)| name == "color").map(|(_, value)| value)
            });
        let color = color.unwrap_or("currentColor");
        let _ = write!(
            self.out,
            "<text text-anchor=\"middle\" font-family=\"sans-serif\" \
             font-size=\"{LABEL_PIXELS}\" x=\"{}\" y=\"{}\"",
            middle("x", "width"),
            middle("y", "height") + LABEL_PIXELS / 3.0
        );
        push_attribute(&mut self.out, "fill", &without_controls(color));
        self.out.push('>');
        self.push_text(&words);
        self.out.push_str("</text>");
    }

    fn open_root(&mut self, element: &Element, (width, height): (f64, f64)) {
        let _ = write!(
            self.out,
            "<{} xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"",
            element.local()
        );
        self.push_attributes(element, |name| !matches!(name, "width" | "height" | "xmlns"));
    }

    /// Links may only lead to other parts of the drawing. Other attributes are harmless, because
    /// the renderer runs no scripts.
    fn push_attributes(&mut self, element: &Element, is_wanted: impl Fn(&str) -> bool) {
        for attr in &element.attrs {
            let (name, value) = (&*attr.name.local, &*attr.value);
            let is_name = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            let leads_out = name == "href" && !value.starts_with('#');
            if is_name && is_wanted(name) && !leads_out && !name.starts_with("on") {
                push_attribute(&mut self.out, name, &without_controls(value));
            }
        }
        self.out.push('>');
    }

    fn push_text(&mut self, text: &str) {
        push_escaped(&mut self.out, &without_controls(text));
    }
}

fn is_dropped(element: &Element) -> bool {
    DROPPED.contains(&&**element.local())
}

/// XML forbids most control characters.
fn without_controls(text: &str) -> String {
    text.chars().filter(|character| !character.is_control() || character.is_whitespace()).collect()
}
