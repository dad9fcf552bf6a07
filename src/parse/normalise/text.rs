//! Reads Atom's text constructs, with the attributes of Atom 1.0 (`type`) and 0.3 (`mode`).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};

use super::field::{Field, TextConstruct};
use crate::markup::entities::{DeclaredEntities, decode_html};
use crate::markup::escaped::holds_markup;
use crate::markup::{Cursor, Token, markdown};

/// Reads base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The text of a title, a summary or a body in Atom, or `None` if it is no text (a picture in
/// base64, for example).
pub(super) fn construct<'a>(
    field: &Field<'a>,
    declared: &DeclaredEntities<'_>,
) -> Option<TextConstruct<'a>> {
    let media_type = field.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let mode = field.attribute("mode").unwrap_or_default().trim().to_ascii_lowercase();
    if mode == "base64" {
        return Some(typed(media_type, from_base64(&field.text(declared))?));
    }
    let is_escaped = mode == "escaped";
    match media_type {
        "" | "text" | "text/plain" if field.has_children && !is_escaped => {
            Some(TextConstruct::html(field.xhtml()))
        }
        "" | "text" | "text/plain" => Some(TextConstruct::plain(field.text(declared))),
        "html" | "text/html" if field.has_children => {
            let markup = field.html(declared);
            Some(TextConstruct::html(escaped_within(&markup).map_or(markup, Cow::Owned)))
        }
        "html" | "text/html" => Some(TextConstruct::html(field.html(declared))),
        "xhtml" | "application/xhtml+xml" => Some(xhtml(field, declared)),
        "text/markdown" | "text/x-markdown" => {
            Some(TextConstruct::html(markdown::to_html(&field.text(declared))))
        }
        other if other.ends_with("xml") => Some(xhtml(field, declared)),
        other if other.starts_with("text/") => Some(TextConstruct::plain(field.text(declared))),
        // RFC 4287 wants base64 for every other type. Pictures and sounds have no text, but for
        // the rest publishers often write plain text.
        other if ["image/", "audio/", "video/"].iter().any(|start| other.starts_with(start)) => {
            None
        }
        other if other.contains('/') => {
            let text = field.text(declared);
            Some(
                from_base64(&text)
                    .map_or_else(|| TextConstruct::plain(text), |text| typed(other, text)),
            )
        }
        _ => Some(TextConstruct::html(field.html(declared))),
    }
}

/// The markup with its text unescaped, if all its tags are an envelope around escaped markup: some
/// publishers escape a body as `html` demands, and put it into a `div` all the same.
fn escaped_within(markup: &str) -> Option<String> {
    const ENVELOPES: [&str; 4] = ["div", "p", "section", "article"];
    if !markup.contains("&lt;") {
        return None;
    }
    let mut out = String::with_capacity(markup.len());
    let (mut cursor, mut has_markup) = (Cursor::new(markup), false);
    loop {
        let start = cursor.position();
        let Some(token) = cursor.next_token() else { break };
        match token {
            Token::Text(text) if text.contains('&') => {
                let text = decode_html(text);
                has_markup |= holds_markup(&text);
                out.push_str(&text);
            }
            Token::Open(tag) if !ENVELOPES.contains(&tag.name) => return None,
            Token::Close(name) if !ENVELOPES.contains(&name) => return None,
            _ => out.push_str(markup.get(start..cursor.position())?),
        }
    }
    has_markup.then_some(out)
}

fn typed<'a>(media_type: &str, text: String) -> TextConstruct<'a> {
    if media_type.contains("html") || media_type.contains("xml") {
        TextConstruct::html(text)
    } else {
        TextConstruct::plain(text)
    }
}

fn xhtml<'a>(field: &Field<'a>, declared: &DeclaredEntities<'_>) -> TextConstruct<'a> {
    let text = field.text(declared);
    // Some publishers escape their XHTML as well. Nobody wants the tags to be shown.
    if !field.has_children && text.contains("</") {
        return TextConstruct::html(text);
    }
    TextConstruct::html(field.xhtml())
}

fn from_base64(text: &str) -> Option<String> {
    let packed: String = text.split_ascii_whitespace().collect();
    String::from_utf8(BASE64.decode(packed).ok()?).ok()
}
