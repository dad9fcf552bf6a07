//! Pictures and cards. Until a picture arrives, its area shows the alternative text; after a
//! failure, the reason.

use egui::{Rect, Vec2, pos2, vec2};

use crate::document::{Embed, EmbedKind, Image};
use crate::i18n::t;
use crate::picture::{MAX_TALL_PIXELS, is_tall};
use crate::ui::icons::Icon;

use super::super::flow::Flow;
use super::super::scene::{Appearance, MAX_HEIGHT};
use super::super::style::{BaseFormat, Look, Metrics};
use super::code::RADIUS;
use super::{Control, Item, Layouter, Slot};

/// Height of a card in ems.
pub(super) const EMBED_HEIGHT: f32 = 3.7;
/// Share of the pane's height that a tall picture takes until the user expands it.
const CLIPPED: f32 = 0.75;
/// The area of a picture that declares no size, in ems.
const UNKNOWN: Vec2 = vec2(24.0, 9.0);

/// The displayed size of a picture: as declared, scaled down to fit, never larger than its own
/// size.
pub(super) fn image_size(
    flow: &Flow,
    metrics: &Metrics,
    show: &Appearance,
    image: usize,
    width: f32,
) -> Vec2 {
    let declared = flow.images.get(image).map_or((None, None), |image| image.size);
    let wanted = match declared {
        _ if matches!(show, Appearance::Ready(_)) => known_size(show, declared),
        (Some(wide), Some(high)) => vec2(wide.max(1) as f32, high.max(1) as f32),
        (Some(wide), None) => vec2(wide.max(1) as f32, wide.max(1) as f32 * 9.0 / 16.0),
        (None, Some(high)) => vec2(high.max(1) as f32 * 16.0 / 9.0, high.max(1) as f32),
        (None, None) => UNKNOWN * metrics.em,
    };
    let highest = (MAX_HEIGHT * metrics.pane_height).max(200.0);
    if is_tall((wanted.x, wanted.y)) {
        let whole = wanted
            * (width / wanted.x)
                .min(MAX_TALL_PIXELS as f32 / metrics.pixels_per_point / wanted.y)
                .min(1.0);
        return vec2(metrics.snap(whole.x).max(8.0), metrics.snap(whole.y).max(8.0));
    }
    let scale = (width / wanted.x).min(highest / wanted.y).min(1.0);
    vec2(metrics.snap(wanted.x * scale).max(8.0), metrics.snap(wanted.y * scale).max(8.0))
}

/// A picture keeps its own proportions, whatever the page declares.
fn known_size(show: &Appearance, declared: (Option<u32>, Option<u32>)) -> Vec2 {
    let Appearance::Ready((width, height)) = show else { return UNKNOWN };
    let natural = vec2((*width).max(1) as f32, (*height).max(1) as f32);
    match declared {
        (Some(wide), _) => natural * (wide.max(1) as f32 / natural.x).min(1.0),
        (None, Some(high)) => natural * (high.max(1) as f32 / natural.y).min(1.0),
        (None, None) => natural,
    }
}

