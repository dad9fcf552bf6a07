//! Talks to services that keep pages, each in a tokio task.

use tokio::runtime::Handle;

use crate::i18n::t;
use crate::library::accounts::Link;
use crate::library::keepers::{add_keeper, send_page, test_keeper};
use crate::worker::message::{Event, KeeperEvent, KeeperJob};
use crate::worker::outbox::Outbox;

/// Does a job. The answer comes as an event.
pub(super) fn start(runtime: &Handle, link: Link, outbox: Outbox, job: KeeperJob) {
    runtime.spawn(async move {
        let failed = failure(&job);
        let event = match tokio::spawn(answer(link, job)).await {
            Ok(event) => event,
            Err(error) => {
                log::error!("sending a page broke: {error}");
                failed(t!(error_program_part_stopped))
            }
        };
        outbox.send(Event::Keeper(event));
    });
}

async fn answer(link: Link, job: KeeperJob) -> KeeperEvent {
    match job {
        KeeperJob::Add { generation, form } => {
            KeeperEvent::Added { generation, result: add_keeper(&link, &form).await }
        }
        KeeperJob::Test(keeper) => {
            KeeperEvent::Tested { name: keeper.name(), result: test_keeper(&link, &keeper).await }
        }
        KeeperJob::Send(keeper, page) => KeeperEvent::Sent {
            name: keeper.name(),
            result: send_page(&link, &keeper, &page).await,
        },
    }
}

/// The answer to a job that could not be done, for its reason.
pub(super) fn failure(job: &KeeperJob) -> Box<dyn FnOnce(String) -> KeeperEvent + Send> {
    match job {
        KeeperJob::Add { generation, .. } => {
            let generation = *generation;
            Box::new(move |message| KeeperEvent::Added { generation, result: Err(message) })
        }
        KeeperJob::Test(keeper) => {
            let name = keeper.name();
            Box::new(move |message| KeeperEvent::Tested { name, result: Err(message) })
        }
        KeeperJob::Send(keeper, _) => {
            let name = keeper.name();
            Box::new(move |message| KeeperEvent::Sent { name, result: Err(message) })
        }
    }
}
