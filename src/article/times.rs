//! Times in the notes of an episode: they become links, and a list of them becomes chapters.

use std::sync::Arc;

use crate::document::{Block, Document, Inline, InlineStyle, LinkTarget, Run};
use crate::listen::{NoteLine, chapters_of_notes, times_in};
use crate::model::Chapter;

/// The chapters that the notes of an episode list.
#[must_use]
pub fn chapters_in_notes(document: &Document) -> Vec<Chapter> {
    let mut lines: Vec<NoteLine> = Vec::new();
    document.visit_blocks(&mut |block| match block {
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => {
            lines.extend(lines_of(content));
        }
        Block::List(_)
        | Block::Quote(_)
        | Block::Rule
        | Block::DefinitionList(_)
        | Block::Details { .. }
        | Block::Code(_)
        | Block::Table(_)
        | Block::Figure { .. }
        | Block::Gallery(_)
        | Block::Image(_)
        | Block::Embed(_) => {}
    });
    chapters_of_notes(&lines)
}

/// The lines of a paragraph, as its breaks part them.
fn lines_of(content: &[Inline]) -> Vec<NoteLine> {
    let mut lines = vec![String::new()];
    for inline in content {
        match inline {
            Inline::Text(run) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(&run.words());
                }
            }
            Inline::Break => lines.push(String::new()),
            Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
    lines
}

/// Makes the times in the notes of an episode links that lead there.
pub fn link_times(document: &mut Document) {
    document.visit_lines_mut(&mut |content| {
        let has_times =
            content.iter().any(|inline| matches!(inline, Inline::Text(run) if may_have_times(run)));
        if has_times {
            *content = std::mem::take(content).into_iter().flat_map(linked).collect();
        }
    });
}

fn may_have_times(run: &Run) -> bool {
    let is_plain = run.link.is_none() && !run.style.contains(InlineStyle::CODE);
    is_plain && run.text.contains(':') && !times_in(&run.text).is_empty()
}

/// An inline in pieces, of which the times are links.
fn linked(inline: Inline) -> Vec<Inline> {
    let Inline::Text(run) = inline else { return vec![inline] };
    if !may_have_times(&run) {
        return vec![Inline::Text(run)];
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |text: Option<&str>, link: Option<Arc<LinkTarget>>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            pieces.push(Inline::Text(Run { text: text.to_owned(), link, ..run.clone() }));
        }
    };
    for mark in times_in(&run.text) {
        push(run.text.get(at..mark.at.start), None);
        push(run.text.get(mark.at.clone()), Some(Arc::new(LinkTarget::Time(mark.time))));
        at = mark.at.end;
    }
    push(run.text.get(at..), None);
    pieces
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::document::from_html;

    fn notes(html: &str) -> Document {
        from_html(html, None)
    }

    #[test]
    fn lists_and_lines_of_times_are_chapters() {
        let titles = |html: &str| -> Vec<(u64, String)> {
            let chapters = chapters_in_notes(&notes(html));
            chapters.into_iter().map(|chapter| (chapter.start.as_secs(), chapter.title)).collect()
        };
        let expected = [(0, "Start".to_owned()), (307, "Ropes & knots".to_owned())];
        assert_eq!(titles("<p>0:00 Start<br>5:07 <b>Ropes</b> &amp; knots</p>"), expected);
        assert_eq!(titles("<ul><li>0:00 Start</li><li>5:07 Ropes &amp; knots</li></ul>"), expected);
        assert_eq!(titles("<p>0:00 Start</p><p>5:07 Ropes &amp; knots</p>"), expected);
        assert_eq!(titles("<p>We met at 5:07.</p>"), []);
    }

    #[test]
    fn times_become_links_and_nothing_else_changes() {
        let mut document =
            notes("<p>See (5:07) and <a href='https://e.org/'>6:08</a>, <code>7:09</code></p>");
        let before = crate::document::text_of_document(&document, 80);
        link_times(&mut document);
        let mut links = Vec::new();
        document.visit_inlines(&mut |inline| {
            if let Inline::Text(Run { text, link: Some(link), .. }) = inline {
                links.push((text.clone(), (**link).clone()));
            }
        });
        let time = LinkTarget::Time(Duration::from_secs(307));
        let page = LinkTarget::Url("https://e.org/".parse().unwrap());
        assert_eq!(links, [("5:07".to_owned(), time), ("6:08".to_owned(), page)]);
        let words = |text: &str| text.lines().next().map(str::to_owned);
        assert_eq!(words(&crate::document::text_of_document(&document, 80)), words(&before));
    }
}
