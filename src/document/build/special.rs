//! Elements that mean something else than their name says: by the classes of publishing tools, by
//! their place, or because other makers invented them.

use std::sync::Arc;

use super::{Builder, EndAction};
use crate::document::boxes::drawn_box;
use crate::document::code_boxes::is_label;
use crate::document::custom::{self, CustomElement};
use crate::document::dom::{Dom, Element, NONE, NodeId};
use crate::document::elements::{Role, role};
use crate::document::embeds::is_excuse;
use crate::document::formula::is_rendering;
use crate::document::frames::FrameKind;
use crate::document::model::{Block, Image};
use crate::document::style::is_shrunk;
use crate::document::typeset::{of_typeset, repeats_formula};
use crate::document::walk::Descent;
use crate::document::{galleries, players, spoilers};
use crate::i18n::t;

/// Words of a link that only points to the place where it stands.
const SELF_LINKS: [&str; 15] = [
    "link",
    "permalink",
    "permalien",
    "anchor",
    "anchor link",
    "permanent link",
    "section link",
    "heading link",
    "direct link",
    "self link",
    "copy link",
    "copy",
    "share",
    "top",
    "url",
];

/// Beginnings of the words of such a link, before the name of the place.
const SELF_LINK_STARTS: [&str; 8] = [
    "link to",
    "direct link to",
    "permalink to",
    "permalink:",
    "permanent link to",
    "anchor for",
    "section titled",
    "copy link to",
];

/// A longer caption is a paragraph, in characters.
const MAX_CAPTION_CHARS: usize = 700;

/// This many elements beside a link may be the place that it points to.
const MAX_SIBLINGS: usize = 40;

/// This many elements around a link may be the place that it points to.
const LEVELS_AROUND_LINK: usize = 5;

impl<'a> Builder<'a> {
    /// Reads an element that means something else than its name says.
    pub(super) fn special(
        &mut self,
        id: NodeId,
        element: &'a Element,
        role: Role,
    ) -> Option<Descent> {
        let name = &**element.local();
        if role == Role::Transparent && (name.contains('-') || name == "time") {
            match custom::look_at(self.dom, id, element, &self.addresses) {
                Some(CustomElement::Picture) => {
                    self.image(id);
                    return Some(Descent::Over);
                }
                Some(CustomElement::Card(embed)) => {
                    self.push(Block::Embed(embed));
                    return Some(Descent::Over);
                }
                Some(CustomElement::Date(date)) => {
                    self.words(&date);
                    return Some(Descent::Over);
                }
                None => {}
            }
        }
        // The content of a canvas stands in its place; often it only tells to use another browser.
        if matches!(name, "canvas" | "applet") && is_excuse(&self.dom.text_of(id)) {
            return Some(Descent::Over);
        }
        if self.has_code && is_label(self.dom, id, element) {
            return Some(Descent::Over);
        }
        if role == Role::Transparent && galleries::is_gallery(element, role) {
            self.open_block(id, element, role);
            return Some(Descent::Into);
        }
        if element.attrs.is_empty() && name != "mjx-container" {
            return None;
        }
        self.marked(id, element, role)
    }

    /// Reads an element by its attributes.
    fn marked(&mut self, id: NodeId, element: &'a Element, role: Role) -> Option<Descent> {
        let is_mark = role == Role::Link && self.is_self_link(id, element);
        if is_mark {
            self.add_anchors(element);
            return Some(Descent::Over);
        }
        if players::is_part(self.dom, id, element)
            || repeats_formula(self.dom, id, element)
            || is_rendering(self.dom, id, element)
            || self.is_picture_data(id, element)
            || galleries::is_position(self.dom, id, element)
            || (self.is_at_start() && self.is_preview(id, element))
        {
            return Some(Descent::Over);
        }
        if let Some(formula) = of_typeset(self.dom, id, element) {
            self.line.formula(formula);
            return Some(Descent::Over);
        }
        if self.draws_box(id, element) {
            return Some(Descent::Over);
        }
        if matches!(role, Role::Frame | Role::Plugin | Role::Object)
            && let Some(image) = self.embedded_picture(element)
        {
            self.line.image(image);
            return Some(Descent::Over);
        }
        let is_in_line = matches!(role, Role::Transparent | Role::Styled(_));
        if is_in_line && self.is_caption(id, element) {
            self.open_block(id, element, role);
            return Some(Descent::Into);
        }
        None
    }

