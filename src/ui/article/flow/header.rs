//! What stands above the body: the title, where the article comes from, its tags.

use jiff::tz::TimeZone;

use crate::model::EntryContent;

use super::super::style::Look;
use super::build::{Builder, Space};
use super::{Chip, Join, Leaf, Link, PieceKind, StyledRun};

/// Authors that are named; more are counted.
const MAX_AUTHORS: usize = 3;
/// Tags that are shown.
const MAX_TAGS: usize = 8;

/// What the pane needs to know beside the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// What the feed is called.
    pub feed_title: String,
    /// The reader's time zone.
    pub time_zone: TimeZone,
}

impl Builder<'_> {
    pub(super) fn header(&mut self, header: &Header) {
        let content = &self.article.entry.content;
        self.below = 2.6;
        if !content.title.is_empty() {
            let leaf = self.title(content);
            self.push_text(leaf, Space::new(0.0, 0.6));
        }
        let byline = byline(self.article, header);
        let leaf = self.plain_leaf(byline, Look::Byline);
        self.push_text(leaf, Space::new(0.0, 2.2));
        self.flow.chips = chips(content);
        if !self.flow.chips.is_empty() {
            self.below = 0.8;
            self.push(PieceKind::Chips, Space::new(0.8, 2.0));
        }
    }

    fn title(&mut self, content: &EntryContent) -> usize {
        let link = content.url.clone().map(|url| {
            let target = std::sync::Arc::new(crate::document::LinkTarget::Url(url));
            self.flow.links.push(Link { target, name: content.title.clone() });
            self.flow.links.len() - 1
        });
        let run = StyledRun { end: content.title.len(), style: crate::document::InlineStyle::empty(), link, hint: None };
        let leaf = Leaf { text: content.title.clone(), runs: vec![run], look: Look::Title, join: Join::Blank, ..Leaf::default() };
        self.flow.leaves.push(leaf);
        self.flow.leaves.len() - 1
    }
}

/// Feed, authors, date and reading time, with dots between them.
fn byline(article: &crate::worker::Article, header: &Header) -> String {
    let content = &article.entry.content;
    let mut parts = vec![header.feed_title.clone(), authors(&content.authors), date(article, &header.time_zone)];
    parts.push(format!("{} min", article.reading_minutes));
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    parts.join(" · ")
}

fn authors(names: &[String]) -> String {
    let shown = names.iter().take(MAX_AUTHORS).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_AUTHORS) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// `6 August 2025, 14:05`; with `seen` before it when the feed did not say.
fn date(article: &crate::worker::Article, time_zone: &TimeZone) -> String {
    let published = article.entry.content.published;
    let shown = published.unwrap_or(article.entry.first_seen).to_zoned(time_zone.clone());
    let seen = if published.is_some() { "" } else { "seen " };
    format!("{seen}{}", shown.strftime("%-d %B %Y, %H:%M"))
}

fn chips(content: &EntryContent) -> Vec<Chip> {
    let tags = content.tags.iter().filter(|tag| !tag.is_empty()).take(MAX_TAGS).cloned().map(Chip::Tag);
    let comments = content.comments_url.iter().map(|_| Chip::Comments);
    comments.chain(tags).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_authors_are_counted() {
        let names: Vec<String> = ["Ada", "Ben", "Cleo", "Dan", "Eve"].map(str::to_owned).into();
        assert_eq!(authors(&names[..3]), "Ada, Ben, Cleo");
        assert_eq!(authors(&names), "Ada, Ben, Cleo and 2 more");
    }
}
