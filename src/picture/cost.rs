//! Estimates the cost of drawing an SVG before it is drawn, because a few hundred bytes can take
//! years and gigabytes.

use resvg::usvg::filter::{Filter, Kind};
use resvg::usvg::{Group, ImageKind, Node, Rect, Tree};

use super::error::PictureError;

/// Most pixels that a drawing may touch. This many take some seconds.
pub const MAX_SVG_WORK: u64 = 2_000_000_000;
/// Most bytes of all layers that are in memory at the same time.
pub const MAX_LAYER_BYTES: u64 = 128 << 20;
/// Pixels that every node counts for, whatever its size.
const NODE_WORK: u64 = 500;
/// Largest layer, as a multiple of the canvas. The renderer cuts off the rest.
const LAYER_RATIO: f64 = 25.0;

/// Refuses a drawing that would take too much on a canvas of this size. `scale` is the number of
/// pixels per unit of the drawing.
pub(super) fn check(tree: &Tree, scale: f64, canvas: (u32, u32)) -> Result<(), PictureError> {
    let mut estimate =
        Estimate { scale, canvas: f64::from(canvas.0) * f64::from(canvas.1), work: 0, held: 0 };
    estimate.group(tree.root()).ok_or(PictureError::TooComplex)
}

/// Counts while the tree is walked.
///
/// Each method returns `None` as soon as a limit is exceeded: a tree can be far larger when walked
/// than in memory, since nodes are shared.
struct Estimate {
    scale: f64,
    canvas: f64,
    work: u64,
    /// Bytes of the layers that are open at this point of the walk.
    held: u64,
}

impl Estimate {
    fn spend(&mut self, work: u64) -> Option<()> {
        self.work = self.work.saturating_add(work);
        (self.work <= MAX_SVG_WORK).then_some(())
    }

    /// The pixels of an area of the drawing, at most `most` times the canvas.
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
        // A mask and a clip path need a layer each, a filter needs up to three.
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
        // Patterns, and the masks and clip paths inside clip paths and masks.
        let mut result = Some(());
        node.subroots(|root| result = result.and_then(|()| self.group(root)));
        result
    }

    fn filter(&mut self, filter: &Filter, layer: u64) -> Option<()> {
        for primitive in filter.primitives() {
            let diameter =
                |radius: f32| 2.0 * (f64::from(radius) * self.scale).min(self.canvas) + 1.0;
            let work_per_pixel = match primitive.kind() {
                Kind::Turbulence(turbulence) => 20 * u64::from(turbulence.num_octaves()),
                Kind::Morphology(shape) => {
                    (diameter(shape.radius_x().get()) * diameter(shape.radius_y().get())) as u64
                }
                Kind::ConvolveMatrix(matrix) => {
                    u64::from(matrix.matrix().columns()) * u64::from(matrix.matrix().rows())
                }
                Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 30,
                _ => 10,
            };
            self.spend(layer.saturating_mul(work_per_pixel.max(1)))?;
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
            let primitive = format!("<feTurbulence baseFrequency='.1' numOctaves='{octaves}'/>");
            let filter = format!("<filter id='f' {region}>{primitive}</filter>");
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
        let bar = "<g clip-path='url(#c)'>\
                   <rect width='90' height='900' fill='url(#g)' filter='url(#s)'/></g>";
        let defs = "<clipPath id='c'><rect width='800' height='800'/></clipPath>\
                    <linearGradient id='g'><stop/></linearGradient>\
                    <filter id='s'><feGaussianBlur stdDeviation='3'/><feOffset dx='2'/>\
                    <feMerge><feMergeNode/></feMerge></filter>";
        assert!(is_drawn(&format!("{defs}{}", bar.repeat(100)), 1000));
    }
}
