//! What was on the lines between two blocks, made into paragraphs: split at empty lines, large
//! pictures set apart.

use super::model::{Block, Image, Inline};

/// A picture up to this size, declared, may stand among words.
const SMALL_WIDTH: u32 = 120;
const SMALL_HEIGHT: u32 = 48;

/// Paragraphs and pictures, and link targets that found no paragraph to stand in.
pub(super) fn paragraphs(items: Vec<Inline>, anchors: &mut Vec<String>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for paragraph in split_at_empty_lines(items) {
        for part in set_pictures_apart(paragraph) {
            push_part(part, anchors, &mut blocks);
        }
    }
    blocks
}

fn push_part(part: Part, anchors: &mut Vec<String>, blocks: &mut Vec<Block>) {
    match part {
        Part::Picture(image) => blocks.push(Block::Image(image)),
        Part::Words(items) => {
            let mut content = trimmed(items);
            let lead = content.iter().take_while(|item| matches!(item, Inline::Anchor(_))).count();
            anchors.extend(content.drain(..lead).filter_map(|item| {
                if let Inline::Anchor(name) = item { Some(name) } else { None }
            }));
            if !content.is_empty() {
                // Long articles are many small vectors: the room that growing left over would
                // double them.
                content.shrink_to_fit();
                blocks.push(Block::Paragraph { anchors: std::mem::take(anchors), content });
            }
        }
    }
}

/// Whether nothing can be seen.
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
                | '\u{200c}'
                | '\u{200d}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2800}'
                | '\u{3164}'
        )
}

/// Two or more line breaks with nothing between them separate paragraphs: that is what authors mean
/// by them.
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

enum Part {
    Words(Vec<Inline>),
    Picture(Box<Image>),
}

/// Takes pictures that are too large to stand among words out of their paragraph.
fn set_pictures_apart(items: Vec<Inline>) -> Vec<Part> {
    if !items.iter().any(|item| matches!(item, Inline::Image(_))) {
        return vec![Part::Words(items)];
    }
    let has_words =
        items.iter().any(|item| matches!(item, Inline::Text(run) if !is_blank_text(&run.text)));
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
    let mut parts = Vec::new();
    let mut words = Vec::new();
    for (item, is_between_words) in items.into_iter().zip(between) {
        match item {
            Inline::Image(image) if !stays(&image, is_between_words) => {
                parts.push(Part::Words(std::mem::take(&mut words)));
                parts.push(Part::Picture(image));
            }
            item => words.push(item),
        }
    }
    parts.push(Part::Words(words));
    parts
}

/// For each item whether words stand on both sides of it on its line.
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

/// The items without blank space and line breaks at both ends.
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
        let shown = run.text.trim_end().len();
        run.text.truncate(shown);
    }
    items.extend(anchors);
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

/// Whether there is a word among the items.
pub(super) fn has_words(items: &[Inline]) -> bool {
    items.iter().any(|item| matches!(item, Inline::Text(run) if !is_blank_text(&run.text)))
}
