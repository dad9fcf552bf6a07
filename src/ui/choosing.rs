//! Choices with the roles that screen readers expect: combo boxes with options, groups of radio
//! buttons that arrows choose among, and rows of filters.

use egui::accesskit::{HasPopup, Role};
use egui::style::WidgetVisuals;
use egui::{
    Button, ComboBox, EventFilter, Id, Key, Modifiers, PopupCloseBehavior, Response, RichText, Ui,
};

use crate::i18n::t;
use crate::query::fold;

use super::icons::Icon;
use super::widgets::{add_text_field, text_field};

/// Height of the list of a combo box, in points: a dozen options are seen at once.
const LIST_HEIGHT: f32 = 520.0;
/// Size of the chevron of a combo box, in points.
const CHEVRON: f32 = 14.0;

/// A combo box. `label_id` is the label beside it; `salt` tells it from others in the same place.
pub(super) fn combo_ui(
    ui: &mut Ui,
    salt: &'static str,
    label_id: Id,
    width: f32,
    shown: String,
    options: impl FnOnce(&mut Ui),
) {
    let height = LIST_HEIGHT.min(0.6 * ui.ctx().content_rect().height());
    let combo = ComboBox::from_id_salt(salt).width(width).height(height);
    let combo = combo.selected_text(shown).icon(|ui: &Ui, rect, visuals: &WidgetVisuals, _| {
        Icon::Unfolded.paint(ui.painter(), rect.center(), CHEVRON, visuals.text_color());
    });
    // An option closes the list itself, and a field for a filter must not.
    let combo = combo.close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let combo = combo.show_ui(ui, options);
    let (response, is_open) = (combo.response.labelled_by(label_id), combo.inner.is_some());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_has_popup(HasPopup::Listbox);
        node.set_expanded(is_open);
    });
    let was_open_id = response.id.with("was open");
    let was_open = ui.data(|data| data.get_temp(was_open_id)).unwrap_or(false);
    if was_open != is_open {
        ui.data_mut(|data| data.insert_temp(was_open_id, is_open));
    }
    // The focus was on an option that is gone now.
    if was_open && !is_open {
        response.request_focus();
    }
}

/// The field above the options of a long list, which filters them. Returns a test for an option.
pub(super) fn option_filter_ui(ui: &mut Ui) -> impl Fn(&str) -> bool + use<> {
    let id = ui.unique_id().with("filter of options");
    let frame = ui.ctx().cumulative_frame_nr();
    let before: Option<(u64, String)> = ui.data(|data| data.get_temp(id));
    // Each opening begins with all options.
    let before = before.filter(|(seen, _)| seen + 1 >= frame);
    let mut text = before.map(|(_, text)| text).unwrap_or_default();
    let field = text_field(ui, &mut text).hint_text(t!(choice_filter)).desired_width(180.0);
    add_text_field(ui, field).accessible_name(t!(choice_filter));
    let wanted = fold(text.trim());
    ui.data_mut(|data| data.insert_temp(id, (frame, text)));
    move |option| fold(option).contains(&wanted)
}

/// An option of a combo box.
pub(super) fn option_ui(ui: &mut Ui, is_chosen: bool, words: impl Into<String>) -> Response {
    let response = ui.add(Button::selectable(is_chosen, words.into()));
    selected_ui(ui, &response, Role::ListBoxOption, is_chosen);
    // Arrows go on from the option that is chosen, once the list has opened.
    let is_typing = ui.ctx().text_edit_focused();
    if is_chosen && !ui.is_sizing_pass() && is_new(ui, response.id) && !is_typing {
        response.request_focus();
    }
    if response.clicked() {
        // egui closes the list after a click of the pointer only.
        ui.close();
    }
    response
}

/// Whether a widget was not there in the last frame.
pub(super) fn is_new(ui: &Ui, id: Id) -> bool {
    let (frame, seen_id) = (ui.ctx().cumulative_frame_nr(), id.with("seen"));
    let seen: Option<u64> = ui.data(|data| data.get_temp(seen_id));
    ui.data_mut(|data| data.insert_temp(seen_id, frame));
    seen.is_none_or(|seen| seen + 1 < frame)
}

/// One of several filters of a list, of which one is chosen.
pub(super) fn filter_ui(ui: &mut Ui, is_chosen: bool, words: RichText) -> Response {
    let response = ui.add(Button::selectable(is_chosen, words));
    selected_ui(ui, &response, Role::Tab, is_chosen);
    response
}

/// Says that a widget is selected, where egui says that it is pressed.
pub(super) fn selected_ui(ui: &Ui, response: &Response, role: Role, is_selected: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.clear_toggled();
        node.set_selected(is_selected);
    });
}

/// The radio button that an arrow key chooses: the one after or before the button with the focus.
/// That button has the focus then. `radios` are the buttons of one group, in their order.
pub(super) fn arrow_choice(ui: &Ui, radios: &[Response]) -> Option<usize> {
    let at = radios.iter().position(|radio| ui.memory(|memory| memory.has_focus(radio.id)))?;
    let filter =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    let radio = radios.get(at)?;
    ui.memory_mut(|memory| memory.set_focus_lock_filter(radio.id, filter));
    let (forward, back) = ui.input_mut(|input| {
        let mut is_pressed = |key| input.consume_key(Modifiers::NONE, key);
        let forward = is_pressed(Key::ArrowDown) || is_pressed(Key::ArrowRight);
        (forward, is_pressed(Key::ArrowUp) || is_pressed(Key::ArrowLeft))
    });
    let next = match (forward, back) {
        (true, false) => (at + 1) % radios.len(),
        (false, true) => (at + radios.len() - 1) % radios.len(),
        (true, true) | (false, false) => return None,
    };
    radios.get(next)?.request_focus();
    Some(next)
}
