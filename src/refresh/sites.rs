//! Where well-known sites keep their feeds, told from the address of a page alone: nothing is fetched.
//!
//! Sites whose addresses don't tell are left out: Apple Podcasts (needs a lookup), `SoundCloud` (only its pages know), Discourse (runs
//! under any host), and those of which nothing sure is known, such as Micro.blog.

use url::Url;

/// Most feeds of one page.
const FEEDS_MAX: usize = 5;

/// The feeds of a page of one site, likeliest first.
type FeedsOf = fn(&Page) -> Vec<String>;

/// The sites: their hosts in words, without `www.`, and the feeds of their pages. The first that fits counts.
/// `*.` stands for one label, `.*` for any ending.
const SITES: &[(&str, FeedsOf)] = &[
    (WITHOUT_FEEDS, |_| Vec::new()),
    ("youtube.com music.youtube.com youtube-nocookie.com youtu.be", youtube),
    ("vimeo.com", vimeo),
    ("reddit.com *.reddit.com", reddit),
    ("redd.it", reddit_short),
    ("github.com", github),
    ("gist.github.com", gist),
    ("gitlab.com gitlab.gnome.org gitlab.freedesktop.org salsa.debian.org invent.kde.org framagit.org", gitlab),
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
    ("stackoverflow.com *.stackoverflow.com *.stackexchange.com *.meta.stackexchange.com", stack_exchange),
    ("superuser.com serverfault.com askubuntu.com mathoverflow.net stackapps.com", stack_exchange),
    ("meta.superuser.com meta.serverfault.com meta.askubuntu.com meta.mathoverflow.net", stack_exchange),
    ("arxiv.org export.arxiv.org", arxiv),
    ("pypi.org pypi.python.org", pypi),
    ("crates.io", crates_io),
    ("pinboard.in", pinboard),
];

/// Hosts without feeds that would be mistaken: for a blog of a site, or for Mastodon, whose accounts look like `/@name` too.
const WITHOUT_FEEDS: &str = "\
    api.medium.com api.stackexchange.com api.tumblr.com assets.tumblr.com chat.stackexchange.com chat.stackoverflow.com \
    data.stackexchange.com facebook.com glitch.com hashnode.com help.medium.com hive.blog instagram.com jsr.io link.medium.com npmjs.com \
    observablehq.com odysee.com peakd.com producthunt.com public-api.wordpress.com replit.com snapchat.com steemit.com \
    support.substack.com threads.com threads.net tiktok.com truthsocial.com twitter.com unpkg.com unsplash.com velog.io x.com";

/// Labels before a host that change how a site looks, not what it is.
const LOOKS: [&str; 4] = ["m.", "mobile.", "new.", "old."];

/// Orders of Reddit's lists that have an address.
const REDDIT_ORDERS: &str = "best controversial hot new rising top";

/// First segments of GitHub's addresses that are nobody's name.
const GITHUB_PAGES: &str = "\
    about account advisories apps blog careers codespaces collections contact copilot customer-stories dashboard discussions edu \
    education enterprise events explore features feed home issues join login logout marketplace mobile models new notifications \
    organizations orgs partners pricing pulls readme resources search security sessions settings signup site solutions sponsors stars \
    team topics trending users watching why-github";

/// First segments of gists' addresses that are nobody's name.
const GIST_PAGES: &str = "discover forked join login mine search starred";

/// First segments of GitLab's addresses that are nobody's name.
const GITLAB_PAGES: &str = "\
    abuse_reports admin api assets dashboard explore help import invites jwt oauth profile projects public search snippets uploads v2";

/// First segments of Gitea's and Forgejo's addresses that are nobody's name.
const GITEA_PAGES: &str = "- admin api assets explore issues login milestones notifications org pulls repo swagger user";

/// First segments of Medium's addresses that are no publication.
const MEDIUM_PAGES: &str = "\
    _ about business creators explore-topics feed gift m me membership new-story p partner-program plans search tag topic topics u";

/// First segments of DEV's addresses that are nobody's name.
const DEV_PAGES: &str = "\
    about api challenges code-of-conduct connect contact dashboard enter faq feed guidelines listings new notifications pod privacy \
    readinglist search settings sponsors subforems t tags terms videos welcome";

/// First segments of Tumblr's addresses that are no blog.
const TUMBLR_PAGES: &str = "\
    about app apps blog changes communities dashboard docs explore following help inbox likes live login new oauth policy privacy \
    register search settings share tagged themes";

/// First segments of Vimeo's addresses that are nobody's name.
const VIMEO_PAGES: &str = "\
    about album api blog business careers categories channels create enterprise event explore features for-hire groups help home join \
    jobs log_in login manage ondemand ott plus pricing privacy pro search settings showcase site_map solutions stock tag terms upgrade \
    upload video watch";

