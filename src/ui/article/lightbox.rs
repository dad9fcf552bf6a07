//! The lightbox: one picture over the whole window, with zoom, and the previous and next picture of
//! the article.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Area, ColorImage, Context, Id, Key, Modifiers, Order, Rect, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};
use url::Url;

use crate::article::{Motion, PictureKey, PictureRequest};
use crate::document::LinkTarget;
use crate::i18n::t;
use crate::picture::{Fit, Picture};
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{icon_button_ui, sans};

use super::ArticleAction;
use super::exhibit::Exhibit;
use super::pictures::{PictureState, Pictures};
use super::scene::fitted;

/// Height of the bar with the buttons, in points.
const BAR: f32 = 40.0;
/// Largest side of a picture that is fetched for zooming, in pixels.
const MAX_PIXELS: u32 = 4096;
/// Factor of one zoom step.
const ZOOM_STEP: f32 = 1.25;
/// Allowed zoom factors, in points per pixel.
const ZOOMS: std::ops::RangeInclusive<f32> = 0.05..=8.0;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Zoom {
    /// As large as fits, but not larger than its own size.
    Fit,
    /// Points per pixel.
    Factor(f32),
}

#[derive(Debug)]
pub(super) struct Lightbox {
    exhibits: Vec<Exhibit>,
    at: usize,
    zoom: Zoom,
    pan: Vec2,
    /// The pixels on screen, for the clipboard.
    picture: Option<Arc<Picture>>,
    is_closed: bool,
}

impl Lightbox {
    /// Opens at the picture with this key.
    pub(super) fn new(exhibits: Vec<Exhibit>, key: &PictureKey) -> Self {
        let at = exhibits.iter().position(|exhibit| exhibit.key == *key).unwrap_or(0);
        Self { exhibits, at, zoom: Zoom::Fit, pan: Vec2::ZERO, picture: None, is_closed: false }
    }

    /// Keeps the pixels of the picture on screen.
    pub(super) fn receive(&mut self, key: &PictureKey, picture: &Arc<Picture>) {
        if self.exhibit().is_some_and(|exhibit| exhibit.key == *key) {
            self.picture = Some(Arc::clone(picture));
        }
    }

    fn exhibit(&self) -> Option<&Exhibit> {
        self.exhibits.get(self.at)
    }