    /// The container that an element opens because of its class or place.
    pub(super) fn special_frame(
        &self,
        id: NodeId,
        element: &Element,
        role: Role,
    ) -> Option<FrameKind> {
        let around = self.frames.last().map(|frame| &frame.kind)?;
        if role == Role::Caption && !matches!(around, FrameKind::Figure { .. }) {
            return Some(FrameKind::LooseCaption);
        }
        if galleries::is_gallery(element, role) && !matches!(around, FrameKind::Gallery) {
            return Some(FrameKind::Gallery);
        }
        if element.attrs.is_empty() {
            return None;
        }
        let is_box = matches!(role, Role::Division | Role::Paragraph | Role::Quote);
        if is_box && matches!(around, FrameKind::Details { .. }) && spoilers::is_title(element) {
            return Some(FrameKind::Summary);
        }
        if is_box && spoilers::is_spoiler(element) && !self.holds_details(id) {
            return Some(FrameKind::Details {
                is_open: false,
                summary: Vec::new(),
                name: t!(article_spoiler),
            });
        }
        if matches!(
            role,
            Role::Division
                | Role::Paragraph
                | Role::Transparent
                | Role::Styled(_)
                | Role::Cell
                | Role::Meaning
        ) && self.is_caption(id, element)
        {
            let is_in_figure = matches!(around, FrameKind::Figure { .. });
            return Some(if is_in_figure { FrameKind::Caption } else { FrameKind::LooseCaption });
        }
        let is_pictured = role == Role::Table && element.has_class(&["tr-caption-container"]);
        is_pictured.then(|| FrameKind::Figure { caption: Vec::new(), is_caption_first: false })
    }

    fn holds_details(&self, id: NodeId) -> bool {
        self.dom.children(id).any(|child| {
            self.dom.element(child).is_some_and(|element| &**element.local() == "details")
        })
    }

    /// Whether an element is by its class the caption of a figure around it or of a picture before
    /// it.
    fn is_caption(&self, id: NodeId, element: &Element) -> bool {
        if !element.classes().any(is_caption_class) {
            return false;
        }
        let Some(frame) = self.frames.last() else { return false };
        let is_picture =
            |block: &Block| matches!(block, Block::Image(_) | Block::Gallery(_) | Block::Embed(_));
        let has_place = matches!(frame.kind, FrameKind::Figure { .. })
            || self.line.has_only_pictures()
            || (self.line.is_empty() && frame.blocks.last().is_some_and(is_picture));
        has_place && is_short_text(self.dom, id)
    }

    /// Whether a link leads to the place where it stands and shows only a mark or says so.
    fn is_self_link(&self, id: NodeId, element: &Element) -> bool {
        let Some((page, fragment)) = element.attr("href").and_then(|href| href.split_once('#'))
        else {
            return false;
        };
        if self.dom.descendants(id).any(|child| {
            self.dom
                .element(child)
                .is_some_and(|child| role(child.local().as_bytes()) == Role::Image)
        }) {
            return false;
        }
        let words = self.dom.text_of(id);
        if words.len() > 120 {
            return false;
        }
        let words = words
            .trim_matches(|letter: char| !letter.is_alphanumeric())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let is_word = SELF_LINKS.contains(&words.as_str())
            || SELF_LINK_STARTS.iter().any(|start| words.starts_with(start));
        let heading =
            matches!(self.frames.last().map(|frame| &frame.kind), Some(FrameKind::Heading(_)));
        if heading {
            return words.is_empty() || (is_word && self.has_words_beside(id));
        }
        let is_here = self.is_same_page(page) && self.is_around(id, fragment);
        is_here
            && !fragment.is_empty()
            && (words.is_empty() || is_word)
            && self.has_words_beside(id)
    }

    fn is_same_page(&self, page: &str) -> bool {
        page.is_empty()
            || self.addresses.page(page).is_some_and(|url| {
                self.addresses
                    .base
                    .is_some_and(|base| url.host() == base.host() && url.path() == base.path())
            })
    }

    /// Whether an element around the link, or the link itself, has this name.
    fn is_around(&self, id: NodeId, name: &str) -> bool {
        let is_named = |element: &Element| {
            element.attr("id") == Some(name) || element.attr("name") == Some(name)
        };
        std::iter::successors(Some(id), |at| Some(self.dom.parent(*at)))
            .take_while(|at| *at != NONE)
            .take(LEVELS_AROUND_LINK)
            .filter_map(|at| self.dom.element(at))
            .any(is_named)
            || self
                .dom
                .children(self.dom.parent(id))
                .take(MAX_SIBLINGS)
                .filter_map(|sibling| self.dom.element(sibling))
                .any(is_named)
    }

    /// Whether the block around a link has other words.
    fn has_words_beside(&self, id: NodeId) -> bool {
        let mut top = self.dom.parent(id);
        while self.dom.element(top).is_some_and(|element| {
            matches!(role(element.local().as_bytes()), Role::Transparent | Role::Styled(_))
        }) {
            top = self.dom.parent(top);
        }
        self.dom.descendants(top).take(400).any(|child| {
            self.dom.text(child).is_some_and(|text| text.chars().any(char::is_alphanumeric))
                && !self.dom.is_within(child, id)
        })
    }

