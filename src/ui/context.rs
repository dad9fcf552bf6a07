//! The values that nearly every part of the window needs to draw itself, passed as one.
//!
//! Painting that needs colours alone takes a [`Theme`] instead.

use std::cell::RefCell;

use jiff::Timestamp;

use crate::app::{Action, AppState};
use crate::model::Feed;

use super::feed_icons::{FeedIcon, FeedIcons};
use super::shortcuts::Keymap;
use super::theme::Theme;

/// The values that one frame is drawn from, and the actions that the user asks for meanwhile.
pub(super) struct UiContext<'a> {
    pub(super) state: &'a AppState,
    pub(super) theme: &'a Theme,
    pub(super) keys: &'a Keymap,
    /// The same instant for the whole frame, so that no two dates on screen disagree.
    pub(super) now: Timestamp,
    // Both are behind cells because egui's closures nest: several of them hold the context at once.
    icons: RefCell<&'a mut FeedIcons>,
    actions: RefCell<Vec<Action>>,
}

impl<'a> UiContext<'a> {
    pub(super) fn new(
        state: &'a AppState,
        theme: &'a Theme,
        keys: &'a Keymap,
        icons: &'a mut FeedIcons,
        now: Timestamp,
    ) -> Self {
        Self { state, theme, keys, now, icons: RefCell::new(icons), actions: RefCell::default() }
    }

    /// Asks for an action. It is carried out after the frame is drawn.
    pub(super) fn push(&self, action: Action) {
        self.actions.borrow_mut().push(action);
    }

    /// Asks for actions, in their order.
    pub(super) fn extend(&self, actions: impl IntoIterator<Item = Action>) {
        self.actions.borrow_mut().extend(actions);
    }

    /// The icon of a feed whose row is in view, once it has arrived.
    pub(super) fn feed_icon(&self, feed: &Feed, pixels_per_point: f32) -> Option<FeedIcon> {
        self.icons.borrow_mut().of(feed, pixels_per_point)
    }

    /// Everything that was asked for, in order.
    pub(super) fn into_actions(self) -> Vec<Action> {
        self.actions.into_inner()
    }
}
