//! Chapters: from the JSON file of Podcasting 2.0, and the choice between the sources.
//!
//! The file is described in `jsonChapters.md` of the podcast namespace.

use std::time::Duration;

use serde_json::Value;
use url::Url;

use crate::model::{Chapter, ChapterPicture};

/// Largest file of chapters, in bytes.
pub const CHAPTER_FILE_BYTES_MAX: usize = 2 << 20;
/// Most chapters of an episode.
pub const CHAPTERS_MAX: usize = 1000;
/// Longest title of a chapter, in characters.
pub(super) const TITLE_CHARS_MAX: usize = 300;
/// Later chapters are mistakes.
const START_MAX: Duration = Duration::from_hours(100);
/// How long after its beginning "previous" goes back to the beginning of the same chapter.
const AGAIN_AFTER: Duration = Duration::from_secs(3);

/// The chapters of a file of Podcasting 2.0, in order; none if the file can't be read. Relative
/// addresses refer to `base`.
#[must_use]
pub fn chapters_from_json(bytes: &[u8], base: &Url) -> Vec<Chapter> {
    if bytes.len() > CHAPTER_FILE_BYTES_MAX {
        return Vec::new();
    }
    // Some servers send a mark for the byte order before the JSON.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(file) = serde_json::from_slice::<Value>(bytes) else { return Vec::new() };
    let list = file.get("chapters").or(Some(&file)).and_then(Value::as_array);
    let chapters = list.into_iter().flatten().filter_map(|value| chapter(value, base));
    in_order(chapters.take(CHAPTERS_MAX).collect())
}

fn chapter(value: &Value, base: &Url) -> Option<Chapter> {
    // Chapters that are not in the table of contents only change the picture.
    if value.get("toc") == Some(&Value::Bool(false)) {
        return None;
    }
    let address = |name: &str| {
        let url = base.join(value.get(name)?.as_str()?.trim()).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    };
    let title = value.get("title").and_then(Value::as_str).unwrap_or_default();
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Chapter {
        start: seconds(value.get("startTime")?)?,
        end: value.get("endTime").and_then(seconds),
        title: words.chars().take(TITLE_CHARS_MAX).collect(),
        url: address("url"),
        picture: address("img").map(ChapterPicture::Address),
    })
}

/// A number of seconds, which some publishers write as text.
fn seconds(value: &Value) -> Option<Duration> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    let time = Duration::try_from_secs_f64(number).ok()?;
    (time <= START_MAX).then_some(time)
}

/// Sorts chapters; of several with one start the last counts. An end after the next start, or
/// before the own, is dropped.
fn in_order(mut chapters: Vec<Chapter>) -> Vec<Chapter> {
    chapters.sort_by_key(|chapter| chapter.start);
    chapters.reverse();
    chapters.dedup_by_key(|chapter| chapter.start);
    chapters.reverse();
    for chapter in &mut chapters {
        chapter.end = chapter.end.filter(|end| *end > chapter.start);
    }
    chapters
}

/// The chapters of an episode: those that the feed names, or else those within the file, or else
/// those that its notes list.
#[must_use]
pub fn the_chapters<'a>(
    feed: &'a [Chapter],
    file: &'a [Chapter],
    notes: &'a [Chapter],
) -> &'a [Chapter] {
    [feed, file, notes].into_iter().find(|chapters| !chapters.is_empty()).unwrap_or(&[])
}

/// The number of the chapter at a position.
#[must_use]
pub fn chapter_at(chapters: &[Chapter], position: Duration) -> Option<usize> {
    chapters.partition_point(|chapter| chapter.start <= position).checked_sub(1)
}

/// Where the next chapter begins.
#[must_use]
pub fn next_chapter(chapters: &[Chapter], position: Duration) -> Option<Duration> {
    chapters.iter().map(|chapter| chapter.start).find(|start| *start > position)
}

