//! The current state of an article's pictures and diagrams, as far as its layout depends on it.
//!
//! Layouts know no textures, and textures know no articles: this is the list between the two, one
//! line for each picture and each code panel of the article.

use std::collections::HashSet;
use std::sync::Arc;

use egui::{Color32, Vec2};

use crate::article::{Motion, PictureKey, PictureRequest};
use crate::document::{Image, MERMAID};
use crate::model::PicturePolicy;
use crate::picture::{Fit, Palette};
use crate::ui::theme::Theme;

use super::flow::{Flow, Piece, PieceKind};
use super::pictures::{PictureState, Pictures};
use super::style::Metrics;

/// Greatest height of a picture, as a share of the pane's height.
pub(super) const MAX_HEIGHT: f32 = 0.9;
/// Requested widths and heights are multiples of this many pixels, so that resizing the window
/// causes few requests.
const STEP: u32 = 128;
/// Greatest height of a diagram, in heights of the pane.
const DIAGRAM_PANES: f32 = 2.0;

/// How a picture is shown at present.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Appearance {
    /// An empty area: it is under way.
    Coming,
    /// The picture; its own size in pixels.
    Ready((u32, u32)),
    Failed {
        /// A sentence for the user.
        message: String,
        /// Whether trying again may help.
        may_pass: bool,
    },
    /// A button that loads the pictures of the article.
    Asks,
    /// Its alternative text.
    Named,
}

#[derive(Debug, Default)]
pub(super) struct Scene {
    /// For each picture of the flow, the key that it is requested with.
    keys: Vec<PictureKey>,
    /// For each picture of the flow, the address to try if that of its key fails.
    plain_urls: Vec<Arc<url::Url>>,
    /// For each picture of the flow.
    images: Vec<Appearance>,
    /// For each code panel that is a diagram.
    diagram_keys: Vec<Option<PictureKey>>,
    diagrams: Vec<Appearance>,
    /// For each code panel, whether the source of the diagram is shown.
    sources: Vec<bool>,
    /// For each code panel, whether its lines are wrapped.
    wraps: Vec<bool>,
    /// Tall pictures that are shown whole.
    expanded: HashSet<usize>,
    /// Whether the user asked for the pictures of this article.
    is_allowed: bool,
    policy: PicturePolicy,
    fit: Option<Fit>,
    /// Greatest width of a diagram in pixels; it may use the margins.
    diagram_width: u32,
    scale: u32,
    version: Option<u64>,
}

impl Scene {
    /// A scene whose pictures are asked for with these keys.
    #[cfg(test)]
    pub(super) fn of_keys(keys: Vec<PictureKey>) -> Self {
        Self { keys, ..Self::default() }
    }

    /// Chooses keys and sizes for another width, scale or theme.
    pub(super) fn prepare(&mut self, flow: &Flow, metrics: &Metrics, theme: &Theme) {
        let pixels = |points: f32| {
            ((points * metrics.pixels_per_point).ceil().max(1.0) as u32).next_multiple_of(STEP)
        };
        let fit = Fit {
            width: pixels(metrics.column),
            height: pixels(MAX_HEIGHT * metrics.pane_height).max(2 * STEP),
        };
        self.fit = Some(fit);
        self.diagram_width = pixels(metrics.column + 2.0 * metrics.left);
        self.scale = (metrics.pixels_per_point * 100.0).round() as u32;
        let ink = [theme.ink.r(), theme.ink.g(), theme.ink.b()];
        let em = (metrics.em * metrics.pixels_per_point * 100.0).round() as u32;
        let key = |(at, image): (usize, &Image)| match flow.formulas.get(&at) {
            Some((formula, _)) => PictureKey::Formula { formula: formula.clone(), ink, em },
            None => PictureKey::Web(address(image, metrics, theme.is_dark)),
        };
        self.keys = flow.images.iter().enumerate().map(key).collect();
        self.plain_urls = flow.images.iter().map(|image| Arc::clone(&image.url)).collect();
        let palette = palette(theme);
        let key = |panel: &super::flow::CodePanel| {
            let source = flow
                .leaves
                .get(panel.leaf)
                .filter(|_| panel.language.as_deref() == Some(MERMAID))?;
            Some(PictureKey::Diagram { source: Arc::from(source.text.as_str()), palette })
        };
        self.diagram_keys = flow.codes.iter().map(key).collect();
        self.sources.resize(flow.codes.len(), false);
        self.wraps.resize(flow.codes.len(), false);
        self.version = None;
    }

