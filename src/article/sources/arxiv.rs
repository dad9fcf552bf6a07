//! arXiv's first line, `arXiv:2409.01234v1 Announce Type: new Abstract: ...`: id and type become
//! notes, PDF and HTML become links.

use url::Url;

use crate::article::{Fact, PageKind};
use crate::document::{Block, Document, Inline};
use crate::i18n::{Words, t};
use crate::model::EntryContent;

/// arXiv's announcement types, and the words for them.
const KINDS: [(&str, Words); 4] = [
    ("new", || t!(article_arxiv_new)),
    ("cross", || t!(article_arxiv_cross_listed)),
    ("replace-cross", || t!(article_arxiv_replacement_cross)),
    ("replace", || t!(article_arxiv_replacement)),
];

const ABSTRACT: &str = "Abstract:";

/// Takes off everything before the abstract.
pub(super) fn tidy(document: &mut Document, _: &EntryContent) -> Vec<Fact> {
    let Some(Block::Paragraph { content, .. }) = document.blocks.first_mut() else {
        return Vec::new();
    };
    let Some(Inline::Text(run)) = content.first_mut() else { return Vec::new() };
    let Some((id, kind, abstract_start)) = announcement(&run.text) else { return Vec::new() };
    run.text.drain(..abstract_start);
    let mut facts = vec![Fact::Note(format!("arXiv:{id}"))];
    facts
        .extend(KINDS.iter().find(|(name, _)| *name == kind).map(|(_, words)| Fact::Note(words())));
    for (label, form) in [("PDF", "pdf"), ("HTML", "html")] {
        let url = Url::parse(&format!("https://arxiv.org/{form}/{id}"));
        facts.extend(url.map(|url| Fact::Page {
            label: label.to_owned(),
            url,
            kind: PageKind::Form,
        }));
    }
    while matches!(content.first(), Some(Inline::Break)) || run_is_blank(content) {
        content.remove(0);
    }
    if let Some(Inline::Text(run)) = content.first_mut()
        && let Some(rest) = run.text.trim_start().strip_prefix(ABSTRACT)
    {
        run.text = rest.trim_start().to_owned();
    }
    let is_empty = content.is_empty();
    if is_empty {
        document.blocks.remove(0);
    }
    facts
}

/// Id, type, and the byte at which the abstract starts.
fn announcement(text: &str) -> Option<(String, String, usize)> {
    let rest = text.trim_start().strip_prefix("arXiv:")?;
    let (id, rest) = rest.split_once(char::is_whitespace)?;
    let is_id = !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"./-".contains(&byte));
    let kind_on = rest.trim_start().strip_prefix("Announce Type:")?.trim_start();
    let (kind, rest) = kind_on.split_once(char::is_whitespace).unwrap_or((kind_on, ""));
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(ABSTRACT).map_or(rest, str::trim_start);
    is_id.then(|| (id.to_owned(), kind.to_owned(), text.len() - rest.len()))
}

fn run_is_blank(content: &[Inline]) -> bool {
    matches!(content.first(), Some(Inline::Text(run)) if run.text.trim().is_empty())
}
