//! Turns the body of an entry into a [`Document`]: blocks and inlines without anything that could
//! run or track. Parsing never fails.
//!
//! [`from_html`] builds the same tree as a browser (`sink`, `dom`) and walks it once (`build`).

mod bbcode;
mod boxes;
mod build;
mod callouts;
mod cards;
mod code;
mod code_boxes;
mod custom;
mod digest;
mod direction;
mod dom;
mod drawing;
mod dump;
mod elements;
mod embeds;
mod emoji;
mod figures;
mod flatten;
mod folding;
mod formula;
mod frames;
mod galleries;
#[cfg(feature = "highlight")]
mod highlight;
mod html;
mod images;
mod kept_pictures;
mod language;
pub mod limits;
mod line;
mod lists;
mod markdown;
mod mermaid;
mod model;
mod notes;
mod page;
mod paragraphs;
mod plain;
mod players;
mod prepare;
mod promotions;
mod readable;
mod shortcodes;
mod sink;
mod source;
mod spoilers;
mod style;
mod tables;
mod tame;
mod terminal;
mod text;
mod texts;
mod titles;
mod tokens;
mod typeset;
mod urls;
mod visit;
mod walk;

use std::collections::HashSet;
use std::panic::catch_unwind;

use url::Url;

pub use digest::{
    Digest, EXCERPT_CHARS, digest, digest_and_text, excerpt, excerpt_of, text_of, words,
};
pub use dump::dump;
#[cfg(feature = "highlight")]
pub use highlight::{
    MAX_HIGHLIGHTED_BYTES, MAX_HIGHLIGHTED_LINE, MAX_HIGHLIGHTED_OF_DOCUMENT, highlight,
};
pub use html::to_html;
pub use kept_pictures::{data_address, picture_urls, with_pictures};
pub use markdown::to_markdown;
pub use mermaid::MERMAID;
pub use model::{
    Align, Block, Code, CodeToken, Definition, Document, Embed, EmbedKind, Formula, Image,
    ImageCandidate, Inline, InlineStyle, LinkTarget, List, ListItem, ListMarker, Run, SOFT_HYPHEN,
    Table, TableCell, TableRow, TokenKind, without_soft_hyphens,
};
pub use notes::{is_note_mark, is_way_back};
pub use readable::{MAX_PAGE_BYTES, MAX_PAGE_ELEMENTS, Readable, readable, readable_page};
pub use text::{bare_text, plain_text, reading_minutes, text_of_document};
pub use texts::{count_texts, is_text};
pub use titles::drop_title;
pub use urls::without_tracking;

use dom::Dom;
use urls::Addresses;

/// The document of an HTML body. Relative addresses refer to `base`. Never fails: markup that
/// cannot be understood is shown as its words.
#[must_use]
pub fn from_html(html: &str, base: Option<&Url>) -> Document {
    // A bug here or in html5ever must not let a feed stop the program.
    catch_unwind(|| parsed(html, base)).unwrap_or_else(|_| text::words_only(html))
}

fn parsed(html: &str, base: Option<&Url>) -> Document {
    let html = source::restored(html);
    if let Some(document) = plain::from_plain_text(&html) {
        return document;
    }
    let mut parsed = sink::parse(&html);
    prepare::prepare(&mut parsed.dom);
    let addresses = Addresses { base, anchors: anchors(&parsed.dom) };
    let mut document = build::build(&parsed.dom, addresses);
    document.is_truncated |= parsed.is_truncated;
    document
}

/// Without the feature `highlight`, code has only the colours that its page gave it.
#[cfg(not(feature = "highlight"))]
#[must_use]
pub fn highlight(_document: &Document) -> Option<Document> {
    None
}

/// Every name that a link within the body can point to.
fn anchors(dom: &Dom) -> HashSet<String> {
    let names = dom.elements().flat_map(|element| {
        [element.attr("id"), element.attr("name").filter(|_| &**element.local() == "a")]
    });
    names.flatten().filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
