//! The cache is deleted while the program runs: its content is fetched again, and nothing else is
//! lost.

use std::path::PathBuf;
use std::sync::Arc;

use gleaner::article::{IconSource, Motion, PictureKey, PictureRequest};
use gleaner::library::Scope;
use gleaner::model::{Filter, StatusChange};
use gleaner::net::Client;
use gleaner::picture::{Fit, Picture};
use gleaner::query::Expr;
use gleaner::store::NewFeed;
use gleaner::worker::{Act, ArticleJob, Event, Fetch, Job, PictureJob};

use crate::store_support::{Library, now};
use crate::support::server::{Reply, Server};
use crate::worker_support::Office;

const SQUARE: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>\
      <rect width='40' height='40'/></svg>";
const FEED: &str = "<rss version='2.0'><channel><title>Squares</title>\
                    <item><guid>1</guid><title>A square</title>\
                    <description>&lt;img src='/a.svg'&gt;</description></item></channel></rss>";

/// Workers with one feed and an opened article with a picture.
struct Reading {
    office: Office,
    server: Server,
}

impl Reading {
    fn begin() -> Self {
        let server = Server::start(|request| match request.path.as_str() {
            "/feed" => Reply::ok(FEED),
            "/a.svg" | "/favicon.ico" => Reply::ok(SQUARE),
            _ => Reply::status(404),
        });
        let mut library = Library::new();
        let feed_id =
            library.store.add_feed(&NewFeed::at(server.url("/feed")), now()).unwrap().feed_id;
        let reading = Self { office: Office::on(library, Arc::new(Client::new())), server };
        reading.ask(Job::Fetch(Fetch::Refresh(Scope::Feed(feed_id))), |event| {
            matches!(event, Event::RefreshFinished(_)).then_some(())
        });
        let entry_id = reading.office.library.list(Expr::All, Filter::All)[0].id;
        reading.ask(Job::Article(ArticleJob::Load(entry_id)), |event| {
            matches!(event, Event::Article(_)).then_some(())
        });
        reading.server.forget();
        reading
    }

    /// The answer to a job. A failure before it fails the test.
    fn ask<T>(&self, job: Job, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        self.office.submit(job);
        self.office.wait_for(|event| {
            assert!(!matches!(event, Event::Failed(_)), "{event:?}");
            pick(event)
        })
    }

    fn show(&self, key: &PictureKey) -> Arc<Picture> {
        let request = PictureRequest {
            key: key.clone(),
            fit: Fit { width: 40, height: 40 },
            scale: 100,
            motion: Motion::Still,
        };
        let result = self.ask(Job::Picture(PictureJob::Load(request)), |event| match event {
            Event::Picture { request, result } if request.key == *key => Some(result),
            _ => None,
        });
        result.unwrap()
    }

    fn picture(&self) -> PictureKey {
        PictureKey::Web(Arc::new(self.server.url("/a.svg")))
    }

    fn icon(&self) -> PictureKey {
        let feed_url = self.server.url("/feed");
        PictureKey::Icon(Arc::new(IconSource {
            feed_url,
            site_url: None,
            icon_url: None,
            may_fetch: true,
        }))
    }

    /// The requests since the last call.
    fn asked(&self) -> Vec<String> {
        let paths = self.server.paths();
        self.server.forget();
        paths
    }

    fn cache(&self) -> PathBuf {
        self.office.library.dir.path().join("cache")
    }

    fn mark_read(&self) {
        let entry_ids = [self.office.library.list(Expr::All, Filter::All)[0].id].into();
        let job = Job::Act(Act::SetStatus { entry_ids, change: StatusChange::Read(true) });
        self.ask(job, |event| matches!(event, Event::StatusSaved { .. }).then_some(()));
    }
}

#[test]
fn pictures_and_icons_are_fetched_again_after_the_cache_was_removed() {
    let reading = Reading::begin();
    for key in [reading.picture(), reading.icon()] {
        reading.show(&key);
        let first = reading.asked();
        assert!(!first.is_empty());
        reading.show(&key);
        assert_eq!(reading.asked(), [""; 0], "the second look comes from the cache");

        std::fs::remove_dir_all(reading.cache()).unwrap();
        assert_eq!(reading.show(&key).natural, (40, 40));
        assert_eq!(reading.asked(), first);
        reading.show(&key);
        assert_eq!(reading.asked(), [""; 0], "it is kept again");
    }
}

#[test]
fn where_the_cache_cannot_be_kept_pictures_are_shown_and_acts_are_saved_all_the_same() {
    let reading = Reading::begin();
    reading.show(&reading.picture());
    std::fs::remove_dir_all(reading.cache()).unwrap();
    std::fs::write(reading.cache(), "not a directory").unwrap();
    for key in [reading.picture(), reading.icon(), reading.picture()] {
        assert_eq!(reading.show(&key).natural, (40, 40));
    }
    reading.mark_read();
    assert_eq!(reading.office.library.unread(), 0);
}
