//! `gleaner story`: shows the entries of other feeds that are the same text or story, and why; or
//! splits an entry from them.

use std::io::Write;

use serde_json::{Value, json};

use super::CliError;
use super::library::{keep_stories, open, printable, store_error};
use super::profile::Profile;
use crate::library::Change;
use crate::model::{EntryId, Likeness, Match, StoryLevel, StoryMember};
use crate::store::Reader;

/// Arguments of `gleaner story`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the entry, as listed by `list`
    #[arg(value_name = "ID")]
    id: i64,
    /// Note for good that it is not the same story as the others; `undo` takes it back
    #[arg(long)]
    split: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Prints the other entries of the story of an entry.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let mut store = open(profile)?;
    let id = EntryId(args.id);
    let now = profile.clock.now();
    if store.reader().words(id).map_err(store_error)?.is_none() {
        let message = format!("There is no entry {} - see gleaner list", args.id);
        return Err(CliError::new("no_such_entry", message));
    }
    keep_stories(&mut store, StoryLevel::Story, now)?;
    let members = store.reader().story_of(id).map_err(store_error)?;
    if args.split {
        if members.is_empty() {
            let message = format!("Entry {} shares its story with no other", args.id);
            return Err(CliError::new("no_such_story", message));
        }
        Change::SplitStory(id).apply(&mut store, now).map_err(store_error)?;
        keep_stories(&mut store, StoryLevel::Story, now)?;
        if args.json {
            writeln!(out, "{}", json!({ "entry": id, "split_from": members.len() }))?;
        } else {
            let noun = if members.len() == 1 { "entry" } else { "entries" };
            writeln!(out, "Split from {} {noun}", members.len())?;
        }
        return Ok(());
    }
    print(args, &members, store.reader(), out)
}

fn print(
    args: &Args,
    members: &[StoryMember],
    reader: &Reader,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let feeds = reader.feeds().map_err(store_error)?;
    let feed = |member: &StoryMember| {
        let found = feeds.iter().find(|feed| feed.id == member.feed_id);
        found.map_or("", |feed| feed.title()).to_owned()
    };
    if args.json {
        let others: Vec<Value> =
            members.iter().map(|member| member_json(member, &feed(member))).collect();
        writeln!(out, "{}", json!({ "entry": args.id, "others": others }))?;
        return Ok(());
    }
    if members.is_empty() {
        writeln!(out, "No other feed has this text or story")?;
    }
    for member in members {
        let line = format!("{:>7}  {}: {}", member.id.0, feed(member), member.title);
        writeln!(out, "{}", printable(&line))?;
        writeln!(out, "{:9}{}", "", reason(member.with))?;
    }
    Ok(())
}

fn member_json(member: &StoryMember, feed: &str) -> Value {
    let shared = member.with.map(|found| found.shared);
    json!({
        "id": member.id,
        "feed_id": member.feed_id,
        "feed": feed,
        "title": member.title,
        "likeness": member.with.map(|found| found.likeness),
        "same_link": shared.map(|shared| shared.has_same_link),
        "same_title": shared.map(|shared| shared.has_same_title),
        "text_percent": shared.map(|shared| shared.text_percent),
        "names": shared.map(|shared| shared.names),
    })
}

fn reason(found: Option<Match>) -> String {
    let Some(Match { likeness, shared }) = found else {
        return "matches another of these entries".to_owned();
    };
    let mut parts = vec![match likeness {
        Likeness::SameText => "same text".to_owned(),
        Likeness::SameStory => "same story".to_owned(),
    }];
    if shared.has_same_link {
        parts.push("same link".to_owned());
    }
    if shared.has_same_title {
        parts.push("same title".to_owned());
    }
    if shared.text_percent > 0 {
        parts.push(format!("{}% of the text", shared.text_percent));
    }
    if shared.names > 0 {
        parts.push(format!("{} names and numbers", shared.names));
    }
    parts.join(", ")
}
