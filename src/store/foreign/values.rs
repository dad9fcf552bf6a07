//! Values of other programs, whatever their types: SQLite lets any column hold anything.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::model::{EntryContent, EntryKey};

/// Longest guid that is a key, in bytes, as in feeds.
const KEY_BYTES_MAX: usize = 1024;

/// Numbers above are milliseconds, not seconds: the limit is the year 5138 in seconds, and 1973 in
/// milliseconds.
const SECONDS_MAX: i64 = 100_000_000_000;

/// A value as text; NULL is empty.
pub(super) fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    })
}

/// A title in one line.
pub(super) fn title(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A time as seconds or milliseconds since 1970, or as text. Programs write 0 for a date that they
/// do not have.
pub(super) fn seen_time(value: ValueRef<'_>) -> Option<Timestamp> {
    let time = match value {
        ValueRef::Null | ValueRef::Blob(_) => return None,
        ValueRef::Integer(number) => from_number(number),
        ValueRef::Real(number) => from_number(number as i64),
        ValueRef::Text(bytes) => from_text(std::str::from_utf8(bytes).ok()?.trim()),
    };
    time.filter(|time| time.as_second() > 0)
}

fn from_number(number: i64) -> Option<Timestamp> {
    if number.unsigned_abs() > SECONDS_MAX.unsigned_abs() {
        Timestamp::from_millisecond(number).ok()
    } else {
        Timestamp::from_second(number).ok()
    }
}

fn from_text(text: &str) -> Option<Timestamp> {
    if let Ok(number) = text.parse() {
        return from_number(number);
    }
    let in_utc = |time: DateTime| time.to_zoned(TimeZone::UTC).map(|time| time.timestamp());
    text.parse::<Timestamp>().or_else(|_| text.parse::<DateTime>().and_then(in_utc)).ok()
}

/// The key under which a feed brings the same entry, as far as the other program has kept it.
pub(super) fn key(guid: &str, content: &EntryContent) -> EntryKey {
    let guid = guid.trim();
    if !guid.is_empty() && guid.len() <= KEY_BYTES_MAX {
        return EntryKey(guid.to_owned());
    }
    if let Some(url) = &content.url {
        return EntryKey(url.to_string());
    }
    let time = content.published.map_or(0, Timestamp::as_second);
    let mut hasher = blake3::Hasher::new();
    hasher.update(content.title.as_bytes());
    hasher.update(&time.to_le_bytes());
    hasher.update(content.html.as_bytes());
    EntryKey(format!("import:{}", hasher.finalize().to_hex()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(value: ValueRef<'_>) -> Option<String> {
        seen_time(value).map(|time| time.to_string())
    }

    #[test]
    fn times_are_read_in_every_form_that_readers_write() {
        let expected = Some("2012-03-04T05:06:07Z");
        for text in [
            "2012-03-04T05:06:07",
            "2012-03-04 05:06:07",
            "2012-03-04 05:06:07.000",
            "2012-03-04T06:06:07+01:00",
            "1330837567",
            "1330837567000",
        ] {
            assert_eq!(time(ValueRef::Text(text.as_bytes())).as_deref(), expected, "{text}");
        }
        assert_eq!(time(ValueRef::Integer(1_330_837_567)).as_deref(), expected);
        assert_eq!(time(ValueRef::Integer(1_330_837_567_000)).as_deref(), expected);
        assert_eq!(time(ValueRef::Real(1_330_837_567.0)).as_deref(), expected);
    }

    #[test]
    fn a_time_that_is_none_is_left_out() {
        for value in [
            ValueRef::Null,
            ValueRef::Integer(0),
            ValueRef::Integer(-1),
            ValueRef::Integer(i64::MIN),
            ValueRef::Integer(i64::MAX),
            ValueRef::Real(f64::NAN),
            ValueRef::Text(b"yesterday"),
            ValueRef::Text(b"\xff"),
            ValueRef::Blob(b"1"),
        ] {
            assert_eq!(time(value), None, "{value:?}");
        }
    }

    #[test]
    fn an_entry_is_known_by_guid_else_address_else_content() {
        let content = |url: &str| EntryContent {
            url: url::Url::parse(url).ok(),
            title: "T".into(),
            ..EntryContent::default()
        };
        assert_eq!(key(" g ", &content("https://a.example/")).0, "g");
        assert_eq!(key("", &content("https://a.example/")).0, "https://a.example/");
        let long = "g".repeat(KEY_BYTES_MAX + 1);
        assert_eq!(key(&long, &content("https://a.example/")).0, "https://a.example/");
        assert_eq!(key(&long[1..], &content("")).0.len(), KEY_BYTES_MAX);
        assert!(key("", &content("")).0.starts_with("import:"));
    }
}
