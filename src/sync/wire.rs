//! Reads the JSON of servers: leniently in its values, strictly in its form, within limits.
//!
//! Servers write numbers as texts and texts as numbers, and leave fields out. But an answer counts
//! only if it is an object with the expected key: `[]`, a page or half an answer is no empty list.

use serde_json::{Map, Value};
use url::Url;

use crate::model::RemoteId;

/// Longest id, in bytes. Real ones have at most some 60.
pub(super) const ID_BYTES_MAX: usize = 200;
/// Longest name of a feed, folder or label, in characters.
pub(super) const NAME_CHARS_MAX: usize = 500;
/// Most feeds of an account.
pub(super) const FEEDS_MAX: usize = 20_000;
/// Most folders, and most labels, of an account.
pub(super) const FOLDERS_MAX: usize = 5_000;

/// Why an answer does not count, for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum WireError {
    #[error("it is not a JSON object")]
    NotAnObject,
    #[error("it has no {0}")]
    Missing(&'static str),
    #[error("it has too many {0}")]
    TooMany(&'static str),
}

/// The fields of an object.
pub(super) type Fields = Map<String, Value>;

/// The object that a body is.
pub(super) fn object(bytes: &[u8]) -> Result<Fields, WireError> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match serde_json::from_slice(text) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) | Err(_) => Err(WireError::NotAnObject),
    }
}

/// The list that a body is. Only for interfaces whose answers are lists.
pub(super) fn array(bytes: &[u8], kind: &'static str) -> Result<Vec<Value>, WireError> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Array(list)) => Ok(list),
        Ok(_) | Err(_) => Err(WireError::Missing(kind)),
    }
}

/// The list under a key. It must be there.
pub(super) fn list(
    fields: &mut Fields,
    key: &'static str,
    most: usize,
) -> Result<Vec<Value>, WireError> {
    match fields.remove(key) {
        Some(Value::Array(list)) if list.len() > most => Err(WireError::TooMany(key)),
        Some(Value::Array(list)) => Ok(list),
        Some(_) | None => Err(WireError::Missing(key)),
    }
}

/// The list under a key, empty if it is not there.
pub(super) fn optional_list(value: &Value, key: &str) -> Vec<Value> {
    value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The text under a key, also if it is written as a number. `None` if it is empty.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    plain(value.get(key)?).filter(|text| !text.is_empty())
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A name for the screen: one line, within the limit. `None` if nothing is left.
pub(super) fn name(value: &Value, key: &str) -> Option<String> {
    tidy_name(&text(value, key)?)
}

/// A name for the screen: one line, within the limit. `None` if nothing is left.
pub(super) fn tidy_name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let name: String = words.chars().take(NAME_CHARS_MAX).collect();
    (!name.is_empty()).then_some(name)
}

