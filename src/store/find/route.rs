//! How a list is read: the one place that looks at a query and chooses an index.
//!
//! A feed, the starred entries and today have an index in the order of the list. The first of them
//! that all entries have to meet is the walk; the rest of the query is asked of each entry on it.

use jiff::Zoned;

use crate::model::{FeedId, Filter, FolderId};
use crate::query::{Expr, Query, State, Term, start_of_day};

/// The index that is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Walk {
    All,
    /// All feeds, from this second on.
    Since(i64),
    Starred,
    Feed(FeedId),
    /// A feed, from this second on.
    FeedSince(FeedId, i64),
}

/// The way to the entries of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Route {
    pub(in crate::store) walk: Walk,
    /// Only entries of feeds in this folder.
    pub(in crate::store) folder: Option<FolderId>,
    /// The conditions that the walk does not meet already.
    pub(in crate::store) rest: Expr,
    /// No entry before this second is found.
    pub(in crate::store) since: i64,
    /// No entry at or after this second is found.
    pub(in crate::store) until: i64,
    /// Whether feeds that are kept out of Today are left out.
    pub(in crate::store) is_today: bool,
    /// Whether only the entries that have not left the river are listed.
    pub(in crate::store) is_river: bool,
    /// Whether hidden entries are left out.
    pub(in crate::store) leaves_hidden_out: bool,
}

impl Route {
    pub(in crate::store) fn of(query: &Query) -> Self {
        let mut parts = query.expr.clone().into_parts();
        let since = parts.iter().filter_map(|part| lower_bound(part, &query.now)).max();
        let until = parts.iter().filter_map(|part| upper_bound(part, &query.now)).min();
        let mut route = Self {
            walk: Walk::All,
            folder: None,
            rest: Expr::All,
            since: since.unwrap_or(i64::MIN),
            until: until.unwrap_or(i64::MAX),
            is_today: false,
            is_river: false,
            leaves_hidden_out: query.filter == Filter::All && leaves_hidden_out(&query.expr),
        };
        // The shortest walk first: a feed has fewer entries than the library has starred ones.
        let best = (0..parts.len()).filter_map(|at| Some((rank(parts.get(at)?)?, at))).min();
        if let Some((_, at)) = best
            && let Expr::Term(term) = parts.remove(at)
        {
            route.take(&term, &query.now);
        }
        route.rest = parts.into_iter().fold(Expr::All, Expr::and);
        // The index of unread entries holds all that a list shows, so that a walk over a part of it
        // costs nothing more; the index of all entries would have to look each status up.
        if query.filter == Filter::Unread && route.walk == Walk::All && since.is_some() {
            route.walk = Walk::Since(route.since);
        }
        route
    }

    fn take(&mut self, term: &Term, now: &Zoned) {
        match term {
            Term::Feed(id) => self.walk = Walk::Feed(*id),
            Term::Folder(id) => self.folder = Some(*id),
            Term::Today => {
                self.walk = Walk::Since(start_of_day(now));
                self.is_today = true;
            }
            Term::Is(State::Starred) => self.walk = Walk::Starred,
            Term::River => self.is_river = true,
            Term::Is(
                State::Unread
                | State::Read
                | State::Hidden
                | State::Snoozed
                | State::Edited
                | State::Folded
                | State::Queued
                | State::Downloaded,
            )
            | Term::Tag(_)
            | Term::Account(_)
            | Term::Story(_)
            | Term::Text(_)
            | Term::Pattern(_)
            | Term::Has(_)
            | Term::After(_)
            | Term::Before(_)
            | Term::Newer(_)
            | Term::Older(_)
            | Term::ReadWithin(_)
            | Term::StarredWithin(_)
            | Term::Words(_)
            | Term::Minutes(_)
            | Term::Edited(_) => {}
        }
    }

    /// Whether entries are looked for beyond what the walk is.
    pub(in crate::store) fn is_search(&self) -> bool {
        self.rest != Expr::All
    }
}

/// The place of a condition among those that can be a walk; the lowest is taken.
fn rank(part: &Expr) -> Option<u8> {
    let Expr::Term(term) = part else { return None };
    match term {
        Term::Feed(_) => Some(0),
        Term::Is(State::Starred) => Some(1),
        Term::Today => Some(2),
        Term::River => Some(3),
        Term::Folder(_) => Some(4),
        Term::Is(
            State::Unread
            | State::Read
            | State::Hidden
            | State::Snoozed
            | State::Edited
            | State::Folded
            | State::Queued
            | State::Downloaded,
        )
        | Term::Tag(_)
        | Term::Account(_)
        | Term::Story(_)
        | Term::Text(_)
        | Term::Pattern(_)
        | Term::Has(_)
        | Term::After(_)
        | Term::Before(_)
        | Term::Newer(_)
        | Term::Older(_)
        | Term::ReadWithin(_)
        | Term::StarredWithin(_)
        | Term::Words(_)
        | Term::Minutes(_)
        | Term::Edited(_) => None,
    }
}

