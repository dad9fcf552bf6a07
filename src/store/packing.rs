//! Bodies packed better when nobody waits: with a dictionary of what the bodies of this very library have in common. Short articles
//! share their markup and their words with others, not with themselves, so this saves a quarter of the room that they take.

use std::cell::OnceCell;
use std::fmt;
use std::io::Read as _;

use rusqlite::{Connection, OptionalExtension as _, params};
use zstd::dict::DecoderDictionary;
use zstd::zstd_safe::get_dict_id_from_frame;

use super::details::{self, MAX_UNPACKED};
use super::error::StoreError;
use super::open::Store;

/// Bytes of the dictionary; larger ones gain little and have to be read for every article.
const DICTIONARY_BYTES: usize = 64 << 10;
/// A library with fewer bodies needs no dictionary.
pub(super) const BODIES_LEAST: i64 = 2000;
/// Bodies that the dictionary is made from.
const SAMPLES: i64 = 600;
/// Most bytes of a body that it is made from.
const SAMPLE_BYTES: usize = 16 << 10;
/// The level: nobody waits.
const LEVEL: i32 = 12;

const UNREADABLE: StoreError = StoreError::Unreadable { what: "article" };

/// Unpacks bodies, with the dictionary or without.
#[derive(Default)]
pub(super) struct Unpacker(OnceCell<DecoderDictionary<'static>>);

impl fmt::Debug for Unpacker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unpacker({})", if self.0.get().is_some() { "with a dictionary" } else { "without" })
    }
}

impl Unpacker {
    /// A stored body as HTML.
    pub(super) fn html(&self, conn: &Connection, packed: &[u8]) -> Result<String, StoreError> {
        if packed.is_empty() || get_dict_id_from_frame(packed).is_none() {
            return details::unpack_html(packed);
        }
        let dictionary = if let Some(dictionary) = self.0.get() {
            dictionary
        } else {
            let bytes = dictionary(conn)?.ok_or(UNREADABLE)?;
            self.0.get_or_init(|| DecoderDictionary::copy(&bytes))
        };
        let decoder = zstd::stream::read::Decoder::with_prepared_dictionary(packed, dictionary).map_err(|_| UNREADABLE)?;
        let mut html = String::new();
        decoder.take(MAX_UNPACKED as u64).read_to_string(&mut html).map_err(|_| UNREADABLE)?;
        Ok(html)
    }
}

fn dictionary(conn: &Connection) -> rusqlite::Result<Option<Vec<u8>>> {
    conn.prepare_cached("SELECT dictionary FROM packing")?.query_row([], |row| row.get(0)).optional()
}

impl Store {
    /// Packs some bodies better. Says whether there may be more.
    pub fn repack(&mut self, most: u32) -> Result<bool, StoreError> {
        let sql = "SELECT entry_id, html FROM bodies WHERE entry_id > (SELECT packed_to FROM packing) ORDER BY entry_id LIMIT ?1";
        let Some(dictionary) = dictionary(self.conn())? else { return self.train() };
        let rows: Vec<(i64, Vec<u8>)> =
            self.conn().prepare_cached(sql)?.query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let Some((last, _)) = rows.last() else { return Ok(false) };
        let last = *last;
        let mut packer = zstd::bulk::Compressor::with_dictionary(LEVEL, &dictionary).map_err(|_| UNREADABLE)?;
        let mut smaller = Vec::new();
        for (id, stored) in rows {
            // One that is packed so already (its entry came back from an undo) or is damaged stays as it is.
            if stored.is_empty() || get_dict_id_from_frame(&stored).is_some() {
                continue;
            }
            let Ok(html) = details::unpack_html(&stored) else { continue };
            if let Ok(packed) = packer.compress(html.as_bytes())
                && packed.len() < stored.len()
            {
                smaller.push((id, packed));
            }
        }
        let tx = self.begin()?;
        for (id, packed) in smaller {
            tx.prepare_cached("UPDATE bodies SET html = ?2 WHERE entry_id = ?1")?.execute(params![id, packed])?;
        }
        tx.prepare_cached("UPDATE packing SET packed_to = ?1")?.execute([last])?;
        tx.commit()?;
        Ok(true)
    }

    /// Makes the dictionary, once there is enough to make it from. Says whether it did.
    fn train(&mut self) -> Result<bool, StoreError> {
        let last: i64 = self.conn().query_row("SELECT coalesce(max(entry_id), 0) FROM bodies", [], |row| row.get(0))?;
        if last < BODIES_LEAST {
            return Ok(false);
        }
        let mut samples = Vec::new();
        let mut pick = self.conn().prepare_cached("SELECT html FROM bodies WHERE entry_id >= ?1 ORDER BY entry_id LIMIT 1")?;
        for number in 0..SAMPLES {
            let from = last / SAMPLES * number;
            let Some(stored) = pick.query_row([from], |row| row.get::<_, Vec<u8>>(0)).optional()? else { continue };
            if let Ok(mut html) = details::unpack_html(&stored) {
                html.truncate(html.floor_char_boundary(SAMPLE_BYTES));
                samples.push(html);
            }
        }
        drop(pick);
        // Bodies that have nothing in common make no dictionary; then they stay as they are.
        let dictionary = zstd::dict::from_samples(&samples, DICTIONARY_BYTES).unwrap_or_default();
        if dictionary.is_empty() {
            return Ok(false);
        }
        self.conn().execute("INSERT OR IGNORE INTO packing (id, dictionary, packed_to) VALUES (1, ?1, 0)", [dictionary])?;
        Ok(true)
    }
}
