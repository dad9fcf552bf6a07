//! Imports a subscription list in one transaction: all of it or nothing.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::names::count_of;
use super::new_feed::{NewFeed, insert_feed};
use super::open::Store;
use super::rules::{columns, packed};
use super::tree::insert_folder;
use crate::model::{
    FeedChoices, FeedId, FeedOptions, FolderId, ListedRule, ListedScope, ListedSearch, RuleScope,
    Step, StepKind,
};

/// A subscription list to import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewList {
    /// Feeds, each with the names of its folders, outermost first, and its options.
    pub feeds: Vec<(NewFeed, Vec<String>, FeedChoices)>,
    /// Empty folders, each as the names from the outermost in.
    pub folders: Vec<Vec<String>>,
    pub searches: Vec<ListedSearch>,
    /// Rules. A rule for a feed or folder that does not exist after the import is skipped.
    pub rules: Vec<ListedRule>,
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportOutcome {
    /// The new feeds.
    pub added: Vec<FeedId>,
    /// How many feeds were in the library already.
    pub known: u32,
    /// How many entries are new.
    pub entries: u32,
    /// The step that undoes the import; `None` if it changed nothing.
    pub step: Option<Step>,
}

impl Store {
    /// Subscribes to feeds, each with the names of its folders, outermost first. Existing folders
    /// are used.
    pub fn import(
        &mut self,
        feeds: &[(NewFeed, Vec<String>)],
        now: Timestamp,
    ) -> Result<ImportOutcome, StoreError> {
        let feeds = feeds
            .iter()
            .map(|(feed, folders)| (feed.clone(), folders.clone(), FeedChoices::default()))
            .collect();
        self.import_list(&NewList { feeds, ..NewList::default() }, now)
    }

    /// Imports a list. Feeds, searches and rules that exist already are not changed.
    pub fn import_list(
        &mut self,
        list: &NewList,
        now: Timestamp,
    ) -> Result<ImportOutcome, StoreError> {
        let arranged = self.arrange(now, |conn, _| {
            let imported = insert_list(conn, list, now)?;
            let kind = match count_of(imported.added.len()) {
                0 if list.feeds.is_empty() && list.folders.is_empty() => StepKind::ImportSearches,
                0 => StepKind::ImportFolders,
                feeds => StepKind::ImportFeeds { feeds },
            };
            Ok((imported, kind))
        })?;
        Ok(ImportOutcome { step: arranged.step, ..arranged.value })
    }
}

/// Adds what a list has and the library has not.
pub(super) fn insert_list(
    conn: &Connection,
    list: &NewList,
    now: Timestamp,
) -> Result<ImportOutcome, StoreError> {
    let mut imported = ImportOutcome::default();
    for (feed, names, choices) in &list.feeds {
        let folder_id = folder_at(conn, names, feed.folder_id)?;
        let (feed_id, is_new) = insert_feed(conn, &NewFeed { folder_id, ..feed.clone() }, now)?;
        if is_new {
            choose(conn, feed_id, feed, choices)?;
            imported.added.push(feed_id);
        } else {
            imported.known += 1;
        }
    }
    for names in &list.folders {
        folder_at(conn, names, None)?;
    }
    for search in &list.searches {
        insert_search(conn, search)?;
    }
    for rule in &list.rules {
        insert_rule(conn, rule)?;
    }
    Ok(imported)
}

/// The folder with this path in another folder. Creates missing folders.
fn folder_at(
    conn: &Connection,
    names: &[String],
    within: Option<FolderId>,
) -> Result<Option<FolderId>, StoreError> {
    let mut folder_id = within;
    for name in names {
        folder_id = Some(match folder_named(conn, name, folder_id)? {
            Some(id) => id,
            None => insert_folder(conn, name, folder_id)?,
        });
    }
    Ok(folder_id)
}

fn folder_named(
    conn: &Connection,
    name: &str,
    parent: Option<FolderId>,
) -> rusqlite::Result<Option<FolderId>> {
    conn.prepare_cached(
        "SELECT id FROM folders WHERE parent_id IS ?1 AND name = ?2 AND account_id IS NULL
             ORDER BY position LIMIT 1",
    )?
    .query_row(params![parent.map(|parent| parent.0), name], |row| row.get(0).map(FolderId))
    .optional()
}

/// Sets the options of a new feed. The list has no sign-in, so the one of the feed is kept.
fn choose(
    conn: &Connection,
    id: FeedId,
    feed: &NewFeed,
    choices: &FeedChoices,
) -> Result<(), StoreError> {
    if *choices == FeedChoices::default() {
        return Ok(());
    }
    let options = FeedOptions { sign_in: feed.sign_in.clone(), ..choices.options.clone() };
    let options = serde_json::to_string(&options)
        .map_err(|_| StoreError::Unreadable { what: "options of a feed" })?;
    conn.prepare_cached("UPDATE feeds SET options = ?2, wants_full_text = ?3 WHERE id = ?1")?
        .execute(params![id.0, options, choices.wants_full_text])?;
    Ok(())
}

fn insert_search(conn: &Connection, search: &ListedSearch) -> rusqlite::Result<()> {
    if conn
        .prepare_cached("SELECT 1 FROM smart_feeds WHERE name = ?1 AND query = ?2")?
        .exists(params![search.name, search.query])?
    {
        return Ok(());
    }
    let sql = "INSERT INTO smart_feeds (name, query, position)
         SELECT ?1, ?2, coalesce(max(position), 0) + 1 FROM smart_feeds";
    conn.prepare_cached(sql)?.execute(params![search.name, search.query])?;
    Ok(())
}

fn insert_rule(conn: &Connection, rule: &ListedRule) -> Result<(), StoreError> {
    let Some(scope) = scope(conn, &rule.scope)? else { return Ok(()) };
    let (feed, folder) = columns(scope);
    let actions = packed(&rule.actions)?;
    let same = "SELECT 1 FROM rules WHERE query = ?1 AND feed_id IS ?2 AND folder_id IS ?3
         AND actions = ?4";
    if conn.prepare_cached(same)?.exists(params![rule.query, feed, folder, actions])? {
        return Ok(());
    }
    let sql = "INSERT INTO rules (query, feed_id, folder_id, actions, is_enabled, position)
                   SELECT ?1, ?2, ?3, ?4, ?5, coalesce(max(position), 0) + 1 FROM rules";
    conn.prepare_cached(sql)?.execute(params![
        rule.query,
        feed,
        folder,
        actions,
        rule.is_enabled
    ])?;
    Ok(())
}

/// The feed or folder of this library that a rule of the list is for, if it exists.
fn scope(conn: &Connection, scope: &ListedScope) -> rusqlite::Result<Option<RuleScope>> {
    match scope {
        ListedScope::Everywhere => Ok(Some(RuleScope::Everywhere)),
        ListedScope::Feed(url) => conn
            .prepare_cached(
                "SELECT id FROM feeds WHERE feed_url = ?1 AND account_id IS NULL
                     AND removed_by IS NULL",
            )?
            .query_row([url.as_str()], |row| row.get(0).map(|id| RuleScope::Feed(FeedId(id))))
            .optional(),
        ListedScope::Folder(names) => {
            let mut folder_id = None;
            for name in names {
                folder_id = folder_named(conn, name, folder_id)?;
                if folder_id.is_none() {
                    break;
                }
            }
            Ok(folder_id.map(RuleScope::Folder))
        }
    }
}
