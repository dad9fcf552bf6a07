//! The pictures of chapters: asked for when their rows come into view.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use url::Url;

use crate::article::{Motion, PictureKey, PictureRequest};
use crate::model::{Chapter, ChapterPicture, PicturePolicy};
use crate::picture::{Fit, Picture, PictureError};

/// Side of a picture in the list, in points.
pub(super) const SIDE: f32 = 24.0;
/// Most pictures that are remembered.
const MAX_CACHED: usize = 200;

/// The pictures that were seen. `None`: it is on its way, or can't be had.
#[derive(Default)]
pub(in crate::ui) struct ChapterPictures {
    cached: HashMap<Url, Option<TextureHandle>>,
    wanted: Vec<PictureRequest>,
}

impl ChapterPictures {
    /// The picture of a chapter, once it has arrived.
    pub(super) fn of(
        &mut self,
        ctx: &Context,
        chapter: &Chapter,
        policy: PicturePolicy,
    ) -> Option<TextureHandle> {
        let Some(ChapterPicture::Address(url)) = &chapter.picture else { return None };
        if policy != PicturePolicy::Always {
            return None;
        }
        if let Some(known) = self.cached.get(url) {
            return known.clone();
        }
        if self.cached.len() >= MAX_CACHED {
            self.cached.clear();
        }
        self.cached.insert(url.clone(), None);
        let side = (SIDE * ctx.pixels_per_point()).round() as u32;
        self.wanted.push(PictureRequest {
            key: PictureKey::Web(Arc::new(url.clone())),
            fit: Fit { width: side, height: side },
            scale: (ctx.pixels_per_point() * 100.0).round() as u32,
            motion: Motion::Still,
        });
        None
    }

    /// The requests since the last call.
    pub(in crate::ui) fn take_wanted(&mut self) -> Vec<PictureRequest> {
        std::mem::take(&mut self.wanted)
    }

    /// Takes a picture that was asked for here. Others may have asked for the same.
    pub(in crate::ui) fn receive(
        &mut self,
        ctx: &Context,
        request: &PictureRequest,
        result: &Result<Arc<Picture>, PictureError>,
    ) {
        let PictureKey::Web(url) = &request.key else { return };
        if let (Some(place), Ok(picture)) = (self.cached.get_mut(url.as_ref()), result) {
            let bitmap = &picture.bitmap;
            let size = [bitmap.width as usize, bitmap.height as usize];
            let image = ColorImage::from_rgba_premultiplied(size, &bitmap.rgba);
            *place = Some(ctx.load_texture("chapter", image, TextureOptions::LINEAR));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn chapter(url: &str) -> Chapter {
        Chapter {
            start: Duration::ZERO,
            end: None,
            title: String::new(),
            url: None,
            picture: Some(ChapterPicture::Address(url.parse().unwrap())),
        }
    }

    #[test]
    fn a_picture_is_asked_for_once_and_only_if_pictures_are_wanted() {
        let (ctx, mut pictures) = (Context::default(), ChapterPictures::default());
        let one = chapter("https://example.org/1.png");
        for policy in [PicturePolicy::Never, PicturePolicy::Ask] {
            assert!(pictures.of(&ctx, &one, policy).is_none());
        }
        assert_eq!(pictures.take_wanted(), []);
        for _ in 0..2 {
            assert!(pictures.of(&ctx, &one, PicturePolicy::Always).is_none());
        }
        assert_eq!(pictures.take_wanted().len(), 1);
    }

    #[test]
    fn no_more_pictures_are_remembered_than_the_limit() {
        let (ctx, mut pictures) = (Context::default(), ChapterPictures::default());
        for number in 0..=MAX_CACHED {
            let url = format!("https://example.org/{number}.png");
            pictures.of(&ctx, &chapter(&url), PicturePolicy::Always);
        }
        assert_eq!(pictures.cached.len(), 1);
    }
}
