-- Listening: the queue, downloads, positions in episodes, chapters and transcripts.

-- Stories: what is compared of an entry, in fewer bytes.
