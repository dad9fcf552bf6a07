//! The other feeds that have the open article or its story, above the article.

use egui::{RichText, Ui};

use crate::app::{Action, Command};
use crate::i18n::t;

use super::command_button::tooltip;
use super::context::UiContext;
use super::widgets::sans;

/// Shows the other sources of the open article, if there are any.
pub(super) fn story_bar_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let sources = cx.state.other_sources();
    if sources.is_empty() || cx.state.is_preview() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(14.0);
        ui.label(RichText::new(t!(story_also_in)).color(cx.theme.dim).font(sans(12.5)));
        for member in sources {
            let feed = cx.state.feed(member.feed_id).map_or("", |feed| feed.title());
            let button = egui::Button::new(RichText::new(feed).font(sans(12.5))).truncate();
            let hint = t!(
                story_source_hint,
                title = member.title.as_str(),
                reason = cx.state.reason_words(member)
            );
            if ui.add(button).on_hover_text(hint).clicked() {
                cx.push(Action::SelectEntry(member.id));
            }
        }
        for command in [Command::WhyStory, Command::SplitStory] {
            let words = RichText::new(command.title()).color(cx.theme.accent).font(sans(12.5));
            let link = ui.add(egui::Button::new(words).frame(false));
            if link.on_hover_text(tooltip(command, cx)).clicked() {
                cx.extend(command.resolve(cx.state));
            }
        }
    });
    ui.add_space(4.0);
}
