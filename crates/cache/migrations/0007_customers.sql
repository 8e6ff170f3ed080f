-- Customers as an office knows them. The digits of a telephone number and the contact are searched like a name.

ALTER TABLE customer ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN memo TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN version BLOB;
ALTER TABLE customer ADD COLUMN changed_by TEXT;
ALTER TABLE customer ADD COLUMN changed_at INTEGER;
ALTER TABLE customer ADD COLUMN folded_contact TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN folded_phone TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_folded_contact ON customer (folded_contact) WHERE folded_contact <> '';
CREATE INDEX customer_folded_phone ON customer (folded_phone) WHERE folded_phone <> '';

-- CUS-2: requests that were refused because somebody else was quicker, for whoever asked to choose; and those that have been chosen about.
CREATE INDEX outbox_overtaken ON outbox (seq) WHERE instr(answer, '"code":"customer_') > 0;
CREATE TABLE settled (
    intent   BLOB NOT NULL,
    customer BLOB NOT NULL,
    PRIMARY KEY (intent, customer)
) WITHOUT ROWID;
