-- Where a feed answers from without saying that it moved there for good.
ALTER TABLE feeds ADD COLUMN redirects_to TEXT;

-- Requests of the last day, for the page that tells of them. Addresses are without secrets; what is too old or too much goes with the next
-- batch. `redirects` is JSON, missing where there were none; either `status` or `error` is there.
CREATE TABLE activity (
    id             INTEGER PRIMARY KEY,
    begun          INTEGER NOT NULL,
    took           INTEGER NOT NULL,
    cause          TEXT NOT NULL,
    feed_id        INTEGER,
    url            TEXT NOT NULL,
    is_conditional INTEGER NOT NULL,
    redirects      TEXT,
    status         INTEGER,
    error          TEXT,
    bytes          INTEGER NOT NULL,
    content_type   TEXT
) STRICT;
CREATE INDEX activity_by_time ON activity (begun);
