//! Reactions to the pointer and the keyboard: links, buttons, pictures.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CursorIcon, Id, Modifiers, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo};
use url::Url;

use crate::article::PictureKey;
use crate::document::LinkTarget;
use crate::i18n::t;
use crate::listen::time_words;

use crate::ui::menu_items::item_ui;
use crate::ui::roving;

use super::ArticleAction;
use super::access::Access;
use super::flow::{Chip, Flow, LeafSlice, PieceKind, StyledRun};
use super::layout::{Control, PieceLayout, embed_words};
use super::paint::Attention;
use super::scene::Appearance;
use super::view::View;

/// Everything that the user did in this frame.
#[derive(Debug, Default)]
pub(super) struct Interactions {
    pub(super) actions: Vec<ArticleAction>,
    pub(super) attention: Attention,
    /// A link inside the article was followed.
    pub(super) anchor: Option<FollowedAnchor>,
    pub(super) fold: Option<usize>,
    /// A tall picture to show whole.
    pub(super) expanded: Option<usize>,
    /// A code panel whose line wrapping is toggled.
    pub(super) wrapped: Option<usize>,
    /// A diagram whose source is shown or hidden.
    pub(super) source: Option<usize>,
    /// A picture to open in the lightbox.
    pub(super) exhibited: Option<PictureKey>,
    /// A picture to fetch again.
    pub(super) retried: Option<usize>,
    /// Whether to load the pictures of the article.
    pub(super) allows_pictures: bool,
    pub(super) copied: Option<usize>,
    /// The area of a link or button that got the keyboard focus outside the viewport.
    pub(super) focused: Option<Rect>,
    /// Words for the strip at the bottom: the target under the pointer.
    pub(super) hint: Option<String>,
}

/// A link inside the article that the user followed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FollowedAnchor {
    /// The name of its target.
    pub(super) name: String,
    /// The words of the link.
    pub(super) words: String,
    /// The piece that it is in.
    pub(super) piece: usize,
    /// Its place on screen.
    pub(super) rect: Rect,
}

/// Walks over the pieces and lets them react.
pub(super) struct InteractionPass<'a> {
    pub(super) view: &'a View,
    pub(super) rect: Rect,
    pub(super) id: Id,
    /// The piece that is reacting.
    pub(super) piece: usize,
    pub(super) out: Interactions,
}

