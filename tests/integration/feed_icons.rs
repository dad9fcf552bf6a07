//! Icons of feeds, from a server on the loopback: requested rarely, stored, and never requested
//! without need.

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use egui::accesskit::Role;
use gleaner::article::{IconSource, Motion, PictureKey, PictureRequest};
use gleaner::config::Settings;
use gleaner::library::Scope;
use gleaner::net::Client;
use gleaner::picture::{Fit, Picture, PictureError};
use gleaner::store::NewFeed;
use gleaner::worker::{Event, Fetch, PictureJob};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::store_support::{Library, now};
use crate::support::reader::Window;
use crate::support::server::{Received, Reply, Server};
use crate::worker_support::Office;

const FEED: &str = "<rss version='2.0'><channel><title>Greek letters</title><item>\
                    <title>Alpha</title><guid>1</guid></item></channel></rss>";
const PAGE: &str = "<html><head><link rel=icon href=/i.png></head></html>";
const DAY: Duration = Duration::from_hours(24);
/// Largest icon in bytes.
const MAX_ICON_BYTES: usize = 256 << 10;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([0, 90, 200])))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn padded(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0);
    bytes
}

/// A site with a feed, a page that declares an icon, and that icon.
fn site(request: &Received) -> Reply {
    match request.path.as_str() {
        "/feed" => Reply::ok(FEED),
        "/" => Reply::ok(PAGE).with("Content-Type", "text/html; charset=utf-8"),
        "/i.png" => Reply::ok(png(32, 32)),
        _ => Reply::status(404),
    }
}

/// Workers that are subscribed to a server's feed and have refreshed it.
struct Site {
    office: Office,
    server: Server,
}

impl Site {
    fn with(handler: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let server = Server::start(handler);
        let mut library = Library::new();
        let feed_id =
            library.store.add_feed(&NewFeed::at(server.url("/feed")), now()).unwrap().feed_id;
        let office = Office::on(library, Arc::new(Client::new()));
        office.submit(Fetch::Refresh(Scope::Feed(feed_id)));
        office.wait_for(|event| matches!(event, Event::RefreshFinished(_)).then_some(()));
        server.forget();
        Self { office, server }
    }

    fn icon(&self) -> IconSource {
        IconSource {
            feed_url: self.server.url("/feed"),
            site_url: None,
            icon_url: None,
            may_fetch: true,
        }
    }

    fn bring(&self, icon: IconSource) -> Result<Arc<Picture>, PictureError> {
        let wanted = PictureKey::Icon(Arc::new(icon));
        let fit = Fit { width: 16, height: 16 };
        self.office.submit(PictureJob::Load(PictureRequest {
            key: wanted.clone(),
            fit,
            scale: 100,
            motion: Motion::Still,
        }));
        self.office.wait_for(|event| match event {
            Event::Picture { request, result } if request.key == wanted => Some(result),
            _ => None,
        })
    }

    /// Makes all stored icons this old.
    fn age(&self, by: Duration) {
        for path in self.kept() {
            let file = std::fs::File::options().append(true).open(path).unwrap();
            file.set_modified(SystemTime::now() - by).unwrap();
        }
    }

    fn kept(&self) -> Vec<PathBuf> {
        let dir = self.office.library.dir.path().join("cache/icons");
        std::fs::read_dir(dir)
            .map(|found| found.map(|item| item.unwrap().path()).collect())
            .unwrap_or_default()
    }
}

#[test]
fn a_site_is_asked_once_and_its_icon_kept() {
    let site = Site::with(site);
    for _ in 0..2 {
        let picture = site.bring(site.icon()).unwrap();
        assert_eq!((picture.natural, picture.bitmap.width), ((32, 32), 16));
    }
    assert_eq!(site.server.paths(), ["/", "/i.png"]);
    assert!(
        site.bring(IconSource { may_fetch: false, ..site.icon() }).is_ok(),
        "what is here is shown"
    );
}

