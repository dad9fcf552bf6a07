//! The loop of the writing thread: the user's acts first, then refreshes, then upkeep.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use super::writer::Writer;
use crate::model::StatusChange;
use crate::worker::fence::fenced;
use crate::worker::message::{Act, EpisodeTask, Event, WriteInbox, WriteTask};

/// Works until it is stopped. Every act submitted before that is done.
pub(in crate::worker) fn run(mut writer: Writer, inbox: WriteInbox) {
    let WriteInbox { tasks, mut refreshes } = inbox;
    let mut has_refreshes = false;
    let mut has_upkeep = true;
    let mut was_kept_up = false;
    loop {
        match next_task(&writer, &tasks, has_refreshes || has_upkeep) {
            Ok(WriteTask::Act(act)) => {
                perform(&mut writer, *act);
                // It may have removed a feed for good, or brought entries back.
                has_upkeep = true;
            }
            Ok(WriteTask::FullText(entry_id, page)) => {
                if let Err(message) = fenced(|| writer.save_full_text(entry_id, page)) {
                    writer.outbox.send(Event::FullText { entry_id, result: Err(message) });
                }
                has_upkeep = true;
            }
            Ok(WriteTask::Episode(task)) => {
                take_episode(&mut writer, task);
                has_upkeep = true;
            }
            Ok(WriteTask::SavedPage(page)) => {
                if let Err(message) = fenced(|| writer.save_page(*page)) {
                    writer.outbox.send(Event::PageSaved(Err(message)));
                }
                has_upkeep = true;
            }
            Ok(WriteTask::SignIn(subject, sign_in)) => {
                if let Err(message) = fenced(|| writer.sign_in(subject, sign_in)) {
                    writer.outbox.send(Event::Failed(message));
                }
                has_upkeep = true;
            }
            Ok(WriteTask::Sync(step)) => {
                // The sync waits for the answer, and ends without one.
                match fenced(|| (step.0)(&mut writer.store)) {
                    Ok(news) => writer.report_news(news),
                    Err(message) => log::error!("{message}"),
                }
                has_upkeep = true;
            }
            Ok(WriteTask::AccountSaved { generation, account_id }) => {
                writer.report_account(generation, account_id);
            }
            Ok(WriteTask::Synced { account_id, has_changed }) => {
                writer.report_sync(account_id, has_changed);
            }
            Ok(WriteTask::Folder(news)) => writer.report_folder(news),
            Ok(WriteTask::Request(request)) => writer.record_request(*request),
            Ok(WriteTask::SaveRequests) => {
                writer.save_requests();
                writer.writes.finish();
            }
            Ok(WriteTask::RefreshMessage) => {
                writer.batch.fill(&mut refreshes);
                has_refreshes = true;
            }
            Err(err) if has_refreshes => {
                if err == TryRecvError::Disconnected {
                    writer.batch.close();
                }
                has_refreshes = writer.save_next(&mut refreshes);
                has_upkeep = true;
            }
            Err(TryRecvError::Empty) if has_upkeep => {
                has_upkeep = keep_up(&mut writer);
                if std::mem::replace(&mut was_kept_up, has_upkeep) && !has_upkeep {
                    writer.release_memory();
                }
            }
            Err(TryRecvError::Empty) => {
                writer.save_requests();
                writer.wake_due();
            }
            Ok(WriteTask::Stop) | Err(TryRecvError::Disconnected) => break,
        }
    }
    writer.save_requests();
}

/// News of the files of an episode.
fn take_episode(writer: &mut Writer, task: EpisodeTask) {
    let done = fenced(|| match task {
        EpisodeTask::File(id, kind, file) => writer.save_episode_file(id, kind, *file),
        EpisodeTask::Begun { entry_id, validator, total } => {
            writer.begin_download(entry_id, validator.as_deref(), total);
        }
        EpisodeTask::Downloaded(id, result) => writer.end_download(id, &result),
    });
    if let Err(message) = done {
        writer.outbox.send(Event::Failed(message));
    }
}

