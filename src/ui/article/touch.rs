//! What reacts to the pointer and the keyboard: links, buttons, pictures, and text that is being
//! selected.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CursorIcon, Id, Modifiers, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo};
use url::Url;

use crate::document::{Image, LinkTarget};

use crate::article::PictureKey;

use super::ArticleAction;
use super::access::Access;
use super::flow::{Chip, Flow, Part, PieceKind};
use super::layout::{Hot, PieceLayout, embed_words};
use super::paint::Attention;
use super::scene::Show;
use super::view::View;

/// What the reader did in this frame.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) actions: Vec<ArticleAction>,
    pub(super) attention: Attention,
    /// A link within the article was followed.
    pub(super) anchor: Option<(String, String)>,
    pub(super) fold: Option<usize>,
    /// A tall picture that is to be shown whole.
    pub(super) expanded: Option<usize>,
    /// A code panel whose lines are to be broken, or no longer.
    pub(super) wrapped: Option<usize>,
    /// A diagram whose source is to be shown, or hidden.
    pub(super) source: Option<usize>,
    /// A picture that is to be shown by itself.
    pub(super) exhibited: Option<PictureKey>,
    /// A picture that is to be fetched again.
    pub(super) retried: Option<usize>,
    /// The pictures of the article are to be loaded.
    pub(super) allows_pictures: bool,
    pub(super) copied: Option<usize>,
    /// Something got the keyboard's attention; this is where it is.
    pub(super) focused: Option<Rect>,
    /// What the pointer is on, in words for the strip at the bottom.
    pub(super) hint: Option<String>,
}

/// Walks over the pieces and lets them react.
pub(super) struct Touch<'a> {
    pub(super) view: &'a View,
    pub(super) rect: Rect,
    pub(super) id: Id,
    pub(super) out: Touched,
}

