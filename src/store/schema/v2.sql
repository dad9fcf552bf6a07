-- Full text: what the page of an entry says, where its feed says less. Kept apart from the feed's own body, so that nothing of
-- that is ever lost. `html` is packed with zstd.
CREATE TABLE full_texts (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    html BLOB NOT NULL,
    is_shown INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Whether the full text of every entry of the feed is wanted.
ALTER TABLE feeds ADD COLUMN wants_full_text INTEGER NOT NULL DEFAULT 0;
