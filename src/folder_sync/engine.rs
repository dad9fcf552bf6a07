//! One pass over the folder: look, find out who we are, read what is new of others, write our own.

use std::io;

use super::about::{self, About};
use super::cipher::Cipher;
use super::device::DeviceId;
use super::files::Files;
use super::problem::Problem;
use super::pull::{Pulled, Puller};
use super::push::{Limits, Pusher, Stop};
use super::replica::{Progress, Replica, Whose};
use super::scan::{DeviceFiles, scan, signature};
use super::segment::{FORMAT, Refusal};

/// The file that marks a folder as ours.
pub const FORMAT_FILE: &str = "format.json";
const FORMAT_BYTES_MAX: u64 = 4096;

/// What was seen in the last pass, so that nothing is read while nothing changes.
#[derive(Debug, Default)]
pub struct Memory {
    signature: Option<u64>,
    report: Report,
}

/// What the folder says of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceReport {
    pub id: DeviceId,
    pub name: String,
    pub version: String,
    /// When it was last heard of, in milliseconds, by its own clock.
    pub told: Option<u64>,
    pub is_own: bool,
    /// Its next operation is of this time, in milliseconds, which is far ahead: one of the two
    /// clocks is wrong.
    pub ahead: Option<u64>,
    /// Files of it are still under way.
    pub is_waiting: bool,
}

/// The result of a pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    pub devices: Vec<DeviceReport>,
    /// The size of the folder.
    pub bytes: u64,
    /// Registers that operations of others set.
    pub applied: u64,
    /// Files that were written.
    pub written: u32,
    /// Files that a newer version of the program wrote.
    pub newer_files: u32,
    /// Copies with other names that a file service made of files.
    pub copies: u32,
    /// This device goes on under another name.
    pub is_renamed: bool,
    /// Nothing had changed.
    pub is_idle: bool,
    pub problem: Option<Problem>,
}

pub struct Engine<'a> {
    pub files: &'a dyn Files,
    pub cipher: Option<&'a Cipher>,
    /// Now, in milliseconds since 1970.
    pub now: u64,
    /// See [`Progress::machine`].
    pub machine: u64,
    /// The version of the program.
    pub version: &'a str,
    pub random: &'a mut dyn FnMut() -> [u8; 16],
    pub limits: Limits,
    /// False while the user has not agreed to join: then nothing is written.
    pub writes: bool,
}

/// Whether the folder is one of ours: `false` if it has nothing of ours yet.
pub fn found_folder(files: &dyn Files) -> Result<bool, Problem> {
    let bytes = match files.read(FORMAT_FILE, FORMAT_BYTES_MAX) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        read => read?,
    };
    let format: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    match format.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if format > u64::from(FORMAT) => Err(Problem::FromFuture),
        Some(_) => Ok(true),
        // Cut: the file is still under way.
        None => Err(Problem::Missing),
    }
}

