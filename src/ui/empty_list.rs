//! What stands in the list when nothing is in it: why, and what to do.

use egui::{Rect, Ui, pos2, vec2};

use crate::app::{Action, Command};
use crate::model::{FeedProblem, Filter};
use crate::query::{Expr, PlaceId};

use super::context::UiContext;
use super::widgets::sans;

/// Draws it once it is sure that nothing comes.
pub(super) fn empty_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect) {
    if !cx.state.is_loaded || !cx.state.list.is_whole() {
        return;
    }
    let has_feeds = !cx.state.library.feeds.is_empty();
    let is_searching = cx.state.search.as_ref().is_some_and(|search| !search.trim().is_empty());
    let is_unread_only = cx.state.filter() == Filter::Unread;
    let problem = cx
        .state
        .selected_feed()
        .and_then(|id| cx.state.feed(id))
        .and_then(|feed| feed.health.problem.as_ref())
        .filter(|problem| !problem.is_note())
        .map(FeedProblem::words);
    let place = cx.state.find_place(cx.state.place());
    let is_starred_place = place
        .as_ref()
        .and_then(|place| place.query.as_deref())
        .is_some_and(|query| *query == Expr::STARRED);
    let star = cx.keys.shown(Command::ToggleStar);
    let unstarred = star.map_or_else(
        || "Nothing starred yet".to_owned(),
        |key| format!("Nothing starred yet - press {key} on an entry"),
    );
    let refresh = Action::RefreshPlace(cx.state.place());
    let (words, button): (&str, Option<(&str, Action)>) = if !has_feeds {
        let add = Command::AddFeed.resolve(cx.state);
        ("No feeds yet", add.map(|action| ("Add a feed", action)))
    } else if let Some(problem) = &problem {
        (problem, Some(("Try again", refresh)))
    } else if is_searching {
        ("Nothing found", Some(("Close search", Action::ShowSearch(false))))
    } else if cx.state.is_preview() {
        ("This feed has no entries", None)
    } else if is_starred_place {
        (&unstarred, None)
    } else if is_unread_only {
        let all = if cx.state.has_filter() {
            Action::ToggleFilter
        } else {
            Action::SelectPlace(PlaceId::ALL)
        };
        ("Nothing unread", Some(("Show all", all)))
    } else {
        ("No entries yet", Some(("Refresh", refresh)))
    };
    let area = Rect::from_min_size(
        pos2(rect.left(), rect.top() + rect.height() * 0.3),
        vec2(rect.width(), 120.0),
    );
    let mut inner = ui.new_child(
        egui::UiBuilder::new().max_rect(area).layout(egui::Layout::top_down(egui::Align::Center)),
    );
    inner.label(egui::RichText::new(words).font(sans(14.0)).color(cx.theme.dim));
    inner.spacing_mut().item_spacing.y = 8.0;
    if let Some((label, action)) = button {
        inner.add_space(6.0);
        if inner.button(label).clicked() {
            cx.push(action);
        }
        if !has_feeds && inner.button("Import subscriptions…").clicked() {
            cx.extend(Command::Import.resolve(cx.state));
        }
    }
}
