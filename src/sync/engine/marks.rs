//! Sends the acts on entries, and looks whether the server kept them.

use std::collections::HashSet;

use super::{Progress, Run, Stop};
use crate::model::{FeedId, ParkReason, PendingMark, RemoteId};
use crate::sync::decide::Lists;
use crate::sync::error::ServiceError;
use crate::sync::outbox::{AGAIN_AT_ONCE, Batch, TRIES_MAX, batches, confirm};

/// After so many refusals in a row the server itself is at fault, and no single id. One bad id
/// among 250 takes nine.
pub const REFUSALS_MAX: usize = 12;
/// If more acts than this did not take, the server keeps none, and they are not sent again at once.
pub const AGAIN_MAX: usize = 200;

impl Run<'_> {
    pub(super) async fn send_marks(&mut self, acts: Vec<PendingMark>) -> Result<(), Stop> {
        let total = acts.len();
        let mut done = 0;
        for batch in batches(&acts, self.service.abilities().ids_per_mark) {
            self.tell(Progress::Sending { done, total });
            done += batch.acts.len();
            self.send_batch(batch).await?;
        }
        Ok(())
    }

    /// Sends acts that have one mark. A refusal may be for one id, so halves are tried.
    async fn send_batch(&mut self, batch: Batch) -> Result<(), Stop> {
        let mut parts = vec![batch.acts];
        let mut refusals = 0;
        while let Some(mut acts) = parts.pop() {
            let ids: Vec<RemoteId> = acts.iter().map(|act| act.remote.clone()).collect();
            match self.service.mark(&batch.mark, &ids).await {
                Ok(unknown) => {
                    refusals = 0;
                    let is_known = |act: &PendingMark| !unknown.contains(&act.remote);
                    let (known, lost): (Vec<_>, Vec<_>) = acts.into_iter().partition(is_known);
                    self.accepted.extend(known);
                    self.park(lost, ParkReason::EntryGone).await?;
                }
                Err(error) if error.may_be_one_id() && refusals < REFUSALS_MAX => {
                    refusals += 1;
                    let second = acts.split_off(acts.len().div_ceil(2));
                    if second.is_empty() {
                        self.refuse(acts, &error).await?;
                    } else {
                        parts.push(second);
                        parts.push(acts);
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// One act was refused on its own.
    async fn refuse(&mut self, acts: Vec<PendingMark>, error: &ServiceError) -> Result<(), Stop> {
        if let ServiceError::Refused { .. } = error {
            log::info!("an act was refused: {error}");
            return self.park(acts, ParkReason::Refused).await;
        }
        // The server may be broken as a whole. It is not if the lists come.
        self.doubtful.extend(acts);
        Ok(())
    }

    async fn park(&mut self, acts: Vec<PendingMark>, why: ParkReason) -> Result<(), Stop> {
        if acts.is_empty() {
            return Ok(());
        }
        self.report.parked += acts.len();
        Ok(self.ledger.park(acts, why).await?)
    }

    async fn count_tries(&mut self, acts: Vec<PendingMark>) -> Result<(), Stop> {
        if acts.is_empty() {
            return Ok(());
        }
        Ok(self.ledger.count_tries(acts).await?)
    }

    async fn accept(&mut self, acts: Vec<PendingMark>) -> Result<(), Stop> {
        if acts.is_empty() {
            return Ok(());
        }
        self.report.sent += acts.len();
        Ok(self.ledger.accept(acts).await?)
    }

    /// Ends the acts that the lists show. The others are sent once more in small parts, and given
    /// up if that does not help either. Returns the latest lists.
    pub(super) async fn confirm(
        &mut self,
        lists: Lists,
        listed: &HashSet<FeedId>,
    ) -> Result<Lists, Stop> {
        let (done, mut open) = confirm(std::mem::take(&mut self.accepted), &lists);
        self.accept(done).await?;
        // The lists came, so the server is well, and a failure may have been a short one.
        open.append(&mut self.doubtful);
        let is_listed = |act: &PendingMark| listed.contains(&act.feed_id);
        let (open, homeless): (Vec<_>, Vec<_>) = open.into_iter().partition(is_listed);
        // They wait for the list that says for good that their feed is gone.
        self.count_or_park(homeless, ParkReason::FeedGone).await?;
        if open.is_empty() {
            return Ok(lists);
        }
        if open.len() > AGAIN_MAX {
            self.count_tries(open).await?;
            return Ok(lists);
        }
        for batch in batches(&open, AGAIN_AT_ONCE) {
            self.send_batch(batch).await?;
        }
        let lists = self.read_whole().await?.lists;
        let (done, open) = confirm(std::mem::take(&mut self.accepted), &lists);
        self.accept(done).await?;
        self.park(open, ParkReason::EntryGone).await?;
        let doubtful = std::mem::take(&mut self.doubtful);
        self.count_or_park(doubtful, ParkReason::Refused).await?;
        Ok(lists)
    }

    /// Counts a try of acts. Those that were tried often enough are given up.
    async fn count_or_park(
        &mut self,
        acts: Vec<PendingMark>,
        why: ParkReason,
    ) -> Result<(), Stop> {
        let is_over = |act: &PendingMark| act.tries + 1 >= TRIES_MAX;
        let (over, waiting): (Vec<_>, Vec<_>) = acts.into_iter().partition(is_over);
        self.park(over, why).await?;
        self.count_tries(waiting).await
    }
}
