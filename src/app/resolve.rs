//! The meaning of each command in the present state.
//!
//! Menu, palette and buttons ask, too: a command without a meaning now is shown as unavailable.

use jiff::SignedDuration;

use super::account::AccountDraft;
use super::action::{AccountAction, Action, MarkRange, Pane, StoryAction};
use super::aloud::AloudAction;
use super::command::Command;
use super::dialog::{
    ActivityView, AddFeed, Dialog, HealthView, ImportStage, KeysStage, NameTarget, RulesStage,
    SnoozeTarget, StatisticsSpan,
};
use super::episodes::DownloadView;
use super::folder::FolderDraft;
use super::keeper::KeeperDraft;
use super::listening::{ListenAction, PlayerPanel};
use super::pane_command::PaneCommand;
use super::recipient::Recipient;
use super::state::AppState;
use crate::config::{SPEED_PERCENTS, Settings, ThemeChoice};
use crate::document::without_tracking;
use crate::i18n::t;
use crate::library::Change;
use crate::model::{
    AccountId, EntryId, Feed, FeedId, FeedOptions, ListEntry, Order, QueueChange, mail_address,
};
use crate::query::PlaceId;
use crate::worker::Against;

macro_rules! meanings {
    ($($command:ident => $meaning:expr;)*) => {
        impl Command {
            /// The action of the command now; `None` if it can do nothing.
            #[must_use]
            pub fn resolve(self, state: &AppState) -> Option<Action> {
                let meaning: fn(&AppState) -> Option<Action> = match self {
                    $(Self::$command => $meaning,)*
                };
                meaning(state)
            }
        }
    };
}

