//! The article pane.
//!
//! A `flow::Flow` (the document as a flat list of small pieces) is built once for an article.
//! `view::View` keeps the layouts of the pieces near the viewport and the position of its top edge.
//! A frame settles the edge, lets the visible pieces react (`interact`), describes them for screen
//! readers (`access`) and paints them (`paint`). No step grows with the length of the article, and
//! no new frame is requested unless something moves.

mod access;
mod aloud;
mod bars;
mod changes;
mod exhibit;
mod find;
mod flow;
mod going;
mod heights;
mod interact;
mod layout;
mod lightbox;
mod moving;
mod note_popup;
mod opening;
mod overlays;
mod paint;
mod pictures;
mod scene;
mod select;
mod selecting;
mod spoilers;
mod style;
mod typeset;
mod view;
mod visual;
mod wishes;

use std::sync::Arc;
use std::time::Duration;

use egui::{Context, Id, Painter, Pos2, Rect, Sense, Ui, Vec2, pos2};

use crate::article::{Article, PictureRequest};
use crate::model::ReadingPosition;
use crate::picture::{Picture, PictureError};
use crate::query::Highlights;
use crate::ui::mirror::as_window;
use crate::ui::theme::Theme;

use access::Access;
use aloud::Spoken;
use find::{Direction, Find};
use interact::{InteractionPass, Interactions};
use lightbox::Lightbox;
use moving::Jump;
use note_popup::NotePopup;
use opening::Opening;
use paint::{Attention, Painting};
use pictures::Pictures;
use select::{Presses, Selection};
use view::View;

pub use flow::Header;
pub use style::ReadingStyle;
pub use wishes::{ArticleAction, Scroll, Wish};

/// How long a Copy button shows "Copied".
const COPIED_FOR: Duration = Duration::from_millis(1600);
#[derive(Debug, Default)]
pub struct ArticlePane {
    view: Option<View>,
    jumps: Vec<Jump>,
    selection: Option<Selection>,
    is_selecting: bool,
    presses: Presses,
    copied: Option<(usize, f64)>,
    pictures: Pictures,
    lightbox: Option<Lightbox>,
    opening: Option<Opening>,
    find: Option<Find>,
    /// The words of the search that led to this entry.
    highlights: Option<Find>,
    /// The sentence that is read aloud.
    spoken: Option<Spoken>,
    /// The change that the user went to last.
    change: Option<usize>,
    is_outline_open: bool,
    note: Option<NotePopup>,
    /// Positions before each jump inside the article, for "Back".
    history: Vec<ReadingPosition>,
    wishes: Vec<Wish>,
    /// Speed of a touch that was lifted while it moved, in points per second.
    glide: f32,
    has_background: bool,
}

impl ArticlePane {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A pane in a window that is cleared to the colour of articles. Without a graphics card, to
    /// fill the pane again would cost a third of each frame.
    #[must_use]
    pub fn with_background(mut self) -> Self {
        self.has_background = true;
        self
    }

    /// Draws an article in all of the available room. Returns the user's requests.
    pub fn show_ui(
        &mut self,
        ui: &mut Ui,
        article: &Arc<Article>,
        header: &Header,
        style: &ReadingStyle,
        theme: &Theme,
    ) -> Vec<ArticleAction> {
        let rect = snapped(ui.available_rect_before_wrap(), ui.pixels_per_point());
        ui.advance_cursor_after_rect(rect);
        let Some(mut view) = self.take_view(ui.ctx(), article, header) else {
            self.fill(&ui.painter_at(rect), rect, theme);
            return if article.is_light { vec![ArticleAction::Reload] } else { Vec::new() };
        };
        let id = ui.unique_id().with("article pane").with(article.entry.id);
        let painter = ui.painter_at(rect);
        self.fill(&painter, rect, theme);

        self.pictures.begin();
        view.prepare(style, rect.size(), theme, &painter);
        view.learn(&self.pictures, style);
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
        self.scroll_input(ui, &mut view, rect, &response);
        self.fulfil(ui, &view);
        self.jump(&mut view, &painter, theme);
        if self.highlights.as_mut().is_some_and(|words| words.advance(&view.flow)) {
            ui.ctx().request_repaint();
        }
        view.settle(&painter, theme);

        let mut interactions = self.interact_ui(ui, &view, rect, id);
        self.follow_up(ui, &mut view, &mut interactions, rect);
        self.select(ui, &mut view, &response, rect, &interactions);
        self.keyboard_copy(ui, &view, &mut interactions);
        view.learn(&self.pictures, style);
        view.settle(&painter, theme);
        match &mut self.lightbox {
            None => view.want_pictures(&mut self.pictures),
            Some(lightbox) => {
                let actions = &mut interactions.actions;
                let is_open = as_window(ui.ctx(), || {
                    lightbox.show(ui.ctx(), &mut self.pictures, theme, actions)
                });
                if !is_open {
                    self.lightbox = None;
                    ui.ctx().request_repaint();
                }
            }
        }
        let wanted = self.pictures.take_wanted();
        if !wanted.is_empty() {
            interactions.actions.push(ArticleAction::LoadPictures(wanted));
        }

        self.paint(&view, &painter, rect, theme, &interactions.attention);
        view.wide_bars(ui, &painter, rect, theme, id);
        self.overlays_ui(ui, &view, rect, theme);
        interactions.actions.extend(self.note_ui(ui, &view, rect, style, theme));
        if view.scroll_bar(ui, rect, theme, id) {
            ui.ctx().request_repaint();
        }
        if let Some(hint) = &interactions.hint {
            strip(&painter, rect, hint, theme);
        }
        self.context_menu(&response, &view, &mut interactions);
        if !article.is_light
            && Opening::is_large(article)
            && !std::mem::replace(&mut view.is_independent, true)
        {
            interactions.actions.push(ArticleAction::Lighten);
            ui.ctx().request_repaint();
        }
        self.view = Some(view);
        interactions.actions
    }

