//! Encrypts what is written with a passphrase: ChaCha20-Poly1305, with a key for each device.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::pbkdf2;
use ring::rand::{SecureRandom as _, SystemRandom};

use super::device::DeviceId;

/// Rounds of PBKDF2-HMAC-SHA256, as OWASP advised in 2023.
const ROUNDS: u32 = 600_000;
pub(super) const NONCE_BYTES: usize = 12;
/// How much longer a text is when it is encrypted.
const TAG_BYTES: usize = 16;

/// A passphrase, and the keys made from it. The name of the device is the salt.
pub struct Cipher {
    passphrase: String,
    rounds: NonZeroU32,
    keys: Mutex<BTreeMap<DeviceId, LessSafeKey>>,
}

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cipher")
    }
}

impl Cipher {
    #[must_use]
    pub fn new(passphrase: &str) -> Self {
        Self::with_rounds(passphrase, ROUNDS)
    }

    pub(super) fn with_rounds(passphrase: &str, rounds: u32) -> Self {
        let rounds = NonZeroU32::new(rounds).unwrap_or(NonZeroU32::MIN);
        Self { passphrase: passphrase.to_owned(), rounds, keys: Mutex::default() }
    }

    /// Encrypts in place and returns the nonce. The header is authenticated with it. `None` if the
    /// system has no randomness.
    pub(super) fn seal(
        &self,
        device: DeviceId,
        header: &[u8],
        body: &mut Vec<u8>,
    ) -> Option<[u8; NONCE_BYTES]> {
        let nonce = random()?;
        let unique = Nonce::assume_unique_for_key(nonce);
        self.with_key(device, |key| {
            key.seal_in_place_append_tag(unique, Aad::from(header), body).ok()
        })?;
        Some(nonce)
    }

    /// `None` if the passphrase is another one, or the text was changed.
    pub(super) fn open(
        &self,
        device: DeviceId,
        header: &[u8],
        nonce: [u8; NONCE_BYTES],
        body: &[u8],
    ) -> Option<Vec<u8>> {
        let mut text = body.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        self.with_key(device, |key| {
            key.open_in_place(nonce, Aad::from(header), &mut text).ok().map(|_| ())
        })?;
        text.truncate(text.len().saturating_sub(TAG_BYTES));
        Some(text)
    }

    fn with_key<T>(
        &self,
        device: DeviceId,
        work: impl FnOnce(&LessSafeKey) -> Option<T>,
    ) -> Option<T> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = keys.get(&device) {
            return work(key);
        }
        let mut bytes = [0; 32];
        let salt = format!("gleaner folder {device}");
        pbkdf2::derive(
            pbkdf2::PBKDF2_HMAC_SHA256,
            self.rounds,
            salt.as_bytes(),
            self.passphrase.as_bytes(),
            &mut bytes,
        );
        let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &bytes).ok()?);
        work(keys.entry(device).or_insert(key))
    }
}

/// Random bytes of the system. `None` if it has none.
#[must_use]
pub fn random<const LENGTH: usize>() -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_passphrase_and_header_open_a_text() {
        let device = DeviceId::from_random([1; 16]);
        let cipher = Cipher::with_rounds("secret", 2);
        let mut body = b"words".to_vec();
        let nonce = cipher.seal(device, b"head", &mut body).unwrap();
        assert_ne!(body.get(..5).unwrap(), b"words");
        assert_eq!(cipher.open(device, b"head", nonce, &body).unwrap(), b"words");
        assert_eq!(cipher.open(device, b"tail", nonce, &body), None);
        let other = Cipher::with_rounds("Secret", 2);
        assert_eq!(other.open(device, b"head", nonce, &body), None);
        assert_eq!(cipher.open(DeviceId::from_random([2; 16]), b"head", nonce, &body), None);
        assert_eq!(cipher.open(device, b"head", nonce, b""), None);
    }
}
