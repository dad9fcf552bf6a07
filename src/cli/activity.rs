//! `gleaner activity`: lists the requests of the last day, newest first, as lines or JSON. Secrets
//! in addresses are hidden.

use std::collections::HashMap;
use std::io::Write;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::CliError;
use super::library::{feed_named, open, store_error};
use super::profile::Profile;
use crate::app::{answer_words, cause_words, requests_of, transfer_words};
use crate::config::{Settings, read_toml};
use crate::model::{Activity, Answer, Feed, FeedId};

/// Arguments of `gleaner activity`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only requests for this feed, given by number, address or title
    #[arg(long, value_name = "FEED")]
    feed: Option<String>,
    /// Only requests that failed
    #[arg(long)]
    failed: bool,
    /// Print at most N requests
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Prints the requests.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(profile)?;
    let reader = store.reader();
    let feeds = reader.feeds().map_err(store_error)?;
    let feed_id = args.feed.as_deref().map(|name| feed_named(&feeds, name)).transpose()?;
    let by_id: HashMap<FeedId, &Feed> = feeds.iter().map(|feed| (feed.id, feed)).collect();
    let requests = reader.activity(profile.clock.now()).map_err(store_error)?;
    let of_feed = requests_of(&requests, feed_id.and_then(|id| by_id.get(&id).copied()), feed_id);
    let shown = of_feed
        .filter(|request| !args.failed || request.is_failed())
        .take(args.limit.unwrap_or(usize::MAX));
    let feed_of = |request: &Activity| request.feed_id.and_then(|id| by_id.get(&id).copied());
    if args.json {
        let minutes =
            read_toml::<Settings>(&profile.paths.settings()).unwrap_or_default().refresh_minutes;
        let lines: Vec<Value> =
            shown.map(|request| to_json(request, feed_of(request), minutes)).collect();
        writeln!(out, "{}", json!({ "requests": lines }))?;
    } else {
        for request in shown {
            // Control characters could send commands to the terminal.
            writeln!(
                out,
                "{}",
                to_text(request, feed_of(request), profile.clock.zone())
                    .replace(|character: char| character.is_control() && character != '\n', " ")
            )?;
        }
    }
    Ok(())
}

fn to_text(request: &Activity, feed: Option<&Feed>, zone: &TimeZone) -> String {
    let time = request.begun.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S");
    let title = feed.map(|feed| format!(" \u{b7} {}", feed.title())).unwrap_or_default();
    let mut lines = vec![
        format!("{time}  {}  {}", answer_words(request), request.url),
        format!(
            "{:21}{}{title} \u{b7} {}",
            "",
            cause_words(request.cause),
            transfer_words(request)
        ),
    ];
    lines.extend(
        request
            .redirects
            .iter()
            .map(|redirect| format!("{:21}{} to {}", "", redirect.status, redirect.url)),
    );
    lines.join("\n")
}

fn to_json(request: &Activity, feed: Option<&Feed>, minutes: u32) -> Value {
    let (status, error) = match &request.answer {
        Answer::Status(status) => (Some(status), None),
        Answer::Failed(message) => (None, Some(message)),
        Answer::Kept => (None, None),
    };
    let next_attempt = feed
        .filter(|feed| !feed.health.is_gone)
        .and_then(|feed| feed.next_attempt(minutes).or(feed.health.next_check));
    json!({
        "time": request.begun,
        "cause": request.cause.kind(),
        "feed_id": request.feed_id,
        "feed": feed.map(Feed::title),
        "url": request.url,
        "is_conditional": request.is_conditional,
        "redirects": request.redirects,
        "status": status,
        "error": error,
        "is_failed": request.is_failed(),
        "is_kept": request.answer == Answer::Kept,
        "bytes": request.bytes,
        "milliseconds": u64::try_from(request.took.as_millis()).unwrap_or(u64::MAX),
        "content_type": request.content_type,
        "next_attempt": next_attempt,
    })
}
