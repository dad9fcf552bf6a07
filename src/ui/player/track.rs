//! The track: how far the episode was played, its chapters as marks, and the times at both ends.

use std::time::Duration;

use egui::{Align2, Id, Rect, Slider, Ui, UiBuilder, pos2, vec2};

use crate::app::{Action, ListenAction};
use crate::i18n::t;
use crate::listen::time_words;
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

/// Width of a time beside the track, in points.
const TIME_WIDTH: f32 = 58.0;
/// Height of the rail.
const RAIL: f32 = 4.0;
/// Radius of the knob.
const KNOB: f32 = 6.0;
/// Seconds that an arrow key moves the position.
const STEP: f64 = 5.0;

pub(super) fn track_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect) {
    let player = &cx.state.player;
    let (position, duration) = (player.position(), player.duration());
    let dragged_id = Id::unique("dragged position of the player");
    let dragged: Option<f64> = ui.data(|data| data.get_temp(dragged_id));
    let shown =
        dragged.map_or(position, |secs| Duration::try_from_secs_f64(secs).unwrap_or_default());
    let total = duration.map_or_else(|| "\u{2013}".to_owned(), time_words);
    for (align, x, words) in [
        (Align2::LEFT_CENTER, rect.left(), time_words(shown)),
        (Align2::RIGHT_CENTER, rect.right(), total),
    ] {
        let at = pos2(x, rect.center().y);
        ui.painter().text(at, align, words, sans(12.0), cx.theme.dim);
    }
    let rail = rect.shrink2(vec2(TIME_WIDTH, 0.0));
    let whole = duration.map_or(0.0, |whole| whole.as_secs_f64());
    // The slider rounds to whole steps. Of what it is given rounded, it reports only what the user
    // changed.
    let mut value = (shown.as_secs_f64().min(whole) / STEP).floor() * STEP;
    let response = {
        let mut ui = ui.new_child(UiBuilder::new().max_rect(rail).id_salt("track"));
        ui.spacing_mut().slider_width = rail.width();
        ui.spacing_mut().slider_rail_height = RAIL;
        ui.spacing_mut().interact_size.y = rail.height();
        // Its own looks are painted over; what it is for is the pointer, keys and screen readers.
        let slider = Slider::new(&mut value, 0.0..=whole.max(1.0)).show_value(false).step_by(STEP);
        ui.add_enabled(whole > 0.0, slider)
    };
    let words = t!(player_position, position = time_words(shown), duration = total_words(duration));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(t!(player_track));
        node.set_value(words.clone());
    });
    paint(ui, cx, rail, (shown, duration), response.has_focus());
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(dragged_id, value));
    } else if response.drag_stopped() || response.changed() {
        ui.data_mut(|data| data.remove::<f64>(dragged_id));
        let to = Duration::try_from_secs_f64(dragged.unwrap_or(value)).unwrap_or_default();
        cx.push(Action::Listen(ListenAction::SeekTo(to)));
    }
    hover_ui(ui, cx, response, rail, whole);
}

fn total_words(duration: Option<Duration>) -> String {
    duration.map_or_else(|| t!(player_unknown_length), time_words)
}

/// The time and the chapter under the pointer.
fn hover_ui(ui: &Ui, cx: &UiContext<'_>, response: egui::Response, rail: Rect, whole: f64) {
    let Some(at) = response.hover_pos().filter(|_| whole > 0.0) else { return };
    let share = ((at.x - rail.left()) / rail.width()).clamp(0.0, 1.0);
    let time = Duration::try_from_secs_f64(f64::from(share) * whole).unwrap_or_default();
    let chapters = cx.state.player.chapters();
    let chapter = crate::listen::chapter_at(chapters, time).and_then(|at| chapters.get(at));
    let words = match chapter.filter(|chapter| !chapter.title.is_empty()) {
        Some(chapter) => {
            t!(player_time_chapter, time = time_words(time), chapter = chapter.title.as_str())
        }
        None => time_words(time),
    };
    ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    response.on_hover_text_at_pointer(words);
}

fn paint(
    ui: &Ui,
    cx: &UiContext<'_>,
    area: Rect,
    (position, duration): (Duration, Option<Duration>),
    has_focus: bool,
) {
    let painter = ui.painter();
    painter.rect_filled(area, 0, cx.theme.sidebar);
    let rail = Rect::from_center_size(area.center(), vec2(area.width(), RAIL));
    painter.rect_filled(rail, 2, cx.theme.hairline);
    let Some(whole) = duration.filter(|whole| !whole.is_zero()) else { return };
    let x = |time: Duration| {
        let share = (time.as_secs_f64() / whole.as_secs_f64()).clamp(0.0, 1.0) as f32;
        egui::lerp(rail.x_range(), share)
    };
    let upto = |time: Duration| Rect::from_min_max(rail.min, pos2(x(time), rail.bottom()));
    if let Some(report) = &cx.state.player.report {
        painter.rect_filled(upto(report.buffered), 2, cx.theme.border);
    }
    painter.rect_filled(upto(position), 2, cx.theme.accent);
    for chapter in cx.state.player.chapters() {
        if !chapter.start.is_zero() && chapter.start < whole {
            let mark = Rect::from_center_size(
                pos2(x(chapter.start), rail.center().y),
                vec2(2.0, RAIL + 4.0),
            );
            painter.rect_filled(mark, 0, cx.theme.dim);
        }
    }
    let knob = pos2(x(position), rail.center().y);
    painter.circle_filled(knob, KNOB, cx.theme.accent);
    if has_focus {
        painter.circle_stroke(knob, KNOB + 2.0, (1.5, cx.theme.focus));
    }
}
