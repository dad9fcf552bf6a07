//! Pictures that stand for feeds: looked for once a week at most, and only after the reader had the
//! feed refreshed.
//!
//! A file for each feed keeps what was found; an empty one, that nothing was. A file for each host
//! keeps what its page said. The time of a file is when its site was asked. Anyone may delete them
//! at any time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, SystemTime};

use url::Url;

use super::{Shared, refused};
use crate::config::write_atomically;
use crate::net::icons::{favicon, icons_of_page, site_of};
use crate::net::{FetchError, Request, Response};
use crate::picture::{Fit, PictureError, decode};
use crate::worker::message::IconOf;

const DAY: u64 = 24 * 60 * 60;
/// How long an icon is good, and how long it is remembered that there is none.
pub(super) const ICON_LASTS: Duration = Duration::from_secs(7 * DAY);
/// How long it is good what the page of a host says.
pub(super) const PAGE_LASTS: Duration = Duration::from_secs(30 * DAY);
/// What has not been asked for so long is of a feed that is gone.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(120 * DAY);
/// The largest icon that is kept, in bytes.
pub(super) const MAX_ICON_BYTES: usize = 256 << 10;
/// The largest page that is looked through for icons, in bytes on the wire.
const MAX_SITE_BYTES: usize = 2 << 20;
/// The room in which an icon is tried, in pixels.
const TRIED: Fit = Fit { width: 64, height: 64 };
/// Smaller pictures count visitors.
const MIN_PIXELS: u32 = 8;

/// What is kept of icons.
#[derive(Debug)]
pub(super) struct Icons {
    dir: PathBuf,
    swept: Once,
}

/// Something that was kept.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    bytes: Vec<u8>,
    age: Duration,
}

/// Whose word an icon is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    /// The feed's; many name a banner.
    Feed,
    Site,
}

impl Icons {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self { dir, swept: Once::new() }
    }

    fn kept(path: &Path) -> Option<Kept> {
        let bytes = fs::read(path).ok()?;
        let written = fs::metadata(path).and_then(|meta| meta.modified()).ok()?;
        // A time to come is from a clock that was wrong.
        let age = SystemTime::now().duration_since(written).unwrap_or(Duration::MAX);
        Some(Kept { bytes, age })
    }

    fn keep(&self, path: &Path, bytes: &[u8]) {
        self.swept.call_once(|| self.sweep());
        if let Err(err) = write_atomically(path, bytes) {
            log::warn!("the cache of icons can't be written: {err}");
        }
    }

    /// Forgets feeds and hosts that nobody has asked about for long.
    fn sweep(&self) {
        let Ok(found) = fs::read_dir(&self.dir) else { return };
        for item in found.flatten() {
            let age = item
                .metadata()
                .and_then(|meta| meta.modified())
                .ok()
                .and_then(|written| written.elapsed().ok());
            if age.is_some_and(|age| age > FORGOTTEN_AFTER) {
                let _ = fs::remove_file(item.path());
            }
        }
    }

    fn feed_path(&self, feed_url: &Url) -> PathBuf {
        self.dir.join(hash(feed_url.as_str()))
    }

    fn page_path(&self, site: &Url) -> PathBuf {
        let origin = site.origin().ascii_serialization();
        self.dir.join(format!("page-{}", hash(&origin)))
    }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().get(..32).unwrap_or_default().to_owned()
}

/// Whether a picture is nearly as wide as high; a banner says nothing in so small a place.
fn is_squarish((width, height): (u32, u32)) -> bool {
    let (width, height) = (u64::from(width), u64::from(height));
    width * 3 <= height * 4 && height * 3 <= width * 4
}

