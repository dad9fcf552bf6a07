//! The body of an entry as a document: parsed from HTML, never failing, with nothing in it that could run or spy.
//!
//! [`from_html`] goes through a tree as browsers build it ([`sink`], [`dom`]), then walks that tree once ([`build`]).

mod build;
mod code;
mod dom;
mod dump;
mod elements;
mod embeds;
mod flatten;
mod frames;
mod images;
mod language;
pub mod limits;
mod line;
mod lists;
mod model;
mod paragraphs;
mod sink;
mod style;
mod tables;
mod tame;
mod tokens;
mod urls;

use std::collections::HashSet;

use url::Url;

pub use dump::dump;
pub use model::{
    Align, Block, Code, CodeToken, Definition, Document, Embed, EmbedKind, Image, ImageCandidate, Inline, InlineStyle, LinkTarget, List,
    ListItem, ListMarker, Run, Table, TableCell, TableRow, TokenKind,
};

use dom::Dom;
use urls::Addresses;

/// The document of an HTML body; relative addresses refer to `base`. Never fails: what cannot be understood is shown as words.
#[must_use]
pub fn from_html(html: &str, base: Option<&Url>) -> Document {
    let parsed = sink::parse(html);
    let addresses = Addresses { base, anchors: anchors(&parsed.dom) };
    let mut document = build::build(&parsed.dom, addresses);
    document.is_truncated |= parsed.is_truncated;
    document
}

/// Every name that a link within the body could lead to.
fn anchors(dom: &Dom) -> HashSet<String> {
    let names = dom.elements().flat_map(|element| [element.attr("id"), element.attr("name").filter(|_| &**element.local() == "a")]);
    names.flatten().filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
