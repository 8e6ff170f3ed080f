-- ACC-6: whoever fails or signs in from one address on the network does so under this row, one after the other, so that of any number at
-- once no more get through than may. Purged with the failures.
CREATE TABLE address_turn (
    address TEXT PRIMARY KEY,
    at      BIGINT NOT NULL
);
CREATE INDEX address_turn_at ON address_turn (at);

-- The operator may close a dealer's account: nobody of its staff signs in until it is opened again.
ALTER TABLE dealer ADD COLUMN disabled_at BIGINT;
