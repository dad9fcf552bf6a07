//! The head of the list: what it shows, what can be done with all of it, and the search.

use egui::accesskit::Role;
use egui::{Id, Sense, Ui, WidgetInfo, vec2};

use crate::app::{Action, AppState, Command, Dialog, NameTarget};
use crate::model::Filter;
use crate::query::parse_typed;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{
    bold, command_button_ui, focus_once, icon_button_tinted_ui, line, sans, text_field, tooltip,
    with_key,
};

/// The title of the list between its buttons.
pub(super) fn head_ui(
    ui: &mut Ui,
    state: &AppState,
    is_alone: bool,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        ui.set_height(44.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(8.0);
        let (icon, name) = if is_alone {
            (Icon::Back, "Back to feeds".to_owned())
        } else {
            (Icon::Sidebar, tooltip(Command::ToggleSidebar, theme))
        };
        if icon_button_tinted_ui(ui, icon, &name, theme.dim, theme).clicked() {
            actions.push(if is_alone {
                Action::ShowPane(crate::app::Pane::Sources)
            } else {
                Action::ToggleSidebar
            });
        }
        ui.add_space(4.0);
        let buttons = if state.has_filter() { 4.0 } else { 3.0 };
        let width = (ui.available_width() - buttons * 30.0 - 10.0).max(40.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::HOVER);
        let title = state.place_title();
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
        line(ui.painter(), rect.left_center(), &title, bold(15.0), theme.ink, width);
        head_buttons_ui(ui, state, theme, actions);
    });
}

fn head_buttons_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    if state.has_filter() {
        let is_unread_only = state.filter() == Filter::Unread;
        let words =
            if is_unread_only { "Show read entries too" } else { "Show unread entries only" };
        let name = with_key(words, Command::ToggleFilter, theme);
        let color = if is_unread_only { theme.accent } else { theme.dim };
        if icon_button_tinted_ui(ui, Icon::Filter, &name, color, theme).clicked() {
            actions.push(Action::ToggleFilter);
        }
    }
    for (icon, command) in [
        (Icon::Search, Command::Search),
        (Icon::MarkRead, Command::MarkAllRead),
        (Icon::Refresh, Command::RefreshPlace),
    ] {
        let action = command.resolve(state);
        if command_button_ui(ui, icon, command, action.is_some(), theme) {
            actions.extend(action);
        }
    }
}

/// The field for searching, where it is open, and what is wrong with what stands in it.
pub(super) fn search_ui(
    ui: &mut Ui,
    state: &AppState,
    wants_focus: &mut bool,
    theme: &Theme,
    actions: &mut Vec<Action>,
) {
    let Some(search) = &state.search else { return };
    let mut text = search.clone();
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let width = ui.available_width() - 80.0;
        let field = text_field(ui, &mut text)
            .hint_text("Search everything")
            .desired_width(width)
            .id(search_id());
        let response = ui.add(field);
        focus_once(&response, wants_focus);
        if response.changed() {
            actions.push(Action::Search(text));
        }
        let may_save =
            !search.trim().is_empty() && parse_typed(search).is_ok() && !state.is_preview();
        if may_save
            && icon_button_tinted_ui(ui, Icon::Save, "Save search", theme.dim, theme).clicked()
        {
            let dialog = Dialog::Name { target: NameTarget::NewSmartFeed, text: String::new() };
            actions.push(Action::OpenDialog(Box::new(dialog)));
        }
        if icon_button_tinted_ui(ui, Icon::Close, "Close search", theme.dim, theme).clicked() {
            actions.push(Action::ShowSearch(false));
        }
    });
    if let Err(error) = parse_typed(search) {
        let place = search.get(error.at).filter(|place| !place.trim().is_empty());
        let words = place
            .map_or_else(|| error.message.clone(), |place| format!("{place}: {}", error.message));
        ui.horizontal_wrapped(|ui| {
            ui.add_space(14.0);
            ui.label(egui::RichText::new(words).color(theme.warning).font(sans(12.5)));
        });
    }
    ui.add_space(6.0);
}

/// The id of the search field, so that keys know when it has the cursor.
pub(in crate::ui) fn search_id() -> Id {
    Id::unique("search field")
}
