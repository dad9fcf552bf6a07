//! `gleaner inspect`: shows what the program makes of a feed, a page or a subscription list, without subscribing.
//!
//! The forms that `--json` prints are a contract, documented in the README; the text forms are for people and may change.

mod input;
mod json;
mod text;

use std::io::Write;

use serde_json::Value;
use url::Url;

use super::CliError;
use crate::document;
use crate::net::discovery;
use crate::opml::{self, SubscriptionList};
use crate::parse::{self, ParseContext, ParsedFeed};
use input::Input;

/// How wide the text form of an article is.
const TEXT_WIDTH: usize = 80;

/// Arguments of `gleaner inspect`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file, an address, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub input: String,
    /// The address of the document, for what is relative in it
    #[arg(long, value_name = "URL")]
    pub base: Option<Url>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// List the feeds that a page names
    #[arg(long, group = "what")]
    pub discover: bool,
    /// Read a subscription list
    #[arg(long, group = "what")]
    pub opml: bool,
    /// Print the document that an HTML fragment becomes
    #[arg(long, group = "what", conflicts_with = "json")]
    pub document: bool,
}

/// Prints what is in the input.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<(), CliError> {
    let input = input::read(&args.input, args.base.clone())?;
    if args.document {
        return Ok(out.write_all(document_text(&input.bytes, input.url.as_ref()).as_bytes())?);
    }
    let (value, readable) = if args.discover {
        let feeds = feeds_of_page(&input)?;
        (json::discovery(&feeds), text::discovery(&feeds))
    } else if args.opml {
        let list = list(&input.bytes)?;
        (json::list(&list), text::list(&list))
    } else {
        let feed = feed(&input.bytes, &input.context())?;
        let readable = if args.json { String::new() } else { text::feed(&feed) };
        (json::feed(&feed), readable)
    };
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &value).map_err(std::io::Error::from)?;
        return Ok(writeln!(out)?);
    }
    Ok(out.write_all(readable.as_bytes())?)
}

/// What `gleaner inspect --json` prints of a feed.
pub fn feed_json(bytes: &[u8], context: &ParseContext) -> Result<Value, CliError> {
    feed(bytes, context).map(|feed| json::feed(&feed))
}

/// What `gleaner inspect --discover --json` prints of a page.
pub fn discovery_json(bytes: Vec<u8>, base: Option<Url>) -> Result<Value, CliError> {
    feeds_of_page(&Input { bytes, url: base, content_type: None }).map(|feeds| json::discovery(&feeds))
}

/// What `gleaner inspect --opml --json` prints of a subscription list.
pub fn list_json(bytes: &[u8]) -> Result<Value, CliError> {
    list(bytes).map(|list| json::list(&list))
}

/// What `gleaner inspect --document` prints of an HTML fragment.
#[must_use]
pub fn document_text(bytes: &[u8], base: Option<&Url>) -> String {
    document::dump(&document::from_html(&String::from_utf8_lossy(bytes), base))
}

fn feed(bytes: &[u8], context: &ParseContext) -> Result<ParsedFeed, CliError> {
    parse::parse_feed(bytes, context).map_err(|error| CliError::new(error.kind(), error.user_message()))
}

fn list(bytes: &[u8]) -> Result<SubscriptionList, CliError> {
    opml::parse_opml(bytes).map_err(|error| CliError::new(error.kind(), error.user_message()))
}

fn feeds_of_page(input: &Input) -> Result<Vec<discovery::FoundFeed>, CliError> {
    let Some(url) = &input.url else {
        return Err(CliError::new("usage", "The page's address is not known - give it with --base"));
    };
    Ok(discovery::feeds_of_page(&input.bytes, url, input.context().charset.as_deref()))
}
