//! The whole state of the window, without any toolkit.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use url::Url;

use crate::article::Article;
use crate::config::{Paths, Session, Settings};
use crate::model::{
    AccountId, Activity, EntryId, Feed, FeedFacts, FeedId, FeedPace, Filter, Folder, FolderId,
    LibrarySize, ListEntry, ReadingPosition, ReadingStatistics, SmartFeedId, StepRecord, Tag,
    TagId,
};
use crate::net::Grant;
use crate::query::{
    BUILT_IN, BuiltIn, Expr, Highlights, PlaceId, Query, QueryError, SmartFeed, parse_any,
};
use crate::worker::{Against, LibraryView, Preview, RefreshSummary};

use super::account::SyncProgress;
use super::action::{Action, Pane};
use super::aloud::Aloud;
use super::article_cache::ArticleCache;
use super::burst::River;
use super::counting::{Counting, FoldedCounts};
use super::dates::start_of_day;
use super::dialog::{Dialog, SignInProgress};
use super::entry_list::EntryList;
use super::folder::FolderView;
use super::listening::PlayerView;
use super::notice::Notice;
use super::refresh_timer::Rest;
use super::sidebar::{SidebarRow, rows};

/// A refresh that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Feeds done.
    pub done: u32,
    /// Feeds in all; 0 until known.
    pub total: u32,
}

/// A change that the store has not confirmed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PendingStatus {
    /// Marked as read because it was opened: no notice.
    Quiet,
    /// A change of one entry: undo, but no notice.
    Single,
    /// A change of many entries: notice and undo.
    Many,
    /// An undo.
    Undo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// Whether the settings file has the present settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SettingsFile {
    Saved,
    /// It has older ones: the user is still trying, for example with a slider.
    Behind,
}

/// The thing to do when the list that was asked for arrives.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum OnArrival {
    #[default]
    Nothing,
    /// Open the first unread entry, or the last one.
    SelectUnread(Direction),
    /// Carry out an action that needed more of the list.
    Act(Action),
}

