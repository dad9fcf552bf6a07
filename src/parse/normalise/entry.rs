//! Rewrites the fields of an entry, of whatever vocabulary, as Atom.

use std::borrow::Cow;

use super::atom::WrittenTranscript;
use super::draft::{Draft, Summary};
use super::feed::LinkElement;
use super::field::{Field, TextConstruct, TextKind};
use super::walker::Walker;
use super::writer::{File, Link, relation};
use crate::markup::Tag;
use crate::markup::entities::attribute;
use crate::markup::markdown;
use crate::parse::dates;
use crate::parse::names::Namespace;

/// How deep groups of media may be nested.
const MAX_MEDIA_DEPTH: usize = 4;

/// Most authors that are taken from the source of an entry.
const MAX_SOURCE_AUTHORS: usize = 10;

/// The summary of an episode is its text if it is so many times longer than the description.
const LONGER: usize = 2;

/// How good the spare summaries are. A better one replaces the one before it.
mod spare {
    pub(super) const MARKDOWN: u8 = 1;
    /// One line, beside the summary of an episode.
    pub(super) const SUBTITLE: u8 = 2;
    pub(super) const MEDIA: u8 = 3;
    pub(super) const SUMMARY: u8 = 4;
}

impl<'a> Walker<'a, '_> {
    pub(super) fn begin_entry(&mut self, tag: &Tag<'a>) {
        self.writer.open_entry();
        let about = attribute(tag, "rdf:about").map(Cow::into_owned);
        self.draft = Some(Draft { spare_id: about, ..Draft::default() });
    }

    pub(super) fn end_entry(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        if let (false, Some(title)) = (draft.has_title, &draft.spare_title) {
            self.writer.construct("title", title, None);
        }
        self.end_summaries(&draft);
        if let (false, Some(id)) = (draft.has_id, &draft.spare_id) {
            self.writer.text("id", id);
        }
        if let (false, Some(href)) = (draft.has_link, &draft.spare_link) {
            let href = self.address(href);
            self.writer.link(&Link { relation: relation::PAGE, href: &href, ..Link::default() });
        }
        if !draft.has_author {
            let spare = draft.spare_author.iter().filter(|_| draft.source_authors.is_empty());
            draft.source_authors.iter().chain(spare).for_each(|name| self.writer.author(name));
        }
        if let Some(href) = &draft.comments_page {
            self.writer.link(&Link { relation: relation::COMMENTS, href, ..Link::default() });
            self.writer.comment_count(draft.comment_count);
        }
        self.writer.duration(draft.seconds);
        self.writer.close_entry();
    }

    /// Writes the summary, or the body if there is no other.
    fn end_summaries(&mut self, draft: &Draft<'a>) {
        let has_content = draft.content_rank > 0;
        let mut summaries = [&draft.summary, &draft.second_summary].into_iter().flatten();
        if !has_content {
            let spare_is_long = draft.spare_summary_rank == spare::SUMMARY
                && draft.spare_summary.as_ref().is_some_and(|spare| {
                    let length = draft.summary.as_ref().map_or(0, |(text, _)| text.text.len());
                    spare.text.len() > LONGER * length
                });
            let first = if spare_is_long { None } else { summaries.next() };
            match (first, &draft.spare_summary) {
                (Some((text, base)), _) => self.writer.construct("content", text, base.as_ref()),
                (None, Some(text)) => self.writer.construct("content", text, None),
                (None, None) => {}
            }
        }
        if let Some((text, base)) = summaries.next() {
            self.writer.construct("summary", text, base.as_ref());
        }
    }

    pub(super) fn entry_field(
        &mut self,
        draft: &mut Draft<'a>,
        namespace: Namespace,
        local: &str,
        field: &Field<'a>,
    ) {
        use Namespace::{
            Atom, Content, Dc, DcTerms, Enclosure, Itunes, Media, Podcast, Prism, Rss, Slash,
            Source, Thread, Xhtml,
        };
        match (namespace, local) {
            (Rss | Atom, "title") => self.title(draft, namespace, field),
            (Dc | Itunes, "title") => {
                draft.spare_title =
                    draft.spare_title.take().or_else(|| self.construct(namespace, field));
            }
            (Rss | Atom, "guid" | "id") => self.id(draft, field),
            (Dc | Prism, "identifier" | "url") => {
                draft.spare_id = draft.spare_id.take().or_else(|| self.plain(field));
            }
            (Rss | Atom, "link") => self.entry_link(draft, field),
            (Content, "encoded")
            | (Atom, "content")
            | (Xhtml, "body" | "div")
            | (Rss, "content" | "fullitem" | "fulltext" | "body") => {
                self.content(draft, namespace, field);
            }
            (Rss | Atom, "description" | "summary") => self.summary(draft, namespace, field),
            (Dc | Itunes, "description" | "summary" | "abstract") => {
                self.spare_summary(draft, spare::SUMMARY, namespace, field);
            }
            (Dc | Itunes, "subtitle") => {
                self.spare_summary(draft, spare::SUBTITLE, namespace, field);
            }
            (Source, "markdown") => self.markdown(draft, field),
            (Rss, "pubdate") | (Atom, "published" | "pubdate") => self.published(draft, field, 5),
            (Dc, "date") | (Atom, "issued") | (Rss, "date" | "published") => {
                self.published(draft, field, 4);
            }
            (DcTerms, "issued" | "created" | "available" | "date") | (Atom | Rss, "created") => {
                self.published(draft, field, 3);
            }
            (Prism, "publicationdate" | "coverdate") => self.published(draft, field, 2),
            (Atom, "updated" | "modified") => self.updated(draft, field, 5),
            (DcTerms, "modified") | (Rss, "updated" | "lastbuilddate" | "modified") => {
                self.updated(draft, field, 4);
            }
            (Rss | Atom | Dc, "author" | "creator") => self.author(draft, field),
            (Itunes, "author") | (Dc | Atom, "contributor") => {
                draft.spare_author = draft.spare_author.take().or_else(|| self.person(field));
            }
            (Atom, "source") => self.source(draft, field),
            (Rss | Atom | Dc, "category" | "subject") => self.category(field),
            (Rss | Enclosure, "enclosure") => self.enclosure(field),
            (Rss, "comments") => self.comments(draft, &field.text(&self.declared)),
            (Slash, "comments") | (Thread, "total") => {
                draft.comment_count =
                    self.plain(field).and_then(|count| count.parse().ok()).or(draft.comment_count);
            }
            (Itunes, "duration") => {
                draft.seconds = self.plain(field).and_then(|written| duration(&written));
            }
            (Podcast, "chapters" | "transcript") => self.episode_file(local, field),
            (Media, _) => self.media(draft, local, field, MAX_MEDIA_DEPTH),
            (Rss | Itunes, "image" | "thumbnail") => self.entry_picture(draft, field),
            _ => {}
        }
    }

    fn plain(&self, field: &Field<'a>) -> Option<String> {
        Some(field.text(&self.declared).trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn title(&mut self, draft: &mut Draft<'a>, namespace: Namespace, field: &Field<'a>) {
        if draft.has_title {
            return;
        }
        if let Some(title) = self.construct(namespace, field) {
            self.writer.construct("title", &title, None);
            draft.has_title = true;
        }
    }

    fn id(&mut self, draft: &mut Draft<'a>, field: &Field<'a>) {
        let Some(id) = self.plain(field) else { return };
        if draft.has_id {
            return;
        }
        self.writer.text("id", &id);
        draft.has_id = true;
        // A guid is the address of the entry unless it says that it is not.
        let is_permalink = field
            .attribute("isPermaLink")
            .is_none_or(|value| !value.trim().eq_ignore_ascii_case("false"));
        if is_permalink && (id.starts_with("http://") || id.starts_with("https://")) {
            draft.spare_link = Some(id);
        }
    }

    fn entry_link(&mut self, draft: &mut Draft<'a>, field: &Field<'a>) {
        let Some(LinkElement { href, relation, media_type }) = self.link_element(field) else {
            return;
        };
        let is_page = media_type.as_deref().is_none_or(|found| found.contains("html"));
        let media_type = media_type.as_deref();
        // Old feeds write relations as addresses that end in the usual word.
        match relation.rsplit('/').next().unwrap_or_default() {
            relation::COMMENTS if is_page => self.comments(draft, &href),
            relation::ENCLOSURE => {
                let (href, bytes) = (self.address(&href), field.attribute("length"));
                if !href.is_empty() {
                    let bytes = bytes.as_deref();
                    self.writer.file(&File { href: &href, media_type, bytes, ..File::default() });
                }
            }
            relation::PAGE => {
                let href = self.address(&href);
                if !href.is_empty() {
                    draft.has_link = true;
                    self.writer.link(&Link { relation: relation::PAGE, href: &href, media_type });
                }
            }
            found @ (relation::SOURCE | "self" | "related") => {
                if found == relation::SOURCE {
                    let href = self.address(&href);
                    self.writer.link(&Link {
                        relation: relation::SOURCE,
                        href: &href,
                        ..Link::default()
                    });
                }
                draft.spare_link = draft.spare_link.take().or_else(|| Some(href.trim().to_owned()));
            }
            _ => {}
        }
    }

    fn content(&mut self, draft: &mut Draft<'a>, namespace: Namespace, field: &Field<'a>) {
        if let Some(source) = field.attribute("src") {
            draft.spare_link = draft.spare_link.take().or_else(|| Some(source.into_owned()));
        }
        let text = if namespace == Namespace::Xhtml {
            Some(TextConstruct::html(field.xhtml()))
        } else {
            self.construct(namespace, field)
        };
        let Some(text) = text.filter(|text| !text.shows_nothing()) else { return };
        let rank = if text.kind == TextKind::Html { 2 } else { 1 };
        if rank > draft.content_rank {
            self.writer.construct("content", &text, self.bases.last().map(|(_, url)| url));
            draft.content_rank = rank;
        }
    }

    /// Of several summaries the longest comes first, whatever their order.
    fn summary(&mut self, draft: &mut Draft<'a>, namespace: Namespace, field: &Field<'a>) {
        let Some(text) = self.construct(namespace, field) else { return };
        let length = |summary: &Option<Summary<'_>>| {
            summary.as_ref().map_or(0, |(text, _)| text.text.trim().len())
        };
        let found = Some((text, self.base().cloned()));
        if length(&found) > length(&draft.summary) {
            draft.second_summary = std::mem::replace(&mut draft.summary, found);
        } else if draft.second_summary.is_none() {
            draft.second_summary = found;
        }
    }

    fn spare_summary(
        &mut self,
        draft: &mut Draft<'a>,
        rank: u8,
        namespace: Namespace,
        field: &Field<'a>,
    ) {
        if rank > draft.spare_summary_rank
            && let Some(text) = self.construct(namespace, field)
        {
            draft.spare_summary = Some(text);
            draft.spare_summary_rank = rank;
        }
    }

    /// Markdown beside the body that was made from it. It counts only if there is no body.
    fn markdown(&mut self, draft: &mut Draft<'a>, field: &Field<'a>) {
        let text = TextConstruct::html(markdown::to_html(&field.text(&self.declared)));
        if draft.spare_summary_rank < spare::MARKDOWN && !text.is_blank() {
            draft.spare_summary = Some(text);
            draft.spare_summary_rank = spare::MARKDOWN;
        }
    }

    /// Reads the feed that an entry was taken from. Its authors are those of an entry without any
    /// (RFC 4287, 4.2.1).
    fn source(&mut self, draft: &mut Draft<'a>, field: &Field<'a>) {
        if !field.has_children || !draft.source_authors.is_empty() {
            return;
        }
        let authors = field.children().filter(|child| {
            let (namespace, local) = self.scopes.resolve(child.tag.name);
            namespace == Namespace::Atom && local.eq_ignore_ascii_case("author")
        });
        draft.source_authors =
            authors.filter_map(|author| self.person(&author)).take(MAX_SOURCE_AUTHORS).collect();
    }

    fn published(&mut self, draft: &mut Draft<'a>, field: &Field<'a>, rank: u8) {
        if rank > draft.published_rank
            && let Some(time) = dates::parse(&field.text(&self.declared))
        {
            self.writer.time("published", time);
            draft.published_rank = rank;
        }
    }

    fn updated(&mut self, draft: &mut Draft<'a>, field: &Field<'a>, rank: u8) {
        if rank > draft.updated_rank
            && let Some(time) = dates::parse(&field.text(&self.declared))
        {
            self.writer.time("updated", time);
            draft.updated_rank = rank;
        }
    }

    fn author(&mut self, draft: &mut Draft<'a>, field: &Field<'a>) {
        if let Some(name) = self.person(field) {
            self.writer.author(&name);
            draft.has_author = true;
        }
    }

    fn category(&mut self, field: &Field<'a>) {
        let term = field
            .attribute("label")
            .or_else(|| field.attribute("term"))
            .unwrap_or_else(|| field.text(&self.declared));
        if !term.trim().is_empty() {
            self.writer.category(&term);
        }
    }

    fn enclosure(&mut self, field: &Field<'a>) {
        let first = |names: &[&str]| names.iter().find_map(|name| field.attribute(name));
        let text = field.text(&self.declared);
        let href = first(&["url", "href", "rdf:resource", "resource", "enc:url"]).unwrap_or(text);
        let media_type = first(&["type", "enc:type", "medium"])
            .filter(|found| found != "document" && found != "executable");
        let bytes = first(&["length", "enc:length", "fileSize"]);
        if href.trim().is_empty() {
            return;
        }
        let title = self.caption(field);
        let href = self.address(&href);
        self.writer.file(&File {
            href: &href,
            media_type: media_type.as_deref(),
            bytes: bytes.as_deref(),
            title: title.as_deref(),
            seconds: field.attribute("duration").and_then(|written| duration(&written)),
        });
    }

    /// The description of a Media RSS file, or else its title.
    fn caption(&self, field: &Field<'a>) -> Option<String> {
        if !field.has_children {
            return None;
        }
        let text = |name: &str| {
            let child =
                field.children().find(|child| child.tag.local().eq_ignore_ascii_case(name))?;
            self.plain(&child)
        };
        text("description").or_else(|| text("title"))
    }

    fn comments(&mut self, draft: &mut Draft<'a>, href: &str) {
        if draft.comments_page.is_none() && !href.trim().is_empty() {
            draft.comments_page = Some(self.address(href));
        }
    }

    fn entry_picture(&mut self, draft: &mut Draft<'a>, field: &Field<'a>) {
        if draft.has_picture {
            return;
        }
        if let Some(address) = self.picture_address(field) {
            let href = self.address(&address);
            self.writer.link(&Link { relation: relation::PICTURE, href: &href, ..Link::default() });
            draft.has_picture = true;
        }
    }

    /// Reads what a feed offers beside the audio of an episode.
    fn episode_file(&mut self, local: &str, field: &Field<'a>) {
        let Some(url) = field.attribute("url").filter(|url| !url.trim().is_empty()) else { return };
        let href = self.address(&url);
        let text = |name: &str| {
            let text = field.attribute(name)?.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        if local == "chapters" {
            self.writer.chapters(href);
        } else {
            let (media_type, language) = (text("type"), text("language"));
            self.writer.transcript(WrittenTranscript { href, media_type, language });
        }
    }

    /// Reads Media RSS. Video feeds have no description but that of Media RSS.
    fn media(&mut self, draft: &mut Draft<'a>, local: &str, field: &Field<'a>, depth: usize) {
        match local {
            "content" => {
                self.enclosure(field);
                self.media_within(draft, field, depth);
            }
            "group" => self.media_within(draft, field, depth),
            "thumbnail" => self.entry_picture(draft, field),
            "description" if draft.spare_summary_rank < spare::MEDIA => {
                let is_html = field.attribute("type").is_some_and(|kind| kind.contains("html"));
                let text = field.text(&self.declared);
                let text = if is_html || field.has_children {
                    TextConstruct::html(field.html(&self.declared))
                } else {
                    TextConstruct::plain(text)
                };
                if !text.is_blank() {
                    draft.spare_summary = Some(text);
                    draft.spare_summary_rank = spare::MEDIA;
                }
            }
            "title" if draft.spare_title.is_none() => {
                draft.spare_title = Some(TextConstruct::plain(field.text(&self.declared)))
                    .filter(|text| !text.is_blank());
            }
            "credit" => {
                draft.spare_author = draft.spare_author.take().or_else(|| self.plain(field));
            }
            _ => {}
        }
    }

    fn media_within(&mut self, draft: &mut Draft<'a>, field: &Field<'a>, depth: usize) {
        if !field.has_children || depth == 0 {
            return;
        }
        for child in field.children() {
            let (namespace, local) = self.scopes.resolve(child.tag.name);
            if namespace == Namespace::Media {
                self.media(draft, &local.to_ascii_lowercase(), &child, depth - 1);
            }
        }
    }
}

/// A duration as podcasts write it (`1:02:03`, `62:03`, `3723`), in seconds.
fn duration(written: &str) -> Option<u32> {
    let mut seconds = 0_u32;
    for part in written.trim().split(':') {
        let part = part.trim().split('.').next().unwrap_or_default();
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    (seconds > 0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_length_of_time_is_read_however_it_is_written() {
        assert_eq!(duration("1:02:03"), Some(3723));
        assert_eq!(duration(" 62:03 "), Some(3723));
        assert_eq!(duration("3723.5"), Some(3723));
        assert_eq!(duration("soon"), None);
        assert_eq!(duration("99999999:99:99"), None);
    }
}