    fn fill(&self, painter: &Painter, rect: Rect, theme: &Theme) {
        if !self.has_background {
            painter.rect_filled(rect, 0, theme.article);
        }
    }

    fn paint(
        &self,
        view: &View,
        painter: &Painter,
        rect: Rect,
        theme: &Theme,
        attention: &Attention,
    ) {
        let painting = Painting {
            view,
            pictures: &self.pictures,
            theme,
            painter,
            rect,
            selection: self.selection.and_then(|selection| selection.range(&view.flow)),
            find: self.find.as_ref(),
            highlights: self.highlights.as_ref(),
            spoken: self.spoken.as_ref().map_or(&[], |spoken| &spoken.found),
            attention,
        };
        painting.paint();
    }

    /// Receives a picture that was requested, or the reason why it failed.
    pub fn receive_picture(
        &mut self,
        ctx: &Context,
        request: &PictureRequest,
        result: Result<Arc<Picture>, PictureError>,
    ) {
        if let (Some(lightbox), Ok(picture)) = (&mut self.lightbox, &result) {
            lightbox.receive(&request.key, picture);
        }
        self.pictures.receive(ctx, request, result);
    }

    /// Marks the words of the search that led to this entry.
    pub fn highlight(&mut self, highlights: &Highlights) {
        if self.highlights.as_ref().map_or(&Highlights::default(), Find::highlights) != highlights {
            self.highlights =
                Some(highlights).filter(|words| !words.is_empty()).cloned().map(Find::of_question);
        }
    }

    /// Carries out a request with the next frame, when the fonts are at hand.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Whether a lightbox or the table of contents is open. It receives the keys then.
    #[must_use]
    pub fn has_overlay(&self) -> bool {
        self.lightbox.is_some() || self.is_outline_open
    }

    /// Whether a note is open. Escape closes it; all other keys keep their meaning.
    #[must_use]
    pub fn has_note(&self) -> bool {
        self.note.is_some()
    }

    /// Whether the article has headings to go to.
    #[must_use]
    pub fn has_outline(&self) -> bool {
        self.view.as_ref().is_some_and(|view| !view.outline.is_empty())
    }

    /// Whether a thread still builds the flow of an article.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// The view of an article; `None` while a thread still builds its flow.
    fn take_view(
        &mut self,
        ctx: &Context,
        article: &Arc<Article>,
        header: &Header,
    ) -> Option<View> {
        match self.view.take() {
            Some(mut view) if view.shows(article, header) => {
                // An article that was read again has its document again, and may drop it again.
                view.is_independent &= Arc::ptr_eq(&view.article, article) || article.is_light;
                view.article = Arc::clone(article);
                Some(view)
            }
            old => {
                let is_same_entry =
                    old.as_ref().is_some_and(|old| old.article.entry.id == article.entry.id);
                if article.is_light {
                    // The old view holds the position until the whole article has been read again.
                    self.view = old.filter(|_| is_same_entry);
                    return None;
                }
                let Some(flow) = Opening::flow(&mut self.opening, ctx, article, header) else {
                    return old.filter(|_| is_same_entry);
                };
                let kept = old.filter(|_| is_same_entry).map(|old| old.position());
                // A position that was requested before the article arrived is meant for it.
                // Relative steps were meant for the article before.
                let asked =
                    self.jumps.drain(..).rev().find(|jump| matches!(jump, Jump::Position(_)));
                self.jumps
                    .extend(asked.or(kept.or(article.entry.status.position).map(Jump::Position)));
                self.selection = None;
                self.is_selecting = false;
                self.copied = None;
                self.lightbox = None;
                self.note = None;
                self.change = None;
                self.history.clear();
                for find in self.find.iter_mut().chain(&mut self.highlights) {
                    find.restart();
                }
                self.glide = 0.0;
                self.look_for_spoken_again();
                Some(View::new(article, header, flow))
            }
        }
    }

