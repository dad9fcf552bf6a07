//! Texts of lists: cut with an ellipsis where they need more than a few lines, in the order of
//! their script, with emoji in colour.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::text::{LayoutJob, LayoutSection, PlacedRow};
use egui::{Galley, Id, Painter, pos2};
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::Align;
use crate::i18n::language;
use crate::ui::fonts::{apart, is_apart};

use super::bidi::{base_level, needs_order};
use super::compose::Composer;
use super::lines::Fill;
use super::rewrap::with_rows;
use super::{breaks, canary};

const ELLIPSIS: char = '…';
/// Height of a line of Noto Sans in ems.
const TALL: f32 = 1.362;
/// Texts that are kept from frame to frame. Each is laid out once while it is in sight.
const MAX_KEPT: usize = 400;
/// Most characters of a text that are looked at: no row of a list shows more.
const MAX_CHARS: usize = 600;

/// The side on which the lines of a text begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::ui) enum Side {
    /// That of its script.
    OfScript,
    Left,
    /// Lines around the middle, as egui places centred text.
    Middle,
    /// The right one, where a window from right to left begins.
    Right,
}

/// The room for a text.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui) struct Clip {
    pub(in crate::ui) width: f32,
    pub(in crate::ui) rows: usize,
    pub(in crate::ui) side: Side,
}

/// Lays out a text in at most `clip.rows` lines.
pub(in crate::ui) fn clipped(painter: &Painter, mut job: LayoutJob, clip: Clip) -> Arc<Galley> {
    shorten(&mut job);
    job.sections = apart(&job.text, std::mem::take(&mut job.sections))
        .into_iter()
        .map(|(_, section)| section)
        .collect();
    let height = line_height(painter, &job);
    if job.sections.iter().any(|section| is_apart(&section.format.font_id.family)) {
        // These fonts are higher than the font of the text, and would part the lines.
        for section in &mut job.sections {
            section.format.line_height = Some(height);
        }
    }
    if !needs_order(&job.text) && !job.text.chars().any(breaks::is_ideographic) {
        job.wrap.max_width = clip.width.max(1.0);
        job.wrap.max_rows = clip.rows;
        // One line is filled to its end; several lines break between words.
        job.wrap.break_anywhere = clip.rows == 1;
        if clip.side == Side::Middle {
            job.halign = egui::Align::Center;
        }
        return painter.layout_job(job);
    }
    kept(painter, &job, clip, height)
}

/// Cuts a text that no row can show whole, so that its length costs nothing.
fn shorten(job: &mut LayoutJob) {
    let Some((end, _)) = job.text.char_indices().nth(MAX_CHARS) else { return };
    job.text.truncate(end);
    job.sections = sections_until(&job.sections, end, end);
}

/// The sections of the first bytes of a text; the last one reaches to `whole`.
fn sections_until(sections: &[LayoutSection], end: usize, whole: usize) -> Vec<LayoutSection> {
    let mut cut: Vec<LayoutSection> =
        sections.iter().filter(|section| section.byte_range.start.0 < end).cloned().collect();
    if cut.is_empty() {
        cut.extend(sections.first().cloned());
    }
    if let Some(last) = cut.last_mut() {
        last.byte_range.end.0 = whole;
    }
    cut
}

/// The height of a line in the font of the text, or nearly so if all of it has another font.
fn line_height(painter: &Painter, job: &LayoutJob) -> f32 {
    let fonts = job.sections.iter().map(|section| &section.format.font_id);
    match fonts.clone().find(|font| !is_apart(&font.family)) {
        Some(font) => painter.fonts_mut(|fonts| fonts.row_height(font)),
        None => fonts.map(|font| TALL * font.size).fold(0.0, f32::max),
    }
}

#[derive(Default)]
struct Kept {
    /// The galleys belong to the glyph atlas of this one.
    canary: Option<Arc<Galley>>,
    /// By the hash of all that decides how a text looks; each with the frame in which it was last
    /// seen.
    galleys: HashMap<u64, (u64, Arc<Galley>)>,
}

