//! Reads Markdown that was left in a body or that a feed carries beside it (`source:markdown`).

use std::borrow::Cow;
use std::fmt::Write as _;

use memchr::memchr_iter;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::attributes::html_name_end;
use super::escape::{push_attribute, push_escaped};

/// Longer Markdown is left as it is, in bytes.
const MAX_BYTES: usize = 1 << 20;
/// Tags that may stand in Markdown that was taken for HTML.
const INLINE: [&str; 15] = [
    "br", "p", "a", "b", "i", "em", "strong", "u", "span", "img", "small", "sub", "sup", "hr",
    "div",
];
/// The sum of the weights of its signs from which a text is Markdown.
const ENOUGH: usize = 2;

/// The body as HTML if it is Markdown with at most a few inline tags, else unchanged.
pub(crate) fn body_to_html(html: &str) -> Cow<'_, str> {
    if html.len() > MAX_BYTES || !may_be_markdown(html) || !has_only_inline_tags(html) {
        return Cow::Borrowed(html);
    }
    let text = lines(html);
    if evidence(&text) < ENOUGH {
        return Cow::Borrowed(html);
    }
    Cow::Owned(rendered(&text, Code::IsHtml))
}

/// Markdown as HTML.
pub(crate) fn to_html(markdown: &str) -> String {
    if markdown.len() > MAX_BYTES {
        let mut html = String::new();
        push_escaped(&mut html, markdown);
        return html;
    }
    rendered(markdown, Code::IsText)
}

/// A quick look for the signs that [`evidence`] counts.
fn may_be_markdown(html: &str) -> bool {
    html.contains("](")
        || html.contains("|--")
        || html.contains("| --")
        || html.contains("|:-")
        || html.contains("**")
        || html.contains("# ")
        || html.contains("```")
}

fn has_only_inline_tags(html: &str) -> bool {
    memchr_iter(b'<', html.as_bytes()).all(|open| {
        let rest = html.get(open + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.get(..html_name_end(rest, 0)).unwrap_or_default();
        !name.starts_with(|first: char| first.is_ascii_alphabetic())
            || INLINE.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The body with line breaks in place of `<br>` and `<p>`.
fn lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let inner = tag.get(1..).unwrap_or_default();
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let name = inner.get(..html_name_end(inner, 0)).unwrap_or_default();
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        match name.to_ascii_lowercase().as_str() {
            "br" => out.push_str("  \n"),
            "p" | "div" => out.push_str("\n\n"),
            _ => out.push_str(tag.get(..end).unwrap_or_default()),
        }
        rest = tag.get(end..).unwrap_or_default();
        if name.eq_ignore_ascii_case("br") {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
    }
    out.push_str(rest);
    unindented(&out)
}

/// The lines without the indentation of the source, which would make them code.
fn unindented(text: &str) -> String {
    let mut is_code = false;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let trimmed = line.trim_start();
        is_code ^= trimmed.starts_with("```");
        let is_item = trimmed.starts_with(['-', '*', '+'])
            || trimmed.starts_with(|first: char| first.is_ascii_digit());
        out.push_str(if is_code || is_item { line } else { trimmed });
        out.push('\n');
    }
    out
}

/// The sum of the weights of the signs of Markdown. Stars, dashes and brackets also occur in other
/// texts, so that a single one is not enough.
fn evidence(text: &str) -> usize {
    let mut sum = 0;
    let mut items = 0;
    for line in text.lines() {
        let line = line.trim_start();
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' '))
        {
            sum += hashes.min(2);
        }
        sum += 2 * usize::from(is_head_of_table(line));
        items += usize::from(line.starts_with("- ") || line.starts_with("* "));
    }
    sum += usize::from(items > 1);
    sum += 2 * ["](http", "](/", "](#", "](mailto:"]
        .iter()
        .map(|sign| text.matches(sign).count())
        .sum::<usize>();
    sum += text.matches("\n```").count();
    sum + bold_words(text).min(2)
}

/// Whether a line parts the head of a table from its rows: `|---|:-:|`.
fn is_head_of_table(line: &str) -> bool {
    line.starts_with('|')
        && line.matches("--").count() > 0
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// The number of words between pairs of stars.
fn bold_words(text: &str) -> usize {
    let parts: Vec<&str> = text.split("**").collect();
    let touches = |part: &&&str| {
        !part.is_empty()
            && part.len() < 200
            && !part.starts_with(char::is_whitespace)
            && !part.ends_with(char::is_whitespace)
            && !part.contains('\n')
    };
    if parts.len() < 3 { 0 } else { parts.iter().skip(1).step_by(2).filter(touches).count() }
}

/// The form of the text within code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    /// Special characters are already escaped, because the Markdown stood in HTML.
    IsHtml,
    IsText,
}

fn rendered(markdown: &str, code: Code) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut writer = Writer::new(code, markdown.len());
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    writer.html
}