#[test]
fn nothing_is_fetched_for_a_feed_that_was_not_refreshed() {
    let site = Site::with(site);
    assert!(site.bring(IconSource { may_fetch: false, ..site.icon() }).is_err());
    assert_eq!(site.server.paths(), [""; 0]);
}

#[test]
fn that_there_is_no_icon_is_remembered_for_a_week() {
    let site =
        Site::with(
            |request| if request.path == "/feed" { Reply::ok(FEED) } else { Reply::status(404) },
        );
    for _ in 0..2 {
        assert!(site.bring(site.icon()).is_err());
    }
    assert_eq!(site.server.paths(), ["/", "/favicon.ico"]);
    site.server.forget();
    site.age(7 * DAY);
    assert!(site.bring(site.icon()).is_err());
    assert_eq!(site.server.paths(), ["/favicon.ico"], "the page is not asked again within a month");
    site.server.forget();
    site.age(31 * DAY);
    assert!(site.bring(site.icon()).is_err());
    assert_eq!(site.server.paths(), ["/", "/favicon.ico"]);
}

#[test]
fn an_icon_is_asked_for_again_after_a_week_and_kept_when_it_is_gone() {
    let site = Site::with(site);
    site.bring(site.icon()).unwrap();
    site.server.forget();
    site.age(6 * DAY);
    site.bring(site.icon()).unwrap();
    assert_eq!(site.server.paths(), [""; 0]);
    site.age(7 * DAY);
    site.bring(site.icon()).unwrap();
    assert_eq!(site.server.paths(), ["/i.png"]);
    // After a month the page is fetched again. Now it is gone, with its icon.
    site.server.forget();
    site.age(31 * DAY);
    assert!(
        site.bring(IconSource { site_url: Some(site.server.url("/nowhere")), ..site.icon() })
            .is_ok()
    );
    assert_eq!(site.server.paths(), ["/nowhere", "/favicon.ico"]);
}

#[test]
fn the_feeds_own_picture_comes_first_unless_it_is_a_banner() {
    let site = Site::with(|request| match request.path.as_str() {
        "/banner.png" => Reply::ok(png(88, 31)),
        "/logo.png" => Reply::ok(png(24, 24)),
        _ => site(request),
    });
    let named = |feed: &str, icon: &str| IconSource {
        feed_url: site.server.url(feed),
        icon_url: Some(site.server.url(icon)),
        ..site.icon()
    };
    assert_eq!(site.bring(named("/one", "/logo.png")).unwrap().natural, (24, 24));
    assert_eq!(site.server.paths(), ["/logo.png"]);
    site.server.forget();
    assert_eq!(site.bring(named("/two", "/banner.png")).unwrap().natural, (32, 32));
    assert_eq!(site.server.paths(), ["/banner.png", "/", "/i.png"]);
}

#[test]
fn an_icon_or_the_lack_of_one_is_asked_for_once_for_all_feeds_of_a_host() {
    let bare = |request: &Received| match request.path.as_str() {
        "/feed" => site(request),
        _ => Reply::status(404),
    };
    for (site, path) in [(Site::with(site), "/i.png"), (Site::with(bare), "/favicon.ico")] {
        for feed in ["/a", "/b", "/c"] {
            let _ = site.bring(IconSource { feed_url: site.server.url(feed), ..site.icon() });
        }
        assert_eq!(site.server.paths().iter().filter(|asked| *asked == path).count(), 1, "{path}");
    }
}

#[test]
fn a_page_is_asked_once_for_all_feeds_of_its_host() {
    let site = Site::with(site);
    for feed in ["/a", "/b", "/c"] {
        site.bring(IconSource { feed_url: site.server.url(feed), ..site.icon() }).unwrap();
    }
    assert_eq!(site.server.paths().iter().filter(|path| *path == "/").count(), 1);
}

