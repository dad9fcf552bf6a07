//! Remembers which pictures are on the host of their own feed. In a private network only those may
//! be fetched, so that a public feed can't probe it.
//!
//! A request names only the address of a picture. The feed it belongs to is noted here when an
//! article is built.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use url::Url;

use crate::document::{Block, Document, Image, Inline, LinkTarget};
use crate::net::is_at_home;

/// Most addresses remembered: those of the latest articles.
const MAX_ADDRESSES: usize = 4000;

#[derive(Debug, Default)]
pub(in crate::worker) struct Homes(Mutex<Addresses>);

#[derive(Debug, Default)]
struct Addresses {
    /// The feed of the current preview.
    preview: Option<Url>,
    /// Feeds by the addresses of their pictures.
    feeds: HashMap<Url, Arc<Url>>,
    /// The addresses, the oldest first.
    order: VecDeque<Url>,
}

impl Homes {
    /// Notes the pictures of an article that are on the host of its feed.
    pub(in crate::worker) fn note(&self, feed_url: &Url, document: &Document) {
        let home = Arc::new(feed_url.clone());
        let mut addresses = self.addresses();
        let mut note = |url: &Url| {
            if matches!(url.scheme(), "http" | "https") && is_at_home(&home, url) {
                addresses.add(url, &home);
            }
        };
        document.visit_inlines(&mut |inline| {
            if let Inline::Image(image) = inline {
                image_urls(image).for_each(&mut note);
            }
        });
        document.visit_blocks(&mut |block| {
            if let Block::Image(image) = block {
                image_urls(image).for_each(&mut note);
            }
            if let Block::Embed(embed) = block {
                embed.poster.iter().for_each(&mut note);
            }
        });
    }

    /// From now on, articles that are not in the library belong to this feed.
    pub(in crate::worker) fn set_preview(&self, feed_url: &Url) {
        self.addresses().preview = Some(feed_url.clone());
    }

    /// Notes the pictures of an article that is not in the library.
    pub(in crate::worker) fn note_preview(&self, document: &Document) {
        let preview = self.addresses().preview.clone();
        if let Some(feed_url) = preview {
            self.note(&feed_url, document);
        }
    }

    /// The feed on whose host this picture is, if an article named it.
    pub(super) fn of(&self, url: &Url) -> Option<Url> {
        self.addresses().feeds.get(url).map(|home| Url::clone(home))
    }

    fn addresses(&self) -> MutexGuard<'_, Addresses> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Addresses {
    fn add(&mut self, url: &Url, home: &Arc<Url>) {
        if self.feeds.insert(url.clone(), Arc::clone(home)).is_none() {
            self.order.push_back(url.clone());
        }
        while self.order.len() > MAX_ADDRESSES {
            if let Some(oldest) = self.order.pop_front() {
                self.feeds.remove(&oldest);
            }
        }
    }
}

/// All addresses from which the window may request this picture.
fn image_urls(image: &Image) -> impl Iterator<Item = &Url> {
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
    fn only_pictures_on_the_host_of_their_feed_are_at_home() {
        let homes = Homes::default();
        let html = concat!(
            "<p>x <img src='/a.png'> y</p>",
            "<img src='http://nas.lan:9091/b.png' srcset='/c.png 2x'><img src='//a.org/d.png'>",
        );
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
    fn an_article_that_is_not_in_the_library_belongs_to_the_preview() {
        let homes = Homes::default();
        homes.note_preview(&document("<img src='/a.png'>"));
        assert!(homes.of(&url("http://nas.lan:1200/a.png")).is_none());
        homes.set_preview(&url("http://nas.lan:1200/feed"));
        homes.note_preview(&document("<img src='/a.png'>"));
        assert!(homes.of(&url("http://nas.lan:1200/a.png")).is_some());
    }

    #[test]
    fn only_the_latest_addresses_are_remembered() {
        let (homes, home) = (Homes::default(), Arc::new(url("http://nas.lan/feed")));
        for number in 0..=MAX_ADDRESSES {
            homes.addresses().add(&url(&format!("http://nas.lan/{number}")), &home);
        }
        assert!(
            homes.of(&url("http://nas.lan/0")).is_none()
                && homes.of(&url("http://nas.lan/1")).is_some()
        );
    }
}
