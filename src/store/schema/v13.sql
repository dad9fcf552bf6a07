-- Sync through a shared folder.

-- Stories.

-- Revisions and the river.

-- Entries that sleep, feeds that pause, lengths, times of reading.
