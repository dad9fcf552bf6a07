//! Fetched pictures on disk: a file each, named after the hash of its address. Anyone may delete
//! them at any time.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use url::Url;

/// Most bytes of pictures that are kept.
pub(super) const CACHE_BYTES: u64 = 256 << 20;
/// After so many bytes the directory is looked through again.
const SWEEP_EVERY: u64 = 16 << 20;

/// Fetched pictures on disk.
#[derive(Debug)]
pub(super) struct Cache {
    dir: PathBuf,
    limit: u64,
    /// Bytes written since the last look.
    written: AtomicU64,
}

impl Cache {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self::limited(dir, CACHE_BYTES)
    }

    fn limited(dir: PathBuf, limit: u64) -> Self {
        // The first picture of a session has the directory looked through.
        Self { dir, limit, written: AtomicU64::new(SWEEP_EVERY) }
    }

    /// The bytes of a picture, if they are here. Looking counts as use.
    pub(super) fn get(&self, url: &Url) -> Option<Vec<u8>> {
        let path = self.path(url);
        let bytes = fs::read(&path).ok()?;
        // What was used last goes last; where that cannot be noted, age decides.
        let _ = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    /// Keeps the bytes of a picture. A cache that cannot be written is no cache, and no error.
    pub(super) fn put(&self, url: &Url, bytes: &[u8]) {
        if let Err(err) = self.write(&self.path(url), bytes) {
            log::warn!("the cache of pictures can't be written: {err}");
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

    /// Deletes what was used longest ago until the rest is small enough.
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
    fn what_was_put_is_there_and_nothing_else() {
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
    fn what_was_used_longest_ago_goes_first() {
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
    fn a_place_that_cannot_be_written_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        let cache = Cache::new(dir.path().join("file").join("pictures"));
        cache.put(&url("a"), b"one");
        assert_eq!(cache.get(&url("a")), None);
    }
}
