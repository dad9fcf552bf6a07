-- Accounts on servers. `problem` is JSON (see model/account.rs), `memory` belongs to the sync. Secrets are in the system's keyring.
CREATE TABLE accounts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    service      TEXT NOT NULL,
    address      TEXT NOT NULL,
    user         TEXT NOT NULL,
    position     INTEGER NOT NULL,
    -- Whether the server has labels, which are tags here.
    keeps_labels INTEGER NOT NULL DEFAULT 0,
    last_sync    INTEGER,
    problem      TEXT,
    paused_until INTEGER,
    memory       TEXT NOT NULL DEFAULT '',
    -- Whether the library was restored from a backup since the last sync.
    is_restored  INTEGER NOT NULL DEFAULT 0,
    -- The undo step that removed the account, with its feeds.
    removed_by   INTEGER REFERENCES undo_steps (id)
) STRICT;

-- The account that a folder belongs to; NULL is on this computer. A folder that the server listed goes when it lists it no more.
ALTER TABLE folders ADD COLUMN account_id INTEGER REFERENCES accounts (id);
ALTER TABLE folders ADD COLUMN is_remote INTEGER NOT NULL DEFAULT 0;

-- The table of feeds is made anew, because an address is unique only among the feeds on this computer: SQLite cannot drop a constraint.
CREATE TABLE feeds_12 (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_url            TEXT NOT NULL,
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
    -- Its server said that it is gone for good. Of a feed of an account: its account no longer lists it.
    is_gone             INTEGER NOT NULL DEFAULT 0,
    -- Kept in step with entries.is_read in the same transactions: counting a million unread entries after each key
    -- would take a tenth of a second, reading this takes nothing.
    unread_count        INTEGER NOT NULL DEFAULT 0,
    -- The undo step that unsubscribed the feed; it is hidden everywhere until that step expires and takes it along.
    removed_by          INTEGER REFERENCES undo_steps (id),
    wants_full_text     INTEGER NOT NULL DEFAULT 0,
    options             TEXT NOT NULL DEFAULT '{}',
    language            TEXT,
    redirects_to        TEXT,
    problem_details     TEXT,
    wishes              TEXT,
    -- The account that it belongs to; NULL is on this computer.
    account_id          INTEGER REFERENCES accounts (id),
    -- Its id at the server; NULL while the server does not have it.
    remote_id           TEXT
) STRICT;
INSERT INTO feeds_12 (id, feed_url, published_title, custom_title, site_url, icon_url, description, folder_id, position, added, etag,
    last_modified, body_hash, validators_received, last_attempt, last_success, next_check, problem_kind, problem_message, problem_since,
    problem_failures, is_gone, unread_count, removed_by, wants_full_text, options, language, redirects_to, problem_details, wishes)
SELECT id, feed_url, published_title, custom_title, site_url, icon_url, description, folder_id, position, added, etag,
    last_modified, body_hash, validators_received, last_attempt, last_success, next_check, problem_kind, problem_message, problem_since,
    problem_failures, is_gone, unread_count, removed_by, wants_full_text, options, language, redirects_to, problem_details, wishes
FROM feeds;
-- Ids of feeds that were deleted are not given out again, and the library remembers that it had feeds.
DELETE FROM sqlite_sequence WHERE name = 'feeds_12';
INSERT INTO sqlite_sequence (name, seq) SELECT 'feeds_12', seq FROM sqlite_sequence WHERE name = 'feeds';
DROP TABLE feeds;
ALTER TABLE feeds_12 RENAME TO feeds;
CREATE UNIQUE INDEX feeds_by_url ON feeds (feed_url) WHERE account_id IS NULL;
CREATE INDEX feeds_by_account ON feeds (account_id, feed_url, remote_id) WHERE account_id IS NOT NULL;
CREATE INDEX feeds_removed ON feeds (removed_by) WHERE removed_by IS NOT NULL;
CREATE INDEX feeds_by_folder ON feeds (folder_id, position);

-- The id of an entry at its server. An entry that retention removed keeps its row. `is_stale`: its feed left the server and came back, and
-- the entry has another id there, which is not known yet.
CREATE TABLE remote_entries (
    account_id INTEGER NOT NULL,
    remote_id  TEXT NOT NULL,
    entry_id   INTEGER NOT NULL,
    is_stale   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, remote_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX remote_by_entry ON remote_entries (entry_id);

-- Acts on entries that their servers have not accepted yet, one for each entry and kind: `read`, `star`, `label`. Triggers write them (see
-- accounts/triggers.rs). A new act gets a new generation. `seen` is the state last seen at the server. `parked`: why it is not sent any more.
CREATE TABLE pending (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL,
    entry_id   INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    label      TEXT NOT NULL DEFAULT '',
    wanted     INTEGER NOT NULL,
    seen       INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    parked     TEXT
) STRICT;
CREATE INDEX pending_by_entry ON pending (entry_id, kind, label);

-- Changes of subscriptions that their servers have not accepted yet, as JSON, in the order in which they are sent.
CREATE TABLE pending_changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    feed_id    INTEGER,
    change     TEXT NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    problem    TEXT
) STRICT;

-- Has a row while a transaction applies the state of a server, which the triggers then do not take for acts.
CREATE TABLE pulls (id INTEGER PRIMARY KEY) STRICT;
