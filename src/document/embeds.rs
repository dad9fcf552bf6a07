//! Turns frames, videos and sounds into cards, each with a title and the page that the user can
//! open instead of the player.

use url::Url;

use super::dom::{Dom, Element, NodeId};
use super::images::declared_size;
use super::model::{Embed, EmbedKind};
use super::urls::Addresses;
use crate::i18n::t;

/// A well-known host of media players.
struct Provider {
    /// The end of the host name.
    host: &'static str,
    /// The title of the card if the page has none.
    title: Title,
    kind: EmbedKind,
    /// Finds the page for the address of a player.
    page: fn(&Url) -> Option<String>,
}

/// The title of a card.
enum Title {
    /// The name of the host, the same in every language.
    Name(&'static str),
    Words(fn() -> String),
}

impl Title {
    fn text(&self) -> String {
        match self {
            Self::Name(name) => (*name).to_owned(),
            Self::Words(words) => words(),
        }
    }
}

const PROVIDERS: [Provider; 25] = [
    Provider {
        host: "youtu.be",
        title: Title::Words(|| t!(embed_youtube)),
        kind: EmbedKind::Video,
        page: youtube_page,
    },
    Provider {
        host: "youtube.com",
        title: Title::Words(|| t!(embed_youtube)),
        kind: EmbedKind::Video,
        page: youtube_page,
    },
    Provider {
        host: "youtube-nocookie.com",
        title: Title::Words(|| t!(embed_youtube)),
        kind: EmbedKind::Video,
        page: youtube_page,
    },
    Provider {
        host: "vimeo.com",
        title: Title::Words(|| t!(embed_vimeo)),
        kind: EmbedKind::Video,
        page: vimeo_page,
    },
    Provider {
        host: "dailymotion.com",
        title: Title::Words(|| t!(embed_dailymotion)),
        kind: EmbedKind::Video,
        page: |url| replaced(url, "/embed/video/", "/video/"),
    },
    Provider {
        host: "twitch.tv",
        title: Title::Words(|| t!(embed_twitch)),
        kind: EmbedKind::Video,
        page: twitch_page,
    },
    Provider {
        host: "ted.com",
        title: Title::Words(|| t!(embed_ted)),
        kind: EmbedKind::Video,
        page: |url| Some(format!("https://www.ted.com{}", url.path())),
    },
    Provider {
        host: "loom.com",
        title: Title::Words(|| t!(embed_loom)),
        kind: EmbedKind::Video,
        page: |url| replaced(url, "/embed/", "/share/"),
    },
    Provider {
        host: "wistia.com",
        title: Title::Words(|| t!(embed_wistia)),
        kind: EmbedKind::Video,
        page: no_page,
    },
    Provider {
        host: "wistia.net",
        title: Title::Words(|| t!(embed_wistia)),
        kind: EmbedKind::Video,
        page: no_page,
    },
    Provider {
        host: "videopress.com",
        title: Title::Words(|| t!(embed_videopress)),
        kind: EmbedKind::Video,
        page: |url| replaced(url, "/embed/", "/v/"),
    },
    Provider {
        host: "archive.org",
        title: Title::Name("Internet Archive"),
        kind: EmbedKind::Video,
        page: |url| replaced(url, "/embed/", "/details/"),
    },
    Provider {
        host: "spotify.com",
        title: Title::Name("Spotify"),
        kind: EmbedKind::Audio,
        page: |url| replaced(url, "/embed/", "/"),
    },
    Provider {
        host: "soundcloud.com",
        title: Title::Name("SoundCloud"),
        kind: EmbedKind::Audio,
        page: |url| parameter(url, "url"),
    },
    Provider {
        host: "podcasts.apple.com",
        title: Title::Name("Apple Podcasts"),
        kind: EmbedKind::Audio,
        page: apple_page,
    },
    Provider {
        host: "music.apple.com",
        title: Title::Name("Apple Music"),
        kind: EmbedKind::Audio,
        page: apple_page,
    },
    Provider {
        host: "bandcamp.com",
        title: Title::Name("Bandcamp"),
        kind: EmbedKind::Audio,
        page: no_page,
    },
    Provider {
        host: "mixcloud.com",
        title: Title::Name("Mixcloud"),
        kind: EmbedKind::Audio,
        page: no_page,
    },
    Provider {
        host: "codepen.io",
        title: Title::Name("CodePen"),
        kind: EmbedKind::Page,
        page: codepen_page,
    },
    Provider {
        host: "codesandbox.io",
        title: Title::Name("CodeSandbox"),
        kind: EmbedKind::Page,
        page: |url| replaced(url, "/embed/", "/s/"),
    },
    Provider {
        host: "jsfiddle.net",
        title: Title::Name("JSFiddle"),
        kind: EmbedKind::Page,
        page: jsfiddle_page,
    },
    Provider {
        host: "stackblitz.com",
        title: Title::Name("StackBlitz"),
        kind: EmbedKind::Page,
        page: no_page,
    },
    Provider {
        host: "gist.github.com",
        title: Title::Name("GitHub Gist"),
        kind: EmbedKind::Page,
        page: gist_page,
    },
    Provider {
        host: "platform.twitter.com",
        title: Title::Words(|| t!(embed_post_on_x)),
        kind: EmbedKind::Page,
        page: tweet_page,
    },
    Provider {
        host: "google.com",
        title: Title::Name("Google Maps"),
        kind: EmbedKind::Page,
        page: no_page,
    },
];

/// Titles without information that players use.
const EMPTY_TITLES: [&str; 9] = [
    "youtube video player",
    "embedded content",
    "iframe",
    "embed",
    "video player",
    "video",
    "embedded video",
    "untitled",
    "player",
];

/// Longest title that is taken from the content of a frame, in characters.
const MAX_TITLE_CHARS: usize = 120;

/// A player with a side this short is invisible.
const UNSEEN_PIXELS: u32 = 2;

/// The meaning of an element with a media player.
pub(super) enum PlayerElement {
    Card(Box<Embed>),
    /// An invisible frame.
    Tracker,
    /// The element has no usable address.
    Nothing,
}

/// Looks at an `<iframe>`, `<embed>` or `<object>`.
pub(super) fn look_at_frame(element: &Element, addresses: &Addresses) -> PlayerElement {
    let names = ["src", "data-src", "data-lazy-src", "data-original", "data"];
    let found = names
        .iter()
        .filter_map(|name| element.attr(name))
        .find_map(|address| addresses.page(address));
    let Some(url) = found else { return PlayerElement::Nothing };
    let (width, height) = declared_size(element);
    if [width, height].into_iter().flatten().any(|length| length <= UNSEEN_PIXELS) {
        return PlayerElement::Tracker;
    }
    PlayerElement::Card(Box::new(card(EmbedKind::Page, url, own_title(element), None)))
}

/// Looks at an `<iframe>` whose content stands in its place where frames are not shown.
pub(super) fn look_at_frame_with(
    element: &Element,
    fallback: &str,
    addresses: &Addresses,
) -> PlayerElement {
    let found = look_at_frame(element, addresses);
    let PlayerElement::Card(mut embed) = found else { return found };
    let fallback = Fallback::read(fallback, addresses);
    let is_known = PROVIDERS
        .iter()
        .any(|provider| embed.url.host_str().is_some_and(|host| is_within(host, provider.host)));
    let has_page = is_known && look_page(element, addresses).as_ref() != Some(&embed.url);
    if let Some(url) = fallback.url.filter(|_| !has_page) {
        embed.url = url;
    }
    if own_title(element).is_none()
        && !has_page
        && let Some(title) = fallback.title
    {
        embed.title = title;
    }
    PlayerElement::Card(embed)
}

fn look_page(element: &Element, addresses: &Addresses) -> Option<Url> {
    ["src", "data-src", "data-lazy-src"]
        .iter()
        .filter_map(|name| element.attr(name))
        .find_map(|address| addresses.page(address))
}

/// The words and the link in the content of a frame.
struct Fallback {
    url: Option<Url>,
    title: Option<String>,
}

impl Fallback {
    fn read(html: &str, addresses: &Addresses) -> Self {
        if html.trim().is_empty() {
            return Self { url: None, title: None };
        }
        let parsed = super::sink::parse(html);
        let url = parsed
            .dom
            .elements()
            .filter(|element| &**element.local() == "a")
            .find_map(|element| element.attr("href").and_then(|href| addresses.page(href)));
        let title = words_of(&parsed.dom.text_of(super::dom::ROOT));
        Self { url, title: title.filter(|title| !is_excuse(title)) }
    }
}

/// The words of a text, if they are few enough for a title.
fn words_of(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty() && words.chars().count() <= MAX_TITLE_CHARS).then_some(words)
}

