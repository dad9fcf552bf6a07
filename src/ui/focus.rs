//! The keyboard focus of the panes. A pane is one stop of the Tab key, and arrows move within it.
//!
//! For egui the list and the tree are one widget each. Their rows take no focus: the node of the
//! pane names its current row as the active descendant, so that a screen reader follows the row
//! that keys select. When nothing else has the focus, the pane that had it last takes it back.

use egui::accesskit::Role;
use egui::{
    Context, Event, EventFilter, Id, Key, Memory, Modifiers, Popup, Rect, Response, Sense, Ui,
};

use crate::app::Pane;

/// All panes, in the order in which they take over the focus from a pane that is not on screen.
const PANES: [Pane; 3] = [Pane::Entries, Pane::Article, Pane::Sources];

/// Remembers which pane and which widget had the focus.
#[derive(Debug)]
pub(super) struct PaneFocus {
    /// The pane that has the focus when nothing else wants it.
    home: Pane,
    /// The pane that is to have the focus after this frame.
    wanted: Option<Pane>,
    /// The widget that had the focus before a dialog or an overlay took it.
    before: Option<Id>,
    was_covered: bool,
}

impl Default for PaneFocus {
    fn default() -> Self {
        Self { home: Pane::Entries, wanted: None, before: None, was_covered: false }
    }
}

impl PaneFocus {
    /// Asks for the focus of a pane. A pane that is not on screen leaves it to another.
    pub(super) fn want(&mut self, pane: Pane) {
        self.wanted = Some(pane);
    }

    /// Settles the focus at the end of a frame. `is_covered` says that something above the panes
    /// has the keyboard.
    pub(super) fn settle(&mut self, ctx: &Context, is_covered: bool) {
        note_input(ctx);
        let focused = ctx.memory(Memory::focused);
        let has_menu = Popup::is_any_open(ctx);
        let was_covered = std::mem::replace(&mut self.was_covered, is_covered || has_menu);
        if is_covered || has_menu {
            self.wanted = None;
            // A dialog takes the focus only if nobody has it. Arrows go from a pane into its menu.
            if let Some(id) = focused.filter(|id| is_covered && pane_of(*id).is_some()) {
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
            return;
        }
        if let Some(pane) = focused.and_then(pane_of) {
            self.home = pane;
        }
        let home = self.wanted.take();
        if let Some(pane) = home {
            self.home = pane;
        } else if focused.is_some() {
            self.before = focused;
            return;
        } else if was_covered && let Some(id) = self.before.take() {
            // The widget may be gone; then the pane has the focus after the next frame.
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
            return;
        }
        let mut panes = std::iter::once(self.home).chain(PANES);
        if let Some(pane) = panes.find(|pane| is_on_screen(ctx, *pane))
            && focused != Some(stop_id(pane))
        {
            ctx.memory_mut(|memory| memory.request_focus(stop_id(pane)));
            ctx.request_repaint();
        }
    }
}

/// The id of the widget that has the focus of a pane.
pub(super) fn stop_id(pane: Pane) -> Id {
    Id::unique(match pane {
        Pane::Sources => "focus of the feeds",
        Pane::Entries => "focus of the entries",
        Pane::Article => "focus of the article",
    })
}

/// The pane whose widget this is.
fn pane_of(id: Id) -> Option<Pane> {
    PANES.into_iter().find(|pane| stop_id(*pane) == id)
}

/// The pane with the focus, if a pane has it.
pub(super) fn focused_pane(ctx: &Context) -> Option<Pane> {
    ctx.memory(Memory::focused).and_then(pane_of)
}

fn is_on_screen(ctx: &Context, pane: Pane) -> bool {
    ctx.read_response(stop_id(pane)).is_some()
}

/// Adds the one widget of a pane that takes the focus, over the area of its rows or text. A press
/// of the pointer there gives it the focus, too.
pub(super) fn stop_ui(ui: &Ui, pane: Pane, area: Rect, role: Role, name: &str) -> Response {
    let response = ui.interact(area, stop_id(pane), Sense::focusable_noninteractive());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(name);
    });
    let pressed = ui
        .input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
    let is_pressed = pressed.is_some_and(|pos| {
        area.contains(pos) && ui.ctx().layer_id_at(pos).is_none_or(|layer| layer == ui.layer_id())
    });
    if is_pressed && ui.is_enabled() {
        response.request_focus();
    }
    // Arrows move between rows here and not to the nearest widget. An open menu needs them.
    let is_ours = !Popup::is_any_open(ui.ctx());
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: is_ours,
        vertical_arrows: is_ours,
        escape: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    response
}

/// Whether anybody reads the accessibility tree.
pub(super) fn is_read_aloud(ui: &Ui) -> bool {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |_| ()).is_some()
}

/// Whether the pane's current row needs a ring: the pane has the focus, and it came by the Tab key.
pub(super) fn has_ring(ctx: &Context, pane: Pane) -> bool {
    focused_pane(ctx) == Some(pane) && ctx.data(|data| data.get_temp(tab_id())).unwrap_or(false)
}

fn tab_id() -> Id {
    Id::unique("the focus was moved with the Tab key")
}

/// Notes whether the user moves the focus with the Tab key or with the pointer.
fn note_input(ctx: &Context) {
    let is_by_tab = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Key { key: Key::Tab, pressed: true, .. } => Some(true),
            Event::PointerButton { pressed: true, .. } => Some(false),
            _ => None,
        })
    });
    if let Some(is_by_tab) = is_by_tab {
        ctx.data_mut(|data| data.insert_temp(tab_id(), is_by_tab));
    }
}

/// Notes that the context menu of the current row is wanted, if its key is pressed: Shift+F10, or
/// the menu key. The press is taken out of egui's input.
pub(super) fn note_menu_key(ctx: &Context) {
    let is_pressed = ctx.input_mut(|input| {
        input.consume_key(Modifiers::SHIFT, Key::F10)
            || input.consume_key(Modifiers::NONE, Key::Menu)
    });
    if is_pressed {
        let pane = match focused_pane(ctx) {
            Some(Pane::Sources) => Pane::Sources,
            Some(Pane::Entries | Pane::Article) | None => Pane::Entries,
        };
        let frame = ctx.cumulative_frame_nr();
        ctx.data_mut(|data| data.insert_temp(menu_wish_id(pane), frame));
    }
}

/// Whether the menu key was pressed in this frame for this pane.
pub(super) fn wants_menu(ctx: &Context, pane: Pane) -> bool {
    let noted: Option<u64> = ctx.data(|data| data.get_temp(menu_wish_id(pane)));
    noted == Some(ctx.cumulative_frame_nr())
}

fn menu_wish_id(pane: Pane) -> Id {
    stop_id(pane).with("menu")
}
