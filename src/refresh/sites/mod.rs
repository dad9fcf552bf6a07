//! The feeds of well-known sites, derived from the address of a page alone. Nothing is fetched.
//!
//! Some sites are left out because the address is not enough: Apple Podcasts (needs a lookup),
//! `SoundCloud` (only its pages say), Discourse (runs on any host), and sites with undocumented
//! feeds, such as Micro.blog.

mod blogs;
mod catalogues;
mod forges;
mod page;
mod talk;
mod video;

use url::Url;

use blogs::{blogger, dev, medium, substack, tumblr, tumblr_blog, wordpress};
use catalogues::{arxiv, crates_io, pinboard, pypi};
use forges::{gist, gitea, github, gitlab};
use page::{Page, is_host};
use talk::{bluesky, hacker_news, lobsters, mastodon, reddit, reddit_short, stack_exchange};
use video::{vimeo, youtube};

/// Most feeds for one page.
const FEEDS_MAX: usize = 5;

/// The feeds for a page of one site, most likely first.
type FeedsOf = fn(&Page) -> Vec<String>;

/// The hosts of each site, separated by spaces and without `www.`, and the function for its pages.
/// The first match counts. `*.` stands for one label, `.*` for any ending.
const SITES: &[(&str, FeedsOf)] = &[
    (WITHOUT_FEEDS, |_| Vec::new()),
    ("youtube.com music.youtube.com youtube-nocookie.com youtu.be", youtube),
    ("vimeo.com", vimeo),
    ("reddit.com *.reddit.com", reddit),
    ("redd.it", reddit_short),
    ("github.com", github),
    ("gist.github.com", gist),
    (
        concat!(
            "gitlab.com gitlab.gnome.org gitlab.freedesktop.org salsa.debian.org invent.kde.org ",
            "framagit.org"
        ),
        gitlab,
    ),
    ("codeberg.org gitea.com code.forgejo.org", gitea),
    ("bsky.app", bluesky),
    ("lobste.rs", lobsters),
    ("news.ycombinator.com", hacker_news),
    ("medium.com", medium),
    ("*.medium.com", |page| vec![page.at("feed")]),
    ("substack.com open.substack.com", substack),
    ("*.substack.com", |page| vec![page.at("feed")]),
    ("dev.to", dev),
    ("*.hashnode.dev", |page| vec![page.at("rss.xml")]),
    ("*.wordpress.com", wordpress),
    ("*.blogspot.*", blogger),
    ("tumblr.com", tumblr),
    ("*.tumblr.com", |page| tumblr_blog(page.host, &page.path)),
    (
        "stackoverflow.com *.stackoverflow.com *.stackexchange.com *.meta.stackexchange.com",
        stack_exchange,
    ),
    ("superuser.com serverfault.com askubuntu.com mathoverflow.net stackapps.com", stack_exchange),
    (
        "meta.superuser.com meta.serverfault.com meta.askubuntu.com meta.mathoverflow.net",
        stack_exchange,
    ),
    ("arxiv.org export.arxiv.org", arxiv),
    ("pypi.org pypi.python.org", pypi),
    ("crates.io", crates_io),
    ("pinboard.in", pinboard),
];

/// Hosts without feeds that would otherwise match: as a blog of a site, or as a Mastodon server,
/// whose accounts look like `/@name` too.
const WITHOUT_FEEDS: &str = "\
api.medium.com api.stackexchange.com api.tumblr.com assets.tumblr.com chat.stackexchange.com \
chat.stackoverflow.com data.stackexchange.com facebook.com glitch.com hashnode.com \
help.medium.com hive.blog instagram.com jsr.io link.medium.com npmjs.com observablehq.com \
odysee.com peakd.com producthunt.com public-api.wordpress.com replit.com snapchat.com \
steemit.com support.substack.com threads.com threads.net tiktok.com truthsocial.com \
twitter.com unpkg.com unsplash.com velog.io x.com";

