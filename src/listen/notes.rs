//! Chapters that the notes of an episode list: lines with a time and a title.

use std::time::Duration;

use super::chapters::{CHAPTERS_MAX, TITLE_CHARS_MAX};
use super::times::times_in;
use crate::model::Chapter;

/// A list of fewer times may be anything.
const CHAPTERS_MIN: usize = 2;
/// A time further into its line does not begin a chapter.
const BEFORE_TIME_MAX: usize = 12;

/// A line of the notes, as text.
pub type NoteLine = String;

/// The chapters that lines of notes list. The times must ascend; a line that breaks the order ends
/// the list, or starts it anew if nothing was found yet.
#[must_use]
pub fn chapters_of_notes(lines: &[NoteLine]) -> Vec<Chapter> {
    let mut best: Vec<Chapter> = Vec::new();
    let mut list: Vec<Chapter> = Vec::new();
    for (start, title) in lines.iter().filter_map(|line| chapter_line(line)) {
        if list.last().is_some_and(|last| last.start >= start) {
            keep_longer(&mut best, std::mem::take(&mut list));
        }
        if list.len() < CHAPTERS_MAX {
            list.push(Chapter { start, end: None, title, url: None, picture: None });
        }
    }
    keep_longer(&mut best, list);
    if best.len() < CHAPTERS_MIN { Vec::new() } else { best }
}

fn keep_longer(best: &mut Vec<Chapter>, list: Vec<Chapter>) {
    if list.len() > best.len() {
        *best = list;
    }
}

/// The time and the title of a line: the time first, as in `5:07 Title`, or last, as in
/// `Title (5:07)`.
fn chapter_line(line: &str) -> Option<(Duration, String)> {
    let line = line.trim();
    let marks = times_in(line);
    let first = marks.first()?;
    // `1:00-2:00 Title` is a range.
    let last = marks.iter().take_while(|mark| mark.at.start <= first.at.end + 3).last()?;
    let (before, after) = (line.get(..first.at.start)?, line.get(last.at.end..)?);
    let is_only_signs = |text: &str| !text.chars().any(char::is_alphabetic);
    let title = if is_only_signs(before) && before.chars().count() <= BEFORE_TIME_MAX {
        trimmed(after)
    } else if is_only_signs(after) && marks.len() == 1 {
        trimmed(before)
    } else {
        return None;
    };
    let title: String = title.chars().take(TITLE_CHARS_MAX).collect();
    (!title.is_empty()).then_some((first.time, title))
}

/// A title without the signs that part it from the time.
fn trimmed(title: &str) -> &str {
    let is_sign = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '\u{2013}' | '\u{2014}' | ':' | '|' | ')' | ']' | '(' | '[' | '.')
            || matches!(c, '\u{2022}' | '\u{2192}' | '>' | '*')
    };
    let start = title.trim_start_matches(is_sign);
    // A bracket at the end may belong to the title.
    let end = start.trim_end();
    if end.ends_with(')') && end.contains('(') || end.ends_with('.') {
        end
    } else {
        end.trim_end_matches(is_sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(notes: &str) -> Vec<(u64, String)> {
        let lines: Vec<String> = notes.lines().map(str::to_owned).collect();
        let chapters = chapters_of_notes(&lines);
        chapters.into_iter().map(|chapter| (chapter.start.as_secs(), chapter.title)).collect()
    }

    fn list(chapters: &[(u64, &str)]) -> Vec<(u64, String)> {
        chapters.iter().map(|(start, title)| (*start, (*title).to_owned())).collect()
    }

    #[test]
    fn lines_with_a_time_and_a_title_are_chapters() {
        let notes = "Today we talk about ships.\n(00:00) - Start\n[5:07] Ropes (and knots)\n\
                     \u{2022} 1:02:03 \u{2013} The end";
        assert_eq!(
            found(notes),
            list(&[(0, "Start"), (307, "Ropes (and knots)"), (3723, "The end")])
        );
        assert_eq!(found("Start: 0:00\nRopes (5:07)\n"), list(&[(0, "Start"), (307, "Ropes")]));
        assert_eq!(
            found("0:00-5:07 Start\n5:07-9:00 Ropes"),
            list(&[(0, "Start"), (307, "Ropes")])
        );
    }

    #[test]
    fn times_in_sentences_are_no_chapters() {
        assert_eq!(found("We met at 5:07 in the harbour\nand left at 6:10 again"), list(&[]));
        assert_eq!(found("5:07 Ropes"), list(&[]), "one is no list");
        assert_eq!(found("0:00\n5:07"), list(&[]), "no titles");
    }

    #[test]
    fn times_that_go_back_end_the_list() {
        let notes = "0:00 Start\n5:07 Ropes\n9:00 Sails\n0:10 An advert\n0:20 Another";
        assert_eq!(found(notes), list(&[(0, "Start"), (307, "Ropes"), (540, "Sails")]));
    }

    #[test]
    fn titles_and_lists_are_cut_at_their_limits() {
        let long = "x".repeat(TITLE_CHARS_MAX + 1);
        let notes = format!("0:00 {long}\n0:01 Two");
        assert_eq!(found(&notes)[0].1.len(), TITLE_CHARS_MAX);
        let many: Vec<String> = (0..=CHAPTERS_MAX)
            .map(|at| format!("{}:{:02}:{:02} x", at / 3600, at / 60 % 60, at % 60))
            .collect();
        assert_eq!(chapters_of_notes(&many).len(), CHAPTERS_MAX);
    }
}
