//! The middle of an empty list: the reason, and a button for the next step.

use egui::{Rect, Ui, pos2, vec2};

use crate::app::{Action, AppState, Command, Dialog, SignInDraft};
use crate::i18n::t;
use crate::model::{Feed, FeedId, Filter, ProblemKind};
use crate::query::{Expr, PlaceId};

use super::context::UiContext;
use super::widgets::{default_button_ui, sans};

/// Why a list is empty.
enum Reason {
    NoFeeds,
    Problem(String),
    /// The server of the feed wants a sign-in.
    SignIn(FeedId, String),
    NothingFound,
    EmptyPreview,
    NothingStarred,
    /// The feed never had an entry.
    NeverAny,
    /// The feed was not asked for its entries yet.
    NotFetched,
    NothingUnread,
    NoEntries,
}

/// Space on both sides of the words, in points.
const MARGIN: f32 = 28.0;

/// Draws the reason once the library has answered that the list has no entries.
pub(super) fn empty_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect) {
    // A mistake in a search is told below its field.
    if !cx.state.is_loaded || !cx.state.list.is_whole() || cx.state.search_error().is_some() {
        return;
    }
    let reason = reason(cx.state);
    let area = Rect::from_min_size(
        pos2(rect.left() + MARGIN, rect.top() + rect.height() * 0.3),
        vec2((rect.width() - 2.0 * MARGIN).max(60.0), 120.0),
    );
    let mut inner = ui.new_child(
        egui::UiBuilder::new().max_rect(area).layout(egui::Layout::top_down(egui::Align::Center)),
    );
    inner.label(egui::RichText::new(words(cx, &reason)).font(sans(14.0)).color(cx.theme.dim));
    inner.spacing_mut().item_spacing.y = 8.0;
    if let Some((label, action)) = button(cx.state, &reason) {
        inner.add_space(6.0);
        if default_button_ui(&mut inner, &label, true, cx.theme).clicked() {
            cx.push(action);
        }
    }
    if matches!(reason, Reason::NoFeeds) {
        for (label, command) in
            [(t!(command_import), Command::Import), (t!(command_add_account), Command::AddAccount)]
        {
            if inner.button(label).clicked() {
                cx.extend(command.resolve(cx.state));
            }
        }
    }
}

fn reason(state: &AppState) -> Reason {
    let problem = state
        .selected_feed()
        .and_then(|id| state.feed(id))
        .and_then(|feed| Some((feed.id, feed.health.problem.as_ref()?)))
        .filter(|(_, problem)| !problem.is_note())
        .map(|(id, problem)| {
            if matches!(problem.kind, ProblemKind::SignIn { .. }) {
                Reason::SignIn(id, problem.words())
            } else {
                Reason::Problem(problem.words())
            }
        });
    let is_searching = state.search.as_ref().is_some_and(|search| !search.trim().is_empty());
    if state.library.feeds.is_empty() {
        Reason::NoFeeds
    } else if let Some(problem) = problem {
        problem
    } else if is_searching {
        Reason::NothingFound
    } else if state.is_preview() {
        Reason::EmptyPreview
    } else if is_starred_place(state) {
        Reason::NothingStarred
    } else if let Some(feed) = empty_feed(state) {
        if feed.health.last_attempt.is_none() { Reason::NotFetched } else { Reason::NeverAny }
    } else if state.filter() == Filter::Unread {
        Reason::NothingUnread
    } else {
        Reason::NoEntries
    }
}

/// The selected feed, if it never had an entry.
fn empty_feed(state: &AppState) -> Option<&Feed> {
    let id = state.selected_feed().filter(|id| state.library.empty_feeds.contains(id))?;
    state.feed(id)
}

fn is_starred_place(state: &AppState) -> bool {
    state
        .find_place(state.place())
        .as_ref()
        .and_then(|place| place.query.as_deref())
        .is_some_and(|query| *query == Expr::STARRED)
}

fn words(cx: &UiContext<'_>, reason: &Reason) -> String {
    match reason {
        Reason::NoFeeds => t!(list_empty_no_feeds),
        Reason::Problem(problem) | Reason::SignIn(_, problem) => problem.clone(),
        Reason::NothingFound => t!(list_empty_search),
        Reason::EmptyPreview => t!(list_empty_preview),
        Reason::NothingStarred => match cx.keys.shown(Command::ToggleStar) {
            Some(key) => t!(list_empty_starred_key, key = key),
            None => t!(list_empty_starred),
        },
        Reason::NeverAny => t!(list_empty_feed),
        Reason::NotFetched => t!(list_empty_not_fetched),
        Reason::NothingUnread => t!(list_empty_unread),
        Reason::NoEntries => t!(list_empty_entries),
    }
}

fn button(state: &AppState, reason: &Reason) -> Option<(String, Action)> {
    let refresh = || Action::RefreshPlace(state.place());
    match reason {
        Reason::NoFeeds => Command::AddFeed.resolve(state).map(|action| (t!(add_title), action)),
        Reason::Problem(_) => Some((t!(button_try_again), refresh())),
        Reason::SignIn(id, _) => {
            let draft = SignInDraft::new(state.feed(*id)?);
            Some((t!(add_sign_in), Action::OpenDialog(Box::new(Dialog::SignIn(draft)))))
        }
        Reason::NothingFound => Some((t!(list_close_search), Action::ShowSearch(false))),
        Reason::EmptyPreview | Reason::NothingStarred => None,
        Reason::NothingUnread if state.has_filter() => {
            Some((t!(list_empty_show_all), Action::ToggleFilter))
        }
        Reason::NothingUnread => Some((t!(list_empty_show_all), Action::SelectPlace(PlaceId::ALL))),
        Reason::NeverAny | Reason::NotFetched | Reason::NoEntries => {
            Some((t!(button_refresh), refresh()))
        }
    }
}
