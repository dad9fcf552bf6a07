//! The pictures that articles show, as textures: asked for shortly before they come into view,
//! dropped when others need the room.

use std::collections::HashMap;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::load::SizedTexture;
use egui::{
    ColorImage, Context, CornerRadius, ImageOptions, Painter, Rect, TextureHandle, TextureOptions,
};

use crate::article::{PictureKey, PictureRequest};
use crate::picture::{Bitmap, Frame, Picture, PictureError};
use crate::ui::theme::Theme;

/// Most bytes of textures that are held, beyond those on screen.
pub(super) const TEXTURE_BYTES: usize = 8 << 20;

/// Most pictures that are remembered, with their pixels or without.
const MOST_HELD: usize = 1_000;

/// A picture that can be painted.
#[derive(Clone)]
pub(super) struct Shown {
    /// Its pixels.
    pub(super) texture: TextureHandle,
    /// What follows when it plays, each with the second at which it ends.
    frames: Vec<(TextureHandle, f64)>,
    /// Its own size in pixels.
    pub(super) natural: (u32, u32),
    /// Whether there is more than the one picture that is shown.
    pub(super) is_animated: bool,
    /// Whether it would not be seen on a dark page.
    pub(super) needs_plate: bool,
}

#[derive(Clone)]
enum State {
    Waiting,
    Ready(Shown),
    /// It was here, and others needed the room: its own size.
    Away((u32, u32)),
    Failed(PictureError),
}

struct Held {
    asked: PictureRequest,
    state: State,
    /// Whether it is on its way.
    is_coming: bool,
    /// The frame in which it was last near the viewport.
    seen: u64,
}

impl Shown {
    /// Paints it; dark strokes on nothing get a plate where the page is dark.
    pub(super) fn paint(&self, painter: &Painter, rect: Rect, radius: u8, theme: &Theme) {
        if self.needs_plate && theme.is_dark {
            painter.rect_filled(rect.expand(4.0), 6, Theme::blend(theme.ink, theme.article, 0.12));
        }
        let options =
            ImageOptions { corner_radius: CornerRadius::same(radius), ..ImageOptions::default() };
        let rect = rect.round_to_pixels(painter.pixels_per_point());
        egui::paint_texture_at(
            painter,
            rect,
            &options,
            &SizedTexture::new(self.frame(painter).id(), rect.size()),
        );
    }

    /// What is to be seen now; while it plays, the next frame is painted when its time comes.
    fn frame(&self, painter: &Painter) -> &TextureHandle {
        let Some((_, whole)) = self.frames.last() else { return &self.texture };
        let now = painter.ctx().input(|input| input.time) % whole;
        let at = self.frames.partition_point(|(_, end)| *end <= now);
        let Some((texture, end)) = self.frames.get(at) else { return &self.texture };
        painter.ctx().request_repaint_after_secs((end - now) as f32);
        texture
    }

    fn bytes(&self) -> usize {
        self.texture.byte_size()
            + self.frames.iter().map(|(texture, _)| texture.byte_size()).sum::<usize>()
    }
}

impl Held {
    /// It was dropped, and nobody has asked for it since.
    fn is_idle_away(&self) -> bool {
        matches!(self.state, State::Away(_)) && !self.is_coming
    }
}

/// What can be said of a picture.
pub(super) enum Known<'a> {
    /// Nobody has asked for it, or it is on its way.
    Nothing,
    /// It can be painted.
    Ready(&'a Shown),
    /// It has to come again, but its own size is known.
    Away((u32, u32)),
    /// It cannot be shown.
    Failed(&'a PictureError),
}

/// The pictures of the articles that were open last.
#[derive(Default)]
pub(super) struct Pictures {
    held: HashMap<PictureKey, Held>,
    wanted: Vec<PictureRequest>,
    frame: u64,
    /// Grows with everything that a layout may depend on.
    pub(super) version: u64,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pictures({} held)", self.held.len())
    }
}

