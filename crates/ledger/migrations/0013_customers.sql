-- Customers as an office knows them, with the state they are in: the key of the write that made it, '' for those from before (CUS-2).

ALTER TABLE customer ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN memo TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN version TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN changed_by TEXT;
ALTER TABLE customer ADD COLUMN changed_at BIGINT;
CREATE INDEX device_customer ON device (customer);

-- CUS-3: customers that went into another one, so that whoever comes too late learns which.
CREATE TABLE merged_customer (
    id     TEXT PRIMARY KEY,
    dealer TEXT NOT NULL REFERENCES dealer (id),
    stayed TEXT NOT NULL REFERENCES customer (id)
);
CREATE INDEX merged_customer_stayed ON merged_customer (stayed);
