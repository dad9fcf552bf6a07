//! The dialogs over the panes, one per file. A dialog edits its own texts and asks for actions.

mod about;
mod account;
mod activity;
mod add_feed;
mod choices;
mod feed;
mod feed_pace;
mod folders;
mod fuzzy;
mod health;
mod history;
mod import;
mod keepers;
mod keys;
mod listening;
mod name;
mod network;
mod palette;
mod rules;
mod sending;
pub(super) mod settings;
mod sign_in;
mod snooze;
mod statistics;
mod sync_folder;
mod tags;

pub(super) use choices::interval_words;
pub(super) use settings::controls::story_level_words;

use std::mem::Discriminant;

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{
    Align, Context, FontSelection, Frame, Id, Layout, Modal, Popup, RichText, ScrollArea, Sense,
    TextEdit, TextStyle, TextWrapMode, Ui, UiKind, WidgetInfo, WidgetText, vec2,
};

use crate::app::{Action, Dialog, KeysStage};

use super::theme::Theme;
use super::widgets::{add_text_field, bold, default_button_ui, text_field};
use crate::ui::context::UiContext;

/// Draws the open dialog. Texts that the user types are kept in `dialog`.
pub(super) fn dialog_ui(ui: &Ui, cx: &UiContext<'_>, dialog: &mut Dialog) {
    let room = ui.ctx().content_rect().size() - vec2(64.0, 64.0);
    let width = width_of(dialog).min(room.x);
    let id = Id::unique("dialog");
    let frame = Frame::popup(ui.style()).inner_margin(22).corner_radius(12);
    let area = Modal::default_area(id).default_size(vec2(width, room.y));
    let opening = opening(ui.ctx(), dialog);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(cx.theme.backdrop());
    let response = modal.show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.spacing_mut().slider_width = 190.0;
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        // Every opening has widgets of its own: a list starts at its top.
        ui.push_id(opening, |ui| contents_ui(ui, cx, dialog));
    });
    let has_field = ui.data(|data| data.get_temp(field_frame_id())) == Some(frame_nr(ui));
    let is_free = !has_field && !Popup::is_any_open(ui.ctx());
    // A dialog without a field begins with its title.
    if is_free && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(title_id()));
    }
    if response.should_close() {
        cx.push(Action::CloseDialog);
    }
}

/// Tells one opening of a dialog from the next. The stages of a dialog are one opening.
fn opening(ctx: &Context, dialog: &Dialog) -> u64 {
    let (id, kind) = (Id::unique("opening of a dialog"), std::mem::discriminant(dialog));
    let frame = ctx.cumulative_frame_nr();
    let before: Option<(Discriminant<Dialog>, u64, u64)> = ctx.data(|data| data.get_temp(id));
    let opening = match before {
        Some((known, seen, opening)) if known == kind && seen + 1 >= frame => opening,
        Some((.., opening)) => opening + 1,
        None => 0,
    };
    ctx.data_mut(|data| data.insert_temp(id, (kind, frame, opening)));
    opening
}

fn contents_ui(ui: &mut Ui, cx: &UiContext<'_>, dialog: &mut Dialog) {
    match dialog {
        Dialog::AddFeed(add) => add_feed::add_feed_ui(ui, cx, add),
        Dialog::Name { target, text } => name::name_ui(ui, cx, target, text),
        Dialog::Import { path, stage } => import::import_ui(ui, cx, path, stage),
        Dialog::Export { path } => import::export_ui(ui, cx, path),
        Dialog::Keys(at) => keys::keys_ui(ui, cx, *at),
        Dialog::Settings => settings::settings_ui(ui, cx),
        Dialog::About => about::about_ui(ui, cx),
        Dialog::Health(view) => health::health_ui(ui, cx, view),
        Dialog::Statistics(span) => statistics::statistics_ui(ui, cx, span),
        Dialog::Activity(view) => activity::activity_ui(ui, cx, view),
        Dialog::History => history::history_ui(ui, cx),
        Dialog::Rules(at) => rules::rules_ui(ui, cx, at),
        Dialog::Feed(id) => feed::feed_ui(ui, cx, *id),
        Dialog::Account(draft) => account::account_ui(ui, cx, draft),
        Dialog::Keepers(draft) => keepers::keepers_ui(ui, cx, draft),
        Dialog::SyncFolder(draft) => sync_folder::sync_folder_ui(ui, cx, draft),
        Dialog::SignIn(draft) => sign_in::sign_in_ui(ui, cx, draft),
        Dialog::Palette { text, chosen } => palette::palette_ui(ui, cx, text, chosen),
        Dialog::Move(ids) => folders::move_ui(ui, cx, ids),
        Dialog::MoveFolder(id) => folders::move_folder_ui(ui, cx, *id),
        Dialog::Tags { entry_id, text } => tags::tags_ui(ui, cx, *entry_id, text),
        Dialog::Snooze(target) => snooze::snooze_ui(ui, cx, *target),
        Dialog::BackUp { path } => import::back_up_ui(ui, cx, path),
    }
}

