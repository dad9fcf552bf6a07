//! Writes a document as Markdown: `CommonMark` with the tables, task lists and strikethrough of
//! GitHub. Properties that Markdown cannot express (superscripts, keys, marks, spans of cells)
//! become plain text.
//!
//! Crates for this start from HTML and would lose the repairs of the document, such as code
//! languages, formulas and links.

use std::fmt::Write as _;

use super::model::{
    Block, Code, Definition, Document, Image, Inline, InlineStyle, LinkTarget, List, ListMarker,
    Run, Table, without_soft_hyphens,
};

/// The document as Markdown, without a final line break.
#[must_use]
pub fn to_markdown(document: &Document) -> String {
    without_soft_hyphens(blocks(&document.blocks).trim_end()).into_owned()
}

/// The blocks with empty lines between them.
// Recursion is bounded by MAX_BLOCK_DEPTH.
fn blocks(blocks: &[Block]) -> String {
    let parts: Vec<String> =
        blocks.iter().map(block).filter(|part| !part.trim().is_empty()).collect();
    parts.join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, content, .. } => {
            format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 6)), one_line(content))
        }
        Block::Paragraph { content, .. } => paragraph(content),
        Block::List(found) => list(found),
        Block::Quote(inner) => prefixed(&blocks(inner), "> "),
        Block::Rule => "---".to_owned(),
        Block::DefinitionList(definitions) => {
            definitions.iter().map(definition).collect::<Vec<_>>().join("\n\n")
        }
        Block::Details { summary, blocks: inner, .. } => {
            format!("**{}**\n\n{}", one_line(summary), blocks(inner))
        }
        Block::Code(found) => code(found),
        Block::Table(found) => table(found),
        Block::Figure { blocks: inner, caption, is_caption_first } => {
            let caption = one_line(caption);
            let content = blocks(inner);
            if caption.is_empty() {
                content
            } else if *is_caption_first {
                format!("*{caption}*\n\n{content}")
            } else {
                format!("{content}\n\n*{caption}*")
            }
        }
        Block::Gallery(inner) => blocks(inner),
        Block::Image(found) => image(found),
        Block::Embed(embed) => {
            format!(
                "[{}]({})",
                escaped(if embed.title.is_empty() { embed.url.as_str() } else { &embed.title }),
                target(embed.url.as_str())
            )
        }
    }
}

/// A paragraph. None of its lines may begin like a heading or a list.
fn paragraph(content: &[Inline]) -> String {
    inlines(content).split('\n').map(unstarted).collect::<Vec<_>>().join("\n")
}

/// Puts a backslash before a line that would begin a heading, a list, a quotation or a rule.
fn unstarted(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let after = line.get(digits..).unwrap_or_default();
    if digits > 0 && (after.starts_with(". ") || after.starts_with(") ")) {
        return format!("{}\\{after}", line.get(..digits).unwrap_or_default());
    }
    if line.starts_with(['#', '>', '+', '-', '=']) { format!("\\{line}") } else { line.to_owned() }
}

fn list(list: &List) -> String {
    let items = list.items.iter().map(|item| {
        let mark = match (list.marker, item.is_done) {
            (_, Some(true)) => "- [x] ".to_owned(),
            (_, Some(false)) => "- [ ] ".to_owned(),
            (ListMarker::Bullet | ListMarker::None, None) => "- ".to_owned(),
            (_, None) => format!("{}. ", item.number.max(0)),
        };
        let indent = " ".repeat(if item.is_done.is_some() { 2 } else { mark.len() });
        let body = prefixed(&blocks(&item.blocks), &indent);
        format!("{mark}{}", body.trim_start())
    });
    // Markdown needs empty lines between the items if any item has several blocks.
    let is_loose = list.items.iter().any(|item| {
        item.blocks.len() > 1
            && !matches!(item.blocks.as_slice(), [Block::Paragraph { .. }, Block::List(_)])
    });
    items.collect::<Vec<_>>().join(if is_loose { "\n\n" } else { "\n" })
}

fn prefixed(text: &str, prefix: &str) -> String {
    let line = |line: &str| format!("{prefix}{line}").trim_end().to_owned();
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn definition(definition: &Definition) -> String {
    let terms = definition.terms.iter().map(|term| format!("**{}**", one_line(term)));
    let meanings = definition.meanings.iter().map(|meaning| blocks(meaning));
    terms.chain(meanings).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A code block. Its fence is longer than any run of backticks in the code.
fn code(code: &Code) -> String {
    let longest = code.text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!(
        "{fence}{}\n{}\n{fence}",
        code.language.as_deref().unwrap_or_default(),
        code.text.trim_end_matches('\n')
    )
}

/// A table. The first row becomes the head, because Markdown has no table without one.
fn table(table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<String> = Vec::new();
        for cell in &row.cells {
            while cells.len() < cell.column as usize {
                cells.push(String::new());
            }
            let text = blocks(&cell.blocks)
                .replace('|', "\\|")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            cells.push(text);
        }
        cells.resize(cells.len().max(table.columns as usize), String::new());
        format!("| {} |", cells.join(" | "))
    });
    let mut lines: Vec<String> = rows.collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}", " --- |".repeat(table.columns.max(1) as usize)));
    }
    let caption = one_line(&table.caption);
    if caption.is_empty() {
        lines.join("\n")
    } else {
        format!("*{caption}*\n\n{}", lines.join("\n"))
    }
}

