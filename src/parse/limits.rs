//! The limits that several files here share.

/// Largest document, in bytes before and after decoding. Parsing needs about five times as much
/// memory.
pub const MAX_DOCUMENT_BYTES: usize = 32 << 20;

/// Most entries of one feed. The first ones are kept, which in nearly all feeds are the newest, or
/// the last ones of a feed that lists the oldest first.
pub const MAX_ENTRIES: usize = 20_000;

/// Most authors, tags and files of one entry. Each is compared with all before it.
pub(super) const MAX_OF_ENTRY: usize = 200;