/// The addresses of the feeds that a well-known site offers for one of its pages, likeliest first; none for feeds themselves.
#[must_use]
pub(super) fn feeds_at(url: &Url) -> Vec<Url> {
    // The separators of names are often written in their encoded form.
    let path = url.path().replace("%40", "@").replace("%3A", ":").replace("%3a", ":");
    let Some(page) = Page::new(url, &path) else { return Vec::new() };
    let mut feeds: Vec<Url> = Vec::new();
    for feed in page.feeds().iter().filter_map(|address| Url::parse(address).ok()) {
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

/// Whether two addresses differ only in ways that sites don't mind.
fn is_same(one: &Url, other: &Url) -> bool {
    let path = |url: &Url| url.path().trim_end_matches('/').to_owned();
    one.host_str() == other.host_str() && path(one) == path(other) && one.query() == other.query()
}

/// The address of a page, taken apart.
struct Page<'a> {
    /// All of it.
    url: &'a Url,
    /// The host without `www.`.
    host: &'a str,
    /// The segments of the path that aren't empty.
    path: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// Takes apart an address with this path; none when it isn't on the web or names a feed.
    fn new(url: &'a Url, path: &'a str) -> Option<Self> {
        let host = url.host_str().filter(|_| matches!(url.scheme(), "http" | "https"))?.trim_end_matches('.');
        let path: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let ending = path.last().and_then(|last| last.rsplit_once('.')).map(|(_, ending)| ending);
        let page = Self { url, host: host.strip_prefix("www.").unwrap_or(host), path };
        if matches!(ending, Some("atom" | "rss")) { None } else { Some(page) }
    }

    /// The feeds of its site for it; any site may run Mastodon.
    fn feeds(&self) -> Vec<String> {
        let site = SITES.iter().find(|(hosts, _)| hosts.split(' ').any(|pattern| is_host(self.host, pattern)));
        site.map_or(mastodon as FeedsOf, |(_, feeds)| *feeds)(self)
    }

    /// An address at the same host.
    fn at(&self, path: &str) -> String {
        format!("https://{}/{path}", self.host)
    }

    /// What the query says about a key, when that is a word.
    fn query(&self, key: &str) -> Option<String> {
        self.url.query_pairs().find(|(name, value)| name == key && is_word(value)).map(|(_, value)| value.into_owned())
    }
}

/// Whether a host is one of those that a pattern stands for.
fn is_host(host: &str, pattern: &str) -> bool {
    match pattern.strip_prefix("*.") {
        None => host == pattern || LOOKS.iter().any(|look| host.strip_prefix(look) == Some(pattern)),
        Some(domain) => host.split_once('.').is_some_and(|(_, rest)| match domain.strip_suffix('*') {
            None => rest == domain,
            Some(start) => rest.starts_with(start),
        }),
    }
}

/// Whether a list of words has one.
fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}

/// Whether a text is a name or number that means the same in every part of an address.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
}

/// Whether a text can be a label of a host.
fn is_label(text: &str) -> bool {
    is_word(text) && !text.contains(['_', '.'])
}

/// Whether a text is a number.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}

/// Channels by their identifiers, users and playlists. Of handles (`/@name`), short names (`/c/name`) and videos only the page itself
/// tells the channel, and it names the feed too.
fn youtube(page: &Page) -> Vec<String> {
    let feed = |key: &str, id: &str| vec![format!("https://www.youtube.com/feeds/videos.xml?{key}={id}")];
    match (page.path.as_slice(), page.query("list")) {
        (["channel", id, ..], _) if id.starts_with("UC") && is_word(id) => feed("channel_id", id),
        (["user", name, ..], _) if is_word(name) => feed("user", name),
        // Lists to watch later, liked videos and mixes are private.
        (_, Some(list)) if !matches!(list.as_str(), "WL" | "LL" | "LM") && !list.starts_with("RD") => feed("playlist_id", &list),
        _ => Vec::new(),
    }
}

/// People, channels and groups.
fn vimeo(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [kind @ ("channels" | "groups"), name, ..] => vec![format!("https://vimeo.com/{kind}/{name}/videos/rss")],
        [name, ..] if !has(VIMEO_PAGES, name) && !is_number(name) => vec![format!("https://vimeo.com/{name}/videos/rss")],
        _ => Vec::new(),
    }
}

/// Lists of posts in their orders, people, multireddits, threads and searches.
fn reddit(page: &Page) -> Vec<String> {
    let path: Vec<&str> = match page.path.as_slice() {
        ["search"] => return page.url.query().map(|query| format!("https://www.reddit.com/search.rss?{query}")).into_iter().collect(),
        ["u", rest @ ..] => [&["user"], rest].concat(),
        path => path.to_vec(),
    };
    let order: Vec<String> = ["sort", "t"].iter().filter_map(|key| Some(format!("{key}={}", page.query(key)?))).collect();
    let query = if order.is_empty() { String::new() } else { format!("?{}", order.join("&")) };
    let address = |depth: &usize| {
        let list: Vec<&str> = ["https://www.reddit.com"].into_iter().chain(path.iter().take(*depth).copied()).collect();
        format!("{}/.rss{query}", list.join("/"))
    };
    reddit_depths(&path).iter().map(address).collect()
}

