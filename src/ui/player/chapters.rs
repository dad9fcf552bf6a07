//! The list of chapters: each with its time, and with its link if it has one.

use egui::{Atom, Button, Rect, RichText, ScrollArea, Sense, Ui, Vec2, vec2};

use crate::app::{Action, ListenAction};
use crate::i18n::t;
use crate::listen::{chapter_at, time_words};
use crate::model::{Chapter, ChapterPicture, PicturePolicy};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::widgets::{ICON_BUTTON, icon_button_ui, sans};

use super::pictures::{ChapterPictures, SIDE};

/// Height of a row, in points.
const ROW: f32 = 32.0;

pub(super) fn chapters_ui(ui: &mut Ui, cx: &UiContext<'_>, pictures: &mut ChapterPictures) {
    let chapters = cx.state.player.chapters();
    let current = chapter_at(chapters, cx.state.player.position());
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, chapters.len(), |ui, rows| {
        for at in rows {
            if let Some(chapter) = chapters.get(at) {
                chapter_ui(ui, cx, (chapter, current == Some(at)), pictures);
            }
        }
    });
}

fn chapter_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    (chapter, is_current): (&Chapter, bool),
    pictures: &mut ChapterPictures,
) {
    ui.horizontal(|ui| {
        picture_ui(ui, cx, chapter, pictures);
        let title =
            if chapter.title.is_empty() { t!(player_chapter) } else { chapter.title.clone() };
        let words = t!(player_time_chapter, time = time_words(chapter.start), chapter = title);
        let color = if is_current { cx.theme.accent } else { cx.theme.ink };
        let text = RichText::new(words.as_str()).font(sans(13.5)).color(color);
        let link_room = if chapter.url.is_some() { ICON_BUTTON + 8.0 } else { 0.0 };
        // What grows at the right moves the words to the left.
        let button = Button::selectable(is_current, (text, Atom::grow())).truncate();
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

/// The picture of a chapter, in a place of its own. Those without one leave no room.
fn picture_ui(ui: &mut Ui, cx: &UiContext<'_>, chapter: &Chapter, pictures: &mut ChapterPictures) {
    let feed = cx.state.player.opened.as_ref().map(|opened| opened.episode.feed_id);
    let policy = cx.state.picture_policy(feed);
    let is_elsewhere = matches!(chapter.picture, Some(ChapterPicture::Address(_)));
    if !is_elsewhere || policy != PicturePolicy::Always {
        return;
    }
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::HOVER);
    match pictures.of(ui.ctx(), chapter, policy) {
        Some(texture) => {
            let size = texture.size_vec2();
            let place = Rect::from_center_size(rect.center(), size * (SIDE / size.max_elem()));
            egui::Image::new(&texture).corner_radius(4).paint_at(ui, place);
        }
        None => _ = ui.painter().rect_filled(rect, 4, cx.theme.code_background),
    }
}
