//! Finds the real address of an `<img>` behind lazy loading, `srcset` and `picture`, and tells
//! pictures from trackers.

use std::sync::Arc;

use base64::Engine as _;
use url::Url;

use super::dom::{Dom, Element, NodeId};
use super::limits::MAX_IMAGE_CANDIDATES;
use super::model::{Image, ImageCandidate, LinkTarget};
use super::style::{declarations, pixels};
use super::urls::{Addresses, percent_decoded};

/// Attributes in which lazy-loading scripts store the address, best first.
const LAZY_ADDRESSES: [&str; 24] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-src",
    "data-actualsrc",
    "data-full-src",
    "data-hi-res-src",
    "data-image",
    "data-url",
    "data-orig-file",
    "data-large-file",
    "data-medium-file",
    "data-src-large",
    "data-lazy",
    "data-lazyload",
    "data-echo",
    "data-src-medium",
    "data-original-src",
    "data-cfsrc",
    "data-ezsrc",
    "data-flickity-lazyload",
    "data-pagespeed-lazy-src",
    "data-opt-src",
    "data-breeze",
];

/// Ends of the addresses of pictures.
const PICTURE_ENDS: [&str; 7] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg"];

/// Attributes in which they store `srcset`.
const LAZY_SETS: [&str; 4] =
    ["data-srcset", "data-lazy-srcset", "data-original-set", "data-responsive"];

/// Parts of the addresses of placeholders.
const PLACEHOLDERS: [&str; 11] = [
    "placeholder",
    "blank.gif",
    "blank.png",
    "spacer.gif",
    "lazyload",
    "lazy-load",
    "loading.gif",
    "1x1.",
    "transparent.gif",
    "transparent.png",
    "pixel.gif",
];

/// Parts of the addresses of trackers.
const TRACKERS: [&str; 22] = [
    "feeds.feedburner.com/~r/",
    "feeds.feedburner.com/~ff/",
    "feedproxy.google.com/~",
    "feedsportal.com/",
    "pixel.wp.com/",
    "stats.wordpress.com/",
    "medium.com/_/stat",
    "pixel.quantserve.com/",
    "google-analytics.com/",
    "b.scorecardresearch.com/",
    "doubleclick.net/",
    "facebook.com/tr?",
    "list-manage.com/track/",
    "/track/open.php",
    "/wf/open?",
    "blogger.googleusercontent.com/tracker/",
    "pixel.parsely.com/",
    "statcounter.com/",
    "piwik.php",
    "matomo.php",
    "rss-pixel",
    "/o.gif?",
];

/// The attribute that [`super::prepare`] gives to a picture with a twin for dark pages.
pub(super) const DARK_TWIN: &str = "gleaner-dark";

/// A picture with both sides this short is a tracker.
const TRACKER_PIXELS: u32 = 2;

/// A picture this wide stands on a line of its own.
const LARGE_PIXELS: u32 = 200;

/// A shorter `data:` address, in bytes, is a placeholder.
pub(super) const PLACEHOLDER_DATA_BYTES: usize = 2000;

/// Classes of small portraits and site icons beside a text.
const PORTRAITS: [&str; 4] = ["avatar", "userpic", "site-icon", "c-embed__favicon"];

/// A wider picture of these classes is shown.
const PORTRAIT_PIXELS: u32 = 96;

/// The meaning of an `<img>`.
#[derive(Debug)]
pub(super) enum ImageElement {
    Picture(Image),
    /// A small picture of a character, such as an emoji.
    Character(String),
    Tracker,
    /// The element has no picture, only this alternative text.
    Nothing(String),
}

/// Looks at an `<img>`.
pub(super) fn look_at(
    dom: &Dom,
    id: NodeId,
    addresses: &Addresses,
    link: Option<&Arc<LinkTarget>>,
) -> ImageElement {
    let Some(element) = dom.element(id) else { return ImageElement::Nothing(String::new()) };
    let alt =
        element.attr("alt").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if is_character(element, &alt) {
        return ImageElement::Character(alt);
    }
    let size = declared_size(element);
    if element.has_class(&PORTRAITS) && size.0.is_none_or(|width| width <= PORTRAIT_PIXELS) {
        return ImageElement::Nothing(String::new());
    }
    let sources = Sources::of(dom, id, element, addresses);
    if sources.is_tracker(size) {
        return ImageElement::Tracker;
    }
    let Some(url) = sources.best() else { return ImageElement::Nothing(alt) };
    let title = element
        .attr("title")
        .map(str::trim)
        .filter(|title| !title.is_empty() && *title != alt)
        .map(str::to_owned);
    ImageElement::Picture(Image {
        url: Arc::new(url),
        candidates: sources.candidates,
        alt,
        title,
        size,
        link: link.cloned(),
        dark: sources.dark.map(Arc::new),
    })
}