/// The galley of a text, from an earlier frame where possible.
fn kept(painter: &Painter, job: &LayoutJob, clip: Clip, height: f32) -> Arc<Galley> {
    let canary = canary(painter);
    let frame = painter.ctx().cumulative_frame_nr();
    let all: Arc<Mutex<Kept>> = painter
        .ctx()
        .data_mut(|data| Arc::clone(data.get_temp_mut_or_default(Id::unique("clipped texts"))));
    let scale = painter.pixels_per_point();
    let mut hasher = DefaultHasher::new();
    let is_turned = language().is_right_to_left();
    (job, clip.width.to_bits(), clip.rows, clip.side, scale.to_bits(), is_turned).hash(&mut hasher);
    let key = hasher.finish();
    let mut kept = all.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.canary.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &canary)) {
        *kept = Kept { canary: Some(canary), galleys: HashMap::new() };
    }
    if let Some((seen, galley)) = kept.galleys.get_mut(&key) {
        *seen = frame;
        return Arc::clone(galley);
    }
    if kept.galleys.len() >= MAX_KEPT {
        kept.galleys.retain(|_, (seen, _)| *seen + 1 >= frame);
    }
    let galley = ordered(painter, job, clip, height);
    kept.galleys.insert(key, (frame, Arc::clone(&galley)));
    galley
}

/// Lays out a text in the order of its script.
fn ordered(painter: &Painter, job: &LayoutJob, clip: Clip, height: f32) -> Arc<Galley> {
    let whole = composed(painter, &job.text, &job.sections, clip, height);
    let Some(whole) = whole else { return painter.layout_job(job.clone()) };
    if whole.rows.len() <= clip.rows {
        return whole;
    }
    // One line is filled to its end with a part of the next word.
    let extra =
        if clip.rows == 1 { whole.rows.get(1).map_or(0, |row| row.glyphs.len()) } else { 0 };
    let shown: usize = whole.rows.iter().take(clip.rows).map(|row| row.glyphs.len()).sum();
    let limit = job.text.char_indices().nth(shown + extra).map_or(job.text.len(), |(at, _)| at);
    let ends: Vec<usize> =
        job.text.grapheme_indices(true).map(|(at, _)| at).filter(|at| *at <= limit).collect();
    let cut = |end: usize| {
        let text = job.text.get(..end).unwrap_or_default().trim_end();
        let sections = sections_until(&job.sections, text.len(), text.len() + ELLIPSIS.len_utf8());
        composed(painter, &format!("{text}{ELLIPSIS}"), &sections, clip, height)
            .filter(|galley| galley.rows.len() <= clip.rows)
    };
    ends.into_iter().rev().find_map(cut).unwrap_or(whole)
}

fn composed(
    painter: &Painter,
    text: &str,
    sections: &[LayoutSection],
    clip: Clip,
    height: f32,
) -> Option<Arc<Galley>> {
    let font = sections.first()?.format.clone();
    let letter = painter.layout_job(LayoutJob::single_section("x".to_owned(), font));
    let drop = letter.rows.first()?.glyphs.first()?.pos.y;
    let drops = vec![drop; sections.len()];
    let composer = Composer {
        text,
        sections,
        base: base(text, clip.side),
        drops: &drops,
        line: height,
        align: Align::Start,
        width: clip.width.max(1.0),
        fill: Fill::Greedy,
        painter,
    };
    let galley = composer.compose()?.galley;
    Some(match clip.side {
        Side::Left => Arc::new(moved(&galley, |_| 0.0)),
        Side::Middle => Arc::new(moved(&galley, |row| -row.size.x / 2.0)),
        Side::OfScript | Side::Right => galley,
    })
}

/// The direction of a text. Words of the window have that of its language, even if they begin with
/// a foreign name.
fn base(text: &str, side: Side) -> Level {
    match side {
        Side::Right => Level::rtl(),
        Side::Left if language().is_right_to_left() => Level::rtl(),
        Side::Left | Side::Middle | Side::OfScript => base_level(text),
    }
}