/// How many segments of a path name something that has a feed.
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

/// Threads by their short addresses.
fn reddit_short(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [id] => vec![format!("https://www.reddit.com/comments/{id}/.rss")],
        _ => Vec::new(),
    }
}

/// Users and repositories.
fn github(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [first, ..] if has(GITHUB_PAGES, first) => Vec::new(),
        [owner] => vec![format!("https://github.com/{owner}.atom")],
        [owner, repository, rest @ ..] => {
            let repository = repository.strip_suffix(".git").unwrap_or(repository);
            let names = [&github_own(rest), "releases", "commits", "tags"];
            names.map(|name| format!("https://github.com/{owner}/{repository}/{name}.atom")).to_vec()
        }
        [] => Vec::new(),
    }
}

/// The feed that fits a page of a repository best.
fn github_own(page: &[&str]) -> String {
    match page {
        // A branch may have slashes, and a path may follow.
        ["commits" | "tree", branch @ ..] if !branch.is_empty() => format!("commits/{}", branch.join("/")),
        ["discussions", "categories", category, ..] => format!("discussions/categories/{category}"),
        [name @ ("commits" | "discussions" | "tags" | "wiki"), ..] => (*name).to_owned(),
        _ => "releases".to_owned(),
    }
}

/// Gists of a user; of a gist without its user nothing is known.
fn gist(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [first, ..] if has(GIST_PAGES, first) => Vec::new(),
        [id] if id.len() >= 20 && id.chars().all(|letter| letter.is_ascii_hexdigit()) => Vec::new(),
        [name, "starred", ..] => vec![format!("https://gist.github.com/{name}/starred.atom")],
        [name, ..] => vec![format!("https://gist.github.com/{name}.atom")],
        [] => Vec::new(),
    }
}

/// Users, groups and projects, which may be deep within groups; `-` ends their names.
fn gitlab(page: &Page) -> Vec<String> {
    let mut parts = page.path.splitn(2, |segment| *segment == "-");
    let (name, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match name {
        [first, ..] if has(GITLAB_PAGES, first) => Vec::new(),
        ["groups", group @ ..] if !group.is_empty() => vec![page.at(&format!("{}.atom", group.join("/")))],
        [] | ["users" | "groups"] => Vec::new(),
        ["users", user, ..] | [user] => vec![page.at(&format!("{user}.atom"))],
        project => {
            let endings = [&gitlab_own(rest), "/-/releases.atom", "/-/tags?format=atom", "/-/commits/HEAD?format=atom", ".atom"];
            endings.map(|ending| page.at(&format!("{}{ending}", project.join("/")))).to_vec()
        }
    }
}

/// The feed that fits a page of a project best.
fn gitlab_own(page: &[&str]) -> String {
    match page {
        ["commits" | "tree", branch @ ..] if !branch.is_empty() => format!("/-/commits/{}?format=atom", branch.join("/")),
        ["tags", ..] => "/-/tags?format=atom".to_owned(),
        _ => "/-/releases.atom".to_owned(),
    }
}

/// Users and repositories, with Gitea and Forgejo.
fn gitea(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [first, ..] if has(GITEA_PAGES, first) => Vec::new(),
        [owner] => vec![page.at(&format!("{owner}.rss"))],
        [owner, repository, rest @ ..] => {
            let endings = [&gitea_own(rest), "/releases.rss", ".rss", "/tags.rss"];
            endings.map(|ending| page.at(&format!("{owner}/{repository}{ending}"))).to_vec()
        }
        [] => Vec::new(),
    }
}

/// The feed that fits a page of a repository best.
fn gitea_own(page: &[&str]) -> String {
    match page {
        ["commits" | "rss" | "src", "branch", branch @ ..] if !branch.is_empty() => format!("/rss/branch/{}", branch.join("/")),
        ["tags", ..] => "/tags.rss".to_owned(),
        _ => "/releases.rss".to_owned(),
    }
}

/// Accounts on Mastodon and what looks like it; those of other servers have their feeds there.
fn mastodon(page: &Page) -> Vec<String> {
    let path = match page.path.as_slice() {
        ["deck" | "web", rest @ ..] => rest,
        path => path,
    };
    let Some((account, rest)) = path.split_first().and_then(|(first, rest)| Some((first.strip_prefix('@')?, rest))) else {
        return Vec::new();
    };
    let (name, server) = match account.split_once('@') {
        Some((name, server)) if is_word(server) && server.contains('.') => (name, format!("https://{server}")),
        Some(_) => return Vec::new(),
        None => (account, page.url.origin().ascii_serialization()),
    };
    let own = match rest {
        [] | ["about" | "featured" | "followers" | "following"] => String::new(),
        [status] if is_number(status) => String::new(),
        ["media" | "with_replies"] | ["tagged", _] => format!("/{}", rest.join("/")),
        _ => return Vec::new(),
    };
    if is_word(name) { [own.as_str(), ""].map(|own| format!("{server}/@{name}{own}.rss")).to_vec() } else { Vec::new() }
}

