//! Limits against hostile or broken bodies. All are far above the needs of articles.

/// Bytes of HTML that are read. The rest is cut off. Bodies with large `data:` pictures still fit.
pub const MAX_HTML_BYTES: usize = 8 << 20;

/// Elements and texts of a body. The rest is cut off.
pub const MAX_NODES: usize = 200_000;

/// Elements that may be open at once. Deeper ones lose their meaning but keep their words.
pub const MAX_OPEN_ELEMENTS: usize = 256;

/// Attributes of one tag. The rest is dropped, because finding duplicates takes quadratic time.
pub const MAX_ATTRIBUTES: usize = 256;

/// Depth of containers (quotes, lists, items, cells) in a document. The content of deeper ones
/// joins their parent.
pub const MAX_BLOCK_DEPTH: usize = 64;

/// Columns of a table. Further cells join the last column.
pub const MAX_TABLE_COLUMNS: u32 = 200;

/// Bytes of a picture's `data:` address.
pub const MAX_DATA_IMAGE_BYTES: usize = 4 << 20;

/// Bytes of any other address. Browsers and servers accept this much.
pub const MAX_URL_BYTES: usize = 16 << 10;

/// Pictures of other sizes for one image.
pub const MAX_IMAGE_CANDIDATES: usize = 32;
