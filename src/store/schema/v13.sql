-- Sync through a shared folder.

-- Stories.

-- Revisions and the river.

-- The older versions of entries, numbered from 1. `html` is packed with the next newer version as its dictionary, `fields` is the JSON of the
-- fields that differ from those of that version (see store/revisions.rs). `seen` is when the version was first seen, `replaced` when the next
-- one was.
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
-- An entry that retention removes keeps its versions until no step can bring it back.
CREATE TRIGGER revisions_of_entries AFTER DELETE ON entries
WHEN NOT EXISTS (SELECT 1 FROM dropped WHERE entry_id = OLD.id) BEGIN
    DELETE FROM revisions WHERE entry_id = OLD.id;
END;
CREATE TRIGGER revisions_of_dropped AFTER DELETE ON dropped
WHEN NOT EXISTS (SELECT 1 FROM entries WHERE id = OLD.entry_id) BEGIN
    DELETE FROM revisions WHERE entry_id = OLD.entry_id;
END;

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
