//! The player at the foot of the window, which stays while one reads: the bar, and above it the
//! chapters or the transcript. Also the row of an episode above its article.

mod bar;
mod chapters;
mod episode_row;
mod pictures;
mod track;
mod transcript;

use egui::{Rect, RichText, Ui, vec2};

use crate::app::{Action, AppState, ListenAction, PlayerPanel};
use crate::i18n::t;

use super::context::UiContext;
use super::icons::Icon;
use super::panes::pane_ui;
use super::widgets::{bold, icon_button_ui, push_right};

pub(super) use bar::{BAR_HEIGHT, bar_ui, speed_words};
pub(super) use episode_row::episode_row_ui;
pub(super) use pictures::ChapterPictures;

/// Most of the window's height that the panel takes, and its height where there is room.
const PANEL_SHARE: f32 = 0.45;
const PANEL_HEIGHT: f32 = 320.0;
/// Space between the edges of the player and its content, in points.
const MARGIN: f32 = 14.0;

/// The height of the panel above the bar; 0 without one.
pub(super) fn panel_height(state: &AppState, room: f32) -> f32 {
    if state.player.opened.is_none() || state.player.panel.is_none() {
        return 0.0;
    }
    PANEL_HEIGHT.min(PANEL_SHARE * room)
}

/// The chapters or the transcript.
pub(super) fn panel_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    rect: Rect,
    pictures: &mut ChapterPictures,
) {
    let Some(panel) = cx.state.player.panel else { return };
    let title = match panel {
        PlayerPanel::Chapters => t!(player_chapters),
        PlayerPanel::Transcript => t!(player_transcript),
    };
    let mut ui = pane_ui(ui, rect, "player panel", &title, Some(cx.theme.list));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.theme.hairline));
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.add_space(MARGIN);
        ui.label(RichText::new(title).font(bold(13.5)).color(cx.theme.ink));
        push_right(ui, 1, MARGIN);
        if icon_button_ui(ui, Icon::Close, &t!(player_hide_panel), cx.theme).clicked() {
            cx.push(Action::Listen(ListenAction::TogglePanel(panel)));
        }
    });
    let inner = ui.available_rect_before_wrap().shrink2(vec2(MARGIN, 0.0));
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    match panel {
        PlayerPanel::Chapters => chapters::chapters_ui(&mut ui, cx, pictures),
        PlayerPanel::Transcript => transcript::transcript_ui(&mut ui, cx),
    }
}
