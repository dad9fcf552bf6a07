//! Discussions: Reddit, Mastodon, Bluesky, Lobsters, Hacker News, Stack Exchange.

use super::page::{Page, has, is_number, is_word};

/// The sort orders of Reddit that are part of a path.
const REDDIT_ORDERS: &str = "best controversial hot new rising top";

/// Lists of posts with their sort order, users, multireddits, threads and searches.
pub(super) fn reddit(page: &Page) -> Vec<String> {
    let path: Vec<&str> = match page.path.as_slice() {
        ["search"] => {
            return page
                .url
                .query()
                .map(|query| format!("https://www.reddit.com/search.rss?{query}"))
                .into_iter()
                .collect();
        }
        ["u", rest @ ..] => [&["user"], rest].concat(),
        path => path.to_vec(),
    };
    let order: Vec<String> = ["sort", "t"]
        .iter()
        .filter_map(|key| Some(format!("{key}={}", page.query(key)?)))
        .collect();
    let query = if order.is_empty() { String::new() } else { format!("?{}", order.join("&")) };
    let address = |depth: &usize| {
        let list: Vec<&str> = ["https://www.reddit.com"]
            .into_iter()
            .chain(path.iter().take(*depth).copied())
            .collect();
        format!("{}/.rss{query}", list.join("/"))
    };
    reddit_depths(&path).iter().map(address).collect()
}

/// For a Reddit path: how many of its segments name something with a feed, best first.
fn reddit_depths(path: &[&str]) -> &'static [usize] {
    let is_order = |segment: &str| has(REDDIT_ORDERS, segment);
    match path {
        [] => &[0],
        [order] if is_order(order) => &[1],
        ["r" | "user", _, "comments", _, ..] => &[4, 2],
        ["r", _, "comments"] | ["user", _, "comments" | "submitted"] => &[3],
        ["r", _, order, ..] if is_order(order) => &[3],
        ["user", _, "m", _, order, ..] if is_order(order) => &[5],
        ["user", _, "m", _, ..] => &[4],
        ["r" | "user" | "domain" | "comments", _, ..] => &[2],
        _ => &[],
    }
}

/// Threads by their short address.
pub(super) fn reddit_short(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [id] => vec![format!("https://www.reddit.com/comments/{id}/.rss")],
        _ => Vec::new(),
    }
}

/// Accounts on Mastodon and compatible servers. An account of another server has its feed there.
pub(super) fn mastodon(page: &Page) -> Vec<String> {
    let path = match page.path.as_slice() {
        ["deck" | "web", rest @ ..] => rest,
        path => path,
    };
    let Some((account, rest)) =
        path.split_first().and_then(|(first, rest)| Some((first.strip_prefix('@')?, rest)))
    else {
        return Vec::new();
    };
    let (name, server) = match account.split_once('@') {
        Some((name, server)) if is_word(server) && server.contains('.') => {
            (name, format!("https://{server}"))
        }
        Some(_) => return Vec::new(),
        None => (account, page.url.origin().ascii_serialization()),
    };
    let own = match rest {
        [] | ["about" | "featured" | "followers" | "following"] => String::new(),
        [status] if is_number(status) => String::new(),
        ["media" | "with_replies"] | ["tagged", _] => format!("/{}", rest.join("/")),
        _ => return Vec::new(),
    };
    if is_word(name) {
        [own.as_str(), ""].map(|own| format!("{server}/@{name}{own}.rss")).to_vec()
    } else {
        Vec::new()
    }
}

/// Profiles. A post leads to the profile of its author.
pub(super) fn bluesky(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["profile", name, ..] => vec![format!("https://bsky.app/profile/{name}/rss")],
        _ => Vec::new(),
    }
}

/// Lists of stories, tags, domains and users.
pub(super) fn lobsters(page: &Page) -> Vec<String> {
    let name = match page.path.as_slice() {
        ["t", tags, ..] => format!("t/{tags}.rss"),
        ["domains" | "domain", domain, ..] => format!("domains/{domain}.rss"),
        ["newest" | "u", name] => format!("~{name}/stories.rss"),
        [name, ..] if name.starts_with('~') => format!("{name}/stories.rss"),
        ["newest" | "recent", ..] => "newest.rss".to_owned(),
        ["comments", ..] => "comments.rss".to_owned(),
        ["top", ..] => "top/rss".to_owned(),
        _ => "rss".to_owned(),
    };
    vec![format!("https://lobste.rs/{name}")]
}

