//! What Atom's text constructs say, in the words of 1.0 (`type`) and of 0.3 (`mode`).

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};

use super::field::{Field, Words};
use crate::markup::entities::Declared;

/// Reads base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The words of a title, a summary or a body in Atom; nothing if they are no words (a picture in
/// base64, say).
pub(super) fn construct<'a>(field: &Field<'a>, declared: &Declared<'_>) -> Option<Words<'a>> {
    let media_type = field.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let mode = field.attribute("mode").unwrap_or_default().trim().to_ascii_lowercase();
    if mode == "base64" {
        return Some(typed(media_type, from_base64(&field.text(declared))?));
    }
    let is_escaped = mode == "escaped";
    match media_type {
        "" | "text" | "text/plain" if field.has_children && !is_escaped => {
            Some(Words::html(field.xhtml()))
        }
        "" | "text" | "text/plain" => Some(Words::plain(field.text(declared))),
        "html" | "text/html" => Some(Words::html(field.html(declared))),
        "xhtml" | "application/xhtml+xml" => Some(xhtml(field, declared)),
        other if other.ends_with("xml") => Some(xhtml(field, declared)),
        other if other.starts_with("text/") => Some(Words::plain(field.text(declared))),
        // Anything else is base64 by the book; a picture or a sound is nothing to read, other
        // things may be plain words.
        other if ["image/", "audio/", "video/"].iter().any(|start| other.starts_with(start)) => {
            None
        }
        other if other.contains('/') => {
            let text = field.text(declared);
            Some(from_base64(&text).map_or_else(|| Words::plain(text), |text| typed(other, text)))
        }
        _ => Some(Words::html(field.html(declared))),
    }
}

fn typed<'a>(media_type: &str, text: String) -> Words<'a> {
    if media_type.contains("html") || media_type.contains("xml") {
        Words::html(text)
    } else {
        Words::plain(text)
    }
}

fn xhtml<'a>(field: &Field<'a>, declared: &Declared<'_>) -> Words<'a> {
    let text = field.text(declared);
    // XHTML that was escaped all the same: nobody means to show the tags.
    if !field.has_children && text.contains("</") {
        return Words::html(text);
    }
    Words::html(field.xhtml())
}

fn from_base64(text: &str) -> Option<String> {
    let packed: String = text.split_ascii_whitespace().collect();
    String::from_utf8(BASE64.decode(packed).ok()?).ok()
}
