//! Carries out actions, one after the other: the meaning of a key depends on the one before.

use std::time::Duration;

use egui::{Context, Key, Popup};
use jiff::Timestamp;

use crate::app::{Action, AloudAction, Notice, Pane, PaneCommand};
use crate::i18n::t;
use crate::ui::article::{Scroll, Wish};
use crate::ui::columns::{Room, room};
use crate::ui::focus::focused_pane;
use crate::ui::tree_keys::{self, OnRow};

use super::ReaderApp;

/// How long the frame after that of a key waits. It sets right what egui learns late. Mostly the
/// article that the key opens arrives before.
const SETTLING: Duration = Duration::from_millis(50);

/// The pane that has the focus after an action: a screen reader follows the selection.
fn pane_of(action: &Action) -> Option<Pane> {
    if let Action::ShowPane(pane) = action {
        return Some(*pane);
    }
    let selects = matches!(
        action,
        Action::SelectEntry(_) | Action::StepEntry(_) | Action::NextUnread | Action::PreviousUnread
    );
    selects.then_some(Pane::Entries)
}

impl ReaderApp {
    /// Applies actions of the keyboard, before the window is drawn: this frame shows them already.
    pub(super) fn act_first(&mut self, ctx: &Context, actions: Vec<Action>, now: Timestamp) {
        if self.apply(ctx, actions, now) {
            ctx.request_repaint_after(SETTLING);
        }
    }

    /// Applies actions of the drawn window.
    pub(super) fn act(&mut self, ctx: &Context, actions: Vec<Action>, now: Timestamp) {
        if self.apply(ctx, actions, now) {
            // What changed is painted in the next frame, even when no event follows.
            ctx.request_repaint();
        }
    }

    /// Whether the window has to be painted again.
    fn apply(&mut self, ctx: &Context, actions: Vec<Action>, now: Timestamp) -> bool {
        let mut has_changed = false;
        for action in actions {
            let action = self.translated(ctx, action);
            let is_quiet = matches!(action, Action::NeedRows(_) | Action::LoadPictures(_));
            let before = (self.state.session.place, self.state.session.entry);
            if let Some(pane) = pane_of(&action) {
                self.focus.want(pane);
            }
            let effects = self.state.apply(action, now);
            self.run(ctx, effects);
            self.has_moved |= before != (self.state.session.place, self.state.session.entry);
            has_changed |= !is_quiet;
        }
        has_changed
    }

    /// In a window with one or two panes, the sidebar is a pane to go to and not to show or hide.
    fn translated(&self, ctx: &Context, action: Action) -> Action {
        if action == Action::ToggleSidebar && !self.state.has_room_for_sidebar {
            let is_front = self.state.pane() == Pane::Sources;
            return Action::ShowPane(if is_front { Pane::Entries } else { Pane::Sources });
        }
        // From the list the way back leads to the sidebar beside it.
        if action == Action::ShowPane(Pane::Entries) && focused_pane(ctx) == Some(Pane::Entries) {
            return Action::ShowPane(Pane::Sources);
        }
        action
    }

    /// The keys of the sidebar, while it has the focus.
    pub(super) fn tree_keys(&mut self, ctx: &Context, now: Timestamp) {
        let is_beside = room(ctx.content_rect().width()) == Room::Three;
        let on_row = if is_beside { OnRow::Select } else { OnRow::Wait };
        let actions = tree_keys::actions(ctx, &self.state, on_row);
        self.act_first(ctx, actions, now);
    }

    /// Carries out a command in the pane of the article.
    pub(super) fn do_in_pane(&mut self, ctx: &Context, command: PaneCommand) {
        match command {
            PaneCommand::PageDown => {
                if !self.pane.scroll(Scroll::PageDown) {
                    let now = (self.clock)();
                    self.act(ctx, vec![Action::NextUnread], now);
                }
            }
            PaneCommand::PageUp => _ = self.pane.scroll(Scroll::PageUp),
            PaneCommand::Top => _ = self.pane.scroll(Scroll::Top),
            PaneCommand::Bottom => _ = self.pane.scroll(Scroll::Bottom),
            PaneCommand::SelectAll => self.pane.select_all(),
            PaneCommand::Find => self.pane.wish(Wish::Find),
            PaneCommand::FindNext => self.pane.wish(Wish::FindNext),
            PaneCommand::FindPrevious => self.pane.wish(Wish::FindPrevious),
            PaneCommand::Outline if self.pane.has_outline() => self.pane.wish(Wish::Outline),
            PaneCommand::Outline => {
                self.state.notice = Some(Notice::new(t!(notice_no_outline), (self.clock)()));
            }
            PaneCommand::Back => self.pane.wish(Wish::Back),
            PaneCommand::NextChange => self.pane.wish(Wish::NextChange),
            PaneCommand::PreviousChange => self.pane.wish(Wish::PreviousChange),
            PaneCommand::ReadAloud => {
                let start = AloudAction::Start(self.pane.first_spot());
                self.act(ctx, vec![Action::Aloud(start)], (self.clock)());
            }
        }
        ctx.request_repaint();
    }

    /// Escape leads one step back: out of the search, out of a preview, out of the article where it
    /// hides the list.
    pub(super) fn escape(&self, ctx: &Context) -> Option<Action> {
        if Popup::is_any_open(ctx) || !ctx.input(|input| input.key_pressed(Key::Escape)) {
            return None;
        }
        // The field for finding has an Escape of its own.
        if self.is_typing {
            return None;
        }
        let is_alone = room(ctx.content_rect().width()) == Room::One;
        if self.state.search.is_some() {
            Some(Action::ShowSearch(false))
        } else if self.state.is_preview() {
            Some(Action::ClosePreview)
        } else if is_alone && self.state.pane() == Pane::Article {
            Some(Action::ShowPane(Pane::Entries))
        } else {
            None
        }
    }
}
