//! Sync between computers through a shared folder: the format of its files, and how they are read,
//! written and merged. Knows no database; the library is behind [`Replica`].
//!
//! Each device writes only into its own directory:
//!
//! ```text
//! Gleaner/format.json                {"format":1}
//! Gleaner/devices/DEVICE/about       name, version, progress
//! Gleaner/devices/DEVICE/s-1-412     a sealed segment of operations; never changed again
//! Gleaner/devices/DEVICE/open        the newest operations, replaced as a whole
//! Gleaner/devices/DEVICE/base-412    what the operations up to 412 came to
//! ```
//!
//! From low to high: `clock`, `device`, `record`, `marks`, `lines`, `cipher`, `segment`, `merge`,
//! `files`, `problem`, `replica`, `scan`, `about`, `pull`, `push`, `engine`.

mod about;
mod cipher;
mod clock;
mod device;
mod engine;
mod files;
mod lines;
mod marks;
mod merge;
mod problem;
mod pull;
mod push;
mod record;
mod replica;
mod scan;
mod segment;
#[cfg(test)]
mod simulation;

pub use about::About;
pub use cipher::{Cipher, random};
pub use clock::{AHEAD_MAX_MILLIS, Clock};
pub use device::DeviceId;
pub use engine::{DeviceReport, Engine, FORMAT_FILE, Memory, Report, found_folder};
pub use files::{DiskFiles, FileInfo, Files};
pub use lines::{LINE_BYTES_MAX, parse_line, write_line};
pub use marks::MARKS_IN_A_LINE;
pub use merge::{Presence, Seen, is_present, parents_without_cycles};
pub use problem::Problem;
pub use push::Limits;
pub use record::{EntryName, Line, MarkKind, Marks, Record, RowId, RowKey, Stamp, Table};
pub use replica::{Progress, Replica, Whose};
pub use segment::{Contents, Header, Kind, Refusal, decode, encode, with_hash};
