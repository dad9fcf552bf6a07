//! Recognises link cards, which publishers' tools build from many nested elements to show the
//! address of another page.
//!
//! All words of the original are in the card or its caption. Icons and portraits are dropped.

use serde_json::Value;

use super::dom::{Dom, Element, NodeId};
use super::elements::{Role, role};
use super::model::{Block, Embed, EmbedKind, Inline, InlineStyle, LinkTarget, Run};
use super::style::is_hidden_element;
use super::urls::Addresses;

/// Classes of cards.
const CARDS: [&str; 9] = [
    "kg-bookmark-card",
    "ltag__link",
    "c-embed",
    "embedded-post-wrap",
    "onebox",
    "graf--mixtapeEmbed",
    "wp-block-bookmark",
    "bookmark-card",
    "is-type-wp-embed",
];

/// Classes of the title within a card.
const TITLES: [&str; 3] = ["kg-bookmark-title", "embedded-post-title", "wp-embed-heading"];

/// The class of cards that Substack fills by a script. Their content is in an attribute.
const SCRIPTED: &str = "digest-post-embed";

/// An element with more characters is an article in a box.
const MAX_CHARS: usize = 900;

/// The card that an element shows, if it is one.
pub(super) fn card(
    dom: &Dom,
    id: NodeId,
    element: &Element,
    addresses: &Addresses,
) -> Option<Block> {
    if !element.has_attr("class") {
        return None;
    }
    if element.has_class(&[SCRIPTED]) {
        return scripted(element, addresses);
    }
    if !element.has_class(&CARDS) {
        return None;
    }
    let heading = title_node(dom, id)?;
    let title = words_of(dom, heading, None);
    let url = address(dom, heading)
        .or_else(|| address_around(dom, heading, id))
        .or_else(|| address(dom, id))?;
    let LinkTarget::Url(url) = addresses.link(url)? else { return None };
    let rest = words_of(dom, id, Some(heading));
    let is_card = !title.is_empty()
        && title.chars().count() + rest.chars().count() <= MAX_CHARS
        && matches!(url.scheme(), "http" | "https");
    is_card.then(|| with_caption(Embed { kind: EmbedKind::Page, title, url, poster: None }, rest))
}

fn scripted(element: &Element, addresses: &Addresses) -> Option<Block> {
    let data: Value = serde_json::from_str(element.attr("data-attrs")?).ok()?;
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    let url = addresses.page(text("canonical_url"))?;
    let title = text("title").to_owned();
    (!title.is_empty()).then(|| {
        with_caption(
            Embed { kind: EmbedKind::Page, title, url, poster: None },
            text("caption").to_owned(),
        )
    })
}

fn with_caption(embed: Embed, caption: String) -> Block {
    let embed = Block::Embed(Box::new(embed));
    if caption.is_empty() {
        return embed;
    }
    let run = Run { text: caption, style: InlineStyle::empty(), link: None, hint: None };
    let caption = vec![Inline::Text(run)];
    Block::Figure { blocks: vec![embed], caption, is_caption_first: false }
}

/// The element with the title: by its class, else the first heading, bold text or link with words.
fn title_node(dom: &Dom, id: NodeId) -> Option<NodeId> {
    let elements = || {
        dom.descendants(id).filter_map(|child| dom.element(child).map(|element| (child, element)))
    };
    let has_words = |child: NodeId| !words_of(dom, child, None).is_empty();
    let by_class = elements().find(|(_, element)| element.has_class(&TITLES));
    let heading = || {
        elements().find(|(child, element)| {
            matches!(role(element.local().as_bytes()), Role::Heading(_)) && has_words(*child)
        })
    };
    let strong = || {
        elements().find(|(child, element)| {
            matches!(role(element.local().as_bytes()), Role::Styled(InlineStyle::STRONG))
                && has_words(*child)
        })
    };
    let link =
        || elements().find(|(child, element)| &**element.local() == "a" && has_words(*child));
    by_class.or_else(heading).or_else(strong).or_else(link).map(|(child, _)| child)
}

/// The first address of an element or within it.
fn address(dom: &Dom, id: NodeId) -> Option<&str> {
    let own = dom.element(id).and_then(|element| element.attr("href"));
    own.or_else(|| {
        dom.descendants(id)
            .filter_map(|child| dom.element(child))
            .find_map(|element| element.attr("href"))
    })
}

/// The address of the link around an element, up to `top`.
fn address_around(dom: &Dom, id: NodeId, top: NodeId) -> Option<&str> {
    let mut at = dom.parent(id);
    while at != top && dom.get(at).is_some() {
        if let Some(href) = dom.element(at).and_then(|element| element.attr("href")) {
            return Some(href);
        }
        at = dom.parent(at);
    }
    None
}

/// The words of an element without those of `except`. Texts of different parents have a dot between
/// them if `except` is given.
fn words_of(dom: &Dom, top: NodeId, except: Option<NodeId>) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut hidden: Option<NodeId> = None;
    let mut parent = None;
    for id in std::iter::once(top).chain(dom.descendants(top)) {
        if hidden.is_some_and(|hidden| is_within(dom, id, hidden)) {
            continue;
        }
        if let Some(element) = dom.element(id) {
            let role = role(element.local().as_bytes());
            let is_left_out = is_hidden_element(element)
                || matches!(role, Role::Dropped | Role::Script | Role::Frame)
                || Some(id) == except;
            hidden = is_left_out.then_some(id);
            continue;
        }
        let Some(words) = dom
            .text(id)
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
        else {
            continue;
        };
        let is_apart = parent.is_some_and(|parent| parent != dom.parent(id));
        match pieces.last_mut() {
            Some(last) if !is_apart => last.extend([" ", &words]),
            _ => pieces.push(words),
        }
        parent = Some(dom.parent(id));
    }
    pieces.join(if except.is_some() { " · " } else { " " })
}

fn is_within(dom: &Dom, id: NodeId, top: NodeId) -> bool {
    let mut at = id;
    while dom.get(at).is_some() {
        if at == top {
            return true;
        }
        at = dom.parent(at);
    }
    false
}
