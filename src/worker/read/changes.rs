//! The changes between an entry and an older version of it, or the entry before it, as an article.

use std::sync::Arc;

use super::build;
use crate::article::{Article, ShownChanges, present};
use crate::model::{EntryContent, EntryId, Revision};
use crate::revisions::{Comparison, Summary, Version, compare};
use crate::store::{Reader, StoreError};
use crate::worker::message::Against;
use crate::worker::pictures::Sizes;

/// The article of an entry with its changes marked; `None` if there is nothing to compare it with.
pub(super) fn article(
    reader: &Reader,
    known: &Sizes,
    id: EntryId,
    against: Against,
) -> Result<Option<Article>, StoreError> {
    let Some(entry) = reader.entry(id)? else { return Ok(None) };
    let older = match against {
        Against::LatestVersion | Against::Version(_) => reader.revisions(&entry)?,
        Against::EntryBefore => entry_before(reader, id)?.into_iter().collect(),
    };
    let Some(last) = older.len().checked_sub(1) else { return Ok(None) };
    let since = match against {
        Against::Version(since) => since.min(last),
        Against::LatestVersion | Against::EntryBefore => last,
    };
    let Some(old) = older.get(since) else { return Ok(None) };
    let mut versions: Vec<_> = older.iter().map(|version| version.seen).collect();
    versions.extend(reader.last_edit(id)?.or(entry.content.published).or(Some(entry.first_seen)));
    let edits = reader.edits(id)?;
    let own_tags = reader.tags(id)?;
    let article = build::article(entry, known);
    let Comparison { mut document, summary } = compared(&old.content, &article);
    known.fill(&mut document);
    let is_other_entry = against == Against::EntryBefore;
    let summary = if is_other_entry { of_other_entry(&summary) } else { summary };
    let other_title = is_other_entry.then(|| old.content.title.clone());
    let changes = Arc::new(ShownChanges { versions, since, other_title, summary });
    Ok(Some(Article {
        document: Arc::new(document),
        own_tags,
        edits,
        changes: Some(changes),
        ..article
    }))
}

fn compared(old: &EntryContent, article: &Article) -> Comparison {
    let before = present(old).document;
    let content = &article.entry.content;
    compare(Version::new(old, &before), Version::new(content, &article.document))
}

/// Two entries have two titles and addresses, which says nothing.
fn of_other_entry(summary: &Summary) -> Summary {
    let Summary { added_words, removed_words, places, .. } = *summary;
    Summary { added_words, removed_words, places, ..Summary::default() }
}

/// The entry of the same feed that came before, as if it were a version.
fn entry_before(reader: &Reader, id: EntryId) -> Result<Option<Revision>, StoreError> {
    let Some(before) = reader.entry_before(id)? else { return Ok(None) };
    Ok(reader.entry(before)?.map(|entry| Revision {
        seen: entry.content.published.unwrap_or(entry.first_seen),
        content: entry.content,
    }))
}
