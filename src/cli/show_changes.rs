//! `gleaner show --changes`: prints what the publisher changed in an entry, version by version.

use std::io::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::CliError;
use super::library::{local_time, printable, store_error};
use crate::article::present;
use crate::model::{Entry, EntryContent, Revision};
use crate::revisions::{Comparison, Summary, Version, changed_lines, compare};
use crate::store::Reader;

/// The changes from one version to the next.
struct Edit<'a> {
    old: &'a EntryContent,
    new: &'a EntryContent,
    /// When the newer version was first seen.
    at: Timestamp,
}

/// Prints the edits of an entry, the oldest first.
pub(super) fn print(
    reader: &Reader,
    entry: &Entry,
    (wants_json, zone): (bool, &TimeZone),
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let versions = reader.revisions(entry).map_err(store_error)?;
    let last_edit = reader.last_edit(entry.id).map_err(store_error)?;
    let edits = edits(&versions, entry, last_edit);
    if wants_json {
        let edits: Vec<Value> = edits.iter().map(to_json).collect();
        writeln!(
            out,
            "{}",
            json!({ "id": entry.id, "title": entry.content.title, "edits": edits })
        )?;
        return Ok(());
    }
    writeln!(out, "{}", printable(&entry.content.title))?;
    if edits.is_empty() {
        writeln!(out, "Not edited since {}", local_time(entry.first_seen, zone))?;
    }
    for edit in &edits {
        writeln!(out)?;
        for line in to_lines(edit, zone) {
            writeln!(out, "{}", printable(&line))?;
        }
    }
    Ok(())
}

fn edits<'a>(
    versions: &'a [Revision],
    entry: &'a Entry,
    last_edit: Option<Timestamp>,
) -> Vec<Edit<'a>> {
    let newer = versions.iter().skip(1).map(|version| (&version.content, version.seen));
    let present = (&entry.content, last_edit.unwrap_or(entry.first_seen));
    let newer = newer.chain([present]);
    let pairs = versions.iter().zip(newer);
    pairs.map(|(old, (new, at))| Edit { old: &old.content, new, at }).collect()
}

fn compared(edit: &Edit<'_>) -> Comparison {
    let (before, after) = (present(edit.old).document, present(edit.new).document);
    compare(Version::new(edit.old, &before), Version::new(edit.new, &after))
}

fn to_lines(edit: &Edit<'_>, zone: &TimeZone) -> Vec<String> {
    let Comparison { document, summary } = compared(edit);
    let Summary { added_words, removed_words, old_title, old_url, old_authors, .. } = summary;
    let mut lines =
        vec![format!("{}: +{added_words} -{removed_words} words", local_time(edit.at, zone))];
    if let Some(title) = old_title {
        lines.push(format!("Title: [-{title}-] {{+{}+}}", edit.new.title));
    }
    if let Some((old, new)) = old_url.zip(edit.new.url.as_ref()) {
        lines.push(format!("Link: [-{old}-] {{+{new}+}}"));
    }
    if let Some(authors) = old_authors {
        lines.push(format!(
            "Authors: [-{}-] {{+{}+}}",
            authors.join(", "),
            edit.new.authors.join(", ")
        ));
    }
    lines.extend(changed_lines(&document).into_iter().map(|line| line.0));
    lines
}

fn to_json(edit: &Edit<'_>) -> Value {
    let Comparison { document, summary } = compared(edit);
    let lines: Vec<String> = changed_lines(&document).into_iter().map(|line| line.0).collect();
    json!({
        "at": edit.at,
        "added_words": summary.added_words,
        "removed_words": summary.removed_words,
        "title": edit.new.title,
        "old_title": summary.old_title,
        "url": edit.new.url,
        "old_url": summary.old_url,
        "authors": edit.new.authors,
        "old_authors": summary.old_authors,
        "lines": lines,
        "old_html": edit.old.html,
    })
}
