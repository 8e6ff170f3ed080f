-- i-PRO Remo: customer accounts, their cameras, and licences from stock and from cards. Days are days in Japan, written 2026-11-21.

CREATE TABLE remo_customer (
    id            TEXT PRIMARY KEY,
    dealer        TEXT NOT NULL REFERENCES dealer (id),
    email         TEXT NOT NULL,
    email_folded  TEXT NOT NULL, -- in lower case: one account an address and dealer
    name          TEXT NOT NULL,
    language      TEXT NOT NULL,
    password_hash TEXT, -- none until the customer has accepted
    added_at      BIGINT NOT NULL,
    UNIQUE (dealer, email_folded)
);

-- REM-7: one-time links. The token itself is never stored.
CREATE TABLE remo_welcome (
    hash     TEXT PRIMARY KEY,
    customer TEXT NOT NULL REFERENCES remo_customer (id) ON DELETE CASCADE,
    made_at  BIGINT NOT NULL,
    used_at  BIGINT
);
CREATE INDEX remo_welcome_customer ON remo_welcome (customer);
CREATE INDEX remo_welcome_made_at ON remo_welcome (made_at);

CREATE TABLE remo_camera (
    id       TEXT PRIMARY KEY,
    dealer   TEXT NOT NULL REFERENCES dealer (id),
    customer TEXT NOT NULL REFERENCES remo_customer (id),
    device   TEXT NOT NULL,
    name     TEXT NOT NULL,
    path     TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    UNIQUE (dealer, device)
);
CREATE INDEX remo_camera_customer ON remo_camera (customer);

-- REM-8: the primary key keeps a card under one account, whatever else may fail.
CREATE TABLE remo_card (
    no            TEXT PRIMARY KEY REFERENCES activation_key (no),
    customer      TEXT NOT NULL REFERENCES remo_customer (id),
    registered_at BIGINT NOT NULL
);

-- In stock: no customer. From stock: allocated_at, free_through and expiry are set. From a card: card is set.
CREATE TABLE remo_licence (
    id                TEXT PRIMARY KEY,
    dealer            TEXT NOT NULL REFERENCES dealer (id),
    product           TEXT NOT NULL REFERENCES product (code),
    path              TEXT NOT NULL,
    customer          TEXT REFERENCES remo_customer (id),
    allocated_at      BIGINT,
    free_through      TEXT,
    expiry            TEXT,
    card              TEXT REFERENCES remo_card (no),
    first_assigned_at BIGINT,
    camera            TEXT REFERENCES remo_camera (id),
    ended_at          BIGINT -- when it ended on its camera (REM-2)
);
CREATE INDEX remo_licence_customer ON remo_licence (customer);
CREATE INDEX remo_licence_stock ON remo_licence (dealer, product, customer);
CREATE INDEX remo_licence_expiry ON remo_licence (expiry);
-- One licence a camera that has not ended, whatever else may fail.
CREATE UNIQUE INDEX remo_licence_camera ON remo_licence (camera) WHERE ended_at IS NULL;

-- What happened to each licence. The camera is named as it was: it may be gone.
CREATE TABLE remo_history (
    licence TEXT NOT NULL REFERENCES remo_licence (id),
    ordinal BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    what    TEXT NOT NULL,
    camera  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    PRIMARY KEY (licence, ordinal)
);

-- REM-5: notices that were sent. The primary key keeps one from being sent twice.
CREATE TABLE remo_notice (
    customer TEXT NOT NULL REFERENCES remo_customer (id),
    expiry   TEXT NOT NULL,
    reader   TEXT NOT NULL,
    days     BIGINT NOT NULL,
    sent_at  BIGINT NOT NULL,
    PRIMARY KEY (customer, expiry, reader, days)
);

-- REM-5: where a dealer wants to be told on other days than usual.
CREATE TABLE remo_notice_days (
    dealer        TEXT PRIMARY KEY REFERENCES dealer (id),
    partner       TEXT NOT NULL, -- JSON
    contract_user TEXT NOT NULL, -- JSON
    language      TEXT NOT NULL
);

-- Products that are there already learn which cameras they are for; later ones bring it along.
UPDATE product SET record = replace(record, '"extent":', '"path":"edge","extent":')
WHERE code LIKE 'DG-JLE1%' AND record NOT LIKE '%"path":%';
UPDATE product SET record = replace(record, '"extent":', '"path":"direct","extent":')
WHERE code LIKE 'DG-JLE2%' AND record NOT LIKE '%"path":%';
