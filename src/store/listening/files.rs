//! Chapters and transcripts as they were fetched. The words of a transcript are in the search.

use rusqlite::{Connection, OptionalExtension as _, params};
use url::Url;

use crate::model::EntryId;
use crate::store::details::{pack_html, unpack_html};
use crate::store::error::StoreError;
use crate::store::find::index;
use crate::store::open::{Reader, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EpisodeFileKind {
    Chapters,
    Transcript,
}

impl EpisodeFileKind {
    fn name(self) -> &'static str {
        match self {
            Self::Chapters => "chapters",
            Self::Transcript => "transcript",
        }
    }
}

/// A file that a publisher offers beside the audio, as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeFile {
    /// The address after all redirects.
    pub url: Url,
    pub media_type: Option<String>,
    pub text: String,
}

impl Store {
    /// Saves a file of an episode. `words` is what the search finds of it. Does nothing if the
    /// entry is gone.
    pub fn save_episode_file(
        &mut self,
        id: EntryId,
        kind: EpisodeFileKind,
        file: &EpisodeFile,
        words: Option<&str>,
    ) -> Result<(), StoreError> {
        let (body, packed_words) = (pack_html(&file.text)?, words.map(pack_html).transpose()?);
        let tx = self.begin()?;
        let saved = tx
            .prepare_cached(
                "REPLACE INTO episode_files (entry_id, kind, url, media_type, body, words)
                     SELECT id, ?2, ?3, ?4, ?5, ?6 FROM entries WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                kind.name(),
                file.url.as_str(),
                file.media_type,
                body,
                packed_words
            ])?;
        if saved > 0 && words.is_some() {
            index::defer(&tx, id.0)?;
        }
        tx.commit()?;
        Ok(())
    }
}

impl Reader {
    /// A file of an episode, if it was fetched.
    pub fn episode_file(
        &self,
        id: EntryId,
        kind: EpisodeFileKind,
    ) -> Result<Option<EpisodeFile>, StoreError> {
        let sql = "SELECT url, media_type, body FROM episode_files
             WHERE entry_id = ?1 AND kind = ?2";
        let found: Option<(String, Option<String>, Vec<u8>)> = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![id.0, kind.name()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((url, media_type, body)) = found else { return Ok(None) };
        let Ok(url) = Url::parse(&url) else { return Ok(None) };
        Ok(Some(EpisodeFile { url, media_type, text: unpack_html(&body)? }))
    }

    /// The words of the transcript of an entry, for the search; empty if there is none.
    pub fn spoken_words(&self, id: EntryId) -> Result<String, StoreError> {
        spoken_words(&self.conn, id.0)
    }
}

/// The words of the transcript of an entry; empty if there is none.
pub(in crate::store) fn spoken_words(conn: &Connection, id: i64) -> Result<String, StoreError> {
    let sql = "SELECT words FROM episode_files WHERE entry_id = ?1 AND words IS NOT NULL";
    let packed: Option<Vec<u8>> =
        conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    packed.map_or_else(|| Ok(String::new()), |packed| unpack_html(&packed))
}
