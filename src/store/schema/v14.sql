-- Listening: the queue, downloads, positions in episodes, chapters and transcripts.

-- How far episodes were heard, in milliseconds. Rows of entries that retention removed stay for those that undo brings back; compacting
-- deletes the others.
CREATE TABLE heard (
    entry_id    INTEGER PRIMARY KEY,
    position    INTEGER NOT NULL,
    duration    INTEGER,
    is_finished INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The queue: `id` is that of the entry. The place of an entry that undo puts back may be that of another; then the id decides.
CREATE TABLE queue (
    id    INTEGER PRIMARY KEY,
    place INTEGER NOT NULL
) STRICT;

-- Episodes to be kept on this computer: `id` is that of the entry, `file` a name within the folder of downloads. `is_auto`: its feed wants the
-- newest ones. `state` is wanted, done or failed; `problem` is a sentence. `validator` is what the server answered, to go on with the same file.
CREATE TABLE downloads (
    id        INTEGER PRIMARY KEY,
    url       TEXT NOT NULL,
    file      TEXT NOT NULL,
    asked     INTEGER NOT NULL,
    is_auto   INTEGER NOT NULL DEFAULT 0,
    state     TEXT NOT NULL DEFAULT 'wanted',
    bytes     INTEGER NOT NULL DEFAULT 0,
    total     INTEGER,
    validator TEXT,
    problem   TEXT
) STRICT;

-- What publishers offer beside the audio, as fetched and packed: `chapters`, `transcript`. `words` is the text that the search finds.
CREATE TABLE episode_files (
    entry_id   INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    url        TEXT NOT NULL,
    media_type TEXT,
    body       BLOB NOT NULL,
    words      BLOB,
    PRIMARY KEY (entry_id, kind)
) STRICT;

-- Stories: what is compared of an entry, in fewer bytes.
