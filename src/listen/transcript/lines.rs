//! `WebVTT` and `SubRip`, which differ little: blocks of a line of times and lines of text. Also
//! plain text.

use std::time::Duration;

use super::cue::{CUES_MAX, Cue, TIME_MAX, cue};
use crate::markup::entities::decode;
use crate::markup::{Cursor, Token};

/// Blocks of `WebVTT` that are no speech.
const NO_SPEECH: [&str; 3] = ["NOTE", "STYLE", "REGION"];
/// Longest name before a colon, in characters.
const NAME_CHARS_MAX: usize = 30;

/// The cues of captions.
pub(super) fn cues(text: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut lines = text.lines().map(|line| line.trim_end_matches('\r')).peekable();
    while let Some(line) = lines.next() {
        if NO_SPEECH.iter().any(|name| line.starts_with(name)) {
            while lines.next_if(|line| !line.trim().is_empty()).is_some() {}
            continue;
        }
        let Some(times) = times(line) else { continue };
        let mut words: Vec<&str> = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
            words.push(line);
        }
        let (speaker, text) = spoken(&words.join("\n"));
        cues.extend(cue(times, speaker.as_deref(), &text));
        if cues.len() >= CUES_MAX {
            break;
        }
    }
    cues
}

/// The paragraphs of plain text.
pub(super) fn paragraphs(text: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut words = String::new();
    for line in text.trim_start_matches('\u{feff}').lines().chain([""]) {
        if line.trim().is_empty() {
            let (speaker, text) = named(&words);
            cues.extend(cue((None, None), speaker.as_deref(), text));
            words.clear();
        } else {
            words.push_str(line);
            words.push('\n');
        }
        if cues.len() >= CUES_MAX {
            break;
        }
    }
    cues
}

/// The times of `00:00:01.000 --> 00:00:02,500 align:start`.
fn times(line: &str) -> Option<(Option<Duration>, Option<Duration>)> {
    let (start, end) = line.split_once("-->")?;
    let end = end.split_whitespace().next().and_then(time);
    Some((Some(time(start.trim())?), end))
}

/// `1:02:03.456`, `02:03,456` or `02:03`.
pub(super) fn time(text: &str) -> Option<Duration> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let mut secs = 0_u64;
    let mut parts = 0;
    for part in whole.split(':') {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        secs = secs.checked_mul(60)?.checked_add(part.parse().ok().filter(|_| is_number)?)?;
        parts += 1;
    }
    let digits: String = fraction.chars().take_while(char::is_ascii_digit).take(3).collect();
    let millis: u64 = if digits.is_empty() { 0 } else { format!("{digits:0<3}").parse().ok()? };
    let time = Duration::from_secs(secs).checked_add(Duration::from_millis(millis))?;
    ((2..=3).contains(&parts) && time <= TIME_MAX).then_some(time)
}

/// The speaker and the words of a cue, without its tags.
fn spoken(source: &str) -> (Option<String>, String) {
    let mut speaker = None;
    let mut text = String::new();
    let mut cursor = Cursor::new(source);
    while let Some(token) = cursor.next_token() {
        match token {
            Token::Text(part) | Token::CData(part) => text.push_str(&decode(part)),
            Token::Open(tag) if tag.name == "v" || tag.name.starts_with("v.") => {
                speaker = speaker.or_else(|| Some(decode(tag.attributes.trim()).into_owned()));
            }
            Token::Open(_) | Token::Close(_) | Token::Comment | Token::Declaration(_) => {}
        }
    }
    if speaker.is_some() {
        return (speaker, text);
    }
    let (speaker, words) = named(&text);
    let words = words.to_owned();
    (speaker, words)
}

/// The name before a colon, and what follows: `ANNA: Hello`, `>> Anna: Hello`.
fn named(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start().trim_start_matches(">>").trim_start();
    let Some((name, words)) = text.split_once(':') else { return (None, text) };
    let is_name = name.chars().count() <= NAME_CHARS_MAX
        && name.split_whitespace().count() <= 3
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\''))
        && words.starts_with(char::is_whitespace)
        && !words.trim().is_empty();
    if is_name { (Some(name.to_owned()), words.trim_start()) } else { (None, text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(f64, Option<f64>, Option<String>, String)> {
        let secs = |time: Duration| time.as_secs_f64();
        cues(text)
            .into_iter()
            .map(|cue| (secs(cue.start.unwrap()), cue.end.map(secs), cue.speaker, cue.text))
            .collect()
    }

    #[test]
    fn captions_of_both_forms_are_read() {
        let vtt = "WEBVTT - a title\n\nNOTE not\nspoken\n\nid\n\
                   00:01.500 --> 00:02.000 align:start\n\
                   <v.loud Anna Lee>Hello <i>there</i> &amp; you\nof old\n";
        let hello = "Hello there & you of old".to_owned();
        assert_eq!(read(vtt), [(1.5, Some(2.0), Some("Anna Lee".to_owned()), hello)]);
        let srt = "1\r\n00:00:01,500 --> 00:00:02,000\r\nBO: Hello\r\n\r\n2\r\n\
                   01:00:00,000 --> 00:00:00,000\r\nBye\r\n";
        assert_eq!(
            read(srt),
            [
                (1.5, Some(2.0), Some("BO".to_owned()), "Hello".to_owned()),
                (3600.0, None, None, "Bye".to_owned()),
            ]
        );
    }

    #[test]
    fn times_are_read_with_points_and_commas() {
        let millis = |text| time(text).map(|time| time.as_millis());
        assert_eq!(millis("01:02:03.4"), Some(3_723_400));
        assert_eq!(millis("02:03,456"), Some(123_456));
        assert_eq!(millis("2:03"), Some(123_000));
        assert_eq!(millis("100:00:00"), Some(360_000_000));
        assert_eq!(millis("100:00:00.001"), None, "no episode is so long");
        for wrong in ["", "1", "a:b", "1:2:3:4", "1:", "99999999999999999999:00", "-1:00"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_before_a_colon_is_a_speaker() {
        assert_eq!(named("Anna Lee: Hello"), (Some("Anna Lee".to_owned()), "Hello"));
        assert_eq!(named(">> BO: Yes"), (Some("BO".to_owned()), "Yes"));
        for text in
            ["It is 5:07 now", "the ship: a boat", "See https://e.org", "Anna:", "A b c d: x"]
        {
            assert_eq!(named(text), (None, text), "{text}");
        }
        let long = format!("{}: x", "A".repeat(NAME_CHARS_MAX + 1));
        assert_eq!(named(&long), (None, long.as_str()));
        let fits = format!("{}: x", "A".repeat(NAME_CHARS_MAX));
        assert!(named(&fits).0.is_some());
    }
}
