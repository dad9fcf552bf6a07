//! Folds the entries of one story into one row of a list.
//!
//! An entry is hidden only if another entry of its story is in the same list. Few entries have a
//! story. The first part of a list asks the database about each of its entries; a list that goes on
//! reads all stories once.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::bits::IdBits;
use crate::model::{FeedId, ListEntry, StoryLevel};
use crate::store::values::level_of;

/// Looks up whether the list has an entry.
pub(in crate::store) type Lookup<'a> = dyn Fn(i64) -> rusqlite::Result<Option<ListEntry>> + 'a;

/// The entries of a list that ask the database, before all stories are read.
const ASKED_ALONE: u32 = 512;

/// The stories of a list.
pub(in crate::store) struct Folds<'a> {
    conn: &'a Connection,
    levels: Levels,
    asked: u32,
    stories: Option<Stories>,
    /// What to do with each entry of the stories that were met.
    known: HashMap<i64, Place>,
}

/// The place of an entry of a story.
#[derive(Debug, Clone)]
pub(in crate::store) enum Place {
    /// It has a row, which stands for these entries, too.
    Row(Vec<ListEntry>),
    /// Another row stands for it.
    Hidden,
}

/// An entry of a story that the list has.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Member {
    pub(in crate::store) entry: ListEntry,
    pub(in crate::store) text_id: i64,
    pub(in crate::store) place: u32,
    /// Which entries of its feed share a row.
    pub(in crate::store) level: StoryLevel,
}

impl<'a> Folds<'a> {
    /// The stories of a library; `None` if no list of it folds.
    pub(in crate::store) fn of(
        conn: &'a Connection,
        level: Option<StoryLevel>,
    ) -> rusqlite::Result<Option<Self>> {
        let Some(level) = level else { return Ok(None) };
        let levels = Levels::read(conn, level)?;
        if levels.are_all_off() || !conn.prepare_cached("SELECT 1 FROM stories")?.exists([])? {
            return Ok(None);
        }
        Ok(Some(Self { conn, levels, asked: 0, stories: None, known: HashMap::new() }))
    }

    /// The place of an entry that the list has.
    pub(in crate::store) fn place(
        &mut self,
        entry: &ListEntry,
        lookup: &Lookup<'_>,
    ) -> rusqlite::Result<Place> {
        if !self.known.contains_key(&entry.id.0) {
            let story = self.story(entry.id.0)?;
            if story.is_empty() {
                return Ok(Place::Row(Vec::new()));
            }
            self.known.extend(places(self.listed(&story, lookup)?));
        }
        // The entry itself may have changed since the story was read.
        Ok(self.known.remove(&entry.id.0).unwrap_or(Place::Row(Vec::new())))
    }

    /// The entries of the story of an entry; empty if it has none.
    fn story(&mut self, id: i64) -> rusqlite::Result<Vec<StoryRow>> {
        if let Some(stories) = &self.stories {
            return Ok(stories.of(id));
        }
        self.asked += 1;
        if self.asked > ASKED_ALONE {
            let stories = self.stories.insert(Stories::read(self.conn)?);
            return Ok(stories.of(id));
        }
        let sql = "SELECT story_id FROM stories WHERE entry_id = ?1";
        let found: Option<i64> =
            self.conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
        let Some(story) = found else { return Ok(Vec::new()) };
        let sql = "SELECT story_id, entry_id, text_id, place FROM stories WHERE story_id = ?1";
        self.conn.prepare_cached(sql)?.query_map([story], story_row)?.collect()
    }

    /// The entries of a story that the list has.
    fn listed(&self, story: &[StoryRow], lookup: &Lookup<'_>) -> rusqlite::Result<Vec<Member>> {
        let mut members = Vec::with_capacity(story.len());
        for row in story {
            let Some(entry) = lookup(row.entry_id)? else { continue };
            let level = self.levels.of(entry.feed_id);
            members.push(Member { entry, text_id: row.text_id, place: row.place, level });
        }
        Ok(members)
    }
}

/// An entry of a story, ordered by its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct StoryRow {
    story_id: i64,
    entry_id: i64,
    text_id: i64,
    place: u32,
}

fn story_row(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow {
        story_id: row.get(0)?,
        entry_id: row.get(1)?,
        text_id: row.get(2)?,
        place: row.get(3)?,
    })
}

/// All stories of the library.
struct Stories {
    members: IdBits,
    rows: Vec<StoryRow>,
    story_of: HashMap<i64, i64>,
}

impl Stories {
    fn read(conn: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT story_id, entry_id, text_id, place FROM stories";
        let mut rows: Vec<StoryRow> =
            conn.prepare_cached(sql)?.query_map([], story_row)?.collect::<Result<_, _>>()?;
        rows.sort_unstable();
        let mut members = IdBits::default();
        for row in &rows {
            members.insert(row.entry_id);
        }
        let story_of = rows.iter().map(|row| (row.entry_id, row.story_id)).collect();
        Ok(Self { members, rows, story_of })
    }

