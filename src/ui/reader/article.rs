//! The article pane inside the window: its content, its style, and the reading position.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Ui, UiBuilder};
use jiff::Timestamp;
use url::Url;

use crate::app::{Action, Command, ListenAction, Notice, Pane};
use crate::article::Article;
use crate::i18n::{language, t};
use crate::model::{EntryId, FeedId, ReadingPosition};
use crate::ui::article::{ArticleAction, Header, ReadingStyle, Scroll};
use crate::ui::article_bar::article_bar_ui;
use crate::ui::changes_bar::changes_bar_ui;
use crate::ui::context::UiContext;
use crate::ui::file_dialog::{self, FilePurpose};
use crate::ui::focus::{has_ring, stop_ui};
use crate::ui::mirror::upright;
use crate::ui::player::episode_row_ui;
use crate::ui::story_bar::story_bar_ui;
use crate::ui::widgets::{ring, sans};

use super::ReaderApp;

impl ReaderApp {
    pub(super) fn article_ui(
        &mut self,
        ui: &mut Ui,
        is_alone: bool,
        now: Timestamp,
    ) -> Vec<Action> {
        let cx = UiContext::new(&self.state, &self.theme, &self.keys, &mut self.icons, now);
        article_bar_ui(ui, &cx, is_alone);
        if let Some(article) = self.state.shown_article() {
            changes_bar_ui(ui, &cx, article);
        }
        story_bar_ui(ui, &cx);
        episode_row_ui(ui, &cx);
        let mut actions = cx.into_actions();
        let Some(article) = self.state.shown_article().cloned() else {
            self.keep_position();
            self.shown = None;
            self.no_article_ui(ui);
            return actions;
        };
        self.change_article(&article);
        let header = Header {
            feed_title: self.feed_title(&article),
            time_zone: self.state.zone.clone(),
            language: language(),
            full_text_key: self.keys.shown(Command::ToggleFullText),
        };
        let style = self.reading_style(article.entry.feed_id);
        self.pane.highlight(&self.state.highlights);
        let reading = self.state.aloud().filter(|reading| reading.entry_id == article.entry.id);
        self.pane.follow_voice(reading.map(|reading| (&reading.marks, reading.jumps)));
        let area = ui.available_rect_before_wrap();
        let title = &article.entry.content.title;
        let stop = stop_ui(ui, Pane::Article, area, Role::Document, title);
        let child = UiBuilder::new().max_rect(area).accessibility_parent(stop.id);
        let mut child = ui.new_child(child);
        let asked = upright(&mut child, area, stop.id, |ui| {
            self.pane.show_ui(ui, &article, &header, &style, &self.theme)
        });
        if has_ring(ui.ctx(), Pane::Article) {
            ring(ui.painter(), area, &self.theme);
        }
        for action in &asked {
            if let ArticleAction::SavePicture(url) = action {
                if !file_dialog::IS_AVAILABLE {
                    let words = t!(notice_no_file_dialog);
                    self.state.notice = Some(Notice::error(words, (self.clock)()));
                    continue;
                }
                file_dialog::ask(ui.ctx(), FilePurpose::Picture(Arc::clone(url)));
            }
        }
        let episode = self.state.shown_episode().map(|article| {
            (article.entry.id, article.entry.content.audio().map(|file| file.url.clone()))
        });
        actions
            .extend(asked.into_iter().filter_map(|action| from_article(action, episode.as_ref())));
        actions
    }

    /// Keeps the position of the old article and restores that of the new one.
    fn change_article(&mut self, article: &Arc<Article>) {
        if self.shown == Some(article.entry.id) {
            return;
        }
        self.keep_position();
        self.shown = Some(article.entry.id);
        match self.position_of(article) {
            Some(position) => self.pane.go_to(position),
            None => _ = self.pane.scroll(Scroll::Top),
        }
    }

    fn position_of(&self, article: &Article) -> Option<ReadingPosition> {
        self.state.position_of(article.entry.id).or(article.entry.status.position)
    }

    pub(super) fn keep_position(&mut self) {
        let Some(id) = self.shown.filter(|_| !self.pane.is_opening()) else { return };
        let Some(position) = self.pane.position() else { return };
        let now = (self.clock)();
        let effects = self.state.apply(Action::KeepPosition(id, position), now);
        self.run_jobs(effects);
    }

    fn feed_title(&self, article: &Article) -> String {
        match (self.state.feed(article.entry.feed_id), &self.state.preview) {
            (Some(feed), _) => feed.title().to_owned(),
            (None, Some(preview)) => preview.feed.title.clone(),
            (None, None) => String::new(),
        }
    }

    /// The reading style for a feed, which may override the policy for pictures.
    fn reading_style(&self, feed: FeedId) -> ReadingStyle {
        let style = ReadingStyle::from(&self.state.settings);
        let pictures = self.state.picture_policy(Some(feed));
        ReadingStyle { pictures, own_font: self.own_font.shown, ..style }
    }

    fn no_article_ui(&self, ui: &Ui) {
        let words = if self.state.is_loaded && self.state.library.feeds.is_empty() {
            String::new()
        } else {
            t!(article_select_entry)
        };
        let center = ui.max_rect().center();
        ui.painter().text(center, egui::Align2::CENTER_CENTER, words, sans(14.0), self.theme.dim);
    }
}

/// The action of the window for one of the article. `episode` is its entry and its audio, which is
/// played here.
fn from_article(action: ArticleAction, episode: Option<&(EntryId, Option<Url>)>) -> Option<Action> {
    match action {
        ArticleAction::OpenLink { url, in_background: false }
            if episode.is_some_and(|(_, audio)| audio.as_ref() == Some(&url)) =>
        {
            episode.map(|(id, _)| Action::Listen(ListenAction::Play(*id, None)))
        }
        ArticleAction::PlayFrom(time) => {
            episode.map(|(id, _)| Action::Listen(ListenAction::Play(*id, Some(time))))
        }
        ArticleAction::OpenLink { url, in_background } => {
            Some(Action::OpenUrl { url, in_background })
        }
        ArticleAction::OpenImage(url) => Some(Action::OpenUrl { url, in_background: false }),
        ArticleAction::CopyLink(url) => Some(Action::CopyLink(url)),
        ArticleAction::SavePicture(_) => None,
        ArticleAction::LoadPictures(requests) => Some(Action::LoadPictures(requests)),
        ArticleAction::CopyText(text) => Some(Action::Copy { text, notice: t!(notice_copied) }),
        ArticleAction::Lighten => Some(Action::LightenArticle),
        ArticleAction::Reload => Some(Action::ReloadArticle),
    }
}
