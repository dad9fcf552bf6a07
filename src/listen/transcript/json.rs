//! The JSON of Podcasting 2.0: `segments` with `startTime`, `endTime`, `speaker` and `body`. Also
//! the JSON of Whisper, which names them `start`, `end` and `text`.

use std::time::Duration;

use serde_json::Value;

use super::cue::{CUES_MAX, Cue, TIME_MAX, cue};

/// The cues of a file; none if it can't be read.
pub(super) fn cues(text: &str) -> Vec<Cue> {
    let Ok(file) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        return Vec::new();
    };
    let list = file.get("segments").unwrap_or(&file).as_array();
    list.into_iter().flatten().filter_map(segment).take(CUES_MAX).collect()
}

fn segment(value: &Value) -> Option<Cue> {
    let text = |names: [&str; 2]| names.iter().find_map(|name| value.get(*name)?.as_str());
    let secs = |names: [&str; 2]| names.iter().find_map(|name| seconds(value.get(*name)?));
    cue(
        (secs(["startTime", "start"]), secs(["endTime", "end"])),
        text(["speaker", "name"]),
        text(["body", "text"])?,
    )
}

fn seconds(value: &Value) -> Option<Duration> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(number).ok().filter(|time| *time <= TIME_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_read() {
        let cues = cues(
            r#"{"version":"1.0.0","segments":[
                {"speaker":"Anna","startTime":0.5,"endTime":1.25,"body":"Hello"},
                {"start":"2","text":" there "}, {"startTime":3}, 7, {"body":""}
            ]}"#,
        );
        assert_eq!(cues.len(), 2);
        let first = &cues[0];
        assert_eq!(
            (first.start, first.end),
            (Some(Duration::from_millis(500)), Some(Duration::from_millis(1250)))
        );
        assert_eq!((first.speaker.as_deref(), first.text.as_str()), (Some("Anna"), "Hello"));
        assert_eq!((cues[1].start, cues[1].text.as_str()), (Some(Duration::from_secs(2)), "there"));
    }

    #[test]
    fn broken_files_have_no_cues_and_lists_are_bounded() {
        for text in ["", "{", "7", "{\"segments\":{}}", "[1e400]"] {
            assert_eq!(cues(text), [], "{text}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(cues(&deep), []);
        let many =
            |count: usize| cues(&format!("[{}]", vec![r#"{"body":"a"}"#; count].join(","))).len();
        assert_eq!((many(CUES_MAX), many(CUES_MAX + 1)), (CUES_MAX, CUES_MAX));
        assert_eq!(cues(r#"[{"start":-1,"body":"a"}]"#)[0].start, None);
    }
}