/// A list in a dialog, as high as its rows but no higher than `height`. egui would else squeeze it
/// to the size of the dialog that was open before.
fn scroll_area(height: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true])
}

/// Draws a part of a dialog that scrolls. What gets the keyboard focus is scrolled into sight.
fn scroll_ui<R>(ui: &mut Ui, height: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = scroll_area(height).show(ui, |ui| {
        let added = add(ui);
        follow_focus(ui);
        added
    });
    shown.inner
}

/// Scrolls to what has got the focus since the last frame, if it is in this scroll area.
fn follow_focus(ui: &Ui) {
    let key = ui.scope_id().with("focus");
    let focused = ui.memory(egui::Memory::focused);
    let before: Option<egui::Id> = ui.data_mut(|data| {
        let before = data.get_temp(key).flatten();
        data.insert_temp(key, focused);
        before
    });
    let new = focused.filter(|id| before != Some(*id));
    let Some(response) = new.and_then(|id| ui.ctx().read_response(id)) else { return };
    // Whatever shows outside of this area is not in it, even if content would reach there.
    let shown = response.interact_rect;
    let is_inside = !shown.is_positive() || ui.clip_rect().contains_rect(shown);
    if is_inside && response.layer_id == ui.layer_id() {
        ui.scroll_to_rect(response.rect, None);
    }
}

/// The height of a part of a dialog that has `around` points above and below it: `height`, or less
/// where the window is low.
fn low(ui: &Ui, height: f32, around: f32) -> f32 {
    height.min((ui.ctx().content_rect().height() - around).max(80.0))
}

fn width_of(dialog: &Dialog) -> f32 {
    match dialog {
        Dialog::AddFeed(_)
        | Dialog::Import { .. }
        | Dialog::Export { .. }
        | Dialog::BackUp { .. }
        | Dialog::About
        | Dialog::Account(_)
        | Dialog::SyncFolder(_)
        | Dialog::Keepers(_)
        | Dialog::Feed(_) => 480.0,
        Dialog::Name { .. }
        | Dialog::SignIn(_)
        | Dialog::Move(_)
        | Dialog::MoveFolder(_)
        | Dialog::Tags { .. }
        | Dialog::Snooze(_)
        | Dialog::Keys(KeysStage::Listening(_)) => 380.0,
        Dialog::Keys(KeysStage::Sheet) | Dialog::Activity(_) | Dialog::Health(_) => 780.0,
        Dialog::Palette { .. } | Dialog::Rules(_) => 560.0,
        Dialog::History | Dialog::Statistics(_) => 620.0,
        Dialog::Settings => 800.0,
    }
}

fn title_ui(ui: &mut Ui, title: &str, theme: &Theme) {
    let words = WidgetText::from(RichText::new(title).font(bold(17.0)).color(theme.ink));
    let width = ui.available_width();
    let galley = words.into_galley(ui, Some(TextWrapMode::Wrap), width, FontSelection::Default);
    let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::HOVER);
    ui.painter().galley(rect.min, galley, theme.ink);
    let response = ui.interact(rect, title_id(), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    ui.add_space(2.0);
    name_dialog(ui, title);
}

/// The id of the title, which has the focus in a dialog where nothing else has it.
fn title_id() -> Id {
    Id::unique("title of the dialog")
}

