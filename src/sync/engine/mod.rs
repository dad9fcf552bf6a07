//! One sync of one account: sends the acts that wait, reads everything, decides, applies.
//!
//! Nothing is applied before everything is read, so an error in the middle changes nothing. An act
//! leaves only when the lists that are read after it show it.

mod changes;
mod marks;
mod pull;

use std::collections::HashSet;
use std::sync::Arc;

use super::decide::{Lists, decide};
use super::error::ServiceError;
use super::ledger::{Ledger, Outgoing};
use super::memory::Memory;
use super::outbox;
use super::service::{FeedList, Service};
use crate::model::{
    AccountProblem, AccountState, Clock, FeedId, PendingMark, RemoteMarks, RemoteTree,
};
use crate::refresh::CancelToken;
use crate::store::StoreError;
use jiff::Timestamp;

/// What a sync needs besides the server and the library.
#[derive(Clone)]
pub struct Pass {
    pub clock: Clock,
    pub cancel: CancelToken,
    /// Must not block.
    pub progress: Arc<dyn Fn(Progress) + Send + Sync>,
}

/// What a sync is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    SigningIn,
    Sending { done: usize, total: usize },
    Listing,
    Fetching { done: usize, total: usize },
}

/// How a sync ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncReport {
    /// Acts that the server has now.
    pub sent: usize,
    /// Acts and changes that were given up.
    pub parked: usize,
    /// Changes of subscriptions that the server has now.
    pub changes: usize,
    /// Entries whose status was changed here.
    pub marked: usize,
    pub new_entries: usize,
    /// Why the sync failed, or what it left undone.
    pub problem: Option<AccountProblem>,
    /// No request is sent before this time.
    pub paused_until: Option<Timestamp>,
    pub is_cancelled: bool,
}

/// Why a sync ends early.
#[derive(Debug)]
enum Stop {
    Service(ServiceError),
    Store(StoreError),
}

impl From<ServiceError> for Stop {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Syncs one account. Fails only if the library does; the server's problems are in the report and
/// in the library.
pub async fn sync_account(
    service: &mut dyn Service,
    ledger: &mut dyn Ledger,
    pass: &Pass,
) -> Result<SyncReport, StoreError> {
    let outgoing = ledger.outgoing().await?;
    let account = &outgoing.account;
    if let Some(until) = account.pause(pass.clock.now()) {
        let problem = account.problem.clone();
        return Ok(SyncReport { problem, paused_until: Some(until), ..SyncReport::default() });
    }
    let memory = Memory::read(&account.memory);
    let (last_sync, keeps_labels) = (account.last_sync, account.keeps_labels);
    let mut run = Run {
        service,
        ledger,
        pass,
        memory,
        last_sync,
        keeps_labels,
        report: SyncReport::default(),
        is_sending: false,
        accepted: Vec::new(),
        doubtful: Vec::new(),
        failure: None,
    };
    let cancel = pass.cancel.clone();
    let end = tokio::select! {
        biased;
        () = cancel.cancelled() => None,
        end = run.sync(outgoing) => Some(end),
    };
    match end {
        None => run.report.is_cancelled = true,
        Some(Ok(())) => run.succeed().await?,
        Some(Err(Stop::Service(error))) => run.fail(&error).await?,
        Some(Err(Stop::Store(error))) => return Err(error),
    }
    Ok(run.report)
}

/// A sync under way.
struct Run<'a> {
    service: &'a mut dyn Service,
    ledger: &'a mut dyn Ledger,
    pass: &'a Pass,
    memory: Memory,
    last_sync: Option<Timestamp>,
    /// Whether labels at the server and tags here are one.
    keeps_labels: bool,
    report: SyncReport,
    is_sending: bool,
    /// Acts that the server said it has; the lists have to show them.
    accepted: Vec<PendingMark>,
    /// Acts that the server answered with its own failure.
    doubtful: Vec<PendingMark>,
    /// The last such failure.
    failure: Option<AccountProblem>,
}

/// Everything that a server says about an account.
struct Whole {
    feeds: FeedList,
    lists: Lists,
}

