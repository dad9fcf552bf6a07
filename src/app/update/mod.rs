//! The two functions that change state, and what they share: `apply` dispatches by noun, `receive`
//! by event.

mod library;
mod preview;
mod reading;
mod receive;
mod rules;
mod view;

use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use crate::document::without_tracking;
use crate::query::{Highlights, parse_typed};
use crate::worker::{Act, ArticleJob, Job, PictureJob, Read};

use super::action::{Action, Effect};
use super::dialog::Dialog;
use super::notice::Notice;
use super::state::{AppState, OnArrival};

/// The one place that decides what the system's browser gets: web and mail addresses, freed of what
/// only tracks.
fn open_url(url: Url, in_background: bool) -> Vec<Effect> {
    match url.scheme() {
        "http" | "https" | "mailto" => {
            vec![Effect::OpenUrl { url: without_tracking(url), in_background }]
        }
        _ => Vec::new(),
    }
}

impl AppState {
    /// What to do first: read the library, the list, and the entry that was open.
    pub fn start(&mut self, now: Timestamp) -> Vec<Effect> {
        let mut effects = vec![Effect::Job(Job::Read(Read::Library))];
        effects.extend(self.load_list(now));
        if let Some(id) = self.restoring {
            self.wanted = Some(id);
            effects.push(Effect::Job(Job::Article(ArticleJob::Load(id))));
        }
        effects
    }

    /// The window comes to the front again: another program may have changed the library meanwhile.
    pub fn look_again(&mut self, now: Timestamp) -> Vec<Effect> {
        if !self.is_loaded || !self.list.is_complete() {
            return Vec::new();
        }
        let mut effects = vec![Effect::Job(Job::Read(Read::Library))];
        effects.extend(self.reload_list(now));
        effects
    }

    /// Does what the user asked for.
    pub fn apply(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        match action {
            Action::SelectPlace(place) => self.select_place(place, now),
            Action::SelectEntry(id) => self.select_entry(id, now),
            Action::StepEntry(step) => self.step_entry(step, now),
            Action::NextUnread => self.next_unread(now),
            Action::PreviousUnread => self.previous_unread(now),
            Action::StepFeed(step) => self.step_feed(step, now),
            Action::SetRead(id, is_read) => self.set_read(id, is_read, now),
            Action::SetStarred(id, is_starred) => self.set_starred(id, is_starred, now),
            Action::MarkListRead => self.mark_list_read(now),
            Action::MarkPlaceRead(place) => self.mark_place_read(place, now),
            Action::Undo(step) => self.undo(step),
            Action::KeepPosition(entry_id, position) => self.keep_position(entry_id, position),
            Action::ToggleFilter
            | Action::ToggleOrder
            | Action::ChangeSettings(_)
            | Action::TrySettings(_) => self.change_view(action, now),
            Action::Search(_) | Action::ShowSearch(_) => self.change_search(action, now),
            Action::ToggleSidebar | Action::ShowPane(_) | Action::ToggleFolder(_) => {
                self.change_panes(&action)
            }
            Action::RefreshPlace(_)
            | Action::RefreshAll
            | Action::RefreshDue
            | Action::CancelRefresh => self.refresh(&action),
            Action::OpenUrl { url, in_background } => open_url(url, in_background),
            Action::CopyLink(url) => {
                self.notice = Some(Notice::new("Link copied", now));
                vec![Effect::Copy(without_tracking(url).into())]
            }
            Action::Copy { text, notice } => {
                self.notice = Some(Notice::new(notice, now));
                vec![Effect::Copy(text)]
            }
            Action::ToggleFullText(id) => self.toggle_full_text(id, now),
            Action::LightenArticle => self.lighten_article(),
            Action::ReloadArticle => self.reload_article(),
            Action::MarkRange(range) => self.mark_range(range, now),
            Action::MarkPassed(ids) => self.mark_passed(&ids, now),
            Action::Hide(id) => self.hide(id, now),
            Action::Tag { id, name, is_on } => Self::tag(id, name, is_on),
            Action::Redo(step) => self.redo(step),
            Action::TryRule => self.try_rule().into_iter().collect(),
            Action::RunRule(id) => vec![Effect::Job(Job::Act(Act::RunRule(id)))],
            Action::ToggleChosen(_) | Action::ChooseTo(_) | Action::ChooseNone => {
                self.choose(&action)
            }
            Action::CopyAsText(id) => vec![Effect::Job(Job::Article(ArticleJob::CopyAsText(id)))],
            Action::OpenDialog(dialog) => {
                let needed = match &*dialog {
                    Dialog::History => Some(Job::Read(Read::History)),
                    Dialog::Activity(_) => Some(Job::Read(Read::Activity)),
                    Dialog::Health(_) | Dialog::Settings => Some(Job::Read(Read::Facts)),
                    Dialog::Tags { entry_id, .. } if self.article_of(*entry_id).is_none() => {
                        Some(Job::Article(ArticleJob::Load(*entry_id)))
                    }
                    _ => None,
                };
                self.dialog = Some(*dialog);
                needed.map(Effect::Job).into_iter().collect()
            }
            Action::CloseDialog => {
                self.dialog = None;
                // Some megabytes that nobody looks at any more.
                self.activity = Arc::default();
                self.keep_settings().map(Effect::Job).into_iter().collect()
            }
            Action::CloseNotice => {
                self.notice = None;
                Vec::new()
            }
            Action::Preview(_) | Action::ClosePreview => self.change_preview(action, now),
            Action::Discover(_)
            | Action::Subscribe { .. }
            | Action::SignIn(..)
            | Action::AddSmartFeed(_)
            | Action::Change(_)
            | Action::Compact(_)
            | Action::BackUp(_)
            | Action::PlanImport(_)
            | Action::Import
            | Action::Export(_) => self.change_library(action),
            Action::LoadPictures(requests) => requests
                .into_iter()
                .map(|request| Effect::Job(Job::Picture(PictureJob::Load(request))))
                .collect(),
            Action::NeedRows(ids) => {
                let missing = self.list.missing_rows(&ids);
                if missing.is_empty() {
                    Vec::new()
                } else {
                    vec![Effect::Job(Job::Article(ArticleJob::Rows(missing)))]
                }
            }
            // The panes do those; none of them is a change of state.
            Action::Invoke(_) => Vec::new(),
            Action::Quit => {
                self.keep_settings().map(Effect::Job).into_iter().chain([Effect::Quit]).collect()
            }
        }
    }

    /// Asks for the list of the selected place; what is shown stays until the first part comes.
    pub(super) fn load_list(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(query) = self.query(now) else { return Vec::new() };
        // What waited for the list before meant that one.
        self.on_arrival = OnArrival::Nothing;
        self.generation += 1;
        self.is_list_stale = false;
        self.last_reload = now;
        self.highlights = Arc::new(
            parse_typed(&query.search)
                .map(|question| Highlights::of(&question))
                .unwrap_or_default(),
        );
        self.list.expect_other(query.order);
        vec![Effect::Job(Job::Read(Read::List { generation: self.generation, query }))]
    }

    /// Asks for the same list again; nothing on screen moves until it has come whole.
    pub(super) fn reload_list(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(query) = self.query(now) else { return Vec::new() };
        self.generation += 1;
        self.is_list_stale = false;
        self.last_reload = now;
        self.list.expect_again();
        vec![Effect::Job(Job::Read(Read::List { generation: self.generation, query }))]
    }
}
