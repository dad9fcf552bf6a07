//! The places of the sidebar: the only file that knows where each kind has its name, query and
//! count. Also the title of the list, which is that of a place or of a search there.

use std::borrow::Cow;

use super::sidebar::SidebarRow;
use super::state::AppState;
use crate::i18n::t;
use crate::model::{AccountId, Filter, FolderId, Order, READ_LATER, Tag};
use crate::query::{BuiltIn, Count, Expr, Place, PlaceIcon, PlaceId, SmartFeed, with_titles};
use crate::worker::Preview;

impl AppState {
    /// A place; `None` if it is no longer in the library.
    #[must_use]
    pub fn find_place(&self, id: PlaceId) -> Option<Place<'_>> {
        Some(match id {
            PlaceId::BuiltIn(name) => {
                self.built_in_place(self.built_in.iter().find(|row| row.id == name)?)
            }
            PlaceId::Feed(feed_id) => {
                let feed = self.feed(feed_id)?;
                Place {
                    query: Some(Cow::Owned(Expr::feed(feed_id))),
                    count: self.library.counts.by_feed.get(&feed_id).copied().unwrap_or(0),
                    ..unread_place(id, feed.title(), PlaceIcon::Feed)
                }
            }
            PlaceId::Folder(folder_id) => Place {
                query: Some(Cow::Owned(Expr::folder(folder_id))),
                count: self.folder_count(folder_id),
                ..unread_place(id, &self.folder(folder_id)?.name, PlaceIcon::Folder)
            },
            PlaceId::Search(search_id) => self.search_place(self.smart_feed(search_id)?),
            PlaceId::Tag(tag_id) => self.tag_place(self.tag(tag_id)?),
            PlaceId::Account(account_id) => self.account_place(account_id)?,
            PlaceId::Preview => Place {
                counted: Count::Nothing,
                filter: Some(Filter::All),
                name: Cow::Owned(
                    self.preview.as_deref().map_or_else(|| t!(place_preview), preview_title),
                ),
                ..unread_place(id, "", PlaceIcon::Globe)
            },
        })
    }

    /// The places above the folders and feeds: built-in ones, saved searches, tags, the preview.
    pub fn top_places(&self) -> impl Iterator<Item = Place<'_>> {
        let built_in = self.built_in.iter().filter(|row| row.is_in_sidebar);
        built_in
            .map(|row| self.built_in_place(row))
            .filter(|place| self.is_worth_showing(place))
            .chain(self.library.smart_feeds.iter().map(|search| self.search_place(search)))
            .chain(self.tags_shown().map(|tag| self.tag_place(tag)))
            .chain(self.preview.as_ref().and_then(|_| self.find_place(PlaceId::Preview)))
    }

    /// Whether the sidebar has a row for a built-in place now.
    fn is_worth_showing(&self, place: &Place<'_>) -> bool {
        let may_hide = matches!(place.counted, Count::Asleep | Count::Queued);
        !may_hide || place.count > 0 || self.place == place.id
    }

    /// The tags in the order of the sidebar: the one for reading later, then the others.
    fn tags_shown(&self) -> impl Iterator<Item = &Tag> {
        let (later, others): (Vec<&Tag>, Vec<&Tag>) =
            self.library.tags.iter().partition(|tag| tag.name == READ_LATER);
        later.into_iter().chain(others)
    }

    /// The tag for reading later; `None` while no entry has it.
    #[must_use]
    pub fn later_tag(&self) -> Option<&Tag> {
        self.library.tags.iter().find(|tag| tag.name == READ_LATER)
    }

    fn built_in_place(&self, row: &BuiltIn) -> Place<'_> {
        let id = PlaceId::BuiltIn(row.id);
        let count = match row.counted {
            Count::UnreadToday => self.without_folded(id, self.library.counts.today),
            Count::Unread => self.unread_count(),
            Count::Starred => self.library.counts.starred,
            Count::Asleep => self.library.counts.asleep,
            Count::Queued => u32::try_from(self.library.listening.queue.len()).unwrap_or(u32::MAX),
            Count::UnreadFound => self.counted(id),
            Count::Nothing => 0,
        };
        Place {
            id,
            name: Cow::Owned((row.name)()),
            icon: row.icon,
            query: Some(Cow::Owned((row.query)())),
            filter: row.filter,
            count,
            counted: row.counted,
        }
    }

    /// The order of the list: the queue has its own.
    pub(super) fn list_order(&self) -> Order {
        if self.place == PlaceId::QUEUE { Order::Queue } else { self.settings.order }
    }

    /// All unread entries; those that share a row count once.
    #[must_use]
    pub fn unread_count(&self) -> u32 {
        self.without_folded(PlaceId::UNREAD, self.library.counts.total())
    }

    /// The number of rows that so many unread entries of a place have.
    fn without_folded(&self, place: PlaceId, unread: u32) -> u32 {
        unread.saturating_sub(self.folded.of(place))
    }

    fn search_place<'a>(&self, search: &'a SmartFeed) -> Place<'a> {
        let id = PlaceId::Search(search.id);
        Place {
            query: Some(Cow::Borrowed(&search.expr)),
            count: self.counted(id),
            counted: Count::UnreadFound,
            ..unread_place(id, &search.name, PlaceIcon::Search)
        }
    }

    fn tag_place<'a>(&self, tag: &'a Tag) -> Place<'a> {
        let id = PlaceId::Tag(tag.id);
        Place {
            query: Some(Cow::Owned(Expr::tag(tag.id))),
            count: self.counted(id),
            counted: Count::UnreadFound,
            ..if tag.name == READ_LATER {
                let name = Cow::Owned(t!(place_read_later));
                // Entries are opened before they are kept, so most of them are read.
                let filter = Some(Filter::All);
                Place { name, filter, ..unread_place(id, "", PlaceIcon::Bookmark) }
            } else {
                unread_place(id, &tag.name, PlaceIcon::Tag)
            }
        }
    }

    fn account_place(&self, id: AccountId) -> Option<Place<'_>> {
        let place = match id {
            AccountId::LOCAL if self.library.accounts.is_empty() => return None,
            AccountId::LOCAL => Place {
                name: Cow::Owned(t!(place_on_this_computer)),
                ..unread_place(PlaceId::Account(id), "", PlaceIcon::Computer)
            },
            id => {
                let name = &self.account(id)?.name;
                unread_place(PlaceId::Account(id), name, PlaceIcon::Cloud)
            }
        };
        let count = self.sidebar.iter().find_map(|row| match row {
            SidebarRow::Account { id: other, unread, .. } if *other == id => Some(*unread),
            SidebarRow::Account { .. } | SidebarRow::Folder { .. } | SidebarRow::Feed { .. } => {
                None
            }
        });
        let query = Some(Cow::Owned(Expr::account(id)));
        Some(Place { query, count: count.unwrap_or(0), ..place })
    }

    /// The unread entries that a query found when it was last counted.
    fn counted(&self, id: PlaceId) -> u32 {
        self.place_counts.get(&id).copied().unwrap_or(0)
    }

    fn folder_count(&self, id: FolderId) -> u32 {
        self.sidebar
            .iter()
            .find_map(|row| match row {
                SidebarRow::Folder { id: other, unread, .. } if *other == id => Some(*unread),
                SidebarRow::Account { .. }
                | SidebarRow::Folder { .. }
                | SidebarRow::Feed { .. } => None,
            })
            .unwrap_or(0)
    }

    /// The text of a saved search, with the titles of the feeds that it names by number.
    #[must_use]
    pub fn query_text(&self, search: &SmartFeed) -> String {
        with_titles(&search.text, &|id| self.feed(id).map(|feed| feed.title().to_owned()), &|id| {
            self.folder(id).map(|folder| folder.name.clone())
        })
    }

    /// The number of entries that the search has found; `None` without a search, and until the
    /// whole answer has arrived.
    #[must_use]
    pub fn found_count(&self) -> Option<usize> {
        let is_answered = self.is_searching() && self.search_error().is_none();
        (is_answered && self.list.is_here() && self.list.is_complete())
            .then(|| self.list.entries().len())
    }

    fn is_searching(&self) -> bool {
        self.search.as_ref().is_some_and(|search| !search.trim().is_empty())
    }

    /// The title of the list: its place, or that it is a search there.
    #[must_use]
    pub fn list_title(&self) -> String {
        if !self.is_searching() {
            return self.place_title();
        }
        match self.place {
            PlaceId::BuiltIn(_) if self.place_query() == Some(Expr::All) => t!(list_search_title),
            PlaceId::BuiltIn(_)
            | PlaceId::Feed(_)
            | PlaceId::Folder(_)
            | PlaceId::Search(_)
            | PlaceId::Tag(_)
            | PlaceId::Account(_)
            | PlaceId::Preview => t!(list_search_title_in, place = self.place_title()),
        }
    }

    /// The title of the selected place.
    #[must_use]
    pub fn place_title(&self) -> String {
        if let Some(place) = self.find_place(self.place) {
            return place.name.into_owned();
        }
        // The library of this place has not come yet, or the place has just been removed.
        match self.place {
            PlaceId::Feed(_) => t!(place_feed),
            PlaceId::Folder(_) => t!(place_folder),
            PlaceId::Search(_) => t!(place_search),
            PlaceId::Tag(_) => t!(place_tag),
            PlaceId::Account(_) => t!(place_account),
            PlaceId::BuiltIn(_) | PlaceId::Preview => String::new(),
        }
    }
}

/// A place with a number of unread entries, of which the user chooses the filter.
fn unread_place(id: PlaceId, name: &str, icon: PlaceIcon) -> Place<'_> {
    Place {
        id,
        name: Cow::Borrowed(name),
        icon,
        query: None,
        filter: None,
        count: 0,
        counted: Count::Unread,
    }
}

fn preview_title(preview: &Preview) -> String {
    if preview.feed.title.is_empty() {
        preview.feed_url.host_str().map_or_else(|| t!(place_preview), str::to_owned)
    } else {
        preview.feed.title.clone()
    }
}
