-- Where a feed answers from without saying that it moved there for good.
ALTER TABLE feeds ADD COLUMN redirects_to TEXT;
