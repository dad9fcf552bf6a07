//! The textures of the pictures in articles: requested shortly before they come into view, dropped
//! when others need the memory.

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

/// Most bytes of textures that are kept beyond those on screen.
pub(super) const TEXTURE_BYTES: usize = 8 << 20;

/// Most pictures that are remembered, with or without pixels.
const MAX_CACHED: usize = 1_000;

/// A picture as textures, ready to paint.
#[derive(Clone)]
pub(super) struct PictureTexture {
    pub(super) texture: TextureHandle,
    /// The frames of an animation, each with the second at which it ends.
    frames: Vec<(TextureHandle, f64)>,
    /// Its own size in pixels.
    pub(super) natural: (u32, u32),
    pub(super) is_animated: bool,
    /// Whether dark strokes on a transparent ground would vanish on a dark page.
    pub(super) needs_plate: bool,
}

#[derive(Clone)]
pub(super) enum PictureState {
    Waiting,
    Ready(PictureTexture),
    /// Its texture was dropped; its own size in pixels is still known.
    Away((u32, u32)),
    Failed(PictureError),
}

struct CachedPicture {
    asked: PictureRequest,
    state: PictureState,
    /// Whether a request is under way.
    is_coming: bool,
    /// The frame in which it was last near the viewport.
    seen: u64,
}

impl PictureTexture {
    /// Paints it, on a light plate if it would vanish on a dark page.
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

    /// The current frame. While an animation plays, it also requests the repaint for the next one.
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

impl CachedPicture {
    /// Its texture was dropped and has not been requested since.
    fn is_idle_away(&self) -> bool {
        matches!(self.state, PictureState::Away(_)) && !self.is_coming
    }
}

/// The pictures of the articles that were open last.
#[derive(Default)]
pub(super) struct Pictures {
    cached: HashMap<PictureKey, CachedPicture>,
    wanted: Vec<PictureRequest>,
    frame: u64,
    /// Grows with every change that a layout may depend on.
    pub(super) version: u64,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pictures({} held)", self.cached.len())
    }
}

impl Pictures {
    pub(super) fn begin(&mut self) {
        self.frame += 1;
    }

    /// The requests since the last call.
    pub(super) fn take_wanted(&mut self) -> Vec<PictureRequest> {
        std::mem::take(&mut self.wanted)
    }

    /// The state of a picture; [`PictureState::Waiting`] for one that was never asked for.
    pub(super) fn state(&self, key: &PictureKey) -> &PictureState {
        self.cached.get(key).map_or(&PictureState::Waiting, |cached| &cached.state)
    }

    /// Notes that the picture is near the viewport. Requests it unless it is there, or under way,
    /// in this size.
    pub(super) fn want(&mut self, request: PictureRequest) {
        let frame = self.frame;
        match self.cached.get_mut(&request.key) {
            Some(cached)
                if (cached.asked == request && !cached.is_idle_away())
                    || matches!(cached.state, PictureState::Failed(_)) =>
            {
                cached.seen = frame;
            }
            Some(cached) => {
                // The old size is shown until the new one arrives.
                cached.asked = request.clone();
                cached.is_coming = true;
                cached.seen = frame;
                self.wanted.push(request);
            }
            None => {
                self.cached.insert(
                    request.key.clone(),
                    CachedPicture {
                        asked: request.clone(),
                        state: PictureState::Waiting,
                        is_coming: true,
                        seen: frame,
                    },
                );
                self.wanted.push(request);
            }
        }
    }

    /// Forgets a failure, so that the picture is requested again.
    pub(super) fn retry(&mut self, key: &PictureKey) {
        if self
            .cached
            .get(key)
            .is_some_and(|cached| matches!(cached.state, PictureState::Failed(_)))
        {
            self.cached.remove(key);
            self.version += 1;
        }
    }

    pub(super) fn receive(
        &mut self,
        ctx: &Context,
        request: &PictureRequest,
        result: Result<Arc<Picture>, PictureError>,
    ) {
        let Some(cached) = self.cached.get_mut(&request.key) else { return };
        self.version += 1;
        if result == Err(PictureError::Postponed) {
            cached.is_coming = false;
            if matches!(cached.state, PictureState::Waiting) {
                self.cached.remove(&request.key);
            }
            return;
        }
        if cached.asked != *request && matches!(cached.state, PictureState::Ready(_)) {
            return;
        }
        cached.is_coming = false;
        cached.state = match result {
            Ok(picture) => PictureState::Ready(shown(ctx, &picture)),
            Err(error) => PictureState::Failed(error),
        };
        self.make_room();
    }

    /// Drops the textures that were out of the viewport for longest.
    fn make_room(&mut self) {
        if self.cached.len() > MAX_CACHED {
            // Their sizes are read from the articles again.
            self.cached.retain(|_, cached| cached.seen + 1 >= self.frame || cached.is_coming);
        }
        let mut cached: Vec<(u64, usize, PictureKey)> = self
            .cached
            .iter()
            .map(|(key, cached)| (cached.seen, cached.state.bytes(), key.clone()))
            .filter(|(_, bytes, _)| *bytes > 0)
            .collect();
        cached.sort_by_key(|(seen, _, _)| *seen);
        let mut total: usize = cached.iter().map(|(_, bytes, _)| bytes).sum();
        for (seen, bytes, key) in cached {
            // Pictures on screen stay, however large they are.
            if total <= TEXTURE_BYTES || seen + 1 >= self.frame {
                return;
            }
            total -= bytes;
            if let Some(cached) = self.cached.get_mut(&key)
                && let PictureState::Ready(shown) = &cached.state
            {
                cached.state = PictureState::Away(shown.natural);
            }
        }
    }
}

impl PictureState {
    fn bytes(&self) -> usize {
        match self {
            Self::Ready(shown) => shown.bytes(),
            Self::Waiting | Self::Away(_) | Self::Failed(_) => 0,
        }
    }
}

fn shown(ctx: &Context, picture: &Picture) -> PictureTexture {
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
    PictureTexture {
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
        matches!(pictures.state(&request(name).key), PictureState::Ready(_))
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
        assert!(matches!(pictures.state(&request("a").key), PictureState::Away((SIDE, SIDE))));
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
            let bytes: usize = pictures.cached.values().map(|cached| cached.state.bytes()).sum();
            // The picture on screen comes on top of the limit.
            assert!(bytes <= TEXTURE_BYTES + 2 * 4 * (SIDE * SIDE) as usize, "{bytes}");
        }
        assert!(is_ready(&pictures, "199") && !is_ready(&pictures, "0"));
    }
}