/// The two feeds of the site itself, and those of hnrss.org for everything else.
pub(super) fn hacker_news(page: &Page) -> Vec<String> {
    let own = |name: &str| format!("https://news.ycombinator.com/{name}");
    let made = |name: &str| format!("https://hnrss.org/{name}");
    match (page.path.as_slice(), page.query("id")) {
        ([] | ["front" | "news"], _) => vec![own("rss"), made("frontpage")],
        (["show" | "shownew"], _) => vec![own("showrss"), made("show")],
        (
            [
                name @ ("active" | "ask" | "best" | "bestcomments" | "jobs" | "launches"
                | "newcomments" | "newest"),
            ],
            _,
        ) => vec![made(name)],
        ([name @ ("favorites" | "item" | "submitted" | "threads" | "user")], Some(id)) => {
            vec![made(&format!("{name}?id={id}"))]
        }
        _ => Vec::new(),
    }
}

/// All questions, those with a tag, one question, and users.
pub(super) fn stack_exchange(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["questions", "tagged", tag, ..] | ["tags", tag, ..] => {
            vec![page.at(&format!("feeds/tag/{tag}"))]
        }
        ["q" | "questions", id, ..] if is_number(id) => {
            vec![page.at(&format!("feeds/question/{id}"))]
        }
        ["users", id, ..] if is_number(id) => vec![page.at(&format!("feeds/user/{id}"))],
        [] | ["questions"] => vec![page.at("feeds")],
        _ => Vec::new(),
    }
}

