//! Shapes turned from left to right. To turn a shape twice about the same line changes nothing.

use std::sync::Arc;

use egui::epaint::{CornerRadius, Mesh, PathShape, RectShape, TextShape, WHITE_UV};
use egui::{Pos2, Rect, Shape, TextureId, pos2};

/// The vertical line about which things are turned: twice its distance from the left edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui) struct Axis(f32);

impl Axis {
    /// The middle of a rectangle.
    pub(in crate::ui) fn middle_of(rect: Rect) -> Self {
        Self(rect.left() + rect.right())
    }

    pub(in crate::ui) fn x(self, x: f32) -> f32 {
        self.0 - x
    }

    pub(in crate::ui) fn pos(self, pos: Pos2) -> Pos2 {
        pos2(self.x(pos.x), pos.y)
    }

    pub(in crate::ui) fn rect(self, rect: Rect) -> Rect {
        // Not by its corners alone: an endless rectangle has to stay one.
        Rect {
            min: pos2(self.x(rect.max.x), rect.min.y),
            max: pos2(self.x(rect.min.x), rect.max.y),
        }
    }
}

pub(in crate::ui) fn turn(shape: &mut Shape, axis: Axis) {
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                turn(shape, axis);
            }
        }
        Shape::Circle(circle) => circle.center = axis.pos(circle.center),
        Shape::Ellipse(ellipse) => {
            ellipse.center = axis.pos(ellipse.center);
            ellipse.angle = -ellipse.angle;
        }
        Shape::LineSegment { points, .. } => {
            for point in points {
                *point = axis.pos(*point);
            }
        }
        Shape::Path(path) => turn_path(path, axis),
        Shape::Rect(rect) => turn_rect(rect, axis),
        Shape::Text(text) => turn_text(text, axis),
        Shape::Mesh(mesh) => turn_mesh(Arc::make_mut(mesh), axis),
        Shape::QuadraticBezier(curve) => {
            for point in &mut curve.points {
                *point = axis.pos(*point);
            }
        }
        Shape::CubicBezier(curve) => {
            for point in &mut curve.points {
                *point = axis.pos(*point);
            }
        }
        // Nothing in this window paints these.
        Shape::Noop | Shape::Band(_) | Shape::Callback(_) => {}
    }
}

fn turn_path(path: &mut PathShape, axis: Axis) {
    if is_tick(path) {
        let left = path.points.iter().map(|point| point.x).fold(f32::INFINITY, f32::min);
        let right = path.points.iter().map(|point| point.x).fold(f32::NEG_INFINITY, f32::max);
        for point in &mut path.points {
            point.x += axis.x(right) - left;
        }
        return;
    }
    for point in &mut path.points {
        *point = axis.pos(*point);
    }
    // egui fills paths that go round clockwise.
    path.points.reverse();
}

/// Whether a path is the tick of a check box, which people who read from right to left draw as
/// everybody does.
fn is_tick(path: &PathShape) -> bool {
    let [start, knee, end] = path.points.as_slice() else { return false };
    !path.closed && start.x < knee.x && knee.x < end.x && start.y < knee.y && end.y < knee.y
}

fn turn_rect(rect: &mut RectShape, axis: Axis) {
    // A picture that fills the rectangle stays as it is.
    rect.rect = axis.rect(rect.rect);
    rect.angle = -rect.angle;
    let CornerRadius { nw, ne, sw, se } = rect.corner_radius;
    rect.corner_radius = CornerRadius { nw: ne, ne: nw, sw: se, se: sw };
}

/// Moves the box of a text to the other side. The letters stay as they are.
fn turn_text(text: &mut TextShape, axis: Axis) {
    let within = text.galley.rect;
    text.pos.x = axis.x(text.pos.x + within.right()) - within.left();
}

fn turn_mesh(mesh: &mut Mesh, axis: Axis) {
    let bounds = mesh.calc_bounds();
    let is_plain = mesh.texture_id == TextureId::default();
    if is_plain && mesh.vertices.iter().any(|vertex| vertex.uv != WHITE_UV) {
        // Letters.
        let shift = axis.x(bounds.right()) - bounds.left();
        mesh.vertices.iter_mut().for_each(|vertex| vertex.pos.x += shift);
        return;
    }
    let (mut least, mut most) = (f32::INFINITY, f32::NEG_INFINITY);
    for vertex in &mesh.vertices {
        (least, most) = (least.min(vertex.uv.x), most.max(vertex.uv.x));
    }
    for vertex in &mut mesh.vertices {
        vertex.pos = axis.pos(vertex.pos);
        // A picture is turned with its mesh, and has to be turned back.
        vertex.uv.x = least + most - vertex.uv.x;
    }
}

