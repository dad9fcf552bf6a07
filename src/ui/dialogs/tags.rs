//! Tags of an entry: those that exist, to be switched on and off, and a new one.

use egui::{RichText, Ui};

use crate::app::{Action, AppState};
use crate::model::EntryId;

use super::{field_ui, foot_ui, scroll_area, title_ui};
use crate::ui::theme::Theme;

pub(super) fn tags_ui(
    ui: &mut Ui,
    state: &AppState,
    id: EntryId,
    text: &mut String,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    title_ui(ui, "Tags", theme);
    let own: &[String] = state.article_of(id).map_or(&[], |article| &article.own_tags);
    if state.library.tags.is_empty() {
        ui.label(RichText::new("Tags of your own. Find them with tag:name.").color(theme.dim));
    }
    scroll_area(260.0).show(ui, |ui| {
        for tag in &state.library.tags {
            let mut is_on = own.contains(tag);
            if ui.checkbox(&mut is_on, tag).changed() {
                actions.push(Action::Tag { id, name: tag.clone(), is_on });
            }
        }
    });
    let is_entered = field_ui(ui, text, "New tag", "New tag");
    let name = text.trim().to_owned();
    if (foot_ui(ui, "Close", Some(("Add tag", !name.is_empty())), actions) || is_entered)
        && !name.is_empty()
    {
        actions.push(Action::Tag { id, name, is_on: true });
        text.clear();
    }
}
