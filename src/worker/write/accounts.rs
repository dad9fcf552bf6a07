//! What the writing thread does for accounts: subscribing in one, and news for the window.

use super::writer::Writer;
use crate::library::accounts;
use crate::model::AccountId;
use crate::store::{NewFeed, RefreshCounts, RemoteCounts};
use crate::worker::message::{AccountEvent, AccountJob, Event, FetchTask, waiting_acts};

impl Writer {
    /// Subscribes in an account, and has its server told.
    pub(super) fn subscribe_in(&mut self, account_id: AccountId, feed: &NewFeed) {
        match accounts::subscribe(&mut self.store, account_id, feed, self.clock.now()) {
            Ok(added) => {
                self.outbox.send(Event::Subscribed(added.feed_id, added.step));
                self.report_library();
                self.fetches.send(FetchTask::Account(AccountJob::Sync(account_id)));
            }
            Err(err) => self.fail(&err),
        }
    }

    pub(super) fn report_account(&mut self, generation: u64, account_id: AccountId) {
        self.send_library();
        let saved = AccountEvent::Saved { generation, result: Ok(account_id) };
        self.outbox.send(Event::Account(saved));
    }

    /// Tells what a step of a sync brought, and fetches the full texts that are wanted.
    pub(super) fn report_news(&mut self, news: RemoteCounts) {
        for (feed_id, RefreshCounts { new_entries, updated_entries, notable }) in news {
            if new_entries > 0 {
                self.fetch_new_full_texts(feed_id);
            }
            let news = Event::FeedRefreshed { feed_id, notable, new_entries, updated_entries };
            self.outbox.send(news);
        }
    }

    pub(super) fn report_sync(&mut self, account_id: AccountId, has_changed: bool) {
        self.send_library();
        self.outbox.send(Event::Account(AccountEvent::Finished { account_id, has_changed }));
    }

    /// Tells how many acts wait for servers now. Says nothing without accounts.
    pub(super) fn send_waiting(&self) {
        let reader = self.store.reader();
        let waiting = reader.accounts().and_then(|accounts| waiting_acts(reader, &accounts));
        match waiting {
            Ok(waiting) if waiting.is_empty() => {}
            Ok(waiting) => self.outbox.send(Event::Account(AccountEvent::Waiting(waiting))),
            Err(err) => self.fail(&err),
        }
    }
}
