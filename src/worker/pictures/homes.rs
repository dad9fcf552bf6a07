//! Pictures that articles name on the origin of their own feed: in a private network only those may be fetched.
//!
//! A picture is asked for by its address, so what articles name is noted when they are built. Of all others nobody may say so.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use url::Url;

use crate::document::{Block, Document, Image, Inline, LinkTarget};
use crate::net::origin_of;

/// Most addresses that are noted; those of the latest articles.
const MAX_NOTED: usize = 4000;

/// Addresses of pictures at home.
#[derive(Debug, Default)]
pub(crate) struct Homes(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    /// The feed that is looked at without being subscribed to.
    looked_at: Option<Url>,
    known: HashSet<Url>,
    order: VecDeque<Url>,
}

impl Homes {
    /// Notes what an article of the feed at `feed_url` shows from there.
    pub(crate) fn note(&self, feed_url: &Url, document: &Document) {
        let home = origin_of(feed_url);
        let mut noted = self.noted();
        let mut note = |url: &Url| {
            if matches!(url.scheme(), "http" | "https") && origin_of(url) == home {
                noted.add(url);
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

    /// Whether an article names this address on the origin of its own feed.
    pub(super) fn has(&self, url: &Url) -> bool {
        self.noted().known.contains(url)
    }

    fn noted(&self) -> std::sync::MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    fn add(&mut self, url: &Url) {
        if self.known.insert(url.clone()) {
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
    let linked = image.link.as_deref().and_then(|link| if let LinkTarget::Url(url) = link { Some(url) } else { None });
    [image.url.as_ref()].into_iter().chain(image.candidates.iter().map(|candidate| &candidate.url)).chain(linked)
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
    fn only_pictures_on_the_origin_of_their_feed_are_at_home() {
        let homes = Homes::default();
        let html = "<p>x <img src='/a.png'> y</p><img src='http://nas.lan:9091/b.png' srcset='/c.png 2x'><img src='//a.org/d.png'>";
        homes.note(&url("http://nas.lan:1200/feed"), &document(html));
        let has = |address: &str| homes.has(&url(address));
        assert!(has("http://nas.lan:1200/a.png") && has("http://nas.lan:1200/c.png"));
        assert!(!has("http://nas.lan:9091/b.png") && !has("http://a.org/d.png"));
    }

    #[test]
    fn another_feed_has_no_picture_there() {
        let homes = Homes::default();
        homes.note(&url("https://public.example/feed"), &document("<img src='/a.png'>"));
        assert!(!homes.has(&url("http://nas.lan:1200/a.png")));
    }

    #[test]
    fn an_article_that_is_not_in_the_library_is_of_the_feed_that_is_looked_at() {
        let homes = Homes::default();
        homes.note_looked_at(&document("<img src='/a.png'>"));
        assert!(!homes.has(&url("http://nas.lan:1200/a.png")));
        homes.look_at(&url("http://nas.lan:1200/feed"));
        homes.note_looked_at(&document("<img src='/a.png'>"));
        assert!(homes.has(&url("http://nas.lan:1200/a.png")));
    }

    #[test]
    fn the_latest_are_noted() {
        let homes = Homes::default();
        for number in 0..=MAX_NOTED {
            homes.noted().add(&url(&format!("http://nas.lan/{number}")));
        }
        assert!(!homes.has(&url("http://nas.lan/0")) && homes.has(&url("http://nas.lan/1")));
    }
}