/// Profiles, and posts by their profiles.
fn bluesky(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["profile", name, ..] => vec![format!("https://bsky.app/profile/{name}/rss")],
        _ => Vec::new(),
    }
}

/// The lists of stories, tags, domains and people.
fn lobsters(page: &Page) -> Vec<String> {
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

/// The two feeds of the site itself, and those that hnrss.org makes of the rest.
fn hacker_news(page: &Page) -> Vec<String> {
    let own = |name: &str| format!("https://news.ycombinator.com/{name}");
    let made = |name: &str| format!("https://hnrss.org/{name}");
    match (page.path.as_slice(), page.query("id")) {
        ([] | ["front" | "news"], _) => vec![own("rss"), made("frontpage")],
        (["show" | "shownew"], _) => vec![own("showrss"), made("show")],
        ([name @ ("active" | "ask" | "best" | "bestcomments" | "jobs" | "launches" | "newcomments" | "newest")], _) => vec![made(name)],
        ([name @ ("favorites" | "item" | "submitted" | "threads" | "user")], Some(id)) => vec![made(&format!("{name}?id={id}"))],
        _ => Vec::new(),
    }
}

/// People, publications with their tags, and tags.
fn medium(page: &Page) -> Vec<String> {
    let feed = |path: &str| format!("https://medium.com/feed/{path}");
    match page.path.as_slice() {
        ["tag", tag, ..] => vec![feed(&format!("tag/{tag}"))],
        [first, ..] if has(MEDIUM_PAGES, first) => Vec::new(),
        [publication, "tagged", tag, ..] => vec![feed(&format!("{publication}/tagged/{tag}")), feed(publication)],
        [name, ..] => vec![feed(name)],
        [] => Vec::new(),
    }
}

/// Publications in the reader. A profile (`/@name`) doesn't tell its publication.
fn substack(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["pub", name, ..] if is_label(name) => vec![format!("https://{name}.substack.com/feed")],
        _ => Vec::new(),
    }
}

/// All articles, tags and people.
fn dev(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [] | ["latest" | "top", ..] => vec!["https://dev.to/feed".to_owned()],
        ["t", tag, ..] => vec![format!("https://dev.to/feed/tag/{tag}")],
        [name, ..] if !has(DEV_PAGES, name) => vec![format!("https://dev.to/feed/{name}")],
        _ => Vec::new(),
    }
}

/// A blog, and its tags, categories and authors.
fn wordpress(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [kind @ ("author" | "category" | "tag"), name, ..] => vec![page.at(&format!("{kind}/{name}/feed/")), page.at("feed/")],
        _ => vec![page.at("feed/")],
    }
}

/// A blog, and its labels.
fn blogger(page: &Page) -> Vec<String> {
    let all = "feeds/posts/default";
    match page.path.as_slice() {
        ["feeds", ..] => Vec::new(),
        ["search", "label", label, ..] => vec![page.at(&format!("{all}/-/{label}")), page.at(all)],
        _ => vec![page.at(all)],
    }
}

/// Blogs within the dashboard.
fn tumblr(page: &Page) -> Vec<String> {
    let path = match page.path.as_slice() {
        ["blog", "view", rest @ ..] | ["dashboard", "blog", rest @ ..] | ["blog", rest @ ..] => rest,
        path => path,
    };
    let Some((name, rest)) = path.split_first() else { return Vec::new() };
    let name = name.strip_prefix('@').unwrap_or(name);
    if has(TUMBLR_PAGES, name) || !is_label(name) { Vec::new() } else { tumblr_blog(&format!("{name}.tumblr.com"), rest) }
}

/// A blog, and its tags.
fn tumblr_blog(host: &str, path: &[&str]) -> Vec<String> {
    let all = format!("https://{host}/rss");
    match path {
        ["tagged", tag, ..] => vec![format!("https://{host}/tagged/{tag}/rss"), all],
        _ => vec![all],
    }
}

/// All questions, those with a tag, one question, and people.
fn stack_exchange(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["questions", "tagged", tag, ..] | ["tags", tag, ..] => vec![page.at(&format!("feeds/tag/{tag}"))],
        ["q" | "questions", id, ..] if is_number(id) => vec![page.at(&format!("feeds/question/{id}"))],
        ["users", id, ..] if is_number(id) => vec![page.at(&format!("feeds/user/{id}"))],
        [] | ["questions"] => vec![page.at("feeds")],
        _ => Vec::new(),
    }
}

/// Archives and their subjects.
fn arxiv(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["archive" | "list", subject, ..] => vec![format!("https://rss.arxiv.org/rss/{subject}")],
        _ => Vec::new(),
    }
}

/// Releases of a project.
fn pypi(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["p" | "project" | "pypi", name, ..] => vec![format!("https://pypi.org/rss/project/{name}/releases.xml")],
        _ => Vec::new(),
    }
}

/// Versions of a crate.
fn crates_io(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        ["crates", name, ..] => vec![format!("https://static.crates.io/rss/crates/{name}.xml")],
        _ => Vec::new(),
    }
}

