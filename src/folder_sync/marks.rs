//! Names of many entries in few bytes: sorted, as differences, each as a varint.

use super::clock::Clock;
use super::record::EntryName;

/// Most names in one line: the library is locked while they are applied.
pub const MARKS_IN_A_LINE: usize = 20_000;

/// One group after the other: how much later its milliseconds are (times two, plus one if it is one
/// name without a counter), else its counter and number; then the names.
pub(super) fn pack(groups: &[(Clock, Vec<EntryName>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut before = 0;
    for (clock, names) in groups {
        let later = zigzag(clock.millis().wrapping_sub(before));
        before = clock.millis();
        let is_plain = clock.counter() == 0 && names.len() == 1;
        put(&mut bytes, (later << 1) | u64::from(is_plain));
        if !is_plain {
            put(&mut bytes, clock.counter());
            put(&mut bytes, names.len() as u64);
        }
        let mut last = None;
        for name in names {
            match last {
                None => bytes.extend(name.0.to_le_bytes()),
                Some(last) => put(&mut bytes, name.0.wrapping_sub(last)),
            }
            last = Some(name.0);
        }
    }
    bytes
}

/// `None` if the bytes are not what [`pack`] writes, or are too many names.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<(Clock, Vec<EntryName>)>> {
    let mut rest = bytes;
    let mut groups = Vec::new();
    let (mut before, mut total) = (0_u64, 0_usize);
    while !rest.is_empty() {
        let head = take(&mut rest)?;
        before = before.wrapping_add(unzigzag(head >> 1));
        let (counter, number) =
            if head & 1 == 1 { (0, 1) } else { (take(&mut rest)?, take(&mut rest)?) };
        let number = usize::try_from(number).ok()?;
        total = total.checked_add(number)?;
        if number == 0 || counter > 0xffff || total > MARKS_IN_A_LINE {
            return None;
        }
        groups.push((Clock(Clock::at(before).0 | counter), names(&mut rest, number)?));
    }
    Some(groups)
}

fn names(rest: &mut &[u8], number: usize) -> Option<Vec<EntryName>> {
    let (first, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    let mut last = u64::from_le_bytes(*first);
    let mut found = vec![EntryName(last)];
    for _ in 1..number {
        last = last.checked_add(take(rest)?)?;
        found.push(EntryName(last));
    }
    Some(found)
}

/// Small numbers for small differences in either direction, in 62 bits.
fn zigzag(difference: u64) -> u64 {
    let signed = difference.cast_signed();
    ((signed << 1) ^ (signed >> 63)).cast_unsigned() & (u64::MAX >> 1)
}

fn unzigzag(value: u64) -> u64 {
    (value >> 1) ^ 0_u64.wrapping_sub(value & 1)
}

fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value as u8) | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        let part = u64::from(byte & 0x7f);
        if shift == 63 && part > 1 {
            return None;
        }
        value |= part << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_back_as_they_were() {
        let names = |list: &[u64]| list.iter().copied().map(EntryName).collect::<Vec<_>>();
        let groups = vec![
            (Clock::at(1_800_000_000_000), names(&[u64::MAX])),
            (Clock(Clock::at(1_700_000_000_000).0 + 3), names(&[0, 1, 300, u64::MAX - 5])),
            (Clock::BASELINE, names(&[7])),
            (Clock(u64::MAX), names(&[8])),
        ];
        assert_eq!(unpack(&pack(&groups)).unwrap(), groups);
        assert_eq!(unpack(&[]), Some(Vec::new()));
    }

    #[test]
    fn bytes_of_others_are_refused_and_bounded() {
        assert_eq!(unpack(&[0x80]), None);
        assert_eq!(unpack(&[0xff; 40]), None);
        // A group of 2^40 names, of which there are none.
        assert_eq!(unpack(&[0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]), None);
        let many = vec![EntryName(1); MARKS_IN_A_LINE + 1];
        assert_eq!(unpack(&pack(&[(Clock::at(1), many)])), None);
    }

    #[test]
    fn names_of_a_feed_take_less_than_nine_bytes() {
        let names: Vec<_> = (0..2_000_u64).map(|n| n.wrapping_mul(u64::MAX / 2_000)).collect();
        let groups = [(Clock::at(9), names.into_iter().map(EntryName).collect::<Vec<_>>())];
        assert!(pack(&groups).len() < 2_000 * 9);
    }
}
