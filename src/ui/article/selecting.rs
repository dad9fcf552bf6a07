//! Selecting and copying in the article, and hit tests under the pointer.

use egui::{CursorIcon, Pos2, Rect, Response, Ui, Vec2};

use crate::i18n::t;

use super::ArticlePane;
use super::interact::Interactions;
use super::layout::ScrollKey;
use super::select::{Caret, Selection, text_between};
use super::view::View;
use super::wishes::ArticleAction;

impl ArticlePane {
    /// The selected text.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let view = self.view.as_ref()?;
        let (start, end) = self.selection?.range(&view.flow)?;
        Some(text_between(&view.flow, start, end))
    }

    pub fn select_all(&mut self) {
        self.selection = self.view.as_ref().map(|view| Selection::all(&view.flow));
    }

    /// Lets the pointer change the selection.
    pub(super) fn select(
        &mut self,
        ui: &Ui,
        view: &mut View,
        response: &Response,
        rect: Rect,
        interactions: &Interactions,
    ) {
        let is_touch = ui.input(egui::InputState::any_touches);
        let (pressed, is_down, time, shift) = ui.input(|input| {
            (
                input.pointer.primary_pressed(),
                input.pointer.primary_down(),
                input.time,
                input.modifiers.shift,
            )
        });
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
        if response.hovered()
            && interactions.attention.hovered_link.is_none()
            && interactions.attention.hovered_control.is_none()
            && view.is_over_text(pointer, rect)
        {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        if pressed && response.is_pointer_button_down_on() && !is_touch {
            let unit = self.presses.press(time, pointer);
            let Some(caret) = view.caret_at(pointer, rect) else { return };
            match &mut self.selection {
                Some(selection) if shift => selection.extend(caret),
                selection => *selection = Some(Selection::new(&view.flow, caret, unit)),
            }
            self.is_selecting = true;
        } else if self.is_selecting && is_down {
            self.drag_selection(ui, view, pointer, rect);
        }
        if !is_down {
            self.is_selecting = false;
        }
    }

    /// Moves the end of the selection to the pointer. Beyond the pane's edge the article scrolls.
    fn drag_selection(&mut self, ui: &Ui, view: &mut View, pointer: Pos2, rect: Rect) {
        let beyond = (pointer.y - rect.bottom()).max(0.0) + (pointer.y - rect.top()).min(0.0);
        if beyond != 0.0 {
            let dt = ui.input(|input| input.stable_dt).min(0.1);
            view.edge.offset += beyond.clamp(-80.0, 80.0) * 12.0 * dt;
            ui.ctx().request_repaint();
        }
        let caret = view.caret_at(pointer, rect);
        if let (Some(selection), Some(caret)) = (&mut self.selection, caret) {
            selection.extend(caret);
        }
    }

    /// Copies the selection when the copy key is pressed.
    pub(super) fn keyboard_copy(&self, ui: &Ui, view: &View, interactions: &mut Interactions) {
        let is_asked =
            ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
        if is_asked
            && !ui.ctx().text_edit_focused()
            && let Some((start, end)) =
                self.selection.and_then(|selection| selection.range(&view.flow))
        {
            interactions
                .actions
                .push(ArticleAction::CopyText(text_between(&view.flow, start, end)));
        }
    }

    pub(super) fn context_menu(
        &mut self,
        response: &Response,
        view: &View,
        interactions: &mut Interactions,
    ) {
        let selected = self.selection.and_then(|selection| selection.range(&view.flow));
        response.context_menu(|ui| {
            if let Some((start, end)) = selected
                && ui.button(t!(button_copy)).clicked()
            {
                interactions
                    .actions
                    .push(ArticleAction::CopyText(text_between(&view.flow, start, end)));
                ui.close();
            }
            if ui.button(t!(command_select_all)).clicked() {
                self.selection = Some(Selection::all(&view.flow));
                ui.close();
            }
            if let Some(url) = &view.article.entry.content.url
                && ui.button(t!(article_copy_link)).clicked()
            {
                interactions.actions.push(ArticleAction::CopyLink(url.clone()));
                ui.close();
            }
        });
    }
}

impl View {
    /// The piece at a height of the viewport, or the nearest one.
    fn piece_at(&self, y: f32) -> Option<(usize, f32)> {
        let after = self.visible.partition_point(|(_, top)| *top <= y);
        self.visible.get(after.saturating_sub(1)).copied()
    }

    fn caret_at(&self, pointer: Pos2, rect: Rect) -> Option<Caret> {
        let (start, _) = self.piece_at(pointer.y - rect.top())?;
        // A piece without text leads to the one before it, and at the top to the one after it.
        let near = self
            .visible
            .iter()
            .rev()
            .filter(|(at, _)| *at <= start)
            .chain(self.visible.iter().filter(|(at, _)| *at > start));
        near.into_iter().find_map(|(at, y)| {
            let layout = self.layouts.get(at)?;
            let local = pointer - rect.min.to_vec2() - Vec2::new(0.0, *y);
            layout.caret_at(local, |scroller| {
                layout.scrollers.get(scroller).map_or(0.0, |scroller| self.scroll_of(scroller))
            })
        })
    }

    fn is_over_text(&self, pointer: Pos2, rect: Rect) -> bool {
        let Some((at, y)) = self.piece_at(pointer.y - rect.top()) else { return false };
        let local = pointer - rect.min.to_vec2() - Vec2::new(0.0, y);
        self.layouts
            .get(&at)
            .is_some_and(|layout| layout.texts.iter().any(|text| text.reach.contains(local)))
    }

    /// The wide block under the pointer, and how far it is scrolled.
    pub(super) fn scroller_at(&self, pointer: Pos2, rect: Rect) -> Option<(ScrollKey, f32)> {
        let (at, y) = self.piece_at(pointer.y - rect.top())?;
        let local = pointer - rect.min.to_vec2() - Vec2::new(0.0, y);
        let layout = self.layouts.get(&at)?;
        let scroller = layout.scrollers.iter().find(|scroller| scroller.window.contains(local))?;
        Some((scroller.key, self.scroll_of(scroller)))
    }
}