meanings! {
    NextEntry => |_| Some(Action::StepEntry(1));
    PreviousEntry => |_| Some(Action::StepEntry(-1));
    NextUnread => |_| Some(Action::NextUnread);
    PreviousUnread => |_| Some(Action::PreviousUnread);
    // One key reads everything: a page, then the next article.
    PageDown => |state| in_pane(state, PaneCommand::PageDown).or(Some(Action::NextUnread));
    PageUp => |state| in_pane(state, PaneCommand::PageUp);
    ArticleTop => |state| in_pane(state, PaneCommand::Top);
    ArticleBottom => |state| in_pane(state, PaneCommand::Bottom);
    FindInArticle => |state| in_pane(state, PaneCommand::Find);
    FindNext => |state| in_pane(state, PaneCommand::FindNext);
    FindPrevious => |state| in_pane(state, PaneCommand::FindPrevious);
    SelectAll => |state| in_pane(state, PaneCommand::SelectAll);
    ShowOutline => |state| in_pane(state, PaneCommand::Outline);
    JumpBack => |state| in_pane(state, PaneCommand::Back);

    ReadAloud => read_aloud;
    PauseAloud => |state| aloud(state, AloudAction::TogglePause);
    NextSentence => |state| aloud(state, AloudAction::Step(1));
    PreviousSentence => |state| aloud(state, AloudAction::Step(-1));
    ReadNextAloud => |state| aloud(state, AloudAction::NextEntry);

    ToggleStar => |state| on_entry(state, |entry| Action::SetStarred(entry.id, !entry.is_starred));
    ToggleRead => |state| on_entry(state, |entry| Action::SetRead(entry.id, !entry.is_read));
    OpenInBrowser => |state| open_entry(state, false);
    OpenInBackground => |state| open_entry(state, true);
    OpenComments => open_comments;
    CopyLink => |state| state.selected_url().map(Action::CopyLink);
    ToggleFullText => toggle_full_text;
    ToggleChanges => toggle_changes;
    NextChange => |state| in_changes(state, PaneCommand::NextChange);
    PreviousChange => |state| in_changes(state, PaneCommand::PreviousChange);
    ComparePrevious => |state| {
        state
            .selected_id()
            .filter(|_| !state.is_preview())
            .map(|id| Action::ShowChanges(id, Against::EntryBefore))
    };
    CopyAsText => |state| state.selected_id().map(Action::CopyAsText);
    CopyAsMarkdown => |state| send(state, Recipient::Clipboard);
    SaveMarkdown => |state| send(state, Recipient::Folder);
    SendMail => send_mail;
    OpenWith1 => |state| open_with(state, 0);
    OpenWith2 => |state| open_with(state, 1);
    OpenWith3 => |state| open_with(state, 2);
    OpenWith4 => |state| open_with(state, 3);
    OpenWith5 => |state| open_with(state, 4);
    SendTo1 => |state| send_to(state, 0);
    SendTo2 => |state| send_to(state, 1);
    SendTo3 => |state| send_to(state, 2);
    MarkAllRead => |state| may_mark(state).then_some(Action::MarkListRead);
    MarkAbove => |state| mark_beside(state, MarkRange::Above);
    MarkBelow => |state| mark_beside(state, MarkRange::Below);
    MarkOlderDay => |state| mark_older(state, 1);
    MarkOlderWeek => |state| mark_older(state, 7);
    EditTags => |state| on_entry(state, edit_tags);
    Snooze => |state| on_entry(state, |entry| {
        open(Dialog::Snooze(SnoozeTarget::Entry(entry.id)))
    });
    ReadLater => |state| on_entry(state, |entry| Action::ToggleLater(entry.id));
    HideEntry => |state| on_entry(state, |entry| Action::Hide(entry.id));
    MuteWord => |_| Some(ask_name(NameTarget::Mute, String::new()));
    ToggleFold => toggle_fold;
    NextSource => |state| state.next_source().map(Action::SelectEntry);
    WhyStory => |state| story(state).map(|_| Action::Story(StoryAction::ShowReason));
    SplitStory => |state| story(state).map(|id| Action::Change(Change::SplitStory(id)));
    Undo => |_| Some(Action::Undo(None));

    PlayPause => play_pause;
    SkipBack => |state| in_player(state, |it| skip(-i64::from(it.settings.listening.back_secs)));
    SkipForward => |state| in_player(state, |it| skip(it.settings.listening.forward_secs.into()));
    PreviousChapter => |state| in_chapters(state, ListenAction::PreviousChapter);
    NextChapter => |state| in_chapters(state, ListenAction::NextChapter);
    NextEpisode => next_episode;
    PlayFaster => |state| change_speed(state, 10);
    PlaySlower => |state| change_speed(state, -10);
    PlayNext => |state| on_episode(state, |_, id| queue(QueueChange::AddFirst(vec![id])));
    ToggleQueued => |state| on_episode(state, toggle_queued);
    ToggleDownload => |state| on_episode(state, toggle_download);
    ShowChapters => |state| in_chapters(state, ListenAction::TogglePanel(PlayerPanel::Chapters));
    ShowTranscript => show_transcript;
    QueueUp => |state| move_in_queue(state, -1);
    QueueDown => |state| move_in_queue(state, 1);
    ClosePlayer => |state| in_player(state, |_| ListenAction::Close);

    GoToday => |_| Some(Action::SelectPlace(PlaceId::TODAY));
    GoUnread => |_| Some(Action::SelectPlace(PlaceId::UNREAD));
    GoStarred => |_| Some(Action::SelectPlace(PlaceId::STARRED));
    GoAll => |_| Some(Action::SelectPlace(PlaceId::ALL));
    GoSnoozed => |_| Some(Action::SelectPlace(PlaceId::SNOOZED));
    GoQueue => |_| Some(Action::SelectPlace(PlaceId::QUEUE));
    GoReadLater => |state| {
        state.later_tag().map(|tag| Action::SelectPlace(PlaceId::Tag(tag.id)))
    };
    GoRiver => |_| Some(Action::SelectPlace(PlaceId::RIVER));
    ToggleBurst => |state| state.selected_burst().map(|burst| Action::ToggleBurst(burst.feed_id));
    NextFeed => |_| Some(Action::StepFeed(1));
    PreviousFeed => |_| Some(Action::StepFeed(-1));
    Search => |state| (!state.is_preview()).then_some(Action::ShowSearch(true));
    Back => |state| Some(Action::ShowPane(pane_before(state.pane())));

    AddFeed => |_| Some(open(Dialog::AddFeed(AddFeed::default())));
    SavePage => |_| Some(ask_name(NameTarget::SavePage, String::new()));
    AddAccount => |_| Some(open(Dialog::Account(AccountDraft::default())));
    SyncFolder => |_| Some(open(Dialog::SyncFolder(FolderDraft::default())));
    RefreshPlace => |state| Some(Action::RefreshPlace(state.place()));
    RefreshAll => |_| Some(Action::RefreshAll);
    CancelRefresh => |state| state.is_refreshing().then_some(Action::CancelRefresh);
    ShowHealth => |_| Some(open(Dialog::Health(HealthView::default())));
    ShowActivity => |_| Some(open(Dialog::Activity(ActivityView::default())));
    ShowStatistics => |_| Some(open(Dialog::Statistics(StatisticsSpan::default())));
    ToggleFolder => toggle_folder;
    OpenSite => open_site;
    CopyFeedAddress => |state| feed(state).map(copy_address);
    FeedSettings => |state| state.selected_feed().map(|id| open(Dialog::Feed(id)));
    PauseFeed => |state| feed(state).filter(|feed| feed.account_id.is_none()).map(pause_feed);
    RenamePlace => rename;
    MovePlace => move_place;
    ChooseFeed => |state| state.selected_feed().map(Action::ToggleChosen);
    Unsubscribe => |state| removal(state).map(Action::Change);
    EditSearch => edit_search;
    SearchUp => |state| move_search(state, -1);
    SearchDown => |state| move_search(state, 1);
    ShowRules => |_| Some(open(Dialog::Rules(RulesStage::List)));
    NewFolder => |_| Some(ask_name(NameTarget::NewFolder(Vec::new()), String::new()));
    Import => |_| Some(open(Dialog::Import { path: String::new(), stage: ImportStage::Asking }));
    Export => |_| Some(open(Dialog::Export { path: String::new() }));

    ToggleFilter => |_| Some(Action::ToggleFilter);
    ToggleOrder => |_| Some(Action::ToggleOrder);
    LongestFirst => |state| change(state, |settings| toggle_order(settings, Order::Longest));
    ShortestFirst => |state| change(state, |settings| toggle_order(settings, Order::Shortest));
    LastReadFirst => |state| change(state, |settings| toggle_order(settings, Order::LastRead));
    ToggleSidebar => |_| Some(Action::ToggleSidebar);
    LargerText => |state| change(state, |settings| settings.text_size += 1.0);
    SmallerText => |state| change(state, |settings| settings.text_size -= 1.0);
    ResetText => |state| change(state, reset_text);
    WiderColumn => |state| change(state, |settings| settings.measure += 5.0);
    NarrowerColumn => |state| change(state, |settings| settings.measure -= 5.0);
    SystemTheme => |state| Some(theme(state, ThemeChoice::System));
    LightTheme => |state| Some(theme(state, ThemeChoice::Light));
    DarkTheme => |state| Some(theme(state, ThemeChoice::Dark));
    SepiaTheme => |state| Some(theme(state, ThemeChoice::Sepia));
    BlackTheme => |state| Some(theme(state, ThemeChoice::Black));

    ShowPalette => |_| Some(open(Dialog::Palette { text: String::new(), chosen: 0 }));
    ShowHistory => |_| Some(open(Dialog::History));
    BackUp => |_| Some(open(Dialog::BackUp { path: String::new() }));
    Settings => |_| Some(open(Dialog::Settings));
    ShowKeepers => |_| Some(open(Dialog::Keepers(KeeperDraft::default())));
    ShowKeys => |_| Some(open(Dialog::Keys(KeysStage::default())));
    ShowAbout => |_| Some(open(Dialog::About));
    Quit => |_| Some(Action::Quit);
}

