//! Turns the model of feed-rs into ours: addresses become absolute, titles and names plain text,
//! and the facts that Atom has no element for join their entries.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use feed_rs::model::{Content, Entry, Feed, Image, Link, Person, Text};
use jiff::Timestamp;
use url::Url;

use super::error::ParseError;
use super::limits::MAX_OF_ENTRY;
use super::normalise::{EntryFacts, FeedExtras, WrittenTranscript, relation};
use super::parsed::ParsedFeed;
use super::{address, body, identity, plain};
use crate::model::{Enclosure, EntryContent, EpisodeLinks, TranscriptLink};

/// Most authors of a feed. Every entry without authors of its own gets all of them.
const MAX_FEED_AUTHORS: usize = 10;

/// Most memory for the entries of a feed, in bytes. Later entries are left out.
const MAX_KEPT_BYTES: usize = 40 << 20;

/// Memory of a text beside its bytes: the `String` and what the allocator rounds up to.
const TEXT_BYTES: usize = size_of::<String>() + 32;

/// Schemes that would run code or read files on this machine instead of opening a page.
const UNSAFE_SCHEMES: [&str; 5] = ["javascript", "data", "vbscript", "file", "blob"];

/// Reads the time stamps that [`super::normalise`] writes.
pub(super) fn timestamp(text: &str) -> Option<DateTime<Utc>> {
    let time: Timestamp = text.parse().ok()?;
    DateTime::from_timestamp(time.as_second(), time.subsec_nanosecond().unsigned_abs())
}

fn from_chrono(time: DateTime<Utc>) -> Option<Timestamp> {
    Timestamp::new(time.timestamp(), i32::try_from(time.timestamp_subsec_nanos()).ok()?).ok()
}

/// The feed from its head and the pieces with its entries, as feed-rs read them.
pub(super) fn adapt(
    feed: Feed,
    pieces: impl Iterator<Item = Result<(Feed, Vec<EntryFacts>), ParseError>>,
    mut extras: FeedExtras,
    document_url: Option<&Url>,
) -> Result<ParsedFeed, ParseError> {
    let site_url = page(&feed.links, document_url);
    let base = base_of(&feed, extras.format, site_url.as_ref(), document_url);
    let mut feed_authors = if extras.format == "rss" { Vec::new() } else { names(feed.authors) };
    feed_authors.truncate(MAX_FEED_AUTHORS);
    let mut kept = KeptEntries::new(&extras);
    for piece in pieces {
        // feed-rs keeps the number and the order of entries.
        let (piece, facts) = piece?;
        for (entry, facts) in piece.entries.into_iter().zip(facts) {
            kept.push(adapt_entry(entry, &facts, base.as_ref(), &feed_authors));
        }
        if kept.is_full {
            break;
        }
    }
    extras.has_more_entries |= kept.has_left_out;
    let entries = kept.entries.into();
    let pages = identity::FeedPages::new(site_url.iter().chain(document_url));
    Ok(ParsedFeed {
        format: extras.format,
        title: feed.title.as_ref().map(plain_text).unwrap_or_default(),
        feed_url: link(&feed.links, relation::FEED)
            .and_then(|link| absolute(&link.href, document_url)),
        description: feed.description.as_ref().map(plain_text).filter(|text| !text.is_empty()),
        language: extras.language,
        icon_url: feed
            .icon
            .or(feed.logo)
            .and_then(|Image { uri, .. }| absolute(&uri, base.as_ref())),
        ttl: extras.ttl,
        skipped: extras.skipped,
        new_url: extras.new_url.and_then(|written| absolute(&written, document_url)),
        next_page: extras.next_page.and_then(|written| absolute(&written, document_url)),
        has_more_entries: extras.has_more_entries,
        is_cut_off: extras.is_cut_off,
        entries: identity::with_keys(entries, &pages),
        site_url,
    })
}

/// The entries of a feed within [`MAX_KEPT_BYTES`]: the first ones, or the last ones of a feed that
/// lists its oldest entries first.
struct KeptEntries {
    entries: VecDeque<(String, EntryContent)>,
    bytes: usize,
    /// First entries that are to be left out.
    surplus: usize,
    is_oldest_first: bool,
    is_full: bool,
    has_left_out: bool,
}

impl KeptEntries {
    fn new(extras: &FeedExtras) -> Self {
        Self {
            entries: VecDeque::new(),
            bytes: 0,
            surplus: extras.surplus,
            is_oldest_first: extras.is_oldest_first,
            is_full: false,
            has_left_out: false,
        }
    }

