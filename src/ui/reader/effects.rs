//! Carries out effects: jobs for the workers, the browser, the clipboard, the desktop. Also
//! receives files that were dropped or chosen.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use egui::{Context, Event};

use crate::app::{Action, AddFeed, Dialog, Effect, Notice, Recipient, is_list, pasted_address};
use crate::article::PictureKey;
use crate::i18n::t;
use crate::model::EntryId;
use crate::ui::file_dialog::{self, FilePurpose};
use crate::ui::notification::notify;
use crate::worker::{Job, PictureJob};

use super::ReaderApp;

impl ReaderApp {
    pub(super) fn run(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Job(job) => self.backend.submit(job),
                Effect::OpenUrl { url, in_background } => {
                    ctx.open_url(egui::OpenUrl { url: url.to_string(), new_tab: true });
                    if in_background {
                        ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
                    }
                }
                Effect::Copy(text) => ctx.copy_text(text),
                Effect::Raise => {
                    ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
                    ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
                    // Where the system lets no window come to the front by itself.
                    let attention = egui::UserAttentionType::Informational;
                    ctx.send_viewport_cmd(egui::ViewportCommand::RequestUserAttention(attention));
                }
                Effect::AskMarkdownFolder(id) => self.ask_markdown_folder(ctx, id),
                Effect::ShowPicture { request, result } => {
                    self.pictures.receive(ctx, &request, &result);
                    match &request.key {
                        PictureKey::Icon(_) => self.icons.receive(ctx, &request, result),
                        PictureKey::Web(_)
                        | PictureKey::Diagram { .. }
                        | PictureKey::Formula { .. } => {
                            self.pane.receive_picture(ctx, &request, result);
                        }
                    }
                }
                Effect::Notify { title, body, place } => {
                    let (ctx, clicked) = (ctx.clone(), Arc::clone(&self.clicked));
                    notify(&title, &body, move || {
                        let mut clicked = clicked.lock().unwrap_or_else(PoisonError::into_inner);
                        *clicked = Some(place);
                        ctx.request_repaint();
                    });
                }
                Effect::Pane(command) => self.do_in_pane(ctx, command),
                Effect::FocusSearch => self.list.wants_search_focus = true,
                Effect::RevealSelection => self.list.reveal(),
                Effect::ScrollListToTop => self.list.scroll_to_top(),
                Effect::Quit => {
                    self.wants_quit = true;
                    ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                }
            }
        }
    }

    /// Comes to the front with the place of a notification that was clicked.
    pub(super) fn follow_click(&mut self, ctx: &Context) {
        let clicked = self.clicked.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(place) = clicked {
            self.run(ctx, vec![Effect::Raise]);
            self.act(ctx, vec![Action::SelectPlace(place)], (self.clock)());
        }
    }

    /// Runs those effects that are jobs. For the time without a window.
    pub(super) fn run_jobs(&self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Job(job) = effect {
                self.backend.submit(job);
            }
        }
    }

    /// Passes a file that was chosen in the system's dialog to the part that asked for it.
    pub(super) fn take_chosen_file(&mut self, ctx: &Context) {
        match file_dialog::answer(ctx) {
            Some((FilePurpose::Picture(url), path)) => {
                self.backend.submit(Job::Picture(PictureJob::Save { url, path }));
            }
            Some((FilePurpose::MarkdownFolder(entry), path)) => {
                let mut settings = self.state.settings.clone();
                settings.markdown_folder = Some(path);
                let mut actions = vec![Action::ChangeSettings(Box::new(settings))];
                actions.extend(entry.map(|id| Action::Send(id, Recipient::Folder)));
                self.act(ctx, actions, (self.clock)());
            }
            Some((purpose, path)) => {
                file_dialog::fill_in(self.state.dialog.as_mut(), &purpose, &path);
            }
            None if file_dialog::is_missing(ctx) => {
                let words = t!(notice_file_dialog_missing);
                self.state.notice = Some(Notice::error(words, (self.clock)()));
            }
            None => {}
        }
    }

    fn ask_markdown_folder(&mut self, ctx: &Context, id: EntryId) {
        if file_dialog::IS_AVAILABLE {
            file_dialog::ask(ctx, FilePurpose::MarkdownFolder(Some(id)));
        } else {
            self.state.notice = Some(Notice::error(t!(notice_no_folder), (self.clock)()));
        }
    }

    /// The add dialog for an address that was pasted where no field takes it.
    pub(super) fn pasted_address(&self, ctx: &Context) -> Option<Action> {
        if self.state.dialog.is_some() || self.pane.has_overlay() || ctx.text_edit_focused() {
            return None;
        }
        let text = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        })?;
        let address = pasted_address(&text)?.to_owned();
        let add = AddFeed { address, ..AddFeed::default() };
        Some(Action::OpenDialog(Box::new(Dialog::AddFeed(add))))
    }

    pub(super) fn dropped_files(&self, ctx: &Context) -> Vec<Action> {
        let paths: Vec<PathBuf> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        let Some(path) = paths.into_iter().next() else { return Vec::new() };
        if is_list(&path) || matches!(self.state.dialog, Some(Dialog::Import { .. })) {
            vec![Action::PlanImport(path)]
        } else {
            vec![Action::Preview(path.display().to_string())]
        }
    }
}
