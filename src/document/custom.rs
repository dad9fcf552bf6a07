//! Reads elements that other makers invented: pictures (`amp-img`), films (`lite-youtube`), maps
//! and dates (`relative-time`). Their names differ from site to site, so they are known by the end
//! of their name and by their attributes.

use url::Url;

use super::dom::{Dom, Element, NodeId};
use super::embeds::card;
use super::model::{Embed, EmbedKind};
use super::urls::Addresses;
use crate::i18n::t;

/// The meaning of such an element.
pub(super) enum CustomElement {
    Picture,
    Card(Box<Embed>),
    /// A date in words.
    Date(String),
}

/// Ends of the names of pictures.
const PICTURES: [&str; 5] = ["-img", "-image", "-picture", "-photo", "-pic"];
/// Ends of the names of players and frames.
const PLAYERS: [(&str, EmbedKind); 9] = [
    ("-video", EmbedKind::Video),
    ("-audio", EmbedKind::Audio),
    ("-player", EmbedKind::Video),
    ("-podcast", EmbedKind::Audio),
    ("-iframe", EmbedKind::Page),
    ("-frame", EmbedKind::Page),
    ("-embed", EmbedKind::Page),
    ("-tweet", EmbedKind::Page),
    ("-js", EmbedKind::Video),
];
/// Ends of the names of dates.
const DATES: [&str; 4] = ["-time", "-ago", "-date", "-until"];
/// Attributes with an address.
const ADDRESSES: [&str; 6] = ["src", "data-src", "url", "data-url", "href", "data-href"];
/// Attributes with the number of a film.
const IDS: [&str; 8] = [
    "videoid",
    "data-videoid",
    "video-id",
    "data-video-id",
    "video",
    "data-shortcode",
    "data-tweetid",
    "tweetid",
];

/// Reads an element whose name HTML does not know.
pub(super) fn look_at(
    dom: &Dom,
    id: NodeId,
    element: &Element,
    addresses: &Addresses,
) -> Option<CustomElement> {
    let name = &**element.local();
    if !name.contains('-') && name != "time" {
        return None;
    }
    if let Some(date) = date(dom, id, element, name) {
        return Some(CustomElement::Date(date));
    }
    if PICTURES.iter().any(|end| name.ends_with(end)) && has_picture(element) {
        return Some(CustomElement::Picture);
    }
    let embed = film(element, name)
        .or_else(|| map(element, name, addresses))
        .or_else(|| player(element, name, addresses))?;
    Some(CustomElement::Card(Box::new(embed)))
}

fn has_picture(element: &Element) -> bool {
    ["src", "data-src", "srcset", "data-srcset"].iter().any(|name| element.has_attr(name))
}

/// The date of an element that a script would fill.
fn date(dom: &Dom, id: NodeId, element: &Element, name: &str) -> Option<String> {
    let is_date = DATES.iter().any(|end| name.ends_with(end))
        || ["time", "date"].iter().any(|start| name.starts_with(start));
    if !is_date {
        return None;
    }
    let has_words = dom
        .descendants(id)
        .any(|child| dom.text(child).is_some_and(|text| !text.trim().is_empty()));
    let value = ["datetime", "date", "timestamp"].iter().find_map(|name| element.attr(name))?;
    let day = value.trim().get(..10)?;
    let is_day = day
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    (is_day && !has_words).then(|| day.to_owned())
}

/// A film or post that is named by its number on a well-known site.
fn film(element: &Element, name: &str) -> Option<Embed> {
    let id = IDS.iter().find_map(|name| element.attr(name)).map(str::trim)?;
    let is_id = !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let pages = [
        ("youtube", "https://www.youtube.com/embed/"),
        ("yt", "https://www.youtube.com/embed/"),
        ("vimeo", "https://player.vimeo.com/video/"),
        ("dailymotion", "https://www.dailymotion.com/embed/video/"),
        ("tiktok", "https://www.tiktok.com/embed/"),
        ("instagram", "https://www.instagram.com/p/"),
        ("twitter", "https://platform.twitter.com/embed/Tweet.html?id="),
        ("tweet", "https://platform.twitter.com/embed/Tweet.html?id="),
    ];
    let (_, page) = pages.iter().find(|(site, _)| name.contains(site)).filter(|_| is_id)?;
    let url = Url::parse(&format!("{page}{id}")).ok()?;
    Some(card(EmbedKind::Page, url, title(element), None))
}

