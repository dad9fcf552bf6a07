//! The sizes of all pictures decoded before, so that an article can reserve space for them before
//! they arrive.
//!
//! They are lines in one file beside the cache: hash of the URL, width, height. The file may be
//! deleted at any time.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use url::Url;

use crate::document::{Document, Image};

/// Most sizes kept. A larger file is cut to the latest half of this number when it is read.
const MAX_SIZES: usize = 20_000;

#[derive(Debug)]
pub(in crate::worker) struct Sizes {
    file: PathBuf,
    /// Read from the file when first needed.
    known: Mutex<Option<HashMap<String, (u32, u32)>>>,
}

impl Sizes {
    /// The sizes of the pictures cached in a directory.
    pub(in crate::worker) fn new(dir: &Path) -> Self {
        Self { file: dir.with_extension("sizes"), known: Mutex::default() }
    }

    /// Sets the size of every picture in a document that declares none and whose size is known.
    pub(in crate::worker) fn fill(&self, document: &mut Document) {
        self.with(|known| {
            document.visit_images_mut(&mut |image: &mut Image| {
                if image.size == (None, None)
                    && let Some((width, height)) = known.get(&key(&image.url))
                {
                    image.size = (Some(*width), Some(*height));
                }
            });
        });
    }

    /// Remembers the size of a picture.
    pub(super) fn learn(&self, url: &Url, size: (u32, u32)) {
        let key = key(url);
        let is_new = self.with(|known| known.insert(key.clone(), size) != Some(size));
        let line = format!("{key} {} {}\n", size.0, size.1);
        let append = || {
            File::options().create(true).append(true).open(&self.file)?.write_all(line.as_bytes())
        };
        if is_new && let Err(err) = append() {
            log::debug!("can't save the size of a picture: {err}");
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<String, (u32, u32)>) -> T) -> T {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        act(known.get_or_insert_with(|| self.read()))
    }

    fn read(&self) -> HashMap<String, (u32, u32)> {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let first = if lines.len() > MAX_SIZES { lines.len() - MAX_SIZES / 2 } else { 0 };
        let kept = lines.get(first..).unwrap_or_default();
        if first > 0 {
            let _ = fs::write(&self.file, kept.join("\n") + "\n");
        }
        kept.iter().filter_map(|line| parsed(line)).collect()
    }
}

fn key(url: &Url) -> String {
    blake3::hash(url.as_str().as_bytes()).to_hex().get(..32).unwrap_or_default().to_owned()
}

fn parsed(line: &str) -> Option<(String, (u32, u32))> {
    let mut parts = line.split(' ');
    let (key, width, height) =
        (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (width > 0 && height > 0).then(|| (key.to_owned(), (width, height)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, from_html};

    fn size(document: &Document) -> (Option<u32>, Option<u32>) {
        let Some(Block::Image(image)) = document.blocks.first() else { panic!("no picture") };
        image.size
    }

    #[test]
    fn a_known_size_is_filled_in_after_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let pictures = dir.path().join("pictures");
        Sizes::new(&pictures).learn(&"https://example.org/a.png".parse().unwrap(), (640, 480));
        let mut document = from_html("<img src='https://example.org/a.png'>", None);
        Sizes::new(&pictures).fill(&mut document);
        assert_eq!(size(&document), (Some(640), Some(480)));
    }

    #[test]
    fn a_declared_size_stays_and_a_damaged_file_does_no_harm() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("pictures.sizes"), "x\n\u{0} 1\n1 2\nabc 0 0\n").unwrap();
        let sizes = Sizes::new(&dir.path().join("pictures"));
        sizes.learn(&"https://example.org/a.png".parse().unwrap(), (640, 480));
        let mut document = from_html("<img width=100 src='https://example.org/a.png'>", None);
        sizes.fill(&mut document);
        assert_eq!(size(&document), (Some(100), None));
    }

    #[test]
    fn only_the_latest_half_of_too_many_sizes_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("pictures.sizes");
        let lines: Vec<String> = (0..=MAX_SIZES).map(|at| format!("{at} 1 1")).collect();
        fs::write(&file, lines.join("\n")).unwrap();
        assert_eq!(Sizes::new(&dir.path().join("pictures")).read().len(), MAX_SIZES / 2);
        assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), MAX_SIZES / 2);
    }
}