fn image(image: &Image) -> String {
    let picture =
        format!("![{}]({})", escaped(&image.alt).replace('\n', " "), target(image.url.as_str()));
    match image.link.as_deref() {
        Some(LinkTarget::Url(url)) => format!("[{picture}]({})", target(url.as_str())),
        Some(LinkTarget::Anchor(_) | LinkTarget::Time(_)) | None => picture,
    }
}

fn one_line(content: &[Inline]) -> String {
    inlines(content).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn inlines(content: &[Inline]) -> String {
    let mut text = String::new();
    let mut runs = content.iter().peekable();
    while let Some(inline) = runs.next() {
        match inline {
            Inline::Text(run) => {
                // A link that covers several runs is written once.
                let mut label = styled(run);
                while let Some(Inline::Text(next)) = runs.peek() {
                    if run.link.is_none() || next.link != run.link {
                        break;
                    }
                    label.push_str(&styled(next));
                    runs.next();
                }
                match run.link.as_deref() {
                    Some(LinkTarget::Url(url)) => {
                        _ = write!(text, "[{label}]({})", target(url.as_str()));
                    }
                    Some(LinkTarget::Anchor(_) | LinkTarget::Time(_)) | None => {
                        text.push_str(&label);
                    }
                }
            }
            Inline::Image(found) => text.push_str(&image(found)),
            Inline::Break => text.push_str("\\\n"),
            Inline::Formula(formula) if formula.is_display => {
                _ = write!(text, "$${}$$", formula.tex);
            }
            Inline::Formula(formula) => _ = write!(text, "${}$", formula.tex),
            Inline::Anchor(_) => {}
        }
    }
    text.trim().to_owned()
}

/// A run with its marks. Marks must not touch white space.
fn styled(run: &Run) -> String {
    if run.style.contains(InlineStyle::CODE) || run.style.contains(InlineStyle::KEYBOARD) {
        return code_span(&run.text);
    }
    let core = run.text.trim();
    if core.is_empty() {
        return run.text.clone();
    }
    let (before, after) = run.text.split_once(core).unwrap_or_default();
    let mut marks = String::new();
    for (style, mark) in
        [(InlineStyle::STRONG, "**"), (InlineStyle::EMPHASIS, "*"), (InlineStyle::STRIKE, "~~")]
    {
        if run.style.contains(style) {
            marks.push_str(mark);
        }
    }
    // Each mark is a palindrome, so the closing marks are the opening ones reversed.
    let closing: String = marks.chars().rev().collect();
    format!("{before}{marks}{}{closing}{after}", escaped(core))
}

fn code_span(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The text with the special characters of Markdown escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '$' | '|') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The address for a place between parentheses.
fn target(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(html: &str) -> String {
        to_markdown(&crate::document::from_html(html, None))
    }

    #[test]
    fn articles_keep_their_form() {
        let html = "<h2>A *title*</h2><p>Some <b>bold</b>, <em>slanted</em>, <code>a`b</code> and \
            <a href='https://example.org/a(b)'>a <i>link</i></a>.</p>
            <ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><ol start=3><li>three</li></ol>
            <blockquote><p>said</p><p>twice</p></blockquote><hr>\
            <pre><code class='language-rust'>let a = 1;\n```\n</code></pre>";
        let expected = "## A \\*title\\*\n\n\
            Some **bold**, *slanted*, ``a`b`` and [a *link*](https://example.org/a%28b%29).\n\n\
            - one\n\n  - inner\n- two\n\n3. three\n\n\
            > said\n>\n> twice\n\n---\n\n````rust\nlet a = 1;\n```\n````";
        assert_eq!(markdown(html), expected);
    }

    #[test]
    fn tables_have_a_head_and_escaped_bars() {
        let html = "<table><tr><th>a</th><th>b</th></tr>\
                    <tr><td>1|2</td><td><code>x</code></td></tr></table>";
        assert_eq!(markdown(html), "| a | b |\n| --- | --- |\n| 1\\\\|2 | `x` |");
    }

    #[test]
    fn text_that_looks_like_marks_stays_text() {
        assert_eq!(
            markdown("<p># no heading</p><p>1. no list</p><p>a_b &lt;b&gt;</p>"),
            "\\# no heading\n\n1\\. no list\n\na\\_b \\<b>"
        );
    }

    #[test]
    fn pictures_breaks_and_formulas_have_their_forms() {
        assert_eq!(markdown("<p>a<br>b</p>"), "a\\\nb");
        assert_eq!(markdown("<p>so \\(x^2\\) is</p>"), "so $x^2$ is");
        assert_eq!(
            markdown("<img src='https://example.org/p.png' alt='A [pic]'>"),
            "![A \\[pic\\]](https://example.org/p.png)"
        );
    }
}