    fn of(&self, id: i64) -> Vec<StoryRow> {
        let Some(story) = self.members.contains(id).then(|| self.story_of.get(&id)).flatten()
        else {
            return Vec::new();
        };
        let start = self.rows.partition_point(|row| row.story_id < *story);
        self.rows.iter().skip(start).take_while(|row| row.story_id == *story).copied().collect()
    }
}

/// Divides the entries of a story into rows. Of two feeds, the stricter level counts.
fn places(members: Vec<Member>) -> Vec<(i64, Place)> {
    let mut places = Vec::with_capacity(members.len());
    let mut left = members;
    // A star is the user's own choice.
    left.sort_by_key(|member| (!member.entry.is_starred, member.place, member.entry.id));
    while !left.is_empty() {
        let head = left.remove(0);
        let (folded, others): (Vec<Member>, Vec<Member>) =
            left.into_iter().partition(|member| match head.level.min(member.level) {
                StoryLevel::Off => false,
                StoryLevel::Text => head.text_id == member.text_id,
                StoryLevel::Story => true,
            });
        places.extend(folded.iter().map(|member| (member.entry.id.0, Place::Hidden)));
        let copies = folded.into_iter().map(|member| member.entry).collect();
        places.push((head.entry.id.0, Place::Row(copies)));
        left = others;
    }
    places
}

/// The number of these entries of a story that another row stands for.
pub(in crate::store) fn hidden_count(members: Vec<Member>) -> u32 {
    let is_hidden = |(_, place): &(i64, Place)| matches!(place, Place::Hidden);
    u32::try_from(places(members).iter().filter(|place| is_hidden(place)).count()).unwrap_or(0)
}

/// Which entries of each feed share a row: as the nearest folder around it says, or else as
/// everywhere.
pub(in crate::store) struct Levels {
    everywhere: StoryLevel,
    by_feed: HashMap<FeedId, StoryLevel>,
}

impl Levels {
    pub(in crate::store) fn read(
        conn: &Connection,
        everywhere: StoryLevel,
    ) -> rusqlite::Result<Self> {
        let mut by_feed = HashMap::new();
        let is_plain =
            !conn.prepare_cached("SELECT 1 FROM folders WHERE stories IS NOT NULL")?.exists([])?;
        if is_plain {
            return Ok(Self { everywhere, by_feed });
        }
        let mut folders: HashMap<i64, (Option<i64>, Option<String>)> = HashMap::new();
        let mut statement = conn.prepare_cached("SELECT id, parent_id, stories FROM folders")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            folders.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
        let sql = "SELECT id, folder_id FROM feeds WHERE folder_id IS NOT NULL";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut around: Option<i64> = row.get(1)?;
            let mut passed = HashSet::new();
            while let Some((parent, name)) = around.and_then(|id| folders.get(&id)) {
                if let Some(level) = name.as_deref().and_then(level_of) {
                    by_feed.insert(FeedId(row.get(0)?), level);
                    break;
                }
                around = parent.filter(|id| passed.insert(*id));
            }
        }
        Ok(Self { everywhere, by_feed })
    }

    pub(in crate::store) fn of(&self, feed: FeedId) -> StoryLevel {
        self.by_feed.get(&feed).copied().unwrap_or(self.everywhere)
    }

    pub(in crate::store) fn are_all_off(&self) -> bool {
        self.everywhere == StoryLevel::Off
            && self.by_feed.values().all(|level| *level == StoryLevel::Off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryId;

    fn member(id: i64, text_id: i64, level: StoryLevel) -> Member {
        let entry = ListEntry {
            id: EntryId(id),
            feed_id: FeedId(id),
            sort_secs: 0,
            is_read: false,
            is_starred: false,
            rank: 0,
        };
        Member { entry, text_id, place: u32::try_from(id).unwrap(), level }
    }

    fn rows(members: Vec<Member>) -> Vec<(i64, Vec<i64>)> {
        let mut rows: Vec<(i64, Vec<i64>)> = places(members)
            .into_iter()
            .filter_map(|(id, place)| match place {
                Place::Row(copies) => Some((id, copies.iter().map(|copy| copy.id.0).collect())),
                Place::Hidden => None,
            })
            .collect();
        rows.sort_unstable();
        rows
    }

    #[test]
    fn each_level_folds_what_it_names() {
        let all = |level| vec![member(1, 1, level), member(2, 1, level), member(3, 3, level)];
        assert_eq!(rows(all(StoryLevel::Off)), [(1, vec![]), (2, vec![]), (3, vec![])]);
        assert_eq!(rows(all(StoryLevel::Text)), [(1, vec![2]), (3, vec![])]);
        assert_eq!(rows(all(StoryLevel::Story)), [(1, vec![2, 3])]);
    }

    #[test]
    fn of_two_feeds_the_stricter_level_counts() {
        let (text, story) = (StoryLevel::Text, StoryLevel::Story);
        let mixed = vec![member(1, 1, text), member(2, 2, story), member(3, 3, story)];
        assert_eq!(rows(mixed), [(1, vec![]), (2, vec![3])]);
        let off = vec![member(1, 1, story), member(2, 1, StoryLevel::Off)];
        assert_eq!(rows(off), [(1, vec![]), (2, vec![])]);
    }
}
