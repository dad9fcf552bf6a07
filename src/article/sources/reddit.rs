//! Reddit's footer, `submitted by /u/x [link] [comments]`: its links become facts, and a linked
//! picture is shown.

use std::sync::Arc;

use url::Url;

use super::{links, words};
use crate::article::{Fact, PageKind, host};
use crate::document::{Block, Document, Image, ImageCandidate};
use crate::i18n::t;
use crate::model::EntryContent;

/// The width that a picture in full size is taken to have. It is not known, but the largest.
const FULL_WIDTH: u32 = 10_000;

/// Hosts whose files are pictures.
const PICTURE_HOSTS: [&str; 4] =
    ["i.redd.it", "i.imgur.com", "i.reddituploads.com", "preview.redd.it"];

/// Endings of the addresses of pictures on other hosts.
const PICTURE_ENDINGS: [&str; 7] = ["avif", "bmp", "gif", "jpeg", "jpg", "png", "webp"];

/// Takes off the footer.
pub(super) fn tidy(document: &mut Document, _: &EntryContent) -> Vec<Fact> {
    let Some(at) = document.blocks.iter().rposition(is_footer) else { return Vec::new() };
    let Block::Paragraph { content, .. } = document.blocks.remove(at) else { return Vec::new() };
    document.visit_images_mut(&mut enlarge);
    let mut facts = Vec::new();
    for (label, url) in links(&content) {
        let (label, kind) = match label.trim() {
            "[link]" => {
                show_picture(document, &url);
                (host(&url).map_or_else(|| t!(article_link), str::to_owned), PageKind::Source)
            }
            "[comments]" => (t!(article_comments), PageKind::Discussion),
            // The author is in the byline.
            _ => continue,
        };
        facts.push(Fact::Page { label, url, kind });
    }
    // In a text post, `[link]` leads to the post itself.
    let discussion = facts.iter().find_map(|fact| {
        if let Fact::Page { url, kind: PageKind::Discussion, .. } = fact {
            Some(url.clone())
        } else {
            None
        }
    });
    let is_post = |url: &Url| Some(url) == discussion.as_ref();
    facts.retain(|fact| match fact {
        Fact::Page { url, kind: PageKind::Source, .. } => !is_post(url),
        Fact::Page { .. } | Fact::Note(_) => true,
    });
    facts
}

fn is_footer(block: &Block) -> bool {
    let Block::Paragraph { content, .. } = block else { return false };
    let text = words(content);
    text.trim_start().starts_with("submitted by")
        && text.contains("[link]")
        && text.contains("[comments]")
}

/// Adds the full size of a picture that Reddit shows as a preview. The pictures of a post have the
/// same name on both hosts.
fn enlarge(image: &mut Image) {
    if host(&image.url) != Some("preview.redd.it") {
        return;
    }
    let mut full = (*image.url).clone();
    full.set_query(None);
    if full.set_host(Some("i.redd.it")).is_ok() {
        let width = Some(FULL_WIDTH);
        image.candidates.push(ImageCandidate { url: full, width, density: None });
        image.size = (None, None);
    }
}

/// Whether an address is that of a picture, and not of a page about one: wikis call such pages
/// `File:name.jpg`.
fn is_picture(url: &Url) -> bool {
    let last = url.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let has_ending = last.rsplit_once('.').is_some_and(|(_, end)| PICTURE_ENDINGS.contains(&end));
    host(url).is_some_and(|host| PICTURE_HOSTS.contains(&host))
        || (has_ending && !last.contains(':') && !last.contains("%3a"))
}

/// Shows a linked picture in place of its thumbnail.
fn show_picture(document: &mut Document, url: &Url) {
    if !is_picture(url) {
        return;
    }
    let large = |alt: String| Image {
        url: Arc::new(url.clone()),
        candidates: Vec::new(),
        alt,
        title: None,
        size: (None, None),
        link: None,
        dark: None,
    };
    let small = document
        .blocks
        .iter_mut()
        .find_map(|block| if let Block::Image(image) = block { Some(image) } else { None });
    match small {
        Some(image) => **image = large(std::mem::take(&mut image.alt)),
        None => document.blocks.push(Block::Image(Box::new(large(String::new())))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{dump, from_html};

    #[test]
    fn a_preview_is_shown_in_full_size() {
        let mut document = from_html(
            "<p><img src='https://preview.redd.it/mill.jpg?width=640&amp;s=1' width=640></p>\
             <p>submitted by /u/x <a href='https://www.reddit.com/gallery/1'>[link]</a> \
             <a href='https://www.reddit.com/r/a/1'>[comments]</a></p>",
            None,
        );
        tidy(&mut document, &EntryContent::default());
        assert!(dump(&document).contains(" or <https://i.redd.it/mill.jpg> 10000w"));
    }
}