/// The rows with their left ends at other places.
fn moved(galley: &Galley, left: fn(&PlacedRow) -> f32) -> Galley {
    let place = |row: &PlacedRow| PlacedRow { pos: pos2(left(row), row.pos.y), ..row.clone() };
    with_rows(galley, galley.rows.iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use egui::{Color32, FontId};

    use super::*;
    use crate::ui::fonts::{self, Cut};

    fn set(text: &str, width: f32, rows: usize, side: Side) -> Arc<Galley> {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let mut set = None;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::new(20.0, Cut::MONO.family());
            let job = LayoutJob::simple(text.to_owned(), font, Color32::BLACK, 0.0);
            let clip = Clip { width, rows, side };
            let first = clipped(ui.painter(), job.clone(), clip);
            assert!(Arc::ptr_eq(&first, &clipped(ui.painter(), job, clip)), "kept");
            set = Some(first);
        });
        output.textures_delta.clear();
        set.unwrap()
    }

    /// The lines as they stand from left to right.
    fn lines(galley: &Galley) -> Vec<String> {
        let line = |row: &egui::epaint::text::PlacedRow| {
            let mut glyphs = row.glyphs.clone();
            glyphs.sort_by(|one, other| one.pos.x.total_cmp(&other.pos.x));
            glyphs.iter().map(|glyph| glyph.chr).collect::<String>().trim().to_owned()
        };
        galley.rows.iter().map(line).collect()
    }

    fn reversed(word: &str) -> String {
        word.chars().rev().collect()
    }

    #[test]
    fn a_hebrew_title_begins_at_the_right() {
        let galley = set("שלום עולם", 400.0, 2, Side::OfScript);
        assert_eq!(lines(&galley), [reversed("שלום עולם")]);
        assert!((galley.rows[0].rect().right() - 400.0).abs() < 1.0);
        let left = set("שלום עולם", 400.0, 2, Side::Left);
        assert!(left.rows[0].pos.x.abs() < 1.0);
    }

    #[test]
    fn words_of_a_window_from_right_to_left_begin_at_the_right_after_a_name_too() {
        let galley = set("Gleaner שלום", 600.0, 1, Side::Right);
        assert_eq!(lines(&galley), [format!("{} Gleaner", reversed("שלום"))]);
        assert!((galley.rows[0].rect().right() - 600.0).abs() < 1.0);
        assert_eq!(lines(&set("Gleaner שלום", 600.0, 1, Side::OfScript))[0], {
            format!("Gleaner {}", reversed("שלום"))
        });
    }

    #[test]
    fn english_within_hebrew_keeps_its_order() {
        let galley = set("גרסה Rust 1.80 יצאה", 600.0, 1, Side::OfScript);
        let words = format!("{} Rust 1.80 {}", reversed("יצאה"), reversed("גרסה"));
        assert_eq!(lines(&galley), [words]);
    }

    #[test]
    fn a_text_that_is_too_long_ends_with_an_ellipsis() {
        let galley = set("אחת שתיים שלוש ארבע חמש", 130.0, 2, Side::OfScript);
        assert_eq!(galley.rows.len(), 2);
        assert!(lines(&galley)[1].starts_with('…'), "{:?}", lines(&galley));
        let one = set("אחת שתיים שלוש ארבע חמש", 130.0, 1, Side::OfScript);
        assert_eq!(one.rows.len(), 1);
        assert!(lines(&one)[0].starts_with('…'));
    }

    #[test]
    fn japanese_opens_no_bracket_at_the_end_of_a_line() {
        let galley = set("彼女は毎日「はい」と言った", 145.0, 3, Side::OfScript);
        assert!(galley.rows.len() > 1);
        for line in lines(&galley) {
            assert!(!line.ends_with('「') && !line.starts_with('」'), "{line}");
        }
    }

    #[test]
    fn an_endless_text_costs_no_more_than_its_row() {
        let galley = set(&"שלום ".repeat(50_000), 300.0, 2, Side::OfScript);
        assert_eq!(galley.rows.len(), 2);
    }
}