impl Shared {
    /// The icon of a feed: what is here, or what its site has when that is due and may be asked.
    pub(super) fn icon(&self, icon: &IconOf) -> Result<Vec<u8>, PictureError> {
        let path = self.icons.feed_path(&icon.feed_url);
        let kept = Icons::kept(&path);
        let is_due = icon.may_fetch && kept.as_ref().is_none_or(|kept| kept.age >= ICON_LASTS);
        let before = kept.map(|kept| kept.bytes).unwrap_or_default();
        let bytes = if is_due { self.look_for_icon(icon, &path, before) } else { before };
        if bytes.is_empty() { Err(refused("This feed has no icon".to_owned())) } else { Ok(bytes) }
    }

    /// What there is now, else what there was. That there is none is kept only when that was heard:
    /// a moment without a network says nothing.
    fn look_for_icon(&self, icon: &IconOf, path: &Path, before: Vec<u8>) -> Vec<u8> {
        let mut search = Search { shared: self, feed_url: &icon.feed_url, is_heard: true };
        let found = search.find(icon);
        let is_known = found.is_some() || search.is_heard;
        let bytes = found.unwrap_or(before);
        if is_known {
            self.icons.keep(path, &bytes);
        }
        bytes
    }
}

/// A search for the icon of a feed.
struct Search<'a> {
    shared: &'a Shared,
    feed_url: &'a Url,
    /// Whether all who were asked have answered.
    is_heard: bool,
}

impl Search<'_> {
    fn find(&mut self, icon: &IconOf) -> Option<Vec<u8>> {
        if let Some(own) = icon.icon_url.as_ref().and_then(|url| self.usable(url, NamedBy::Feed)) {
            return Some(own);
        }
        let site = site_of(&icon.feed_url, icon.site_url.as_ref())?;
        self.page_icons(&site)
            .into_iter()
            .chain(favicon(&site))
            .find_map(|url| self.usable(&url, NamedBy::Site))
    }

    /// What the page of a site names; the page is asked once a month for all feeds of its host.
    fn page_icons(&mut self, site: &Url) -> Vec<Url> {
        let path = self.shared.icons.page_path(site);
        if let Some(kept) = Icons::kept(&path).filter(|kept| kept.age < PAGE_LASTS) {
            return String::from_utf8_lossy(&kept.bytes)
                .lines()
                .filter_map(|line| Url::parse(line).ok())
                .collect();
        }
        let mut asking = Search { is_heard: true, ..*self };
        let icons = asking.ask_page(site).unwrap_or_default();
        if asking.is_heard {
            let lines: Vec<&str> = icons.iter().map(Url::as_str).collect();
            self.shared.icons.keep(&path, lines.join("\n").as_bytes());
        }
        self.is_heard &= asking.is_heard;
        icons
    }

    fn ask_page(&mut self, site: &Url) -> Option<Vec<Url>> {
        let answer = self.ask(site, MAX_SITE_BYTES)?;
        let charset =
            answer.headers.content_type.as_deref().and_then(charset).map(ToOwned::to_owned);
        let bytes = answer.body.decode(site).ok()?;
        Some(icons_of_page(&bytes, &answer.url, charset.as_deref()))
    }

    /// What a server has, if it has it.
    fn ask(&mut self, url: &Url, bytes_max: usize) -> Option<Response> {
        let request = Request { bytes_max, ..Request::named_at(self.feed_url, url.clone()) };
        let answer = self.shared.answer(self.shared.icon_client.as_ref(), &request);
        self.is_heard &= is_word(&answer);
        answer.ok().filter(Response::is_ok)
    }

    /// The bytes of an icon, if it can be shown.
    fn usable(&mut self, url: &Url, named_by: NamedBy) -> Option<Vec<u8>> {
        let bytes = match url.scheme() {
            "http" | "https" => self.ask(url, MAX_ICON_BYTES)?.body.decode(url).ok()?,
            "data" => super::data_bytes(url).ok()?,
            _ => return None,
        };
        if bytes.len() > MAX_ICON_BYTES {
            return None;
        }
        let tried = bytes.clone();
        let picture = self.shared.in_studio(move || decode(&tried, 1.0, TRIED)).ok()?.ok()?;
        let (width, height) = picture.natural;
        let fits = width.min(height) >= MIN_PIXELS
            && (named_by == NamedBy::Site || is_squarish(picture.natural));
        fits.then_some(bytes)
    }
}

