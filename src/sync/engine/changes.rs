//! Sends the changes of subscriptions, one after the other, and reads the list after each.

use super::{Run, Stop};
use crate::i18n::t;
use crate::model::{PendingChange, RemoteId, SubscriptionChange};
use crate::sync::edits::{Obstacle, plan};
use crate::sync::error::ServiceError;
use crate::sync::ledger::ChangeEnd;
use crate::sync::outbox::TRIES_MAX;
use crate::sync::service::{FeedEdit, FeedList};

/// Most calls for one change, and most readings of the list after them.
const EDITS_MAX: usize = 2_000;
const ROUNDS_MAX: usize = 8;

/// How the calls for a change ended.
struct Attempt {
    list: FeedList,
    /// The id of the feed, if the change subscribed to one.
    feed: Option<RemoteId>,
    obstacle: Option<Obstacle>,
    /// The last refusal of the server.
    refusal: Option<ServiceError>,
    /// Whether the list is as the change wants it.
    is_reached: bool,
}

impl Run<'_> {
    pub(super) async fn send_changes(&mut self, changes: Vec<PendingChange>) -> Result<(), Stop> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut list = self.service.feeds().await?;
        // A server that has lost its database lists no feeds. It must not get our changes.
        let local = self.ledger.feeds().await?;
        let missing = local.keys().filter(|id| !list.feeds.iter().any(|feed| feed.id == **id));
        if missing.count() * 3 > local.len() {
            return Ok(());
        }
        for change in changes.into_iter().filter(|change| change.tries < TRIES_MAX) {
            self.ledger.begin_change(change.id).await?;
            let attempt = self.attempt(&change.change, list).await?;
            list = self.end(&change, attempt).await?;
        }
        Ok(())
    }

    async fn attempt(
        &mut self,
        change: &SubscriptionChange,
        list: FeedList,
    ) -> Result<Attempt, Stop> {
        let mut change = change.clone();
        let mut tried: Vec<FeedEdit> = Vec::new();
        let mut attempt =
            Attempt { list, feed: None, obstacle: None, refusal: None, is_reached: false };
        let abilities = self.service.abilities();
        for _ in 0..ROUNDS_MAX {
            let edits = match plan(&change, &attempt.list, &abilities, &tried) {
                Ok(edits) => edits,
                Err(obstacle) => {
                    attempt.obstacle = Some(obstacle);
                    return Ok(attempt);
                }
            };
            if edits.is_empty() {
                break;
            }
            for edit in edits.into_iter().take(EDITS_MAX) {
                match self.service.edit(&edit).await {
                    Ok(Some(id)) => {
                        name_feed(&mut change, &id);
                        attempt.feed = Some(id);
                    }
                    Ok(None) => {}
                    Err(error @ (ServiceError::Refused { .. } | ServiceError::Failed { .. })) => {
                        attempt.refusal = Some(error);
                    }
                    Err(error) => return Err(error.into()),
                }
                tried.push(edit);
            }
            attempt.list = self.service.feeds().await?;
        }
        let rest = plan(&change, &attempt.list, &abilities, &[]);
        attempt.is_reached = rest.is_ok_and(|edits| edits.is_empty());
        Ok(attempt)
    }

    /// Ends the change, or leaves it for the next sync. Returns the latest list.
    async fn end(&mut self, change: &PendingChange, attempt: Attempt) -> Result<FeedList, Stop> {
        let Attempt { list, feed, obstacle, refusal, is_reached } = attempt;
        let failure = match (obstacle, refusal) {
            _ if is_reached => None,
            (Some(Obstacle::NotOffered), _) => Some(t!(sync_change_not_offered)),
            (_, Some(ServiceError::Refused { reason, .. })) if !reason.is_empty() => {
                Some(t!(sync_change_refused, reason = reason))
            }
            (_, Some(error)) => Some(error.user_message()),
            (Some(Obstacle::FeedMissing), None) => Some(t!(sync_change_feed_missing)),
            // The server said that it is done, and shows it in its own way.
            (None, None) => None,
        };
        let end = match (failure, feed, &change.change) {
            (Some(reason), _, _) => ChangeEnd::Failed { reason },
            (None, Some(remote), SubscriptionChange::Subscribe { feed, .. }) => {
                ChangeEnd::Subscribed { feed_id: feed.feed_id, remote }
            }
            (None, _, _) => ChangeEnd::Done,
        };
        match &end {
            ChangeEnd::Failed { .. } if change.tries + 1 >= TRIES_MAX => self.report.parked += 1,
            ChangeEnd::Failed { .. } => {}
            ChangeEnd::Done | ChangeEnd::Subscribed { .. } => self.report.changes += 1,
        }
        self.ledger.end_change(change.id, end).await?;
        Ok(list)
    }
}

/// The server may have found the feed at another address, so it is known by its id from now on.
fn name_feed(change: &mut SubscriptionChange, id: &RemoteId) {
    match change {
        SubscriptionChange::Subscribe { feed, .. } => feed.remote_id = Some(id.clone()),
        SubscriptionChange::Rename { .. }
        | SubscriptionChange::Move { .. }
        | SubscriptionChange::Unsubscribe { .. }
        | SubscriptionChange::NewFolder { .. }
        | SubscriptionChange::RenameFolder { .. }
        | SubscriptionChange::RemoveFolder { .. } => {}
    }
}
