//! Hosts of blogs: Medium, Substack, DEV, WordPress, Blogger, Tumblr.

use super::page::{Page, has, is_label};

/// First segments of Medium paths that are not a publication.
const MEDIUM_PAGES: &str = "\
_ about business creators explore-topics feed gift m me membership new-story p \
partner-program plans search tag topic topics u";

/// First segments of DEV paths that are not a user.
const DEV_PAGES: &str = "\
about api challenges code-of-conduct connect contact dashboard enter faq feed guidelines \
listings new notifications pod privacy readinglist search settings sponsors subforems t tags \
terms videos welcome";

/// First segments of Tumblr paths that are not a blog.
const TUMBLR_PAGES: &str = "\
about app apps blog changes communities dashboard docs explore following help inbox likes live \
login new oauth policy privacy register search settings share tagged themes";

/// Users, tags, and publications with their tags.
pub(super) fn medium(page: &Page) -> Vec<String> {
    let feed = |path: &str| format!("https://medium.com/feed/{path}");
    match page.path.as_slice() {
        ["tag", tag, ..] => vec![feed(&format!("tag/{tag}"))],
        [first, ..] if has(MEDIUM_PAGES, first) => Vec::new(),
        [publication, "tagged", tag, ..] => {
            vec![feed(&format!("{publication}/tagged/{tag}")), feed(publication)]
        }
        [name, ..] => vec![feed(name)],
        [] => Vec::new(),
    }
}

/// Publications in the reader app. The address of a profile (`/@name`) does not name the
/// publication.
pub(super) fn substack(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["pub", name, ..] if is_label(name) => vec![format!("https://{name}.substack.com/feed")],
        _ => Vec::new(),
    }
}

/// All articles, tags and users.
pub(super) fn dev(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [] | ["latest" | "top", ..] => vec!["https://dev.to/feed".to_owned()],
        ["t", tag, ..] => vec![format!("https://dev.to/feed/tag/{tag}")],
        [name, ..] if !has(DEV_PAGES, name) => vec![format!("https://dev.to/feed/{name}")],
        _ => Vec::new(),
    }
}

/// A blog with its tags, categories and authors.
pub(super) fn wordpress(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [kind @ ("author" | "category" | "tag"), name, ..] => {
            vec![page.at(&format!("{kind}/{name}/feed/")), page.at("feed/")]
        }
        _ => vec![page.at("feed/")],
    }
}

/// A blog with its labels.
pub(super) fn blogger(page: &Page) -> Vec<String> {
    let all = "feeds/posts/default";
    match page.path.as_slice() {
        ["feeds", ..] => Vec::new(),
        ["search", "label", label, ..] => vec![page.at(&format!("{all}/-/{label}")), page.at(all)],
        _ => vec![page.at(all)],
    }
}

/// Blogs inside the dashboard.
pub(super) fn tumblr(page: &Page) -> Vec<String> {
    let path = match page.path.as_slice() {
        ["blog", "view", rest @ ..] | ["dashboard", "blog", rest @ ..] | ["blog", rest @ ..] => {
            rest
        }
        path => path,
    };
    let Some((name, rest)) = path.split_first() else { return Vec::new() };
    let name = name.strip_prefix('@').unwrap_or(name);
    if has(TUMBLR_PAGES, name) || !is_label(name) {
        Vec::new()
    } else {
        tumblr_blog(&format!("{name}.tumblr.com"), rest)
    }
}

/// A blog with its tags.
pub(super) fn tumblr_blog(host: &str, path: &[&str]) -> Vec<String> {
    let all = format!("https://{host}/rss");
    match path {
        ["tagged", tag, ..] => vec![format!("https://{host}/tagged/{tag}/rss"), all],
        _ => vec![all],
    }
}

/// Pages and the feeds expected for them.
#[cfg(test)]
pub(super) const PAGES: &[(&str, &[&str])] = &[
    // Medium
    ("https://medium.com/@ev/a-story-0123", &["https://medium.com/feed/@ev"]),
    ("https://medium.com/invironment", &["https://medium.com/feed/invironment"]),
    (
        "https://medium.com/invironment/tagged/food",
        &["https://medium.com/feed/invironment/tagged/food", "https://medium.com/feed/invironment"],
    ),
    ("https://medium.com/tag/rust/archive", &["https://medium.com/feed/tag/rust"]),
    (
        "https://netflixtechblog.medium.com/a-story-0123?source=x",
        &["https://netflixtechblog.medium.com/feed"],
    ),
    ("https://medium.com/p/0123abcd", &[]),
    ("https://medium.com/feed/@ev", &[]),
    ("https://medium.com/", &[]),
    ("https://link.medium.com/abc", &[]),
    // Substack
    ("https://www.platformer.substack.com/p/a-story", &["https://platformer.substack.com/feed"]),
    (
        "https://open.substack.com/pub/platformer/p/a-story?r=1",
        &["https://platformer.substack.com/feed"],
    ),
    ("http://platformer.substack.com/feed", &[]),
    ("https://substack.com/@someone", &[]),
    ("https://www.substack.com/", &[]),
    // DEV and Hashnode
    ("https://dev.to/", &["https://dev.to/feed"]),
    ("https://dev.to/top/week", &["https://dev.to/feed"]),
    ("https://dev.to/t/rust/latest", &["https://dev.to/feed/tag/rust"]),
    ("https://dev.to/ben/a-story-1a2b", &["https://dev.to/feed/ben"]),
    ("https://dev.to/settings", &[]),
    ("https://dev.to/feed/ben", &[]),
    ("https://someone.hashnode.dev/a-story", &["https://someone.hashnode.dev/rss.xml"]),
    ("https://hashnode.com/@someone", &[]),
    // WordPress, Blogger and Tumblr
    ("http://halmueller.wordpress.com/2012/01/01/x/", &["https://halmueller.wordpress.com/feed/"]),
    (
        "https://x.wordpress.com/tag/y/",
        &["https://x.wordpress.com/tag/y/feed/", "https://x.wordpress.com/feed/"],
    ),
    ("http://x.wordpress.com/feed", &[]),
    ("https://wordpress.com/read", &[]),
    (
        "http://siliconexposed.blogspot.com/2014/03/x.html",
        &["https://siliconexposed.blogspot.com/feeds/posts/default"],
    ),
    ("https://x.blogspot.co.uk/?m=1", &["https://x.blogspot.co.uk/feeds/posts/default"]),
    (
        "https://x.blogspot.com/search/label/Free%20Software",
        &[
            "https://x.blogspot.com/feeds/posts/default/-/Free%20Software",
            "https://x.blogspot.com/feeds/posts/default",
        ],
    ),
    ("https://x.blogspot.com/feeds/posts/default?alt=rss", &[]),
    ("http://mrgan.tumblr.com/post/1/x", &["https://mrgan.tumblr.com/rss"]),
    (
        "https://mrgan.tumblr.com/tagged/cats",
        &["https://mrgan.tumblr.com/tagged/cats/rss", "https://mrgan.tumblr.com/rss"],
    ),
    ("https://www.tumblr.com/mrgan/123/x", &["https://mrgan.tumblr.com/rss"]),
    ("https://www.tumblr.com/blog/view/mrgan", &["https://mrgan.tumblr.com/rss"]),
    ("https://tumblr.com/@mrgan", &["https://mrgan.tumblr.com/rss"]),
    ("https://www.tumblr.com/tagged/cats", &[]),
    ("https://www.tumblr.com/a.b", &[]),
];
