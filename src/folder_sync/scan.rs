//! Looks at the names and lengths of all files, which tells whether anything has changed.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;

use super::device::DeviceId;
use super::files::{FileInfo, Files};

/// More devices are not looked at.
pub(super) const DEVICES_MAX: usize = 64;
/// More files of a device are not looked at.
pub(super) const FILES_MAX: usize = 4096;

pub(super) const DEVICES: &str = "devices";
pub(super) const ABOUT: &str = "about";
pub(super) const OPEN: &str = "open";

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct DeviceFiles {
    pub(super) id: DeviceId,
    pub(super) files: Vec<FileInfo>,
}

/// What a name says. A file service may give a file another one, so what counts is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Segment { first: u64, last: u64 },
    Base { last: u64 },
    Open,
    About,
    Other,
}

pub(super) fn parse_name(name: &str) -> Name {
    let number = |text: &str| text.parse::<u64>().ok();
    if name == OPEN {
        return Name::Open;
    }
    if name == ABOUT {
        return Name::About;
    }
    if let Some(last) = name.strip_prefix("base-").and_then(number) {
        return Name::Base { last };
    }
    let range = name.strip_prefix("s-").and_then(|rest| rest.split_once('-'));
    match range.and_then(|(first, last)| Some((number(first)?, number(last)?))) {
        Some((first, last)) => Name::Segment { first, last },
        None => Name::Other,
    }
}

pub(super) fn segment_name(first: u64, last: u64) -> String {
    format!("s-{first:012}-{last:012}")
}

pub(super) fn base_name(last: u64) -> String {
    format!("base-{last:012}")
}

pub(super) fn path_of(device: DeviceId, name: &str) -> String {
    format!("{DEVICES}/{device}/{name}")
}

/// The files of all devices, in the order of their names.
pub(super) fn scan(files: &dyn Files) -> io::Result<Vec<DeviceFiles>> {
    let listed = match files.list(DEVICES, DEVICES_MAX * 4) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        listed => listed?,
    };
    let mut ids: Vec<DeviceId> = listed
        .iter()
        .filter(|info| info.is_directory)
        .filter_map(|info| DeviceId::parse(&info.name))
        .collect();
    ids.sort_unstable();
    ids.truncate(DEVICES_MAX);
    let mut found = Vec::new();
    for id in ids {
        // A directory may vanish while this looks.
        let Ok(mut inside) = files.list(&format!("{DEVICES}/{id}"), FILES_MAX) else { continue };
        inside.retain(|info| !info.is_directory);
        inside.sort_unstable();
        found.push(DeviceFiles { id, files: inside });
    }
    Ok(found)
}

pub(super) fn signature(found: &[DeviceFiles]) -> u64 {
    let mut hasher = DefaultHasher::new();
    found.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_which_operations_a_file_has() {
        assert_eq!(parse_name(&segment_name(1, 412)), Name::Segment { first: 1, last: 412 });
        assert_eq!(parse_name(&base_name(7)), Name::Base { last: 7 });
        assert_eq!((parse_name("open"), parse_name("about")), (Name::Open, Name::About));
        for name in ["s-1-2.sync-conflict-20260101", "open (1)", "s-1", "base-x", ".stfolder"] {
            assert_eq!(parse_name(name), Name::Other, "{name}");
        }
    }
}
