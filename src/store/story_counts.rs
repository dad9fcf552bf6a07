//! How many unread entries the rows of lists stand for besides their own: the counts of places
//! leave these out.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rusqlite::Connection;

use super::error::StoreError;
use super::find::folds::{Levels, Member, hidden_count};
use super::open::Reader;
use crate::model::{AccountId, EntryId, FeedId, FolderId, ListEntry, StoryLevel};
use crate::query::PlaceId;

/// The places whose lists have the entries of a feed.
struct FeedPlaces {
    places: Vec<PlaceId>,
    is_in_today: bool,
}

impl Reader {
    /// The unread entries that have no row of their own in the lists of unread entries, by place.
    /// `today` is the start of the user's day.
    pub fn folded_counts(
        &self,
        level: StoryLevel,
        today: Timestamp,
    ) -> Result<Vec<(PlaceId, u32)>, StoreError> {
        let snapshot = self.snapshot()?;
        let levels = Levels::read(&snapshot, level)?;
        if levels.are_all_off() {
            return Ok(Vec::new());
        }
        let feeds = feed_places(&snapshot)?;
        let mut counts: BTreeMap<String, (PlaceId, u32)> = BTreeMap::new();
        for story in unread_stories(&snapshot, &levels)? {
            let mut by_place: HashMap<PlaceId, Vec<Member>> = HashMap::new();
            for member in story {
                let Some(feed) = feeds.get(&member.entry.feed_id) else { continue };
                let is_of_today = feed.is_in_today && member.entry.sort_secs >= today.as_second();
                let today = Some(PlaceId::TODAY).filter(|_| is_of_today);
                for place in feed.places.iter().copied().chain(today) {
                    by_place.entry(place).or_default().push(member);
                }
            }
            for (place, members) in by_place {
                let hidden = hidden_count(members);
                if hidden > 0 {
                    counts.entry(format!("{place:?}")).or_insert((place, 0)).1 += hidden;
                }
            }
        }
        Ok(counts.into_values().collect())
    }
}

/// The unread entries of each story that has at least two.
fn unread_stories(conn: &Connection, levels: &Levels) -> rusqlite::Result<Vec<Vec<Member>>> {
    let sql = "SELECT story_id, text_id, place, id, feed_id, sort_secs, is_starred
         FROM stories JOIN entries ON entries.id = stories.entry_id
         WHERE is_read = 0 AND is_hidden = 0";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut stories: BTreeMap<i64, Vec<Member>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let feed_id = FeedId(row.get(4)?);
        let entry = ListEntry {
            id: EntryId(row.get(3)?),
            feed_id,
            sort_secs: row.get(5)?,
            is_read: false,
            is_starred: row.get(6)?,
            rank: 0,
        };
        let member =
            Member { entry, text_id: row.get(1)?, place: row.get(2)?, level: levels.of(feed_id) };
        stories.entry(row.get(0)?).or_default().push(member);
    }
    Ok(stories.into_values().filter(|story| story.len() > 1).collect())
}

fn feed_places(conn: &Connection) -> rusqlite::Result<HashMap<FeedId, FeedPlaces>> {
    let parents: HashMap<i64, Option<i64>> = conn
        .prepare_cached("SELECT id, parent_id FROM folders")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let sql = "SELECT id, folder_id, account_id, options ->> '$.hides_from_today' = 1
         FROM feeds WHERE removed_by IS NULL";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut feeds = HashMap::new();
    while let Some(row) = rows.next()? {
        let account = row.get::<_, Option<i64>>(2)?.map_or(AccountId::LOCAL, AccountId);
        let mut places = vec![PlaceId::UNREAD, PlaceId::Account(account)];
        let mut around: Option<i64> = row.get(1)?;
        // A damaged library may have a cycle.
        while let Some(id) = around.filter(|_| places.len() <= parents.len() + 2) {
            places.push(PlaceId::Folder(FolderId(id)));
            around = parents.get(&id).copied().flatten();
        }
        let hides: Option<bool> = row.get(3)?;
        let is_in_today = !hides.unwrap_or(false);
        feeds.insert(FeedId(row.get(0)?), FeedPlaces { places, is_in_today });
    }
    Ok(feeds)
}
