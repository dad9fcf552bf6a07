//! Rules: they are applied to entries that arrive, and to existing entries when the user asks for
//! it.

use jiff::{Timestamp, Zoned};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::error::StoreError;
use super::find::index::marks;
use super::find::search::Plan;
use super::folder_sync::triggers::unrecorded;
use super::marking::{set_status, set_tag};
use super::moments;
use super::names::{feed_title, short};
use super::open::{Reader, Store};
use super::undo::go::ActOutcome;
use super::undo::log::{StepPart, begin_or_join, begin_step, finish_step};
use crate::model::{
    AccountId, EntryId, FeedId, FolderId, FreshEntry, Rule, RuleActions, RuleId, RuleScope,
    StatusChange, Step, StepKind, StepOrigin, TagId,
};
use crate::query::{Expr, Prepared, Query, Subject, rule_question};

/// The result of trying a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleTrial {
    /// How many of the latest entries were examined.
    pub looked_at: u32,
    /// The entries that match, the newest first.
    pub found: Vec<EntryId>,
}

/// An entry that was just saved.
pub(super) struct Arrival<'a> {
    pub(super) id: i64,
    pub(super) entry: &'a FreshEntry,
    pub(super) sort_secs: i64,
}

/// An entry that its publisher has just changed.
pub(super) struct Edit<'a> {
    pub(super) id: i64,
    pub(super) entry: &'a FreshEntry,
}

impl Reader {
    /// All rules, in the order in which they apply.
    pub fn rules(&self) -> Result<Vec<Rule>, StoreError> {
        Ok(rules(&self.conn)?)
    }

    /// The entries that match a query among the latest `most` of a scope, hidden ones included.
    pub fn try_rule(
        &self,
        query: &Expr,
        scope: RuleScope,
        most: u32,
        now: &Zoned,
    ) -> Result<RuleTrial, StoreError> {
        let latest = Query::new(scope.into(), now.clone());
        let mut looked_at = Vec::new();
        let most = most as usize;
        let enough = std::cell::Cell::new(false);
        self.list(&latest, most, &|| !enough.get(), &mut |part, _| {
            looked_at.extend(part);
            enough.set(looked_at.len() >= most);
        })?;
        looked_at.truncate(most);
        let mut trial = RuleTrial {
            looked_at: u32::try_from(looked_at.len()).unwrap_or(u32::MAX),
            found: Vec::new(),
        };
        let snapshot = self.snapshot()?;
        if let Some(plan) = Plan::new(&snapshot, &self.answers, query, now)? {
            trial.found =
                looked_at.iter().filter(|entry| plan.finds(entry)).map(|entry| entry.id).collect();
            if let Some(err) = plan.failure() {
                return Err(err.into());
            }
        }
        Ok(trial)
    }
}

impl Store {
    /// Adds a rule after the others.
    pub fn add_rule(
        &mut self,
        query: &str,
        scope: RuleScope,
        actions: &RuleActions,
        now: Timestamp,
    ) -> Result<ActOutcome<RuleId>, StoreError> {
        rule_question(query).map_err(|err| StoreError::RuleQuestion { message: err.message })?;
        let actions = packed(actions)?;
        let (feed, folder) = columns(scope);
        self.arrange(now, |conn, _| {
            let sql = "INSERT INTO rules (query, feed_id, folder_id, actions, position)
                           SELECT ?1, ?2, ?3, ?4, coalesce(max(position), 0) + 1 FROM rules";
            conn.execute(sql, params![query, feed, folder, actions])?;
            Ok((RuleId(conn.last_insert_rowid()), StepKind::CreateRule { query: short(query) }))
        })
    }

    /// Changes a rule. A rule whose query is not valid can only be disabled.
    pub fn change_rule(
        &mut self,
        rule: &Rule,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        if rule.is_enabled {
            rule_question(&rule.query)
                .map_err(|err| StoreError::RuleQuestion { message: err.message })?;
        }
        let actions = packed(&rule.actions)?;
        let (feed, folder) = columns(rule.scope);
        self.arrange(now, |conn, _| {
            let sql = "UPDATE rules SET query = ?2, feed_id = ?3, folder_id = ?4, actions = ?5,
                 is_enabled = ?6 WHERE id = ?1";
            conn.execute(
                sql,
                params![rule.id.0, rule.query, feed, folder, actions, rule.is_enabled],
            )?;
            Ok(((), StepKind::ChangeRule { query: short(&rule.query) }))
        })
    }