struct Sources {
    /// The address that a browser without scripts would load.
    plain: Option<Url>,
    /// The address that a script would load.
    lazy: Option<Url>,
    candidates: Vec<ImageCandidate>,
    /// The address for dark pages.
    dark: Option<Url>,
}

impl Sources {
    fn of(dom: &Dom, id: NodeId, element: &Element, addresses: &Addresses) -> Self {
        let mut lazy = LAZY_ADDRESSES
            .iter()
            .filter_map(|name| element.attr(name))
            .filter(|value| !value.trim_start().starts_with('{'));
        let mut candidates = Vec::new();
        for name in LAZY_SETS.iter().chain(&["srcset"]) {
            parse_srcset(element.attr(name).unwrap_or_default(), addresses, &mut candidates);
        }
        let mut plain = element.attr("src").and_then(|src| addresses.image(src));
        let twin = element.attr(DARK_TWIN).and_then(|src| addresses.image(src));
        let (mut dark, mut light) = (twin, None);
        for source in picture_sources(dom, id) {
            let set =
                source.attr("srcset").or_else(|| source.attr("data-srcset")).unwrap_or_default();
            let media = source.attr("media").unwrap_or_default();
            if is_for(media, "dark") {
                dark = dark.or_else(|| widest(set, addresses));
            } else if is_for(media, "light") {
                light = light.or_else(|| widest(set, addresses));
            } else {
                parse_srcset(set, addresses, &mut candidates);
            }
        }
        if dark.is_none() && light.is_some() {
            (dark, plain) = (plain, light);
        }
        let lazy = lazy.find_map(|address| addresses.image(address)).or_else(|| {
            let is_missing = candidates.is_empty() && plain.as_ref().is_none_or(is_placeholder);
            is_missing.then(|| unknown_lazy(element, addresses)).flatten()
        });
        Self { plain, lazy, candidates, dark }
    }

    fn best(&self) -> Option<Url> {
        // A drawing or a GIF that waits for a photograph turns or is empty.
        let waits = |url: &Url| {
            let ends = |url: &Url, ends: &[&str]| ends.iter().any(|end| url.path().ends_with(end));
            let has_photo = self.lazy.as_ref().is_some_and(|lazy| ends(lazy, &PICTURE_ENDS[..4]));
            has_photo && ends(url, &[".svg", ".gif"])
        };
        let real = self.plain.clone().filter(|url| !is_placeholder(url) && !waits(url));
        let widest =
            || self.candidates.iter().max_by_key(|candidate| candidate.width.or(candidate.density));
        let has_other = self.lazy.is_some() || !self.candidates.is_empty();
        real.or_else(|| self.lazy.clone())
            .or_else(|| widest().map(|candidate| candidate.url.clone()))
            .or_else(|| self.plain.clone().filter(|url| !has_other && !is_dummy(url)))
    }

    fn is_tracker(&self, size: (Option<u32>, Option<u32>)) -> bool {
        let is_remote = |url: &&Url| url.scheme() != "data";
        let Some(url) = self.plain.as_ref().filter(is_remote) else { return false };
        let is_dot = match size {
            (Some(width), Some(height)) => {
                width <= TRACKER_PIXELS && height <= TRACKER_PIXELS || width == 0 || height == 0
            }
            (Some(length), None) | (None, Some(length)) => length <= 1,
            (None, None) => false,
        };
        let address = url.as_str();
        (is_dot && self.lazy.is_none()) || TRACKERS.iter().any(|tracker| address.contains(tracker))
    }
}

/// The address of a picture in an attribute that some script reads.
fn unknown_lazy(element: &Element, addresses: &Addresses) -> Option<Url> {
    let is_picture = |value: &str| {
        let path = value.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        !value.contains(char::is_whitespace) && PICTURE_ENDS.iter().any(|end| path.ends_with(end))
    };
    element
        .attrs
        .iter()
        .filter(|attr| attr.name.local.starts_with("data-") && is_picture(&attr.value))
        .find_map(|attr| addresses.image(&attr.value))
}

/// Whether a media query asks for dark or light pages.
fn is_for(media: &str, scheme: &str) -> bool {
    media
        .to_ascii_lowercase()
        .split_once("prefers-color-scheme")
        .is_some_and(|(_, value)| value.trim_start_matches([':', ' ']).starts_with(scheme))
}

