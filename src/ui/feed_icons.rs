//! Feed icons as textures: requested when their rows come into view, dropped when many others were
//! seen since.
//!
//! A feed without an icon shows a tile with its first letter.

use std::collections::HashMap;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::load::SizedTexture;
use egui::{
    ColorImage, Context, CornerRadius, ImageOptions, Painter, Pos2, Rect, TextureHandle,
    TextureOptions, Vec2,
};
use jiff::Timestamp;

use crate::article::{IconSource, Motion, PictureKey, PictureRequest};
use crate::model::{Feed, FeedId};
use crate::picture::{Fit, Picture, PictureError};

use super::theme::Theme;
use super::widgets::monogram;

/// Side of an icon in a row, in points.
pub(super) const SIDE: f32 = 16.0;
/// Most feeds whose icons are remembered. Beyond it, those out of view are dropped.
const MAX_CACHED: usize = 400;

#[derive(Clone)]
pub(super) struct FeedIcon {
    texture: TextureHandle,
    /// Whether it would vanish on a dark background.
    needs_plate: bool,
}

struct CachedIcon {
    /// The last request; `None` if it was postponed.
    asked: Option<PictureRequest>,
    icon: Option<FeedIcon>,
    /// The frame in which its row was last seen.
    seen: u64,
}

/// The icons of the feeds that were seen last.
pub(super) struct FeedIcons {
    /// When the window opened. Only feeds that were refreshed since then may ask their site for an
    /// icon, so that opening the window causes no requests.
    started: Timestamp,
    cached: HashMap<FeedId, CachedIcon>,
    wanted: Vec<PictureRequest>,
    frame: u64,
    is_on: bool,
}

impl FeedIcons {
    pub(super) fn new(started: Timestamp) -> Self {
        Self { started, cached: HashMap::new(), wanted: Vec::new(), frame: 0, is_on: false }
    }

    /// Starts a frame; `is_on` says whether icons are shown at all.
    pub(super) fn begin_frame(&mut self, is_on: bool) {
        self.frame += 1;
        self.is_on = is_on;
        if !is_on {
            self.cached.clear();
            self.wanted.clear();
        }
    }

    /// The requests since the last call.
    pub(super) fn take_wanted(&mut self) -> Vec<PictureRequest> {
        std::mem::take(&mut self.wanted)
    }

    /// The icon of a feed whose row is in view. Requests it if it is not there yet.
    pub(super) fn of(&mut self, feed: &Feed, pixels_per_point: f32) -> Option<FeedIcon> {
        if !self.is_on || !matches!(feed.feed_url.scheme(), "http" | "https" | "file") {
            return None;
        }
        let may_fetch = feed.health.last_success.is_some_and(|at| at >= self.started);
        let side = (SIDE * pixels_per_point).round() as u32;
        let (frame, wanted) = (self.frame, &mut self.wanted);
        let cached = self.cached.entry(feed.id).or_insert(CachedIcon {
            asked: None,
            icon: None,
            seen: frame,
        });
        cached.seen = frame;
        if !cached
            .asked
            .as_ref()
            .is_some_and(|asked| asked.fit.width == side && is_for(asked, feed, may_fetch))
        {
            let icon = IconSource {
                feed_url: feed.feed_url.clone(),
                site_url: feed.site_url.clone(),
                icon_url: feed.icon_url.clone(),
                may_fetch,
            };
            let fit = Fit { width: side, height: side };
            let scale = (pixels_per_point * 100.0).round() as u32;
            let request = PictureRequest {
                key: PictureKey::Icon(Arc::new(icon)),
                fit,
                scale,
                motion: Motion::Still,
            };
            cached.asked = Some(request.clone());
            wanted.push(request);
        }
        cached.icon.clone()
    }

    pub(super) fn receive(
        &mut self,
        ctx: &Context,
        request: &PictureRequest,
        result: Result<Arc<Picture>, PictureError>,
    ) {
        let Some(cached) =
            self.cached.values_mut().find(|cached| cached.asked.as_ref() == Some(request))
        else {
            return;
        };
        match result {
            Ok(picture) => cached.icon = Some(loaded(ctx, &picture)),
            Err(PictureError::Postponed) => cached.asked = None,
            Err(_) => cached.icon = None,
        }
        if self.cached.len() > MAX_CACHED {
            let frame = self.frame;
            self.cached.retain(|_, cached| cached.seen + 1 >= frame);
        }
    }
}

fn is_for(asked: &PictureRequest, feed: &Feed, may_fetch: bool) -> bool {
    let PictureKey::Icon(icon) = &asked.key else { return false };
    icon.may_fetch == may_fetch
        && icon.feed_url == feed.feed_url
        && icon.site_url == feed.site_url
        && icon.icon_url == feed.icon_url
}

fn loaded(ctx: &Context, picture: &Picture) -> FeedIcon {
    let bitmap = &picture.bitmap;
    let size = [bitmap.width as usize, bitmap.height as usize];
    let image = ColorImage::from_rgba_premultiplied(size, &bitmap.rgba);
    FeedIcon {
        texture: ctx.load_texture("icon", image, TextureOptions::LINEAR),
        needs_plate: picture.needs_plate,
    }
}

