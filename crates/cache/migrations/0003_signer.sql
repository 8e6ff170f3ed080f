-- The number of the key that signs since the feed last told of one; 0 where it has not told of any. It goes with the cursor: what stands before
-- the cursor was signed by earlier keys, and is believed again when the feed is read from its beginning.

ALTER TABLE feed ADD COLUMN signer INTEGER NOT NULL DEFAULT 0;
