//! Rewrites the fields of the feed itself as Atom.

use std::borrow::Cow;
use std::time::Duration;

use super::field::{Field, TextConstruct};
use super::text::construct;
use super::walker::Walker;
use super::writer::{Link, relation};
use crate::parse::names::Namespace;

/// A `link` element that has an address.
pub(super) struct LinkElement<'a> {
    pub(super) href: Cow<'a, str>,
    /// In lower case.
    pub(super) relation: String,
    pub(super) media_type: Option<Cow<'a, str>>,
}

impl<'a> Walker<'a, '_> {
    /// The text of a field, unless it is blank. Atom states its kind; elsewhere it is HTML.
    pub(super) fn construct(
        &self,
        namespace: Namespace,
        field: &Field<'a>,
    ) -> Option<TextConstruct<'a>> {
        let text = if namespace == Namespace::Atom {
            construct(field, &self.declared)
        } else {
            Some(TextConstruct::html(field.html(&self.declared)))
        };
        text.filter(|text| !text.is_blank())
    }

    /// Reads a `link` element. RSS writes the address as text, Atom as an attribute.
    pub(super) fn link_element(&self, field: &Field<'a>) -> Option<LinkElement<'a>> {
        let href = field.attribute("href").unwrap_or_else(|| field.text(&self.declared));
        let relation = field
            .attribute("rel")
            .map_or_else(|| relation::PAGE.to_owned(), |rel| rel.trim().to_ascii_lowercase());
        let link = LinkElement { href, relation, media_type: field.attribute("type") };
        (!link.href.trim().is_empty()).then_some(link)
    }

    pub(super) fn feed_field(&mut self, namespace: Namespace, local: &str, field: &Field<'a>) {
        use Namespace::{Atom, Dc, Itunes, Rss, Syndication};
        match (namespace, local) {
            (Rss | Atom | Dc, "title") if !self.progress.has_title => {
                if let Some(title) = self.construct(namespace, field) {
                    self.writer.construct("title", &title, None);
                    self.progress.has_title = true;
                }
            }
            (
                Rss | Atom | Dc | Itunes,
                "description" | "subtitle" | "tagline" | "summary" | "info",
            ) if !self.progress.has_subtitle => {
                if let Some(subtitle) = self.construct(namespace, field) {
                    self.writer.construct("subtitle", &subtitle, None);
                    self.progress.has_subtitle = true;
                }
            }
            (Rss | Atom, "link") => self.feed_link(field),
            (Rss | Dc, "language") if self.extras.language.is_none() => {
                let language = field.text(&self.declared).trim().to_owned();
                self.extras.language = Some(language).filter(|value| !value.is_empty());
            }
            (Rss | Atom | Itunes, "image" | "logo") if !self.progress.has_logo => {
                self.picture("logo", field);
            }
            (Atom, "icon") => self.picture("icon", field),
            (Atom, "author") => {
                if let Some(name) = self.person(field) {
                    self.writer.author(&name);
                }
            }
            (Rss, "ttl") => {
                let minutes = field.text(&self.declared).trim().parse::<u64>().ok();
                self.extras.ttl =
                    minutes.and_then(|minutes| minutes.checked_mul(60)).map(Duration::from_secs);
            }
            (Rss, "skiphours") => {
                for hour in field.children() {
                    self.extras.skipped.add_hour(&hour.text(&self.declared));
                }
            }
            (Rss, "skipdays") => {
                for day in field.children() {
                    self.extras.skipped.add_day(&day.text(&self.declared));
                }
            }
            (Itunes, "new-feed-url") => {
                let address = self.address(&field.text(&self.declared));
                self.extras.new_url = Some(address).filter(|address| !address.is_empty());
            }
            (Syndication, "updateperiod") => {
                self.progress.period_secs = period_secs(&field.text(&self.declared));
            }
            (Syndication, "updatefrequency") => {
                self.progress.frequency = field.text(&self.declared).trim().parse().ok();
            }
            _ => {}
        }
    }

    /// Completes the fields that depend on the whole feed.
    pub(super) fn finish_feed(&mut self) {
        if let (None, Some(secs)) = (self.extras.ttl, self.progress.period_secs) {
            self.extras.ttl =
                Some(Duration::from_secs(secs / self.progress.frequency.unwrap_or(1).max(1)));
        }
    }

    fn feed_link(&mut self, field: &Field<'a>) {
        let Some(link) = self.link_element(field) else { return };
        let relation = link.relation.as_str();
        // Paged feeds have `next`, archives have `prev-archive` (RFC 5005).
        if matches!(relation, "next" | "prev-archive") && self.extras.next_page.is_none() {
            let address = self.address(&link.href);
            self.extras.next_page = Some(address).filter(|address| !address.is_empty());
        }
        if !matches!(relation, relation::FEED | relation::PAGE) {
            return;
        }
        let href = self.address(&link.href);
        let media_type = link.media_type.as_deref();
        self.writer.link(&Link { relation, href: &href, media_type });
    }

    fn picture(&mut self, element: &'static str, field: &Field<'a>) {
        if let Some(address) = self.picture_address(field) {
            let address = self.address(&address);
            // An address that is too long counts as missing, so the next picture is used.
            if !address.is_empty() {
                self.writer.text(element, &address);
                self.progress.has_logo |= element == "logo";
            }
        }
    }

    /// The address of a picture, from an attribute, a child element or the text.
    pub(super) fn picture_address(&self, field: &Field<'a>) -> Option<String> {
        if let Some(address) =
            ["href", "url", "rdf:resource"].iter().find_map(|name| field.attribute(name))
        {
            return Some(address.into_owned());
        }
        let within = field.children().find(|child| child.tag.local().eq_ignore_ascii_case("url"));
        let text = within.as_ref().unwrap_or(field).text(&self.declared).trim().to_owned();
        (!text.is_empty() && (within.is_some() || !field.has_children)).then_some(text)
    }

    /// The name of a person, or else whatever identifies the person.
    pub(super) fn person(&self, field: &Field<'a>) -> Option<String> {
        let named = |name: &str| {
            let child =
                field.children().find(|child| child.tag.local().eq_ignore_ascii_case(name))?;
            Some(child.text(&self.declared).trim().to_owned()).filter(|text| !text.is_empty())
        };
        if field.has_children {
            return ["name", "email", "uri", "url", "value"].into_iter().find_map(named);
        }
        Some(field.text(&self.declared).trim().to_owned()).filter(|text| !text.is_empty())
    }
}

fn period_secs(word: &str) -> Option<u64> {
    const HOUR: u64 = 3600;
    match word.trim().to_ascii_lowercase().as_str() {
        "hourly" => Some(HOUR),
        "daily" => Some(24 * HOUR),
        "weekly" => Some(7 * 24 * HOUR),
        "monthly" => Some(30 * 24 * HOUR),
        "yearly" => Some(365 * 24 * HOUR),
        _ => None,
    }
}
