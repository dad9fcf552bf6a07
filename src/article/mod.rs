//! Makes the article of an entry: cleans its body, adds its enclosures, and collects facts to show
//! above the body.
//!
//! Many feeds put links and counts into the body, because most readers show nothing else. Here they
//! are taken out again and become [`Fact`]s.

mod attachments;
mod byline;
mod changes;
mod complete;
mod dump;
mod note;
mod pictures;
mod ready;
mod sources;
mod subtitle;
mod times;
mod titles;

use std::collections::HashSet;

use url::Url;

use crate::document::{Document, drop_title, from_html};
use crate::i18n::t;
use crate::model::EntryContent;

pub use byline::{Byline, MAX_AUTHORS};
pub use changes::{ShownChanges, edits_words};
pub use complete::{complete, digest, digest_and_text};
pub use dump::dump;
pub use note::{NAME_BYTES_MAX, Note};
pub use pictures::{IconSource, Motion, PictureKey, PictureRequest};
pub use ready::Article;
pub use times::{chapters_in_notes, link_times};

/// An article, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// The body with the enclosures.
    pub document: Document,
    /// A line under the title. The body does not have it.
    pub subtitle: Option<String>,
    /// In the order in which they are shown.
    pub facts: Vec<Fact>,
}

/// Something that a feed says about an entry besides its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A word or two, such as `Pre-release`.
    Note(String),
    /// A link to a page.
    Page {
        /// The words of the link, such as `42 comments` or `example.org`.
        label: String,
        url: Url,
        kind: PageKind,
    },
}

/// How a page relates to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// The entry is about that page.
    Source,
    /// A discussion of the entry.
    Discussion,
    /// The same content in another format.
    Form,
}

/// Makes the article of an entry.
#[must_use]
pub fn present(content: &EntryContent) -> Presentation {
    let mut document = from_html(&content.html, content.base.as_ref().or(content.url.as_ref()));
    drop_title(&mut document, &content.title, content.url.as_ref());
    let mut facts = sources::tidy(&mut document, content);
    let subtitle = subtitle::of(content, &document);
    attachments::add(&mut document, content);
    facts.extend(source_page(content));
    facts.extend(discussion(content));
    Presentation { document, subtitle, facts: each_once(facts) }
}

/// The page that a link post is about, if the title leads elsewhere.
fn source_page(content: &EntryContent) -> Option<Fact> {
    let url = content.source_url.clone()?;
    let label = t!(article_source, host = host(&url)?);
    Some(Fact::Page { label, url, kind: PageKind::Source })
}

fn discussion(content: &EntryContent) -> Option<Fact> {
    let url = content.comments_url.clone()?;
    let label = content
        .comments
        .map_or_else(|| t!(article_comments), |count| t!(article_comment_count, count = count));
    Some(Fact::Page { label, url, kind: PageKind::Discussion })
}

/// Removes facts that say the same. Those from the body come first, and they are better than those
/// from the fields of the feed.
fn each_once(facts: Vec<Fact>) -> Vec<Fact> {
    let mut seen = HashSet::new();
    let key = |fact: &Fact| match fact {
        Fact::Note(note) => note.clone(),
        Fact::Page { url, .. } => url.to_string(),
    };
    facts.into_iter().filter(|fact| seen.insert(key(fact))).collect()
}

/// The host of a page without `www.`.
fn host(url: &Url) -> Option<&str> {
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host))
}
