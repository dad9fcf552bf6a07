//! The cache of fetched pictures on disk: one file each, named after the hash of the URL. Files may
//! be deleted at any time.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use url::Url;

/// Most bytes of pictures kept.
const CACHE_BYTES: u64 = 256 << 20;
/// Bytes written between two sweeps of the directory.
const SWEEP_EVERY: u64 = 16 << 20;

#[derive(Debug)]
pub(super) struct Cache {
    dir: PathBuf,
    limit: u64,
    /// Bytes written since the last sweep.
    written: AtomicU64,
}

impl Cache {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self::limited(dir, CACHE_BYTES)
    }

    fn limited(dir: PathBuf, limit: u64) -> Self {
        // Starting at the limit makes the first picture of a session trigger a sweep.
        Self { dir, limit, written: AtomicU64::new(SWEEP_EVERY) }
    }

    /// The bytes of a picture, if they are cached. Reading counts as use.
    pub(super) fn get(&self, url: &Url) -> Option<Vec<u8>> {
        let path = self.path(url);
        let bytes = fs::read(&path).ok()?;
        // The modification time serves as the time of last use. If it can't be set, the picture is
        // merely deleted earlier.
        let _ = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    /// Caches the bytes of a picture. A cache that can't be written is not an error: pictures are
    /// then fetched again.
    pub(super) fn put(&self, url: &Url, bytes: &[u8]) {
        if let Err(err) = self.write(&self.path(url), bytes) {
            log::warn!("can't write to the picture cache: {err}");
            return;
        }
        let written =
            self.written.fetch_add(bytes.len() as u64, Ordering::Relaxed) + bytes.len() as u64;
        if written > SWEEP_EVERY {
            self.written.store(0, Ordering::Relaxed);
            self.sweep();
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.dir)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.dir)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|err| err.error)?;
        Ok(())
    }

    /// Deletes the least recently used pictures until the rest fits the limit.
    fn sweep(&self) {
        let Ok(found) = fs::read_dir(&self.dir) else { return };
        let known = |item: fs::DirEntry| {
            let meta = item.metadata().ok()?;
            Some((meta.modified().ok()?, meta.len(), item.path()))
        };
        let mut files: Vec<_> = found.flatten().filter_map(known).collect();
        files.sort_unstable_by_key(|(used, _, _)| *used);
        let mut total: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, bytes, path) in files {
            if total <= self.limit {
                break;
            }
            total -= bytes;
            let _ = fs::remove_file(path);
        }
    }

    fn path(&self, url: &Url) -> PathBuf {
        self.dir.join(blake3::hash(url.as_str().as_bytes()).to_hex().get(..32).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn url(name: &str) -> Url {
        format!("https://example.org/{name}").parse().unwrap()
    }

    #[test]
    fn a_picture_is_found_under_its_own_address_only() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::new(dir.path().join("pictures"));
        cache.put(&url("a"), b"one");
        assert_eq!(cache.get(&url("a")), Some(b"one".to_vec()));
        assert_eq!(cache.get(&url("b")), None);
    }

    #[test]
    fn the_directory_may_vanish_at_any_time() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::new(dir.path().join("pictures"));
        cache.put(&url("a"), b"one");
        fs::remove_dir_all(dir.path().join("pictures")).unwrap();
        assert_eq!(cache.get(&url("a")), None);
        cache.put(&url("a"), b"two");
        assert_eq!(cache.get(&url("a")), Some(b"two".to_vec()));
    }

    #[test]
    fn the_least_recently_used_picture_is_deleted_first() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::limited(dir.path().to_owned(), 5);
        for (at, name) in ["old", "used", "new"].into_iter().enumerate() {
            cache.write(&cache.path(&url(name)), b"12").unwrap();
            let then = SystemTime::now() - Duration::from_secs(1000 - at as u64);
            File::options()
                .append(true)
                .open(cache.path(&url(name)))
                .unwrap()
                .set_modified(then)
                .unwrap();
        }
        assert!(cache.get(&url("used")).is_some());
        cache.sweep();
        assert_eq!(
            ["old", "used", "new"].map(|name| cache.get(&url(name)).is_some()),
            [false, true, true]
        );
    }

    #[test]
    fn a_directory_that_cannot_be_written_is_not_an_error() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        let cache = Cache::new(dir.path().join("file").join("pictures"));
        cache.put(&url("a"), b"one");
        assert_eq!(cache.get(&url("a")), None);
    }
}