impl InteractionPass<'_> {
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
            self.piece = at;
            match self.view.layouts.get(&at).filter(|_| is_visible) {
                Some(layout) => self.piece_ui(ui, at, layout, rect.min),
                None => self.far_piece_ui(ui, at, rect),
            }
        }
    }

    fn piece_ui(&mut self, ui: &mut Ui, at: usize, layout: &PieceLayout, origin: Pos2) {
        self.panel_hover(ui, layout, origin, at);
        for (control, rect, scroller) in &layout.controls {
            let window = scroller.and_then(|at| layout.scrollers.get(at));
            let shift = window.map_or(0.0, |scroller| -self.view.scroll_of(scroller));
            self.control_ui(ui, *control, rect.translate(origin.to_vec2() + Vec2::new(shift, 0.0)));
        }
        for (number, text) in layout.texts.iter().enumerate() {
            let window = text.scroller.and_then(|at| layout.scrollers.get(at));
            let shift =
                Vec2::new(window.map_or(0.0, |scroller| -self.view.scroll_of(scroller)), 0.0);
            let to_screen = origin.to_vec2() + text.pos.to_vec2() + shift;
            let clip = window.map_or(self.rect, |window| window.window.translate(origin.to_vec2()));
            self.spoilers_ui(ui, (at, number), text, (to_screen, clip));
            for (place, span) in text.set.links.iter().enumerate() {
                if self.is_covered(text, span.rect.center()) {
                    continue;
                }
                let rect = span.rect.translate(to_screen).intersect(clip);
                let is_continued =
                    text.set.links.iter().take(place).any(|before| before.link == span.link);
                self.link_ui(ui, span.link, rect, is_continued.then_some((at, number, place)));
            }
            for (rect, hint) in &text.set.hints {
                if ui.rect_contains_pointer(rect.translate(to_screen)) {
                    self.out.hint = Some(hint.to_string());
                }
            }
        }
    }

    /// Pieces outside the viewport can still be reached with the keyboard or a screen reader.
    fn far_piece_ui(&mut self, ui: &mut Ui, at: usize, rect: Rect) {
        let Some(piece) = self.view.flow.pieces.get(at) else { return };
        match &piece.kind {
            PieceKind::Text(slice) => {
                for run in runs_of(&self.view.flow, slice) {
                    let covered = run.spoiler.filter(|spoiler| self.view.covers(*spoiler));
                    if let (Some(link), None) = (run.link, covered) {
                        self.link_ui(ui, link, rect, None);
                    }
                    if let Some(spoiler) = run.spoiler {
                        self.control_ui(ui, Control::Spoiler(spoiler), rect);
                    }
                }
            }
            PieceKind::Image(image) => self.control_ui(ui, Control::Image(*image), rect),
            PieceKind::Embed(embed) => self.control_ui(ui, Control::Embed(*embed), rect),
            PieceKind::Gallery(gallery) => {
                for shot in self.view.flow.galleries.get(*gallery).into_iter().flatten() {
                    self.control_ui(ui, Control::Image(shot.image), rect);
                }
            }
            PieceKind::Code { panel, slice } if slice.bytes.start == 0 => {
                self.control_ui(ui, Control::Copy(*panel), rect);
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

    fn link_ui(
        &mut self,
        ui: &mut Ui,
        index: usize,
        rect: Rect,
        continues: Option<(usize, usize, usize)>,
    ) {
        let Some(link) = self.view.flow.links.get(index) else { return };
        let response = match continues {
            None => roving::member_ui(ui, self.id, rect, self.id.with(("link", index))),
            Some(place) => {
                ui.interact(rect, self.id.with(("link part", index, place)), Sense::CLICK)
            }
        };
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
        // The pointer says more about the user's intention than the focus, which may have stayed
        // behind.
        if response.hovered() || (response.has_focus() && self.out.hint.is_none()) {
            self.out.hint = Some(address(&link.target));
        }
        let is_middle = response.middle_clicked();
        if response.clicked() || is_middle {
            let in_background = is_middle
                || ui.input(|input| input.modifiers.matches_logically(Modifiers::COMMAND));
            self.follow(&link.target, &link.name, rect, in_background);
        }
        if let LinkTarget::Url(url) = &*link.target {
            response.context_menu(|ui| self.link_menu_ui(ui, url));
        }
    }

    fn link_menu_ui(&mut self, ui: &mut Ui, url: &Url) {
        if item_ui(ui, t!(command_open_in_browser)).clicked() {
            self.out
                .actions
                .push(ArticleAction::OpenLink { url: url.clone(), in_background: false });
            ui.close();
        }
        if item_ui(ui, t!(command_open_in_background)).clicked() {
            self.out
                .actions
                .push(ArticleAction::OpenLink { url: url.clone(), in_background: true });
            ui.close();
        }
        if item_ui(ui, t!(command_copy_link)).clicked() {
            self.out.actions.push(ArticleAction::CopyLink(url.clone()));
            ui.close();
        }
    }

    fn follow(&mut self, target: &LinkTarget, name: &str, rect: Rect, in_background: bool) {
        match target {
            LinkTarget::Url(url) => {
                self.out.actions.push(ArticleAction::OpenLink { url: url.clone(), in_background });
            }
            LinkTarget::Time(time) => self.out.actions.push(ArticleAction::PlayFrom(*time)),
            LinkTarget::Anchor(anchor) => {
                let (name, words) = (anchor.clone(), name.to_owned());
                self.out.anchor = Some(FollowedAnchor { name, words, piece: self.piece, rect });
            }
        }
    }

    pub(super) fn control_ui(&mut self, ui: &mut Ui, control: Control, rect: Rect) {
        let Some(info) = self.control_info(control) else { return };
        let response = roving::member_ui(ui, self.id, rect, self.id.with(control));
        response.widget_info(|| info.clone());
        if let Control::Fold(fold) | Control::Spoiler(fold) = control {
            let is_open = !self.view.covers(fold);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
        }
        self.keep_in_sight(&response);
        if response.has_focus() {
            self.out.attention.focused_control = Some(control);
        }
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            self.out.attention.hovered_control = Some(control);
            self.out.hint = self.control_hint(control).or(self.out.hint.take());
        }
        let in_background = response.middle_clicked()
            || ui.input(|input| input.modifiers.matches_logically(Modifiers::COMMAND));
        if response.clicked() || response.middle_clicked() {
            self.activate(control, rect, in_background);
        }
        if let Control::Image(image) = control
            && let Some(image) = self.view.flow.images.get(image)
        {
            response.context_menu(|ui| self.link_menu_ui(ui, &image.url));
        }
    }

    fn control_info(&self, control: Control) -> Option<WidgetInfo> {
        let flow = &self.view.flow;
        match control {
            Control::Copy(panel) => {
                let is_copied = self.out.attention.copied == Some(panel);
                Some(WidgetInfo::labeled(
                    Role::Button,
                    true,
                    if is_copied { t!(notice_copied) } else { t!(article_copy_code) },
                ))
            }
            Control::Fold(fold) => {
                let is_open = self.view.open.get(fold).copied().unwrap_or(true);
                Some(WidgetInfo::selected(
                    Role::DisclosureTriangle,
                    true,
                    is_open,
                    if is_open { t!(menu_collapse) } else { t!(menu_expand) },
                ))
            }
            Control::Spoiler(_) => {
                Some(WidgetInfo::labeled(Role::Button, true, t!(article_spoiler)))
            }
            Control::Image(image) => self.image_info(image),
            Control::Diagram(_) => {
                Some(WidgetInfo::labeled(Role::Image, true, t!(article_diagram)))
            }
            Control::Expand(_) => {
                Some(WidgetInfo::labeled(Role::Button, true, t!(article_show_whole_picture)))
            }
            Control::Wrap(panel) => Some(WidgetInfo::selected(
                Role::CheckBox,
                true,
                self.view.scene.wraps(panel),
                t!(article_wrap_lines),
            )),
            Control::Source(panel) => {
                let words = if self.view.scene.shows_source(panel) {
                    t!(article_show_diagram)
                } else {
                    t!(article_show_source)
                };
                Some(WidgetInfo::labeled(Role::Button, true, words))
            }
            Control::Embed(embed) => {
                let embed = flow.embeds.get(embed)?;
                Some(WidgetInfo::labeled(
                    Role::Link,
                    true,
                    t!(
                        article_embed_named,
                        title = embed.title.as_str(),
                        facts = embed_words(embed).1,
                    ),
                ))
            }
            Control::Chip(chip) => match flow.chips.get(chip)? {
                Chip::Tag(_) | Chip::Note(_) => None,
                Chip::Page { label, .. } => Some(WidgetInfo::labeled(Role::Link, true, label)),
            },
        }
    }

    fn image_info(&self, image: usize) -> Option<WidgetInfo> {
        let alt = self.view.flow.images.get(image)?.alt.as_str();
        let name = if alt.is_empty() { t!(article_picture) } else { alt.to_owned() };
        let (role, words) = match self.view.scene.image(image) {
            Appearance::Asks => (Role::Button, t!(article_load_pictures_named, name = name)),
            Appearance::Failed { message, may_pass: true } => (
                Role::Button,
                t!(article_picture_failed_retry, name = name, error = message.as_str()),
            ),
            Appearance::Failed { message, .. } => {
                (Role::Image, t!(article_picture_failed, name = name, error = message.as_str()))
            }
            Appearance::Coming | Appearance::Ready(_) | Appearance::Named => (Role::Image, name),
        };
        Some(WidgetInfo::labeled(role, true, words))
    }

    pub(super) fn control_hint(&self, control: Control) -> Option<String> {
        match control {
            Control::Image(image) => {
                let card = self
                    .view
                    .flow
                    .posters
                    .get(&image)
                    .and_then(|card| self.view.flow.embeds.get(*card));
                if let Some(card) = card {
                    return Some(card.url.to_string());
                }
                if let Appearance::Failed { message, .. } = self.view.scene.image(image) {
                    return Some(message.clone());
                }
                let image = self.view.flow.images.get(image)?;
                Some(image.title.clone().unwrap_or_else(|| {
                    image.link.as_ref().map_or_else(|| image.url.to_string(), |link| address(link))
                }))
            }
            Control::Embed(embed) => Some(self.view.flow.embeds.get(embed)?.url.to_string()),
            Control::Chip(chip) => self.chip_url(chip).map(Url::to_string),
            Control::Spoiler(spoiler) if self.view.covers(spoiler) => {
                Some(t!(article_show_spoiler))
            }
            Control::Spoiler(_) => Some(t!(article_hide_spoiler)),
            Control::Copy(_)
            | Control::Fold(_)
            | Control::Source(_)
            | Control::Wrap(_)
            | Control::Expand(_)
            | Control::Diagram(_) => None,
        }
    }

    fn activate(&mut self, control: Control, rect: Rect, in_background: bool) {
        let flow = &self.view.flow;
        match control {
            Control::Copy(panel) => {
                let text = flow
                    .codes
                    .get(panel)
                    .and_then(|panel| flow.leaves.get(panel.leaf))
                    .map(|leaf| leaf.text.clone());
                self.out.actions.extend(text.map(ArticleAction::CopyText));
                self.out.copied = Some(panel);
            }
            Control::Fold(fold) | Control::Spoiler(fold) => self.out.fold = Some(fold),
            Control::Source(panel) => self.out.source = Some(panel),
            Control::Wrap(panel) => self.out.wrapped = Some(panel),
            Control::Expand(image) => self.out.expanded = Some(image),
            Control::Diagram(panel) => {
                self.out.exhibited = self.view.scene.diagram(panel).map(|(key, _)| key.clone());
            }
            Control::Image(index)
                if flow.posters.contains_key(&index)
                    && matches!(self.view.scene.image(index), Appearance::Ready(_)) =>
            {
                let embed = flow.posters.get(&index).copied().unwrap_or_default();
                self.activate(Control::Embed(embed), rect, in_background);
            }
            Control::Image(index) => {
                let Some(image) = flow.images.get(index) else { return };
                match (self.view.scene.image(index), &image.link) {
                    (Appearance::Asks, _) => self.out.allows_pictures = true,
                    (Appearance::Failed { may_pass: true, .. }, _) => {
                        self.out.retried = Some(index);
                    }
                    (Appearance::Ready(_), _) if !in_background => {
                        self.out.exhibited = self.view.scene.exhibit_key(flow, index);
                    }
                    (_, Some(link)) => {
                        self.follow(&Arc::clone(link), &image.alt, rect, in_background);
                    }
                    (_, None) => {
                        self.out.actions.push(ArticleAction::OpenImage((*image.url).clone()));
                    }
                }
            }
            Control::Embed(embed) => {
                let url = flow.embeds.get(embed).map(|embed| embed.url.clone());
                self.out
                    .actions
                    .extend(url.map(|url| ArticleAction::OpenLink { url, in_background }));
            }
            Control::Chip(chip) => {
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

    fn keep_in_sight(&mut self, response: &Response) {
        if roving::gained_focus(response) && !self.rect.contains_rect(response.rect) {
            self.out.focused = Some(response.rect);
        }
    }
}

/// The runs of a slice in order. Of several with one link or spoiler only the first is among them.
fn runs_of<'a>(flow: &'a Flow, slice: &LeafSlice) -> Vec<&'a StyledRun> {
    let Some(leaf) = flow.leaves.get(slice.leaf) else { return Vec::new() };
    let mut start = 0;
    let mut found: Vec<&StyledRun> = Vec::new();
    for run in &leaf.runs {
        let is_in_slice = run.end > slice.bytes.start && start < slice.bytes.end;
        let controls = (run.link, run.spoiler);
        if is_in_slice && found.last().is_none_or(|last| (last.link, last.spoiler) != controls) {
            found.push(run);
        }
        start = run.end;
    }
    found
}

fn name_or(name: &str, target: &LinkTarget) -> String {
    if name.trim().is_empty() { address(target) } else { name.to_owned() }
}

/// The target of a link, as text.
fn address(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Url(url) => url.to_string(),
        LinkTarget::Anchor(name) => format!("#{name}"),
        LinkTarget::Time(time) => t!(article_play_from, time = time_words(*time)),
    }
}
