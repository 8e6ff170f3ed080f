-- What is kept whole is found by its parts, too: they are taken out of it here. And keys are listed by when they were issued.
-- What people had shown of the secrets, and the filters they keep, are of this computer alone: no server can tell them again.

-- One row for each thing kept whole that can be found. It gets a new id whenever it changes, as customers, devices and keys do.
CREATE TABLE entry (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    ref          TEXT NOT NULL, -- its id in `whole`
    title        TEXT,
    number       TEXT,
    detail       TEXT,
    folded       TEXT NOT NULL, -- its fields, each between line breaks
    owner        TEXT,          -- whose it is: the id in `whole`
    device       BLOB,
    products     TEXT NOT NULL, -- product codes, each between line breaks
    issued_at    INTEGER,
    paid_months  INTEGER,       -- of a subscription, as are the next two
    trial_months INTEGER,
    anchor       TEXT,
    UNIQUE (ref, kind)
);
CREATE INDEX entry_kind ON entry (kind);
CREATE INDEX entry_owner ON entry (owner) WHERE owner IS NOT NULL;
CREATE INDEX entry_device ON entry (device) WHERE device IS NOT NULL;

CREATE TABLE entry_field (
    entry INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (value, entry)
) WITHOUT ROWID;
CREATE INDEX entry_field_entry ON entry_field (entry);

CREATE VIRTUAL TABLE entry_pairs USING fts5 (
    pairs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);

CREATE INDEX activation_key_issued_at ON activation_key (issued_at) WHERE issued_at IS NOT NULL;

-- Every secret that somebody asked to see.
CREATE TABLE shown (
    seq      INTEGER PRIMARY KEY,
    no       BLOB NOT NULL,
    secret   TEXT NOT NULL,
    shown_by TEXT NOT NULL,
    shown_at INTEGER NOT NULL,
    UNIQUE (no, secret, shown_by, shown_at)
);

-- Filters of a member, under the names they have given them.
CREATE TABLE saved_filter (
    login  TEXT NOT NULL,
    name   TEXT NOT NULL,
    filter TEXT NOT NULL, -- JSON
    PRIMARY KEY (login, name)
) WITHOUT ROWID;
