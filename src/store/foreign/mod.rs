//! Reads the databases of other feed readers. Never writes to them.
//!
//! Each program has a file that says in SQL where its folders, feeds and entries are. Versions of a
//! program differ in their columns, so a column that is missing reads as NULL. A file may come from
//! a stranger: no code in its schema runs, every number has a limit, and every value may have a
//! wrong type.

mod liferea;
mod newsflash;
mod open;
mod quiterss;
mod rss_guard;
mod tables;
mod values;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::{Connection, ErrorCode, Row};
use url::Url;

use self::tables::Tables;
use self::values::{key, seen_time, text, title};
use crate::i18n::t;
use crate::model::{
    Enclosure, EntryContent, ForeignCounts, ForeignEntry, ForeignFeed, ForeignProgram,
};

pub use open::is_database;

/// Feeds and folders that are read of one database.
pub const FOREIGN_FEEDS_MAX: usize = 20_000;
/// Entries that a database may have.
pub const FOREIGN_ENTRIES_MAX: u32 = 2_000_000;
/// Depth of folders.
const FOLDER_DEPTH_MAX: usize = 20;
/// Entries that are read at a time.
const BATCH_ENTRIES: usize = 500;
/// Bytes of texts after which a batch ends early.
const BATCH_BYTES: usize = 16 << 20;
/// Bytes of the text of one entry; a longer one is left out, and its entry has no text.
const HTML_BYTES_MAX: usize = 8 << 20;

/// Why a database cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    #[error("not the database of a known feed reader")]
    Unknown,
    /// Tables or columns are missing that all known versions have.
    #[error("an unknown version of {}", .program.name())]
    OtherVersion { program: ForeignProgram },
    /// The other program is writing to it.
    #[error("the database is in use")]
    InUse,
    #[error("more than {most} entries or feeds")]
    TooMany {
        most: u32,
        /// Otherwise feeds.
        is_entries: bool,
    },
    #[error("database: {0}")]
    Damaged(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for ForeignError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            _ => Self::Damaged(error),
        }
    }
}

impl ForeignError {
    /// The sentence for the user.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Unknown => t!(error_foreign_unknown),
            Self::OtherVersion { program } => {
                t!(error_foreign_version, program = program.name())
            }
            Self::InUse => t!(error_foreign_in_use),
            Self::TooMany { most, is_entries: true } => {
                t!(error_foreign_too_many_entries, count = *most)
            }
            Self::TooMany { most, is_entries: false } => {
                t!(error_foreign_too_many_feeds, count = *most)
            }
            Self::Damaged(_) => t!(error_foreign_damaged),
        }
    }
}

/// Where a database has its parts, as SQL.
struct Layout {
    /// Gives the id, the id of the parent and the name of each folder.
    folders: String,
    /// Gives the id, another id, the id of the folder, the title, the address and the address of
    /// the site of each feed.
    feeds: String,
    /// Gives the columns of [`EntryColumn`] of each entry.
    entries: String,
}

/// The columns that [`Layout::entries`] gives, in this order.
#[derive(Debug, Clone, Copy)]
enum EntryColumn {
    RowId,
    /// One of the two ids of the feed.
    Feed,
    Guid,
    Url,
    Title,
    Author,
    Html,
    Published,
    IsRead,
    IsStarred,
    EnclosureUrl,
    EnclosureType,
}

/// The names that [`with_names`] gives to the columns.
const ENTRY_COLUMNS: [&str; 12] = [
    "row",
    "feed",
    "guid",
    "url",
    "title",
    "author",
    "html",
    "published",
    "is_read",
    "is_starred",
    "enclosure_url",
    "enclosure_type",
];

/// The expressions of the columns of entries, with their names.
fn with_names(expressions: &[String; ENTRY_COLUMNS.len()]) -> String {
    let named: Vec<String> = expressions
        .iter()
        .zip(ENTRY_COLUMNS)
        .map(|(expression, name)| format!("{expression} AS {name}"))
        .collect();
    named.join(", ")
}

