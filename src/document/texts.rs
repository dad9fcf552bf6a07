//! The numbers of texts: which line of words a sentence stands in, for those who walk the document
//! in ways of their own.
//!
//! Headings, paragraphs, terms, summaries, captions and code are texts. They are numbered from 0 in
//! reading order. Lines without words, such as those of pictures alone, have no number.

use super::model::{Block, Inline};

/// Whether a line is a text.
#[must_use]
pub fn is_text(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::Text(_) | Inline::Formula(_)))
}

/// The number of texts in blocks.
// Recursion is bounded by MAX_BLOCK_DEPTH.
#[must_use]
pub fn count_texts(blocks: &[Block]) -> u32 {
    blocks.iter().map(texts_of).sum()
}

fn texts_of(block: &Block) -> u32 {
    let line = |content: &[Inline]| u32::from(is_text(content));
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => line(content),
        Block::List(list) => list.items.iter().map(|item| count_texts(&item.blocks)).sum(),
        Block::Quote(inner) | Block::Gallery(inner) => count_texts(inner),
        Block::DefinitionList(groups) => {
            let terms = groups.iter().flat_map(|group| &group.terms).map(|term| line(term));
            let meanings = groups.iter().flat_map(|group| &group.meanings);
            terms.sum::<u32>() + meanings.map(|meaning| count_texts(meaning)).sum::<u32>()
        }
        Block::Details { summary, blocks, .. } => line(summary) + count_texts(blocks),
        Block::Figure { blocks, caption, .. } => line(caption) + count_texts(blocks),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            line(&table.caption) + cells.map(|cell| count_texts(&cell.blocks)).sum::<u32>()
        }
        Block::Code(_) => 1,
        Block::Rule | Block::Image(_) | Block::Embed(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_html;

    fn count(html: &str) -> u32 {
        count_texts(&from_html(html, None).blocks)
    }

    #[test]
    fn every_line_of_words_counts_once() {
        assert_eq!(count("<h2>A</h2><p>b<br>c</p><p><img src='https://a.example/b.png'></p>"), 2);
        assert_eq!(count("<ul><li>a<ul><li>b</ul><li>c</ul><pre>d\ne</pre><hr>"), 4);
        assert_eq!(count("<table><caption>a</caption><tr><td>b<td><td>c</table>"), 3);
        assert_eq!(count("<dl><dt>a<dd>b</dl><details><summary>c</summary><p>d</details>"), 4);
    }
}
