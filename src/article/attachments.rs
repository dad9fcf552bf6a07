//! Shows the enclosures of an entry in its article: audio and video above the body, everything else
//! below. Pictures that the body already has are left out.

use std::sync::Arc;

use url::Url;

use super::host;
use crate::document::{Block, Document, Embed, EmbedKind, Image, Inline};
use crate::i18n::{bytes_words, t};
use crate::model::{Enclosure, EntryContent, FileKind};

/// Most enclosures that are shown.
const MAX_FILES: usize = 24;
/// Address parts of profile pictures, which some publishers attach to every entry.
const PORTRAITS: [&str; 3] = ["gravatar.com/avatar", "/avatars/", "/avatar/"];

/// Adds the enclosures to the article.
pub(super) fn add(document: &mut Document, content: &EntryContent) {
    let shown = Addresses::of(document);
    let mut above = Vec::new();
    let mut below = Vec::new();
    let files = content
        .enclosures
        .iter()
        .filter(|file| matches!(file.url.scheme(), "http" | "https"))
        .take(MAX_FILES);
    let mut plays = false;
    for file in files.filter(|file| !shown.has(&file.url) && !is_portrait(&file.url)) {
        match file.kind() {
            FileKind::Picture if !shown.pictures.is_empty() => {}
            FileKind::Picture => below.push(picture(&file.url, file.title.as_deref())),
            // More than one player is usually the same recording in several sizes and formats.
            FileKind::Video | FileKind::Audio if plays => {}
            kind @ (FileKind::Video | FileKind::Audio) => {
                plays = true;
                above.push(Block::Embed(Box::new(player(file, kind, content))));
            }
            FileKind::Other => below.push(Block::Embed(Box::new(other(file)))),
        }
    }
    if let Some(video) = video_page(content).filter(|_| !plays && !shown.has_embed) {
        plays = true;
        above.push(Block::Embed(Box::new(video)));
    }
    let has_picture = !shown.pictures.is_empty()
        || plays
        || below.iter().any(|block| matches!(block, Block::Image(_)));
    if let Some(url) =
        content.image_url.as_ref().filter(|url| !has_picture && is_web(url) && !is_portrait(url))
    {
        above.push(picture(url, None));
    }
    document.blocks.splice(0..0, above);
    document.blocks.append(&mut below);
}

/// The addresses that an article already shows, reduced by [`bare`].
struct Addresses {
    pictures: Vec<String>,
    has_embed: bool,
    embeds: Vec<String>,
}

impl Addresses {
    fn of(document: &Document) -> Self {
        let mut found = Self { pictures: Vec::new(), has_embed: false, embeds: Vec::new() };
        document.visit_inlines(&mut |inline| {
            if let Inline::Image(image) = inline {
                found.pictures.push(bare(&image.url));
            }
        });
        document.visit_blocks(&mut |block| match block {
            Block::Image(image) => found.pictures.push(bare(&image.url)),
            Block::Embed(embed) => {
                found.has_embed = true;
                found.embeds.push(bare(&embed.url));
            }
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::List(_)
            | Block::Quote(_)
            | Block::Rule
            | Block::DefinitionList(_)
            | Block::Details { .. }
            | Block::Code(_)
            | Block::Table(_)
            | Block::Figure { .. }
            | Block::Gallery(_) => {}
        });
        found
    }

    fn has(&self, url: &Url) -> bool {
        let bare = bare(url);
        self.pictures.contains(&bare) || self.embeds.contains(&bare)
    }
}

/// Host and path. Queries often only choose the size of a picture.
fn bare(url: &Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path())
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

fn is_portrait(url: &Url) -> bool {
    PORTRAITS.iter().any(|part| url.as_str().contains(part))
}

fn picture(url: &Url, title: Option<&str>) -> Block {
    let alt = title.unwrap_or_default().to_owned();
    Block::Image(Box::new(Image {
        url: Arc::new(url.clone()),
        candidates: Vec::new(),
        alt,
        title: None,
        size: (None, None),
        link: None,
        dark: None,
    }))
}

fn player(file: &Enclosure, kind: FileKind, content: &EntryContent) -> Embed {
    let (kind, verb) = if kind == FileKind::Video {
        (EmbedKind::Video, t!(article_watch))
    } else {
        (EmbedKind::Audio, t!(article_listen))
    };
    let poster = content.image_url.clone().filter(|url| kind == EmbedKind::Video && is_web(url));
    let facts: Vec<String> =
        file.seconds.map(length).into_iter().chain(file.bytes.map(bytes_words)).collect();
    let title = if facts.is_empty() {
        verb
    } else {
        t!(article_media_facts, title = verb, facts = facts.join(", "))
    };
    // Nothing plays a Flash file any more, but the page of the entry plays the video.
    match video_page(content).filter(|_| kind == EmbedKind::Video) {
        Some(page) => Embed { poster, ..page },
        None => Embed { kind, title, url: file.url.clone(), poster },
    }
}

/// The video on the page of a YouTube entry.
fn video_page(content: &EntryContent) -> Option<Embed> {
    let url =
        content.url.clone().filter(|url| matches!(host(url), Some("youtube.com" | "youtu.be")))?;
    let is_video = url.path() == "/watch"
        || url.path().starts_with("/shorts/")
        || host(&url) == Some("youtu.be");
    let poster = content.image_url.clone().filter(is_web);
    is_video.then_some(Embed {
        kind: EmbedKind::Video,
        title: t!(article_watch_on_youtube),
        url,
        poster,
    })
}

fn other(file: &Enclosure) -> Embed {
    let name = file
        .url
        .path_segments()
        .and_then(|mut segments| segments.next_back())
        .filter(|name| !name.is_empty());
    let name = file
        .title
        .as_deref()
        .or(name)
        .or_else(|| host(&file.url))
        .map_or_else(|| t!(article_file), str::to_owned);
    let title = match file.bytes {
        Some(bytes) => t!(article_media_facts, title = name, facts = bytes_words(bytes)),
        None => name,
    };
    Embed { kind: EmbedKind::Page, title, url: file.url.clone(), poster: None }
}

/// `43 min`, `1 h 5 min`.
fn length(seconds: u32) -> String {
    let minutes = seconds.div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t!(article_minutes, minutes = minutes),
        (hours, 0) => t!(article_hours, hours = hours),
        (hours, minutes) => t!(article_hours_minutes, hours = hours, minutes = minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_sizes_are_short() {
        assert_eq!(length(59), "1 min");
        assert_eq!(length(3600), "1 h");
        assert_eq!(length(3720), "1 h 2 min");
        assert_eq!(bytes_words(999), "1 KB");
        assert_eq!(bytes_words(32_500_000), "32 MB");
    }
}