/// The database of another feed reader, open for reading.
pub struct ForeignLibrary {
    conn: Connection,
    program: ForeignProgram,
    layout: Layout,
    feeds: Vec<ForeignFeed>,
    /// The index of a feed by each of its ids.
    by_id: HashMap<String, usize>,
    /// The row of the last entry that was read.
    last_row: i64,
}

impl ForeignLibrary {
    /// Opens a database, finds out whose it is, and reads its feeds.
    pub fn open(path: &Path) -> Result<Self, ForeignError> {
        let conn = open::open(path)?;
        let tables = Tables::read(&conn)?;
        let (program, layout) = layout(&conn, &tables)?;
        let last_row = i64::MIN;
        let mut library =
            Self { conn, program, layout, feeds: Vec::new(), by_id: HashMap::new(), last_row };
        library.read_feeds()?;
        library.count()?;
        Ok(library)
    }

    #[must_use]
    pub fn program(&self) -> ForeignProgram {
        self.program
    }

    #[must_use]
    pub fn feeds(&self) -> &[ForeignFeed] {
        &self.feeds
    }

    fn read_feeds(&mut self) -> Result<(), ForeignError> {
        let folders = self.read_folders()?;
        let mut statement = self.conn.prepare(&self.layout.feeds)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if self.feeds.len() == FOREIGN_FEEDS_MAX {
                let most = u32::try_from(FOREIGN_FEEDS_MAX).unwrap_or(u32::MAX);
                return Err(ForeignError::TooMany { most, is_entries: false });
            }
            // The other id does not replace a feed's own.
            for at in [1, 0] {
                let id = text(row, at)?;
                if !id.is_empty() {
                    self.by_id.insert(id, self.feeds.len());
                }
            }
            self.feeds.push(ForeignFeed {
                folders: path(&folders, &text(row, 2)?),
                title: title(&text(row, 3)?),
                address: text(row, 4)?.trim().to_owned(),
                site_url: Url::parse(text(row, 5)?.trim()).ok(),
                counts: ForeignCounts::default(),
            });
        }
        Ok(())
    }

    /// The parent and the name of each folder by its id.
    fn read_folders(&self) -> Result<HashMap<String, (String, String)>, ForeignError> {
        let mut statement = self.conn.prepare(&self.layout.folders)?;
        let mut rows = statement.query([])?;
        let mut folders = HashMap::new();
        while let Some(row) = rows.next()? {
            if folders.len() < FOREIGN_FEEDS_MAX {
                folders.insert(text(row, 0)?, (text(row, 1)?, title(&text(row, 2)?)));
            }
        }
        Ok(folders)
    }

    fn count(&mut self) -> Result<(), ForeignError> {
        let sql = format!(
            "SELECT feed, count(*), sum(coalesce(is_read, 0) = 0), sum(coalesce(is_starred, 0) <> 0)
                 FROM ({}) GROUP BY feed",
            self.layout.entries
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut total = 0_u32;
        while let Some(row) = rows.next()? {
            let counts =
                ForeignCounts { entries: row.get(1)?, unread: row.get(2)?, starred: row.get(3)? };
            total = total.saturating_add(counts.entries);
            let at = self.by_id.get(&text(row, 0)?).copied();
            if let Some(feed) = at.and_then(|at| self.feeds.get_mut(at)) {
                feed.counts = feed.counts.plus(counts);
            }
        }
        if total > FOREIGN_ENTRIES_MAX {
            return Err(ForeignError::TooMany { most: FOREIGN_ENTRIES_MAX, is_entries: true });
        }
        Ok(())
    }

    /// The next entries of the database; `None` after the last. A batch may be empty.
    pub fn next_entries(&mut self) -> Result<Option<Vec<ForeignEntry>>, ForeignError> {
        let sql = format!(
            "SELECT * FROM ({}) WHERE row > ?1 ORDER BY row LIMIT {BATCH_ENTRIES}",
            self.layout.entries
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([self.last_row])?;
        let (mut entries, mut bytes, mut is_any) = (Vec::new(), 0, false);
        while let Some(row) = rows.next()? {
            is_any = true;
            self.last_row = row.get(EntryColumn::RowId as usize)?;
            let feed = self.by_id.get(&text(row, EntryColumn::Feed as usize)?).copied();
            if let Some(feed) = feed {
                let entry = entry(row, feed)?;
                bytes += entry.content.html.len();
                entries.push(entry);
            }
            if bytes > BATCH_BYTES {
                break;
            }
        }
        Ok(is_any.then_some(entries))
    }
}

fn entry(row: &Row<'_>, feed: usize) -> Result<ForeignEntry, ForeignError> {
    let column = |column: EntryColumn| text(row, column as usize);
    let url = Url::parse(column(EntryColumn::Url)?.trim()).ok();
    let published = seen_time(row.get_ref(EntryColumn::Published as usize)?);
    let author = title(&column(EntryColumn::Author)?);
    let enclosure = Url::parse(column(EntryColumn::EnclosureUrl)?.trim()).ok();
    let media_type = column(EntryColumn::EnclosureType)?;
    let enclosures = enclosure.map(|url| Enclosure {
        url,
        media_type: Some(media_type).filter(|kind| !kind.is_empty()),
        bytes: None,
        seconds: None,
        title: None,
    });
    let content = EntryContent {
        title: title(&column(EntryColumn::Title)?),
        base: url.clone(),
        url,
        authors: Some(author).filter(|author| !author.is_empty()).into_iter().collect(),
        published,
        html: column(EntryColumn::Html)?,
        enclosures: enclosures.into_iter().collect(),
        ..EntryContent::default()
    };
    Ok(ForeignEntry {
        feed,
        key: key(&column(EntryColumn::Guid)?, &content),
        content,
        is_read: row.get_ref(EntryColumn::IsRead as usize)?.as_i64().unwrap_or(0) != 0,
        is_starred: row.get_ref(EntryColumn::IsStarred as usize)?.as_i64().unwrap_or(0) != 0,
    })
}

/// The names of a folder and of those around it, outermost first. Folders that are in each other
/// end the path.
fn path(folders: &HashMap<String, (String, String)>, id: &str) -> Vec<String> {
    let (mut names, mut seen, mut id) = (Vec::new(), HashSet::new(), id);
    while let Some((parent, name)) = folders.get(id) {
        if names.len() == FOLDER_DEPTH_MAX || !seen.insert(id) {
            break;
        }
        if !name.is_empty() {
            names.push(name.clone());
        }
        id = parent;
    }
    names.reverse();
    names
}

/// A program, the tables that tell it from others, and the columns that all of its versions have.
struct Kind {
    program: ForeignProgram,
    marks: &'static [&'static str],
    needs: &'static [(&'static str, &'static [&'static str])],
    layout: fn(&Connection, &Tables) -> rusqlite::Result<Layout>,
}

const KINDS: [Kind; 4] = [quiterss::KIND, rss_guard::KIND, liferea::KIND, newsflash::KIND];

fn layout(conn: &Connection, tables: &Tables) -> Result<(ForeignProgram, Layout), ForeignError> {
    let kind = KINDS
        .iter()
        .find(|kind| kind.marks.iter().all(|mark| tables.has(mark)))
        .ok_or(ForeignError::Unknown)?;
    let program = kind.program;
    let is_known = kind
        .needs
        .iter()
        .all(|(table, columns)| columns.iter().all(|column| tables.has_column(table, column)));
    if !is_known {
        return Err(ForeignError::OtherVersion { program });
    }
    Ok((program, (kind.layout)(conn, tables)?))
}

#[cfg(test)]
mod tests;
