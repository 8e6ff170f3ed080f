-- つながるねっと. Days are written as 2026-11-21 and are Greenwich's.

-- A device has one subscription, whichever dealer applied for it: `version` is what two dealers who want it at once are told apart by.
CREATE TABLE subscription (
    device           TEXT PRIMARY KEY,
    dealer           TEXT NOT NULL REFERENCES dealer (id),
    connection_no    TEXT NOT NULL UNIQUE,
    registration_key TEXT NOT NULL,
    anchor           TEXT,
    era              BIGINT NOT NULL, -- counted up by each new start
    version          BIGINT NOT NULL
);
CREATE INDEX subscription_dealer ON subscription (dealer);

-- The periods, those of earlier eras too. A key gives one period, once.
CREATE TABLE subscription_term (
    activation_key TEXT PRIMARY KEY REFERENCES activation_key (no),
    device         TEXT NOT NULL REFERENCES subscription (device),
    era            BIGINT NOT NULL,
    ordinal        BIGINT NOT NULL,
    product        TEXT NOT NULL REFERENCES product (code),
    months         BIGINT NOT NULL,
    trial          BIGINT NOT NULL,
    terms_kind     TEXT NOT NULL, -- TSU-10: what was accepted, with the version; when and by whom is that of the application
    terms_version  BIGINT NOT NULL,
    applied_at     BIGINT NOT NULL,
    applied_by     TEXT NOT NULL,
    UNIQUE (device, era, ordinal)
);

-- TSU-11: numbers that are held for a device, three at a time, or taken for ever.
CREATE TABLE connection_no (
    no       TEXT PRIMARY KEY,
    dealer   TEXT NOT NULL REFERENCES dealer (id),
    device   TEXT NOT NULL,
    place    BIGINT NOT NULL,
    redraws  BIGINT NOT NULL,
    drawn_at BIGINT NOT NULL,
    taken_at BIGINT
);
CREATE INDEX connection_no_device ON connection_no (dealer, device);