    fn push(&mut self, (id, content): (String, EntryContent)) {
        if self.surplus > 0 {
            self.surplus -= 1;
            return;
        }
        self.bytes += id.len() + weight(&content);
        if self.bytes <= MAX_KEPT_BYTES {
            self.entries.push_back((id, content));
            return;
        }
        self.has_left_out = true;
        if !self.is_oldest_first {
            self.is_full = true;
            return;
        }
        self.entries.push_back((id, content));
        while self.bytes > MAX_KEPT_BYTES
            && let Some((id, content)) = self.entries.pop_front()
        {
            self.bytes -= id.len() + weight(&content);
        }
    }
}

/// The address that relative ones of entries refer to: that of the document, as RFC 4287 says. An
/// RSS feed that another host delivers means its site.
fn base_of(
    feed: &Feed,
    format: &str,
    site_url: Option<&Url>,
    document_url: Option<&Url>,
) -> Option<Url> {
    // Only an absolute site address is a base that the publisher chose.
    let stated = link(&feed.links, relation::PAGE).map(|link| address::repaired(&link.href, None));
    let site_url = site_url.filter(|_| stated.is_some_and(|href| Url::parse(&href).is_ok()));
    let is_own = |document: &&Url| {
        format == "atom" || site_url.is_none_or(|site| address::is_same_host(site, document))
    };
    document_url.filter(is_own).or(site_url).or(document_url).cloned()
}

/// The approximate memory of an entry, in bytes.
fn weight(content: &EntryContent) -> usize {
    let texts = [&content.title, &content.html]
        .into_iter()
        .chain(&content.summary)
        .chain(&content.authors)
        .chain(&content.tags);
    let urls = [
        &content.url,
        &content.base,
        &content.source_url,
        &content.comments_url,
        &content.image_url,
    ];
    let files = content.enclosures.iter().map(|file| {
        let words = [&file.media_type, &file.title]
            .into_iter()
            .flatten()
            .map(|text| TEXT_BYTES + text.len());
        size_of::<Enclosure>() + TEXT_BYTES + file.url.as_str().len() + words.sum::<usize>()
    });
    let transcripts = content.episode.transcripts.iter().map(|link| {
        let words = [&link.media_type, &link.language].into_iter().flatten().map(String::len);
        let texts = link.url.as_str().len() + words.sum::<usize>();
        size_of::<TranscriptLink>() + 3 * TEXT_BYTES + texts
    });
    let chapters = content.episode.chapters.as_ref();
    let chapters = chapters.map_or(0, |url| TEXT_BYTES + url.as_str().len());
    size_of::<EntryContent>()
        + chapters
        + transcripts.sum::<usize>()
        + texts.map(|text| TEXT_BYTES + text.len()).sum::<usize>()
        + urls.into_iter().flatten().map(|url| TEXT_BYTES + url.as_str().len()).sum::<usize>()
        + files.sum::<usize>()
}

/// An entry and the identity that its publisher gave it, which may be empty.
fn adapt_entry(
    entry: Entry,
    facts: &EntryFacts,
    feed_base: Option<&Url>,
    feed_authors: &[String],
) -> (String, EntryContent) {
    let url = page(&entry.links, feed_base);
    let stated_base = entry.base.as_deref().and_then(|base| Url::parse(base).ok());
    let base = stated_base.or_else(|| url.clone()).or_else(|| feed_base.cloned());
    // Files and pages go by the feed. Only the body goes by the page of its entry.
    let address = |link: &Link| absolute(&link.href, feed_base);
    let has_comments = link(&entry.links, relation::COMMENTS).is_some();
    let mut authors = names(entry.authors);
    if authors.is_empty() {
        authors = feed_authors.to_vec();
    }
    let content = EntryContent {
        title: entry.title.as_ref().map(plain_text).unwrap_or_default(),
        authors,
        published: entry.published.and_then(from_chrono),
        updated: entry.updated.and_then(from_chrono),
        tags: tags(entry.categories.into_iter().map(|category| category.term)),
        html: entry.content.map(content_html).unwrap_or_default(),
        summary: entry.summary.map(summary_html),
        enclosures: with_duration(
            enclosures(&entry.links, &facts.file_seconds, feed_base),
            facts.seconds,
        ),
        episode: episode_links(facts, feed_base),
        comments_url: link(&entry.links, relation::COMMENTS).and_then(address),
        source_url: link(&entry.links, relation::SOURCE)
            .and_then(address)
            .filter(|source| Some(source) != url.as_ref() && is_page(source)),
        comments: facts.comment_count.filter(|_| has_comments),
        image_url: link(&entry.links, relation::PICTURE).and_then(address),
        url,
        base,
    };
    (entry.id.trim().to_owned(), content)
}