/// Whether the words only tell that the browser is too old.
pub(super) fn is_excuse(words: &str) -> bool {
    let words = words.to_lowercase();
    ["browser", "iframe", "frames", "javascript", "not support", "html5", "flash player"]
        .iter()
        .any(|sign| words.contains(sign))
}

/// The card of a film whose address stands alone in a paragraph.
pub(super) fn film_card(url: &Url) -> Option<Embed> {
    let host = url.host_str()?;
    let is_vimeo = is_within(host, "vimeo.com")
        && url.path().trim_matches('/').bytes().all(|byte| byte.is_ascii_digit())
        && url.path().len() > 1;
    let is_film = youtube_id(url).is_some() || is_vimeo;
    is_film.then(|| card(EmbedKind::Page, url.clone(), None, None))
}

/// The card of a file that can be downloaded.
pub(super) fn file_card(url: Url) -> Embed {
    let title = fallback_title(EmbedKind::Audio, &url, url.host_str().unwrap_or_default());
    Embed { kind: EmbedKind::Page, title, url, poster: None }
}

/// Looks at a `<video>` or `<audio>`.
pub(super) fn look_at_media(
    dom: &Dom,
    id: NodeId,
    kind: EmbedKind,
    addresses: &Addresses,
) -> PlayerElement {
    let Some(element) = dom.element(id) else { return PlayerElement::Nothing };
    let sources = dom
        .descendants(id)
        .filter_map(|child| dom.element(child))
        .filter(|child| &**child.local() == "source");
    let mut candidates = std::iter::once(element)
        .chain(sources)
        .filter_map(|element| element.attr("src").or_else(|| element.attr("data-src")));
    let found = candidates.find_map(|address| addresses.page(address));
    let linked = || {
        let mut links = dom.descendants(id).filter_map(|child| dom.element(child));
        links.find_map(|element| addresses.page(element.attr("href")?))
    };
    let Some(url) = found.or_else(linked) else { return PlayerElement::Nothing };
    let poster = element.attr("poster").and_then(|poster| addresses.page(poster));
    PlayerElement::Card(Box::new(card(kind, url, own_title(element), poster)))
}

