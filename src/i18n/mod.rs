//! The words of the window: messages in Fluent, numbers, dates.
//!
//! English is in `assets/i18n/en/gleaner.ftl`. `t!(places_unread, count = 3)` gives the text of
//! `places-unread` in the language in use; ids and arguments are checked by rustc, because
//! `build.rs` writes a type for each message. The command line and its JSON stay English and do not
//! come here.

#[cfg(test)]
mod arguments;
mod catalogue;
mod dates;
mod language;
mod numbers;
mod pseudo;
#[cfg(test)]
mod style;
mod system;
#[cfg(test)]
mod tests;

use fluent_bundle::{FluentArgs, FluentValue};

pub use catalogue::translations;
pub use dates::{
    clock_words, date_words, day_words, full_date_words, hour_words, month_short_words,
    month_words, time_of_day_words, time_words, until_words,
};
pub use language::{Language, language, set_language, with_language};
pub use numbers::{bytes_words, decimal_words, number_words};
pub use pseudo::pseudo_words;
pub use system::io_words;

/// Gives the text of a message in the language of the moment. For tables of words.
pub(crate) type Words = fn() -> String;

/// The value of a message's argument: text, a whole number or a fraction.
pub(crate) type Argument<'a> = FluentValue<'a>;

/// Turns a value into an argument. Numbers get the separators of the language; a year, a port or
/// any other number that counts nothing is passed as text.
pub(crate) fn argument<'a>(value: impl Into<Argument<'a>>) -> Argument<'a> {
    match value.into() {
        // Fluent panics when it looks for the plural of these.
        FluentValue::Number(number) if !number.value.is_finite() => {
            FluentValue::String(number.value.to_string().into())
        }
        value => value,
    }
}

/// A message of the `.ftl` file with its arguments.
pub(crate) trait Message {
    fn text(self) -> String;
}

/// One line for each English message; `build.rs` writes them.
macro_rules! message {
    ($name:ident, $id:literal) => {
        pub(crate) struct $name;

        impl super::Message for $name {
            fn text(self) -> String {
                super::plain($id)
            }
        }
    };
    ($name:ident, $id:literal $(, $argument:ident)+) => {
        pub(crate) struct $name<'a> {
            $(pub(crate) $argument: super::Argument<'a>,)+
        }

        impl super::Message for $name<'_> {
            fn text(self) -> String {
                super::with_arguments($id, [$((stringify!($argument), self.$argument)),+])
            }
        }
    };
}

fn plain(id: &str) -> String {
    catalogue::text(language(), id, None)
}

fn with_arguments<const N: usize>(
    id: &str,
    arguments: [(&'static str, Argument<'_>); N],
) -> String {
    let arguments: FluentArgs<'_> = arguments.into_iter().collect();
    catalogue::text(language(), id, Some(&arguments))
}

/// A type for each message, named like its id.
// A message that nobody uses is a warning, but some features alone need theirs.
#[cfg_attr(
    not(all(feature = "desktop", feature = "diagrams", feature = "highlight", feature = "math")),
    allow(dead_code)
)]
#[allow(non_camel_case_types)]
pub(crate) mod text {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// The text of a message in the language in use: `t!(places_unread, count = 3)`.
///
/// An argument is anything that becomes an [`Argument`]: strings, owned or borrowed, and numbers.
/// A plain message takes about 50 ns in a release build, one with a plural about 650 ns: keep the
/// text of rows that are painted in every frame.
macro_rules! t {
    ($id:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::Message::text($crate::i18n::text::$id {
            $($name: $crate::i18n::argument($value)),*
        })
    };
}
pub(crate) use t;
