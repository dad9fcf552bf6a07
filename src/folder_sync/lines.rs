//! Operations as lines of JSON. A line that this version does not know is skipped.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::clock::Clock;
use super::device::DeviceId;
use super::marks;
use super::record::{EntryName, Line, MarkKind, Marks, Record, RowId, RowKey, Table};

/// A longer line is not read.
pub const LINE_BYTES_MAX: usize = 1024 * 1024;
/// A longer name of a field or a tag is not read.
const KEY_BYTES_MAX: usize = 1024;
/// A longer text in a value is not read.
const TEXT_BYTES_MAX: usize = 64 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    Row {
        table: Table,
        id: RowId,
        field: String,
        value: Value,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<DeviceId>,
    },
    Note {
        feed: RowId,
        entry: EntryName,
        key: String,
        value: Value,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<DeviceId>,
    },
    Marks {
        feed: RowId,
        kind: MarkKind,
        on: bool,
        names: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<DeviceId>,
    },
    Touch {
        feed: RowId,
        clock: Clock,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<DeviceId>,
    },
}

#[must_use]
pub fn write_line(line: &Line) -> String {
    let by = line.by;
    let written = match line.record.clone() {
        Record::Row { row: RowKey { table, id }, field, value, clock } => {
            Written::Row { table, id, field, value, clock, by }
        }
        Record::Note { feed, entry, key, value, clock } => {
            Written::Note { feed, entry, key, value, clock, by }
        }
        Record::Marks(Marks { feed, kind, is_on, groups }) => {
            let names = STANDARD_NO_PAD.encode(marks::pack(&groups));
            Written::Marks { feed, kind, on: is_on, names, by }
        }
        Record::Touch { feed, clock } => Written::Touch { feed, clock, by },
    };
    // Only maps with keys that are no text can fail.
    serde_json::to_string(&written).unwrap_or_default()
}

/// `None` if this version does not know the line.
#[must_use]
pub fn parse_line(text: &str) -> Option<Line> {
    if text.len() > LINE_BYTES_MAX {
        return None;
    }
    let (by, record) = match serde_json::from_str(text).ok()? {
        Written::Row { table, id, field, value, clock, by } => {
            let is_small = field.len() <= KEY_BYTES_MAX && is_small(&value);
            let row = RowKey { table, id };
            (by, is_small.then_some(Record::Row { row, field, value, clock })?)
        }
        Written::Note { feed, entry, key, value, clock, by } => {
            let is_small = key.len() <= KEY_BYTES_MAX && is_small(&value);
            (by, is_small.then_some(Record::Note { feed, entry, key, value, clock })?)
        }
        Written::Marks { feed, kind, on, names, by } => {
            let groups = marks::unpack(&STANDARD_NO_PAD.decode(names).ok()?)?;
            (by, Record::Marks(Marks { feed, kind, is_on: on, groups }))
        }
        Written::Touch { feed, clock, by } => (by, Record::Touch { feed, clock }),
    };
    Some(Line { by, record })
}

fn is_small(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= TEXT_BYTES_MAX,
        Value::Array(_) | Value::Object(_) => value.to_string().len() <= TEXT_BYTES_MAX,
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_comes_back() {
        let row = RowKey { table: Table::Feed, id: RowId(u64::MAX) };
        let feed = RowId(3);
        let records = [
            Record::Row { row, field: "title".into(), value: "T".into(), clock: Clock(9) },
            Record::Note {
                feed,
                entry: EntryName(4),
                key: "tag:later".into(),
                value: true.into(),
                clock: Clock(u64::MAX),
            },
            Record::Marks(Marks {
                feed,
                kind: MarkKind::Starred,
                is_on: false,
                groups: vec![(Clock(70_000), vec![EntryName(1), EntryName(2)])],
            }),
            Record::Touch { feed, clock: Clock(5) },
        ];
        for record in records {
            for by in [None, DeviceId::parse("abcdefghijklmnop")] {
                let line = Line { by, record: record.clone() };
                assert_eq!(parse_line(&write_line(&line)), Some(line));
            }
        }
    }

    #[test]
    fn lines_that_are_unknown_or_too_large_are_skipped() {
        assert_eq!(parse_line("{\"snooze\":{\"until\":1}}"), None);
        assert_eq!(parse_line("rubbish"), None);
        let line = |text: String| {
            let row = RowKey { table: Table::Rule, id: RowId(1) };
            let value = text.into();
            write_line(&Record::Row { row, field: "query".into(), value, clock: Clock(1) }.into())
        };
        assert!(parse_line(&line("x".repeat(TEXT_BYTES_MAX))).is_some());
        assert!(parse_line(&line("x".repeat(TEXT_BYTES_MAX + 1))).is_none());
        assert!(parse_line(&line("x".repeat(LINE_BYTES_MAX))).is_none());
    }
}
