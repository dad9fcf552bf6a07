//! Ids of stored things. Each has its own type, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub i64);
    };
}

id!(
    /// An account on a server.
    AccountId
);
id!(
    /// A feed in the library.
    FeedId
);
id!(
    /// A folder in the library.
    FolderId
);
id!(
    /// A saved search.
    SmartFeedId
);
id!(
    /// An entry in the library. Entries of previews have negative ids.
    EntryId
);
id!(
    /// A tag of the user's own.
    TagId
);
id!(
    /// A step in the undo log.
    StepId
);
id!(
    /// A rule.
    RuleId
);

impl AccountId {
    /// Stands for the feeds on this computer, which belong to no account.
    pub const LOCAL: Self = Self(0);
}
