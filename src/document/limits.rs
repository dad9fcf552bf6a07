//! How much of a hostile or broken body is looked at. Everything here is far above what articles
//! need.

/// Bytes of HTML that are read; what follows is cut off. Bodies with large `data:` pictures still
/// fit.
pub const MAX_HTML_BYTES: usize = 8 << 20;

/// Elements and texts that a body may have; what follows is cut off.
pub const MAX_NODES: usize = 200_000;

/// Elements that may be open at once. Deeper ones lose their meaning, never their words.
pub const MAX_OPEN_ELEMENTS: usize = 256;

/// Attributes of one tag; what follows is dropped, because finding duplicates takes quadratic time.
pub const MAX_ATTRIBUTES: usize = 256;

/// Containers (quotes, lists, items, cells, ...) within each other in a document. Deeper ones are
/// dissolved into their parent.
pub const MAX_BLOCK_DEPTH: usize = 64;

/// Columns of a table; further cells join the last column.
pub const MAX_TABLE_COLUMNS: u32 = 200;

/// Bytes of a picture's `data:` address.
pub const MAX_DATA_IMAGE_BYTES: usize = 4 << 20;

/// Bytes of any other address: what browsers and servers agree on.
pub const MAX_URL_BYTES: usize = 16 << 10;

/// Pictures of other sizes that are kept for one image.
pub const MAX_IMAGE_CANDIDATES: usize = 32;
