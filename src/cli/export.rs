//! `gleaner export`: writes the subscription list as OPML, or entries as Markdown, HTML or JSON.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::CliError;
use super::library::{checked_query, feed_named, folder_named, local_date, open, store_error};
use super::profile::Profile;
use crate::article::{Note, present};
use crate::config::write_atomically;
use crate::document::to_html;
use crate::library::subscriptions;
use crate::markup::escape::escape;
use crate::model::{Clock, Entry, Feed, FeedId, ListEntry};
use crate::query::{Expr, Query};
use crate::store::{Reader, Store};

/// Arguments of `gleaner export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write; - or nothing for standard output
    #[arg(value_name = "FILE|-", default_value = "-", hide_default_value = true)]
    file: PathBuf,
    #[command(flatten)]
    form: Form,
    /// Only entries that match this query, as in `list`; needs --markdown, --html or --json
    #[arg(long, value_name = "QUERY", conflicts_with = "opml")]
    query: Option<String>,
    /// Only entries of this feed, given by number, address or title
    #[arg(long, value_name = "FEED", conflicts_with_all = ["folder", "opml"])]
    feed: Option<String>,
    /// Only entries in this folder and its subfolders
    #[arg(long, value_name = "FOLDER", conflicts_with = "opml")]
    folder: Option<String>,
}

/// The form of the output.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "clap has a switch for each value of a group")]
struct Form {
    /// The subscription list, for other feed readers (the default)
    #[arg(long)]
    opml: bool,
    /// Entries as Markdown
    #[arg(long)]
    markdown: bool,
    /// Entries as one HTML page without scripts
    #[arg(long)]
    html: bool,
    /// Entries as JSON, with their bodies as published
    #[arg(long)]
    json: bool,
}

/// Writes the export.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let has_entries = args.form.markdown || args.form.html || args.form.json;
    if !has_entries && (args.query.is_some() || args.feed.is_some() || args.folder.is_some()) {
        return Err(CliError::new(
            "usage",
            "Say how to write the entries: --markdown, --html or --json",
        ));
    }
    let text = if has_entries {
        entries_text(args, &mut store, &profile.clock)?
    } else {
        subscriptions::text(store.reader()).map_err(store_error)?
    };
    if args.file == Path::new("-") {
        write!(out, "{text}")?;
        return Ok(());
    }
    write_atomically(&args.file, text.as_bytes()).map_err(|err| {
        CliError::new("write", format!("Couldn't write {} - {err}", args.file.display()))
    })
}

fn entries_text(args: &Args, store: &mut Store, clock: &Clock) -> Result<String, CliError> {
    let search =
        args.query.as_deref().map_or_else(|| Ok(Expr::All), |text| checked_query(text, store))?;
    let reader = store.reader();
    let feeds = reader.feeds().map_err(store_error)?;
    let source = match (&args.feed, &args.folder) {
        (Some(name), _) => Expr::feed(feed_named(&feeds, name)?),
        (None, Some(name)) => Expr::folder(folder_named(reader, name)?),
        (None, None) => Expr::All,
    };
    let query = Query::new(source.and(search), clock.zoned());
    let found = reader.whole_list(&query).map_err(store_error)?;
    let feeds: HashMap<FeedId, &Feed> = feeds.iter().map(|feed| (feed.id, feed)).collect();
    if args.form.json {
        let entries = each(reader, &found, |entry| entry_json(entry, &feeds))?;
        Ok(format!("{}\n", json!({ "entries": entries })))
    } else if args.form.html {
        let entries = each(reader, &found, |entry| entry_html(entry, &feeds, clock.zone()))?;
        Ok(format!("{HEAD}{}</html>\n", entries.concat()))
    } else {
        let entries = each(reader, &found, |entry| entry_markdown(entry, &feeds, clock.zone()))?;
        Ok(entries.join("\n\n---\n\n") + "\n")
    }
}

/// Applies a function to each entry that was found. Another process may delete entries meanwhile;
/// those are skipped.
fn each<T>(
    reader: &Reader,
    found: &[ListEntry],
    make: impl Fn(&Entry) -> T,
) -> Result<Vec<T>, CliError> {
    let mut whole = Vec::with_capacity(found.len());
    for listed in found {
        whole.extend(reader.entry(listed.id).map_err(store_error)?.map(|entry| make(&entry)));
    }
    Ok(whole)
}

const HEAD: &str = concat!(
    "<!DOCTYPE html>\n<html>\n<meta charset=\"utf-8\">\n",
    // Publishers must not learn where the page is opened.
    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Entries</title>\n",
    "<style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1.05em/1.55 sans-serif}",
    "img{max-width:100%}pre{overflow:auto}</style>\n",
);

fn feed_title<'a>(entry: &Entry, feeds: &HashMap<FeedId, &'a Feed>) -> &'a str {
    feeds.get(&entry.feed_id).map_or("", |feed| feed.title())
}

/// Feed, authors and date.
fn byline(entry: &Entry, feeds: &HashMap<FeedId, &Feed>, zone: &TimeZone) -> String {
    let time = local_date(entry.content.published.unwrap_or(entry.first_seen), zone);
    let parts = [feed_title(entry, feeds).to_owned(), entry.content.authors.join(", "), time];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ")
}

fn entry_markdown(entry: &Entry, feeds: &HashMap<FeedId, &Feed>, zone: &TimeZone) -> String {
    Note { entry, feed_title: feed_title(entry, feeds), tags: &[], zone }.markdown()
}

fn entry_html(entry: &Entry, feeds: &HashMap<FeedId, &Feed>, zone: &TimeZone) -> String {
    let title =
        escape(if entry.content.title.is_empty() { "Untitled" } else { &entry.content.title });
    let title = match &entry.content.url {
        Some(url) => format!("<a href=\"{}\">{title}</a>", escape(url.as_str())),
        None => title,
    };
    let body = to_html(&present(&entry.content).document);
    format!(
        "<article>\n<h1>{title}</h1>\n<p><small>{}</small></p>\n{body}\n</article>\n<hr>\n",
        escape(&byline(entry, feeds, zone))
    )
}

fn entry_json(entry: &Entry, feeds: &HashMap<FeedId, &Feed>) -> Value {
    let content = &entry.content;
    json!({
        "id": entry.id,
        "feed_id": entry.feed_id,
        "feed": feed_title(entry, feeds),
        "key": entry.key,
        "title": content.title,
        "url": content.url,
        "authors": content.authors,
        "published": content.published,
        "first_seen": entry.first_seen,
        "tags": content.tags,
        "is_read": entry.status.is_read,
        "is_starred": entry.status.is_starred,
        "html": content.html,
    })
}