    /// Whether an element tells the name and the size of the file of a picture, as forums do.
    fn is_picture_data(&self, id: NodeId, element: &Element) -> bool {
        element.has_class(&["meta", "image-meta", "attachment-meta"])
            && self
                .dom
                .element(self.dom.parent(id))
                .is_some_and(|parent| parent.has_class(&["lightbox", "lightbox-wrapper"]))
    }

    /// Whether nothing has been shown so far.
    fn is_at_start(&self) -> bool {
        self.line.is_empty() && self.frames.iter().all(|frame| frame.blocks.is_empty())
    }

    /// Whether an element has the words that a mail shows in the list of mails only.
    fn is_preview(&self, id: NodeId, element: &Element) -> bool {
        element.attr("style").is_some_and(is_shrunk)
            && !self.dom.descendants(id).filter_map(|child| self.dom.element(child)).any(|child| {
                child.attr("style").is_some_and(|style| style.contains("font-size"))
                    || matches!(
                        role(child.local().as_bytes()),
                        Role::Image | Role::Frame | Role::Video | Role::Audio | Role::Table
                    )
            })
    }

    /// Ticks the item around a box that is drawn by its class, and returns whether it is one.
    fn draws_box(&mut self, id: NodeId, element: &Element) -> bool {
        let (is_first, dom) = (self.line.is_empty(), self.dom);
        let has_words = || {
            dom.descendants(id)
                .any(|child| dom.text(child).is_some_and(|text| !text.trim().is_empty()))
        };
        let Some(frame) =
            self.frames.last_mut().filter(|frame| is_first && frame.blocks.is_empty())
        else {
            return false;
        };
        let FrameKind::Item(item) = &mut frame.kind else { return false };
        let Some(is_done) = drawn_box(element, has_words()) else { return false };
        item.is_done = item.is_done.or(Some(is_done));
        !has_words()
    }

    /// The picture that a frame or a plug-in shows.
    fn embedded_picture(&self, element: &Element) -> Option<Image> {
        let address = ["data", "src"].iter().find_map(|name| element.attr(name))?;
        let url = self.addresses.image(address)?;
        let path = url.path().to_ascii_lowercase();
        let is_picture = element.attr("type").is_some_and(|kind| kind.starts_with("image/"))
            || [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"]
                .iter()
                .any(|end| path.ends_with(end))
            || url.scheme() == "data";
        let alt = element.attr("aria-label").or_else(|| element.attr("title")).unwrap_or_default();
        is_picture.then(|| Image {
            url: Arc::new(url),
            candidates: Vec::new(),
            alt: alt.to_owned(),
            title: None,
            size: crate::document::images::declared_size(element),
            link: None,
            dark: None,
        })
    }

    /// The action at the end of an element that needs a space before the words after it.
    pub(super) fn apart(&self, id: NodeId, element: &Element) -> Option<EndAction> {
        let next = self.dom.element(self.dom.next(id))?;
        let is_marked = |element: &Element| {
            &**element.local() == "span"
                && element.classes().any(|class| {
                    ["number", "count", "label", "value", "total"]
                        .iter()
                        .any(|word| class.contains(word))
                })
        };
        if !is_marked(element) || !is_marked(next) {
            return None;
        }
        let number = self.dom.text_of(id);
        let unit = self.dom.text_of(self.dom.next(id));
        let is_count = !number.is_empty()
            && number.chars().all(|letter| letter.is_ascii_digit() || ",.".contains(letter))
            && unit.starts_with(char::is_alphabetic);
        is_count.then_some(EndAction::Words(" "))
    }
}

fn is_caption_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    let class = class.trim_end_matches(|letter: char| letter.is_ascii_digit());
    (class.ends_with("caption") && class != "wp-caption" && !class.starts_with("no-"))
        || class.ends_with("caption-text")
        || class.ends_with("caption__text")
        || class.ends_with("caption-dd")
        || class == "wp-caption-dd"
        || class == "figcaption"
        || class == "image-credit"
        || class == "photo-credit"
}

/// Whether an element has words, few of them, and no picture.
fn is_short_text(dom: &Dom, id: NodeId) -> bool {
    let mut chars = 0;
    for child in dom.descendants(id) {
        chars += dom.text(child).map_or(0, |text| text.trim().chars().count());
        let is_picture = dom
            .element(child)
            .is_some_and(|element| role(element.local().as_bytes()) == Role::Image);
        if is_picture || chars > MAX_CAPTION_CHARS {
            return false;
        }
    }
    chars > 0
}
