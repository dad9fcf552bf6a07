//! The user's own tags. Those that publishers give are part of an entry's content.

use super::ids::TagId;

/// A tag that some entry has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}
