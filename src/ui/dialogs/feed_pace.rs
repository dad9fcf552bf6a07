//! The pace of a feed in its settings: how often it posted, and how long its entries stay in the
//! river.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::i18n::t;
use crate::model::{Feed, FeedOptions, FeedPace, Pace, Stay};

use super::choices::choice_ui;
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, sans};

/// Size of the plot, in points.
const WIDTH: f32 = 270.0;
const HEIGHT: f32 = 34.0;

/// The rows for the pace in the grid of options.
pub(super) fn pace_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed, options: &mut FeedOptions) {
    let by_itself = std::iter::once((None, t!(pace_automatic)));
    let by_hand = Pace::ALL.iter().map(|pace| (Some(*pace), pace.words()));
    let choices: Vec<(Option<Pace>, String)> = by_itself.chain(by_hand).collect();
    choice_ui(ui, "pace", t!(place_river), &mut options.pace, &choices);
    let Some(pace) = cx.state.pace_of(feed.id) else { return };
    ui.label("");
    ui.vertical(|ui| {
        plot_ui(ui, pace, cx.theme);
        let stay = options.pace.map_or(pace.measured, |by_hand| Stay::of(Some(by_hand), &[]));
        ui.label(RichText::new(stay.words()).font(sans(12.5)).color(cx.theme.dim));
    });
    ui.end_row();
}

/// A bar for each day.
fn plot_ui(ui: &mut Ui, pace: &FeedPace, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), Sense::hover());
    let id = ui.unique_id().with("plot of the pace");
    // Screen readers reach the plot with the Tab key.
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    let words = words(pace);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.clone()));
    focus_ring(ui.painter(), &response, theme);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom(), (1.0, theme.hairline));
    let most = pace.days.iter().copied().max().unwrap_or(0).max(1);
    let step = rect.width() / pace.days.len().max(1) as f32;
    for (at, count) in pace.days.iter().enumerate().filter(|(_, count)| **count > 0) {
        let left = rect.left() + step * at as f32;
        let height = ((rect.height() - 2.0) * *count as f32 / most as f32).max(2.0);
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + (step - 1.0).max(1.0), rect.bottom()),
        );
        painter.rect_filled(bar, CornerRadius::ZERO, theme.accent);
    }
    response.on_hover_text(words);
}

fn words(pace: &FeedPace) -> String {
    let days = pace.days.iter().filter(|count| **count > 0).count();
    t!(pace_plot, entries = pace.days.iter().sum::<u32>(), days = days)
}
