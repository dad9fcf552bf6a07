//! Menus for the mouse, the keyboard and screen readers: context menus of rows, and items with the
//! role of menu items.

use egui::accesskit::{HasPopup, Role};
use egui::containers::menu::SubMenuButton;
use egui::{Atom, Button, Context, Id, Popup, Response, SetOpenCommand, Ui, Vec2, vec2};

use crate::app::Pane;

use super::focus::{stop_id, wants_menu};
use super::icons::Icon;

/// Distance of a menu that was opened by a key from the left edge of its row, in points.
const INDENT: f32 = 40.0;
/// Size of the chevron of an item that opens another menu, in points.
const CHEVRON: f32 = 14.0;

/// The context menu of a row. The menu key opens it if the row is the current one of its pane.
pub(super) fn context_menu_ui(
    response: &Response,
    pane: Pane,
    is_current: bool,
    contents: impl FnOnce(&mut Ui),
) {
    let ctx = &response.ctx;
    let is_by_key = is_current && wants_menu(ctx, pane);
    // A menu that was opened by a key has no pointer to stay at.
    let id = response.id.with("menu by key");
    let was_by_key = ctx.data(|data| data.get_temp(id)).unwrap_or(false);
    let stays = (was_by_key || is_by_key) && !response.secondary_clicked();
    if stays != was_by_key {
        ctx.data_mut(|data| data.insert_temp(id, stays));
    }
    // Arrows go from the pane into the menu, and back.
    let mut popup = Popup::context_menu(response).anchor_widget(stop_id(pane));
    if stays {
        popup = popup.anchor(response.rect.translate(vec2(INDENT, 0.0)));
    }
    if is_by_key {
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
        want_first_item(ctx);
    }
    popup.show(contents);
}

/// An item of a menu.
pub(super) fn item_ui(ui: &mut Ui, words: impl Into<String>) -> Response {
    button_ui(ui, Button::new(words.into()), true)
}

/// An item that can do nothing now, and why.
pub(super) fn dimmed_item_ui(ui: &mut Ui, words: impl Into<String>, why: String) {
    let response = button_ui(ui, Button::new(words.into()), false);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(why.clone()));
    response.on_disabled_hover_text(why);
}

fn button_ui(ui: &mut Ui, button: Button<'_>, is_enabled: bool) -> Response {
    let response = ui.add_enabled(is_enabled, button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::MenuItem));
    take_focus(ui, &response);
    response
}

/// An item for a command, with its key beside its title.
pub(super) fn command_ui(
    ui: &mut Ui,
    mut button: Button<'_>,
    title: &str,
    key: Option<String>,
    is_enabled: bool,
) -> Response {
    if let Some(key) = &key {
        button = button.shortcut_text(key.as_str());
    }
    let response = button_ui(ui, button, is_enabled);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        // egui takes the key into the name.
        node.set_label(title);
        if let Some(key) = key {
            node.set_keyboard_shortcut(key);
        }
    });
    response
}

/// An item of a menu with a check mark.
pub(super) fn check_ui(ui: &mut Ui, is_on: &mut bool, words: String) -> Response {
    let response = with_edge_ui(ui, |ui| ui.checkbox(is_on, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::MenuItemCheckBox));
    take_focus(ui, &response);
    response
}

/// Draws a control with the edge that it has outside of menus, where items have no edges.
fn with_edge_ui(ui: &mut Ui, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    let edge = ui.ctx().global_style().visuals.widgets.inactive.bg_stroke;
    let before = std::mem::replace(&mut ui.visuals_mut().widgets.inactive.bg_stroke, edge);
    let response = control(ui);
    ui.visuals_mut().widgets.inactive.bg_stroke = before;
    response
}

/// One of several items of a menu of which one is chosen.
pub(super) fn radio_ui(ui: &mut Ui, is_chosen: bool, words: String) -> Response {
    let response = with_edge_ui(ui, |ui| ui.radio(is_chosen, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::MenuItemRadio));
    take_focus(ui, &response);
    response
}

/// An item that opens a menu of its own.
pub(super) fn submenu_ui(ui: &mut Ui, words: impl Into<String>, contents: impl FnOnce(&mut Ui)) {
    let chevron = Atom::paint(Vec2::splat(CHEVRON), |ui, place| {
        let color = place.fallback_text_color;
        Icon::Folded.paint(ui.painter(), place.rect.center(), CHEVRON, color);
    });
    let button = Button::new(words.into()).right_text(chevron);
    let (response, shown) = SubMenuButton::from_button(button).ui(ui, contents);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MenuItem);
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(shown.is_some());
    });
    take_focus(ui, &response);
}

/// The menu of a button. When the keyboard opens it, its first item has the focus.
pub(super) fn button_menu_ui(button: &Response, contents: impl FnOnce(&mut Ui)) {
    let ctx = &button.ctx;
    if button.clicked() {
        if ctx.memory(|memory| memory.has_focus(button.id)) {
            want_first_item(ctx);
        } else {
            // Arrows go from the button into its menu.
            button.request_focus();
        }
    }
    let shown = Popup::menu(button).show(contents);
    ctx.accesskit_node_builder(button.id, |node| {
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(shown.is_some());
    });
}

/// Gives the focus to the first item of the menu that opens.
fn want_first_item(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(first_item_id(), true));
}

fn take_focus(ui: &Ui, response: &Response) {
    // A menu is measured before it is shown, and takes no focus meanwhile.
    if ui.is_sizing_pass() || !response.enabled() {
        return;
    }
    let is_wanted = ui.data(|data| data.get_temp(first_item_id())).unwrap_or(false);
    if is_wanted {
        ui.data_mut(|data| data.remove::<bool>(first_item_id()));
        response.request_focus();
    }
}

fn first_item_id() -> Id {
    Id::unique("the first item of a menu is wanted")
}
