//! Files that a feed attaches to an entry, shown in its article: episodes and videos above the
//! body, pictures that it does not have itself, the rest below.

use std::path::Path;
use std::sync::Arc;

use url::Url;

use super::host;
use crate::document::{Block, Document, Embed, EmbedKind, Image, Inline};
use crate::model::{Enclosure, EntryContent};

/// Files of an entry that are shown.
const MAX_FILES: usize = 24;
/// Parts of addresses of pictures of people, which some publishers attach to every entry.
const PORTRAITS: [&str; 3] = ["gravatar.com/avatar", "/avatars/", "/avatar/"];

/// What a file is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Picture,
    Video,
    Audio,
    Other,
}

/// Adds the files to the article.
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
        match kind(file) {
            Kind::Picture if !shown.pictures.is_empty() => {}
            Kind::Picture => below.push(picture(&file.url, file.title.as_deref())),
            // Sizes and formats of one and the same.
            Kind::Video | Kind::Audio if plays => {}
            kind @ (Kind::Video | Kind::Audio) => {
                plays = true;
                above.push(Block::Embed(Box::new(player(file, kind, content))));
            }
            Kind::Other => below.push(Block::Embed(Box::new(other(file)))),
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

/// What an article shows already.
struct Addresses {
    /// Pictures and files, without what only says how large they are wanted.
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
            _ => {}
        });
        found
    }

    fn has(&self, url: &Url) -> bool {
        let bare = bare(url);
        self.pictures.contains(&bare) || self.embeds.contains(&bare)
    }
}

fn bare(url: &Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path())
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

fn is_portrait(url: &Url) -> bool {
    PORTRAITS.iter().any(|part| url.as_str().contains(part))
}

fn kind(file: &Enclosure) -> Kind {
    let media_type = file.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let extension = Path::new(file.url.path())
        .extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match media_type.split('/').next().unwrap_or_default() {
        "image" => Kind::Picture,
        "video" => Kind::Video,
        "audio" => Kind::Audio,
        // The videos of YouTube are Flash by their type.
        "application" if media_type.ends_with("flash") => Kind::Video,
        _ => match extension.as_deref().unwrap_or_default() {
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" => Kind::Picture,
            "mp4" | "webm" | "mkv" | "mov" | "m4v" => Kind::Video,
            "mp3" | "m4a" | "ogg" | "opus" | "oga" | "aac" | "flac" | "wav" => Kind::Audio,
            _ => Kind::Other,
        },
    }
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
    }))
}

fn player(file: &Enclosure, kind: Kind, content: &EntryContent) -> Embed {
    let (kind, verb) = if kind == Kind::Video {
        (EmbedKind::Video, "Watch")
    } else {
        (EmbedKind::Audio, "Listen")
    };
    let poster = content.image_url.clone().filter(|url| kind == EmbedKind::Video && is_web(url));
    let facts: Vec<String> =
        file.seconds.map(length).into_iter().chain(file.bytes.map(size)).collect();
    let title =
        if facts.is_empty() { verb.to_owned() } else { format!("{verb} · {}", facts.join(", ")) };
    // A Flash file plays nowhere, but its page does.
    match video_page(content).filter(|_| kind == EmbedKind::Video) {
        Some(page) => Embed { poster, ..page },
        None => Embed { kind, title, url: file.url.clone(), poster },
    }
}

/// The video that the page of an entry is.
fn video_page(content: &EntryContent) -> Option<Embed> {
    let url =
        content.url.clone().filter(|url| matches!(host(url), Some("youtube.com" | "youtu.be")))?;
    let is_video = url.path() == "/watch"
        || url.path().starts_with("/shorts/")
        || host(&url) == Some("youtu.be");
    let poster = content.image_url.clone().filter(is_web);
    is_video.then_some(Embed {
        kind: EmbedKind::Video,
        title: "Watch on YouTube".into(),
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
    let name =
        file.title.as_deref().or(name).or_else(|| host(&file.url)).unwrap_or("File").to_owned();
    let title =
        file.bytes.map_or_else(|| name.clone(), |bytes| format!("{name} · {}", size(bytes)));
    Embed { kind: EmbedKind::Page, title, url: file.url.clone(), poster: None }
}

/// `43 min`, `1 h 5 min`.
fn length(seconds: u32) -> String {
    let minutes = seconds.div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `12 MB`, `640 kB`.
fn size(bytes: u64) -> String {
    if bytes >= 1_000_000 {
        format!("{} MB", bytes / 1_000_000)
    } else {
        format!("{} kB", bytes.div_ceil(1000))
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
        assert_eq!(size(999), "1 kB");
        assert_eq!(size(32_500_000), "32 MB");
    }

    #[test]
    fn a_file_is_known_by_its_type_and_else_by_its_name() {
        let file = |url: &str, media_type: Option<&str>| Enclosure {
            url: url.parse().unwrap(),
            media_type: media_type.map(str::to_owned),
            bytes: None,
            seconds: None,
            title: None,
        };
        assert_eq!(kind(&file("https://e.org/a", Some("audio/mpeg"))), Kind::Audio);
        assert_eq!(kind(&file("https://e.org/a.MP3?x=1", None)), Kind::Audio);
        assert_eq!(kind(&file("https://e.org/a.webp", Some(""))), Kind::Picture);
        assert_eq!(
            kind(&file("https://e.org/v/1", Some("application/x-shockwave-flash"))),
            Kind::Video
        );
        assert_eq!(kind(&file("https://e.org/a.pdf", Some("application/pdf"))), Kind::Other);
    }
}
