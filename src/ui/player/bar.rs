//! The bar: the track, what plays, and the controls.

use egui::{
    Align, Button, Layout, Popup, PopupCloseBehavior, Rect, Response, RichText, Sense, Ui,
    UiBuilder, vec2,
};

use crate::app::{Action, Command, ListenAction, PlayerPanel, SleepChoice};
use crate::config::SPEED_PERCENTS;
use crate::i18n::{decimal_words, t};
use crate::listen::{SLEEP_MINUTES, SleepTimer, chapter_at};
use crate::model::PlayProblem;
use crate::ui::command_button::{command_button_ui, tooltip};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::menu_items::{button_menu_ui, radio_ui};
use crate::ui::panes::pane_ui;
use crate::ui::slider::{Scale, slider_ui};
use crate::ui::widgets::{
    ICON_BUTTON, ICON_GAP, icon_button_tinted_ui, icon_button_ui, line, name_bar, sans,
};

use super::MARGIN;
use super::track::track_ui;

/// Height of the bar, in points.
pub(in crate::ui) const BAR_HEIGHT: f32 = 72.0;
/// Height of the track with its times.
const TRACK_HEIGHT: f32 = 24.0;
/// Width of the button with the speed.
const SPEED_WIDTH: f32 = 44.0;
/// The speeds to choose from, in percent.
const SPEEDS: [u32; 9] = [80, 100, 110, 125, 150, 175, 200, 250, 300];
/// Under this width the bar has only what one needs most, in points.
const NARROW: f32 = 560.0;

/// The bar, if there is an episode.
pub(in crate::ui) fn bar_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect) {
    let mut ui = pane_ui(ui, rect, "player", &t!(pane_player), Some(cx.theme.sidebar));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.theme.hairline));
    let track = Rect::from_min_size(
        rect.min + vec2(MARGIN, 4.0),
        vec2(rect.width() - 2.0 * MARGIN, TRACK_HEIGHT),
    );
    track_ui(&mut ui, cx, track);
    let row = Rect::from_min_max(track.left_bottom(), rect.max - vec2(MARGIN, 4.0));
    let layout = Layout::left_to_right(Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(row).layout(layout).id_salt("controls"));
    ui.spacing_mut().item_spacing.x = ICON_GAP;
    name_bar(&ui, &t!(pane_player));
    command_icon_ui(&mut ui, cx, Icon::SkipBack, Command::SkipBack);
    play_ui(&mut ui, cx);
    command_icon_ui(&mut ui, cx, Icon::SkipForward, Command::SkipForward);
    let is_narrow = row.width() < NARROW;
    let buttons = if is_narrow { 4.0 } else { 7.0 };
    let right = buttons * (ICON_BUTTON + ICON_GAP) + SPEED_WIDTH + ICON_GAP;
    let room = (ui.available_width() - right - 2.0 * MARGIN).max(0.0);
    title_ui(&mut ui, cx, room);
    speed_ui(&mut ui, cx);
    if !is_narrow {
        let chapters = (Icon::Chapters, Command::ShowChapters);
        panel_button_ui(&mut ui, cx, chapters, PlayerPanel::Chapters);
        let transcript = (Icon::Transcript, Command::ShowTranscript);
        panel_button_ui(&mut ui, cx, transcript, PlayerPanel::Transcript);
        volume_ui(&mut ui, cx);
    }
    sleep_ui(&mut ui, cx);
    command_icon_ui(&mut ui, cx, Icon::Queue, Command::GoQueue);
    more_ui(&mut ui, cx);
    command_icon_ui(&mut ui, cx, Icon::Close, Command::ClosePlayer);
}

fn command_icon_ui(ui: &mut Ui, cx: &UiContext<'_>, icon: Icon, command: Command) {
    let action = command.resolve(cx.state);
    if command_button_ui(ui, cx, icon, command, action.is_some()) {
        cx.extend(action);
    }
}

