//! An article on screen: the piece at the top edge, the layouts, the collapsed parts.
//!
//! The scroll position is a piece and a distance into it, not a distance from the top of the
//! article. So a piece above the edge whose real height differs from its estimate moves nothing
//! that can be seen.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use egui::{Galley, Painter, Vec2};

use crate::article::Article;
use crate::model::ReadingPosition;
use crate::ui::text::canary;
use crate::ui::theme::Theme;

use super::flow::{Flow, Header, Heading, outline};
use super::heights::Heights;
use super::layout::{self, Columns, Layouter, PieceLayout, ScrollKey};
use super::pictures::Pictures;
use super::scene::Scene;
use super::style::{Metrics, ReadingStyle};
use super::typeset::Typesetter;

/// Layouts are kept this many pieces beyond the viewport.
const KEPT_AROUND: usize = 24;
/// Most pieces of one block that are measured to find a reading position in it.
const MAX_MEASURED: usize = 400;

/// Everything that a layout depends on.
#[derive(Debug, Clone, PartialEq)]
struct LayoutKey {
    style: ReadingStyle,
    pane: Vec2,
    pixels_per_point: f32,
    theme: Theme,
}

/// The top edge of the viewport: a piece, and the distance from its top in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Edge {
    pub(super) piece: usize,
    pub(super) offset: f32,
}

#[derive(Debug)]
pub(super) struct View {
    pub(super) article: Arc<Article>,
    pub(super) header: Header,
    pub(super) flow: Flow,
    pub(super) open: Vec<bool>,
    pub(super) heights: Heights,
    pub(super) edge: Edge,
    pub(super) layouts: BTreeMap<usize, PieceLayout>,
    pub(super) scrolls: HashMap<ScrollKey, f32>,
    pub(super) scene: Scene,
    pub(super) metrics: Metrics,
    /// Pieces in the viewport, each with its top relative to the viewport's.
    pub(super) visible: Vec<(usize, f32)>,
    /// Whether the end of the article is in the viewport.
    pub(super) is_at_end: bool,
    /// Whether the owner of the article knows that its document is not needed any more.
    pub(super) is_independent: bool,
    pub(super) outline: Arc<[Heading]>,
    columns: Columns,
    key: Option<LayoutKey>,
    canary: Option<Arc<Galley>>,
}

impl View {
    pub(super) fn new(article: &Arc<Article>, header: &Header, flow: Flow) -> Self {
        Self {
            article: Arc::clone(article),
            header: header.clone(),
            open: flow.folds.clone(),
            outline: outline(&flow).into(),
            flow,
            heights: Heights::default(),
            edge: Edge::default(),
            layouts: BTreeMap::new(),
            scrolls: HashMap::new(),
            scene: Scene::default(),
            metrics: Metrics::new(&ReadingStyle::default(), Vec2::splat(100.0), 1.0),
            visible: Vec::new(),
            is_at_end: false,
            is_independent: false,
            columns: Columns::default(),
            key: None,
            canary: None,
        }
    }

    /// Whether the view still fits this article.
    pub(super) fn shows(&self, article: &Arc<Article>, header: &Header) -> bool {
        if article.is_light {
            let is_same = self.article.entry.id == article.entry.id
                && self.article.own_tags == article.own_tags;
            return is_same && self.header == *header;
        }
        self.header == *header
            && (Arc::ptr_eq(&self.article, article)
                || (self.article.entry.id == article.entry.id
                    && Arc::ptr_eq(&self.article.document, &article.document)
                    && self.article.entry.content == article.entry.content
                    && self.article.edits == article.edits
                    && self.article.own_tags == article.own_tags))
    }