impl Layouter<'_> {
    /// Lays out a picture or its placeholder.
    pub(super) fn image(&mut self, index: usize, slot: Slot) -> f32 {
        let (flow, metrics, theme) = (self.setter.flow, self.setter.metrics, self.setter.theme);
        let Some(image) = flow.images.get(index) else { return slot.top };
        let show = self.scene.image(index);
        // Without its poster, the card below says enough.
        if flow.posters.contains_key(&index)
            && matches!(show, Appearance::Failed { .. } | Appearance::Named)
        {
            return slot.top;
        }
        let size = image_size(flow, metrics, show, index, slot.width);
        let rect = Rect::from_min_size(pos2(slot.left, slot.top), size);
        let clip = metrics.snap(CLIPPED * metrics.pane_height).max(200.0);
        let is_clipped =
            is_tall((size.x, size.y)) && size.y > clip && !self.scene.is_expanded(index);
        let window =
            if is_clipped { Rect::from_min_size(rect.min, vec2(size.x, clip)) } else { rect };
        if let (Appearance::Ready(_), Some(key)) = (show, self.scene.key(index)) {
            self.item(Item::Picture { rect, window, key: key.clone() }, slot);
            self.control(Control::Image(index), window, slot);
            if !is_clipped {
                return window.bottom();
            }
            let height = metrics.snap(1.9 * metrics.em);
            let button = Rect::from_min_size(
                window.left_bottom(),
                vec2(slot.width.min(10.0 * metrics.em), height),
            );
            self.control(Control::Expand(index), button, slot);
            return button.bottom();
        }
        let rect = window;
        self.item(Item::Fill { rect, radius: [RADIUS; 4], color: theme.code_background }, slot);
        self.placeholder(image, show, rect, slot);
        self.control(Control::Image(index), rect, slot);
        rect.bottom()
    }

    /// Icon, words and host in the middle of a box, as far as there is room.
    pub(super) fn placeholder(&mut self, image: &Image, show: &Appearance, rect: Rect, slot: Slot) {
        let (metrics, theme) = (self.setter.metrics, self.setter.theme);
        let em = metrics.em;
        if rect.width() < 3.0 * em || rect.height() < 2.0 * em {
            let size = (0.6 * rect.height().min(rect.width())).min(em);
            self.item(
                Item::Icon { icon: Icon::Image, center: rect.center(), size, color: theme.faint },
                slot,
            );
            return;
        }
        let caption = BaseFormat {
            size: 0.8 * em,
            line: metrics.snap(1.15 * em),
            ..metrics.format(Look::Caption, theme)
        };
        let small = BaseFormat { size: 0.72 * em, color: theme.faint, ..caption.clone() };
        let width = (rect.width() - 2.0 * em).min(26.0 * em);
        let rows = ((rect.height() - 3.6 * em) / caption.line).floor().clamp(0.0, 4.0) as usize;
        let words = (rows > 0 && !image.alt.is_empty())
            .then(|| self.setter.paragraph(&image.alt, &caption, width, rows));
        let host = image.url.host_str().filter(|_| rect.height() > 4.2 * em);
        let host = host
            .map(|host| self.setter.paragraph(host.trim_start_matches("www."), &small, width, 1));
        let remark = match show {
            Appearance::Asks => Some((t!(article_load_pictures), theme.link)),
            // The cause is in the tooltip.
            Appearance::Failed { may_pass: true, .. } => {
                Some((t!(article_picture_retry), theme.link))
            }
            Appearance::Failed { .. } => Some((t!(article_picture_lost), theme.dim)),
            Appearance::Coming | Appearance::Ready(_) | Appearance::Named => None,
        };
        let (remark, remark_color) = match remark {
            Some((remark, color)) => (
                Some(self.setter.paragraph(
                    &remark,
                    &BaseFormat { color, ..small.clone() },
                    width,
                    2,
                )),
                color,
            ),
            None => (None, theme.faint),
        };
        let lines = [
            (words, theme.dim),
            (host.filter(|_| remark.is_none()), theme.faint),
            (remark, remark_color),
        ];
        let height: f32 = 1.9 * em
            + lines
                .iter()
                .flat_map(|(galley, _)| galley)
                .map(|galley| galley.rect.height())
                .sum::<f32>();
        let mut y = rect.center().y - height / 2.0;
        let center = pos2(rect.center().x, y + 0.75 * em);
        self.item(
            Item::Icon { icon: Icon::Image, center, size: 1.5 * em, color: theme.faint },
            slot,
        );
        y += 1.9 * em;
        for (galley, color) in lines {
            let Some(galley) = galley else { continue };
            let row = galley.rect.height();
            self.item(
                Item::Label {
                    pos: pos2(metrics.snap(rect.center().x), metrics.snap(y)),
                    galley,
                    color,
                },
                slot,
            );
            y += row;
        }
    }

    /// A card for media that the player or another program plays, or for a page.
    pub(super) fn embed(&mut self, index: usize, slot: Slot) -> f32 {
        let (metrics, theme) = (self.setter.metrics, self.setter.theme);
        let Some(embed) = self.setter.flow.embeds.get(index) else { return slot.top };
        let em = metrics.em;
        let rect = Rect::from_min_size(
            pos2(slot.left, slot.top),
            vec2(slot.width, metrics.snap(EMBED_HEIGHT * em)),
        );
        self.item(Item::Fill { rect, radius: [RADIUS; 4], color: theme.code_background }, slot);
        let disc = pos2(rect.left() + 1.9 * em, rect.center().y);
        self.item(Item::Disc { center: disc, radius: 1.05 * em, color: theme.hairline }, slot);
        let (icon, words) = embed_words(embed);
        self.item(Item::Icon { icon, center: disc, size: 1.05 * em, color: theme.ink }, slot);
        let (left, right) = (rect.left() + 3.7 * em, rect.right() - 2.4 * em);
        let title = BaseFormat {
            size: 0.92 * metrics.format(Look::Term, theme).size,
            line: metrics.snap(1.35 * em),
            ..metrics.format(Look::Term, theme)
        };
        let small = BaseFormat {
            line: metrics.snap(1.2 * em),
            size: 0.78 * em,
            ..metrics.format(Look::Byline, theme)
        };
        let title = self.setter.label(&embed.title, &title, right - left);
        let words = self.setter.label(&words, &small, right - left);
        let top =
            metrics.snap(rect.center().y - f32::midpoint(title.rect.height(), words.rect.height()));
        let below = top + title.rect.height();
        self.item(Item::Label { pos: pos2(left, top), galley: title, color: theme.ink }, slot);
        self.item(Item::Label { pos: pos2(left, below), galley: words, color: theme.dim }, slot);
        let center = pos2(rect.right() - 1.4 * em, rect.center().y);
        let icon = if embed.kind == EmbedKind::Audio { Icon::Play } else { Icon::OpenOutside };
        self.item(Item::Icon { icon, center, size: 0.95 * em, color: theme.faint }, slot);
        self.control(Control::Embed(index), rect, slot);
        rect.bottom()
    }
}