fn open(dialog: Dialog) -> Action {
    Action::OpenDialog(Box::new(dialog))
}

fn ask_name(target: NameTarget, text: String) -> Action {
    open(Dialog::Name { target, text })
}

fn in_pane(state: &AppState, command: PaneCommand) -> Option<Action> {
    state.shown_article().map(|_| Action::Pane(command))
}

/// Stops what is read aloud; otherwise the shown article is read.
fn read_aloud(state: &AppState) -> Option<Action> {
    aloud(state, AloudAction::Stop).or_else(|| in_pane(state, PaneCommand::ReadAloud))
}

fn aloud(state: &AppState, action: AloudAction) -> Option<Action> {
    state.aloud().map(|_| Action::Aloud(action))
}

fn on_entry(state: &AppState, act: fn(&ListEntry) -> Action) -> Option<Action> {
    state.selected_status().map(act)
}

/// Folds a story, or in the river the entries of one feed.
fn toggle_fold(state: &AppState) -> Option<Action> {
    if let Some(burst) = state.selected_burst() {
        return Some(Action::ToggleBurst(burst.feed_id));
    }
    let head = state.list.head_of(state.list.selected()?);
    (!state.list.copies(head).is_empty()).then_some(Action::Story(StoryAction::ToggleFold(head)))
}

