//! Feed health: the state of all feeds, or of those with problems, with the actions that may help.

use egui::accesskit::Role;
use egui::{Align, Label, Layout, RichText, Ui, WidgetInfo, vec2};
use jiff::Timestamp;

use crate::app::{Action, ActivityView, Dialog, HealthFilter, NameTarget, bytes_words, date_words};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{Feed, FeedFacts, FeedOptions};
use crate::query::PlaceId;

use super::{foot_ui, title_ui};
use crate::ui::choosing::filter_ui;
use crate::ui::context::UiContext;
use crate::ui::widgets::{bold, sans};

/// A feed is silent if nothing came for this many days.
const SILENT_DAYS: i64 = 365;
/// Height of a feed, in points.
const ROW: f32 = 92.0;
/// Height of a feed whose buttons take two lines, in points.
const TALL_ROW: f32 = 122.0;

const FILTERS: [HealthFilter; 6] = [
    HealthFilter::All,
    HealthFilter::Failing,
    HealthFilter::Moved,
    HealthFilter::Silent,
    HealthFilter::NeverRead,
    HealthFilter::Paused,
];

pub(super) fn health_ui(ui: &mut Ui, cx: &UiContext<'_>, filter: &mut HealthFilter) {
    title_ui(ui, &t!(health_title), cx.theme);
    let shown = |filter: HealthFilter| {
        cx.state.library.feeds.iter().filter(move |feed| is_shown(cx, feed, filter))
    };
    ui.horizontal_wrapped(|ui| {
        for choice in FILTERS {
            let count = shown(choice).count();
            let label = t!(health_filter, filter = filter_words(choice), count = count);
            if filter_ui(ui, *filter == choice, RichText::new(label).font(sans(13.0))).clicked() {
                *filter = choice;
            }
        }
    });
    let mut feeds: Vec<&Feed> = shown(*filter).collect();
    // Feeds with problems come first.
    feeds.sort_by_key(|feed| feed.health.problem.is_none() && !feed.health.is_gone);
    if feeds.is_empty() {
        ui.label(RichText::new(t!(health_none)).color(cx.theme.dim));
    }
    let height = (ui.ctx().content_rect().height() - 240.0).max(160.0);
    let row = row_height(ui, &feeds);
    let area = egui::ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink(false);
    area.show_rows(ui, row, feeds.len(), |ui, range| {
        for feed in feeds.get(range).unwrap_or_default() {
            let size = vec2(ui.available_width(), row);
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                ui.set_min_height(row);
                ui.push_id(feed.id, |ui| feed_ui(ui, cx, feed));
            });
        }
    });
    foot_ui(ui, cx, &t!(button_close), None);
}

/// All rows have one height, which makes it cheap to scroll through thousands of feeds.
fn row_height(ui: &Ui, feeds: &[&Feed]) -> f32 {
    let has_more = |feed: &&Feed| {
        feed.health.problem.is_some() || feed.health.is_gone || feed.health.redirects_to.is_some()
    };
    if ui.available_width() < buttons_width(ui) || feeds.iter().any(has_more) {
        TALL_ROW
    } else {
        ROW
    }
}

/// Width of the buttons of a healthy feed, in points. A feed that failed or moved has more buttons.
fn buttons_width(ui: &Ui) -> f32 {
    let labels = [
        t!(button_refresh),
        t!(feed_change_address),
        t!(health_resume),
        t!(command_open_site),
        t!(activity_title),
        t!(command_feed_settings),
        t!(button_unsubscribe),
    ];
    let spacing = ui.spacing();
    let gap = spacing.button_padding.x * 2.0 + spacing.item_spacing.x;
    let width = |label: String| {
        let (wrap, font) = (Some(egui::TextWrapMode::Extend), egui::TextStyle::Button);
        egui::WidgetText::from(label).into_galley(ui, wrap, f32::INFINITY, font).size().x
    };
    labels.into_iter().map(|label| width(label) + gap).sum()
}

fn filter_words(filter: HealthFilter) -> String {
    match filter {
        HealthFilter::All => t!(health_all),
        HealthFilter::Failing => t!(health_failing),
        HealthFilter::Moved => t!(health_moved),
        HealthFilter::Silent => t!(health_silent),
        HealthFilter::NeverRead => t!(health_never_read),
        HealthFilter::Paused => t!(health_paused),
    }
}

fn is_shown(cx: &UiContext<'_>, feed: &Feed, filter: HealthFilter) -> bool {
    let facts = cx.state.facts.get(&feed.id);
    match filter {
        HealthFilter::All => true,
        HealthFilter::Failing => feed.health.needs_care(),
        HealthFilter::Moved => feed.health.redirects_to.is_some(),
        HealthFilter::Silent => facts.is_some_and(|facts| silence(facts, cx.now) >= SILENT_DAYS),
        HealthFilter::NeverRead => facts.is_some_and(|facts| facts.read == 0),
        HealthFilter::Paused => feed.options.refresh_minutes == Some(0),
    }
}

/// Days since the newest entry.
fn silence(facts: &FeedFacts, now: Timestamp) -> i64 {
    facts.newest.map_or(0, |newest| now.duration_since(newest).as_hours() / 24)
}

