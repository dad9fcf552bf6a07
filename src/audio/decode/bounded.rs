//! A reader that begins at some byte, and gives out no more than a budget: the decoders believe the
//! lengths in a file, and a file may lie.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use symphonia::core::io::MediaSource;

/// The bytes that may still be read.
#[derive(Clone, Default)]
pub(super) struct Budget(Arc<AtomicU64>);

impl Budget {
    pub(super) fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

pub(super) struct Bounded {
    inner: Box<dyn MediaSource>,
    /// What is byte 0 here is this byte there.
    base: u64,
    budget: Budget,
}

impl Bounded {
    pub(super) fn new(inner: Box<dyn MediaSource>, base: u64, budget: Budget) -> Self {
        Self { inner, base, budget }
    }
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.0.load(Ordering::Relaxed);
        let room = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let Some(part) = buffer.get_mut(..room).filter(|part| !part.is_empty()) else {
            return Err(io::Error::other("too many bytes for one step"));
        };
        let length = self.inner.read(part)?;
        self.budget.0.store(left.saturating_sub(length as u64), Ordering::Relaxed);
        Ok(length)
    }
}

impl Seek for Bounded {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(at.saturating_add(self.base)),
            SeekFrom::Current(by) => SeekFrom::Current(by),
            SeekFrom::End(by) => SeekFrom::End(by),
        };
        let at = self.inner.seek(to)?;
        at.checked_sub(self.base).ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }
}

impl MediaSource for Bounded {
    fn is_seekable(&self) -> bool {
        self.inner.is_seekable()
    }

    fn byte_len(&self) -> Option<u64> {
        self.inner.byte_len().map(|length| length.saturating_sub(self.base))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn bounded(budget: u64) -> Bounded {
        let own = Budget::default();
        own.set(budget);
        Bounded::new(Box::new(Cursor::new(b"tag:body".to_vec())), 4, own)
    }

    #[test]
    fn a_file_begins_after_its_tag() {
        let mut reader = bounded(100);
        let mut text = String::new();
        assert_eq!(reader.seek(SeekFrom::Start(0)).unwrap(), 0);
        reader.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), reader.byte_len()), ("body", Some(4)));
        assert!(reader.seek(SeekFrom::End(-6)).is_err(), "that is within the tag");
    }

    #[test]
    fn reading_ends_with_the_budget() {
        let mut reader = bounded(3);
        reader.seek(SeekFrom::Start(0)).unwrap();
        let mut bytes = Vec::new();
        assert!(reader.read_to_end(&mut bytes).is_err());
        assert_eq!(bytes, b"bod");
        assert!(reader.budget.is_spent());
    }
}