    /// Reads the state of all pictures. Returns true if a layout may change.
    pub(super) fn learn(&mut self, pictures: &Pictures, policy: PicturePolicy) -> bool {
        if self.version == Some(pictures.version) && self.policy == policy {
            return false;
        }
        self.version = Some(pictures.version);
        self.policy = policy;
        self.fall_back(pictures);
        let images: Vec<Appearance> =
            self.keys.iter().map(|key| self.show(key, pictures)).collect();
        let diagrams: Vec<Appearance> = self
            .diagram_keys
            .iter()
            .map(|key| {
                key.as_ref().map_or(Appearance::Named, |key| {
                    state(key, pictures).unwrap_or(Appearance::Coming)
                })
            })
            .collect();
        let has_changed = self.images != images || self.diagrams != diagrams;
        self.images = images;
        self.diagrams = diagrams;
        has_changed
    }

    /// Replaces the sizes that could not be loaded by the address that every browser understands:
    /// some pages name sizes that their server never made.
    fn fall_back(&mut self, pictures: &Pictures) {
        for (key, plain) in self.keys.iter_mut().zip(&self.plain_urls) {
            let has_failed = matches!(pictures.state(key), PictureState::Failed(_));
            if let PictureKey::Web(url) = key
                && has_failed
                && url != plain
            {
                *url = Arc::clone(plain);
            }
        }
    }

    /// A picture that declares no size gets its own once it is known.
    pub(super) fn teach(&self, flow: &mut Flow) {
        for (image, show) in flow.images.iter_mut().zip(&self.images) {
            if let (Appearance::Ready((width, height)), (None, None)) = (show, image.size) {
                image.size = (Some(*width), Some(*height));
            }
        }
    }

    fn show(&self, key: &PictureKey, pictures: &Pictures) -> Appearance {
        state(key, pictures).unwrap_or_else(|| match self.policy {
            _ if self.may_load(key) => Appearance::Coming,
            PicturePolicy::Always | PicturePolicy::Ask => Appearance::Asks,
            PicturePolicy::Never => Appearance::Named,
        })
    }

    /// Data that comes from no network may always be shown.
    fn may_load(&self, key: &PictureKey) -> bool {
        let is_local = match key {
            PictureKey::Web(url) => url.scheme() == "data",
            PictureKey::Diagram { .. } | PictureKey::Formula { .. } | PictureKey::Icon(_) => true,
        };
        is_local || self.is_allowed || self.policy == PicturePolicy::Always
    }

    /// The user wants to see the pictures of this article.
    pub(super) fn allow(&mut self) {
        self.is_allowed = true;
        self.version = None;
    }

    pub(super) fn toggle_source(&mut self, panel: usize) {
        if let Some(source) = self.sources.get_mut(panel) {
            *source = !*source;
        }
    }

    pub(super) fn expand(&mut self, image: usize) {
        self.expanded.insert(image);
    }

    pub(super) fn is_expanded(&self, image: usize) -> bool {
        self.expanded.contains(&image)
    }

    pub(super) fn toggle_wrap(&mut self, panel: usize) {
        if let Some(wrap) = self.wraps.get_mut(panel) {
            *wrap = !*wrap;
        }
    }

    pub(super) fn wraps(&self, panel: usize) -> bool {
        self.wraps.get(panel).copied().unwrap_or(false)
    }

    pub(super) fn image(&self, image: usize) -> &Appearance {
        self.images.get(image).unwrap_or(&Appearance::Named)
    }

    pub(super) fn key(&self, image: usize) -> Option<&PictureKey> {
        self.keys.get(image)
    }

    /// Whether a code panel is a diagram that was drawn or may still be drawn.
    pub(super) fn is_diagram(&self, panel: usize) -> bool {
        self.diagram_key(panel).is_some()
            && !matches!(self.diagrams.get(panel), Some(Appearance::Failed { .. }))
    }

    pub(super) fn shows_source(&self, panel: usize) -> bool {
        self.sources.get(panel).copied().unwrap_or(false)
    }

