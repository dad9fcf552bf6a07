//! The panes side by side: which of them have room, and the lines between them.

use egui::{Rect, Ui, pos2};
use jiff::Timestamp;

use crate::app::Action;
use crate::ui::columns::{Columns, LIST_WIDTHS, Room, SIDEBAR_WIDTHS, columns, room};
use crate::ui::panes::{edge_ui, pane_ui};
use crate::ui::sidebar::sidebar_ui;

use super::ReaderApp;

impl ReaderApp {
    pub(super) fn panes_ui(&mut self, ui: &mut Ui, rect: Rect, now: Timestamp) -> Vec<Action> {
        self.icons.begin(self.state.settings.shows_icons);
        let Columns { sidebar, list, article } =
            columns(rect.width(), &self.state.session, self.state.pane());
        let is_alone = room(rect.width()) == Room::One;
        let mut actions = Vec::new();
        let mut left = rect.left();
        let mut next = |width: f32| {
            let pane =
                Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
            left += width;
            pane
        };
        let places = (sidebar.map(&mut next), list.map(&mut next), article.map(&mut next));
        if let Some(place) = places.0 {
            let mut ui = pane_ui(ui, place, "sources", "Feeds", Some(self.theme.sidebar));
            actions.extend(sidebar_ui(&mut ui, &self.state, &mut self.icons, &self.theme));
        }
        if let Some(place) = places.1 {
            let mut ui = pane_ui(ui, place, "entries", "Entries", Some(self.theme.list));
            let is_narrow = room(rect.width()) != Room::Three;
            actions.extend(self.list.list_ui(
                &mut ui,
                &self.state,
                &mut self.icons,
                is_narrow,
                &self.theme,
                now,
            ));
        }
        let wanted = self.icons.take_wanted();
        if !wanted.is_empty() {
            actions.push(Action::LoadPictures(wanted));
        }
        if let Some(place) = places.2 {
            let mut ui = pane_ui(ui, place, "article", "Article", None);
            actions.extend(self.article_ui(&mut ui, is_alone));
        }
        if article.is_some() {
            self.edges_ui(ui, rect, places.0, places.1);
        }
        actions
    }

    /// The lines between panes, which can be dragged.
    fn edges_ui(&mut self, ui: &Ui, rect: Rect, sidebar: Option<Rect>, list: Option<Rect>) {
        let session = &mut self.state.session;
        let is_shared = room(rect.width()) == Room::Two;
        if let Some(place) = sidebar {
            let width =
                if is_shared { &mut session.list_width } else { &mut session.sidebar_width };
            let range = if is_shared { LIST_WIDTHS } else { SIDEBAR_WIDTHS };
            edge_ui(ui, "sidebar edge", place, width, range, &self.theme);
        }
        if let Some(place) = list {
            edge_ui(ui, "list edge", place, &mut session.list_width, LIST_WIDTHS, &self.theme);
        }
    }
}
