-- How many entries were opened, by quarter of an hour and feed, for the page of reading statistics
-- (see readings.rs). A quarter, because some time zones differ by three of them.
CREATE TABLE readings (
    quarter INTEGER NOT NULL,
    feed_id INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (quarter, feed_id)
) STRICT, WITHOUT ROWID;

-- The undo log knows when entries were opened in the last weeks, but not of which feeds: feed 0.
INSERT INTO readings SELECT made / 900000, 0, sum(changed) FROM undo_steps
    WHERE kind = 'opened' AND undone IS NULL AND changed > 0 GROUP BY 1;
