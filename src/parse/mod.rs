//! Parses a feed of any format into a [`ParsedFeed`]. feed-rs is the parser; the modules around it
//! repair the documents that it would refuse and keep the fields that it would lose.
//!
//! The steps: `markup::decode` (bytes to text), `normalise` (any dialect, however damaged,
//! to plain Atom), feed-rs, `adapt` (its model to ours), `identity` (the key of each entry).

mod adapt;
mod address;
mod body;
mod dates;
mod error;
mod identity;
mod limits;
mod names;
mod normalise;
mod parsed;
mod plain;
mod repeats;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use url::Url;

pub use error::ParseError;
pub use limits::{MAX_DOCUMENT_BYTES, MAX_ENTRIES};
pub use parsed::{ParsedEntry, ParsedFeed};

use normalise::{AtomFeed, NormalFeed};
pub(crate) use plain::from_html as title_of_html;

/// Facts about a document that are not in its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParseContext {
    /// The address of the document, after redirects.
    pub document_url: Option<Url>,
    /// The charset of the `Content-Type` header.
    pub charset: Option<String>,
}

impl ParseContext {
    /// `content_type` is the header as sent.
    #[must_use]
    pub fn new(document_url: Option<Url>, content_type: Option<&str>) -> Self {
        Self { document_url, charset: content_type.and_then(charset_of) }
    }
}

/// The charset parameter of a media type.
fn charset_of(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1).filter_map(|part| part.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let charset = charsets.next()?.1.trim().trim_matches(['"', '\'']).to_owned();
    (!charset.is_empty()).then_some(charset)
}

/// Parses a feed.
pub fn parse_feed(bytes: &[u8], context: &ParseContext) -> Result<ParsedFeed, ParseError> {
    read(Cow::Borrowed(bytes), context)
}

/// Parses a feed and frees its bytes as early as possible.
pub fn parse_owned(bytes: Vec<u8>, context: &ParseContext) -> Result<ParsedFeed, ParseError> {
    read(Cow::Owned(bytes), context)
}

fn read(bytes: Cow<'_, [u8]>, context: &ParseContext) -> Result<ParsedFeed, ParseError> {
    // The document is freed before feed-rs begins.
    let NormalFeed { atom: AtomFeed { head, pieces }, extras } = normal_feed(bytes, context)?;
    let head = read_atom(&head)?;
    let pieces = pieces.into_iter().map(|piece| Ok((read_atom(&piece.atom)?, piece.facts)));
    adapt::adapt(head, pieces, extras, context.document_url.as_ref())
}

fn normal_feed(bytes: Cow<'_, [u8]>, context: &ParseContext) -> Result<NormalFeed, ParseError> {
    within_limit(bytes.len())?;
    let decoded = match crate::markup::decode(&bytes, context.charset.as_deref()) {
        Cow::Borrowed(text) => return normal_text(text, context),
        Cow::Owned(decoded) => decoded,
    };
    drop(bytes);
    within_limit(decoded.len())?;
    normal_text(&decoded, context)
}

fn within_limit(bytes: usize) -> Result<(), ParseError> {
    if bytes > MAX_DOCUMENT_BYTES { Err(ParseError::TooLarge { bytes }) } else { Ok(()) }
}

fn normal_text(text: &str, context: &ParseContext) -> Result<NormalFeed, ParseError> {
    let text = text.trim_start();
    match text.chars().next() {
        None => Err(ParseError::Empty),
        Some('{') => normalise::normalise_json(text),
        Some(_) => match normalise::normalise(text, context.document_url.as_ref()) {
            Err(ParseError::NotAFeed) if text.contains("\"items\"") => json_within(text),
            read => read,
        },
    }
}

/// A JSON Feed after something else, such as the warning of a script or the name of a function.
fn json_within(text: &str) -> Result<NormalFeed, ParseError> {
    let json = text.find('{').and_then(|at| text.get(at..)).ok_or(ParseError::NotAFeed)?;
    normalise::normalise_json(json).map_err(|_| ParseError::NotAFeed)
}

