//! `gleaner inspect`: shows what the program makes of a feed, a page or a subscription list,
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
use crate::config::Paths;
use crate::document::{self, Readable};
use crate::net::discovery::{self, FoundBy, FoundFeed};
use crate::opml::{self, SubscriptionList};
use crate::parse::{self, ParseContext, ParsedFeed};

/// How wide the text form of an article is.
const TEXT_WIDTH: usize = 80;

/// Arguments of `gleaner inspect`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
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
    /// Take the article out of a web page
    #[arg(long, group = "what")]
    pub readable: bool,
    /// Print the document that an HTML fragment becomes
    #[arg(long, group = "what", conflicts_with = "json")]
    pub document: bool,
}

/// What to print it as.
#[derive(Debug, Clone, Copy)]
enum Form {
    Json,
    Text,
}

/// Prints what is in the input. What is fetched for it is noted in the library of the profile,
/// where there is one.
pub fn run(args: &Args, paths: Option<&Paths>, out: &mut dyn Write) -> Result<(), CliError> {
    let input = input::read(&args.input, args.base.clone(), paths)?;
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

/// What `gleaner inspect --json` prints of a feed.
#[must_use]
pub fn feed_json(feed: &ParsedFeed) -> Value {
    json::feed(feed)
}

/// What `gleaner inspect --discover --json` prints of a page.
pub fn discovery_json(bytes: &[u8], context: &ParseContext) -> Result<Value, CliError> {
    feeds_of_page(bytes, context).map(|feeds| json::discovery(&feeds))
}

/// What `gleaner inspect --opml --json` prints of a subscription list.
pub fn list_json(bytes: &[u8]) -> Result<Value, CliError> {
    list(bytes).map(|list| json::list(&list))
}

/// What `gleaner inspect --readable --json` prints of a page.
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

/// What `gleaner inspect --document` prints of an HTML fragment.
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
            "The page's address is not known - give it with --base",
        ));
    };
    let found = discovery::feeds_of_page(bytes, url, context.charset.as_deref());
    match parse::parse_feed(bytes, context) {
        // The address is that of a feed already.
        Ok(feed) if found.is_empty() => Ok(vec![FoundFeed {
            url: url.clone(),
            media_type: None,
            title: feed.title,
            found_by: FoundBy::Declaration,
        }]),
        Ok(_) | Err(_) => Ok(found),
    }
}
