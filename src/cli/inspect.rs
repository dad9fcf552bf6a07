//! `gleaner inspect`: shows what the program makes of a feed, a page or a subscription list, without subscribing.

use std::io::Write;

use url::Url;

use super::CliError;

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
    /// List the feeds that a page offers
    #[arg(long, group = "what")]
    pub discover: bool,
    /// Read a subscription list
    #[arg(long, group = "what")]
    pub opml: bool,
    /// Print the document that an HTML fragment becomes
    #[arg(long, group = "what")]
    pub document: bool,
}

/// Prints what is in the input.
pub fn run(args: &Args, _out: &mut dyn Write) -> Result<(), CliError> {
    Err(CliError::new("unsupported", format!("Inspecting {} is not built yet", args.input)))
}
