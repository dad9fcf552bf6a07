//! Recognises promotions around the article: share buttons, subscription boxes, related posts, the
//! last lines that publishing tools add.
//!
//! They are folded, never dropped, so that a mistake costs a click and no words.

use super::dom::Element;
use super::elements::Role;
use super::frames::has_words_in;
use super::model::{Block, Inline, InlineStyle, Run};
use super::paragraphs::run_text;
use crate::i18n::t;

/// Whole class names that only promotions have, as publishing tools write them.
const CLASSES: [&str; 42] = [
    // Rows of share buttons.
    "a2a_kit",
    "addthis_inline_share_toolbox",
    "addthis_toolbox",
    "addtoany_share_save_container",
    "essb_links",
    "feedflare",
    "heateor_sss_sharing_container",
    "post-share",
    "sd-sharing",
    "sd-sharing-enabled",
    "share-buttons",
    "sharedaddy",
    "shariff",
    "sharing-buttons",
    "simplesocialbuttons",
    "social-share",
    "social-sharing",
    "ssba",
    "swp_social_panel",
    // Boxes that ask for an address.
    "captioned-button-wrap",
    "formkit-form",
    "install-substack-app-embed",
    "jetpack_subscription_widget",
    "kg-signup-card",
    "mc4wp-form",
    "mc_embed_signup",
    "newsletter-signup",
    "newsletter-subscribe",
    "subscribe-widget",
    "subscription-widget",
    "subscription-widget-wrap",
    "subscription-widget-wrap-editor",
    "wp-block-jetpack-subscriptions",
    // Other posts.
    "crp_related",
    "jp-relatedposts",
    "related-articles",
    "related-posts",
    "wp-block-jetpack-related-posts",
    "yarpp-related",
    // Advertisements.
    "ad-container",
    "ad-wrapper",
    "advertisement",
];

/// A box with more characters is an article that uses such a class.
const MAX_CHARS: usize = 1500;

/// Longest line, in characters, in which a tool states where a post appeared first.
const MAX_TAIL_CHARS: usize = 400;

/// Whether the class of an element marks it as a promotion.
pub(super) fn claims_to_promote(element: &Element, role: Role) -> bool {
    matches!(role, Role::Division | Role::Paragraph) && element.has_class(&CLASSES)
}

/// Whether blocks are as short and plain as promotions are.
pub(super) fn may_fold(blocks: &[Block]) -> bool {
    chars(blocks).is_some_and(|chars| chars <= MAX_CHARS)
}

/// The blocks of a document, with its promotions folded into one line at the end.
pub(super) fn folded(mut blocks: Vec<Block>, mut promotions: Vec<Vec<Block>>) -> Vec<Block> {
    if blocks.len() > 1 && blocks.last().is_some_and(is_tail) {
        promotions.extend(blocks.pop().map(|tail| vec![tail]));
    }
    let count = promotions.len();
    let mut hidden: Vec<Block> = promotions.into_iter().flatten().collect();
    if count == 0 {
        return blocks;
    }
    // If there is nothing else, the promotions are the article.
    if !has_words_in(&blocks)
        && !blocks.iter().any(|block| {
            matches!(
                block,
                Block::Image(_) | Block::Figure { .. } | Block::Gallery(_) | Block::Embed(_)
            )
        })
    {
        blocks.append(&mut hidden);
        return blocks;
    }
    let text = t!(article_promotions_hidden, count = count);
    let summary =
        vec![Inline::Text(Run { text, style: InlineStyle::SMALL, link: None, hint: None })];
    blocks.push(Block::Details { summary, blocks: hidden, is_open: false, is_promotion: true });
    blocks
}

/// The number of characters of the blocks, or `None` if one of them does not occur in promotions.
fn chars(blocks: &[Block]) -> Option<usize> {
    blocks.iter().map(block_chars).sum()
}

fn block_chars(block: &Block) -> Option<usize> {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => {
            Some(run_text(content).chars().count())
        }
        Block::List(list) => list.items.iter().map(|item| chars(&item.blocks)).sum(),
        Block::Quote(blocks) | Block::Gallery(blocks) => chars(blocks),
        Block::Figure { blocks, caption, .. } => {
            Some(chars(blocks)? + run_text(caption).chars().count())
        }
        Block::Rule | Block::Image(_) => Some(0),
        Block::DefinitionList(_)
        | Block::Details { .. }
        | Block::Code(_)
        | Block::Table(_)
        | Block::Embed(_) => None,
    }
}

/// Whether the block is the last line of a WordPress post: "The post ... appeared first on ...".
fn is_tail(block: &Block) -> bool {
    let Block::Paragraph { content, .. } = block else { return false };
    let has_link =
        content.iter().any(|item| matches!(item, Inline::Text(run) if run.link.is_some()));
    let words = run_text(content);
    let is_worded = words.starts_with("The post ")
        && (words.contains(" appeared first on ") || words.contains(" first appeared on "));
    has_link && is_worded && words.chars().count() <= MAX_TAIL_CHARS
}
