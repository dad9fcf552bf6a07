//! Writes a document as clean HTML with only the content that is shown. html2text gets this form.

use std::fmt::Write as _;

use super::model::{
    Block, Code, Definition, Document, Image, Inline, InlineStyle, LinkTarget, List, ListMarker,
    Run, Table, TableCell,
};
use crate::markup::escape::{push_attribute, push_escaped};

/// The elements of inline styles.
const ELEMENTS: [(InlineStyle, &str); 10] = [
    (InlineStyle::STRONG, "strong"),
    (InlineStyle::EMPHASIS, "em"),
    (InlineStyle::CODE, "code"),
    (InlineStyle::STRIKE, "s"),
    (InlineStyle::SUBSCRIPT, "sub"),
    (InlineStyle::SUPERSCRIPT, "sup"),
    (InlineStyle::MARK, "mark"),
    (InlineStyle::KEYBOARD, "kbd"),
    (InlineStyle::SMALL, "small"),
    (InlineStyle::UNDERLINE, "u"),
];

/// The document as HTML without classes, scripts or styles.
#[must_use]
pub fn to_html(document: &Document) -> String {
    let mut html = String::new();
    push_blocks(&mut html, &document.blocks);
    html
}

// Recursion is bounded by MAX_BLOCK_DEPTH.
fn push_blocks(html: &mut String, blocks: &[Block]) {
    for block in blocks {
        push_block(html, block);
    }
}

fn push_block(html: &mut String, block: &Block) {
    match block {
        Block::Heading { level, content, .. } => {
            element(html, &format!("h{level}"), |html| push_inlines(html, content));
        }
        Block::Paragraph { content, .. } => element(html, "p", |html| push_inlines(html, content)),
        Block::List(list) => push_list(html, list),
        Block::Quote(blocks) => element(html, "blockquote", |html| push_blocks(html, blocks)),
        Block::Rule => html.push_str("<hr>\n"),
        Block::DefinitionList(groups) => {
            element(html, "dl", |html| {
                for group in groups {
                    push_definition(html, group);
                }
            });
        }
        Block::Details { summary, blocks, is_promotion, .. } => {
            element(html, "p", |html| push_inlines(html, summary));
            if !is_promotion {
                push_blocks(html, blocks);
            }
        }
        Block::Code(code) => push_code(html, code),
        Block::Table(table) => push_table(html, table),
        Block::Figure { blocks, caption, is_caption_first } => {
            if !*is_caption_first {
                push_blocks(html, blocks);
            }
            element(html, "p", |html| push_inlines(html, caption));
            if *is_caption_first {
                push_blocks(html, blocks);
            }
        }
        Block::Gallery(blocks) => push_blocks(html, blocks),
        Block::Image(image) => element(html, "p", |html| push_image(html, image)),
        Block::Embed(embed) => element(html, "p", |html| {
            push_link(html, embed.url.as_str());
            push_escaped(html, &embed.title);
            html.push_str("</a>");
        }),
    }
}

fn element(html: &mut String, name: &str, content: impl FnOnce(&mut String)) {
    let _ = write!(html, "<{name}>");
    content(html);
    let _ = writeln!(html, "</{name}>");
}

fn push_list(html: &mut String, list: &List) {
    let is_ordered = !matches!(list.marker, ListMarker::Bullet | ListMarker::None);
    let start = list.items.first().map_or(1, |item| item.number);
    if is_ordered {
        let _ = writeln!(html, "<ol start=\"{start}\">");
    } else {
        html.push_str("<ul>\n");
    }
    for item in &list.items {
        element(html, "li", |html| {
            html.push_str(match item.is_done {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            });
            // html2text would put a paragraph on a line below its marker.
            match item.blocks.as_slice() {
                [Block::Paragraph { content, .. }, rest @ ..] => {
                    push_inlines(html, content);
                    push_blocks(html, rest);
                }
                blocks => push_blocks(html, blocks),
            }
        });
    }
    html.push_str(if is_ordered { "</ol>\n" } else { "</ul>\n" });
}