    /// The diagram to show in place of a code panel, with its own size once it is drawn.
    pub(super) fn diagram(&self, panel: usize) -> Option<(&PictureKey, Option<(u32, u32)>)> {
        let key = self
            .diagram_key(panel)
            .filter(|_| self.is_diagram(panel) && !self.shows_source(panel))?;
        let size = match self.diagrams.get(panel)? {
            Appearance::Ready(natural) => Some(*natural),
            Appearance::Coming
            | Appearance::Failed { .. }
            | Appearance::Asks
            | Appearance::Named => None,
        };
        Some((key, size))
    }

    pub(super) fn diagram_key(&self, panel: usize) -> Option<&PictureKey> {
        self.diagram_keys.get(panel)?.as_ref()
    }

    /// Requests the pictures of a piece, which is near the viewport.
    pub(super) fn want(&self, flow: &Flow, piece: &Piece, pictures: &mut Pictures) {
        match &piece.kind {
            PieceKind::Image(image) => self.want_image(*image, pictures),
            PieceKind::Gallery(gallery) => {
                let shots = flow.galleries.get(*gallery).into_iter().flatten();
                shots.for_each(|shot| self.want_image(shot.image, pictures));
            }
            PieceKind::Text(slice) => {
                let Some(leaf) = flow.leaves.get(slice.leaf) else { return };
                let inside = leaf.images.iter().filter(|(byte, _)| slice.bytes.contains(byte));
                inside.for_each(|(_, image)| self.want_image(*image, pictures));
            }
            PieceKind::Rows { table, rows } => {
                let Some(table) = flow.tables.get(*table) else { return };
                let cells = table.rows.get(rows.clone()).into_iter().flatten().flatten();
                cells
                    .flat_map(|cell| &cell.pieces)
                    .for_each(|piece| self.want(flow, piece, pictures));
            }
            PieceKind::Code { panel, .. } => {
                if let (Some(key), Some(fit)) = (self.diagram_key(*panel), self.fit) {
                    let fit = Fit {
                        width: self.diagram_width,
                        height: (fit.height as f32 * DIAGRAM_PANES) as u32,
                    };
                    pictures.want(PictureRequest {
                        key: key.clone(),
                        fit,
                        scale: self.scale,
                        motion: Motion::Still,
                    });
                }
            }
            PieceKind::Embed(_) | PieceKind::Chips | PieceKind::Rule | PieceKind::End => {}
        }
    }

    fn want_image(&self, image: usize, pictures: &mut Pictures) {
        if let (Some(key), Some(fit)) =
            (self.keys.get(image).filter(|key| self.may_load(key)), self.fit)
        {
            pictures.want(PictureRequest {
                key: key.clone(),
                fit,
                scale: self.scale,
                motion: Motion::Still,
            });
        }
    }
}

fn state(key: &PictureKey, pictures: &Pictures) -> Option<Appearance> {
    match pictures.state(key) {
        PictureState::Waiting => None,
        PictureState::Ready(texture) => Some(Appearance::Ready(texture.natural)),
        PictureState::Away(natural) => Some(Appearance::Ready(*natural)),
        PictureState::Failed(error) => {
            Some(Appearance::Failed { message: error.user_message(), may_pass: error.may_pass() })
        }
    }
}

/// The address of a picture on a light or dark page.
fn address(image: &Image, metrics: &Metrics, is_dark: bool) -> Arc<url::Url> {
    let dark = image.dark.as_ref().filter(|_| is_dark);
    dark.map_or_else(|| best_address(image, metrics), Arc::clone)
}

/// The address of the smallest form of a picture that is large enough for the column, else of the
/// largest form.
fn best_address(image: &Image, metrics: &Metrics) -> Arc<url::Url> {
    let shown = image.size.0.map_or(metrics.column, |width| (width as f32).min(metrics.column));
    let pixels = (shown * metrics.pixels_per_point).ceil() as u32;
    let density = (metrics.pixels_per_point * 100.0).ceil() as u32;
    let size =
        |candidate: &crate::document::ImageCandidate| match (candidate.width, candidate.density) {
            (Some(width), _) => Some((width, width >= pixels)),
            (None, Some(of)) => Some((of, of >= density)),
            (None, None) => None,
        };
    let sized: Vec<_> = image
        .candidates
        .iter()
        .filter_map(|candidate| size(candidate).map(|(size, fits)| (candidate, size, fits)))
        .collect();
    let enough = sized.iter().filter(|(_, _, fits)| *fits).min_by_key(|(_, size, _)| *size);
    let largest = || sized.iter().max_by_key(|(_, size, _)| *size);
    enough
        .or_else(largest)
        .map_or_else(|| Arc::clone(&image.url), |(candidate, _, _)| Arc::new(candidate.url.clone()))
}

