//! The icons of feeds: looked for at most once a week, and only after the user has refreshed the
//! feed.
//!
//! A file per feed holds its icon; an empty file means that it has none. A file per host holds the
//! icon URLs that its page names, and a file per such URL the icon, or nothing if it is missing:
//! many feeds of one host have one icon. The modification time of a file is the time of the search.
//! Files may be deleted at any time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, SystemTime};

use url::Url;

use super::fetcher::Fetcher;
use super::studio::Studio;
use crate::article::IconSource;
use crate::config::write_atomically;
use crate::i18n::t;
use crate::net::icons::{favicon, icons_of_page, site_of};
use crate::net::{Accepts, FetchError, Request, Response};
use crate::picture::{Fit, PictureError, data_bytes, decode};

const DAY: u64 = 24 * 60 * 60;
/// How long an icon stays valid, and how long a feed without one is not searched again.
const ICON_LASTS: Duration = Duration::from_secs(7 * DAY);
/// How long the icon URLs of a host's page stay valid.
const PAGE_LASTS: Duration = Duration::from_secs(30 * DAY);
/// A file that is older belongs to a feed that is gone.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(120 * DAY);
/// The largest icon, in bytes.
const MAX_ICON_BYTES: usize = 256 << 10;
/// The largest page that is searched for icons, in bytes on the wire.
const MAX_PAGE_BYTES: usize = 2 << 20;
/// The size at which an icon is decoded to test it.
const TEST_SIZE: Fit = Fit { width: 64, height: 64 };
/// Smaller pictures are tracking pixels.
const MIN_PIXELS: u32 = 8;

#[derive(Debug)]
pub(super) struct Icons {
    dir: PathBuf,
    swept: Once,
}

#[derive(Debug, PartialEq, Eq)]
struct CachedFile {
    bytes: Vec<u8>,
    age: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    /// Feeds often name a banner, so the shape is checked.
    Feed,
    Site,
}

impl Icons {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self { dir, swept: Once::new() }
    }

    fn cached(path: &Path) -> Option<CachedFile> {
        let bytes = fs::read(path).ok()?;
        let written = fs::metadata(path).and_then(|meta| meta.modified()).ok()?;
        // A time in the future comes from a clock that was wrong then.
        let age = SystemTime::now().duration_since(written).unwrap_or(Duration::MAX);
        Some(CachedFile { bytes, age })
    }

    fn cache(&self, path: &Path, bytes: &[u8]) {
        self.swept.call_once(|| self.sweep());
        if let Err(err) = write_atomically(path, bytes) {
            log::warn!("can't write to the icon cache: {err}");
        }
    }

    /// Deletes the files of feeds and hosts that were not searched for long.
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

    fn site_icon_path(&self, url: &Url) -> PathBuf {
        self.dir.join(format!("site-{}", hash(url.as_str())))
    }

    fn page_path(&self, site: &Url) -> PathBuf {
        let origin = site.origin().ascii_serialization();
        self.dir.join(format!("page-{}", hash(&origin)))
    }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().get(..32).unwrap_or_default().to_owned()
}

/// Whether width and height are nearly equal. A banner is unreadable at the size of an icon.
fn is_squarish((width, height): (u32, u32)) -> bool {
    let (width, height) = (u64::from(width), u64::from(height));
    width * 3 <= height * 4 && height * 3 <= width * 4
}

impl Icons {
    /// The icon of a feed: from the cache, or from its site if a search is due and allowed.
    pub(super) fn icon(
        &self,
        source: &IconSource,
        fetcher: &Fetcher,
        studio: &Studio,
    ) -> Result<Vec<u8>, PictureError> {
        let path = self.feed_path(&source.feed_url);
        let cached = Self::cached(&path);
        let is_due =
            source.may_fetch && cached.as_ref().is_none_or(|cached| cached.age >= ICON_LASTS);
        let old = cached.map(|cached| cached.bytes).unwrap_or_default();
        let bytes = if is_due {
            let search = Search {
                icons: self,
                fetcher,
                studio,
                feed_url: &source.feed_url,
                is_answered: true,
            };
            self.search(search, source, &path, old)
        } else {
            old
        };
        if bytes.is_empty() {
            Err(PictureError::Fetch { message: t!(error_picture_no_icon) })
        } else {
            Ok(bytes)
        }
    }

    /// Searches for an icon and caches the result; without one, the old icon stays. Failing to find
    /// an icon is cached only if every server answered: being offline for a moment proves nothing.
    fn search(
        &self,
        mut search: Search<'_>,
        source: &IconSource,
        path: &Path,
        old: Vec<u8>,
    ) -> Vec<u8> {
        let found = search.find(source);
        let is_known = found.is_some() || search.is_answered;
        let bytes = found.unwrap_or(old);
        if is_known {
            self.cache(path, &bytes);
        }
        bytes
    }
}

/// A search for the icon of a feed.
struct Search<'a> {
    icons: &'a Icons,
    fetcher: &'a Fetcher,
    studio: &'a Studio,
    feed_url: &'a Url,
    /// Whether every server that was asked has answered.
    is_answered: bool,
}

