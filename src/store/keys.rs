//! The hash of a key, by which entries are found.

use crate::model::EntryKey;

/// Sixteen bytes of BLAKE3. A publisher cannot make keys collide, and the index stays small however
/// long guids are.
pub(super) fn hash_key(key: &EntryKey) -> [u8; 16] {
    let hash = blake3::hash(key.0.as_bytes());
    let mut short = [0; 16];
    short.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    short
}
