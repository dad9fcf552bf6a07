//! Writes the one form that feed-rs is given to read: plain, complete Atom.

use url::Url;

use super::field::{Kind, Words};
use crate::markup::entities::{push_attribute, push_section};

/// Link relations of our own, for what Atom has no word for.
pub(crate) mod relation {
    /// A picture that stands for the entry.
    pub(crate) const PICTURE: &str = "picture";
    /// The page with the discussion.
    pub(crate) const COMMENTS: &str = "replies";
    /// An attached file.
    pub(crate) const ENCLOSURE: &str = "enclosure";
    /// No link at all: how long the entry's file plays.
    pub(crate) const DURATION: &str = "duration";
    /// The page that the entry is about.
    pub(crate) const SOURCE: &str = "via";
    /// The page that shows the same.
    pub(crate) const PAGE: &str = "alternate";
    /// The feed itself.
    pub(crate) const FEED: &str = "self";
}

/// A link of an entry or a feed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Link<'a> {
    pub(super) relation: &'a str,
    pub(super) href: &'a str,
    pub(super) media_type: Option<&'a str>,
    pub(super) bytes: Option<&'a str>,
    /// What it is called.
    pub(super) title: Option<&'a str>,
    /// A number of its own: how many seconds a file plays, how many comments a page has. Travels as `hreflang`, which nothing else uses.
    pub(super) number: Option<u32>,
}

/// Most authors, tags and files of the feed, or of one entry, that are written at all. Far fewer are kept, but each would be an object of
/// feed-rs before that.
const MAX_LISTED: usize = 1000;
/// Most other links of the feed, or of one entry. One of each kind is kept.
const MAX_LINKED: usize = 1000;

/// Atom under construction.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    /// Authors, tags and files of what is being written.
    listed: usize,
    /// Its other links.
    linked: usize,
}

impl Writer {
    pub(super) fn new(capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), listed: 0, linked: 0 }
    }

    /// How many bytes were written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    pub(super) fn open_feed(&mut self) {
        self.out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    }

    pub(super) fn close_feed(mut self) -> String {
        self.out.push_str("</feed>");
        self.out
    }

    /// Begins an entry and returns the place to go back to if it turns out to be incomplete.
    pub(super) fn open_entry(&mut self) -> usize {
        let place = self.out.len();
        self.listed = 0;
        self.linked = 0;
        self.out.push_str("<entry>");
        place
    }

    pub(super) fn close_entry(&mut self) {
        self.out.push_str("</entry>");
    }

    pub(super) fn forget_from(&mut self, place: usize) {
        self.out.truncate(place);
    }

    /// An element with nothing but text in it.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        self.out.push('>');
        push_section(&mut self.out, text.trim());
        self.close(name);
    }

    /// An element with text of a known kind in it, and what relative addresses in it refer to.
    pub(super) fn words(&mut self, name: &str, words: &Words<'_>, base: Option<&Url>) {
        self.open(name);
        let kind = match words.kind {
            Kind::Text => "text",
            Kind::Html => "html",
        };
        push_attribute(&mut self.out, "type", kind);
        if let Some(base) = base {
            push_attribute(&mut self.out, "xml:base", base.as_str());
        }
        self.out.push('>');
        push_section(&mut self.out, &words.text);
        self.close(name);
    }

    pub(super) fn link(&mut self, link: &Link<'_>) {
        let is_written = if link.relation == relation::ENCLOSURE { self.lists() } else { self.links() };
        if !is_written {
            return;
        }
        self.open("link");
        push_attribute(&mut self.out, "rel", link.relation);
        push_attribute(&mut self.out, "href", link.href);
        for (name, value) in [("type", link.media_type), ("length", link.bytes)] {
            if let Some(value) = value {
                push_attribute(&mut self.out, name, value.trim());
            }
        }
        if let Some(title) = link.title.map(str::trim).filter(|title| !title.is_empty()) {
            push_attribute(&mut self.out, "title", title);
        }
        if let Some(number) = link.number {
            push_attribute(&mut self.out, "hreflang", &number.to_string());
        }
        self.out.push_str("/>");
    }

    /// Whether one more link that is no file is written.
    fn links(&mut self) -> bool {
        self.linked += 1;
        self.linked <= MAX_LINKED
    }

    /// Whether one more author, tag or file is written.
    fn lists(&mut self) -> bool {
        self.listed += 1;
        self.listed <= MAX_LISTED
    }

    pub(super) fn author(&mut self, name: &str) {
        if !self.lists() {
            return;
        }
        self.out.push_str("<author>");
        self.text("name", name);
        self.out.push_str("</author>");
    }

    pub(super) fn category(&mut self, term: &str) {
        if !self.lists() {
            return;
        }
        self.open("category");
        push_attribute(&mut self.out, "term", term.trim());
        self.out.push_str("/>");
    }

    fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
    }

    fn close(&mut self, name: &str) {
        self.out.extend(["</", name, ">"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a mark stands in what is written.
    fn count(write: impl Fn(&mut Writer), mark: &str) -> usize {
        let mut writer = Writer::new(0);
        writer.open_feed();
        for _ in 0..2 {
            writer.open_entry();
            (0..2 * MAX_LISTED).for_each(|_| write(&mut writer));
            writer.close_entry();
        }
        writer.close_feed().matches(mark).count()
    }

    #[test]
    fn of_what_an_entry_lists_only_so_much_is_written() {
        assert_eq!(count(|writer| writer.author("x"), "<author>"), 2 * MAX_LISTED);
        assert_eq!(count(|writer| writer.category("x"), "<category"), 2 * MAX_LISTED);
        for relation in [relation::ENCLOSURE, relation::PAGE, relation::SOURCE, relation::FEED, relation::PICTURE, relation::COMMENTS] {
            let link = Link { relation, href: "https://a.org/", ..Link::default() };
            assert_eq!(count(|writer| writer.link(&link), "<link"), 2 * MAX_LINKED, "{relation}");
        }
    }
}