/// The entry of the article, if it shares its story with others.
fn story(state: &AppState) -> Option<EntryId> {
    let article = state.selected_article().filter(|_| !state.is_preview())?;
    (!state.other_sources().is_empty()).then_some(article.entry.id)
}

/// Only the library's own entries can be passed on: the worker reads them again.
fn send(state: &AppState, to: Recipient) -> Option<Action> {
    state.selected_id().filter(|_| !state.is_preview()).map(|id| Action::Send(id, to))
}

fn send_mail(state: &AppState) -> Option<Action> {
    let url = mail_address(&state.selected_title(), &without_tracking(state.selected_url()?))?;
    Some(Action::OpenUrl { url, in_background: false })
}

fn open_with(state: &AppState, program: usize) -> Option<Action> {
    state.program(program).and_then(|_| send(state, Recipient::Program(program)))
}

fn send_to(state: &AppState, keeper: usize) -> Option<Action> {
    state.selected_url()?;
    state.keeper(keeper).and_then(|_| send(state, Recipient::Keeper(keeper)))
}

fn edit_tags(entry: &ListEntry) -> Action {
    open(Dialog::Tags { entry_id: entry.id, text: String::new() })
}

fn open_entry(state: &AppState, in_background: bool) -> Option<Action> {
    state.selected_url().map(|url| Action::OpenUrl { url, in_background })
}

fn open_comments(state: &AppState) -> Option<Action> {
    let url = state.selected_article()?.entry.content.comments_url.clone()?;
    Some(Action::OpenUrl { url, in_background: false })
}

fn toggle_full_text(state: &AppState) -> Option<Action> {
    state.selected_id().filter(|_| !state.is_preview()).map(Action::ToggleFullText)
}

fn toggle_changes(state: &AppState) -> Option<Action> {
    let article = state.selected_article()?;
    if article.changes.is_some() {
        return Some(Action::HideChanges(article.entry.id));
    }
    (article.edits > 0).then_some(Action::ShowChanges(article.entry.id, Against::LatestVersion))
}

fn in_changes(state: &AppState, command: PaneCommand) -> Option<Action> {
    state.selected_article().filter(|article| article.changes.is_some())?;
    Some(Action::Pane(command))
}

/// Whether the list may hold an unread entry; the rest of a long list may still be on its way.
fn may_mark(state: &AppState) -> bool {
    !state.is_preview() && (state.list.unread() > 0 || !state.list.is_whole())
}

fn mark_beside(state: &AppState, range: MarkRange) -> Option<Action> {
    let is_usable = may_mark(state) && state.selected_status().is_some();
    is_usable.then_some(Action::MarkRange(range))
}

fn mark_older(state: &AppState, days: u32) -> Option<Action> {
    may_mark(state).then_some(Action::MarkRange(MarkRange::OlderThan(days)))
}

fn pane_before(pane: Pane) -> Pane {
    match pane {
        Pane::Article => Pane::Entries,
        Pane::Entries | Pane::Sources => Pane::Sources,
    }
}

