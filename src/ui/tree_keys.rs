//! The keys of the sidebar while it has the focus, and the row that they have come to.

use egui::{Context, Id, Key, Modifiers, Popup};

use crate::app::{AccountAction, Action, AppState, Pane, TreeKey, TreeMove, tree_move};
use crate::query::PlaceId;

use super::focus::focused_pane;

const KEYS: [(Key, TreeKey); 6] = [
    (Key::ArrowUp, TreeKey::Up),
    (Key::ArrowDown, TreeKey::Down),
    (Key::ArrowLeft, TreeKey::Left),
    (Key::ArrowRight, TreeKey::Right),
    (Key::Home, TreeKey::First),
    (Key::End, TreeKey::Last),
];

/// What the arrows do when they reach a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnRow {
    /// Its list is shown beside the sidebar.
    Select,
    /// Its list would hide the sidebar, so it waits for Enter.
    Wait,
}

/// The row that the keys have come to: the selected place, unless they went on from there.
pub(super) fn cursor(ctx: &Context, state: &AppState) -> PlaceId {
    let kept: Option<(PlaceId, PlaceId)> = ctx.data(|data| data.get_temp(cursor_id()));
    kept.filter(|(place, _)| *place == state.place()).map_or(state.place(), |(_, cursor)| cursor)
}

fn cursor_id() -> Id {
    Id::unique("cursor of the sidebar")
}

/// The actions of this frame's key presses. The presses are taken out of egui's input.
pub(super) fn actions(ctx: &Context, state: &AppState, on_row: OnRow) -> Vec<Action> {
    if focused_pane(ctx) != Some(Pane::Sources) || Popup::is_any_open(ctx) {
        return Vec::new();
    }
    let mut actions = Vec::new();
    let mut at = cursor(ctx, state);
    for key in take_keys(ctx) {
        match tree_move(&state.tree_rows(), at, key) {
            TreeMove::To(place) => {
                at = place;
                if on_row == OnRow::Select {
                    actions.push(Action::SelectPlace(place));
                }
            }
            TreeMove::Fold(PlaceId::Folder(id)) => actions.push(Action::ToggleFolder(id)),
            TreeMove::Fold(PlaceId::Account(id)) => {
                actions.push(Action::Account(AccountAction::Toggle(id)));
            }
            TreeMove::Leave => actions.push(Action::ShowPane(Pane::Entries)),
            // The other places have nothing to open.
            TreeMove::Stay
            | TreeMove::Fold(
                PlaceId::BuiltIn(_)
                | PlaceId::Feed(_)
                | PlaceId::Search(_)
                | PlaceId::Tag(_)
                | PlaceId::Preview,
            ) => {}
        }
    }
    if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        if at != state.place() && on_row == OnRow::Wait {
            actions.push(Action::SelectPlace(at));
        }
        actions.push(Action::ShowPane(Pane::Entries));
    }
    let place = if on_row == OnRow::Select { at } else { state.place() };
    ctx.data_mut(|data| data.insert_temp(cursor_id(), (place, at)));
    actions
}

fn take_keys(ctx: &Context) -> Vec<TreeKey> {
    ctx.input_mut(|input| {
        let mut taken = Vec::new();
        for (key, meaning) in KEYS {
            let count = input.count_and_consume_key(Modifiers::NONE, key);
            taken.extend(std::iter::repeat_n(meaning, count));
        }
        taken
    })
}