/// Pages and the feeds expected for them.
#[cfg(test)]
pub(super) const PAGES: &[(&str, &[&str])] = &[
    // Reddit
    ("https://www.reddit.com/", &["https://www.reddit.com/.rss"]),
    ("https://old.reddit.com/top/?t=week", &["https://www.reddit.com/top/.rss?t=week"]),
    ("https://www.reddit.com/r/rust", &["https://www.reddit.com/r/rust/.rss"]),
    ("http://REDDIT.com//r/Rust/?utm_source=x#c", &["https://www.reddit.com/r/Rust/.rss"]),
    (
        "https://np.reddit.com/r/rust+programming/",
        &["https://www.reddit.com/r/rust+programming/.rss"],
    ),
    ("https://www.reddit.com/r/rust/new/", &["https://www.reddit.com/r/rust/new/.rss"]),
    (
        "https://old.reddit.com/r/rust/top/?sort=top&t=month",
        &["https://www.reddit.com/r/rust/top/.rss?sort=top&t=month"],
    ),
    ("https://www.reddit.com/r/rust/wiki/index", &["https://www.reddit.com/r/rust/.rss"]),
    ("https://www.reddit.com/r/rust/comments/", &["https://www.reddit.com/r/rust/comments/.rss"]),
    (
        "https://www.reddit.com/r/rust/comments/1abc/a_title/x9/?context=3",
        &["https://www.reddit.com/r/rust/comments/1abc/.rss", "https://www.reddit.com/r/rust/.rss"],
    ),
    ("https://redd.it/1abc", &["https://www.reddit.com/comments/1abc/.rss"]),
    (
        "https://www.reddit.com/comments/1abc/a_title",
        &["https://www.reddit.com/comments/1abc/.rss"],
    ),
    ("https://www.reddit.com/u/spez", &["https://www.reddit.com/user/spez/.rss"]),
    (
        "https://www.reddit.com/user/spez/submitted/?sort=new",
        &["https://www.reddit.com/user/spez/submitted/.rss?sort=new"],
    ),
    ("https://www.reddit.com/user/spez/m/news/", &["https://www.reddit.com/user/spez/m/news/.rss"]),
    (
        "https://www.reddit.com/u/spez/m/news/top?t=day",
        &["https://www.reddit.com/user/spez/m/news/top/.rss?t=day"],
    ),
    (
        "https://www.reddit.com/domain/example.org/",
        &["https://www.reddit.com/domain/example.org/.rss"],
    ),
    (
        "https://www.reddit.com/search/?q=feed%20reader&sort=new",
        &["https://www.reddit.com/search.rss?q=feed%20reader&sort=new"],
    ),
    ("https://www.reddit.com/r/rust/.rss", &[]),
    ("https://www.reddit.com/r/rust.rss", &[]),
    ("https://www.reddit.com/login", &[]),
    // Mastodon
    ("https://mastodon.social/@Gargron", &["https://mastodon.social/@Gargron.rss"]),
    ("https://mastodon.social/%40Gargron/", &["https://mastodon.social/@Gargron.rss"]),
    ("https://mastodon.social/web/@Gargron", &["https://mastodon.social/@Gargron.rss"]),
    (
        "https://www.example.org:8443/@a_b/109117656760498946?x#y",
        &["https://www.example.org:8443/@a_b.rss"],
    ),
    (
        "https://mastodon.social/@a/with_replies",
        &["https://mastodon.social/@a/with_replies.rss", "https://mastodon.social/@a.rss"],
    ),
    (
        "https://mastodon.social/@a/tagged/Cats",
        &["https://mastodon.social/@a/tagged/Cats.rss", "https://mastodon.social/@a.rss"],
    ),
    ("https://mastodon.social/@jo@fosstodon.org", &["https://fosstodon.org/@jo.rss"]),
    ("https://mastodon.social/@Gargron.rss", &[]),
    ("https://mastodon.social/@jo@nowhere", &[]),
    ("https://blog.example.org/@author/a-story-0123abcd", &[]),
    ("https://maps.example.org/@52.5,13.4,15z", &[]),
    ("https://www.tiktok.com/@someone", &[]),
    ("https://www.threads.net/@someone", &[]),
    // Bluesky
    ("https://bsky.app/profile/bsky.app", &["https://bsky.app/profile/bsky.app/rss"]),
    (
        "https://bsky.app/profile/did%3Aplc%3Aabc/post/1",
        &["https://bsky.app/profile/did:plc:abc/rss"],
    ),
    ("https://bsky.app/profile/bsky.app/rss", &[]),
    ("https://bsky.app/search?q=x", &[]),
    // Lobsters
    ("https://lobste.rs", &["https://lobste.rs/rss"]),
    ("https://lobste.rs/newest", &["https://lobste.rs/newest.rss"]),
    ("https://lobste.rs/t/rust,web/page/2", &["https://lobste.rs/t/rust,web.rss"]),
    ("https://lobste.rs/~pushcx/threads", &["https://lobste.rs/~pushcx/stories.rss"]),
    ("https://lobste.rs/newest/pushcx", &["https://lobste.rs/~pushcx/stories.rss"]),
    ("https://lobste.rs/domains/example.org", &["https://lobste.rs/domains/example.org.rss"]),
    ("https://lobste.rs/rss", &[]),
    // Hacker News
    (
        "https://news.ycombinator.com/",
        &["https://news.ycombinator.com/rss", "https://hnrss.org/frontpage"],
    ),
    (
        "https://news.ycombinator.com/show",
        &["https://news.ycombinator.com/showrss", "https://hnrss.org/show"],
    ),
    ("https://news.ycombinator.com/newest", &["https://hnrss.org/newest"]),
    ("https://news.ycombinator.com/user?id=pg", &["https://hnrss.org/user?id=pg"]),
    ("https://news.ycombinator.com/item?id=8863&p=2", &["https://hnrss.org/item?id=8863"]),
    ("https://news.ycombinator.com/user", &[]),
    ("https://news.ycombinator.com/rss", &[]),
    // Stack Exchange
    ("https://stackoverflow.com/", &["https://stackoverflow.com/feeds"]),
    (
        "https://stackoverflow.com/questions/tagged/c%2b%2b?tab=Newest",
        &["https://stackoverflow.com/feeds/tag/c%2b%2b"],
    ),
    (
        "https://stackoverflow.com/questions/11227809/why/1#2",
        &["https://stackoverflow.com/feeds/question/11227809"],
    ),
    ("https://superuser.com/q/5", &["https://superuser.com/feeds/question/5"]),
    (
        "https://cooking.stackexchange.com/users/67/x",
        &["https://cooking.stackexchange.com/feeds/user/67"],
    ),
    (
        "https://cooking.meta.stackexchange.com/questions",
        &["https://cooking.meta.stackexchange.com/feeds"],
    ),
    ("https://stackoverflow.com/feeds/tag/rust", &[]),
    ("https://stackoverflow.com/help/tagging", &[]),
    ("https://data.stackexchange.com/", &[]),
];
