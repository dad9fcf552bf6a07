//! Names of time zones in dates.
//!
//! Some names are used in several parts of the world. The table has the meaning that most feeds
//! with the name have: `IST` is India, `CST` is America, `BST` is Britain.

use jiff::tz::TimeZone;

/// Offsets from UTC in minutes, each with the names of its zones.
const ZONES: [(i32, &str); 37] = [
    (-660, "sst"),
    (-600, "hst hast"),
    (-540, "akst hdt hadt"),
    (-480, "pst pt akdt hnp"),
    (-420, "mst pdt hnr hap mt"),
    (-360, "cst ct mdt hnc har"),
    (-300, "est et cdt cot pet hne hac"),
    (-240, "ast edt clt bot vet gyt hna hae"),
    (-210, "nst"),
    (-180, "brt art adt uyt clst pyst gft haa rott pmst"),
    (-150, "ndt"),
    (-120, "brst fnt wgt"),
    (-60, "cvt azot egt"),
    (0, "z ut utc gmt wet wez"),
    (60, "bst west wesz wedt cet mez met wat"),
    (120, "cest mesz mest cedt eet oez cat sast"),
    (180, "eest oesz eedt msk eat trt idt"),
    (210, "irst"),
    (240, "msd gst azt get samt mut sct ret"),
    (270, "irdt aft"),
    (300, "pkt yekt uzt tjt mvt"),
    (330, "ist slst lkt"),
    (345, "npt"),
    (360, "bdt btt kgt omst almt"),
    (390, "mmt"),
    (420, "ict wib novt krat hovt"),
    (480, "hkt sgt awst myt pht phst wita cct irkt ulat"),
    (525, "acwst"),
    (540, "jst kst wit yakt hkst"),
    (570, "acst"),
    (600, "aest chst pgt vlat"),
    (630, "acdt lhst"),
    (660, "aedt magt sbt nct"),
    (720, "nzst nzt fjt pett"),
    (765, "chast"),
    (780, "nzdt tot"),
    (825, "chadt"),
];

/// Beginnings of names in words, and the zone that they mean.
const WORDS: [(&str, &str); 16] = [
    ("eastern standard", "est"),
    ("eastern daylight", "edt"),
    ("central standard", "cst"),
    ("central daylight", "cdt"),
    ("mountain standard", "mst"),
    ("mountain daylight", "mdt"),
    ("pacific standard", "pst"),
    ("pacific daylight", "pdt"),
    ("central european standard", "cet"),
    ("central european summer", "cest"),
    ("eastern european standard", "eet"),
    ("eastern european summer", "eest"),
    ("british summer", "bst"),
    ("japan standard", "jst"),
    ("india standard", "ist"),
    ("australian eastern standard", "aest"),
];

/// Minutes from UTC of the zone that a text after a time names, in short or in words.
pub(super) fn named(text: &str) -> Option<i32> {
    let text = text.trim_start_matches(['(', ' ']);
    if let Some((_, name)) = WORDS.iter().find(|(words, _)| text.starts_with(words)) {
        return minutes(name);
    }
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    // A word such as `Uhr` may come before the name.
    words.take(2).find_map(minutes)
}

/// Minutes from UTC of a zone, by its name in lower case.
pub(super) fn minutes(name: &str) -> Option<i32> {
    ZONES
        .iter()
        .find(|(_, names)| names.split(' ').any(|known| known == name))
        .map(|(minutes, _)| *minutes)
}

/// The zone that a text names by a place, such as `europe/berlin`.
pub(super) fn place(text: &str) -> Option<TimeZone> {
    let is_part = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '-');
    let name = text.trim_start_matches(['[', '(']).split(|c| !is_part(c)).next()?;
    if !name.contains('/') {
        return None;
    }
    TimeZone::get(name).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_name_stands_for_one_zone() {
        let mut seen = HashSet::new();
        for name in ZONES.iter().flat_map(|(_, names)| names.split(' ')) {
            assert!(seen.insert(name), "{name}");
        }
    }
}
