//! HTML: paragraphs, with `<cite>` for speakers and `<time>` for times, as Podcasting 2.0 has it.

use std::time::Duration;

use super::cue::{CUES_MAX, Cue, cue};
use super::lines::time;
use crate::markup::entities::decode_html;
use crate::markup::{Cursor, Token, is_raw_text};

/// Elements that begin a new paragraph.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "blockquote",
    "section",
    "dd",
    "br",
];

/// What the text of the next token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Words,
    Speaker,
    Time,
}

#[derive(Default)]
struct Draft {
    speaker: String,
    start: Option<Duration>,
    words: String,
}

/// The cues of a page.
pub(super) fn cues(source: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut draft = Draft::default();
    let mut within = Within::Words;
    let mut cursor = Cursor::html(source);
    while let Some(token) = cursor.next_token() {
        match token {
            Token::Text(text) | Token::CData(text) => match within {
                Within::Words => draft.words.push_str(&decode_html(text)),
                Within::Speaker => draft.speaker.push_str(&decode_html(text)),
                Within::Time => draft.start = time(text.trim()).or(draft.start),
            },
            Token::Open(tag) if is_raw_text(tag.name) => cursor.skip_to_close(tag.name),
            Token::Open(tag) => {
                let name = tag.name.to_ascii_lowercase();
                let is_speaker = name == "cite";
                if is_speaker || BLOCKS.contains(&name.as_str()) {
                    finish(&mut draft, &mut cues);
                }
                within = match name.as_str() {
                    "cite" => Within::Speaker,
                    "time" => Within::Time,
                    _ => within,
                };
            }
            Token::Close(name) => {
                let name = name.to_ascii_lowercase();
                if BLOCKS.contains(&name.as_str()) {
                    finish(&mut draft, &mut cues);
                }
                if matches!(name.as_str(), "cite" | "time") {
                    within = Within::Words;
                }
            }
            Token::Comment | Token::Declaration(_) => {}
        }
        if cues.len() >= CUES_MAX {
            break;
        }
    }
    finish(&mut draft, &mut cues);
    cues.truncate(CUES_MAX);
    cues
}

/// Ends a paragraph. A speaker and a time without words wait for them.
fn finish(draft: &mut Draft, cues: &mut Vec<Cue>) {
    let speaker = draft.speaker.trim().trim_end_matches(':').trim();
    let found = cue((draft.start, None), Some(speaker), &draft.words);
    draft.words.clear();
    if let Some(found) = found {
        cues.push(found);
        draft.speaker.clear();
        draft.start = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_have_their_speakers_and_times() {
        let page = "<html><head><title>No</title><style>p{}</style></head><body>\
                    <cite>Anna:</cite>\n<time>0:05</time>\n<p>We sail &eacute;arly.</p>\
                    <cite>Bo:</cite><time>1:02:03</time><p>Yes.<p>Always.</body>";
        let found: Vec<_> = cues(page)
            .into_iter()
            .map(|cue| (cue.start.map(|time| time.as_secs()), cue.speaker, cue.text))
            .collect();
        assert_eq!(
            found,
            [
                (Some(5), Some("Anna".to_owned()), "We sail \u{e9}arly.".to_owned()),
                (Some(3723), Some("Bo".to_owned()), "Yes.".to_owned()),
                (None, None, "Always.".to_owned()),
            ]
        );
    }

    #[test]
    fn pages_are_bounded_and_broken_ones_are_read() {
        assert_eq!(cues("<p>a<p><cite>").len(), 1);
        assert_eq!(cues("<script>p</script><<<").len(), 1);
        let many = |count: usize| cues(&"<p>a".repeat(count)).len();
        assert_eq!((many(CUES_MAX), many(CUES_MAX + 1)), (CUES_MAX, CUES_MAX));
    }
}
