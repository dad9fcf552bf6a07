//! Whether a folder is joined, and how far this device is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::triggers;
use crate::folder_sync::{Clock, DeviceId, Problem, Progress, Seen};
use crate::store::error::StoreError;
use crate::store::open::{Reader, Store};
use crate::store::values::{millis, time};

/// The folder that a library has joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderState {
    pub folder: PathBuf,
    /// The name of this device for people.
    pub name: String,
    /// The name of the passphrase in the keyring, if there is one.
    pub secret: Option<String>,
    /// The library has not been merged with the folder yet.
    pub is_first: bool,
    pub problem: Option<Problem>,
    pub last_pass: Option<Timestamp>,
    /// Acts that are not in the folder yet.
    pub waiting: u64,
}

/// A folder to join.
#[derive(Debug, Clone, Copy)]
pub struct NewFolder<'a> {
    pub folder: &'a Path,
    pub name: &'a str,
    pub device: DeviceId,
    pub machine: u64,
    pub secret: Option<&'a str>,
}

impl Reader {
    /// The folder that is joined, if there is one.
    pub fn folder_state(&self) -> Result<Option<FolderState>, StoreError> {
        let sql = "SELECT folder, name, secret, is_first, problem, last_pass,
                       last - written + (SELECT count(*) FROM folder_acts) FROM folder_sync";
        let found = self.conn.prepare_cached(sql)?.query_row([], |row| {
            let problem: Option<String> = row.get(4)?;
            Ok(FolderState {
                folder: PathBuf::from(row.get::<_, String>(0)?),
                name: row.get(1)?,
                secret: row.get(2)?,
                is_first: row.get(3)?,
                problem: problem.and_then(|json| serde_json::from_str(&json).ok()),
                last_pass: row.get::<_, Option<i64>>(5)?.map(time),
                waiting: row.get::<_, i64>(6)?.max(0).cast_unsigned(),
            })
        });
        Ok(found.optional()?)
    }
}

impl Store {
    /// Begins to join a folder. Nothing of the library changes before
    /// [`Store::merge_with_folder`].
    pub fn join_folder(&mut self, new: &NewFolder<'_>, now: Timestamp) -> Result<(), StoreError> {
        let tx = self.begin()?;
        leave(&tx)?;
        let device = device_row(&tx, new.device)?;
        let folder = new.folder.to_str().ok_or(StoreError::Unreadable { what: "folder" })?;
        tx.prepare_cached(
            "INSERT INTO folder_sync (id, folder, name, device, machine, secret, compacted)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            folder,
            new.name,
            device,
            new.machine.cast_signed(),
            new.secret,
            millis(now)
        ])?;
        triggers::adjust(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Leaves the folder. Its files stay, and so does everything in the library.
    pub fn leave_folder(&mut self) -> Result<(), StoreError> {
        let tx = self.begin()?;
        leave(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Notes how a pass over the folder ended.
    pub fn note_folder_pass(
        &mut self,
        problem: Option<&Problem>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let problem = problem.and_then(|problem| serde_json::to_string(problem).ok());
        self.conn()
            .prepare_cached(
                "UPDATE folder_sync SET problem = ?1,
                     last_pass = CASE WHEN ?1 IS NULL THEN ?2 ELSE last_pass END
                 WHERE problem IS NOT ?1 OR coalesce(last_pass, 0) < ?2 - 60000",
            )?
            .execute(params![problem, millis(now)])?;
        Ok(())
    }
}

pub(in crate::store) fn leave(conn: &Connection) -> rusqlite::Result<()> {
    for table in [
        "sync", "devices", "rows", "fields", "marks", "notes", "touches", "names", "outbox", "acts",
    ] {
        conn.execute(&format!("DELETE FROM folder_{table}"), [])?;
    }
    triggers::adjust(conn)
}

/// The row of a device, which is made if it is missing.
pub(super) fn device_row(conn: &Connection, device: DeviceId) -> rusqlite::Result<i64> {
    let sql = "SELECT id FROM folder_devices WHERE device = ?1";
    let mut look = conn.prepare_cached(sql)?;
    if let Some(id) = look.query_row([device.as_str()], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    conn.prepare_cached("INSERT INTO folder_devices (device) VALUES (?1)")?
        .execute([device.as_str()])?;
    Ok(conn.last_insert_rowid())
}

pub(super) fn own_device(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT device FROM folder_sync")?.query_row([], |row| row.get(0))
}

/// Whether a folder is joined and the library is merged with it.
pub(super) fn is_merged(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM folder_sync WHERE is_first = 0")?.exists([])
}

pub(super) fn clock(conn: &Connection) -> rusqlite::Result<Clock> {
    let clock: i64 =
        conn.prepare_cached("SELECT clock FROM folder_sync")?.query_row([], |row| row.get(0))?;
    Ok(Clock(clock.cast_unsigned()))
}

pub(super) fn set_clock(conn: &Connection, clock: Clock) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE folder_sync SET clock = ?1")?.execute([clock.0.cast_signed()])?;
    Ok(())
}

/// Up to which clock the acts of other devices are known.
pub(super) fn seen(conn: &Connection) -> rusqlite::Result<Seen> {
    let mut statement = conn.prepare_cached(
        "SELECT device, seen FROM folder_devices
             WHERE seen > 0 AND id <> (SELECT device FROM folder_sync)",
    )?;
    let mut rows = statement.query([])?;
    let mut seen = Seen::new();
    while let Some(row) = rows.next()? {
        if let Some(device) = DeviceId::parse(row.get_ref(0)?.as_str()?) {
            seen.insert(device, Clock(row.get::<_, i64>(1)?.cast_unsigned()));
        }
    }
    Ok(seen)
}

pub(super) fn progress(conn: &Connection) -> Result<Progress, StoreError> {
    let number = |row: &rusqlite::Row<'_>, column: &str| -> rusqlite::Result<u64> {
        Ok(row.get::<_, i64>(column)?.cast_unsigned())
    };
    let mut progress = conn
        .prepare_cached(
            "SELECT folder_sync.*, folder_devices.device AS device_name
                 FROM folder_sync JOIN folder_devices ON folder_devices.id = folder_sync.device",
        )?
        .query_row([], |row| {
            let device: String = row.get("device_name")?;
            Ok(Progress {
                device: DeviceId::parse(&device).ok_or(rusqlite::Error::InvalidQuery)?,
                name: row.get("name")?,
                machine: number(row, "machine")?,
                tokens: [number(row, "token")?, number(row, "token_before")?],
                clock: Clock(number(row, "clock")?),
                last: number(row, "last")?,
                sealed: number(row, "sealed")?,
                written: number(row, "written")?,
                compacted: number(row, "compacted")?,
                told: number(row, "told")?,
                owes_base: row.get("owes_base")?,
                applied: BTreeMap::new(),
            })
        })?;
    let mut statement = conn.prepare_cached(
        "SELECT device, applied FROM folder_devices
             WHERE id <> (SELECT device FROM folder_sync)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(device) = DeviceId::parse(row.get_ref(0)?.as_str().unwrap_or_default()) {
            progress.applied.insert(device, row.get::<_, i64>(1)?.cast_unsigned());
        }
    }
    Ok(progress)
}