/// Whether a server has said whether it has something: what it refuses for a moment only, it may
/// have.
fn is_word(answer: &Result<Response, FetchError>) -> bool {
    match answer {
        Ok(response) => {
            response.is_ok()
                || (matches!(response.status, 400..=499)
                    && !matches!(response.status, 408 | 425 | 429))
        }
        Err(error) => matches!(
            error,
            FetchError::TooLarge { .. } | FetchError::Redirect { .. } | FetchError::Private { .. }
        ),
    }
}

fn charset(content_type: &str) -> Option<&str> {
    let parameter = content_type
        .split(';')
        .map(str::trim)
        .find(|part| part.to_ascii_lowercase().starts_with("charset="))?;
    parameter.get("charset=".len()..).map(|label| label.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icons() -> (tempfile::TempDir, Icons) {
        let dir = tempfile::tempdir().unwrap();
        let icons = Icons::new(dir.path().join("icons"));
        (dir, icons)
    }

    fn age(path: &Path, by: Duration) {
        fs::File::options()
            .append(true)
            .open(path)
            .unwrap()
            .set_modified(SystemTime::now() - by)
            .unwrap();
    }

    #[test]
    fn what_was_kept_is_there_with_its_age() {
        let (_dir, icons) = icons();
        let path = icons.feed_path(&Url::parse("https://example.org/feed").unwrap());
        assert_eq!(Icons::kept(&path), None);
        icons.keep(&path, b"icon");
        age(&path, ICON_LASTS);
        let kept = Icons::kept(&path).unwrap();
        assert!(kept.bytes == b"icon" && kept.age >= ICON_LASTS, "{kept:?}");
    }

    #[test]
    fn the_first_that_is_kept_has_the_forgotten_removed() {
        let (_dir, icons) = icons();
        let path = |name: &str| icons.dir.join(name);
        let days = FORGOTTEN_AFTER.as_secs() / DAY;
        for (name, days) in [("old", days + 1), ("young", days - 1)] {
            write_atomically(&path(name), b"x").unwrap();
            age(&path(name), Duration::from_secs(days * DAY));
        }
        icons.keep(&path("new"), b"x");
        assert_eq!(["old", "young", "new"].map(|name| path(name).exists()), [false, true, true]);
    }

    #[test]
    fn feeds_of_one_host_share_its_page() {
        let (_dir, icons) = icons();
        let path = |address: &str| icons.page_path(&Url::parse(address).unwrap());
        assert_eq!(path("https://example.org/a"), path("https://example.org/b?c"));
        assert_ne!(path("https://example.org/"), path("https://example.org:8080/"));
    }

    #[test]
    fn a_banner_is_no_icon() {
        assert!(is_squarish((100, 100)) && is_squarish((120, 90)) && is_squarish((90, 120)));
        assert!(!is_squarish((144, 100)) && !is_squarish((88, 31)) && !is_squarish((31, 88)));
    }

    #[test]
    fn only_an_answer_says_that_there_is_no_icon() {
        let status = |status| {
            is_word(&Ok(Response {
                status,
                ..Response::local(Url::parse("https://a.org/").unwrap(), Vec::new())
            }))
        };
        assert!([200, 403, 404, 410].into_iter().all(status));
        assert!(![429, 500, 503].into_iter().any(status));
        let broken = FetchError::Transfer { source: "gone".into(), host: "a.org".into() };
        assert!(!is_word(&Err(broken)));
        assert!(is_word(&Err(FetchError::TooLarge { limit: 1, host: "a.org".into() })));
    }

    #[test]
    fn the_charset_is_read_from_the_content_type() {
        assert_eq!(charset("text/html; Charset=\"utf-8\""), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }
}
