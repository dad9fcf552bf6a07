//! Rewrites a damaged JSON document as one that can be read.
//!
//! Publishers write JSON with templates: a comma too many, half of a surrogate pair, `\'`, a line
//! break within a string, `NaN`, a number that no computer can hold, comments. The result always
//! has balanced brackets. A document that was cut short loses the element that was cut.

use super::repair_text::{ReadString, number, string};

/// Deepest nesting that is kept. The parser refuses more.
const MAX_DEPTH: usize = 120;

/// A document as valid JSON.
#[derive(Debug)]
pub(super) struct Repaired {
    pub(super) json: String,
    /// Whether the document was cut short.
    pub(super) is_cut_off: bool,
}

/// The document as valid JSON, or `None` if it has no object or nests too deeply.
pub(super) fn repaired(source: &str) -> Option<Repaired> {
    let at = source.find('{')?;
    let mut repair =
        Repair { source, at, out: String::new(), frames: Vec::new(), is_cut_off: false };
    while repair.step()? {}
    Some(Repaired { json: repair.out, is_cut_off: repair.is_cut_off })
}

/// What is expected next in an object or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Key,
    Colon,
    Value,
    /// A comma or the end.
    Comma,
}

/// An object or a list that is open.
#[derive(Debug)]
struct Frame {
    is_object: bool,
    expected: Expected,
    is_empty: bool,
    /// Where its last element begins in the output, with the comma before it.
    element_at: usize,
}

struct Repair<'a> {
    source: &'a str,
    at: usize,
    out: String,
    frames: Vec<Frame>,
    is_cut_off: bool,
}

