//! Timed work: saves the session, starts refreshes, removes notices, and looks for changes by other
//! programs.

use egui::Context;
use jiff::{SignedDuration, Timestamp};

use crate::app::{AccountAction, Action, FolderAction};
use crate::worker::{Act, Job};

use super::ReaderApp;

/// The session is saved at the end, and at most this often while the user moves about.
const SESSION_INTERVAL: SignedDuration = SignedDuration::from_secs(1);

impl ReaderApp {
    /// Saves the session soon after the user moved, so that a crash does not lose the place.
    pub(super) fn keep_session(&mut self, ctx: &Context, now: Timestamp) {
        if !self.has_moved {
            return;
        }
        self.last_saved = self.last_saved.min(now);
        let left =
            SESSION_INTERVAL.checked_sub(now.duration_since(self.last_saved)).unwrap_or_default();
        if left.is_positive() {
            ctx.request_repaint_after(left.unsigned_abs());
        } else {
            self.save_session();
        }
    }

    pub(super) fn save_session(&mut self) {
        self.has_moved = false;
        self.last_saved = (self.clock)();
        self.state.session.list_row = self.list.row();
        self.backend.submit(Job::Act(Act::SaveSession(Box::new(self.state.session.clone()))));
    }

    pub(super) fn notice_focus(&mut self, ctx: &Context, now: Timestamp) {
        let has_focus = ctx.input(|input| input.viewport().focused.unwrap_or(true));
        if has_focus && !self.has_focus {
            let mut effects = self.state.look_again(now);
            effects.extend(self.state.apply(Action::Folder(FolderAction::Look), now));
            self.run(ctx, effects);
        }
        self.has_focus = has_focus;
    }

    /// Sends the acts that wait for servers, a moment after the last of them.
    pub(super) fn send_waiting(&mut self, ctx: &Context, now: Timestamp) {
        let Some(at) = self.state.sends_at(now) else { return };
        let left = at.duration_since(now);
        if left.is_positive() {
            ctx.request_repaint_after(left.unsigned_abs());
        } else {
            let effects = self.state.apply(Action::Account(AccountAction::SendWaiting), now);
            self.run(ctx, effects);
        }
    }

    /// Looks at the folder that other computers sync through.
    pub(super) fn look_at_folder(&mut self, ctx: &Context, now: Timestamp) {
        let Some(at) = self.state.looks_at_folder(now) else { return };
        let left = at.duration_since(now);
        if left.is_positive() {
            ctx.request_repaint_after(left.unsigned_abs());
        } else {
            let effects = self.state.apply(Action::Folder(FolderAction::Look), now);
            self.run(ctx, effects);
        }
    }

    pub(super) fn timer(&mut self, ctx: &Context, now: Timestamp) {
        let Some(minutes) = self.state.timer_minutes() else { return };
        let left = self.refresh_timer.left(minutes, self.state.rest(), now);
        if !left.is_positive() && self.state.progress.is_none() {
            self.refresh_timer.fire(now);
            let effects = self.state.apply(Action::RefreshDue, now);
            self.run(ctx, effects);
        }
        ctx.request_repaint_after(left.max(SignedDuration::from_secs(1)).unsigned_abs());
    }

    pub(super) fn expire_notice(&mut self, ctx: &Context, now: Timestamp) {
        let Some(notice) = &self.state.notice else { return };
        let left = notice.until.duration_since(now);
        if left.is_positive() {
            ctx.request_repaint_after(left.unsigned_abs());
        } else {
            self.state.notice = None;
        }
    }
}
