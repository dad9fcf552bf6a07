-- What the reader chose for one feed alone, as JSON; what is not named there is as for all feeds.
ALTER TABLE feeds ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