impl Repair<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Reads one piece. Returns whether there is more.
    fn step(&mut self) -> Option<bool> {
        let Some(next) = self.rest().chars().next() else {
            return self.cut_short();
        };
        match next {
            '{' | '[' => {
                self.begin_value(|out| out.push(next));
                let is_object = next == '{';
                let expected = if is_object { Expected::Key } else { Expected::Value };
                let element_at = self.out.len();
                self.frames.push(Frame { is_object, expected, is_empty: true, element_at });
                self.at += 1;
                (self.frames.len() <= MAX_DEPTH).then_some(true)
            }
            '}' | ']' => {
                self.at += 1;
                self.close(next == '}');
                Some(!self.frames.is_empty())
            }
            ',' => {
                self.at += 1;
                self.comma();
                Some(true)
            }
            ':' => {
                self.at += 1;
                if let Some(frame) = self.frames.last_mut()
                    && frame.expected == Expected::Colon
                {
                    frame.expected = Expected::Value;
                    self.out.push(':');
                }
                Some(true)
            }
            '"' | '\'' => self.string(),
            '/' if self.rest().starts_with("//") => {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                Some(true)
            }
            '/' if self.rest().starts_with("/*") => {
                self.at += self.rest().find("*/").map_or(self.rest().len(), |end| end + 2);
                Some(true)
            }
            other if other.is_whitespace() => {
                self.at += other.len_utf8();
                Some(true)
            }
            _ => {
                self.word();
                Some(true)
            }
        }
    }

    fn string(&mut self) -> Option<bool> {
        let is_value = self
            .frames
            .last()
            .is_some_and(|frame| !frame.is_object || frame.expected == Expected::Value);
        let is_member = self.frames.last().is_some_and(|frame| frame.is_object);
        let Some(ReadString { json, length }) = string(self.rest(), is_value, is_member) else {
            return self.cut_short();
        };
        self.at += length;
        self.text(&json);
        Some(true)
    }

    /// A text: a key or a value.
    fn text(&mut self, json: &str) {
        let is_key = self.frames.last().is_some_and(|frame| {
            frame.is_object && matches!(frame.expected, Expected::Key | Expected::Comma)
        });
        if is_key {
            self.separate();
            self.out.push_str(json);
            self.expect(Expected::Colon);
        } else {
            self.begin_value(|out| out.push_str(json));
        }
    }

    /// A word without quotes: a number, a literal, or a text.
    fn word(&mut self) {
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']');
        let length = self.rest().find(is_end).unwrap_or(self.rest().len());
        let word = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length.max(1);
        let is_key = self.frames.last().is_some_and(|frame| {
            frame.is_object && matches!(frame.expected, Expected::Key | Expected::Comma)
        });
        let json = match word.to_ascii_lowercase().as_str() {
            _ if is_key => serde_json::Value::String(word).to_string(),
            "true" => "true".to_owned(),
            "false" => "false".to_owned(),
            "null" | "none" | "nil" | "undefined" | "nan" => "null".to_owned(),
            _ => number(&word).unwrap_or_else(|| serde_json::Value::String(word).to_string()),
        };
        self.text(&json);
    }

    /// Writes what stands between the element before and this one.
    fn separate(&mut self) {
        let length = self.out.len();
        if let Some(frame) = self.frames.last_mut() {
            frame.element_at = length;
            if !frame.is_empty {
                self.out.push(',');
            }
            frame.is_empty = false;
        }
    }

    /// Writes a value where one may stand, with what is missing before it.
    fn begin_value(&mut self, write: impl FnOnce(&mut String)) {
        let (is_object, expected) = self
            .frames
            .last()
            .map_or((false, Expected::Value), |frame| (frame.is_object, frame.expected));
        match (is_object, expected) {
            (false, _) => self.separate(),
            (true, Expected::Key | Expected::Comma) => {
                self.separate();
                self.out.push_str("\"\":");
            }
            (true, Expected::Colon) => self.out.push(':'),
            (true, Expected::Value) => {}
        }
        write(&mut self.out);
        self.expect(Expected::Comma);
    }

    fn expect(&mut self, expected: Expected) {
        if let Some(frame) = self.frames.last_mut() {
            frame.expected = expected;
        }
    }

    fn comma(&mut self) {
        self.end_member();
        if let Some(frame) = self.frames.last_mut() {
            frame.expected = if frame.is_object { Expected::Key } else { Expected::Value };
        }
    }

    /// Gives a key without a value one.
    fn end_member(&mut self) {
        if let Some(frame) = self.frames.last().filter(|frame| frame.is_object) {
            match frame.expected {
                Expected::Colon => self.out.push_str(":null"),
                Expected::Value => self.out.push_str("null"),
                Expected::Key | Expected::Comma => {}
            }
        }
    }

    /// Closes an object or a list, and those within it that are still open. A bracket that closes
    /// nothing is left out.
    fn close(&mut self, is_object: bool) {
        if !self.frames.iter().any(|frame| frame.is_object == is_object) {
            return;
        }
        loop {
            self.end_member();
            let Some(frame) = self.frames.pop() else { return };
            self.out.push(if frame.is_object { '}' } else { ']' });
            if frame.is_object == is_object {
                return;
            }
        }
    }

    /// Ends a document that was cut short, without the element of a list that was cut.
    fn cut_short(&mut self) -> Option<bool> {
        self.is_cut_off = true;
        // The outermost list of the feed is that of its entries.
        let list = self.frames.iter().position(|frame| !frame.is_object)?;
        if self.frames.len() > list + 1 {
            self.out.truncate(self.frames.get(list)?.element_at);
            self.frames.truncate(list + 1);
        }
        let is_empty = self.out.ends_with('[');
        while !self.frames.is_empty() {
            self.close(self.frames.last()?.is_object);
        }
        (!is_empty).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(source: &str) -> Value {
        let json = repaired(source).unwrap().json;
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
    }

    #[test]
    fn slips_are_repaired() {
        for (source, expected) in [
            (r#"{"a":1,}"#, json!({"a": 1})),
            (r#"{"a":[1,,2,],,"b":2}"#, json!({"a": [1, 2], "b": 2})),
            (r#"{"a":[1 2] "b":2}"#, json!({"a": [1, 2], "b": 2})),
            (r#"{"a" 1}"#, json!({"a": 1})),
            (r#"{"a":,"b":}"#, json!({"a": null, "b": null})),
            (r#"{a:'x',"b":True}"#, json!({"a": "x", "b": true})),
            (r#"{"a":NaN,"b":undefined,"c":1e999}"#, json!({"a": null, "b": null, "c": null})),
            (r#"{"a":01,"b":.5,"c":+7}"#, json!({"a": 1, "b": 0.5, "c": 7})),
            ("{\"a\":1 // one\n,/* two */\"b\":2}", json!({"a": 1, "b": 2})),
            (r#")]}'{"a":1};"#, json!({"a": 1})),
            (r#"f({"a":[1]});"#, json!({"a": [1]})),
            (r#"{"a":{"b":[1}}"#, json!({"a": {"b": [1]}})),
            (r#"{"a":1}{"b":2}"#, json!({"a": 1})),
        ] {
            assert_eq!(read(source), expected, "{source}");
        }
    }

    #[test]
    fn a_document_that_was_cut_loses_the_element_that_was_cut() {
        for cut in
            [r#"{"id":2,"te"#, r#"{"id":2,"#, r#"{"id":2"#, r#"{"id":"#, "{", "", r#"{"t":["x""#]
        {
            let source = format!(r#"{{"items":[{{"id":1}},{cut}"#);
            assert_eq!(read(&source), json!({"items": [{"id": 1}]}), "{cut}");
        }
        for hopeless in [r#"{"items":["#, r#"{"items":[{"id":1"#, "no object"] {
            assert!(repaired(hopeless).is_none(), "{hopeless}");
        }
        let is_cut_off = |source| repaired(source).unwrap().is_cut_off;
        assert!(is_cut_off(r#"{"items":[{"id":1},{"#) && !is_cut_off(r#"{"items":[{"id":1},]}"#));
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |depth: usize| format!("{}{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert!(repaired(&nested(MAX_DEPTH)).is_some());
        assert!(repaired(&nested(MAX_DEPTH + 1)).is_none());
    }
}