/// The whole state of the window.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub struct AppState {
    pub settings: Settings,
    pub session: Session,
    /// Feeds, folders and counts.
    pub library: Arc<LibraryView>,
    /// Rows of the sidebar, made from `library` and the folded folders.
    pub sidebar: Vec<SidebarRow>,
    /// The syncs that are under way.
    pub syncs: BTreeMap<AccountId, SyncProgress>,
    /// The folder that other computers sync through.
    pub folder: FolderView,
    /// The list in the middle.
    pub list: EntryList,
    /// The episode in the bar.
    pub player: PlayerView,
    pub notice: Option<Notice>,
    /// The refresh that is under way.
    pub progress: Option<Progress>,
    /// The result of the last refresh, and its time.
    pub last_refresh: Option<(RefreshSummary, Timestamp)>,
    pub dialog: Option<Dialog>,
    /// How far the sign-in of the dialog is.
    pub sign_in: SignInProgress,
    /// The feed that is shown without a subscription.
    pub preview: Option<Arc<Preview>>,
    /// Whether a preview is being fetched.
    pub is_preview_loading: bool,
    /// The text in the search field; `None` when it is closed.
    pub search: Option<String>,
    /// The query in the search field, or the mistake in it.
    pub(super) search_query: Result<Expr, QueryError>,
    /// The entry that was selected when the search began. It is selected again when the search
    /// ends, unless another entry was opened meanwhile.
    pub(super) before_search: Option<ListEntry>,
    /// The words of the query, to mark in rows and article.
    pub highlights: Arc<Highlights>,
    /// The feeds that are chosen in the sidebar, for an act on all of them.
    pub chosen: BTreeSet<FeedId>,
    /// The latest steps; empty until they are asked for.
    pub history: Arc<Vec<StepRecord>>,
    /// The requests of the last day; empty until they are asked for.
    pub activity: Arc<Vec<Activity>>,
    /// Facts about each feed for the health page; empty until they are asked for.
    pub facts: Arc<HashMap<FeedId, FeedFacts>>,
    /// How many entries were opened; `None` until it is asked for.
    pub statistics: Option<Arc<ReadingStatistics>>,
    /// The size of the library, once it was asked for.
    pub size: Option<LibrarySize>,
    /// Whether the library has arrived.
    pub is_loaded: bool,
    /// Whether the window has room for the sidebar beside the list; the shell tells in each frame.
    /// In a narrower window the sidebar is in front or not shown.
    pub has_room_for_sidebar: bool,
    /// The files of the profile, for those who look for them.
    pub profile: Option<Paths>,
    /// The user's time zone.
    pub zone: TimeZone,
    /// The built-in places: [`BUILT_IN`], unless a test has its own.
    pub built_in: &'static [BuiltIn],
    pub(super) settings_file: SettingsFile,
    /// Counts the tries to add a service that keeps pages.
    pub(super) keeper_generation: u64,
    pub(super) rest: Rest,
    pub(super) place: PlaceId,
    pub(super) chosen_last: Option<FeedId>,
    pub(super) trial: u64,
    /// The new entries of the present refresh that the user wants to be notified about.
    pub(super) notable: BTreeMap<FeedId, u32>,
    pub(super) pane: Pane,
    pub(super) shown: Option<Arc<Article>>,
    pub(super) wanted: Option<EntryId>,
    pub(super) articles: ArticleCache,
    pub(super) generation: u64,
    pub(super) discovery: u64,
    /// The number of the latest form for an account that was sent.
    pub(super) signing_in: u64,
    /// When an act for an account was last made or sent.
    pub(super) last_push: Timestamp,
    /// Whether an act came since the last sync began, or none began yet.
    pub(super) has_new_act: bool,
    pub(super) planning: u64,
    pub(super) pending: VecDeque<PendingStatus>,
    pub(super) is_list_stale: bool,
    pub(super) last_reload: Timestamp,
    pub(super) restoring: Option<EntryId>,
    pub(super) on_arrival: OnArrival,
    pub(super) preview_seen: Timestamp,
    /// The credentials of the previewed feed.
    pub(super) preview_grant: Option<Grant>,
    /// The unread entries of places that are counted in the background.
    pub(super) place_counts: HashMap<PlaceId, u32>,
    pub(super) counting: Counting,
    pub(super) folded: FoldedCounts,
    /// The new name of the selected tag, until the library has it.
    pub(super) renamed_tag: Option<String>,
    /// Whether the first entry of the welcome feed is opened once the list is there.
    pub(super) opens_welcome: bool,
    pub(super) positions: HashMap<EntryId, ReadingPosition>,
    pub(super) river: River,
    /// How a feed posted lately, for its settings.
    pub(super) feed_pace: Option<(FeedId, Arc<FeedPace>)>,
    /// The entry whose changes are shown in place of its text, and what it is compared with.
    pub(super) changes_of: Option<(EntryId, Against)>,
    pub(super) aloud: Aloud,
    /// Entries whose full text was fetched automatically in this session.
    pub(super) full_texts_asked: HashSet<EntryId>,
}

impl AppState {
    /// The state before any answer of the workers.
    #[must_use]
    pub fn new(settings: Settings, session: Session, zone: TimeZone) -> Self {
        let place = session.place.unwrap_or(PlaceId::UNREAD);
        Self {
            settings: settings.clamped(),
            built_in: BUILT_IN,
            settings_file: SettingsFile::Saved,
            keeper_generation: 0,
            rest: Rest::default(),
            restoring: session.entry,
            session,
            library: Arc::default(),
            sidebar: Vec::new(),
            syncs: BTreeMap::new(),
            folder: FolderView::default(),
            list: EntryList::default(),
            player: PlayerView::default(),
            notice: None,
            progress: None,
            last_refresh: None,
            dialog: None,
            sign_in: SignInProgress::Idle,
            preview: None,
            is_preview_loading: false,
            search: None,
            search_query: Ok(Expr::All),
            before_search: None,
            highlights: Arc::default(),
            place_counts: HashMap::new(),
            counting: Counting::Idle,
            folded: FoldedCounts::default(),
            renamed_tag: None,
            opens_welcome: false,
            chosen: BTreeSet::new(),
            chosen_last: None,
            trial: 0,
            notable: BTreeMap::new(),
            history: Arc::default(),
            activity: Arc::default(),
            facts: Arc::default(),
            statistics: None,
            size: None,
            is_loaded: false,
            has_room_for_sidebar: true,
            profile: None,
            zone,
            place,
            pane: Pane::Entries,
            shown: None,
            wanted: None,
            articles: ArticleCache::default(),
            generation: 0,
            discovery: 0,
            signing_in: 0,
            last_push: Timestamp::UNIX_EPOCH,
            has_new_act: true,
            planning: 0,
            pending: VecDeque::new(),
            is_list_stale: false,
            last_reload: Timestamp::UNIX_EPOCH,
            on_arrival: OnArrival::Nothing,
            preview_seen: Timestamp::UNIX_EPOCH,
            preview_grant: None,
            positions: HashMap::new(),
            river: River::default(),
            feed_pace: None,
            changes_of: None,
            aloud: Aloud::default(),
            full_texts_asked: HashSet::new(),
        }
    }

