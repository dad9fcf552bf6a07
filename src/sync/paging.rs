//! Reads a list of ids to its end, and decides how far it can be trusted.
//!
//! A list that is read in pages shifts when somebody marks an entry meanwhile: then a page skips
//! ids, and what is missing looks read. So a list of several pages is read again until its first
//! page is the same before and after.

use std::collections::HashSet;

use super::error::ServiceError;
use super::service::{IdPage, ListKind, Service};
use crate::model::RemoteId;

/// Most pages of a list.
pub(super) const PAGES_MAX: usize = 1_000;
/// Most ids of a list.
pub(super) const IDS_MAX: usize = 500_000;
/// How often a list that changes under our eyes is read.
pub(super) const READINGS_MAX: usize = 3;

/// The ids of a list, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct IdList {
    /// In the order of the server, which is newest first.
    pub ids: Vec<RemoteId>,
    /// Whether the list held still while it was read. Only then is an id that is missing really
    /// missing.
    pub is_whole: bool,
}

/// Reads a list. Fails if a page fails: a part of a list is no list.
pub(super) async fn read_list(
    service: &mut dyn Service,
    kind: &ListKind,
) -> Result<IdList, ServiceError> {
    let mut list = IdList::default();
    for _ in 0..READINGS_MAX {
        let mut pages = Pages::default();
        while let Some(cursor) = pages.wanted() {
            let page = service.id_page(kind, cursor.as_deref()).await?;
            pages.add(page)?;
        }
        let (first, is_single) = (pages.first.take().unwrap_or_default(), pages.count <= 1);
        let is_same = is_single || service.id_page(kind, None).await? == first;
        list = IdList { ids: pages.ids, is_whole: is_same };
        if is_same {
            break;
        }
    }
    Ok(list)
}

/// The pages of one reading so far.
#[derive(Debug, Default)]
struct Pages {
    ids: Vec<RemoteId>,
    known: HashSet<RemoteId>,
    first: Option<IdPage>,
    count: usize,
    cursors: HashSet<String>,
    next: Option<String>,
    is_over: bool,
}

impl Pages {
    /// The cursor of the next page, if there is one.
    #[allow(clippy::option_option, reason = "the first page has no cursor")]
    fn wanted(&self) -> Option<Option<String>> {
        (!self.is_over).then(|| self.next.clone())
    }

    fn add(&mut self, page: IdPage) -> Result<(), ServiceError> {
        let unreadable = |reason: &str| ServiceError::Unreadable {
            host: String::new(),
            reason: reason.to_owned(),
        };
        self.count += 1;
        // Some servers send a cursor after a last page that is full, and then an empty page.
        self.is_over = page.ids.is_empty() || page.next.is_none();
        self.next.clone_from(&page.next);
        for id in &page.ids {
            if self.known.insert(id.clone()) {
                self.ids.push(id.clone());
            }
        }
        if self.first.is_none() {
            self.first = Some(page);
        }
        if self.ids.len() > IDS_MAX {
            return Err(unreadable("the list has too many ids"));
        }
        if self.is_over {
            return Ok(());
        }
        let is_new = self.next.clone().is_some_and(|cursor| self.cursors.insert(cursor));
        if !is_new {
            return Err(unreadable("a page leads back to itself"));
        }
        if self.count >= PAGES_MAX {
            return Err(unreadable("the list has too many pages"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: impl IntoIterator<Item = usize>, next: Option<&str>) -> IdPage {
        let ids = ids.into_iter().map(|id| RemoteId(id.to_string())).collect();
        IdPage { ids, next: next.map(str::to_owned) }
    }

    fn read(pages: impl IntoIterator<Item = IdPage>) -> Result<Vec<String>, String> {
        let mut found = Pages::default();
        for page in pages {
            assert!(found.wanted().is_some());
            found.add(page).map_err(|error| error.to_string())?;
        }
        assert!(found.is_over, "more pages are wanted");
        Ok(found.ids.into_iter().map(|id| id.0).collect())
    }

    #[test]
    fn a_list_ends_at_a_page_without_a_cursor_or_without_ids() {
        assert_eq!(read([page([1, 2], Some("a")), page([3], None)]).unwrap(), ["1", "2", "3"]);
        assert_eq!(read([page([1], Some("a")), page([], Some("b"))]).unwrap(), ["1"]);
        assert_eq!(read([page([], None)]).unwrap(), [""; 0]);
    }

    #[test]
    fn an_id_that_comes_twice_counts_once() {
        assert_eq!(
            read([page([1, 2, 1], Some("a")), page([2, 3], None)]).unwrap(),
            ["1", "2", "3"]
        );
    }

    #[test]
    fn a_cursor_that_comes_again_makes_the_list_worthless() {
        assert!(read([page([1], Some("a")), page([2], Some("a"))]).is_err());
        assert!(read([page([1], Some("a")), page([2], Some("b")), page([3], Some("a"))]).is_err());
    }

    #[test]
    fn endless_pages_end_at_the_limit() {
        let pages = |count: usize| {
            (0..count).map(move |n| page([n], (n + 1 < count).then_some(&*n.to_string())))
        };
        assert!(read(pages(PAGES_MAX)).is_ok());
        assert!(read(pages(PAGES_MAX + 1)).is_err());
    }

    #[test]
    fn a_list_may_have_as_many_ids_as_the_limit_and_no_more() {
        assert!(read([page(0..IDS_MAX, None)]).is_ok());
        assert!(read([page(0..=IDS_MAX, None)]).is_err());
    }
}