/// The only call of feed-rs. A panic is caught, so that one feed cannot stop the refresh of the
/// others.
fn read_atom(atom: &str) -> Result<feed_rs::model::Feed, ParseError> {
    let parse = || {
        let parser = feed_rs::parser::Builder::new()
            // feed-rs would make a random id for an entry without guid and link.
            .id_generator(|_, _, _| String::new())
            .timestamp_parser(adapt::timestamp)
            .sanitize_content(false)
            .build();
        parser.parse(atom.as_bytes())
    };
    match catch_unwind(AssertUnwindSafe(parse)) {
        Ok(Ok(feed)) => Ok(feed),
        Ok(Err(error)) => Err(ParseError::Broken { reason: error.to_string() }),
        Err(_) => Err(ParseError::Broken { reason: "the parser panicked".to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charset_is_taken_out_of_the_media_type() {
        assert_eq!(charset_of("text/xml; charset=\"utf-8\""), Some("utf-8".to_owned()));
        assert_eq!(
            charset_of("application/rss+xml; x=1; Charset=KOI8-R"),
            Some("KOI8-R".to_owned())
        );
        assert_eq!(charset_of("application/rss+xml"), None);
    }

    #[test]
    fn documents_that_are_no_feeds_are_told_apart() {
        let kind = |text: &str| {
            parse_feed(text.as_bytes(), &ParseContext::default()).map_err(|error| error.kind())
        };
        assert_eq!(kind(" \n\t"), Err("empty"));
        assert_eq!(
            kind("<!DOCTYPE html><html><body>Prove that you are human</body></html>"),
            Err("web_page")
        );
        assert_eq!(kind("<opml version='2.0'><body/></opml>"), Err("subscription_list"));
        assert_eq!(kind("<note><to>Tove</to></note>"), Err("not_a_feed"));
        assert_eq!(kind("{\"error\": 500}"), Err("not_a_feed"));
        assert_eq!(kind("[]"), Err("not_a_feed"));
        assert_eq!(kind("{\"items\": ["), Err("broken_feed"));
    }

    #[test]
    fn markdown_beside_an_entry_is_read_as_markdown() {
        let markdown = "The **ladder** stands\n\n- in the [barn](https://e.org/barn)";
        let feed = format!(
            "<rss xmlns:source='http://source.scripting.com/'><channel><item>\
             <source:markdown>{markdown}</source:markdown></item></channel></rss>"
        );
        let feed = parse_feed(feed.as_bytes(), &ParseContext::default()).unwrap();
        let html = &feed.entries[0].content.html;
        assert!(html.contains("<strong>ladder</strong>") && html.contains("<li>in the <a"));
    }

    #[test]
    fn a_document_at_the_limit_is_read_and_one_beyond_is_not() {
        let feed = "<rss><channel><item/></channel></rss>";
        let padded = |size: usize| format!("{}{feed}", " ".repeat(size - feed.len()));
        assert!(
            parse_feed(padded(MAX_DOCUMENT_BYTES).as_bytes(), &ParseContext::default()).is_ok()
        );
        let beyond =
            parse_feed(padded(MAX_DOCUMENT_BYTES + 1).as_bytes(), &ParseContext::default());
        assert_eq!(beyond, Err(ParseError::TooLarge { bytes: MAX_DOCUMENT_BYTES + 1 }));
        // A euro sign is one byte in Windows-1252 and three in UTF-8.
        let head = "<?xml version='1.0' encoding='windows-1252'?>";
        let wide = [head.as_bytes(), &vec![0x80; MAX_DOCUMENT_BYTES / 3], feed.as_bytes()].concat();
        assert!(matches!(
            parse_owned(wide, &ParseContext::default()),
            Err(ParseError::TooLarge { .. })
        ));
    }
}