/// The address of the largest picture in a `srcset`.
fn widest(set: &str, addresses: &Addresses) -> Option<Url> {
    let mut candidates = Vec::new();
    parse_srcset(set, addresses, &mut candidates);
    let largest =
        candidates.into_iter().max_by_key(|candidate| candidate.width.or(candidate.density));
    largest.map(|candidate| candidate.url)
}

/// The `<source>` elements beside the image in its `<picture>`.
fn picture_sources(dom: &Dom, id: NodeId) -> impl Iterator<Item = &Element> {
    let parent = dom.parent(id);
    let is_picture = dom.element(parent).is_some_and(|element| &**element.local() == "picture");
    let sources = is_picture.then(|| dom.children(parent).filter_map(|child| dom.element(child)));
    sources.into_iter().flatten().filter(|element| &**element.local() == "source")
}

/// Reads a `srcset` such as `a.png 640w, b.png 2x`. A comma within an address does not end it.
pub(super) fn parse_srcset(set: &str, addresses: &Addresses, candidates: &mut Vec<ImageCandidate>) {
    let mut rest =
        set.trim_start_matches(|character: char| character.is_whitespace() || character == ',');
    while !rest.is_empty() && candidates.len() < MAX_IMAGE_CANDIDATES {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let bare = address.trim_end_matches(',');
        let (descriptor, next) = if bare.len() < address.len() {
            ("", after)
        } else {
            after.split_once(',').unwrap_or((after, ""))
        };
        if let Some(url) = addresses.image(bare).filter(|url| url.scheme() != "data") {
            push_candidate(url, descriptor.trim(), candidates);
        }
        rest = next
            .trim_start_matches(|character: char| character.is_whitespace() || character == ',');
    }
}

fn push_candidate(url: Url, descriptor: &str, candidates: &mut Vec<ImageCandidate>) {
    let width = descriptor.strip_suffix('w').and_then(|width| width.trim().parse().ok());
    let density =
        descriptor.strip_suffix('x').and_then(|density| density.trim().parse::<f64>().ok());
    let density = density
        .filter(|density| *density > 0.0 && *density < 100.0)
        .map(|density| (density * 100.0).round() as u32);
    if !candidates.iter().any(|known| known.url == url) {
        candidates.push(ImageCandidate { url, width, density });
    }
}

/// Whether any other address is better.
fn is_placeholder(url: &Url) -> bool {
    if url.scheme() == "data" {
        return url.as_str().len() < PLACEHOLDER_DATA_BYTES;
    }
    let address = url.as_str().to_ascii_lowercase();
    PLACEHOLDERS.iter().any(|placeholder| address.contains(placeholder))
}

/// Whether the picture shows nothing, so that it is left out even without another address.
fn is_dummy(url: &Url) -> bool {
    let address = url.as_str();
    let is_empty_data = address.starts_with("data:image/gif") && address.len() < 120;
    let is_empty_drawing = address.starts_with("data:image/svg") && !draws(url);
    is_empty_data || is_empty_drawing || (url.scheme() != "data" && is_placeholder(url))
}

/// Whether a drawing in a `data:` address draws something. Stand-ins only have a size.
fn draws(url: &Url) -> bool {
    const SHAPES: [&str; 11] = [
        "<path",
        "<rect",
        "<circle",
        "<ellipse",
        "<line",
        "<poly",
        "<text",
        "<image",
        "<use",
        "<g",
        "<foreignObject",
    ];
    let Some((head, data)) = url.as_str().split_once(',') else { return false };
    let source = if head.trim_end().ends_with("base64") {
        let data: String = data.chars().filter(|letter| !letter.is_whitespace()).collect();
        let bytes = base64::engine::general_purpose::STANDARD.decode(data.trim_end_matches("%3D"));
        String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
    } else {
        percent_decoded(data)
    };
    SHAPES.iter().any(|shape| source.contains(shape))
}

/// Whether the picture is drawn like a letter, so that its alternative text replaces it.
fn is_character(element: &Element, alt: &str) -> bool {
    let is_emoji_class = element.has_class(&[
        "wp-smiley",
        "emoji",
        "emojione",
        "twemoji",
        "wp-emoji",
        "Emoji",
        "g-emoji",
    ]);
    !alt.is_empty() && alt.chars().count() <= 24 && (is_emoji_class || is_emoji(alt))
}