impl Touch<'_> {
    pub(super) fn pieces(&mut self, access: &mut Access) {
        for at in access.pieces(self.view) {
            let y = self.view.top_of(at);
            let height = self.view.heights.get(at);
            if height <= 0.0 {
                continue;
            }
            let rect = Rect::from_min_size(
                self.rect.min + Vec2::new(0.0, y),
                Vec2::new(self.rect.width(), height),
            );
            let is_visible = self.view.visible.iter().any(|(visible, _)| *visible == at);
            let Some(ui) = access.enter(self.view, at, rect) else { continue };
            match self.view.layouts.get(&at).filter(|_| is_visible) {
                Some(layout) => self.piece(ui, at, layout, rect.min),
                None => self.far_piece(ui, at, rect),
            }
        }
    }

    fn piece(&mut self, ui: &mut Ui, at: usize, layout: &PieceLayout, origin: Pos2) {
        self.panel_hover(ui, layout, origin, at);
        for (hot, rect, scroller) in &layout.hots {
            let window = scroller.and_then(|at| layout.scrollers.get(at));
            let shift = window.map_or(0.0, |scroller| -self.view.scroll_of(scroller));
            self.hot(ui, *hot, rect.translate(origin.to_vec2() + Vec2::new(shift, 0.0)));
        }
        for (number, text) in layout.texts.iter().enumerate() {
            let window = text.scroller.and_then(|at| layout.scrollers.get(at));
            let shift =
                Vec2::new(window.map_or(0.0, |scroller| -self.view.scroll_of(scroller)), 0.0);
            let to_screen = origin.to_vec2() + text.pos.to_vec2() + shift;
            let clip = window.map_or(self.rect, |window| window.window.translate(origin.to_vec2()));
            for (place, span) in text.set.links.iter().enumerate() {
                let rect = span.rect.translate(to_screen).intersect(clip);
                let is_continued =
                    text.set.links.iter().take(place).any(|before| before.link == span.link);
                self.link(ui, span.link, rect, is_continued.then_some((at, number, place)));
            }
            for (rect, hint) in &text.set.hints {
                if ui.rect_contains_pointer(rect.translate(to_screen)) {
                    self.out.hint = Some(hint.to_string());
                }
            }
        }
    }

    /// What is not on screen can still be reached with the keyboard's or a screen reader's help.
    fn far_piece(&mut self, ui: &mut Ui, at: usize, rect: Rect) {
        let Some(piece) = self.view.flow.pieces.get(at) else { return };
        match &piece.kind {
            PieceKind::Text(part) => {
                for link in links_of(&self.view.flow, part) {
                    self.link(ui, link, rect, None);
                }
            }
            PieceKind::Image(image) => self.hot(ui, Hot::Image(*image), rect),
            PieceKind::Embed(embed) => self.hot(ui, Hot::Embed(*embed), rect),
            PieceKind::Code { panel, part } if part.bytes.start == 0 => {
                self.hot(ui, Hot::Copy(*panel), rect)
            }
            PieceKind::Code { .. }
            | PieceKind::Rows { .. }
            | PieceKind::Chips
            | PieceKind::Rule
            | PieceKind::End => {}
        }
    }

    fn panel_hover(&mut self, ui: &Ui, layout: &PieceLayout, origin: Pos2, at: usize) {
        let Some(PieceKind::Code { panel, .. }) =
            self.view.flow.pieces.get(at).map(|piece| &piece.kind)
        else {
            return;
        };
        let rect = Rect::from_min_size(
            origin + Vec2::new(0.0, layout.gap),
            Vec2::new(self.rect.width(), layout.height - layout.gap),
        );
        if ui.rect_contains_pointer(rect) {
            self.out.attention.hovered_panel = Some(*panel);
        }
    }

    fn link(
        &mut self,
        ui: &mut Ui,
        index: usize,
        rect: Rect,
        continues: Option<(usize, usize, usize)>,
    ) {
        let Some(link) = self.view.flow.links.get(index) else { return };
        let (id, sense) = match continues {
            None => (self.id.with(("link", index)), Sense::click()),
            Some(place) => (self.id.with(("link part", index, place)), Sense::CLICK),
        };
        let response = ui.interact(rect, id, sense);
        if continues.is_none() {
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Link, true, name_or(&link.name, &link.target))
            });
            self.keep_in_sight(&response);
            if response.has_focus() {
                self.out.attention.focused_link = Some(index);
            }
        }
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            self.out.attention.hovered_link = Some(index);
        }
        // The pointer is a stronger hint of what is wanted than the keyboard's attention, which may
        // have stayed behind.
        if response.hovered() || (response.has_focus() && self.out.hint.is_none()) {
            self.out.hint = Some(address(&link.target));
        }
        let is_middle = response.middle_clicked();
        if response.clicked() || is_middle {
            let in_background = is_middle
                || ui.input(|input| input.modifiers.matches_logically(Modifiers::COMMAND));
            self.follow(&link.target, &link.name, in_background);
        }
        if let LinkTarget::Url(url) = &*link.target {
            response.context_menu(|ui| self.link_menu(ui, url));
        }
    }

    fn link_menu(&mut self, ui: &mut Ui, url: &Url) {
        if ui.button("Open in browser").clicked() {
            self.out
                .actions
                .push(ArticleAction::OpenLink { url: url.clone(), in_background: false });
            ui.close();
        }
        if ui.button("Open in background").clicked() {
            self.out
                .actions
                .push(ArticleAction::OpenLink { url: url.clone(), in_background: true });
            ui.close();
        }
        if ui.button("Copy link").clicked() {
            self.out.actions.push(ArticleAction::CopyLink(url.clone()));
            ui.close();
        }
    }

    fn follow(&mut self, target: &LinkTarget, name: &str, in_background: bool) {
        match target {
            LinkTarget::Url(url) => {
                self.out.actions.push(ArticleAction::OpenLink { url: url.clone(), in_background })
            }
            LinkTarget::Anchor(anchor) => self.out.anchor = Some((anchor.clone(), name.to_owned())),
        }
    }

    fn hot(&mut self, ui: &mut Ui, hot: Hot, rect: Rect) {
        let Some(info) = self.hot_info(hot) else { return };
        let response = ui.interact(rect, self.id.with(hot), Sense::click());
        response.widget_info(|| info.clone());
        self.keep_in_sight(&response);
        if response.has_focus() {
            self.out.attention.focused_hot = Some(hot);
        }
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            self.out.attention.hovered_hot = Some(hot);
            self.out.hint = self.hot_hint(hot).or(self.out.hint.take());
        }
        let in_background = response.middle_clicked()
            || ui.input(|input| input.modifiers.matches_logically(Modifiers::COMMAND));
        if response.clicked() || response.middle_clicked() {
            self.use_hot(hot, in_background);
        }
        if let Hot::Image(image) = hot
            && let Some(image) = self.view.flow.images.get(image)
        {
            response.context_menu(|ui| self.link_menu(ui, &image.url));
        }
    }

    fn hot_info(&self, hot: Hot) -> Option<WidgetInfo> {
        let flow = &self.view.flow;
        match hot {
            Hot::Copy(panel) => {
                let is_copied = self.out.attention.copied == Some(panel);
                Some(WidgetInfo::labeled(
                    Role::Button,
                    true,
                    if is_copied { "Copied" } else { "Copy code" },
                ))
            }
            Hot::Fold(fold) => {
                let is_open = self.view.open.get(fold).copied().unwrap_or(true);
                Some(WidgetInfo::selected(
                    Role::DisclosureTriangle,
                    true,
                    is_open,
                    if is_open { "Fold" } else { "Unfold" },
                ))
            }
            Hot::Image(image) => {
                let words = flow.images.get(image)?.alt.as_str();
                let name = if words.is_empty() { "Picture" } else { words };
                match self.view.scene.image(image) {
                    Show::Asks => Some(WidgetInfo::labeled(
                        Role::Button,
                        true,
                        format!("Load pictures: {name}"),
                    )),
                    Show::Failed { message, may_pass: true } => Some(WidgetInfo::labeled(
                        Role::Button,
                        true,
                        format!("Try again: {name}, {message}"),
                    )),
                    Show::Failed { message, .. } => {
                        Some(WidgetInfo::labeled(Role::Image, true, format!("{name}, {message}")))
                    }
                    Show::Coming | Show::Ready(_) | Show::Named => {
                        Some(WidgetInfo::labeled(Role::Image, true, name))
                    }
                }
            }
            Hot::Diagram(_) => Some(WidgetInfo::labeled(Role::Image, true, "Diagram")),
            Hot::Expand(_) => Some(WidgetInfo::labeled(Role::Button, true, "Show whole picture")),
            Hot::Wrap(panel) => Some(WidgetInfo::selected(
                Role::CheckBox,
                true,
                self.view.scene.wraps(panel),
                "Wrap lines",
            )),
            Hot::Source(panel) => {
                let words = if self.view.scene.shows_source(panel) {
                    "Show diagram"
                } else {
                    "Show source"
                };
                Some(WidgetInfo::labeled(Role::Button, true, words))
            }
            Hot::Embed(embed) => {
                let embed = flow.embeds.get(embed)?;
                Some(WidgetInfo::labeled(
                    Role::Link,
                    true,
                    format!("{}, {}", embed.title, embed_words(embed).1),
                ))
            }
            Hot::Chip(chip) => match flow.chips.get(chip)? {
                Chip::Tag(_) | Chip::Note(_) => None,
                Chip::Page { label, .. } => Some(WidgetInfo::labeled(Role::Link, true, label)),
            },
        }
    }

    fn hot_hint(&self, hot: Hot) -> Option<String> {
        match hot {
            Hot::Image(image) => {
                let card = self
                    .view
                    .flow
                    .posters
                    .get(&image)
                    .and_then(|card| self.view.flow.embeds.get(*card));
                if let Some(card) = card {
                    return Some(card.url.to_string());
                }
                let image = self.view.flow.images.get(image)?;
                Some(image.title.clone().unwrap_or_else(|| {
                    image.link.as_ref().map_or_else(|| image.url.to_string(), |link| address(link))
                }))
            }
            Hot::Embed(embed) => Some(self.view.flow.embeds.get(embed)?.url.to_string()),
            Hot::Chip(chip) => self.chip_url(chip).map(Url::to_string),
            Hot::Copy(_)
            | Hot::Fold(_)
            | Hot::Source(_)
            | Hot::Wrap(_)
            | Hot::Expand(_)
            | Hot::Diagram(_) => None,
        }
    }

    fn use_hot(&mut self, hot: Hot, in_background: bool) {
        let flow = &self.view.flow;
        match hot {
            Hot::Copy(panel) => {
                let text = flow
                    .codes
                    .get(panel)
                    .and_then(|panel| flow.leaves.get(panel.leaf))
                    .map(|leaf| leaf.text.clone());
                self.out.actions.extend(text.map(ArticleAction::CopyText));
                self.out.copied = Some(panel);
            }
            Hot::Fold(fold) => self.out.fold = Some(fold),
            Hot::Source(panel) => self.out.source = Some(panel),
            Hot::Wrap(panel) => self.out.wrapped = Some(panel),
            Hot::Expand(image) => self.out.expanded = Some(image),
            Hot::Diagram(panel) => {
                self.out.exhibited = self.view.scene.diagram(panel).map(|(key, _)| key.clone())
            }
            Hot::Image(index)
                if flow.posters.contains_key(&index)
                    && matches!(self.view.scene.image(index), Show::Ready(_)) =>
            {
                let embed = flow.posters.get(&index).copied().unwrap_or_default();
                self.use_hot(Hot::Embed(embed), in_background);
            }
            Hot::Image(index) => {
                let Some(image) = flow.images.get(index) else { return };
                match (self.view.scene.image(index), &image.link) {
                    (Show::Asks, _) => self.out.allows_pictures = true,
                    (Show::Failed { may_pass: true, .. }, _) => self.out.retried = Some(index),
                    (Show::Ready(_), _) if !in_background => {
                        self.out.exhibited = self.view.scene.exhibit_key(flow, index)
                    }
                    (_, link) => self.open_image(image, link.as_ref(), in_background),
                }
            }
            Hot::Embed(embed) => {
                let url = flow.embeds.get(embed).map(|embed| embed.url.clone());
                self.out
                    .actions
                    .extend(url.map(|url| ArticleAction::OpenLink { url, in_background }));
            }
            Hot::Chip(chip) => {
                let url = self.chip_url(chip).cloned();
                self.out
                    .actions
                    .extend(url.map(|url| ArticleAction::OpenLink { url, in_background }));
            }
        }
    }

    fn chip_url(&self, chip: usize) -> Option<&Url> {
        if let Chip::Page { url, .. } = self.view.flow.chips.get(chip)? { Some(url) } else { None }
    }

    fn open_image(&mut self, image: &Image, link: Option<&Arc<LinkTarget>>, in_background: bool) {
        match link {
            Some(link) => self.follow(&Arc::clone(link), &image.alt, in_background),
            None => self.out.actions.push(ArticleAction::OpenImage((*image.url).clone())),
        }
    }

    fn keep_in_sight(&mut self, response: &Response) {
        if response.gained_focus() && !self.rect.contains_rect(response.rect) {
            self.out.focused = Some(response.rect);
        }
    }
}

/// Links of a part of a text, in order, each once.
pub(super) fn links_of(flow: &Flow, part: &Part) -> Vec<usize> {
    let Some(leaf) = flow.leaves.get(part.leaf) else { return Vec::new() };
    let mut start = 0;
    let mut found: Vec<usize> = Vec::new();
    for run in &leaf.runs {
        let is_in_part = run.end > part.bytes.start && start < part.bytes.end;
        if let Some(link) = run.link.filter(|link| is_in_part && found.last() != Some(link)) {
            found.push(link);
        }
        start = run.end;
    }
    found
}

fn name_or(name: &str, target: &LinkTarget) -> String {
    if name.trim().is_empty() { address(target) } else { name.to_owned() }
}

/// Where a link leads, in words.
fn address(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Url(url) => url.to_string(),
        LinkTarget::Anchor(name) => format!("#{name}"),
    }
}