    /// Drops the layouts if they no longer fit the pane.
    pub(super) fn prepare(
        &mut self,
        style: &ReadingStyle,
        pane: Vec2,
        theme: &Theme,
        painter: &Painter,
    ) {
        self.watch_glyphs(painter);
        let key = LayoutKey {
            style: *style,
            pane,
            pixels_per_point: painter.pixels_per_point(),
            theme: theme.clone(),
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let share = self.edge.offset / self.heights.get(self.edge.piece).max(1.0);
        self.metrics = Metrics::new(style, pane, key.pixels_per_point);
        self.key = Some(key);
        self.layouts.clear();
        self.columns.clear();
        self.scene.prepare(&self.flow, &self.metrics, theme);
        self.estimate_all();
        // The same words stay at the top edge.
        self.edge.offset = share * self.measure(self.edge.piece, painter, theme);
    }

    /// Notes which pictures have arrived. Only content below the edge can move because of it.
    pub(super) fn learn(&mut self, pictures: &Pictures, style: &ReadingStyle) {
        if self.scene.learn(pictures, style.pictures) {
            self.scene.teach(&mut self.flow);
            self.layouts.clear();
        }
    }

    /// Requests the pictures in the viewport and in one viewport below it.
    pub(super) fn want_pictures(&self, pictures: &mut Pictures) {
        let Some((first, top)) = self.visible.first() else { return };
        let mut y = *top;
        for (at, piece) in self.flow.pieces.iter().enumerate().skip(*first) {
            if y > 2.0 * self.metrics.pane_height {
                return;
            }
            if !self.flow.is_hidden(piece.nest, &self.open) {
                self.scene.want(&self.flow, piece, pictures);
            }
            y += self.heights.get(at);
        }
    }

    /// Drops the layouts when their letters are no longer in the glyph atlas.
    fn watch_glyphs(&mut self, painter: &Painter) {
        let canary = canary(painter);
        if self.canary.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &canary)) {
            self.canary = Some(canary);
            self.layouts.clear();
        }
    }

    fn estimate_all(&mut self) {
        let hidden: Vec<bool> =
            (0..self.flow.nests.len()).map(|nest| self.flow.is_hidden(nest, &self.open)).collect();
        let guess = |piece: &super::flow::Piece| {
            let is_hidden = hidden.get(piece.nest).copied().unwrap_or(false);
            if is_hidden { 0.0 } else { layout::estimate(&self.flow, &self.metrics, piece) }
        };
        self.heights = Heights::new(self.flow.pieces.iter().map(guess).collect());
    }

    /// Whether the words of a spoiler are covered.
    pub(super) fn covers(&self, spoiler: usize) -> bool {
        self.open.get(spoiler) == Some(&false)
    }

    /// Collapses or expands a part. The content above it stays where it is.
    pub(super) fn toggle_fold(&mut self, fold: usize) {
        if let Some(open) = self.open.get_mut(fold) {
            *open = !*open;
        }
        let known = std::mem::take(&mut self.heights);
        self.layouts.clear();
        self.estimate_all();
        for at in 0..known.len() {
            if known.get(at) > 0.0 && self.heights.get(at) > 0.0 {
                self.heights.set(at, known.get(at));
            }
        }
    }

    /// Returns the height of a piece; lays it out first if needed.
    pub(super) fn measure(&mut self, at: usize, painter: &Painter, theme: &Theme) -> f32 {
        if let Some(layout) = self.layouts.get(&at) {
            return layout.height;
        }
        let Some(piece) = self.flow.pieces.get(at) else { return 0.0 };
        if self.flow.is_hidden(piece.nest, &self.open) {
            return 0.0;
        }
        let setter = Typesetter { flow: &self.flow, metrics: &self.metrics, theme, painter };
        let layouter = Layouter {
            setter,
            columns: &mut self.columns,
            open: &self.open,
            scene: &self.scene,
            out: PieceLayout::default(),
        };
        let layout = layouter.piece(piece);
        let height = layout.height;
        self.heights.set(at, height);
        self.layouts.insert(at, layout);
        height
    }

    /// Moves the edge into the article and finds the visible pieces.
    pub(super) fn settle(&mut self, painter: &Painter, theme: &Theme) {
        self.rise(painter, theme);
        self.sink(painter, theme);
        let missing = self.fill(painter, theme);
        if missing > 0.0 && (self.edge.piece > 0 || self.edge.offset > 0.0) {
            self.edge.offset -= missing;
            self.rise(painter, theme);
            self.fill(painter, theme);
        }
        let first = self.visible.first().map_or(0, |(at, _)| at.saturating_sub(KEPT_AROUND));
        let last = self.visible.last().map_or(0, |(at, _)| at + KEPT_AROUND);
        self.layouts.retain(|at, _| (first..=last).contains(at));
    }

    /// Moves the edge up to an earlier piece while it is above its own.
    fn rise(&mut self, painter: &Painter, theme: &Theme) {
        while self.edge.offset < 0.0 && self.edge.piece > 0 {
            self.edge.piece -= 1;
            self.edge.offset += self.measure(self.edge.piece, painter, theme);
        }
        self.edge.offset = self.metrics.snap(self.edge.offset.max(0.0));
    }

    /// Moves the edge down to a later piece while it is below its own.
    fn sink(&mut self, painter: &Painter, theme: &Theme) {
        loop {
            let height = self.measure(self.edge.piece, painter, theme);
            if self.edge.offset < height {
                return;
            }
            if self.edge.piece + 1 >= self.flow.pieces.len() {
                self.edge.offset = height;
                return;
            }
            self.edge.offset -= height;
            self.edge.piece += 1;
        }
    }

    /// Lays out the viewport. Returns the height that stays empty at its bottom.
    fn fill(&mut self, painter: &Painter, theme: &Theme) -> f32 {
        self.visible.clear();
        let mut y = -self.edge.offset;
        let mut at = self.edge.piece;
        while y < self.metrics.pane_height && at < self.flow.pieces.len() {
            let height = self.measure(at, painter, theme);
            if height > 0.0 {
                self.visible.push((at, y));
            }
            y += height;
            at += 1;
        }
        self.is_at_end = at >= self.flow.pieces.len() && y <= self.metrics.pane_height + 0.5;
        if self.is_at_end { self.metrics.pane_height - y } else { 0.0 }
    }

    /// Whether the top of the article is at the top edge.
    pub(super) fn is_at_start(&self) -> bool {
        self.edge.piece == 0 && self.edge.offset <= 0.0
    }

    /// Distance of the edge from the top of the article; partly estimated.
    pub(super) fn distance(&self) -> f64 {
        self.heights.before(self.edge.piece) + f64::from(self.edge.offset)
    }

    /// Jumps to a distance from the top.
    pub(super) fn jump(&mut self, distance: f64) {
        let (piece, offset) = self.heights.find(distance);
        self.edge = Edge { piece, offset };
    }

    /// Top of a piece relative to the viewport's top edge; partly estimated.
    pub(super) fn top_of(&self, piece: usize) -> f32 {
        match self.visible.iter().find(|(at, _)| *at == piece) {
            Some((_, y)) => *y,
            None => (self.heights.before(piece) - self.distance()) as f32,
        }
    }

    /// The block of the document at the top edge, and the share of it above the edge.
    pub(super) fn position(&self) -> ReadingPosition {
        let block = self.flow.block_starts.partition_point(|start| *start <= self.edge.piece);
        let Some(block) = block.checked_sub(1) else {
            return ReadingPosition { block: 0, fraction: 0.0 };
        };
        let (start, end) = self.block_range(block);
        let top = self.heights.before(start);
        let height = self.heights.before(end) - top;
        let fraction = ((self.distance() - top) / height.max(1.0)).clamp(0.0, 1.0);
        ReadingPosition { block: block as u32, fraction: fraction as f32 }
    }

    /// Brings a position to the top edge.
    pub(super) fn go_to(&mut self, position: ReadingPosition, painter: &Painter, theme: &Theme) {
        if position.block == 0 && position.fraction <= 0.0 {
            self.edge = Edge::default();
            return;
        }
        let block = (position.block as usize).min(self.flow.block_starts.len().saturating_sub(1));
        let (start, end) = self.block_range(block);
        for at in start..end.min(start + MAX_MEASURED) {
            self.measure(at, painter, theme);
        }
        let top = self.heights.before(start);
        let height = self.heights.before(end) - top;
        self.jump(top + height * f64::from(position.fraction.clamp(0.0, 1.0)));
    }

    fn block_range(&self, block: usize) -> (usize, usize) {
        let start = self.flow.block_starts.get(block).copied().unwrap_or(0);
        let end = self.flow.block_starts.get(block + 1).copied().unwrap_or(self.flow.pieces.len());
        (start, end)
    }
}