fn play_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let icon = if cx.state.player.is_playing() { Icon::Pause } else { Icon::Play };
    let name = tooltip(Command::PlayPause, cx);
    if icon_button_tinted_ui(ui, icon, &name, cx.theme.accent, cx.theme).clicked() {
        cx.push(Action::Listen(ListenAction::Toggle));
    }
}

/// What plays: the title of the episode, and below its feed, its chapter or why it can't be played.
/// A click opens the entry.
fn title_ui(ui: &mut Ui, cx: &UiContext<'_>, width: f32) {
    let Some(opened) = &cx.state.player.opened else { return };
    ui.add_space(MARGIN);
    let episode = &opened.episode;
    let problem = cx.state.player.problem();
    let (words, color) = match problem {
        Some(problem) => (problem.words(), cx.theme.error),
        None => (second_line(cx), cx.theme.dim),
    };
    let has_way_out = problem.is_some_and(PlayProblem::is_ours);
    let room = if has_way_out { width * 0.6 } else { width };
    let (rect, response) = ui.allocate_exact_size(vec2(room, 36.0), Sense::click());
    let name = t!(player_episode, title = episode.title.as_str(), facts = words.as_str());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Link, true, name.as_str())
    });
    crate::ui::widgets::focus_ring(ui.painter(), &response, cx.theme);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for (text, y, font, color) in [
        (episode.title.as_str(), rect.top() + 9.0, sans(13.5), cx.theme.ink),
        (words.as_str(), rect.top() + 27.0, sans(12.0), color),
    ] {
        line(&painter, egui::pos2(rect.left(), y), text, font, color, rect.width());
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.on_hover_text(name).clicked() {
        cx.push(Action::SelectEntry(episode.entry_id));
    }
    if has_way_out {
        let words = RichText::new(t!(player_open_outside)).font(sans(12.5));
        let button = Button::new(words).truncate();
        let size = vec2((width - room - MARGIN).max(ICON_BUTTON), ICON_BUTTON);
        if ui.add_sized(size, button).clicked() {
            cx.push(Action::OpenUrl { url: episode.url.clone(), in_background: false });
        }
    }
    ui.add_space(MARGIN);
}

/// The feed, and the chapter if there are any.
fn second_line(cx: &UiContext<'_>) -> String {
    let player = &cx.state.player;
    let feed = player.opened.as_ref().map_or("", |opened| &opened.episode.feed_title);
    if player.is_loading() {
        return t!(player_loading, feed = feed);
    }
    let chapters = player.chapters();
    let chapter = chapter_at(chapters, player.position()).and_then(|at| chapters.get(at));
    match chapter.filter(|chapter| !chapter.title.is_empty()) {
        Some(chapter) => t!(player_feed_chapter, feed = feed, chapter = chapter.title.as_str()),
        None => feed.to_owned(),
    }
}

/// A speed in words: `1.5×`.
pub(in crate::ui) fn speed_words(percent: u32) -> String {
    let decimals =
        if percent.is_multiple_of(100) { 0 } else { 2 - usize::from(percent.is_multiple_of(10)) };
    t!(player_times, speed = decimal_words(f64::from(percent) / 100.0, decimals))
}

fn speed_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let percent = cx.state.speed_percent();
    let words = RichText::new(speed_words(percent)).font(sans(13.0)).color(cx.theme.dim);
    let button = ui.add_sized(vec2(SPEED_WIDTH, ICON_BUTTON), Button::new(words).frame(false));
    let name = t!(player_speed, speed = speed_words(percent));
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name.clone()));
    button_menu_ui(&button, |ui| {
        for choice in SPEEDS.into_iter().filter(|choice| SPEED_PERCENTS.contains(choice)) {
            if radio_ui(ui, choice == percent, speed_words(choice)).clicked() {
                cx.push(Action::Listen(ListenAction::Speed(choice)));
                ui.close();
            }
        }
    });
    button.on_hover_text(name);
}

