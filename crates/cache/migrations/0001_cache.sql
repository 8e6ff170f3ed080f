-- The office's copy of what its dealer was issued, what it asked for, and what it printed.
-- Numbers of keys and devices are their bytes (4 bits a digit), so that a prefix is a range; customers' ids are their
-- 16 bytes; instants are microseconds since 1970 in UTC.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Whose copy this is. Signed out: the tokens are gone, the rest waits for the same dealer's return.
CREATE TABLE account (
    one               INTEGER PRIMARY KEY CHECK (one = 1),
    server            TEXT NOT NULL,
    login             TEXT NOT NULL,
    dealer            BLOB NOT NULL,
    company           TEXT NOT NULL,
    role              TEXT NOT NULL,
    record_keys       TEXT NOT NULL, -- JSON
    access_token      TEXT,
    access_expires_at INTEGER,
    refresh_token     TEXT
);

CREATE TABLE feed (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    cursor       INTEGER NOT NULL,
    last_sync_at INTEGER
);
INSERT INTO feed (one, cursor) VALUES (1, 0);

-- The records of which there is one each: `server` and `dealer`, as JSON.
CREATE TABLE supplier (
    record TEXT PRIMARY KEY,
    json   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE product (
    id     INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE,
    json   TEXT NOT NULL,
    folded TEXT NOT NULL -- code and names, each between line breaks
);

-- Customers, devices and keys get a new id whenever what is indexed of them changes. So ids are in order of arrival, the
-- full-text indexes only ever grow at their end, and what they still say of an id that is gone joins with nothing.

CREATE TABLE customer (
    id          INTEGER PRIMARY KEY,
    uuid        BLOB NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    kana        TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    folded_kana TEXT NOT NULL
);
CREATE INDEX customer_folded_name ON customer (folded_name);
CREATE INDEX customer_folded_kana ON customer (folded_kana);

CREATE TABLE device (
    id       INTEGER PRIMARY KEY,
    device   BLOB NOT NULL UNIQUE,
    site_1   TEXT NOT NULL,
    site_2   TEXT NOT NULL,
    folded   TEXT NOT NULL, -- both lines of the site
    customer BLOB REFERENCES customer (uuid)
);
CREATE INDEX device_folded ON device (folded);
CREATE INDEX device_customer ON device (customer) WHERE customer IS NOT NULL;

CREATE TABLE activation_key (
    id               INTEGER PRIMARY KEY,
    no               BLOB NOT NULL UNIQUE,
    registration_id  BLOB NOT NULL,
    product          INTEGER NOT NULL REFERENCES product (id),
    device           BLOB REFERENCES device (device),
    registration_key BLOB,
    issued_at        INTEGER,
    issued_by        TEXT
);
CREATE INDEX activation_key_registration_id ON activation_key (registration_id);
CREATE INDEX activation_key_registration_key ON activation_key (registration_key) WHERE registration_key IS NOT NULL;
CREATE INDEX activation_key_device ON activation_key (device) WHERE device IS NOT NULL;
CREATE INDEX activation_key_product ON activation_key (product);

-- Inner fragments. `detail = none` says only which rows have a gram; every hit is held against the row itself.
CREATE VIRTUAL TABLE activation_key_digits USING fts5 (
    no, registration_id, registration_key, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE device_digits USING fts5 (
    device, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
-- Japanese words are often of two characters: these hold pairs of characters, cut beforehand.
CREATE VIRTUAL TABLE customer_pairs USING fts5 (
    pairs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE site_pairs USING fts5 (
    pairs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);

-- What people asked for, in order, each kept with its answer.
CREATE TABLE outbox (
    seq         INTEGER PRIMARY KEY,
    intent      BLOB NOT NULL UNIQUE,
    register    TEXT NOT NULL, -- JSON
    queued_by   TEXT NOT NULL,
    queued_at   INTEGER NOT NULL,
    answer      TEXT, -- JSON
    answered_at INTEGER
);
CREATE INDEX outbox_waiting ON outbox (seq) WHERE answer IS NULL;

CREATE TABLE print (
    seq        INTEGER PRIMARY KEY,
    no         BLOB NOT NULL,
    document   TEXT NOT NULL,
    copy       INTEGER NOT NULL,
    printed_by TEXT NOT NULL,
    printed_at INTEGER NOT NULL,
    UNIQUE (no, document, copy)
);
