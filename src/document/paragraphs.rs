//! Turns the inlines between two blocks into paragraphs: splits them at empty lines and gives large
//! pictures a block of their own.

use std::sync::Arc;

use url::Url;

use super::direction::{Direction, mark};
use super::embeds::film_card;
use super::line::is_filler;
use super::model::{Block, Image, Inline, LinkTarget};
use super::urls::without_tracking;

/// A picture of up to this declared size may stay within a paragraph.
const SMALL_WIDTH: u32 = 120;
const SMALL_HEIGHT: u32 = 48;

/// The paragraphs and pictures of a line. `anchors` are link targets for the first paragraph, and
/// afterwards those that found no paragraph.
pub(super) fn paragraphs(
    items: Vec<Inline>,
    anchors: &mut Vec<String>,
    direction: Option<Direction>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for paragraph in split_at_empty_lines(items) {
        for segment in set_pictures_apart(paragraph) {
            push_segment(segment, anchors, direction, &mut blocks);
        }
    }
    blocks
}

fn push_segment(
    segment: Segment,
    anchors: &mut Vec<String>,
    direction: Option<Direction>,
    blocks: &mut Vec<Block>,
) {
    match segment {
        Segment::Picture(image) => blocks.push(Block::Image(image)),
        Segment::Words(items) => {
            let mut content = trimmed(items);
            let lead = content.iter().take_while(|item| matches!(item, Inline::Anchor(_))).count();
            anchors.extend(content.drain(..lead).filter_map(|item| {
                if let Inline::Anchor(name) = item { Some(name) } else { None }
            }));
            // Only a picture's own name stands alone below it.
            let names_picture =
                matches!(blocks.last(), Some(Block::Image(_))) && is_file_name(&content);
            if let Some(film) = bare_address(&mut content) {
                blocks.push(film);
            } else if !content.is_empty() && !names_picture {
                mark(&mut content, direction);
                // Long articles have many small vectors, whose spare capacity would double their
                // memory.
                content.shrink_to_fit();
                blocks.push(Block::Paragraph { anchors: std::mem::take(anchors), content });
            }
        }
    }
}

/// Makes a link of an address that is alone in its paragraph, or the card of the film that it leads
/// to: publishing tools replace it on their own pages.
fn bare_address(content: &mut [Inline]) -> Option<Block> {
    let [Inline::Text(run)] = content else { return None };
    let is_address = run.link.is_none()
        && (run.text.starts_with("https://") || run.text.starts_with("http://"))
        && !run.text.contains(char::is_whitespace);
    let url = is_address.then(|| Url::parse(&run.text).ok()).flatten()?;
    if let Some(film) = film_card(&url) {
        return Some(Block::Embed(Box::new(film)));
    }
    run.link = Some(Arc::new(LinkTarget::Url(without_tracking(url))));
    None
}

/// Whether a line only tells name and size of the file of a picture, as forums do.
pub(super) fn is_file_name(content: &[Inline]) -> bool {
    let [Inline::Text(run)] = content else { return false };
    if run.link.is_some() || run.text.len() > 160 {
        return false;
    }
    let text = run.text.to_lowercase();
    let names_file =
        [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|end| text.contains(end))
            || text.contains('\u{d7}');
    let mut words = text.split(|letter: char| letter.is_whitespace() || "()[],".contains(letter));
    let tells_size =
        text.split_whitespace().zip(text.split_whitespace().skip(1)).any(|(number, unit)| {
            let number = number.trim_start_matches(['(', '[']);
            number.starts_with(|first: char| first.is_ascii_digit()) && is_unit(unit)
        }) || words.any(|word| {
            let digits =
                word.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
            digits.len() < word.len() && is_unit(digits)
        });
    names_file && tells_size
}

fn is_unit(word: &str) -> bool {
    let word = word.trim_end_matches([')', ']', ',', '.']);
    matches!(word, "kb" | "kib" | "mb" | "mib" | "bytes" | "byte")
}

/// Whether the item shows nothing.
fn is_blank(item: &Inline) -> bool {
    match item {
        Inline::Text(run) => is_blank_text(&run.text),
        Inline::Break | Inline::Anchor(_) => true,
        Inline::Image(_) | Inline::Formula(_) => false,
    }
}

fn is_blank_text(text: &str) -> bool {
    text.chars().all(is_blank_character)
}

fn is_blank_character(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{200b}'
                | '\u{2060}'
                | '\u{200d}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2066}'..='\u{2069}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2800}'
                | '\u{3164}'
        )
        || is_filler(character)
}

/// Splits at two or more line breaks without anything between them. Authors mean paragraphs by
/// these.
fn split_at_empty_lines(items: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut paragraphs = vec![Vec::new()];
    let mut line = Vec::new();
    for item in items {
        let ends_line = item == Inline::Break;
        line.push(item);
        if ends_line {
            end_line(&mut line, &mut paragraphs);
        }
    }
    end_line(&mut line, &mut paragraphs);
    paragraphs
}

