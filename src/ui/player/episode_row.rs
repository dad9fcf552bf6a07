//! The row of an episode above its article: play, queue, download.

use egui::{Button, Frame, Margin, RichText, Ui};

use crate::app::{Action, Command, DownloadView, ListenAction};
use crate::article::Article;
use crate::i18n::{bytes_words, t};
use crate::listen::time_words;
use crate::ui::command_button::{tooltip, with_key};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

/// Shows the row, if the article has an episode.
pub(in crate::ui) fn episode_row_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let Some(article) = cx.state.shown_episode() else { return };
    // A margin, so that a second line begins below the first.
    let frame = Frame::NONE.inner_margin(Margin::symmetric(14, 0));
    frame.show(ui, |ui| buttons_ui(ui, cx, article));
    ui.add_space(4.0);
}

fn buttons_ui(ui: &mut Ui, cx: &UiContext<'_>, article: &Article) {
    ui.horizontal_wrapped(|ui| {
        play_ui(ui, cx, article);
        for command in [Command::PlayNext, Command::ToggleQueued, Command::ToggleDownload] {
            let words = RichText::new(command.menu_title(cx.state)).font(sans(12.5));
            let button = ui.add(Button::new(words));
            if button.on_hover_text(tooltip(command, cx)).clicked() {
                cx.extend(command.resolve(cx.state));
            }
        }
        if let Some(words) = download_words(cx, article) {
            ui.label(RichText::new(words).font(sans(12.5)).color(cx.theme.dim));
        }
    });
}

fn play_ui(ui: &mut Ui, cx: &UiContext<'_>, article: &Article) {
    let id = article.entry.id;
    let is_playing = cx.state.player.current() == Some(id) && cx.state.player.is_playing();
    let words = if is_playing { t!(command_pause) } else { t!(command_play) };
    let words = match article.entry.content.audio().and_then(|file| file.seconds) {
        Some(seconds) if !is_playing => {
            let length = time_words(std::time::Duration::from_secs(seconds.into()));
            t!(episode_play_length, play = words, length = length)
        }
        Some(_) | None => words,
    };
    let text = RichText::new(words.as_str()).font(sans(12.5)).color(cx.theme.on_accent);
    let button = ui.add(Button::new(text).fill(cx.theme.accent));
    if button.on_hover_text(with_key(words, Command::PlayPause, cx.keys)).clicked() {
        let action = if is_playing { ListenAction::Toggle } else { ListenAction::Play(id, None) };
        cx.push(Action::Listen(action));
    }
}

/// How far the download is, or why it failed.
fn download_words(cx: &UiContext<'_>, article: &Article) -> Option<String> {
    Some(match cx.state.download_of(article.entry.id)? {
        DownloadView::Done => t!(episode_downloaded),
        DownloadView::Failed(reason) => t!(episode_download_failed, reason = reason),
        DownloadView::Running(bytes, Some(total)) => {
            let share = bytes.saturating_mul(100).checked_div(total).unwrap_or(0).min(100);
            t!(episode_downloading_share, percent = share, total = bytes_words(total))
        }
        DownloadView::Running(0, None) => t!(episode_download_waits),
        DownloadView::Running(bytes, None) => t!(episode_downloading, size = bytes_words(bytes)),
    })
}