fn is_emoji(text: &str) -> bool {
    let is_pictograph = |character: char| {
        let code = u32::from(character);
        matches!(code, 0x2600..=0x27BF | 0x1F300..=0x1FAFF | 0x1F1E6..=0x1F1FF)
    };
    let is_joiner = |character: char| matches!(u32::from(character), 0x200D | 0xFE0F | 0x20E3);
    text.chars().any(is_pictograph)
        && text.chars().all(|character| is_pictograph(character) || is_joiner(character))
}

/// Width and height in CSS pixels, as declared by attribute or style.
pub(super) fn declared_size(element: &Element) -> (Option<u32>, Option<u32>) {
    let styled = |wanted: &str| {
        let style = element.attr("style")?;
        declarations(style)
            .find(|(name, _)| name == wanted)
            .and_then(|(_, value)| value.ends_with("px").then(|| pixels(value)).flatten())
    };
    let length = |name: &str| element.attr(name).and_then(pixels).or_else(|| styled(name));
    let size = (length("width"), length("height"));
    // Some frameworks declare no size (0) or only a ratio, and let the style size the picture.
    let is_nothing = |length: Option<u32>| length.is_some_and(|length| length <= 1);
    let is_unsized = (is_nothing(size.0) || is_nothing(size.1)) && is_sized_by_style(element);
    if is_unsized || element.attr("layout") == Some("responsive") { (None, None) } else { size }
}

/// Whether the style of a picture gives it a size that depends on the page.
fn is_sized_by_style(element: &Element) -> bool {
    let is_relative = |value: &str| {
        let value = value.trim_end_matches("!important").trim();
        let number = value.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        value == "auto"
            || number.parse::<f64>().is_ok_and(|length| length > f64::from(TRACKER_PIXELS))
    };
    let styled = element.attr("style").is_some_and(|style| {
        let is_hidden =
            declarations(style).any(|(name, value)| name == "display" && value == "none");
        !is_hidden
            && declarations(style).any(|(name, value)| {
                matches!(name.as_str(), "width" | "height" | "min-width" | "max-width")
                    && is_relative(value)
            })
    });
    styled
        || element.has_attr("sizes")
        || element.has_class(&["w-full", "h-auto", "w-auto", "h-full", "img-fluid", "w-100"])
}

/// Whether the page says that a picture of unknown size is a large one.
pub(super) fn is_large(element: &Element, image: &Image) -> bool {
    const CLASSES: [&str; 9] = [
        "size-full",
        "size-large",
        "size-medium",
        "aligncenter",
        "img-fluid",
        "img-responsive",
        "w-full",
        "w-100",
        "alignnone",
    ];
    const SIZES: [&str; 5] = [
        "data-orig-size",
        "data-image-dimensions",
        "data-size",
        "data-width",
        "data-original-width",
    ];
    if image.size.0.is_some_and(|width| width < LARGE_PIXELS) {
        return false;
    }
    let is_wide = |width: Option<u32>| width.is_some_and(|width| width >= LARGE_PIXELS);
    let number = |text: &str| {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let is_relative = |value: &str| value.trim().ends_with('%') || value.trim().ends_with("vw");
    let styled = |style: &str| {
        declarations(style).any(|(name, value)| match name.as_str() {
            "width" | "max-width" => is_relative(value),
            "display" => value == "block",
            _ => false,
        })
    };
    let by_name = image
        .url
        .path()
        .rsplit_once('-')
        .is_some_and(|(_, end)| end.contains('x') && is_wide(number(end)));
    let by_query = image.url.query_pairs().any(|(name, value)| {
        matches!(&*name, "w" | "width" | "resize" | "fit") && is_wide(number(&value))
    });
    image.candidates.iter().any(|candidate| is_wide(candidate.width))
        || element.attr("sizes").is_some_and(|sizes| sizes.contains("vw"))
        || element.attr("width").is_some_and(is_relative)
        || element.attr("style").is_some_and(styled)
        || SIZES.iter().any(|name| element.attr(name).is_some_and(|size| is_wide(number(size))))
        || element.has_class(&CLASSES)
        || by_name
        || by_query
}

/// The address without size and query. A lazy picture and its copy in `<noscript>` have the same.
pub(super) fn picture_key(url: &Url) -> String {
    let path = url.path();
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let bare =
        stem.rsplit_once('-').filter(|(_, size)| is_size(size)).map_or(stem, |(bare, _)| bare);
    format!("{}{bare}.{extension}", url.host_str().unwrap_or_default())
}

fn is_size(text: &str) -> bool {
    text.split_once('x').is_some_and(|(width, height)| {
        width.parse::<u32>().is_ok() && height.parse::<u32>().is_ok()
    })
}