/// Paints the icon of a feed, or a tile with its first letter.
pub(super) fn paint(
    painter: &Painter,
    center: Pos2,
    side: f32,
    icon: Option<&FeedIcon>,
    name: &str,
    theme: &Theme,
) {
    let Some(FeedIcon { texture, needs_plate }) = icon else {
        return monogram(painter, center, side, name, theme);
    };
    let mut extent = side;
    if *needs_plate && theme.is_dark {
        let plate = Rect::from_center_size(center, Vec2::splat(side + 2.0));
        painter.rect_filled(
            plate,
            CornerRadius::same(4),
            Theme::blend(theme.ink, theme.article, 0.12),
        );
        extent -= 2.0;
    }
    let pixels = texture.size_vec2();
    let rect = Rect::from_center_size(center, pixels * (extent / pixels.max_elem()))
        .round_to_pixels(painter.pixels_per_point());
    let options = ImageOptions { corner_radius: CornerRadius::same(2), ..ImageOptions::default() };
    egui::paint_texture_at(painter, rect, &options, &SizedTexture::new(texture.id(), rect.size()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedHealth, FeedOptions};
    use crate::picture::Bitmap;

    const START: &str = "2026-11-23T12:00:00Z";

    fn feed(id: i64) -> Feed {
        Feed {
            id: FeedId(id),
            feed_url: format!("https://example.org/{id}").parse().unwrap(),
            published_title: String::new(),
            custom_title: None,
            site_url: None,
            icon_url: None,
            description: None,
            folder_id: None,
            position: 0,
            added: Timestamp::UNIX_EPOCH,
            health: FeedHealth::default(),
            wants_full_text: false,
            options: FeedOptions::default(),
            account_id: None,
        }
    }

    fn icons() -> FeedIcons {
        let mut icons = FeedIcons::new(START.parse().unwrap());
        icons.begin_frame(true);
        icons
    }

    fn picture() -> Arc<Picture> {
        let bitmap = Bitmap { width: 1, height: 1, rgba: vec![255; 4] };
        Arc::new(Picture {
            bitmap,
            natural: (1, 1),
            is_animated: false,
            frames: Vec::new(),
            needs_plate: false,
        })
    }

    fn may_fetch(request: &PictureRequest) -> bool {
        matches!(&request.key, PictureKey::Icon(icon) if icon.may_fetch)
    }

    #[test]
    fn an_icon_is_asked_for_once_and_stays_while_it_is_asked_for_again() {
        let (ctx, mut icons) = (Context::default(), icons());
        assert!(icons.of(&feed(1), 1.0).is_none());
        let wanted = icons.take_wanted();
        icons.of(&feed(1), 1.0);
        assert_eq!((wanted.len(), icons.take_wanted().len()), (1, 0));
        icons.receive(&ctx, &wanted[0], Ok(picture()));
        assert!(icons.of(&feed(1), 1.0).is_some());
        assert!(icons.of(&feed(1), 2.0).is_some(), "the old size is shown until the new one comes");
        assert_eq!(icons.take_wanted().len(), 1);
    }

    #[test]
    fn a_site_is_asked_only_when_the_feed_was_refreshed_since_the_window_opened() {
        let mut icons = icons();
        let at = |time: &str| Feed {
            health: FeedHealth { last_success: time.parse().ok(), ..FeedHealth::default() },
            ..feed(1)
        };
        icons.of(&feed(1), 1.0);
        icons.of(&at("2026-11-23T11:59:59Z"), 1.0);
        icons.of(&at(START), 1.0);
        assert_eq!(icons.take_wanted().iter().map(may_fetch).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn nothing_is_asked_for_when_icons_are_off_nor_for_the_feed_inside_the_program() {
        let mut icons = icons();
        icons.of(
            &Feed { feed_url: crate::model::WELCOME_FEED_URL.parse().unwrap(), ..feed(1) },
            1.0,
        );
        icons.begin_frame(false);
        icons.of(&feed(2), 1.0);
        assert_eq!(icons.take_wanted(), []);
    }

    #[test]
    fn what_was_put_off_is_asked_for_again_and_what_failed_is_not() {
        let (ctx, mut icons) = (Context::default(), icons());
        icons.of(&feed(1), 1.0);
        let wanted = icons.take_wanted();
        icons.receive(&ctx, &wanted[0], Err(PictureError::Postponed));
        icons.of(&feed(1), 1.0);
        assert_eq!(icons.take_wanted(), wanted);
        icons.receive(&ctx, &wanted[0], Err(PictureError::Fetch { message: String::new() }));
        icons.of(&feed(1), 1.0);
        assert_eq!(icons.take_wanted(), []);
    }

    #[test]
    fn thousands_of_feeds_hold_no_more_icons_than_the_limit() {
        let (ctx, mut icons) = (Context::default(), icons());
        for id in 0..2000 {
            icons.begin_frame(true);
            icons.of(&feed(id), 1.0);
            let wanted = icons.take_wanted();
            icons.receive(&ctx, &wanted[0], Ok(picture()));
            assert!(icons.cached.len() <= MAX_CACHED);
        }
        assert!(icons.of(&feed(1999), 1.0).is_some());
    }
}