/// The whole number under a key, also if it is written as a text.
pub(super) fn whole(value: &Value, key: &str) -> Option<i64> {
    match value.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The truth under a key, also if it is written as 1 or "1".
pub(super) fn flag(value: &Value, key: &str) -> Option<bool> {
    match value.get(key)? {
        Value::Bool(is_on) => Some(*is_on),
        Value::Number(number) => Some(number.as_i64() != Some(0)),
        Value::String(text) => Some(matches!(text.as_str(), "1" | "true")),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The web address under a key.
pub(super) fn web_url(value: &Value, key: &str) -> Option<Url> {
    let url = Url::parse(text(value, key)?.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// An id, as text or as a whole number. Never through a fraction: some have more digits than one
/// holds.
pub(super) fn id(value: &Value) -> Option<RemoteId> {
    match value {
        Value::String(text) => text_id(text),
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            Some(RemoteId(number.to_string()))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            None
        }
    }
}

/// A text as an id, if it can be one.
pub(super) fn text_id(text: &str) -> Option<RemoteId> {
    let text = text.trim();
    let is_id = !text.is_empty() && text.len() <= ID_BYTES_MAX && !text.contains(char::is_control);
    is_id.then(|| RemoteId(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_an_object_counts_as_an_answer() {
        for body in ["[]", "", "OK", "<html></html>", "{\"itemRefs\":[{\"id\":\"1\"}", "null"] {
            assert_eq!(object(body.as_bytes()), Err(WireError::NotAnObject), "{body}");
        }
        assert!(object(b"\xef\xbb\xbf{}").is_ok(), "a byte order mark");
    }

    #[test]
    fn a_missing_list_is_no_empty_one() {
        for body in ["{}", "{\"itemRefs\":null}", "{\"itemRefs\":{}}"] {
            let mut fields = object(body.as_bytes()).unwrap();
            assert_eq!(list(&mut fields, "itemRefs", 9), Err(WireError::Missing("itemRefs")));
        }
        let mut fields = object(b"{\"itemRefs\":[]}").unwrap();
        assert_eq!(list(&mut fields, "itemRefs", 9), Ok(Vec::new()));
    }

    #[test]
    fn a_list_may_be_as_long_as_its_limit_and_no_longer() {
        let mut fields = object(b"{\"a\":[1,2],\"b\":[1,2]}").unwrap();
        assert_eq!(list(&mut fields, "a", 2).unwrap().len(), 2);
        assert_eq!(list(&mut fields, "b", 1), Err(WireError::TooMany("b")));
    }

    #[test]
    fn numbers_and_texts_are_read_for_each_other() {
        let value = json!({"a": "12", "b": 12, "c": " 12 ", "d": 1.5, "e": null, "f": "x"});
        assert_eq!(["a", "b", "c"].map(|key| whole(&value, key)), [Some(12); 3]);
        assert_eq!(["d", "e", "f", "g"].map(|key| whole(&value, key)), [None; 4]);
        assert_eq!(text(&value, "b").as_deref(), Some("12"));
        let value = json!({"a": true, "b": 1, "c": "1", "d": 0, "e": "0", "f": []});
        assert_eq!(["a", "b", "c"].map(|key| flag(&value, key)), [Some(true); 3]);
        assert_eq!(["d", "e"].map(|key| flag(&value, key)), [Some(false); 2]);
        assert_eq!(flag(&value, "f"), None);
    }

    #[test]
    fn an_id_keeps_all_its_digits() {
        assert_eq!(id(&json!(9_007_199_254_740_993_i64)).unwrap().0, "9007199254740993");
        assert_eq!(id(&json!("1796005022950308")).unwrap().0, "1796005022950308");
        assert_eq!(id(&json!(u64::MAX)).unwrap().0, u64::MAX.to_string());
        for none in [json!(1.5), json!(1e30), json!(""), json!(null), json!([1]), json!("a\nb")] {
            assert_eq!(id(&none), None, "{none}");
        }
    }

    #[test]
    fn an_id_may_be_as_long_as_the_limit_and_no_longer() {
        assert!(text_id(&"x".repeat(ID_BYTES_MAX)).is_some());
        assert_eq!(text_id(&"x".repeat(ID_BYTES_MAX + 1)), None);
    }

    #[test]
    fn a_name_is_one_short_line() {
        assert_eq!(tidy_name(" a \n b\t\u{7}c ").as_deref(), Some("a b c"));
        assert_eq!(tidy_name(" \n "), None);
        let long = "x".repeat(NAME_CHARS_MAX + 1);
        assert_eq!(tidy_name(&long).unwrap().len(), NAME_CHARS_MAX);
    }

    #[test]
    fn only_addresses_of_the_web_are_addresses() {
        let value = json!({"a": "https://a.org/x", "b": "javascript:1", "c": "", "d": 5});
        assert_eq!(web_url(&value, "a").unwrap().as_str(), "https://a.org/x");
        assert_eq!(["b", "c", "d", "e"].map(|key| web_url(&value, key)), [None, None, None, None]);
    }
}