impl Engine<'_> {
    /// Marks a folder as ours. Everybody writes the same bytes.
    pub fn found(&self) -> Result<(), Problem> {
        if !found_folder(self.files)? {
            let format = format!("{{\"format\":{FORMAT}}}\n");
            self.files.write(FORMAT_FILE, format.as_bytes())?;
        }
        Ok(())
    }

    /// Reads and writes what is new. A problem of the folder is in the report.
    pub fn run<R: Replica>(
        &mut self,
        replica: &mut R,
        memory: &mut Memory,
    ) -> Result<Report, R::Error> {
        let mut report = Report::default();
        match self.pass(replica, memory, &mut report) {
            Ok(()) => {}
            Err(Stop::Library(error)) => return Err(error),
            Err(Stop::Folder(problem)) => {
                memory.signature = None;
                report.problem = Some(problem);
            }
        }
        Ok(report)
    }

    fn pass<R: Replica>(
        &mut self,
        replica: &mut R,
        memory: &mut Memory,
        report: &mut Report,
    ) -> Result<(), Stop<R::Error>> {
        if !found_folder(self.files)? {
            return Err(Stop::Folder(Problem::Missing));
        }
        let mut found = scan(self.files)?;
        let progress = replica.progress().map_err(Stop::Library)?;
        if self.is_idle(&found, &progress, memory) {
            *report = Report { is_idle: true, applied: 0, written: 0, ..memory.report.clone() };
            return Ok(());
        }
        if !self.writes {
            return self.pull_all(&found, replica, report);
        }
        let mut told = about::read(self.files, progress.device, self.cipher).unwrap_or(None);
        let own = found.iter().find(|device| device.id == progress.device);
        let is_empty = own.is_none_or(|own| own.files.is_empty());
        if self.identify(&progress, told.as_ref(), is_empty, replica)? {
            told = None;
            report.is_renamed = true;
        }
        self.pull_all(&found, replica, report)?;
        let own = replica.progress().map_err(Stop::Library)?.device;
        let token = self.number();
        let files = found.iter().find(|device| device.id == own);
        if matches!(report.problem, Some(Problem::NeedsPassphrase | Problem::WrongPassphrase)) {
            // Others could not read what this device wrote.
            memory.signature = None;
            return Ok(());
        }
        let pusher = self.pusher();
        let files = files.map_or(&[][..], |device| device.files.as_slice());
        // The token goes first: an old copy of this library must never find its own token beside
        // operations that it does not have.
        report.written = u32::from(pusher.tell(told.as_ref(), token, replica)?);
        report.written += pusher.push(files, replica)?;
        if report.written > 0 {
            found = scan(self.files)?;
        }
        report.bytes = found.iter().flat_map(|device| &device.files).map(|info| info.bytes).sum();
        // What waits because it is ahead must be looked at again.
        let waits = report.devices.iter().any(|device| device.ahead.is_some());
        memory.signature = (!waits && report.problem.is_none()).then(|| signature(&found));
        memory.report = report.clone();
        Ok(())
    }

    fn is_idle(&self, found: &[DeviceFiles], progress: &Progress, memory: &Memory) -> bool {
        memory.signature == Some(signature(found))
            && progress.last == progress.written
            && progress.machine == self.machine
            && self.now.abs_diff(progress.told) < super::clock::AHEAD_MAX_MILLIS
    }

    fn pusher(&self) -> Pusher<'_> {
        Pusher {
            files: self.files,
            cipher: self.cipher,
            now: self.now,
            version: self.version,
            limits: self.limits,
        }
    }

    fn number(&mut self) -> u64 {
        let random = (self.random)();
        random.first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// Takes another name if somebody else writes under ours, if our files were lost, or if our
    /// clock was wrong.
    fn identify<R: Replica>(
        &mut self,
        progress: &Progress,
        told: Option<&About>,
        is_empty: bool,
        replica: &mut R,
    ) -> Result<bool, Stop<R::Error>> {
        let is_copy = progress.machine != self.machine
            || told.is_some_and(|told| !progress.tokens.contains(&told.token) || told.is_replaced);
        // Without our files nothing tells whether this library is an old copy, whose numbers would
        // be used twice.
        let is_lost = told.is_none() && progress.told > 0;
        let was_ahead = progress.clock.is_ahead(self.now);
        if !is_copy && !is_lost && !was_ahead {
            return Ok(false);
        }
        let name = DeviceId::from_random((self.random)());
        let base = if is_lost && is_empty { Whose::Everybodys } else { Whose::Own };
        replica.rename(name, self.machine, base).map_err(Stop::Library)?;
        if was_ahead {
            replica.restamp(self.now).map_err(Stop::Library)?;
            if let (Some(told), false) = (told, is_copy) {
                let about = About { is_replaced: true, ..told.clone() };
                self.pusher().write_about(progress.device, &about)?;
            }
        }
        Ok(true)
    }

    fn pull_all<R: Replica>(
        &self,
        found: &[DeviceFiles],
        replica: &mut R,
        report: &mut Report,
    ) -> Result<(), Stop<R::Error>> {
        let progress = replica.progress().map_err(Stop::Library)?;
        let puller = Puller { files: self.files, cipher: self.cipher, now: self.now };
        for device in found {
            let is_own = device.id == progress.device;
            let about = about::read(self.files, device.id, self.cipher);
            let mut news = Pulled::default();
            if !is_own {
                let reached = progress.applied.get(&device.id).copied().unwrap_or(0);
                news = puller.pull(device, reached, replica).map_err(Stop::Library)?;
            }
            let refusal = news.refusal.or(about.as_ref().err().copied());
            report.problem = refusal.and_then(problem).or(report.problem.take());
            report.applied += news.applied;
            report.newer_files +=
                news.newer_files + u32::from(refusal == Some(Refusal::FromFuture));
            report.copies += news.copies;
            let about = about.ok().flatten().unwrap_or_default();
            if !about.is_replaced {
                report.devices.push(DeviceReport {
                    id: device.id,
                    told: (about.told > 0).then_some(about.told),
                    name: about.name,
                    version: about.version,
                    is_own,
                    ahead: news.ahead,
                    is_waiting: news.is_waiting,
                });
            }
        }
        Ok(())
    }
}

fn problem(refusal: Refusal) -> Option<Problem> {
    match refusal {
        Refusal::NeedsPassphrase => Some(Problem::NeedsPassphrase),
        Refusal::WrongPassphrase => Some(Problem::WrongPassphrase),
        Refusal::NotEncrypted => Some(Problem::NotEncrypted),
        Refusal::Incomplete | Refusal::FromFuture | Refusal::Malformed => None,
    }
}