/// The feeds of a well-known site for one of its pages, most likely first. Empty if the address is
/// a feed itself.
#[must_use]
pub(super) fn feeds_at(url: &Url) -> Vec<Url> {
    // `@` and `:` before names are often percent-encoded.
    let path = url.path().replace("%40", "@").replace("%3A", ":").replace("%3a", ":");
    let Some(page) = Page::new(url, &path) else { return Vec::new() };
    let mut feeds: Vec<Url> = Vec::new();
    for feed in feeds_of(&page).iter().filter_map(|address| Url::parse(address).ok()) {
        if !feeds.contains(&feed) {
            feeds.push(feed);
        }
    }
    if feeds.iter().any(|feed| is_same(feed, url)) {
        return Vec::new();
    }
    feeds.truncate(FEEDS_MAX);
    feeds
}

/// The addresses for a page. An unknown host may be a Mastodon server.
fn feeds_of(page: &Page) -> Vec<String> {
    let site =
        SITES.iter().find(|(hosts, _)| hosts.split(' ').any(|pattern| is_host(page.host, pattern)));
    site.map_or(mastodon as FeedsOf, |(_, feeds)| *feeds)(page)
}

/// Whether two addresses differ only in ways that do not matter to servers.
fn is_same(one: &Url, other: &Url) -> bool {
    let path = |url: &Url| url.path().trim_end_matches('/').to_owned();
    one.host_str() == other.host_str() && path(one) == path(other) && one.query() == other.query()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test pages of all sites.
    const PAGES: [&[(&str, &[&str])]; 6] =
        [video::PAGES, talk::PAGES, forges::PAGES, blogs::PAGES, catalogues::PAGES, ELSEWHERE];

    /// Pages of other sites.
    const ELSEWHERE: &[(&str, &[&str])] = &[
        ("https://example.org/r/rust", &[]),
        ("https://github.com.example.org/a/b", &[]),
        ("https://notgithub.com/a/b", &[]),
        ("https://github.com./a", &["https://github.com/a.atom"]),
        ("https://podcasts.apple.com/us/podcast/x/id123", &[]),
        ("https://soundcloud.com/someone", &[]),
        ("ftp://github.com/a/b", &[]),
        ("file:///home/@a/page.html", &[]),
        ("mailto:someone@github.com", &[]),
    ];

    fn offered(page: &str) -> Vec<String> {
        feeds_at(&Url::parse(page).unwrap()).into_iter().map(String::from).collect()
    }

    #[test]
    fn pages_of_known_sites_have_feeds() {
        for (page, feeds) in PAGES.into_iter().flatten() {
            assert_eq!(offered(page), *feeds, "{page}");
        }
    }

    #[test]
    fn a_feed_has_no_feeds() {
        for feed in PAGES.into_iter().flatten().flat_map(|(_, feeds)| *feeds) {
            assert_eq!(offered(feed), [""; 0], "{feed}");
        }
    }

    #[test]
    fn no_path_crashes_a_site() {
        let words = [
            "",
            "r",
            "u",
            "user",
            "-",
            "@",
            "@@",
            "@a@",
            "%",
            "%2F",
            "%40%40",
            "u:",
            "?list=",
            "?id=&t=%00",
            "#",
            "日本",
            "..",
            ";",
        ];
        let hosts = SITES
            .iter()
            .flat_map(|(hosts, _)| hosts.split(' '))
            .map(|host| host.replace('*', "x"))
            .chain(["a.org".into(), "[::1]:8".into()]);
        for host in hosts {
            for (one, other) in words.iter().flat_map(|one| words.map(|other| (one, other))) {
                let url = Url::parse(&format!(
                    "http://{host}/{one}/{other}//channel/groups/{one}{other}"
                ))
                .unwrap();
                let feeds = feeds_at(&url);
                assert!(feeds.len() <= FEEDS_MAX && !feeds.contains(&url), "{url}");
                assert!(
                    feeds.iter().all(|feed| feed.host_str().is_some_and(|host| !host.is_empty())),
                    "{url}"
                );
            }
        }
    }

    #[test]
    fn every_site_is_reached() {
        for (number, (hosts, _)) in SITES.iter().enumerate() {
            for host in hosts.split(' ') {
                let found = SITES.iter().position(|(hosts, _)| {
                    hosts.split(' ').any(|other| is_host(&host.replace('*', "x"), other))
                });
                assert_eq!(found, Some(number), "{host}");
            }
        }
    }
}
