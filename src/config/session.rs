//! The state of the window from one start to the next: `session.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{AccountId, EntryId, FolderId};
use crate::query::PlaceId;

/// The position of the window and the things it showed: `session.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Size of the window in points.
    pub window_size: [f32; 2],
    /// The window's top left corner in points; not every platform tells it.
    pub window_position: Option<[f32; 2]>,
    pub is_maximized: bool,
    /// In points.
    pub sidebar_width: f32,
    /// In points.
    pub list_width: f32,
    pub is_sidebar_shown: bool,
    /// The folders whose contents are hidden.
    pub folded: Vec<FolderId>,
    /// The accounts whose feeds are hidden.
    pub folded_accounts: Vec<AccountId>,
    /// The place that was selected in the sidebar.
    #[serde(rename = "source", deserialize_with = "PlaceId::deserialize_known")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The entry that was open.
    pub entry: Option<EntryId>,
    /// How far the list was scrolled, in rows.
    pub list_row: f32,
    /// The episode in the player.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episode: Option<EntryId>,
    /// Whether the user was asked about automatic refreshes.
    pub refresh_question: RefreshQuestion,
    /// How often each command and place was chosen in the palette, by its name.
    pub palette_uses: BTreeMap<String, u32>,
}

/// The question whether feeds should be refreshed automatically. It is asked once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RefreshQuestion {
    /// There was no subscription yet.
    #[default]
    Later,
    /// It is on screen.
    Asked,
    /// The user has answered it.
    Answered,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            window_size: [1280.0, 860.0],
            window_position: None,
            is_maximized: false,
            sidebar_width: 230.0,
            list_width: 350.0,
            is_sidebar_shown: true,
            folded: Vec::new(),
            folded_accounts: Vec::new(),
            place: None,
            entry: None,
            list_row: 0.0,
            episode: None,
            refresh_question: RefreshQuestion::default(),
            palette_uses: BTreeMap::new(),
        }
    }
}
