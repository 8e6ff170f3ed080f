-- Which process does a work that one at a time is to do, and until when the others leave it alone.

CREATE TABLE lease (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  BIGINT NOT NULL
);
