//! What the user searches for, in the place that is selected.

use std::borrow::Cow;

use crate::query::{Expr, PlaceId, QueryError, parse_typed};

use super::state::AppState;

impl AppState {
    /// The mistake in the search field, if there is one.
    #[must_use]
    pub fn search_error(&self) -> Option<&QueryError> {
        self.search_query.as_ref().err()
    }

    /// The one place where the text of the search field is read.
    pub(super) fn set_search(&mut self, text: Option<String>) {
        self.search_query = parse_typed(text.as_deref().unwrap_or_default());
        self.search = text;
    }

    /// The query of the selected place; `None` for a preview.
    pub(super) fn place_query(&self) -> Option<Expr> {
        match (self.find_place(self.place), self.place) {
            (Some(place), _) => place.query.map(Cow::into_owned),
            // At the start the list is asked for before the library has come.
            (None, PlaceId::Feed(id)) => Some(Expr::feed(id)),
            (None, PlaceId::Folder(id)) => Some(Expr::folder(id)),
            (None, PlaceId::Tag(id)) => Some(Expr::tag(id)),
            (None, PlaceId::Account(id)) => Some(Expr::account(id)),
            // The query of a saved search is not known before.
            (None, PlaceId::Search(_) | PlaceId::BuiltIn(_) | PlaceId::Preview) => None,
        }
    }
}
