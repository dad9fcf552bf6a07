//! The window from right to left, for the languages that are written so.
//!
//! egui lays widgets out from left to right only. In such a language the window is therefore laid
//! out as ever and then turned as a whole: the positions of the pointer on their way in, the shapes
//! and the tree for screen readers on their way out. Text keeps its letters; only its box moves.
//! Hebrew that egui has laid out by itself gets its words in the right order here.
//!
//! An area with a direction of its own, such as an article, is [`upright`]: it is turned twice.
//! In a language that is written from left to right nothing here does any work.

mod shapes;
mod words;

use std::collections::{HashMap, HashSet};

use egui::accesskit::{Node, NodeId, TreeUpdate};
use egui::layers::{PaintList, ShapeIdx};
use egui::{
    Context, Event, FullOutput, Id, Key, LayerId, Painter, Plugin, Pos2, RawInput, Rect, Response,
    Shape, TextEdit, Ui,
};

use crate::i18n::language;
use crate::ui::text::needs_order;

use shapes::{Axis, turn};

/// Turns the window where its language wants that.
#[derive(Default)]
struct Mirror {
    is_on: bool,
    /// The window, in points.
    window: Option<Rect>,
    /// The upright areas of this frame.
    coming: Vec<Area>,
    /// Those of the last frame, which the pointer meets.
    areas: Vec<Area>,
    /// Where the pointer was pressed: a drag that leaves the place still belongs to it.
    pressed: Press,
    /// Whether the pointer was over an upright area last.
    is_over_upright: bool,
    is_inside: bool,
}

/// Where the pointer was pressed and is still held down.
#[derive(Debug, Clone, Copy, Default)]
enum Press {
    #[default]
    Nowhere,
    OnWindow,
    OnUpright(Axis),
}

/// An area that keeps its direction.
#[derive(Debug, Clone)]
struct Area {
    /// Where it was laid out; all of its layer if `None`.
    rect: Option<Rect>,
    layer: LayerId,
    axis: Axis,
    /// The widget around its contents in the tree for screen readers.
    root: Id,
    /// Whether it is a text field with the cursor.
    is_written_in: bool,
}

/// Makes a window follow its language. Called again, it does nothing.
pub(super) fn install(ctx: &Context) {
    ctx.add_plugin(Mirror::default());
}

/// Whether a thing that is painted now will be turned, so that an arrow has to point the other way.
pub(super) fn is_turned(ctx: &Context) -> bool {
    language().is_right_to_left()
        && ctx.plugin_opt::<Mirror>().is_some_and(|mirror| !mirror.lock().is_inside)
}

/// Draws a part of the window that keeps its own direction. `rect` is all of it, `root` the widget
/// around it in the tree for screen readers.
pub(super) fn upright<R>(ui: &mut Ui, rect: Rect, root: Id, add: impl FnOnce(&mut Ui) -> R) -> R {
    let ctx = ui.ctx().clone();
    if !is_turned(&ctx) {
        return add(ui);
    }
    let before = lengths(&ctx, ui.layer_id());
    ctx.plugin::<Mirror>().lock().is_inside = true;
    let result = add(ui);
    ctx.plugin::<Mirror>().lock().is_inside = false;
    turn_back(ui, &before, rect, root, false);
    result
}

/// Draws over all of the window from within an upright part, as the window has it.
pub(super) fn as_window<R>(ctx: &Context, add: impl FnOnce() -> R) -> R {
    let is_inside = |is_inside| {
        if let Some(mirror) = ctx.plugin_opt::<Mirror>() {
            mirror.lock().is_inside = is_inside;
        }
    };
    if !language().is_right_to_left() {
        return add();
    }
    is_inside(false);
    let result = add();
    is_inside(true);
    result
}

/// Draws a text field. An address or another text from left to right keeps its direction.
pub(super) fn field_ui(ui: &mut Ui, field: TextEdit<'_>) -> Response {
    if !is_turned(ui.ctx()) {
        return ui.add(field);
    }
    let before = lengths(ui.ctx(), ui.layer_id());
    let shown = field.show(ui);
    let response = shown.response.response;
    let text = shown.galley.text();
    if !text.is_empty() && !needs_order(text) {
        turn_back(ui, &before, response.rect, response.id, response.has_focus());
    }
    response
}