    fn interact_ui(&mut self, ui: &mut Ui, view: &View, rect: Rect, id: Id) -> Interactions {
        let now = ui.input(|input| input.time);
        let mut out = Interactions::default();
        if let Some((panel, time)) = self.copied {
            let left = COPIED_FOR.as_secs_f64() - (now - time);
            if left > 0.0 {
                out.attention.copied = Some(panel);
                ui.ctx().request_repaint_after_secs(left as f32);
            } else {
                self.copied = None;
            }
        }
        let mut access = Access::root_ui(ui, rect, view);
        let mut pass = InteractionPass { view, rect, id, piece: 0, out };
        pass.pieces(&mut access);
        pass.out
    }

    fn follow_up(&mut self, ui: &Ui, view: &mut View, interactions: &mut Interactions, rect: Rect) {
        if let Some(panel) = interactions.copied {
            self.copied = Some((panel, ui.input(|input| input.time)));
            interactions.attention.copied = Some(panel);
            ui.ctx().request_repaint_after(COPIED_FOR);
        }
        if let Some(image) = interactions.expanded {
            view.scene.expand(image);
            view.layouts.clear();
            ui.ctx().request_repaint();
        }
        if let Some(panel) = interactions.wrapped {
            view.scene.toggle_wrap(panel);
            view.layouts.clear();
            ui.ctx().request_repaint();
        }
        if let Some(panel) = interactions.source {
            view.scene.toggle_source(panel);
            view.layouts.clear();
            ui.ctx().request_repaint();
        }
        if let Some(picture) = interactions.retried.and_then(|image| view.scene.key(image).cloned())
        {
            self.pictures.retry(&picture);
            ui.ctx().request_repaint();
        }
        if let Some(key) = &interactions.exhibited {
            self.lightbox = Some(Lightbox::new(view.scene.exhibits(&view.flow), key));
            ui.ctx().request_repaint();
        }
        if interactions.allows_pictures {
            view.scene.allow();
            ui.ctx().request_repaint();
        }
        if let Some(fold) = interactions.fold {
            view.toggle_fold(fold);
            ui.ctx().request_repaint();
        }
        if let Some(anchor) = interactions.anchor.take() {
            self.follow_anchor(view, &anchor, rect, &mut interactions.actions);
            ui.ctx().request_repaint();
        }
        if let Some(focused) = interactions.focused {
            view.edge.offset += if focused.top() < rect.top() {
                focused.top() - rect.top() - 40.0
            } else {
                focused.bottom() - rect.bottom() + 40.0
            };
            ui.ctx().request_repaint();
        }
    }
}

fn snapped(rect: Rect, pixels_per_point: f32) -> Rect {
    let snap = |point: Pos2| {
        pos2(style::snap(point.x, pixels_per_point), style::snap(point.y, pixels_per_point))
    };
    Rect::from_min_max(snap(rect.min), snap(rect.max))
}

/// The target under the pointer, in a strip at the bottom left.
fn strip(painter: &Painter, rect: Rect, words: &str, theme: &Theme) {
    let font = egui::FontId::new(12.0, crate::ui::fonts::Cut::SANS.family());
    let mut job =
        egui::epaint::text::LayoutJob::simple_singleline(words.replace('\n', " "), font, theme.dim);
    job.wrap =
        egui::epaint::text::TextWrapping::truncate_at_width((0.75 * rect.width()).min(720.0));
    let galley = painter.layout_job(job);
    let size = galley.rect.size() + Vec2::new(20.0, 10.0);
    let place = Rect::from_min_size(pos2(rect.left() + 8.0, rect.bottom() - size.y - 8.0), size);
    painter.rect_filled(place, 6, theme.popup);
    painter.rect_stroke(place, 6, egui::Stroke::new(1.0, theme.hairline), egui::StrokeKind::Inside);
    painter.galley(place.min + Vec2::new(10.0, 5.0), galley, theme.dim);
}
