-- みえますねっと年間パック: contract users, their devices, and the licence key sheets. Days and months are decided in `domain`; what stands here
-- as an instant was reckoned there, so that a job finds what is due without knowing a rule.

CREATE TABLE contractor (
    id       TEXT PRIMARY KEY,
    dealer   TEXT NOT NULL REFERENCES dealer (id),
    name     TEXT NOT NULL,
    email    TEXT NOT NULL,
    language TEXT NOT NULL
);
CREATE INDEX contractor_dealer ON contractor (dealer, id);

-- MIE-8: the unique key is what keeps two sheets from having one key. Text compares byte by byte on both engines, so case counts.
CREATE TABLE licence_sheet (
    id          TEXT PRIMARY KEY,
    licence_key TEXT NOT NULL UNIQUE,
    dealer      TEXT NOT NULL REFERENCES dealer (id),
    product     TEXT NOT NULL REFERENCES product (code),
    months      BIGINT NOT NULL,
    services    TEXT NOT NULL, -- JSON
    state       TEXT NOT NULL
);
CREATE INDEX licence_sheet_dealer ON licence_sheet (dealer, id);

-- A device that is there, with the licence it has. MIE-8: no two devices have one sheet. A domain name is one in the world, a device one with
-- its dealer: whether somebody else has it, too, is nobody's business.
CREATE TABLE miemasu_device (
    id             TEXT PRIMARY KEY,
    dealer         TEXT NOT NULL REFERENCES dealer (id),
    contractor     TEXT NOT NULL REFERENCES contractor (id),
    name           TEXT NOT NULL,
    folded_name    TEXT NOT NULL, -- as it is searched for
    model          TEXT NOT NULL,
    mac            TEXT NOT NULL,
    domain_name    TEXT NOT NULL UNIQUE,
    parent         TEXT REFERENCES miemasu_device (id),
    sheet          TEXT NOT NULL UNIQUE REFERENCES licence_sheet (id),
    expiry         TEXT NOT NULL, -- its month, such as 2017-07
    window_mail_at BIGINT,        -- MIE-1; NULL once the mail is written or its window is over
    deletion_at    BIGINT NOT NULL, -- MIE-5
    UNIQUE (dealer, mac)
);
CREATE INDEX miemasu_device_dealer ON miemasu_device (dealer, id);
CREATE INDEX miemasu_device_contractor ON miemasu_device (contractor);
CREATE INDEX miemasu_device_parent ON miemasu_device (parent);
CREATE INDEX miemasu_device_window_mail_at ON miemasu_device (window_mail_at);
CREATE INDEX miemasu_device_deletion_at ON miemasu_device (deletion_at);

-- Devices that were deleted, so that whoever comes too late learns since when. Forgotten with the contractor (MIE-11).
CREATE TABLE miemasu_deleted_device (
    id         TEXT PRIMARY KEY,
    dealer     TEXT NOT NULL REFERENCES dealer (id),
    contractor TEXT NOT NULL REFERENCES contractor (id),
    deleted_on TEXT NOT NULL
);
CREATE INDEX miemasu_deleted_device_contractor ON miemasu_deleted_device (contractor);

-- MIE-11: whose data a mail holds, where it is forgotten with them.
ALTER TABLE mail ADD COLUMN contractor TEXT;
CREATE INDEX mail_contractor ON mail (contractor);
