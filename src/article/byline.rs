//! The byline of an article: feed, authors, date and reading time.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::edits_words;
use crate::i18n::{full_date_words, t};
use crate::model::EntryContent;

/// Most authors that are named. The rest is counted.
pub const MAX_AUTHORS: usize = 8;
/// Characters of author names after which the rest is counted.
const MAX_NAMES_CHARS: usize = 120;

/// The parts of a byline that are not in the entry's content.
#[derive(Debug, Clone, Copy)]
pub struct Byline<'a> {
    pub feed_title: &'a str,
    /// When the program first saw the entry.
    pub first_seen: Timestamp,
    /// Reading time in minutes.
    pub minutes: u32,
    /// How often the publisher has edited the entry.
    pub edits: u32,
    /// The user's time zone.
    pub time_zone: &'a TimeZone,
}

impl Byline<'_> {
    /// The byline as text, with dots between its parts.
    #[must_use]
    pub fn of(&self, content: &EntryContent) -> String {
        let mut parts = vec![
            self.feed_title.to_owned(),
            authors(&content.authors),
            self.date(content.published),
        ];
        parts.push(t!(article_minutes, minutes = self.minutes));
        parts.extend(edits_words(self.edits));
        parts.retain(|part| !part.is_empty());
        parts.dedup();
        parts.join(" · ")
    }

    /// `6 August 2025, 14:05`. `seen` is put before it if the feed gives no date, `dated` if the
    /// date was in the future when the entry was first seen.
    fn date(&self, published: Option<Timestamp>) -> String {
        let date = full_date_words(published.unwrap_or(self.first_seen), self.time_zone);
        match published {
            None => t!(article_seen, date = date),
            Some(published)
                if published > self.first_seen && days_after(published, self.first_seen) > 0 =>
            {
                t!(article_dated, date = date)
            }
            Some(_) => date,
        }
    }
}

fn days_after(later: Timestamp, earlier: Timestamp) -> i64 {
    (later.as_second() - earlier.as_second()) / 86_400
}

fn authors(names: &[String]) -> String {
    let mut chars = 0;
    let fitting = names.iter().take(MAX_AUTHORS).take_while(|name| {
        chars += name.chars().count();
        chars <= MAX_NAMES_CHARS
    });
    let count = fitting.count().max(1);
    let shown = names.iter().take(count).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(count) {
        0 => shown,
        more => t!(list_and_more, names = shown, count = more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_authors_are_counted() {
        let names: Vec<String> = (1..=10).map(|number| format!("Author {number}")).collect();
        assert_eq!(authors(&names[..2]), "Author 1, Author 2");
        assert!(authors(&names).ends_with("Author 8 and 2 more"));
        assert_eq!(
            authors(&["x".repeat(500), "Ada".to_owned()]),
            format!("{} and 1 more", "x".repeat(500))
        );
        assert_eq!(authors(&[]), "");
    }

    #[test]
    fn a_date_says_how_far_it_can_be_believed() {
        let seen: Timestamp = "2026-03-03T10:00:00Z".parse().unwrap();
        let byline = Byline {
            feed_title: "F",
            first_seen: seen,
            minutes: 2,
            edits: 0,
            time_zone: &TimeZone::UTC,
        };
        let of = |published: Option<&str>| {
            byline.of(&EntryContent {
                published: published.map(|time| time.parse().unwrap()),
                ..EntryContent::default()
            })
        };
        assert_eq!(of(None), "F · seen 3 March 2026, 10:00 · 2 min");
        assert_eq!(of(Some("2026-03-01T09:30:00Z")), "F · 1 March 2026, 09:30 · 2 min");
        assert_eq!(of(Some("2027-01-01T00:00:00Z")), "F · dated 1 January 2027, 00:00 · 2 min");
        // A clock that is a little ahead does not make an entry one of the future.
        assert_eq!(of(Some("2026-03-03T12:00:00Z")), "F · 3 March 2026, 12:00 · 2 min");
    }
}
