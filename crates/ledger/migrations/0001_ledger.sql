-- What the server remembers. One text for SQLite and PostgreSQL: TEXT and BIGINT columns only.
-- Instants are microseconds since 1970 in UTC; ids are UUIDs with hyphens; numbers of keys and devices are their plain digits.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
-- Whoever adds a dealer or tells something to all dealers touches this row first, so that no dealer is left out.
INSERT INTO setting (name, value) VALUES ('all_dealers', '');

-- The public halves of the keys that sign records. The private halves never come here.
CREATE TABLE record_key (
    id         BIGINT PRIMARY KEY,
    public_key TEXT NOT NULL UNIQUE,
    added_at   BIGINT NOT NULL
);

CREATE TABLE product (
    code   TEXT PRIMARY KEY,
    record TEXT NOT NULL -- the product as JSON
);

CREATE TABLE dealer (
    id          TEXT PRIMARY KEY,
    company     TEXT NOT NULL,
    phone       TEXT,
    email       TEXT NOT NULL,
    last_change BIGINT NOT NULL
);

CREATE TABLE member (
    id            TEXT PRIMARY KEY,
    dealer        TEXT NOT NULL REFERENCES dealer (id),
    login         TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL
);

-- Pairs of tokens are counted within their session. `live` is the pair last used; `pending` was answered and not used yet.
CREATE TABLE session (
    id      TEXT PRIMARY KEY,
    member  TEXT NOT NULL REFERENCES member (id),
    live    BIGINT NOT NULL,
    pending BIGINT,
    latest  BIGINT NOT NULL
);

CREATE TABLE token (
    hash       TEXT PRIMARY KEY, -- SHA-256 of the token, which itself is never stored
    session    TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    pair       BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX token_session ON token (session);
CREATE INDEX token_expires_at ON token (expires_at);

-- Failures in a row, by the SHA-256 of what was typed as login: people type passwords there. Emptied by a success.
CREATE TABLE login_failure (
    login_hash TEXT NOT NULL,
    ordinal    BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (login_hash, ordinal)
);

CREATE TABLE address_failure (
    id      TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX address_failure_address ON address_failure (address, at);

CREATE TABLE activation_key (
    no              TEXT PRIMARY KEY,
    registration_id TEXT NOT NULL,
    product         TEXT NOT NULL REFERENCES product (code),
    dealer          TEXT NOT NULL REFERENCES dealer (id),
    version         BIGINT NOT NULL
);

-- KMS-1: the primary key is what keeps an activation key on one device, whatever else may fail.
CREATE TABLE registration (
    activation_key   TEXT PRIMARY KEY REFERENCES activation_key (no),
    device           TEXT NOT NULL,
    registration_key TEXT NOT NULL,
    issued_at        BIGINT NOT NULL,
    issued_by        TEXT NOT NULL
);

-- KMS-11: tries with a wrong registration id, for numbers that exist and that do not.
CREATE TABLE wrong_pair (
    no      TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (no, ordinal)
);
CREATE INDEX wrong_pair_at ON wrong_pair (at);

CREATE TABLE customer (
    id     TEXT PRIMARY KEY,
    dealer TEXT NOT NULL REFERENCES dealer (id),
    name   TEXT NOT NULL,
    kana   TEXT NOT NULL
);

CREATE TABLE device (
    dealer   TEXT NOT NULL REFERENCES dealer (id),
    device   TEXT NOT NULL,
    site1    TEXT NOT NULL,
    site2    TEXT NOT NULL,
    customer TEXT REFERENCES customer (id),
    PRIMARY KEY (dealer, device)
);

-- The answer to a write, given again when the write comes again.
CREATE TABLE idempotency (
    dealer      TEXT NOT NULL REFERENCES dealer (id),
    key         TEXT NOT NULL,
    request     TEXT NOT NULL, -- SHA-256 of what was asked
    status      BIGINT NOT NULL,
    body        TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (dealer, key)
);
CREATE INDEX idempotency_answered_at ON idempotency (answered_at);

CREATE TABLE change (
    dealer    TEXT NOT NULL REFERENCES dealer (id),
    number    BIGINT NOT NULL,
    record    TEXT NOT NULL, -- exactly the text that was signed
    signed_by BIGINT NOT NULL REFERENCES record_key (id),
    signature TEXT NOT NULL,
    PRIMARY KEY (dealer, number)
);

-- Who did what, when. Never holds a registration id, a registration key, a token or a password.
CREATE TABLE audit (
    id           TEXT PRIMARY KEY,
    at           BIGINT NOT NULL,
    dealer       TEXT,
    actor        TEXT NOT NULL,
    role         TEXT NOT NULL,
    act          TEXT NOT NULL,
    subject      TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after  TEXT NOT NULL
);
CREATE INDEX audit_dealer_at ON audit (dealer, at);
