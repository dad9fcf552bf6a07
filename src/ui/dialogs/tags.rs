//! The tags of an entry: existing ones to switch on and off, and a new one.

use egui::{RichText, Ui};

use crate::app::Action;
use crate::i18n::t;
use crate::model::EntryId;

use super::{field_ui, foot_ui, scroll_ui, title_ui};
use crate::ui::context::UiContext;

pub(super) fn tags_ui(ui: &mut Ui, cx: &UiContext<'_>, id: EntryId, text: &mut String) {
    title_ui(ui, &t!(tags_title), cx.theme);
    let own: &[String] = cx.state.article_of(id).map_or(&[], |article| &article.own_tags);
    if cx.state.library.tags.is_empty() {
        ui.label(RichText::new(t!(tags_explained)).color(cx.theme.dim));
    }
    scroll_ui(ui, 260.0, |ui| {
        for tag in &cx.state.library.tags {
            let mut is_on = own.contains(&tag.name);
            if ui.checkbox(&mut is_on, &tag.name).changed() {
                cx.push(Action::Tag { id, name: tag.name.clone(), is_on });
            }
        }
    });
    let label = t!(tags_new);
    let is_entered = field_ui(ui, "tag", text, &label, &label);
    let name = text.trim().to_owned();
    if (foot_ui(ui, cx, &t!(button_close), Some((&t!(tags_add), !name.is_empty()))) || is_entered)
        && !name.is_empty()
    {
        cx.push(Action::Tag { id, name, is_on: true });
        text.clear();
    }
}
