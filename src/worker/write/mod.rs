//! The thread that owns the writable store. The user's acts go before the results of a refresh, and
//! upkeep such as indexing runs only while nothing else waits.

mod accounts;
mod acts;
mod full_texts;
mod listening;
mod progress;
mod refreshing;
mod requests;
mod settings;
mod sleep;
mod thread;
mod upkeep;
mod writer;

pub(super) use requests::sink;
pub(super) use thread::run;
pub(super) use writer::Writer;