/// Turns the shapes that came since `before`, and remembers their area for the pointer.
fn turn_back(ui: &Ui, before: &HashMap<LayerId, usize>, rect: Rect, root: Id, is_written_in: bool) {
    let (ctx, axis) = (ui.ctx(), Axis::middle_of(rect));
    let mut areas = Vec::new();
    for (layer, end) in lengths(ctx, ui.layer_id()) {
        let start = before.get(&layer).copied().unwrap_or(0);
        let is_own = layer == ui.layer_id();
        // A layer over all of the window has no place beside the others.
        if start == end || !is_own && is_as_wide_as_window(ctx, layer) {
            continue;
        }
        ctx.graphics_mut(|graphics| {
            let list = graphics.entry(layer);
            for at in start..end {
                list.mutate_shape(ShapeIdx(at), |clipped| {
                    clipped.clip_rect = axis.rect(clipped.clip_rect);
                    turn(&mut clipped.shape, axis);
                });
            }
        });
        areas.push(Area { rect: is_own.then_some(rect), layer, axis, root, is_written_in });
    }
    ctx.plugin::<Mirror>().lock().coming.extend(areas);
}

/// The number of shapes on each layer so far.
fn lengths(ctx: &Context, own: LayerId) -> HashMap<LayerId, usize> {
    let mut layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
    layers.push(own);
    ctx.graphics(|graphics| {
        let length = |layer| graphics.get(layer).map_or(0, |list| list.next_idx().0);
        layers.into_iter().map(|layer| (layer, length(layer))).collect()
    })
}

fn is_as_wide_as_window(ctx: &Context, layer: LayerId) -> bool {
    let area = ctx.memory(|memory| memory.area_rect(layer.id));
    area.is_none_or(|area| area.width() >= ctx.content_rect().width() - 1.0)
}

impl Plugin for Mirror {
    fn debug_name(&self) -> &'static str {
        "mirror"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.is_on = language().is_right_to_left();
        self.areas = std::mem::take(&mut self.coming);
        self.is_inside = false;
        if !self.is_on {
            return;
        }
        self.window = input.screen_rect.or(self.window).or(Some(ctx.viewport_rect()));
        for event in &mut input.events {
            self.turn_event(ctx, event);
        }
    }

    /// Orders the words that egui has laid out. The letters have to be in the font's texture before
    /// the frame ends.
    fn on_end_pass(&mut self, ui: &mut Ui) {
        if !self.is_on {
            return;
        }
        let ctx = ui.ctx();
        let layers = lengths(ctx, ui.layer_id());
        let texts: Vec<_> = ctx.graphics(|graphics| {
            let lists = layers.keys().filter_map(|layer| graphics.get(*layer));
            let shapes = lists.flat_map(PaintList::all_entries);
            let mut texts = Vec::new();
            for clipped in shapes {
                words::collect(&clipped.shape, &mut texts);
            }
            texts
        });
        let painter = painter(ctx);
        for galley in texts {
            words::ordered(&painter, &galley);
        }
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let Some(axis) = self.window.filter(|_| self.is_on).map(Axis::middle_of) else { return };
        let painter = painter(ctx);
        for clipped in &mut output.shapes {
            clipped.clip_rect = axis.rect(clipped.clip_rect);
            turn_out(&mut clipped.shape, axis, &painter);
        }
        if let Some(ime) = &mut output.platform_output.ime {
            ime.rect = axis.rect(ime.rect);
            ime.cursor_rect = axis.rect(ime.cursor_rect);
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            self.turn_tree(update, axis);
        }
    }
}

fn painter(ctx: &Context) -> Painter {
    Painter::new(ctx.clone(), LayerId::background(), Rect::EVERYTHING)
}

/// Turns a shape for the last time, with its words in order.
fn turn_out(shape: &mut Shape, axis: Axis, painter: &Painter) {
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                turn_out(shape, axis, painter);
            }
        }
        Shape::Text(text) => match words::ordered(painter, &text.galley) {
            Some(ordered) => {
                let right = axis.x(text.pos.x + text.galley.rect.left());
                text.pos.x = right - ordered.rect.right();
                text.galley = ordered;
            }
            None => turn(shape, axis),
        },
        other => turn(other, axis),
    }
}

