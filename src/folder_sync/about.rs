//! What a device says about itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cipher::Cipher;
use super::device::DeviceId;
use super::files::Files;
use super::scan::{ABOUT, path_of};
use super::segment::{self, Header, Kind, Refusal, decode};

/// A longer name is cut.
const NAME_CHARS_MAX: usize = 60;
const ABOUT_BYTES_MAX: u64 = 64 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// The name of the computer.
    pub name: String,
    /// The version of the program.
    pub version: String,
    /// The number of its latest operation.
    pub last: u64,
    pub token: u64,
    /// When this was written, in milliseconds, by the clock of the device.
    pub told: u64,
    /// What it has applied of others.
    pub applied: BTreeMap<String, u64>,
    /// It goes on under another name, because its clock was wrong.
    pub is_replaced: bool,
}

pub(super) fn encode(device: DeviceId, about: &About, cipher: Option<&Cipher>) -> Option<Vec<u8>> {
    let header = Header { kind: Kind::About, device, first: about.last, last: about.last };
    segment::encode_text(header, &serde_json::to_string(about).ok()?, cipher)
}

/// What a device says. `None` if it says nothing that can be read.
pub(super) fn read(
    files: &dyn Files,
    device: DeviceId,
    cipher: Option<&Cipher>,
) -> Result<Option<About>, Refusal> {
    let Ok(bytes) = files.read(&path_of(device, ABOUT), ABOUT_BYTES_MAX) else { return Ok(None) };
    let contents = match decode(&bytes, cipher) {
        Ok(contents) => contents,
        Err(Refusal::Incomplete | Refusal::Malformed) => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let header = contents.header;
    if header.kind != Kind::About || header.device != device {
        return Ok(None);
    }
    let mut about: About = serde_json::from_str(&contents.text).unwrap_or_default();
    about.name = about.name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    Ok(Some(about))
}