    /// Draws the lightbox. Returns false once it is closed.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        pictures: &mut Pictures,
        theme: &Theme,
        actions: &mut Vec<ArticleAction>,
    ) -> bool {
        let rect = ctx.content_rect();
        let name =
            self.exhibit().map_or_else(|| t!(article_picture), |exhibit| exhibit.name.clone());
        self.want(ctx, rect, pictures);
        Area::new(Id::unique("lightbox")).order(Order::Foreground).fixed_pos(rect.min).show(
            ctx,
            |ui| {
                let mut ui = ui.new_child(
                    UiBuilder::new()
                        .max_rect(rect)
                        .accessibility_role(Role::Dialog)
                        .accessibility_label(&name),
                );
                ui.painter().rect_filled(rect, 0, theme.article);
                self.keys(&ui, actions);
                self.bar_ui(&mut ui, rect.with_max_y(rect.top() + BAR), theme, actions);
                self.picture_ui(&mut ui, rect.with_min_y(rect.top() + BAR), pictures, theme);
            },
        );
        !self.is_closed && !self.exhibits.is_empty()
    }

    fn want(&self, ctx: &Context, rect: Rect, pictures: &mut Pictures) {
        let Some(exhibit) = self.exhibit() else { return };
        let pixels = |points: f32| (points * ctx.pixels_per_point()).ceil() as u32;
        let fit = match self.zoom {
            Zoom::Fit => Fit { width: pixels(rect.width()), height: pixels(rect.height() - BAR) },
            Zoom::Factor(_) => Fit { width: MAX_PIXELS, height: MAX_PIXELS },
        };
        let scale = (ctx.pixels_per_point() * 100.0).round() as u32;
        pictures.want(PictureRequest {
            key: exhibit.key.clone(),
            fit,
            scale,
            motion: Motion::Playing,
        });
    }

    fn keys(&mut self, ui: &Ui, actions: &mut Vec<ArticleAction>) {
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Escape) || pressed(Key::Q) {
            self.is_closed = true;
        }
        if pressed(Key::ArrowRight) || pressed(Key::J) || pressed(Key::Space) {
            self.step(1);
        }
        if pressed(Key::ArrowLeft) || pressed(Key::K) {
            self.step(-1);
        }
        if pressed(Key::Plus) || pressed(Key::Equals) {
            self.zoom_by(ui, ZOOM_STEP);
        }
        if pressed(Key::Minus) {
            self.zoom_by(ui, 1.0 / ZOOM_STEP);
        }
        if pressed(Key::Num0) {
            self.set_zoom(Zoom::Fit);
        }
        if pressed(Key::Num1) {
            self.set_zoom(Zoom::Factor(1.0 / ui.pixels_per_point()));
        }
        if pressed(Key::O) {
            self.open(actions);
        }
    }

    fn step(&mut self, by: isize) {
        if let Some(at) = self.at.checked_add_signed(by).filter(|at| *at < self.exhibits.len()) {
            self.at = at;
            self.picture = None;
            self.set_zoom(Zoom::Fit);
        }
    }

    fn set_zoom(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        self.pan = Vec2::ZERO;
    }

    fn zoom_by(&mut self, ui: &Ui, factor: f32) {
        let now = match self.zoom {
            Zoom::Factor(now) => now,
            Zoom::Fit => self.fitted_factor(ui.ctx().content_rect().size() - vec2(0.0, BAR)),
        };
        self.zoom = Zoom::Factor((now * factor).clamp(*ZOOMS.start(), *ZOOMS.end()));
        self.pan *= factor;
    }

    fn fitted_factor(&self, room: Vec2) -> f32 {
        let Some(natural) = self.picture.as_ref().map(|picture| natural(picture.natural)) else {
            return 1.0;
        };
        fitted(natural, room.x, room.y).x / natural.x
    }

    /// Opens the link of the picture, else the picture itself.
    fn open(&self, actions: &mut Vec<ArticleAction>) {
        let Some(exhibit) = self.exhibit() else { return };
        let url = match (exhibit.link.as_deref(), &exhibit.key) {
            (Some(LinkTarget::Url(url)), _) => Some(url.clone()),
            (_, PictureKey::Web(url)) => Some(Url::clone(url)),
            (_, PictureKey::Diagram { .. } | PictureKey::Formula { .. } | PictureKey::Icon(_)) => {
                None
            }
        };
        actions.extend(url.map(|url| ArticleAction::OpenLink { url, in_background: false }));
    }

    fn bar_ui(&mut self, ui: &mut Ui, rect: Rect, theme: &Theme, actions: &mut Vec<ArticleAction>) {
        let mut ui = ui.new_child(
            UiBuilder::new()
                .max_rect(rect.shrink2(vec2(10.0, 6.0)))
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        let is_alone = self.exhibits.len() < 2;
        ui.add_enabled_ui(!is_alone && self.at > 0, |ui| {
            if icon_button_ui(ui, Icon::Back, &t!(lightbox_previous), theme).clicked() {
                self.step(-1);
            }
        });
        ui.add_enabled_ui(!is_alone && self.at + 1 < self.exhibits.len(), |ui| {
            if icon_button_ui(ui, Icon::Forward, &t!(lightbox_next), theme).clicked() {
                self.step(1);
            }
        });
        if !is_alone {
            ui.label(
                egui::RichText::new(t!(
                    state_position,
                    position = self.at + 1,
                    count = self.exhibits.len()
                ))
                .font(sans(12.5))
                .color(theme.dim),
            );
        }
        if ui
            .selectable_label(self.zoom == Zoom::Fit, t!(lightbox_fit))
            .on_hover_text(t!(lightbox_fit_hint))
            .clicked()
        {
            self.set_zoom(Zoom::Fit);
        }
        let whole = Zoom::Factor(1.0 / ui.pixels_per_point());
        if ui
            .selectable_label(self.zoom == whole, t!(lightbox_actual_size))
            .on_hover_text(t!(lightbox_actual_size_hint))
            .clicked()
        {
            self.set_zoom(whole);
        }
        if icon_button_ui(&mut ui, Icon::Smaller, &t!(lightbox_smaller), theme).clicked() {
            self.zoom_by(&ui, 1.0 / ZOOM_STEP);
        }
        if icon_button_ui(&mut ui, Icon::Add, &t!(lightbox_larger), theme).clicked() {
            self.zoom_by(&ui, ZOOM_STEP);
        }
        self.bar_end_ui(&mut ui, theme, actions);
    }

    fn bar_end_ui(&mut self, ui: &mut Ui, theme: &Theme, actions: &mut Vec<ArticleAction>) {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button_ui(ui, Icon::Close, &t!(lightbox_close), theme).clicked() {
                self.is_closed = true;
            }
            let Some(exhibit) = self.exhibit() else { return };
            let (has_link, is_web) = (
                exhibit.link.is_some(),
                matches!(&exhibit.key, PictureKey::Web(url) if url.scheme() != "data"),
            );
            if (has_link || is_web)
                && icon_button_ui(
                    ui,
                    Icon::OpenOutside,
                    &if has_link { t!(lightbox_open_link) } else { t!(lightbox_open_picture) },
                    theme,
                )
                .clicked()
            {
                self.open(actions);
            }
            if let PictureKey::Web(url) = &exhibit.key
                && is_web
                && icon_button_ui(ui, Icon::Export, &t!(lightbox_save), theme).clicked()
            {
                actions.push(ArticleAction::SavePicture(Arc::clone(url)));
            }
            if let Some(picture) = &self.picture
                && icon_button_ui(ui, Icon::Copy, &t!(lightbox_copy), theme).clicked()
            {
                let size = [picture.bitmap.width as usize, picture.bitmap.height as usize];
                ui.ctx()
                    .copy_image(ColorImage::from_rgba_premultiplied(size, &picture.bitmap.rgba));
            }
            ui.add(
                egui::Label::new(
                    egui::RichText::new(&exhibit.name).font(sans(12.5)).color(theme.dim),
                )
                .truncate(),
            );
        });
    }

    fn picture_ui(&mut self, ui: &mut Ui, rect: Rect, pictures: &Pictures, theme: &Theme) {
        let Some(exhibit) = self.exhibit() else { return };
        let (key, name) = (exhibit.key.clone(), exhibit.name.clone());
        let response = ui.interact(rect, Id::unique("lightbox picture"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        self.move_with_pointer(ui, &response, rect);
        let message = match pictures.state(&key) {
            PictureState::Ready(shown) => {
                let natural = natural(shown.natural);
                let size = match self.zoom {
                    Zoom::Fit => fitted(natural, rect.width() - 32.0, rect.height() - 32.0),
                    Zoom::Factor(factor) => natural * factor,
                };
                let spare = ((size - rect.size()) / 2.0).max(Vec2::ZERO);
                self.pan = self.pan.clamp(-spare, spare);
                let place = Rect::from_center_size(rect.center() + self.pan, size);
                shown.paint(&ui.painter_at(rect), place, 0, theme);
                return;
            }
            PictureState::Failed(error) => error.user_message(),
            PictureState::Waiting | PictureState::Away(_) => t!(state_loading),
        };
        ui.painter().text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            message,
            sans(14.0),
            theme.dim,
        );
    }

    fn move_with_pointer(&mut self, ui: &Ui, response: &egui::Response, rect: Rect) {
        if response.dragged() {
            self.pan += response.drag_delta();
        }
        if response.clicked() {
            self.is_closed = true;
        }
        let (wheel, pointer) = ui.input(|input| {
            (
                input.smooth_scroll_delta().y + 200.0 * (input.zoom_delta() - 1.0),
                input.pointer.hover_pos(),
            )
        });
        if wheel != 0.0 {
            let factor = (wheel / 200.0).exp();
            self.zoom_by(ui, factor);
            // The point under the pointer stays where it is.
            let from_center = pointer.unwrap_or(pos2(0.0, 0.0)) - rect.center();
            self.pan += from_center * (1.0 - factor);
        }
    }
}

fn natural((width, height): (u32, u32)) -> Vec2 {
    vec2(width.max(1) as f32, height.max(1) as f32)
}