    /// Removes a rule. Changes that it made stay.
    pub fn remove_rule(
        &mut self,
        id: RuleId,
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let sql = "DELETE FROM rules WHERE id = ?1 RETURNING query";
            let query: Option<String> = conn.query_row(sql, [id.0], |row| row.get(0)).optional()?;
            Ok(((), StepKind::RemoveRule { query: short(&query.unwrap_or_default()) }))
        })
    }

    /// Applies a rule to all existing entries that match, as one step.
    pub fn run_rule(&mut self, id: RuleId, now: &Zoned) -> Result<Option<Step>, StoreError> {
        let Some(rule) = self.reader().rules()?.into_iter().find(|rule| rule.id == id) else {
            return Ok(None);
        };
        let Ok(expr) = rule_question(&rule.query) else { return Ok(None) };
        let query = Query::new(Expr::from(rule.scope).and(expr), now.clone());
        let ids: Vec<i64> =
            self.reader().whole_list(&query)?.into_iter().map(|entry| entry.id.0).collect();
        let tx = self.begin()?;
        let parts = apply_actions(&tx, &rule.actions, &ids, now.timestamp())?;
        let step = begin_step(&tx, StepOrigin::User, now.timestamp())?;
        let changed = count_entries(&parts);
        let kind = StepKind::ApplyRule { query: short(&rule.query), entries: changed };
        let step = finish_step(&tx, step, &kind, changed, &parts, now.timestamp())?;
        tx.commit()?;
        Ok(step)
    }
}

pub(super) fn packed(actions: &RuleActions) -> Result<String, StoreError> {
    serde_json::to_string(actions).map_err(|_| StoreError::Unreadable { what: "rules" })
}

pub(super) fn columns(scope: RuleScope) -> (Option<i64>, Option<i64>) {
    match scope {
        RuleScope::Everywhere => (None, None),
        RuleScope::Feed(id) => (Some(id.0), None),
        RuleScope::Folder(id) => (None, Some(id.0)),
    }
}

fn rules(conn: &Connection) -> rusqlite::Result<Vec<Rule>> {
    let sql = "SELECT id, query, feed_id, folder_id, actions, is_enabled FROM rules
         ORDER BY position, id";
    conn.prepare_cached(sql)?.query_map([], rule)?.collect()
}

fn rule(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let scope = match (row.get::<_, Option<i64>>(2)?, row.get::<_, Option<i64>>(3)?) {
        (Some(feed), _) => RuleScope::Feed(FeedId(feed)),
        (None, Some(folder)) => RuleScope::Folder(FolderId(folder)),
        (None, None) => RuleScope::Everywhere,
    };
    Ok(Rule {
        id: RuleId(row.get(0)?),
        query: row.get(1)?,
        scope,
        // Unreadable actions become none: a rule must never do more than the user chose.
        actions: serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default(),
        is_enabled: row.get(5)?,
    })
}

/// Applies the actions of a rule to entries, and returns the changes.
fn apply_actions(
    conn: &Connection,
    actions: &RuleActions,
    ids: &[i64],
    now: Timestamp,
) -> Result<Vec<StepPart>, StoreError> {
    let mut parts = Vec::new();
    let changes = [
        (actions.marks_read || actions.hides, StatusChange::Read(true)),
        (actions.hides, StatusChange::Hidden(true)),
        (actions.stars, StatusChange::Starred(true)),
        // Marking as read wins over marking as unread.
        (actions.marks_unread && !actions.marks_read && !actions.hides, StatusChange::Read(false)),
    ];
    for (is_wanted, change) in changes {
        if is_wanted {
            let marked = set_status(conn, ids.iter().copied(), change)?;
            if change == StatusChange::Starred(true) {
                moments::note_starred(conn, &marked, now)?;
            }
            if !marked.is_empty() {
                parts.push(StepPart::Status(change, marked));
            }
        }
    }
    if let Some(name) = &actions.tag {
        let tagged = set_tag(conn, ids, name, true)?;
        if !tagged.is_empty() {
            parts.push(StepPart::Tag(name.clone(), true, tagged));
        }
    }
    Ok(parts)
}

/// The number of entries that the parts changed, each counted once.
fn count_entries(parts: &[StepPart]) -> u32 {
    let ids = parts.iter().flat_map(|part| match part {
        StepPart::Status(_, ids)
        | StepPart::Tag(_, _, ids)
        | StepPart::Removal(ids)
        | StepPart::Arrival(ids)
        | StepPart::Sleep(_, ids) => ids.as_slice(),
        StepPart::Rows(_) => &[],
    });
    u32::try_from(ids.collect::<std::collections::HashSet<_>>().len()).unwrap_or(u32::MAX)
}

