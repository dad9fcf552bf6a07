//! Papers, packages and bookmarks: arXiv, `PyPI`, crates.io, Pinboard.

use super::page::Page;

/// Archives and subjects.
pub(super) fn arxiv(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["archive" | "list", subject, ..] => vec![format!("https://rss.arxiv.org/rss/{subject}")],
        _ => Vec::new(),
    }
}

/// The releases of a project.
pub(super) fn pypi(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["p" | "project" | "pypi", name, ..] => {
            vec![format!("https://pypi.org/rss/project/{name}/releases.xml")]
        }
        _ => Vec::new(),
    }
}

/// The versions of a crate.
pub(super) fn crates_io(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["crates", name, ..] => vec![format!("https://static.crates.io/rss/crates/{name}.xml")],
        _ => Vec::new(),
    }
}

/// Bookmarks of users (`u:`) and with tags (`t:`), and the public lists.
pub(super) fn pinboard(page: &Page) -> Vec<String> {
    let is_named = |segment: &&&str| segment.starts_with("u:") || segment.starts_with("t:");
    let list: Vec<&str> = match page.path.as_slice() {
        [name @ ("popular" | "recent"), ..] => vec![name],
        path => path.iter().take_while(is_named).copied().collect(),
    };
    if list.is_empty() {
        Vec::new()
    } else {
        vec![format!("https://feeds.pinboard.in/rss/{}/", list.join("/"))]
    }
}

/// Pages and the feeds expected for them.
#[cfg(test)]
pub(super) const PAGES: &[(&str, &[&str])] = &[
    ("https://arxiv.org/list/cs.LG/recent", &["https://rss.arxiv.org/rss/cs.LG"]),
    ("https://www.arxiv.org/archive/hep-th", &["https://rss.arxiv.org/rss/hep-th"]),
    ("https://arxiv.org/abs/1706.03762", &[]),
    (
        "https://pypi.org/project/feedparser/6.0.0/#history",
        &["https://pypi.org/rss/project/feedparser/releases.xml"],
    ),
    ("https://pypi.org/search/?q=x", &[]),
    ("https://crates.io/crates/url/versions", &["https://static.crates.io/rss/crates/url.xml"]),
    ("https://crates.io/categories", &[]),
    ("https://www.npmjs.com/package/@scope/name", &[]),
    ("https://pinboard.in/u:maciej/t:web/", &["https://feeds.pinboard.in/rss/u:maciej/t:web/"]),
    ("https://pinboard.in/u%3Amaciej/public/", &["https://feeds.pinboard.in/rss/u:maciej/"]),
    ("https://pinboard.in/popular/", &["https://feeds.pinboard.in/rss/popular/"]),
    ("https://pinboard.in/about/", &[]),
];
