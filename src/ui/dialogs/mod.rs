//! The dialogs over the panes, one per file. A dialog edits its own texts and asks for actions.

mod activity;
mod add_feed;
mod choices;
mod feed;
mod folders;
mod fuzzy;
mod health;
mod history;
mod import;
mod keys;
mod name;
mod network;
mod palette;
mod rules;
mod settings;
mod sign_in;
mod tags;

use egui::{Align, Frame, Id, Layout, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::app::{Action, Dialog, KeysStage};

use super::theme::Theme;
use super::widgets::{bold, text_field};
use crate::ui::context::UiContext;

/// Draws the open dialog. Texts that the user types are kept in `dialog`.
pub(super) fn dialog_ui(ui: &Ui, cx: &UiContext<'_>, dialog: &mut Dialog) {
    let room = ui.ctx().content_rect().size() - vec2(64.0, 64.0);
    let width = width_of(dialog).min(room.x);
    let id = Id::unique("dialog");
    let frame = Frame::popup(ui.style()).inner_margin(22).corner_radius(12);
    let area = Modal::default_area(id).default_size(vec2(width, room.y));
    let response = Modal::new(id).area(area).frame(frame).backdrop_color(cx.theme.backdrop()).show(
        ui.ctx(),
        |ui| {
            ui.set_width(width);
            ui.spacing_mut().slider_width = 190.0;
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            match dialog {
                Dialog::AddFeed(add) => add_feed::add_feed_ui(ui, cx, add),
                Dialog::Name { target, text } => name::name_ui(ui, cx, target, text),
                Dialog::Import { path, stage } => import::import_ui(ui, cx, path, stage),
                Dialog::Export { path } => import::export_ui(ui, cx, path),
                Dialog::Keys(at) => keys::keys_ui(ui, cx, *at),
                Dialog::Settings => settings::settings_ui(ui, cx),
                Dialog::Health(filter) => health::health_ui(ui, cx, filter),
                Dialog::Activity(view) => activity::activity_ui(ui, cx, view),
                Dialog::History => history::history_ui(ui, cx),
                Dialog::Rules(at) => rules::rules_ui(ui, cx, at),
                Dialog::Feed(id) => feed::feed_ui(ui, cx, *id),
                Dialog::SignIn(draft) => sign_in::sign_in_ui(ui, cx, draft),
                Dialog::Palette { text, chosen } => palette::palette_ui(ui, cx, text, chosen),
                Dialog::Move(ids) => folders::move_ui(ui, cx, ids),
                Dialog::MoveFolder(id) => folders::move_folder_ui(ui, cx, *id),
                Dialog::Tags { entry_id, text } => tags::tags_ui(ui, cx, *entry_id, text),
                Dialog::BackUp { path } => import::back_up_ui(ui, cx, path),
            }
        },
    );
    if response.should_close() {
        cx.push(Action::CloseDialog);
    }
}

/// A list in a dialog, as high as its rows but no higher than `height`. egui would else squeeze it
/// to the size of the dialog that was open before.
fn scroll_area(height: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true])
}

fn width_of(dialog: &Dialog) -> f32 {
    match dialog {
        Dialog::AddFeed(_)
        | Dialog::Import { .. }
        | Dialog::Export { .. }
        | Dialog::BackUp { .. }
        | Dialog::Settings
        | Dialog::Feed(_) => 480.0,
        Dialog::Name { .. }
        | Dialog::SignIn(_)
        | Dialog::Move(_)
        | Dialog::MoveFolder(_)
        | Dialog::Tags { .. }
        | Dialog::Keys(KeysStage::Listening(_)) => 380.0,
        Dialog::Keys(KeysStage::Sheet) | Dialog::Activity(_) | Dialog::Health(_) => 780.0,
        Dialog::Palette { .. } | Dialog::Rules(_) => 560.0,
        Dialog::History => 620.0,
    }
}

fn title_ui(ui: &mut Ui, title: &str, theme: &Theme) {
    let response = ui.label(RichText::new(title).font(bold(17.0)).color(theme.ink));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, title));
    ui.add_space(2.0);
}

/// The buttons at the foot: `cancel`, and the action itself with whether it is enabled. True if the
/// action was chosen.
fn foot_ui(ui: &mut Ui, cx: &UiContext<'_>, cancel: &str, act: Option<(&str, bool)>) -> bool {
    let mut is_chosen = false;
    ui.add_space(6.0);
    let size = vec2(ui.available_width(), 30.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if let Some((label, is_enabled)) = act {
            is_chosen = ui.add_enabled(is_enabled, egui::Button::new(label)).clicked();
        }
        if ui.button(cancel).clicked() {
            cx.push(Action::CloseDialog);
        }
    });
    is_chosen
}

/// A text field that has the cursor from the start. True if Enter was pressed in it.
///
/// `salt` tells the fields of different dialogs apart; the name depends on the language.
fn field_ui(ui: &mut Ui, salt: &'static str, text: &mut String, hint: &str, name: &str) -> bool {
    let id = Id::unique(("dialog field", salt));
    let field = text_field(ui, text).hint_text(hint).desired_width(f32::INFINITY);
    add_field_ui(ui, field, id, name)
}

/// Adds a text field that has the cursor from the start. True if Enter was pressed in it.
fn add_field_ui(ui: &mut Ui, field: TextEdit<'_>, id: Id, name: &str) -> bool {
    let response = ui.add(field.id(id));
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) && !is_entered {
        response.request_focus();
    }
    is_entered
}
