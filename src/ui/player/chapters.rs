//! The list of chapters: each with its time, and with its link if it has one.

use egui::{Button, RichText, ScrollArea, Ui, vec2};

use crate::app::{Action, ListenAction};
use crate::i18n::t;
use crate::listen::{chapter_at, time_words};
use crate::model::Chapter;
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::widgets::{ICON_BUTTON, icon_button_ui, sans};

/// Height of a row, in points.
const ROW: f32 = 32.0;

pub(super) fn chapters_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let chapters = cx.state.player.chapters();
    let current = chapter_at(chapters, cx.state.player.position());
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, chapters.len(), |ui, rows| {
        for at in rows {
            if let Some(chapter) = chapters.get(at) {
                chapter_ui(ui, cx, chapter, current == Some(at));
            }
        }
    });
}

fn chapter_ui(ui: &mut Ui, cx: &UiContext<'_>, chapter: &Chapter, is_current: bool) {
    ui.horizontal(|ui| {
        let title =
            if chapter.title.is_empty() { t!(player_chapter) } else { chapter.title.clone() };
        let words = t!(player_time_chapter, time = time_words(chapter.start), chapter = title);
        let color = if is_current { cx.theme.accent } else { cx.theme.ink };
        let text = RichText::new(words.as_str()).font(sans(13.5)).color(color);
        let link_room = if chapter.url.is_some() { ICON_BUTTON + 8.0 } else { 0.0 };
        let button = Button::selectable(is_current, text).truncate();
        let size = vec2((ui.available_width() - link_room).max(0.0), ROW - 4.0);
        let response = ui.add_sized(size, button);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            if is_current {
                node.set_aria_current(egui::accesskit::AriaCurrent::True);
            }
        });
        if response.clicked() {
            cx.push(Action::Listen(ListenAction::SeekTo(chapter.start)));
        }
        if let Some(url) = &chapter.url {
            let name = t!(player_chapter_link, host = url.host_str().unwrap_or_default());
            if icon_button_ui(ui, Icon::OpenOutside, &name, cx.theme).clicked() {
                cx.push(Action::OpenUrl { url: url.clone(), in_background: false });
            }
        }
    });
}