/// Gives the dialog its name for screen readers.
fn name_dialog(ui: &Ui, name: &str) {
    let modal = ui.stack().iter().find(|part| part.kind() == Some(UiKind::Modal));
    if let Some(modal) = modal {
        ui.ctx().accesskit_node_builder(modal.unique_id, |node| {
            node.set_label(name);
            node.set_modal();
        });
    }
}

/// The buttons at the foot: `cancel`, and the action itself with whether it is enabled. True if the
/// action was chosen.
fn foot_ui(ui: &mut Ui, cx: &UiContext<'_>, cancel: &str, act: Option<(&str, bool)>) -> bool {
    let mut is_chosen = false;
    ui.add_space(6.0);
    let size = vec2(ui.available_width(), 30.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        let labels: Vec<&str> = act.iter().map(|(label, _)| *label).chain([cancel]).collect();
        push_buttons_right(ui, &labels);
        if ui.button(cancel).clicked() {
            cx.push(Action::CloseDialog);
        }
        if let Some((label, is_enabled)) = act {
            is_chosen = default_button_ui(ui, label, is_enabled, cx.theme).clicked();
        }
    });
    is_chosen
}

/// Leaves so much room in a row that buttons with these labels end at its right edge. The Tab key
/// then visits them from left to right.
fn push_buttons_right(ui: &mut Ui, labels: &[&str]) {
    let (wrap, font) = (Some(TextWrapMode::Extend), TextStyle::Button);
    let width = |label: &&str| {
        let galley = WidgetText::from(*label).into_galley(ui, wrap, f32::INFINITY, font.clone());
        galley.size().x + ui.spacing().button_padding.x * 2.0
    };
    let gaps = labels.len().saturating_sub(1) as f32 * ui.spacing().item_spacing.x;
    let buttons = labels.iter().map(width).sum::<f32>() + gaps;
    ui.add_space((ui.available_width() - buttons).max(0.0));
}

/// A text field that has the cursor from the start. True if Enter was pressed in it.
///
/// `salt` tells the fields of different dialogs apart; the name depends on the language.
fn field_ui(ui: &mut Ui, salt: &'static str, text: &mut String, hint: &str, name: &str) -> bool {
    let id = field_id(salt);
    let field = text_field(ui, text).hint_text(hint).desired_width(f32::INFINITY);
    add_field_ui(ui, field, id, name)
}

/// Where the frame is kept in which a field was drawn.
fn field_frame_id() -> Id {
    Id::unique("frame of a dialog with a field")
}

fn frame_nr(ui: &Ui) -> u64 {
    ui.ctx().cumulative_frame_nr()
}

fn field_id(salt: &'static str) -> Id {
    Id::unique(("dialog field", salt))
}

/// Selects the text of a field that has just appeared: what is typed replaces it.
fn select_all(ctx: &Context, id: Id) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    // The field cuts a selection that is longer than its text.
    let (start, end) = (CCursor::default(), CCursor::new(CharIndex(usize::MAX)));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ctx, id);
}

/// Adds a text field that has the cursor from the start. True if Enter was pressed in it.
fn add_field_ui(ui: &mut Ui, field: TextEdit<'_>, id: Id, name: &str) -> bool {
    let frame = frame_nr(ui);
    let seen: Option<u64> = ui.data(|data| data.get_temp(id.with("seen")));
    let is_new = seen.is_none_or(|seen| seen + 1 < frame);
    let untouched_id = id.with("untouched");
    if is_new {
        select_all(ui.ctx(), id);
        ui.data_mut(|data| data.insert_temp(untouched_id, true));
    }
    ui.data_mut(|data| {
        data.insert_temp(id.with("seen"), frame);
        data.insert_temp(field_frame_id(), frame);
    });
    let response = add_text_field(ui, field.id(id));
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    // The dialog before this one may have left the focus on its title.
    let is_free = |focused: Id| is_new && focused == title_id();
    if ui.memory(|memory| memory.focused().is_none_or(is_free)) && !is_entered {
        response.request_focus();
        // Without the focus at first, as after a menu, the field forgot its selection.
        if ui.data(|data| data.get_temp(untouched_id)).unwrap_or(false) {
            select_all(ui.ctx(), id);
        }
    } else if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(untouched_id, false));
    }
    is_entered
}
