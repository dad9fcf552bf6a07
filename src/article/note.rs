//! An entry as Markdown: for the clipboard, and as a file with the front matter that Obsidian and
//! other collections of notes read.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::document::to_markdown;
use crate::model::Entry;

use super::present;

/// Longest name of a file without its ending, in bytes. Most systems allow 255.
pub const NAME_BYTES_MAX: usize = 150;

/// The title of an entry that has none.
const UNTITLED: &str = "Untitled";

/// Signs that a system forbids in names of files, or Obsidian in links to them.
const FORBIDDEN: [char; 13] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|', '#', '^', '[', ']'];

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// An entry to be written as Markdown.
#[derive(Debug, Clone, Copy)]
pub struct Note<'a> {
    pub entry: &'a Entry,
    pub feed_title: &'a str,
    /// The user's own tags.
    pub tags: &'a [String],
    pub zone: &'a TimeZone,
}

impl Note<'_> {
    /// Title, byline, address and text.
    #[must_use]
    pub fn markdown(&self) -> String {
        let content = &self.entry.content;
        let link = content.url.as_ref().map(|url| format!("\n\n<{url}>")).unwrap_or_default();
        let title = self.title().replace('\n', " ");
        format!("# {title}\n\n*{}*{link}\n\n{}", self.byline(), self.body())
    }

    /// The text of a file that is written at `now`. The title is in its front matter.
    #[must_use]
    pub fn file_text(&self, now: Timestamp) -> String {
        let content = &self.entry.content;
        let mut front = vec![format!("title: {}", quoted(self.title()))];
        front.extend(content.url.as_ref().map(|url| format!("source: {}", quoted(url.as_str()))));
        front.extend(listed("author", &content.authors));
        if !self.feed_title.is_empty() {
            front.push(format!("feed: {}", quoted(self.feed_title)));
        }
        front.extend(content.published.map(|time| format!("published: {}", self.date(time))));
        front.push(format!("created: {}", self.date(now)));
        let tags: Vec<String> = self.tags.iter().map(|tag| tag_name(tag)).collect();
        front.extend(listed("tags", &tags));
        format!("---\n{}\n---\n\n{}\n", front.join("\n"), self.body())
    }

    /// The name of the file, made of the title.
    #[must_use]
    pub fn file_name(&self) -> String {
        let kept: String = self
            .title()
            .chars()
            .map(
                |letter| {
                    if letter.is_control() || FORBIDDEN.contains(&letter) { ' ' } else { letter }
                },
            )
            .collect();
        let mut name = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        while name.len() > NAME_BYTES_MAX {
            name.pop();
        }
        // A name that begins with a dot is hidden, and Windows drops dots at the end.
        let name = name.trim_matches(['.', ' ']);
        if name.is_empty() {
            format!("{UNTITLED}.md")
        } else if DEVICES.iter().any(|device| device.eq_ignore_ascii_case(name)) {
            format!("{name}_.md")
        } else {
            format!("{name}.md")
        }
    }

    fn title(&self) -> &str {
        let title = self.entry.content.title.trim();
        if title.is_empty() { UNTITLED } else { title }
    }

    fn body(&self) -> String {
        to_markdown(&present(&self.entry.content).document)
    }

    /// Feed, authors and date.
    fn byline(&self) -> String {
        let time = self.entry.content.published.unwrap_or(self.entry.first_seen);
        let parts =
            [self.feed_title.to_owned(), self.entry.content.authors.join(", "), self.date(time)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ")
    }

    fn date(&self, time: Timestamp) -> String {
        time.to_zoned(self.zone.clone()).strftime("%Y-%m-%d").to_string()
    }
}

/// A text in YAML, which reads every text that JSON quotes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list in YAML; nothing for an empty one.
fn listed(key: &str, values: &[String]) -> Option<String> {
    let lines = values.iter().map(|value| format!("\n  - {}", quoted(value)));
    (!values.is_empty()).then(|| format!("{key}:{}", lines.collect::<String>()))
}

/// A tag as Obsidian allows it: without spaces.
fn tag_name(tag: &str) -> String {
    tag.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryContent, EntryId, EntryKey, EntryStatus, FeedId};

    fn entry(title: &str, html: &str) -> Entry {
        Entry {
            id: EntryId(1),
            feed_id: FeedId(1),
            key: EntryKey("1".to_owned()),
            first_seen: "2026-11-23T23:30:00Z".parse().unwrap(),
            content: EntryContent {
                title: title.to_owned(),
                html: html.to_owned(),
                ..EntryContent::default()
            },
            status: EntryStatus::default(),
        }
    }

    static UTC: TimeZone = TimeZone::UTC;

    fn note<'a>(entry: &'a Entry, tags: &'a [String]) -> Note<'a> {
        Note { entry, feed_title: "A \"feed\"", tags, zone: &UTC }
    }

    fn name(title: &str) -> String {
        note(&entry(title, ""), &[]).file_name()
    }

    #[test]
    fn a_file_has_front_matter_that_yaml_reads_whatever_a_title_contains() {
        let mut entry = entry("Tea: \"hot\"\n--- #1", "<p>One <b>two</b>.</p>");
        entry.content.url = Some("https://a.example/?q=1".parse().unwrap());
        entry.content.authors = vec!["Ann".to_owned(), "Bo: x".to_owned()];
        entry.content.published = Some("2026-11-22T09:00:00Z".parse().unwrap());
        let text = note(&entry, &["to read".to_owned()])
            .file_text("2026-11-24T08:00:00Z".parse().unwrap());
        assert_eq!(
            text,
            "---\n\
             title: \"Tea: \\\"hot\\\"\\n--- #1\"\n\
             source: \"https://a.example/?q=1\"\n\
             author:\n  - \"Ann\"\n  - \"Bo: x\"\n\
             feed: \"A \\\"feed\\\"\"\n\
             published: 2026-11-22\n\
             created: 2026-11-24\n\
             tags:\n  - \"to-read\"\n\
             ---\n\n\
             One **two**.\n"
        );
    }

    #[test]
    fn markdown_for_the_clipboard_begins_with_title_byline_and_address() {
        let mut entry = entry("", "<p>Text.</p>");
        entry.content.url = Some("https://a.example/".parse().unwrap());
        let text = note(&entry, &[]).markdown();
        assert_eq!(
            text,
            "# Untitled\n\n*A \"feed\" \u{b7} 2026-11-23*\n\n<https://a.example/>\n\nText."
        );
    }

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(name("What? A/B: <tests> | [1] #2"), "What A B tests 1 2.md");
        assert_eq!(name("..secret.. "), "secret.md");
        assert_eq!(name("../../etc/passwd"), "etc passwd.md");
        assert_eq!(name("CON"), "CON_.md");
        assert_eq!(name("a\u{0}b\u{7}"), "a b.md");
        assert_eq!(name(" ?? "), "Untitled.md");
        assert_eq!(name("שלום"), "שלום.md");
    }

    #[test]
    fn a_long_title_is_cut_between_letters() {
        let name = name(&"ä".repeat(500));
        assert!(name.len() <= NAME_BYTES_MAX + 3 && name.ends_with("ä.md"), "{name}");
    }
}
