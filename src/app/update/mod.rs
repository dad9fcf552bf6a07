//! The two functions that change the state, `apply` and `receive`, and what they share.

mod accounts;
mod aloud;
mod changes;
mod conditions;
mod counting;
mod folder;
mod keepers;
mod library;
mod listening;
mod notifying;
mod preview;
mod reading;
mod receive;
mod river;
mod rules;
mod sending;
mod stories;
mod taming;
mod view;
mod welcome;

use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use crate::article::PictureRequest;
use crate::document::without_tracking;
use crate::i18n::t;
use crate::model::EntryId;
use crate::query::Highlights;
use crate::worker::{Act, ArticleJob, Job, PictureJob, Read};

use super::action::{Action, Effect};
use super::dialog::{Dialog, SignInProgress};
use super::notice::Notice;
use super::state::{AppState, OnArrival};

/// A job as the only effect, if there is one.
fn effects(job: Option<Job>) -> Vec<Effect> {
    job.map(Effect::Job).into_iter().collect()
}

/// The only place that opens addresses in the system's browser: of the web and of mail, without
/// parameters that only track.
fn open_url(url: Url, in_background: bool) -> Vec<Effect> {
    match url.scheme() {
        "http" | "https" | "mailto" => {
            vec![Effect::OpenUrl { url: without_tracking(url), in_background }]
        }
        _ => Vec::new(),
    }
}

fn load_pictures(requests: Vec<PictureRequest>) -> Vec<Effect> {
    let jobs = requests.into_iter().map(PictureJob::Load);
    jobs.map(|job| Effect::Job(Job::Picture(job))).collect()
}

impl AppState {
    /// Starts: loads the library, the list, and the entry that was open.
    pub fn start(&mut self, now: Timestamp) -> Vec<Effect> {
        let mut effects = vec![Effect::Job(Job::Read(Read::Library))];
        effects.extend(self.load_list(now));
        if let Some(id) = self.restoring {
            self.wanted = Some(id);
            effects.push(Effect::Job(Job::Article(ArticleJob::Load(id))));
        }
        effects.extend(self.restore_episode());
        effects
    }

    /// The first jobs without a window: nobody sees a list.
    pub fn start_hidden(&mut self) -> Vec<Effect> {
        self.notice = None;
        vec![Effect::Job(Job::Read(Read::Library))]
    }