fn end_line(line: &mut Vec<Inline>, paragraphs: &mut Vec<Vec<Inline>>) {
    if line.iter().all(is_blank) {
        let anchors = line.drain(..).filter(|item| matches!(item, Inline::Anchor(_)));
        paragraphs.push(anchors.collect());
    } else if let Some(current) = paragraphs.last_mut() {
        current.append(line);
    }
}

enum Segment {
    Words(Vec<Inline>),
    Picture(Box<Image>),
}

/// Separates large pictures from the words of their paragraph.
fn set_pictures_apart(items: Vec<Inline>) -> Vec<Segment> {
    if !items.iter().any(|item| matches!(item, Inline::Image(_))) {
        return vec![Segment::Words(items)];
    }
    let has_words = has_words(&items);
    let pictures = items.iter().filter(|item| matches!(item, Inline::Image(_))).count();
    let stays = |image: &Image, is_between_words: bool| {
        if has_words {
            is_small(image)
                || (is_between_words && image.size.0.is_none_or(|width| width <= SMALL_WIDTH))
        } else {
            pictures > 1 && is_small(image)
        }
    };
    let between = between_words(&items);
    let mut segments = Vec::new();
    let mut words = Vec::new();
    for (item, is_between_words) in items.into_iter().zip(between) {
        match item {
            Inline::Image(image) if !stays(&image, is_between_words) => {
                segments.push(Segment::Words(std::mem::take(&mut words)));
                segments.push(Segment::Picture(image));
            }
            item => words.push(item),
        }
    }
    segments.push(Segment::Words(words));
    segments
}

/// For each item, whether its line has words on both sides of it.
fn between_words(items: &[Inline]) -> Vec<bool> {
    let is_word = |item: &Inline| matches!(item, Inline::Text(run) if !is_blank_text(&run.text));
    let scan = |seen: &mut bool, item: &Inline| {
        let before = *seen;
        *seen = (*seen || is_word(item)) && *item != Inline::Break;
        Some(before)
    };
    let before: Vec<bool> = items.iter().scan(false, scan).collect();
    let mut after: Vec<bool> = items.iter().rev().scan(false, scan).collect();
    after.reverse();
    before.into_iter().zip(after).map(|(before, after)| before && after).collect()
}

fn is_small(image: &Image) -> bool {
    match image.size {
        (Some(width), Some(height)) => width <= SMALL_WIDTH && height <= SMALL_HEIGHT,
        (Some(width), None) => width <= SMALL_HEIGHT,
        (None, Some(height)) => height <= SMALL_HEIGHT,
        (None, None) => is_badge(image),
    }
}

fn is_badge(image: &Image) -> bool {
    let address = image.url.as_str();
    address.contains("img.shields.io/")
        || address.contains("/badge.svg")
        || address.contains("badge.fury.io/")
        || address.contains("badgen.net/")
}

/// The items without white space and line breaks at both ends.
pub(super) fn trimmed(mut items: Vec<Inline>) -> Vec<Inline> {
    trim_end(&mut items);
    trim_start(&mut items);
    items
}

fn trim_end(items: &mut Vec<Inline>) {
    let kept = items.iter().rposition(|item| !is_blank(item)).map_or(0, |at| at + 1);
    let anchors: Vec<Inline> =
        items.drain(kept..).filter(|item| matches!(item, Inline::Anchor(_))).collect();
    if let Some(Inline::Text(run)) = items.last_mut() {
        let shown = run.text.trim_end_matches(is_trailing).len();
        run.text.truncate(shown);
    }
    items.extend(anchors);
}

/// Whether a character at the end of a line shows nothing.
fn is_trailing(character: char) -> bool {
    character.is_whitespace() || is_filler(character)
}

fn trim_start(items: &mut Vec<Inline>) {
    let lead = items.iter().take_while(|item| is_blank(item)).count();
    let anchors: Vec<Inline> =
        items.drain(..lead).filter(|item| matches!(item, Inline::Anchor(_))).collect();
    if let Some(Inline::Text(run)) = items.first_mut() {
        let blank = run.text.len() - run.text.trim_start().len();
        run.text.drain(..blank);
    }
    items.splice(..0, anchors);
}

/// Whether any item has visible text.
pub(super) fn has_words(items: &[Inline]) -> bool {
    items.iter().any(|item| matches!(item, Inline::Text(run) if !is_blank_text(&run.text)))
}

/// The text of the runs among the items.
pub(super) fn run_text(items: &[Inline]) -> String {
    let text = |item: &Inline| match item {
        Inline::Text(run) => Some(run.words().into_owned()),
        Inline::Image(_) | Inline::Break | Inline::Formula(_) | Inline::Anchor(_) => None,
    };
    items.iter().filter_map(text).collect()
}