#[cfg(test)]
mod tests {
    use egui::epaint::Vertex;
    use egui::{Color32, Stroke, vec2};

    use super::*;

    fn axis() -> Axis {
        Axis::middle_of(Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 50.0)))
    }

    fn turned(mut shape: Shape) -> Shape {
        turn(&mut shape, axis());
        shape
    }

    fn line(points: &[(f32, f32)]) -> Shape {
        let points = points.iter().map(|(x, y)| pos2(*x, *y)).collect();
        Shape::line(points, Stroke::new(1.0, Color32::BLACK))
    }

    fn textured(texture_id: TextureId, vertices: &[(f32, f32)]) -> Shape {
        let mut mesh = Mesh { texture_id, ..Mesh::default() };
        let vertex = |(x, u): &(f32, f32)| Vertex {
            pos: pos2(*x, 1.0),
            uv: pos2(*u, 0.5),
            color: Color32::WHITE,
        };
        mesh.vertices = vertices.iter().map(vertex).collect();
        Shape::mesh(mesh)
    }

    fn vertices(shape: &Shape) -> Vec<(f32, f32)> {
        let Shape::Mesh(mesh) = shape else { panic!("{shape:?}") };
        mesh.vertices.iter().map(|vertex| (vertex.pos.x, vertex.uv.x)).collect()
    }

    #[test]
    fn a_rectangle_goes_to_the_other_side_with_its_corners() {
        let rect = Rect::from_min_size(pos2(10.0, 5.0), vec2(20.0, 10.0));
        let corners = CornerRadius { nw: 1, ne: 2, sw: 3, se: 4 };
        let Shape::Rect(turned) = turned(Shape::rect_filled(rect, corners, Color32::RED)) else {
            panic!("a rectangle");
        };
        assert_eq!(turned.rect, Rect::from_min_size(pos2(70.0, 5.0), vec2(20.0, 10.0)));
        assert_eq!(turned.corner_radius, CornerRadius { nw: 2, ne: 1, sw: 4, se: 3 });
    }

    #[test]
    fn an_endless_rectangle_stays_endless() {
        let turned = axis().rect(Rect::EVERYTHING);
        assert!(turned.left() == f32::NEG_INFINITY && turned.right() == f32::INFINITY);
        assert!(axis().rect(Rect::NOTHING).is_negative());
    }

    #[test]
    fn a_chevron_points_the_other_way_and_a_tick_stays_a_tick() {
        let Shape::Path(chevron) = turned(line(&[(10.0, 0.0), (14.0, 4.0), (10.0, 8.0)])) else {
            panic!("a path");
        };
        assert_eq!(chevron.points, [pos2(90.0, 8.0), pos2(86.0, 4.0), pos2(90.0, 0.0)]);
        let Shape::Path(tick) = turned(line(&[(10.0, 4.0), (12.0, 8.0), (18.0, 0.0)])) else {
            panic!("a path");
        };
        assert_eq!(tick.points, [pos2(82.0, 4.0), pos2(84.0, 8.0), pos2(90.0, 0.0)]);
    }

    #[test]
    fn a_picture_is_moved_but_not_turned() {
        let picture = textured(TextureId::Managed(7), &[(10.0, 0.2), (30.0, 0.8)]);
        let found = vertices(&turned(picture));
        let near = |one: f32, other: f32| (one - other).abs() < 1e-5;
        assert!(near(found[0].0, 90.0) && near(found[0].1, 0.8), "{found:?}");
        assert!(near(found[1].0, 70.0) && near(found[1].1, 0.2), "{found:?}");
    }

    #[test]
    fn letters_in_a_mesh_are_moved_as_a_block() {
        let letters = textured(TextureId::default(), &[(10.0, 0.2), (30.0, 0.8)]);
        assert_eq!(vertices(&turned(letters)), [(70.0, 0.2), (90.0, 0.8)]);
    }

    #[test]
    fn what_is_turned_twice_is_as_before() {
        for shape in [
            line(&[(1.0, 2.0), (3.0, 4.0), (9.0, 1.0), (0.0, 7.0)]),
            line(&[(10.0, 4.0), (12.0, 8.0), (18.0, 0.0)]),
            Shape::circle_filled(pos2(3.0, 4.0), 2.0, Color32::RED),
            Shape::Vec(vec![Shape::hline(2.0..=5.0, 1.0, Stroke::new(1.0, Color32::RED))]),
            textured(TextureId::default(), &[(10.0, 0.25), (30.0, 0.5)]),
        ] {
            assert_eq!(turned(turned(shape.clone())), shape);
        }
    }
}
