//! Reads JSON item by item: each item of a feed is passed on and dropped before the next is read.
//!
//! A JSON value needs many times the memory of its text, so the values of one item or field are
//! limited.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Most values in one item or in one field of the feed. Values after these are not read.
pub(super) const MAX_VALUES: usize = 100_000;
/// The fields of the feed that are kept.
const FIELDS: [&str; 10] = [
    "title",
    "description",
    "home_page_url",
    "feed_url",
    "next_url",
    "icon",
    "favicon",
    "language",
    "author",
    "authors",
];

/// A feed without its items.
#[derive(Debug)]
pub(super) struct FeedObject {
    /// A JSON object.
    pub(super) fields: Value,
    /// Whether the feed has a list of items, even an empty one.
    pub(super) has_items: bool,
}

/// Reads a document and passes each of its items to `take`.
pub(super) fn read(source: &str, take: impl FnMut(&Value)) -> serde_json::Result<FeedObject> {
    let mut deserializer = serde_json::Deserializer::from_str(source);
    let read = Document(take).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(read)
}

struct Document<F>(F);

impl<'de, F: FnMut(&Value)> DeserializeSeed<'de> for Document<F> {
    type Value = FeedObject;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FeedObject, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F: FnMut(&Value)> Visitor<'de> for Document<F> {
    type Value = FeedObject;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<FeedObject, A::Error> {
        let (mut fields, mut has_items) = (Map::new(), false);
        while let Some(name) = map.next_key::<String>()? {
            if name == "items" {
                has_items = map.next_value_seed(Items(&mut self.0))?;
            } else if FIELDS.contains(&name.as_str()) {
                fields.insert(
                    name,
                    map.next_value_seed(BoundedValue { room: &mut MAX_VALUES.clone() })?,
                );
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(FeedObject { fields: Value::Object(fields), has_items })
    }
}

/// Reads the items and returns whether they are a list.
struct Items<'f, F>(&'f mut F);

impl<'de, F: FnMut(&Value)> DeserializeSeed<'de> for Items<'_, F> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(&Value)> Visitor<'de> for Items<'_, F> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while let Some(item) =
            list.next_element_seed(BoundedValue { room: &mut MAX_VALUES.clone() })?
        {
            (self.0)(&item);
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}

/// Reads a value and drops those of its parts for which there is no room.
struct BoundedValue<'r> {
    /// How many values may still be kept.
    room: &'r mut usize,
}

impl<'de> DeserializeSeed<'de> for BoundedValue<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if *self.room == 0 {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Value::Null);
        }
        *self.room -= 1;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for BoundedValue<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(BoundedValue { room: self.room })? {
            if *self.room > 0 {
                values.push(value);
            }
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(BoundedValue { room: self.room })?;
            if *self.room > 0 {
                values.insert(name, value);
            }
        }
        Ok(Value::Object(values))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn items(source: &str) -> (Vec<Value>, bool) {
        let mut items = Vec::new();
        let read = read(source, |item| items.push(item.clone())).unwrap();
        (items, read.has_items)
    }

    #[test]
    fn items_come_one_by_one_as_they_are_written() {
        let source = r#"{"items":[{"a":[1,-1,1.5,null,true,"x"],"b":{}},"y"],"other":[1]}"#;
        assert_eq!(
            items(source),
            (vec![json!({"a": [1, -1, 1.5, null, true, "x"], "b": {}}), json!("y")], true)
        );
    }

    #[test]
    fn items_that_are_no_list_are_ignored() {
        for other in ["{\"a\":[1]}", "1", "-1", "1.5", "null", "true", "\"x\""] {
            assert_eq!(items(&format!("{{\"items\":{other}}}")), (vec![], false), "{other}");
        }
    }

    #[test]
    fn values_of_an_item_beyond_the_limit_are_not_read() {
        // The item, its list and its title are values too.
        let read = |zeros: usize| {
            items(&format!(
                "{{\"items\":[{{\"x\":[{}],\"title\":\"x\"}},{{\"id\":1}}]}}",
                vec!["0"; zeros].join(",")
            ))
            .0
        };
        let most = MAX_VALUES - 4;
        assert_eq!(
            (read(most)[0]["x"].as_array().map(Vec::len), &read(most)[0]["title"]),
            (Some(most), &json!("x"))
        );
        let beyond = read(MAX_VALUES);
        assert_eq!((&beyond[0]["title"], &beyond[1]), (&Value::Null, &json!({"id": 1})));
    }
}