    /// Loads library and list again when the window comes to the front: another program may have
    /// changed the library.
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
            Action::MarkRange(range) => self.mark_range(range, now),
            Action::MarkPassed(ids) => self.mark_passed(&ids, now),
            Action::Hide(id) => self.hide(id, now),
            Action::Snooze(target, time) => self.snooze(target, time, now),
            Action::SavePage(address) => self.save_page(address, now),
            Action::ToggleLater(id) => self.toggle_later(id),
            Action::Story(action) => self.act_on_story(action, now),
            Action::Tag { id, name, is_on } => Self::tag_entry(id, name, is_on),
            Action::Undo(step) => self.undo(step),
            Action::Redo(step) => self.redo(step),
            Action::KeepPosition(entry_id, position) => self.keep_position(entry_id, position),
            Action::NeedRows(ids) => self.need_rows(&ids),
            Action::LoadPictures(requests) => load_pictures(requests),
            Action::LightenArticle => self.lighten_article(),
            Action::ReloadArticle => self.reload_article(),
            Action::ToggleFullText(id) => self.toggle_full_text(id, now),
            Action::ToggleBurst(feed_id) => self.toggle_burst(feed_id, now),
            Action::ShowChanges(id, against) => self.show_changes(id, against),
            Action::HideChanges(id) => self.hide_changes(id),
            Action::CopyAsText(id) => vec![Effect::Job(Job::Article(ArticleJob::CopyAsText(id)))],
            Action::Send(id, to) => self.send(id, to).into_iter().collect(),
            Action::Aloud(action) => self.act_on_aloud(action, now),
            Action::Pane(command) => vec![Effect::Pane(command)],
            Action::OpenUrl { url, in_background } => open_url(url, in_background),
            Action::CopyLink(url) => self.copy_link(url, now),
            Action::Copy { text, notice } => self.copy(text, notice, now),
            Action::Search(text) => self.change_search(Some(text), now),
            Action::ShowSearch(is_shown) => self.open_search(is_shown, now),
            Action::ToggleFilter => self.toggle_filter(now),
            Action::ToggleOrder => self.toggle_order(now),
            Action::ChangeSettings(settings) => self.change_settings(*settings, now),
            Action::TrySettings(settings) => self.try_settings(*settings, now),
            Action::ToggleSidebar => self.toggle_sidebar(),
            Action::ShowPane(pane) => self.show_pane(pane),
            Action::ToggleFolder(id) => self.toggle_folder(id),
            Action::ToggleChosen(id) => self.toggle_chosen(id),
            Action::ChooseTo(id) => self.choose_to(id),
            Action::ChooseNone => self.choose_none(),
            Action::CountPaletteUse(name) => self.count_palette_use(name),
            Action::OpenDialog(dialog) => self.open_dialog(*dialog),
            Action::CloseDialog => self.close_dialog(),
            Action::CloseNotice => self.close_notice(),
            Action::RefreshPlace(place) => self.refresh_place(place),
            Action::RefreshAll => self.refresh_all(),
            Action::RefreshDue => self.look_around(),
            Action::AnswerRefreshQuestion(minutes) => self.answer_refresh_question(minutes, now),
            Action::CancelRefresh => self.cancel_refresh(),
            Action::Discover(address) => effects(self.discover(&address)),
            Action::Subscribe { url, account, folder } => self.subscribe(&url, account, folder),
            Action::Account(action) => self.act_on_account(action, now),
            Action::Folder(action) => self.act_on_folder(action),
            Action::Listen(action) => self.listen(action, now),
            Action::SignIn(id, credentials) => effects(self.sign_in(id, credentials)),
            Action::Preview(address) => self.ask_preview(&address),
            Action::ClosePreview => self.close_preview(now),
            Action::AddSmartFeed(name) => self.save_search(name),
            Action::Change(change) => self.change_library(change),
            Action::TryRule => self.try_rule().into_iter().collect(),
            Action::RunRule(id) => vec![Effect::Job(Job::Act(Act::RunRule(id)))],
            Action::Compact(forgets) => vec![Effect::Job(Job::Act(Act::Compact { forgets }))],
            Action::BackUp(path) => self.write_file(Job::Act(Act::BackUp(path))),
            Action::Export(path) => self.write_file(Job::Act(Act::Export(path))),
            Action::PlanImport(path) => self.plan_import(path),
            Action::Import => effects(self.import()),
            Action::Quit => self.quit(),
        }
    }

    fn quit(&mut self) -> Vec<Effect> {
        self.keep_settings().map(Effect::Job).into_iter().chain([Effect::Quit]).collect()
    }

    fn open_search(&mut self, is_shown: bool, now: Timestamp) -> Vec<Effect> {
        if is_shown { self.show_search() } else { self.change_search(None, now) }
    }

    fn copy_link(&mut self, url: Url, now: Timestamp) -> Vec<Effect> {
        self.copy(without_tracking(url).into(), t!(notice_link_copied), now)
    }

    fn copy(&mut self, text: String, notice: String, now: Timestamp) -> Vec<Effect> {
        self.notice = Some(Notice::new(notice, now));
        vec![Effect::Copy(text)]
    }

    pub(super) fn need_rows(&mut self, ids: &[EntryId]) -> Vec<Effect> {
        let missing = self.list.missing_rows(ids);
        if missing.is_empty() {
            Vec::new()
        } else {
            let highlights = &self.highlights;
            let job = if highlights.is_empty() {
                ArticleJob::Rows(missing)
            } else {
                ArticleJob::FoundRows(missing, Arc::clone(highlights))
            };
            vec![Effect::Job(Job::Article(job))]
        }
    }

    /// Opens a dialog and asks for the parts of the library that it shows.
    fn open_dialog(&mut self, dialog: Dialog) -> Vec<Effect> {
        let needed = match &dialog {
            Dialog::History => Some(Job::Read(Read::History)),
            Dialog::Activity(_) => Some(Job::Read(Read::Activity)),
            Dialog::Health(_) | Dialog::Settings => Some(Job::Read(Read::Facts)),
            Dialog::Statistics(_) => Some(Job::Read(Read::Statistics)),
            Dialog::Feed(id) => Some(Job::Read(Read::FeedPace(*id))),
            Dialog::Tags { entry_id, .. } => self
                .article_of(*entry_id)
                .is_none()
                .then_some(Job::Article(ArticleJob::Load(*entry_id))),
            Dialog::AddFeed(_)
            | Dialog::About
            | Dialog::Name { .. }
            | Dialog::Import { .. }
            | Dialog::Export { .. }
            | Dialog::Keys(_)
            | Dialog::Rules(_)
            | Dialog::Account(_)
            | Dialog::SyncFolder(_)
            | Dialog::Keepers(_)
            | Dialog::SignIn(_)
            | Dialog::Palette { .. }
            | Dialog::Move(_)
            | Dialog::MoveFolder(_)
            | Dialog::Snooze(_)
            | Dialog::BackUp { .. } => None,
        };
        self.dialog = Some(dialog);
        self.sign_in = SignInProgress::Idle;
        effects(needed)
    }

    fn close_dialog(&mut self) -> Vec<Effect> {
        self.dialog = None;
        // The requests of a day take some megabytes, and only the dialog shows them.
        self.activity = Arc::default();
        effects(self.keep_settings())
    }

    fn close_notice(&mut self) -> Vec<Effect> {
        self.notice = None;
        Vec::new()
    }

    /// Asks for the list of the selected place. The old list stays until the first part arrives.
    pub(super) fn load_list(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(query) = self.query(now) else { return Vec::new() };
        // An action that waited for the previous list was meant for that list.
        self.on_arrival = OnArrival::Nothing;
        self.generation += 1;
        self.is_list_stale = false;
        self.last_reload = now;
        let highlights = Highlights::of(&query.expr);
        if *self.highlights != highlights {
            self.highlights = Arc::new(highlights);
            self.list.outdate_rows();
        }
        self.list.expect_other(query.order);
        vec![Effect::Job(Job::Read(Read::List { generation: self.generation, query }))]
    }

    /// Asks for the same list again. Nothing on screen moves until all of it has arrived.
    pub(super) fn reload_list(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(query) = self.query(now) else { return Vec::new() };
        self.generation += 1;
        self.is_list_stale = false;
        self.last_reload = now;
        self.list.expect_again();
        vec![Effect::Job(Job::Read(Read::List { generation: self.generation, query }))]
    }
}