/// Waits for the next task: not at all if the thread has other work, not for long if a batch of a
/// refresh waits for more feeds, if requests are to be saved, or if an entry is to wake.
fn next_task(
    writer: &Writer,
    tasks: &Receiver<WriteTask>,
    is_busy: bool,
) -> Result<WriteTask, TryRecvError> {
    let wait = match writer.batch.wait() {
        Some(wait) => wait,
        None if is_busy => Duration::ZERO,
        None => match writer.idle_wait() {
            Some(wait) => wait,
            None => return tasks.recv().map_err(|_| TryRecvError::Disconnected),
        },
    };
    if wait.is_zero() {
        return tasks.try_recv();
    }
    tasks.recv_timeout(wait).map_err(|err| match err {
        RecvTimeoutError::Timeout => TryRecvError::Empty,
        RecvTimeoutError::Disconnected => TryRecvError::Disconnected,
    })
}

/// Does one batch of upkeep and returns whether there is more. Errors end it until the next task:
/// trying again at once would fail in the same way.
fn keep_up(writer: &mut Writer) -> bool {
    match fenced(|| writer.keep_up()) {
        Ok(Ok(has_more)) => has_more,
        Ok(Err(err)) => {
            log::error!("{err}");
            false
        }
        Err(message) => {
            log::error!("{message}");
            false
        }
    }
}

fn perform(writer: &mut Writer, act: Act) {
    let failure = failure_of(&act);
    if let Err(message) = fenced(|| writer.act(act)) {
        failure(writer, message);
    }
    writer.writes.finish();
}

type Failure = Box<dyn FnOnce(&Writer, String)>;

/// The answer to an act that panicked: the event that the window waits for, with an error in it.
fn failure_of(act: &Act) -> Failure {
    // The window shows the new statuses already and must revert them.
    let unchanged = |entry_ids, change| -> Failure {
        Box::new(move |writer, message| {
            writer.outbox.send(Event::StatusFailed { entry_ids, change, message });
        })
    };
    match act {
        Act::SetStatus { entry_ids, change } => unchanged(entry_ids.clone(), *change),
        Act::Snooze { entry_ids, .. } => unchanged(entry_ids.clone(), StatusChange::Read(true)),
        Act::MarkOpened { entry_id } => unchanged([*entry_id].into(), StatusChange::Read(true)),
        Act::Undo { .. } | Act::Redo { .. } => Box::new(|writer, message| {
            writer.outbox.send(Event::StatusSaved {
                step: None,
                changed: Arc::default(),
                counts: writer.counts.clone(),
            });
            writer.outbox.send(Event::Failed(message));
        }),
        Act::ToggleFullText(id) | Act::FetchFullText(id) => {
            let entry_id = *id;
            Box::new(move |writer, message| {
                writer.outbox.send(Event::FullText { entry_id, result: Err(message) });
            })
        }
        Act::Compact { .. } => {
            Box::new(|writer, message| writer.outbox.send(Event::Compacted(Err(message))))
        }
        Act::PlanImport { generation, .. } => {
            let generation = *generation;
            Box::new(move |writer, message| {
                writer.outbox.send(Event::ImportPlanned { generation, result: Err(message) });
            })
        }
        Act::SavePosition { .. }
        | Act::Subscribe { .. }
        | Act::SubscribeIn { .. }
        | Act::Change(_)
        | Act::TagEntries { .. }
        | Act::RunRule(_)
        | Act::SaveHeard { .. }
        | Act::FinishEpisode { .. }
        | Act::ResumeDownloads
        | Act::BackUp(_)
        | Act::Import(_)
        | Act::Export(_)
        | Act::SaveSettings(_)
        | Act::SaveSession(_) => {
            Box::new(|writer, message| writer.outbox.send(Event::Failed(message)))
        }
    }
}
