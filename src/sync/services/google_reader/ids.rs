//! The names of streams and entries in the Google Reader interface. Pure.

use crate::model::RemoteId;
use crate::sync::wire;

pub(super) const READING_LIST: &str = "user/-/state/com.google/reading-list";
pub(super) const READ: &str = "user/-/state/com.google/read";
pub(super) const STARRED: &str = "user/-/state/com.google/starred";

const ITEM: &str = "tag:google.com,2005:reader/item/";

/// The one form of an entry's id that the library keeps: a signed decimal number if it is one of 64
/// bits, or else the text as it is. Lists send the decimal form, entries the hexadecimal one.
pub(super) fn canonical(id: &RemoteId) -> RemoteId {
    let text = id.as_str();
    let hex = |text: &str| {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| is_hex)
    };
    let decimal = |text: &str| {
        let signed = || text.parse::<i64>().ok().map(i64::cast_unsigned);
        text.parse::<u64>().ok().or_else(signed)
    };
    let (rest, number) = match text.strip_prefix(ITEM) {
        Some(rest) => (rest, hex(rest)),
        None => (text, decimal(text).or_else(|| hex(text))),
    };
    RemoteId(number.map_or_else(|| rest.to_owned(), |number| number.cast_signed().to_string()))
}

/// The form for requests, which all servers understand.
pub(super) fn long(id: &RemoteId) -> String {
    match id.as_str().parse::<i64>() {
        Ok(number) => format!("{ITEM}{:016x}", number.cast_unsigned()),
        Err(_) => format!("{ITEM}{}", id.as_str()),
    }
}

/// The stream of a folder or label.
pub(super) fn label_stream(name: &str) -> String {
    format!("user/-/label/{name}")
}

/// The name in `user/<any>/label/<name>`.
pub(super) fn label_name(stream: &str) -> Option<String> {
    let (_, rest) = stream.strip_prefix("user/")?.split_once('/')?;
    wire::tidy_name(rest.strip_prefix("label/")?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(text: &str) -> RemoteId {
        RemoteId(text.to_owned())
    }

    #[test]
    fn both_forms_of_an_id_are_one() {
        for (decimal, hex) in [
            ("1796005023015975", "0006617501696427"),
            ("1", "0000000000000001"),
            ("-1", "ffffffffffffffff"),
            ("-9223372036854775808", "8000000000000000"),
        ] {
            let long_form = format!("{ITEM}{hex}");
            assert_eq!(canonical(&id(&long_form)), id(decimal));
            assert_eq!(long(&id(decimal)), long_form);
        }
        assert_eq!(canonical(&id("18446744073709551615")), id("-1"), "written without a sign");
        assert_eq!(canonical(&id("0012")), id("12"));
    }

    #[test]
    fn an_id_that_is_no_number_stays_as_it_is() {
        let old = "50be4b4b4f0fb6e3a9000123";
        assert_eq!(canonical(&id(old)), id(old));
        assert_eq!(canonical(&id(&format!("{ITEM}{old}"))), id(old));
        assert_eq!(long(&id(old)), format!("{ITEM}{old}"));
    }

    #[test]
    fn a_label_is_found_whoever_the_user_is() {
        let name = "\u{158}e\u{10d}i & R/D + 100%";
        for user in ["-", "1", "00042"] {
            assert_eq!(label_name(&format!("user/{user}/label/{name}")).as_deref(), Some(name));
        }
        assert_eq!(label_name(STARRED), None);
        assert_eq!(label_name("science"), None);
    }

    proptest! {
        #[test]
        fn a_canonical_id_stays_canonical(text in "[0-9a-f-]{1,30}") {
            let once = canonical(&id(&text));
            prop_assert_eq!(canonical(&once), once.clone());
            prop_assert_eq!(canonical(&id(&long(&once))), once);
        }
    }
}
