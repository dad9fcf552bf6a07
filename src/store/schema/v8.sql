-- The place behind everything in a folder, at once however many feeds there are: an import asks for it with each feed.
CREATE INDEX feeds_by_folder ON feeds (folder_id, position);
CREATE INDEX folders_by_parent ON folders (parent_id, position);

-- What else of an entry waits with it: how far it was read, and what its page says.
ALTER TABLE dropped ADD COLUMN block INTEGER;
ALTER TABLE dropped ADD COLUMN fraction REAL;
ALTER TABLE dropped ADD COLUMN full_html BLOB;
ALTER TABLE dropped ADD COLUMN full_is_shown INTEGER;