fn is_html(media_type: &str) -> bool {
    media_type.contains("html")
}

fn plain_text(text: &Text) -> String {
    if is_html(text.content_type.as_str()) {
        plain::from_html(&text.content)
    } else {
        plain::from_text(&text.content)
    }
}

fn content_html(content: Content) -> String {
    let text = content.body.unwrap_or_default();
    if is_html(content.content_type.as_str()) {
        body::from_html(text)
    } else {
        body::from_text(&text)
    }
}

fn summary_html(text: Text) -> String {
    if is_html(text.content_type.as_str()) {
        body::from_html(text.content)
    } else {
        body::from_text(&text.content)
    }
}

fn names(people: Vec<Person>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(people.len());
    for name in
        people.into_iter().take(MAX_OF_ENTRY).filter_map(|person| plain::author(&person.name?))
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn tags(terms: impl Iterator<Item = String>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in terms.take(MAX_OF_ENTRY).map(|term| plain::from_html(&term)) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn link<'a>(links: &'a [Link], relation: &str) -> Option<&'a Link> {
    links.iter().find(|link| link.rel.as_deref() == Some(relation))
}

/// The page among the links: the first with an HTML type, else the first without a type, else the
/// first.
fn page(links: &[Link], base: Option<&Url>) -> Option<Url> {
    let pages = || links.iter().filter(|link| link.rel.as_deref() == Some(relation::PAGE));
    let by_type = |is_wanted: fn(Option<&str>) -> bool| {
        pages().find(|link| is_wanted(link.media_type.as_deref()))
    };
    let chosen = by_type(|media_type| media_type.is_some_and(is_html))
        .or_else(|| by_type(|media_type| media_type.is_none()))
        .or_else(|| pages().next())?;
    absolute(&chosen.href, base).filter(|url| !UNSAFE_SCHEMES.contains(&url.scheme()))
}

fn enclosures(links: &[Link], seconds: &[Option<u32>], base: Option<&Url>) -> Vec<Enclosure> {
    let mut enclosures: Vec<Enclosure> = Vec::new();
    let is_file = |link: &&Link| link.rel.as_deref() == Some(relation::ENCLOSURE);
    for (at, link) in links.iter().filter(is_file).take(MAX_OF_ENTRY).enumerate() {
        let Some(url) = absolute(&link.href, base) else { continue };
        let media_type = link.media_type.clone().filter(|text| !text.trim().is_empty());
        let title = link.title.as_deref().map(plain::from_text).filter(|title| !title.is_empty());
        let bytes = link.length.filter(|&bytes| bytes > 0);
        let seconds = seconds.get(at).copied().flatten();
        // Many feeds list the same file as `enclosure` and as `media:content`. Each says something
        // of it.
        match enclosures.iter_mut().find(|known| address::is_same_file(&known.url, &url)) {
            Some(known) => {
                known.media_type = known.media_type.take().or(media_type);
                known.bytes = known.bytes.or(bytes);
                known.seconds = known.seconds.or(seconds);
                known.title = known.title.take().or(title);
            }
            None => enclosures.push(Enclosure { url, media_type, bytes, seconds, title }),
        }
    }
    enclosures
}

fn episode_links(facts: &EntryFacts, base: Option<&Url>) -> EpisodeLinks {
    let web = |written: &str| absolute(written, base).filter(is_page);
    let transcript = |written: &WrittenTranscript| {
        let (media_type, language) = (written.media_type.clone(), written.language.clone());
        Some(TranscriptLink { url: web(&written.href)?, media_type, language })
    };
    EpisodeLinks {
        chapters: facts.chapters.as_deref().and_then(web),
        transcripts: facts.transcripts.iter().filter_map(transcript).collect(),
    }
}

fn is_page(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// Gives the duration of the episode to the first audio or video file that has none.
fn with_duration(mut enclosures: Vec<Enclosure>, seconds: Option<u32>) -> Vec<Enclosure> {
    let plays = |file: &&mut Enclosure| {
        let media_type = file.media_type.as_deref().unwrap_or("audio/");
        file.seconds.is_none()
            && (media_type.starts_with("audio/") || media_type.starts_with("video/"))
    };
    if let Some(file) = enclosures.iter_mut().find(plays) {
        file.seconds = seconds;
    }
    enclosures
}

/// The address, made absolute. `None` if it is empty or invalid.
fn absolute(written: &str, base: Option<&Url>) -> Option<Url> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let written = address::repaired(written, base);
    base.map_or_else(|| Url::parse(&written), |base| base.join(&written)).ok()
}
