//! Builds inline elements: styles, links, pictures and targets of links.

use std::sync::Arc;

use super::{Builder, EndAction, OpenElement};
use crate::document::code::is_code_block;
use crate::document::direction::Direction;
use crate::document::dom::{Dom, Element, NodeId};
use crate::document::elements::Role;
use crate::document::formula::{of_math, of_picture};
use crate::document::frames::FrameKind;
use crate::document::images::{ImageElement, is_large, look_at, picture_key};
use crate::document::line::Look;
use crate::document::model::{Block, InlineStyle};
use crate::document::spoilers::{is_blacked_out, is_spoiler};
use crate::document::style::{inline_style, keeps_lines};
use crate::document::walk::Descent;

impl<'a> Builder<'a> {
    pub(super) fn inline(&mut self, id: NodeId, element: &'a Element, role: Role) -> Descent {
        match role {
            Role::Break => self.line.line_break(),
            _ if &**element.local() == "math" => {
                if let Some(formula) = of_math(self.dom, id, element) {
                    self.line.formula(formula);
                }
            }
            Role::Image => match of_picture(element) {
                Some(formula) => self.line.formula(formula),
                None => self.image(id),
            },
            Role::Input => self.check_box(element),
            Role::Styled(InlineStyle::CODE) if is_code_block(self.dom, id) => self.code(id),
            _ => {
                self.add_anchors(element);
                self.open_inline(id, element, role);
                return Descent::Into;
            }
        }
        Descent::Over
    }

    pub(super) fn open_inline(&mut self, id: NodeId, element: &'a Element, role: Role) {
        let mut look = self.changed_look(element, role);
        if is_spoiler(element) || is_blacked_out(element) {
            let covered = look.get_or_insert_with(|| self.look());
            covered.style |= InlineStyle::SPOILER;
        }
        let has_look = look.is_some();
        self.looks.extend(look);
        let end = match role {
            Role::InlineQuote => {
                self.words("\u{201c}");
                EndAction::Words("\u{201d}")
            }
            Role::RubyText => {
                self.words("(");
                EndAction::Words(")")
            }
            Role::Transparent if element.has_class(&["ellipsis"]) => EndAction::Words("\u{2026}"),
            Role::Transparent if element.has_class(&["kg-callout-emoji"]) => EndAction::Words(" "),
            Role::Transparent if element.has_attr("class") => {
                self.apart(id, element).unwrap_or(EndAction::Nothing)
            }
            _ => EndAction::Nothing,
        };
        let end = match Direction::of(element) {
            Some(direction) if matches!(end, EndAction::Nothing) => {
                let (start, end) = direction.isolate();
                self.words(start);
                EndAction::Words(end)
            }
            _ => end,
        };
        if has_look || !matches!(end, EndAction::Nothing) {
            self.open.push(OpenElement { node: id, end, has_look });
        }
    }

    /// The look within an element, if it differs from the look around it.
    pub(super) fn changed_look(&self, element: &Element, role: Role) -> Option<Look> {
        let around = self.looks.last()?;
        let mut look = around.clone();
        match role {
            Role::Styled(style) => look.style |= style,
            Role::RubyText => look.style |= InlineStyle::SMALL,
            Role::Link => {
                look.link = element
                    .attr("href")
                    .and_then(|href| self.addresses.link(href))
                    .map(Arc::new)
                    .or(look.link);
            }
            _ => {}
        }
        if matches!(role, Role::Link | Role::Explained | Role::Styled(_))
            && let Some(title) =
                element.attr("title").map(str::trim).filter(|title| !title.is_empty())
        {
            look.hint = Some(title.into());
        }
        if let Some(style) = element.attr("style") {
            let (added, removed) = inline_style(style);
            // The theme decides whether links are underlined.
            let added = if role == Role::Link { added - InlineStyle::UNDERLINE } else { added };
            look.style = (look.style - removed) | added;
        }
        if !element.attrs.is_empty() {
            look.keeps_lines = keeps_lines(element).unwrap_or(look.keeps_lines);
        }
        (look != *around).then_some(look)
    }

    pub(super) fn words(&mut self, words: &str) {
        if let Some(look) = self.looks.last() {
            self.line.text(words, look);
        }
    }

    /// Whether a large picture may end the line. Headings and terms are single lines.
    fn may_break_line(&self) -> bool {
        !matches!(
            self.frames.last().map(|frame| &frame.kind),
            Some(FrameKind::Heading(_) | FrameKind::Term | FrameKind::Summary)
        )
    }

    pub(super) fn add_anchors(&mut self, element: &Element) {
        let mut names: Vec<String> = Vec::new();
        names.extend(element.attr("id").map(str::to_owned));
        names.extend(element.attr("name").filter(|_| &**element.local() == "a").map(str::to_owned));
        for name in names {
            if self.wanted_anchors.remove(&name) {
                self.line.anchor(name);
            }
        }
    }

    pub(super) fn image(&mut self, id: NodeId) {
        let look = self.look();
        match look_at(self.dom, id, &self.addresses, look.link.as_ref()) {
            ImageElement::Picture(image) => {
                let is_twin = self.has_noscript && !self.pictures.insert(picture_key(&image.url));
                let is_plain = !self.is_in_noscript() && !is_lazy(self.dom, id);
                let is_apart =
                    self.dom.element(id).is_some_and(|element| is_large(element, &image));
                if is_twin && !is_plain {
                    return;
                }
                if is_apart && self.may_break_line() {
                    self.push(Block::Image(Box::new(image)));
                } else {
                    self.line.image(image);
                }
            }
            ImageElement::Character(text) => self.line.text(&text, &look),
            ImageElement::Tracker => self.blocked_trackers += 1,
            ImageElement::Nothing(alt) => self.line.text(&alt, &look),
        }
    }

    pub(super) fn check_box(&mut self, element: &Element) {
        let is_check_box =
            element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let is_first = self.line.is_empty();
        let Some(frame) = self
            .frames
            .last_mut()
            .filter(|frame| is_check_box && is_first && frame.blocks.is_empty())
        else {
            return;
        };
        if let FrameKind::Item(item) = &mut frame.kind {
            item.is_done = item.is_done.or(Some(element.has_attr("checked")));
        }
    }
}

/// Whether a script is expected to load the picture.
fn is_lazy(dom: &Dom, id: NodeId) -> bool {
    dom.element(id).is_some_and(|element| {
        element
            .attrs
            .iter()
            .any(|attr| attr.name.local.starts_with("data-") && attr.name.local.contains("src"))
    })
}
