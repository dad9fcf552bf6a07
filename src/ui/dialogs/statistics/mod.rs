//! Reading statistics: how many entries were opened by day, hour and feed, and feeds of which none
//! was. Every chart has its numbers as text, for screen readers.

mod chart;

use egui::{Label, RichText, Ui};
use jiff::civil::Date;

use crate::app::{Action, StatisticsSpan, day_words};
use crate::i18n::{hour_words, month_short_words, month_words, t};
use crate::model::{FeedId, ReadingStatistics};
use crate::query::PlaceId;

use super::{foot_ui, scroll_ui, title_ui};
use crate::ui::choosing::filter_ui;
use crate::ui::context::UiContext;
use crate::ui::widgets::{bold, sans};
use chart::{Bar, bars_ui, share_ui};

/// Feeds in the list of the most read.
const MOST_READ: usize = 20;
/// Feeds in the list of those that were not read.
const UNOPENED_SHOWN: usize = 50;
/// Days between two labels below the chart by day.
const DAYS_BETWEEN_LABELS: usize = 7;
/// Hours between two labels below the chart by hour.
const HOURS_BETWEEN_LABELS: usize = 6;

pub(super) fn statistics_ui(ui: &mut Ui, cx: &UiContext<'_>, span: &mut StatisticsSpan) {
    title_ui(ui, &t!(statistics_title), cx.theme);
    if let Some(statistics) = &cx.state.statistics {
        let explained = match statistics.since {
            Some(since) => t!(statistics_explained, date = day_words(since, today(cx))),
            None => t!(statistics_empty),
        };
        ui.label(RichText::new(explained).font(sans(13.0)).color(cx.theme.dim));
        let height = (ui.ctx().content_rect().height() - 230.0).max(160.0);
        scroll_ui(ui, height, |ui| {
            ui.set_width(ui.available_width());
            times_ui(ui, cx, statistics, span);
            feeds_ui(ui, cx, statistics);
            unopened_ui(ui, cx, statistics);
        });
    }
    foot_ui(ui, cx, &t!(button_close), None);
}

fn today(cx: &UiContext<'_>) -> Date {
    cx.now.to_zoned(cx.state.zone.clone()).date()
}

fn heading_ui(ui: &mut Ui, cx: &UiContext<'_>, words: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(words).font(bold(14.0)).color(cx.theme.ink));
}

/// The charts by day or month, and by hour.
fn times_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    statistics: &ReadingStatistics,
    span: &mut StatisticsSpan,
) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for (choice, words) in [
            (StatisticsSpan::Days, t!(statistics_last_days)),
            (StatisticsSpan::Months, t!(statistics_last_months)),
        ] {
            if filter_ui(ui, *span == choice, RichText::new(words).font(sans(13.0))).clicked() {
                *span = choice;
            }
        }
    });
    match span {
        StatisticsSpan::Days => {
            let bars = day_bars(&statistics.days, today(cx));
            bars_ui(ui, cx.theme, &t!(statistics_by_day), &bars);
        }
        StatisticsSpan::Months => {
            let bars = month_bars(&statistics.months);
            bars_ui(ui, cx.theme, &t!(statistics_by_month), &bars);
        }
    }
    heading_ui(ui, cx, &t!(statistics_by_hour));
    bars_ui(ui, cx.theme, &t!(statistics_by_hour), &hour_bars(&statistics.hours));
}

fn day_bars(days: &[(Date, u32)], today: Date) -> Vec<Bar> {
    let bar = |(at, (date, count)): (usize, &(Date, u32))| Bar {
        name: day_words(*date, today),
        // Counted from today at the right.
        label: (days.len() - 1 - at)
            .is_multiple_of(DAYS_BETWEEN_LABELS)
            .then(|| date.day().to_string()),
        count: *count,
    };
    days.iter().enumerate().map(bar).collect()
}

fn month_bars(months: &[(Date, u32)]) -> Vec<Bar> {
    let bar = |(date, count): &(Date, u32)| Bar {
        name: month_words(*date),
        label: Some(month_short_words(*date)),
        count: *count,
    };
    months.iter().map(bar).collect()
}

fn hour_bars(hours: &[u32]) -> Vec<Bar> {
    let bar = |(hour, count): (usize, &u32)| {
        let name = hour_words(hour);
        let label = hour.is_multiple_of(HOURS_BETWEEN_LABELS).then(|| name.clone());
        Bar { name, label, count: *count }
    };
    hours.iter().enumerate().map(bar).collect()
}

/// The most read feeds.
fn feeds_ui(ui: &mut Ui, cx: &UiContext<'_>, statistics: &ReadingStatistics) {
    let known = |(id, count): &(FeedId, u32)| Some((cx.state.feed(*id)?, *count));
    let feeds: Vec<_> = statistics.feeds.iter().filter_map(known).take(MOST_READ).collect();
    let Some(most) = feeds.first().map(|(_, count)| *count) else { return };
    heading_ui(ui, cx, &t!(statistics_by_feed));
    for (feed, count) in feeds {
        share_ui(ui, cx.theme, feed.title(), count, most);
    }
}

/// The feeds of which nothing was read, each a link to its entries.
fn unopened_ui(ui: &mut Ui, cx: &UiContext<'_>, statistics: &ReadingStatistics) {
    let feeds: Vec<_> = statistics.unopened.iter().filter_map(|id| cx.state.feed(*id)).collect();
    if feeds.is_empty() {
        return;
    }
    heading_ui(ui, cx, &t!(statistics_unopened, count = feeds.len()));
    for feed in feeds.iter().take(UNOPENED_SHOWN) {
        if ui.link(RichText::new(feed.title()).font(sans(13.0))).clicked() {
            cx.push(Action::CloseDialog);
            cx.push(Action::SelectPlace(PlaceId::Feed(feed.id)));
        }
    }
    let more = feeds.len().saturating_sub(UNOPENED_SHOWN);
    if more > 0 {
        let words = RichText::new(t!(statistics_more, count = more)).font(sans(13.0));
        ui.add(Label::new(words.color(cx.theme.dim)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_days_are_counted_from_today() {
        let today: Date = "2026-11-30".parse().unwrap();
        let days: Vec<(Date, u32)> = ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-30"]
            .iter()
            .map(|day| (day.parse().unwrap(), 1))
            .collect();
        let bars = day_bars(&days, today);
        assert_eq!(bars[3].label.as_deref(), Some("30"));
        assert_eq!((bars[3].name.as_str(), &bars[2].label), ("Today", &None));
    }

    #[test]
    fn every_sixth_hour_has_a_label() {
        let bars = hour_bars(&[0; 24]);
        let labels: Vec<&str> = bars.iter().filter_map(|bar| bar.label.as_deref()).collect();
        assert_eq!(labels, ["00:00", "06:00", "12:00", "18:00"]);
    }
}