/// Bookmarks of people (`u:`) and with tags (`t:`), and the public lists.
fn pinboard(page: &Page) -> Vec<String> {
    let is_named = |segment: &&&str| segment.starts_with("u:") || segment.starts_with("t:");
    let list: Vec<&str> = match page.path.as_slice() {
        [name @ ("popular" | "recent"), ..] => vec![name],
        path => path.iter().take_while(is_named).copied().collect(),
    };
    if list.is_empty() { Vec::new() } else { vec![format!("https://feeds.pinboard.in/rss/{}/", list.join("/"))] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages and their feeds.
    const PAGES: &[(&str, &[&str])] = &[
        // YouTube
        (
            "https://www.youtube.com/channel/UCSLXy31j2Z0sdDeeAX5JpPw",
            &["https://www.youtube.com/feeds/videos.xml?channel_id=UCSLXy31j2Z0sdDeeAX5JpPw"],
        ),
        (
            "http://m.youtube.com/channel/UCSLXy31j2Z0sdDeeAX5JpPw/videos?view=0#top",
            &["https://www.youtube.com/feeds/videos.xml?channel_id=UCSLXy31j2Z0sdDeeAX5JpPw"],
        ),
        ("https://www.youtube.com/channel/nonsense", &[]),
        ("https://www.youtube.com/playlist?list=PL123-_a", &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL123-_a"]),
        ("https://youtube.com/watch?v=abc&list=PL123&index=2", &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL123"]),
        ("https://youtu.be/abc?list=PL123", &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL123"]),
        ("https://music.youtube.com/playlist?list=OLAK5uy_x", &["https://www.youtube.com/feeds/videos.xml?playlist_id=OLAK5uy_x"]),
        ("https://www.youtube.com/playlist?list=WL", &[]),
        ("https://www.youtube.com/watch?v=abc&list=RDabc", &[]),
        ("https://www.youtube.com/playlist?list=a%26b", &[]),
        ("https://www.youtube.com/user/Apple/", &["https://www.youtube.com/feeds/videos.xml?user=Apple"]),
        ("https://www.youtube.com/@veritasium", &[]),
        ("https://www.youtube.com/%40veritasium/videos", &[]),
        ("https://www.youtube.com/c/veritasium", &[]),
        ("https://www.youtube.com/watch?v=abc", &[]),
        ("https://www.youtube.com/feeds/videos.xml?user=Apple", &[]),
        ("https://www.youtube.com/", &[]),
        // Vimeo
        ("https://vimeo.com/stefan", &["https://vimeo.com/stefan/videos/rss"]),
        ("https://www.vimeo.com/user123/videos/", &["https://vimeo.com/user123/videos/rss"]),
        ("https://vimeo.com/channels/staffpicks/1234", &["https://vimeo.com/channels/staffpicks/videos/rss"]),
        ("https://vimeo.com/groups/film", &["https://vimeo.com/groups/film/videos/rss"]),
        ("https://vimeo.com/123456", &[]),
        ("https://vimeo.com/categories/animation", &[]),
        ("https://vimeo.com/stefan/videos/rss", &[]),
        // Reddit
        ("https://www.reddit.com/", &["https://www.reddit.com/.rss"]),
        ("https://old.reddit.com/top/?t=week", &["https://www.reddit.com/top/.rss?t=week"]),
        ("https://www.reddit.com/r/rust", &["https://www.reddit.com/r/rust/.rss"]),
        ("http://REDDIT.com//r/Rust/?utm_source=x#c", &["https://www.reddit.com/r/Rust/.rss"]),
        ("https://np.reddit.com/r/rust+programming/", &["https://www.reddit.com/r/rust+programming/.rss"]),
        ("https://www.reddit.com/r/rust/new/", &["https://www.reddit.com/r/rust/new/.rss"]),
        ("https://old.reddit.com/r/rust/top/?sort=top&t=month", &["https://www.reddit.com/r/rust/top/.rss?sort=top&t=month"]),
        ("https://www.reddit.com/r/rust/wiki/index", &["https://www.reddit.com/r/rust/.rss"]),
        ("https://www.reddit.com/r/rust/comments/", &["https://www.reddit.com/r/rust/comments/.rss"]),
        (
            "https://www.reddit.com/r/rust/comments/1abc/a_title/x9/?context=3",
            &["https://www.reddit.com/r/rust/comments/1abc/.rss", "https://www.reddit.com/r/rust/.rss"],
        ),
        ("https://redd.it/1abc", &["https://www.reddit.com/comments/1abc/.rss"]),
        ("https://www.reddit.com/comments/1abc/a_title", &["https://www.reddit.com/comments/1abc/.rss"]),
        ("https://www.reddit.com/u/spez", &["https://www.reddit.com/user/spez/.rss"]),
        ("https://www.reddit.com/user/spez/submitted/?sort=new", &["https://www.reddit.com/user/spez/submitted/.rss?sort=new"]),
        ("https://www.reddit.com/user/spez/m/news/", &["https://www.reddit.com/user/spez/m/news/.rss"]),
        ("https://www.reddit.com/u/spez/m/news/top?t=day", &["https://www.reddit.com/user/spez/m/news/top/.rss?t=day"]),
        ("https://www.reddit.com/domain/example.org/", &["https://www.reddit.com/domain/example.org/.rss"]),
        ("https://www.reddit.com/search/?q=feed%20reader&sort=new", &["https://www.reddit.com/search.rss?q=feed%20reader&sort=new"]),
        ("https://www.reddit.com/r/rust/.rss", &[]),
        ("https://www.reddit.com/r/rust.rss", &[]),
        ("https://www.reddit.com/login", &[]),
        // GitHub
        (
            "https://github.com/rust-lang/rust",
            &[
                "https://github.com/rust-lang/rust/releases.atom",
                "https://github.com/rust-lang/rust/commits.atom",
                "https://github.com/rust-lang/rust/tags.atom",
            ],
        ),
        (
            "http://www.GitHub.com//servo/rust-url.git/?tab=readme-ov-file#readme",
            &[
                "https://github.com/servo/rust-url/releases.atom",
                "https://github.com/servo/rust-url/commits.atom",
                "https://github.com/servo/rust-url/tags.atom",
            ],
        ),
        (
            "https://github.com/jpmonette/feed/issues/7",
            &[
                "https://github.com/jpmonette/feed/releases.atom",
                "https://github.com/jpmonette/feed/commits.atom",
                "https://github.com/jpmonette/feed/tags.atom",
            ],
        ),
        (
            "https://github.com/a/b/commits/feature/x",
            &[
                "https://github.com/a/b/commits/feature/x.atom",
                "https://github.com/a/b/releases.atom",
                "https://github.com/a/b/commits.atom",
                "https://github.com/a/b/tags.atom",
            ],
        ),
        (
            "https://github.com/a/b/tags",
            &["https://github.com/a/b/tags.atom", "https://github.com/a/b/releases.atom", "https://github.com/a/b/commits.atom"],
        ),
        (
            "https://github.com/a/b/wiki/Home",
            &[
                "https://github.com/a/b/wiki.atom",
                "https://github.com/a/b/releases.atom",
                "https://github.com/a/b/commits.atom",
                "https://github.com/a/b/tags.atom",
            ],
        ),
        (
            "https://github.com/a/b/discussions/categories/announcements",
            &[
                "https://github.com/a/b/discussions/categories/announcements.atom",
                "https://github.com/a/b/releases.atom",
                "https://github.com/a/b/commits.atom",
                "https://github.com/a/b/tags.atom",
            ],
        ),
        ("https://github.com/torvalds/", &["https://github.com/torvalds.atom"]),
        ("https://github.com/torvalds?tab=repositories", &["https://github.com/torvalds.atom"]),
        ("https://github.com/orgs/rust-lang/repositories", &[]),
        ("https://github.com/topics/rust", &[]),
        ("https://github.com/settings/profile", &[]),
        ("https://github.com/a/b/releases.atom", &[]),
        ("https://github.com/", &[]),
        ("https://docs.github.com/en/rest", &[]),
        ("https://gist.github.com/dtolnay", &["https://gist.github.com/dtolnay.atom"]),
        ("https://gist.github.com/dtolnay/starred", &["https://gist.github.com/dtolnay/starred.atom"]),
        ("https://gist.github.com/dba6f262efaa6bee18406fb489a03adf", &[]),
        // GitLab
        (
            "https://gitlab.com/inkscape/inkscape",
            &[
                "https://gitlab.com/inkscape/inkscape/-/releases.atom",
                "https://gitlab.com/inkscape/inkscape/-/tags?format=atom",
                "https://gitlab.com/inkscape/inkscape/-/commits/HEAD?format=atom",
                "https://gitlab.com/inkscape/inkscape.atom",
            ],
        ),
        (
            "https://gitlab.com/a/b/c/-/tree/main/src?ref_type=heads",
            &[
                "https://gitlab.com/a/b/c/-/commits/main/src?format=atom",
                "https://gitlab.com/a/b/c/-/releases.atom",
                "https://gitlab.com/a/b/c/-/tags?format=atom",
                "https://gitlab.com/a/b/c/-/commits/HEAD?format=atom",
                "https://gitlab.com/a/b/c.atom",
            ],
        ),
        (
            "https://gitlab.gnome.org/GNOME/gtk/-/tags",
            &[
                "https://gitlab.gnome.org/GNOME/gtk/-/tags?format=atom",
                "https://gitlab.gnome.org/GNOME/gtk/-/releases.atom",
                "https://gitlab.gnome.org/GNOME/gtk/-/commits/HEAD?format=atom",
                "https://gitlab.gnome.org/GNOME/gtk.atom",
            ],
        ),
        ("https://gitlab.com/someone", &["https://gitlab.com/someone.atom"]),
        ("https://gitlab.com/users/someone/projects", &["https://gitlab.com/someone.atom"]),
        ("https://gitlab.com/groups/a/b/-/activity", &["https://gitlab.com/a/b.atom"]),
        ("https://gitlab.com/explore/projects", &[]),
        ("https://gitlab.com/-/snippets", &[]),
        ("https://gitlab.com/a/b/-/tags?format=atom", &[]),
        // Gitea and Forgejo
        (
            "https://codeberg.org/forgejo/forgejo/",
            &[
                "https://codeberg.org/forgejo/forgejo/releases.rss",
                "https://codeberg.org/forgejo/forgejo.rss",
                "https://codeberg.org/forgejo/forgejo/tags.rss",
            ],
        ),
        (
            "https://codeberg.org/a/b/src/branch/main/docs",
            &[
                "https://codeberg.org/a/b/rss/branch/main/docs",
                "https://codeberg.org/a/b/releases.rss",
                "https://codeberg.org/a/b.rss",
                "https://codeberg.org/a/b/tags.rss",
            ],
        ),
        ("https://codeberg.org/forgejo", &["https://codeberg.org/forgejo.rss"]),
        ("https://codeberg.org/explore/repos", &[]),
        // Mastodon
        ("https://mastodon.social/@Gargron", &["https://mastodon.social/@Gargron.rss"]),
        ("https://mastodon.social/%40Gargron/", &["https://mastodon.social/@Gargron.rss"]),
        ("https://mastodon.social/web/@Gargron", &["https://mastodon.social/@Gargron.rss"]),
        ("https://www.example.org:8443/@a_b/109117656760498946?x#y", &["https://www.example.org:8443/@a_b.rss"]),
        ("https://mastodon.social/@a/with_replies", &["https://mastodon.social/@a/with_replies.rss", "https://mastodon.social/@a.rss"]),
        ("https://mastodon.social/@a/tagged/Cats", &["https://mastodon.social/@a/tagged/Cats.rss", "https://mastodon.social/@a.rss"]),
        ("https://mastodon.social/@jo@fosstodon.org", &["https://fosstodon.org/@jo.rss"]),
        ("https://mastodon.social/@Gargron.rss", &[]),
        ("https://mastodon.social/@jo@nowhere", &[]),
        ("https://blog.example.org/@author/a-story-0123abcd", &[]),
        ("https://maps.example.org/@52.5,13.4,15z", &[]),
        ("https://www.tiktok.com/@someone", &[]),
        ("https://www.threads.net/@someone", &[]),
        // Bluesky
        ("https://bsky.app/profile/bsky.app", &["https://bsky.app/profile/bsky.app/rss"]),
        ("https://bsky.app/profile/did%3Aplc%3Aabc/post/1", &["https://bsky.app/profile/did:plc:abc/rss"]),
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
        ("https://news.ycombinator.com/", &["https://news.ycombinator.com/rss", "https://hnrss.org/frontpage"]),
        ("https://news.ycombinator.com/show", &["https://news.ycombinator.com/showrss", "https://hnrss.org/show"]),
        ("https://news.ycombinator.com/newest", &["https://hnrss.org/newest"]),
        ("https://news.ycombinator.com/user?id=pg", &["https://hnrss.org/user?id=pg"]),
        ("https://news.ycombinator.com/item?id=8863&p=2", &["https://hnrss.org/item?id=8863"]),
        ("https://news.ycombinator.com/user", &[]),
        ("https://news.ycombinator.com/rss", &[]),
        // Medium
        ("https://medium.com/@ev/a-story-0123", &["https://medium.com/feed/@ev"]),
        ("https://medium.com/invironment", &["https://medium.com/feed/invironment"]),
        (
            "https://medium.com/invironment/tagged/food",
            &["https://medium.com/feed/invironment/tagged/food", "https://medium.com/feed/invironment"],
        ),
        ("https://medium.com/tag/rust/archive", &["https://medium.com/feed/tag/rust"]),
        ("https://netflixtechblog.medium.com/a-story-0123?source=x", &["https://netflixtechblog.medium.com/feed"]),
        ("https://medium.com/p/0123abcd", &[]),
        ("https://medium.com/feed/@ev", &[]),
        ("https://medium.com/", &[]),
        ("https://link.medium.com/abc", &[]),
        // Substack
        ("https://www.platformer.substack.com/p/a-story", &["https://platformer.substack.com/feed"]),
        ("https://open.substack.com/pub/platformer/p/a-story?r=1", &["https://platformer.substack.com/feed"]),
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
        // Blogs
        ("http://halmueller.wordpress.com/2012/01/01/x/", &["https://halmueller.wordpress.com/feed/"]),
        ("https://x.wordpress.com/tag/y/", &["https://x.wordpress.com/tag/y/feed/", "https://x.wordpress.com/feed/"]),
        ("http://x.wordpress.com/feed", &[]),
        ("https://wordpress.com/read", &[]),
        ("http://siliconexposed.blogspot.com/2014/03/x.html", &["https://siliconexposed.blogspot.com/feeds/posts/default"]),
        ("https://x.blogspot.co.uk/?m=1", &["https://x.blogspot.co.uk/feeds/posts/default"]),
        (
            "https://x.blogspot.com/search/label/Free%20Software",
            &["https://x.blogspot.com/feeds/posts/default/-/Free%20Software", "https://x.blogspot.com/feeds/posts/default"],
        ),
        ("https://x.blogspot.com/feeds/posts/default?alt=rss", &[]),
        ("http://mrgan.tumblr.com/post/1/x", &["https://mrgan.tumblr.com/rss"]),
        ("https://mrgan.tumblr.com/tagged/cats", &["https://mrgan.tumblr.com/tagged/cats/rss", "https://mrgan.tumblr.com/rss"]),
        ("https://www.tumblr.com/mrgan/123/x", &["https://mrgan.tumblr.com/rss"]),
        ("https://www.tumblr.com/blog/view/mrgan", &["https://mrgan.tumblr.com/rss"]),
        ("https://tumblr.com/@mrgan", &["https://mrgan.tumblr.com/rss"]),
        ("https://www.tumblr.com/tagged/cats", &[]),
        ("https://www.tumblr.com/a.b", &[]),
        // Stack Exchange
        ("https://stackoverflow.com/", &["https://stackoverflow.com/feeds"]),
        ("https://stackoverflow.com/questions/tagged/c%2b%2b?tab=Newest", &["https://stackoverflow.com/feeds/tag/c%2b%2b"]),
        ("https://stackoverflow.com/questions/11227809/why/1#2", &["https://stackoverflow.com/feeds/question/11227809"]),
        ("https://superuser.com/q/5", &["https://superuser.com/feeds/question/5"]),
        ("https://cooking.stackexchange.com/users/67/x", &["https://cooking.stackexchange.com/feeds/user/67"]),
        ("https://cooking.meta.stackexchange.com/questions", &["https://cooking.meta.stackexchange.com/feeds"]),
        ("https://stackoverflow.com/feeds/tag/rust", &[]),
        ("https://stackoverflow.com/help/tagging", &[]),
        ("https://data.stackexchange.com/", &[]),
        // Papers, packages and bookmarks
        ("https://arxiv.org/list/cs.LG/recent", &["https://rss.arxiv.org/rss/cs.LG"]),
        ("https://www.arxiv.org/archive/hep-th", &["https://rss.arxiv.org/rss/hep-th"]),
        ("https://arxiv.org/abs/1706.03762", &[]),
        ("https://pypi.org/project/feedparser/6.0.0/#history", &["https://pypi.org/rss/project/feedparser/releases.xml"]),
        ("https://pypi.org/search/?q=x", &[]),
        ("https://crates.io/crates/url/versions", &["https://static.crates.io/rss/crates/url.xml"]),
        ("https://crates.io/categories", &[]),
        ("https://www.npmjs.com/package/@scope/name", &[]),
        ("https://pinboard.in/u:maciej/t:web/", &["https://feeds.pinboard.in/rss/u:maciej/t:web/"]),
        ("https://pinboard.in/u%3Amaciej/public/", &["https://feeds.pinboard.in/rss/u:maciej/"]),
        ("https://pinboard.in/popular/", &["https://feeds.pinboard.in/rss/popular/"]),
        ("https://pinboard.in/about/", &[]),
        // Elsewhere
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
        for (page, feeds) in PAGES {
            assert_eq!(offered(page), *feeds, "{page}");
        }
    }

    #[test]
    fn a_feed_has_no_feeds() {
        for feed in PAGES.iter().flat_map(|(_, feeds)| *feeds) {
            assert_eq!(offered(feed), [""; 0], "{feed}");
        }
    }

    #[test]
    fn no_junk_breaks_a_site() {
        let words =
            ["", "r", "u", "user", "-", "@", "@@", "@a@", "%", "%2F", "%40%40", "u:", "?list=", "?id=&t=%00", "#", "日本", "..", ";"];
        let hosts = SITES
            .iter()
            .flat_map(|(hosts, _)| hosts.split(' '))
            .map(|host| host.replace('*', "x"))
            .chain(["a.org".into(), "[::1]:8".into()]);
        for host in hosts {
            for (one, other) in words.iter().flat_map(|one| words.map(|other| (one, other))) {
                let url = Url::parse(&format!("http://{host}/{one}/{other}//channel/groups/{one}{other}")).unwrap();
                let feeds = feeds_at(&url);
                assert!(feeds.len() <= FEEDS_MAX && !feeds.contains(&url), "{url}");
                assert!(feeds.iter().all(|feed| feed.host_str().is_some_and(|host| !host.is_empty())), "{url}");
            }
        }
    }

    #[test]
    fn every_site_is_reached() {
        for (number, (hosts, _)) in SITES.iter().enumerate() {
            for host in hosts.split(' ') {
                let found = SITES.iter().position(|(hosts, _)| hosts.split(' ').any(|other| is_host(&host.replace('*', "x"), other)));
                assert_eq!(found, Some(number), "{host}");
            }
        }
    }
}
