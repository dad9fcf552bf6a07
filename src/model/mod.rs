//! Plain values that every layer shares. No input or output, no toolkit, no database.

mod account;
mod activity;
mod address;
mod candidate;
mod clock;
mod conditions;
mod credentials;
mod entry;
mod entry_set;
mod episode;
mod feed;
mod foreign;
mod fresh;
mod health;
mod ids;
mod keeper;
mod listed;
mod mail;
mod pace;
mod playback;
mod problem;
mod query;
mod reading;
mod remote;
mod same_address;
mod secrets;
mod snooze;
mod statuses;
mod step;
mod story;
mod tag;
mod wishes;

pub use account::{
    Account, AccountFeed, AccountProblem, AccountState, MarkKind, NewAccount, PAUSE_MAX,
    ParkReason, PendingChange, PendingMark, Protocol, RemoteId, ServiceKind, SubscriptionChange,
    WaitingActs,
};
pub use activity::{Activity, Answer, Cause, Redirect};
pub use address::{feed_key, same_feed_urls, split_feed_scheme, tidy_feed_url, web_form};
pub use candidate::Candidate;
pub use clock::Clock;
pub use conditions::Conditions;
pub use credentials::{
    Credentials, CredentialsError, Grant, SECRET_BYTES_MAX, Secret, USER_BYTES_MAX,
    has_credentials, origin_of, split_credentials, split_typed, without_credentials,
};
pub use entry::{
    Enclosure, Entry, EntryContent, EntryKey, EntryRow, EntryStatus, Identity, KeyOrigin,
    ListEntry, ReadingPosition, Revision,
};
pub use entry_set::EntrySet;
pub use episode::{
    Download, DownloadFailure, DownloadState, EpisodeLinks, FileKind, Heard, Listening,
    QueueChange, TranscriptLink,
};
pub use feed::{
    FAILURES_BEFORE_CARE, Feed, FeedHealth, FeedOptions, Folder, ListenOptions, PicturePolicy,
    Retention, SignIn, SignInKind, UnreadCounts, Validators, called,
};
pub use foreign::{ForeignCounts, ForeignEntry, ForeignFeed, ForeignProgram};
pub use fresh::{FeedDetails, FeedState, FreshEntry, Move, RefreshOutcome};
pub use health::{FACT_MONTHS, FeedFacts, LibrarySize};
pub use ids::{AccountId, EntryId, FeedId, FolderId, RuleId, SmartFeedId, StepId, TagId};
pub use keeper::{Keeper, KeeperKind, Page};
pub use listed::{FeedChoices, ListedRule, ListedScope, ListedSearch};
pub use mail::mail_address;
pub use pace::{BURST_OVER, FeedPace, PACE_DAYS, PACE_ENTRIES_MAX, Pace, Stay, StayReason};
pub use playback::{
    Chapter, ChapterPicture, Episode, Phase, PlayProblem, PlayerCommand, PlayerNews, PlayerReport,
    PlayerRequest, SPEED_MAX, SPEED_MIN,
};
pub use problem::{
    DocumentProblem, FeedProblem, HostProblem, KeyringProblem, ProblemKind, ProxyProblem,
    RedirectProblem, SignInProblem,
};
pub use query::{Filter, Order, Rule, RuleActions, RuleScope, StatusChange};
pub use reading::{Reading, ReadingStatistics, STATISTICS_DAYS, STATISTICS_MONTHS};
pub use remote::{KnownEntry, RemoteEntry, RemoteFeed, RemoteMarks, RemoteTree};
pub use same_address::{frozen_page_of, is_one_site, other_forms, page_of};
pub use secrets::{HIDDEN, SHARED_ADDRESS_MAX, without_secrets};
pub use snooze::{Snooze, SnoozeTime};
pub use statuses::{Flags, Statuses};
pub use step::{EpisodeAct, Step, StepKind, StepOrigin, StepRecord, StepTarget, undone_words};
pub use story::{Fold, Likeness, Match, SharedParts, StoryLevel, StoryMember};
pub use tag::Tag;
pub use wishes::{SkippedTimes, Wishes};

/// The address of the welcome feed, which is part of the program.
pub const WELCOME_FEED_URL: &str = "gleaner:welcome";
/// The address of the feed of saved pages, which is never fetched.
pub const SAVED_PAGES_URL: &str = "gleaner:saved";
/// The words that people read in a minute, for reading times.
pub const WORDS_A_MINUTE: u32 = 240;
/// The name of the tag for entries to read later.
pub const READ_LATER: &str = "Read later";
/// The `User-Agent` of every request.
pub const USER_AGENT: &str = concat!(
    "Gleaner/",
    env!("CARGO_PKG_VERSION"),
    " (feed reader; +https://crates.io/crates/gleaner)"
);
