//! The fields of the feed itself.

use std::time::Duration;

use super::Walker;
use super::field::{Field, Words};
use super::text::construct;
use super::writer::{Link, relation};
use crate::parse::names::Namespace;

/// What was already written of the feed.
#[derive(Debug, Default)]
pub(super) struct Seen {
    has_title: bool,
    has_subtitle: bool,
    has_logo: bool,
    /// How often it is updated: the period in seconds and how many times in it.
    period_secs: Option<u64>,
    frequency: Option<u64>,
}

impl<'a> Walker<'a, '_> {
    /// The words of a field: by their type in Atom, always HTML in RSS.
    pub(super) fn words(&self, namespace: Namespace, field: &Field<'a>) -> Option<Words<'a>> {
        let words = match namespace {
            Namespace::Atom => construct(field, &self.declared),
            _ => Some(Words::html(field.html(&self.declared))),
        };
        words.filter(|words| !words.is_blank())
    }

    pub(super) fn feed_field(&mut self, namespace: Namespace, local: &str, field: &Field<'a>) {
        use Namespace::{Atom, Dc, Itunes, Rss, Syndication};
        match (namespace, local) {
            (Rss | Atom | Dc, "title") if !self.seen.has_title => {
                if let Some(words) = self.words(namespace, field) {
                    self.writer.words("title", &words, None);
                    self.seen.has_title = true;
                }
            }
            (
                Rss | Atom | Dc | Itunes,
                "description" | "subtitle" | "tagline" | "summary" | "info",
            ) if !self.seen.has_subtitle => {
                if let Some(words) = self.words(namespace, field) {
                    self.writer.words("subtitle", &words, None);
                    self.seen.has_subtitle = true;
                }
            }
            (Rss | Atom, "link") => self.feed_link(field),
            (Rss | Dc, "language") if self.extras.language.is_none() => {
                let language = field.text(&self.declared).trim().to_owned();
                self.extras.language = Some(language).filter(|value| !value.is_empty());
            }
            (Rss | Atom | Itunes, "image" | "logo") if !self.seen.has_logo => {
                self.picture("logo", field)
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
            (Syndication, "updateperiod") => {
                self.seen.period_secs = period_secs(&field.text(&self.declared))
            }
            (Syndication, "updatefrequency") => {
                self.seen.frequency = field.text(&self.declared).trim().parse().ok()
            }
            _ => {}
        }
    }

    /// What can only be said once the whole feed was seen.
    pub(super) fn finish_feed(&mut self) {
        if let (None, Some(secs)) = (self.extras.ttl, self.seen.period_secs) {
            self.extras.ttl =
                Some(Duration::from_secs(secs / self.seen.frequency.unwrap_or(1).max(1)));
        }
    }

    fn feed_link(&mut self, field: &Field<'a>) {
        let text = field.text(&self.declared);
        let href = field.attribute("href").unwrap_or(text);
        if href.trim().is_empty() {
            return;
        }
        let found = field
            .attribute("rel")
            .map_or_else(|| relation::PAGE.to_owned(), |rel| rel.trim().to_ascii_lowercase());
        let media_type = field.attribute("type");
        let relation = match found.as_str() {
            relation::FEED => relation::FEED,
            relation::PAGE => relation::PAGE,
            _ => return,
        };
        let href = self.address(&href);
        self.writer.link(&Link {
            relation,
            href: &href,
            media_type: media_type.as_deref(),
            ..Link::default()
        });
    }

    fn picture(&mut self, element: &'static str, field: &Field<'a>) {
        if let Some(address) = self.picture_address(field) {
            let address = self.address(&address);
            // One that is too long leaves the place to the next.
            if !address.is_empty() {
                self.writer.text(element, &address);
                self.seen.has_logo |= element == "logo";
            }
        }
    }

    /// Where a picture is: in an attribute, in an element, or as text.
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

    /// The name of a person, or whatever else says who it is.
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
