//! What keys, menu and palette ask for: commands become actions, one after the other, since what a
//! key means depends on what the one before did.

use egui::{Context, Key};
use jiff::Timestamp;

use crate::app::{Action, Command, Pane};
use crate::ui::article::{Scroll, Wish};
use crate::ui::columns::{Room, room};

use super::ReaderApp;

impl ReaderApp {
    pub(super) fn act(&mut self, ctx: &Context, actions: Vec<Action>, now: Timestamp) {
        for action in actions {
            let Some(action) = self.translated(ctx, action) else { continue };
            let is_quiet = matches!(action, Action::NeedRows(_) | Action::LoadPictures(_));
            let before = (self.state.session.source, self.state.session.entry);
            let effects = self.state.apply(action, now);
            self.run(ctx, effects);
            self.has_moved |= before != (self.state.session.source, self.state.session.entry);
            if !is_quiet {
                // What changed is painted in the next frame, even when no event follows.
                ctx.request_repaint();
            }
        }
    }

    /// What an action means in a window of this width; `None` for what only the panes do.
    fn translated(&mut self, ctx: &Context, action: Action) -> Option<Action> {
        let action =
            if let Action::Invoke(command) = action { self.invoke(ctx, command)? } else { action };
        if action == Action::ToggleSidebar && room(ctx.content_rect().width()) != Room::Three {
            let is_front = self.state.pane() == Pane::Sources;
            return Some(Action::ShowPane(if is_front { Pane::Entries } else { Pane::Sources }));
        }
        Some(action)
    }

    /// What a command asks for; scrolling is done at once, since only the pane knows how.
    fn invoke(&mut self, ctx: &Context, command: Command) -> Option<Action> {
        let scroll = match command {
            Command::PageDown => Some(Scroll::PageDown),
            Command::PageUp => Some(Scroll::PageUp),
            Command::ArticleTop => Some(Scroll::Top),
            Command::ArticleBottom => Some(Scroll::Bottom),
            _ => None,
        };
        if let Some(scroll) = scroll {
            let has_moved = self.state.shown_article().is_some() && self.pane.scroll(scroll);
            ctx.request_repaint();
            return (!has_moved && command == Command::PageDown).then_some(Action::NextUnread);
        }
        if command == Command::SelectAll {
            self.pane.select_all();
            ctx.request_repaint();
            return None;
        }
        let wish = match command {
            Command::FindInArticle => Some(Wish::Find),
            Command::FindNext => Some(Wish::FindNext),
            Command::FindPrevious => Some(Wish::FindPrevious),
            Command::ShowOutline => Some(Wish::Outline),
            Command::JumpBack => Some(Wish::Back),
            _ => None,
        };
        if let Some(wish) = wish {
            if self.state.shown_article().is_some() {
                self.pane.wish(wish);
                ctx.request_repaint();
            }
            return None;
        }
        command.resolve(&self.state)
    }

    /// Escape leads one step back: out of the search, out of a preview, out of the article where it
    /// hides the list.
    pub(super) fn escape(&self, ctx: &Context) -> Option<Action> {
        if ctx.any_popup_open() || !ctx.input(|input| input.key_pressed(Key::Escape)) {
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