impl Search<'_> {
    fn find(&mut self, source: &IconSource) -> Option<Vec<u8>> {
        if let Some(own) = source.icon_url.as_ref().and_then(|url| self.usable(url, NamedBy::Feed))
        {
            return Some(own);
        }
        let site = site_of(&source.feed_url, source.site_url.as_ref())?;
        self.page_icons(&site)
            .into_iter()
            .chain(favicon(&site))
            .find_map(|url| self.site_icon(&url))
    }

    /// The icon at an address that a site names, which is fetched once a week for all feeds of the
    /// site.
    fn site_icon(&mut self, url: &Url) -> Option<Vec<u8>> {
        if url.scheme() == "data" {
            return self.usable(url, NamedBy::Site);
        }
        let path = self.icons.site_icon_path(url);
        if let Some(cached) = Icons::cached(&path).filter(|cached| cached.age < ICON_LASTS) {
            return Some(cached.bytes).filter(|bytes| !bytes.is_empty());
        }
        let mut icon_search = Search { is_answered: true, ..*self };
        let found = icon_search.usable(url, NamedBy::Site);
        if found.is_some() || icon_search.is_answered {
            self.icons.cache(&path, found.as_deref().unwrap_or_default());
        }
        self.is_answered &= icon_search.is_answered;
        found
    }

    /// The icon URLs on the page of a site. The page is fetched once a month for all feeds of the
    /// host.
    fn page_icons(&mut self, site: &Url) -> Vec<Url> {
        let path = self.icons.page_path(site);
        if let Some(cached) = Icons::cached(&path).filter(|cached| cached.age < PAGE_LASTS) {
            return String::from_utf8_lossy(&cached.bytes)
                .lines()
                .filter_map(|line| Url::parse(line).ok())
                .collect();
        }
        let mut page_search = Search { is_answered: true, ..*self };
        let icons = page_search.fetch_page(site).unwrap_or_default();
        if page_search.is_answered {
            let lines: Vec<&str> = icons.iter().map(Url::as_str).collect();
            self.icons.cache(&path, lines.join("\n").as_bytes());
        }
        self.is_answered &= page_search.is_answered;
        icons
    }

    fn fetch_page(&mut self, site: &Url) -> Option<Vec<Url>> {
        let answer = self.fetch(site, MAX_PAGE_BYTES, Accepts::Page)?;
        let charset =
            answer.headers.content_type.as_deref().and_then(charset).map(ToOwned::to_owned);
        let bytes = answer.body.decode(site).ok()?;
        Some(icons_of_page(&bytes, &answer.url, charset.as_deref()))
    }

    /// The response of a server, if it has the resource.
    fn fetch(&mut self, url: &Url, bytes_max: usize, accepts: Accepts) -> Option<Response> {
        let named = Request::named_at(self.feed_url, url.clone());
        let request = Request { accepts, bytes_max, ..named };
        let answer = self.fetcher.icon(&request);
        self.is_answered &= is_conclusive(&answer);
        answer.ok().filter(Response::is_ok)
    }

    /// The bytes of an icon, if it can be decoded and has a suitable shape.
    fn usable(&mut self, url: &Url, named_by: NamedBy) -> Option<Vec<u8>> {
        let bytes = match url.scheme() {
            "http" | "https" => {
                self.fetch(url, MAX_ICON_BYTES, Accepts::Picture)?.body.decode(url).ok()?
            }
            "data" => data_bytes(url).ok()?,
            _ => return None,
        };
        if bytes.len() > MAX_ICON_BYTES {
            return None;
        }
        let copy = bytes.clone();
        let picture = self.studio.run(move || decode(&copy, 1.0, TEST_SIZE)).ok()?.ok()?;
        let (width, height) = picture.natural;
        let fits = width.min(height) >= MIN_PIXELS
            && (named_by == NamedBy::Site || is_squarish(picture.natural));
        fits.then_some(bytes)
    }
}

/// Whether an answer settles whether the server has the resource. A temporary refusal does not.
fn is_conclusive(answer: &Result<Response, FetchError>) -> bool {
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
    fn a_cached_icon_is_found_with_its_age() {
        let (_dir, icons) = icons();
        let path = icons.feed_path(&Url::parse("https://example.org/feed").unwrap());
        assert_eq!(Icons::cached(&path), None);
        icons.cache(&path, b"icon");
        age(&path, ICON_LASTS);
        let cached = Icons::cached(&path).unwrap();
        assert!(cached.bytes == b"icon" && cached.age >= ICON_LASTS, "{cached:?}");
    }

    #[test]
    fn caching_the_first_icon_deletes_old_files() {
        let (_dir, icons) = icons();
        let path = |name: &str| icons.dir.join(name);
        let days = FORGOTTEN_AFTER.as_secs() / DAY;
        for (name, days) in [("old", days + 1), ("young", days - 1)] {
            write_atomically(&path(name), b"x").unwrap();
            age(&path(name), Duration::from_secs(days * DAY));
        }
        icons.cache(&path("new"), b"x");
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
    fn a_banner_is_not_an_icon() {
        assert!(is_squarish((100, 100)) && is_squarish((120, 90)) && is_squarish((90, 120)));
        assert!(!is_squarish((144, 100)) && !is_squarish((88, 31)) && !is_squarish((31, 88)));
    }

    #[test]
    fn only_a_conclusive_answer_means_that_there_is_no_icon() {
        let status = |status| {
            is_conclusive(&Ok(Response {
                status,
                ..Response::local(Url::parse("https://a.org/").unwrap(), Vec::new())
            }))
        };
        assert!([200, 403, 404, 410].into_iter().all(status));
        assert!(![429, 500, 503].into_iter().any(status));
        let broken = FetchError::Transfer { source: "gone".into(), host: "a.org".into() };
        assert!(!is_conclusive(&Err(broken)));
        assert!(is_conclusive(&Err(FetchError::TooLarge { limit: 1, host: "a.org".into() })));
    }

    #[test]
    fn the_charset_is_read_from_the_content_type() {
        assert_eq!(charset("text/html; Charset=\"utf-8\""), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }
}