    /// Whether the settings are not saved yet.
    #[must_use]
    pub fn has_tried_settings(&self) -> bool {
        self.settings_file == SettingsFile::Behind
    }

    /// The place that is selected in the sidebar.
    #[must_use]
    pub fn place(&self) -> PlaceId {
        self.place
    }

    /// How a feed posted lately, if its settings have asked for it.
    #[must_use]
    pub fn pace_of(&self, id: FeedId) -> Option<&FeedPace> {
        self.feed_pace.as_ref().filter(|(known, _)| *known == id).map(|(_, pace)| &**pace)
    }

    /// Whether a preview is shown.
    #[must_use]
    pub fn is_preview(&self) -> bool {
        self.place == PlaceId::Preview
    }

    /// The pane in front, where not all have room.
    #[must_use]
    pub fn pane(&self) -> Pane {
        self.pane
    }

    /// The article in the pane; it may lag behind the selection for a moment.
    #[must_use]
    pub fn shown_article(&self) -> Option<&Arc<Article>> {
        self.shown.as_ref()
    }

    /// The selected entry with its statuses; `None` in a preview, whose entries have none.
    #[must_use]
    pub fn selected_status(&self) -> Option<&ListEntry> {
        if self.is_preview() {
            return None;
        }
        match self.list.selected() {
            Some(id) => self.list.get(id),
            // A search may not have found the entry that was open when it began.
            None => self.before_search.as_ref().filter(|entry| {
                self.shown.as_ref().is_some_and(|article| article.entry.id == entry.id)
            }),
        }
    }

    /// The article of an entry, if it is in memory.
    #[must_use]
    pub fn article_of(&self, id: EntryId) -> Option<&Arc<Article>> {
        self.shown
            .as_ref()
            .filter(|article| article.entry.id == id)
            .or_else(|| self.articles.peek(id))
    }

    /// The article of the selected entry; `None` while another one is still shown.
    #[must_use]
    pub fn selected_article(&self) -> Option<&Arc<Article>> {
        self.shown
            .as_ref()
            .filter(|article| self.list.selected().is_none_or(|id| id == article.entry.id))
    }

    /// The selected entry, or that of the article in the pane if the list has no selection.
    #[must_use]
    pub fn selected_id(&self) -> Option<EntryId> {
        let shown = || self.selected_article().map(|article| article.entry.id);
        self.list.selected().or_else(shown)
    }

    /// The address of the selected entry.
    #[must_use]
    pub fn selected_url(&self) -> Option<Url> {
        if let Some(article) = self.selected_article() {
            return article.entry.content.url.clone();
        }
        // The article may still be on its way; the row has the address, too.
        self.list.row(self.list.selected()?)?.url.clone()
    }

    /// The reading position of an article in this session.
    #[must_use]
    pub fn position_of(&self, id: EntryId) -> Option<ReadingPosition> {
        self.positions.get(&id).copied()
    }

    /// The minutes between two checks whether a feed is due: the shortest interval of any feed.
    /// `None` if there is no automatic refresh.
    #[must_use]
    pub fn timer_minutes(&self) -> Option<u32> {
        let own = self.library.feeds.iter().filter_map(|feed| feed.options.refresh_minutes);
        own.chain([self.settings.refresh_minutes]).filter(|minutes| *minutes > 0).min()
    }