fn toggle_folder(state: &AppState) -> Option<Action> {
    match state.place() {
        PlaceId::Folder(id) => Some(Action::ToggleFolder(id)),
        PlaceId::Account(id) => Some(Action::Account(AccountAction::Toggle(id))),
        PlaceId::BuiltIn(_)
        | PlaceId::Feed(_)
        | PlaceId::Search(_)
        | PlaceId::Tag(_)
        | PlaceId::Preview => None,
    }
}

fn feed(state: &AppState) -> Option<&Feed> {
    state.selected_feed().and_then(|id| state.feed(id))
}

fn open_site(state: &AppState) -> Option<Action> {
    let url = feed(state)?.site_url.clone()?;
    Some(Action::OpenUrl { url, in_background: false })
}

/// Asks until when a feed pauses; a feed that pauses is refreshed again.
fn pause_feed(feed: &Feed) -> Action {
    if feed.options.paused_until.is_none() {
        return open(Dialog::Snooze(SnoozeTarget::Feed(feed.id)));
    }
    let options = FeedOptions { paused_until: None, ..feed.options.clone() };
    Action::Change(Change::SetFeedOptions(feed.id, options))
}

fn copy_address(feed: &Feed) -> Action {
    Action::Copy { text: feed.feed_url.to_string(), notice: t!(notice_address_copied) }
}

fn rename(state: &AppState) -> Option<Action> {
    let target = match state.place() {
        PlaceId::Feed(id) => NameTarget::Feed(id),
        PlaceId::Folder(id) => NameTarget::Folder(id),
        PlaceId::Search(id) => NameTarget::SmartFeed(id),
        PlaceId::Tag(id) => NameTarget::Tag(id),
        PlaceId::Account(id) if id != AccountId::LOCAL => NameTarget::Account(id),
        PlaceId::BuiltIn(_) | PlaceId::Account(_) | PlaceId::Preview => return None,
    };
    Some(ask_name(target, state.place_title()))
}

fn edit_search(state: &AppState) -> Option<Action> {
    let search = state.selected_smart_feed()?;
    Some(ask_name(NameTarget::SmartQuery(search.id), state.query_text(search)))
}

fn move_search(state: &AppState, by: isize) -> Option<Action> {
    let search = state.selected_smart_feed()?;
    Some(Action::Change(Change::MoveSmartFeed(search.id, by)))
}

fn move_place(state: &AppState) -> Option<Action> {
    match state.place() {
        PlaceId::Folder(id) if state.chosen.is_empty() => Some(open(Dialog::MoveFolder(id))),
        PlaceId::BuiltIn(_)
        | PlaceId::Feed(_)
        | PlaceId::Folder(_)
        | PlaceId::Search(_)
        | PlaceId::Tag(_)
        | PlaceId::Account(_)
        | PlaceId::Preview => meant(state).map(|feeds| open(Dialog::Move(feeds))),
    }
}

/// The change that removes the selected place, or the chosen feeds.
fn removal(state: &AppState) -> Option<Change> {
    match state.place() {
        PlaceId::Folder(id) if state.chosen.is_empty() => Some(Change::DeleteFolder(id)),
        PlaceId::Search(id) if state.chosen.is_empty() => Some(Change::RemoveSmartFeed(id)),
        PlaceId::Tag(id) if state.chosen.is_empty() => Some(Change::RemoveTag(id)),
        PlaceId::Account(id) if state.chosen.is_empty() && id != AccountId::LOCAL => {
            Some(Change::RemoveAccount(id))
        }
        PlaceId::BuiltIn(_)
        | PlaceId::Feed(_)
        | PlaceId::Folder(_)
        | PlaceId::Search(_)
        | PlaceId::Tag(_)
        | PlaceId::Account(_)
        | PlaceId::Preview => meant(state).map(Change::Unsubscribe),
    }
}

/// The chosen feeds, or else the selected one.
fn meant(state: &AppState) -> Option<Vec<FeedId>> {
    if state.chosen.is_empty() {
        state.selected_feed().map(|id| vec![id])
    } else {
        Some(state.chosen.iter().copied().collect())
    }
}

