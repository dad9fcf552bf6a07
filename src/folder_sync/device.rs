//! The name of a device: a profile of the program on one machine.

use std::fmt;

use serde::{Deserialize, Serialize};

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const LENGTH: usize = 16;

/// Sixteen letters of base32, at random.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceId([u8; LENGTH]);

impl DeviceId {
    #[must_use]
    pub fn from_random(random: [u8; LENGTH]) -> Self {
        let letter = |byte: u8| *LETTERS.get(usize::from(byte) % LETTERS.len()).unwrap_or(&b'a');
        Self(random.map(letter))
    }

    /// `None` if the text is not the name of a device.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; LENGTH] = text.as_bytes().try_into().ok()?;
        letters.iter().all(|letter| LETTERS.contains(letter)).then_some(Self(letters))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        // All letters are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for DeviceId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| "not the name of a device".to_owned())
    }
}

impl From<DeviceId> for String {
    fn from(id: DeviceId) -> Self {
        id.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sixteen_letters_name_a_device() {
        let id = DeviceId::from_random([200; 16]);
        assert_eq!(DeviceId::parse(id.as_str()), Some(id));
        for text in
            ["", "../../etc/passwd", "abcdefghijklmno1", "abcdefghijklmnopq", "ABCDEFGHIJKLMNOP"]
        {
            assert_eq!(DeviceId::parse(text), None, "{text}");
        }
    }
}