    /// The feed that is selected in the sidebar.
    #[must_use]
    pub fn selected_feed(&self) -> Option<FeedId> {
        match self.place {
            PlaceId::Feed(id) => Some(id),
            PlaceId::BuiltIn(_)
            | PlaceId::Folder(_)
            | PlaceId::Search(_)
            | PlaceId::Tag(_)
            | PlaceId::Account(_)
            | PlaceId::Preview => None,
        }
    }

    /// The saved search that is selected in the sidebar.
    #[must_use]
    pub fn selected_smart_feed(&self) -> Option<&SmartFeed> {
        match self.place {
            PlaceId::Search(id) => self.smart_feed(id),
            PlaceId::BuiltIn(_)
            | PlaceId::Feed(_)
            | PlaceId::Folder(_)
            | PlaceId::Tag(_)
            | PlaceId::Account(_)
            | PlaceId::Preview => None,
        }
    }

    /// The feeds that an act on this feed applies to: all chosen ones if this is one of them.
    #[must_use]
    pub fn meant(&self, id: FeedId) -> Vec<FeedId> {
        if self.chosen.contains(&id) { self.chosen.iter().copied().collect() } else { vec![id] }
    }

    #[must_use]
    pub fn feed(&self, id: FeedId) -> Option<&Feed> {
        self.library.feeds.iter().find(|feed| feed.id == id)
    }

    #[must_use]
    pub fn smart_feed(&self, id: SmartFeedId) -> Option<&SmartFeed> {
        self.library.smart_feeds.iter().find(|feed| feed.id == id)
    }

    #[must_use]
    pub fn tag(&self, id: TagId) -> Option<&Tag> {
        self.library.tags.iter().find(|tag| tag.id == id)
    }

    #[must_use]
    pub fn folder(&self, id: FolderId) -> Option<&Folder> {
        self.library.folders.iter().find(|folder| folder.id == id)
    }

    /// The folders that a folder can be moved into: not its parent, not itself or a folder in it.
    pub fn folder_goals<'a>(&'a self, folder: &'a Folder) -> impl Iterator<Item = &'a Folder> {
        let lies_in = move |mut inner: &'a Folder| {
            for _ in 0..self.library.folders.len() {
                let Some(parent) = inner
                    .parent
                    .filter(|parent| *parent != folder.id)
                    .and_then(|parent| self.folder(parent))
                else {
                    return inner.parent == Some(folder.id);
                };
                inner = parent;
            }
            false
        };
        self.library.folders.iter().filter(move |goal| {
            goal.id != folder.id
                && goal.account_id == folder.account_id
                && folder.parent != Some(goal.id)
                && !lies_in(goal)
        })
    }

    /// Feeds that the user may have to care for.
    pub fn problem_feeds(&self) -> impl Iterator<Item = &Feed> {
        self.library.feeds.iter().filter(|feed| feed.health.needs_care())
    }

    /// The number of the list that was asked for last.
    #[must_use]
    pub fn list_generation(&self) -> u64 {
        self.generation
    }

    /// The filter of the list.
    #[must_use]
    pub fn filter(&self) -> Filter {
        self.fixed_filter().unwrap_or(self.settings.filter)
    }

    /// Whether the user can choose between unread and all here.
    #[must_use]
    pub fn has_filter(&self) -> bool {
        self.fixed_filter().is_none()
    }

    fn fixed_filter(&self) -> Option<Filter> {
        self.find_place(self.place).and_then(|place| place.filter)
    }

    /// The query whose answer is the list; `None` for a preview.
    #[must_use]
    pub fn query(&self, now: Timestamp) -> Option<Query> {
        let search = self.search.as_deref().unwrap_or_default();
        // A search also finds entries that have been read.
        let filter = if search.trim().is_empty() { self.filter() } else { Filter::All };
        Some(Query {
            expr: self
                .place_query()?
                .and(self.search_query.clone().unwrap_or_else(|_| parse_any(search))),
            filter,
            order: self.list_order(),
            now: now.to_zoned(self.zone.clone()),
            stories: Some(self.settings.stories),
        })
    }

    /// The start of the user's day.
    #[must_use]
    pub fn today(&self, now: Timestamp) -> Timestamp {
        start_of_day(now, &self.zone)
    }

    pub(super) fn rebuild_sidebar(&mut self) {
        self.sidebar = rows(&self.library, &self.session.folded, &self.session.folded_accounts);
        self.folded.leave_out(&mut self.sidebar);
    }
}
