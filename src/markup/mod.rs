//! Reads text and markup as they are found: bytes of any encoding to text, text to tokens,
//! references to characters. Nothing in here fails.
//!
//! Feeds, subscription lists, web pages and article bodies are all read through this module. Only
//! feed-rs and html5ever, which come after it, have tokenizers of their own.

pub(crate) mod attributes;
pub(crate) mod decode;
pub(crate) mod entities;
pub(crate) mod escape;
pub(crate) mod escaped;
pub(crate) mod links;
pub(crate) mod markdown;
mod tokens;

pub(crate) use decode::decode;
pub(crate) use tokens::{Cursor, Tag, Token, is_raw_text, is_void, split_name};
