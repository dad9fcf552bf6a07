//! The bar at the foot of the window while an article is read aloud.

use egui::{Button, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Action, AloudAction, AloudStage, AloudView, AppState, Command};
use crate::config::SPEECH_SPEEDS;
use crate::i18n::t;

use super::command_button::command_button_ui;
use super::context::UiContext;
use super::icons::Icon;
use super::menu_items::{button_menu_ui, dimmed_item_ui, radio_ui};
use super::widgets::{icon_button_ui, name_bar, sans};

/// Height of the bar, in points.
const BAR_HEIGHT: f32 = 40.0;
/// Width of everything but the title, in points.
const CONTROLS: f32 = 292.0;
/// Height of the list of voices, in points.
const VOICES_HEIGHT: f32 = 360.0;

/// Height of the bar now, in points.
pub(super) fn aloud_bar_height(state: &AppState) -> f32 {
    if state.aloud().is_some() { BAR_HEIGHT } else { 0.0 }
}

pub(super) fn aloud_bar_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect) {
    let Some(reading) = cx.state.aloud() else { return };
    ui.painter().rect_filled(rect, 0, cx.theme.popup);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.theme.hairline));
    let builder = UiBuilder::new()
        .max_rect(rect.shrink2(vec2(12.0, 0.0)))
        .layout(egui::Layout::left_to_right(egui::Align::Center))
        .id_salt("aloud");
    let mut ui = ui.new_child(builder);
    name_bar(&ui, &t!(aloud_bar));
    ui.spacing_mut().item_spacing.x = 2.0;
    title_ui(&mut ui, cx, reading);
    let is_paused = reading.stage == AloudStage::Paused;
    let pause = if is_paused { Icon::Play } else { Icon::Pause };
    for (icon, command) in [
        (Icon::PreviousSentence, Command::PreviousSentence),
        (pause, Command::PauseAloud),
        (Icon::NextSentence, Command::NextSentence),
        (Icon::ReadNext, Command::ReadNextAloud),
    ] {
        if command_button_ui(&mut ui, cx, icon, command, true) {
            cx.extend(command.resolve(cx.state));
        }
    }
    speed_ui(&mut ui, cx);
    voice_ui(&mut ui, cx, reading);
    if command_button_ui(&mut ui, cx, Icon::Close, Command::ReadAloud, true) {
        cx.push(Action::Aloud(AloudAction::Stop));
    }
}

/// The title of what is read. A click shows it with the sentence that is spoken.
fn title_ui(ui: &mut Ui, cx: &UiContext<'_>, reading: &AloudView) {
    let width = (ui.available_width() - CONTROLS).max(60.0);
    let title = Some(reading.title.trim()).filter(|title| !title.is_empty());
    let title = title.map_or_else(|| t!(state_untitled), str::to_owned);
    let words = match reading.stage {
        AloudStage::Loading | AloudStage::Speaking => title.clone(),
        AloudStage::Paused => t!(aloud_paused, title = title.as_str()),
    };
    let (place, _) = ui.allocate_exact_size(vec2(22.0, 22.0), egui::Sense::HOVER);
    Icon::ReadAloud.paint(ui.painter(), place.center(), 16.0, cx.theme.accent);
    let button = Button::new(RichText::new(&words).font(sans(13.0)).color(cx.theme.ink))
        .frame(false)
        .truncate();
    let size = vec2(width - 22.0, 28.0);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let response = ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_width(size.x);
        ui.add(button)
    });
    let hint = t!(aloud_show, title = title);
    if response.inner.on_hover_text(hint).clicked() {
        cx.push(Action::Aloud(AloudAction::Show));
    }
}

fn speed_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let percent = cx.state.settings.speech_percent;
    let words = RichText::new(t!(settings_percent, percent = percent)).font(sans(12.5));
    let button = ui.add(Button::new(words.color(cx.theme.dim)).frame(false));
    let name = t!(aloud_speed_now, percent = percent);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name.clone()));
    let button = button.on_hover_text(name);
    button_menu_ui(&button, |ui| {
        for speed in SPEECH_SPEEDS {
            let words = t!(settings_percent, percent = speed);
            if radio_ui(ui, speed == percent, words).clicked() {
                cx.push(Action::Aloud(AloudAction::SetSpeed(speed)));
                ui.close();
            }
        }
    });
}

/// The voices of the language that is read.
fn voice_ui(ui: &mut Ui, cx: &UiContext<'_>, reading: &AloudView) {
    let button = icon_button_ui(ui, Icon::Voice, &t!(aloud_voice), cx.theme);
    let chosen = cx.state.voice_of(reading);
    button_menu_ui(&button, |ui| {
        if reading.voices.is_empty() {
            dimmed_item_ui(ui, t!(aloud_no_voices), t!(aloud_no_voices_why));
            return;
        }
        ScrollArea::vertical().max_height(VOICES_HEIGHT).show(ui, |ui| {
            let usual = radio_ui(ui, chosen.is_none(), t!(aloud_usual_voice)).clicked();
            let mut choice = usual.then_some(None);
            for voice in reading.voices.iter() {
                let is_chosen = chosen == Some(voice.name.as_str());
                if radio_ui(ui, is_chosen, voice.name.clone()).clicked() {
                    choice = Some(Some(voice.name.clone()));
                }
            }
            if let Some(name) = choice {
                cx.push(Action::Aloud(AloudAction::SetVoice(name)));
                ui.close();
            }
        });
    });
}