fn feed_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let small = |words: &str, color| RichText::new(words).font(sans(12.5)).color(color);
    ui.add(Label::new(RichText::new(feed.title()).font(bold(14.0)).color(cx.theme.ink)).truncate())
        .on_hover_text(feed.feed_url.as_str());
    let (words, color) = match &feed.health.problem {
        _ if feed.health.is_gone => (t!(list_feed_gone), cx.theme.error),
        Some(note) if note.is_note() => (note.words(), cx.theme.warning),
        Some(problem) => {
            let since = date_words(problem.since, cx.now, &cx.state.zone);
            let count = problem.failures;
            let words = problem.words();
            let words = if count == 1 {
                t!(health_failed_once, problem = words, since = since)
            } else {
                t!(health_failed_times, problem = words, count = count, since = since)
            };
            (words, cx.theme.error)
        }
        None => match &feed.health.redirects_to {
            Some(url) => (
                t!(health_moved_to, url = url.as_str(), schedule = schedule_words(cx, feed)),
                cx.theme.warning,
            ),
            None => (schedule_words(cx, feed), cx.theme.dim),
        },
    };
    ui.add(Label::new(small(&words, color)).truncate()).on_hover_text(&words);
    let facts = cx
        .state
        .facts
        .get(&feed.id)
        .map_or_else(|| t!(list_empty_entries), |facts| facts_words(facts, cx.now));
    ui.add(Label::new(small(&facts, cx.theme.dim)).truncate());
    ui.horizontal_wrapped(|ui| buttons_ui(ui, cx, feed));
}

/// The last refresh and the next one.
fn schedule_words(cx: &UiContext<'_>, feed: &Feed) -> String {
    let last = feed.health.last_success.map_or_else(
        || t!(health_never_refreshed),
        |time| t!(health_refreshed, when = date_words(time, cx.now, &cx.state.zone)),
    );
    let minutes = feed.options.refresh_minutes.unwrap_or(cx.state.settings.refresh_minutes);
    let next = match (minutes, feed.next_attempt(minutes)) {
        (0, _) => t!(health_no_automatic_refresh),
        (_, Some(next)) if next > cx.now => {
            t!(health_next, when = date_words(next, cx.now, &cx.state.zone))
        }
        _ => t!(health_next_refresh),
    };
    t!(health_schedule, last = last, next = next)
}

fn facts_words(facts: &FeedFacts, now: Timestamp) -> String {
    let monthly = f64::from(facts.recent) / 3.0;
    let rate = if monthly > 0.0 && monthly < 1.0 {
        t!(health_less_than_monthly)
    } else {
        t!(health_monthly, count = monthly.round_ties_even())
    };
    let newest = match silence(facts, now) {
        0 => t!(health_newest_today),
        days => t!(health_newest_days, count = days),
    };
    let read = match facts.read {
        0 => t!(health_read_none),
        count => t!(health_read, count = count),
    };
    t!(
        health_facts,
        entries = t!(count_entries, count = facts.entries),
        rate = rate,
        newest = newest,
        read = read,
        size = bytes_words(facts.bytes),
    )
}

fn buttons_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed) {
    let button = |ui: &mut Ui, label: String, action: Action| {
        let response = ui.small_button(label.as_str());
        // The same button stands at every feed.
        response.widget_info(|| {
            let name = t!(health_button, button = label.as_str(), feed = feed.title());
            WidgetInfo::labeled(Role::Button, true, name)
        });
        if response.clicked() {
            cx.push(action);
        }
    };
    let is_ill = feed.health.needs_care();
    button(
        ui,
        if is_ill { t!(button_try_again) } else { t!(button_refresh) },
        Action::RefreshPlace(PlaceId::Feed(feed.id)),
    );
    if is_ill {
        let site = feed.site_url.as_ref().unwrap_or(&feed.feed_url);
        let add = crate::app::AddFeed {
            address: site.to_string(),
            folder_id: feed.folder_id,
            ..crate::app::AddFeed::default()
        };
        button(ui, t!(health_find_address), Action::OpenDialog(Box::new(Dialog::AddFeed(add))));
    }
    if let Some(url) = &feed.health.redirects_to {
        button(
            ui,
            t!(health_use_address),
            Action::Change(Change::SetFeedAddress(feed.id, url.clone())),
        );
    }
    let text = feed.feed_url.to_string();
    button(
        ui,
        t!(feed_change_address),
        Action::OpenDialog(Box::new(Dialog::Name { target: NameTarget::Address(feed.id), text })),
    );
    let is_paused = feed.options.refresh_minutes == Some(0);
    let options = FeedOptions {
        refresh_minutes: if is_paused { None } else { Some(0) },
        ..feed.options.clone()
    };
    button(
        ui,
        if is_paused { t!(health_resume) } else { t!(health_pause) },
        Action::Change(Change::SetFeedOptions(feed.id, options)),
    );
    if let Some(url) = &feed.site_url {
        button(
            ui,
            t!(command_open_site),
            Action::OpenUrl { url: url.clone(), in_background: false },
        );
    }
    let activity = ActivityView { feed_id: Some(feed.id), ..ActivityView::default() };
    button(ui, t!(activity_title), Action::OpenDialog(Box::new(Dialog::Activity(activity))));
    button(ui, t!(command_feed_settings), Action::OpenDialog(Box::new(Dialog::Feed(feed.id))));
    button(ui, t!(button_unsubscribe), Action::Change(Change::Unsubscribe(vec![feed.id])));
}
