//! Writes the own operations. No other device's files are touched.

use std::io;

use super::about::{self, About};
use super::cipher::Cipher;
use super::device::DeviceId;
use super::files::{FileInfo, Files};
use super::lines::write_line;
use super::problem::Problem;
use super::record::Line;
use super::replica::{Progress, Replica, Whose};
use super::scan::{ABOUT, Name, OPEN, base_name, parse_name, path_of, segment_name};
use super::segment::{FILE_BYTES_MAX, Header, Kind, encode};

/// A segment ends after so much text.
const SEGMENT_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// A device says at least this often that it is there.
const TELL_EVERY_MILLIS: u64 = 24 * 60 * 60 * 1000;
/// A smaller file cannot be whole.
const WHOLE_BYTES_MIN: u64 = 64;

/// When files become others. Simulations have smaller numbers.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The file that is written again and again is not larger.
    pub open_bytes: usize,
    /// Segments become a base when they are larger together, or after this time.
    pub segments_bytes: u64,
    pub base_every_millis: u64,
}

impl Limits {
    pub const NORMAL: Self = Self {
        open_bytes: 64 * 1024,
        segments_bytes: 4 * 1024 * 1024,
        base_every_millis: 30 * 24 * 60 * 60 * 1000,
    };
}

/// Why a pass ends early.
#[derive(Debug)]
pub(super) enum Stop<E> {
    Folder(Problem),
    Library(E),
}

impl<E> From<io::Error> for Stop<E> {
    fn from(error: io::Error) -> Self {
        Self::Folder(error.into())
    }
}

pub(super) struct Pusher<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) cipher: Option<&'a Cipher>,
    pub(super) now: u64,
    pub(super) version: &'a str,
    pub(super) limits: Limits,
}

impl Pusher<'_> {
    /// Writes what is new. `own` are the files that this device has in the folder. Returns the
    /// number of files that were written.
    pub(super) fn push<R: Replica>(
        &self,
        own: &[FileInfo],
        replica: &mut R,
    ) -> Result<u32, Stop<R::Error>> {
        let mut progress = replica.progress().map_err(Stop::Library)?;
        let mut written = 0;
        if progress.owes_base {
            let lines = replica.registers(Whose::Everybodys).map_err(Stop::Library)?;
            let last = progress.last;
            if self.write_base(progress.device, last, &lines)? {
                replica.note_written(last, last).map_err(Stop::Library)?;
                written += 1;
            }
            replica.note_compacted(self.now).map_err(Stop::Library)?;
            progress = replica.progress().map_err(Stop::Library)?;
        } else if !is_covered(own, progress.sealed) {
            let lines = replica.registers(Whose::Own).map_err(Stop::Library)?;
            let is_written = self.write_base(progress.device, progress.sealed, &lines)?;
            written += u32::from(is_written);
        }
        let has_open = own.iter().any(|info| info.name == OPEN);
        if progress.last > progress.written || (progress.last > progress.sealed && !has_open) {
            written += self.write_operations(&progress, replica)?;
        }
        written += self.compact(own, replica)?;
        Ok(written)
    }

    fn write_operations<R: Replica>(
        &self,
        progress: &Progress,
        replica: &mut R,
    ) -> Result<u32, Stop<R::Error>> {
        let lines = replica.unsealed().map_err(Stop::Library)?;
        let device = progress.device;
        let last = progress.sealed + lines.len() as u64;
        let mut written = 1;
        if lines.is_empty() {
            return Ok(0);
        }
        let whole = self.segment(device, progress.sealed + 1, &lines)?;
        if whole.len() <= self.limits.open_bytes {
            self.files.write(&path_of(device, OPEN), &whole)?;
            replica.note_written(last, progress.sealed).map_err(Stop::Library)?;
            return Ok(written);
        }
        let mut first = progress.sealed + 1;
        for part in parts(&lines) {
            let end = first + part.len() as u64 - 1;
            let bytes = self.segment(device, first, part)?;
            self.files.write(&path_of(device, &segment_name(first, end)), &bytes)?;
            replica.note_written(end, end).map_err(Stop::Library)?;
            first = end + 1;
            written += 1;
        }
        self.files.remove(&path_of(device, OPEN))?;
        Ok(written)
    }

    fn segment(&self, device: DeviceId, first: u64, lines: &[Line]) -> Result<Vec<u8>, Problem> {
        let last = first + lines.len() as u64 - 1;
        let header = Header { kind: Kind::Segment, device, first, last };
        encode(header, lines, self.cipher).ok_or_else(cannot_encode)
    }

    /// Returns false if the base would be too large to be read.
    fn write_base(&self, device: DeviceId, last: u64, lines: &[Line]) -> Result<bool, Problem> {
        let header = Header { kind: Kind::Base, device, first: last, last };
        let bytes = encode(header, lines, self.cipher).ok_or_else(cannot_encode)?;
        let is_readable = bytes.len() as u64 <= FILE_BYTES_MAX;
        if is_readable {
            self.files.write(&path_of(device, &base_name(last)), &bytes)?;
        }
        Ok(is_readable)
    }

    /// Replaces segments by a base when they have become many, and removes files that a base
    /// replaces.
    fn compact<R: Replica>(
        &self,
        own: &[FileInfo],
        replica: &mut R,
    ) -> Result<u32, Stop<R::Error>> {
        let progress = replica.progress().map_err(Stop::Library)?;
        let segments: Vec<&FileInfo> = own
            .iter()
            .filter(|info| matches!(parse_name(&info.name), Name::Segment { .. }))
            .collect();
        let bytes: u64 = segments.iter().map(|info| info.bytes).sum();
        let is_old = self.now.saturating_sub(progress.compacted) > self.limits.base_every_millis;
        let mut written = 0;
        if bytes > self.limits.segments_bytes || (is_old && segments.len() > 1) {
            let lines = replica.registers(Whose::Own).map_err(Stop::Library)?;
            if self.write_base(progress.device, progress.sealed, &lines)? {
                written = 1;
            }
            replica.note_compacted(self.now).map_err(Stop::Library)?;
        }
        let base = own.iter().filter_map(|info| match is_kept(info)? {
            Name::Base { last } => Some(last),
            Name::Segment { .. } | Name::Open | Name::About | Name::Other => None,
        });
        let base = base.chain((written == 1).then_some(progress.sealed)).max();
        for info in own {
            let is_replaced = match parse_name(&info.name) {
                Name::Segment { last, .. } => base.is_some_and(|base| last <= base),
                Name::Base { last } => base.is_some_and(|base| last < base),
                Name::Open | Name::About | Name::Other => false,
            };
            if is_replaced {
                self.files.remove(&path_of(progress.device, &info.name))?;
            }
        }
        Ok(written)
    }

    /// Says how far this device is, if that has changed or was said long ago.
    pub(super) fn tell<R: Replica>(
        &self,
        told: Option<&About>,
        token: u64,
        replica: &mut R,
    ) -> Result<bool, Stop<R::Error>> {
        let progress = replica.progress().map_err(Stop::Library)?;
        let applied =
            progress.applied.iter().map(|(id, last)| (String::from(*id), *last)).collect();
        let mut about = About {
            name: progress.name.clone(),
            version: self.version.to_owned(),
            last: progress.last,
            token: progress.tokens[0],
            told: self.now,
            applied,
            is_replaced: false,
        };
        let is_news = told.is_none_or(|told| {
            (told.last, &told.applied, &told.name) != (about.last, &about.applied, &about.name)
                || told.token != about.token
                || self.now.abs_diff(progress.told) > TELL_EVERY_MILLIS
        });
        if !is_news {
            return Ok(false);
        }
        // Always a new one, even if the one before did not reach the folder: an old copy of this
        // library may know that one.
        let before = told.map_or(0, |told| told.token);
        replica.note_tokens([token, before], self.now).map_err(Stop::Library)?;
        about.token = token;
        self.write_about(progress.device, &about)?;
        Ok(true)
    }

    pub(super) fn write_about(&self, device: DeviceId, about: &About) -> Result<(), Problem> {
        let bytes = about::encode(device, about, self.cipher).ok_or_else(cannot_encode)?;
        Ok(self.files.write(&path_of(device, ABOUT), &bytes)?)
    }
}