/// Changes the settings; `None` if they are at their limit already.
fn change(state: &AppState, change: fn(&mut Settings)) -> Option<Action> {
    let mut settings = state.settings.clone();
    change(&mut settings);
    let settings = settings.clamped();
    (settings != state.settings).then(|| Action::ChangeSettings(Box::new(settings)))
}

/// Switches to an order, or back to the newest first.
fn toggle_order(settings: &mut Settings, order: Order) {
    settings.order = if settings.order == order { Order::Newest } else { order };
}

fn theme(state: &AppState, theme: ThemeChoice) -> Action {
    Action::ChangeSettings(Box::new(Settings { theme, ..state.settings.clone() }))
}

fn reset_text(settings: &mut Settings) {
    let default = Settings::default();
    (settings.text_size, settings.measure, settings.line_height) =
        (default.text_size, default.measure, default.line_height);
}

/// Plays or pauses the episode in the bar, or plays that of the article. Where there is none, the
/// key scrolls up, as the other half of the one that scrolls down.
fn play_pause(state: &AppState) -> Option<Action> {
    let has_episode = state.player.opened.is_some() || state.shown_episode().is_some();
    let toggle = has_episode.then_some(Action::Listen(ListenAction::Toggle));
    toggle.or_else(|| in_pane(state, PaneCommand::PageUp))
}

fn in_player(state: &AppState, act: fn(&AppState) -> ListenAction) -> Option<Action> {
    state.player.opened.as_ref().map(|_| Action::Listen(act(state)))
}

fn in_chapters(state: &AppState, action: ListenAction) -> Option<Action> {
    (!state.player.chapters().is_empty()).then_some(Action::Listen(action))
}

fn skip(secs: i64) -> ListenAction {
    ListenAction::SeekBy(SignedDuration::from_secs(secs))
}

fn next_episode(state: &AppState) -> Option<Action> {
    let next = crate::listen::after(&state.library.listening.queue, state.player.current());
    next.map(|_| Action::Listen(ListenAction::NextEpisode))
}

/// Another speed; `None` at the limit.
fn change_speed(state: &AppState, by: i32) -> Option<Action> {
    state.player.opened.as_ref()?;
    let percent = state.speed_percent().saturating_add_signed(by);
    SPEED_PERCENTS.contains(&percent).then_some(Action::Listen(ListenAction::Speed(percent)))
}

fn show_transcript(state: &AppState) -> Option<Action> {
    let opened = state.player.opened.as_ref()?;
    let has_any = opened.offers_transcript || opened.transcript.is_some();
    has_any.then_some(Action::Listen(ListenAction::TogglePanel(PlayerPanel::Transcript)))
}

/// An act on the episode of the article, or else on the one in the bar.
fn on_episode(state: &AppState, act: fn(&AppState, EntryId) -> Action) -> Option<Action> {
    let shown = state.shown_episode().map(|article| article.entry.id);
    shown.or(state.player.current()).map(|id| act(state, id))
}

fn queue(change: QueueChange) -> Action {
    Action::Change(Change::Queue(change))
}

/// Moves the selected episode in the queue; `None` at the end.
fn move_in_queue(state: &AppState, by: isize) -> Option<Action> {
    let id = state.selected_id()?;
    let all = &state.library.listening.queue;
    let at = all.iter().position(|other| *other == id)?;
    let to = at.checked_add_signed(by).filter(|to| *to < all.len())?;
    Some(queue(QueueChange::Move(id, to)))
}

fn toggle_queued(state: &AppState, id: EntryId) -> Action {
    let is_queued = state.library.listening.is_queued(id);
    queue(if is_queued { QueueChange::Remove(vec![id]) } else { QueueChange::Add(vec![id]) })
}

fn toggle_download(state: &AppState, id: EntryId) -> Action {
    let is_here =
        matches!(state.download_of(id), Some(DownloadView::Running(..) | DownloadView::Done));
    let ids = vec![id];
    Action::Change(if is_here { Change::RemoveDownloads(ids) } else { Change::Download(ids) })
}
