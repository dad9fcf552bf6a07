//! Text and markup as they are found: any encoding to text, text to tokens, references to
//! characters. Nothing in here fails.
//!
//! Feeds, subscription lists and web pages are read through this; the strict parsers come after it.

pub(crate) mod decode;
pub(crate) mod entities;
mod tokens;

pub(crate) use decode::decode;
pub(crate) use tokens::{Cursor, Tag, Token, split_name};
