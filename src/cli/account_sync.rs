//! Syncs accounts for `account sync`, `account add` and `refresh`, one after the other, and reports
//! the results.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::CliError;
use super::fetching::{Log, client, runtime};
use super::library::{local_time, printable, store_error};
use super::profile::Profile;
use crate::library::accounts::{Link, sync_in_store};
use crate::model::{Account, AccountProblem, Cause};
use crate::refresh::CancelToken;
use crate::store::{Store, lock_account};
use crate::sync::{SyncReport, is_due};

/// Which accounts are synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syncing {
    /// All that are given: the user asked.
    Asked,
    /// Those whose last sync is so many minutes old: a timer asks.
    Due { minutes: u32 },
}

/// The result of one account.
pub(super) struct SyncResult {
    id: i64,
    name: String,
    end: End,
}

enum End {
    Synced(SyncReport),
    /// The window or another command syncs it at the moment.
    Busy,
}

/// Syncs accounts, each unless another process does so at the moment. The result of an account that
/// is not due is missing.
pub(super) fn sync_accounts(
    store: &mut Store,
    profile: &Profile,
    accounts: &[Account],
    syncing: Syncing,
) -> Result<Vec<SyncResult>, CliError> {
    let now = profile.clock.now();
    let wanted: Vec<&Account> =
        accounts.iter().filter(|account| is_wanted(account, syncing, now)).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let log = Log::new(&profile.clock);
    let link = Link {
        client: log.client(Cause::Sync, client(profile)),
        vault: profile.vault.clone(),
        clock: profile.clock.clone(),
    };
    let runtime = runtime()?;
    let mut results = Vec::new();
    let mut failure = None;
    for account in wanted {
        let end = match lock_account(&profile.paths.library(), account.id) {
            None => Ok(End::Busy),
            Some(_lock) => runtime
                .block_on(sync_in_store(
                    store,
                    account.id,
                    &link,
                    CancelToken::new(),
                    Arc::new(|_| {}),
                ))
                .map(End::Synced),
        };
        match end {
            Ok(end) => {
                results.push(SyncResult { id: account.id.0, name: account.name.clone(), end });
            }
            Err(error) => {
                failure = Some(store_error(error));
                break;
            }
        }
    }
    // Don't wait for an answer that hangs.
    runtime.shutdown_background();
    log.save(store);
    failure.map_or(Ok(results), Err)
}

fn is_wanted(account: &Account, syncing: Syncing, now: Timestamp) -> bool {
    match syncing {
        Syncing::Asked => true,
        Syncing::Due { minutes } => {
            let due = account
                .last_sync
                .and_then(|last| last.checked_add(i64::from(minutes).minutes()).ok());
            // After the clock was set back, the last sync is in the future.
            let is_future = account.last_sync.is_some_and(|last| last > now);
            is_due(account, now) && (is_future || due.is_none_or(|due| due <= now))
        }
    }
}

impl SyncResult {
    /// New entries, for the totals of a refresh.
    pub(super) fn new_entries(&self) -> u32 {
        match &self.end {
            End::Synced(report) => u32::try_from(report.new_entries).unwrap_or(u32::MAX),
            End::Busy => 0,
        }
    }

    pub(super) fn to_line(&self, zone: &TimeZone) -> String {
        let name = printable(&self.name);
        let report = match &self.end {
            End::Busy => return format!("{name}: another sync is under way"),
            End::Synced(report) => report,
        };
        let mut parts = Vec::new();
        for (count, words) in [
            (report.new_entries, "new"),
            (report.marked, "marked"),
            (report.sent + report.changes, "sent"),
            (report.parked, "not sent"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {words}"));
            }
        }
        if let Some(problem) = &report.problem {
            parts.push(printable(&problem.words()));
        }
        if let Some(until) = report.paused_until {
            parts.push(format!("waiting until {}", local_time(until, zone)));
        }
        if parts.is_empty() {
            parts.push("nothing new".to_owned());
        }
        format!("{name}: {}", parts.join(", "))
    }

    pub(super) fn to_json(&self) -> Value {
        let nothing = SyncReport::default();
        let (result, report) = match &self.end {
            End::Busy => ("busy", &nothing),
            End::Synced(report) if report.paused_until.is_some() => ("waiting", report),
            End::Synced(report) if is_failed(report) => ("failed", report),
            End::Synced(report) => ("synced", report),
        };
        json!({
            "id": self.id,
            "name": self.name,
            "result": result,
            "new": report.new_entries,
            "marked": report.marked,
            "sent": report.sent + report.changes,
            "not_sent": report.parked,
            "problem": report.problem.as_ref().map(problem_json),
            "until": report.paused_until,
        })
    }
}

fn is_failed(report: &SyncReport) -> bool {
    report.problem.as_ref().is_some_and(AccountProblem::is_failure)
}

/// The error if no account at all could be synced.
pub(super) fn total_failure(results: &[SyncResult]) -> Option<CliError> {
    let mut problems = results.iter().map(|result| match &result.end {
        End::Synced(report) if is_failed(report) => report.problem.as_ref(),
        End::Synced(_) | End::Busy => None,
    });
    let first = problems.next()??;
    problems
        .all(|problem| problem.is_some())
        .then(|| CliError::new("sync", printable(&first.words())))
}

/// A problem for programs: its word, and the sentence for people.
pub(super) fn problem_json(problem: &AccountProblem) -> Value {
    let stored = serde_json::to_value(problem).unwrap_or_default();
    json!({ "kind": stored.get("reason"), "message": problem.words() })
}
