//! Groups of widgets that are one stop of the Tab key together: the buttons of a bar, the links of
//! an article. Left and right move the focus within the group, and the group remembers where it
//! was.
//!
//! A member that is not the stop takes no focus by the Tab key. It still takes it when it is asked
//! for, as by a screen reader, and is the stop from then on.

use egui::accesskit::Action;
use egui::{Context, EventFilter, Id, Key, Memory, Modifiers, Rect, Response, Sense, Ui, Vec2};

/// The members of a group in the order in which they are drawn.
#[derive(Debug, Clone, Default)]
struct Group {
    pass: u64,
    /// Those of this pass so far.
    members: Vec<Id>,
    /// Those of the pass before.
    before: Vec<Id>,
    /// The member that is the stop.
    stop: Option<Id>,
    /// Whether the stop has had the focus. Until then the first member is the stop.
    is_chosen: bool,
}

impl Group {
    /// Adds a member that is drawn now. Returns whether it is the stop.
    fn add(&mut self, id: Id, focused: Option<Id>) -> bool {
        self.members.push(id);
        let is_member = |id: &Id| self.before.contains(id) || self.members.contains(id);
        if let Some(focused) = focused.filter(is_member) {
            (self.stop, self.is_chosen) = (Some(focused), true);
        } else if self.members.len() == 1
            && !(self.is_chosen && self.stop.as_ref().is_some_and(is_member))
        {
            // The stop is gone, or nobody has chosen one.
            (self.stop, self.is_chosen) = (Some(id), false);
        }
        self.stop == Some(id)
    }

    /// The member so many steps after another one; it stays at the ends.
    fn stepped(&self, from: Id, by: isize) -> Option<Id> {
        let at = self.before.iter().position(|id| *id == from)?;
        self.before.get(at.checked_add_signed(by)?).copied()
    }
}

/// Makes a `Ui` a group: the buttons that are drawn in it join.
pub(super) fn group_ui(ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(ui.unique_id().with("roving"), true));
}

/// The group that a `Ui` is in, if it is in one.
fn group_of(ui: &Ui) -> Option<Id> {
    ui.stack()
        .iter()
        .map(|part| part.unique_id)
        .find(|id| ui.data(|data| data.get_temp::<bool>(id.with("roving"))).unwrap_or_default())
}

/// Allocates a widget that senses clicks: a member of the group of its `Ui`, if that is in one.
pub(super) fn button_ui(ui: &mut Ui, size: Vec2) -> Response {
    let (id, rect) = ui.allocate_space(size);
    match group_of(ui).filter(|_| ui.is_enabled()) {
        Some(group) => member_ui(ui, group, rect, id),
        None => ui.interact(rect, id, Sense::click()),
    }
}

/// Adds a member of a group at a place. It senses clicks.
pub(super) fn member_ui(ui: &Ui, group: Id, rect: Rect, id: Id) -> Response {
    let ctx = ui.ctx();
    // egui gives the focus only to widgets that the Tab key reaches.
    if ctx.input(|input| input.has_accesskit_action_request(id, Action::Focus)) {
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
    let (pass, focused) = (ctx.cumulative_pass_nr(), ctx.memory(Memory::focused));
    let is_stop = ctx.data_mut(|data| {
        let group: &mut Group = data.get_temp_mut_or_default(group);
        if group.pass != pass {
            group.pass = pass;
            group.before = std::mem::take(&mut group.members);
        }
        group.add(id, focused)
    });
    let response = ui.interact(rect, id, if is_stop { Sense::click() } else { Sense::CLICK });
    ctx.accesskit_node_builder(id, |node| node.add_action(Action::Focus));
    if focused == Some(id) {
        follow_arrows(ctx, group, id);
    }
    response
}

/// Moves the focus to the neighbour that an arrow key asks for.
fn follow_arrows(ctx: &Context, group: Id, id: Id) {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ctx.data_mut(|data| data.insert_temp(holder_id(), id));
    let (back, forward) = ctx.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key);
        (count(Key::ArrowLeft), count(Key::ArrowRight))
    });
    let by = forward.cast_signed() - back.cast_signed();
    let next = ctx.data_mut(|data| data.get_temp_mut_or_default::<Group>(group).stepped(id, by));
    if let Some(next) = next.filter(|next| *next != id) {
        ctx.memory_mut(|memory| memory.request_focus(next));
        ctx.data_mut(|data| data.insert_temp(given_id(), next));
        ctx.request_repaint();
    }
}

/// Whether a member got the focus in this frame. A member that is drawn before the one that had the
/// focus knows it one frame late.
pub(super) fn gained_focus(response: &Response) -> bool {
    let ctx = &response.ctx;
    let is_given = ctx.data(|data| data.get_temp(given_id())) == Some(response.id);
    if is_given && response.has_focus() {
        ctx.data_mut(|data| data.remove::<Id>(given_id()));
    }
    response.gained_focus() || is_given
}

fn given_id() -> Id {
    Id::unique("member of a group that arrows gave the focus")
}

/// Whether a member of a group has the focus, so that left and right move within the group.
pub(super) fn has_focus(ctx: &Context) -> bool {
    let holder: Option<Id> = ctx.data(|data| data.get_temp(holder_id()));
    holder.is_some() && holder == ctx.memory(Memory::focused)
}

fn holder_id() -> Id {
    Id::unique("member of a group with the focus")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: usize) -> Id {
        Id::unique(("member", number))
    }

    fn next_pass(group: &mut Group) {
        group.before = std::mem::take(&mut group.members);
    }

    fn stops(group: &mut Group, members: std::ops::Range<usize>, focused: Option<Id>) -> Vec<bool> {
        let stops = members.map(|number| group.add(id(number), focused)).collect();
        next_pass(group);
        stops
    }

    #[test]
    fn one_member_is_the_stop_and_the_group_remembers_it() {
        let mut group = Group::default();
        assert_eq!(stops(&mut group, 0..3, None), [true, false, false]);
        assert_eq!(stops(&mut group, 0..3, Some(id(2))), [false, false, true]);
        assert_eq!(stops(&mut group, 0..3, None), [false, false, true]);
        assert_eq!(stops(&mut group, 0..2, None), [false, false], "it has just gone");
        assert_eq!(stops(&mut group, 0..2, None), [true, false]);
    }

    #[test]
    fn arrows_end_at_the_first_and_the_last_member() {
        let mut group = Group::default();
        stops(&mut group, 0..3, None);
        let step = |from, by| group.stepped(id(from), by);
        assert_eq!(step(0, 1), Some(id(1)));
        assert_eq!((step(0, -1), step(2, 1), step(7, 1)), (None, None, None));
    }
}
