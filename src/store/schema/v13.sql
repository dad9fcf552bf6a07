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

-- Stories.

-- Revisions and the river.

-- Entries that sleep, feeds that pause, lengths, times of reading.
