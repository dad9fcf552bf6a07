//! Every request of the last day: its reason, address and result; and a report for publishers
//! without secrets.

use std::borrow::Cow;

use egui::accesskit::Role;
use egui::{Align, Layout, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{
    Action, ActivityFilter, ActivityView, FoundRequests, answer_words, cause_words, clock_words,
    is_shown, next_words, report, time_words, transfer_words,
};
use crate::i18n::t;
use crate::model::{Activity, Feed};

use super::{field_ui, title_ui};
use crate::ui::choosing::filter_ui;
use crate::ui::context::UiContext;
use crate::ui::widgets::{line, sans};

/// Height of a request, in points.
const ROW: f32 = 46.0;

const FILTERS: [ActivityFilter; 2] = [ActivityFilter::All, ActivityFilter::Failed];

pub(super) fn activity_ui(ui: &mut Ui, cx: &UiContext<'_>, view: &mut ActivityView) {
    let feed = view.feed_id.and_then(|id| cx.state.feed(id));
    let title = feed
        .map_or_else(|| t!(activity_title), |feed| t!(activity_title_feed, feed = feed.title()));
    title_ui(ui, &title, cx.theme);
    ui.label(RichText::new(explained(cx, feed)).font(sans(13.0)).color(cx.theme.dim));
    let id = ui.unique_id().with("found");
    let mut found: FoundRequests = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let mut requests = found.requests(cx.state, view);
    ui.data_mut(|data| data.insert_temp(id, found));
    ui.horizontal(|ui| {
        for choice in FILTERS {
            let count = requests.iter().filter(|request| is_shown(choice, request)).count();
            let label = t!(activity_filter, filter = filter_words(choice), count = count);
            let words = RichText::new(label).font(sans(13.0));
            if filter_ui(ui, view.filter == choice, words).clicked() {
                view.filter = choice;
            }
        }
        if view.feed_id.is_some() && ui.button(t!(activity_show_all_feeds)).clicked() {
            view.feed_id = None;
        }
    });
    let (hint, name) = (t!(activity_search_hint), t!(activity_search));
    field_ui(ui, "requests", &mut view.text, &hint, &name);
    requests.retain(|request| is_shown(view.filter, request));
    let height = (ui.ctx().content_rect().height() - 300.0).max(160.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    // The list is equally high with few requests and with many, so that the filter does not move
    // while it is used.
    let area = egui::ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink(false);
    area.show_rows(ui, ROW, requests.len(), |ui, range| {
        if requests.is_empty() {
            ui.label(RichText::new(t!(activity_none)).color(cx.theme.dim));
        }
        for (at, request) in requests.iter().enumerate().take(range.end).skip(range.start) {
            ui.push_id(at, |ui| request_ui(ui, cx, request));
        }
    });
    buttons_ui(ui, cx, &requests);
}

/// The explanation below the title, with the time of the feed's next refresh.
fn explained(cx: &UiContext<'_>, feed: Option<&Feed>) -> String {
    match feed {
        Some(feed) => t!(activity_explained_feed, schedule = next(cx, feed)),
        None => t!(activity_explained),
    }
}

fn filter_words(filter: ActivityFilter) -> String {
    match filter {
        ActivityFilter::All => t!(activity_all),
        ActivityFilter::Failed => t!(activity_failed),
    }
}

fn next(cx: &UiContext<'_>, feed: &Feed) -> String {
    next_words(feed, cx.state.settings.refresh_minutes, cx.now, |time| {
        time_words(time, cx.now, &cx.state.zone)
    })
}

fn request_ui(ui: &mut Ui, cx: &UiContext<'_>, request: &Activity) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let answer = answer_words(request);
    let details = details(cx, request);
    let color = if request.is_failed() { cx.theme.error } else { cx.theme.dim };
    let (first, second) = (rect.top() + ROW * 0.29, rect.top() + ROW * 0.71);
    let painter = ui.painter();
    line(painter, pos2(rect.left(), first), &request.url, sans(13.5), cx.theme.ink, rect.width());
    let told =
        line(painter, pos2(rect.left(), second), &answer, sans(12.5), color, rect.width()) + 10.0;
    line(
        painter,
        pos2(rect.left() + told, second),
        &details,
        sans(12.5),
        cx.theme.dim,
        rect.width() - told,
    );
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, cx.theme.hairline));
    response.widget_info(|| {
        let name = t!(
            activity_request,
            answer = answer.as_str(),
            url = request.url.as_str(),
            details = details.as_str(),
        );
        WidgetInfo::labeled(Role::ListItem, true, name)
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(560.0);
        ui.label(&answer);
        ui.label(&request.url);
        for redirect in &request.redirects {
            let status = redirect.status.to_string();
            ui.label(t!(activity_redirect, status = status, url = redirect.url.as_str()));
        }
        ui.label(&details);
    });
}

/// Time, reason, feed, size, and when that feed is requested again.
fn details(cx: &UiContext<'_>, request: &Activity) -> String {
    let mut parts: Vec<Cow<'_, str>> = vec![
        clock_words(request.begun, cx.now, &cx.state.zone).into(),
        cause_words(request.cause).into(),
        transfer_words(request).into(),
    ];
    if let Some(feed) = request.feed_id.and_then(|id| cx.state.feed(id)) {
        parts.insert(2, feed.title().into());
        parts.push(next(cx, feed).into());
    }
    parts.join(" \u{b7} ")
}

fn buttons_ui(ui: &mut Ui, cx: &UiContext<'_>, requests: &[&Activity]) {
    ui.add_space(6.0);
    let size = vec2(ui.available_width(), 30.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let copy =
            ui.add_enabled(!requests.is_empty(), egui::Button::new(t!(activity_copy_details)));
        if copy.on_hover_text(t!(activity_copy_details_hint)).clicked() {
            let text =
                report(requests, |id| cx.state.feed(id), cx.state.settings.refresh_minutes, cx.now);
            cx.push(Action::Copy { text, notice: t!(activity_details_copied) });
        }
        if ui.button(t!(button_close)).clicked() {
            cx.push(Action::CloseDialog);
        }
    });
}
