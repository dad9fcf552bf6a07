//! Pictures with captions, and pictures side by side: finds which words are the caption, and which
//! pictures belong together.

use super::flatten::flatten;
use super::model::{Block, Definition, Inline};
use super::paragraphs::{has_words, is_file_name, run_text};

/// Longer words below a picture are no caption unless the page says so, in characters.
const MAX_LOOSE_CHARS: usize = 300;

/// A figure. Without a caption, only its content is kept.
pub(super) fn figure(
    mut blocks: Vec<Block>,
    mut caption: Vec<Inline>,
    is_caption_first: bool,
) -> Vec<Block> {
    if blocks.len() > 1 && is_pictures(&blocks) {
        blocks = gallery(blocks);
    }
    if caption.is_empty()
        && let Some(words) = words_below(&mut blocks)
    {
        caption = words;
    }
    match (blocks.is_empty(), caption.is_empty()) {
        (true, true) => Vec::new(),
        (true, false) => vec![Block::Paragraph { anchors: Vec::new(), content: caption }],
        (false, true) => blocks,
        (false, false) => vec![Block::Figure { blocks, caption, is_caption_first }],
    }
}

/// Takes the words that stand alone below the only picture of a figure.
fn words_below(blocks: &mut Vec<Block>) -> Option<Vec<Inline>> {
    let [Block::Image(_) | Block::Gallery(_), Block::Paragraph { anchors, content }] =
        blocks.as_slice()
    else {
        return None;
    };
    let is_caption = anchors.is_empty() && run_text(content).chars().count() <= MAX_LOOSE_CHARS;
    match blocks.pop() {
        Some(Block::Paragraph { content, .. }) if is_caption => Some(content),
        other => {
            blocks.extend(other);
            None
        }
    }
}

/// Adds the caption of the last block. Without a picture before it, a caption is only words.
pub(super) fn push_caption(blocks: &mut Vec<Block>, words: Vec<Block>) {
    match blocks.pop() {
        Some(picture @ Block::Image(_)) if tells_file(&words) => blocks.push(picture),
        Some(picture @ (Block::Image(_) | Block::Gallery(_) | Block::Embed(_))) => {
            blocks.extend(figure(vec![picture], flatten(words), false));
        }
        other => {
            blocks.extend(other);
            blocks.extend(words);
        }
    }
}

/// Whether words are the name and size of a file.
fn tells_file(words: &[Block]) -> bool {
    matches!(words, [Block::Paragraph { content, .. }] if is_file_name(content))
}

/// Pictures side by side. A single picture stands alone, and words among the pictures part them.
pub(super) fn gallery(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut pictures = Vec::new();
    for block in blocks {
        match block {
            Block::Gallery(inner) => pictures.extend(inner),
            block if is_picture(&block) => pictures.push(block),
            block => {
                push_pictures(&mut out, &mut pictures);
                out.push(block);
            }
        }
    }
    push_pictures(&mut out, &mut pictures);
    out
}

fn push_pictures(out: &mut Vec<Block>, pictures: &mut Vec<Block>) {
    if pictures.len() > 1 {
        out.push(Block::Gallery(std::mem::take(pictures)));
    } else {
        out.append(pictures);
    }
}

/// Whether there are blocks and all of them are pictures.
pub(super) fn is_pictures(blocks: &[Block]) -> bool {
    !blocks.is_empty()
        && blocks.iter().all(|block| is_picture(block) || matches!(block, Block::Gallery(_)))
}

fn is_picture(block: &Block) -> bool {
    match block {
        Block::Image(_) => true,
        Block::Figure { blocks, .. } => matches!(blocks.as_slice(), [Block::Image(_)]),
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::List(_)
        | Block::Quote(_)
        | Block::Rule
        | Block::DefinitionList(_)
        | Block::Details { .. }
        | Block::Code(_)
        | Block::Table(_)
        | Block::Gallery(_)
        | Block::Embed(_) => false,
    }
}

/// The pictures of a definition list whose terms are pictures and whose meanings are their
/// captions, as WordPress writes galleries; else the list itself.
pub(super) fn pictures_of(groups: Vec<Definition>) -> Result<Vec<Block>, Vec<Definition>> {
    let is_gallery = !groups.is_empty()
        && groups.iter().all(|group| {
            !group.terms.is_empty() && group.terms.iter().all(|term| shows_only_pictures(term))
        });
    if !is_gallery {
        return Err(groups);
    }
    let mut pictures = Vec::new();
    for group in groups {
        for item in group.terms.into_iter().flatten() {
            if let Inline::Image(image) = item {
                pictures.push(Block::Image(image));
            }
        }
        let words: Vec<Block> = group.meanings.into_iter().flatten().collect();
        if !words.is_empty() {
            push_caption(&mut pictures, words);
        }
    }
    Ok(pictures)
}

