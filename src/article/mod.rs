//! What a reader sees of an entry: its body freed of what its source wraps around it, its files,
//! and what stands above it.
//!
//! Feeds put links, counts and pictures into bodies because readers show nothing else. Here they
//! come out again, as [`Fact`]s.

mod attachments;
mod byline;
mod complete;
mod dump;
mod pictures;
mod ready;
mod sources;
mod subtitle;
mod titles;

use std::collections::HashSet;

use url::Url;

use crate::document::{Document, drop_title, from_html};
use crate::model::EntryContent;

pub use byline::{Byline, MAX_AUTHORS};
pub use complete::{complete, digest};
pub use dump::dump;
pub use pictures::{IconSource, Motion, PictureKey, PictureRequest};
pub use ready::Article;

/// An entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// The body, with its files.
    pub document: Document,
    /// A line under the title that the body does not have.
    pub subtitle: Option<String>,
    /// What stands beside the title, in this order.
    pub facts: Vec<Fact>,
}

/// Something that a source says about an entry beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A word or two: `Pre-release`.
    Note(String),
    /// A page to open.
    Page {
        /// What the reader is told: `42 comments`, `example.org`.
        label: String,
        /// Where it is.
        url: Url,
        /// What kind of page.
        kind: PageKind,
    },
}

/// Kinds of page that an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// What the entry is about.
    Source,
    /// People talk about it there.
    Discussion,
    /// The same in another form.
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

/// The page that a linked-list post is about, when its title leads elsewhere.
fn source_page(content: &EntryContent) -> Option<Fact> {
    let url = content.source_url.clone()?;
    let label = format!("Source: {}", host(&url)?);
    Some(Fact::Page { label, url, kind: PageKind::Source })
}

fn discussion(content: &EntryContent) -> Option<Fact> {
    let url = content.comments_url.clone()?;
    let label = content
        .comments
        .map_or_else(|| "Comments".to_owned(), |count| counted(count.into(), "comment"));
    Some(Fact::Page { label, url, kind: PageKind::Discussion })
}

/// Sources say in bodies what feeds have fields for: the first to say so is the best.
fn each_once(facts: Vec<Fact>) -> Vec<Fact> {
    let mut seen = HashSet::new();
    let key = |fact: &Fact| match fact {
        Fact::Note(note) => note.clone(),
        Fact::Page { url, .. } => url.to_string(),
    };
    facts.into_iter().filter(|fact| seen.insert(key(fact))).collect()
}

/// The host of a page as people say it.
fn host(url: &Url) -> Option<&str> {
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host))
}

/// `1 comment`, `42 comments`.
fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
