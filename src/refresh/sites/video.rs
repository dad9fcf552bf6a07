//! YouTube and Vimeo: channels, users and playlists.

use super::page::{Page, has, is_number, is_word};

/// First segments of Vimeo paths that are not a user.
const VIMEO_PAGES: &str = "\
about album api blog business careers categories channels create enterprise event explore \
features for-hire groups help home join jobs log_in login manage ondemand ott plus pricing \
privacy pro search settings showcase site_map solutions stock tag terms upgrade upload video \
watch";

/// Channels by id, users and playlists. Handles (`/@name`), short names (`/c/name`) and videos do
/// not say the channel id. Their pages declare the feed, so those are fetched instead.
pub(super) fn youtube(page: &Page) -> Vec<String> {
    let feed =
        |key: &str, id: &str| vec![format!("https://www.youtube.com/feeds/videos.xml?{key}={id}")];
    match (page.path.as_slice(), page.query("list")) {
        (["channel", id, ..], _) if id.starts_with("UC") && is_word(id) => feed("channel_id", id),
        (["user", name, ..], _) if is_word(name) => feed("user", name),
        // The lists "Watch later" and "Liked videos" and mixes are private.
        (_, Some(list))
            if !matches!(list.as_str(), "WL" | "LL" | "LM") && !list.starts_with("RD") =>
        {
            feed("playlist_id", &list)
        }
        _ => Vec::new(),
    }
}

/// Users, channels and groups.
pub(super) fn vimeo(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [kind @ ("channels" | "groups"), name, ..] => {
            vec![format!("https://vimeo.com/{kind}/{name}/videos/rss")]
        }
        [name, ..] if !has(VIMEO_PAGES, name) && !is_number(name) => {
            vec![format!("https://vimeo.com/{name}/videos/rss")]
        }
        _ => Vec::new(),
    }
}

/// Pages and the feeds expected for them.
#[cfg(test)]
pub(super) const PAGES: &[(&str, &[&str])] = &[
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
    (
        "https://www.youtube.com/playlist?list=PL123-_a",
        &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL123-_a"],
    ),
    (
        "https://youtube.com/watch?v=abc&list=PL123&index=2",
        &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL123"],
    ),
    (
        "https://youtu.be/abc?list=PL123",
        &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL123"],
    ),
    (
        "https://music.youtube.com/playlist?list=OLAK5uy_x",
        &["https://www.youtube.com/feeds/videos.xml?playlist_id=OLAK5uy_x"],
    ),
    ("https://www.youtube.com/playlist?list=WL", &[]),
    ("https://www.youtube.com/watch?v=abc&list=RDabc", &[]),
    ("https://www.youtube.com/playlist?list=a%26b", &[]),
    (
        "https://www.youtube.com/user/Apple/",
        &["https://www.youtube.com/feeds/videos.xml?user=Apple"],
    ),
    ("https://www.youtube.com/@veritasium", &[]),
    ("https://www.youtube.com/%40veritasium/videos", &[]),
    ("https://www.youtube.com/c/veritasium", &[]),
    ("https://www.youtube.com/watch?v=abc", &[]),
    ("https://www.youtube.com/feeds/videos.xml?user=Apple", &[]),
    ("https://www.youtube.com/", &[]),
    // Vimeo
    ("https://vimeo.com/stefan", &["https://vimeo.com/stefan/videos/rss"]),
    ("https://www.vimeo.com/user123/videos/", &["https://vimeo.com/user123/videos/rss"]),
    (
        "https://vimeo.com/channels/staffpicks/1234",
        &["https://vimeo.com/channels/staffpicks/videos/rss"],
    ),
    ("https://vimeo.com/groups/film", &["https://vimeo.com/groups/film/videos/rss"]),
    ("https://vimeo.com/123456", &[]),
    ("https://vimeo.com/categories/animation", &[]),
    ("https://vimeo.com/stefan/videos/rss", &[]),
];
