//! `gleaner inspect`: prints how the program reads a feed, a web page or a subscription list,
//! without subscribing.
//!
//! The forms that `--json` prints are a contract, documented in the README; the text forms are for
//! people and may change.

mod input;
mod json;
mod text;

use std::io::Write;

use serde_json::Value;
use url::Url;

use super::CliError;
use super::profile::Profile;
use crate::document::{self, Readable};
use crate::model::Clock;
use crate::net::discovery::{self, FoundBy, FoundFeed};
use crate::opml::{self, SubscriptionList};
use crate::parse::{self, ParseContext, ParsedFeed};

/// Width of the text forms, in characters.
const TEXT_WIDTH: usize = 80;

/// Arguments of `gleaner inspect`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Args {
    /// A file, an address, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub input: String,
    /// The address of the document, for resolving relative links
    #[arg(long, value_name = "URL")]
    pub base: Option<Url>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// List the feeds that a web page names
    #[arg(long, group = "what")]
    pub discover: bool,
    /// Read a subscription list
    #[arg(long, group = "what")]
    pub opml: bool,
    /// Extract the article from a web page
    #[arg(long, group = "what")]
    pub readable: bool,
    /// Print the parsed form of an HTML fragment
    #[arg(long, group = "what", conflicts_with = "json")]
    pub document: bool,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Json,
    Text,
}

/// Prints the content of the input. Requests sent for it are recorded in the library of the
/// profile, if there is one.
pub fn run(
    args: &Args,
    profile: Option<&Profile>,
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let input = input::read(&args.input, args.base.clone(), profile, clock)?;
    let form = if args.json { Form::Json } else { Form::Text };
    let answer = if args.document {
        document_text(&input.bytes, input.url.as_ref())
    } else if args.discover {
        let feeds = feeds_of_page(&input.bytes, &input.context())?;
        match form {
            Form::Json => printed(&json::discovery(&feeds)),
            Form::Text => text::discovery(&feeds),
        }
    } else if args.readable {
        let found = article_of_page(&input.bytes, &input.context())?;
        match form {
            Form::Json => printed(&json::readable(&found)),
            Form::Text => text::readable(&found),
        }
    } else if args.opml {
        let list = list(&input.bytes)?;
        match form {
            Form::Json => printed(&json::list(&list)),
            Form::Text => text::list(&list),
        }
    } else {
        let feed = feed(&input.bytes, &input.context())?;
        match form {
            Form::Json => printed(&json::feed(&feed)),
            Form::Text => text::feed(&feed),
        }
    };
    Ok(out.write_all(answer.as_bytes())?)
}

fn printed(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The output of `gleaner inspect --json` for a feed.
#[must_use]
pub fn feed_json(feed: &ParsedFeed) -> Value {
    json::feed(feed)
}

/// The output of `gleaner inspect --discover --json` for a web page.
pub fn discovery_json(bytes: &[u8], context: &ParseContext) -> Result<Value, CliError> {
    feeds_of_page(bytes, context).map(|feeds| json::discovery(&feeds))
}

/// The output of `gleaner inspect --opml --json` for a subscription list.
pub fn list_json(bytes: &[u8]) -> Result<Value, CliError> {
    list(bytes).map(|list| json::list(&list))
}

/// The output of `gleaner inspect --readable --json` for a web page.
pub fn readable_json(bytes: &[u8], context: &ParseContext) -> Result<Value, CliError> {
    article_of_page(bytes, context).map(|found| json::readable(&found))
}

fn article_of_page(bytes: &[u8], context: &ParseContext) -> Result<Readable, CliError> {
    document::readable_page(bytes, context.charset.as_deref(), context.document_url.as_ref())
        .ok_or_else(|| {
            CliError::new(
                "no_article",
                "No article was found on this page - open it in the browser",
            )
        })
}

/// The output of `gleaner inspect --document` for an HTML fragment.
#[must_use]
pub fn document_text(bytes: &[u8], base: Option<&Url>) -> String {
    document::dump(&document::from_html(&String::from_utf8_lossy(bytes), base))
}

fn feed(bytes: &[u8], context: &ParseContext) -> Result<ParsedFeed, CliError> {
    parse::parse_feed(bytes, context)
        .map_err(|error| CliError::new(error.kind(), error.user_message()))
}

fn list(bytes: &[u8]) -> Result<SubscriptionList, CliError> {
    opml::parse_opml(bytes).map_err(|error| CliError::new(error.kind(), error.user_message()))
}

fn feeds_of_page(bytes: &[u8], context: &ParseContext) -> Result<Vec<FoundFeed>, CliError> {
    let Some(url) = &context.document_url else {
        return Err(CliError::new(
            "usage",
            "The address of the page is unknown - give it with --base",
        ));
    };
    let found = discovery::feeds_of_page(bytes, url, context.charset.as_deref());
    match parse::parse_feed(bytes, context) {
        // The document is a feed itself, not a page that names one.
        Ok(feed) if found.is_empty() => Ok(vec![FoundFeed {
            url: url.clone(),
            media_type: None,
            title: feed.title,
            found_by: FoundBy::Declaration,
        }]),
        Ok(_) | Err(_) => Ok(found),
    }
}