/// The snippet that a script would insert into the page.
pub(super) fn look_at_script(element: &Element, addresses: &Addresses) -> Option<Embed> {
    let url = element.attr("src").and_then(|address| addresses.page(address))?;
    let is_gist = url.host_str() == Some("gist.github.com");
    is_gist.then(|| card(EmbedKind::Page, url, None, None))
}

fn own_title(element: &Element) -> Option<String> {
    let title = element.attr("title").or_else(|| element.attr("aria-label"))?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let says_something =
        !title.is_empty() && !EMPTY_TITLES.contains(&title.to_ascii_lowercase().as_str());
    says_something.then_some(title)
}

pub(super) fn card(kind: EmbedKind, url: Url, title: Option<String>, poster: Option<Url>) -> Embed {
    let host = url.host_str().unwrap_or_default().to_owned();
    let provider = (kind == EmbedKind::Page)
        .then(|| PROVIDERS.iter().find(|provider| is_within(&host, provider.host)))
        .flatten();
    let poster = poster.or_else(|| {
        youtube_id(&url)
            .and_then(|id| Url::parse(&format!("https://i.ytimg.com/vi/{id}/hqdefault.jpg")).ok())
    });
    match provider {
        Some(provider) => {
            let page = (provider.page)(&url)
                .and_then(|page| Url::parse(&page).ok())
                .filter(|page| matches!(page.scheme(), "http" | "https"));
            Embed {
                kind: provider.kind,
                title: title.unwrap_or_else(|| provider.title.text()),
                url: page.unwrap_or(url),
                poster,
            }
        }
        None => Embed {
            kind,
            title: title.unwrap_or_else(|| fallback_title(kind, &url, &host)),
            url,
            poster,
        },
    }
}

