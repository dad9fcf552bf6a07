-- Undo for every act. A step has parts: entries that were marked (`entry_ids`, packed, see ids.rs), or rows of small tables that were
-- arranged (`detail`, JSON, see arrangement.rs). A step that was taken back stays in the log and can be done again.
CREATE TABLE undo_parts (
    step_id   INTEGER NOT NULL REFERENCES undo_steps (id) ON DELETE CASCADE,
    act       TEXT NOT NULL,
    detail    TEXT,
    entry_ids BLOB
) STRICT;
CREATE INDEX undo_parts_by_step ON undo_parts (step_id);

INSERT INTO undo_parts (step_id, act, entry_ids) SELECT id, act, entry_ids FROM undo_steps WHERE act <> 'unsubscribe';
INSERT INTO undo_parts (step_id, act, detail)
SELECT id, 'arrange', json_array(json_object('table', 'feeds', 'id', feed_id, 'before', json_object('is_removed', 0), 'after', json_object('is_removed', 1)))
FROM undo_steps WHERE act = 'unsubscribe';

ALTER TABLE undo_steps ADD COLUMN title TEXT NOT NULL DEFAULT '';
-- `reader`: what the reader did. `opened`: marked by opening. `program`: rules and the like.
ALTER TABLE undo_steps ADD COLUMN kind TEXT NOT NULL DEFAULT 'reader';
ALTER TABLE undo_steps ADD COLUMN undone INTEGER;
UPDATE undo_steps SET title = CASE act
    WHEN 'read' THEN 'Marked ' || changed || ' entries as read'
    WHEN 'unread' THEN 'Marked ' || changed || ' entries as unread'
    WHEN 'star' THEN 'Starred ' || changed || ' entries'
    WHEN 'unstar' THEN 'Took the star from ' || changed || ' entries'
    ELSE 'Unsubscribed from a feed' END;
ALTER TABLE undo_steps DROP COLUMN act;
ALTER TABLE undo_steps DROP COLUMN feed_id;
ALTER TABLE undo_steps DROP COLUMN entry_ids;

-- Hidden entries are kept out of Today and All; in their feeds and in searches they stay.
ALTER TABLE entries ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX hidden_entries ON entries (id) WHERE is_hidden = 1;

-- Tags of the reader's own.
CREATE TABLE tags (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE entry_tags (
    entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    tag_id   INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (entry_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_tag ON entry_tags (tag_id, entry_id);

-- What happens to entries that arrive and are found by `query`, everywhere or in a feed or a folder. `actions` is JSON.
CREATE TABLE rules (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    query      TEXT NOT NULL,
    feed_id    INTEGER,
    folder_id  INTEGER,
    actions    TEXT NOT NULL,
    is_enabled INTEGER NOT NULL DEFAULT 1,
    position   INTEGER NOT NULL
) STRICT;

-- Entries that retention removed, whole, until their step expires.
CREATE TABLE dropped (
    entry_id     INTEGER PRIMARY KEY,
    step_id      INTEGER NOT NULL REFERENCES undo_steps (id) ON DELETE CASCADE,
    feed_id      INTEGER NOT NULL,
    sort_secs    INTEGER NOT NULL,
    is_hidden    INTEGER NOT NULL,
    key_hash     BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    title        TEXT NOT NULL,
    excerpt      TEXT NOT NULL,
    author       TEXT,
    url          TEXT,
    published    INTEGER,
    first_seen   INTEGER NOT NULL,
    words        INTEGER NOT NULL,
    key          TEXT NOT NULL,
    html         BLOB NOT NULL,
    details      BLOB NOT NULL
) STRICT;
CREATE INDEX dropped_by_step ON dropped (step_id);
-- An entry that retention removed is not taken in again while its feed still has it.
ALTER TABLE departed ADD COLUMN is_dropped INTEGER NOT NULL DEFAULT 0;

-- The index of words is in shards of as many ids each (see shards.rs), made as they are needed: tables words_0, words_1, ... In each the
-- body comes first: a posting in the first column needs no mark that says which column it is in, which makes the index a third smaller.
DROP TRIGGER texts_gone;
DROP TABLE words;
CREATE TABLE shards (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO unindexed SELECT entry_id FROM texts;

-- What bodies of this library have in common, to pack them with, and up to which entry that was done (see packing.rs).
CREATE TABLE packing (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    dictionary BLOB NOT NULL,
    packed_to  INTEGER NOT NULL
) STRICT;
