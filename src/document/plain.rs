//! Documents from bodies without any markup. Line breaks are the only structure they have, and web
//! addresses become links.

use std::sync::Arc;

use url::Url;

use super::limits::MAX_HTML_BYTES;
use super::line::{Line, Look};
use super::model::{Document, LinkTarget};
use super::paragraphs::paragraphs;
use super::urls::without_tracking;
use crate::markup::entities::decode_html;
use crate::markup::links::split_at_urls;

/// Characters per line at which programs break lines.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// The document of a body that has line breaks and no tags, or `None` for any other body.
pub(super) fn from_plain_text(html: &str) -> Option<Document> {
    let text = html.trim();
    if text.contains('<') || !text.contains('\n') || text.len() > MAX_HTML_BYTES {
        return None;
    }
    let text = decode_html(&text.replace("\r\n", "\n"));
    let mut line = Line::default();
    let wrap_width = text.lines().map(chars).max().unwrap_or(0);
    for paragraph in split_at_blank_lines(&text) {
        push_paragraph(&paragraph, wrap_width, &mut line);
        line.line_break();
        line.line_break();
    }
    let blocks = paragraphs(line.take(), &mut Vec::new(), None);
    Some(Document { blocks, blocked_trackers: 0, is_truncated: false })
}

fn split_at_blank_lines(text: &str) -> Vec<Vec<&str>> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(line);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

fn push_paragraph(lines: &[&str], wrap_width: usize, line: &mut Line) {
    let mut previous: Option<&str> = None;
    for text in lines {
        match previous {
            Some(before) if is_wrapped(before, text, wrap_width) => {
                line.text(" ", &Look::default());
            }
            Some(_) => line.line_break(),
            None => {}
        }
        push_linked(text, line);
        previous = Some(text);
    }
}

/// Whether a program broke the line, because the next word would not have fitted.
fn is_wrapped(line: &str, next: &str, wrap_width: usize) -> bool {
    // Authors break lines after addresses, however short the line is.
    if line.split_whitespace().next_back().is_some_and(|word| word.contains("://")) {
        return false;
    }
    let next_word = next.split_whitespace().next().unwrap_or_default();
    WRAP_WIDTHS.contains(&wrap_width) && chars(line) + 1 + chars(next_word) > wrap_width
}

/// The lines of a text with inline tags, with tags for its line breaks.
pub(super) fn lines_to_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let shown: Vec<String> = text.lines().map(without_tags).collect();
    let wrap_width = shown.iter().map(|line| chars(line)).max().unwrap_or(0);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before: Option<&str> = None;
    for (line, shown) in text.lines().zip(&shown) {
        match before {
            Some(before) if is_wrapped(before, shown, wrap_width) && !shown.trim().is_empty() => {
                out.push('\n');
            }
            Some(_) => out.push_str("<br>"),
            None => {}
        }
        out.push_str(line);
        before = Some(shown);
    }
    out
}

fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut is_tag = false;
    for letter in line.chars() {
        match letter {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if !is_tag => out.push(letter),
            _ => {}
        }
    }
    out
}

fn chars(text: &str) -> usize {
    text.trim().chars().count()
}

fn push_linked(text: &str, line: &mut Line) {
    for (piece, is_url) in split_at_urls(text) {
        let url = is_url
            .then(|| Url::parse(piece).ok())
            .flatten()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let target = url.map(|url| Arc::new(LinkTarget::Url(without_tracking(url))));
        line.text(piece, &Look { link: target, ..Look::default() });
    }
}
