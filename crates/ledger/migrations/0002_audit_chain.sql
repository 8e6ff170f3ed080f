-- Each audit row carries the SHA-256 of what it says and of the row before it in its chain, so that no row can be edited or taken out
-- unnoticed. A dealer has a chain of its own; what concerns no dealer is in the chain ''. Rows from before this are chained by the
-- server when it next opens the database, in order of their instants.

ALTER TABLE audit ADD COLUMN chain TEXT;
ALTER TABLE audit ADD COLUMN ordinal BIGINT;
ALTER TABLE audit ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX audit_chain_ordinal ON audit (chain, ordinal);

CREATE TABLE audit_chain (
    name   TEXT PRIMARY KEY,
    length BIGINT NOT NULL,
    head   TEXT NOT NULL -- the hash of its last row; '' before the first
);