impl Run<'_> {
    async fn sync(&mut self, outgoing: Outgoing) -> Result<(), Stop> {
        self.tell(Progress::SigningIn);
        self.service.sign_in().await?;
        let Outgoing { marks, changes, is_restored, .. } = outgoing;
        let marks = if is_restored { self.still_meant(marks).await? } else { marks };
        self.send_changes(changes).await?;
        self.is_sending = true;
        self.send_marks(marks).await?;
        self.is_sending = false;
        self.tell(Progress::Listing);
        let Whole { feeds, lists } = self.read_whole().await?;
        let feed_ids = self.apply_feeds(feeds).await?;
        let listed: HashSet<FeedId> = feed_ids.values().copied().collect();
        let lists = self.confirm(lists, &listed).await?;
        // Acts that come after this are left out when the marks are applied.
        let known = self.ledger.known().await?;
        let labels = if self.keeps_labels { self.ledger.known_labels().await? } else { Vec::new() };
        let verdict = decide(&known, &labels, &listed, &lists);
        self.report.marked += count(&verdict.marks);
        if !verdict.marks.is_empty() {
            self.ledger.apply_marks(verdict.marks).await?;
        }
        drop(known);
        self.fetch(verdict.fetch, &feed_ids, &lists).await?;
        self.read_again(&feed_ids, &lists).await
    }

    fn tell(&self, progress: Progress) {
        (self.pass.progress)(progress);
    }

    /// The acts of a restored backup that are still meant. The others are given up.
    async fn still_meant(&mut self, acts: Vec<PendingMark>) -> Result<Vec<PendingMark>, Stop> {
        if acts.is_empty() {
            return Ok(acts);
        }
        let whole = self.read_whole().await?;
        let (meant, old) = outbox::still_meant(acts, &whole.lists);
        self.report.parked += old.len();
        self.ledger.drop_acts(old).await?;
        Ok(meant)
    }

    /// Makes the feeds those of the server, as far as its list can be trusted.
    async fn apply_feeds(&mut self, feeds: FeedList) -> Result<pull::FeedIds, Stop> {
        let local: HashSet<_> = self.ledger.feeds().await?.into_keys().collect();
        let listed: HashSet<_> = feeds.feeds.iter().map(|feed| feed.id.clone()).collect();
        let vanished = self.memory.note_feeds(&local, &listed, self.pass.clock.now());
        if vanished.asked_about > 0 {
            let feeds = u32::try_from(vanished.asked_about).unwrap_or(u32::MAX);
            self.report.problem = Some(AccountProblem::FeedsVanished { feeds });
        }
        let kept = local.difference(&listed).filter(|id| !vanished.gone.contains(id));
        let kept = kept.cloned().collect();
        let tree = RemoteTree { folders: feeds.folders, feeds: feeds.feeds, kept };
        Ok(self.ledger.apply_feeds(tree).await?)
    }

    async fn succeed(&mut self) -> Result<(), StoreError> {
        self.memory.note_end(false, self.pass.clock.now());
        if self.report.problem.is_none() && self.report.parked > 0 {
            let acts = u32::try_from(self.report.parked).unwrap_or(u32::MAX);
            self.report.problem = Some(AccountProblem::Parked { acts });
        }
        self.last_sync = Some(self.pass.clock.now());
        self.settle().await
    }

    async fn fail(&mut self, error: &ServiceError) -> Result<(), StoreError> {
        log::info!("sync: {error}");
        // A server that looks at passwords while it gets acts is well, so its "OK" counts.
        if error.is_sign_in() && self.is_sending && !self.accepted.is_empty() {
            let acts = std::mem::take(&mut self.accepted);
            self.report.sent += acts.len();
            self.ledger.accept(acts).await?;
        }
        self.memory.note_end(true, self.pass.clock.now());
        self.report.problem = Some(error.problem());
        self.report.paused_until = match error {
            ServiceError::Quota { until, .. } => Some(*until),
            ServiceError::Network(_)
            | ServiceError::Moved { .. }
            | ServiceError::SignIn { .. }
            | ServiceError::ApiPassword { .. }
            | ServiceError::ApiOff { .. }
            | ServiceError::NotThisService { .. }
            | ServiceError::Unreadable { .. }
            | ServiceError::SubscriptionEnded { .. }
            | ServiceError::ApplicationId { .. }
            | ServiceError::Refused { .. }
            | ServiceError::Failed { .. } => None,
        };
        self.settle().await
    }

    async fn settle(&mut self) -> Result<(), StoreError> {
        let state = AccountState {
            last_sync: self.last_sync,
            problem: self.report.problem.clone(),
            paused_until: self.report.paused_until,
            memory: self.memory.write(),
        };
        self.ledger.settle(state).await
    }
}

fn count(marks: &RemoteMarks) -> usize {
    marks.read.len() + marks.unread.len() + marks.starred.len() + marks.unstarred.len()
}
