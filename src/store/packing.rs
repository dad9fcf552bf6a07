//! Bodies packed better: with a dictionary of what the bodies of this very library have in common.
//! Short articles share their markup and their words with others, not with themselves, so this
//! saves a quarter of the room that they take. The dictionary is made once there are enough bodies,
//! which are then packed anew when nobody waits; from then on bodies are stored so at once, because
//! what shrinks in its page later leaves a hole there.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::io::Read as _;
use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension as _, params};
use zstd::bulk::Compressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::{get_dict_id_from_dict, get_dict_id_from_frame};

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
/// Bodies that are packed with it while others wait for the transaction; what is beyond waits until
/// nobody does.
const PACKED_AT_ONCE: usize = 1024;
/// The level: a tenth of a millisecond a body.
const LEVEL: i32 = 12;

const UNREADABLE: StoreError = StoreError::Unreadable { what: "article" };

/// Unpacks bodies, with the dictionary or without.
#[derive(Default)]
pub(super) struct Unpacker(RefCell<Option<(DictionaryId, DecoderDictionary<'static>)>>);

type DictionaryId = Option<NonZeroU32>;

impl fmt::Debug for Unpacker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Unpacker({})",
            if self.0.borrow().is_some() { "with a dictionary" } else { "without" }
        )
    }
}

impl Unpacker {
    /// A stored body as HTML.
    pub(super) fn html(&self, conn: &Connection, packed: &[u8]) -> Result<String, StoreError> {
        let wanted = get_dict_id_from_frame(packed);
        if packed.is_empty() || wanted.is_none() {
            return details::unpack_html(packed);
        }
        let mut known = self.0.borrow_mut();
        // Where a file system knows no locks, another process may have restored a backup meanwhile.
        if known.as_ref().is_none_or(|(id, _)| *id != wanted) {
            let bytes = dictionary(conn)?.ok_or(UNREADABLE)?;
            *known = Some((get_dict_id_from_dict(&bytes), DecoderDictionary::copy(&bytes)));
        }
        let (_, dictionary) = known.as_ref().ok_or(UNREADABLE)?;
        let decoder = zstd::stream::read::Decoder::with_prepared_dictionary(packed, dictionary)
            .map_err(|_| UNREADABLE)?;
        let mut html = String::new();
        decoder.take(MAX_UNPACKED as u64).read_to_string(&mut html).map_err(|_| UNREADABLE)?;
        Ok(html)
    }
}

/// The dictionary of a library, ready to pack with.
#[derive(Default)]
pub(super) struct Dictionary {
    bytes: Vec<u8>,
    ready: Option<EncoderDictionary<'static>>,
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dictionary({} bytes)", self.bytes.len())
    }
}

impl Dictionary {
    /// A packer with the dictionary that the library has now; what is packed with another could
    /// never be read.
    pub(super) fn packer(&mut self, conn: &Connection) -> rusqlite::Result<Packer<'_>> {
        let bytes = dictionary(conn)?.unwrap_or_default();
        if bytes != self.bytes {
            self.ready = (!bytes.is_empty()).then(|| EncoderDictionary::copy(&bytes, LEVEL));
            self.bytes = bytes;
        }
        let compressor = self
            .ready
            .as_ref()
            .and_then(|dictionary| Compressor::with_prepared_dictionary(dictionary).ok());
        Ok(Packer { compressor, packed: 0 })
    }
}

/// Packs bodies anew that were packed without the dictionary; without one it leaves them as they
/// are.
pub(super) struct Packer<'a> {
    compressor: Option<Compressor<'a>>,
    packed: usize,
}

impl Packer<'_> {
    /// The body as small as it can be. One that is packed so already (its entry came back from an
    /// undo) or is damaged stays as it is.
    pub(super) fn pack<'b>(&mut self, stored: &'b [u8]) -> Cow<'b, [u8]> {
        self.smaller(stored).map_or(Cow::Borrowed(stored), Cow::Owned)
    }

    fn smaller(&mut self, stored: &[u8]) -> Option<Vec<u8>> {
        let compressor = self.compressor.as_mut()?;
        if self.packed >= PACKED_AT_ONCE
            || stored.is_empty()
            || get_dict_id_from_frame(stored).is_some()
        {
            return None;
        }
        self.packed += 1;
        let html = details::unpack_html(stored).ok()?;
        compressor.compress(html.as_bytes()).ok().filter(|packed| packed.len() < stored.len())
    }
}

fn dictionary(conn: &Connection) -> rusqlite::Result<Option<Vec<u8>>> {
    conn.prepare_cached("SELECT dictionary FROM packing")?
        .query_row([], |row| row.get(0))
        .optional()
}

impl Store {
    /// Packs some bodies better. Says whether there may be more.
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
        let sql = "SELECT entry_id, html FROM bodies WHERE entry_id > (SELECT packed_to FROM packing) ORDER BY entry_id LIMIT ?1";
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

    /// Makes the dictionary, once there is enough to make it from. Says whether it did.
    fn train(&mut self) -> Result<bool, StoreError> {
        let last: i64 =
            self.conn()
                .query_row("SELECT coalesce(max(entry_id), 0) FROM bodies", [], |row| row.get(0))?;
        // What came to nothing is tried again with twice as many.
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
        // Bodies that have nothing in common make no dictionary; then they stay as they are.
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