fn fallback_title(kind: EmbedKind, url: &Url, host: &str) -> String {
    let file = url
        .path_segments()
        .and_then(|mut segments| segments.next_back())
        .filter(|file| !file.is_empty());
    let file = file.filter(|_| kind != EmbedKind::Page).map(super::urls::percent_decoded);
    file.unwrap_or_else(|| host.trim_start_matches("www.").to_owned())
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn no_page(_: &Url) -> Option<String> {
    None
}

fn replaced(url: &Url, from: &str, to: &str) -> Option<String> {
    let path = url.path();
    let host = url.host_str()?.trim_start_matches("www.");
    path.starts_with(from).then(|| format!("https://{host}{}", path.replacen(from, to, 1)))
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn youtube_id(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let is_id = |id: &str| {
        id.len() == 11
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if host == "youtu.be" {
        return url.path_segments()?.next().filter(|id| is_id(id)).map(str::to_owned);
    }
    if !["youtube.com", "youtube-nocookie.com"].iter().any(|domain| is_within(host, domain)) {
        return None;
    }
    if url.path() == "/watch" {
        return parameter(url, "v").filter(|id| is_id(id));
    }
    let mut segments = url.path_segments()?;
    let id = matches!(segments.next()?, "embed" | "v" | "shorts" | "live")
        .then(|| segments.next())
        .flatten()?;
    is_id(id).then(|| id.to_owned())
}

fn youtube_page(url: &Url) -> Option<String> {
    if let Some(list) =
        parameter(url, "list").filter(|_| url.path().starts_with("/embed/videoseries"))
    {
        return Some(format!("https://www.youtube.com/playlist?list={list}"));
    }
    let id = youtube_id(url)?;
    let start = parameter(url, "start")
        .filter(|start| start.bytes().all(|byte| byte.is_ascii_digit()) && !start.is_empty());
    let start = start.map(|start| format!("&t={start}")).unwrap_or_default();
    Some(format!("https://www.youtube.com/watch?v={id}{start}"))
}

fn vimeo_page(url: &Url) -> Option<String> {
    let id = url.path().strip_prefix("/video/")?;
    Some(format!("https://vimeo.com/{}", id.split('/').next()?))
}

fn twitch_page(url: &Url) -> Option<String> {
    if let Some(clip) = parameter(url, "clip") {
        return Some(format!("https://clips.twitch.tv/{clip}"));
    }
    let video = parameter(url, "video")
        .map(|video| format!("https://www.twitch.tv/videos/{}", video.trim_start_matches('v')));
    video.or_else(|| {
        parameter(url, "channel").map(|channel| format!("https://www.twitch.tv/{channel}"))
    })
}

fn apple_page(url: &Url) -> Option<String> {
    let host = url.host_str()?.strip_prefix("embed.")?;
    Some(format!(
        "https://{host}{}{}",
        url.path(),
        url.query().map(|query| format!("?{query}")).unwrap_or_default()
    ))
}

fn codepen_page(url: &Url) -> Option<String> {
    let path = url.path();
    let page = path.replacen("/embed/preview/", "/pen/", 1).replacen("/embed/", "/pen/", 1);
    (page != path).then(|| format!("https://codepen.io{page}"))
}

fn jsfiddle_page(url: &Url) -> Option<String> {
    let (page, _) = url.path().split_once("/embedded")?;
    Some(format!("https://jsfiddle.net{page}/"))
}

fn gist_page(url: &Url) -> Option<String> {
    url.path().strip_suffix(".js").map(|page| format!("https://gist.github.com{page}"))
}

fn tweet_page(url: &Url) -> Option<String> {
    parameter(url, "id").map(|id| format!("https://x.com/i/status/{id}"))
}