#[test]
fn what_cannot_be_shown_is_passed_over_for_the_next() {
    let site = Site::with(|request| match request.path.as_str() {
        "/i.png" => Reply::ok("<html>not found, but 200</html>"),
        "/favicon.ico" => Reply::ok(png(16, 16)),
        _ => site(request),
    });
    assert_eq!(site.bring(site.icon()).unwrap().natural, (16, 16));
}

#[test]
fn an_icon_at_the_limit_is_taken_and_a_larger_one_is_not() {
    for (length, is_taken) in [(MAX_ICON_BYTES, true), (MAX_ICON_BYTES + 1, false)] {
        let site = Site::with(move |request| match request.path.as_str() {
            "/i.png" => Reply::ok(padded(png(32, 32), length)),
            _ => site(request),
        });
        assert_eq!(site.bring(site.icon()).is_ok(), is_taken, "{length}");
    }
}

#[test]
fn a_moment_without_a_network_is_not_remembered_as_a_feed_without_an_icon() {
    let is_down = Arc::new(AtomicBool::new(false));
    let down = Arc::clone(&is_down);
    let site = Site::with(move |request| {
        if down.load(Ordering::SeqCst) { Reply::Raw(Vec::new()) } else { site(request) }
    });
    is_down.store(true, Ordering::SeqCst);
    assert!(site.bring(site.icon()).is_err());
    assert_eq!(site.kept(), [""; 0].map(PathBuf::from), "nothing was heard");
    is_down.store(false, Ordering::SeqCst);
    assert!(site.bring(site.icon()).is_ok());
}

#[test]
fn a_page_may_not_lead_into_a_private_network() {
    let stranger = Server::start(|_| Reply::ok(png(32, 32)));
    // Another name for this machine, without a subscription.
    let address = stranger.url("/i.png").to_string().replace("127.0.0.1", "[::ffff:127.0.0.1]");
    let site = Site::with(move |request| match request.path.as_str() {
        "/" => Reply::ok(format!("<link rel=icon href='{address}'>")),
        _ => site(request),
    });
    assert!(site.bring(site.icon()).is_err());
    assert_eq!(stranger.paths(), [""; 0]);
}

fn subscribed(window: &mut Window) {
    window.wait_for(Role::ListBoxOption, "Alpha");
    window.click(Role::Button, "Subscribe");
    window.wait_for(Role::TreeItem, "Greek letters");
    window.wait("the end of the refresh", |reader| {
        let state = reader.state();
        let is_read = |feed: &gleaner::model::Feed| {
            feed.published_title == "Greek letters" && feed.health.last_success.is_some()
        };
        !state.is_preview()
            && state.progress.is_none()
            && state.last_refresh.is_some()
            && state.library.feeds.iter().any(is_read)
    });
}

#[test]
fn a_feed_that_was_subscribed_to_gets_its_icon_and_its_rows_stay_what_they_are() {
    let server = Server::start(site);
    let mut window = Window::open_on(server.url("/feed").as_str());
    subscribed(&mut window);
    window.wait_until("the icon", |_| server.paths().contains(&"/i.png".to_owned()));
    window.wait_for(Role::ListBoxOption, "Alpha");
    assert!(window.has(Role::TreeItem, "Greek letters"));
    assert!(window.description(Role::TreeItem, "Greek letters").ends_with("unread"));
    assert_eq!(server.paths().iter().filter(|path| *path == "/i.png").count(), 1);
}

#[test]
fn without_icons_nothing_but_the_feed_is_fetched() {
    let server = Server::start(site);
    let mut window = Window::open_with(
        &Settings { shows_icons: false, ..Settings::default() },
        server.url("/feed").as_str(),
    );
    subscribed(&mut window);
    server.forget();
    window.key(egui::Key::R);
    window.wait_until("the feed", |_| server.paths().contains(&"/feed".to_owned()));
    window.wait("the end of the refresh", |reader| reader.state().progress.is_none());
    assert_eq!(server.paths(), ["/feed"]);
}
