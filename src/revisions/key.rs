//! Hashes of blocks. Two blocks with one hash are the same to a reader: class, style, tracking
//! parameters, entities and white space are gone, and counters and relative times count as equal.

use std::hash::{DefaultHasher, Hash, Hasher as _};

use url::Url;

use super::lines::{Line, each_line};
use super::words::{keys, tokens};
use crate::document::{Block, Document, Embed, LinkTarget, without_tracking};

/// The endings of files that are pictures. Behind them a query only sets size or format.
const PICTURES: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"];

/// The hash of a value.
pub(super) fn of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The hashes of the blocks of a document, without promotions and empty blocks.
pub(super) fn of_document(document: &Document) -> Vec<u64> {
    document.blocks.iter().filter(|block| !is_promotion(block)).map(of_block).collect()
}

/// Whether a block holds what was moved out of the article.
pub(super) fn is_promotion(block: &Block) -> bool {
    matches!(block, Block::Details { is_promotion: true, .. })
}

/// The hash of a block with everything in it.
pub(super) fn of_block(block: &Block) -> u64 {
    of(&parts(block))
}

/// A number for the kind of each line in a block, and its words.
fn parts(block: &Block) -> Vec<(u8, Vec<u64>)> {
    let mut parts = vec![(kind(block), Vec::new())];
    each_line(block, &mut |line| {
        parts.push(match line {
            Line::Inlines(inlines) => (100, keys(&tokens(inlines))),
            Line::Code(code) => (101, vec![of(&code_text(&code.text))]),
            Line::Image(image) => (102, vec![picture(&image.url)]),
            Line::Embed(embed) => (103, vec![of_embed(embed)]),
            Line::Rule => (104, Vec::new()),
        });
    });
    parts
}

/// Code without the white space at the ends of its lines.
fn code_text(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// The words in a block, sorted, to compare two blocks. A picture counts as some words.
pub(super) fn bag(block: &Block) -> Vec<u64> {
    const WORDS_OF_PICTURE: usize = 8;
    let mut words = Vec::new();
    each_line(block, &mut |line| match line {
        Line::Inlines(inlines) => {
            words.extend(
                tokens(inlines).iter().filter(|token| token.is_word).map(|token| token.key),
            );
        }
        Line::Code(code) => words.extend(code.text.split_whitespace().map(|word| of(&word))),
        Line::Image(image) => {
            words.extend(std::iter::repeat_n(picture(&image.url), WORDS_OF_PICTURE));
        }
        Line::Embed(embed) => words.extend(std::iter::repeat_n(of_embed(embed), WORDS_OF_PICTURE)),
        Line::Rule => {}
    });
    words.sort_unstable();
    words
}

/// [`bag`] for several blocks.
pub(super) fn bag_of(blocks: &[Block]) -> Vec<u64> {
    let mut words: Vec<u64> = blocks.iter().flat_map(bag).collect();
    words.sort_unstable();
    words
}

fn of_embed(embed: &Embed) -> u64 {
    of(&address(&without_tracking(embed.url.clone())))
}

/// A number for each kind of block.
pub(super) fn kind(block: &Block) -> u8 {
    match block {
        Block::Heading { .. } => 1,
        Block::Paragraph { .. } => 2,
        Block::List(_) => 3,
        Block::Quote(_) => 4,
        Block::Rule => 5,
        Block::DefinitionList(_) => 6,
        Block::Details { .. } => 7,
        Block::Code(_) => 8,
        Block::Table(_) => 9,
        Block::Figure { .. } => 10,
        Block::Gallery(_) => 11,
        Block::Image(_) => 12,
        Block::Embed(_) => 13,
    }
}

/// An address without its scheme and the slash at its end.
pub(super) fn address(url: &Url) -> String {
    let text = url.as_str().trim_end_matches('/');
    text.split_once("://").map_or(text, |(_, rest)| rest).to_owned()
}

/// The hash of the address of a picture.
pub(super) fn picture(url: &Url) -> u64 {
    let path = url.path().to_ascii_lowercase();
    if PICTURES.iter().any(|ending| path.ends_with(ending)) {
        return of(&(url.host_str(), url.path()));
    }
    of(&address(&without_tracking(url.clone())))
}

/// The hash of the target of a link.
pub(super) fn link(target: &LinkTarget) -> u64 {
    match target {
        LinkTarget::Url(url) => of(&address(&without_tracking(url.clone()))),
        LinkTarget::Anchor(name) => of(name),
        LinkTarget::Time(time) => of(&time.as_secs().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_html;

    fn same(old: &str, new: &str) -> bool {
        of_document(&from_html(old, None)) == of_document(&from_html(new, None))
    }

    #[test]
    fn markup_that_a_reader_does_not_see_is_no_change() {
        assert!(same("<p>one two</p>", "<p class=x style='color:red'>one\n  two </p>"));
        assert!(same("<p>caf\u{e9} &amp; co</p>", "<p>caf&eacute; &#38; co</p>"));
        assert!(same("<p>one <b>two</b></p>", "<p>one <em>two</em></p>"));
        assert!(same("<p>one<br>two</p>", "<p>one two</p>"));
    }

    #[test]
    fn tracking_parameters_and_sizes_of_pictures_are_no_change() {
        assert!(same(
            "<p><a href='http://a.org/x'>go</a></p>",
            "<p><a href='https://a.org/x/?utm_source=rss'>go</a></p>"
        ));
        assert!(same(
            "<img src='https://a.org/x.jpg?w=640'>",
            "<img src='https://a.org/x.jpg?w=1280'>"
        ));
        assert!(!same("<img src='https://a.org/x.jpg'>", "<img src='https://a.org/y.jpg'>"));
        assert!(!same(
            "<p><a href='https://a.org/x'>go</a></p>",
            "<p><a href='https://a.org/y'>go</a></p>"
        ));
    }

    #[test]
    fn counters_relative_times_and_promotions_are_no_change() {
        assert!(same("<p>text</p><p>12 comments</p>", "<p>text</p><p>13 comments</p>"));
        assert!(same("<p>Posted 2 hours ago</p>", "<p>Posted 3 days ago</p>"));
        assert!(same("<p>text</p><div class=sharedaddy><p>Share on X</p></div>", "<p>text</p>"));
    }

    #[test]
    fn another_word_another_strike_and_other_code_are_changes() {
        assert!(!same("<p>one two</p>", "<p>one three</p>"));
        assert!(!same("<p>one two</p>", "<p>one <s>two</s></p>"));
        assert!(!same("<pre>a\nb</pre>", "<pre>a\n  b</pre>"));
        assert!(same("<pre>a  \nb</pre>", "<pre>a\nb\n</pre>"));
        assert!(!same("<p>x</p>", "<h2>x</h2>"));
    }
}
