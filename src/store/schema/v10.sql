-- What the publisher asks of readers, as JSON (see model/wishes.rs): how long to wait, when not to
-- ask, and where the feed has moved. It holds until an answer says otherwise.
ALTER TABLE feeds ADD COLUMN wishes TEXT;
