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