/// Where to go back to: the beginning of the chapter, or of the one before if this one has just
/// begun.
#[must_use]
pub fn previous_chapter(chapters: &[Chapter], position: Duration) -> Option<Duration> {
    let at = chapter_at(chapters, position)?;
    let start = chapters.get(at)?.start;
    if position.saturating_sub(start) >= AGAIN_AFTER {
        return Some(start);
    }
    Some(at.checked_sub(1).and_then(|before| chapters.get(before)).map_or(start, |it| it.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        "https://e.org/ep/1.json".parse().unwrap()
    }

    fn read(json: &str) -> Vec<Chapter> {
        chapters_from_json(json.as_bytes(), &base())
    }

    fn starting(starts: &[u64]) -> Vec<Chapter> {
        let chapter = |secs: &u64| Chapter {
            start: Duration::from_secs(*secs),
            end: None,
            title: secs.to_string(),
            url: None,
            picture: None,
        };
        starts.iter().map(chapter).collect()
    }

    #[test]
    fn a_file_of_chapters_is_read() {
        let chapters = read(
            r#"{"version":"1.2.0","chapters":[
                {"startTime":60.5,"title":" The\n ship ","url":"/ship","img":"ship.png"},
                {"startTime":"0","title":"Start","endTime":60},
                {"startTime":30,"toc":false,"img":"x.png"},
                {"title":"without a time"}, 7, {"startTime":-1}, {"startTime":1e9}
            ]}"#,
        );
        assert_eq!(chapters.len(), 2);
        assert_eq!(
            (chapters[0].start, chapters[0].end),
            (Duration::ZERO, Some(Duration::from_mins(1)))
        );
        assert_eq!(
            (chapters[1].start, chapters[1].title.as_str()),
            (Duration::from_millis(60_500), "The ship")
        );
        assert_eq!(chapters[1].url.as_ref().unwrap().as_str(), "https://e.org/ship");
        let picture = ChapterPicture::Address("https://e.org/ep/ship.png".parse().unwrap());
        assert_eq!(chapters[1].picture, Some(picture));
    }

    #[test]
    fn a_broken_file_has_no_chapters() {
        for json in
            ["", "{", "[]", "null", "{\"chapters\":7}", "<html>", "{\"chapters\":[[[[1]]]]}"]
        {
            assert_eq!(read(json), [], "{json}");
        }
        assert_eq!(chapters_from_json(&[0xff, 0xfe, 0], &base()), []);
    }

    #[test]
    fn no_address_leads_out_of_the_web() {
        let chapters = read(
            r#"[{"startTime":0,"url":"file:///etc/passwd","img":"data:image/png;base64,AA"}]"#,
        );
        assert_eq!((&chapters[0].url, &chapters[0].picture), (&None, &None));
    }

    #[test]
    fn files_and_lists_and_titles_are_bounded() {
        let many = |count: usize| {
            let all: Vec<String> = (0..count).map(|at| format!("{{\"startTime\":{at}}}")).collect();
            read(&format!("[{}]", all.join(","))).len()
        };
        assert_eq!((many(CHAPTERS_MAX), many(CHAPTERS_MAX + 1)), (CHAPTERS_MAX, CHAPTERS_MAX));
        let long = "x".repeat(TITLE_CHARS_MAX + 1);
        let chapters = read(&format!("[{{\"startTime\":0,\"title\":\"{long}\"}}]"));
        assert_eq!(chapters[0].title.len(), TITLE_CHARS_MAX);
        let padded = |bytes: usize| {
            let json = "[{\"startTime\":0}]";
            read(&format!("{json}{}", " ".repeat(bytes - json.len()))).len()
        };
        assert_eq!((padded(CHAPTER_FILE_BYTES_MAX), padded(CHAPTER_FILE_BYTES_MAX + 1)), (1, 0));
        let last = START_MAX.as_secs();
        assert_eq!(
            read(&format!("[{{\"startTime\":{last}}},{{\"startTime\":{}}}]", last + 1)).len(),
            1
        );
    }

    #[test]
    fn of_two_chapters_with_one_start_the_last_counts() {
        let chapters =
            read(r#"[{"startTime":5,"title":"a"},{"startTime":5,"title":"b","endTime":4}]"#);
        assert_eq!((chapters.len(), chapters[0].title.as_str(), chapters[0].end), (1, "b", None));
    }

    #[test]
    fn the_feed_comes_before_the_file_and_the_notes() {
        let (feed, file, notes) = (starting(&[1]), starting(&[2]), starting(&[3]));
        assert_eq!(the_chapters(&feed, &file, &notes), feed);
        assert_eq!(the_chapters(&[], &file, &notes), file);
        assert_eq!(the_chapters(&[], &[], &notes), notes);
        assert_eq!(the_chapters(&[], &[], &[]), []);
    }

    #[test]
    fn one_goes_from_chapter_to_chapter() {
        let chapters = starting(&[10, 20, 30]);
        let secs = Duration::from_secs;
        assert_eq!(chapter_at(&chapters, secs(9)), None);
        assert_eq!(chapter_at(&chapters, secs(20)), Some(1));
        assert_eq!(next_chapter(&chapters, secs(20)), Some(secs(30)));
        assert_eq!(next_chapter(&chapters, secs(30)), None);
        assert_eq!(previous_chapter(&chapters, secs(22)), Some(secs(10)));
        assert_eq!(previous_chapter(&chapters, secs(20) + AGAIN_AFTER), Some(secs(20)));
        assert_eq!(previous_chapter(&chapters, secs(11)), Some(secs(10)));
        assert_eq!(previous_chapter(&chapters, secs(5)), None);
    }
}
