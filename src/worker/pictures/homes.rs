//! Pictures that articles name at the place of their own feed: in a private network only those may
//! be fetched.
//!
//! A picture is asked for by its address, so what articles name is noted when they are built. Of
//! all others nobody may say so.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use crate::document::{Block, Document, Image, Inline, LinkTarget};
use crate::net::is_at_home;

/// Most addresses that are noted; those of the latest articles.
const MAX_NOTED: usize = 4000;

/// Addresses of pictures at home.
#[derive(Debug, Default)]
pub(crate) struct Homes(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    /// The feed that is looked at without being subscribed to.
    looked_at: Option<Url>,
    /// Each with its feed.
    known: HashMap<Url, Arc<Url>>,
    order: VecDeque<Url>,
}

impl Homes {
    /// Notes what an article of the feed at `feed_url` shows from there.
    pub(crate) fn note(&self, feed_url: &Url, document: &Document) {
        let home = Arc::new(feed_url.clone());
        let mut noted = self.noted();
        let mut note = |url: &Url| {
            if matches!(url.scheme(), "http" | "https") && is_at_home(&home, url) {
                noted.add(url, &home);
            }
        };
        document.visit_inlines(&mut |inline| {
            if let Inline::Image(image) = inline {
                addresses(image).for_each(&mut note);
            }
        });
        document.visit_blocks(&mut |block| {
            if let Block::Image(image) = block {
                addresses(image).for_each(&mut note);
            }
            if let Block::Embed(embed) = block {
                embed.poster.iter().for_each(&mut note);
            }
        });
    }

    /// From here on, articles that are not in the library are of this feed.
    pub(crate) fn look_at(&self, feed_url: &Url) {
        self.noted().looked_at = Some(feed_url.clone());
    }

    /// The same for an article that is not in the library.
    pub(crate) fn note_looked_at(&self, document: &Document) {
        let looked_at = self.noted().looked_at.clone();
        if let Some(feed_url) = looked_at {
            self.note(&feed_url, document);
        }
    }

    /// The feed of an article that names this address at the place of the feed.
    pub(super) fn of(&self, url: &Url) -> Option<Url> {
        self.noted().known.get(url).map(|home| Url::clone(home))
    }

    fn noted(&self) -> std::sync::MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    fn add(&mut self, url: &Url, home: &Arc<Url>) {
        if self.known.insert(url.clone(), Arc::clone(home)).is_none() {
            self.order.push_back(url.clone());
        }
        while self.order.len() > MAX_NOTED {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }
}

/// Everything that a picture may be fetched from.
fn addresses(image: &Image) -> impl Iterator<Item = &Url> {
    let linked = image
        .link
        .as_deref()
        .and_then(|link| if let LinkTarget::Url(url) = link { Some(url) } else { None });
    [image.url.as_ref()]
        .into_iter()
        .chain(image.candidates.iter().map(|candidate| &candidate.url))
        .chain(linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn document(html: &str) -> Document {
        crate::document::from_html(html, Some(&url("http://nas.lan:1200/post")))
    }

    #[test]
    fn only_pictures_at_the_place_of_their_feed_are_at_home() {
        let homes = Homes::default();
        let html = "<p>x <img src='/a.png'> y</p><img src='http://nas.lan:9091/b.png' srcset='/c.png 2x'><img src='//a.org/d.png'>";
        homes.note(&url("http://nas.lan:1200/feed"), &document(html));
        let has = |address: &str| homes.of(&url(address)).is_some();
        assert!(has("http://nas.lan:1200/a.png") && has("http://nas.lan:1200/c.png"));
        assert!(!has("http://nas.lan:9091/b.png") && !has("http://a.org/d.png"));
        homes.note(&url("http://nas.lan/feed"), &document("<img src='https://nas.lan/e.png'>"));
        assert_eq!(
            homes.of(&url("https://nas.lan/e.png")),
            Some(url("http://nas.lan/feed")),
            "where an http site sends its visitors"
        );
    }

    #[test]
    fn another_feed_has_no_picture_there() {
        let homes = Homes::default();
        homes.note(&url("https://public.example/feed"), &document("<img src='/a.png'>"));
        assert!(homes.of(&url("http://nas.lan:1200/a.png")).is_none());
    }

    #[test]
    fn an_article_that_is_not_in_the_library_is_of_the_feed_that_is_looked_at() {
        let homes = Homes::default();
        homes.note_looked_at(&document("<img src='/a.png'>"));
        assert!(homes.of(&url("http://nas.lan:1200/a.png")).is_none());
        homes.look_at(&url("http://nas.lan:1200/feed"));
        homes.note_looked_at(&document("<img src='/a.png'>"));
        assert!(homes.of(&url("http://nas.lan:1200/a.png")).is_some());
    }

    #[test]
    fn the_latest_are_noted() {
        let (homes, home) = (Homes::default(), Arc::new(url("http://nas.lan/feed")));
        for number in 0..=MAX_NOTED {
            homes.noted().add(&url(&format!("http://nas.lan/{number}")), &home);
        }
        assert!(
            homes.of(&url("http://nas.lan/0")).is_none()
                && homes.of(&url("http://nas.lan/1")).is_some()
        );
    }
}