fn push_definition(html: &mut String, group: &Definition) {
    group.terms.iter().for_each(|term| element(html, "dt", |html| push_inlines(html, term)));
    group
        .meanings
        .iter()
        .for_each(|meaning| element(html, "dd", |html| push_blocks(html, meaning)));
}

fn push_code(html: &mut String, code: &Code) {
    // The parser drops a line break right after the tag.
    html.push_str("<pre>\n");
    push_escaped(html, &code.text);
    html.push_str("</pre>\n");
}

fn push_table(html: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        element(html, "p", |html| push_inlines(html, &table.caption));
    }
    element(html, "table", |html| {
        for row in &table.rows {
            element(html, "tr", |html| row.cells.iter().for_each(|cell| push_cell(html, cell)));
        }
    });
}

fn push_cell(html: &mut String, cell: &TableCell) {
    let name = if cell.is_header { "th" } else { "td" };
    let _ = write!(html, "<{name} colspan=\"{}\" rowspan=\"{}\">", cell.column_span, cell.row_span);
    match cell.blocks.as_slice() {
        [Block::Paragraph { content, .. }] => push_inlines(html, content),
        blocks => push_blocks(html, blocks),
    }
    let _ = writeln!(html, "</{name}>");
}

fn push_inlines(html: &mut String, items: &[Inline]) {
    let mut link: Option<&LinkTarget> = None;
    for item in items {
        let next = link_of(item);
        if next != link {
            close_link(html, link);
            open_link(html, next);
            link = next;
        }
        match item {
            Inline::Text(run) => push_run(html, run),
            Inline::Image(image) => push_image(html, image),
            Inline::Break => html.push_str("<br>"),
            Inline::Formula(formula) => {
                html.push_str("<code>");
                push_escaped(html, &formula.tex);
                html.push_str("</code>");
            }
            Inline::Anchor(_) => {}
        }
    }
    close_link(html, link);
}

/// The link of an item. Links within the article are left out, because their targets are.
fn link_of(item: &Inline) -> Option<&LinkTarget> {
    let link = match item {
        Inline::Text(run) => run.link.as_deref(),
        Inline::Image(image) => image.link.as_deref(),
        Inline::Formula(_) | Inline::Break | Inline::Anchor(_) => None,
    };
    link.filter(|link| matches!(link, LinkTarget::Url(_)))
}

fn open_link(html: &mut String, link: Option<&LinkTarget>) {
    if let Some(LinkTarget::Url(url)) = link {
        push_link(html, url.as_str());
    }
}

fn push_link(html: &mut String, address: &str) {
    html.push_str("<a");
    push_attribute(html, "href", address);
    html.push('>');
}

fn close_link(html: &mut String, link: Option<&LinkTarget>) {
    if link.is_some() {
        html.push_str("</a>");
    }
}

fn push_run(html: &mut String, run: &Run) {
    let elements = ELEMENTS.iter().filter(|(style, _)| run.style.contains(*style));
    elements.clone().for_each(|(_, name)| {
        let _ = write!(html, "<{name}>");
    });
    push_escaped(html, &run.text);
    elements.rev().for_each(|(_, name)| {
        let _ = write!(html, "</{name}>");
    });
}

fn push_image(html: &mut String, image: &Image) {
    let source = if image.url.scheme() == "data" { "" } else { image.url.as_str() };
    html.push_str("<img");
    push_attribute(html, "src", source);
    push_attribute(html, "alt", &image.alt);
    html.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_html;
    use crate::i18n::{Language, with_language};

    #[test]
    fn promotions_are_left_out_in_every_language() {
        let body = "<p>The sea.</p><div class=\"sharedaddy\">Share this</div>";
        for language in Language::ALL.iter().copied() {
            let html = with_language(language, || to_html(&from_html(body, None)));
            assert!(html.starts_with("<p>The sea.</p>"), "{html}");
            assert!(!html.contains("Share this"), "{}: {html}", language.tag());
        }
    }
}
