//! How far a feed and its current entry have been read: which fields are written, and which values
//! wait.

use url::Url;

use super::field::TextConstruct;

/// The fields of the feed that have been written.
#[derive(Debug, Default)]
pub(super) struct FeedProgress {
    pub(super) has_title: bool,
    pub(super) has_subtitle: bool,
    pub(super) has_logo: bool,
    /// How often the feed is updated: `frequency` times in each period.
    pub(super) period_secs: Option<u64>,
    pub(super) frequency: Option<u64>,
}

/// An entry that is being read: which fields are written, and the spare values that are used if
/// nothing better comes.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one field whether it was written")]
pub(super) struct Draft<'a> {
    pub(super) has_title: bool,
    pub(super) has_id: bool,
    pub(super) has_link: bool,
    pub(super) has_author: bool,
    pub(super) has_picture: bool,
    /// The page with the discussion.
    pub(super) comments_page: Option<String>,
    pub(super) comment_count: Option<u32>,
    /// How long the episode plays. iTunes states it beside the file.
    pub(super) seconds: Option<u32>,
    /// The rank of the value that is written. A better one may be written after it, because feed-rs
    /// keeps the last.
    pub(super) content_rank: u8,
    pub(super) published_rank: u8,
    pub(super) updated_rank: u8,
    /// The longest summary and the base of its relative addresses. Without a body, it becomes the
    /// body.
    pub(super) summary: Option<Summary<'a>>,
    /// A shorter one.
    pub(super) second_summary: Option<Summary<'a>>,
    pub(super) spare_title: Option<TextConstruct<'a>>,
    pub(super) spare_summary: Option<TextConstruct<'a>>,
    pub(super) spare_summary_rank: u8,
    /// The authors of the feed that the entry was taken from.
    pub(super) source_authors: Vec<String>,
    pub(super) spare_id: Option<String>,
    pub(super) spare_link: Option<String>,
    pub(super) spare_author: Option<String>,
}

pub(super) type Summary<'a> = (TextConstruct<'a>, Option<Url>);