impl Pictures {
    /// A new frame begins.
    pub(super) fn begin(&mut self) {
        self.frame += 1;
    }

    /// What is to be brought since the last time.
    pub(super) fn take_wanted(&mut self) -> Vec<PictureRequest> {
        std::mem::take(&mut self.wanted)
    }

    /// What is known of a picture.
    pub(super) fn known(&self, key: &PictureKey) -> Known<'_> {
        match self.held.get(key).map(|held| &held.state) {
            None | Some(State::Waiting) => Known::Nothing,
            Some(State::Ready(shown)) => Known::Ready(shown),
            Some(State::Away(natural)) => Known::Away(*natural),
            Some(State::Failed(error)) => Known::Failed(error),
        }
    }

    /// The picture is near the viewport: it is asked for unless it is there, or on its way, in this
    /// size.
    pub(super) fn want(&mut self, request: PictureRequest) {
        let frame = self.frame;
        match self.held.get_mut(&request.key) {
            Some(held)
                if (held.asked == request && !held.is_idle_away())
                    || matches!(held.state, State::Failed(_)) =>
            {
                held.seen = frame
            }
            Some(held) => {
                // The old size is shown until the new one comes.
                held.asked = request.clone();
                held.is_coming = true;
                held.seen = frame;
                self.wanted.push(request);
            }
            None => {
                self.held.insert(
                    request.key.clone(),
                    Held {
                        asked: request.clone(),
                        state: State::Waiting,
                        is_coming: true,
                        seen: frame,
                    },
                );
                self.wanted.push(request);
            }
        }
    }

    /// Forgets a failure, so that the picture is asked for again.
    pub(super) fn retry(&mut self, key: &PictureKey) {
        if self.held.get(key).is_some_and(|held| matches!(held.state, State::Failed(_))) {
            self.held.remove(key);
            self.version += 1;
        }
    }

    /// Takes what was brought.
    pub(super) fn receive(
        &mut self,
        ctx: &Context,
        request: &PictureRequest,
        result: Result<Arc<Picture>, PictureError>,
    ) {
        let Some(held) = self.held.get_mut(&request.key) else { return };
        self.version += 1;
        if result == Err(PictureError::Postponed) {
            held.is_coming = false;
            if matches!(held.state, State::Waiting) {
                self.held.remove(&request.key);
            }
            return;
        }
        if held.asked != *request && matches!(held.state, State::Ready(_)) {
            return;
        }
        held.is_coming = false;
        held.state = match result {
            Ok(picture) => State::Ready(shown(ctx, &picture)),
            Err(error) => State::Failed(error),
        };
        self.make_room();
    }

    /// Drops what has not been near the viewport for longest.
    fn make_room(&mut self) {
        if self.held.len() > MOST_HELD {
            // Their places are known from the articles anew.
            self.held.retain(|_, held| held.seen + 1 >= self.frame || held.is_coming);
        }
        let mut held: Vec<(u64, usize, PictureKey)> = self
            .held
            .iter()
            .map(|(key, held)| (held.seen, held.state.bytes(), key.clone()))
            .filter(|(_, bytes, _)| *bytes > 0)
            .collect();
        held.sort_by_key(|(seen, _, _)| *seen);
        let mut total: usize = held.iter().map(|(_, bytes, _)| bytes).sum();
        for (seen, bytes, key) in held {
            // What is on screen stays, whatever it takes.
            if total <= TEXTURE_BYTES || seen + 1 >= self.frame {
                return;
            }
            total -= bytes;
            if let Some(held) = self.held.get_mut(&key)
                && let State::Ready(shown) = &held.state
            {
                held.state = State::Away(shown.natural);
            }
        }
    }
}

impl State {
    fn bytes(&self) -> usize {
        match self {
            Self::Ready(shown) => shown.bytes(),
            Self::Waiting | Self::Away(_) | Self::Failed(_) => 0,
        }
    }
}

