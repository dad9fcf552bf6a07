//! Chapters and pictures as a file has them, within limits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use symphonia::core::meta::{
    self, ChapterGroup, ChapterGroupItem, MetadataRevision, StandardTag, StandardVisualKey, Tag,
    Visual,
};
use symphonia::core::units::Time;
use url::Url;

use crate::model::{Chapter, ChapterPicture};

/// Most chapters of an episode.
pub const CHAPTERS_MAX: usize = 500;
/// The largest picture of an episode or chapter, in bytes.
pub const PICTURE_BYTES_MAX: usize = 8 << 20;
/// Most bytes of the pictures of all chapters.
pub const CHAPTER_PICTURES_BYTES_MAX: usize = 16 << 20;
/// The longest title in characters.
const TITLE_CHARS_MAX: usize = 300;
/// How deep groups of chapters may be within each other.
const GROUPS_DEPTH_MAX: usize = 8;

/// The chapters of a group, in order of time.
pub(super) fn chapters_of(group: &ChapterGroup) -> Vec<Chapter> {
    let mut found = Vec::new();
    collect(group, 0, &mut found);
    in_order(found.into_iter().map(chapter).collect())
}

fn collect<'a>(group: &'a ChapterGroup, depth: usize, found: &mut Vec<&'a meta::Chapter>) {
    for item in &group.items {
        match item {
            ChapterGroupItem::Chapter(chapter) if found.len() < CHAPTERS_MAX => found.push(chapter),
            ChapterGroupItem::Group(group) if depth < GROUPS_DEPTH_MAX => {
                collect(group, depth + 1, found);
            }
            ChapterGroupItem::Chapter(_) | ChapterGroupItem::Group(_) => {}
        }
    }
}

/// Sorts chapters, and lets each end where the next one begins unless it says where.
pub(super) fn in_order(chapters: Vec<Chapter>) -> Vec<Chapter> {
    let by_start: BTreeMap<Duration, Chapter> =
        chapters.into_iter().rev().map(|chapter| (chapter.start, chapter)).collect();
    let mut chapters: Vec<Chapter> = by_start.into_values().take(CHAPTERS_MAX).collect();
    let starts: Vec<Duration> = chapters.iter().skip(1).map(|chapter| chapter.start).collect();
    let mut picture_bytes = 0;
    for (at, chapter) in chapters.iter_mut().enumerate() {
        let next = starts.get(at).copied();
        chapter.end = chapter.end.filter(|end| *end > chapter.start).or(next);
        if let Some(ChapterPicture::Bytes(bytes)) = &chapter.picture {
            picture_bytes += bytes.len();
            if picture_bytes > CHAPTER_PICTURES_BYTES_MAX {
                chapter.picture = None;
            }
        }
    }
    chapters
}

fn chapter(found: &meta::Chapter) -> Chapter {
    let title = found.tags.iter().find_map(|tag| match &tag.std {
        Some(StandardTag::ChapterTitle(text) | StandardTag::TrackTitle(text)) => Some(text),
        _ => None,
    });
    Chapter {
        start: duration(found.start_time),
        end: found.end_time.map(duration),
        title: title.map(|text| short(text)).unwrap_or_default(),
        url: found.tags.iter().find_map(address),
        picture: picture_in(&found.visuals).map(ChapterPicture::Bytes),
    }
}

/// A title without white space at its ends, and not too long.
pub(super) fn short(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(TITLE_CHARS_MAX).collect()
}

/// The link of a chapter. Its key depends on the format, so the value decides.
fn address(tag: &Tag) -> Option<Url> {
    let text = tag.raw.value.to_string();
    let is_web = text.starts_with("http://") || text.starts_with("https://");
    if is_web { Url::parse(text.trim()).ok() } else { None }
}

pub(super) fn duration(time: Time) -> Duration {
    u64::try_from(time.as_nanos()).map_or(Duration::ZERO, Duration::from_nanos)
}

/// The picture of an episode: its cover if one is named, or else the first.
pub(super) fn picture_of(revision: &MetadataRevision) -> Option<Arc<[u8]>> {
    let all = &revision.media.visuals;
    let cover = all.iter().find(|visual| visual.usage == Some(StandardVisualKey::FrontCover));
    picture_in(cover.map_or(all.as_slice(), std::slice::from_ref))
}

fn picture_in(visuals: &[Visual]) -> Option<Arc<[u8]>> {
    let is_useful = |visual: &&Visual| (1..=PICTURE_BYTES_MAX).contains(&visual.data.len());
    visuals.iter().find(is_useful).map(|visual| Arc::from(visual.data.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: u64, title: &str) -> Chapter {
        let start = Duration::from_secs(secs);
        Chapter { start, end: None, title: title.into(), url: None, picture: None }
    }

    #[test]
    fn chapters_are_in_order_and_end_with_the_next() {
        let found = in_order(vec![at(60, "b"), at(0, "a"), at(90, "c"), at(60, "twice")]);
        let ends: Vec<_> = found.iter().map(|c| c.end.map(|end| end.as_secs())).collect();
        assert_eq!(found.iter().map(|c| c.title.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(ends, [Some(60), Some(90), None]);
    }

    #[test]
    fn there_are_not_too_many_chapters_nor_too_large_pictures() {
        let many = (0..CHAPTERS_MAX as u64 + 5).map(|secs| at(secs, "x")).collect();
        assert_eq!(in_order(many).len(), CHAPTERS_MAX);
        let picture = || Some(ChapterPicture::Bytes(Arc::from(vec![0; PICTURE_BYTES_MAX])));
        let large = (0..4).map(|secs| Chapter { picture: picture(), ..at(secs, "x") }).collect();
        let kept = in_order(large).iter().filter(|c| c.picture.is_some()).count();
        assert_eq!(kept, CHAPTER_PICTURES_BYTES_MAX / PICTURE_BYTES_MAX);
    }

    #[test]
    fn a_title_is_one_line_of_some_length() {
        assert_eq!(short(" a\nb\u{0} "), "ab");
        assert_eq!(short(&"x".repeat(1000)).len(), TITLE_CHARS_MAX);
    }
}
