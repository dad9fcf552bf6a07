//! Removes the title of an entry from the beginning of its body. The pane shows the title above the
//! article.

use url::Url;

use super::model::{Block, Document, Inline, LinkTarget};
use super::paragraphs::run_text;

/// A body may repeat its title this often, as a heading and again as its first line.
const MOST_REPEATS: usize = 2;

/// Removes the first blocks if they only repeat the title and other blocks remain.
pub fn drop_title(document: &mut Document, title: &str, entry_url: Option<&Url>) {
    let title = letters(title);
    if title.is_empty() {
        return;
    }
    for _ in 0..MOST_REPEATS {
        match document.blocks.as_slice() {
            [first, rest @ ..] if !rest.is_empty() && repeats(first, &title, entry_url) => {
                document.blocks.remove(0)
            }
            _ => return,
        };
    }
}

/// Whether a block only repeats the title. A link to another page, or an anchor, is more than that.
fn repeats(block: &Block, title: &str, entry_url: Option<&Url>) -> bool {
    let content = match block {
        Block::Heading { content, .. } => content,
        Block::Paragraph { anchors, content } if anchors.is_empty() => content,
        _ => return false,
    };
    content.iter().all(|item| is_plain(item, entry_url)) && letters(&run_text(content)) == title
}

fn is_plain(item: &Inline, entry_url: Option<&Url>) -> bool {
    match item {
        Inline::Text(run) => match run.link.as_deref() {
            Some(LinkTarget::Url(url)) => Some(url) == entry_url,
            Some(LinkTarget::Anchor(_) | LinkTarget::Time(_)) => false,
            None => true,
        },
        Inline::Break => true,
        Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => false,
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !character.is_whitespace() && !matches!(character, '\u{200e}' | '\u{200f}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{dump, from_html};

    fn shown(html: &str, title: &str) -> String {
        let url = Url::parse("https://example.org/post").ok();
        let mut document = from_html(html, url.as_ref());
        drop_title(&mut document, title, url.as_ref());
        dump(&document)
    }

    #[test]
    fn a_title_that_the_body_repeats_is_shown_once() {
        assert_eq!(
            shown("<h1>On  Tides</h1><p><b>On tides</b></p><p>Words.</p>", "On Tides"),
            "p Words.\n"
        );
        assert_eq!(
            shown(
                "<h2><a href='https://example.org/post'>On tides</a></h2><p>Words.</p>",
                "On Tides"
            ),
            "p Words.\n"
        );
    }

    #[test]
    fn a_line_that_differs_from_the_title_stays() {
        for html in [
            "<h1>On tides, again</h1><p>Words.</p>",
            "<p>Words.</p><h1>On tides</h1>",
            "<h1>On tides</h1>",
            "<ul><li>On tides</ul>x",
        ] {
            assert_eq!(shown(html, "On Tides"), dump(&from_html(html, None)));
        }
    }

    #[test]
    fn a_repeated_title_that_leads_elsewhere_stays() {
        assert!(
            shown(
                "<h1><a href='https://example.com/source'>On tides</a></h1><p>Words.</p>",
                "On Tides"
            )
            .contains("example.com/source")
        );
    }

    #[test]
    fn an_entry_without_a_title_keeps_its_first_line() {
        assert_eq!(shown("<p>…</p><p>Words.</p>", ""), "p …\np Words.\n");
    }
}