/// The icon and the second line of a card: its kind and its host.
pub(in crate::ui::article) fn embed_words(embed: &Embed) -> (Icon, String) {
    let (icon, kind) = match embed.kind {
        EmbedKind::Video => (Icon::Play, t!(article_embed_video)),
        EmbedKind::Audio => (Icon::Audio, t!(article_embed_audio)),
        EmbedKind::Page => (Icon::Web, t!(article_embed_page)),
    };
    match embed.url.host_str() {
        Some(host) => {
            (icon, t!(article_embed_from, kind = kind, host = host.trim_start_matches("www.")))
        }
        None => (icon, kind),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::article::style::ReadingStyle;

    /// The displayed size of a picture in a column of 500 points and a pane of 800.
    fn shown(natural: (u32, u32), declared: (Option<u32>, Option<u32>)) -> Vec2 {
        let url = "https://example.org/a.png".parse().unwrap();
        let image = Image {
            url: Arc::new(url),
            candidates: Vec::new(),
            alt: String::new(),
            title: None,
            size: declared,
            link: None,
            dark: None,
        };
        let flow = Flow { images: vec![image], ..Flow::default() };
        let metrics = Metrics::new(&ReadingStyle::default(), vec2(900.0, 800.0), 1.0);
        image_size(&flow, &metrics, &Appearance::Ready(natural), 0, 500.0)
    }

    #[test]
    fn a_picture_is_never_larger_than_it_is_and_keeps_its_proportions() {
        assert_eq!(shown((120, 90), (None, None)), vec2(120.0, 90.0));
        assert_eq!(shown((120, 90), (Some(1200), Some(900))), vec2(120.0, 90.0));
        assert_eq!(shown((120, 90), (Some(60), Some(999))), vec2(60.0, 45.0));
        assert_eq!(shown((1000, 400), (None, None)), vec2(500.0, 200.0));
        assert_eq!(
            shown((1000, 2000), (None, None)),
            vec2(360.0, 720.0),
            "no higher than the pane"
        );
    }

    #[test]
    fn a_tall_picture_is_as_wide_as_the_column_and_clipped_where_it_is_shown() {
        assert_eq!(shown((1000, 5000), (None, None)), vec2(500.0, 2500.0));
        assert!(shown((100, 90_000), (None, None)).y <= MAX_TALL_PIXELS as f32);
    }
}
