//! The episodes that are on this computer, or will be. The files themselves are not touched here.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use url::Url;

use crate::model::{
    Download, DownloadFailure, DownloadState, EntryId, EpisodeAct, Feed, FeedId, SignIn, StepKind,
    StepTarget,
};
use crate::store::error::StoreError;
use crate::store::names::entry_target;
use crate::store::open::{Reader, Store};
use crate::store::undo::go::ActOutcome;
use crate::store::values::millis;

/// A download that is not complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadTask {
    pub entry_id: EntryId,
    pub feed_id: FeedId,
    pub url: Url,
    /// The name of the file within the folder of downloads.
    pub file: String,
    pub feed_url: Url,
    pub sign_in: Option<SignIn>,
    /// `ETag` or `Last-Modified` of the answer that the part on this computer is of.
    pub validator: Option<String>,
    pub total: Option<u64>,
}

/// What decides whether a download may go to make room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeLookup {
    pub entry_id: EntryId,
    pub file: String,
    /// 0 until it is complete.
    pub bytes: u64,
    pub is_finished: bool,
    pub is_queued: bool,
    pub is_auto: bool,
}

impl Store {
    /// Wants episodes on this computer, as one step. Each comes with the address and the name of
    /// its file. Those that failed are tried again.
    pub fn want_downloads(
        &mut self,
        wanted: &[(EntryId, Url, String)],
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let mut ids = Vec::new();
            for (id, url, file) in wanted {
                ids.push(id.0);
                want(conn, (*id, url, file), false, now)?;
            }
            let act = EpisodeAct::Download;
            Ok(((), StepKind::Episodes { act, entries: entry_target(conn, &ids)? }))
        })
    }

    /// The same for those that a feed wants by itself. Not a step of the undo log. Returns whether
    /// any is new.
    pub fn want_newest(
        &mut self,
        wanted: &[(EntryId, Url, String)],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let tx = self.begin()?;
        let mut is_any = false;
        for (id, url, file) in wanted {
            is_any |= want(&tx, (*id, url, file), true, now)?;
        }
        tx.commit()?;
        Ok(is_any)
    }

    /// Wants episodes on this computer no more, as one step.
    pub fn remove_downloads(
        &mut self,
        ids: &[EntryId],
        now: Timestamp,
    ) -> Result<ActOutcome<()>, StoreError> {
        self.arrange(now, |conn, _| {
            let all: Vec<i64> = ids.iter().map(|id| id.0).collect();
            let entries: StepTarget = entry_target(conn, &all)?;
            for id in &all {
                decline(conn, *id)?;
            }
            Ok(((), StepKind::Episodes { act: EpisodeAct::RemoveDownload, entries }))
        })
    }

    /// Removes downloads to make room. Not a step of the undo log: the episodes were heard.
    pub fn drop_downloads(&mut self, ids: &[EntryId]) -> Result<(), StoreError> {
        let tx = self.begin()?;
        for id in ids {
            decline(&tx, id.0)?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Notes what the server said at the beginning of a download.
    pub fn begin_download(
        &mut self,
        id: EntryId,
        validator: Option<&str>,
        total: Option<u64>,
    ) -> Result<(), StoreError> {
        self.conn().execute(
            "UPDATE downloads SET validator = ?2, total = ?3 WHERE id = ?1",
            params![id.0, validator, total.map(to_sql)],
        )?;
        Ok(())
    }

    /// Notes the end of a download: its bytes, or why it failed. Returns whether it is still
    /// wanted.
    pub fn end_download(
        &mut self,
        id: EntryId,
        result: &Result<u64, DownloadFailure>,
    ) -> Result<bool, StoreError> {
        let (state, bytes, problem, may_pass) = match result {
            Ok(bytes) => ("done", Some(to_sql(*bytes)), None, false),
            Err(failure) => ("failed", None, Some(&failure.words), failure.may_pass),
        };
        let changed = self.conn().execute(
            "UPDATE downloads SET state = ?2, bytes = coalesce(?3, bytes),
                 total = coalesce(?3, total), problem = ?4, may_pass = ?5 WHERE id = ?1",
            params![id.0, state, bytes, problem, may_pass],
        )?;
        Ok(changed > 0)
    }

    /// Wants those again that failed for a reason that may pass. Returns whether any did.
    pub fn retry_downloads(&mut self) -> Result<bool, StoreError> {
        let sql = "UPDATE downloads SET state = 'wanted', problem = NULL
             WHERE state = 'failed' AND may_pass";
        Ok(self.conn().execute(sql, [])? > 0)
    }
}

/// Removes a download that was wanted, for good.
fn decline(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    let gone = conn.prepare_cached("DELETE FROM downloads WHERE id = ?1")?.execute([id])?;
    if gone > 0 {
        let sql = "INSERT OR IGNORE INTO declined_downloads (id)
             SELECT id FROM entries WHERE id = ?1";
        conn.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// Returns whether the episode was not wanted before, or had failed.
fn want(
    conn: &Connection,
    (id, url, file): (EntryId, &Url, &str),
    is_auto: bool,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let changed = conn
        .prepare_cached(
            "INSERT INTO downloads (id, url, file, asked, is_auto)
                 SELECT id, ?2, ?3, ?4, ?5 FROM entries WHERE id = ?1
             ON CONFLICT (id) DO UPDATE SET url = excluded.url, file = excluded.file,
                 asked = excluded.asked, state = 'wanted', problem = NULL
             WHERE state = 'failed' AND NOT excluded.is_auto",
        )?
        .execute(params![id.0, url.as_str(), file, millis(now), is_auto])?;
    Ok(changed > 0)
}

impl Reader {
    /// All downloads, the latest wish last.
    pub fn downloads(&self) -> Result<Vec<Download>, StoreError> {
        let sql = "SELECT downloads.id, state, bytes, total, problem FROM downloads
             JOIN entries ON entries.id = downloads.id ORDER BY asked, downloads.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], download)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Episodes that were downloaded, or wanted, and that went.
    pub fn declined_downloads(&self) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id FROM declined_downloads")?;
        let found = statement.query_map([], |row| row.get(0).map(EntryId))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The name of the file of an episode that is complete on this computer.
    pub fn downloaded_file(&self, id: EntryId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT file FROM downloads WHERE id = ?1 AND state = 'done'";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?)
    }

    /// The downloads that are not complete and have not failed, the oldest wish first.
    pub fn download_tasks(&self) -> Result<Vec<DownloadTask>, StoreError> {
        let sql = "SELECT downloads.id, feed_id, url, file, validator, total FROM downloads
             JOIN entries ON entries.id = downloads.id WHERE state = 'wanted' ORDER BY asked";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((
                EntryId(row.get(0)?),
                FeedId(row.get(1)?),
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, Option<String>>(4)?,
                row.get::<_, Option<i64>>(5)?,
            ))
        })?;
        let mut tasks = Vec::new();
        for row in rows {
            let (entry_id, feed_id, url, file, validator, total) = row?;
            let Some(Feed { feed_url, options, .. }) = self.feed(feed_id)? else { continue };
            let Ok(url) = Url::parse(&url) else { continue };
            let (sign_in, total) = (options.sign_in, total.map(from_sql));
            tasks.push(DownloadTask {
                entry_id,
                feed_id,
                url,
                file,
                feed_url,
                sign_in,
                validator,
                total,
            });
        }
        Ok(tasks)
    }

    /// All downloads with what decides which of them go to make room, the oldest wish first.
    pub fn download_lookups(&self) -> Result<Vec<EpisodeLookup>, StoreError> {
        let sql = "SELECT downloads.id, file, bytes, coalesce(is_finished, 0),
                 queue.id IS NOT NULL, is_auto
             FROM downloads LEFT JOIN heard ON heard.entry_id = downloads.id
                 LEFT JOIN queue ON queue.id = downloads.id
             ORDER BY asked, downloads.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map([], |row| {
            Ok(EpisodeLookup {
                entry_id: EntryId(row.get(0)?),
                file: row.get(1)?,
                bytes: from_sql(row.get(2)?),
                is_finished: row.get(3)?,
                is_queued: row.get(4)?,
                is_auto: row.get(5)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The newest entries of a feed, the newest first.
    pub fn newest_of(&self, id: FeedId, most: u32) -> Result<Vec<EntryId>, StoreError> {
        let sql = "SELECT id FROM entries INDEXED BY entries_by_feed WHERE feed_id = ?1
             ORDER BY sort_secs DESC, id DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_map(params![id.0, most], |row| row.get(0).map(EntryId))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

fn download(row: &Row<'_>) -> rusqlite::Result<Download> {
    let state: String = row.get(1)?;
    Ok(Download {
        entry_id: EntryId(row.get(0)?),
        state: match state.as_str() {
            "done" => DownloadState::Done,
            "failed" => DownloadState::Failed(row.get::<_, Option<String>>(4)?.unwrap_or_default()),
            _ => DownloadState::Wanted,
        },
        bytes: from_sql(row.get(2)?),
        total: row.get::<_, Option<i64>>(3)?.map(from_sql),
    })
}

fn to_sql(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn from_sql(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or(0)
}