fn shows_only_pictures(content: &[Inline]) -> bool {
    content.iter().any(|item| matches!(item, Inline::Image(_)))
        && !has_words(content)
        && !content.iter().any(|item| matches!(item, Inline::Formula(_)))
}

/// Removes the hover texts of pictures that are also printed beside them.
pub(super) fn drop_printed_titles(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let (before, after) = blocks.split_at_mut(at + 1);
        let Some(block) = before.last_mut() else { return };
        let printed = || after.iter().take(2).map(words_of).collect::<String>();
        match block {
            Block::Image(image) => {
                if image.title.as_deref().is_some_and(|title| printed().contains(&letters(title))) {
                    image.title = None;
                }
            }
            Block::Figure { blocks, caption, .. } => {
                let caption = letters(&run_text(caption));
                for block in blocks.iter_mut() {
                    if let Block::Image(image) = block
                        && let Some(title) = image.title.as_deref().map(letters)
                        && (caption.contains(&title) || printed().contains(&title))
                    {
                        image.title = None;
                    }
                }
            }
            Block::Gallery(blocks) | Block::Quote(blocks) => drop_printed_titles(blocks),
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::List(_)
            | Block::Rule
            | Block::DefinitionList(_)
            | Block::Details { .. }
            | Block::Code(_)
            | Block::Table(_)
            | Block::Embed(_) => {}
        }
    }
}

/// The letters of a block that may repeat a hover text.
fn words_of(block: &Block) -> String {
    match block {
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => {
            letters(&run_text(content))
        }
        Block::Details { summary, blocks, .. } => {
            letters(&run_text(summary)) + &blocks.iter().map(words_of).collect::<String>()
        }
        Block::Quote(blocks) => blocks.iter().map(words_of).collect(),
        Block::List(_)
        | Block::Rule
        | Block::DefinitionList(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Figure { .. }
        | Block::Gallery(_)
        | Block::Image(_)
        | Block::Embed(_) => String::new(),
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, "https://e.org/".parse().ok().as_ref()))
    }

    #[test]
    fn pictures_of_a_gallery_are_no_list() {
        let list = "<ul><li><img src=a.jpg><li><figure><img src=b.jpg>\
                    <figcaption>B</figcaption></figure></ul>";
        let wanted = "gallery\n  image <https://e.org/a.jpg>\n  figure\n    \
                      image <https://e.org/b.jpg>\n    caption B\n";
        assert_eq!(dumped(list), wanted);
        let definitions = "<dl><dt><img src=a.jpg></dt></dl>\
                           <dl><dt><img src=b.jpg></dt><dd>B</dd></dl>";
        let boxed = format!("<div class='gallery'>{definitions}</div>");
        assert_eq!(dumped(&boxed), wanted);
    }

    #[test]
    fn words_below_a_picture_in_a_figure_are_its_caption() {
        for html in [
            "<figure><img src=a.jpg><div>By day</div></figure>",
            "<figure><img src=a.jpg><span class='photo-caption'>By day</span></figure>",
            "<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>By day</p></div>",
            "<table class='tr-caption-container'><tr><td><img src=a.jpg></td></tr>\
             <tr><td class='tr-caption'>By day</td></tr></table>",
        ] {
            let wanted = "figure\n  image <https://e.org/a.jpg>\n  caption By day\n";
            assert_eq!(dumped(html), wanted, "{html}");
        }
    }

    #[test]
    fn a_caption_above_stays_above() {
        let html = "<figure><figcaption>a.py</figcaption><pre>x = 1</pre></figure>";
        assert_eq!(dumped(html), "figure\n  caption a.py\n  code\n    | x = 1\n");
    }

    #[test]
    fn a_hover_text_is_shown_once() {
        let html = "<img src=a.png title='So it goes on'><p>Hover text: so it goes on.</p>";
        assert!(!dumped(html).contains("title="));
        assert!(dumped("<img src=a.png title='So it goes on'><p>Next</p>").contains("title="));
    }
}
