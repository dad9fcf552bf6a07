//! Makes the dictionary of a library, and compresses older bodies with it while nobody waits.

use rusqlite::{OptionalExtension as _, params};

use super::details;
use super::error::StoreError;
use super::open::Store;

/// Bytes of the dictionary. A larger one saves little more, and each reader has to load it.
const DICTIONARY_BYTES: usize = 64 << 10;
/// Bodies that a library needs before a dictionary is made.
const BODIES_LEAST: i64 = 2000;
/// Bodies from which the dictionary is made.
const SAMPLES: i64 = 600;
/// Bytes of each of these bodies at most.
const SAMPLE_BYTES: usize = 16 << 10;

impl Store {
    /// Compresses up to `most` bodies with the dictionary, or makes the dictionary. Returns whether
    /// there may be more to do.
    pub fn repack(&mut self, most: u32) -> Result<bool, StoreError> {
        let packed_to = "SELECT packed_to FROM packing";
        let Some(from): Option<i64> =
            self.conn().prepare_cached(packed_to)?.query_row([], |row| row.get(0)).optional()?
        else {
            return self.train();
        };
        if !self
            .conn()
            .prepare_cached("SELECT 1 FROM bodies WHERE entry_id > ?1")?
            .exists([from])?
        {
            return Ok(false);
        }
        let (tx, dictionary) = self.begin_packing()?;
        let sql = "SELECT entry_id, html FROM bodies
             WHERE entry_id > (SELECT packed_to FROM packing) ORDER BY entry_id LIMIT ?1";
        let rows: Vec<(i64, Vec<u8>)> = tx
            .prepare_cached(sql)?
            .query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let Some((last, _)) = rows.last() else { return Ok(false) };
        let mut packer = dictionary.packer(&tx)?;
        for (id, stored) in &rows {
            if let Some(packed) = packer.smaller(stored) {
                tx.prepare_cached("UPDATE bodies SET html = ?2 WHERE entry_id = ?1")?
                    .execute(params![id, packed])?;
            }
        }
        tx.prepare_cached("UPDATE packing SET packed_to = ?1")?.execute([last])?;
        tx.commit()?;
        Ok(true)
    }

    /// Makes the dictionary if there are enough bodies and there is none. Returns whether it did.
    /// The earlier it exists, the fewer bodies are packed twice.
    pub(super) fn train(&mut self) -> Result<bool, StoreError> {
        let last: i64 =
            self.conn()
                .query_row("SELECT coalesce(max(entry_id), 0) FROM bodies", [], |row| row.get(0))?;
        // After a failure, try again with twice as many bodies.
        if last < BODIES_LEAST.max(self.untrained.saturating_mul(2)) {
            return Ok(false);
        }
        let mut samples = Vec::new();
        let mut pick = self.conn().prepare_cached(
            "SELECT html FROM bodies WHERE entry_id >= ?1 ORDER BY entry_id LIMIT 1",
        )?;
        for number in 0..SAMPLES {
            let from = last / SAMPLES * number;
            let Some(stored) = pick.query_row([from], |row| row.get::<_, Vec<u8>>(0)).optional()?
            else {
                continue;
            };
            if let Ok(mut html) = details::unpack_html(&stored) {
                html.truncate(html.floor_char_boundary(SAMPLE_BYTES));
                samples.push(html);
            }
        }
        drop(pick);
        // zstd makes no dictionary from bodies that have nothing in common.
        let dictionary = zstd::dict::from_samples(&samples, DICTIONARY_BYTES).unwrap_or_default();
        if dictionary.is_empty() {
            self.untrained = last;
            return Ok(false);
        }
        self.conn().execute(
            "INSERT OR IGNORE INTO packing (id, dictionary, packed_to) VALUES (1, ?1, 0)",
            [dictionary],
        )?;
        Ok(true)
    }
}
