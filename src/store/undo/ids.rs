//! Packs entry ids into few bytes: the differences of the sorted ids, seven bits a byte. A step
//! that marks 200,000 entries stays small.

/// Packs ids. [`unpack`] returns them sorted and without duplicates.
pub(in crate::store) fn pack(ids: &[i64]) -> Vec<u8> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut packed = Vec::with_capacity(sorted.len() * 2);
    let mut previous = 0;
    for id in sorted {
        let mut rest = id.wrapping_sub(previous).cast_unsigned();
        previous = id;
        while rest >= 0x80 {
            packed.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        packed.push(rest as u8);
    }
    packed
}

/// The packed ids; `None` if the bytes are not from [`pack`].
pub(in crate::store) fn unpack(packed: &[u8]) -> Option<Vec<i64>> {
    let mut ids = Vec::new();
    let (mut previous, mut value, mut shift) = (0_i64, 0_u64, 0);
    for byte in packed {
        if shift > 63 {
            return None;
        }
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 != 0 {
            shift += 7;
            continue;
        }
        previous = previous.wrapping_add(value.cast_signed());
        ids.push(previous);
        (value, shift) = (0, 0);
    }
    (shift == 0).then_some(ids)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_come_back_ascending_and_once(
            mut ids in proptest::collection::vec(any::<i64>(), 0..50)
        ) {
            let packed = pack(&ids);
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(unpack(&packed), Some(ids));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..50)) {
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn neighbours_take_a_byte_each() {
        assert_eq!(pack(&(1..=1000).collect::<Vec<_>>()).len(), 1000);
    }

    #[test]
    fn a_cut_list_is_refused() {
        assert_eq!(unpack(&[0x80]), None);
    }
}