/// The second before which a condition finds nothing.
fn lower_bound(part: &Expr, now: &Zoned) -> Option<i64> {
    let Expr::Term(term) = part else { return None };
    match term {
        Term::Today => Some(start_of_day(now)),
        Term::After(date) => Some(date.seconds(now)),
        Term::Newer(span) => Some(span.seconds_ago(now)),
        Term::Feed(_)
        | Term::Folder(_)
        | Term::Tag(_)
        | Term::Account(_)
        | Term::River
        | Term::Story(_)
        | Term::Is(_)
        | Term::Text(_)
        | Term::Pattern(_)
        | Term::Has(_)
        | Term::Before(_)
        | Term::Older(_)
        | Term::ReadWithin(_)
        | Term::StarredWithin(_)
        | Term::Words(_)
        | Term::Minutes(_)
        | Term::Edited(_) => None,
    }
}

/// The second from which on a condition finds nothing.
fn upper_bound(part: &Expr, now: &Zoned) -> Option<i64> {
    let Expr::Term(term) = part else { return None };
    match term {
        Term::Before(date) => Some(date.seconds(now)),
        Term::Older(span) => Some(span.seconds_ago(now)),
        Term::Feed(_)
        | Term::Folder(_)
        | Term::Tag(_)
        | Term::Account(_)
        | Term::Story(_)
        | Term::Today
        | Term::River
        | Term::Is(_)
        | Term::Text(_)
        | Term::Pattern(_)
        | Term::Has(_)
        | Term::After(_)
        | Term::Newer(_)
        | Term::ReadWithin(_)
        | Term::StarredWithin(_)
        | Term::Words(_)
        | Term::Minutes(_)
        | Term::Edited(_) => None,
    }
}

/// Hiding keeps an entry out of All, Today and folders. Its own feed, the starred entries and
/// searches still show it, or it could not be found again.
fn leaves_hidden_out(expr: &Expr) -> bool {
    match expr {
        Expr::All | Expr::Term(Term::Today | Term::River | Term::Folder(_) | Term::Account(_)) => {
            true
        }
        Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Term(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn route(text: &str, filter: Filter) -> Route {
        let now: Zoned = "2026-11-20T12:00:00[UTC]".parse().unwrap();
        Route::of(&Query { filter, ..Query::new(parse(text).unwrap(), now) })
    }

    #[test]
    fn the_shortest_walk_is_taken_wherever_it_stands() {
        let walk = |text: &str| {
            let route = route(text, Filter::All);
            (route.walk, route.folder, route.rest.to_string())
        };
        let today = 1_795_132_800;
        assert_eq!(walk(""), (Walk::All, None, String::new()));
        assert_eq!(walk("feed:#3"), (Walk::Feed(FeedId(3)), None, String::new()));
        assert_eq!(walk("a is:starred b"), (Walk::Starred, None, "\"a\" \"b\"".to_owned()));
        assert_eq!(
            walk("folder:#1 is:today is:starred feed:#3"),
            (Walk::Feed(FeedId(3)), None, "folder:#1 is:today is:starred".to_owned())
        );
        assert_eq!(walk("folder:#1 a"), (Walk::All, Some(FolderId(1)), "\"a\"".to_owned()));
        assert_eq!(walk("is:today"), (Walk::Since(today), None, String::new()));
        for text in ["-feed:#3", "feed:#3 OR a", "newer:7d", "is:unread"] {
            assert_eq!(walk(text).0, Walk::All, "{text}");
        }
    }

    #[test]
    fn unread_entries_of_some_days_are_a_stretch_of_their_index() {
        let week = route("newer:7d -is:hidden", Filter::Unread);
        assert_eq!(week.walk, Walk::Since(week.since));
        assert_eq!(route("newer:7d", Filter::All).since, week.since);
        assert_eq!(route("a", Filter::Unread).walk, Walk::All);
    }

    #[test]
    fn dates_limit_the_walk_at_both_ends() {
        let bounds = |text: &str| {
            let route = route(text, Filter::All);
            (route.since, route.until)
        };
        let (first, second) = (1_785_542_400, 1_788_220_800);
        assert_eq!(bounds("after:2026-08-01 before:2026-09-01"), (first, second));
        assert_eq!(bounds("a before:2026-09-01 before:2026-08-01"), (i64::MIN, first));
        assert_eq!(bounds("before:2026-09-01 OR a"), (i64::MIN, i64::MAX));
    }

    #[test]
    fn only_places_leave_hidden_entries_out() {
        for (text, is_out) in [
            ("", true),
            ("is:today", true),
            ("is:river", true),
            ("folder:#1", true),
            ("feed:#1", false),
            ("is:starred", false),
            ("is:today a", false),
            ("newer:7d", false),
        ] {
            assert_eq!(route(text, Filter::All).leaves_hidden_out, is_out, "{text}");
            assert!(!route(text, Filter::Unread).leaves_hidden_out, "{text}");
        }
    }
}
