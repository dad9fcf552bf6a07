//! What drawing an SVG takes, told from its tree before anything is drawn: a few hundred bytes can
//! ask for years and gigabytes.

use resvg::usvg::filter::{Filter, Kind};
use resvg::usvg::{Group, ImageKind, Node, Rect, Tree};

use super::error::PictureError;

/// Most work that a drawing may take, in pixels that are touched: some seconds.
pub const MAX_SVG_WORK: u64 = 2_000_000_000;
/// Most bytes of the layers that are held at the same time while it is drawn.
pub const MAX_LAYER_BYTES: u64 = 128 << 20;
/// What any node takes, in pixels.
const NODE_WORK: u64 = 500;
/// How many times its canvas a layer may be as large; the renderer cuts off what is beyond.
const LAYER_RATIO: f64 = 25.0;

/// Refuses a drawing that would take too much on a canvas of this size; `scale` is how many pixels
/// one of its own units has.
pub(super) fn check(tree: &Tree, scale: f64, canvas: (u32, u32)) -> Result<(), PictureError> {
    let mut estimate =
        Estimate { scale, canvas: f64::from(canvas.0) * f64::from(canvas.1), work: 0, held: 0 };
    estimate
        .group(tree.root())
        .ok_or_else(|| PictureError::Damaged { reason: "drawing it takes too much".to_owned() })
}

struct Estimate {
    scale: f64,
    canvas: f64,
    work: u64,
    held: u64,
}

/// Each step ends the estimate when there is too much: a tree can be larger when it is walked than
/// it is in memory.
impl Estimate {
    fn spend(&mut self, work: u64) -> Option<()> {
        self.work = self.work.saturating_add(work);
        (self.work <= MAX_SVG_WORK).then_some(())
    }

    /// Pixels of an area of the drawing, at most so many canvases.
    fn pixels(&self, area: Rect, most: f64) -> u64 {
        let pixels = f64::from(area.width()) * f64::from(area.height()) * self.scale * self.scale;
        if pixels.is_finite() {
            pixels.min(most * self.canvas) as u64
        } else {
            (most * self.canvas) as u64
        }
    }

    fn group(&mut self, group: &Group) -> Option<()> {
        self.spend(NODE_WORK)?;
        let layer = if group.should_isolate() {
            self.pixels(group.abs_layer_bounding_box().to_rect(), LAYER_RATIO)
        } else {
            0
        };
        // A mask and a path to clip by have a layer of their own, a filter has some.
        let layers = 1
            + u64::from(group.mask().is_some())
            + u64::from(group.clip_path().is_some())
            + 3 * u64::from(!group.filters().is_empty());
        let bytes = 4 * layer * layers;
        self.held += bytes;
        if self.held > MAX_LAYER_BYTES {
            return None;
        }
        self.spend(2 * layer * layers)?;
        for filter in group.filters() {
            self.filter(filter, layer)?;
        }
        for node in group.children() {
            self.node(node)?;
        }
        if let Some(clip) = group.clip_path() {
            self.group(clip.root())?;
        }
        if let Some(mask) = group.mask() {
            self.group(mask.root())?;
        }
        self.held -= bytes;
        Some(())
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Group(group) => return self.group(group),
            Node::Text(text) => self.group(text.flattened())?,
            Node::Image(image) => {
                if let ImageKind::SVG(tree) = image.kind() {
                    self.group(tree.root())?;
                }
            }
            Node::Path(path) => self.spend(10 * path.data().len() as u64)?,
        }
        self.spend(NODE_WORK + self.pixels(node.abs_stroke_bounding_box(), 1.0))?;
        // Patterns, and what clips and masks have within themselves.
        let mut is_within = Some(());
        node.subroots(|root| is_within = is_within.and_then(|()| self.group(root)));
        is_within
    }

    fn filter(&mut self, filter: &Filter, layer: u64) -> Option<()> {
        for primitive in filter.primitives() {
            let across =
                |radius: f32| 2.0 * (f64::from(radius) * self.scale).min(self.canvas) + 1.0;
            let a_pixel = match primitive.kind() {
                Kind::Turbulence(turbulence) => 20 * u64::from(turbulence.num_octaves()),
                Kind::Morphology(shape) => {
                    (across(shape.radius_x().get()) * across(shape.radius_y().get())) as u64
                }
                Kind::ConvolveMatrix(matrix) => {
                    u64::from(matrix.matrix().columns()) * u64::from(matrix.matrix().rows())
                }
                Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 30,
                _ => 10,
            };
            self.spend(layer.saturating_mul(a_pixel.max(1)))?;
            if let Kind::Image(image) = primitive.kind() {
                self.group(image.root())?;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::Options;

    use super::*;

    fn is_drawn(inside: &str, side: u32) -> bool {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{side}' height='{side}'>{inside}</svg>"
        );
        check(&Tree::from_str(&text, &Options::default()).unwrap(), 1.0, (side, side)).is_ok()
    }

    #[test]
    fn layers_within_each_other_may_take_as_many_bytes_as_the_limit_and_no_more() {
        let side = 4096;
        let rect = format!("<rect width='{side}' height='{side}'/>");
        let nested = |levels: usize| {
            format!(
                "{}{rect}{}",
                format!("<g opacity='.5'>{rect}").repeat(levels),
                "</g>".repeat(levels)
            )
        };
        let fitting =
            usize::try_from(MAX_LAYER_BYTES / (4 * u64::from(side) * u64::from(side))).unwrap();
        assert_eq!(
            (is_drawn(&nested(fitting), side), is_drawn(&nested(fitting + 1), side)),
            (true, false)
        );
        assert!(
            is_drawn(&nested(1).repeat(fitting + 1), side),
            "one after the other they take no more than one"
        );
    }

    #[test]
    fn a_drawing_may_take_as_much_work_as_the_limit_and_no_more() {
        let noise = |octaves: u64| {
            let region = "filterUnits='userSpaceOnUse' x='0' y='0' width='100' height='100'";
            let filter = format!(
                "<filter id='f' {region}><feTurbulence baseFrequency='.1' numOctaves='{octaves}'/></filter>"
            );
            format!("{filter}<rect width='100' height='100' filter='url(#f)'/>")
        };
        let most = MAX_SVG_WORK / (20 * 100 * 100);
        assert_eq!(
            (is_drawn(&noise(most * 9 / 10), 100), is_drawn(&noise(most), 100)),
            (true, false)
        );
    }

    #[test]
    fn a_drawing_as_people_make_them_is_drawn() {
        let bar = "<g clip-path='url(#c)'><rect width='90' height='900' fill='url(#g)' filter='url(#s)'/></g>";
        let defs = "<clipPath id='c'><rect width='800' height='800'/></clipPath><linearGradient id='g'><stop/></linearGradient>\
                    <filter id='s'><feGaussianBlur stdDeviation='3'/><feOffset dx='2'/><feMerge><feMergeNode/></feMerge></filter>";
        assert!(is_drawn(&format!("{defs}{}", bar.repeat(100)), 1000));
    }
}
