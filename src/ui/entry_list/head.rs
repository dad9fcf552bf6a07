//! The head of the list: the title of the place, the buttons for the whole list, and the search
//! field.

use egui::accesskit::Role;
use egui::{Id, Sense, Ui, WidgetInfo, vec2};

use crate::app::{Action, Command, Dialog, NameTarget};
use crate::i18n::t;
use crate::model::Filter;
use crate::ui::command_button::{command_button_ui, tooltip, with_key};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::mirror;
use crate::ui::widgets::{
    bold, focus_once, icon_button_tinted_ui, icon_button_ui, line, name_bar, sans, text_field,
};

/// The title of the list between its buttons.
pub(super) fn head_ui(ui: &mut Ui, cx: &UiContext<'_>, is_alone: bool) {
    ui.horizontal(|ui| {
        name_bar(ui, &t!(pane_entries));
        ui.set_height(44.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(8.0);
        let (icon, name) = if is_alone {
            (Icon::Back, t!(list_back_to_feeds))
        } else {
            (Icon::Sidebar, tooltip(Command::ToggleSidebar, cx))
        };
        if icon_button_ui(ui, icon, &name, cx.theme).clicked() {
            cx.push(if is_alone {
                Action::ShowPane(crate::app::Pane::Sources)
            } else {
                Action::ToggleSidebar
            });
        }
        ui.add_space(4.0);
        let buttons = if cx.state.has_filter() { 4.0 } else { 3.0 };
        let width = (ui.available_width() - buttons * 30.0 - 10.0).max(40.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::HOVER);
        let title = cx.state.list_title();
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
        line(ui.painter(), rect.left_center(), &title, bold(15.0), cx.theme.ink, width);
        head_buttons_ui(ui, cx);
    });
}

fn head_buttons_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    if cx.state.has_filter() {
        let is_unread_only = cx.state.filter() == Filter::Unread;
        let words = if is_unread_only { t!(list_show_read) } else { t!(list_show_unread_only) };
        let name = with_key(words, Command::ToggleFilter, cx.keys);
        let color = if is_unread_only { cx.theme.accent } else { cx.theme.dim };
        if icon_button_tinted_ui(ui, Icon::Filter, &name, color, cx.theme).clicked() {
            cx.push(Action::ToggleFilter);
        }
    }
    for (icon, command) in [
        (Icon::Search, Command::Search),
        (Icon::MarkRead, Command::MarkAllRead),
        (Icon::Refresh, Command::RefreshPlace),
    ] {
        let action = command.resolve(cx.state);
        if command_button_ui(ui, cx, icon, command, action.is_some()) {
            cx.extend(action);
        }
    }
}

/// The search field while it is open, and below it the mistake in the search.
pub(super) fn search_ui(ui: &mut Ui, cx: &UiContext<'_>, wants_focus: &mut bool) {
    let Some(search) = &cx.state.search else { return };
    let error = cx.state.search_error();
    let mut text = search.clone();
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let width = ui.available_width() - 80.0;
        let field = text_field(ui, &mut text)
            .hint_text(t!(list_search_hint))
            .desired_width(width)
            .id(search_id());
        let response = mirror::field_ui(ui, field);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::SearchInput);
            node.set_label(t!(command_search));
        });
        focus_once(&response, wants_focus);
        if response.changed() {
            cx.push(Action::Search(text));
        }
        let may_save = !search.trim().is_empty() && error.is_none() && !cx.state.is_preview();
        if may_save && icon_button_ui(ui, Icon::Save, &t!(list_save_search), cx.theme).clicked() {
            let dialog = Dialog::Name { target: NameTarget::NewSmartFeed, text: String::new() };
            cx.push(Action::OpenDialog(Box::new(dialog)));
        }
        if icon_button_ui(ui, Icon::Close, &t!(list_close_search), cx.theme).clicked() {
            cx.push(Action::ShowSearch(false));
        }
    });
    if let Some(error) = error {
        let place = search.get(error.at.clone()).filter(|place| !place.trim().is_empty());
        let words = match place {
            Some(place) => t!(list_search_error, place = place, error = error.message.as_str()),
            None => error.message.clone(),
        };
        ui.horizontal_wrapped(|ui| {
            ui.add_space(14.0);
            ui.label(egui::RichText::new(words).color(cx.theme.warning).font(sans(12.5)));
        });
    }
    if let Some(count) = cx.state.found_count() {
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let words = t!(list_search_count, count = count);
            let words = egui::RichText::new(words).color(cx.theme.dim).font(sans(12.5));
            let response = ui.label(words);
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
        });
    }
    ui.add_space(6.0);
}

/// The id of the search field, so that keys know when it has the cursor.
pub(in crate::ui) fn search_id() -> Id {
    Id::unique("search field")
}
