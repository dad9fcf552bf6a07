//! Compresses bodies with a dictionary made from the bodies of this library.
//!
//! A short article repeats the markup and words of other articles, not its own, so the dictionary
//! saves a quarter of the space. Once it exists, new bodies are compressed with it at once, because
//! a body that shrinks later leaves a hole in its page. See `repack` for the older ones.

use std::cell::RefCell;
use std::fmt;
use std::io::Read as _;
use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension as _};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::{get_dict_id_from_dict, get_dict_id_from_frame, get_frame_content_size};

use super::details::{self, MAX_UNPACKED};
use super::error::StoreError;

/// The zstd level. Level 3 would save 6 % of the space and take twice as long; level 12, 14 % and
/// twenty times as long.
const LEVEL: i32 = 2;
/// The level without a dictionary. The first bodies are packed again, so it takes the least time.
const PLAIN_LEVEL: i32 = 1;

const UNREADABLE: StoreError = StoreError::Unreadable { what: "article" };

/// Decompresses bodies, whether or not they need the dictionary.
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
        // Without file locks, another process may have restored a backup with another dictionary.
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

/// The dictionary of a library, ready for compressing.
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
    /// A packer with the dictionary that the library has now. A body compressed with any other
    /// could never be read.
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
        let has_dictionary = compressor.is_some();
        let compressor = compressor.or_else(|| Compressor::new(PLAIN_LEVEL).ok());
        let unpacker = Unpacker::default();
        Ok(Packer { compressor, has_dictionary, decompressor: None, packed: Vec::new(), unpacker })
    }
}

/// Compresses bodies, with the dictionary if there is one. A context for each body would cost more
/// than the body.
pub(super) struct Packer<'a> {
    compressor: Option<Compressor<'a>>,
    has_dictionary: bool,
    decompressor: Option<Decompressor<'static>>,
    /// The latest body.
    packed: Vec<u8>,
    unpacker: Unpacker,
}

impl Packer<'_> {
    pub(super) fn has_dictionary(&self) -> bool {
        self.has_dictionary
    }

    /// Reads bodies that are about to be replaced.
    pub(super) fn unpacker(&self) -> &Unpacker {
        &self.unpacker
    }

    /// A body as it is stored.
    pub(super) fn pack(&mut self, html: &str) -> Result<&[u8], StoreError> {
        let compressor = self.compressor.as_mut().ok_or(UNREADABLE)?;
        self.packed.clear();
        self.packed.reserve(zstd::zstd_safe::compress_bound(html.len()));
        compressor.compress_to_buffer(html.as_bytes(), &mut self.packed).map_err(|_| UNREADABLE)?;
        Ok(&self.packed)
    }

    /// A stored body compressed with the dictionary; `None` if that is not smaller. A body that
    /// uses the dictionary already (undo brought its entry back) or is damaged stays as it is.
    pub(super) fn smaller(&mut self, stored: &[u8]) -> Option<Vec<u8>> {
        let compressor = self.compressor.as_mut().filter(|_| self.has_dictionary)?;
        if self.decompressor.is_none() {
            self.decompressor = Decompressor::new().ok();
        }
        let decompressor = self.decompressor.as_mut()?;
        if stored.is_empty() || get_dict_id_from_frame(stored).is_some() {
            return None;
        }
        let bytes = usize::try_from(get_frame_content_size(stored).ok()??).ok()?;
        if bytes > MAX_UNPACKED {
            return None;
        }
        let html = decompressor.decompress(stored, bytes).ok()?;
        compressor.compress(&html).ok().filter(|packed| packed.len() < stored.len())
    }
}

fn dictionary(conn: &Connection) -> rusqlite::Result<Option<Vec<u8>>> {
    conn.prepare_cached("SELECT dictionary FROM packing")?
        .query_row([], |row| row.get(0))
        .optional()
}
