-- The words of entries, for the search: folded and cut by the program (see query/tokens.rs), so that the index and the program agree on
-- what a word is. The texts themselves are elsewhere; the index can always be made anew from them.
CREATE VIRTUAL TABLE words USING fts5 (
    title, authors, body, tags, url, marks,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- Entries whose words are not in the index yet: those of libraries that had none.
CREATE TABLE unindexed (entry_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO unindexed SELECT entry_id FROM texts;

CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN
    DELETE FROM words WHERE rowid = old.entry_id;
    DELETE FROM unindexed WHERE entry_id = old.entry_id;
END;

-- The language of a feed, as it says.
ALTER TABLE feeds ADD COLUMN language TEXT;
