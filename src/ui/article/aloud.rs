//! Marks the sentence that is read aloud, and follows it when it leaves the view.

use std::sync::Arc;

use egui::Painter;

use crate::aloud::{Mark, Spot};
use crate::ui::theme::Theme;

use super::ArticlePane;
use super::select::Selection;
use super::view::View;

impl ArticlePane {
    /// Marks the words that are spoken; `None` while this article is not read. Another number of
    /// `jumps` brings them into view wherever the reader is.
    pub fn follow_voice(&mut self, spoken: Option<(&Arc<[Mark]>, u32)>) {
        let Some((marks, jumps)) = spoken else {
            self.spoken = None;
            return;
        };
        let is_first = self.spoken.is_none();
        let spoken = self.spoken.get_or_insert_default();
        let is_jump = spoken.jumps != jumps && !is_first;
        if is_first || is_jump || !Arc::ptr_eq(&spoken.marks, marks) {
            (spoken.marks, spoken.jumps) = (Arc::clone(marks), jumps);
            spoken.is_new = true;
            if is_jump {
                (spoken.is_left, spoken.found) = (false, Vec::new());
            }
        }
    }

    /// The place where reading aloud begins: at the selection, else at the paragraph in view.
    #[must_use]
    pub fn first_spot(&self) -> Spot {
        let Some(view) = &self.view else { return Spot::default() };
        let selected = self.selection.and_then(|selection: Selection| selection.range(&view.flow));
        let caret = selected.map(|(start, _)| start).or_else(|| view.first_caret());
        caret.map_or_else(Spot::default, |caret| view.flow.spot_of(caret))
    }

    /// Finds the words that are spoken, and follows them if they were in view before.
    pub(super) fn show_spoken(&mut self, view: &mut View, painter: &Painter, theme: &Theme) {
        let Some(spoken) = self.spoken.as_mut().filter(|spoken| spoken.is_new) else { return };
        if !spoken.found.is_empty() {
            spoken.is_left = !view.is_in_view(&spoken.found);
        }
        spoken.is_new = false;
        spoken.found = spoken.marks.iter().filter_map(|mark| view.flow.words_of(mark)).collect();
        if let Some(first) = spoken.found.first().filter(|_| !spoken.is_left) {
            view.reveal(first, painter, theme);
            view.settle(painter, theme);
        }
    }

    /// Looks for the words again: the article has changed.
    pub(super) fn look_for_spoken_again(&mut self) {
        if let Some(spoken) = &mut self.spoken {
            spoken.is_new = true;
            spoken.found.clear();
        }
    }
}
