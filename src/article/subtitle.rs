//! Finds the subtitle of an entry: newsletters often give it only as the summary.

use crate::document::{Document, bare_text, text_of};
use crate::model::EntryContent;

/// Longest subtitle. A longer summary is an excerpt.
const MAX_CHARS: usize = 240;
/// How many letters of the summary are looked for in the body.
const COMPARED_CHARS: usize = 24;
/// A shorter body needs no subtitle.
const MIN_BODY_CHARS: usize = 400;
/// Endings that tools put after an excerpt.
const TAILS: [&str; 5] = ["…", "...", "[&#8230;]", "]", "»"];
/// Text that tools put into every summary.
const MACHINE_WORDS: [&str; 4] = ["appeared first on", "Comments", "Read more", "Continue reading"];

/// The summary, if it is a subtitle: short, complete, and not part of the body.
pub(super) fn of(content: &EntryContent, document: &Document) -> Option<String> {
    let summary = content.summary.as_deref()?;
    if summary.contains("<img") || summary.len() > 4 * MAX_CHARS {
        return None;
    }
    let words = text_of(summary).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_whole = !TAILS.iter().any(|tail| words.ends_with(tail))
        && !MACHINE_WORDS.iter().any(|machine| words.contains(machine));
    let count = words.chars().count();
    if !is_whole || count == 0 || count > MAX_CHARS || letters(&words) == letters(&content.title) {
        return None;
    }
    let body = bare_text(document);
    let looked_for: String = letters(&words).chars().take(COMPARED_CHARS).collect();
    let is_new = body.chars().count() >= MIN_BODY_CHARS && !letters(&body).contains(&looked_for);
    is_new.then_some(words)
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_html;

    fn subtitle(summary: &str, body: &str) -> Option<String> {
        let content = EntryContent {
            title: "On tides".into(),
            html: body.into(),
            summary: Some(summary.into()),
            ..EntryContent::default()
        };
        of(&content, &from_html(body, None))
    }

    #[test]
    fn a_short_form_that_the_body_lacks_is_the_subtitle() {
        let body = format!("<p>{}</p>", "The sea rises and falls. ".repeat(20));
        assert_eq!(
            subtitle("Why the <i>moon</i> is late", &body).as_deref(),
            Some("Why the moon is late")
        );
        assert_eq!(subtitle("The sea rises and falls. The sea", &body), None);
        assert_eq!(subtitle("Something about the moon…", &body), None);
        assert_eq!(subtitle("On Tides", &body), None);
        assert_eq!(subtitle("Why the moon is late", "<p>Short.</p>"), None);
        assert_eq!(subtitle(&"long ".repeat(100), &body), None);
    }
}
