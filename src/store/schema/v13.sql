-- Sync through a shared folder (see store/folder_sync and folder_sync). Clocks are those of folder_sync/clock.rs; times are milliseconds.
-- A row while a folder is joined. `is_first`: the library has not been merged with the folder yet.
CREATE TABLE folder_sync (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    folder       TEXT NOT NULL,
    name         TEXT NOT NULL,
    device       INTEGER NOT NULL,
    machine      INTEGER NOT NULL,
    token        INTEGER NOT NULL DEFAULT 0,
    token_before INTEGER NOT NULL DEFAULT 0,
    clock        INTEGER NOT NULL DEFAULT 0,
    last         INTEGER NOT NULL DEFAULT 0,
    sealed       INTEGER NOT NULL DEFAULT 0,
    written      INTEGER NOT NULL DEFAULT 0,
    compacted    INTEGER NOT NULL,
    told         INTEGER NOT NULL DEFAULT 0,
    owes_base    INTEGER NOT NULL DEFAULT 0,
    is_first     INTEGER NOT NULL DEFAULT 1,
    -- Entries up to this id have a row in folder_names.
    named_to     INTEGER NOT NULL DEFAULT 0,
    -- The name of the passphrase in the keyring, if the folder is encrypted.
    secret       TEXT,
    -- JSON; NULL after a pass without a problem.
    problem      TEXT,
    last_pass    INTEGER
) STRICT;
-- This device and others: what is applied of them, and up to which clock their acts are known.
CREATE TABLE folder_devices (
    id      INTEGER PRIMARY KEY,
    device  TEXT NOT NULL UNIQUE,
    applied INTEGER NOT NULL DEFAULT 0,
    seen    INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Feeds, folders, searches and rules as all devices know them, and the row here. A feed that two devices subscribed to before they met under
-- different addresses has two.
CREATE TABLE folder_rows (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    row_id   INTEGER NOT NULL,
    local_id INTEGER,
    UNIQUE (kind, row_id)
) STRICT;
CREATE INDEX folder_rows_by_local ON folder_rows (kind, local_id) WHERE local_id IS NOT NULL;
-- The registers: fields of rows (JSON), statuses of entries, tags and positions of entries (JSON).
CREATE TABLE folder_fields (
    row    INTEGER NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT NOT NULL,
    clock  INTEGER NOT NULL,
    device INTEGER NOT NULL,
    PRIMARY KEY (row, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE folder_marks (
    name   INTEGER NOT NULL,
    kind   INTEGER NOT NULL,
    is_on  INTEGER NOT NULL,
    feed   INTEGER NOT NULL,
    clock  INTEGER NOT NULL,
    device INTEGER NOT NULL,
    PRIMARY KEY (name, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE folder_notes (
    name   INTEGER NOT NULL,
    key    TEXT NOT NULL,
    value  TEXT NOT NULL,
    feed   INTEGER NOT NULL,
    clock  INTEGER NOT NULL,
    device INTEGER NOT NULL,
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
-- The latest act of each device inside a feed.
CREATE TABLE folder_touches (
    feed   INTEGER NOT NULL,
    device INTEGER NOT NULL,
    clock  INTEGER NOT NULL,
    PRIMARY KEY (feed, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE folder_names (
    name     INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL
) STRICT;
-- Own operations that are not in a sealed segment yet, as lines.
CREATE TABLE folder_outbox (
    id   INTEGER PRIMARY KEY,
    line TEXT NOT NULL
) STRICT;
-- Acts since the last look, which triggers write (see folder_sync/triggers.rs).
CREATE TABLE folder_acts (
    kind  TEXT NOT NULL,
    id    INTEGER NOT NULL,
    label TEXT NOT NULL,
    made  INTEGER NOT NULL,
    PRIMARY KEY (kind, id, label)
) STRICT, WITHOUT ROWID;
-- Has a row while a transaction applies acts of other devices, or of rules, which every device applies for itself.
CREATE TABLE folder_pulls (id INTEGER PRIMARY KEY) STRICT;

-- Stories: entries of different feeds that are the same text, or about the same event (see src/stories/).

-- What is compared of the entries of the last days. `is_compared` is 0 until the entry was compared with the others.
CREATE TABLE story_signatures (
    entry_id    INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    feed_id     INTEGER NOT NULL,
    sort_secs   INTEGER NOT NULL,
    is_compared INTEGER NOT NULL DEFAULT 0,
    signature   BLOB NOT NULL
) STRICT;
CREATE INDEX story_signatures_new ON story_signatures (entry_id) WHERE is_compared = 0;
CREATE INDEX story_signatures_by_time ON story_signatures (sort_secs);

-- Entries that match, each pair once: `one` is the lesser id. The other columns are the reason (see model/story.rs).
CREATE TABLE story_pairs (
    one            INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    other          INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    is_same_text   INTEGER NOT NULL,
    has_same_link  INTEGER NOT NULL,
    has_same_title INTEGER NOT NULL,
    text_percent   INTEGER NOT NULL,
    names          INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_pairs_by_other ON story_pairs (other, one);

-- The story of each entry that shares one, and the text within it; both are called by the least id of their entries.
-- The entry with the lowest place stands for the others.
CREATE TABLE stories (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL,
    text_id  INTEGER NOT NULL,
    place    INTEGER NOT NULL
) STRICT;
CREATE INDEX stories_by_story ON stories (story_id);

-- Entries that the user said are not one story.
CREATE TABLE story_splits (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    one   INTEGER NOT NULL,
    other INTEGER NOT NULL
) STRICT;

-- Entries whose stories have to be made anew.
CREATE TABLE story_changes (
    entry_id INTEGER PRIMARY KEY
) STRICT;

-- Which entries of the feeds of a folder share a row; NULL is as everywhere.
ALTER TABLE folders ADD COLUMN stories TEXT;

-- Revisions and the river.

-- The older versions of entries, numbered from 1. `html` is packed with the next newer version as its dictionary, `fields` is the JSON of the
-- fields that differ from those of that version (see store/revisions.rs). `seen` is when the version was first seen, `replaced` when the next
-- one was. An entry that retention removes keeps its versions until no step can bring it back.
CREATE TABLE revisions (
    entry_id INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    seen     INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    html     BLOB NOT NULL,
    fields   TEXT NOT NULL,
    PRIMARY KEY (entry_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX revisions_by_time ON revisions (replaced);

-- Entries that sleep, feeds that pause, lengths, times of reading.

-- A sleeping entry is read in `entries` and has a row here; see store/snooze.rs. `until` is milliseconds since 1970. When the
-- entry came back its row stays with is_awake = 1, so that lists can say so, until it is read.
CREATE TABLE snoozed (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    until    INTEGER NOT NULL,
    is_awake INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX asleep_by_time ON snoozed (until, entry_id) WHERE is_awake = 0;

-- When entries were read (opened, or marked alone) and starred, in seconds since 1970, from this version on. Rows of entries that
-- retention removed stay for those that undo brings back; compacting deletes the others.
CREATE TABLE moments (
    entry_id     INTEGER PRIMARY KEY,
    read_secs    INTEGER,
    starred_secs INTEGER
) STRICT;
CREATE INDEX moments_by_read ON moments (read_secs, entry_id) WHERE read_secs IS NOT NULL;
CREATE INDEX moments_by_starred ON moments (starred_secs, entry_id) WHERE starred_secs IS NOT NULL;

-- Lengths by themselves: a question about them must not read the texts of a million entries.
CREATE INDEX texts_by_words ON texts (words);

-- Whether the sidebar shows no number beside the folder.
ALTER TABLE folders ADD COLUMN hides_count INTEGER NOT NULL DEFAULT 0;