fn palette(theme: &Theme) -> Palette {
    let rgb = |color: Color32| [color.r(), color.g(), color.b()];
    Palette {
        page: rgb(theme.article),
        surface: rgb(theme.code_background),
        group: rgb(Theme::blend(theme.code_background, theme.article, 0.5)),
        border: rgb(Theme::blend(theme.quote_bar, theme.dim, 0.35)),
        line: rgb(theme.dim),
        ink: rgb(theme.ink),
        accent: rgb(theme.accent),
    }
}

/// The largest size with these proportions that fits, but never larger than `natural`.
pub(super) fn fitted(natural: Vec2, width: f32, height: f32) -> Vec2 {
    natural * (width / natural.x).min(height / natural.y).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::article::style::ReadingStyle;

    fn image(candidates: &[(&str, Option<u32>, Option<u32>)]) -> Image {
        let url = |name: &str| format!("https://example.org/{name}").parse().unwrap();
        let candidate = |(name, width, density): &(&str, Option<u32>, Option<u32>)| {
            crate::document::ImageCandidate { url: url(name), width: *width, density: *density }
        };
        Image {
            url: Arc::new(url("plain")),
            candidates: candidates.iter().map(candidate).collect(),
            alt: String::new(),
            title: None,
            size: (None, None),
            link: None,
            dark: None,
        }
    }

    fn best(candidates: &[(&str, Option<u32>, Option<u32>)], pixels_per_point: f32) -> String {
        let metrics =
            Metrics::new(&ReadingStyle::default(), egui::vec2(700.0, 500.0), pixels_per_point);
        best_address(&image(candidates), &metrics).path().to_owned()
    }

    #[test]
    fn the_smallest_form_that_is_large_enough_is_taken() {
        let widths = [("s", Some(300), None), ("m", Some(800), None), ("l", Some(1600), None)];
        assert_eq!(
            (best(&widths, 1.0), best(&widths, 2.0), best(&widths[..2], 2.0)),
            ("/m".into(), "/l".into(), "/m".into())
        );
        let densities = [("one", None, Some(100)), ("two", None, Some(200))];
        assert_eq!((best(&densities, 1.0), best(&densities, 1.5)), ("/one".into(), "/two".into()));
        assert_eq!(best(&[], 1.0), "/plain");
        assert_eq!(best(&[("x", None, None)], 1.0), "/plain");
    }

    #[test]
    fn a_size_that_cannot_be_loaded_gives_way_to_the_plain_address() {
        let key = |name: &str| {
            let url = format!("https://example.org/{name}").parse().unwrap();
            PictureKey::Web(Arc::new(url))
        };
        let (ctx, mut pictures) = (egui::Context::default(), Pictures::default());
        let plain = Arc::clone(&image(&[]).url);
        let keys = vec![key("large")];
        let mut scene = Scene { plain_urls: vec![Arc::clone(&plain)], ..Scene::of_keys(keys) };
        let request = PictureRequest {
            key: key("large"),
            fit: Fit { width: STEP, height: STEP },
            scale: 100,
            motion: Motion::Still,
        };
        pictures.want(request.clone());
        scene.fall_back(&pictures);
        assert_eq!(scene.key(0), Some(&key("large")));
        let error = crate::picture::PictureError::Fetch { message: "404".into() };
        pictures.receive(&ctx, &request, Err(error));
        scene.fall_back(&pictures);
        assert_eq!(scene.key(0), Some(&PictureKey::Web(plain)));
    }

    #[test]
    fn a_picture_for_dark_pages_is_shown_on_dark_pages() {
        let metrics = Metrics::new(&ReadingStyle::default(), egui::vec2(700.0, 800.0), 1.0);
        let night: url::Url = "https://example.org/night".parse().unwrap();
        let both = Image { dark: Some(Arc::new(night)), ..image(&[]) };
        let shown = |is_dark| address(&both, &metrics, is_dark).path().to_owned();
        assert_eq!((shown(false), shown(true)), ("/plain".to_owned(), "/night".to_owned()));
    }
}
