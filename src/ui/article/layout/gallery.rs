//! Galleries: a grid of pictures of one shape in each row, with their captions under them. A
//! picture fills its place and loses some of its edges; the lightbox shows it whole.

use egui::{Rect, Vec2, pos2, vec2};

use super::super::flow::{Flow, Shot};
use super::super::scene::{Appearance, MAX_HEIGHT};
use super::super::style::Metrics;
use super::code::RADIUS;
use super::{Control, Item, Layouter, Slot};

/// Space between pictures in ems.
const GAP: f32 = 0.45;
/// Space between a picture and the words under it in ems.
const UNDER: f32 = 0.35;
/// The narrowest column for three pictures side by side, and for two, in ems.
const THREE: f32 = 24.0;
const TWO: f32 = 13.0;
/// Width of a picture of unknown size, as a multiple of its height.
const SHAPE: f32 = 1.5;
/// The narrowest and the widest shape of a row.
const NARROWEST: f32 = 0.8;
const WIDEST: f32 = 1.9;
/// A picture that would lose more of its area is shown whole.
const MOST_CUT: f32 = 0.36;

/// How many pictures each row has, with at most `most` side by side and no picture alone in the
/// last row if that can be avoided.
fn rows(count: usize, most: usize) -> Vec<usize> {
    let most = most.max(1);
    let (full, rest) = (count / most, count % most);
    let mut rows = vec![most; full];
    match rest {
        0 => {}
        1 if most > 2 && full > 0 => {
            rows.pop();
            rows.extend([most - 1, 2]);
        }
        rest => rows.push(rest),
    }
    rows
}

/// The number of pictures side by side.
fn across(metrics: &Metrics, width: f32) -> usize {
    match width / metrics.em {
        ems if ems >= THREE => 3,
        ems if ems >= TWO => 2,
        _ => 1,
    }
}

impl Layouter<'_> {
    pub(super) fn gallery(&mut self, index: usize, slot: Slot) -> f32 {
        let (flow, metrics) = (self.setter.flow, self.setter.metrics);
        let Some(shots) = flow.galleries.get(index) else { return slot.top };
        let gap = metrics.snap(GAP * metrics.em);
        let (mut rest, mut top) = (shots.as_slice(), slot.top);
        for (at, count) in rows(shots.len(), across(metrics, slot.width)).into_iter().enumerate() {
            let Some((row, after)) = rest.split_at_checked(count) else { break };
            rest = after;
            top = self.shots(row, Slot { top: if at == 0 { top } else { top + gap }, ..slot });
        }
        top
    }

    fn shots(&mut self, shots: &[Shot], slot: Slot) -> f32 {
        let metrics = self.setter.metrics;
        let gap = metrics.snap(GAP * metrics.em);
        let size = self.place(shots, slot.width, gap);
        let mut bottom = slot.top + size.y;
        for (at, shot) in shots.iter().enumerate() {
            let left = metrics.snap(slot.left + at as f32 * (size.x + gap));
            let window = Rect::from_min_size(pos2(left, slot.top), size);
            self.shot_picture(shot.image, window, slot);
            let Some(caption) = &shot.caption else { continue };
            let top = metrics.snap(window.bottom() + UNDER * metrics.em);
            let under = Slot { left, width: size.x, top, ..slot };
            bottom = bottom.max(self.text(caption, under));
        }
        metrics.snap(bottom)
    }

    /// The size of each picture's place in a row.
    fn place(&self, shots: &[Shot], width: f32, gap: f32) -> Vec2 {
        let (flow, metrics) = (self.setter.flow, self.setter.metrics);
        let count = shots.len().max(1) as f32;
        let wide = metrics.snap((width - gap * (count - 1.0)) / count).max(1.0);
        let shape = |shot: &Shot| shape(flow, self.scene.image(shot.image), shot.image);
        let mean = shots.iter().map(shape).sum::<f32>() / count;
        let high = wide / mean.clamp(NARROWEST, WIDEST);
        vec2(wide, metrics.snap(high.min(MAX_HEIGHT * metrics.pane_height)).max(8.0))
    }

    fn shot_picture(&mut self, image: usize, window: Rect, slot: Slot) {
        let show = self.scene.image(image);
        let background = self.setter.theme.code_background;
        let ready = match (show, self.scene.key(image)) {
            (Appearance::Ready(natural), Some(key)) => Some((*natural, key.clone())),
            _ => None,
        };
        let Some(((wide, high), key)) = ready else {
            let fill = Item::Fill { rect: window, radius: [RADIUS; 4], color: background };
            self.item(fill, slot);
            if let Some(known) = self.setter.flow.images.get(image) {
                self.placeholder(known, show, window, slot);
            }
            self.control(Control::Image(image), window, slot);
            return;
        };
        let size = shown(vec2(wide.max(1) as f32, high.max(1) as f32), window.size());
        let rect = Rect::from_center_size(window.center(), size);
        if !rect.expand(0.5).contains_rect(window) {
            self.item(Item::Fill { rect: window, radius: [4; 4], color: background }, slot);
        }
        let seen = window.intersect(rect);
        self.item(Item::Picture { rect, window: seen, key }, slot);
        self.control(Control::Image(image), window, slot);
    }
}

/// Width of a picture as a multiple of its height, as far as it is known.
fn shape(flow: &Flow, show: &Appearance, image: usize) -> f32 {
    let declared = flow.images.get(image).map_or((None, None), |image| image.size);
    let known = if let Appearance::Ready(natural) = show { Some(*natural) } else { None };
    let known = known.or_else(|| declared.0.zip(declared.1));
    known.map_or(SHAPE, |(wide, high)| wide.max(1) as f32 / high.max(1) as f32)
}

/// The size at which a picture fills its place; never larger than its own. A picture of quite
/// another shape is shown whole.
fn shown(natural: Vec2, place: Vec2) -> Vec2 {
    let (across, down) = (place.x / natural.x, place.y / natural.y);
    let cover = across.max(down);
    let cut = 1.0 - place.x * place.y / (natural.x * natural.y * cover * cover);
    if cover <= 1.0 && cut <= MOST_CUT {
        natural * cover
    } else {
        natural * across.min(down).min(1.0)
    }
}

/// An estimate of the height of a gallery, without fonts.
pub(super) fn estimate(flow: &Flow, metrics: &Metrics, gallery: usize, width: f32) -> f32 {
    let count = flow.galleries.get(gallery).map_or(0, Vec::len);
    let high = |count: usize| width / count as f32 / SHAPE + GAP * metrics.em;
    rows(count, across(metrics, width)).into_iter().map(high).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_picture_is_left_alone_in_its_row() {
        assert_eq!(rows(2, 3), [2]);
        assert_eq!(rows(3, 3), [3]);
        assert_eq!(rows(4, 3), [2, 2]);
        assert_eq!(rows(5, 3), [3, 2]);
        assert_eq!(rows(7, 3), [3, 2, 2]);
        assert_eq!(rows(12, 3), [3, 3, 3, 3]);
        assert_eq!(rows(3, 2), [2, 1]);
        assert_eq!(rows(3, 1), [1, 1, 1]);
        assert!(rows(0, 3).is_empty());
    }

    #[test]
    fn a_picture_fills_its_place_unless_too_much_is_cut() {
        let place = vec2(300.0, 200.0);
        assert_eq!(shown(vec2(600.0, 600.0), place), vec2(300.0, 300.0));
        assert_eq!(shown(vec2(3000.0, 500.0), place), vec2(300.0, 50.0));
        assert_eq!(shown(vec2(100.0, 80.0), place), vec2(100.0, 80.0), "never enlarged");
    }
}