impl<E> From<Problem> for Stop<E> {
    fn from(problem: Problem) -> Self {
        Self::Folder(problem)
    }
}

fn cannot_encode() -> Problem {
    Problem::Failed { message: "the operations cannot be written".to_owned() }
}

/// Splits lines where a segment ends.
fn parts(lines: &[Line]) -> Vec<&[Line]> {
    let mut parts = Vec::new();
    let (mut begin, mut bytes) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        bytes += write_line(line).len();
        if bytes >= SEGMENT_TEXT_BYTES {
            parts.extend(lines.get(begin..=at));
            (begin, bytes) = (at + 1, 0);
        }
    }
    parts.extend(lines.get(begin..).filter(|rest| !rest.is_empty()));
    parts
}

/// The name of a file that others can read operations from.
fn is_kept(info: &FileInfo) -> Option<Name> {
    let name = parse_name(&info.name);
    let has_operations = matches!(name, Name::Segment { .. } | Name::Base { .. });
    (has_operations && info.bytes >= WHOLE_BYTES_MIN).then_some(name)
}

/// Whether the files have all operations up to this one.
fn is_covered(own: &[FileInfo], sealed: u64) -> bool {
    let mut ranges: Vec<(u64, u64)> = own
        .iter()
        .filter_map(|info| match is_kept(info)? {
            Name::Segment { first, last } => Some((first, last)),
            Name::Base { last } => Some((0, last)),
            Name::Open | Name::About | Name::Other => None,
        })
        .collect();
    ranges.sort_unstable();
    let mut reached = 0;
    for (first, last) in ranges {
        if first <= reached + 1 {
            reached = reached.max(last);
        }
    }
    reached >= sealed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(name: &str) -> FileInfo {
        FileInfo { name: name.to_owned(), is_directory: false, bytes: 100, modified: 0 }
    }

    #[test]
    fn files_that_were_lost_are_noticed() {
        let own = [info("base-000000000010"), info("s-000000000008-000000000020"), info("open")];
        assert!(is_covered(&own, 20) && !is_covered(&own, 21));
        assert!(!is_covered(&own[1..], 20) && is_covered(&[], 0) && !is_covered(&[], 1));
        let cut = FileInfo { bytes: 0, ..info("base-000000000020") };
        assert!(!is_covered(&[cut], 20));
    }
}