/// A map, by its address or its place.
fn map(element: &Element, name: &str, addresses: &Addresses) -> Option<Embed> {
    if !name.contains("map") {
        return None;
    }
    let number = |names: &[&str]| -> Option<f64> {
        names.iter().find_map(|name| element.attr(name))?.trim().parse().ok()
    };
    let latitude = number(&["latitude", "lat", "data-lat", "data-latitude"]);
    let longitude = number(&["longitude", "lng", "lon", "data-lng", "data-lon", "data-longitude"]);
    let center = || {
        let (latitude, longitude) = element.attr("center")?.split_once([',', ' '])?;
        Some((latitude.trim().parse().ok()?, longitude.trim().parse().ok()?))
    };
    let place: Option<(f64, f64)> = latitude.zip(longitude).or_else(center);
    let by_place =
        place.filter(|(latitude, longitude)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
    let url = match by_place {
        Some((latitude, longitude)) => {
            let zoom = number(&["zoom", "data-zoom"]).filter(|zoom| (1.0..=19.0).contains(zoom));
            let zoom = zoom.unwrap_or(14.0).round();
            let address = format!(
                "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}\
                 #map={zoom}/{latitude}/{longitude}"
            );
            Url::parse(&address).ok()?
        }
        None => address(element, addresses)?,
    };
    let title = title(element).or_else(|| Some(t!(embed_map)));
    Some(card(EmbedKind::Page, url, title, None))
}

fn player(element: &Element, name: &str, addresses: &Addresses) -> Option<Embed> {
    let (_, kind) = PLAYERS.iter().find(|(end, _)| name.ends_with(end))?;
    let url = address(element, addresses)?;
    let poster = element.attr("poster").and_then(|poster| addresses.page(poster));
    Some(card(*kind, url, title(element), poster))
}

fn address(element: &Element, addresses: &Addresses) -> Option<Url> {
    ADDRESSES.iter().filter_map(|name| element.attr(name)).find_map(|value| addresses.page(value))
}

fn title(element: &Element) -> Option<String> {
    let names = ["title", "videotitle", "data-title", "playlabel", "aria-label"];
    let title = names.iter().find_map(|name| element.attr(name))?;
    let title = title.trim();
    let title = title.strip_prefix("Play:").unwrap_or(title).trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, "https://e.org/".parse().ok().as_ref()))
    }

    #[test]
    fn pictures_films_maps_and_dates_of_other_makers_are_shown() {
        for (html, wanted) in [
            ("<x-img data-src=a.jpg alt=A></x-img>", "image <https://e.org/a.jpg> alt=\"A\"\n"),
            (
                "<lite-youtube videoid=abcdefghijk title=Tea></lite-youtube>",
                "embed video \"Tea\" <https://www.youtube.com/watch?v=abcdefghijk> \
                 poster=https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg\n",
            ),
            (
                "<amp-iframe src=/plan.html></amp-iframe>",
                "embed page \"e.org\" <https://e.org/plan.html>\n",
            ),
            (
                "<g-map lat=47.5 lng=7.6></g-map>",
                "embed page \"Map\" <https://www.openstreetmap.org/?mlat=47.5&mlon=7.6\
                 #map=14/47.5/7.6>\n",
            ),
            ("<p>On <time-ago datetime='2026-05-05T10:00Z'></time-ago>", "p On 2026-05-05\n"),
            ("<p>On <x-time datetime='2026-05-05'>Tuesday</x-time>", "p On Tuesday\n"),
            ("<x-video>Words</x-video>", "p Words\n"),
        ] {
            assert_eq!(dumped(html), wanted, "{html}");
        }
    }
}
