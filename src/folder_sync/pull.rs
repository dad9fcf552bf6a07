//! Reads the operations of another device, strictly in their order. A gap waits: the missing file
//! is under way, or its device replaces it by a base.

use super::cipher::Cipher;
use super::device::DeviceId;
use super::files::Files;
use super::marks::MARKS_IN_A_LINE;
use super::record::Line;
use super::replica::Replica;
use super::scan::{DeviceFiles, Name, parse_name, path_of};
use super::segment::{Contents, FILE_BYTES_MAX, Kind, Refusal, decode};

/// More files with unusual names are not opened.
const UNUSUAL_FILES_MAX: usize = 64;

/// The state of what another device wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pulled {
    pub(super) reached: u64,
    /// Registers that its new operations set.
    pub(super) applied: u64,
    /// When the first operation that waits was made, in milliseconds: it is far ahead.
    pub(super) ahead: Option<u64>,
    /// Files of a newer version.
    pub(super) newer_files: u32,
    /// Files with operations that a file service has renamed.
    pub(super) copies: u32,
    /// Why files are not read.
    pub(super) refusal: Option<Refusal>,
    /// Operations are in the folder, but earlier ones are not there yet.
    pub(super) is_waiting: bool,
}

struct Candidate {
    name: String,
    is_base: bool,
    first: u64,
    last: u64,
}

pub(super) struct Puller<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) cipher: Option<&'a Cipher>,
    pub(super) now: u64,
}

impl Puller<'_> {
    /// Applies what is new of a device, of which `reached` is applied already.
    pub(super) fn pull<R: Replica>(
        &self,
        device: &DeviceFiles,
        reached: u64,
        replica: &mut R,
    ) -> Result<Pulled, R::Error> {
        let mut pulled = Pulled { reached, ..Pulled::default() };
        let mut candidates = self.candidates(device, &mut pulled);
        while let Some(at) = next(&candidates, pulled.reached) {
            let candidate = candidates.swap_remove(at);
            let Some(contents) = self.open(device.id, &candidate.name, &mut pulled) else {
                continue;
            };
            // A name promises more than the file has.
            if contents.header.last <= pulled.reached || !continues(&contents, pulled.reached) {
                continue;
            }
            if !self.apply(device.id, contents, &mut pulled, replica)? {
                break;
            }
        }
        pulled.is_waiting = candidates.iter().any(|candidate| candidate.first > pulled.reached + 1);
        Ok(pulled)
    }

    fn candidates(&self, device: &DeviceFiles, pulled: &mut Pulled) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let mut unusual = 0;
        for info in device.files.iter().filter(|info| info.bytes <= FILE_BYTES_MAX) {
            let name = info.name.clone();
            match parse_name(&name) {
                Name::Segment { first, last } => {
                    candidates.push(Candidate { name, is_base: false, first, last });
                }
                Name::Base { last } => {
                    candidates.push(Candidate { name, is_base: true, first: last, last });
                }
                kind @ (Name::Open | Name::Other) => {
                    unusual += usize::from(kind == Name::Other);
                    if unusual > UNUSUAL_FILES_MAX {
                        continue;
                    }
                    let Some(Contents { header, .. }) = self.open(device.id, &name, pulled) else {
                        continue;
                    };
                    pulled.copies += u32::from(kind == Name::Other);
                    candidates.push(Candidate {
                        name,
                        is_base: header.kind == Kind::Base,
                        first: header.first,
                        last: header.last,
                    });
                }
                Name::About => {}
            }
        }
        candidates.retain(|candidate| candidate.last > pulled.reached);
        candidates
    }

    /// The contents of a file with operations of the device.
    fn open(&self, device: DeviceId, name: &str, pulled: &mut Pulled) -> Option<Contents> {
        let bytes = self.files.read(&path_of(device, name), FILE_BYTES_MAX).ok()?;
        match decode(&bytes, self.cipher) {
            Ok(contents) => {
                let header = contents.header;
                (header.device == device && header.kind != Kind::About).then_some(contents)
            }
            Err(Refusal::Incomplete | Refusal::Malformed) => None,
            Err(Refusal::FromFuture) => {
                pulled.newer_files += 1;
                None
            }
            Err(
                refusal @ (Refusal::NeedsPassphrase
                | Refusal::WrongPassphrase
                | Refusal::NotEncrypted),
            ) => {
                pulled.refusal = Some(refusal);
                None
            }
        }
    }

    /// Returns false if operations wait because they are far ahead.
    fn apply<R: Replica>(
        &self,
        device: DeviceId,
        contents: Contents,
        pulled: &mut Pulled,
        replica: &mut R,
    ) -> Result<bool, R::Error> {
        let header = contents.header;
        let is_base = header.kind == Kind::Base;
        let skipped = if is_base { 0 } else { pulled.reached + 1 - header.first };
        let mut part = Vec::new();
        let mut weight = 0;
        let mut number = pulled.reached;
        for line in contents.lines.into_iter().skip(usize::try_from(skipped).unwrap_or(usize::MAX))
        {
            if let Some(line) = &line
                && line.record.clock().is_ahead(self.now)
            {
                pulled.ahead = pulled.ahead.or(Some(line.record.clock().millis()));
                if is_base {
                    // The order of its lines means nothing.
                    continue;
                }
                break;
            }
            number += u64::from(!is_base);
            weight += line.as_ref().map_or(0, |line: &Line| line.record.weight());
            part.extend(line);
            if weight >= MARKS_IN_A_LINE {
                pulled.applied += replica.apply(device, &part, number)?;
                pulled.reached = number;
                part.clear();
                weight = 0;
            }
        }
        if is_base && pulled.ahead.is_none() {
            number = header.last;
        }
        if !part.is_empty() || number > pulled.reached {
            pulled.applied += replica.apply(device, &part, number)?;
            pulled.reached = number;
        }
        Ok(pulled.ahead.is_none())
    }
}

/// The file to read next: the longest that continues without a gap, or else the newest base.
fn next(candidates: &[Candidate], reached: u64) -> Option<usize> {
    let segment = candidates
        .iter()
        .enumerate()
        .filter(|(_, one)| !one.is_base && one.first <= reached + 1 && one.last > reached)
        .max_by_key(|(_, one)| one.last);
    let base = || {
        candidates
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_base && one.last > reached)
            .max_by_key(|(_, one)| one.last)
    };
    segment.or_else(base).map(|(at, _)| at)
}

fn continues(contents: &Contents, reached: u64) -> bool {
    contents.header.kind == Kind::Base || contents.header.first <= reached + 1
}