impl Mirror {
    fn turn_event(&mut self, ctx: &Context, event: &mut Event) {
        match event {
            Event::PointerMoved(pos) | Event::MiddleClickPaste { pos, .. } => {
                *pos = self.place(ctx, *pos);
            }
            Event::Touch { pos, .. } => *pos = self.place(ctx, *pos),
            Event::PointerButton { pos, pressed, .. } => {
                if *pressed {
                    let axis = self.axis_at(ctx, *pos);
                    self.pressed = axis.map_or(Press::OnWindow, Press::OnUpright);
                }
                *pos = self.place(ctx, *pos);
                if !*pressed {
                    self.pressed = Press::Nowhere;
                }
            }
            Event::MouseMoved(delta) | Event::MouseWheel { delta, .. } if !self.is_over_upright => {
                delta.x = -delta.x;
            }
            Event::Key { key, physical_key, .. }
                if !self.areas.iter().any(|area| area.is_written_in) =>
            {
                *key = other_arrow(*key);
                *physical_key = physical_key.map(other_arrow);
            }
            _ => {}
        }
    }

    /// The place in the layout for a place on screen.
    fn place(&mut self, ctx: &Context, pos: Pos2) -> Pos2 {
        let Some(window) = self.window else { return pos };
        let turned = Axis::middle_of(window).pos(pos);
        let axis = match self.pressed {
            Press::Nowhere => self.axis_at(ctx, pos),
            Press::OnWindow => None,
            Press::OnUpright(axis) => Some(axis),
        };
        self.is_over_upright = axis.is_some();
        axis.map_or(turned, |axis| axis.pos(turned))
    }

    /// The axis of the upright area that is seen at a place on screen.
    fn axis_at(&self, ctx: &Context, pos: Pos2) -> Option<Axis> {
        let turned = Axis::middle_of(self.window?).pos(pos);
        let own = |area: &&Area| {
            area.rect.is_none()
                && ctx.layer_id_at(area.axis.pos(turned)).is_some_and(|layer| layer == area.layer)
        };
        let part = |area: &&Area| {
            area.rect.is_some_and(|rect| rect.contains(turned))
                && ctx.layer_id_at(turned).unwrap_or(LayerId::background()) == area.layer
        };
        let found = self.areas.iter().find(own).or_else(|| self.areas.iter().find(part));
        found.map(|area| area.axis)
    }

    fn turn_tree(&self, update: &mut TreeUpdate, axis: Axis) {
        let upright = self.upright_nodes(update);
        for (id, node) in &mut update.nodes {
            if let Some(area) = upright.get(id) {
                turn_node(node, *area);
            }
            turn_node(node, axis);
        }
    }

    /// The nodes within upright areas.
    fn upright_nodes(&self, update: &TreeUpdate) -> HashMap<NodeId, Axis> {
        let mut found = HashMap::new();
        let children: HashMap<NodeId, &[NodeId]> =
            update.nodes.iter().map(|(id, node)| (*id, node.children())).collect();
        let roots: HashSet<NodeId> =
            self.coming.iter().map(|area| area.root.accesskit_id()).collect();
        for area in &self.coming {
            let mut waiting = vec![area.root.accesskit_id()];
            while let Some(id) = waiting.pop() {
                let inner = children.get(&id).copied().unwrap_or_default();
                for child in inner.iter().filter(|child| !roots.contains(child)) {
                    // A damaged tree with a circle must not hang the window.
                    if found.insert(*child, area.axis).is_none() {
                        waiting.push(*child);
                    }
                }
            }
        }
        found
    }
}

fn turn_node(node: &mut Node, axis: Axis) {
    let Some(mut bounds) = node.bounds() else { return };
    let (left, right) = (bounds.x0 as f32, bounds.x1 as f32);
    bounds.x0 = f64::from(axis.x(right));
    bounds.x1 = f64::from(axis.x(left));
    node.set_bounds(bounds);
}

/// The arrow that does in this window what the pressed one does in the layout.
pub(super) fn other_arrow(key: Key) -> Key {
    match key {
        Key::ArrowLeft => Key::ArrowRight,
        Key::ArrowRight => Key::ArrowLeft,
        key => key,
    }
}
