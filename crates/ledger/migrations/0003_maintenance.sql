-- MNT-1: windows of maintenance. A cancelled one is deleted; the audit remembers it.

CREATE TABLE maintenance (
    id         TEXT PRIMARY KEY,
    begins_at  BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    message_ja TEXT NOT NULL,
    message_en TEXT NOT NULL
);
