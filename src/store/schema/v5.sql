-- Saved searches: places in the sidebar whose entries are what a question finds.
CREATE TABLE smart_feeds (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