/// Writes the events of the parser as HTML.
struct Writer {
    html: String,
    code: Code,
    is_code_block: bool,
    is_table_head: bool,
    /// The picture that is open, whose words are its alternative text.
    picture: Option<(String, String)>,
}

impl Writer {
    fn new(code: Code, expected_bytes: usize) -> Self {
        Self {
            html: String::with_capacity(2 * expected_bytes),
            code,
            is_code_block: false,
            is_table_head: false,
            picture: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.html.push_str("<code>");
                self.code_text(&text);
                self.html.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html.push_str(&html),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::TaskListMarker(is_done) => {
                let checked = if is_done { " checked" } else { "" };
                let _ = write!(self.html, "<input type=\"checkbox\"{checked}>");
            }
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, alt)) = &mut self.picture {
            alt.push_str(text);
        } else if self.is_code_block {
            self.code_text(text);
        } else {
            push_escaped(&mut self.html, text);
        }
    }

    fn code_text(&mut self, text: &str) {
        match self.code {
            Code::IsHtml => self.html.push_str(text),
            Code::IsText => push_escaped(&mut self.html, text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                let _ = write!(self.html, "<h{}>", level as u8);
            }
            Tag::CodeBlock(kind) => {
                self.is_code_block = true;
                self.html.push_str("<pre><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split_whitespace().next()
                {
                    push_attribute(&mut self.html, "class", &format!("language-{language}"));
                }
                self.html.push('>');
            }
            Tag::List(Some(start)) => {
                let _ = write!(self.html, "<ol start=\"{start}\">");
            }
            Tag::Link { dest_url, .. } => {
                self.html.push_str("<a");
                push_attribute(&mut self.html, "href", &dest_url);
                self.html.push('>');
            }
            Tag::Image { dest_url, .. } => {
                self.picture = Some((dest_url.into_string(), String::new()));
            }
            Tag::TableHead => {
                self.is_table_head = true;
                self.html.push_str("<thead><tr>");
            }
            Tag::TableCell => self.html.push_str(if self.is_table_head { "<th>" } else { "<td>" }),
            other => {
                if let Some(name) = name(other.to_end()) {
                    let _ = write!(self.html, "<{name}>");
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let _ = writeln!(self.html, "</h{}>", level as u8);
            }
            TagEnd::CodeBlock => {
                self.is_code_block = false;
                self.html.push_str("</code></pre>\n");
            }
            TagEnd::List(true) => self.html.push_str("</ol>\n"),
            TagEnd::Link => self.html.push_str("</a>"),
            TagEnd::Image => {
                if let Some((address, alt)) = self.picture.take() {
                    self.html.push_str("<img");
                    push_attribute(&mut self.html, "src", &address);
                    push_attribute(&mut self.html, "alt", &alt);
                    self.html.push('>');
                }
            }
            TagEnd::TableHead => {
                self.is_table_head = false;
                self.html.push_str("</tr></thead>");
            }
            TagEnd::TableCell => {
                self.html.push_str(if self.is_table_head { "</th>" } else { "</td>" });
            }
            other => {
                if let Some(name) = name(other) {
                    let _ = writeln!(self.html, "</{name}>");
                }
            }
        }
    }
}

/// The element of a tag that has no attributes.
fn name(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "p",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableRow => "tr",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "s",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_in_a_body_is_read() {
        for (html, wanted) in [
            (
                "## [Beds](https://e.org/b):<br><br>New:<br>- A **path**<br>- Two",
                "<h2><a href=\"https://e.org/b\">Beds</a>:</h2>\n<p>New:</p>\n<ul><li>A \
                 <strong>path</strong>\n</li>\n<li>Two</li>\n</ul>\n",
            ),
            (
                "<p>## Beds</p><p>See [it](https://e.org).</p>",
                "<h2>Beds</h2>\n<p>See <a href=\"https://e.org\">it</a>.</p>\n",
            ),
            (
                "A [map](https://e.org/m) &amp; more",
                "<p>A <a href=\"https://e.org/m\">map</a> &amp; more</p>\n",
            ),
            (
                "# Code\n```rust\na &lt; b\n```\n**x** **y**",
                "<h1>Code</h1>\n<pre><code class=\"language-rust\">a &lt; b\n</code></pre>\n\
                 <p><strong>x\
                 </strong>\n <strong>y</strong>\n</p>\n",
            ),
        ] {
            assert_eq!(body_to_html(html), wanted);
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for html in [
            "<p>Multiply 2 * 3 * 4, snake_case, __init__</p>",
            "<p>She is #1, and **that** is a joke: [no] (really).</p>",
            "<p>Write <code>[a](https://e.org)</code></p>",
            "<ul><li>[a](https://e.org) in a list</li></ul>",
            "# 1 in the charts",
        ] {
            assert!(matches!(body_to_html(html), Cow::Borrowed(_)), "{html}");
        }
    }

    #[test]
    fn markdown_beside_a_body_may_have_bare_signs() {
        assert_eq!(to_html("a < b & `c < d`"), "<p>a &lt; b &amp; <code>c &lt; d</code></p>\n");
    }
}
