-- Sync through a shared folder.

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

-- Entries that sleep, feeds that pause, lengths, times of reading.
