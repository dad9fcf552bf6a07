//! The part above the body: title, subtitle, byline, tags.

use std::sync::Arc;

use crate::article::{Byline, Fact};
use crate::document::LinkTarget;
use crate::model::EntryContent;
use crate::ui::text::bidi;

use super::super::style::Look;
use super::build::{Builder, Space};
use crate::article::Article;

use super::{Chip, Header, Join, Leaf, Link, PieceKind, StyledRun};

/// Makes the line after it run from right to left.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';
/// Most tags that are shown.
const MAX_TAGS: usize = 8;

impl Builder<'_> {
    pub(super) fn header(&mut self, header: &Header) {
        let content = &self.article.entry.content;
        self.below = 2.6;
        if !content.title.is_empty() {
            let leaf = self.title(content);
            self.push_text(leaf, Space::new(0.0, 0.6));
        }
        if let Some(subtitle) = &self.article.subtitle {
            let leaf = self.plain_leaf(subtitle.clone(), Look::Subtitle);
            self.push_text(leaf, Space::new(0.0, 0.7));
        }
        let byline = Byline {
            feed_title: &header.feed_title,
            first_seen: self.article.entry.first_seen,
            minutes: self.article.reading_minutes,
            edits: self.article.edits,
            time_zone: &header.time_zone,
        };
        let byline = byline.of(content);
        // The byline stands on the side of its title.
        let is_rtl = bidi::base_level(&content.title).is_rtl();
        let byline = if is_rtl { format!("{RIGHT_TO_LEFT_MARK}{byline}") } else { byline };
        let leaf = self.plain_leaf(byline, Look::Byline);
        self.push_text(leaf, Space::new(0.0, 2.2));
        self.flow.chips = chips(self.article, content);
        if !self.flow.chips.is_empty() {
            self.below = 0.8;
            self.push(PieceKind::Chips, Space::new(0.8, 2.0));
        }
    }

    fn title(&mut self, content: &EntryContent) -> usize {
        let link = content.url.clone().map(|url| {
            let target = Arc::new(LinkTarget::Url(url));
            self.flow.links.push(Link { target, name: content.title.clone() });
            self.flow.links.len() - 1
        });
        let run = StyledRun { end: content.title.len(), link, ..StyledRun::default() };
        let leaf = Leaf {
            text: content.title.clone(),
            runs: vec![run],
            look: Look::Title,
            join: Join::Blank,
            ..Leaf::default()
        };
        self.flow.leaves.push(leaf);
        self.flow.leaves.len() - 1
    }
}

/// Links to pages first, then notes, then tags.
fn chips(article: &Article, content: &EntryContent) -> Vec<Chip> {
    let facts = &article.facts;
    let pages = facts.iter().filter_map(|fact| match fact {
        Fact::Page { label, url, kind } => {
            Some(Chip::Page { label: label.clone(), url: url.clone(), kind: *kind })
        }
        Fact::Note(_) => None,
    });
    let notes = facts.iter().filter_map(|fact| {
        if let Fact::Note(note) = fact { Some(Chip::Note(note.clone())) } else { None }
    });
    let tags = article
        .own_tags
        .iter()
        .chain(&content.tags)
        .filter(|tag| !tag.is_empty())
        .take(MAX_TAGS)
        .cloned()
        .map(Chip::Tag);
    pages.chain(notes).chain(tags).collect()
}
