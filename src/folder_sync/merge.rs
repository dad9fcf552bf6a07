//! Decisions that need more than the greatest stamp of a register: whether a feed stays, and which
//! folder is in which.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::clock::Clock;
use super::device::DeviceId;
use super::record::{RowId, Stamp};

/// The latest clock that was known of each device.
pub type Seen = BTreeMap<DeviceId, Clock>;

/// The winning value of [`super::Record::IS_PRESENT`]. A removal says what its device had seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    Present,
    Removed(Seen),
}

impl Presence {
    /// Anything but the removal that this program writes is present: nothing is lost.
    #[must_use]
    pub fn from_value(value: &Value) -> Self {
        let Some(seen) = value.get("removed").and_then(Value::as_object) else {
            return Self::Present;
        };
        let clock = |(name, clock): (&String, &Value)| {
            Some((DeviceId::parse(name)?, Clock(clock.as_u64()?)))
        };
        Self::Removed(seen.iter().filter_map(clock).collect())
    }

    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Present => Value::Bool(true),
            Self::Removed(seen) => {
                let seen: Map<String, Value> =
                    seen.iter().map(|(id, clock)| (String::from(*id), clock.0.into())).collect();
                serde_json::json!({ "removed": seen })
            }
        }
    }
}

/// Whether a feed or folder exists. A removal does not hold if another device acted inside it
/// without knowing of the removal; `touched` has the latest such act of each device.
#[must_use]
pub fn is_present(presence: &Presence, stamp: Stamp, touched: &Seen) -> bool {
    match presence {
        Presence::Present => true,
        Presence::Removed(seen) => touched.iter().any(|(device, clock)| {
            *device != stamp.device && seen.get(device).is_none_or(|known| clock > known)
        }),
    }
}

/// The parents of folders. Of each circle, the folder whose parent was set first goes to the top.
#[must_use]
pub fn parents_without_cycles(wanted: &BTreeMap<RowId, (RowId, Stamp)>) -> BTreeMap<RowId, RowId> {
    let mut parents: BTreeMap<RowId, (RowId, Stamp)> = wanted.clone();
    let mut cleared: std::collections::BTreeSet<RowId> = std::collections::BTreeSet::new();
    for start in wanted.keys() {
        let mut path = Vec::new();
        let mut at = *start;
        while let Some((parent, _)) = parents.get(&at) {
            if cleared.contains(&at) {
                break;
            }
            if let Some(begin) = path.iter().position(|other| *other == at) {
                let circle = path.get(begin..).unwrap_or_default();
                let first = circle
                    .iter()
                    .min_by_key(|id| parents.get(id).map(|(_, stamp)| (*stamp, **id)))
                    .copied();
                if let Some(first) = first {
                    parents.remove(&first);
                }
                break;
            }
            path.push(at);
            at = *parent;
        }
        cleared.extend(path);
    }
    parents.into_iter().map(|(id, (parent, _))| (id, parent)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(number: u8) -> DeviceId {
        DeviceId::from_random([number; 16])
    }

    fn stamp(clock: u64, number: u8) -> Stamp {
        Stamp { clock: Clock(clock), device: device(number) }
    }

    #[test]
    fn unsubscribing_loses_to_an_act_that_it_did_not_know_of() {
        let removed = Presence::Removed(Seen::from([(device(2), Clock(10))]));
        let touched = |number, clock| Seen::from([(device(number), Clock(clock))]);
        let stays = |touched: &Seen| is_present(&removed, stamp(20, 1), touched);
        assert!(!stays(&Seen::new()) && !stays(&touched(2, 10)) && !stays(&touched(1, 19)));
        assert!(stays(&touched(2, 11)) && stays(&touched(2, 30)) && stays(&touched(3, 1)));
        assert_eq!(Presence::from_value(&removed.to_value()), removed);
        assert_eq!(Presence::from_value(&Value::Bool(true)), Presence::Present);
    }

    #[test]
    fn a_circle_of_folders_opens_where_it_is_oldest() {
        let id = RowId;
        let wanted = BTreeMap::from([
            (id(1), (id(2), stamp(5, 1))),
            (id(2), (id(3), stamp(4, 1))),
            (id(3), (id(1), stamp(6, 2))),
            (id(4), (id(1), stamp(1, 1))),
            (id(5), (id(5), stamp(9, 1))),
        ]);
        let parents = parents_without_cycles(&wanted);
        assert_eq!(parents, BTreeMap::from([(id(1), id(2)), (id(3), id(1)), (id(4), id(1))]));
    }
}
