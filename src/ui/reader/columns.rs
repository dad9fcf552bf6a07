//! The panes side by side: which of them have room, and the edges between them.

use egui::{Rect, Ui, pos2};
use jiff::Timestamp;

use crate::app::Action;
use crate::i18n::t;
use crate::ui::columns::{Columns, LIST_WIDTHS, Room, SIDEBAR_WIDTHS, columns, room};
use crate::ui::context::UiContext;
use crate::ui::panes::{edge_ui, pane_ui};
use crate::ui::sidebar::sidebar_ui;

use super::ReaderApp;

impl ReaderApp {
    pub(super) fn panes_ui(&mut self, ui: &mut Ui, rect: Rect, now: Timestamp) -> Vec<Action> {
        self.icons.begin_frame(self.state.settings.shows_icons);
        let Columns { sidebar, list, article } =
            columns(rect.width(), &self.state.session, self.state.pane());
        let is_alone = room(rect.width()) == Room::One;
        let mut left = rect.left();
        let mut next = |width: f32| {
            let pane =
                Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
            left += width;
            pane
        };
        let (sidebar, list, article) =
            (sidebar.map(&mut next), list.map(&mut next), article.map(&mut next));
        let cx = UiContext::new(&self.state, &self.theme, &self.keys, &mut self.icons, now);
        if let Some(area) = sidebar {
            let mut pane = pane_ui(ui, area, "sources", &t!(pane_feeds), Some(self.theme.sidebar));
            sidebar_ui(&mut pane, &cx);
        }
        if let Some(area) = list {
            let mut pane = pane_ui(ui, area, "entries", &t!(pane_entries), Some(self.theme.list));
            let is_narrow = room(rect.width()) != Room::Three;
            self.list.list_ui(&mut pane, &cx, is_narrow);
        }
        let mut actions = cx.into_actions();
        let wanted = self.icons.take_wanted();
        if !wanted.is_empty() {
            actions.push(Action::LoadPictures(wanted));
        }
        if let Some(area) = article {
            let mut pane = pane_ui(ui, area, "article", &t!(pane_article), None);
            actions.extend(self.article_ui(&mut pane, is_alone, now));
            self.edges_ui(ui, rect, sidebar, list);
        }
        actions
    }

    /// The edges between panes, which can be dragged.
    fn edges_ui(&mut self, ui: &Ui, rect: Rect, sidebar: Option<Rect>, list: Option<Rect>) {
        let session = &mut self.state.session;
        let is_shared = room(rect.width()) == Room::Two;
        if let Some(area) = sidebar {
            let width =
                if is_shared { &mut session.list_width } else { &mut session.sidebar_width };
            let range = if is_shared { LIST_WIDTHS } else { SIDEBAR_WIDTHS };
            edge_ui(ui, "sidebar edge", area, width, range, &self.theme);
        }
        if let Some(area) = list {
            edge_ui(ui, "list edge", area, &mut session.list_width, LIST_WIDTHS, &self.theme);
        }
    }
}
