//! The changes of a merged document as plain text, for the command line and for counting.

use super::lines::{Line, each_of};
use crate::document::{Code, Document, Inline, InlineStyle, LinkTarget, TokenKind};

/// A line with changes: `[-removed-]` and `{+added+}` words among those that stayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine(pub String);

/// The lines of a merged document that have changes, in reading order.
#[must_use]
pub fn changed_lines(document: &Document) -> Vec<ChangedLine> {
    let mut found = Vec::new();
    each_of(&document.blocks, &mut |line| match line {
        Line::Inlines(content) if has_change(content) => found.push(ChangedLine(marked(content))),
        Line::Code(code) => found.extend(changed_code(code)),
        Line::Inlines(_) | Line::Image(_) | Line::Embed(_) | Line::Rule => {}
    });
    found
}

/// How many places of a merged document have a change.
pub(super) fn count_places(document: &Document) -> u32 {
    let mut places = 0_u32;
    each_of(&document.blocks, &mut |line| {
        let has_change = match line {
            Line::Inlines(content) => has_change(content),
            Line::Code(code) => code.tokens.iter().any(is_diff),
            Line::Image(_) | Line::Embed(_) | Line::Rule => false,
        };
        places += u32::from(has_change);
    });
    places
}

fn has_change(content: &[Inline]) -> bool {
    let is_changed = |inline: &Inline| match inline {
        Inline::Text(run) => run.style.intersects(InlineStyle::INSERTED | InlineStyle::DELETED),
        Inline::Image(_) | Inline::Break | Inline::Formula(_) | Inline::Anchor(_) => false,
    };
    content.iter().any(is_changed)
}

fn marked(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(run) => {
                let words = run.words();
                let (before, after) = if run.style.contains(InlineStyle::INSERTED) {
                    ("{+", "+}")
                } else if run.style.contains(InlineStyle::DELETED) {
                    ("[-", "-]")
                } else {
                    ("", "")
                };
                // The white space before a word is no part of the change.
                let word = words.trim_start();
                out.push_str(words.get(..words.len() - word.len()).unwrap_or_default());
                out.push_str(before);
                out.push_str(word);
                // Perhaps only the target of a link changed.
                if let (false, Some(LinkTarget::Url(url))) = (after.is_empty(), run.link.as_deref())
                {
                    out.push_str(" <");
                    out.push_str(url.as_str());
                    out.push('>');
                }
                out.push_str(after);
            }
            Inline::Break => out.push(' '),
            Inline::Formula(formula) => out.push_str(&formula.tex),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::Anchor(_) => {}
        }
    }
    out.trim().to_owned()
}

fn is_diff(token: &crate::document::CodeToken) -> bool {
    matches!(token.kind, TokenKind::Inserted | TokenKind::Deleted)
}

/// The lines of code that changed.
fn changed_code(code: &Code) -> impl Iterator<Item = ChangedLine> + '_ {
    code.tokens.iter().filter(|token| is_diff(token)).filter_map(|token| {
        code.text
            .get(token.start as usize..token.end as usize)
            .map(|line| ChangedLine(line.to_owned()))
    })
}
