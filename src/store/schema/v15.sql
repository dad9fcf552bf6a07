-- Whether a download that failed is tried again by itself.
ALTER TABLE downloads ADD COLUMN may_pass INTEGER NOT NULL DEFAULT 0;

-- Episodes that were on this computer and went, by the user or to make room: their feeds do not download them again by themselves.
CREATE TABLE declined_downloads (
    id INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE
) STRICT;
