//! Hashes that are the same in every run, because they are stored for some days.

use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a, folded to 32 bits.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let long = long_hash(bytes);
    (long ^ (long >> 32)) as u32
}

/// FNV-1a in 64 bits.
pub(super) fn long_hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A hash of two hashes, in this order.
pub(super) fn mix(one: u32, other: u32) -> u32 {
    (scrambled((u64::from(one) << 32) | u64::from(other)) >> 32) as u32
}

/// A hash of a number whose bits are all equally good.
pub(super) fn scrambled(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// For keys that are hashes already.
pub(super) type Hashed = BuildHasherDefault<HashedKey>;

#[derive(Debug, Default)]
pub(super) struct HashedKey(u64);

impl Hasher for HashedKey {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u32(&mut self, key: u32) {
        // The map takes seven bits from the top.
        self.0 = (u64::from(key) << 32) | u64::from(key);
    }
}