/// A button for a panel, tinted while it is shown.
fn panel_button_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    (icon, command): (Icon, Command),
    panel: PlayerPanel,
) {
    let action = command.resolve(cx.state);
    let is_on = cx.state.player.panel == Some(panel);
    let color = if is_on { cx.theme.accent } else { cx.theme.dim };
    let name = tooltip(command, cx);
    let inner = ui.add_enabled_ui(action.is_some(), |ui| {
        let button = icon_button_tinted_ui(ui, icon, &name, color, cx.theme);
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(is_on));
        button
    });
    if inner.inner.clicked() {
        cx.extend(action);
    }
}

fn volume_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let percent = cx.state.settings.listening.volume_percent;
    let icon = if percent == 0 { Icon::Muted } else { Icon::Volume };
    let button = icon_button_ui(ui, icon, &t!(player_volume), cx.theme);
    let popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = popup.show(|ui| {
        let label = ui.label(RichText::new(t!(player_volume)).font(sans(13.0)));
        let mut volume = percent as f32;
        slider_ui(ui, label.id, &mut volume, &Scale::whole(0.0..=100.0), cx.theme);
        let chosen = volume.round() as u32;
        if chosen != percent {
            cx.push(Action::Listen(ListenAction::Volume(chosen)));
        }
    });
    note_popup(&button, shown.is_some());
}

fn note_popup(button: &Response, is_open: bool) {
    button.ctx.accesskit_node_builder(button.id, |node| {
        node.set_has_popup(egui::accesskit::HasPopup::Dialog);
        node.set_expanded(is_open);
    });
}

fn sleep_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let timer = cx.state.player.sleep;
    let name = match timer {
        None => t!(player_sleep),
        Some(SleepTimer::EndOfEpisode) => t!(player_sleep_end),
        Some(timer) => {
            t!(player_sleep_left, minutes = timer.minutes_left(cx.now).unwrap_or_default())
        }
    };
    let color = if timer.is_some() { cx.theme.accent } else { cx.theme.dim };
    let button = icon_button_tinted_ui(ui, Icon::Moon, &name, color, cx.theme);
    button_menu_ui(&button, |ui| {
        let mut item = |is_chosen: bool, words: String, choice: Option<SleepChoice>| {
            if radio_ui(ui, is_chosen, words).clicked() {
                cx.push(Action::Listen(ListenAction::Sleep(choice)));
                ui.close();
            }
        };
        item(timer.is_none(), t!(player_sleep_off), None);
        for minutes in SLEEP_MINUTES {
            let words = t!(player_sleep_minutes, minutes = minutes);
            item(false, words, Some(SleepChoice::Minutes(minutes)));
        }
        let ends = timer == Some(SleepTimer::EndOfEpisode);
        item(ends, t!(player_sleep_at_end), Some(SleepChoice::EndOfEpisode));
    });
}

/// All commands for episodes, also those that a narrow bar has no button for.
fn more_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let button = icon_button_ui(ui, Icon::More, &t!(player_more), cx.theme);
    button_menu_ui(&button, |ui| {
        for command in [
            Command::PreviousChapter,
            Command::NextChapter,
            Command::NextEpisode,
            Command::ShowChapters,
            Command::ShowTranscript,
            Command::PlaySlower,
            Command::PlayFaster,
        ] {
            let action = command.resolve(cx.state);
            let title = command.menu_title(cx.state);
            let key = cx.keys.shown(command);
            let item = Button::new(title.as_str());
            let response =
                crate::ui::menu_items::command_ui(ui, item, &title, key, action.is_some());
            if response.clicked() {
                cx.extend(action);
                ui.close();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_have_no_more_decimals_than_they_need() {
        assert_eq!([100, 125, 150].map(speed_words), ["1\u{d7}", "1.25\u{d7}", "1.5\u{d7}"]);
    }

    #[test]
    fn every_speed_to_choose_is_allowed() {
        assert!(SPEEDS.iter().all(|percent| SPEED_PERCENTS.contains(percent)));
    }
}