/// Applies the rules to entries of a feed that were just saved. Returns how many of them the user
/// wants to be notified about.
pub(super) fn on_arrival(
    conn: &Connection,
    feed_id: FeedId,
    arrivals: &[Arrival<'_>],
    now: &Zoned,
) -> Result<u32, StoreError> {
    if arrivals.is_empty() {
        return Ok(0);
    }
    let context = FeedContext::read(conn, feed_id)?;
    let in_force: Vec<(Rule, Expr)> = rules(conn)?
        .into_iter()
        .filter(|rule| rule.is_enabled && context.is_in(rule.scope))
        // A query that is no longer valid (because a field was renamed) matches nothing.
        .filter_map(|rule| rule_question(&rule.query).ok().map(|expr| (rule, expr)))
        .collect();
    if in_force.is_empty() {
        return Ok(if context.notifies {
            u32::try_from(arrivals.len()).unwrap_or(u32::MAX)
        } else {
            0
        });
    }
    let mut found: Vec<Vec<i64>> = vec![Vec::new(); in_force.len()];
    for arrival in arrivals {
        let subject = context.subject(arrival);
        let prepared = Prepared::new(&subject);
        for ((_, expr), ids) in in_force.iter().zip(&mut found) {
            if prepared.is_found_by(expr, now) {
                ids.push(arrival.id);
            }
        }
    }
    let mut parts = Vec::new();
    let mut notable: std::collections::HashSet<i64> = std::collections::HashSet::new();
    for ((rule, _), ids) in in_force.iter().zip(&found) {
        if !ids.is_empty() {
            // Computers that sync through a folder have the same rules, and each applies them.
            let act = |conn: &Connection| apply_actions(conn, &rule.actions, ids, now.timestamp());
            parts.extend(unrecorded(conn, act)?);
        }
        if rule.actions.notifies {
            notable.extend(ids);
        }
    }
    if context.notifies {
        notable.extend(arrivals.iter().map(|arrival| arrival.id));
        // Nobody wants to be notified about an entry that is hidden or read already.
        for ((rule, _), ids) in in_force.iter().zip(&found) {
            if rule.actions.hides || rule.actions.marks_read {
                for id in ids {
                    notable.remove(id);
                }
            }
        }
    }
    record(conn, &parts, now.timestamp())?;
    Ok(u32::try_from(notable.len()).unwrap_or(u32::MAX))
}

/// Applies the rules that ask for edits (`is:edited`) to entries that were just changed: no other
/// rule is asked again. Returns how many of them the user wants to be notified about.
pub(super) fn on_edit(
    conn: &Connection,
    feed_id: FeedId,
    edits: &[Edit<'_>],
    now: &Zoned,
) -> Result<u32, StoreError> {
    if edits.is_empty() {
        return Ok(0);
    }
    let asking: Vec<(Rule, Expr)> = rules(conn)?
        .into_iter()
        .filter(|rule| rule.is_enabled)
        .filter_map(|rule| rule_question(&rule.query).ok().map(|expr| (rule, expr)))
        .filter(|(_, expr)| expr.asks_for_edits())
        .collect();
    if asking.is_empty() {
        return Ok(0);
    }
    let context = FeedContext::read(conn, feed_id)?;
    let mut subjects = Vec::with_capacity(edits.len());
    for edit in edits {
        subjects.push((edit.id, context.edited(conn, edit, now)?));
    }
    let mut parts = Vec::new();
    let mut notable: std::collections::HashSet<i64> = std::collections::HashSet::new();
    for (rule, expr) in asking.iter().filter(|(rule, _)| context.is_in(rule.scope)) {
        let found: Vec<i64> = subjects
            .iter()
            .filter(|(_, subject)| Prepared::new(subject).is_found_by(expr, now))
            .map(|(id, _)| *id)
            .collect();
        let act = |conn: &Connection| apply_actions(conn, &rule.actions, &found, now.timestamp());
        parts.extend(unrecorded(conn, act)?);
        if rule.actions.notifies {
            notable.extend(found);
        }
    }
    record(conn, &parts, now.timestamp())?;
    Ok(u32::try_from(notable.len()).unwrap_or(u32::MAX))
}

fn record(conn: &Connection, parts: &[StepPart], now: Timestamp) -> Result<(), StoreError> {
    if parts.is_empty() {
        return Ok(());
    }
    let (step, before) =
        begin_or_join(conn, |kind| matches!(kind, StepKind::RulesApplied { .. }), now)?;
    let changed = before + count_entries(parts);
    let kind = StepKind::RulesApplied { entries: changed };
    finish_step(conn, step, &kind, changed, parts, now)?;
    Ok(())
}

/// The facts about a feed that queries of rules ask for.
struct FeedContext {
    feed_id: FeedId,
    account_id: Option<AccountId>,
    title: String,
    language: String,
    /// Whether the user wants to be notified about every new entry.
    notifies: bool,
    is_hidden_from_today: bool,
    folders: Vec<(i64, String)>,
}

impl FeedContext {
    fn read(conn: &Connection, feed_id: FeedId) -> rusqlite::Result<Self> {
        let sql = "SELECT coalesce(language, ''), coalesce(options ->> '$.notifies', 0),
                       coalesce(options ->> '$.hides_from_today', 0), account_id
                   FROM feeds WHERE id = ?1";
        let found = conn
            .prepare_cached(sql)?
            .query_row([feed_id.0], |row| {
                let account: Option<i64> = row.get(3)?;
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, account))
            })
            .optional()?
            .unwrap_or_default();
        let (language, notifies, is_hidden_from_today, account) = found;
        let account_id = account.map(AccountId);
        let folders = conn
            .prepare_cached(
                "WITH RECURSIVE above (id) AS (
                     SELECT folder_id FROM feeds WHERE id = ?1 UNION
                     SELECT folders.parent_id FROM folders JOIN above ON folders.id = above.id)
                 SELECT folders.id, name FROM folders JOIN above ON folders.id = above.id",
            )?
            .query_map([feed_id.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let title = feed_title(conn, feed_id)?;
        Ok(Self { feed_id, account_id, title, language, notifies, is_hidden_from_today, folders })
    }

    fn is_in(&self, scope: RuleScope) -> bool {
        match scope {
            RuleScope::Everywhere => true,
            RuleScope::Feed(id) => id == self.feed_id,
            RuleScope::Folder(id) => self.folders.iter().any(|(folder, _)| *folder == id.0),
        }
    }

    /// An entry that was edited just now, with its statuses.
    fn edited(&self, conn: &Connection, edit: &Edit<'_>, now: &Zoned) -> rusqlite::Result<Subject> {
        let sql = "SELECT sort_secs, is_read, is_starred, is_hidden FROM entries WHERE id = ?1";
        let (sort_secs, is_read, is_starred, is_hidden) = conn
            .prepare_cached(sql)?
            .query_row([edit.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let own_tags = conn
            .prepare_cached("SELECT tag_id FROM entry_tags WHERE entry_id = ?1")?
            .query_map([edit.id], |row| row.get(0).map(TagId))?
            .collect::<Result<_, _>>()?;
        let arrival = Arrival { id: edit.id, entry: edit.entry, sort_secs };
        Ok(Subject {
            is_read,
            is_starred,
            is_hidden,
            own_tags,
            edited_secs: Some(now.timestamp().as_second()),
            ..self.subject(&arrival)
        })
    }

    fn subject(&self, arrival: &Arrival<'_>) -> Subject {
        let content = &arrival.entry.content;
        Subject {
            title: content.title.clone(),
            authors: content.authors.clone(),
            text: arrival.entry.text.clone(),
            feed_id: Some(self.feed_id),
            account_id: self.account_id,
            feed: self.title.clone(),
            is_feed_hidden_from_today: self.is_hidden_from_today,
            folder_ids: self.folders.iter().map(|(id, _)| FolderId(*id)).collect(),
            folders: self.folders.iter().map(|(_, name)| name.clone()).collect(),
            tags: content.tags.clone(),
            own_tags: Vec::new(),
            url: content.url.as_ref().map(url::Url::to_string).unwrap_or_default(),
            language: self.language.clone(),
            marks: marks(content),
            is_read: false,
            is_starred: false,
            is_hidden: false,
            is_snoozed: false,
            is_queued: false,
            is_downloaded: false,
            edited_secs: None,
            is_in_river: false,
            story: Vec::new(),
            sort_secs: arrival.sort_secs,
            read_secs: None,
            starred_secs: None,
            words: arrival.entry.words,
        }
    }
}