fn shown(ctx: &Context, picture: &Picture) -> Shown {
    let load = |bitmap: &Bitmap| {
        let size = [bitmap.width as usize, bitmap.height as usize];
        ctx.load_texture(
            "picture",
            ColorImage::from_rgba_premultiplied(size, &bitmap.rgba),
            TextureOptions::LINEAR,
        )
    };
    let mut end = 0.0;
    let frame = |frame: &Frame| {
        end += f64::from(frame.stays_ms) / 1000.0;
        (load(&frame.bitmap), end)
    };
    let frames = picture.frames.iter().map(frame).collect();
    Shown {
        texture: load(&picture.bitmap),
        frames,
        natural: picture.natural,
        is_animated: picture.is_animated,
        needs_plate: picture.needs_plate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Motion;
    use crate::picture::Fit;

    const SIDE: u32 = 2048;

    fn request(name: &str) -> PictureRequest {
        let url = format!("https://example.org/{name}").parse().unwrap();
        PictureRequest {
            key: PictureKey::Web(Arc::new(url)),
            fit: Fit { width: SIDE, height: SIDE },
            scale: 100,
            motion: Motion::Still,
        }
    }

    fn picture() -> Arc<Picture> {
        let bitmap =
            Bitmap { width: SIDE, height: SIDE, rgba: vec![0; 4 * (SIDE * SIDE) as usize] };
        Arc::new(Picture {
            bitmap,
            natural: (SIDE, SIDE),
            is_animated: false,
            frames: Vec::new(),
            needs_plate: false,
        })
    }

    fn is_ready(pictures: &Pictures, name: &str) -> bool {
        matches!(pictures.known(&request(name).key), Known::Ready(_))
    }

    #[test]
    fn a_picture_is_asked_for_once_and_again_in_another_size() {
        let mut pictures = Pictures::default();
        pictures.want(request("a"));
        pictures.want(request("a"));
        assert_eq!(pictures.take_wanted(), [request("a")]);
        let larger = PictureRequest { scale: 200, ..request("a") };
        pictures.want(larger.clone());
        assert_eq!(pictures.take_wanted(), [larger]);
    }

    #[test]
    fn a_failure_stays_until_it_is_tried_again_and_what_was_put_off_comes_back() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        pictures.want(request("a"));
        pictures.receive(&ctx, &request("a"), Err(PictureError::Fetch { message: "no".into() }));
        pictures.take_wanted();
        pictures.want(request("a"));
        assert_eq!(pictures.take_wanted(), []);
        pictures.retry(&request("a").key);
        pictures.want(request("a"));
        assert_eq!(pictures.take_wanted(), [request("a")]);
        pictures.receive(&ctx, &request("a"), Err(PictureError::Postponed));
        pictures.want(request("a"));
        assert_eq!(pictures.take_wanted(), [request("a")]);
    }

    #[test]
    fn what_was_dropped_keeps_its_place_and_comes_back() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        for name in ["a", "b"] {
            pictures.begin();
            pictures.begin();
            pictures.want(request(name));
            pictures.receive(&ctx, &request(name), Ok(picture()));
        }
        pictures.take_wanted();
        assert!(matches!(pictures.known(&request("a").key), Known::Away((SIDE, SIDE))));
        pictures.want(request("a"));
        pictures.want(request("a"));
        assert_eq!(pictures.take_wanted(), [request("a")]);
        pictures.receive(&ctx, &request("a"), Ok(picture()));
        assert!(is_ready(&pictures, "a"));
    }

    #[test]
    fn two_hundred_pictures_take_no_more_room_than_a_few() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        for at in 0..200 {
            pictures.begin();
            let request = request(&at.to_string());
            pictures.want(request.clone());
            pictures.receive(&ctx, &request, Ok(picture()));
            let bytes: usize = pictures.held.values().map(|held| held.state.bytes()).sum();
            // The one that is on screen comes on top.
            assert!(bytes <= TEXTURE_BYTES + 2 * 4 * (SIDE * SIDE) as usize, "{bytes}");
        }
        assert!(is_ready(&pictures, "199") && !is_ready(&pictures, "0"));
    }
}
