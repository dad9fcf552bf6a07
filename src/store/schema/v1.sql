-- The library, version 1. Times are milliseconds since 1970 but for sort_secs; booleans are 0 and 1.

CREATE TABLE folders (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES folders (id),
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL
) STRICT;

-- The undo log. `entry_ids` holds the entries that really changed, packed (see ids.rs).
CREATE TABLE undo_steps (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    made      INTEGER NOT NULL,
    act       TEXT NOT NULL,
    changed   INTEGER NOT NULL,
    feed_id   INTEGER,
    entry_ids BLOB
) STRICT;

CREATE TABLE feeds (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_url            TEXT NOT NULL UNIQUE,
    published_title     TEXT NOT NULL DEFAULT '',
    custom_title        TEXT,
    site_url            TEXT,
    icon_url            TEXT,
    description         TEXT,
    folder_id           INTEGER REFERENCES folders (id),
    position            INTEGER NOT NULL,
    added               INTEGER NOT NULL,
    etag                TEXT,
    last_modified       TEXT,
    body_hash           BLOB,
    validators_received INTEGER,
    last_attempt        INTEGER,
    last_success        INTEGER,
    next_check          INTEGER,
    problem_kind        TEXT,
    problem_message     TEXT,
    problem_since       INTEGER,
    problem_failures    INTEGER,
    is_gone             INTEGER NOT NULL DEFAULT 0,
    -- Kept in step with entries.is_read in the same transactions: counting a million unread entries after each key
    -- would take a tenth of a second, reading this takes nothing.
    unread_count        INTEGER NOT NULL DEFAULT 0,
    -- The undo step that unsubscribed the feed; it is hidden everywhere until that step expires and takes it along.
    removed_by          INTEGER REFERENCES undo_steps (id)
) STRICT;
CREATE INDEX feeds_removed ON feeds (removed_by) WHERE removed_by IS NOT NULL;

-- What lists need of every entry, and nothing else: rows stay some 50 bytes, so that a status change rewrites little.
CREATE TABLE entries (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id      INTEGER NOT NULL REFERENCES feeds (id),
    sort_secs    INTEGER NOT NULL,
    is_read      INTEGER NOT NULL DEFAULT 0,
    is_starred   INTEGER NOT NULL DEFAULT 0,
    key_hash     BLOB NOT NULL,
    content_hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_by_key ON entries (feed_id, key_hash);
-- Without the statuses, on purpose: marking an entry must touch the partial indexes below and nothing more.
CREATE INDEX entries_by_time ON entries (sort_secs, id, feed_id);
CREATE INDEX entries_by_feed ON entries (feed_id, sort_secs);
-- With everything that a list shows, so that the lists people live in never touch the table.
CREATE INDEX unread_by_time ON entries (sort_secs, id, feed_id, is_starred) WHERE is_read = 0;
CREATE INDEX unread_by_feed ON entries (feed_id, sort_secs, id, is_starred) WHERE is_read = 0;
CREATE INDEX starred_by_time ON entries (sort_secs, id, feed_id, is_read) WHERE is_starred = 1;

-- What a row on screen and the search need.
CREATE TABLE texts (
    entry_id   INTEGER PRIMARY KEY REFERENCES entries (id),
    title      TEXT NOT NULL,
    excerpt    TEXT NOT NULL,
    author     TEXT,
    url        TEXT,
    published  INTEGER,
    first_seen INTEGER NOT NULL,
    words      INTEGER NOT NULL,
    key        TEXT NOT NULL
) STRICT;

-- What only an open article needs. `html` is packed with zstd, `details` is JSON, packed when long.
CREATE TABLE bodies (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
    html     BLOB NOT NULL,
    details  BLOB NOT NULL
) STRICT;

CREATE TABLE positions (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
    block    INTEGER NOT NULL,
    fraction REAL NOT NULL
) STRICT;

-- Statuses of entries that are no longer stored. An entry that comes back takes its status from here.
CREATE TABLE departed (
    feed_id    INTEGER NOT NULL REFERENCES feeds (id),
    key_hash   BLOB NOT NULL,
    is_read    INTEGER NOT NULL,
    is_starred INTEGER NOT NULL,
    block      INTEGER,
    fraction   REAL,
    PRIMARY KEY (feed_id, key_hash)
) STRICT, WITHOUT ROWID;
